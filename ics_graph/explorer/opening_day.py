"""As at which day a page opens where nobody asked for one: always one day, as no day shows what "any date" would.

The dataset says it, with a reason (``opens_on``). Else it is the last day on which the newest document that names the
system can have been made; registers and laws tell of every year, and count only where no document has a date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ics_graph.answering.asked import Asked
from ics_graph.answering.provenance import is_document
from ics_graph.explorer.selection import Selection
from ics_graph.model import Source
from ics_graph.stores.rows import FIRST_DAY, LAST_DAY, Body


@dataclass(frozen=True, slots=True)
class Opening:
    """A day, and in words why it is that one; no words where a person asked for it."""

    day: date
    why: str = ""


def opening_of(asked: Asked, shown: Selection) -> Opening:
    """Return as at which day the page of a drawing opens: the day asked for, else that which tells most.

    What is worked out is never a day on which the body that the page is about cannot have been there.
    """
    if asked.view.as_of is not None:
        return Opening(asked.view.as_of)
    for about in asked.store.about():
        for opening in about.opens_on:
            if opening.system == shown.system.id:
                return Opening(opening.day.latest, opening.reason)
    return _within_life(shown.system, _worked_out(asked, shown))


def _worked_out(asked: Asked, shown: Selection) -> Opening:
    own = asked.store.sources({claim.source for claim in shown.system.record.claims}).values()
    documents = [source for source in own if is_document(source)]
    if (newest := _newest(documents)) is not None:
        return Opening(newest[0], f"“{newest[1].title}” was made by then.")
    if (newest := _newest(own)) is not None:
        return Opening(newest[0], f"It is the day of “{newest[1].title}”.")
    # Without any source that has a date, the last day on which something of the drawing begins or ends.
    bounds = {day for body in shown.bodies.values() for day in (body.start_min, body.start_max, body.end_max)}
    if days := bounds - {FIRST_DAY, LAST_DAY}:
        return Opening(date.fromisoformat(max(days)), "No source has a date. It is the last day that a body here has.")
    return Opening(date.today(), "No source and no body has a date. It is today.")


def _within_life(body: Body, opening: Opening) -> Opening:
    day = opening.day.isoformat()
    if body.end_max < day:
        return Opening(date.fromisoformat(body.end_max), f"It is the last day of {body.name}.")
    if day < body.start_min:
        return Opening(date.fromisoformat(body.start_min), f"It is the first day of {body.name}.")
    return opening


def _newest(sources: Iterable[Source]) -> tuple[date, Source] | None:
    """Return the latest of the last days on which the sources can have been made, with its source.

    Of a source that has only a first such day, it is that one: later it can have been made on any day.
    """
    dated = [
        (given.latest if given is not source.not_before else given.earliest, source)
        for source in sources
        if (given := source.date or source.not_after or source.not_before) is not None
    ]
    return max(dated, key=lambda pair: (pair[0], pair[1].id), default=None)
