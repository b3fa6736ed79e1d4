"""A document of tables as a workbook: a sheet for each part, equal byte for byte for equal documents."""

from __future__ import annotations

import io
import re
from typing import Any

from ics_graph.exchange.board_tables.document import Cell, Document, Part
from ics_graph.exchange.spreadsheet.cells import number_to
from ics_graph.formulas import without_formula
from ics_graph.office_files import without_its_time

_FILL, _POUNDS = "1F4E79", '"£"#,##0.##########;-"£"#,##0.##########'
_WHOLE_POUNDS = '"£"#,##0'
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31


def as_xlsx(document: Document) -> bytes:
    """Return the document as an Excel workbook; no text in it is ever a formula."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    taken: set[str] = set()
    for part in document.parts:
        page = book.create_sheet(_name(part.name, taken))
        _write(page, part)
    book.properties.title = document.title
    book.properties.creator = ""
    out = io.BytesIO()
    book.save(out)
    return without_its_time(out.getvalue())


def _name(text: str, taken: set[str]) -> str:
    """Return the name of a sheet: short, without signs that none may have, and of one sheet only."""
    plain = " ".join(_NOT_IN_A_NAME.sub(" ", text).split()).strip("'") or "Table"
    name, number = plain[:_LONGEST_NAME], 2
    while name.casefold() in taken:
        behind = f" ({number})"
        name, number = f"{plain[: _LONGEST_NAME - len(behind)]}{behind}", number + 1
    taken.add(name.casefold())
    return name


def _write(page: Any, part: Part) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    wrap = Alignment(wrap_text=True, vertical="top")
    _put(page, 1, 1, part.title).font = Font(bold=True, size=14)
    at = 2
    for label, value in part.about:
        _put(page, at, 1, label).font = Font(bold=True)
        _put(page, at, 2, value)
        at += 1
    for note in part.notes:
        _put(page, at, 1, note)
        at += 1
    at += 1
    for number, column in enumerate(part.columns, 1):
        cell = _put(page, at, number, column.heading)
        cell.font, cell.fill, cell.alignment = (
            Font(bold=True, color="FFFFFF"),
            PatternFill("solid", fgColor=_FILL),
            wrap,
        )
        page.column_dimensions[get_column_letter(number)].width = max(column.width, 10)
    for row_number, row in enumerate(part.rows, at + 1):
        for number, value_of_row in enumerate(row, 1):
            if value_of_row is not None and value_of_row != "":
                _put(page, row_number, number, value_of_row).alignment = wrap
    last = get_column_letter(len(part.columns))
    page.auto_filter.ref = f"A{at}:{last}{at + max(len(part.rows), 1)}"
    page.freeze_panes = f"A{at + 1}"
    page.print_title_rows = f"{at}:{at}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _put(page: Any, row: int, column: int, value: Cell) -> Any:
    """Write a cell and return it: a text is never a formula, whatever it begins with."""
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value, cell.data_type = value, "s"
        if without_formula(value) != value:
            cell.quotePrefix = True
    elif value is not None:
        cell.value = number_to(value)
        cell.number_format = _WHOLE_POUNDS if float(value).is_integer() else _POUNDS
    return cell
