"""Rows of what is not asked for as a chain: bodies, lines, facts, events and gaps, each as a reader sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from ics_graph.answering.answer import Citation, Excluded, Heading, Row, citation
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.bounds import plan_in_words
from ics_graph.answering.fact_values import value_in_words
from ics_graph.answering.lists import listed
from ics_graph.answering.traversal import Traversal, heading_of
from ics_graph.certainty import certainty
from ics_graph.dates import MIN_DATE, Holds, Validity
from ics_graph.errors import UnknownWord
from ics_graph.model import Certainty, Claim, Event, Fact, Gap, Source, all_claims
from ics_graph.stores.rows import Body, Direction, Line, claims_of, ends, last_seen
from ics_graph.validity import holds, only_planned, phase_on

SIDES = {"original": "predecessor", "resulting": "successor"}
PARTS = {"original": "a part of it passed", "resulting": "a part passed to it"}


def body_row(asked: Asked, body: Body, relation: str = "is named", spells: bool = True) -> Row | None:
    """Return a row of a body's own claims (``spells``: and those of its phases), or None where nobody is cited."""
    record = body.record
    # What bears out a kind or a name is often what bears out the body, and stands once.
    claims = tuple(dict.fromkeys(all_claims(record))) if spells else record.claims
    if not claims:
        return None
    heading: Heading = "uncertain" if body.certainty == "uncertain" else "planned" if body.planned else "in effect"
    return Row(
        id=body.id,
        name=shown_name(body),
        type=asked.type_of(body),
        kind=asked.kind_of(body),
        relation=relation,
        of=body.id,
        of_name=shown_name(body),
        depth=0,
        holds=body.on(asked.view.day) if asked.view.day else None,
        phase=phase_on(record.phases, asked.view.as_of),
        certainty=body.certainty,
        since=str(record.since) if record.since else None,
        until=str(record.until) if record.until else None,
        reaches=last_seen(body) if heading == "in effect" else None,
        heading=heading,
        note="; ".join(filter(None, (record.note, plan_in_words(body)))) or None,
        sources=citations(asked, claims),
    )


def body_rows(asked: Asked, bodies: Sequence[Body]) -> list[Row]:
    """Return a row of the claims of each body, those that nobody is cited for left out."""
    read_sources(asked, bodies)
    return [row for body in bodies if (row := body_row(asked, body)) is not None]


def read_sources(asked: Asked, bodies: Iterable[Body]) -> None:
    """Read the sources of these bodies into the session at once, so that no row of theirs asks for its own."""
    asked.store.sources({claim.source for body in bodies for claim in all_claims(body.record)})


def citations(asked: Asked, claims: Collection[Claim]) -> tuple[Citation, ...]:
    """Return claims as readers see them."""
    sources = asked.store.sources({claim.source for claim in claims})
    return tuple(citation(claim, sources) for claim in claims)


def line_rows(asked: Asked, lines: Sequence[Line], direction: Direction = "up") -> tuple[Row, ...]:
    """Return a row for each line, read from its subject (``up``) or its object (``down``)."""
    if not lines:
        return ()
    bodies = asked.store.bodies(ends(lines))
    sources: dict[str, Source] = asked.store.sources({c.source for line in lines for c in claims_of(line)})
    start = bodies[lines[0].subject if direction == "up" else lines[0].object]
    gathered = Traversal(asked, start, direction, [], {}, bodies, sources)
    return tuple(gathered.row(line, 1, heading_of(line, asked.view)) for line in lines)


