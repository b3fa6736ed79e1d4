"""What changed between two days: bodies, lines, events and codes, with what dates leave open told apart.

The answer has one part for each kind of change, each with what is sure before what may be, and first of all the
balance of the bodies by type. A part lists no more than a person reads; all are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ics_graph.answering.answer import Answer, Row, Verdict, verdict_of
from ics_graph.answering.asked import Asked
from ics_graph.answering.changes import balance
from ics_graph.answering.changes.events import by_event, events_in_words, when_happened
from ics_graph.answering.changes.transfers import (
    SEATS,
    Transfers,
    code_rows,
    ends_gone,
    passed_codes,
    transfers_of,
    when_began,
    when_ended,
)
from ics_graph.answering.lists import counted, listed, sentence
from ics_graph.answering.lookup import Name, type_named
from ics_graph.answering.provenance import citing, dated_by
from ics_graph.answering.registry import question
from ics_graph.answering.rows import body_row, event_rows, line_rows, read_sources
from ics_graph.answering.scope import WITHIN, Scope, scope_of
from ics_graph.errors import InvalidValue
from ics_graph.model import Event
from ics_graph.stores.rows import Body, Line, View, ends

_OPEN = "its date leaves open whether it lies between these days"
_EVENTS = "Mergers and other events"
_CODES = "Codes that passed from one body to another"
_CAUTION = "That a code passed from one body to another does not say that one followed the other."


@question(
    "time",
    "changes 2020-03-31 2020-04-01 --type ClinicalCommissioningGroup",
    dated=False,
    first="a day, YYYY-MM-DD",
    last="a later day, YYYY-MM-DD",
    within=WITHIN,
    type="keep bodies and lines of one type of the ontology",
    limit="the most to list of each kind of change; all are counted",
)
def changes(
    asked: Asked, first: str, last: str, within: Name | None = None, type: str | None = None, limit: int = 100
) -> Answer:
    """What was there on one day and not on a later one, and the other way round: bodies, lines and events between.

    First comes the balance of the bodies by type: those there on the first day, with those that opened and without
    those that closed, are those there on the last; where dates and events do not agree, that is said. Then come events,
    bodies, lines that moved to another body, that lost an end or doubled, memberships, other lines, and codes.

    Only dates that sources state count as changes: what is undated is on neither list. What a date only leaves open,
    and what is only planned for these days, are told apart.
    """
    one, two = _day(first), _day(last)
    if one >= two:
        raise InvalidValue(f"the second day must be later than the first, and {last} is not later than {first}")
    scope = scope_of(asked, within)
    known = asked.ontology.types
    type = type_named(asked.ontology, type) if type else None
    every = [kind.name for kind in known.values() if not kind.abstract]
    kinds = asked.ontology.kinds_of(type) if type else every
    bodies = [body for body in asked.store.of_types(kinds) if scope.has(body.id) and not body.planned]
    ids = {body.id for body in bodies} if type else None
    events = [event for event in asked.store.events(scope.ids) if when_happened(event, one, two) != "not"]
    events = [e for e in events if ids is None or any(part.entity in ids for part in e.participants)]
    surely_between = [event for event in events if when_happened(event, one, two) == "surely"]
    balances, said = balance.balanced(asked, bodies, surely_between, first, last, kinds if type and not within else ())
    if balances and within:
        said.append("The balance is of the bodies that belong to it; what joined or left it without opening is not in.")

    parts = _Parts(asked, limit)
    parts.events(events, {event.id for event in events} - {event.id for event in surely_between})
    parts.bodies(bodies, first, last, surely_between)
    parts.lines(_lines(asked, scope, ids, first, last), first, last)
    everybody = asked.store.of_types(every) if type or within else bodies
    parts.codes(everybody, {body.id for body in bodies}, first, last)

    period, firm = f"between {first} and {last}", verdict_of(tuple(parts.sure), stated_none=False)
    text = f"{period}: {'; '.join(parts.counts)}"
    if not any(row.heading != "planned" for row in parts.sure):
        text = "; ".join([f"{period} no source says for sure that anything{scope.words} changed", *parts.counts])
    text = text if parts.counts else f"{period} no source dates a change{scope.words}"
    verdict: Verdict = firm if firm == "answered" or not parts.rows else "only-tentative"
    parameters = {"first": first, "last": last, **scope.parameters, **({"type": type} if type else {})}
    rows = (*balances, *parts.rows)
    return Answer(
        parameters=parameters,
        headline=sentence(text),
        verdict=verdict,
        rows=rows,
        caveats=(*said, *parts.said),
    )


class _Parts:
    """The parts of the answer, filled one after another: their rows, what the headline counts, and caveats."""

    def __init__(self, asked: Asked, limit: int) -> None:
        self.asked, self.limit = asked, limit
        self.rows: list[Row] = []
        self.sure: list[Row] = []
        self.counts: list[str] = []
        self.said: list[str] = []

    def add(self, rows: Iterable[Row], group: str, sure: bool) -> None:
        """Take in rows under a title; only sure ones bear the verdict."""
        placed = [replace(row, group=group) for row in rows]
        self.rows += placed
        self.sure += placed if sure else []

    def cut(self, found: Sequence[object], what: str) -> int:
        """Return how many of these are listed, and say so where that is not all."""
        if len(found) > self.limit:
            self.said.append(f"Only {self.limit:,} of {len(found):,} are listed: {what} (--limit).")
        return self.limit

    def events(self, events: Sequence[Event], open_: set[str]) -> None:
        """Add what happened, or was planned, surely or perhaps between the days."""
        made = event_rows(self.asked, events)
        for sure in (True, False):
            rows = [row for row in made if (row.record not in open_) == sure]
            if not sure:
                rows = [replace(row, note="; ".join(filter(None, (row.note, _OPEN)))) for row in rows]
            what = "events" if sure else "events whose dates leave open whether they lie between"
            self.add(rows[: self.cut(rows, what)], _EVENTS, sure)
        self.counts += events_in_words(events, open_)

    def bodies(self, bodies: Sequence[Body], first: str, last: str, events: Sequence[Event]) -> None:
        """Add the bodies that opened or closed, by type and name, each with the event that says out of or into what."""
        types = self.asked.ontology.types
        bodies = sorted(bodies, key=lambda body: (types[body.type].label, body.name, body.id))
        for what, might, group in (
            ("opened", "may have opened", "Bodies that opened"),
            ("closed", "may have closed", "Bodies that closed"),
        ):
            for words, how in ((what, "surely"), (might, "perhaps")):
                when, end = (when_began, "begins") if what == "opened" else (when_ended, "ends")
                found = [body for body in bodies if when(body, first, last) == how]
                shown = found[: self.cut(found, f"bodies that {words}")]
                read_sources(self.asked, shown)
                made = [(body.name, _changed(self.asked, body, words, end)) for body in shown]
                told = by_event(self.asked, [body.id for body in shown], events, later=what == "closed")
                rows = [replace(row, value=told.get(row.id)) for _, row in made if row is not None]
                self.add(rows, group, how == "surely")
                if uncited := [name for name, row in made if row is None]:
                    self.said.append(
                        f"No claim bears out these bodies that {words}, so none is listed: {listed(uncited)}."
                    )
                self.counts += [f"{len(found):,} {words}: {listed([body.name for body in found])}"] if found else []

    def lines(self, found: Transfers, first: str, last: str) -> None:
        """Add the lines that moved, lost an end, doubled, began and ended: memberships and roles before others."""
        lost = "Lines that lost an end: a body is gone, and no source ends the line"
        doubled = "Lines that doubled: two of the same ends and role at once"
        orphaned, may_be_orphaned = self._orphans(found.orphaned, first, last)
        self._of(found.moved, "moved", "Lines that moved to another body", found.told, True)
        self._of(orphaned, "ended with a body", lost, found.told, True)
        self._of(may_be_orphaned, "may have ended with a body", lost, found.told, False)
        self._of(found.doubled, "doubled", doubled, found.told, True)
        for seats in (True, False):
            title = "Memberships and roles" if seats else "Other lines"
            for sure, maybe, words, might in (
                (found.began, found.may_have_begun, "began", "may have begun"),
                (found.ended, found.may_have_ended, "ended", "may have ended"),
            ):
                for what, told, firm in ((sure, words, True), (maybe, might, False)):
                    kept = [line for line in what if (line.family in SEATS) == seats]
                    self._of(kept, told, f"{title} that {words}", found.told, firm)
        for number, words in (
            (len(found.began), "began"),
            (len(found.may_have_begun), "may have begun"),
            (len(found.ended), "ended"),
            (len(found.may_have_ended), "may have ended"),
            (len(orphaned), "ended with a body"),
            (len(may_be_orphaned), "may have ended with a body"),
            (len({line.subject for line in found.moved}), "moved to another body"),
            (len(found.doubled), "doubled"),
        ):
            noun = "body" if words == "moved to another body" else "line"
            if number:
                self.counts.append(
                    f"lines of {counted(number, noun)} {words}"
                    if noun == "body"
                    else f"{counted(number, noun)} {words}"
                )

    def _orphans(self, lines: Sequence[Line], first: str, last: str) -> tuple[list[Line], list[Line]]:
        """Return the lines of which an end surely went between the days, and those of which one may have."""
        bodies = self.asked.store.bodies(ends(lines))

        def sure(line: Line) -> bool:
            gone = [bodies[end] for end in (line.subject, line.object) if bodies[end].end_max == line.end_max]
            return any(when_ended(body, first, last) == "surely" for body in gone)

        return [line for line in lines if sure(line)], [line for line in lines if not sure(line)]

    def _of(self, lines: Sequence[Line], words: str, group: str, told: dict[str, str], sure: bool) -> None:
        if not lines:
            return
        ontology = self.asked.ontology
        bodies = self.asked.store.bodies(ends(lines))

        def place(line: Line) -> tuple[str, ...]:
            return ontology.relations[line.type].label, bodies[line.subject].name, bodies[line.object].name, line.id

        lines = sorted(lines, key=place)
        lines = lines[: self.cut(lines, f"lines that {words}")]
        gone = ends_gone(lines, bodies) if words.endswith("ended with a body") else {}
        rows = []
        for row in line_rows(self.asked, lines):
            value = told.get(row.record or "") or f"the line {words}"
            note = "; ".join(filter(None, (row.note, gone.get(row.record or ""))))
            rows.append(replace(row, value=value, note=note or None))
        self.add(rows, group, sure)

    def codes(self, bodies: Sequence[Body], kept: set[str], first: str, last: str) -> None:
        """Add the codes that one body had and another has, where one of them is kept in the answer."""
        passed = [one for one in passed_codes(bodies, first, last) if {one.old.id, one.new.id} & kept]
        if not passed:
            return
        self.add(code_rows(self.asked, passed[: self.limit], _CODES), _CODES, True)
        if len(passed) > self.limit:
            self.said.append(f"Only {self.limit:,} of {len(passed):,} are listed: codes that passed (--limit).")
        self.counts.append(f"{counted(len(passed), 'code')} passed to another body")
        self.said.append(_CAUTION)


def _changed(asked: Asked, body: Body, words: str, end: str) -> Row | None:
    """Return a body's row with the claims that bear out its first or last day."""
    row = body_row(asked, body, words)
    return citing(asked, row, dated_by(asked, body, "begins" if end == "begins" else "ends")) if row else None


def _lines(asked: Asked, scope: Scope, ids: set[str] | None, first: str, last: str) -> Transfers:
    """Return how the lines turned that a source states; of those that did not, not even the dates are read."""
    stated = [
        line
        for line in asked.store.lines(None, "up", list(asked.ontology.families), View(rules=False))
        if (scope.has(line.subject) or scope.has(line.object))
        and (ids is None or line.subject in ids or line.object in ids)
    ]
    touched = [
        line for line in stated if when_began(line, first, last) != "not" or when_ended(line, first, last) != "not"
    ]
    names = {id_: body.name for id_, body in asked.store.bodies({line.object for line in touched}).items()}
    return transfers_of(stated, names, first, last)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue(f"'{text}' is not a day; write YYYY-MM-DD, such as 2020-04-01") from error
