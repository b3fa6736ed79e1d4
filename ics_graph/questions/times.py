"""What happened when: the life of a body, what it came from and became, and what changed between two days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ics_graph.dates import PartialDate
from ics_graph.questions.answer import Answer, Heading, Row, counted, listed, verdict_of
from ics_graph.questions.chains import stated_gaps, told_in_order
from ics_graph.questions.gathering import Asked, shown_name
from ics_graph.questions.lookup import Name, body_named, type_named
from ics_graph.questions.presence import absence
from ics_graph.questions.records import body_row, citations, event_rows, line_rows, when
from ics_graph.questions.registry import question
from ics_graph.questions.scope import Scope
from ics_graph.questions.wording import places_cited, sentence
from ics_graph.stores.rows import EVERYTHING, Body, Line, View


@question("time", 'history "NHS North West London CCG"', body="the body, person or document")
def history(asked: Asked, body: Name) -> Answer:
    """The life of a body in the order of its days: beginning, phases, codes, events, dated lines and end.

    Plans are shown as plans, with the days they were planned for; what has no date is not listed.
    """
    found = body_named(asked.store, body)
    record = found.record
    named = body_row(asked, found, "begins", spells=False)
    rows: list[Row] = []
    order: dict[int, str] = {}
    if named and record.since:
        rows.append(replace(named, value="begins", since=str(record.since), until=None))
    if named and record.until:
        rows.append(replace(named, relation="ends", value="ends (last day)", since=str(record.until), until=None))
    for code in record.identifiers:
        if named and (code.since or code.until):
            value = f"{code.scheme} code {code.value}"
            since, until = (str(day) if day else None for day in (code.since, code.until))
            rows.append(replace(named, relation="has the code", value=value, since=since, until=until))
    for spell in record.phases:
        seen = sorted({str(claim.observed) for claim in spell.claims if claim.observed not in (None, "never")})
        if named and seen and not (spell.since or spell.until):
            value = f"{spell.phase}, seen on {' and '.join(seen)}; since when and until when is not stated"
            row = replace(named, relation="is seen in the phase", value=value, since=None, phase=spell.phase)
            rows.append(replace(row, sources=citations(asked, spell.claims), until=None))
            order[id(rows[-1])] = seen[0]
        if named and (spell.since or spell.until):
            since, until = (str(day) if day else None for day in (spell.since, spell.until))
            heading: Heading = "planned" if spell.phase == "planned" else "in effect"
            row = replace(named, relation="is in the phase", value=spell.phase, heading=heading, since=since)
            if spell.claims:
                row = replace(row, sources=citations(asked, spell.claims))
            rows.append(replace(row, until=until, phase=spell.phase))
    events = event_rows(asked, asked.store.events([found.id]), found)
    rows += events
    lines = [
        line
        for direction in ("up", "down")
        for line in asked.store.lines([found.id], direction, list(asked.ontology.families), EVERYTHING)
        if line.certainty != "rule" and (line.record.since or line.record.until)
    ]
    rows += line_rows(asked, sorted(set(lines)))
    rows.sort(key=lambda row: row.since or row.until or order.get(id(row), "9999"))
    text = _life(found)
    seen_in = [row for row in rows if row.relation == "is seen in the phase"]
    text = f"{text} Its phase: {listed([row.value or '' for row in seen_in])}." if seen_in else text
    if events:
        text = f"{text} {told_in_order(shown_name(found), events)}"
    elif not rows:
        text = f"No source dates anything of {shown_name(found)}."
    verdict = verdict_of(tuple(rows), stated_none=False)
    gone = absence(asked, found)
    gaps = (text for text, _ in stated_gaps(asked, found.id, ("date",)))
    said = (*((gone,) if gone else ()), *gaps)
    return Answer("history", {"body": found.id}, text, verdict, asked.view.as_of, tuple(rows), (), said)


def _life(body: Body) -> str:
    record = body.record
    if not (record.since or record.until):
        return f"No source says when {shown_name(body)} began or ended."
    began = f"from {record.since}" if record.since else "from a day that is not stated"
    ended = f" until {record.until}" if record.until else "; no end is stated"
    return f"{shown_name(body)} was there {began}{ended}."


@question("time", 'succession "NHS Darlington CCG"', body="the body or document")
def succession(asked: Asked, body: Name) -> Answer:
    """What a body came from and what it became, all the way back and on, by the events that say so.

    Succession is never written down twice: it follows from mergers, splits, transfers and abolitions.
    """
    found = body_named(asked.store, body)
    rows: list[Row] = []
    for later in (False, True):
        rows += _followed(asked, found, later)
    firm = [row for row in rows if row.heading == "in effect"]
    parts = []
    for relation, said_so, planned in (
        ("came from", "came from", "is to come from"),
        ("became", "became", "is to become"),
    ):
        near = [row for row in rows if row.depth == 1 and row.relation == relation]
        for verb, found_rows in (
            (said_so, [row for row in near if row.heading == "in effect"]),
            (planned, [row for row in near if row.heading != "in effect"]),
        ):
            if found_rows:
                names = listed([f"{row.name} ({row.since or 'no date'}{_marks(row)})" for row in found_rows], 12)
                parts.append(f"{verb} {names}")
    if parts:
        text = sentence(f"{shown_name(found)} {'; it '.join(parts)} ({places_cited(firm or rows)})")
    else:
        text = f"No source says what {shown_name(found)} came from or became."
    verdict = verdict_of(tuple(rows), stated_none=False)
    gone = absence(asked, found)
    said = (gone,) if gone else ()
    return Answer("succession", {"body": found.id}, text, verdict, asked.view.as_of, tuple(rows), (), said)


def _marks(row: Row) -> str:
    marks: list[str] = [row.heading] if row.heading != "in effect" else []
    marks += [row.certainty] if row.certainty in ("inferred", "disputed") else []
    return "".join(f", {mark}" for mark in marks)


def _followed(asked: Asked, start: Body, later: bool) -> list[Row]:
    mine, theirs = ("original", "resulting") if later else ("resulting", "original")
    rows: list[Row] = []
    seen, ring, depth = {start.id}, [start.id], 0
    while ring:
        depth += 1
        reached: dict[str, None] = {}
        for event in sorted(asked.store.events(ring), key=when):
            (row,) = event_rows(asked, [event])
            froms = [part.entity for part in event.participants if part.side == mine and part.entity in ring]
            tos = [part for part in event.participants if part.side == theirs]
            bodies = asked.store.bodies({*froms, *(part.entity for part in tos)})
            for near in froms:
                for part in tos:
                    if part.entity in (near, start.id):
                        continue
                    far = bodies[part.entity]
                    rows.append(
                        replace(
                            row,
                            id=far.id,
                            name=shown_name(far),
                            type=far.type,
                            kind=asked.kind(far.type),
                            relation="became" if later else "came from",
                            of=near,
                            of_name=shown_name(bodies[near]),
                            depth=depth,
                            value=event.name,
                            role="in part" if part.part == "part" else None,
                            forward="became",
                            upward=later,
                        )
                    )
                    if far.id not in seen:
                        reached[far.id] = None
        seen |= set(reached)
        ring = list(reached)
    return rows


@question(
    "time",
    "changes 2020-03-31 2020-04-01 --type ClinicalCommissioningGroup",
    first="a day, YYYY-MM-DD",
    last="a later day, YYYY-MM-DD",
    within="only what belongs to this system or body (default: all)",
    type="keep bodies and lines of one type of the ontology",
)
def changes(asked: Asked, first: str, last: str, within: Name | None = None, type: str | None = None) -> Answer:
    """What was there on one day and not on a later one, and the other way round: bodies, lines and events between.

    Only dates that sources state count as changes: what is undated is on neither list.
    """
    one, two = _day(first), _day(last)
    if one >= two:
        raise ValueError(f"the second day must be later than the first, and {last} is not later than {first}")
    scope = Scope(asked, within)
    known = asked.ontology.types
    type = type_named(asked.ontology, type) if type else None
    kinds = asked.ontology.kinds_of(type) if type else [kind.name for kind in known.values() if not kind.abstract]
    bodies = [body for body in asked.store.of_types(kinds) if scope.has(body.id) and not body.planned]
    rows: list[Row] = []
    counts = []
    for what, found in (
        ("opened", [body for body in bodies if _began(body, first, last)]),
        ("closed", [body for body in bodies if _ended(body, first, last)]),
    ):
        rows += [row for body in found if (row := body_row(asked, body, what)) is not None]
        if found:
            counts.append(f"{len(found)} {what}: {listed([body.name for body in found])}")
    lines = [
        line
        for line in asked.store.lines(None, "up", list(asked.ontology.families), View(denied=True))
        if (scope.has(line.subject) or scope.has(line.object)) and line.certainty != "rule"
    ]
    if type:
        ids = {body.id for body in bodies}
        lines = [line for line in lines if line.subject in ids or line.object in ids]
    for what, changed in (
        ("began", [line for line in lines if _between(line.record.since, one, two)]),
        ("ended", [line for line in lines if _between(line.record.until, one, two, last_day=True)]),
        ("ended with a body", [line for line in lines if _ended(line, first, last) and line.record.until is None]),
    ):
        rows += [replace(row, value=f"the line {what}") for row in line_rows(asked, changed)]
        if changed:
            counts.append(f"{counted(len(changed), 'line')} {what}")
    events = [event for event in asked.store.events(scope.ids) if _between(event.date, one, two)]
    if type:
        events = [e for e in events if any(part.entity in {body.id for body in bodies} for part in e.participants)]
    rows += event_rows(asked, events)
    counts += [counted(len(events), "event")] if events else []
    there = [sum(body.start_min <= day <= body.end_max for body in bodies) for day in (first, last)]
    said = []
    if type:
        label = asked.ontology.types[type].label
        said.append(
            f"Of the type '{label}' {there[0]:,} were or may have been there on {first}, {there[1]:,} on {last}."
        )
    period = f"between {first} and {last}"
    text = f"{period}: {'; '.join(counts)}" if counts else f"{period} no source dates a change{scope.words}"
    verdict = verdict_of(tuple(rows), stated_none=False)
    parameters = {"first": first, "last": last, **scope.parameters, **({"type": type} if type else {})}
    return Answer("changes", parameters, sentence(text), verdict, None, tuple(rows), (), tuple(said))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a day; write YYYY-MM-DD, such as 2020-04-01") from error


def _between(day: PartialDate | None, first: date, last: date, last_day: bool = False) -> bool:
    """Return whether a day may lie after the first and not after the last; a last day takes effect the day after."""
    if day is None:
        return False
    if last_day:
        return day.latest >= first and day.earliest < last
    return day.latest > first and day.earliest <= last


def _began(thing: Body | Line, first: str, last: str) -> bool:
    """Return whether it was surely not there on the first day, may be on the last, and has a beginning."""
    return first < thing.start_min <= last <= thing.end_max or first < thing.start_min <= thing.end_max < last


def _ended(thing: Body | Line, first: str, last: str) -> bool:
    return thing.start_min <= first <= thing.end_max < last or first < thing.start_min <= thing.end_max < last
