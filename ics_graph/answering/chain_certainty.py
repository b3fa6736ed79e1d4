"""How sure a chain is: as sure as its weakest line, so that what hangs on an inferred line is itself no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ics_graph.answering.answer import Row
from ics_graph.certainty import weakest
from ics_graph.model import Certainty


def with_chain_certainty(rows: Sequence[Row], start: str) -> list[Row]:
    """Return the rows with the certainty of the surest chain that leads from the start through them."""
    best: dict[str, Certainty] = {start: "stated"}
    following = [row for row in rows if row.heading == "in effect"]
    changed = True
    while changed:
        changed = False
        for row in following:
            certainty = _through(best, row)
            if certainty is not None and _surer(certainty, best.get(row.id)):
                best[row.id], changed = certainty, True
    return [replace(row, certainty=_through(best, row) or row.certainty) for row in rows]


def _through(best: dict[str, Certainty], row: Row) -> Certainty | None:
    if row.of not in best or row.certainty is None:
        return None
    return weakest((best[row.of], row.certainty))


def _surer(candidate: Certainty, best: Certainty | None) -> bool:
    return best is None or (candidate != best and weakest((candidate, best)) == best)
