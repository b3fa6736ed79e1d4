"""Who had which ODS code, and when: the register of bodies that rows are joined by.

A body is found by code **and** date. A code that no file explains is a body known by its code alone, never dropped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate
from ics_graph.exchange.entity_matching import KnownEntities
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.ods.layouts import Layout
from ics_graph.exchange.ods.rows import OdsFile, OdsRow
from ics_graph.model import Claim, Identifier, KindSpell


@dataclass(eq=False, slots=True)
class Body:
    """A body with one code for one time: what becomes an Entity. ``first`` is the row that it was first met in.

    ``over``: it has ended or may have, and no day is given on which. ``in_use`` tells for how long the code was this
    body's, where that is known though its life is not. One that is known already from a dataset to match is not
    ``ours``, and has its id from the start.
    """

    code: str
    type: str
    name: str | None
    first: OdsRow
    since: PartialDate | None = None
    until: PartialDate | None = None
    in_use: tuple[PartialDate | None, PartialDate | None] | None = None
    claims: list[Claim] = field(default_factory=list)
    other_names: set[str] = field(default_factory=set)
    ons: str = ""
    note: str = ""
    planned: bool = False
    over: bool = False
    scheme: str = "ods"
    identifiers: list[Identifier] = field(default_factory=list)
    id: str = ""
    ours: bool = True
    given: tuple[PartialDate | None, PartialDate | None] = (None, None)
    """The days that files give of one that is known already."""
    kinds: tuple[KindSpell, ...] = ()
    """All its types in their order, where it took on another on a day; the last is ``type``."""

    def cite(self, claim: Claim) -> None:
        """Add that a file names a body that no record describes: the first place of each file is enough."""
        if self.ours and all(other.source != claim.source for other in self.claims):
            self.claims.append(claim)

    @property
    def code_days(self) -> tuple[PartialDate | None, PartialDate | None]:
        """From when until when the code was this body's."""
        return self.in_use or (self.since, self.until)

    @property
    def span(self) -> tuple[PartialDate | None, PartialDate | None]:
        """The time in which rows may mean this body by its code: its life or that of the code, whichever is longer."""
        since, until = self.code_days
        if (self.since is None and self.until is None) or (since is self.since and until is self.until):
            return since, until
        return (
            _earlier(since, self.since) if since and self.since else None,
            _later(until, self.until) if until and self.until else None,
        )

    @property
    def dated(self) -> bool:
        """Whether anything is known of when it had its code."""
        return any(self.code_days)

    def had_code_in(self, first: date, last: date) -> bool:
        """Return whether the code can have been this body's on a day of the time."""
        since, until = self.span
        return (since.earliest if since else MIN_DATE) <= last and (until.latest if until else MAX_DATE) >= first


@dataclass(frozen=True, slots=True)
class Spell:
    """A part of the time that a row speaks of: with whom the code was then."""

    body: Body
    since: PartialDate | None
    until: PartialDate | None


