"""From the bodies and lines of ODS files to a dataset: ids, what is matched, sources and events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ics_graph.dates import PartialDate
from ics_graph.exchange.matching import Known, fresh
from ics_graph.exchange.ods.bodies import ACT, Register, gather
from ics_graph.exchange.ods.codes import Body
from ics_graph.exchange.ods.files import OdsFile, read_files
from ics_graph.exchange.ods.lines import Line, Lines, Succession, draw
from ics_graph.exchange.ods.naming import id_for
from ics_graph.exchange.reports import Report
from ics_graph.model import (
    About,
    Claim,
    Dataset,
    Entity,
    Event,
    Fact,
    Identifier,
    Participant,
    PhaseSpell,
    Relation,
    Source,
    all_claims,
    key_of,
)
from ics_graph.ontology import Ontology

OGL = "Open Government Licence v3.0, https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_LICENCE = (
    "Contains public sector information licensed under the Open Government Licence v3.0: NHS Organisation Data Service "
    "(NHS Digital)"
)
_PLANNED = (PhaseSpell("planned"),)
_NO_PUBLISHER = ("ccg-mapping", "ccg-succession")
_ADDRESSES = "addresses, postcodes and telephone numbers are never taken over"


def joined(
    paths: Sequence[Path],
    kind: str,
    date: PartialDate | None,
    ontology: Ontology,
    known: Dataset,
    report: Report,
) -> Dataset:
    """Return the dataset that ODS files make together.

    Raises ImportFailed with every file that is none of a kind known here.
    """
    files = read_files(paths, kind, date, report)
    register = gather(files, report)
    lines = draw(files, register, report.say)
    for file in files:
        if file.layout.type is not None:
            report.skip(file.name, None, "columns 5-10 and 18", _ADDRESSES)
    return finished(files, register, lines, Known(known, ontology))


def finished(files: Sequence[OdsFile], register: Register, lines: Lines, there: Known) -> Dataset:
    """Return the dataset of what was gathered, matched against what is known already."""
    _give_ids(register, there, register.report)
    sources = _sources(files, there)
    return _dataset(register, lines, sources, there, register.report)


def _give_ids(register: Register, there: Known, report: Report) -> None:
    """Give each body the id of the one that is known already by its code, type and days, or a readable one."""
    wanted = [(body, *id_for(body.type, body.code, body.name)) for body in register.codes]
    often = Counter(short for _, short, _ in wanted)
    taken = set(there.dataset.entities)
    for body, short, long in wanted:
        where = body.first.file.name, body.first.line, body.code
        match = there.by_code(body.scheme, body.code, body.type, *body.code_days)
        if match is not None:
            body.id, body.ours = match.id, False
            report.matched[body.code] = match.id
            _compare(body, match, report)
            continue
        near = there.near(body.scheme, body.code, body.type, body.name)
        if near is not None:
            reason = "a body that is known already may be the same, but not by code, type and days; made anew"
            report.doubt(*where[:2], f"{body.code} ({near.id})", reason)
        if often[short] > 1 and short != long and not long.startswith(f"{short}-2"):
            report.doubt(*where, "another body of its kind has the same name; told apart by its code")
            short = long
        body.id = fresh(short, taken, long)
        taken.add(body.id)


def _compare(body: Body, match: Entity, report: Report) -> None:
    for mine, theirs in ((body.since, match.since), (body.until, match.until)):
        if mine is not None and theirs is not None and mine != theirs:
            reason = "the body that is known already has another day of its beginning or end; that was kept"
            report.doubt(body.first.file.name, body.first.line, f"{body.code} ({match.id})", reason)
            return


def _sources(files: Iterable[OdsFile], there: Known) -> dict[str, Source]:
    """Return the source of each file by the id that claims cite it by, with the id that it gets."""
    found = {}
    taken = set(there.dataset.sources)
    for file in files:
        id_ = fresh(file.source, taken)
        taken.add(id_)
        publisher = None if file.kind in _NO_PUBLISHER else "NHS Organisation Data Service (NHS Digital)"
        publisher = "NHS Digital" if file.kind == "gp-map" else publisher
        registered = file.kind != "fhir"
        found[file.source] = Source(
            id_,
            f"{file.layout.title} ({Path(file.name).name})",
            "data file",
            publisher if registered else None,
            OGL if registered else None,
            date=file.date,
            not_before=None if file.date else file.seen,
            date_note=None if file.date or not file.seen else "undated; this is the latest day in it that had come",
        )
    if ACT not in there.dataset.sources:
        found[ACT] = Source(
            ACT,
            "Health and Care Act 2022",
            "legislation",
            licence=OGL,
            link="https://www.legislation.gov.uk/ukpga/2022/31",
            date=PartialDate(2022, 4, 28),
            date_note="the day of Royal Assent",
        )
    return found


def _dataset(register: Register, lines: Lines, sources: dict[str, Source], there: Known, report: Report) -> Dataset:
    renamed = {cited: source.id for cited, source in sources.items() if cited != source.id}

    def cited(claims: Iterable[Claim]) -> tuple[Claim, ...]:
        if not renamed:
            return tuple(claims)
        return tuple(replace(c, source=renamed[c.source]) if c.source in renamed else c for c in claims)

    entities = {body.id: _entity(body, cited) for body in register.codes if body.ours}
    relations: dict[str, Relation] = {}
    for line in lines:
        relation = _relation(line, cited)
        if there.holds("relations", relation.id):
            report.already["relations"] += 1
        else:
            relations[relation.id] = relation
    facts: dict[str, Fact] = {}
    for body, property_, text, (since, until), claim in lines.facts:
        fact = Fact("", body.id, property_, text=text, since=since, until=until, claims=cited([claim]))
        id_ = key_of(fact)
        if there.holds("facts", id_):
            report.already["facts"] += 1
        else:
            facts[id_] = replace(fact, id=id_)
    events = {}
    for event in _events(lines.successions.values(), cited, report):
        if there.holds("events", event.id):
            report.already["events"] += 1
        else:
            events[event.id] = event
    titles = ", ".join(dict.fromkeys(source.title for key, source in sources.items() if key != ACT))
    registered = any(source.licence for key, source in sources.items() if key != ACT)
    about = About(
        "ods",
        f"NHS ODS: {titles}" if registered else titles,
        _LICENCE if registered else None,
        "Imported by ics-graph; import-report.json says what was skipped and what is doubtful.",
    )
    made = Dataset(
        (about,), {s.id: s for s in sources.values()}, entities, relations, dict(sorted(facts.items())), events
    )
    used = {claim.source for _, record in made.claimed() for claim in all_claims(record)}
    kept = {s.id: s for key, s in sources.items() if key != ACT or s.id in used}
    return Dataset((about,), kept, entities, relations, made.facts, events)


def _entity(body: Body, cited: Callable[[Iterable[Claim]], tuple[Claim, ...]]) -> Entity:
    since, until = body.code_days
    codes = (
        [*body.identifiers] if body.scheme != "ods" else [Identifier("ods", body.code, since, until), *body.identifiers]
    )
    if body.ons:
        codes.append(Identifier("ons", body.ons))
    return Entity(
        body.id,
        body.type,
        body.name or f"ODS code {body.code}",
        tuple(body.other_names - {body.name or ""}),
        tuple(codes),
        body.since,
        body.until,
        _PLANNED if body.planned else (),
        unnamed=body.name is None,
        claims=cited(dict.fromkeys(body.claims)),
        note=body.note or None,
    )


def _relation(line: Line, cited: Callable[[Iterable[Claim]], tuple[Claim, ...]]) -> Relation:
    subject, object_ = line.subject.id, line.object.id
    planned = _PLANNED if line.subject.planned or line.object.planned else ()
    claims = cited(line.claims)
    id_ = ":".join(part for part in (subject, line.type, object_, str(line.since or "")) if part)
    if line.key:
        # The register's own number of the relation; its spells with two bodies are two relations.
        id_ = line.key
    elif line.apart:
        id_ = f"{id_}:{line.until or 'open'}"
    return Relation(id_, subject, line.type, object_, since=line.since, until=line.until, phases=planned, claims=claims)


def _events(
    successions: Iterable[Succession], cited: Callable[[Iterable[Claim]], tuple[Claim, ...]], report: Report
) -> Iterable[Event]:
    """Return a merger, split or transfer for what came of what on a day.

    Several that became one are a merger, also where the one was there before. One that became several on a day is a
    split. One that became one is a transfer: whether body and name alone changed, the file does not say.
    """
    became: dict[tuple[Body, PartialDate], list[Succession]] = defaultdict(list)
    for found in successions:
        for body, _ in found.predecessors:
            became[body, found.effective].append(found)
    for found in successions:
        sole = found.predecessors[0][0]
        if len(found.predecessors) == 1 and len(became[sole, found.effective]) > 1:
            continue
        since = found.successor.since
        before = since is not None and since.earliest < found.effective.earliest
        kind = "merger" if len(found.predecessors) > 1 or before else "transfer"
        yield _event(kind, [body for body, _ in found.predecessors], [found.successor], [found], cited)
    for (body, _), parts in became.items():
        if len(parts) > 1:
            alone = [found for found in parts if len(found.predecessors) == 1]
            if len(alone) == len(parts):
                yield _event("split", [body], [found.successor for found in parts], parts, cited)
            elif alone:
                row = body.first
                report.doubt(
                    row.file.name, row.line, body.code, "it went into a merger and into other bodies on one day"
                )
                yield _event("transfer", [body], [found.successor for found in alone], alone, cited)


def _event(
    kind: str,
    originals: Sequence[Body],
    results: Sequence[Body],
    parts: Sequence[Succession],
    cited: Callable[[Iterable[Claim]], tuple[Claim, ...]],
) -> Event:
    effective = parts[0].effective
    shown = originals if kind == "split" else results
    name = {"merger": "Merger into", "split": "Split of", "transfer": "Transfer to"}[kind]
    names = ", ".join(body.name or f"ODS code {body.code}" for body in shown)
    claims = cited(dict.fromkeys(claim for found in parts for _, claim in found.predecessors))
    whole: Any = "part" if kind == "split" else "whole"
    participants = [Participant(body.id, "original", "whole") for body in originals]
    participants += [Participant(body.id, "resulting", whole if kind == "split" else "whole") for body in results]
    id_ = f"event-{kind}-{shown[0].id}-{effective}"
    return Event(id_, kind, f"{name} {names}", effective, participants=tuple(participants), claims=claims)
