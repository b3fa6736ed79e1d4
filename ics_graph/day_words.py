"""Days and periods as people write them in English: ``1 June 2019``, ``1/6/2019``, ``June 2019``, ``2019``, ``today``.

A month or a year is the whole of it, from its first day to its last. Nothing is guessed: a date without a year, and
one that no calendar has, are refused. Days are read before months, as in Britain: 1/6/2019 is in June.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ics_graph.dates import FORMS, in_words

_EARLIEST_YEAR, _LATEST_YEAR = 1000, 2999
_MONTHS = {name.lower()[:3]: number for number, name in enumerate(month_name) if name}
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?)?"
_EDGE = r"(?P<edge>(?:the )?(?:end|start|beginning|first day|last day) of )?"


@dataclass(frozen=True, slots=True)
class When:
    """A day, or a period from its ``first`` day to its ``last``, with what it is called in ``words``."""

    first: date
    last: date
    words: str

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    @property
    def option(self) -> str:
        """It as one types it after ``--as-of``."""
        if self.is_day:
            return self.first.isoformat()
        if self.words.startswith("the financial year"):
            return self.words.removeprefix("the financial year ")
        return f"{self.first:%Y}" if self.words.isdigit() else f"{self.first:%Y-%m}"


Relation = Literal["on", "before", "after", "since", "between"]


@dataclass(frozen=True, slots=True)
class Spelled:
    """A date that stands in a text from ``start`` to ``end``, with the word before it: on it, before it, since it.

    ``from_a_day`` says whether a time between two dates begins with a day, and not with a month or year.
    """

    start: int
    end: int
    relation: Relation
    when: When
    from_a_day: bool = False


def day_of(text: str, today: date | None = None) -> date:
    """Return the day that a person wrote; raise ValueError where it is none, or a whole month or year."""
    when = when_of(text, today)
    if not when.is_day:
        first, last = in_words(when.first), in_words(when.last)
        raise ValueError(f"'{text}' is a period; here a day is needed, such as {first} or {last}")
    return when.first


def when_of(text: str, today: date | None = None) -> When:
    """Return the day or period that a person wrote; raise ValueError saying what is wrong, and which forms there are.

    ``today`` is the day of today, for the words that go by it; by default that of the clock.
    """
    plain = " ".join(text.lower().replace(",", " ").split())
    for pattern, make in _FORMS:
        match = re.fullmatch(pattern, plain)
        if match is not None:
            try:
                return _at_the_edge(make(match, today or date.today()), match.groupdict().get("edge"))
            except ValueError as error:
                raise ValueError(f"'{text}' is not a date: {error}") from error
    if re.fullmatch(_WITHOUT_YEAR, plain):
        raise ValueError(f"'{text}' has no year; write it with its year, such as {text} 2020")
    raise ValueError(f"'{text}' is not a date; write it as {FORMS}")


def spelled_in(text: str, today: date | None = None) -> list[Spelled]:
    """Return the dates that stand in a text, in order.

    A bare year counts only after a word such as "in" or "before". Raises ValueError where one is no date of the
    calendar, or has no year.
    """
    return list(_spelled(text, today))


def _spelled(text: str, today: date | None) -> Iterator[Spelled]:
    at, in_a_text = 0, re.compile(_IN_A_TEXT, re.IGNORECASE)
    while (match := in_a_text.search(text, at)) is not None:
        second = match["second"]
        when = when_of(_with_year(match["first"], second) or match["alone"] or match["bare"], today)
        relation = _RELATIONS.get(" ".join((match["before"] or "").lower().split()), "on")
        if second is not None:
            until = when_of(second, today)
            if until.last < when.first:
                raise ValueError(f"'{match[0].strip()}' ends before it begins")
            from_a_day = when.is_day
            when, relation = When(when.first, until.last, f"{when.words} to {until.words}"), "between"
        yield Spelled(match.start(), match.end(), relation, when, relation == "between" and from_a_day)
        at = match.end()


def _with_year(first: str | None, second: str | None) -> str | None:
    """Return the first of two dates with the year of the second where it has none: "31 March and 1 April 2020"."""
    year = re.search(r"\b\d{4}$", second or "")
    bare = " ".join((first or "").lower().split())
    return f"{first} {year[0]}" if first and year and re.fullmatch(_WITHOUT_YEAR, bare) else first


def _day(year: int, month: int, day: int) -> When:
    _check_year(year)
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}; the day comes first, then the month")
    if not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError(f"{month_name[month]} {year} has no day {day}")
    made = date(year, month, day)
    return When(made, made, in_words(made))


def _month(year: int, month: int) -> When:
    _check_year(year)
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return When(first, last, f"{month_name[month]} {year}")


def _year(year: int) -> When:
    _check_year(year)
    return When(date(year, 1, 1), date(year, 12, 31), str(year))


def _financial_year(year: int, next_year: int) -> When:
    _check_year(year)
    if next_year not in ((year + 1) % 100, year + 1):
        raise ValueError(f"a financial year is {year}/{(year + 1) % 100:02d}")
    return When(date(year, 4, 1), date(year + 1, 3, 31), f"the financial year {year}/{(year + 1) % 100:02d}")


def _check_year(year: int) -> None:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise ValueError(f"the year must be {_EARLIEST_YEAR} to {_LATEST_YEAR}")


def _of_today(words: str, today: date) -> When:
    if words == "yesterday":
        today -= timedelta(days=1)
    elif words in ("this year", "last year"):
        return _year(today.year - (words == "last year"))
    elif words in ("this month", "last month"):
        day = today.replace(day=1) - timedelta(days=words == "last month")
        return _month(day.year, day.month)
    return When(today, today, in_words(today))


def _at_the_edge(when: When, edge: str | None) -> When:
    if not edge:
        return when
    day = when.last if "end" in edge or "last" in edge else when.first
    return When(day, day, in_words(day))


_DAY_AGAIN = r"\d{1,2}(?:st|nd|rd|th)?"
_Make = Callable[[re.Match[str], date], When]
_TODAY = r"today|now|yesterday|this year|last year|this month|last month"


def _named(match: re.Match[str]) -> int:
    return _MONTHS[match["month"][:3]]


_FORMS: tuple[tuple[str, _Make], ...] = (
    (r"(\d{4})-(\d{2})-(\d{2})", lambda m, _: _day(int(m[1]), int(m[2]), int(m[3]))),
    (r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", lambda m, _: _day(int(m[4]), int(m[3]), int(m[1]))),
    (r"(\d{1,2})([/.])(\d{1,2})\2(\d{2})", lambda m, _: _day(2000 + int(m[4]), int(m[3]), int(m[1]))),
    (
        f"{_WEEKDAY}(?:the )?{_DAY} (?:of )?{_MONTH} {_YEAR}",
        lambda m, _: _day(int(m["year"]), _named(m), int(m["day"])),
    ),
    (f"{_WEEKDAY}{_MONTH} (?:the )?{_DAY} {_YEAR}", lambda m, _: _day(int(m["year"]), _named(m), int(m["day"]))),
    (f"{_EDGE}{_MONTH} (?:of )?{_YEAR}", lambda m, _: _month(int(m["year"]), _named(m))),
    (f"{_EDGE}" + r"(?P<year>\d{4})-(?P<month>\d{2})", lambda m, _: _month(int(m["year"]), int(m["month"]))),
    (f"{_EDGE}" + r"(?P<month>\d{1,2})/(?P<year>\d{4})", lambda m, _: _month(int(m["year"]), int(m["month"]))),
    (
        f"{_EDGE}(?:(?:the )?financial year )?" + r"(?P<year>\d{4})/(?P<next>\d{2}|\d{4})",
        lambda m, _: _financial_year(int(m["year"]), int(m["next"])),
    ),
    (f"{_EDGE}(?:the year )?{_YEAR}", lambda m, _: _year(int(m["year"]))),
    (f"(?P<words>{_TODAY})", lambda m, today: _of_today(m["words"], today)),
)


def _plain(pattern: str) -> str:
    """Return a pattern without names of its groups, so that it can stand several times in another."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


