"""A workbook opened to be read: of each sheet the cells that are there, one row after another, and nothing in between.

A sheet has a million rows of 16,384 cells. A few bytes far down and far right, or a merge over all of it, must not cost
as much as what lies between; so cells are read as the file lists them, and never laid out as a rectangle.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from ics_graph.exchange.import_report import ImportFailed
from ics_graph.exchange.spreadsheet.archive import check_archive
from ics_graph.validation import Problem

MOST_CELLS = 5_000_000
"""How many cells a workbook may list, with or without something in them."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL, _ROW, _MERGED = f"{_NAMESPACE}c", f"{_NAMESPACE}row", f"{_NAMESPACE}mergeCell"
_FORMULA = f"{_NAMESPACE}f"
_SAVE_AGAIN = "Open the file in a spreadsheet and save it again as an Excel workbook (.xlsx)."


@dataclass(slots=True)
class Cell:
    """A cell that holds something.

    ``kind`` is ``f`` where it holds a formula (``value`` is what that came to, or None), ``e`` where it shows an error
    and ``x`` where it cannot be read; ``value`` then says why.
    """

    value: Any
    kind: str
    format: str
    place: str


@dataclass(slots=True)
class Row:
    """A row that is listed: its number, whether it is hidden, and its cells by their column (0 is the first)."""

    number: int
    hidden: bool
    cells: dict[int, Cell]


@dataclass(slots=True)
class Page:
    """A sheet; ``merged`` is known once its rows have all been read."""

    book: Book
    title: str
    inner: Any
    merged: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """Yield the rows with something in them; raise ImportFailed, naming the sheet, where they cannot be read."""
        self.merged.clear()
        rows = self._rows()
        while True:
            try:
                with warnings.catch_warnings():
                    # Of a date that is none, which is told as the error that the cell shows.
                    warnings.simplefilter("ignore")
                    row = next(rows, None)
            except ImportFailed:
                raise
            # What a damaged sheet makes its reader raise is anything at all; none of it is a fault of ours.
            except Exception as error:
                raise self._failed(f"the sheet cannot be read ({_words(error)})", _SAVE_AGAIN) from error
            if row is None:
                return
            yield row

    def any_cell(self) -> bool:
        """Return whether anything stands in the sheet."""
        return any(True for _ in self.rows())

    def _rows(self) -> Iterator[Row]:
        from xml.etree.ElementTree import iterparse

        with self.inner._get_source() as source:
            parser = _parser(self.inner, source)
            above: list[Any] = []
            row_of: Any = None
            rows = cells = 0
            for event, element in iterparse(source, ("start", "end")):
                if event == "start":
                    above.append(element)
                    if row_of is None and element.tag == _ROW:
                        row_of, rows, cells = element, rows + 1, 0
                        if rows > MOST_ROWS:
                            raise self._failed(f"the sheet has more than {MOST_ROWS:,} rows", "Remove what is empty.")
                    elif row_of is not None and element.tag == _CELL:
                        cells += 1
                        self._count(cells, row_of)
                    continue
                above.pop()
                if element.tag == _MERGED and len(self.merged) < MOST_ROWS:
                    self.merged.append(str(element.get("ref")))
                if row_of is element:
                    row = self._row(element, parser)
                    row_of = None
                    if row.cells:
                        yield row
                if row_of is None and above:
                    # What has been read is let go, or the tree would grow with the sheet.
                    above[-1].remove(element)

    def _count(self, cells: int, row: Any) -> None:
        self.book.cells += 1
        if cells > MOST_COLUMNS:
            message = f"row {row.get('r')} has more than {MOST_COLUMNS:,} cells"
            raise self._failed(message, _SAVE_AGAIN)
        if self.book.cells > MOST_CELLS:
            message = f"the workbook lists more than {MOST_CELLS:,} cells up to this sheet"
            remedy = "Remove what is not needed, and formats of empty cells; or split it into several workbooks."
            raise self._failed(message, remedy)

    def _row(self, element: Any, parser: Any) -> Row:
        number, cells = parser.parse_row(element)
        hidden = element.get("hidden", "0") not in ("0", "false")
        if not 1 <= number <= MOST_ROWS:
            raise ValueError(f"there is no row {number}")
        by_column = {}
        for cell in cells:
            if cell["value"] is not None or cell["data_type"] == "f":
                made = self.book.cell(self.inner, number, cell)
                by_column[cell["column"] - 1] = made
        return Row(number, hidden, by_column)

    def _failed(self, message: str, remedy: str) -> ImportFailed:
        return ImportFailed([Problem("error", "sheet", message, remedy, file=f"{self.book.file} {self.title}")])


@dataclass(slots=True)
class Book:
    """A workbook: its pages in their order."""

    file: Path
    cells: int = 0
    pages: list[Page] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)

    def cell(self, inner: Any, row: int, cell: dict[str, Any]) -> Cell:
        """Return what openpyxl read of a cell."""
        from openpyxl.cell.read_only import ReadOnlyCell

        style = cell["style_id"]
        read = ReadOnlyCell(inner, row, cell["column"], cell["value"], cell["data_type"], style)
        shown = self.formats.get(style)
        if shown is None:
            # A number of a style that is not there is no reason to lose what the cell says.
            try:
                shown = read.number_format or "General"
            except IndexError:
                shown = "General"
            self.formats[style] = shown
        return Cell(read.value, read.data_type, shown, read.coordinate)


@contextmanager
def open_book(file: Path) -> Iterator[Book]:
    """Lend a workbook; raise ImportFailed where it is none, is locked or damaged, or too large when unpacked."""
    check_archive(file)
    with file.open("rb") as stream:
        inner = _opened(file, stream)
        book = Book(file)
        book.pages = [Page(book, page.title, page) for page in inner.worksheets]
        try:
            yield book
        finally:
            inner.close()


def _opened(file: Path, stream: IO[bytes]) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            # Of what it cannot keep, such as drawings: none of it is read here.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    # A damaged workbook makes openpyxl raise anything at all.
    except Exception as error:
        message = f"this is no spreadsheet that can be read ({_words(error)})"
        hint = "Save it as an Excel workbook (.xlsx)."
        raise ImportFailed([Problem("error", "format", message, hint, file=str(file))]) from error


def _parser(inner: Any, source: Any) -> Any:
    """Return openpyxl's own reader of cells, which also says where a formula stands, and which cell it cannot read."""
    from openpyxl.worksheet._reader import WorkSheetParser

    class _Parser(WorkSheetParser):
        def parse_cell(self, element: Any) -> dict[str, Any]:
            try:
                cell: dict[str, Any] = super().parse_cell(element)
            except (ValueError, IndexError, TypeError, KeyError, OverflowError) as error:
                place = element.get("r")
                column = self.col_counter
                if not 1 <= column <= MOST_COLUMNS:
                    raise ValueError(f"there is no cell {place}") from error
                reason = f"the cell cannot be read ({_words(error)})"
                return {"row": 0, "column": column, "value": reason, "data_type": "x", "style_id": 0}
            if element.find(_FORMULA) is not None:
                cell["data_type"] = "e" if cell["data_type"] == "e" else "f"
            return cell

    book = inner.parent
    return _Parser(
        source,
        inner._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )


def _words(error: Exception) -> str:
    text = " ".join(str(error).split())[:100].rstrip(".")
    return text or type(error).__name__
