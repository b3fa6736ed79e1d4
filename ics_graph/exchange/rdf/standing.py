"""How a line stands, in words that a query sees: planned, denied, by law, possible. Only in graphs that are asked.

A line that nobody may count without seeing how it stands has none of the words by which one in effect is found. See
docs/decisions/0055-what-a-sparql-query-may-take-for-sure.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ics_graph.certainty import certainty
from ics_graph.exchange.rdf.snapshot import Snapshot
from ics_graph.exchange.rdf.to_triples import DATA, STRING, WORD, Group, Statement, is_optional, record_group
from ics_graph.exchange.terms import BASE, ICS, MARKED_TYPE, SKOS, TYPE, iri_of, record_of, vocabulary_iri
from ics_graph.governance import is_general, is_several
from ics_graph.model import Dataset, Entity, Relation
from ics_graph.model import all_claims as claims_of
from ics_graph.ontology import Ontology
from ics_graph.stores.compiler import Compiler, rule_source
from ics_graph.stores.rows import Line, relation_id
from ics_graph.validity import only_planned, phase_on

STANDING = ICS + "standing"
_MARKS = ("denied", "uncertain", "planned by law", "by law", "planned", "in general", "offered")
_OF_A_DAY = ("disputed", "inferred", "in shadow form", "of several")
_RELATION = ICS + "relation"
# What a line in effect is found by, and what stands there for one that is marked.
_INSTEAD = {
    ICS + "subject": ICS + "markedSubject",
    ICS + "object": ICS + "markedObject",
}
_MARKED, _PLAIN = ICS + "MarkedRelation", ICS + "Relation"
WORDS = frozenset({"standing", "MarkedRelation", "markedSubject", "markedObject", "MarkedBody", "markedType"})
"""The words that only a graph that is asked has, beside those of marked relations."""


def mark_of(relation: Relation, dataset: Dataset) -> str:
    """Return why a relation is not to be counted as one in effect; an empty text where it is.

    In effect is what an answer counts: a source bears it out, if only by a reading or against another source.
    """
    known, planned = certainty(claims_of(relation)), only_planned(relation)
    if known in ("denied", "uncertain"):
        return known
    if known == "rule":
        return "planned by law" if planned else "by law"
    if planned:
        return "planned"
    if any(is_general(dataset.entities[end]) for end in (relation.subject, relation.object)):
        return "in general"
    return "offered" if is_optional(relation) else ""


def mark_of_body(entity: Entity) -> str:
    """Return why a body is not to be counted among those of its type; an empty text where it is one."""
    known = certainty(entity.claims)
    if known in ("denied", "uncertain"):
        return known
    if only_planned(entity):
        return "planned"
    return "in general" if is_general(entity) else "of several" if is_several(entity) else ""


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
    """Yield records; relations say how they stand, and what is not in effect says in other words what it is."""
    for group in groups:
        subject, statements = group[0]
        section, id_ = record_of(subject, base) or ("", "")
        if section == "relations":
            relation = dataset.relations[id_]
            yield [(subject, _standing(statements, relation, mark_of(relation, dataset))), *group[1:]]
        elif section == "entities" and (mark := mark_of_body(dataset.entities[id_])):
            # The class of a record stands first.
            class_ = [(TYPE, ICS + "MarkedBody", WORD), (MARKED_TYPE, statements[0][1], WORD)]
            yield [(subject, [*class_, *statements[1:], (STANDING, mark, STRING)]), *group[1:]]
        else:
            yield group


def _standing(statements: list[Statement], relation: Relation, mark: str) -> list[Statement]:
    known = (STANDING, mark or certainty(claims_of(relation)), STRING)
    if not mark:
        return [*statements, known]
    changed: list[Statement] = []
    for predicate, value, kind in statements:
        if predicate == TYPE and value == _PLAIN:
            value = _MARKED
        elif predicate == _RELATION:
            value = vocabulary_iri(word_of(mark, relation.type))
        changed.append((_INSTEAD.get(predicate, predicate), value, kind))
    return [*changed, known]


def lines_by_law(dataset: Dataset, ontology: Ontology, base: str = BASE) -> Iterator[Group]:
    """Yield the relations that follow from statute, marked as such, and the laws that they cite."""
    compiled = Compiler(dataset, ontology)
    cited: set[str] = set()
    for rule in ontology.rules:
        for line in compiled.rule_lines(rule):
            relation = line.record
            cited.add(rule.name)
            group = record_group("relations", line.id, relation, base)
            yield [(group[0][0], _standing(group[0][1], relation, mark_of(relation, dataset))), *group[1:]]
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
        # It has a name and no type: whoever counts bodies of a type counts those that are surely there.
        name = whole.entities[id_].name
        statements: list[Statement] = [(SKOS + "prefLabel", name, STRING), (STANDING, "not surely there", STRING)]
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
