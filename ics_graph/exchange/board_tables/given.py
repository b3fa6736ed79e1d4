"""The tables of an Excel or Word file as they were given: cells with their places, and nothing of what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ics_graph.errors import MissingExtra
from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.spreadsheet.cells import text_from
from ics_graph.validation import Problem

MOST_WIDE = 200
"""How many columns a table may have; what is wider is no scheme."""
MOST_ROWS = 50_000
"""How many rows all tables of a file may have together."""
MOST_FILLED = 2_000_000
"""How many cells merged ones may be taken for."""


@dataclass(frozen=True, slots=True)
class GivenCell:
    """A cell that says something: its value, the format in which it is shown, and where it is."""

    value: Any
    format: str
    place: str

    @property
    def text(self) -> str:
        """What it says as text; empty where that is nothing."""
        return text_from(self.value, self.format) or ""


@dataclass(slots=True)
class GivenRow:
    """A row: its number, its cells by their column, and whether one cell stands across it."""

    number: int
    place: str
    cells: dict[int, GivenCell]
    across: bool = False


@dataclass(slots=True)
class GivenTable:
    """A table: what it is called, its rows, the heading above it, and all paragraphs since the table before it.

    Paragraphs after the last table are above one that has no rows.
    """

    name: str
    rows: list[GivenRow] = field(default_factory=list)
    heading: str = ""
    text: list[GivenCell] = field(default_factory=list)


def tables_in(file: Path, report: Report) -> list[GivenTable]:
    """Return the tables of a workbook or Word document, with the text between them.

    Raises ImportFailed where the file is neither, or damaged, and MissingExtra where python-docx is not installed.
    """
    if file.suffix.lower() == ".docx":
        return list(_in_word(file))
    if file.suffix.lower() not in (".xlsx", ".xlsm"):
        hint = "Save it as an Excel workbook (.xlsx) or as a Word document (.docx)."
        raise _failed(file, "its name ends with neither .xlsx nor .docx", hint)
    return list(_in_excel(file, report))


def _in_excel(file: Path, report: Report) -> Iterator[GivenTable]:
    from ics_graph.exchange.spreadsheet.book import open_book

    problems = []
    rows_so_far = 0
    with open_book(file) as book:
        for page in book.pages:
            table = GivenTable(f"sheet {page.title}")
            for row in page.rows():
                rows_so_far += 1
                if rows_so_far > MOST_ROWS:
                    raise _failed(file, f"it has more than {MOST_ROWS:,} rows", "Keep the sheets of the scheme alone.")
                cells = {}
                for column, cell in row.cells.items():
                    place = f"{page.title}!{cell.place}"
                    if cell.kind in ("e", "x") or (cell.kind == "f" and cell.value is None):
                        what = "a formula whose result is not saved" if cell.kind == "f" else f"an error ({cell.value})"
                        hint = "Write what is meant as plain text or as a number."
                        problems.append(
                            Problem("error", "cell", f"the cell holds {what}", hint, file=f"{file} {place}")
                        )
                    elif column < MOST_WIDE and (text_from(cell.value, cell.format) or "").strip():
                        cells[column] = GivenCell(_shown(cell.value, cell.format), cell.format, place)
                if row.hidden:
                    report.doubt(file.name, row.number, page.title, "a hidden row, read as the others")
                if cells:
                    table.rows.append(GivenRow(row.number, f"{page.title}!row {row.number}", cells))
            _fill_merged(file, table, page.merged)
            yield table
    if problems:
        raise ImportFailed(problems)


def _shown(value: Any, format_: str) -> Any:
    """Return a number as it is shown where it is shown with noughts at its end: row 4.10 is not row 4.1."""
    decimals = re.fullmatch(r"0\.(0+)", format_)
    return f"{value:.{len(decimals[1])}f}" if decimals and isinstance(value, int | float) else value


def _fill_merged(file: Path, table: GivenTable, merged: list[str]) -> None:
    """Let every row of a merged cell say what it says, and mark the rows across which one cell stands."""
    from openpyxl.utils.cell import range_boundaries

    by_number = {row.number: row for row in table.rows}
    filled = 0
    for area in merged:
        left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(area))
        first = by_number.get(top)
        cell = first.cells.get(left - 1) if first else None
        if first is None or cell is None:
            continue
        if right - left >= 2 and len(first.cells) == 1:
            first.across = True
        for number in range(top + 1, min(bottom, top + MOST_ROWS) + 1):
            filled += 1
            if filled > MOST_FILLED:
                raise _failed(file, "its merged cells cover more than a scheme has", "Take the merges out.")
            if number in by_number:
                by_number[number].cells.setdefault(left - 1, cell)


def _in_word(file: Path) -> Iterator[GivenTable]:
    from ics_graph.exchange.spreadsheet.archive import check_archive

    try:
        import docx
    except ImportError as error:
        raise MissingExtra("reading a Word document needs python-docx", "word") from error
    from docx.table import Table

    check_archive(file)
    try:
        word = docx.Document(str(file))
        pieces = list(word.iter_inner_content())
    # A damaged document makes its reader raise anything at all; none of it is a fault of ours.
    except Exception as error:
        words = " ".join(str(error).split())[:100].rstrip(".") or type(error).__name__
        hint = "Open it in Word and save it again as a Word document (.docx)."
        raise _failed(file, f"this is no Word document that can be read ({words})", hint) from error
    heading, number, paragraphs, rows_so_far = "", 0, 0, 0
    text: list[GivenCell] = []
    for piece in pieces:
        if isinstance(piece, Table):
            number += 1
            table = GivenTable(f"table {number}", heading=heading, text=text)
            heading, text = "", []
            for row_number, row in enumerate(piece.rows, 1):
                rows_so_far += 1
                if rows_so_far > MOST_ROWS:
                    raise _failed(file, f"it has more than {MOST_ROWS:,} rows", "Keep the tables of the scheme alone.")
                made = _word_row(row, number, row_number)
                if made.cells:
                    table.rows.append(made)
            yield table
        elif said := piece.text.strip():
            is_heading = (piece.style.name if piece.style is not None else "").startswith(("Heading", "Title"))
            heading = said if is_heading else heading
            paragraphs += 1
            text.append(GivenCell(said, "General", f"paragraph {paragraphs}"))
    yield GivenTable("the end", text=text)


def _word_row(row: Any, table: int, number: int) -> GivenRow:
    """Return a row; a cell that stands over several columns is in the first, and one over several rows in each."""
    cells: dict[int, GivenCell] = {}
    before: Any = None
    spans = 0
    column = row.grid_cols_before
    for cell in row.cells:
        if column >= MOST_WIDE:
            break
        if before is not None and cell._tc is before:
            spans += 1
        elif cell.text.strip():
            cells[column] = GivenCell(cell.text, "General", f"table {table}, row {number}, column {column + 1}")
        before = cell._tc
        column += 1
    return GivenRow(number, f"table {table}, row {number}", cells, across=len(cells) == 1 and spans >= 2)


def _failed(file: Path, message: str, remedy: str) -> ImportFailed:
    return ImportFailed([Problem("error", "format", message, remedy, file=str(file))])
