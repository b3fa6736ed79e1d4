"""Where everything stands: rows in which every line leads up, a column for each partnership, blocks about a gutter.

No chance is involved: the same drawing always gives the same positions, in pixels at full size. The rows come from the
lines (``ranks``) and are gathered into bands by level where they can be (``places``); levels stand at the left. Every
card has its place in a row or in a block, and lines keep to the channels between the rows and to the aisles through
them (``routes``), so that no card lies over another and no line runs behind a card. The rows are an arrangement for
the eye: that a body is at a level is only said by a line that says so.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ics_graph.explorer.layout.blocks import GAP, GUTTER, Block, Card, Cards
from ics_graph.explorer.layout.places import BANDS, MEMBERS, NATIONAL, Places
from ics_graph.explorer.layout.plan import Plan as Plan
from ics_graph.explorer.layout.routes import Router
from ics_graph.explorer.layout.shelves import TRUNK, Shelf, ShelfRow, Tile, across
from ics_graph.explorer.selection import Selection
from ics_graph.ontology import Ontology

# Room at the left for the cards of levels and the words of the bands.
LEVELS = 156
CHANNEL, MARGIN = 26, 7
CAPTION = 22
NARROW, MIDDLE, WIDE, ROOT, LEAST = 148, 164, 184, 320, 960.0
_ALIKE = 24
"""Places that lie no further apart than this are as good as each other, and the order of names decides."""
_BLOCK = 6
"""From how many on bodies of a kind are a block: the lines of fewer would only crowd its gutter and cross there."""
_PARTED = 12
"""How far the two cards beneath which a column's gutter begins stand apart."""


