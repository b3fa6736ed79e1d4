"""What every store does with rows after they are read: depths over a closure, and the order of found names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ics_graph.names import fold
from ics_graph.stores.rows import Direction, Hop, Line, Match

MOST_CANDIDATES = 200
"""How many names a store looks at, at most, where none is just the one asked for."""
_LONGEST = 300


def in_depth(start: str, direction: Direction, lines: Iterable[Line]) -> list[Hop]:
    """Return the lines with their depth from ``start``, by depth and id; each is looked at once."""
    leaving: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        leaving[line.subject if direction == "up" else line.object].append(line)
    hops: list[Hop] = []
    seen, frontier, depth = {start}, [start], 0
    while frontier:
        depth += 1
        level = sorted(line for at in frontier for line in leaving.get(at, ()))
        hops += [Hop(line, depth) for line in level]
        frontier = []
        for line in level:
            far = line.object if direction == "up" else line.subject
            if far not in seen:
                seen.add(far)
                frontier.append(far)
    return hops


def ranked(text: str, rows: Iterable[tuple[str, str, str, str]], limit: int, exact: bool) -> list[Match]:
    """Return one match per entity of (id, name, type, matched text), the most alike first, then by name and id."""
    best: dict[str, Match] = {}
    key = fold(text)
    for id_, name, kind, matched in rows:
        score = 100.0 if exact else alike(key, fold(matched))
        match = Match(id_, name, kind, matched, exact, score)
        # Of names that are equally alike the shortest is shown, so that the order of the rows means nothing.
        if id_ not in best or _nearness(match) < _nearness(best[id_]):
            best[id_] = match
    order = sorted(best.values(), key=lambda match: (-match.score, len(match.matched), match.name, match.id))
    return order[:limit]


def _nearness(match: Match) -> tuple[float, int, str]:
    return (-match.score, len(match.matched), match.matched)


def parts_of(key: str) -> list[str]:
    """Return each three letters in a row of a folded name, sorted, a space as ``_``: what near names share.

    Very long texts are cut, since nobody's name is that long and the search engines bound what they take.
    """
    spaced = key[:_LONGEST].replace(" ", "_")
    return sorted({spaced[i : i + 3] for i in range(len(spaced) - 2)})


def alike(text: str, name: str) -> float:
    """Return how alike two folded names are, 0 to 100 (rapidfuzz WRatio, which forgives order and parts).

    A name of which no word begins as a word asked for does counts less: "tees" is not meant by "committees".
    """
    from rapidfuzz import fuzz

    beginnings = {word[:3] for word in text.split()}
    fits = any(word[:3] in beginnings for word in name.split())
    return round(fuzz.WRatio(text, name) * (1.0 if fits else 0.6), 1)
