"""What every store does with rows after they are read: depths over a closure, and the order of found names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ics_graph.names import TELL_NOTHING, fold, telling
from ics_graph.stores.rows import Direction, Hop, Line, Match

MOST_CANDIDATES = 200
"""How many names a store looks at, at most, besides those that are just the one asked for."""
_LONGEST = 300
_NEARLY_THE_SAME = 80


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


Found = tuple[str, str, str, str]
"""What a store finds: the id, name and type of a body, and the text of it that was looked at."""


def called(rows: Iterable[Found], limit: int) -> list[Match]:
    """Return one match per entity that has just the name asked for, by the length of the text, then by name and id."""
    best: dict[str, Match] = {}
    for id_, name, kind, matched in rows:
        match = Match(id_, name, kind, matched, True, 100.0)
        if id_ not in best or (len(matched), matched) < (len(best[id_].matched), best[id_].matched):
            best[id_] = match
    return sorted(best.values(), key=lambda match: (len(match.matched), match.name, match.id))[:limit]


def ranked(text: str, exact: Sequence[Match], near: Iterable[Found], limit: int) -> list[Match]:
    """Return the exact matches, and after them one match per entity of the near rows, the nearest first.

    Those that share the most whole words with the text come first, then the most alike, then by name and id. What
    shares with it only words that tell nothing ("and", "of", "NHS") is none.
    """
    whole = fold(text)
    key = telling(whole)
    words, parts = set(key.split()), parts_of(key)
    only_frame = words <= TELL_NOTHING
    left_out = {match.id for match in exact}
    best: dict[str, tuple[tuple[float, float, float, int, str], Match]] = {}
    for id_, name, kind, matched in near:
        other = fold(matched) if only_frame else telling(fold(matched))
        if id_ in left_out or (parts and not any(part in other.replace(" ", "_") for part in parts)):
            continue
        score = alike(key, other)
        # Of names that are equally near the shortest is shown, so that the order of the rows means nothing.
        shared = len(words & set(other.split()))
        place = (-shared, -score, -alike(whole, fold(matched)), len(matched), matched)
        if id_ not in best or place < best[id_][0]:
            best[id_] = place, Match(id_, name, kind, matched, False, score)
    order = sorted(best.values(), key=lambda ranking: (ranking[0][:4], ranking[1].name, ranking[1].id))
    return [*exact, *(match for _, match in order)][:limit]


def parts_of(key: str) -> list[str]:
    """Return each three letters in a row of a folded name, sorted, a space as ``_``: what near names share.

    Very long texts are cut, since nobody's name is that long and the search engines bound what they take.
    """
    spaced = key[:_LONGEST].replace(" ", "_")
    return sorted({spaced[i : i + 3] for i in range(len(spaced) - 2)})


def alike(text: str, name: str) -> float:
    """Return how alike two folded names are, 0 to 100 (rapidfuzz WRatio, which forgives order and parts).

    A name of which no word begins as a word asked for does counts less, unless it is nearly the same as a whole: "tees"
    is not meant by "committees", and "sothtown" is by "southtown".
    """
    from rapidfuzz import fuzz

    beginnings = {word[:3] for word in text.split()}
    fits = any(word[:3] in beginnings for word in name.split()) or fuzz.ratio(text, name) >= _NEARLY_THE_SAME
    return round(fuzz.WRatio(text, name) * (1.0 if fits else 0.6), 1)
