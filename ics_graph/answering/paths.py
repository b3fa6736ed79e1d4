"""Chains: which lines of a closure can be walked in time, which paths they make, and where they run in circles.

A path is simple (no body twice) and its hops share a day: a line of 2013 never meets one of 2022.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from ics_graph.stores.rows import FIRST_DAY, LAST_DAY, Direction, Line

Period = tuple[str, str]
MOST_STEPS = 100_000


def far_end(line: Line, direction: Direction) -> str:
    """Return the end of a line that a walk in this direction comes to."""
    return line.object if direction == "up" else line.subject


def near_end(line: Line, direction: Direction) -> str:
    """Return the end of a line that a walk in this direction comes from."""
    return line.subject if direction == "up" else line.object


def walkable(start: str, direction: Direction, lines: Sequence[Line]) -> set[str]:
    """Return the ids of the lines that some walk from ``start`` can use, its hops all holding on one day.

    Each body keeps the longest periods in which it can be reached; a walk is followed on only where it brings a
    period that none of those covers, so circles end by themselves.
    """
    leaving = _leaving(direction, lines)
    periods: dict[str, list[Period]] = {start: [(FIRST_DAY, LAST_DAY)]}
    used: set[str] = set()
    waiting = [(start, FIRST_DAY, LAST_DAY)]
    while waiting:
        at, since, until = waiting.pop()
        for line in leaving.get(at, ()):
            first, last = max(since, line.start_min), min(until, line.end_max)
            if first > last or line.subject == line.object:
                continue
            used.add(line.id)
            spans = periods.setdefault(far_end(line, direction), [])
            if not any(s <= first and last <= u for s, u in spans):
                spans[:] = [(s, u) for s, u in spans if not (first <= s and u <= last)] + [(first, last)]
                waiting.append((far_end(line, direction), first, last))
    return used


def paths(
    start: str, direction: Direction, lines: Sequence[Line], goals: Collection[str] | None = None
) -> Iterator[tuple[Line, ...]]:
    """Yield the simple paths from ``start`` whose hops share a day, the shortest first, then by ids.

    Without ``goals`` these are the paths that cannot be followed further, else those that end at a goal. After
    MOST_STEPS extensions it stops; whoever counts what it yielded says so.
    """
    leaving = _leaving(direction, lines)
    level: list[tuple[tuple[Line, ...], frozenset[str], str, Period]]
    level = [((), frozenset([start]), start, (FIRST_DAY, LAST_DAY))]
    steps = 0
    while level:
        longer = []
        for walked, seen, at, (since, until) in level:
            if goals is not None and at in goals:
                yield walked
                continue
            open_end = False
            for line in leaving.get(at, ()):
                far = far_end(line, direction)
                first, last = max(since, line.start_min), min(until, line.end_max)
                if far in seen or first > last:
                    continue
                open_end = True
                steps += 1
                longer.append(((*walked, line), seen | {far}, far, (first, last)))
            if walked and not open_end and goals is None:
                yield walked
        if steps > MOST_STEPS:
            return
        level = longer


def circles(lines: Collection[Line]) -> list[list[str]]:
    """Return the groups of bodies whose lines run in a circle, each sorted; a line to itself is none."""
    from graphlib import CycleError, TopologicalSorter

    above: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.subject != line.object:
            above[line.subject].add(line.object)
    try:
        TopologicalSorter(above).prepare()
    except CycleError:
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph((low, high) for low, highs in above.items() for high in highs)
        return sorted(sorted(ring) for ring in nx.strongly_connected_components(graph) if len(ring) > 1)
    return []


def _leaving(direction: Direction, lines: Sequence[Line]) -> dict[str, list[Line]]:
    leaving: dict[str, list[Line]] = defaultdict(list)
    for line in sorted(lines):
        leaving[near_end(line, direction)].append(line)
    return leaving
