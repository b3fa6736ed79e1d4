"""Dates as ODS files write them, and the days of law between which its codes changed hands."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from ics_graph.dates import PartialDate

# The Health and Care Act 2022 abolished the CCGs and established the boards on 1 July 2022.
LAST_OF_CCGS = PartialDate(2022, 6, 30)
FIRST_OF_BOARDS = PartialDate(2022, 7, 1)

_FORMS = {
    r"\d{8}": "%Y%m%d",
    r"\d{4}-\d\d-\d\d": "%Y-%m-%d",
    r"\d\d/\d\d/\d{4}": "%d/%m/%Y",
    r"\d\d[A-Za-z]{3}\d{4}": "%d%b%Y",
}
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_read_days: dict[str, PartialDate | None] = {"": None}


def day(text: str) -> PartialDate | None:
    """Return the day that a cell writes, None where it is empty; raise ValueError where it is no possible day."""
    text = text.strip()
    if text in _read_days:
        return _read_days[text]
    for pattern, form in _FORMS.items():
        if re.fullmatch(pattern, text):
            read = datetime.strptime(text, form)
            when = PartialDate.parse(f"{read.year:04d}-{read.month:02d}-{read.day:02d}")
            if len(_read_days) < 100_000:
                _read_days[text] = when
            return when
    raise ValueError(f"'{text}' is not a day")


def in_name(stem: str) -> PartialDate | None:
    """Return the date that the name of a file holds (``eccg-2024-07``), or None."""
    for match in _IN_NAME.finditer(stem):
        try:
            return PartialDate.parse("-".join(part for part in match.groups() if part))
        except ValueError:
            continue
    return None


def before(when: PartialDate) -> PartialDate:
    """Return the day before the first day of a date."""
    return PartialDate.parse((when.earliest - timedelta(days=1)).isoformat())
