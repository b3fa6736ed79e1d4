"""Legislative periods: events whose days are those of the memberships that name them, as EveryPolitician writes it."""

from __future__ import annotations

from collections.abc import Callable

from ics_graph.dates import PartialDate
from ics_graph.exchange.popolo.records import PopoloRecord, PopoloRecords, plain_text

_CLASSIFIED = ("legislative period", "legislative term", "term")
_NAMED_BY = "legislative_period_id"


class Terms:
    """The legislative periods of the files, by Popolo's id, each with its first and last day."""

    def __init__(self, records: PopoloRecords, day: Callable[[PopoloRecord, str, object], PartialDate | None]) -> None:
        named = {str(record.values.get(_NAMED_BY)) for record in records.by_class["memberships"].values()}
        self.events = {
            id_: record
            for id_, record in records.by_class["events"].items()
            if id_ in named or plain_text(record.values.get("classification")).casefold() in _CLASSIFIED
        }
        self.spans = {
            id_: (
                day(record, "start_date", record.values.get("start_date")),
                day(record, "end_date", record.values.get("end_date")),
            )
            for id_, record in self.events.items()
        }

    def is_term(self, record: PopoloRecord) -> bool:
        """Return whether an event is a legislative period."""
        return record.id in self.events

    def is_missing(self, record: PopoloRecord) -> bool:
        """Return whether a membership names a period that no file has."""
        id_ = record.values.get(_NAMED_BY)
        return id_ is not None and str(id_) not in self.events

    def days(
        self, record: PopoloRecord, since: PartialDate | None, until: PartialDate | None
    ) -> tuple[PartialDate | None, PartialDate | None, str]:
        """Return the days of a membership: its own, else those of its period; and what is to be said of that.

        A day of the period is not taken where the membership's own day lies beyond it.
        """
        term = self.events.get(str(record.values.get(_NAMED_BY)))
        if term is None:
            return since, until, ""
        first, last = self.spans[term.id]
        taken = []
        if since is None and first is not None and not (until and first.earliest > until.latest):
            since, taken = first, ["first"]
        if until is None and last is not None and not (since and since.earliest > last.latest):
            until, taken = last, [*taken, "last"]
        name = plain_text(term.values.get("name")) or term.id
        if not taken:
            return since, until, f"in the period {name}"
        return since, until, f"in the period {name}, whose {' and '.join(taken)} day it has"
