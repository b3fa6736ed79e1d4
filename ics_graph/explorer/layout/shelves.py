"""Tiles, the cards and blocks of a row, and the shelf that they stand on, each near to where it is wanted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ics_graph.explorer.layout.blocks import GAP, GUTTER, Block, Card
from ics_graph.explorer.layout.plan import Plan

TRUNK = 40
"""How much room lines have at either end of a row."""


@dataclass(slots=True)
class Tile:
    """A card or a block about ``x``; in the column of ``head`` it is settled there, ``beside`` the column's middle."""

    made: Card | Block
    ids: list[str]
    width: float
    head: str | None = None
    beside: float = 0
    at: float | None = None
    x: float = 0


@dataclass(slots=True)
class ShelfRow:
    band: int
    tiles: list[Tile] = field(default_factory=list)


def across(tiles: Sequence[Tile]) -> float:
    """Return how much room tiles need side by side."""
    return sum(tile.width + GAP for tile in tiles) - GAP


@dataclass(frozen=True, slots=True)
class Shelf:
    """The room for a row: from ``left`` on, and ``width`` wide."""

    left: float
    width: float

    def slot(self, taken: Sequence[Tile], width: float, wanted: float) -> float | None:
        """Return the middle nearest to the one wanted at which there is room beside those that stand already."""
        edges = sorted((tile.x - tile.width / 2 - GAP, tile.x + tile.width / 2 + GAP) for tile in taken)
        ends = [self.left, *(end for _, end in edges)]
        begins = [*(begin for begin, _ in edges), self.left + self.width]
        free = [(left + width / 2, right - width / 2) for left, right in zip(ends, begins, strict=True)]
        middles = [min(max(wanted, low), high) for low, high in free if high - low > -0.01]
        return min(middles, key=lambda x: (abs(x - wanted), x), default=None)

    def in_turn(self, settled: Sequence[Tile], free: Sequence[Tile]) -> None:
        """Put tiles in one by one where there is room, from the left."""
        taken = list(settled)
        for tile in free:
            tile.x = self.slot(taken, tile.width, self.left) or tile.x
            taken.append(tile)

    def pack(self, tiles: Sequence[Tile], wanted: Sequence[float]) -> None:
        """Put tiles side by side in this order, each as near to its wish as it can be: least squares, by pooling."""
        pools: list[tuple[float, int, float]] = []  # sum of the wishes for the left edge, how many, and how wide
        starts = []
        edge = 0.0
        for tile, x in zip(tiles, wanted, strict=True):
            starts.append(edge)
            pools.append((x - tile.width / 2 - edge, 1, 0))
            edge += tile.width + GAP
            while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
                (a, n, _), (b, m, _) = pools[-2:]
                pools[-2:] = [(a + b, n + m, 0)]
        low, high = self.left, self.left + self.width - (edge - GAP)
        at = [min(max(total / count, low), max(low, high)) for total, count, _ in pools for _ in range(count)]
        for tile, start, base in zip(tiles, starts, at, strict=True):
            tile.x = base + start + tile.width / 2

    def aisles(self, plan: Plan, rows: Sequence[ShelfRow]) -> None:
        """Find for each row where lines may pass it: the same places for as many rows as can be."""
        ends = (self.left - TRUNK, self.left + self.width + TRUNK)
        gaps: list[list[tuple[float, float]]] = []
        for row in rows:
            taken = []
            for tile in row.tiles:
                left, right = tile.x - tile.width / 2, tile.x + tile.width / 2
                if isinstance(tile.made, Block):
                    taken += [(left, tile.x - GUTTER / 2), (tile.x + GUTTER / 2, right)]
                else:
                    taken.append((left, right))
            taken.sort()
            edges = [(ends[0], ends[0]), *taken, (ends[1], ends[1])]
            gaps.append([(a[1], b[0]) for a, b in pairwise(edges) if b[0] - a[1] > 9])
        gutters = {tile.x for row in rows for tile in row.tiles if isinstance(tile.made, Block)}
        places = sorted({plan.left, plan.right, *gutters})
        for row_gaps in gaps:
            for left, right in row_gaps:
                if bisect_left(places, left + 5) == bisect_left(places, right - 4.99):
                    places.insert(bisect_left(places, (left + right) / 2), (left + right) / 2)
        for row_gaps in gaps:
            aisles = []
            for left, right in row_gaps:
                for x in places[bisect_left(places, left + 5) : bisect_left(places, right - 4.99)]:
                    aisles.append(x)
                    room = min(x - left, right - x) - 3
                    plan.rooms[x] = min(plan.rooms.get(x, TRUNK / 2 - 3), room)
            plan.aisles.append(aisles)
