"""The workbook itself: header rows, filters, widths, drop-down lists; the same bytes for the same rows."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import IO, Any

from ics_graph.errors import FormatError
from ics_graph.exchange.spreadsheet.columns import Column, Sheet
from ics_graph.exchange.spreadsheet.decision_sheets import DECISION_SHEETS
from ics_graph.exchange.spreadsheet.layout import ABOUT, ABOUT_ROWS, EXAMPLE, GENERAL_SHEETS, README, SHEETS, WORDS
from ics_graph.exchange.spreadsheet.vocabulary import Vocabulary
from ics_graph.formulas import without_formula
from ics_graph.office_files import without_its_time

_MOST_ROWS = 1_048_576
_ROOM = 1000
"""How many rows a template has room for, with drop-down lists; more may be added by hand."""
_NEEDED, _PLAIN, _MORE = "1F4E79", "2E75B6", "7F7F7F"
_SAYS = (
    ("ics-graph: a spreadsheet of who is accountable to whom, who sits where, and who says so", True),
    ("", False),
    ("How to fill it in", True),
    ("1. Sources: one row for each document. Give it a title; the date may be a year, a month or a day.", False),
    ("2. Bodies: one row for each organisation, board, group, post or person. Choose the type from the list.", False),
    ("3. Lines: one row for each thing that a document says of two bodies, such as: A is accountable to B.", False),
    ("4. The other sheets only if you need them. What nobody says goes to Gaps: it is shown as not stated.", False),
    ("", False),
    ("Good to know", True),
    ("Dark headings must be filled in; grey ones are seldom needed. An empty cell means: not stated.", False),
    ("Name a body by its name or its ID. Where two bodies have one name, use the columns that end in (ID).", False),
    ("From is the first day and Until the last day. 2019-06 means some day in June 2019; nothing is guessed.", False),
    ("Cells for dates are text, so that 2019-06 stays a month. Real dates of the spreadsheet are read as days.", False),
    (f"A row that begins with {EXAMPLE} is not read. You may delete it.", False),
    ("Do not rename sheets or headings. Rows may be in any order; empty rows do no harm.", False),
    ("A column of your own is passed over, and the import says so.", False),
    ("Please write no telephone numbers or addresses of people.", False),
    ("", False),
    ("When you are done", True),
    ("ics-graph import xlsx this-file.xlsx --into my-system", False),
    ("ics-graph check my-system", False),
    ('ics-graph ask accountable-to "Name of a body" --data my-system', False),
    ("", False),
    ("The sheets", True),
    *((f"{sheet.name}: {sheet.says}", False) for sheet in GENERAL_SHEETS),
)
_SAYS_OF_DECISIONS = (
    ("", False),
    ("The sheets of who may decide what", True),
    (
        "A scheme: Instruments (the document), Versions, Clauses, Rights (functions with an act), Grants (rows).",
        False,
    ),
    ("Terms of reference: Seats, Appointments, Quorum rules and Quorum needs.", False),
    ("Minutes and registers: Meetings, Attendance, Agenda, Decisions and Interests.", False),
    ("These rows name each other by ID. Give each an ID of your choice, such as sord-v2.", False),
    ("Amounts are in pounds: Over leaves the amount out, Up to takes it in. What is not stated stays empty.", False),
    *((f"{sheet.name}: {sheet.says}", False) for sheet in DECISION_SHEETS),
)
_EXPORTED = (
    ("ics-graph: who is accountable to whom, who sits where, and who says so", True),
    ("", False),
    (
        "Each sheet has one row for each record. Nothing is left out: what is planned, uncertain or denied says so.",
        False,
    ),
    ("From is the first day and Until the last day; an empty cell means: not stated.", False),
    ("ics-graph import xlsx this-file.xlsx --into my-system makes a dataset of it again.", False),
    ("", False),
    *((f"{sheet.name}: {sheet.says}", False) for sheet in GENERAL_SHEETS),
)
Rows = Mapping[str, Sequence[Sequence[Any]]]


def write_book(rows: Rows, about: Mapping[str, str], words: Vocabulary, to: IO[bytes], template: bool = False) -> None:
    """Write the sheets of an export, or with ``template`` a book to fill in, with lists to choose from.

    Raises ValueError where a sheet would have more rows than a spreadsheet can have.
    """
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    decisions = _SAYS_OF_DECISIONS if any(rows.get(sheet.name) for sheet in DECISION_SHEETS) else ()
    _told(book, README, (*_SAYS, *decisions) if template else _EXPORTED)
    _about(book, about)
    lists = _places(words)
    for sheet in SHEETS:
        found = rows.get(sheet.name, ())
        if not found and sheet in DECISION_SHEETS:
            continue
        if len(found) >= _MOST_ROWS:
            raise FormatError(
                f"{sheet.name} has {len(found):,} rows, and a spreadsheet at most {_MOST_ROWS:,}; use --only"
            )
        _sheet(book, sheet, found, lists, template)
    _words(book, words)
    out = io.BytesIO()
    book.save(out)
    to.write(without_its_time(out.getvalue()))


def _sheet(book: Any, sheet: Sheet, rows: Sequence[Sequence[Any]], lists: Mapping[str, str], template: bool) -> None:
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(sheet.name)
    page.freeze_panes = "B2"
    for number, column in enumerate(sheet.columns, 1):
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = max(column.width, len(column.heading) + 4)
        if template and column.kind not in ("number", "count"):
            # As text, so that 007 and 2019-06 stay what they are.
            dimension.number_format = "@"
        if template:
            _list(page, column, get_column_letter(number), lists)
    last = f"{get_column_letter(len(sheet.columns))}{max(len(rows), 1) + 1}"
    page.auto_filter.ref = f"A1:{last}"
    page.append([_heading(page, column) for column in sheet.columns])
    for row in rows:
        example = row[0] == EXAMPLE
        page.append([_cell(page, value, example) for value in row])


def _heading(page: Any, column: Column) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = WriteOnlyCell(page, column.heading)
    colour = _NEEDED if column.needed else _MORE if column.more else _PLAIN
    cell.fill = PatternFill("solid", fgColor=colour)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _cell(page: Any, value: Any, example: bool = False) -> Any:
    """Return a cell: a text is never a formula, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if value is None:
        return None
    cell = WriteOnlyCell(page)
    if isinstance(value, str):
        cell.value = value
        cell.data_type = "s"
        if without_formula(value) != value:
            cell.quotePrefix = True
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    if example:
        cell.font = Font(italic=True, color="7F7F7F")
    return cell


