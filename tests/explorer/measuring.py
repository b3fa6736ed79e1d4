"""What a drawing is held to: made-up drawings, where its cards, words and lines lie, and how often lines cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

import networkx as nx

from ics_graph.explorer.layout.arrange import Arranger
from ics_graph.explorer.layout.labels import LABEL_SIZE, width_of
from ics_graph.explorer.layout.plan import Key, Plan
from ics_graph.explorer.layout.routes import Point, Router
from ics_graph.explorer.selection import Selection
from ics_graph.ontology import load_ontology
from ics_graph.stores.rows import Body, Line

Box = tuple[float, float, float, float]


class Laid(NamedTuple):
    """A drawing that has been arranged, with the courses of its lines."""

    lines: Sequence[Line]
    plan: Plan
    routes: dict[str, list[Point]]
    keys: dict[str, Key]
    labels: list[tuple[str, float, float]]


def laid(shown: Selection, words: Mapping[str, Sequence[str]] | None = None) -> Laid:
    """Return a drawing as it is arranged."""
    plan = Arranger(shown, load_ontology(), words or {}).arranged()
    router = Router(plan, shown.lines)
    routes = router.routes()
    return Laid(shown.lines, plan, routes, router.keys, router.labels(routes))


def body(id_: str, type_: str, name: str | None = None) -> Body:
    """Return a made-up body."""
    return Body(id_, type_, name or id_, "stated", False, "", "", "", "", "{}")


def line(subject: str, type_: str, object_: str, certainty: str = "stated") -> Line:
    """Return a made-up line."""
    family = load_ontology().relations[type_].family
    id_ = f"{subject}:{type_}:{object_}"
    made = Line(id_, subject, type_, family, object_, "stated", False, False, "", "", "", "", None, None, "{}")
    return made._replace(certainty=certainty)  # type: ignore[arg-type]


def drawing(bodies: Iterable[Body], lines: Iterable[Line]) -> Selection:
    """Return a drawing about the first of some bodies."""
    there = {one.id: one for one in bodies}
    return Selection(next(iter(there.values())), there, tuple(lines), len(there))


def not_upwards(found: Laid) -> list[str]:
    """Return the lines that are no part of a circle, and whose subject is not wholly beneath their object."""
    ordered = [one for one in found.lines if one.family != "coverage"]
    graph: nx.DiGraph[str] = nx.DiGraph((one.subject, one.object) for one in ordered)
    circle = {id_: n for n, ids in enumerate(nx.strongly_connected_components(graph)) for id_ in ids}
    cards = found.plan.cards
    return [
        one.id
        for one in ordered
        if circle[one.subject] != circle[one.object]
        and cards[one.subject].y - cards[one.subject].h / 2 <= cards[one.object].y + cards[one.object].h / 2
    ]


def boxes(found: Laid) -> dict[str, Box]:
    """Return what each card, heading, label and word of a band takes up."""
    made = {
        f"card {c.id}": (c.x - c.w / 2, c.y - c.h / 2, c.x + c.w / 2, c.y + c.h / 2) for c in found.plan.cards.values()
    }
    for n, (text, x, y) in enumerate(found.plan.headings):
        made[f"heading {n} {text}"] = (x, y - 6, x + width_of(text, LABEL_SIZE), y + 6)
    for n, (text, x, y) in enumerate(found.labels):
        half = width_of(text, LABEL_SIZE) / 2 + 5
        made[f"label {n} {text}"] = (x - half, y - 8, x + half, y + 8)
    for text, top, _ in found.plan.bands:
        made[f"band {text}"] = (6, top + 6, 6 + width_of(text.upper(), LABEL_SIZE), top + 18)
    return made


def overlaps(found: Laid) -> list[tuple[str, str]]:
    """Return the pairs of cards and words that lie over each other."""
    ordered = sorted(boxes(found).items(), key=lambda one: one[1][1])
    over = []
    for n, (name, box) in enumerate(ordered):
        for other, (left, top, right, _) in ordered[n + 1 :]:
            if top >= box[3]:
                break
            if left < box[2] and right > box[0]:
                over.append((name, other))
    return over


def behind(found: Laid) -> list[tuple[str, str]]:
    """Return the lines that run behind a card that is not their end, with the card."""
    cards = sorted(found.plan.cards.values(), key=lambda card: card.id)
    hidden = []
    for one in found.lines:
        for a, b in pairwise(found.routes[one.id]):
            left, right, top, bottom = min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1])
            hidden += [
                (one.id, card.id)
                for card in cards
                if card.id not in (one.subject, one.object)
                and left < card.x + card.w / 2
                and right > card.x - card.w / 2
                and top < card.y + card.h / 2
                and bottom > card.y - card.h / 2
            ]
    return hidden


def outside(found: Laid) -> list[str]:
    """Return what lies beyond the edge of the drawing."""
    plan = found.plan
    beyond = [
        name
        for name, (left, _, right, bottom) in boxes(found).items()
        if left < 0 or right > plan.width or bottom > plan.height
    ]
    beyond += [
        id_
        for id_, route in found.routes.items()
        if any(not (0 <= x <= plan.width and 0 <= y <= plan.height) for x, y in route)
    ]
    return beyond


def astray(found: Laid) -> list[str]:
    """Return the lines that do not run level and upright from the edge of their subject to the edge of their object."""
    wrong = []
    for one in found.lines:
        route = found.routes[one.id]
        level = all(abs(a[0] - b[0]) < 0.02 or abs(a[1] - b[1]) < 0.02 for a, b in pairwise(route))
        ends = ((found.plan.cards[one.subject], route[0]), (found.plan.cards[one.object], route[-1]))
        met = all(
            min(abs(abs(x - card.x) - card.w / 2), abs(abs(y - card.y) - card.h / 2)) < 0.1
            and abs(x - card.x) <= card.w / 2 + 0.1
            and abs(y - card.y) <= card.h / 2 + 0.1
            for card, (x, y) in ends
        )
        if not level or not met:
            wrong.append(one.id)
    return wrong


def crossings(found: Laid) -> int:
    """Return how often two strokes cross as they are drawn.

    Lines with one key lie on each other in the lanes that they share, and are one stroke. A crossing is a place at
    which pieces of two strokes pass through each other; where they touch, end or bend they do not cross.
    """
    level: dict[Key, set[tuple[float, float, float]]] = defaultdict(set)
    upright: dict[Key, set[tuple[float, float, float]]] = defaultdict(set)
    for id_, route in found.routes.items():
        for (ax, ay), (bx, by) in pairwise(route):
            if abs(ay - by) < 0.02:
                level[found.keys[id_]].add((ay, min(ax, bx), max(ax, bx)))
            else:
                upright[found.keys[id_]].add((ax, min(ay, by), max(ay, by)))
    met = set()
    for key, pieces in level.items():
        for other, others in upright.items():
            if key != other:
                met |= {
                    (*sorted((key, other)), x, y)
                    for y, left, right in pieces
                    for x, top, bottom in others
                    if left + 0.1 < x < right - 0.1 and top + 0.1 < y < bottom - 0.1
                }
    return len(met)


def straight_crossings(lines: Sequence[Line], at: Mapping[str, Point], keys: Mapping[str, Key]) -> int:
    """Return how often lines drawn straight from body to body cross; two between the same bodies count as one."""
    pieces = {tuple(sorted((one.subject, one.object))): keys[one.id] for one in lines}
    count = 0
    for (a, b), (c, d) in combinations(sorted(pieces), 2):
        if len({a, b, c, d}) == 4 and pieces[a, b] != pieces[c, d]:
            count += _cross(at[a], at[b], at[c], at[d])
    return count


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