class Arranger:
    """Gives every body of a drawing its place."""

    def __init__(self, drawn: Selection, ontology: Ontology, words: Mapping[str, Sequence[str]]) -> None:
        self.places = Places(drawn, ontology)
        self.made = Cards(ontology, drawn.bodies, {id_: list(texts) for id_, texts in words.items()})
        self.drawn = drawn
        self.linked = self.places.linked
        self.plan = Plan(anchors=tuple(self.places.anchors))
        self.x0: float = TRUNK + (LEVELS if self.places.banded else 0)
        self.inner: float = 0
        self.column: dict[str, float] = {}

    @property
    def shelf(self) -> Shelf:
        """The room that every row has."""
        return Shelf(self.x0, self.inner)

    def arranged(self) -> Plan:
        """Return the plan."""
        plan, rows = self.plan, self._rows()
        self._stand(rows)
        plan.left, plan.right = self.x0 - TRUNK / 2, self.x0 + self.inner + TRUNK / 2
        plan.width = self.x0 + self.inner + TRUNK
        self._heights(rows)
        self.shelf.aisles(plan, rows)
        plan.widen(Router(plan, self.drawn.lines).spaces())
        return plan

    # --- who stands in which row ---

    def _rows(self) -> list[ShelfRow]:
        """Return the rows, none wider than the drawing, which is as wide as they need but not much wider than high."""
        places, ranked = self.places, self.places.rows()
        heads = [id_ for id_ in places.anchors if any(places.column(far) == id_ for far in places.linked[id_])]
        rest = any(rank[0] == MEMBERS and any(not places.column(id_) for id_ in ids) for rank, ids in ranked)
        columns = len(heads) + (1 if heads and rest else 0)
        card = WIDE if columns < 4 and len(self.drawn.bodies) < 60 else MIDDLE if columns < 5 else NARROW
        self.column = dict.fromkeys(heads, 0.0)
        tiles = [(band, self._tiles(band, ids, card)) for (band, _), ids in ranked]
        least = columns * (2 * card + GUTTER + GAP) - GAP
        most = 1.2 * max(least, LEAST, math.sqrt(len(self.drawn.bodies) * 20_000))
        self.inner = most
        needed = [across(part) for _, row in tiles for part in self._wrapped(row)]
        self.inner = max(least, float(ROOT), *needed)
        wide = 2 * card + GUTTER
        for n, id_ in enumerate(heads):
            gap = (self.inner - columns * wide) / max(1, columns - 1)
            middle = (self.inner - wide) / 2 if columns == 1 else n * (wide + gap)
            self.column[id_] = self.x0 + middle + wide / 2
        for _, row in tiles:
            for tile in row:
                if tile.head:
                    tile.at = self.column[tile.head] + tile.beside
        return [ShelfRow(band, part) for band, row in tiles for part in self._wrapped(row)]

    def _tiles(self, band: int, ids: Sequence[str], card: float) -> list[Tile]:
        """Return the cards and blocks of one rank: the settled ones first."""
        places = self.places
        rest = list(ids)
        tiles = []
        wide = 2 * card + GUTTER
        if places.root in rest:
            rest.remove(places.root)
            tiles.append(Tile(self.made.card(places.root, ROOT), [places.root], ROOT))
        for id_ in self.column:
            beside = places.companions.get(id_)
            half = (wide - _PARTED) / 2
            both = beside is not None and id_ in rest and beside in rest
            for member, side in ((id_, -1), (beside, 1)):
                if member is not None and member in rest:
                    rest.remove(member)
                    width, off = (half, side * (half + _PARTED) / 2) if both or member != id_ else (wide, 0.0)
                    tiles.append(Tile(self.made.card(member, width), [member], width, head=id_, beside=off))
            under = [far for far in rest if places.column(far) == id_]
            if under:
                rest = [far for far in rest if far not in set(under)]
                tiles.append(self._block(under, card, id_))
        if band == NATIONAL and places.banded and len(rest) <= 6:
            rest.sort(key=lambda id_: (-len(self.linked[id_]), id_))
            return [*tiles, *(Tile(self.made.card(id_, 170), [id_], 170) for id_ in rest)]
        types = Counter(self.drawn.bodies[id_].type for id_ in rest)
        placed: Counter[str] = Counter()
        for group in places.groups(rest):
            if len(group) < _BLOCK:
                tiles += [Tile(self.made.card(id_, WIDE), [id_], WIDE) for id_ in group]
            else:
                tiles.append(self._block(group, card, None, types, placed))
                placed.update(self.drawn.bodies[id_].type for id_ in group)
        return tiles

    def _block(
        self,
        ids: Sequence[str],
        card: float,
        head: str | None = None,
        totals: Mapping[str, int] | None = None,
        placed: Mapping[str, int] | None = None,
    ) -> Tile:
        merged = head is None and self.places.banded
        sections = self.made.sections(ids, card, self.places.kind, merged, totals or {}, placed or {})
        block = Block(sorted(sections, key=self._section_order), card)
        return Tile(block, list(ids), block.width, head=head)

    def _section_order(self, section: tuple[str, list[Card]]) -> int:
        return min(self.places.order(card.id) for card in section[1])

    def _wrapped(self, tiles: list[Tile]) -> list[list[Tile]]:
        """Return the tiles of one rank in as many rows as they need."""
        settled = [tile for tile in tiles if tile.at is not None]
        for tile in settled:
            tile.x = tile.at or 0
        rows = [settled] if settled else []
        for tile in tiles:
            if tile.at is not None:
                continue
            for row in rows[-1:]:
                if self.shelf.slot(row, tile.width, self.x0) is not None:
                    break
            else:
                rows.append([])
            tile.x = self.shelf.slot(rows[-1], tile.width, self.x0) or self.x0 + tile.width / 2
            rows[-1].append(tile)
        return rows

    # --- where they stand in it ---

    def _stand(self, rows: Sequence[ShelfRow]) -> None:
        """Settle all tiles: those that are linked near each other, in sweeps down and up."""
        at: dict[str, float] = {}
        ordered = [list(row.tiles) for row in rows]
        for sweep in (rows, rows[::-1], rows, rows[::-1], rows):
            for row in sweep:
                if row.band == NATIONAL and self.places.banded and len(row.tiles) <= 6:
                    for n, tile in enumerate(row.tiles):
                        tile.x = self.x0 if n % 2 == 0 else self.x0 + self.inner
                    self._fit(row.tiles, [tile.x for tile in row.tiles], ordered[rows.index(row)])
                else:
                    self._fit(row.tiles, [self._pull(tile, at) for tile in row.tiles], ordered[rows.index(row)])
                at.update({id_: tile.x for tile in row.tiles for id_ in tile.ids})

    def _pull(self, tile: Tile, at: Mapping[str, float]) -> float:
        """Return the middle of what a tile is linked to: of each of its bodies alike."""
        if tile.at is not None:
            return tile.at
        own = set(tile.ids)
        middles = []
        for id_ in tile.ids:
            far = [at[other] for other in sorted(self.linked[id_]) if other in at and other not in own]
            if far:
                middles.append(sum(far) / len(far))
        return sum(middles) / len(middles) if middles else self.x0 + self.inner / 2

    def _fit(self, tiles: list[Tile], wanted: Sequence[float], fallback: Sequence[Tile]) -> None:
        """Put the tiles of a row as near to where they are wanted as they fit beside each other."""
        settled = [tile for tile in tiles if tile.at is not None]
        free = sorted(
            (
                (float(_ALIKE * round(x / _ALIKE)), n, tile)
                for n, (x, tile) in enumerate(zip(wanted, tiles, strict=True))
                if tile.at is None
            ),
            key=lambda entry: entry[:2],
        )
        for tile in settled:
            tile.x = tile.at or 0
        if not settled:
            free = self._about_root(free)
            self.shelf.pack([tile for _, _, tile in free], [x for x, _, _ in free])
            return
        taken = list(settled)
        for x, _, tile in free:
            middle = self.shelf.slot(taken, tile.width, x)
            if middle is None:
                break
            tile.x = middle
            taken.append(tile)
        if len(taken) < len(tiles):
            self.shelf.in_turn(settled, [tile for tile in fallback if tile.at is None])

    def _about_root(self, free: list[tuple[float, int, Tile]]) -> list[tuple[float, int, Tile]]:
        """Put the body that is drawn in the middle of its row."""
        own = [entry for entry in free if entry[2].ids == [self.places.root]]
        if not own:
            return free
        others = [entry for entry in free if entry not in own]
        half, left = sum(tile.width for _, _, tile in others) / 2, 0.0
        for n, (_, _, tile) in enumerate(others):
            if left + tile.width / 2 > half:
                return [*others[:n], (self.x0 + self.inner / 2, *own[0][1:]), *others[n:]]
            left += tile.width
        return [*others, (self.x0 + self.inner / 2, *own[0][1:])]

    # --- how high all is ---

    def _heights(self, rows: Sequence[ShelfRow]) -> None:
        places, plan = self.places, self.plan
        y: float = 0
        used = sorted({row.band for row in rows} | set(places.level_bands))
        for band in used:
            start = y
            floor = self._level_column(places.level_bands.get(band, ()), band, start + CAPTION)
            mine = [row for row in rows if row.band == band]
            for row in mine:
                y = self._row(row, self._channel(y), band)
            end = max(y + MARGIN, floor if places.level_bands.get(band) else 0)
            if not mine:
                end = max(end, start + CAPTION)
            if places.banded:
                plan.bands.append((BANDS[band], start, end))
            y = end
        self._channel(y)
        plan.height = y

    def _channel(self, y: float) -> float:
        self.plan.channels.append(y + CHANNEL / 2)
        self.plan.spaces.append(CHANNEL)
        return y + CHANNEL

    def _row(self, row: ShelfRow, y: float, band: int) -> float:
        """Place the tiles of a row beneath ``y`` and return where it ends."""
        number = len(self.plan.channels) - 1
        cards = [tile.made for tile in row.tiles if isinstance(tile.made, Card)]
        tallest = max((card.h for card in cards), default=0)
        tops = [self._floor(tile, y) for tile in row.tiles]
        flat = max((top for top, tile in zip(tops, row.tiles, strict=True) if isinstance(tile.made, Card)), default=y)
        ends = [y]
        for tile, top in zip(row.tiles, tops, strict=True):
            if isinstance(tile.made, Card):
                card = tile.made
                card.x, card.y, card.band, card.spot, card.row = tile.x, flat + tallest / 2, band, "row", number
                self.plan.cards[card.id] = card
                ends.append(flat + tallest)
            else:
                block = tile.made
                block.gutter = tile.x
                ends.append(block.place(top, band, self.plan.headings))
                for _, of_section in block.sections:
                    for card in of_section:
                        card.row = number
                        self.plan.cards[card.id] = card
        return max(ends)

    def _floor(self, tile: Tile, y: float) -> float:
        """Return where a tile may begin: beneath the levels that its bodies are at."""
        own = set(tile.ids)
        cards = self.plan.cards
        ends = [
            cards[high].y + cards[high].h / 2
            for low, high in self.places.pairs
            if low in own and high in cards and cards[high].spot == "levels"
        ]
        return max([y, *(end + MARGIN for end in ends)])

    def _level_column(self, ids: Iterable[str], band: int, y: float) -> float:
        """Put the levels of a band beneath each other at the left; return where they end."""
        for id_ in ids:
            card = self.made.card(id_, LEVELS - 8)
            card.x, card.y, card.band, card.spot = LEVELS / 2, y + card.h / 2, band, "levels"
            card.gutter, card.side, card.row = self.plan.left, 1, -1
            self.plan.cards[id_] = card
            y += card.h + 10
        return y
