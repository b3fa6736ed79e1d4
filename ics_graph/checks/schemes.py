"""What the checks of powers, seats and meetings share: the books of each body, and its rows as they last stood.

All is read and judged once for a run, whichever of the checks ask for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property, partial
from typing import NamedTuple

from ics_graph.answering.asked import Asked
from ics_graph.answering.scope import Scope
from ics_graph.dates import Holds
from ics_graph.deciding.powers import Powers
from ics_graph.deciding.rulebook import Rulebook, Rulebooks
from ics_graph.deciding.seat_book import SeatBook
from ics_graph.deciding.taken import Judged, judged_decisions
from ics_graph.deciding.worlds import every_world
from ics_graph.model.decisions import Grant


class Standing(NamedTuple):
    """A row that is or may be in force on the day, with the rules that it is judged by."""

    powers: Powers
    grant: Grant
    holds: Holds | None


class Schemes:
    """The documents, seats and decisions of the bodies looked at."""

    def __init__(self, asked: Asked, scope: Scope) -> None:
        self.asked = asked
        self.scope = scope
        self.rulebooks = Rulebooks(asked)
        self._seat_books: dict[str, SeatBook] = {}

    @property
    def day(self) -> date:
        """Return the day that is asked about; without one, today: a row in force is one of a day."""
        return self.asked.view.as_of or date.today()

    def bodies_with(self, section: str) -> list[str]:
        """Return the bodies looked at that have records of a section."""
        bodies = {record.body for record in self.asked.store.filed(section) if record.body}
        return sorted(body for body in bodies if self.scope.has(body))

    def seats_of(self, body: str) -> SeatBook:
        """Return the seats of a body."""
        book = self._seat_books.get(body)
        return book or self._seat_books.setdefault(body, SeatBook(self.asked, body))

    @cached_property
    def decisions(self) -> list[Judged]:
        """Return the decisions of the holders looked at, each judged on its own day."""
        records = self.asked.store.filed("decisions")
        holders = {decision.holder for decision in records if self.scope.has(decision.holder)}
        return judged_decisions(self.asked, holders, self.asked.view.as_of, self.rulebooks)

    @cached_property
    def standing(self) -> list[Standing]:
        """Return the rows in force on the day.

        Without a day these are the rows that ever were in force, each as it stood on its last day up to today: those
        of a body that has ended are no less wrong for that, and bear what was decided under them.
        """
        return [row for body in self.bodies_with("rights") for row in self._standing_of(self.rulebooks[body])]

    def _standing_of(self, book: Rulebook) -> Iterator[Standing]:
        asked_about = self.asked.view.day is not None
        on_days = [Powers(book, day) for day in ([self.day] if asked_about else _last_days(book))]
        for grant in sorted(book.grants.values(), key=lambda grant: grant.id):
            for powers in on_days:
                stands, whole, _ = every_world(partial(powers.in_force, grant))
                if any(stands):
                    holds: Holds = "yes" if whole and all(stands) else "possibly"
                    yield Standing(powers, grant, holds if asked_about else None)
                    break


def _last_days(book: Rulebook) -> list[date]:
    """Return today and the days before it that are the last of anything in a book: a row, a version, a body."""
    today, one = date.today(), timedelta(days=1)
    days = {today}
    for version in book.versions.values():
        days |= {each.latest for each in (version.until,) if each}
        days |= {each.earliest - one for each in (version.effective, version.published) if each}
        days |= {approval.date.earliest - one for approval in version.approvals if approval.date}
    days |= {grant.until.latest for grant in book.grants.values() if grant.until}
    days |= {event.date.latest for event in book.events.values() if event.date}
    days |= {body.record.until.latest for body in book.bodies.values() if body.record.until}
    return sorted((day for day in days if day <= today), reverse=True)