def fact_rows(
    asked: Asked, facts: Iterable[Fact], body: Body | None = None, asked_about: Body | None = None
) -> list[Row]:
    """Return a row for each fact, its value in words after the name of who said so, where it is somebody's word.

    ``body`` is the one asked about, where all are of one; else ``asked_about`` may be, whose own words need no name.
    """
    facts = list(facts)
    sources = _sources(asked, facts)
    bodies = {body.id: body} if body else asked.store.bodies({fact.entity for fact in facts})
    rows = []
    for fact in facts:
        of, how_sure, when_held = bodies[fact.entity], certainty(fact.claims), holds(fact, sources)
        rows.append(
            Row(
                id=of.id,
                name=shown_name(of),
                type=asked.type_of(of),
                kind=asked.kind_of(of),
                relation=asked.ontology.properties[fact.property].label,
                record=fact.id,
                of=of.id,
                of_name=shown_name(of),
                depth=0,
                value=_with_speaker(fact, body or asked_about),
                holds=_fact_holds(asked, when_held, of),
                phase=phase_on(fact.phases, asked.view.as_of),
                certainty=how_sure,
                since=str(fact.since) if fact.since else None,
                until=str(fact.until) if fact.until else None,
                reaches=_fact_reaches(fact, how_sure, when_held),
                heading=_heading(fact, how_sure),
                note=fact.note,
                sources=tuple(citation(claim, sources) for claim in _claims(fact)),
            )
        )
    return rows


def _fact_holds(asked: Asked, when_held: Validity, body: Body) -> Holds | None:
    """Return whether a fact holds on the day asked about: never while its body was not there."""
    day = asked.view.as_of
    if day is None:
        return None
    return "no" if body.on(day.isoformat()) == "no" else when_held.on(day)


def _fact_reaches(fact: Fact, how_sure: Certainty, when_held: Validity) -> str | None:
    """Return the last day on which a source surely saw a fact, where it counts as one."""
    end = when_held.end_min
    return end.isoformat() if _heading(fact, how_sure) == "in effect" and end > MIN_DATE else None


def in_time(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Excluded, ...]]:
    """Return the rows without those that did not hold on the day asked about, and how many those are."""
    kept = tuple(row for row in rows if row.holds != "no")
    left = len(rows) - len(kept)
    return kept, (Excluded(left, "at other times", "omit --as-of"),) if left else ()


def event_rows(asked: Asked, events: Iterable[Event], body: Body | None = None) -> list[Row]:
    """Return a row for each event in the order of their days: its name, who took part and how.

    ``body`` is the one asked about; without it the rows are of the events themselves. ``since`` is the day, or the
    first on which it may have been; then ``until`` is the last.
    """
    events = sorted(events, key=when)
    sources = _sources(asked, events)
    bodies = asked.store.bodies({part.entity for event in events for part in event.participants})
    kinds = asked.ontology.schemes["event-kinds"]
    rows = []
    for event in events:
        how_sure = certainty(_claims(event))
        began = event.date or event.not_before
        ended = None if event.date else event.not_after
        parts = "; ".join(_parts(event, bodies, body))
        rows.append(
            Row(
                id=body.id if body else event.id,
                name=shown_name(body) if body else event.name,
                type=asked.type_of(body) if body else "",
                kind=asked.kind_of(body) if body else "",
                relation=kinds[event.kind].label,
                record=event.id,
                of=body.id if body else None,
                of_name=shown_name(body) if body else None,
                depth=0,
                value=parts if body is None else f"{event.name} ({parts})" if parts else event.name,
                phase=phase_on(event.phases, asked.view.as_of),
                certainty=how_sure,
                since=str(began) if began else None,
                until=str(ended) if ended else None,
                reaches=event.date.earliest.isoformat() if event.date else None,
                heading=_heading(event, how_sure),
                note=event.note,
                sources=tuple(citation(claim, sources) for claim in _claims(event)),
            )
        )
    return rows


