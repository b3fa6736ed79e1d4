"""A file of the register and its rows: what stands in a column, by its name."""

from __future__ import annotations

from dataclasses import dataclass, field

from ics_graph.dates import PartialDate
from ics_graph.exchange.foreign_days import foreign_day
from ics_graph.exchange.ods.layouts import Layout


@dataclass(eq=False, slots=True)
class OdsFile:
    """One file: its name as the report gives it, what it is, its source's id, its rows, and when it was made.

    ``date`` is what its name or the user says; ``seen`` is the latest day in it that must have come, or None.
    """

    name: str
    kind: str
    layout: Layout
    columns: dict[str, int] = field(default_factory=dict)
    date: PartialDate | None = None
    rows: list[OdsRow] = field(default_factory=list)
    source: str = ""
    seen: PartialDate | None = None
    months_first: bool = False

    @property
    def known_day(self) -> PartialDate | None:
        """The day of which its present tense speaks, as far as it is known."""
        return self.date or self.seen


@dataclass(eq=False, slots=True)
class OdsRow:
    """One line of a file; ``cell`` returns what stands in a column, without blanks around it.

    ``place`` is how a claim names the place where that is not the line alone: a record of JSON.
    """

    file: OdsFile
    line: int
    cells: list[str]
    place: str = ""

    @property
    def locator(self) -> str:
        """How a claim names the place in the file."""
        return self.place or f"line {self.line}"

    def cell(self, column: str) -> str:
        """Return the text of a column, empty where the file has no such column."""
        at = self.file.columns.get(column)
        return self.cells[at].strip() if at is not None else ""

    def put(self, column: str, text: str) -> None:
        """Put a text into a column that the file has."""
        self.cells[self.file.columns[column]] = text

    def day(self, column: str) -> PartialDate | None:
        """Return the day in a column, None where it is empty; raise ValueError where it is impossible."""
        return foreign_day(self.cell(column))
