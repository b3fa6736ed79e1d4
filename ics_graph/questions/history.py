"""What happened when: the life of a body, and what it came from and became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ics_graph.answering.answer import Answer, Heading, Row, verdict_of
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.chains import events_in_words, places_not_read, stated_gaps
from ics_graph.answering.existence import Absence, absence, passed_in_words, what_is_open
from ics_graph.answering.grammar import is_plural
from ics_graph.answering.grammar import verb as verb_of
from ics_graph.answering.headlines import not_read
from ics_graph.answering.lists import (
    MOST_NAMES,
    Headline,
    a,
    as_headline,
    briefly,
    counted,
    is_short,
    listed,
    sentence,
    upper,
)
from ics_graph.answering.lookup import Name, body_named
from ics_graph.answering.nouns import share
from ics_graph.answering.passed import Passed, passed
from ics_graph.answering.provenance import citing, coded_by, dated_by, same_codes
from ics_graph.answering.registry import question
from ics_graph.answering.rows import body_row, citations, event_rows, line_rows
from ics_graph.answering.spells import spells_of_kinds, with_days
from ics_graph.dates import in_words, period_in_words
from ics_graph.stores.rows import EVERYTHING, Body
from ics_graph.validity import only_planned

_GAVE, _RECEIVED = "passed a part to", "received a part of"
_SUCCESSION = ("came from", "became")
_MOST_PARTS = 3
_ALL = 10_000


@question(
    "time",
    'history "NHS North West London CCG"',
    body="the body, person or document",
    ways=(
        "what happened to {body}",
        "when was {body} established",
        "what (happen to|become of) {body}",
        "what happen (with|at) {body}",
        "[what] (history|timeline|life|chronology|story) (of|for) {body}",
        "[what] {body} (history|timeline|chronology)",
        "when {body} (establish|begin|start|set up|create|form)",
        "when {body} (found|open|launch|come into being|go live|come into existence)",
        "[on] what (date|day|year|month) {body} (establish|begin|start|form|open|end|close|abolish|merge)",
        "when {body} (end|close|abolish|stop|dissolve|disband)",
        "when {body} (wind up|cease|cease to exist|merge|shut|shut down|exist)",
        "(how long|since when|until when|from when) {body} (exist|last|run|operate|there)",
        "how long {body} (have|been) [exist|around|run]",
        "when (was there|exist) {body}",
        "what (event|date|milestone|step|stage) (of|for|in|affect|to do with) {body}",
        "[what] [planned] (date|step|stage|event|milestone) (of|for|in) {body} [merger] [with date]",
        "what plan for {body}",
        "when (start|end|beginning|closure|abolition|merger) of {body}",
        "{body} still (exist|open|run|active|there|around)",
        "{body} (exist|close|abolish|merge)",
        "when {body} (due to|to|expected to|planned to) (begin|start|open|close|merge|go live|end)",
    ),
)
def history(asked: Asked, body: Name) -> Answer:
    """The life of a body in the order of its days: beginning, phases, codes, events, dated lines and end.

    Plans are shown as plans, with the days they were planned for; what has no date is not listed.
    """
    entity = body_named(asked.store, body, asked.view.as_of)
    record = entity.record
    named = body_row(asked, entity, "begins", spells=False)
    rows: list[Row] = []
    order: dict[int, str] = {}
    if named:
        rows += _beginning_and_end(asked, entity, named)
        # What is noted of a body stands once, at its beginning.
        named = replace(named, note=None)
        rows += [*_coded(asked, entity, named), *_kind_rows(asked, entity, named), *_name_rows(asked, entity, named)]
        for row, day in _phase_rows(asked, entity, named):
            rows.append(row)
            if day is not None:
                order[id(row)] = day
    events = event_rows(asked, asked.store.events([entity.id]), entity)
    rows += events
    lines = [
        line
        for direction in ("up", "down")
        for line in asked.store.lines([entity.id], direction, list(asked.ontology.families), EVERYTHING)
        if line.certainty != "rule" and (line.record.since or line.record.until)
    ]
    rows += line_rows(asked, sorted(set(lines)))
    rows.sort(key=lambda row: row.since or row.until or order.get(id(row), "9999"))
    name = the(shown_name(entity))
    life = _life(asked, entity)
    more = [_types(asked, entity)] if record.kinds else []
    seen_in = [row for row in rows if row.relation == "is seen in the phase"]
    more += [f"{name} is seen in this phase: {listed([row.value or '' for row in seen_in])}"] if seen_in else []
    # A merger that ended the body, and is all that is known, the clause on its life has told.
    told = len(events) == 1 and " then " in life
    more += events_in_words(shown_name(entity), events) if events and not told else []
    # What is known of a body comes before what is not known of it.
    clauses = [life, *more] if record.since or record.until or not more else [more[0], life, *more[1:]]
    lives = any(asked.ontology.is_a(entity.type, kind) for kind in ("Organisation", "Collaboration"))
    if more and not lives and not (record.since or record.until):
        clauses = more
    text, notes = as_headline(*clauses) if rows else as_headline(f"no source dates anything of {name}")
    unread = places_not_read(asked, [entity.id], ("date",))
    verdict = verdict_of(tuple(rows), stated_none=False, not_read=bool(unread))
    text = sentence(not_read(text)) if verdict == "not-read" else text
    gone = absence(asked, entity)
    caveats = [*notes, *(_of_absence(gone) if gone else ())]
    if record.note and not (named and record.since):
        caveats.append(f"{record.note.rstrip('.')}.")
    of_lines = [row for row in rows if row.depth and row.certainty is not None]
    inferred = sum(row.certainty == "inferred" for row in of_lines)
    caveats += (
        [sentence(share(inferred, len(of_lines), "dated relationship in the table", "inferred"))] if inferred else []
    )
    caveats += [gap for gap, _ in stated_gaps(asked, entity.id, ("date",))]
    return Answer(
        parameters={"body": entity.id},
        headline=text,
        verdict=verdict,
        less="no date of establishment is stated"
        if rows and life in clauses and not (record.since or record.until)
        else None,
        rows=tuple(rows),
        caveats=tuple(caveats),
    )


def _beginning_and_end(asked: Asked, body: Body, named: Row) -> list[Row]:
    """Return the row of a body once for its first day and once for its last, as far as these are stated."""
    record, rows = body.record, list[Row]()
    of_bodies = any(asked.ontology.is_a(body.type, kind) for kind in ("Organisation", "Collaboration"))
    began, ended = ("established", "abolished (its last day)") if of_bodies else ("first day", "last day")
    if record.since:
        row = replace(named, value=began, since=str(record.since), until=None)
        rows.append(citing(asked, row, dated_by(asked, body, "begins")))
    if record.until:
        row = replace(named, relation="ends", value=ended, since=str(record.until), until=None, note=None)
        rows.append(citing(asked, row, dated_by(asked, body, "ends")))
    return rows


def _coded(asked: Asked, body: Body, named: Row) -> list[Row]:
    """Return the row of a body once for each of its codes that has a date."""
    rows = []
    for code in body.record.identifiers:
        if code.since or code.until:
            value = f"{code.scheme} code {code.value}"
            since, until = (str(day) if day else None for day in (code.since, code.until))
            row = replace(named, relation="has the code", value=value, since=since, until=until)
            rows.append(citing(asked, row, coded_by(asked, body, code)))
    return rows


def _kind_rows(asked: Asked, body: Body, named: Row) -> list[Row]:
    """Return the row of a body once for each of its kinds; one without days says what is known of its first."""
    rows = []
    for spell, bounds in spells_of_kinds(body) if body.record.kinds else ():
        label = asked.ontology.types[spell.type].label
        row = replace(named, relation="is of the kind", value=f"{label} ({bounds})" if bounds else label, phase=None)
        row = replace(row, type=spell.type, kind=asked.kind(spell.type))
        row = citing(asked, row, spell.claims) if spell.claims else row
        since, until = (str(day) if day else None for day in (spell.since, spell.until))
        rows.append(replace(row, since=since, until=until))
    return rows


def _name_rows(asked: Asked, body: Body, named: Row) -> list[Row]:
    """Return the row of a body once for each of its names that has a date."""
    rows = []
    for spell in body.record.names:
        if spell.since or spell.until:
            since, until = (str(day) if day else None for day in (spell.since, spell.until))
            row = replace(named, relation="has the name", value=spell.name, since=since, until=until, phase=None)
            rows.append(citing(asked, row, spell.claims) if spell.claims else row)
    return rows


def _phase_rows(asked: Asked, body: Body, named: Row) -> list[tuple[Row, str | None]]:
    """Return a body's row for each phase with a day: with the first on which it was seen, where no other is stated."""
    rows: list[tuple[Row, str | None]] = []
    for spell in body.record.phases:
        seen = sorted({str(claim.observed) for claim in spell.claims if claim.observed not in (None, "never")})
        if seen and not (spell.since or spell.until):
            value = f"{spell.phase}, seen on {' and '.join(seen)}; since when and until when is not stated"
            row = replace(named, relation="is seen in the phase", value=value, since=None, phase=spell.phase)
            rows.append((replace(row, sources=citations(asked, spell.claims), until=None), seen[0]))
        if spell.since or spell.until:
            since, until = (str(day) if day else None for day in (spell.since, spell.until))
            heading: Heading = "planned" if spell.phase == "planned" else "in effect"
            row = replace(named, relation="is in the phase", value=spell.phase, heading=heading, since=since)
            if spell.claims:
                row = replace(row, sources=citations(asked, spell.claims))
            rows.append((replace(row, until=until, phase=spell.phase), None))
    return rows


