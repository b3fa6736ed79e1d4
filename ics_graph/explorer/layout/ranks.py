"""Who stands above whom: every line that is no part of a circle leads upwards, so its subject stands lower.

All families count but coverage, since geography is no order. Bodies that lie in one circle share a rank. A rank is a
band and a depth within it; what is asked for as a band is followed as far as no line speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from ics_graph.stores.rows import Line

Rank = tuple[int, int]


def ordering(lines: Iterable[Line]) -> list[tuple[str, str]]:
    """Return the lower and the upper end of each line that says who stands above whom, each pair once, in order."""
    return sorted({(line.subject, line.object) for line in lines if line.family != "coverage"})


class Ranks:
    """The circles of a drawing as one body each, and the rank of each."""

    def __init__(self, bodies: Collection[str], pairs: Collection[tuple[str, str]]) -> None:
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(sorted(bodies))
        graph.add_edges_from(pair for pair in sorted(pairs) if pair[0] in graph and pair[1] in graph)
        circles = sorted(sorted(circle) for circle in nx.strongly_connected_components(graph))
        self.circles = circles
        self.of = {id_: n for n, circle in enumerate(circles) for id_ in circle}
        self.above: dict[int, set[int]] = defaultdict(set)
        self.below: dict[int, set[int]] = defaultdict(set)
        for low, high in graph.edges:
            if self.of[low] != self.of[high]:
                self.above[self.of[low]].add(self.of[high])
                self.below[self.of[high]].add(self.of[low])
        whole: nx.DiGraph[int] = nx.DiGraph((low, high) for low, highs in self.above.items() for high in highs)
        whole.add_nodes_from(range(len(circles)))
        self.downwards = list(nx.lexicographical_topological_sort(whole.reverse(copy=False)))

    def over(self, ids: Iterable[str]) -> set[str]:
        """Return all bodies that stand above one of these."""
        return self._reached(ids, self.above)

    def under(self, ids: Iterable[str]) -> set[str]:
        """Return all bodies that stand beneath one of these."""
        return self._reached(ids, self.below)

    def _reached(self, ids: Iterable[str], steps: Mapping[int, set[int]]) -> set[str]:
        start = {self.of[id_] for id_ in ids}
        reached: set[int] = set()
        open_ = list(start)
        while open_:
            fresh = steps.get(open_.pop(), set()) - reached
            reached |= fresh
            open_ += fresh
        return {id_ for n in reached - start for id_ in self.circles[n]}

    def bands(self, wanted: Mapping[str, int], fixed: Collection[str] = ()) -> dict[str, int]:
        """Return the band of each body: the one wanted, or the first further down that its lines leave open.

        In a circle the wish of its ``fixed`` bodies counts, else the uppermost.
        """
        band: dict[int, int] = {}
        for n in self.downwards:
            circle = self.circles[n]
            mine = [wanted[id_] for id_ in circle if id_ in fixed] or [wanted[id_] for id_ in circle]
            band[n] = max([min(mine), *(band[high] for high in self.above[n])])
        return {id_: band[n] for id_, n in self.of.items()}

    def depths(
        self, bands: Mapping[str, int], last: Collection[str] = (), kinds: Mapping[str, str] | None = None
    ) -> dict[str, int]:
        """Return how far down in its band each body stands, beginning with 0.

        As high as its lines leave open; but what has nothing above it in its band stands right above what it leads,
        bodies of one kind stand beside each other where they can, and ``last`` stand beneath all others.
        """
        of = {n: bands[circle[0]] for n, circle in enumerate(self.circles)}
        above = {n: {high for high in self.above[n] if of[high] == of[n]} for n in of}
        below = {n: {low for low in self.below[n] if of[low] == of[n]} for n in of}
        depth: dict[int, int] = {}
        for n in self.downwards:
            depth[n] = max((depth[high] + 1 for high in above[n]), default=0)
        lowest: dict[tuple[int, str], int] = defaultdict(int)
        names = {n: (of[n], (kinds or {}).get(circle[0], "")) for n, circle in enumerate(self.circles)}
        for n, name in names.items():
            lowest[name] = max(lowest[name], depth[n])
        for n in reversed(self.downwards):
            room = min((depth[low] - 1 for low in below[n]), default=lowest[names[n]])
            if not above[n] and below[n]:
                depth[n] = max(depth[n], room)
            elif names[n][1]:
                depth[n] = max(depth[n], min(room, lowest[names[n]]))
        finals = {self.of[id_] for id_ in last}
        others: dict[int, int] = defaultdict(lambda: -1)
        for n in of:
            if n not in finals:
                others[of[n]] = max(others[of[n]], depth[n])
        for n in self.downwards:
            if n in finals:
                depth[n] = max([depth[n], others[of[n]] + 1, *(depth[high] + 1 for high in above[n])])
            elif above[n]:
                depth[n] = max([depth[n], *(depth[high] + 1 for high in above[n])])
        return {id_: depth[n] for id_, n in self.of.items()}
