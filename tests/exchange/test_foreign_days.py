"""Days as the files of others write them, and the days in the names of files."""

from __future__ import annotations

import pytest

from ics_graph.exchange.foreign_days import NoDay, day_in_name, financial_year, foreign_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1/6/2019", "2019-06-01"),
        ("01-Sep-20", "2020-09-01"),
        ("1-Sep-98", "1998-09-01"),
        ("31.12.2019", "2019-12-31"),
        ("20190601", "2019-06-01"),
        ("1 April 2001", "2001-04-01"),
        ("April 1, 2001", "2001-04-01"),
        ("Sept 2019", "2019-09"),
        ("2011-12", "2011-12"),
        ("2019", "2019"),
        # In summer the day in England begins an hour before midnight of the clock of the world.
        ("2019-06-01T23:30:00Z", "2019-06-02"),
        ("2019-01-01T23:30:00Z", "2019-01-01"),
        ("2019-06-01T00:00:00+01:00", "2019-06-01"),
        ("2019-06-01 08:00", "2019-06-01"),
    ],
)
def test_a_day_is_read_in_every_usual_form(text: str, day: str) -> None:
    assert str(foreign_day(text)) == day


@pytest.mark.parametrize("text", ["9999-12-31", "31-DEC-9999", "29991231", "19000101", "0000-00-00", "00000000"])
def test_what_stands_for_no_day_is_none(text: str) -> None:
    with pytest.raises(NoDay, match="stands for no day"):
        foreign_day(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/06/2022", "June 2022 has no day 31$"),
        ("06/13/2022", "there is no month 13. Write 2022-06-13, if the month stands first$"),
        ("06/31/2022", "there is no month 31$"),
        ("45000", "Write a year, a month or a day: 2019, June 2019 or 1 June 2019$"),
        ("2019-02-30T10:00:00Z", "is not a day"),
    ],
)
def test_a_remedy_is_a_day_that_there_is(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        foreign_day(text)


def test_an_empty_text_is_no_day() -> None:
    assert foreign_day(" ") is None


def test_a_financial_year_begins_in_april() -> None:
    assert [str(day) for day in financial_year("2011/12") or ()] == ["2011-04-01", "2012-03-31"]
    assert [str(day) for day in financial_year("1999-2000") or ()] == ["1999-04-01", "2000-03-31"]
    assert financial_year("2011/13") is None


@pytest.mark.parametrize(
    ("stem", "day", "doubtful"),
    [
        ("lakes__30-09-2014__senior", "2014-09-30", False),
        ("lakes_31032011", "2011-03-31", False),
        ("lakes_300914", "2014-09-30", False),
        ("lakes-2016-09-30-senior", "2016-09-30", False),
        ("map-nov-2021", "2021-11", False),
        ("eccg-2024-07", "2024-07", False),
        ("31 March 2014 posts", "2014-03-31", False),
        ("data_2014_v12", "2014", True),
    ],
)
def test_the_name_of_a_file_holds_its_day(stem: str, day: str, doubtful: bool) -> None:
    read = day_in_name(stem)
    assert read is not None
    assert (str(read.day), read.doubtful) == (day, doubtful)


def test_a_name_without_a_day_has_none() -> None:
    assert day_in_name("epraccur") is None
    assert day_in_name("x-99991231") is None
