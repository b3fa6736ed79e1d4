"""How lines run: out of a card into an aisle or channel, along it, and into the other card, never behind a third.

Lines of one family that lead to the same body share a lane, so that a dozen of them are one stroke that branches;
lines to different bodies have lanes of their own. Positions are those of ``arrange``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ics_graph.explorer.layout.blocks import Card
from ics_graph.explorer.layout.labels import LABEL_SIZE, width_of
from ics_graph.explorer.layout.lanes import Turns, tracks
from ics_graph.explorer.layout.plan import Key, Lane, Plan
from ics_graph.stores.rows import Line

Point = tuple[float, float]
WORDS = {"planned": "planned", "uncertain": "uncertain", "disputed": "disputed", "rule": "by law"}
_STEP, _EDGE = 6.0, 8.0
_JOIN, _JOG = 500.0, 60.0
"""How much further a line goes to join its stroke, or to save a bend, in pixels."""


class Router:
    """Finds the course of every line of a plan: first who needs which lane, then where the lanes lie."""

    def __init__(self, plan: Plan, lines: Sequence[Line]) -> None:
        self.plan = plan
        self.lines = sorted(lines, key=lambda line: line.id)
        degree = Counter(end for line in lines for end in (line.subject, line.object))
        self.keys: dict[str, Key] = {}
        for line in self.lines:
            hub = max((line.object, line.subject), key=lambda end: degree[end])
            how = "planned" if line.planned else line.certainty
            # What several sections lay down of the same two bodies runs as one: the law is one stroke, by rule.
            self.keys[line.id] = (hub, how if how == "rule" else line.type, how)
        self._shared: dict[tuple[int, int], list[float]] = {}
        self._taken: dict[Key, set[Lane]] = defaultdict(set)
        self._offsets: dict[Lane, dict[Key, float]] = {}
        # A plan knows the courses of the lines that it was made for.
        if plan.strokes != self.keys:
            plan.strokes, plan.courses, plan.tracks = self.keys, self._all_courses(), {}
            self._lay()
        self._offsets = {lane: self._spread(lane, track) for lane, track in plan.tracks.items()}

    def routes(self) -> dict[str, list[Point]]:
        """Return the points of every line from its subject to its object."""
        made = {}
        for line in self.lines:
            before, points, after = self._points(line)
            made[line.id] = _tidy([*before, *points, *after])
        return made

    def spaces(self) -> list[float]:
        """Return how high each channel has to be for its lanes to lie apart."""
        tracks = (self.plan.tracks.get(("y", float(n), ""), {}) for n in range(len(self.plan.channels)))
        counts = [max(track.values(), default=-1) + 1 for track in tracks]
        return [2 * _EDGE + (count - 1) * _STEP if count else 0.0 for count in counts]

    def labels(self, routes: dict[str, list[Point]]) -> list[tuple[str, float, float]]:
        """Return the word for each stroke that is planned, uncertain, disputed or by rule, and where it is set.

        A word never lies over a card, a heading or another word. Where there is no room for it, the card and the
        details say it.
        """
        mine: dict[Key, list[str]] = defaultdict(list)
        for line in self.lines:
            if self.keys[line.id][2] in WORDS:
                mine[self.keys[line.id]].append(line.id)
        labels: list[tuple[str, float, float]] = []
        taken = _Boxes(self.plan)
        for key, ids in sorted(mine.items()):
            text = f"{WORDS[key[2]]} ({len(ids)})" if len(ids) > 1 else WORDS[key[2]]
            wide = width_of(text, LABEL_SIZE) + 14
            pieces = {tuple(sorted((a, b))) for id_ in ids for a, b in pairwise(routes[id_]) if a[1] == b[1]}
            flat = [(a, b) for a, b in pieces if b[0] - a[0] > wide + 12]
            places = []
            for a, b in sorted(flat, key=lambda piece: (piece[0][0] - piece[1][0], piece)):
                span = b[0] - a[0] - wide - 12
                places += [(a[0] + 6 + wide / 2 + span * part, a[1]) for part in (0.5, 0.25, 0.75, 0.0, 1.0)]
            for x, y in places:
                if taken.take(x - wide / 2, y - 8.5, x + wide / 2, y + 8.5):
                    labels.append((text, x, y))
                    break
        return labels

    # --- who needs which lane ---

    def _all_courses(self) -> dict[str, list[Lane]]:
        """Find the courses stroke by stroke, from the body that its lines share, so that they keep together."""
        cards = self.plan.cards

        def far(line: Line) -> tuple[float, str]:
            hub = cards[self.keys[line.id][0]]
            other = cards[line.subject if self.keys[line.id][0] == line.object else line.object]
            return (abs(hub.y - other.y) * 3 + abs(hub.x - other.x), line.id)

        courses = {}
        for line in sorted(self.lines, key=lambda line: (self.keys[line.id], far(line))):
            key = self.keys[line.id]
            hub, other = (line.subject, line.object) if key[0] == line.subject else (line.object, line.subject)
            course = self._course(cards[hub], cards[other], key)
            self._taken[key].update(course)
            courses[line.id] = course if hub == line.subject else course[::-1]
        return courses

    def _course(self, start: Card, end: Card, key: Key) -> list[Lane]:
        """Return the lanes that a line takes in turn: upright and level ones by turns."""
        if start.spot == end.spot == "levels":
            return [self._gutter(start)] if self._between(start, end) else []
        if start.spot == end.spot == "block" and start.gutter == end.gutter and start.row == end.row:
            return [self._gutter(start)]
        if start.spot == "levels" or end.spot == "levels":
            body, level = (end, start) if start.spot == "levels" else (start, end)
            channel = body.row if level.y < body.y else body.row + 1
            course = [self._upright(body, channel), ("y", float(channel), ""), self._gutter(level)]
            return _joined(course if body is start else course[::-1])
        if start.row == end.row:
            return self._joining(start, start.row, [], end, start.row)
        if start.row > end.row:
            ways = self._through(start, end, range(start.row - 1, end.row, -1), key)
            return self._joining(start, start.row, ways, end, end.row + 1)
        ways = self._through(start, end, range(start.row + 1, end.row), key)
        return self._joining(start, start.row + 1, ways, end, end.row)

    def _joining(self, start: Card, first: int, ways: Sequence[tuple[int, float]], end: Card, last: int) -> list[Lane]:
        """Return the course by the channels and by the aisles between them, each with the channel behind it."""
        course: list[Lane] = [self._upright(start, first), ("y", float(first), "")]
        for channel, x in ways:
            course += [("x", x, ""), ("y", float(channel), "")]
        return _joined([*course, self._upright(end, last)])

    def _through(self, start: Card, end: Card, rows: range, key: Key) -> list[tuple[int, float]]:
        """Return by which aisle a line passes each row, and the channel that it comes to behind it."""
        if not rows:
            return []
        here, there = (card.gutter if card.spot == "block" else card.x for card in (start, end))
        behind = 0 if rows.step < 0 else 1
        joined = {lane[1] for lane in self._taken[key] if lane[0] == "x"}

        def cost(x: float, before: float, after: float) -> tuple[float, float]:
            new = 0 if x in joined or x in (here, there) else _JOIN if joined else 0
            return (abs(x - before) + abs(x - after) + new, x)

        common = self._common(min(rows), max(rows))
        straight = min(cost(x, here, there) for x in _near(common, here, there, joined))
        if len(rows) == 1:
            return [(rows[0] + behind, straight[1])]
        ways, x, whole = [], here, 0.0
        for row in rows:
            price, best = min(cost(other, x, there) for other in _near(self.plan.aisles[row], x, there, joined))
            whole += abs(best - x) + (_JOG if best != x else 0) + max(0.0, price - abs(best - x) - abs(best - there))
            ways.append((row + behind, best))
            x = best
        whole += abs(x - there)
        if whole < straight[0] + _JOG:
            return ways
        return [(row + behind, straight[1]) for row in rows]

    def _common(self, low: int, high: int) -> list[float]:
        """Return the aisles that all of these rows have."""
        if (low, high) not in self._shared:
            if low == high:
                aisles = self.plan.aisles[low]
            else:
                upper = set(self.plan.aisles[high])
                aisles = [x for x in self._common(low, high - 1) if x in upper]
            self._shared[low, high] = aisles
        return self._shared[low, high]

    def _between(self, a: Card, b: Card) -> bool:
        low, high = sorted((a.y, b.y))
        return any(card.spot == "levels" and low < card.y < high for card in self.plan.cards.values())

    def _gutter(self, card: Card) -> Lane:
        return ("x", self.plan.left if card.spot == "levels" else card.gutter, "")

    def _upright(self, card: Card, channel: int) -> Lane:
        if card.spot != "row":
            return self._gutter(card)
        return ("top" if channel == card.row else "bottom", card.x, card.id)

    # --- where the lanes lie ---

    def _lay(self) -> None:
        """Give each stroke its place in each lane: first the ports of the cards, then by turns aisles and channels."""
        for kinds in (("top", "bottom"), ("x",), ("y",), ("x",), ("y",)):
            turns = self._turns(kinds)
            for lane in sorted(turns):
                self.plan.tracks[lane] = _ported(turns[lane]) if lane[2] else tracks(turns[lane])
                self._offsets[lane] = self._spread(lane, self.plan.tracks[lane])

    def _spread(self, lane: Lane, track: dict[Key, int]) -> dict[Key, float]:
        """Return how far from the middle of a lane each of its strokes runs."""
        kind, where, id_ = lane
        if id_:
            room = self.plan.cards[id_].w / 2 - 10
        else:
            room = self.plan.rooms.get(where, 9.0) if kind == "x" else self.plan.spaces[int(where)] / 2 - _EDGE + 2
        count = max(track.values(), default=0) + 1
        step = min(_STEP, 2 * room / max(1, count - 1))
        return {key: round((n - (count - 1) / 2) * step, 2) for key, n in track.items()}

    def _turns(self, kinds: Iterable[str]) -> dict[Lane, dict[Key, Turns]]:
        """Return, for each lane and stroke, where along the lane it turns off and to which side."""
        by_lane: dict[Lane, dict[Key, Turns]] = defaultdict(lambda: defaultdict(set))
        for line in self.lines:
            key, course = self.keys[line.id], self.plan.courses[line.id]
            before, points, after = self._points(line)
            whole = [*(before or points[:1]), *points, *(after or points[-1:])]
            for n, lane in enumerate(course):
                if lane[0] not in kinds:
                    continue
                along, across = (0, 1) if lane[0] == "y" else (1, 0)
                turns = by_lane[lane][key]
                if lane[0] in ("top", "bottom"):
                    turns.add((whole[n + (3 if n == 0 else 0)][0], 0))
                    continue
                for corner, other in ((whole[n + 1], whole[n]), (whole[n + 2], whole[n + 3])):
                    side = other[across] - corner[across]
                    turns.add((corner[along], 0 if abs(side) < 0.01 else 1 if side > 0 else -1))
        return by_lane

    def _points(self, line: Line) -> tuple[list[Point], list[Point], list[Point]]:
        """Return the corners of a course, and before and after them where it leaves a card sideways."""
        start, end = self.plan.cards[line.subject], self.plan.cards[line.object]
        course = self.plan.courses[line.id]
        if not course:
            sign = 1 if end.y > start.y else -1
            return [], [(start.x, start.y + sign * start.h / 2), (end.x, end.y - sign * end.h / 2)], []
        key = self.keys[line.id]
        at = [self._at(lane, key) for lane in course]
        first, before = self._leaving(start, at[0], course[0])
        last, after = self._leaving(end, at[-1], course[-1])
        points = [first]
        for n in range(len(course) - 1):
            points.append((at[n + 1], at[n]) if course[n][0] == "y" else (at[n], at[n + 1]))
        return before, [*points, last], after

    def _leaving(self, card: Card, at: float, lane: Lane) -> tuple[Point, list[Point]]:
        if card.spot == "row":
            return (at, card.y - card.h / 2 if lane[0] == "top" else card.y + card.h / 2), []
        return (at, card.y), [(card.x + card.side * card.w / 2, card.y)]

    def _at(self, lane: Lane, key: Key) -> float:
        """Return where a stroke's lane lies."""
        middle = self.plan.channels[int(lane[1])] if lane[0] == "y" else lane[1]
        return round(middle + self._offsets.get(lane, {}).get(key, 0.0), 2)


