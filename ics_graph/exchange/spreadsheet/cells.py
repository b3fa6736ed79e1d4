"""What stands in one cell, both ways: text that is never a formula, dates as dates, numbers as numbers.

A cell cannot hold everything that a text may. As spreadsheets themselves do, a character that XML forbids is written
as ``_x0007_``, and so is what would be lost when the cell is read: spaces at its ends, and the ``|`` within a name.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from ics_graph.dates import NO_DAYS, PartialDate
from ics_graph.exchange.foreign_days import NoDay, financial_year, foreign_day

LONGEST = 32_767
"""How many characters a cell can hold."""
# What stands for NUL or half a character stays as it is written: no text can hold either.
_ESCAPED = re.compile("_x(?!0000|[Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_(?=x[0-9A-Fa-f]{4}_)|^\\s|\\s$")
# Spreadsheets count days from 1900 and believe that there was a 29 February in it.
_FIRST_DAY = date(1900, 3, 1)
# The years from here on no date here has; where one stands it means "for ever".
_NO_YEAR = 3000
# From which on it counts the days that it holds as numbers.
_FIRST_OF_SERIALS = date(1899, 12, 30)
# A spreadsheet keeps fifteen digits of a number.
_LARGEST = 10**15


class Unfit(ValueError):
    """Raised where a cell does not say what its column wants; the message has a remedy after a full stop."""


def text_to(text: str) -> str:
    """Return a text as a cell holds it; raise ValueError where it is too long for one."""
    inner = _TO_ESCAPE.sub(_escaped, text)
    # What is still at an end after its neighbour was escaped: several spaces, one after another.
    while inner != inner.strip():
        inner = re.sub(r"^\s|\s\Z", _escaped, inner)
    return _not_too_long(inner)


def names_to(names: list[str]) -> str:
    """Return several names as one cell; raise ValueError where they are too long for one."""
    return _not_too_long(" | ".join(text_to(name).replace("|", "_x007C_") for name in names))


def _not_too_long(text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError(f"a text of {len(text):,} characters, and a cell holds {LONGEST:,}: {text[:40]!r} …")
    return text


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"_x{ord(char):04X}_" for char in match[0])


def number_to(number: int | float) -> int | float | str:
    """Return a number as a cell holds it: as text where a spreadsheet would change it."""
    if isinstance(number, int):
        return number if abs(number) < _LARGEST else str(number)
    return number if float(f"{number:.15g}") == number else repr(number)


def date_to(text: str) -> date | str:
    """Return a partial date as a cell holds it: a full day as a date, a month or year as text."""
    when = PartialDate.parse(text)
    return when.earliest if when.day is not None and when.earliest >= _FIRST_DAY else text


def text_from(value: Any, format_: str = "General") -> str | None:
    """Return what a cell says as text, without spaces at its ends; None where it says nothing.

    A number keeps the zeros that its format shows before it.
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        zeros = re.fullmatch("0+", format_)
        return str(value).zfill(len(format_)) if zeros else str(value)
    if isinstance(value, datetime | date):
        return str(date_from(value, format_)[0])
    inner = str(value).strip()
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), inner) or None


def names_from(value: Any, format_: str = "General") -> list[str]:
    """Return the names of a cell."""
    if not isinstance(value, str):
        told = text_from(value, format_)
        return [told] if told else []
    return [name for part in value.split("|") if (name := text_from(part))]


def number_from(value: Any) -> int | float:
    """Return the number of a cell; raise Unfit where it is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if isinstance(value, float) and value.is_integer() else value
    text = (text_from(value) or "") if not isinstance(value, datetime | date | bool) else ""
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text) if re.search(r"\d", text) else int(text)
    except ValueError:
        raise Unfit(f"'{value}' is not a number. Write digits, such as 512000") from None


def date_from(value: Any, format_: str = "General") -> tuple[PartialDate, bool]:
    """Return the date of a cell, and whether it was read as a month or year since no more of it is shown.

    A spreadsheet makes a day of "2019-06" where the cell is not text, and then shows only month and year of it.
    Raises Unfit where it is no date.
    """
    if isinstance(value, datetime | date):
        if value.year >= _NO_YEAR or f"{value:%Y-%m-%d}" in NO_DAYS:
            raise Unfit(f"'{value:%Y-%m-%d}' stands for no day. Leave the cell empty")
        shown = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", format_.lower())
        if "y" in shown and "d" not in shown:
            return PartialDate(value.year, value.month if "m" in shown else None), True
        return PartialDate(value.year, value.month, value.day), False
    text = text_from(value) or ""
    if text in NO_DAYS:
        raise Unfit(f"'{text}' stands for no day. Leave the cell empty")
    try:
        return PartialDate.parse(text), False
    except ValueError:
        raise Unfit(f"'{text}' is not a date. {_remedy(text)}") from None


def _remedy(text: str) -> str:
    """Return what to write in place of a text that is no date here: a date that there is, or which forms there are."""
    if re.fullmatch(r"[2-5]\d{4}", text):
        day = (_FIRST_OF_SERIALS + timedelta(days=int(text))).isoformat()
        return f"Write {day}, if it is a day that the spreadsheet shows as a number"
    if (year := financial_year(text)) is not None:
        return f"It is a financial year: write {year[0]} for its first day, or {year[1]} for its last"
    try:
        day_read = foreign_day(text)
    except NoDay:
        return "It stands for no day: leave the cell empty"
    except ValueError as error:
        _, _, fault = str(error).partition(" is not a day: ")
        if not fault:
            return "Write a year, a month or a day: 2019, 2019-06 or 2019-06-01"
        sentence = fault[:1].upper() + fault[1:]
        return sentence if "Write" in fault else f"{sentence}: write the day that is meant"
    may_be_month_first = re.fullmatch(r"(0?[1-9]|1[0-2])[/.-]\d{1,2}[/.-](\d{4}|\d\d)", text)
    return f"Write {day_read}" + (", if the day stands first" if may_be_month_first else "")
