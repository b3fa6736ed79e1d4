"""Spells between whole lists: the rule in examples, and held to every history of a small calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ics_graph.dates import Span
from ics_graph.spells import history
from tests.model.test_dates import Within

# Every history of a small calendar, the first and last days of which stand for all before and after it.
_FIRST = date(2019, 12, 28)
_DAYS = [_FIRST + timedelta(days=n) for n in range(9)]
_LOW, _HIGH = 0, len(_DAYS) - 1
_INSIDE = st.integers(1, len(_DAYS) - 2)


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    first, last = sorted([draw(_INSIDE), draw(_INSIDE)])
    return first, last


@st.composite
def exact(draw: st.DrawFn) -> tuple[int, int]:
    day = draw(_INSIDE)
    return day, day


def span(days: tuple[int, int]) -> Span:
    return Span(_DAYS[days[0]], _DAYS[days[1]])


def histories(spells: int) -> Iterator[list[tuple[int, int]]]:
    """Yield every way to be there in so many spells, with a day between each two."""
    for ends in combinations(range(len(_DAYS) + spells), 2 * spells):
        # A spell may be of one day: every second end is moved back by one.
        moved = [end - number // 2 - number % 2 for number, end in enumerate(ends)]
        pairs = list(zip(moved[::2], moved[1::2], strict=True))
        if all(before[1] + 1 < after[0] for before, after in pairwise(pairs)):
            yield pairs


ALL = [list(histories(number)) for number in range(1, 5)]


def test_every_history_is_enumerated_once() -> None:
    days = range(len(_DAYS))
    for number, listed in enumerate(ALL, start=1):
        sets = [
            chosen
            for bits in range(1, 2 ** len(_DAYS))
            for chosen in [[day for day in days if bits >> day & 1]]
            if sum(day - 1 not in chosen for day in chosen) == number
        ]
        assert sorted(sorted(day for low, high in pairs for day in range(low, high + 1)) for pairs in listed) == sorted(
            sets
        )


def fits(
    pairs: list[tuple[int, int]],
    since: tuple[int, int] | None,
    until: tuple[int, int] | None,
    seen: list[tuple[int, int]],
    lacking: list[tuple[int, int]],
) -> bool:
    held = {day for low, high in pairs for day in range(low, high + 1)}
    return (
        (since is None or since[0] <= pairs[0][0] <= since[1])
        and (until is None or until[0] <= pairs[-1][1] <= until[1])
        and all(any(day in held for day in range(low, high + 1)) for low, high in seen)
        and all(any(day not in held for day in range(low, high + 1)) for low, high in lacking)
    )


def by_brute_force(
    since: tuple[int, int] | None,
    until: tuple[int, int] | None,
    seen: list[tuple[int, int]],
    lacking: list[tuple[int, int]],
) -> list[str] | None:
    """Return what all histories of the fewest spells say of each day; None where none fits."""
    for listed in ALL:
        fitting = [pairs for pairs in listed if fits(pairs, since, until, seen, lacking)]
        if fitting:
            answers = []
            for day in range(len(_DAYS)):
                held = {any(low <= day <= high for low, high in pairs) for pairs in fitting}
                answers.append("possibly" if len(held) == 2 else "yes" if held == {True} else "no")
            return answers
    return None


def answers(
    since: tuple[int, int] | None,
    until: tuple[int, int] | None,
    seen: list[tuple[int, int]],
    lacking: list[tuple[int, int]],
) -> tuple[list[str], bool]:
    """Return what the spells say of each day, and whether an absence fits no history."""
    given_since = Within(span(since)) if since else None
    given_until = Within(span(until)) if until else None
    worked_out = history(given_since, given_until, map(span, seen), map(span, lacking))  # type: ignore[arg-type]
    said = []
    for day in _DAYS:
        on_day = {spell.on(day) for spell in worked_out.spells}
        said.append("yes" if "yes" in on_day else "possibly" if "possibly" in on_day else "no")
    return said, bool(worked_out.against)


def holds_as_all_histories_say(*said_of_it: Any) -> None:
    """Hold what is worked out to what all histories have in common; where there is none, the lists are against it."""
    expected, said, against = both(*said_of_it)
    if expected is None:
        assert against
    else:
        assert (said, against) == (expected, False)


@settings(max_examples=500, deadline=None)
@given(
    since=st.none() | spans(),
    until=st.none() | spans(),
    seen=st.lists(exact(), max_size=4),
    lacking=st.lists(exact(), max_size=3),
)
def test_of_exact_days_each_day_is_what_all_histories_of_the_fewest_spells_say(
    since: tuple[int, int] | None,
    until: tuple[int, int] | None,
    seen: list[tuple[int, int]],
    lacking: list[tuple[int, int]],
) -> None:
    holds_as_all_histories_say(since, until, seen, lacking)


@settings(max_examples=500, deadline=None)
@given(
    since=st.none() | spans(),
    until=st.none() | spans(),
    seen=st.lists(exact() | spans(), max_size=4),
    lacking=st.lists(spans(), max_size=1),
)
def test_of_one_list_of_any_days_each_day_is_what_all_histories_say(
    since: tuple[int, int] | None,
    until: tuple[int, int] | None,
    seen: list[tuple[int, int]],
    lacking: list[tuple[int, int]],
) -> None:
    holds_as_all_histories_say(since, until, seen, lacking)


@settings(max_examples=500, deadline=None)
@given(
    since=st.none() | spans(),
    until=st.none() | spans(),
    seen=st.lists(exact() | spans(), max_size=4),
    lacking=st.lists(exact() | spans(), max_size=3),
)
def test_of_any_days_nothing_is_called_sure_that_some_history_says_otherwise(
    since: tuple[int, int] | None,
    until: tuple[int, int] | None,
    seen: list[tuple[int, int]],
    lacking: list[tuple[int, int]],
) -> None:
    # Several lists and witnesses of which none has an exact day may together say more than is worked out here.
    expected, said, against = both(since, until, seen, lacking)
    if expected is None:
        assert against
    else:
        assert not against
        assert all(ours in (theirs, "possibly") for ours, theirs in zip(said, expected, strict=True))


def both(
    since: tuple[int, int] | None,
    until: tuple[int, int] | None,
    seen: list[tuple[int, int]],
    lacking: list[tuple[int, int]],
) -> tuple[list[str] | None, list[str], bool]:
    """Return what all histories of the fewest spells say, what ours say, and whether an absence fits no history."""
    if since and until and since[0] > until[1]:
        until = None
    low, high = since[0] if since else _LOW, until[1] if until else _HIGH
    counted = [days for days in seen if days[1] >= low and days[0] <= high]
    return by_brute_force(since, until, counted, lacking), *answers(since, until, seen, lacking)
