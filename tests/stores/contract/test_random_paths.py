"""Paths and chains on random lines, against every path there is and every day there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ics_graph.answering.paths import circles, far_end, near_end, paths, walkable
from ics_graph.stores.rows import FIRST_DAY, LAST_DAY, Direction, Line
from ics_graph.stores.search import in_depth

FIRST = date(2019, 1, 1)
# The days of the lines, one before them all and one after, for what is open to either side.
DAYS = [FIRST_DAY, *((FIRST + timedelta(days=n)).isoformat() for n in range(10)), LAST_DAY]
BODIES = "abcdef"

directions: st.SearchStrategy[Direction] = st.sampled_from(["up", "down"])


@st.composite
def lines(draw: st.DrawFn) -> list[Line]:
    found = []
    for number in range(draw(st.integers(0, 9))):
        subject, object_ = draw(st.sampled_from(BODIES)), draw(st.sampled_from(BODIES))
        start, end = sorted(draw(st.tuples(*[st.sampled_from(DAYS)] * 2)))
        standing = (start, start, end, end, None, None, "{}")
        found.append(Line(f"{number}", subject, "reportsTo", "reporting", object_, "stated", False, False, *standing))
    return found


def days_of(line: Line) -> set[str]:
    return {day for day in DAYS if line.start_min <= day <= line.end_max}


def simple_paths(start: str, direction: Direction, found: list[Line]) -> Iterator[tuple[Line, ...]]:
    """Yield every path from ``start`` that comes to no body twice and whose lines all hold on one day."""

    def further(walked: tuple[Line, ...], shared: set[str]) -> Iterator[tuple[Line, ...]]:
        at = far_end(walked[-1], direction) if walked else start
        been = {start, *(far_end(line, direction) for line in walked)}
        for line in found:
            both = shared & days_of(line)
            if near_end(line, direction) == at and far_end(line, direction) not in been and both:
                yield (*walked, line)
                yield from further((*walked, line), both)

    return further((), set(DAYS))


def in_order(found: Iterator[tuple[Line, ...]]) -> list[list[str]]:
    listed = [[line.id for line in path] for path in found]
    return sorted(listed, key=lambda path: (len(path), path))


@settings(max_examples=300, deadline=None)
@given(found=lines(), direction=directions)
def test_paths_to_the_end_are_all_those_that_cannot_go_on(found: list[Line], direction: Direction) -> None:
    every = list(simple_paths("a", direction, found))
    begun = {tuple(path[:-1]) for path in every}
    listed = [[line.id for line in path] for path in paths("a", direction, found)]
    assert listed == in_order(path for path in every if path not in begun)


@settings(max_examples=300, deadline=None)
@given(found=lines(), direction=directions)
def test_paths_to_a_goal_are_all_those_that_come_to_it(found: list[Line], direction: Direction) -> None:
    listed = [[line.id for line in path] for path in paths("a", direction, found, goals={"b", "c"})]
    expected = []
    for path in simple_paths("a", direction, found):
        ends = [far_end(line, direction) for line in path]
        if ends[-1] in "bc" and not set(ends[:-1]) & set("bc"):
            expected.append(path)
    assert listed == in_order(iter(expected))


@settings(max_examples=300, deadline=None)
@given(found=lines(), direction=directions)
def test_the_paths_of_a_closure_are_those_of_the_whole_graph(found: list[Line], direction: Direction) -> None:
    closure = [hop.line for hop in in_depth("a", direction, found)]
    assert list(paths("a", direction, closure)) == list(paths("a", direction, found))


@settings(max_examples=300, deadline=None)
@given(found=lines(), direction=directions)
def test_a_line_can_be_walked_where_one_day_has_all_lines_on_the_way(found: list[Line], direction: Direction) -> None:
    used = set()
    for day in DAYS:
        reached, grown = {"a"}, True
        while grown:
            today = [line for line in found if day in days_of(line) and near_end(line, direction) in reached]
            grown = not {far_end(line, direction) for line in today} <= reached
            reached |= {far_end(line, direction) for line in today}
        used |= {line.id for line in today if line.subject != line.object}
    assert walkable("a", direction, found) == used


@settings(max_examples=300, deadline=None)
@given(found=lines())
def test_bodies_are_in_a_circle_where_each_leads_to_the_other(found: list[Line]) -> None:
    leads = {(line.subject, line.object) for line in found}
    for middle in BODIES:
        leads |= {(a, b) for a in BODIES for b in BODIES if {(a, middle), (middle, b)} <= leads}
    rings = {tuple(sorted(b for b in BODIES if {(a, b), (b, a)} <= leads)) for a in BODIES}
    assert circles(found) == sorted(list(ring) for ring in rings if len(ring) > 1)
