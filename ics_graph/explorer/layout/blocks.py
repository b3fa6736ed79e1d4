"""A block: cards in two columns about a gutter, in sections by type; the lines of all its cards run in the gutter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ics_graph.explorer.layout.labels import LABEL_SIZE, LINE, NAME_SIZE, WORD_LINE, WORD_SIZE, short_name, wrap
from ics_graph.ontology import Ontology
from ics_graph.stores.rows import Body

GUTTER, GAP = 30, 20
_ICON, _ROWGAP, _HEADING = 26, 7, 19


@dataclass(slots=True)
class Card:
    """A body's card: its text, its size, and where its centre is.

    ``spot`` says whether it stands in a ``row``, a ``block`` (its lines leave at ``side`` into the gutter at
    ``gutter``) or the ``levels`` at the left, which are in no ``row`` and have the trunk at the left for a gutter.
    """

    id: str
    text: list[str]
    words: list[str]
    w: float
    h: float
    x: float = 0
    y: float = 0
    band: int = 1
    row: int = 0
    spot: str = "row"
    gutter: float = 0
    side: int = 0


@dataclass(slots=True)
class Block:
    """Cards in two columns, in sections with or without a heading."""

    sections: list[tuple[str, list[Card]]]
    card: float
    gutter: float = 0

    @property
    def width(self) -> float:
        """How wide the block is in pixels."""
        return 2 * self.card + GUTTER

    def place(self, y: float, band: int, headings: list[tuple[str, float, float]]) -> float:
        """Give each card its place beneath ``y``, add the headings, and return where the block ends."""
        for n, (title, cards) in enumerate(self.sections):
            y += 4 if n else 0
            if title:
                # Lines run in the gutter, so a heading keeps to the width of a card.
                for part in wrap(title, self.card, LABEL_SIZE, 2):
                    headings.append((part, self.gutter - self.width / 2, y + 11))
                    y += WORD_LINE
                y += _HEADING - WORD_LINE
            for row in range(0, len(cards), 2):
                pair = cards[row : row + 2]
                tall = max(card.h for card in pair)
                for card, side in zip(pair, (1, -1), strict=False):
                    card.x = self.gutter - side * (GUTTER + self.card) / 2
                    card.y, card.h, card.band = y + tall / 2, tall, band
                    card.spot, card.gutter, card.side = "block", self.gutter, side
                y += tall + _ROWGAP
        return y


@dataclass(slots=True)
class Cards:
    """Makes cards: what they say, and how large they must be to say it."""

    ontology: Ontology
    bodies: dict[str, Body]
    words: dict[str, list[str]] = field(default_factory=dict)

    def card(self, id_: str, width: float, plain: bool = False) -> Card:
        """Return a card; a ``plain`` one leaves the word of its type to the heading above it."""
        body = self.bodies[id_]
        record = body.record
        # What is out of the ordinary comes first, so that a long type never pushes it off the card.
        words = list(self.words.get(id_, ()))
        if record.extent == "several":
            words.append(f"{record.count or 'several'}{', not named' if record.unnamed else ' together'}")
        words += [] if plain else [self.ontology.types[body.type].label]
        below = wrap(" · ".join(words), width - _ICON - 8, WORD_SIZE, 3) if words else []
        name = f"{short_name(record)} ({body.apart})" if body.apart else short_name(record)
        text = wrap(name, width - _ICON - 8, NAME_SIZE)
        return Card(id_, text, below, width, max(27, len(text) * LINE + len(below) * WORD_LINE + (14 if below else 10)))

    def sections(
        self,
        ids: Sequence[str],
        width: float,
        kind: Callable[[str], str],
        merged: bool,
        totals: Mapping[str, int],
        placed: Mapping[str, int],
    ) -> list[tuple[str, list[Card]]]:
        """Return the cards of bodies by kind; several of one type stand under a heading with its word.

        Those of which there are too few for a heading follow theirs, or all ``merged`` at the end. Where there are
        more of a type in the row (``totals``), the heading says which these are after those ``placed`` already.
        """
        by_kind: dict[str, dict[str, list[str]]] = {}
        for id_ in sorted(ids, key=lambda id_: (self.bodies[id_].name, id_)):
            by_kind.setdefault(kind(id_), {}).setdefault(self.bodies[id_].type, []).append(id_)
        made: list[tuple[str, list[Card]]] = []
        few: list[str] = []
        for types in by_kind.values():
            for type_name, members in types.items():
                if len(members) < (3 if merged or len(types) > 1 else 2):
                    few += members
                    continue
                label = self.ontology.types[type_name].label
                first, total = placed.get(type_name, 0) + 1, totals.get(type_name, len(members))
                count = len(members) if total == len(members) else f"{first} to {first + len(members) - 1} of {total}"
                title = f"{label[:1].upper()}{label[1:]} ({count})"
                made.append((title, [self.card(id_, width, plain=True) for id_ in members]))
            if few and not merged:
                made.append(("", [self.card(id_, width) for id_ in few]))
                few = []
        return [*made, ("", [self.card(id_, width) for id_ in few])] if few else made
