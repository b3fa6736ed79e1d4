"""A workbook opened: its sheets as rows of cells, and word of everything in it that is not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.spreadsheet.book import Book, Cell, Row
from ics_graph.exchange.spreadsheet.cells import Unfit, text_from
from ics_graph.exchange.spreadsheet.columns import Sheet
from ics_graph.exchange.spreadsheet.layout import ABOUT, ABOUT_ROWS, BY_NAME, EXAMPLE, README, WORDS
from ics_graph.exchange.spreadsheet.openings import openings_in
from ics_graph.names import fold
from ics_graph.validation import Problem, Problems, closest

_LONGEST_HEADING = 200
_WRITE_IT = "Write what it should say."


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

    def __init__(self, book: Book, report: Report) -> None:
        file = book.file
        self.file, self.report = file, report
        self.problems = Problems()
        pages = book.pages
        known = {fold(name): name for name in (*BY_NAME, README, ABOUT, WORDS)}
        self.sheets = {known[fold(page.title)]: page for page in pages if fold(page.title) in known}
        for page in pages:
            if fold(page.title) not in known and page.any_cell():
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
        about = {}
        for row in page.rows() if page is not None else ():
            heading, value = (row.cells.get(column) for column in (0, 1))
            field = headings.get(fold(_text(heading)))
            if field and value is not None and value.value is not None and not _text(value).startswith(EXAMPLE):
                if value.kind == "x":
                    self.fault(ABOUT, value.place, str(value.value), _WRITE_IT)
                try:
                    text = text_from(value.value, value.format) or ""
                    if field == "opens_on":
                        openings_in(text)  # a line that is none is told with its cell
                    about[field] = text
                except Unfit as error:
                    message, _, remedy = str(error).partition(". ")
                    self.fault(ABOUT, value.place, message, f"{remedy}.")
        return about

    def rows(self, name: str) -> Iterator[SheetRow]:
        """Yield the rows of a sheet that say something, but not its examples."""
        page = self.sheets.get(name)
        if page is None:
            return
        rows = page.rows()
        first = next(rows, None)
        if first is None:
            return
        heads = first.cells if first.number == 1 else {}
        fields, unknown = self._fields(name, heads)
        if not fields:
            return
        below = rows if first.number == 1 else chain((first,), rows)
        yield from self._below(name, below, fields, unknown)
        for column, title in sorted(unknown.items()):
            if title is not None:
                letter = column_letter(column)
                self.report.skip(
                    self.file.name, 1, f"{name}!{letter} {title}".strip(), "a column that is none of the template's"
                )
        for merged in page.merged:
            row = re.match("[A-Z]*([0-9]+)", merged)
            self.report.doubt(
                self.file.name, int(row[1]) if row else None, f"{name}!{merged}", "merged cells: read as one cell alone"
            )

    def _below(
        self, name: str, rows: Iterable[Row], fields: dict[int, str], unknown: dict[int, str | None]
    ) -> Iterator[SheetRow]:
        for row in rows:
            before = len(self.problems)
            for column in row.cells.keys() - fields.keys():
                # A column without a heading is one of somebody's own as soon as anything stands in it.
                unknown.setdefault(column, "")
            cells, faulty = self._cells(name, row.cells, fields)
            if not cells and not faulty:
                continue
            if _text(row.cells.get(0)).strip() == EXAMPLE:
                self.problems.drop_after(before)
                self.report.skip(self.file.name, row.number, name, "the example of the template")
                continue
            self.report.read[f"{self.file.name} {name}"] += 1
            if row.hidden:
                self.report.doubt(self.file.name, row.number, name, "a hidden row, read as the others")
            yield SheetRow(BY_NAME[name], row.number, cells, frozenset(faulty))

    def _fields(self, name: str, heads: dict[int, Cell]) -> tuple[dict[int, str], dict[int, str | None]]:
        """Return the field of each column that is known, by its place, and the headings of the others.

        A column whose field is told elsewhere is among the others, with None for its heading.
        """
        sheet = BY_NAME[name]
        headings = {fold(column.heading): column for column in sheet.columns}
        fields: dict[int, str] = {}
        others: dict[int, str | None] = {}
        taken: set[str] = set()
        for index, cell in sorted(heads.items()):
            text = _text(cell).strip()
            column = headings.get(fold(text)) if text else None
            if column is None:
                if text:
                    others[index] = text[:_LONGEST_HEADING]
            elif column.heading in taken:
                hint = "Remove one of them, or rename it."
                self.fault(name, cell.place, f"a second column '{column.heading}'", hint)
                others[index] = None
            else:
                taken.add(column.heading)
                if column.kind == "told":
                    others[index] = None
                else:
                    fields[index] = column.field if column.kind != "body-id" else f"{column.field} (ID)"
        missing = [column.heading for column in sheet.columns if column.needed and column.heading not in taken]
        if missing:
            texts = [_text(cell) for cell in heads.values()]
            hint = " ".join([*(closest(title, texts) for title in missing), "Headings stand in the first row."])
            self.fault(name, "1", f"there is no column {_listed(missing)}", hint.strip())
            return {}, others
        return fields, others

    def _cells(
        self, name: str, cells: dict[int, Cell], fields: dict[int, str]
    ) -> tuple[dict[str, SourceRows], set[str]]:
        """Return the cells of a row that say something, and the fields of those that cannot be read."""
        read: dict[str, SourceRows] = {}
        faulty: set[str] = set()
        for index, field in fields.items():
            cell = cells.get(index)
            if cell is None or (isinstance(cell.value, str) and not cell.value.strip()):
                continue
            value = cell.value
            if cell.kind == "f" and value is None:
                hint = "Open and save the file in a spreadsheet, or write the value instead."
                self.fault(name, cell.place, "a formula whose value is not in the file", hint)
            elif cell.kind == "x":
                self.fault(name, cell.place, str(value), _WRITE_IT)
            elif cell.kind == "e" or (isinstance(value, str) and cell.kind == "f" and value.startswith("#")):
                self.fault(name, cell.place, f"the cell shows the error {value}", _WRITE_IT)
            else:
                read[field] = SourceRows(value, cell.format, cell.place)
                continue
            faulty.add(field)
        return read, faulty


def column_letter(index: int) -> str:
    """Return what a column is called, 0 being A."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(index + 1)


def _text(cell: Cell | None) -> str:
    return str(cell.value) if cell is not None and cell.value is not None else ""


def _listed(words: list[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
