"""A workbook opened: its sheets as rows of cells, and word of everything in it that is not read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.spreadsheet.layout import ABOUT, ABOUT_ROWS, BY_NAME, EXAMPLE, README, WORDS, Sheet
from ics_graph.names import fold
from ics_graph.validation import Problem, closest


@dataclass(frozen=True, slots=True)
class SourceRows:
    """A cell that says something: its value, how the spreadsheet shows it, and where it is (``C7``)."""

    value: Any
    format: str
    place: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: what its cells say, by the field of their column, and where it is.

    ``faulty`` are the fields whose cells cannot be read, which is told already.
    """

    sheet: Sheet
    number: int
    cells: dict[str, SourceRows]
    faulty: frozenset[str] = frozenset()


class Sheets:
    """The sheets of a file; ``problems`` are what keeps them from being read, by sheet and cell."""

    def __init__(self, file: Path, report: Report) -> None:
        self.file, self.report = file, report
        self.problems: list[Problem] = []
        self.book = _opened(file, values=False)
        self._values: Any = None
        known = {fold(name): name for name in (*BY_NAME, README, ABOUT, WORDS)}
        self.sheets = {known[fold(page.title)]: page for page in self.book.worksheets if fold(page.title) in known}
        for page in self.book.worksheets:
            if fold(page.title) not in known and any(
                True for row in page.iter_rows() for c in row if c.value is not None
            ):
                report.skip(file.name, None, page.title, "a sheet that is none of the template's")
        if not any(name in self.sheets for name in BY_NAME):
            hint = f"Make one with 'ics-graph template'; its sheets are {', '.join(BY_NAME)}."
            raise ImportFailed(
                [Problem("error", "sheets", "none of the template's sheets is in it", hint, file=str(file))]
            )

    def at(self, sheet: str, place: str) -> str:
        """Return where a cell or row is, as problems say it."""
        return f"{self.file.name} {sheet}!{place}"

    def fault(self, sheet: str, place: str, message: str, remedy: str) -> None:
        """Add a problem of a cell."""
        self.problems.append(Problem("error", "cell", message, remedy, file=self.at(sheet, place)))

    def about(self) -> dict[str, str]:
        """Return what the workbook says of itself, by the field of a dataset's About."""
        headings = {fold(heading): field for field, heading in ABOUT_ROWS.items()}
        page = self.sheets.get(ABOUT)
        found = {}
        for row in page.iter_rows(max_col=2) if page is not None else ():
            field = headings.get(fold(str(row[0].value or "")))
            if field and len(row) > 1 and row[1].value is not None and not str(row[1].value).startswith(EXAMPLE):
                found[field] = str(row[1].value)
        return found

    def rows(self, name: str) -> Iterator[SheetRow]:
        """Yield the rows of a sheet that say something, but not its examples."""
        page = self.sheets.get(name)
        if page is None:
            return
        sheet, fields = BY_NAME[name], self._fields(name, page)
        if not fields:
            return
        for merged in page.merged_cells.ranges:
            self.report.doubt(
                self.file.name, merged.min_row, f"{name}!{merged}", "merged cells: read as one cell alone"
            )
        for number, cells in enumerate(page.iter_rows(min_row=2), 2):
            before = len(self.problems)
            read, faulty = self._cells(name, cells, fields)
            if not read and not faulty:
                continue
            first = str(cells[0].value or "").strip()
            if first == EXAMPLE:
                del self.problems[before:]
                self.report.skip(self.file.name, number, name, "the example of the template")
                continue
            self.report.read[f"{self.file.name} {name}"] += 1
            if page.row_dimensions[number].hidden:
                self.report.doubt(self.file.name, number, name, "a hidden row, read as the others")
            yield SheetRow(sheet, number, read, frozenset(faulty))

    def _fields(self, name: str, page: Any) -> dict[int, str]:
        """Return the field of each column that is known, by its place; what is not known is reported."""
        sheet = BY_NAME[name]
        headings = {fold(column.heading): column for column in sheet.columns}
        found: dict[int, str] = {}
        taken: set[str] = set()
        for index, cell in enumerate(next(page.iter_rows(max_row=1), ())):
            text = str(cell.value).strip() if cell.value is not None else ""
            column = headings.get(fold(text)) if text else None
            if column is None:
                if text or any(row[index].value is not None for row in page.iter_rows(min_row=2) if index < len(row)):
                    title = f"{name}!{cell.column_letter} {text}".strip()
                    self.report.skip(self.file.name, 1, title, "a column that is none of the template's")
            elif column.heading in taken:
                hint = "Remove one of them, or rename it."
                self.fault(name, cell.coordinate, f"a second column '{column.heading}'", hint)
            else:
                taken.add(column.heading)
                if column.kind != "told":
                    found[index] = column.field if column.kind != "body-id" else f"{column.field} (ID)"
        missing = [column.heading for column in sheet.columns if column.needed and column.heading not in taken]
        if missing and (taken or any(True for row in page.iter_rows() for c in row if c.value is not None)):
            hint = " ".join([*(closest(title, _texts(page)) for title in missing), "Headings stand in the first row."])
            self.fault(name, "1", f"there is no column {_listed(missing)}", hint.strip())
            return {}
        return found

    def _cells(self, name: str, cells: Any, fields: dict[int, str]) -> tuple[dict[str, SourceRows], set[str]]:
        """Return the cells of a row that say something, and the fields of those that cannot be read."""
        read: dict[str, SourceRows] = {}
        faulty: set[str] = set()
        for index, field in fields.items():
            cell = cells[index] if index < len(cells) else None
            if cell is None or cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
                continue
            value = cell.value
            if cell.data_type == "f":
                value = self._worked_out(name, cell)
                if value is None:
                    faulty.add(field)
                    continue
            if cell.data_type == "e" or (isinstance(value, str) and cell.data_type == "f" and value.startswith("#")):
                self.fault(name, cell.coordinate, f"the cell shows the error {value}", "Write what it should say.")
                faulty.add(field)
                continue
            read[field] = SourceRows(value, cell.number_format or "General", cell.coordinate)
        return read, faulty

    def _worked_out(self, name: str, cell: Any) -> Any:
        """Return what a formula came to when the file was last saved."""
        if self._values is None:
            self._values = _opened(self.file, values=True)
        value = self._values[self.sheets[name].title][cell.coordinate].value
        if value is None:
            hint = "Open and save the file in a spreadsheet, or write the value instead."
            self.fault(name, cell.coordinate, "a formula whose value is not in the file", hint)
        return value


def _opened(file: Path, values: bool) -> Any:
    import warnings

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # Of what it cannot keep, such as drawings: none of it is read here.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(file, data_only=values)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, EOFError, OSError) as error:
        hint = "Save it as an Excel workbook (.xlsx)."
        message = f"this is no spreadsheet that can be read ({type(error).__name__})"
        raise ImportFailed([Problem("error", "format", message, hint, file=str(file))]) from error


def _texts(page: Any) -> list[str]:
    return [str(cell.value) for cell in next(page.iter_rows(max_row=1), ()) if cell.value is not None]


def _listed(words: list[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
