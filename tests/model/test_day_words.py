"""Dates as people write them in English: each form, periods whole, and nothing guessed."""

from __future__ import annotations

from datetime import date

import pytest

from ics_graph.dates import FORMS
from ics_graph.day_words import day_of, spelled_in, when_of

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    "text",
    [
        "1 June 2019",
        "1st June 2019",
        "the 1st of June, 2019",
        "June 1 2019",
        "June 1st, 2019",
        "1 Jun 2019",
        "Saturday 1 June 2019",
        "01/06/2019",
        "1/6/2019",
        "1.6.2019",
        "1-6-2019",
        "1/6/19",
        "2019-06-01",
        "start of June 2019",
    ],
)
def test_a_day_is_read_in_every_english_form(text: str) -> None:
    assert day_of(text, TODAY) == date(2019, 6, 1)


@pytest.mark.parametrize(
    ("text", "first", "last", "option"),
    [
        ("June 2019", date(2019, 6, 1), date(2019, 6, 30), "2019-06"),
        ("2019-06", date(2019, 6, 1), date(2019, 6, 30), "2019-06"),
        ("06/2019", date(2019, 6, 1), date(2019, 6, 30), "2019-06"),
        ("Feb 2020", date(2020, 2, 1), date(2020, 2, 29), "2020-02"),
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "2019"),
        ("the year 2019", date(2019, 1, 1), date(2019, 12, 31), "2019"),
        ("2019/20", date(2019, 4, 1), date(2020, 3, 31), "2019/20"),
        ("last month", date(2026, 10, 1), date(2026, 10, 31), "2026-10"),
        ("this year", date(2026, 1, 1), date(2026, 12, 31), "2026"),
        ("today", TODAY, TODAY, "2026-11-28"),
        ("yesterday", date(2026, 11, 27), date(2026, 11, 27), "2026-11-27"),
        ("end of March 2020", date(2020, 3, 31), date(2020, 3, 31), "2020-03-31"),
    ],
)
def test_a_month_or_year_is_the_whole_of_it_and_is_written_so_that_it_reads_back(
    text: str, first: date, last: date, option: str
) -> None:
    when = when_of(text, TODAY)
    assert (when.first, when.last, when.option) == (first, last, option)
    assert when_of(option) == when


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("31 February 2020", "February 2020 has no day 31"),
        ("6/13/2019", "there is no month 13; the day comes first"),
        ("2019/21", "a financial year is 2019/20"),
        ("0999", "the year must be 1000 to 2999"),
        ("1 June", "'1 June' has no year"),
        ("June", "'June' has no year"),
        ("soon", FORMS),
        ("", FORMS),
    ],
)
def test_what_is_no_date_is_refused_with_what_is_wrong(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|has no year") as raised:
        when_of(text, TODAY)
    assert told in str(raised.value)


def test_a_period_is_no_day_where_a_day_is_needed() -> None:
    with pytest.raises(ValueError, match="such as 1 June 2019 or 30 June 2019"):
        day_of("June 2019")


@pytest.mark.parametrize(
    ("text", "part", "relation", "words"),
    [
        ("who chaired it in 2020?", "in 2020", "on", "2020"),
        ("as of 1/6/2019 who chairs it", "as of 1/6/2019", "on", "1 June 2019"),
        ("before 1 April 2013 who", "before 1 April 2013", "before", "1 April 2013"),
        ("since March 2020", "since March 2020", "since", "March 2020"),
        ("who chairs it today", "today", "on", "28 November 2026"),
        ("from 2019 to 2021 there", "from 2019 to 2021", "between", "2019 to 2021"),
        (
            "what changed between 31 March 2020 and 1 April 2020?",
            "between 31 March 2020 and 1 April 2020",
            "between",
            "31 March 2020 to 1 April 2020",
        ),
        (
            "what changed between 31 March and 1 April 2020?",
            "between 31 March and 1 April 2020",
            "between",
            "31 March 2020 to 1 April 2020",
        ),
    ],
)
def test_a_date_is_found_in_a_text_with_the_word_before_it(text: str, part: str, relation: str, words: str) -> None:
    (spelled,) = spelled_in(text, TODAY)
    assert (text[spelled.start : spelled.end], spelled.relation, spelled.when.words) == (part, relation, words)


@pytest.mark.parametrize("text", ["the Plan (2015) of Anytown", "may the board meet", "111 and ambulance", "who is it"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert spelled_in(text, TODAY) == []


def test_the_year_of_the_second_day_alone_is_that_of_the_first_only_where_that_is_earlier() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        spelled_in("between 31 December and 1 January 2020", TODAY)
    with pytest.raises(ValueError, match="has no year"):
        spelled_in("between 31 March and 1 April", TODAY)


def test_a_time_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        spelled_in("between 2021 and 2019", TODAY)
