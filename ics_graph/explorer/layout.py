"""Where everything stands: bands by level, a column for each partnership, blocks of two columns about a gutter.

No chance is involved: the same drawing always gives the same positions, in pixels at full size. Every card has its
place in a row or in a block, and lines keep to the gutters and to the channels between the rows (``routes``), so that
no card lies over another and no line runs behind a card. The rows are an arrangement for the eye: that a body is at a
level is only said by a line that says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ics_graph.explorer.blocks import GAP, GUTTER, Block, Card, Cards
from ics_graph.explorer.drawing import Drawn
from ics_graph.explorer.places import AROUND, BANDS, MEMBERS, NATIONAL, SUBREGION, SYSTEM, Places
from ics_graph.ontology import Ontology

# Room at the left for the cards of levels, or where there are none for the words of the rows.
LEVELS, WORDS = 156, 132
CHANNEL, TRUNK, MARGIN = 26, 40, 7
NARROW, WIDE = 148, 184


@dataclass(slots=True)
class Plan:
    """The whole arrangement; ``channels`` are the heights between which lines may run across, ``bands`` the rows'."""

    cards: dict[str, Card] = field(default_factory=dict)
    headings: list[tuple[str, float, float]] = field(default_factory=list)
    anchors: tuple[str, ...] = ()
    bands: list[tuple[str, float, float]] = field(default_factory=list)
    channels: list[float] = field(default_factory=list)
    gutters: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    left: float = 0
    right: float = 0
    width: float = 0
    height: float = 0


