"""A part of a dataset: as things stood on a day, or only some kinds of bodies and lines.

What is left is a whole dataset of its own: every line has both its ends, every claim its source.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ics_graph.dataset import OwnRecords
from ics_graph.errors import FormatError
from ics_graph.exchange.formats import ExportInput
from ics_graph.model import Dataset, Event, Relation, Source, all_claims
from ics_graph.model.decisions import DECISION_RECORDS, entities_in, references_in
from ics_graph.model.records import RECORDS
from ics_graph.ontology import Ontology
from ics_graph.stores.compiler import Compiler, rule_source
from ics_graph.stores.rows import EVERYTHING, Line, View, admits, is_later_spell, relation_id
from ics_graph.validation import closest

_BY_RULE = "rule:"


def select(
    dataset: Dataset,
    ontology: Ontology,
    as_of: date | None = None,
    only: Sequence[str] = (),
    within: str | None = None,
) -> Dataset:
    """Return the records that hold or may hold on a day, of the kinds that ``only`` names.

    A word of ``only`` is a family or type of relations, or a type of entities (its kinds are meant, too). With words
    for entities, lines are kept where both ends are; with words for relations alone, entities are those at their
    ends. Planned lines are kept while their source and plan last, as in a question (docs/explanation/as-of.md). An
    event is kept where it is not after the day and everybody in it is chosen; that a list is complete, where all of
    it is.
    ``within`` names a system or body: only it and what belongs to it is kept, as in questions that are asked within a
    system.
    Raises ValueError, with the nearest word, for a word that the ontology does not have, and LookupFailed where
    ``within`` does not name one body.
    """
    if as_of is None and not only and within is None:
        return dataset
    kinds, lines = _named(only, ontology)
    entities = set(dataset.entities) if not kinds else {e.id for e in dataset.entities.values() if e.type in kinds}
    if within is not None:
        entities &= _within(dataset, ontology, within, as_of)
    of_the_day = list(dataset.relations.values())
    compiled = Compiler(dataset, ontology)
    if as_of is not None:
        entities &= {body.id for body in compiled.bodies() if body.on(as_of.isoformat()) != "no"}
        view = replace(EVERYTHING, as_of=as_of, rules=False)
        held = {relation_id(line.id) for line in compiled.lines() if admits(line, view)}
        of_the_day = [relation for relation in of_the_day if relation.id in held]
    relations = [
        relation
        for relation in of_the_day
        if (not lines or relation.type in lines) and {relation.subject, relation.object} <= entities
    ]
    if lines and not kinds:
        entities = {end for relation in relations for end in (relation.subject, relation.object)}
    cut = _cut({relation.id for relation in relations}, of_the_day, ontology)
    return _whole(dataset, compiled, as_of, entities, relations, cut)


def own_part(part: Dataset, own: OwnRecords) -> tuple[OwnRecords, Dataset]:
    """Return the own records among those that were chosen, alone and with what they refer to.

    What they refer to is the bodies at the ends of lines and in events, and the sources that are cited.
    """
    sections = {
        name: {id_: record for id_, record in own.dataset.section(name).items() if id_ in part.section(name)}
        for name in RECORDS
    }
    alone = Dataset(own.dataset.about, **sections)
    named = {end for line in alone.relations.values() for end in (line.subject, line.object, line.on_behalf_of)}
    named |= {record.entity for name in ("facts", "gaps", "complete") for record in alone.section(name).values()}
    named |= {member.entity for event in alone.events.values() for member in event.participants}
    named |= {
        id_ for name in DECISION_RECORDS for record in alone.section(name).values() for id_ in entities_in(name, record)
    }
    behind = {id_: entity for id_, entity in part.entities.items() if id_ in named or id_ in alone.entities}
    with_others = replace(alone, entities=behind)
    cited = {claim.source for _, record in with_others.claimed() for claim in all_claims(record)}
    sources = {id_: source for id_, source in part.sources.items() if id_ in cited or id_ in alone.sources}
    shared = own.shared & alone.entities.keys()
    return replace(own, dataset=alone, shared=shared), replace(with_others, sources=sources)


def _within(dataset: Dataset, ontology: Ontology, body: str, as_of: date | None) -> set[str]:
    """Return the ids of a body and of what belongs to it: a question, and so it is put to a store."""
    from ics_graph.answering.asked import Asked
    from ics_graph.answering.scope import scope_of
    from ics_graph.stores.sqlite import SQLiteStore
    from ics_graph.stores.sqlite.building import build

    with tempfile.TemporaryDirectory(prefix="ics-graph-") as place:
        path = Path(place, "within.sqlite")
        build(path, dataset, ontology)
        with SQLiteStore(path) as store:
            return set(scope_of(Asked(store, ontology, View(as_of)), body).ids or ())


def rows(part: ExportInput, rules: bool) -> tuple[Compiler, list[Line], dict[str, Source]]:
    """Return what was chosen as the rows that stores keep: bodies to be, lines ordered by id, and every source.

    With ``rules``, the lines that the law gives are among them. They are worked out of the whole, not of the part,
    since a rule points at a body that is the only one of its type.
    """
    compiled = Compiler(part.dataset, part.ontology)
    spells = [line for line in compiled.lines() if not line.id.startswith(_BY_RULE)]
    # A relation that lists part is one line here, as it is one record: its spell on the day, or the first.
    held = {relation_id(line.id): line for line in spells if part.as_of and line.on(part.as_of.isoformat()) != "no"}
    lines = [held.get(line.id, line) for line in spells if not is_later_spell(line.id)]
    sources = dict(part.dataset.sources)
    if rules:
        _, types = _named(part.only, part.ontology)
        lawful = Compiler(part.whole or part.dataset, part.ontology)
        view = replace(EVERYTHING, as_of=part.as_of)
        for rule in part.ontology.rules:
            rule_lines = [
                line
                for line in lawful.rule_lines(rule)
                if {line.subject, line.object} <= part.dataset.entities.keys()
                and (not types or line.type in types)
                and admits(line, view)
            ]
            lines += rule_lines
            sources |= {source.id: source for source in [rule_source(rule)] if rule_lines}
    return compiled, sorted(lines, key=lambda line: line.id), sources


def _whole(
    dataset: Dataset,
    compiled: Compiler,
    as_of: date | None,
    entities: Collection[str],
    relations: Iterable[Relation],
    cut: Collection[tuple[str, str]],
) -> Dataset:
    """Return these entities and relations with all that hangs on them, and the sources that are cited.

    That a list is complete is not kept of the bodies and families in ``cut``.
    """
    # A member may sit on behalf of a body that is not chosen itself: the line would dangle without it.
    kept = {relation.id: relation for relation in relations}
    behind = {relation.on_behalf_of for relation in kept.values() if relation.on_behalf_of}
    everybody = {*entities, *behind}

    def held(record: object) -> bool:
        return as_of is None or compiled.held(record).on(as_of) != "no"  # type: ignore[arg-type]

    part = Dataset(
        dataset.about,
        {},
        {id_: entity for id_, entity in dataset.entities.items() if id_ in everybody},
        kept,
        {id_: fact for id_, fact in dataset.facts.items() if fact.entity in entities and held(fact)},
        {id_: event for id_, event in dataset.events.items() if _took_place(event, as_of, everybody)},
        {id_: gap for id_, gap in dataset.gaps.items() if gap.entity in entities},
        {
            id_: whole
            for id_, whole in dataset.complete.items()
            if whole.entity in entities and (whole.entity, whole.family) not in cut
        },
    )
    part = replace(part, **_decision_records(dataset, part))
    cited = {claim.source for _, record in part.claimed() for claim in all_claims(record)}
    return replace(part, sources={id_: source for id_, source in dataset.sources.items() if id_ in cited})


def _decision_records(dataset: Dataset, part: Dataset) -> dict[str, Any]:
    """Return the records of who may decide what of which all that they refer to is kept, directly or by others."""
    kept: dict[str, dict[str, Any]] = {name: dict(dataset.section(name)) for name in DECISION_RECORDS}
    others = {"entities": part.entities, "events": part.events}
    lost = True
    while lost:
        lost = False
        for name, records in kept.items():
            gone = [
                id_
                for id_, record in records.items()
                if any(ref not in (kept.get(of) or others.get(of) or {}) for _, of, ref in references_in(name, record))
            ]
            for id_ in gone:
                del records[id_]
            lost = lost or bool(gone)
    return kept


def _cut(kept: Collection[str], relations: Iterable[Relation], ontology: Ontology) -> set[tuple[str, str]]:
    """Return the bodies and families of which a line is left out: to call the rest complete would deny that line."""
    return {
        (end, ontology.relations[relation.type].family)
        for relation in relations
        if relation.id not in kept
        for end in (relation.subject, relation.object)
    }


def _took_place(event: Event, as_of: date | None, entities: Collection[str]) -> bool:
    first = event.date or event.not_before
    early = as_of is None or first is None or first.earliest <= as_of
    return early and all(part.entity in entities for part in event.participants)


def _named(only: Sequence[str], ontology: Ontology) -> tuple[set[str], set[str]]:
    """Return the types of entities and the types of relations that the words name."""
    kinds: set[str] = set()
    lines: set[str] = set()
    for word in only:
        if word in ontology.families:
            lines |= {name for name, kind in ontology.relations.items() if kind.family == word}
        elif word in ontology.relations:
            lines.add(word)
        elif word in ontology.types:
            kinds |= ontology.kinds_of(word)
        else:
            hint = closest(word, [*ontology.families, *ontology.relations, *ontology.types])
            raise FormatError(f"'{word}' is no family or type of relations, and no type of entities. {hint}".rstrip())
    return kinds, lines
