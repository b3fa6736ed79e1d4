"""What changed between two days: bodies, lines and events, with what dates leave open told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from ics_graph.dates import Span
from ics_graph.model import Event
from ics_graph.questions.answer import Answer, Row, Verdict, counted, listed, verdict_of
from ics_graph.questions.gathering import Asked
from ics_graph.questions.lookup import Name, type_named
from ics_graph.questions.records import body_row, event_rows, line_rows
from ics_graph.questions.registers import citing, dated_by
from ics_graph.questions.registry import question
from ics_graph.questions.scope import WITHIN, Scope
from ics_graph.questions.wording import sentence
from ics_graph.standing import only_planned
from ics_graph.stores.rows import FIRST_DAY, LAST_DAY, Body, Line, View

_When = Literal["surely", "perhaps", "not"]
_OPEN = "its date leaves open whether it lies between these days"


@question(
    "time",
    "changes 2020-03-31 2020-04-01 --type ClinicalCommissioningGroup",
    first="a day, YYYY-MM-DD",
    last="a later day, YYYY-MM-DD",
    within=WITHIN,
    type="keep bodies and lines of one type of the ontology",
)
def changes(asked: Asked, first: str, last: str, within: Name | None = None, type: str | None = None) -> Answer:
    """What was there on one day and not on a later one, and the other way round: bodies, lines and events between.

    Only dates that sources state count as changes: what is undated is on neither list. What a date only leaves open,
    and what is only planned for these days, are told apart.
    """
    one, two = _day(first), _day(last)
    if one >= two:
        raise ValueError(f"the second day must be later than the first, and {last} is not later than {first}")
    scope = Scope(asked, within)
    known = asked.ontology.types
    type = type_named(asked.ontology, type) if type else None
    kinds = asked.ontology.kinds_of(type) if type else [kind.name for kind in known.values() if not kind.abstract]
    bodies = [body for body in asked.store.of_types(kinds) if scope.has(body.id) and not body.planned]
    sure: list[Row] = []
    rows: list[Row] = []
    counts: list[str] = []
    for what, might, end in (("opened", "may have opened", "begins"), ("closed", "may have closed", "ends")):
        for words, how in ((what, "surely"), (might, "perhaps")):
            when = _began if end == "begins" else _ended
            found = [body for body in bodies if when(body, first, last) == how]
            made = [row for body in found if (row := _changed(asked, body, words, end)) is not None]
            rows += made
            sure += made if how == "surely" else []
            counts += [f"{len(found)} {words}: {listed([body.name for body in found])}"] if found else []
    ids = {body.id for body in bodies} if type else None
    for words, lines in _lines(asked, scope, ids, first, last).items():
        made = [replace(row, value=f"the line {words}") for row in line_rows(asked, lines)]
        rows += made
        sure += [] if words.startswith("may") else made
        counts += [f"{counted(len(lines), 'line')} {words}"] if lines else []
    events = [event for event in asked.store.events(scope.ids) if _happened(event, one, two) != "not"]
    events = [e for e in events if ids is None or any(part.entity in ids for part in e.participants)]
    open_ = {event.id for event in events if _happened(event, one, two) == "perhaps"}
    happened = [
        replace(row, note="; ".join(filter(None, (row.note, _OPEN)))) if row.line in open_ else row
        for row in event_rows(asked, events)
    ]
    counts += _told(events, open_)
    sure += [row for row in happened if row.line not in open_]
    rows += happened
    label = known[type].label if type else ""
    there = [sum(body.start_min <= day <= body.end_max for body in bodies) for day in (first, last)]
    numbers = f"{there[0]:,} were or may have been there on {first}, {there[1]:,} on {last}"
    said = (f"Of the type '{label}' {numbers}.",) if type else ()
    period, firm = f"between {first} and {last}", verdict_of(tuple(sure), stated_none=False)
    text = f"{period}: {'; '.join(counts)}"
    if not any(row.heading != "planned" for row in sure):
        text = "; ".join([f"{period} no source says for sure that anything{scope.words} changed", *counts])
    text = text if counts else f"{period} no source dates a change{scope.words}"
    verdict: Verdict = firm if firm == "answered" or not rows else "only-tentative"
    parameters = {"first": first, "last": last, **scope.parameters, **({"type": type} if type else {})}
    return Answer("changes", parameters, sentence(text), verdict, None, tuple(rows), (), said)


def _changed(asked: Asked, body: Body, words: str, end: str) -> Row | None:
    """Return a body's row with the claims that bear out its first or last day."""
    row = body_row(asked, body, words)
    return citing(asked, row, dated_by(asked, body, "begins" if end == "begins" else "ends")) if row else None


def _lines(asked: Asked, scope: Scope, ids: set[str] | None, first: str, last: str) -> dict[str, list[Line]]:
    """Return the lines that began or ended, by how it is told; records are read of those only whose bounds changed."""
    found: dict[str, list[Line]] = {
        words: [] for words in ("began", "may have begun", "ended", "may have ended", "ended with a body")
    }
    for line in asked.store.lines(None, "up", list(asked.ontology.families), View()):
        began, ended = _began(line, first, last), _ended(line, first, last)
        if (began, ended) == ("not", "not") or line.certainty == "rule":
            continue
        if not (scope.has(line.subject) or scope.has(line.object)):
            continue
        if ids is not None and line.subject not in ids and line.object not in ids:
            continue
        record = line.record
        if began != "not" and record.since:
            found["began" if began == "surely" else "may have begun"].append(line)
        if ended != "not" and record.until:
            found["ended" if ended == "surely" else "may have ended"].append(line)
        elif record.until is None and first <= line.end_max < last:
            found["ended with a body"].append(line)
    return found


def _told(events: Sequence[Event], open_: set[str]) -> list[str]:
    """Return how many events took place or were planned, surely or perhaps between the days."""
    told = []
    for planned in (False, True):
        for doubtful in (False, True):
            number = sum(only_planned(e) == planned and (e.id in open_) == doubtful for e in events)
            noun = "planned event" if planned else "event"
            whose = "whose date leaves" if number == 1 else "whose dates leave"
            how = f", {whose} open whether {'it lies' if number == 1 else 'they lie'} between" if doubtful else ""
            told += [f"{counted(number, noun)}{how}"] if number else []
    return told


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a day; write YYYY-MM-DD, such as 2020-04-01") from error


def _happened(event: Event, first: date, last: date) -> _When:
    """Return whether an event was after the first day and not after the last; one open at a side is left out."""
    span = Span.of(event.date) if event.date else None
    if span is None and event.not_before and event.not_after:
        span = Span(event.not_before.earliest, event.not_after.latest)
    if span is None or span.last <= first or span.first > last:
        return "not"
    return "surely" if first < span.first and span.last <= last else "perhaps"


def _began(thing: Body | Line, first: str, last: str) -> _When:
    """Return whether its stated first day is after the first day and not after the last."""
    if thing.start_min == FIRST_DAY or thing.start_min > last or thing.start_max <= first:
        return "not"
    return "surely" if first < thing.start_min and thing.start_max <= last else "perhaps"


def _ended(thing: Body | Line, first: str, last: str) -> _When:
    """Return whether it ended between the days: what has a last day is gone on the day after."""
    if thing.end_max == LAST_DAY or thing.end_max < first or thing.end_min >= last:
        return "not"
    return "surely" if first <= thing.end_min and thing.end_max < last else "perhaps"
