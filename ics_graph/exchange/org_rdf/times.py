"""Days and intervals as linked data write them: literals, instants of OWL-Time, and IRIs of days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ics_graph.dates import PartialDate
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.org_rdf import vocabulary as words
from ics_graph.exchange.org_rdf.graph import Graph, Term

Days = tuple[PartialDate | None, PartialDate | None]
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:$|T|Z|[+-]\d\d:\d\d)")
_DAY_IRI = re.compile(r"/id/(?:gregorian-)?(?:day|month|year)/(\d{4}(?:-\d\d){0,2})$")


@dataclass(slots=True)
class Times:
    """Reads the days that a graph gives."""

    graph: Graph
    report: Report
    unsound: set[str] = field(default_factory=set)
    """Of what a day could not be read: the day on which a file was made shows nothing of it, as it may be over."""

    def intervals(self, subject: str) -> list[Days]:
        """Return the first and last day of each spell of a membership: of its intervals, or of itself."""
        spells = [self._interval(subject, during) for during in self.graph.all(subject, words.DURING)]
        return list(dict.fromkeys(spells)) or [self.days(subject, words.BEGINS, words.ENDS)]

    def _interval(self, subject: str, during: Term) -> Days:
        when = self.day(during)
        if when is not None:
            # A year is an interval from its first day to its last, and not some day in it.
            return _exactly(when.earliest), _exactly(when.latest)
        days = self.days(during.value, words.BEGINS, words.ENDS)
        if during.value in self.unsound or during.literal:
            self.unsound.add(subject)
        return days

    def days(self, subject: str, begins: Iterable[str], ends: Iterable[str]) -> Days:
        given = [self.graph.all(subject, *names) for names in (begins, ends)]
        first, last = (list(dict.fromkeys(day for day in map(self.day, terms) if day)) for terms in given)
        if len(first) > 1 or len(last) > 1:
            name = self.graph.file_of(subject).name
            self.report.doubt(name, None, subject, "several first or last days of one spell; the first of each counts")
        if (given[0] and not first) or (given[1] and not last):
            self.unsound.add(subject)
            name = self.graph.file_of(subject).name
            self.report.doubt(name, None, subject, "its first or last day cannot be read; so it may be over")
        since, until = (first[0] if first else None), (last[0] if last else None)
        if since and until and since.earliest > until.latest:
            name = self.graph.file_of(subject).name
            self.report.doubt(name, None, subject, "it ends before it begins; taken over without its days")
            self.unsound.add(subject)
            return None, None
        return since, until

    def day(self, term: Term) -> PartialDate | None:
        """Return the day that a literal, an instant or a day's IRI stands for."""
        if not term.literal:
            iri = _DAY_IRI.search(term.value)
            if iri:
                return _parsed(iri[1])
            inside = [self.day(inner) for inner in self.graph.all(term.value, *words.INSTANTS) if inner.literal]
            return next(filter(None, inside), None)
        match = _DAY.match(term.value.strip())
        day = _parsed("-".join(part for part in match.groups() if part)) if match else None
        if day is None:
            reason = "a day that cannot be read; taken over without it"
            self.report.doubt(self.graph.files[0].name, None, term.value[:40], reason)
        return day


def _exactly(day: date) -> PartialDate:
    return PartialDate.parse(day.isoformat())


def _parsed(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None
