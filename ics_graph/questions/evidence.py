"""What stands behind a line or a body: every claim, with its source, its place in it, and how it was read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from ics_graph.model import Certainty, Event, Fact, Source
from ics_graph.questions.answer import Answer, Heading, Row, citation, verdict_of
from ics_graph.questions.chains import stated_gaps
from ics_graph.questions.gathering import Asked, Gathered, shown_name, standing_of
from ics_graph.questions.lookup import Name, body_named
from ics_graph.questions.registry import question
from ics_graph.standing import certainty, holds, only_planned, phase_on
from ics_graph.stores.rows import EVERYTHING, Body, Direction, Line, claims_of, ends


@question(
    "evidence",
    'evidence "Darlington CCG"',
    about="a body (name, other name or code), or the id of a line, as tables and JSON give it",
)
def evidence(asked: Asked, about: Name) -> Answer:
    """Every claim behind a line or a body: source, place in it, words or reading, confidence and notes.

    Of a body these are the claims of its being there, of its lines in every family, and of what is said of it.
    """
    line = asked.store.line(about)
    if line is not None:
        bodies = asked.store.bodies(ends([line]))
        rows = _line_rows(asked, [line], bodies, "up")
        name = f"{shown_name(bodies[line.subject])} {rows[0].relation} {rows[0].name}"
    else:
        body = body_named(asked.store, about)
        rows, name = everything_of(asked, body), shown_name(body)
    claims = sum(len(row.sources) for row in rows)
    titles = dict.fromkeys(cited.title for row in rows for cited in row.sources)
    if claims:
        verb = "stands" if claims == 1 else "stand"
        text = f"{_counted(claims, 'claim')} in {_counted(len(titles), 'source')} {verb} behind {name}."
    else:
        text = f"No source is cited for {name}."
    said = tuple(_dating(asked, {cited.source for row in rows for cited in row.sources}))
    verdict = verdict_of(rows, stated_none=False)
    return Answer("evidence", {"about": about}, text, verdict, asked.view.as_of, rows, (), said)


@question("evidence", 'show "Central Integrated Care Partnership"', body="the body, by name, other name or code")
def show(asked: Asked, body: Name) -> Answer:
    """All that is known of one body: its names, its lines in every family, what is said of it, and what is not."""
    found = body_named(asked.store, body)
    record = found.record
    kind = asked.ontology.types[found.type]
    rows = everything_of(asked, found)
    said = []
    if record.other_names:
        said.append(f"Also called: {', '.join(record.other_names)}.")
    for code in record.identifiers:
        when = f" ({code.since or '…'} to {code.until or '…'})" if code.since or code.until else ""
        said.append(f"{code.scheme} code {code.value}{when}.")
    if record.note:
        said.append(record.note.rstrip(".") + ".")
    said += [sentence for sentence, _ in stated_gaps(asked, found.id, asked.ontology.schemes["gap-topics"])]
    life = f", from {record.since or 'not stated'} until {record.until or 'not stated'}"
    phase = phase_on(record.phases, asked.view.as_of)
    life = life if record.since or record.until else ", dates not stated"
    text = f"{shown_name(found)}: {kind.label}{life}; phase {phase.replace('-', ' ')}; {_counted(len(rows), 'entry')}."
    verdict = verdict_of(rows, stated_none=False)
    return Answer("show", {"body": found.id}, text, verdict, asked.view.as_of, rows, (), tuple(said))


def everything_of(asked: Asked, body: Body) -> tuple[Row, ...]:
    """Return a row for the body's own claims, for each line at it in either direction, and for each fact."""
    families = list(asked.ontology.families)
    record = body.record
    claims = (*record.claims, *(claim for spell in record.phases for claim in spell.claims))
    rows = []
    if claims:
        sources = asked.store.sources({claim.source for claim in claims})
        rows.append(
            Row(
                body.id,
                shown_name(body),
                body.type,
                asked.kind(body.type),
                "is named",
                of=body.id,
                of_name=shown_name(body),
                depth=0,
                holds=body.on(asked.view.day) if asked.view.day else None,
                phase=phase_on(record.phases, asked.view.as_of),
                certainty=body.certainty,
                since=str(record.since) if record.since else None,
                until=str(record.until) if record.until else None,
                sources=tuple(citation(claim, sources) for claim in claims),
            )
        )
    directions: tuple[Direction, Direction] = ("up", "down")
    for direction in directions:
        lines = asked.store.lines([body.id], direction, families, EVERYTHING)
        lines = [line for line in lines if direction == "up" or line.subject != line.object]
        lines.sort(key=lambda line: (families.index(line.family), line.type, line.id))
        rows += _line_rows(asked, lines, asked.store.bodies(ends(lines)), direction)
    events = event_rows(asked, body, asked.store.events([body.id]))
    return (*rows, *fact_rows(asked, body, asked.store.facts([body.id])), *events)


