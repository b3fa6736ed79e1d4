"""What lies in a graph already, and whether a load would remove much of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ics_graph.stores import StoreError
from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.schema import OURS, meta_ref
from ics_graph.stores.neo4j.shapes import Shapes

# A line as it is there: its digest, its element id, and its subject, type and object.
Drawn = tuple[str, str, tuple[str, str, str]]
MOST_REMOVED = 0.2
"""The share of what is there that a load removes, at most, unless it is told to."""
_FEW = 20


class TooMuchRemoved(StoreError):
    """Raised, before anything is written, where a load would remove more than a share of what is there."""


class There:
    """What is in the graph of these shapes."""

    def __init__(self, connection: Connection, shapes: Shapes) -> None:
        self.connection = connection
        self.shapes = shapes
        self.graph = shapes.graph

    def nodes(self) -> tuple[dict[str, str | None], str | None]:
        """Return the digests of the nodes that are there, and that of a load that was brought to its end."""
        query = f"MATCH (n:{OURS}) WHERE n.ref STARTS WITH $graph RETURN n.ref, n.digest, n.loading"
        there: dict[str, str | None] = {}

        def gather(rows: Iterator[tuple[Any, ...]]) -> object:
            mark = None
            for key, digest, since in rows:
                there[key] = digest
                mark = since if since is not None else mark
            return mark

        loading = self.connection.stream(query, gather, graph=f"{self.graph}/")
        whole = there.pop(meta_ref(self.graph), None)
        return there, None if loading is not None else whole

    def edges(self) -> tuple[dict[str, Drawn], list[tuple[str, str]]]:
        """Return the lines that are there: id → digest, where, subject/type/object; and those whose id is taken."""
        query = (
            f"MATCH (s:{OURS})-[l]->(o:{OURS}) WHERE l.graph = $graph AND l.digest IS NOT NULL "
            "RETURN l.id, l.digest, elementId(l), s.id, type(l), o.id"
        )
        there: dict[str, Drawn] = {}
        doubles: list[tuple[str, str]] = []

        def gather(rows: Iterator[tuple[Any, ...]]) -> None:
            for id_, digest, at, *ends in rows:
                if id_ in there:
                    doubles.append((at, id_))
                else:
                    there[id_] = (digest, at, (ends[0], ends[1], ends[2]))

        self.connection.stream(query, gather, graph=self.graph)
        return there, doubles

    def check_share(self, nodes: dict[str, str | None], edges: dict[str, Drawn], most_removed: float) -> None:
        """Raise TooMuchRemoved where a dataset lacks much of what is there: it may be another than was meant."""
        if most_removed >= 1:
            return
        data = self.shapes.compiled.dataset
        there = gone = 0
        for section in ("entities", "facts", "gaps", "complete", "events"):
            before = {key for key in nodes if key.startswith(self.shapes.ref(section, ""))}
            there += len(before)
            gone += len(before.difference(self.shapes.refs(section)))
        lines = [id_ for id_ in edges if not id_.startswith("rule:")]
        there, gone = there + len(lines), gone + sum(id_ not in data.relations for id_ in lines)
        if gone > _FEW and gone > most_removed * there:
            raise TooMuchRemoved(
                f"this would remove {gone:,} of the {there:,} records of the graph '{self.graph}', more than "
                f"{most_removed:.0%} of them; is it the right dataset, and the right graph?"
            )