def gap_rows(asked: Asked, gaps: Iterable[Gap]) -> list[Row]:
    """Return a row for each recorded gap: of which body, on what, and why it is missing."""
    gaps = list(gaps)
    sources = _sources(asked, gaps)
    bodies = asked.store.bodies({gap.entity for gap in gaps})
    topics = asked.ontology.schemes["gap-topics"]
    return [
        Row(
            id=gap.entity,
            name=shown_name(bodies[gap.entity]),
            type=asked.type_of(bodies[gap.entity]),
            kind=asked.kind_of(bodies[gap.entity]),
            relation=topics[gap.topic].label,
            record=gap.id,
            depth=0,
            value=" – ".join(filter(None, (gap.reason.replace("-", " "), gap.note))),
            certainty=certainty(gap.claims),
            sources=tuple(citation(claim, sources) for claim in gap.claims),
        )
        for gap in gaps
    ]


def _with_speaker(fact: Fact, asked_about: Body | None) -> str:
    """Return a fact's value after the names of those who are reported as saying so, where no source says it itself."""
    said_by = dict.fromkeys(claim.said_by for claim in _claims(fact))
    speakers = [name for name in said_by if name and (asked_about is None or name != asked_about.name)]
    value = value_in_words(fact)
    return f"{listed(speakers)}: {value}" if speakers and None not in said_by else value


def without_speaker(row: Row) -> str:
    """Return the value of a fact's row without the names that ``_with_speaker`` put before it."""
    speakers = list(dict.fromkeys(cited.said_by for cited in row.sources if cited.said_by))
    return (row.value or "").removeprefix(f"{listed(speakers)}: ")


def when(event: Event) -> tuple[str, str, str]:
    """Return what events are ordered by: their first possible day, their last, their id; undated ones come last."""
    first = event.date or event.not_before
    last = event.date or event.not_after
    return (
        first.earliest.isoformat() if first else last.earliest.isoformat() if last else "9999",
        last.latest.isoformat() if last else "9999",
        event.id,
    )


def cited_in(asked: Asked, rows: Iterable[Row], source: str | None) -> list[Row]:
    """Return the rows that cite a source with this id or these words in its title; all rows where none is named.

    Raises UnknownWord where no source of the data is like that.
    """
    if source is None:
        return list(rows)
    word = source.lower()
    titles = {id_: candidate.title for id_, candidate in asked.store.sources().items()}
    meant = {id_ for id_, title in titles.items() if word == id_.lower() or word in title.lower()}
    if not meant:
        raise UnknownWord(f"no source is called '{source}'; 'ics-graph ask sources' lists them")
    return [row for row in rows if any(cited.source in meant for cited in row.sources)]


def source_in_words(asked: Asked, source: str | None) -> str:
    """Return how a headline names the sources that ``cited_in`` keeps; nothing where none is named."""
    if source is None:
        return ""
    word = source.lower()
    titles = [s.title for id_, s in asked.store.sources().items() if word == id_.lower() or word in s.title.lower()]
    if len(titles) == 1:
        return f" in the source '{titles[0]}'"
    return f" in the {len(titles):,} sources with '{source}' in their titles"


def _parts(event: Event, bodies: Mapping[str, Body], body: Body | None) -> list[str]:
    """Return who took part in an event and how; the body asked about only where it is said how."""
    parts = []
    for part in event.participants:
        how = part.role or SIDES.get(part.side) or ("" if part.side == "about" else part.side.replace("-", " "))
        if part.side in SIDES and part.part == "part":
            how = f"{PARTS[part.side]}, {part.role}" if part.role else PARTS[part.side]
        if how or body is None or part.entity != body.id:
            parts.append(f"{shown_name(bodies[part.entity])}{f': {how}' if how else ''}")
    return parts


def _heading(thing: Fact | Event, how_sure: Certainty) -> Heading:
    if how_sure == "denied":
        return "denied"
    if only_planned(thing):
        return "planned"
    return "uncertain" if how_sure == "uncertain" else "in effect"


def _claims(thing: Fact | Event | Gap) -> tuple[Claim, ...]:
    return tuple(dict.fromkeys(all_claims(thing)))


def _sources(asked: Asked, things: Collection[Fact] | Collection[Event] | Collection[Gap]) -> dict[str, Source]:
    return asked.store.sources({claim.source for thing in things for claim in _claims(thing)})
