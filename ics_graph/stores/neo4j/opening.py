"""A graph in Neo4j that is open for reading: that it is there, whole and of our format, and its name in every query."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from typing import Any

from ics_graph.model import About
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.serialization import from_plain
from ics_graph.stores import StoreError
from ics_graph.stores.closable import Closable
from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.schema import FORMAT, GRAPH, checked_graph, meta_ref, ref

GRAPH_VARIABLE = "ICS_GRAPH_NEO4J_GRAPH"


class OpenGraph(Closable):
    """A graph, and the connection to it. Raises StoreError where the server or the graph is not there."""

    def __init__(
        self,
        url: str,
        user: str | None = None,
        password: str | None = None,
        database: str | None = None,
        ontology: Ontology | None = None,
        graph: str | None = None,
    ) -> None:
        self.graph = checked_graph(graph or os.environ.get(GRAPH_VARIABLE) or GRAPH)
        self.loading: str | None = None
        self.connection = Connection(url, user, password, database)
        try:
            self.ontology = ontology or load_ontology()
            self._about = self._meta()
        except BaseException:
            self.close()
            raise

    def _meta(self) -> list[About]:
        query = "MATCH (d:Dataset:IcsGraph {ref: $ref}) RETURN d.format, d.about, toString(d.loading)"
        rows = self.connection.read(query, ref=meta_ref(self.graph))
        where = f"Neo4j at {self.connection.url}"
        named = f" of the name '{self.graph}'" if self.graph != GRAPH else ""
        if not rows:
            option = f" --graph {self.graph}" if self.graph != GRAPH else ""
            hint = f"load one with: ics-graph load --to {self.connection.url}{option}"
            raise StoreError(f"{where} holds no graph of ics-graph{named}; {hint}")
        self.loading = rows[0][2]
        if rows[0][0] is None:
            hint = "wait for it, or run it again if it was broken off"
            raise StoreError(f"{where} holds no whole graph yet: a load began at {self.loading}; {hint}")
        if rows[0][0] != FORMAT:
            raise StoreError(f"{where} was loaded by another version of ics-graph; load it again with this one")
        return [from_plain(About, plain) for plain in json.loads(rows[0][1])]

    def read(self, query: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query that asks for this graph's name."""
        return self.connection.read(query, graph=self.graph, **parameters)

    def refs(self, section: str, ids: Collection[str]) -> list[str]:
        """Return the keys of records in this graph."""
        return sorted({ref(self.graph, section, id_) for id_ in ids})

    def notices(self) -> list[str]:
        """Return what a reader must be told of the store: that a load is under way."""
        if self.loading is None:
            return []
        return [
            f"A load of this graph began at {self.loading} and has not ended: this may mix what was and what is to be. "
            "If nobody is loading, run the load again."
        ]

    def is_current(self) -> bool:
        """Return True, having read anew what the graph says of itself; raise StoreError where it is not there."""
        self._about = self._meta()
        return True

    def close(self) -> None:
        """Let go of the server."""
        self.connection.close()