def _ported(turns: dict[Key, Turns]) -> dict[Key, int]:
    """Return the order in which strokes leave a card: by where they go."""
    order = sorted(turns, key=lambda key: (sum(t for t, _ in turns[key]) / len(turns[key]), key))
    return {key: n for n, key in enumerate(order)}


class _Boxes:
    """What is taken on the paper: cards, headings and words, in strips of a height so that few are looked at."""

    _STRIP = 64

    def __init__(self, plan: Plan) -> None:
        self.strips: dict[int, list[tuple[float, float, float, float]]] = defaultdict(list)
        for card in plan.cards.values():
            self._add(card.x - card.w / 2, card.y - card.h / 2, card.x + card.w / 2, card.y + card.h / 2)
        for text, x, y in plan.headings:
            self._add(x, y - 8, x + width_of(text, LABEL_SIZE) + 4, y + 8)
        for text, top, _ in plan.bands:
            self._add(0, top + 4, width_of(text.upper(), LABEL_SIZE) + 10, top + 20)

    def take(self, *box: float) -> bool:
        """Take a box if nothing is there, and say whether."""
        left, top, right, bottom = box
        for strip in self._strips(top, bottom):
            for begin, upper, end, lower in self.strips[strip]:
                if left < end and right > begin and top < lower and bottom > upper:
                    return False
        self._add(left, top, right, bottom)
        return True

    def _add(self, left: float, top: float, right: float, bottom: float) -> None:
        for strip in self._strips(top, bottom):
            self.strips[strip].append((left, top, right, bottom))

    def _strips(self, top: float, bottom: float) -> range:
        return range(int(top // self._STRIP), int(bottom // self._STRIP) + 1)


def _near(xs: Sequence[float], a: float, b: float, joined: Iterable[float]) -> set[float]:
    """Return the places worth a look: those next to either end, and those where the stroke is already."""
    nearest: set[float] = set()
    for x in (a, b):
        n = bisect_left(xs, x)
        nearest.update(xs[max(0, n - 1) : n + 1])
    return nearest | (set(xs) & set(joined))


def _joined(course: list[Lane]) -> list[Lane]:
    """Leave out the channels that a line only crosses, going on in the same aisle."""
    made: list[Lane] = []
    for lane in course:
        if lane[0] == "x" and len(made) > 1 and made[-1][0] == "y" and made[-2] == lane:
            made.pop()
        else:
            made.append(lane)
    return made


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
