"""The shared store: a Neo4j server (5.26 or newer), asked in Cypher and loaded from a Dataset.

``schema`` says how the graph lies in Neo4j, ``connection`` speaks to the server, ``reading`` is the Store and
``writing`` brings a database to what a dataset says. Only nodes with the label ``IcsGraph`` are ours; nothing else
in the database is read, changed or removed.
"""

from __future__ import annotations

from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.reading import Neo4jStore
from ics_graph.stores.neo4j.writing import Change, sync

__all__ = ["Change", "Connection", "Neo4jStore", "sync"]