class Codes:
    """The bodies by code, in the order in which they were met."""

    def __init__(self, report: Report, there: KnownEntities) -> None:
        self.report = report
        self.there = there
        self.by_code: dict[str, list[Body]] = defaultdict(list)
        nowhere = OdsRow(OdsFile("", "", Layout("")), 0, [])
        for entity in there.dataset.entities.values():
            for code in entity.identifiers:
                if code.scheme == "ods":
                    in_use = code.since or entity.since, code.until or entity.until
                    body = Body(code.value, entity.type, entity.name, nowhere, entity.since, entity.until, in_use)
                    body.id, body.ours = entity.id, False
                    self.by_code[code.value].append(body)

    def __iter__(self) -> Iterator[Body]:
        return (body for bodies in self.by_code.values() for body in bodies)

    def add(self, body: Body) -> Body:
        """Return the body of this code, type and time: a new one, or the one that another file told of already."""
        for other in self.by_code[body.code]:
            if self.there.alike(other.type, body.type) and other.had_code_in(*_days(*body.span)):
                _unite(other, body, self.report)
                if other.ours and body.type != other.type and self.there.ontology.is_a(body.type, other.type):
                    other.type = body.type
                return other
        self.by_code[body.code].append(body)
        return body

    def holders(self, code: str, since: PartialDate | None, until: PartialDate | None) -> list[Body]:
        """Return the bodies that can have had a code in a time, the earliest first; dated ones where there are any."""
        first, last = _days(since, until)
        bodies = [body for body in self.by_code.get(code, ()) if body.had_code_in(first, last)]
        if len(bodies) < 2:
            return bodies
        dated = [body for body in bodies if body.dated]
        return sorted(dated or bodies, key=lambda body: _days(*body.span)[0])

    def on(self, code: str, when: PartialDate | None, row: OdsRow, types: Iterable[str] = ()) -> Body:
        """Return who had a code on a day (at any time where none is known): of these types, where any is."""
        bodies = self.holders(code, when, when)
        wanted = [body for body in bodies if body.type in types] or bodies
        return wanted[-1] if wanted else self.unexplained(code, when, when, row)

    def nearest(self, code: str, when: PartialDate, row: OdsRow) -> Body:
        """Return who had a code on a day; where nobody had, the first to have it after, or the last before."""
        bodies = self.holders(code, when, when) or self.holders(code, when, None)[:1] or self.holders(code, None, when)
        return bodies[-1] if bodies else self.unexplained(code, when, when, row)

    def spells(self, code: str, since: PartialDate | None, until: PartialDate | None, row: OdsRow) -> list[Spell]:
        """Return with whom a code was during a spell; more than one body where the code changed hands in it.

        The later part of an open spell counts only where the file was made when the code had changed hands: an older
        one does not speak of that time.
        """
        bodies = self.holders(code, since, until)
        if not bodies:
            others = [body for body in self.by_code.get(code, ()) if body.dated]
            if len(others) != 1:
                return [Spell(self.unexplained(code, since, until, row), since, until)]
            self.report.doubt(row.file.name, row.line, code, "the code was in use at another time than the row says")
            return [Spell(others[0], since, until)]
        parts: list[Spell] = []
        made = row.file.known_day
        since, until = self._within(bodies, since, until, row)
        for number, body in enumerate(bodies):
            begins = body.span[0]
            start = since if number == 0 else _later(since, begins)
            if number and until is None and not (made and start and made.latest >= start.earliest):
                break
            if number:
                parts[-1] = Spell(parts[-1].body, parts[-1].since, _earlier(until, bodies[number - 1].span[1]))
            parts.append(Spell(body, start, until))
        return parts

    def _within(
        self, bodies: list[Body], since: PartialDate | None, until: PartialDate | None, row: OdsRow
    ) -> tuple[PartialDate | None, PartialDate | None]:
        """Return a spell cut to the time in which anybody had the code; that it was cut is told."""
        begins, ends = bodies[0].span[0], bodies[-1].span[1]
        if since and begins and since.latest < begins.earliest:
            reason = "it joined its parent before that had its code; the first day of the code was taken"
            self.report.doubt(row.file.name, row.line, bodies[0].code, reason)
            since = begins
        if until and ends and until.earliest > ends.latest:
            reason = "it left its parent after that had lost its code; the last day of the code was taken"
            self.report.doubt(row.file.name, row.line, bodies[0].code, reason)
            until = ends
        return since, until

    def unexplained(
        self, code: str, since: PartialDate | None, until: PartialDate | None, row: OdsRow, type_: str = ""
    ) -> Body:
        """Return a body known by its code alone, made where there is none yet; of ``type_`` where the file says it."""
        type_, why = (type_, "") if type_ else guessed(code, since, until)
        # Of a time that is over the row shows nothing later: not that the code was in use when the file was made.
        claim = Claim(row.file.source, row.locator, observed=until, note="its code alone")
        if why:
            claim = replace(claim, basis="inferred", note=f"its kind, from {why}")
        for body in self.by_code.get(code, ()):
            if body.name is None and body.type == type_:
                body.cite(claim)
                return body
        note = "known by its code alone: no file names it" + (f"; its kind follows from {why}" if why else "")
        body = Body(code, type_, None, row, claims=[claim], note=note)
        self.by_code[code].append(body)
        self.report.doubt(
            row.file.name, row.line, code, "no file says what has this code; taken over as a body without a name"
        )
        return body


