"""The days on which an answer may change: every bound, and the day after that on which a source last saw a thing."""

from __future__ import annotations

from datetime import date

from ics_graph.dates import in_words
from ics_graph.explorer.answer_days import day_after, days_of_things, times_of
from ics_graph.stores.rows import FIRST_DAY, LAST_DAY, Body


def _body(start_min: str, start_max: str, end_min: str, end_max: str) -> Body:
    return Body("b", "Group", "B", "stated", False, start_min, start_max, end_min, end_max, "{}")


def test_a_thing_changes_what_is_said_on_its_bounds_and_after_it_was_last_seen() -> None:
    days = days_of_things([_body("2013-04-01", "2013-04-01", "2020-03-31", "2020-03-31")])
    assert days - {"", FIRST_DAY} == {"2013-04-01", "2020-04-01"}
    # Its source may be newer than the last day that is sure: it was seen no earlier than it can have begun.
    seen = days_of_things([_body("2018-01-01", "2019-01-01", "2017-01-01", LAST_DAY)])
    assert seen - {"", FIRST_DAY} == {"2018-01-01", "2019-01-01", "2017-01-02", "2018-01-02"}


def test_the_times_between_days_of_change_follow_one_another_each_with_a_day_of_its_own() -> None:
    times = list(times_of(["2013-04-01", "2020-04-01", "2013-04-01", ""], ""))
    assert [first for first, _ in times] == ["1000-01-01", "2013-04-01", "2020-04-01"]
    for (first, day), (following, _) in zip(times, [*times[1:], ("2999-12-31", date.max)], strict=True):
        assert first <= day.isoformat() < following


def test_the_day_of_a_time_stands_in_no_title() -> None:
    (_, free), _ = times_of(["1001-01-01"], "")
    (_, other), _ = times_of(["1001-01-01"], f"Minutes of {in_words(free)}")
    assert other != free


def test_after_no_bound_comes_no_day() -> None:
    assert [day_after(day) for day in ("", FIRST_DAY, LAST_DAY, "2020-02-29")] == ["", "", "", "2020-03-01"]
