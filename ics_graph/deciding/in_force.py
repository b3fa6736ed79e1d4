"""Which version of a document is in force on a day, and who exists on it, in one world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from ics_graph.dates import MIN_DATE, PartialDate
from ics_graph.deciding.worlds import Factor, World
from ics_graph.model.decisions import Instrument, Version
from ics_graph.stores.rows import Body


class Documents(Protocol):
    """The documents of a body, with their versions, and the bodies that they name."""

    @property
    def instruments(self) -> Mapping[str, Instrument]: ...

    @property
    def versions(self) -> Mapping[str, Version]: ...

    @property
    def versions_of(self) -> Mapping[str, Sequence[Version]]: ...

    @property
    def bodies(self) -> Mapping[str, Body]: ...


class InForce:
    """The documents of a body on one day."""

    def __init__(self, book: Documents, day: date) -> None:
        self.book, self.day = book, day

    def version_in_force(self, version: Version, world: World) -> bool:
        """Return whether a version is in force: from when it takes effect to the day before the next one does."""
        if version.draft:
            return False
        first = self.first_day(version, world)
        if first is None or self.day < first:
            return False
        if version.until and self.day > self.day_of(version.until, version.id, "until", world, first=False):
            return False
        for other in self.book.versions_of[version.instrument]:
            if other is version or other.draft:
                continue
            theirs = self.first_day(other, world)
            if theirs is not None and first < theirs <= self.day:
                return False
        body = self.book.instruments[version.instrument].body
        return body is None or self.exists(body, world)

    def first_day(self, version: Version, world: World) -> date | None:
        """Return the day on which a version takes effect in a world, or None where in it that is never known to be.

        Where nobody states that day, a version is read as in force from the last of the days on which it was published
        and approved; where these are not known either, it may be in force on any day, or on none.
        """
        if version.effective is not None:
            return self._first_or_last(version.effective, version.id, "effective", world)
        known = [("published", version.published)]
        known += [(f"approved {number}", approval.date) for number, approval in enumerate(version.approvals)]
        days = [self._first_or_last(when, version.id, what, world) for what, when in known if when is not None]
        if days:
            return max(days)
        return world.choose(Factor("effective", version.id), (MIN_DATE, None))

    def _first_or_last(self, when: PartialDate, of: str, what: str, world: World) -> date:
        """Return the day on which a version began in a world: of a month or year it may be the first or the last.

        Both are tried even where they are past: which of two versions is the later one may turn on it.
        """
        days = (when.earliest, when.latest) if when.earliest != when.latest else (when.earliest,)
        return world.choose(Factor(f"day {what}", of), days)

    def day_of(self, when: PartialDate, of: str, what: str, world: World, first: bool) -> date:
        """Return the day that a date means: of a month or year it may be the first or the last."""
        if when.earliest == when.latest or not when.earliest <= self.day <= when.latest:
            return when.earliest if first else when.latest
        return world.choose(Factor(f"day {what}", of), (when.earliest, when.latest))

    def exists(self, body: str, world: World) -> bool:
        """Return whether a body or post exists on the day; its holder may be away, or the post empty.

        It does where no source says that it had ended or had not begun: that a source is old ends nothing.
        """
        row = self.book.bodies.get(body)
        if row is None:
            return True
        if row.on(self.day.isoformat()) != "possibly":
            return row.on(self.day.isoformat()) == "yes"
        since, until = row.record.since, row.record.until
        begins = since is not None and since.earliest <= self.day < since.latest
        ends = until is not None and until.earliest < self.day <= until.latest
        return world.choose(Factor("life", body), (True, False)) if begins or ends else True
