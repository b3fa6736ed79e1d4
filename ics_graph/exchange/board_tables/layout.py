"""What the tables of a file are: which tell of the document, where the headings of a scheme stand, and what is its row.

A cell is found by its heading, whatever its place. What has no known heading is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ics_graph.exchange.board_tables.columns import HOLDERS, SchemeColumn, about_field, column_of
from ics_graph.exchange.board_tables.given import GivenCell, GivenRow, GivenTable
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.spreadsheet.cells import Unfit
from ics_graph.names import fold

_JOINED = ("note", "lead", "condition", "granted_by")
"""The columns of which a table may have several: what they say is joined."""

_MOST_QUOTED, _LONGEST_QUOTE = 20, 80
_LIKE_A_RULE = re.compile(
    r"£|\b(?:VAT|limits?|values?|exclu\w+|inclu\w+|subject to|unless|except|only|must|until|from|threshold\w*"
    r"|delegat\w+|reserved?)\b",
    re.IGNORECASE,
)
"""Words by which a paragraph may bound the rights of the rows: those are quoted first."""


@dataclass(slots=True)
class SchemeRow:
    """A row of a scheme: its cells by the field that they hold, and the theme that stands above it."""

    number: int
    place: str
    cells: dict[str, list[tuple[str, GivenCell]]]
    theme: GivenCell | None = None

    def cell(self, field_: str) -> GivenCell | None:
        """Return the cell of a field."""
        cells = self.cells.get(field_)
        return cells[0][1] if cells else None


@dataclass(slots=True)
class SchemeTable:
    """The rows of one document, with what stands above them: by field, or as a title."""

    name: str
    about: dict[str, GivenCell] = field(default_factory=dict)
    title: GivenCell | None = None
    rows: list[SchemeRow] = field(default_factory=list)


class Layout:
    """Reads the tables of one file; ``problems`` has what is wrong with their headings, by place."""

    def __init__(self, file: str, report: Report) -> None:
        self.file, self.report = file, report
        self.problems: list[tuple[str, str, str]] = []

    def schemes(self, tables: Sequence[GivenTable]) -> list[SchemeTable]:
        """Return the documents of the tables: one begins where something is said of a document."""
        schemes: list[SchemeTable] = []
        about: dict[str, GivenCell] = {}
        title: GivenCell | None = None
        said: dict[str, GivenCell] = {}
        unread: list[GivenCell] = []
        for table in tables:
            first = not any(scheme.rows for scheme in schemes)
            unread += _said_in(table.text, said) if first else table.text
            head = self._head(table)
            above = table.rows if head is None else table.rows[:head]
            own, title_here, others = _about(above)
            if head is None and not own:
                if table.rows:
                    self.report.skip(self.file, None, table.name, "a table without the headings of a scheme")
                continue
            for cell in others:
                self.report.skip(
                    self.file, None, f"{cell.place} {cell.text[:60]}", "text above a table, which is not read"
                )
            if own or title_here:
                about, title = (own, title_here) if own else (about, title_here)
                begins = bool(own)
            else:
                begins = False
            if head is None:
                schemes.append(SchemeTable(table.name, about, title))
                continue
            if begins or not schemes:
                schemes.append(SchemeTable(table.name, about, title))
            schemes[-1].name = schemes[-1].name if schemes[-1].rows else table.name
            schemes[-1].rows += self._rows(table, head)
        self._tell_of(unread)
        schemes = [scheme for scheme in schemes if scheme.rows]
        if schemes:
            # What stands in a table goes before what is said in the text above it.
            schemes[0].about = {**said, **schemes[0].about}
        return schemes

    def _tell_of(self, unread: Sequence[GivenCell]) -> None:
        """Quote the paragraphs that are not read, first those that may bound the rights of the rows."""
        if not unread:
            return
        ordered = sorted(unread, key=lambda cell: not _LIKE_A_RULE.search(cell.text))
        quotes = [f"'{_shortened(cell.text)}'" for cell in ordered[:_MOST_QUOTED]]
        more = [f"and {len(unread) - _MOST_QUOTED:,} more"] if len(unread) > _MOST_QUOTED else []
        number = "1 paragraph" if len(unread) == 1 else f"{len(unread):,} paragraphs"
        reason = "text outside tables, which is not read; a heading just above a table is the theme of rows without one"
        self.report.skip(self.file, None, f"{number}: {'; '.join([*quotes, *more])}", reason)

    def _head(self, table: GivenTable) -> int | None:
        """Return the index of the row of headings: it names the decision, and at least one who may have it."""
        for index, row in enumerate(table.rows):
            fields = {column.field for column in map(_column, row.cells.values()) if column}
            if "function" in fields and fields & {*HOLDERS, "giver"}:
                return index
            below = table.rows[index + 1] if index + 1 < len(table.rows) else None
            if "function" in fields and below is not None and _continues_head(row, below):
                return index
        return None

    def _rows(self, table: GivenTable, head: int) -> list[SchemeRow]:
        columns, first = self._columns(table, head)
        theme: GivenCell | None = None
        rows = []
        for row in table.rows[first:]:
            if all(_same_heading(columns.get(number), cell) for number, cell in row.cells.items()):
                continue  # headings that are repeated on a page of their own
            only = next(iter(row.cells.values())) if len(row.cells) == 1 else None
            at = columns.get(next(iter(row.cells)))
            if only is not None and (row.across or at is None or at.field in ("number", "theme")):
                theme = only
                self.report.doubt(
                    self.file,
                    row.number,
                    f"{only.place} {only.text[:60]}",
                    "a heading between rows, read as the theme of those below it",
                )
                continue
            cells: dict[str, list[tuple[str, GivenCell]]] = {}
            for number, cell in sorted(row.cells.items()):
                column = columns.get(number)
                if column is None:
                    heading = self._heading(table, first, number)
                    self.report.skip(
                        self.file, row.number, f"{cell.place} {heading}".strip(), "a cell in a column that is not known"
                    )
                else:
                    heading = self._heading(table, first, number)
                    cells.setdefault(column.field, []).append((heading, cell))
            if cells:
                rows.append(SchemeRow(row.number, row.place, cells, theme or self._above(table)))
        return rows

    @staticmethod
    def _above(table: GivenTable) -> GivenCell | None:
        # The title of the document is no theme of its rows.
        is_theme = table.heading and not re.search(r"\bscheme of\b", table.heading, re.IGNORECASE)
        return GivenCell(table.heading, "General", table.name) if is_theme else None

    @staticmethod
    def _heading(table: GivenTable, first: int, number: int) -> str:
        for row in reversed(table.rows[:first]):
            if number in row.cells:
                return row.cells[number].text
        return ""

    def _columns(self, table: GivenTable, head: int) -> tuple[dict[int, SchemeColumn], int]:
        """Return the column of each position, and the index of the first row below the headings."""
        row, first = table.rows[head], head + 1
        headings = dict(row.cells)
        if first < len(table.rows) and _continues_head(row, table.rows[first]):
            headings |= table.rows[first].cells
            first += 1
        columns: dict[int, SchemeColumn] = {}
        by_field: dict[str, GivenCell] = {}
        for number, cell in sorted(headings.items()):
            column = _column(cell)
            if column is None:
                self.report.skip(self.file, row.number, f"{cell.place} {cell.text[:60]}", "a column that is not known")
                continue
            if column.field in by_field and column.field not in _JOINED:
                other = by_field[column.field]
                message = f"'{cell.text}' and '{other.text}' in {other.place} are both read as '{column.heading}'"
                self.problems.append((cell.place, message, "Take one of the columns out, or give it another heading."))
                continue
            by_field.setdefault(column.field, cell)
            columns[number] = column
        return columns, first


def _column(cell: GivenCell) -> SchemeColumn | None:
    return column_of(cell.text)


def _same_heading(column: SchemeColumn | None, cell: GivenCell) -> bool:
    meant = _column(cell)
    return meant is not None and meant is column


def _continues_head(head: GivenRow, below: GivenRow) -> bool:
    """Return whether a row goes on with the headings above it: it is headings only, and one says who has the right."""
    columns = [(number, _column(cell)) for number, cell in below.cells.items()]
    if not columns or any(column is None for _, column in columns):
        return False
    repeats = all(
        number in head.cells and fold(head.cells[number].text) == fold(below.cells[number].text)
        for number, _ in columns
    )
    return not repeats and any(column and column.field in HOLDERS for _, column in columns)


def _about(rows: Sequence[GivenRow]) -> tuple[dict[str, GivenCell], GivenCell | None, list[GivenCell]]:
    """Return what stands above a table: values by field, the first lone text as the title, and what is neither."""
    values: dict[str, GivenCell] = {}
    title: GivenCell | None = None
    others: list[GivenCell] = []
    for row in rows:
        cells = [cell for _, cell in sorted(row.cells.items())]
        read: set[int] = set()
        for index, cell in enumerate(cells):
            label, _, behind = cell.text.partition(":")
            if index in read:
                continue
            if (name := about_field(cell.text)) and index + 1 < len(cells) and name not in values:
                values[name] = cells[index + 1]
                read |= {index, index + 1}
            elif behind.strip() and (name := about_field(label)) and name not in values:
                values[name] = GivenCell(behind.strip(), "General", cell.place)
                read.add(index)
        rest = [cell for index, cell in enumerate(cells) if index not in read]
        if len(rest) == 1 and len(cells) == 1 and title is None and not values:
            title = rest.pop()
        others += rest
    return values, title, others


def _said_in(text: Sequence[GivenCell], said: dict[str, GivenCell]) -> list[GivenCell]:
    """Add what paragraphs say of the document, such as "Version: v2", by field; return those that say nothing of it."""
    unread = []
    for cell in text:
        label, _, value = cell.text.partition(":")
        name = about_field(label) if value.strip() else None
        if name is None or name in said:
            unread.append(cell)
        else:
            said[name] = GivenCell(value.strip(), "General", cell.place)
    return unread


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_QUOTE else f"{plain[: _LONGEST_QUOTE - 1].rstrip()}…"


def unfit(cell: GivenCell, error: Unfit) -> tuple[str, str, str]:
    """Return a fault of a cell: its place, what is wrong, and the remedy."""
    message, _, remedy = str(error).partition(". ")
    return cell.place, message, remedy if remedy.endswith(("?", ".")) else f"{remedy}."