_BY_FORM = "the form of the code"
_BY_FORM_AND_DAYS = "the form of the code and the days on which it was used"
# A code of this form, used on no day outside these, is of a body of this type.
_FORMS: tuple[tuple[str, str, str, str], ...] = (
    (r"4[A-Z0-9]{4}", "PrimaryCareGroup", "1999-04-01", "2002-09-30"),
    (r"5[A-Z0-9]{2}", "PrimaryCareTrust", "2000-04-01", "2013-03-31"),
    (r"U\d{5}", "PrimaryCareNetwork", "2019-07-01", ""),
    (r"Y5[4-9]|Y6[0-3]", "NHSEnglandRegion", "2013-04-01", ""),
    (r"Q[A-Z][A-Z0-9]", "SustainabilityAndTransformationPartnership", "2017-04-01", "2022-06-30"),
    (r"Q[A-Z][A-Z0-9]", "IntegratedCareBoard", "2022-07-01", ""),
    (r"Q[7-9]\d", "NHSEnglandLocalOffice", "2013-04-01", "2020-12-31"),
    (r"7A\d", "LocalHealthBoard", "", ""),
    (r"[RT][A-Z0-9]{2}", "NHSTrust", "", ""),
)


def guessed(code: str, since: PartialDate | None, until: PartialDate | None) -> tuple[str, str]:
    """Return the type that a code is of by its form and days, and why; an organisation where neither says more."""
    first, last = (day.isoformat() for day in _days(since, until))
    for pattern, type_, begins, ends in _FORMS:
        if re.fullmatch(pattern, code) and first >= begins and (not ends or last <= ends):
            return type_, _BY_FORM_AND_DAYS if begins else _BY_FORM
    return "Organisation", ""


def _unite(body: Body, other: Body, report: Report) -> None:
    """Bring what another row says into a body; where they differ, the first counts and the row is doubtful."""
    row = other.first
    if not body.ours:
        days = ((body.since, other.since), (body.until, other.until))
        if any(mine and theirs and mine != theirs for mine, theirs in days):
            reason = "the body that is known already has another day of its beginning or end; that was kept"
            report.doubt(row.file.name, row.line, f"{other.code} ({body.id})", reason)
        # They are no claims of a new record, but bear witness for the one that is known.
        body.claims += other.claims
        body.given = body.given[0] or other.since, body.given[1] or other.until
        return
    for field_ in ("since", "until"):
        mine, theirs = getattr(body, field_), getattr(other, field_)
        if mine is None:
            setattr(body, field_, theirs)
        elif theirs is not None and theirs != mine:
            reason = "it gives the body another day of its beginning or end than a row before, whose day was kept"
            report.doubt(row.file.name, row.line, other.code, reason)
    if other.name and body.name and other.name.casefold() != body.name.casefold():
        body.other_names.add(other.name)
    body.name = body.name or other.name
    body.kinds = body.kinds or (other.kinds if other.type == body.type else ())
    body.other_names |= other.other_names
    body.claims += other.claims
    body.ons = body.ons or other.ons
    body.note = body.note or other.note


def _days(since: PartialDate | None, until: PartialDate | None) -> tuple[date, date]:
    return (since.earliest if since else MIN_DATE), (until.latest if until else MAX_DATE)


def _later(day: PartialDate | None, other_day: PartialDate | None) -> PartialDate | None:
    if day is None or other_day is None:
        return day or other_day
    return day if day.earliest >= other_day.earliest else other_day


def _earlier(day: PartialDate | None, other_day: PartialDate | None) -> PartialDate | None:
    if day is None or other_day is None:
        return day or other_day
    return day if day.latest <= other_day.latest else other_day
