"""The snapshot of one day in W3C ORG (``--profile org``), for tools that know that vocabulary and no time.

Whoever reads it takes each line for true, so it holds only what surely is: lines that hold on the day ("yes", never
"possibly"), that a source states or reports, that are neither planned nor in shadow form, and that nobody denies or
puts with a question mark. What only the law says is no line of a source and is left out. See docs/reference/rdf.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from ics_graph.answering.names_of_the_day import former_name, held_on
from ics_graph.dates import validity
from ics_graph.errors import FormatError
from ics_graph.exchange.formats import ExportInput
from ics_graph.exchange.left_behind import left_behind, tell_left
from ics_graph.exchange.rdf.seats import Seating
from ics_graph.exchange.rdf.to_triples import DATA, PART, STRING, WORD, Group, Statement, interval, is_optional
from ics_graph.exchange.terms import (
    BASE,
    DCTERMS,
    ORG,
    PREFIXES,
    SKOS,
    SNAPSHOT,
    TYPE,
    XSD,
    iri_of,
    vocabulary_iri,
)
from ics_graph.governance import is_single
from ics_graph.model import Entity, Phase, PhaseSpell, Relation
from ics_graph.ontology import Ontology
from ics_graph.stores.compiler import Compiler
from ics_graph.stores.rows import Body, relation_id
from ics_graph.validity import phase_on

_FOAF, _SCHEMA, _CPOV = PREFIXES["foaf"], PREFIXES["schema"], PREFIXES["cpov"]
ENGLISH = "@en"
# The classes that the snapshot speaks of, as far as the ontology places a type under them.
_CLASSES = {
    *(ORG + name for name in ("Organization", "FormalOrganization", "OrganizationalCollaboration")),
    *(ORG + name for name in ("OrganizationalUnit", "Post")),
    *(_FOAF + name for name in ("Person", "Document")),
    _CPOV + "PublicOrganisation",
    _SCHEMA + "Project",
    DCTERMS + "Location",
}
_ORGANISATIONS = {ORG + name for name in ("FormalOrganization", "OrganizationalCollaboration", "OrganizationalUnit")}
_ORGANISATION, _POST, _PERSON = ORG + "Organization", ORG + "Post", _FOAF + "Person"
_AGENT = frozenset({_ORGANISATION, _PERSON})
# Each shortcut with what W3C ORG lets stand at its ends. Not org:headOf: it would make every leader a member.
_SHORTCUTS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    ORG + "memberOf": (_AGENT, frozenset({_ORGANISATION})),
    ORG + "reportsTo": (_AGENT | {_POST}, _AGENT | {_POST}),
    ORG + "holds": (frozenset({_PERSON}), frozenset({_POST})),
    ORG + "postIn": (frozenset({_POST}), frozenset({_ORGANISATION})),
    ORG + "subOrganizationOf": (frozenset({_ORGANISATION}), frozenset({_ORGANISATION})),
    ORG + "unitOf": (frozenset({ORG + "OrganizationalUnit"}), frozenset({ORG + "FormalOrganization"})),
    ORG + "linkedTo": (frozenset({_ORGANISATION}), frozenset({_ORGANISATION})),
}
LEFT_BEHIND = (
    "facts",
    "events",
    "gaps",
    "whole lists",
    "sources",
    "dates of bodies",
    "notes of bodies",
    "notes of lines",
)
_NOT_OF_ORG = {
    "documents": "instruments",
    "rows of schemes": "grants",
    "quorum rules": "quorum_rules",
    "meetings": "meetings",
    "decisions": "decisions",
    "interests": "interests",
}
_IN_FORCE: tuple[Phase, ...] = ("not-stated", "established")


class _Held(NamedTuple):
    """A relation that surely holds, and the shortcuts that ORG has for it."""

    relation: Relation
    shortcuts: tuple[str, ...]


def groups(chosen: ExportInput, base: str = BASE) -> Iterator[Group]:
    """Yield the day, each body with its direct lines, and each membership; raise FormatError where no day is named."""
    if chosen.as_of is None:
        raise FormatError("--profile org is a snapshot of one day; name it with --as-of, such as --as-of 2019-06-01")
    snapshot = Snapshot(chosen, chosen.as_of, base)
    yield from snapshot.groups()
    tell_left(chosen, "The snapshot", snapshot.left())


class Snapshot:
    """What surely is on a day: ``bodies``, and the lines that are ``held`` by their subjects."""

    def __init__(self, chosen: ExportInput, day: date, base: str) -> None:
        self.dataset, self.ontology, self.day, self.base = chosen.dataset, chosen.ontology, day, base
        compiled = Compiler(chosen.dataset, chosen.ontology)
        on, entities = day.isoformat(), chosen.dataset.entities
        there: dict[str, str] = {}
        types: dict[str, str] = {}
        for body in compiled.bodies():
            entity = entities[body.id]
            certain = body.certainty not in ("uncertain", "denied", "disputed")
            if certain and not body.planned and is_single(entity) and self._in_force(entity.phases):
                there[body.id] = body.on(on)
                types[body.id] = _type_on(body, self.ontology, day)
        self.types = types
        self.classes = {id_: _classes(self.ontology, types[id_]) for id_ in there}
        self.held: dict[str, list[_Held]] = {}
        ends: set[str] = set()
        for line in compiled.lines():
            if line.certainty not in ("stated", "reported") or line.on(on) != "yes":
                continue
            if any(there.get(end, "no") == "no" for end in (line.subject, line.object)):
                continue
            relation = self.dataset.relations[relation_id(line.id)]
            if self._in_force(relation.phases) and not is_optional(relation):
                self.held.setdefault(line.subject, []).append(_Held(relation, self._shortcuts(relation)))
                ends |= {line.subject, line.object}
        self.seating = Seating(chosen.dataset, chosen.ontology, day, base)
        may_be = {id_ for id_, when in there.items() if when != "no"}
        organisations = {id_ for id_ in may_be if _ORGANISATION in self.classes[id_]}
        ends |= self.seating.choose(organisations, {id_ for id_ in may_be if _PERSON in self.classes[id_]})
        self.bodies = sorted(id_ for id_, when in there.items() if when == "yes" or id_ in ends)
        self.body_ids = set(self.bodies)
        self.seating.of_bodies(self.body_ids)

    def _in_force(self, phases: tuple[PhaseSpell, ...]) -> bool:
        return phase_on(phases, self.day) in _IN_FORCE

    def _shortcuts(self, relation: Relation) -> tuple[str, ...]:
        subject, object_ = self.classes[relation.subject], self.classes[relation.object]
        iris = []
        for iri in self.ontology.relations[relation.type].mappings:
            subjects, objects = _SHORTCUTS.get(iri, (frozenset(), frozenset()))
            if subjects & subject and objects & object_:
                iris.append(iri)
        return tuple(iris)

    def left(self) -> dict[str, int]:
        """Return what the snapshot leaves behind, with its number."""
        written = {held.relation.id for lines in self.held.values() for held in lines}
        return {
            "bodies that are not surely there on the day": len(self.dataset.entities) - len(self.bodies),
            "lines that do not surely hold on the day, or are only inferred": len(self.dataset.relations)
            - len(written),
            "seats that are not surely there": len(self.dataset.seats) - len(self.seating.seats),
            "appointments that do not surely hold": len(self.dataset.appointments) - len(self.seating.appointments),
            **{name: len(self.dataset.section(section)) for name, section in _NOT_OF_ORG.items()},
            **left_behind(self.dataset, LEFT_BEHIND),
        }

    def groups(self) -> Iterator[Group]:
        """Yield the day, each body with its direct lines, and each membership."""
        day = self.day.isoformat()
        titles = "; ".join(about.title for about in self.dataset.about)
        title = f"{titles or 'Organisations'}, as things stood on {day}"
        statements: list[Statement] = [
            (TYPE, SNAPSHOT, WORD),
            (DCTERMS + "title", title, ENGLISH),
            (DCTERMS + "date", day, XSD + "date"),
        ]
        yield [(f"{self.base}snapshot/{day}", statements)]
        roles: dict[str, str] = {}
        for id_ in self.bodies:
            yield [(iri_of("entities", id_, self.base), self._body(self.dataset.entities[id_]))]
            for held in sorted(self.held.get(id_, ()), key=lambda held: held.relation.id):
                if ORG + "memberOf" in held.shortcuts:
                    yield self._membership(held.relation, roles)
        yield from self.seating.groups()
        for iri, label in sorted(roles.items()):
            yield [(iri, [(TYPE, ORG + "Role", WORD), (SKOS + "prefLabel", label, ENGLISH)])]

    def _body(self, entity: Entity) -> list[Statement]:
        statements: list[Statement] = [(TYPE, iri, WORD) for iri in sorted(self.classes[entity.id])]
        statements.append((TYPE, vocabulary_iri(self.types[entity.id]), WORD))
        former = former_name(entity, self.day)
        is_sure = former is not None and held_on(former, self.day) == "yes"
        name = former.name if former and is_sure else entity.name
        held = (spell.name for spell in entity.names if held_on(spell, self.day) == "yes")
        others = [other for other in dict.fromkeys((*entity.other_names, *held)) if other != name]
        statements.append((SKOS + "prefLabel", name, ENGLISH))
        if _PERSON in self.classes[entity.id]:
            statements.append((_FOAF + "name", name, STRING))
        if len(others) == 1:
            statements.append((SKOS + "altLabel", others[0], ENGLISH))
        statements += [(_SCHEMA + "alternateName", other, STRING) for other in others]
        for code in entity.identifiers:
            if validity(code.since, code.until).on(self.day) != "no":
                statements.append(
                    (ORG + "identifier", code.value, f"{self.base}scheme/{quote(code.scheme, safe='-._~')}")
                )
        direct = [
            (iri, iri_of("entities", held.relation.object, self.base), DATA)
            for held in self.held.get(entity.id, ())
            for iri in (vocabulary_iri(held.relation.type), *held.shortcuts)
        ]
        seats = (*self.seating.held_by(entity.id), *self.seating.member_of(entity.id))
        return statements + sorted({*direct, *seats})

    def _membership(self, relation: Relation, roles: dict[str, str]) -> Group:
        """Return a membership with its time and role; roles are collected with their labels."""
        iri = iri_of("relations", relation.id, self.base)
        statements: list[Statement] = [
            (TYPE, ORG + "Membership", WORD),
            (ORG + "member", iri_of("entities", relation.subject, self.base), DATA),
            (ORG + "organization", iri_of("entities", relation.object, self.base), DATA),
        ]
        group: Group = [(iri, statements)]
        for word in dict.fromkeys(filter(None, (relation.capacity, relation.role))):
            role = f"{self.base}role/{quote(word, safe='-._~')}"
            concept = self.ontology.schemes.get("capacities", {}).get(word)
            roles[role] = concept.label if concept else word
            statements.append((ORG + "role", role, DATA))
        if relation.on_behalf_of in self.body_ids:
            behalf = iri_of("entities", str(relation.on_behalf_of), self.base)
            statements.append((PREFIXES["opengov"] + "onBehalfOf", behalf, DATA))
        if relation.since or relation.until:
            during = f"{iri}/time"
            statements.append((ORG + "memberDuring", during, PART))
            group += interval(during, relation.since, relation.until)
        return group


def _type_on(body: Body, ontology: Ontology, day: date) -> str:
    """Return the most exact type of which a body surely was on a day: one above all those of which it may have been.

    Where no source says of what type it was then, that is the one above its own.
    """
    possible = body.types_on(day)
    if not possible:
        return ontology.types[body.type].parent or body.type
    shared = (name for name in ontology.types[possible[0]].ancestors if all(ontology.is_a(t, name) for t in possible))
    return next(shared, body.type)


def _classes(ontology: Ontology, type_: str) -> frozenset[str]:
    """Return the classes of other vocabularies that a type is under; each organisation is an org:Organization, too."""
    classes = {iri for kind in ontology.types[type_].ancestors for iri in ontology.types[kind].broader} & _CLASSES
    return frozenset(classes | {_ORGANISATION} if classes & _ORGANISATIONS else classes)
