"""What a cell of a row says: a text, a listed word, yes or no, a day, a limit, an end; and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ics_graph.dates import PartialDate
from ics_graph.exchange.board_tables.columns import BY_FIELD
from ics_graph.exchange.board_tables.given import GivenCell
from ics_graph.exchange.board_tables.layout import SchemeRow, unfit
from ics_graph.exchange.board_tables.limits import Limit, limit_of
from ics_graph.exchange.board_tables.naming import MARKS, NO_MARKS
from ics_graph.exchange.foreign_days import NoDay, foreign_day
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.spreadsheet.cells import Unfit, date_from
from ics_graph.exchange.spreadsheet.vocabulary import Vocabulary
from ics_graph.model import Dataset
from ics_graph.names import fold
from ics_graph.validation import Problem, Problems, closest

PERS = {
    "annum": "year",
    "per annum": "year",
    "a year": "year",
    "annual": "year",
    "lifetime": "whole-life",
    "transaction": "decision",
}
"""What else people write for of what an amount is, by folded text."""
VATS = {
    "with": "with",
    "without": "without",
    "inc": "with",
    "including": "with",
    "excluding": "without",
    "ex": "without",
}
"""What else people write for whether an amount is with VAT."""


class SchemeCells:
    """Reads cells of one file; ``problems`` are what is wrong with them, each at its place."""

    def __init__(self, path: Path, report: Report, known: Dataset, words: Vocabulary) -> None:
        self.path, self.report, self.known, self.words = path, report, known, words
        self.problems = Problems()

    def text(self, row: SchemeRow, name: str) -> str | None:
        """Return what a cell says; None where it is empty or not there."""
        cell = row.cell(name)
        return (cell.text or None) if cell else None

    def word(self, row: SchemeRow, name: str, list_: str, others: Mapping[str, str]) -> Any:
        """Return the word of a list that a cell has, by its label or by one of ``others``; None for nothing said."""
        cell = row.cell(name)
        if cell is None or cell.text.casefold() in NO_MARKS | {"not stated"}:
            return None
        word = (
            self.words.name(list_, cell.text)
            or others.get(fold(cell.text))
            or others.get(fold(cell.text).split(" ")[0])
        )
        if word is None:
            labels = list(self.words.labels[list_].values())
            hint = closest(cell.text, labels) or f"It is one of: {', '.join(labels)}."
            self.fault(cell.place, f"'{cell.text}' is not in the list of '{BY_FIELD[name].heading}'", hint)
        return word

    def yes(self, cell: GivenCell | None) -> bool | None:
        """Return whether a cell says yes or no; None where it says neither."""
        if cell is None:
            return None
        text = cell.text.casefold()
        if text in MARKS:
            return True
        if text in NO_MARKS:
            return False if text in ("no", "n", "false", "✗", "✘") else None
        self.fault(cell.place, f"'{cell.text}' is neither yes nor no", "Write one of them, or leave the cell empty.")
        return None

    def day(self, cell: GivenCell | None) -> PartialDate | None:
        """Return the day, month or year of a cell; None where it says none."""
        if cell is None:
            return None
        if isinstance(cell.value, datetime | date):
            try:
                return date_from(cell.value, cell.format)[0]
            except Unfit as error:
                self.fault(*unfit(cell, error))
                return None
        if cell.text.casefold() in {"-", "–", "n/a", "not stated", "tbc"}:
            return None
        return self.day_of(cell.text, cell.place)

    def day_of(self, text: str, place: str) -> PartialDate | None:
        """Return the day, month or year of a text at a place, which is a fault where it is none."""
        try:
            return foreign_day(text)
        except NoDay:
            self.fault(place, f"'{text}' stands for no day", "Leave the cell empty.")
        except ValueError as error:
            message, _, remedy = str(error).partition(". ")
            self.fault(place, message, f"{remedy or 'Write a year, a month or a day: 2019, June 2019 or 1 June 2019'}.")
        return None

    def fault(self, place: str, message: str, remedy: str) -> None:
        """Add a problem at a place of the file."""
        where = f"{self.path} {place}" if place else str(self.path)
        self.problems.append(Problem("error", "cell", message, remedy, file=where))

    def doubt(self, row: SchemeRow, cell: GivenCell, reason: str) -> None:
        """Tell that a cell was read in a way that somebody should look at."""
        self.report.doubt(self.path.name, row.number, f"{cell.place} {cell.text[:60]}", reason)

    def limit(self, row: SchemeRow) -> Limit:
        """Return the amounts of a row, from one column or from two."""
        limit = Limit()
        sides = [name for name in ("limit", "over", "up_to") if row.cell(name)]
        if "limit" in sides and len(sides) > 1:
            cell = row.cell("limit")
            assert cell is not None
            self.fault(cell.place, "a limit stands here and under 'Over' or 'Up to' as well", "Leave one of them.")
        for name in sides:
            cell = row.cell(name)
            assert cell is not None
            try:
                part = self._amount(cell, name)
            except Unfit as error:
                self.fault(*unfit(cell, error))
                continue
            if part.doubt:
                self.doubt(row, cell, part.doubt)
            limit = Limit(
                limit.over if part.over is None else part.over,
                limit.up_to if part.up_to is None else part.up_to,
                limit.vat or part.vat,
                limit.per or part.per,
            )
        return limit

    @staticmethod
    def _amount(cell: GivenCell, name: str) -> Limit:
        if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
            number = int(cell.value) if isinstance(cell.value, float) and cell.value.is_integer() else cell.value
            return Limit(over=number) if name == "over" else Limit(up_to=number)
        return limit_of(cell.text, "over" if name == "over" else "up_to")

    def end(self, cell: GivenCell | None) -> tuple[str | None, str | None]:
        """Return the event with which a row ends, where it is a known one, and what else is said of its end."""
        if cell is None:
            return None, None
        match = re.fullmatch(r"(?s).*? \[([^\[\]]+)\](?:; (.*))?", cell.text)
        if match and match[1] in self.known.events:
            return match[1], match[2]
        events = [event.id for event in self.known.events.values() if fold(event.name) == fold(cell.text)]
        return (events[0], None) if len(events) == 1 else (None, cell.text)
