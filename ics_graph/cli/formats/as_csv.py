"""An answer's rows as CSV, for a spreadsheet; cells that a spreadsheet would run are made safe."""

from __future__ import annotations

import csv
import io

from ics_graph.answering.answer import Answer
from ics_graph.answering.tabular import COLUMNS
from ics_graph.formulas import without_formula
from ics_graph.visible_text import visible

# New columns come last, so that who reads a file by the places of its columns reads on.
_AT_THE_END = ("Heading", "Depth", "Line", "Group", "Scheme", "Of Id")


def render(answer: Answer) -> str:
    """Return the rows as CSV with a header, each with its line's id and heading; always the same columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    titles = [title for title in COLUMNS if title not in ("Id", "Scheme")]
    writer.writerow(["Id", *titles, *_AT_THE_END])
    for row in answer.rows:
        texts = [COLUMNS[title](row) for title in titles]
        last = [row.heading, str(row.depth), row.record or "", row.group or "", row.scheme or "", row.of or ""]
        writer.writerow([safe(value) for value in (row.id, *texts, *last)])
    if not answer.rows:
        # A file without rows reads as "none"; this says what the verdict is.
        writer.writerow(["" for _ in range(len(titles) + 1)] + [answer.verdict, *([""] * (len(_AT_THE_END) - 1))])
    return out.getvalue()


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, with signs for what cannot be seen."""
    return without_formula(visible(cell))
