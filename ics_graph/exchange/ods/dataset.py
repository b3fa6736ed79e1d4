"""From the bodies and lines of ODS files to a dataset: ids, what is matched, sources and events."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ics_graph.dates import PartialDate
from ics_graph.exchange.entity_matching import KnownEntities, fresh
from ics_graph.exchange.import_report import Note, Report
from ics_graph.exchange.ods.bodies import gather
from ics_graph.exchange.ods.ccgs import ACT
from ics_graph.exchange.ods.changes import events_of
from ics_graph.exchange.ods.code_register import Body
from ics_graph.exchange.ods.files import ADDRESSES, read_files
from ics_graph.exchange.ods.lines import OdsLine, OdsLines
from ics_graph.exchange.ods.naming import id_for
from ics_graph.exchange.ods.register import Register
from ics_graph.exchange.ods.relations import add_relations
from ics_graph.exchange.ods.rows import OdsFile
from ics_graph.model import (
    About,
    Claim,
    Dataset,
    Entity,
    Fact,
    Identifier,
    PhaseSpell,
    Relation,
    Source,
    all_claims,
)
from ics_graph.model.records import key_of
from ics_graph.ontology import Ontology

OGL = "Open Government Licence v3.0, https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
LICENCE = (
    "Contains public sector information licensed under the Open Government Licence v3.0: NHS Organisation Data Service "
    "(NHS Digital)"
)
_PLANNED = (PhaseSpell("planned"),)
_NO_PUBLISHER = ("ccg-mapping", "ccg-succession")


def joined(
    paths: Sequence[Path],
    kind: str,
    date: PartialDate | None,
    ontology: Ontology,
    existing: Dataset,
    report: Report,
) -> Dataset:
    """Return the dataset that ODS files make together.

    Raises ImportFailed with every file that is none of a kind known here.
    """
    files = read_files(paths, kind, date, report)
    there = KnownEntities(existing, ontology)
    register = gather(files, report, there)
    lines = add_relations(files, register, report.say)
    for file in files:
        if file.layout.type is not None:
            columns = "columns 5-10 and 18" if file.layout.width else "columns of addresses"
            report.skip(file.name, None, columns, ADDRESSES)
    return finished(files, register, lines, there)


def finished(files: Sequence[OdsFile], register: Register, lines: OdsLines, there: KnownEntities) -> Dataset:
    """Return the dataset of what was gathered, matched against what is known already."""
    _tell_matched(register, lines)
    _give_ids(register, there, register.report)
    sources = sources_of(files, there)
    _tell_gone(files, register, there)
    return _dataset(register, lines, sources, there, register.report)


def _give_ids(register: Register, there: KnownEntities, report: Report) -> None:
    """Give each body the id of the one that is known already by its code, type and days, or a readable one."""
    wanted = [(body, *id_for(body.type, body.code, body.name)) for body in register.codes if body.ours]
    often = Counter(short for _, short, _ in wanted)
    taken = set(there.dataset.entities)
    for body, short, long in wanted:
        where = body.first.file.name, body.first.line, body.code
        match = there.by_code(body.scheme, body.code, body.type, *body.code_days)
        if match is not None:
            body.id, body.ours, body.given = match.id, False, (body.since, body.until)
            report.matched[body.code] = match.id
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


def _tell_matched(register: Register, lines: OdsLines) -> None:
    """Tell which bodies that are known already the files speak of."""
    met = {body for _, bodies in register.rows_of for body in bodies}
    for line in lines:
        met |= {line.subject, line.object}
    for succession in lines.successions.values():
        met |= {succession.successor, *(body for body, _ in succession.predecessors)}
    for body in met:
        if not body.ours:
            register.report.matched[f"{body.code} {body.type}"] = body.id


def sources_of(files: Iterable[OdsFile], there: KnownEntities) -> dict[str, Source]:
    """Return the source of each file by the id that claims cite it by, with the id that it gets."""
    sources = {}
    taken = set(there.dataset.sources)
    for file in files:
        id_ = fresh(file.source, taken)
        taken.add(id_)
        publisher = None if file.kind in _NO_PUBLISHER else "NHS Organisation Data Service (NHS Digital)"
        publisher = "NHS Digital" if file.kind == "gp-map" else publisher
        registered = file.kind != "fhir"
        sources[file.source] = Source(
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
        sources[ACT] = Source(
            ACT,
            "Health and Care Act 2022",
            "legislation",
            licence=OGL,
            link="https://www.legislation.gov.uk/ukpga/2022/31",
            date=PartialDate(2022, 4, 28),
            date_note="the day of Royal Assent",
        )
    return sources


def _dataset(
    register: Register, lines: OdsLines, sources: dict[str, Source], there: KnownEntities, report: Report
) -> Dataset:
    renamed = {cited: source.id for cited, source in sources.items() if cited != source.id}

    def cited(claims: Iterable[Claim]) -> tuple[Claim, ...]:
        if not renamed:
            return tuple(claims)
        return tuple(replace(c, source=renamed[c.source]) if c.source in renamed else c for c in claims)

    entities = {body.id: entity_of(body, cited) for body in register.codes if body.ours}
    for body in register.codes:
        if not body.ours and body.name is not None and body.claims:
            known = there.dataset.entities[body.id]
            since, until = body.given
            days = _lacking(known.since, since), _lacking(known.until, until)
            report.witness("entities", known.id, cited(body.claims), *days)
    relations: dict[str, Relation] = {}
    continued: set[str] = set()
    for line in lines:
        relation = relation_of(line, cited)
        known_id = there.same(relation) or (relation.id if there.holds("relations", relation.id) else None)
        same = there.dataset.relations[known_id] if known_id else there.continued(relation)
        if known_id is None and same is not None:
            if same.id in continued:
                # Of several spells in the files only one is that of the line that is known.
                same = None
            else:
                continued.add(same.id)
        if same is not None:
            days = _lacking(same.since, relation.since), _lacking(same.until, relation.until)
            report.witness("relations", same.id, relation.claims, *days)
            report.already["relations"] += 1
            if same.until is not None and relation.until is not None and same.until != relation.until:
                row = line.first
                reason = "the line that is known already ends on another day; that was kept"
                report.doubt(row.file.name, row.line, same.id, reason)
        else:
            # One number of the register for two lines would be two records of one id.
            id_ = fresh(relation.id, relations)
            relations[id_] = relation if id_ == relation.id else replace(relation, id=id_)
    facts: dict[str, Fact] = {}
    for fact in facts_of(lines, cited):
        id_ = key_of(fact)
        if there.holds("facts", id_):
            report.already["facts"] += 1
            report.witness("facts", id_, fact.claims)
        else:
            facts[fact.id] = fact
    events = {}
    for event in events_of(lines.successions.values(), cited, report):
        known_id = there.same(event) or (event.id if there.holds("events", event.id) else None)
        if known_id is not None:
            report.already["events"] += 1
            report.witness("events", known_id, event.claims)
        else:
            events[event.id] = event
    titles = ", ".join(dict.fromkeys(source.title for key, source in sources.items() if key != ACT))
    registered = any(source.licence for key, source in sources.items() if key != ACT)
    about = About(
        "ods",
        f"NHS ODS: {titles}" if registered else titles,
        LICENCE if registered else None,
        "Imported by ics-graph; import-report.json says what was skipped and what is doubtful.",
    )
    made = Dataset(
        (about,), {s.id: s for s in sources.values()}, entities, relations, dict(sorted(facts.items())), events
    )
    used = {claim.source for _, record in made.claimed() for claim in all_claims(record)}
    kept = {s.id: s for key, s in sources.items() if key != ACT or s.id in used}
    return Dataset((about,), kept, entities, relations, made.facts, events)


def _lacking(known: PartialDate | None, given: PartialDate | None) -> PartialDate | None:
    """Return a day that a file gives, where the record that is known has none."""
    return given if known is None else None


def _tell_gone(files: Sequence[OdsFile], register: Register, there: KnownEntities) -> None:
    """Tell which known bodies an earlier file of the same kind lists as there, and a newer one does not list."""
    for file in files:
        if file.layout.type is None or file.known_day is None:
            continue
        listed = {row.cell("code") for row in file.rows}
        # A row may tell of its board, too, which the file does not list.
        types = {
            body.type
            for row, bodies in register.rows_of
            if row.file is file
            for body in bodies
            if body.code == row.cell("code")
        }
        for entity in there.dataset.entities.values():
            cited = {re.sub(r"-\d+$", "", claim.source) for claim in entity.claims}
            ended = entity.until is not None and entity.until.latest < file.known_day.earliest
            codes = [code.value for code in entity.identifiers if code.scheme == "ods" and code.until is None]
            if entity.type in types and file.source in cited and not ended and codes and not listed & set(codes):
                reason = (
                    "an earlier file of its kind lists it, and this one does not; kept, as no day of an end is told"
                )
                register.report.gone.append(Note(file.name, None, f"{codes[0]} ({entity.id})", reason))


def facts_of(lines: OdsLines, cited: Callable[[Iterable[Claim]], tuple[Claim, ...]]) -> list[Fact]:
    """Return the facts that rows state, each with an id of its own."""
    facts: dict[str, Fact] = {}
    for body, property_, text, (since, until), claim in lines.facts:
        fact = Fact("", body.id, property_, text=text, since=since, until=until, claims=cited([claim]))
        id_ = fresh(key_of(fact), facts)
        facts[id_] = replace(fact, id=id_)
    return list(facts.values())


def entity_of(body: Body, cited: Callable[[Iterable[Claim]], tuple[Claim, ...]]) -> Entity:
    """Return the record of a body; ``cited`` gives its claims the ids of their sources."""
    since, until = body.code_days
    codes = (
        [*body.identifiers] if body.scheme != "ods" else [Identifier("ods", body.code, since, until), *body.identifiers]
    )
    if body.ons:
        codes.append(Identifier("ons", body.ons))
    return Entity(
        body.id,
        body.type,
        body.name or (f"ODS code {body.code}" if body.scheme == "ods" else f"Organisation {body.code}"),
        tuple(body.other_names - {body.name or ""}),
        tuple(codes),
        body.since,
        body.until,
        _PLANNED if body.planned else (),
        unnamed=body.name is None,
        claims=cited(dict.fromkeys(body.claims)),
        note=body.note or None,
        kinds=tuple(replace(spell, claims=cited(spell.claims)) for spell in body.kinds),
    )


def relation_of(line: OdsLine, cited: Callable[[Iterable[Claim]], tuple[Claim, ...]]) -> Relation:
    """Return the record of a line, under the register's own number where it has one."""
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
