"""The chains of delegation that a page carries: by whom each power came down to its holder, on every day.

The steps are the rows of the question ``who-decides``. A chain changes only on days on which something of what it
rests on begins or ends, so it is worked out once for each time between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ics_graph.answering.answer import Row
from ics_graph.answering.asked import Asked
from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate
from ics_graph.deciding.cases import Case, values_to_try
from ics_graph.deciding.chain import chain_rows
from ics_graph.deciding.powers import Powers, Status
from ics_graph.deciding.rows import REASONS
from ics_graph.deciding.rulebook import Rulebook, Rulebooks
from ics_graph.deciding.standing import Power
from ics_graph.deciding.worlds import World, every_world
from ics_graph.model.decisions import Grant
from ics_graph.names import fold

_NEXT = timedelta(days=1)
_VALUE: tuple[Status, ...] = ("other values",)
"""What a row is only because of the value that is tried: no reason why it does not count."""


class Chains:
    """Works out the chains of powers, and keeps each step once: most are steps of many chains."""

    def __init__(self, asked: Asked) -> None:
        self.books = Rulebooks(asked)
        self.steps: dict[Row, int] = {}
        """All steps so far, each with its place."""

    def of(self, power: Power) -> list[list[Any]]:
        """Return the chains of a power: from which day on, the places of its steps, and why it does not count."""
        book = self.books[power.body]
        chains: list[list[Any]] = []
        for day in _turns(book, power):
            steps, why = self._on(Powers(book, day), power.grant)
            if not chains or chains[-1][1:] != [steps, why]:
                chains.append([day.isoformat(), steps, why])
        return chains

    def _on(self, powers: Powers, grant: Grant) -> tuple[list[int], str]:
        above, why = _chain_on(powers, grant)
        if above is None:
            return [], why
        rows = chain_rows(self.books.asked, powers, grant, above)
        return [self.steps.setdefault(row, len(self.steps)) for row in rows], why


def _chain_on(powers: Powers, grant: Grant) -> tuple[tuple[str, ...] | None, str]:
    """Return the rows above one that counts, at some value within its limits, or None and why it does not count."""
    rows = powers.book.grants_of.get(fold(powers.book.rights[grant.right].function), ())
    own = [value for value in values_to_try(list(rows)) if Case(value, grant.vat).admits(grant, World({}))]
    case = Case(None, grant.vat, None, tuple(own) or values_to_try([grant]))

    def in_world(world: World) -> tuple[Status, tuple[str, ...]]:
        status = powers.status_of(grant, case, world)
        return status, powers.chain(grant, case, world) if status == "decides" else ()

    results, *_ = every_world(in_world)
    chains = [chain for status, chain in results if status == "decides"]
    others = dict.fromkeys(status for status, _ in results if status != "decides" and status not in _VALUE)
    reasons = "; or ".join(dict.fromkeys(REASONS[status] for status in others))
    if not chains:
        return None, reasons
    return max(chains, key=len), f"not in every case: {reasons}" if reasons else ""


def _turns(book: Rulebook, power: Power) -> Iterator[date]:
    """Yield the first day of a power, and each day in its time on which its chain may change."""
    first, last = power.first or MIN_DATE, power.last or MAX_DATE
    days = {first}
    function = fold(book.rights[power.grant.right].function)
    rows = [*book.grants_of.get(function, ()), power.grant]
    starts: list[PartialDate | None] = [row.since for row in rows]
    ends: list[PartialDate | None] = [row.until for row in rows]
    for version in book.versions.values():
        starts += [version.effective, version.published, *(approval.date for approval in version.approvals)]
        ends += [version.until]
    named = {id_ for row in rows for id_ in (*book.givers(row), *book.holders(row))}
    for body in (book.bodies[id_] for id_ in sorted(named) if id_ in book.bodies):
        starts += [body.record.since]
        ends += [body.record.until]
    ends += [book.events[row.until_event].date for row in rows if row.until_event and row.until_event in book.events]
    days |= {day for when in starts if when for day in (when.earliest, when.latest)}
    days |= {day + _NEXT for when in ends if when for day in (when.earliest, when.latest) if day < MAX_DATE}
    yield from sorted(day for day in days if first <= day <= last)
