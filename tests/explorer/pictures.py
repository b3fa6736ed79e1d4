"""What an SVG of the nested picture holds, read from its text, and where its parts lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any, NamedTuple
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
Piece = tuple[float, float, float, float]


class Drawn(NamedTuple):
    """Cards, rows with their homes, chips with what they hold, lines with dash and word, and how often each badge."""

    cards: frozenset[str]
    rows: frozenset[tuple[str, str]]
    chips: frozenset[tuple[str, str]]
    lines: frozenset[tuple[str, str, str, str]]
    badges: Mapping[str, int]


def drawn_in(svg: str) -> Drawn:
    """Return what an SVG draws."""
    groups = list(ElementTree.fromstring(svg).iter(f"{SVG}g"))

    def of(kind: str) -> list[ElementTree.Element]:
        return [group for group in groups if kind in (group.get("class") or "").split()]

    return Drawn(
        frozenset(str(card.get("data-id")) for card in of("card")),
        frozenset((str(row.get("data-id")), str(row.get("data-home"))) for row in of("row")),
        frozenset((str(chip.get("data-fold")), str(chip.get("data-holds"))) for chip in of("chip")),
        frozenset(
            (
                str(course.get("data-lines")),
                str(course.get("data-dash")),
                str(course.get("data-word")),
                str(course.findall(f"{SVG}path")[0].get("stroke-dasharray")),
            )
            for course in of("course")
        ),
        Counter(str(badge.get("data-badge")) for badge in of("badge")),
    )


def pieces(plan: Mapping[str, Any]) -> list[tuple[str, Piece]]:
    """Return the straight pieces of all lines, each with its course."""
    return [
        (course["key"], (*start, *end))
        for course in plan["courses"]
        for path in course["paths"]
        for start, end in pairwise(path["points"])
    ]


def crossings(plan: Mapping[str, Any]) -> list[tuple[Piece, Piece]]:
    """Return where a level piece of one line crosses an upright piece of another."""
    found = []
    for (one, a), (other, b) in combinations(pieces(plan), 2):
        for level, upright in ((a, b), (b, a)):
            (x0, x1), (y0, y1) = sorted((level[0], level[2])), sorted((upright[1], upright[3]))
            is_crossing = level[1] == level[3] and upright[0] == upright[2]
            if one != other and is_crossing and x0 < upright[0] < x1 and y0 < level[1] < y1:
                found.append((level, upright))
    return found


def through_cards(plan: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the lines that run through a card: touching its edge is how one begins or ends there."""
    return [
        (key, card["id"])
        for key, (ax, ay, bx, by) in pieces(plan)
        for card in plan["cards"]
        if max(ax, bx) > card["x"] + 0.5
        and min(ax, bx) < card["x"] + card["w"] - 0.5
        and max(ay, by) > card["y"] + 0.5
        and min(ay, by) < card["y"] + card["h"] - 0.5
    ]


def boxes(plan: Mapping[str, Any]) -> list[tuple[str, Piece]]:
    """Return what each card takes up."""
    return [
        (card["id"], (card["x"], card["y"], card["x"] + card["w"], card["y"] + card["h"])) for card in plan["cards"]
    ]


def overlapping(found: Sequence[tuple[str, Piece]]) -> list[tuple[str, str]]:
    """Return the pairs of boxes that lie over each other."""
    return [
        (one, other)
        for (one, a), (other, b) in combinations(found, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def runs(plan: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """Yield all words with their sizes."""
    for card in plan["cards"]:
        yield from [*card["titles"], *card["texts"]]
        for row in card["seats"]:
            yield from row["texts"]
        for group in card["groups"]:
            yield from group["notes"]
            for row in group["rows"]:
                yield from row["texts"]
