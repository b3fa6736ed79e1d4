"""How a line stands, in words that a query sees: planned, denied, by law, possible. Only in graphs that are asked.

A line that nobody may count without seeing how it stands has none of the words by which one in effect is found. See
docs/decisions/0055-what-a-sparql-query-may-take-for-sure.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ics_graph.certainty import certainty
from ics_graph.exchange.rdf.snapshot import Snapshot
from ics_graph.exchange.rdf.to_triples import DATA, STRING, WORD, Group, Statement, is_optional, record_group
from ics_graph.exchange.terms import BASE, ICS, MARKED_TYPE, RECORD_CLASS, SKOS, TYPE, iri_of, record_of, vocabulary_iri
from ics_graph.governance import is_general, is_several
from ics_graph.model import Dataset, Entity, Event, Fact, Relation
from ics_graph.model import all_claims as claims_of
from ics_graph.ontology import Ontology
from ics_graph.stores.compiler import Compiler, rule_source
from ics_graph.stores.rows import Line, relation_id
from ics_graph.validity import only_planned, phase_on

STANDING = ICS + "standing"
_MARKS = ("denied", "uncertain", "planned by law", "by law", "planned", "in general", "offered")
_OF_A_DAY = ("disputed", "inferred", "in shadow form", "of several")
_RELATION = ICS + "relation"
_FOUND_BY = {
    "entities": (),
    "relations": ("subject", "object"),
    "facts": ("property",),
    "events": ("eventKind", "participant"),
}


def _marked(name: str) -> str:
    return ICS + "marked" + name[0].upper() + name[1:]


_INSTEAD = {ICS + name: _marked(name) for names in _FOUND_BY.values() for name in names}
# The class that stands first in a record that is marked; the type of a body goes to ``markedType``.
_CLASSES = {
    **{section: RECORD_CLASS[section].replace("#", "#Marked") for section in ("relations", "facts", "events")},
    "entities": ICS + "MarkedBody",
}
WORDS = frozenset(iri.removeprefix(ICS) for iri in (STANDING, MARKED_TYPE, *_INSTEAD.values(), *_CLASSES.values()))
"""The words that only a graph that is asked has, beside those of marked relations."""


def mark_of(record: Entity | Relation | Fact | Event, dataset: Dataset) -> str:
    """Return why a record is not to be counted as one in effect; an empty text where it is.

    In effect is what an answer counts: a source bears it out, if only by a reading or against another source.
    """
    known, planned = certainty(claims_of(record)), only_planned(record)
    if known in ("denied", "uncertain"):
        return known
    if known == "rule":
        return "planned by law" if planned else "by law"
    if planned:
        return "planned"
    if isinstance(record, Entity):
        return "in general" if is_general(record) else "of several" if is_several(record) else ""
    if isinstance(record, Relation):
        if any(is_general(dataset.entities[end]) for end in (record.subject, record.object)):
            return "in general"
        return "offered" if is_optional(record) else ""
    return ""


def word_of(standing: str, relation: str) -> str:
    """Return the word for a relation that stands in some way: ``plannedMemberOf``."""
    first, *rest = standing.split()
    return f"{first}{''.join(map(str.capitalize, rest))}{relation[0].upper()}{relation[1:]}"


def is_word_of(name: str, ontology: Ontology) -> bool:
    """Return whether a name is such a word, of a relation that the ontology has."""
    standings = [*_MARKS, *_OF_A_DAY]
    standings += ["possibly", *(f"possibly {standing}" for standing in standings)]
    return name in WORDS or any(name == word_of(s, r) for r in ontology.relations for s in standings)


def with_standing(groups: Iterable[Group], dataset: Dataset, base: str = BASE) -> Iterator[Group]:
    """Yield records that say how they stand; what is not in effect says in other words what it is."""
    for group in groups:
        section, id_ = record_of(group[0][0], base) or ("", "")
        yield _standing(group, section, dataset.section(section)[id_], dataset) if section in _CLASSES else group


def _standing(group: Group, section: str, record: Any, dataset: Dataset) -> Group:
    subject, statements = group[0]
    mark = mark_of(record, dataset)
    standing: Statement = (STANDING, mark or certainty(claims_of(record)), STRING)
    if not mark:
        return [(subject, [*statements, standing]), *group[1:]]
    # The class of a record stands first.
    changed: list[Statement] = [(TYPE, _CLASSES[section], WORD)]
    if section == "entities":
        changed.append((MARKED_TYPE, statements[0][1], WORD))
    for predicate, value, kind in statements[1:]:
        if predicate == _RELATION:
            value = vocabulary_iri(word_of(mark, record.type))
        changed.append((_INSTEAD.get(predicate, predicate), value, kind))
    return [(subject, [*changed, standing]), *group[1:]]


def lines_by_law(dataset: Dataset, ontology: Ontology, base: str = BASE) -> Iterator[Group]:
    """Yield the relations that follow from statute, marked as such, and the laws that they cite."""
    compiled = Compiler(dataset, ontology)
    cited: set[str] = set()
    for rule in ontology.rules:
        for line in compiled.rule_lines(rule):
            relation = line.record
            cited.add(rule.name)
            yield _standing(record_group("relations", line.id, relation, base), "relations", relation, dataset)
    for rule in ontology.rules:
        if rule.name in cited:
            source = rule_source(rule)
            yield record_group("sources", source.id, source, base)


def beside_the_snapshot(
    snapshot: Snapshot, whole: Dataset, by_law: bool, unsure: bool, base: str = BASE
) -> Iterator[Group]:
    """Yield what a snapshot leaves out of lines, each under the word of how it stands; laws of the whole dataset."""
    bodies: set[str] = set()
    for line, standing in _lines_beside(snapshot, whole, by_law, unsure):
        word = vocabulary_iri(word_of(standing, line.type))
        end = iri_of("entities", line.object, base)
        yield [(iri_of("entities", line.subject, base), [(word, end, DATA)])]
        bodies |= {line.subject, line.object}
    for id_ in sorted(bodies - snapshot.body_ids):
        # Its type stands under a word of its own: whoever counts bodies of a type counts those that are surely there.
        entity = whole.entities[id_]
        statements: list[Statement] = [
            (TYPE, _CLASSES["entities"], WORD),
            (MARKED_TYPE, snapshot.ontology.types[entity.type].iri, WORD),
            (SKOS + "prefLabel", entity.name, STRING),
            (STANDING, "not surely there", STRING),
        ]
        yield [(iri_of("entities", id_, base), statements)]


def _lines_beside(snapshot: Snapshot, whole: Dataset, by_law: bool, unsure: bool) -> Iterator[tuple[Line, str]]:
    day, dataset = snapshot.day, snapshot.dataset
    on = day.isoformat()
    if unsure:
        sure = {held.relation.id for lines in snapshot.held.values() for held in lines}
        for line in Compiler(dataset, snapshot.ontology).lines():
            relation = dataset.relations.get(relation_id(line.id))
            # Lines that the law gives are no records, and are asked for by themselves.
            if relation is not None and relation.id not in sure:
                yield from _stands(line, relation, dataset, day)
    if by_law:
        compiled = Compiler(whole, snapshot.ontology)
        for rule in snapshot.ontology.rules:
            for line in compiled.rule_lines(rule):
                if line.on(on) != "no":
                    yield from _stands(line, line.record, whole, day)


def _stands(line: Line, relation: Relation, dataset: Dataset, day: date) -> Iterator[tuple[Line, str]]:
    """Yield a line with how it stands on a day, where it may hold or is planned then."""
    standing = mark_of(relation, dataset)
    if standing in ("planned", "planned by law"):
        if str(line.plan_from) <= day.isoformat() <= str(line.plan_to):
            yield line, standing
        return
    holds = line.on(day.isoformat())
    if not standing:
        known = certainty(claims_of(relation))
        if phase_on(relation.phases, day) == "shadow":
            standing = "in shadow form"
        elif known in ("disputed", "inferred"):
            standing = known
        elif any(is_several(dataset.entities[end]) for end in (relation.subject, relation.object)):
            standing = "of several"
    # A line of which all is sure but its ends is possible: a body may not be there. Of a denial or a question
    # mark nobody needs to know that it is not sure of the day.
    if not standing or (holds == "possibly" and standing not in ("denied", "uncertain")):
        standing = f"possibly {standing}".strip()
    if holds != "no":
        yield line, standing