_A_MONTH = _plain(_MONTH)
_WITHOUT_YEAR = rf"{_WEEKDAY}(?:(?:the )?{_DAY_AGAIN} (?:of )?{_A_MONTH}|{_A_MONTH}(?: (?:the )?{_DAY_AGAIN})?)"
_CERTAIN = "|".join(
    [
        r"\d{4}-\d{2}-\d{2}",
        r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}",
        r"\d{1,2}[/.]\d{1,2}[/.]\d{2}(?!\d)",
        rf"{_WEEKDAY}(?:the )?{_DAY_AGAIN} (?:of )?{_A_MONTH}(?:,? \d{{4}})?",
        rf"{_WEEKDAY}{_A_MONTH} (?:the )?{_DAY_AGAIN}(?!\d),?(?: \d{{4}})?",
        rf"{_plain(_EDGE)}{_A_MONTH},? (?:of )?\d{{4}}",
        rf"{_plain(_EDGE)}\d{{4}}-\d{{2}}(?!\d)",
        rf"{_plain(_EDGE)}\d{{1,2}}/\d{{4}}",
        rf"{_plain(_EDGE)}(?:(?:the )?financial year )?\d{{4}}/\d{{2}}(?!\d)",
        r"(?:the )?(?:end|start|beginning|first day|last day) of (?:the year )?\d{4}",
        r"the year \d{4}",
        _TODAY,
    ]
)
_A_DATE = rf"(?:{_CERTAIN}|\d{{4}}(?![\d/-]))"
_RELATIONS: dict[str, Relation] = {
    "before": "before",
    "prior to": "before",
    "after": "after",
    "since": "since",
}
_IN_A_TEXT = (
    rf"(?<![\w/-])(?:(?:between|from) (?P<first>{_A_DATE}) (?:and|to|until|till) (?P<second>{_A_DATE})"
    rf"|(?:(?P<before>as of|as at|as on|back in|on|in|at|during|throughout|for|of|before|prior to|after|since) "
    rf"(?P<alone>{_A_DATE})|(?P<bare>{_CERTAIN})))(?!\w)"
)
