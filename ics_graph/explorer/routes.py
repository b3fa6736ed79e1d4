"""How lines run: out of a card into a gutter or channel, along it, and into the other card, never behind a third.

Lines of one family that lead to the same body share a lane, so that a dozen of them are one stroke that branches;
lines to different bodies have lanes of their own. Positions are those of ``layout``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from ics_graph.explorer.blocks import Card
from ics_graph.explorer.labels import LABEL_SIZE, width_of
from ics_graph.explorer.layout import CHANNEL, TRUNK, Plan
from ics_graph.stores.rows import Line

Point = tuple[float, float]
# A place where a line may run: a gutter or side lane by its x ("x", …), a channel by its number ("y", …), a port.
Lane = tuple[str, float]
Key = tuple[str, str, str]
WORDS = {"planned": "planned", "uncertain": "uncertain", "disputed": "disputed", "rule": "by rule"}


class Router:
    """Finds the course of every line of a plan: first who needs which lane, then where the lanes lie."""

    def __init__(self, plan: Plan, lines: Sequence[Line]) -> None:
        self.plan = plan
        self.lines = sorted(lines, key=lambda line: line.id)
        degree = Counter(end for line in lines for end in (line.subject, line.object))
        self.keys: dict[str, Key] = {}
        for line in self.lines:
            hub = max((line.object, line.subject), key=lambda end: degree[end])
            self.keys[line.id] = (hub, line.type, "planned" if line.planned else line.certainty)
        self.users: dict[Lane, list[Key]] = defaultdict(list)

    def routes(self) -> dict[str, list[Point]]:
        """Return the points of every line from its subject to its object."""
        courses = {line.id: self._course(line) for line in self.lines}
        for line in self.lines:
            for lane in courses[line.id]:
                users = self.users[lane]
                if self.keys[line.id] not in users:
                    users.append(self.keys[line.id])
        return {line.id: self._points(line, courses[line.id]) for line in self.lines}

    def labels(self, routes: dict[str, list[Point]]) -> list[tuple[str, float, float]]:
        """Return the word for each stroke that is planned, uncertain, disputed or by rule, and where it is set."""
        labels: list[tuple[str, float, float]] = []
        for key in sorted(set(self.keys.values())):
            if key[2] not in WORDS:
                continue
            mine = [line.id for line in self.lines if self.keys[line.id] == key]
            pieces = [(a, b) for id_ in mine for a, b in pairwise(routes[id_])]
            text = f"{WORDS[key[2]]} ({len(mine)})" if len(mine) > 1 else WORDS[key[2]]
            wide = width_of(text, LABEL_SIZE) + 14
            # Only channels have room for a word; where a line has none, the card and the details say it.
            flat = [(a, b) for a, b in pieces if a[1] == b[1] and abs(a[0] - b[0]) > wide + 20]
            for a, b in sorted(flat, key=lambda piece: (-abs(piece[0][0] - piece[1][0]), piece)):
                x, y = (a[0] + b[0]) / 2, a[1]
                if all(abs(x - other) > wide + 20 or abs(y - height) > 18 for _, other, height in labels):
                    labels.append((text, x, y))
                    break
        return labels

    def _course(self, line: Line) -> list[Lane]:
        """Return the lanes that a line takes in turn: upright and level ones by turns."""
        start, end = self.plan.cards[line.subject], self.plan.cards[line.object]
        if start.spot == end.spot == "levels":
            return [("side", 0)] if self._between(start, end) else []
        if start.spot == end.spot == "block" and start.gutter == end.gutter and start.band == end.band:
            return [("x", start.gutter)]
        best: list[Lane] = []
        cost = float("inf")
        for first in self._channels(start):
            for last in self._channels(end):
                middle = self._transit(first, last, start, end)
                if len(middle) * 500 + abs(self._y(first) - self._y(last)) < cost:
                    cost = len(middle) * 500 + abs(self._y(first) - self._y(last))
                    best = [self._upright(start, first), ("y", first), *middle, self._upright(end, last)]
        return best

    def _between(self, a: Card, b: Card) -> bool:
        low, high = sorted((a.y, b.y))
        return any(card.spot == "levels" and low < card.y < high for card in self.plan.cards.values())

    def _y(self, channel: float) -> float:
        return self.plan.channels[int(channel)]

    def _channels(self, card: Card) -> list[int]:
        """Return the channels that a card can be left by: the next above and below; for a level, the nearest."""
        ys = self.plan.channels
        above = [n for n, y in enumerate(ys) if y < card.y]
        below = [n for n, y in enumerate(ys) if y > card.y]
        found = above[-1:] + below[:1]
        return found

    def _upright(self, card: Card, channel: int) -> Lane:
        if card.spot == "block":
            return ("x", card.gutter)
        if card.spot == "levels":
            return ("side", 0)
        return (f"{'top' if self._y(channel) < card.y else 'bottom'}:{card.id}", card.x)

    def _transit(self, first: int, last: int, start: Card, end: Card) -> list[Lane]:
        """Return how a line crosses the bands between two channels: by one gutter that all have, else at the side."""
        if first == last:
            return []
        low, high = sorted((self._y(first), self._y(last)))
        crossed = [band for band, top, bottom in self._spans() if top < high and bottom > low]
        gutters = [self.plan.gutters[band] for band in crossed]
        if not crossed:
            return [("x", end.gutter if end.spot == "block" else end.x), ("y", last)]
        if len(crossed) == 1 and gutters[0]:
            near = min(gutters[0], key=lambda x: (abs(x - end.x) + abs(x - start.x), x))
            return [("x", near), ("y", last)]
        towards = end if end.spot == "row" and end.band == 0 else start if start.band == 0 else end
        middle = (self.plan.left + self.plan.right) / 2
        side = ("side", 0) if towards.spot == "levels" or towards.x < middle else ("far", 0)
        return [(side[0], float(side[1])), ("y", last)]

    def _spans(self) -> list[tuple[int, float, float]]:
        """Return the rows and blocks that stand between channels, as band (−1 for a row) and heights."""
        spans = []
        for upper, lower in pairwise(self.plan.channels):
            cards = [c for c in self.plan.cards.values() if c.spot != "levels" and upper < c.y < lower]
            block = next((card.band for card in cards if card.spot == "block"), -1)
            if cards:
                spans.append((block, upper + 1, lower - 1))
        return spans

    def _points(self, line: Line, course: list[Lane]) -> list[Point]:
        start, end = self.plan.cards[line.subject], self.plan.cards[line.object]
        if not course:
            sign = 1 if end.y > start.y else -1
            return [(start.x, start.y + sign * start.h / 2), (end.x, end.y - sign * end.h / 2)]
        key = self.keys[line.id]
        places = [(lane[0], self._at(lane, key)) for lane in course]
        points = [self._leaving(start, places[0])]
        if start.spot != "row":
            points.append((places[0][1], points[0][1]))
        for (kind, at), (_, after) in pairwise(places):
            points.append((after, at) if kind == "y" else (at, after))
        last = self._leaving(end, places[-1])
        if end.spot != "row":
            points.append((places[-1][1], last[1]))
        return _tidy([*points, last])

    def _leaving(self, card: Card, place: tuple[str, float]) -> Point:
        kind, at = place
        if card.spot == "block":
            return (card.x + card.side * card.w / 2, card.y)
        if card.spot == "levels":
            return (card.x + card.w / 2, card.y)
        return (at, card.y - card.h / 2 if kind.startswith("top") else card.y + card.h / 2)

    def _at(self, lane: Lane, key: Key) -> float:
        """Return where a key's lane lies: the lanes of one place are spread about its middle."""
        kind, where = lane
        users = sorted(self.users[lane], key=self._lane_order)
        n, count = users.index(key), len(users)
        if kind == "side":
            centre, room = self.plan.left, TRUNK - 10.0
        elif kind == "far":
            centre, room = self.plan.right, TRUNK - 10.0
        elif kind == "y":
            centre, room = self._y(where), CHANNEL - 8.0
        elif kind == "x":
            centre, room = where, 18.0
        else:
            centre, room = where, 60.0
        step = min(6.0, room / count)
        return round(centre + (n - (count - 1) / 2) * step, 2)

    def _lane_order(self, key: Key) -> tuple[float, Key]:
        return (self.plan.cards[key[0]].x, key)


def _tidy(points: list[Point]) -> list[Point]:
    """Leave out points that say nothing: doubled ones, and those on the way between their neighbours."""
    tidy: list[Point] = []
    for point in points:
        if tidy and tidy[-1] == point:
            continue
        if len(tidy) > 1 and any(tidy[-2][axis] == tidy[-1][axis] == point[axis] for axis in (0, 1)):
            tidy[-1] = point
        else:
            tidy.append(point)
    return tidy
