"""The arrangement that is made and followed: what stands where, and between what lines may run.

The drawing is made of rows, one beneath another. Between any two rows is a channel, in which lines run across, and
through every row lead aisles, in which they run up and down: gutters of blocks, gaps between cards, and a trunk at
either side. A line that keeps to channels and aisles is never behind a card.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ics_graph.explorer.layout.blocks import Card
from ics_graph.stores.rows import Body

# Where a line may run: an aisle or gutter by its x ("x", …), a channel by its number ("y", …), or straight up and down
# from a card in a row ("top" and "bottom", with the card).
Lane = tuple[str, float, str]
# A stroke: the body that its lines share, their type, and how sure or how far in the world they are.
Key = tuple[str, str, str]


@dataclass(slots=True)
class Plan:
    """The whole arrangement, in pixels at full size.

    ``bands`` are the words of the rows with their heights, and empty where rows stand for no level. ``channels`` are
    the middles of the channels, the first above the first row; ``aisles`` are, for each row, where lines may pass it;
    ``rooms`` says how far to either side of such a place they may keep. ``strokes`` are the strokes of the lines,
    ``courses`` the lanes that each takes in turn, and ``tracks`` the place of each stroke within a lane.
    """

    cards: dict[str, Card] = field(default_factory=dict)
    headings: list[tuple[str, float, float]] = field(default_factory=list)
    anchors: tuple[str, ...] = ()
    bands: list[tuple[str, float, float]] = field(default_factory=list)
    channels: list[float] = field(default_factory=list)
    aisles: list[list[float]] = field(default_factory=list)
    rooms: dict[float, float] = field(default_factory=dict)
    spaces: list[float] = field(default_factory=list)
    strokes: dict[str, Key] = field(default_factory=dict)
    courses: dict[str, list[Lane]] = field(default_factory=dict)
    tracks: dict[Lane, dict[Key, int]] = field(default_factory=dict)
    left: float = 0
    right: float = 0
    width: float = 0
    height: float = 0

    def widen(self, spaces: list[float]) -> None:
        """Make each channel as high as it needs to be, and move down what is beneath it.

        The last channel, beneath all rows, is left out where nothing needs it.
        """
        steps = [max(0.0, wanted - there) for wanted, there in zip(spaces, self.spaces, strict=True)]
        edges = list(self.channels)

        def moved(y: float) -> float:
            return y + sum(step for step, edge in zip(steps, edges, strict=True) if edge < y)

        for card in self.cards.values():
            card.y = moved(card.y)
        self.headings = [(text, x, moved(y)) for text, x, y in self.headings]
        self.bands = [(name, moved(top), moved(bottom)) for name, top, bottom in self.bands]
        self.height = moved(self.height)
        self.channels = [moved(y) + step / 2 for y, step in zip(self.channels, steps, strict=True)]
        self.spaces = [max(pair) for pair in zip(spaces, self.spaces, strict=True)]
        if spaces[-1]:
            self.height = max(self.height, self.channels[-1] + self.spaces[-1] / 2)
            self.bands[-1:] = [(name, top, self.height) for name, top, _ in self.bands[-1:]]

    def bodies_by_row(self, root: Body) -> list[tuple[str, list[str]]]:
        """Return who stands in which band, or above, beside and beneath the body that is drawn where there are none."""
        if self.bands:
            return [
                (name, [card.id for card in self.cards.values() if top <= card.y < bottom])
                for name, top, bottom in self.bands
            ]
        row = self.cards[root.id].row
        return [
            (f"Above {root.name}", [card.id for card in self.cards.values() if card.row < row]),
            (f"{root.name} and beside it", [card.id for card in self.cards.values() if card.row == row]),
            (f"Beneath {root.name}", [card.id for card in self.cards.values() if card.row > row]),
        ]
