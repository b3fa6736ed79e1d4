"""The answers that a page carries, with each text and row once: most are said of several bodies and days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.asked import Asked
from ics_graph.answering.existence import absence
from ics_graph.answering.verdicts import verdict_line
from ics_graph.dates import in_words
from ics_graph.stores.rows import FIRST_DAY, LAST_DAY, Body

DAY, BODY = "{day}", "{body}"
"""What stands for the day asked about, and for the body: the page puts them in."""

_MOST_NOTES = 3
_APART = timedelta(days=400)


class KeptAnswers:
    """Keeps texts and rows by their places, and puts answers into plain values that have these places."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {}
        self.rows: dict[tuple[str | None, ...], int] = {}

    def tables(self) -> dict[str, Any]:
        """Return the texts and rows of all answers so far, in the order of their places."""
        return {"texts": list(self.texts), "rows": [list(row) for row in self.rows]}

    def plain(self, answer: Answer, day: date | None, name: str = "") -> list[Any]:
        """Return an answer as a page has it, with the notes that matter; ``name`` is one that the page puts in."""

        def placed(text: str) -> int:
            undated = text.replace(in_words(day), DAY) if day else text
            return self.texts.setdefault(undated.replace(name, BODY) if name else undated, len(self.texts))

        return [
            placed(answer.headline),
            answer.verdict,
            placed(verdict_line(answer)),
            [self.rows.setdefault(_row(row), len(self.rows)) for row in answer.rows],
            [placed(note) for note in answer.caveats[:_MOST_NOTES]],
        ]

    def rows_of(self, places: list[int], own: Mapping[str, str]) -> list[int]:
        """Return the rows of an answer with the lines of another body of the same shape in their place."""
        rows = list(self.rows)
        mine = [(own.get(str(rows[place][0]), rows[place][0]), *rows[place][1:]) for place in places]
        return [self.rows.setdefault(row, len(self.rows)) for row in mine]


def _row(row: Row) -> tuple[str | None, ...]:
    """Return a row as a page has it: its record, which the page tells of, and its heading; else the body it is of."""
    return (row.record, row.heading) if row.record else (None, row.heading, row.id)


def absences(asked: Asked, body: Body) -> list[list[Any] | None] | None:
    """Return what is said of a body before and after it existed, with who says so; None where nothing is."""
    told: list[list[Any] | None] = []
    for bounded, bound, days in (
        (body.start_min != FIRST_DAY, body.start_min, -_APART),
        (body.end_max != LAST_DAY, body.end_max, _APART),
    ):
        day = date.fromisoformat(bound) + days if bounded else None
        away = absence(asked.on(day), body) if day else None
        told.append([away.words.replace(in_words(day), DAY), [*away.notes, *away.sources]] if away and day else None)
    return told if any(told) else None


def day_when_there(body: Body) -> date:
    """Return a day on which a body may have existed."""
    if body.end_max == LAST_DAY:
        return date.fromisoformat(body.start_min) + _APART if body.start_min != FIRST_DAY else date(2019, 6, 1)
    return date.fromisoformat(body.end_max)