class Arranger:
    """Gives every body of a drawing its place."""

    def __init__(self, drawn: Drawn, ontology: Ontology, words: Mapping[str, Sequence[str]]) -> None:
        self.places = Places(drawn, ontology)
        self.made = Cards(ontology, drawn.bodies, {id_: list(said) for id_, said in words.items()})
        self.drawn = drawn
        self.linked = self.places.linked
        self.plan = Plan(anchors=tuple(self.places.anchors))

    def arranged(self) -> Plan:
        """Return the plan."""
        rows = self.places.rows()
        system, plan = self.drawn.system.id, self.plan
        x0 = (LEVELS if self.places.levels else WORDS) + TRUNK
        plan.left = x0 - TRUNK / 2
        upper, lower = self.places.groups(rows[SYSTEM]), self.places.members(rows[MEMBERS])
        inner = max(640, *(len(groups) * (2 * NARROW + GUTTER + GAP) - GAP for groups in (upper, lower)))
        plan.right, plan.width = x0 + inner + TRUNK / 2, x0 + inner + TRUNK
        middle, below = self._spaced(upper, x0, inner), self._spaced(lower, x0, inner)
        y: float = 0
        if rows[NATIONAL]:
            y = self._close(NATIONAL, 0, self._row(self._at_ends(rows[NATIONAL], x0, inner), NATIONAL, MARGIN))
        start, y = y, self._channel(y)
        centre = middle[min(1, len(middle) - 1)].gutter if middle else x0 + inner / 2
        y = self._channel(self._row([(self.made.card(system, 320), centre)], SYSTEM, y))
        y = self._close(SYSTEM, start, self._blocks(middle, SYSTEM, y))
        start, y = y, self._channel(y)
        y = self._close(SUBREGION, start, self._row(self._partnerships(below, rows[SUBREGION]), SUBREGION, y))
        start, y = y, self._channel(y)
        y = self._close(MEMBERS, start, self._blocks(below, MEMBERS, y))
        start, y = y, self._channel(y)
        if rows[AROUND]:
            y = self._channel(self._row(self._around(rows[AROUND], x0, inner), AROUND, y))
        plan.height = self._close(AROUND, start, y)
        self._level_column()
        return plan

    def _channel(self, y: float) -> float:
        self.plan.channels.append(y + CHANNEL / 2)
        return y + CHANNEL

    def _close(self, band: int, start: float, end: float) -> float:
        """End a band where its cards end, or its levels if these need more room; return where the next begins."""
        at = [self.made.card(id_, LEVELS - 8).h + 10 for id_ in self.places.level_bands.get(band, ())]
        if band in self.places.band.values() or at:
            end = max(end + MARGIN, start + sum(at) + 26)
            self.plan.bands.append((BANDS[band], start, end))
        return end

    def _row(self, row: Iterable[tuple[Card, float]], band: int, y: float) -> float:
        row = list(row)
        tallest = max((card.h for card, _ in row), default=0)
        for card, x in row:
            card.x, card.y, card.band, card.spot = x, y + tallest / 2, band, "row"
            self.plan.cards[card.id] = card
        return y + tallest

    def _at_ends(self, ids: list[str], x0: float, inner: float) -> list[tuple[Card, float]]:
        cards = [self.made.card(id_, 170) for id_ in sorted(ids, key=lambda id_: (-len(self.linked[id_]), id_))]
        places = []
        for n, card in enumerate(cards):
            step = (n // 2) * (card.w + GAP) + card.w / 2
            places.append((card, x0 + step if n % 2 == 0 else x0 + inner - step))
        return places

    def _partnerships(self, blocks: list[Block], ids: list[str]) -> list[tuple[Card, float]]:
        """Put each partnership left above the gutter of its block, and a companion of its level right of it."""
        row = []
        for block in blocks:
            if block.anchor:
                width = block.width / 2 + 6
                row.append((self.made.card(block.anchor, width), block.gutter + 6 - width / 2 + 6))
        others = sorted(
            (id_ for id_ in ids if id_ not in self.places.anchors), key=lambda id_: self.drawn.bodies[id_].name
        )
        order = sorted(self.places.anchors, key=lambda id_: self.drawn.bodies[id_].name)
        homes = {block.anchor: block for block in blocks if block.anchor}
        for n, id_ in enumerate(others):
            block = homes[order[n]]
            half = block.width / 2 - 22
            row.append((self.made.card(id_, half), block.gutter + 22 + half / 2))
        return row

    def _around(self, ids: list[str], x0: float, inner: float) -> list[tuple[Card, float]]:
        """Return a row beneath the members: each near the middle of the bodies that it is linked to."""
        width = min(250.0, inner / len(ids) - GAP)
        wanted = []
        for id_ in ids:
            xs = [self.plan.cards[far].x for far in self.linked[id_] if far in self.plan.cards]
            xs = [x for x in xs if x > x0]
            wanted.append((sum(xs) / len(xs) if xs else x0 + inner, id_))
        row, edge = [], x0
        for x, id_ in sorted(wanted):
            x = min(max(x, edge + width / 2), x0 + inner - width / 2)
            row.append((self.made.card(id_, width), x))
            edge = x + width / 2 + GAP
        for n in range(len(row) - 2, -1, -1):
            row[n] = (row[n][0], min(row[n][1], row[n + 1][1] - width - GAP))
        return row

    def _spaced(self, groups: list[tuple[str | None, list[str]]], x0: float, inner: float) -> list[Block]:
        """Return the blocks of groups, spread over the width; their cards take what room there is."""
        if not groups:
            return []
        room = (inner + GAP) / len(groups) - GAP
        card = min(WIDE, (room - GUTTER) / 2)
        blocks = []
        for anchor, ids in groups:
            sections = self.made.sections(ids, card, self.places.kind, merged=anchor is None)
            blocks.append(Block(sorted(sections, key=self._section_order), card, anchor))
        gap = (inner - sum(block.width for block in blocks)) / max(1, len(blocks) - 1)
        for n, block in enumerate(blocks):
            middle = (inner - block.width) / 2 if len(blocks) == 1 else n * (block.width + gap)
            block.gutter = x0 + middle + block.width / 2
        return blocks

    def _section_order(self, section: tuple[str, list[Card]]) -> int:
        return min(self.places.order(card.id) for card in section[1])

    def _blocks(self, blocks: list[Block], band: int, y: float) -> float:
        ends = [y]
        for block in blocks:
            ends.append(block.place(y, band, self.plan.headings))
            self.plan.gutters[band].append(block.gutter)
            self.plan.cards.update({card.id: card for _, cards in block.sections for card in cards})
        return max(ends)

    def _level_column(self) -> None:
        for band, ids in self.places.level_bands.items():
            start, end = next((top, bottom) for name, top, bottom in self.plan.bands if name == BANDS[band])
            cards = [self.made.card(id_, LEVELS - 8) for id_ in ids]
            y = start + 20 + max(0, (end - start - 20 - sum(card.h + 10 for card in cards)) / 2)
            for card in cards:
                card.x, card.y, card.band, card.spot = LEVELS / 2, y + card.h / 2, band, "levels"
                self.plan.cards[card.id] = card
                y += card.h + 10