def _of_absence(gone: Absence) -> tuple[str, ...]:
    beside = [note for note in gone.notes if not note.startswith(("It existed", "They existed"))]
    return (gone.words, *beside, *gone.sources)


def _types(asked: Asked, body: Body) -> str:
    """Return a clause of what a body was when: "X was a county council until 31 March 2023, and has been …"."""
    types, name = asked.ontology.types, the(shown_name(body))
    clauses = []
    for number, (spell, bounds) in enumerate(spells_of_kinds(body), 1):
        what = f"{a(types[spell.type].label)}{f' ({bounds})' if bounds else ''}"
        lasts = number == len(body.record.kinds) and spell.until is None and body.record.until is None
        if lasts and spell.since:
            clauses.append(f"{'have' if is_plural(name) else 'has'} been {what} since {in_words(spell.since)}")
        else:
            period = with_days(what, spell.since, spell.until) if spell.since else what
            period = f"{period} until {in_words(spell.until)}" if spell.until and not spell.since else period
            clauses.append(f"{'were' if is_plural(name) else 'was'} {period}")
    # "X was an NHS trust, then a foundation trust", but "X was a county council and has been …".
    return f"{name} {listed(clauses).replace(' and was ', ', then ').replace(', was ', ', then ')}"


def _life(asked: Asked, body: Body) -> str:
    """Return a clause of when a body existed, and of what it merged into or was replaced by where it is short."""
    record, name = body.record, the(shown_name(body))
    if not (record.since or record.until):
        return f"no source says when {name} was established"
    if record.until is None:
        of_bodies = any(asked.ontology.is_a(body.type, kind) for kind in ("Organisation", "Collaboration"))
        if record.since is None or not of_bodies:
            return f"{name} existed {period_in_words(record.since, None)}, and no source gives an end"
        was = "were" if is_plural(shown_name(body)) else "was"
        on = "on" if record.since.day else "in"
        return f"{name} {was} established {on} {in_words(record.since)}, and no source gives an end"
    period = f"{name} existed {period_in_words(record.since, record.until)}"
    ways = [one for one in passed(asked, [body.id], asked.store.events([body.id]), later=True) if one.bounds]
    ways = [one for one in ways if not only_planned(one.event)]
    then = f"{period}, then {verb_of(passed_in_words(ways), shown_name(body))}" if ways else ""
    if then and is_short(then) and record.since:
        return then
    return period if record.since else f"{period}, and no source says when it was established"


