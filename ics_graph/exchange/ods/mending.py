"""What spreadsheets and registers put into cells in place of a code or a day: mended where nothing is lost, and told.

Each row is looked at once, before anything is made of it. A row without its own code cannot be taken; any other cell
that is spoilt is emptied, and the row is doubtful.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from ics_graph.exchange.foreign_days import NoDay, foreign_day
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.ods.rows import OdsFile, OdsRow
from ics_graph.spoilt_codes import A_NUMBER, may_have_been, spoilt_ods

_DAYS = ("opened", "closed", "joined", "left", "effective", "day")
_CODES = ("code", "parent", "successor", "region", "health", "within", "pcn", "ccg", "stp")
# Without which a row says nothing.
_ENDS = {
    "epcmem": ("code", "parent"),
    "pcn-partners": ("code", "parent"),
    "succ": ("code", "successor"),
    "ccg-succession": ("code", "successor"),
    "ccg-mapping": ("code", "ccg"),
}
# Local authorities alone have codes of three digits, and these files may list them.
_OF_DIGITS = ("lauth", "lauthsite", "eother", "organisations")
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)")
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.0+)?")
_MARKED = re.compile(r"['\u2018\u2019`](?P<apostrophe>[A-Za-z0-9]+)['\u2019]?|=\"(?P<formula>[A-Za-z0-9]+)\"")
_MARKED_AS_TEXT = "a sign by which a spreadsheet marks a code as text; read without it"
_IN_SMALL = "a code in small letters, read in capitals as the register writes it"
_POWER = re.compile(r"\d(?:[.,]\d*)?E\+\d+", re.IGNORECASE)
# From which on a spreadsheet counts the days that it holds as numbers.
_FIRST_OF_SERIALS = date(1899, 12, 30)


def mended(rows: Iterable[OdsRow], file: OdsFile, report: Report) -> list[OdsRow]:
    """Return the rows that can be taken, with codes and days as the register writes them; each change is told."""
    rows = list(rows)
    _tell_months_first(rows, file, report)
    ends = _ENDS.get(file.kind, ("code",))
    codes = [column for column in _CODES if column in file.columns]
    _as_codes_are_written(rows, codes, file, report)
    sound: dict[str, set[str]] = {column: {""} for column in codes}
    kept = [row for row in rows if all(_code(row, column, column in ends, report, sound[column]) for column in codes)]
    _mend_days(kept, file, report)
    return kept


def _as_codes_are_written(rows: list[OdsRow], codes: list[str], file: OdsFile, report: Report) -> None:
    """Take the signs off by which a spreadsheet marks a text, and write codes in capitals; each is told once."""
    changed: dict[str, list[tuple[int, str]]] = {}
    # A code stands in many rows, and nearly all are written as they should be.
    unchanged = {""}
    for row in rows:
        for column in codes:
            written = text = row.cell(column)
            if text in unchanged:
                continue
            if match := _MARKED.fullmatch(text):
                text = match["apostrophe"] or match["formula"]
                changed.setdefault(_MARKED_AS_TEXT, []).append((row.line, written))
                row.put(column, text)
            if text.islower() and text.isalnum() and text != "unknown":
                changed.setdefault(_IN_SMALL, []).append((row.line, text))
                row.put(column, text.upper())
            elif text == written:
                unchanged.add(text)
    for reason, cells in changed.items():
        (line, text), more = cells[0], len(cells) - 1
        report.doubt(file.name, line, f"{text}{f' and {more:,} more' if more else ''}", reason)


def _code(row: OdsRow, column: str, needed: bool, report: Report, sound: set[str]) -> bool:
    """Mend or empty one cell of a code; return whether the row can be taken with what is in it then.

    ``sound`` are the texts of this column that need nothing, to which those that are found so are added.
    """
    text, file = row.cell(column), row.file
    if text in sound:
        return True
    may_be_number = column in ("code", "parent") and (file.kind in _OF_DIGITS or (column == "parent" and not needed))
    if may_be_number and re.fullmatch(r"\d{3}\.0+", text):
        row.put(column, text[:3])
        report.doubt(file.name, row.line, text, "a code with a decimal point, read without it")
        return True
    how = spoilt_ods(text, may_be_number)
    if how is None:
        sound.add(text)
        return True
    guess = may_have_been(text) if how == A_NUMBER else ""
    named = f"{text} ({guess}?)" if guess and guess != text else text
    if needed:
        report.skip(file.name, row.line, named, how)
        return False
    row.put(column, "")
    report.doubt(file.name, row.line, f"{row.cell('code')} {named}", f"{how} of another body; taken over without that")
    return True


def _mend_days(rows: list[OdsRow], file: OdsFile, report: Report) -> None:
    """Write the days of a spreadsheet as days, and empty the cells that say "no day", which is told once."""
    months_first = file.months_first
    none: Counter[str] = Counter()
    # Nearly all rows have one of a few days that need no change.
    unchanged = {""}
    columns = [column for column in _DAYS if column in file.columns]
    for row in rows:
        for column in columns:
            text = row.cell(column)
            if text in unchanged:
                continue
            if _SERIAL.fullmatch(text):
                day = _FIRST_OF_SERIALS + timedelta(days=int(float(text)))
                row.put(column, day.isoformat())
                report.doubt(file.name, row.line, text, "a day that a spreadsheet wrote as a number, read as that day")
            elif re.fullmatch(r"\d{8}\.0+", text):
                row.put(column, text[:8])
                report.doubt(file.name, row.line, text, "a day with a decimal point, read without it")
            elif _POWER.fullmatch(text):
                report.doubt(file.name, row.line, text, "a spreadsheet made a number of the day, and cut it short")
            elif months_first and (match := _SLASHED.fullmatch(text)):
                row.put(column, f"{match[3]}/{match[1]}/{match[4]}")
            else:
                try:
                    foreign_day(text)
                except NoDay:
                    none[text] += 1
                    row.put(column, "")
                except ValueError:
                    continue  # told where the day would be taken
                else:
                    unchanged.add(text)
    for text, number in none.items():
        cells = "1 cell" if number == 1 else f"{number:,} cells"
        report.doubt(file.name, None, f"{text} in {cells}", "it stands for no day; read as an empty cell")


def _tell_months_first(rows: list[OdsRow], file: OdsFile, report: Report) -> None:
    """Set whether a file writes the month before the day: a day of it is possible only so, and none only otherwise."""
    first: OdsRow | None = None
    without_slashes = {""}
    columns = [column for column in _DAYS if column in file.columns]
    for row in rows:
        for column in columns:
            text = row.cell(column)
            if text in without_slashes:
                continue
            match = _SLASHED.fullmatch(text)
            if match is None:
                without_slashes.add(text)
                continue
            if int(match[1]) > 12:
                return
            if int(match[3]) > 12 and first is None:
                first = row
    if first is not None:
        file.months_first = True
        reason = "it writes the month before the day (this row leaves no other way); all its days were read so"
        report.doubt(file.name, first.line, first.cell("code"), reason)
