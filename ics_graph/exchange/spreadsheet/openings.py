"""Opening days in the one cell of a workbook that has them: a line for each, such as "2019-06-01; ics-nenc; why"."""

from __future__ import annotations

from collections.abc import Iterable

from ics_graph.dates import PartialDate
from ics_graph.exchange.spreadsheet.cells import Unfit
from ics_graph.model import OpeningDay

_FORM = "Write a day, the id of the system and the reason, such as '2019-06-01; ics-nenc; it is its first year'"


def lines_of(openings: Iterable[OpeningDay]) -> str:
    """Return opening days as the text of a cell."""
    return "\n".join(f"{opening.day}; {opening.system}; {' '.join(opening.reason.split())}" for opening in openings)


def openings_in(text: str) -> tuple[OpeningDay, ...]:
    """Return the opening days that the text of a cell has; raise Unfit for a line that is none."""
    openings = []
    for line in filter(None, map(str.strip, text.splitlines())):
        day, _, rest = (part.strip() for part in line.partition(";"))
        system, _, reason = (part.strip() for part in rest.partition(";"))
        try:
            partial = PartialDate.parse(day)
        except ValueError:
            partial = None
        if partial is None or partial.day is None or not system or not reason:
            raise Unfit(f"'{line}' is no opening day. {_FORM}")
        openings.append(OpeningDay(partial, reason, system))
    return tuple(openings)