@question(
    "time",
    'succession "NHS Darlington CCG"',
    body="the body or document",
    ways=(
        "what replaced {body}",
        "what did {body} become",
        "what (replace|succeed|follow|supersede|take over from|take over|come after|come before|precede) {body}",
        "who (replace|succeed|follow|take over from) {body}",
        "who (precede|come before|come after|took over from|inherit from) {body}",
        "what {body} (become|replace|succeed|replace by|succeed by)",
        "what {body} (turn into|merge into|merge with|come from|grow out of|evolve into)",
        "into what {body} merge",
        "what {body} merge (into|with|from)",
        "by what {body} (replace|succeed|follow)",
        "{body} (replace|succeed|follow) by what",
        "[what] (predecessor|successor|succession) (of|to|body of) {body}",
        "[what] {body} (predecessor|successor|succession)",
        "what merge into {body}",
        "what go into {body}",
        "what merge to (form|become|make|create) {body}",
        "what {kind} merge (into|to form|to become) {body}",
    ),
)
def succession(asked: Asked, body: Name) -> Answer:
    """What a body came from and what it became, all the way back and on, by the events that say so.

    Succession is never written down twice: it follows from mergers, splits, transfers and abolitions. Where only a
    part passed and both bodies went on, the answer says that and calls it no succession.
    """
    entity = body_named(asked.store, body, asked.view.as_of)
    rows: list[Row] = []
    near: list[Passed] = []
    for later in (False, True):
        followed, first = _followed(asked, entity, later)
        rows += followed
        near += first
    text, notes = _succession_in_words(entity, rows, near)
    verdict = verdict_of(tuple(rows), stated_none=False)
    gone = absence(asked, entity)
    caveats = [*notes, *(_of_absence(gone) if gone else ())]
    caveats += _part_and_whole(near)
    for later, relation in ((True, "became"), (False, "came from")):
        if not any(row.relation == relation and row.heading == "in effect" for row in rows):
            caveats += [_code_sentence(clause) for clause in same_codes(asked, entity, later)]
    caveats = list(dict.fromkeys(caveats))
    return Answer(
        parameters={"body": entity.id},
        headline=text,
        verdict=verdict,
        rows=tuple(rows),
        caveats=tuple(caveats),
    )


