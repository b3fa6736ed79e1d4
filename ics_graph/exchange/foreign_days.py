"""Days as the files of others write them, and the days in the names of files. One reader for every importer.

The day comes first, as in Britain: 1/6/2019 is 1 June 2019. What stands for "no day" is a day to no importer.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from ics_graph.dates import NO_DAYS, PartialDate

_MONTHS = {name[:3].lower(): number for number, name in enumerate(month_name) if name}
_WORD = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<number>\d\d)(?P<day>\d\d)",
        r"(?P<year>\d{4})(?:[-/.](?P<number>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?",
        r"(?P<day>\d{1,2})[-/. ](?P<number>\d{1,2})[-/. ](?P<year>\d{4}|\d\d)",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-/. ]?{_WORD}[-/. ,]*(?P<year>\d{{4}}|\d\d)",
        rf"{_WORD}[-/. ]?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
        rf"{_WORD}[-/. ,]*(?P<year>\d{{4}})",
    )
)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_FINANCIAL_YEAR = re.compile(r"(\d{4})[/–-](\d\d|\d{4})")
# In the name of a file: the day first and last, with or without what parts it; what is longer goes first.
_IN_NAMES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<part>[-_. ]?)(?P<number>0[1-9]|1[0-2])(?P=part)(?P<day>[0-3]\d)(?!\d)",
        r"(?<!\d)(?P<day>[0-3]?\d)(?P<part>[-_. ])(?P<number>[01]?\d)(?P=part)(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?<!\d)(?P<day>[0-3]\d)(?P<number>0[1-9]|1[0-2])(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th)?[-_. ]?{_WORD}[-_. ]?(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"(?<![a-z]){_WORD}[-_. ]?(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_. ]?(?P<number>0[1-9]|1[0-2])(?!\d)",
        r"(?<!\d)(?P<day>[0-3]\d)(?P<number>0[1-9]|1[0-2])(?P<year>\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)",
    )
)


class NoDay(ValueError):
    """Raised where a text stands for no day at all, as 9999-12-31 does."""


class DayInName(NamedTuple):
    """The day that the name of a file holds; ``doubtful`` where other digits stand beside a mere year or month."""

    day: PartialDate
    text: str
    doubtful: bool


@lru_cache(maxsize=20_000)
def foreign_day(text: str) -> PartialDate | None:
    """Return the day, month or year that a text writes, None where it is empty.

    An instant is taken to the day that it was in England. Raise NoDay where the text stands for no day, and ValueError
    with a remedy where it is no possible one.
    """
    text = text.strip()
    if not text:
        return None
    return _instant(text) if _INSTANT.fullmatch(text) else _day(text)


def _day(text: str) -> PartialDate:
    match = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    if match is None:
        raise ValueError(f"'{text}' is not a day. Write a year, a month or a day: 2019, June 2019 or 1 June 2019")
    year, month, day = _parts(match)
    iso = f"{year:04d}-{month or 0:02d}-{day or 0:02d}"
    if iso in NO_DAYS or (month == 0 and day == 0):
        raise NoDay(f"'{text}' stands for no day")
    return _possible(text, year, month, day)


def _parts(match: re.Match[str]) -> tuple[int, int | None, int | None]:
    parts = match.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 1900 if year >= 70 else 2000
    word = parts.get("month")
    month = _MONTHS[word[:3].lower()] if word else int(parts["number"]) if parts.get("number") else None
    return year, month, int(parts["day"]) if parts.get("day") else None


def _possible(text: str, year: int, month: int | None, day: int | None) -> PartialDate:
    """Return the date of these numbers; raise ValueError where there is none, with a remedy that is a date."""
    if month is not None and not 1 <= month <= 12:
        other = (
            f". Write {year:04d}-{day:02d}-{month:02d}, if the month stands first"
            if _is_month(day, year, month)
            else ""
        )
        raise ValueError(f"'{text}' is not a day: there is no month {month}{other}")
    if day is not None and month is not None and not 1 <= day <= monthrange(max(year, 1), month)[1]:
        raise ValueError(f"'{text}' is not a day: {month_name[month]} {year} has no day {day}")
    return PartialDate.parse("-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part is not None)]))


def _is_month(day: int | None, year: int, other: int) -> bool:
    return day is not None and 1 <= day <= 12 and 1 <= other <= monthrange(max(year, 1), day)[1]


def _instant(text: str) -> PartialDate:
    from zoneinfo import ZoneInfo

    iso = re.sub(r"\s*z$", "+00:00", text, flags=re.IGNORECASE).replace(" ", "T", 1)
    if iso[:10] in NO_DAYS:
        raise NoDay(f"'{text}' stands for no day")
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a day: {error}") from None
    local = moment.astimezone(ZoneInfo("Europe/London")) if moment.tzinfo else moment
    return PartialDate.parse(local.date().isoformat())


def financial_year(text: str) -> tuple[PartialDate, PartialDate] | None:
    """Return the first and last day of a financial year (``2011/12``), or None where a text is none.

    ``2011-12`` may be the month as well: who reads a text that ought to be a day has to ask for the month first.
    """
    match = _FINANCIAL_YEAR.fullmatch(text.strip())
    if match is None:
        return None
    first, second = int(match[1]), match[2]
    if int(second) != (first + 1) % 10 ** len(second):
        return None
    return PartialDate(first, 4, 1), PartialDate(first + 1, 3, 31)


def day_in_name(stem: str) -> DayInName | None:
    """Return the date that the name of a file holds (``eccg-2024-07``, ``lakes__30-09-2014__senior``), or None."""
    for form in _IN_NAMES:
        for match in form.finditer(stem):
            try:
                day = _possible(match[0], *_parts(match))
            except ValueError:
                continue
            rest = stem[: match.start()] + stem[match.end() :]
            return DayInName(day, match[0], doubtful=day.day is None and bool(re.search(r"\d", rest)))
    return None
