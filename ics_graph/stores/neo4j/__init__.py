"""The shared store: a Neo4j server (5.26 or newer), asked in Cypher and loaded from a Dataset.

``schema`` and ``mapping`` say how a graph lies in Neo4j, ``connection`` speaks to the server, ``reading`` is the Store,
``writing`` brings a graph to what a dataset says, ``verification`` reads it back in full, and ``admin`` writes files
for the first load of a big one. Only nodes with the label ``IcsGraph`` are ours; nothing else in the database is read,
changed or removed.
"""

from __future__ import annotations

from ics_graph.stores.neo4j.changes import Change, Difference, Named
from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.reading import Neo4jStore
from ics_graph.stores.neo4j.remote_state import MOST_REMOVED, TooMuchRemoved
from ics_graph.stores.neo4j.schema import GRAPH
from ics_graph.stores.neo4j.writing import BrokenOff, Load, sync

__all__ = [
    "GRAPH",
    "MOST_REMOVED",
    "BrokenOff",
    "Change",
    "Connection",
    "Difference",
    "Load",
    "Named",
    "Neo4jStore",
    "TooMuchRemoved",
    "sync",
]
