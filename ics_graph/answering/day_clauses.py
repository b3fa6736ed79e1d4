"""How a headline says of which day it is, and that the dates known leave that day open."""

from __future__ import annotations

from collections.abc import Sequence

from ics_graph.answering.answer import Row
from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import LEFT_OPEN, on_day


def on_that_day(asked: Asked, rows: Sequence[Row]) -> tuple[str, str]:
    """Return how a sentence about rows begins, and what follows it where none surely held on the day asked about."""
    start = on_day(asked.view.as_of)
    dated = [row for row in rows if row.holds is not None]
    open_ = bool(start and dated) and all(row.holds != "yes" for row in dated)
    return start, LEFT_OPEN if open_ else ""
