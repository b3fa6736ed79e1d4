"""Partial dates and what can be said on a day: the arithmetic of time, and nothing of bodies or lines.

A date is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` and keeps the precision it came with. ``since`` (written
``from`` in files) is the first day on which something holds, ``until`` the **last** day. Either may be absent,
which means *not stated*, never "for ever". ``MIN_DATE`` and ``MAX_DATE`` stand for minus and plus infinity, so that
every bound is an ordinary, comparable date in Python, in SQLite (as text) and in Neo4j.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Literal

FORMS = "1 June 2019, 1/6/2019, 2019-06-01, June 2019, 2019 or today"
"""How a person may write a day, for messages and helps; ``day_words`` reads them."""

MIN_DATE = date(1, 1, 1)
MAX_DATE = date(9999, 12, 31)

Holds = Literal["yes", "possibly", "no"]

NO_DAYS = frozenset(
    {
        *("9999-12-31", "2999-12-31", "2999-01-01", "3000-01-01", "1899-12-30", "1899-12-31", "1900-01-01"),
        *("1900-01-00", "1753-01-01", "0001-01-01", "0000-00-00", "1582-10-15"),
    }
)
"""Days that registers and databases write where there is none (``9999-12-31``: mysociety/parlparse#36)."""
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_EARLIEST_YEAR, _LATEST_YEAR = 1000, 2999


def in_words(when: date | PartialDate | str) -> str:
    """Return a day, month or year as people write it: ``1 April 2020``, ``April 2020``, ``2020``.

    A text is one as files have it (``2020-04-01``). Raises ValueError where it is none.
    """
    if isinstance(when, str):
        # A bound may lie before all days that a source can state.
        when = date.fromisoformat(when) if when < MIN_DATE.isoformat() and len(when) == 10 else PartialDate.parse(when)
    if isinstance(when, PartialDate) and when.month is None:
        return str(when.year)
    month = f"{when if isinstance(when, date) else when.earliest:%B} {when.year}"
    return f"{when.day} {month}" if when.day else month


def period_in_words(since: PartialDate | str | None, until: PartialDate | str | None) -> str:
    """Return a period as people write it: ``from 1 April 2013 to 31 March 2020``; what is not stated is left out."""
    parts = [f"from {in_words(since)}" if since else "", f"to {in_words(until)}" if until else ""]
    return " ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day, as a source gives it; ``str()`` returns it exactly as it was written.

    ``earliest`` and ``latest`` are the first and the last day that it covers.
    """

    year: int
    month: int | None = None
    day: int | None = None
    earliest: date = field(init=False, compare=False, repr=False)
    latest: date = field(init=False, compare=False, repr=False)
    _text: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        given = f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)
        object.__setattr__(self, "_text", "-".join(given))
        month = self.month or 12
        object.__setattr__(self, "earliest", date(self.year, self.month or 1, self.day or 1))
        object.__setattr__(self, "latest", date(self.year, month, self.day or monthrange(self.year, month)[1]))

    @staticmethod
    def parse(text: str) -> PartialDate:
        """Return the date that ``text`` writes; raise ValueError where it is no date or an impossible one."""
        return _parsed(text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let pydantic read a date as it is written; it is imported only where records come in or go out."""
        from pydantic_core import core_schema

        def read(value: object) -> PartialDate:
            return _parsed(value) if value.__class__ is str else _as_date(value)

        return core_schema.no_info_plain_validator_function(read, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """Tell JSON Schema how a date is written."""
        pattern = r"^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
        return {"type": "string", "format": "partial-date", "pattern": pattern}

    def __str__(self) -> str:
        return self._text


def _as_date(value: object) -> PartialDate:
    return value if isinstance(value, PartialDate) else _parsed(str(value))


@lru_cache(maxsize=4096)
def _parsed(text: str) -> PartialDate:
    """Bulk data repeat a few hundred dates a million times; equal ones are one object."""
    match = _PARTIAL.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"'{text}' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise ValueError(f"'{text}' is not a date: the year must be {_EARLIEST_YEAR} to {_LATEST_YEAR}")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"'{text}' is not a date: there is no month {month}")
    if month is not None and day is not None and not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError(f"'{text}' is not a date: that month has no day {day}")
    return PartialDate(year, month, day)


@dataclass(frozen=True, slots=True)
class Span:
    """The days between which some one day lies: ``first`` and ``last`` inclusive, open ends MIN_DATE and MAX_DATE."""

    first: date = MIN_DATE
    last: date = MAX_DATE

    @classmethod
    def of(cls, when: PartialDate) -> Span:
        """Return the days that a partial date covers."""
        return cls(when.earliest, when.latest)


@dataclass(frozen=True, slots=True)
class Validity:
    """Between which days something begins and ends: it surely holds from ``start_max`` to ``end_min``.

    It may hold from ``start_min`` to ``end_max``, and never outside them. All four days are inclusive.
    """

    start_min: date
    start_max: date
    end_min: date
    end_max: date

    def on(self, day: date) -> Holds:
        """Return whether it holds on ``day``: ``yes``, ``possibly`` or ``no``."""
        if day < self.start_min or day > self.end_max:
            return "no"
        return "yes" if self.start_max <= day <= self.end_min else "possibly"

    def within(self, other: Validity) -> Validity:
        """Return this validity with its outer bounds cut to those of ``other``.

        A body's life bounds its lines: where the body surely is not, the line is not; elsewhere the line's own
        certainty stands, so only ``start_min`` and ``end_max`` move.
        """
        start_min, end_max = max(self.start_min, other.start_min), min(self.end_max, other.end_max)
        if start_min == self.start_min and end_max == self.end_max:
            return self
        return Validity(start_min, max(self.start_max, start_min), min(self.end_min, end_max), end_max)

    def not_before(self, day: date) -> Validity:
        """Return this validity without what lies before a day."""
        return self.within(Validity(day, day, MAX_DATE, MAX_DATE))

    @property
    def never(self) -> bool:
        """Whether there is no day on which it could hold."""
        return self.start_min > self.end_max


def validity(since: PartialDate | None, until: PartialDate | None, witnesses: Iterable[Span] = ()) -> Validity:
    """Return when something holds that is stated ``since`` and ``until``, and was seen to hold at ``witnesses``.

    With ``earliest(x)``/``latest(x)`` the first/last day that a date covers, and W the witnesses that are not
    wholly outside [earliest(since), latest(until)]::

        start_min = earliest(since), or MIN_DATE
        end_max   = latest(until), or MAX_DATE
        start_max = max(start_min, min(latest(x) for x in since, until, W)), MAX_DATE when there is none
        end_min   = min(end_max, max(earliest(x) for x in since, until, W)), MIN_DATE when there is none

    Raises ValueError where ``until`` lies wholly before ``since``.
    """
    start_min = since.earliest if since else MIN_DATE
    end_max = until.latest if until else MAX_DATE
    if start_min > end_max:
        raise ValueError(f"the last day ({until}) lies before the first ({since})")
    spans = [Span.of(when) for when in (since, until) if when is not None]
    spans += [seen for seen in witnesses if seen.first <= end_max and seen.last >= start_min]
    if not spans:
        return Validity(start_min, MAX_DATE, MIN_DATE, end_max)
    return Validity(
        start_min,
        max(start_min, min(span.last for span in spans)),
        min(end_max, max(span.first for span in spans)),
        end_max,
    )


def outside(since: PartialDate | None, until: PartialDate | None, seen: Span) -> bool:
    """Return whether a witness lies wholly outside the stated dates, which is a finding."""
    return (until is not None and seen.first > until.latest) or (since is not None and seen.last < since.earliest)
