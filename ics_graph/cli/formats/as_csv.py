"""An answer's rows as CSV, for a spreadsheet; cells that a spreadsheet would run are made safe."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.tabular import COLUMNS
from ics_graph.formulas import without_formula
from ics_graph.visible_text import visible

# New columns come last, so that who reads a file by the places of its columns reads on.
_AT_THE_END = ("Heading", "Depth", "Line", "Group", "Scheme", "Of Id")
_AT_ONCE = 500


def render(answer: Answer) -> str:
    """Return the rows as CSV with a header, each with its line's id and heading; always the same columns."""
    return "".join(parts(answer))


def parts(answer: Answer) -> Iterator[str]:
    """Yield the same in parts, so that a long answer need not be held as text as well."""
    titles = [title for title in COLUMNS if title not in ("Id", "Scheme")]
    yield _as_csv([["Id", *titles, *_AT_THE_END]])
    for start in range(0, len(answer.rows), _AT_ONCE):
        yield _as_csv(_cells(row, titles) for row in answer.rows[start : start + _AT_ONCE])
    if not answer.rows:
        # A file without rows reads as "none"; this says what the verdict is.
        yield _as_csv([["" for _ in range(len(titles) + 1)] + [answer.verdict, *([""] * (len(_AT_THE_END) - 1))]])


def _cells(row: Row, titles: Sequence[str]) -> list[str]:
    texts = [COLUMNS[title](row) for title in titles]
    last = [row.heading, str(row.depth), row.record or "", row.group or "", row.scheme or "", row.of or ""]
    return [safe(value) for value in (row.id, *texts, *last)]


def _as_csv(rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, with signs for what cannot be seen."""
    return without_formula(visible(cell))