def _list(page: Any, column: Column, letter: str, lists: Mapping[str, str]) -> None:
    """Add the list to choose from, or the hint alone."""
    from openpyxl.worksheet.datavalidation import DataValidation

    places = {"body": f"Bodies!$B$2:$B${_ROOM}", "source": f"Sources!$B$2:$B${_ROOM}", "yes": lists["yes or no"]}
    places["word"] = lists.get(column.words, "")
    if column.field == "event":
        places["record"] = f"Events!$B$2:$B${_ROOM}"
    place = places.get(column.kind)
    choice = DataValidation("list" if place else None, formula1=f"={place}" if place else None, allow_blank=True)
    # Where an ID may be typed instead of a name from the list, the spreadsheet must not refuse it.
    choice.showErrorMessage = column.kind in ("word", "yes")
    choice.errorTitle, choice.error = "Not in the list", "Choose a word from the list, or leave the cell empty."
    choice.showInputMessage = bool(column.hint)
    choice.promptTitle, choice.prompt = column.heading[:32], column.hint[:255]
    choice.add(f"{letter}2:{letter}{_ROOM}")
    page.data_validations.append(choice)


def _places(words: Vocabulary) -> dict[str, str]:
    """Return where each list stands on the sheet of the words."""
    from openpyxl.utils import get_column_letter

    found = {}
    for number, (name, labels) in enumerate(words.labels.items(), 1):
        letter = get_column_letter(number)
        found[name] = f"{WORDS}!${letter}$2:${letter}${len(labels) + 1}"
    return found


def _words(book: Any, words: Vocabulary) -> None:
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(WORDS)
    page.freeze_panes = "A2"
    columns = [list(labels.values()) for labels in words.labels.values()]
    for number, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(number)].width = max(map(len, column)) + 2
    page.append([_heading(page, Column(name, name)) for name in words.labels])
    for row in range(max(map(len, columns))):
        page.append([_cell(page, column[row] if row < len(column) else None) for column in columns])


def _told(book: Any, name: str, lines: Sequence[tuple[str, bool]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    page = book.create_sheet(name)
    page.column_dimensions["A"].width = 110
    for text, strong in lines:
        cell = WriteOnlyCell(page, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if strong:
            cell.font = Font(bold=True, size=13)
        page.append([cell])


def _about(book: Any, about: Mapping[str, str]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    page = book.create_sheet(ABOUT)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 16, 90
    for field, heading in ABOUT_ROWS.items():
        cell = WriteOnlyCell(page, heading)
        cell.font = Font(bold=True)
        page.append([cell, _cell(page, about.get(field))])
    for heading, value in about.items():
        if heading not in ABOUT_ROWS:
            page.append([_cell(page, heading), _cell(page, value)])