def _code_sentence(clause: str) -> str:
    return sentence(f"{clause}; that a code is used again does not say that one followed the other")


def _marks(row: Row) -> str:
    marks: list[str] = [row.heading] if row.heading != "in effect" else []
    marks += [row.certainty] if row.certainty in ("inferred", "disputed") else []
    marks += [row.role] if row.role and row.relation in _SUCCESSION else []
    return "".join(f", {mark}" for mark in marks)


def _succession_in_words(entity: Body, rows: Sequence[Row], near: Sequence[Passed]) -> Headline:
    """Return what a body came from and became, and then what passed to or from it in part while both went on.

    Where that is more names than a headline has, what it came from is counted, and a note names it.
    """
    name = shown_name(entity)
    it = "they" if is_plural(name) else "it"
    before, after = (
        [passing for passing in near if passing.follows and passing.later == later] for later in (False, True)
    )
    names = [{passing.far.id for passing in passings} for passings in (before, after)]
    room = MOST_NAMES - len(names[1]) if after else MOST_NAMES
    clauses, named = list[str](), list[str]()
    for passings, most in ((before, room), (after, MOST_NAMES)):
        if passings:
            clauses.append(f"{it if clauses else the(name)} {verb_of(passed_in_words(passings, most), name)}")
            if len({passing.far.id for passing in passings}) > most:
                named.append(f"{the(name)} {verb_of(passed_in_words(passings, _ALL), name)}")
    parts = _parts_in_words(rows, near, entity.id if clauses else None)
    if clauses:
        rest = what_is_open(near)
        top = as_headline(*clauses[:2], rest, *dict.fromkeys(parts))
        notes = [
            sentence(clause) if is_short(clause) else f"The table has the bodies that {it} replaced."
            for clause in named
        ]
        return Headline(top.text, (*top.notes, *notes))
    nothing = f"no source says what {the(name)} came from or became"
    parts = list(dict.fromkeys(parts))
    return as_headline(parts[0], nothing, *parts[1:]) if parts else as_headline(nothing)


