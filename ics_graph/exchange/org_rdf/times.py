"""Days and intervals as linked data write them: literals, instants of OWL-Time, and IRIs of days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ics_graph.dates import PartialDate
from ics_graph.exchange.foreign_days import NoDay, financial_year, foreign_day
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.org_rdf import vocabulary as words
from ics_graph.exchange.org_rdf.graph import Graph, Term

Days = tuple[PartialDate | None, PartialDate | None]
_DAY_IRI = re.compile(r"/id/(?:gregorian-)?(?:day|month|year|instant)/(\d{4}(?:-\d\d){0,2})(?:T[\d:.Z+-]*)?$")
_YEAR_IRI = re.compile(r"/id/government-year/(\d{4}-\d{4})$")
_WITH_ZONE = re.compile(r"(\d{4}(?:-\d\d){0,2})(?:Z|[+-]\d\d:\d\d)")


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
        if during.literal and during.value.count("/") == 1:
            # An interval as ISO 8601 writes it.
            first, last = (Term(part, True) for part in during.value.split("/"))
            ends = [self.day(end, subject) if end.value.strip(" .") else None for end in (first, last)]
            return ends[0], ends[1]
        if year := _YEAR_IRI.search(during.value):
            return financial_year(year[1]) or (None, None)
        when = self.day(during, subject)
        if when is not None:
            # A year is an interval from its first day to its last, and not some day in it.
            return _exactly(when.earliest), _exactly(when.latest)
        days = self.days(during.value, words.BEGINS, words.ENDS, of=subject)
        if during.value in self.unsound or during.literal:
            self.unsound.add(subject)
        return days

    def days(self, subject: str, begins: Iterable[str], ends: Iterable[str], of: str = "") -> Days:
        """Return the first and last day of a resource; ``of`` is what a report names, where that is another."""
        of = of or subject
        given = [self.graph.all(subject, *names) for names in (begins, ends)]
        first, last = (
            list(dict.fromkeys(day for day in (self.day(term, of) for term in terms) if day)) for terms in given
        )
        if len(first) > 1 or len(last) > 1:
            self._doubt(of, "several first or last days of one spell; the first of each counts")
        if (given[0] and not first) or (given[1] and not last and not self._is_none(given[1])):
            self.unsound.add(subject)
            self._doubt(of, "its first or last day cannot be read; so it may be over")
        since, until = (first[0] if first else None), (last[0] if last else None)
        if since and until and since.earliest > until.latest:
            self._doubt(of, "it ends before it begins; taken over without its days")
            self.unsound.add(subject)
            return None, None
        return since, until

    def _is_none(self, terms: Iterable[Term]) -> bool:
        """Return whether all of the days stand for none, as 9999-12-31 does."""
        return all(
            _stands_for_none(inner)
            for term in terms
            for inner in ([term] if term.literal else self.graph.all(term.value, *words.INSTANTS) or [term])
        )

    def day(self, term: Term, of: str) -> PartialDate | None:
        """Return the day that a literal, an instant or a day's IRI stands for; ``of`` is what a report names."""
        if not term.literal:
            iri = _DAY_IRI.search(term.value)
            if iri:
                return _parsed(iri[1])
            inside = [self.day(inner, of) for inner in self.graph.all(term.value, *words.INSTANTS) if inner.literal]
            return next(filter(None, inside), None)
        text = term.value.strip()
        if zoned := _WITH_ZONE.fullmatch(text):
            # A day with a zone is that day, wherever.
            text = zoned[1]
        try:
            day = foreign_day(text)
        except NoDay:
            self._doubt(of, "a day that stands for none, as 9999-12-31 does; taken over without it")
            return None
        except ValueError:
            day = None
        if day is None:
            self._doubt(of, "a day that cannot be read; taken over without it")
        return day

    def _doubt(self, subject: str, reason: str) -> None:
        self.report.doubt(self.graph.file_of(subject).name, None, subject, reason)


def _stands_for_none(term: Term) -> bool:
    try:
        foreign_day(term.value)
    except NoDay:
        return True
    except ValueError:
        return False
    return False


def _exactly(day: date) -> PartialDate:
    return PartialDate.parse(day.isoformat())


def _parsed(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None
