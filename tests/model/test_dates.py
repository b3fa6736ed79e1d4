"""Partial dates, and what can be said on a day: the table of the design, and a brute-force oracle."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate, Span, Validity, outside, validity

TABLE = """
2018-04-01 | –          | 2019-06-15             | 2018-03-31 | no
2018-04-01 | –          | 2019-06-15             | 2018-04-01 | yes
2018-04-01 | –          | 2019-06-15             | 2019-06-15 | yes
2018-04-01 | –          | 2019-06-15             | 2019-06-16 | possibly
2018-04    | 2021-03-31 | –                      | 2018-04-10 | possibly
2018-04    | 2021-03-31 | –                      | 2018-05-01 | yes
2018-04    | 2021-03-31 | –                      | 2021-03-31 | yes
2018-04    | 2021-03-31 | –                      | 2021-04-01 | no
2013       | 2021-03    | –                      | 2021-03-01 | yes
2013       | 2021-03    | –                      | 2021-03-02 | possibly
–          | –          | 2019                   | 2019-07-01 | possibly
–          | –          | –                      | 1999-09-09 | possibly
–          | 2021-03-31 | 2018-01-01, 2020-01-01 | 2017-12-31 | possibly
–          | 2021-03-31 | 2018-01-01, 2020-01-01 | 2018-01-01 | yes
–          | 2021-03-31 | 2018-01-01, 2020-01-01 | 2021-03-31 | yes
2018       | 2021-03-31 | 2017-01-01             | 2018-01-01 | possibly
2018-04-01 | –          | –                      | 2018-04-01 | yes
–          | 2021-03-31 | –                      | 2021-03-31 | yes
2018-04-01 | 2021       | 2022-05-01             | 2021-12-31 | possibly
"""
VECTORS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


def partial(text: str) -> PartialDate | None:
    return None if text == "–" else PartialDate.parse(text)


@pytest.mark.parametrize(("since", "until", "observed", "day", "holds"), VECTORS)
def test_the_table_of_the_design_holds(since: str, until: str, observed: str, day: str, holds: str) -> None:
    seen = [Span.of(PartialDate.parse(part.strip())) for part in observed.split(",")] if observed != "–" else []
    assert validity(partial(since), partial(until), seen).on(date.fromisoformat(day)) == holds


@pytest.mark.parametrize("text", ["2018", "2018-04", "2018-04-01", "1948-07-05", "2999-12-31"])
def test_a_date_keeps_the_precision_it_came_with(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


def test_a_year_covers_all_its_days_and_a_month_its_own() -> None:
    assert Span.of(PartialDate.parse("2020")) == Span(date(2020, 1, 1), date(2020, 12, 31))
    assert Span.of(PartialDate.parse("2020-02")) == Span(date(2020, 2, 1), date(2020, 2, 29))
    assert Span.of(PartialDate.parse("2019-02")).last == date(2019, 2, 28)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2018-13", "no month 13"),
        ("2018-02-30", "no day 30"),
        ("2018-00", "no month 0"),
        ("18-04-01", "write YYYY"),
        ("2018/04/01", "write YYYY"),
        ("2018-4-1", "write YYYY"),
        ("", "write YYYY"),
        ("soon", "write YYYY"),
        ("0999", "the year must be"),
        ("3000", "the year must be"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        PartialDate.parse(text)


def test_reversed_dates_are_an_error() -> None:
    with pytest.raises(ValueError, match="before the first"):
        validity(PartialDate.parse("2020"), PartialDate.parse("2019"))


def test_dates_that_may_be_the_right_way_round_are_none() -> None:
    assert validity(PartialDate.parse("2020-06"), PartialDate.parse("2020")).on(date(2020, 7, 1)) == "possibly"


def test_a_witness_wholly_outside_is_told_from_one_that_touches() -> None:
    since, until = PartialDate.parse("2018-04"), PartialDate.parse("2020")
    assert outside(since, until, Span.of(PartialDate.parse("2017")))
    assert outside(since, until, Span.of(PartialDate.parse("2021-01-01")))
    assert not outside(since, until, Span.of(PartialDate.parse("2018")))
    assert not outside(since, None, Span.of(PartialDate.parse("2030")))


def test_a_life_cuts_a_line_and_never_lowers_it_inside() -> None:
    line = validity(PartialDate.parse("2010-01-01"), PartialDate.parse("2020-12-31"))
    life = validity(PartialDate.parse("2013"), PartialDate.parse("2019-06-30"))
    cut = line.within(life)
    assert [cut.on(date(*day)) for day in [(2012, 12, 31), (2013, 1, 1), (2019, 6, 30), (2019, 7, 1)]] == [
        "no",
        "yes",
        "yes",
        "no",
    ]
    assert line.within(Validity(MIN_DATE, MAX_DATE, MIN_DATE, MAX_DATE)) == line
    assert line.within(validity(PartialDate.parse("2021"), None)).never


# Brute force over a small calendar: every pair of a first and a last day that the dates and witnesses permit.

_FIRST = date(2019, 12, 28)
_DAYS = [_FIRST + timedelta(days=n) for n in range(10)]
_INSIDE = st.sampled_from(_DAYS[1:-1])


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first, last = sorted([draw(_INSIDE), draw(_INSIDE)])
    return Span(first, last)


class Within:
    """Stands for a partial date that covers any span of days, which a calendar has only for months and years."""

    def __init__(self, span: Span) -> None:
        self.earliest, self.latest = span.first, span.last


@given(
    since=st.none() | spans(),
    until=st.none() | spans(),
    seen=st.lists(spans(), max_size=3),
    day=st.sampled_from(_DAYS),
)
def test_what_is_said_on_a_day_is_what_all_consistent_days_say(
    since: Span | None, until: Span | None, seen: list[Span], day: date
) -> None:
    if since and until and since.first > until.last:
        return
    low = since.first if since else MIN_DATE
    high = until.last if until else MAX_DATE
    counted = [span for span in seen if span.last >= low and span.first <= high]
    pairs = [
        (first, last)
        for first in [MIN_DATE, *_DAYS]
        for last in [*_DAYS, MAX_DATE]
        if first <= last
        and (since is None or since.first <= first <= since.last)
        and (until is None or until.first <= last <= until.last)
        # A witness says that it held on some day of the span; the day itself is free.
        and all(max(first, span.first) <= min(last, span.last) for span in counted)
    ]
    if not pairs:
        return
    held = {first <= day <= last for first, last in pairs}
    expected = "possibly" if len(held) == 2 else "yes" if held == {True} else "no"
    given_since = Within(since) if since else None
    given_until = Within(until) if until else None
    found = validity(given_since, given_until, seen).on(day)  # type: ignore[arg-type]
    assert found == expected