def _parts_in_words(rows: Sequence[Row], near: Sequence[Passed], named: str | None) -> list[str]:
    """Return a clause on each part that passed to or from a body and made neither of the two follow the other.

    ``named`` is the body that the sentence before has named.
    """
    clauses = []
    row_of = {(row.record, row.id): row for row in rows if row.relation in (_GAVE, _RECEIVED) and row.depth == 1}
    for passing in near:
        row = row_of.get((passing.event.id, passing.far.id))
        if passing.follows or row is None:
            continue
        old, new = (passing.near, passing.far) if passing.later else (passing.far, passing.near)
        went = "is to go" if row.heading == "planned" else "went"
        # That it "is to go" says that it is planned.
        marks = _marks(row).removeprefix(", planned")
        day = f"{in_words(row.since) if row.since else 'no date'}{marks}"
        whose = "it" if old.id == named else the(shown_name(old))
        clause = f"a part of {whose} ({passing.what}) {went} to {the(shown_name(new))} ({day})"
        went_on = passing.both_went_on if row.heading == "in effect" else ""
        if not is_short(clause):
            clause = f"a part of {whose} {went} to {the(shown_name(new))} ({day})"
        in_one = f"{clause}, and {went_on}"
        clauses += [clause] if not went_on else [in_one] if is_short(in_one) else [clause, went_on]
    number = sum(clause.startswith("a part of ") for clause in clauses)
    if number <= _MOST_PARTS:
        return clauses
    return [*clauses[: _MOST_PARTS * 2], f"{number - _MOST_PARTS} more parts are in the table"]


def _part_and_whole(near: Sequence[Passed]) -> list[str]:
    """Return what to know where an event has a body pass whole and its dates have it go on, or be there before."""
    caveats = []
    joined: dict[tuple[str, str], dict[str, None]] = {}
    for passing in near:
        old, new = (passing.near, passing.far) if passing.later else (passing.far, passing.near)
        passage, name = passing.passage, passing.event.name
        if not passage.ends and passage.original.part == "whole":
            caveats.append(
                f"The event '{name}' does not say that only a part of {the(shown_name(old))} passed. By its dates "
                f"{the(shown_name(old))} went on, so it cannot have been all of it."
            )
        if passage.ends and not passage.begins and not passing.later:
            joined.setdefault((the(shown_name(new)), name), {}).setdefault(the(shown_name(old)))
    for (to, name), bodies in joined.items():
        were = "was" if len(bodies) == 1 else "were"
        existed, joining = f"{upper(to)} existed already when", f"{were} joined to it ('{name}')."
        in_full = f"{existed} {briefly(list(bodies))} {joining}"
        caveats.append(in_full if is_short(in_full) else f"{existed} {counted(len(bodies), 'body')} {joining}")
    return list(dict.fromkeys(caveats))


def _followed(asked: Asked, start: Body, later: bool) -> tuple[list[Row], list[Passed]]:
    """Return a row for each passage on the way back or on, and the passages at the body itself.

    The way goes on only where one body followed another: a part does not take its receiver's future along.
    """
    rows: list[Row] = []
    first: list[Passed] = []
    seen, ring, depth = {start.id}, [start.id], 0
    while ring:
        depth += 1
        reached: dict[str, None] = {}
        events = asked.store.events(ring)
        rows_of = {row.record: row for row in event_rows(asked, events)}
        for passing in passed(asked, ring, events, later):
            far = passing.far
            if far.id == start.id:
                continue
            first += [passing] if depth == 1 else []
            rows.append(_passage_row(asked, rows_of[passing.event.id], passing, depth))
            if passing.follows and far.id not in seen:
                reached[far.id] = None
        seen |= set(reached)
        ring = list(reached)
    return rows, first


def _passage_row(asked: Asked, row: Row, passing: Passed, depth: int) -> Row:
    if passing.follows:
        relation, forward = "became" if passing.later else "came from", "became"
    else:
        relation, forward = _GAVE if passing.later else _RECEIVED, "passed a part to"
    return replace(
        row,
        id=passing.far.id,
        name=shown_name(passing.far),
        type=asked.type_of(passing.far),
        kind=asked.kind_of(passing.far),
        relation=relation,
        of=passing.near.id,
        of_name=shown_name(passing.near),
        depth=depth,
        value=passing.event.name,
        role=f"in part: {passing.share}" if passing.share else None,
        forward=forward,
        upward=passing.later,
    )