def fact_rows(asked: Asked, body: Body, facts: Iterable[Fact]) -> list[Row]:
    """Return a row for each fact of a body, its value in words."""
    facts = list(facts)
    sources = asked.store.sources({claim.source for fact in facts for claim in fact.claims})
    return [
        Row(
            body.id,
            shown_name(body),
            body.type,
            asked.kind(body.type),
            asked.ontology.properties[fact.property].label,
            line=fact.id,
            of=body.id,
            of_name=shown_name(body),
            depth=0,
            value=value_in_words(fact),
            holds=holds(fact, sources).on(asked.view.as_of) if asked.view.as_of else None,
            phase=phase_on(fact.phases, asked.view.as_of),
            certainty=certainty(fact.claims),
            since=str(fact.since) if fact.since else None,
            until=str(fact.until) if fact.until else None,
            heading=_heading(fact, certainty(fact.claims)),
            note=fact.note,
            sources=tuple(citation(claim, sources) for claim in fact.claims),
        )
        for fact in facts
    ]


def event_rows(asked: Asked, body: Body, events: Iterable[Event]) -> list[Row]:
    """Return a row for each event in which a body takes part, with its name, its day and the body's part in it."""
    events = list(events)
    sources = asked.store.sources({claim.source for event in events for claim in event.claims})
    kinds, sides = asked.ontology.schemes["event-kinds"], {"original": "went in", "resulting": "came out"}
    rows = []
    for event in events:
        known = certainty(event.claims)
        parts = [part.role or sides.get(part.side) for part in event.participants if part.entity == body.id]
        words = ", ".join(part for part in parts if part)
        row = Row(body.id, shown_name(body), body.type, asked.kind(body.type), kinds[event.kind].label)
        when = event.date or event.not_before
        rows.append(
            replace(
                row,
                line=event.id,
                of=body.id,
                of_name=shown_name(body),
                depth=0,
                value=f"{event.name} ({words})" if words else event.name,
                phase=phase_on(event.phases, asked.view.as_of),
                certainty=known,
                since=str(when) if when else None,
                heading=_heading(event, known),
                note=event.note,
                sources=tuple(citation(claim, sources) for claim in event.claims),
            )
        )
    return rows


def value_in_words(fact: Fact) -> str:
    """Return a fact's value as a person writes it: ``about 3,200,000 people``, ``£22,000,000 – funding``."""
    parts = []
    if fact.number is not None:
        money = fact.unit == "GBP"
        number = f"{'£' if money else ''}{fact.number:,}{'' if money or not fact.unit else ' ' + fact.unit}"
        parts.append(f"about {number}" if fact.approximately else number)
    if fact.text:
        parts.append(fact.text)
    return " – ".join(parts)


def _heading(thing: Fact | Event, known: Certainty) -> Heading:
    if known == "denied":
        return "denied"
    if only_planned(thing):
        return "planned"
    return "uncertain" if known == "uncertain" else "in effect"


def _line_rows(asked: Asked, lines: Sequence[Line], bodies: dict[str, Body], direction: Direction) -> tuple[Row, ...]:
    sources: dict[str, Source] = asked.store.sources({c.source for line in lines for c in claims_of(line)})
    if not lines:
        return ()
    start = bodies[lines[0].subject if direction == "up" else lines[0].object]
    gathered = Gathered(asked, start, direction, [], {}, bodies, sources)
    return tuple(gathered.row(line, 1, standing_of(line, asked.view)) for line in lines)


def _dating(asked: Asked, ids: Collection[str]) -> list[str]:
    said = []
    for source in asked.store.sources(ids).values():
        if source.date is not None:
            said.append(f"{source.title}: dated {source.date}.")
        elif source.kind != "legislation":
            bounds = [f"not before {source.not_before}"] if source.not_before else []
            bounds += [f"not after {source.not_after}"] if source.not_after else []
            why = f" ({source.date_note})" if source.date_note else ""
            said.append(f"{source.title}: undated{', ' if bounds else ''}{', '.join(bounds)}{why}.")
    return said


def _counted(n: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{n} {noun if n == 1 else plural}"
