"""What lies in a graph already: summed up by the server, and one by one only where the sums differ."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from ics_graph.stores import StoreError
from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.elements import BUCKETS, WIDTH
from ics_graph.stores.neo4j.mapping import GraphMapping
from ics_graph.stores.neo4j.schema import CITED, LINKS, OURS, TAKES_PART, meta_ref

# A line as it is there: its digest, its element id, and its subject, type and object.
Drafted = tuple[int | None, str, tuple[str, str, str]]
MOST_REMOVED = 0.2
"""The share of what is there that a load removes, at most, unless it is told to."""


class TooMuchRemoved(StoreError):
    """Raised, before anything is written, where a load would remove more than a share of what is there."""


class Sums:
    """How many elements lie in each bucket, and the sum of their digests: all that two graphs compare at first."""

    def __init__(self) -> None:
        self.counts = array("q", bytes(8 * BUCKETS))
        self.sums = array("Q", bytes(8 * BUCKETS))
        self.broken = False
        """Whether something has no digest, so that no sum can be trusted."""

    def add(self, digests: Iterable[int]) -> None:
        """Count elements by their digests."""
        counts, sums = self.counts, self.sums
        for digest in digests:
            bucket, content = divmod(digest, WIDTH)
            counts[bucket] += 1
            sums[bucket] += content

    def __len__(self) -> int:
        return sum(self.counts)

    def differing(self, other: Sums) -> set[int]:
        """Return the buckets in which two graphs do not hold the same."""
        if self.broken or other.broken:
            return set(range(BUCKETS))
        pairs = zip(self.counts, other.counts, self.sums, other.sums, strict=True)
        return {at for at, (a, b, mine, theirs) in enumerate(pairs) if a != b or mine != theirs}


class RemoteState:
    """What is in the graph of a mapping."""

    def __init__(self, connection: Connection, mapping: GraphMapping) -> None:
        self.connection = connection
        self.mapping = mapping
        self.graph = mapping.graph
        self._nodes = f"MATCH (n:{OURS}) WHERE n.ref STARTS WITH $begin AND n.ref <> $meta"

    def state(self) -> tuple[int | None, bool]:
        """Return the digest of the whole that a load left at its end, and whether one is under way or broken off."""
        query = f"MATCH (n:{OURS} {{ref: $meta}}) RETURN n.digest, n.loading IS NOT NULL"
        rows = self.connection.read(query, meta=meta_ref(self.graph))
        return rows[0] if rows else (None, False)

    def node_sums(self) -> Sums:
        """Return the sums of the nodes."""
        return self._summed(f"{self._nodes} WITH toInteger(n.digest) AS digest", **self.named)

    def line_sums(self) -> Sums:
        """Return the sums of the lines."""
        return self._summed(f"{self._lines()} WITH toInteger(l.digest) AS digest", graph=self.graph)

    def nodes(self, buckets: Collection[int]) -> dict[str, int | None]:
        """Return the digests of the nodes in some buckets, by key."""
        query = f"{self._nodes} WITH n, toInteger(n.digest) AS digest {_within(buckets)} RETURN n.ref, digest"
        if not buckets:
            return {}
        return dict(self.connection.read(query, buckets=list(buckets), width=WIDTH, **self.named))

    def lines(self, buckets: Collection[int]) -> tuple[dict[str, Drafted], list[tuple[str, str]]]:
        """Return the lines in some buckets: id → digest, where, subject/type/object; and those whose id is taken."""
        query = (
            f"{self._lines()} WITH s, l, o, toInteger(l.digest) AS digest {_within(buckets)} "
            "RETURN l.id, digest, elementId(l), s.id, type(l), o.id"
        )
        there: dict[str, Drafted] = {}
        doubles: list[tuple[str, str]] = []

        def gather(rows: Iterator[tuple[Any, ...]]) -> None:
            for id_, digest, at, *ends in rows:
                if id_ in there:
                    doubles.append((at, id_))
                else:
                    there[id_] = (digest, at, (ends[0], ends[1], ends[2]))

        if buckets:
            self.connection.stream(query, gather, graph=self.graph, buckets=list(buckets), width=WIDTH)
        return there, doubles

    @property
    def named(self) -> dict[str, object]:
        """How the keys of the graph begin, and the key of the node that says what it is of."""
        return {"begin": f"{self.graph}/", "meta": meta_ref(self.graph)}

    def drawn(self) -> str:
        """Return what matches a line ``l``: of any type that is there but those of links, which are as many again."""
        query = "CALL db.relationshipTypes() YIELD relationshipType AS type WHERE NOT type IN $links RETURN type"
        types = sorted(name for (name,) in self.connection.read(query, links=[*LINKS, TAKES_PART, CITED]))
        among = "|".join("`" + name.replace("`", "``") + "`" for name in types)
        # Where no line was ever drawn there is no type to name.
        return f"[l:{among}]" if among else "[l:NOTHING]"

    def _lines(self) -> str:
        return f"MATCH (s:{OURS})-{self.drawn()}->(o:{OURS}) WHERE l.graph = $graph AND l.digest IS NOT NULL"

    def _summed(self, matched: str, **parameters: object) -> Sums:
        summed = Sums()
        # One row of three lists: a driver takes ten times as long for as many rows.
        query = (
            f"{matched} WITH coalesce(digest / $width, -1) AS bucket, count(*) AS n, sum(digest % $width) AS content "
            "RETURN collect(bucket), collect(n), collect(content)"
        )
        ((buckets, counts, sums),) = self.connection.read(query, width=WIDTH, **parameters)
        for bucket, count, content in zip(buckets, counts, sums, strict=True):
            if 0 <= bucket < BUCKETS:
                summed.counts[bucket], summed.sums[bucket] = count, content
            else:
                summed.broken = True
        return summed


def _within(buckets: Collection[int]) -> str:
    return "" if len(buckets) == BUCKETS else "WHERE digest / $width IN $buckets"
