"""What statements in the W3C Organization Ontology mean here: bodies, people, posts, and dated lines between them.

A direct statement (``org:memberOf``) has no dates and stands for what was so when its file was made; a membership of
its own (``org:Membership``) has its interval, and goes before. What is not understood is counted by property.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Literal

from ics_graph.exchange.entity_matching import KnownEntities, fresh
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.org_rdf import vocabulary as words
from ics_graph.exchange.org_rdf.changes import kind_of, sides_of
from ics_graph.exchange.org_rdf.classes import Classes
from ics_graph.exchange.org_rdf.graph import Graph
from ics_graph.exchange.org_rdf.naming import codes_of, label, texts
from ics_graph.exchange.org_rdf.times import Days, Times
from ics_graph.exchange.text_files import slug
from ics_graph.governance import seat_in_words
from ics_graph.model import (
    About,
    Claim,
    Dataset,
    Entity,
    Event,
    Fact,
    Participant,
    Relation,
    Source,
    key_of,
)
from ics_graph.ontology import Ontology

_PREFIXES = {"Person": "person", "Post": "post", "Division": "unit"}
_REMEDY = "the two ends are of kinds that this line cannot join"


@dataclass(slots=True)
class Interpreter:
    """Makes a dataset of a graph, one kind of record after the other."""

    graph: Graph
    ontology: Ontology
    known_entities: KnownEntities
    report: Report
    types: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    times: Times = field(init=False)

    def __post_init__(self) -> None:
        self.times = Times(self.graph, self.report)

    @property
    def classes(self) -> Classes:
        """Reads classes, and tells what is left."""
        return Classes(self.graph, self.ontology, self.report)

    def dataset(self) -> Dataset:
        """Return what the graph says."""
        self.taken |= self.known_entities.dataset.entities.keys()
        sources = self._sources()
        self._type_all()
        for subject in sorted(self.types):
            self._entity(subject)
        self._memberships()
        self._direct()
        self._events()
        for subject in sorted(self.types):
            self._describe(subject)
        self.classes.tell(self.types)
        names = ", ".join(file.name for file in self.graph.files)
        about = About("rdf", f"Organisations as linked data ({names})")
        return Dataset((about,), sources, self.entities, self.relations, self.facts, self.events)

    def _sources(self) -> dict[str, Source]:
        sources: dict[str, Source] = {}
        taken = set(self.known_entities.dataset.sources)
        for file in self.graph.files:
            id_ = fresh(file.source, {*taken, *sources})
            self.sources[file.source] = id_
            sources[id_] = Source(id_, f"Linked data ({file.name})", "data file", date=file.date)
        return sources

    def _claim(self, subject: str, basis: bool = True, note: str | None = None) -> Claim:
        file = self.graph.file_of(subject)
        place = subject if not subject.startswith("_:") else f"blank node {subject[2:]}"
        observed: Literal["never"] | None = "never" if subject in self.times.unsound else None
        return Claim(
            self.sources[file.source], place, "explicit" if basis else "inferred", observed=observed, note=note
        )

    def _type_all(self) -> None:
        """Give each resource that is a body, a person or a post its type: by its class, else by how it is used."""
        used: dict[str, str] = {}
        for subject, properties in self.graph.about.items():
            classes = {term.value for term in properties.get(words.TYPE, ())}
            type_ = self.classes.type_of(classes)
            if type_:
                self.types[subject] = type_
            for name in properties:
                if name in words.RELATIONS:
                    _, _, low, high = words.RELATIONS[name]
                    used.setdefault(subject, low)
                    for other in self.graph.resources(subject, name):
                        used.setdefault(other, high)
                elif name in (words.ORIGINAL, words.RESULTING, words.ORGANISATION):
                    for other in self.graph.resources(subject, name):
                        used.setdefault(other, "Organisation")
                elif name == words.MEMBER:
                    for other in self.graph.resources(subject, name):
                        used.setdefault(other, "Person")
        for subject, type_ in used.items():
            if subject not in self.types:
                self.types[subject] = type_
                reason = "no class says what it is; taken for what its use implies"
                self.report.doubt(self.graph.file_of(subject).name, None, f"{subject} ({type_})", reason)

    def _entity(self, subject: str) -> None:
        type_ = self.types[subject]
        name, others = label(self.graph, subject)
        codes = codes_of(self.graph, subject)
        days = self.times.days(subject, words.FOUNDED, words.DISSOLVED)
        for code in codes:
            match = self.known_entities.by_code(code.scheme, code.value, type_, *days)
            if match is not None:
                self.ids[subject] = match.id
                self.report.matched[subject] = match.id
                return
        file = self.graph.file_of(subject).name
        near = self.known_entities.near("", "", type_, name)
        if near is not None:
            reason = "a body or person that is known already has this name; made anew, as a name is no identity"
            self.report.doubt(file, None, f"{subject} ({near.id})", reason)
        last = re.split(r"[/#:]", subject.rstrip("/#"))[-1]
        prefix = _PREFIXES.get(type_, "org")
        short, long = f"{prefix}-{slug(name or last) or 'x'}", f"{prefix}-{slug(name or '')}-{slug(last, 40) or 'x'}"
        id_ = fresh(short, self.taken, long)
        self.taken.add(id_)
        if name is None:
            self.report.doubt(file, None, subject, "no statement names it; taken over as a body without a name")
        claim = self._claim(subject)
        self.ids[subject] = id_
        shown = name or (f"Resource {last}" if not subject.startswith("_:") else "Resource without a name")
        self.entities[id_] = Entity(
            id_, type_, shown, tuple(others - {name}), tuple(codes), *days, unnamed=name is None, claims=(claim,)
        )

    def _memberships(self) -> None:
        """Read each ``org:Membership``: who, in what, as what, and when."""
        member_of: dict[str, str] = {}
        for subject, properties in self.graph.about.items():
            if words.HAS_MEMBERSHIP in properties:
                member_of |= {m: subject for m in self.graph.resources(subject, words.HAS_MEMBERSHIP)}
        for subject in sorted(self.graph.about):
            properties = self.graph.about[subject]
            classes = {term.value for term in properties.get(words.TYPE, ())}
            if f"{words.ORG}Membership" not in classes and words.MEMBER not in properties:
                continue
            members = self.graph.resources(subject, words.MEMBER)
            if not members and subject in member_of:
                members = [member_of[subject]]
            bodies = self.graph.resources(subject, words.ORGANISATION)
            roles: list[str | None] = [*texts(self.graph, subject, words.ROLE)] or [None]
            spells = self.times.intervals(subject)
            if not members or not bodies:
                self._skip(subject, "a membership without its member or its organisation")
            for member in members:
                for body in bodies:
                    for role, days in product(roles, spells):
                        self._line(subject, member, "memberOf", body, days, role)

    def _direct(self) -> None:
        """Read the lines that one statement makes; a membership that is there with its interval goes before."""
        # Of each, whether all its spells have an end: then the direct statement says more, and is told.
        stated: dict[tuple[str, str, str], bool] = {}
        for made in self.relations.values():
            key = made.subject, made.type, made.object
            stated[key] = stated.get(key, True) and made.until is not None
        for subject in sorted(self.graph.about):
            for name, (type_, turned, _, _) in words.RELATIONS.items():
                for term in self.graph.all(subject, name):
                    if term.literal:
                        self._skip(subject, "a line to a text instead of a resource")
                        continue
                    low, high = (term.value, subject) if turned else (subject, term.value)
                    ended = stated.get((self.ids.get(low, ""), type_, self.ids.get(high, "")))
                    if ended is None:
                        self._line(subject, low, type_, high, (None, None), None)
                    elif ended:
                        self._doubt(subject, "a direct statement of a membership that has an end; its end counts")

    def _line(self, subject: str, low: str, type_: str, high: str, days: Days, role: str | None) -> None:
        if low not in self.ids or high not in self.ids:
            self._skip(subject, "one end of a line is neither a body nor a person nor a post")
            return
        low_type, high_type = self._type(low), self._type(high)
        if not self.ontology.permits(type_, low_type, high_type):
            if type_ == "subOrganisationOf" and self.ontology.permits("partOf", low_type, high_type):
                type_ = "partOf"
            else:
                self._skip(subject, f"{_REMEDY} ({type_})")
                return
        since, until = days
        role, capacity = seat_in_words(self.ontology, role) if type_ == "memberOf" else (role, None)
        made = Relation("", self.ids[low], type_, self.ids[high], role, capacity, since=since, until=until)
        id_ = key_of(made)
        claim = self._claim(subject)
        if self.known_entities.holds("relations", id_) or self.known_entities.same(made) is not None:
            self.report.already["relations"] += 1
            return
        if id_ in self.relations:
            before = self.relations[id_]
            if before.until == until:
                if claim not in before.claims:
                    self.relations[id_] = _with(before, claim)
                return
            id_ = fresh(f"{id_}:until-{until or 'open'}", self.relations)
        self.relations[id_] = Relation(
            id_, made.subject, type_, made.object, role, capacity, since=since, until=until, claims=(claim,)
        )

    def _type(self, subject: str) -> str:
        id_ = self.ids[subject]
        return self.entities[id_].type if id_ in self.entities else self.known_entities.dataset.entities[id_].type

    def _events(self) -> None:
        """Read each ``org:ChangeEvent``; its kind follows from how many went in and came out."""
        sides = sides_of(self.graph)
        for subject in sorted(sides):
            before = [self.ids[body] for body in sides[subject][0] if body in self.ids]
            after = [self.ids[body] for body in sides[subject][1] if body in self.ids]
            if not before and not after:
                self._skip(subject, "a change in which no organisation is named")
                continue
            kind = kind_of(len(before), len(after))
            name = label(self.graph, subject)[0] or f"Change of {len(before)} into {len(after)}"
            dates = [day for day in (self.times.day(term) for term in self.graph.all(subject, *words.DATES)) if day]
            id_ = fresh(f"event-{slug(name) or 'change'}", {*self.events, *self.known_entities.dataset.events})
            parts = [Participant(body, "original") for body in before] + [
                Participant(body, "resulting") for body in after
            ]
            claim = self._claim(subject)
            self.events[id_] = Event(
                id_, kind, name, dates[0] if dates else None, participants=tuple(parts), claims=(claim,)
            )

    def _describe(self, subject: str) -> None:
        """Read what a body is for, and how it is classified."""
        if self.ids.get(subject) not in self.entities:
            return
        for name, property_, before in (
            (words.PURPOSE, "function", ""),
            (words.CLASSIFICATION, "note", "classification: "),
            (words.ROLE, "role", ""),
        ):
            for text in texts(self.graph, subject, name):
                fact = Fact("", self.ids[subject], property_, text=before + text, claims=(self._claim(subject),))
                id_ = fresh(key_of(fact), self.facts)
                self.facts[id_] = Fact(id_, fact.entity, property_, text=fact.text, claims=fact.claims)

    def _skip(self, subject: str, reason: str) -> None:
        self.report.skip(self.graph.file_of(subject).name, None, subject, reason)

    def _doubt(self, subject: str, reason: str) -> None:
        self.report.doubt(self.graph.file_of(subject).name, None, subject, reason)


def _with(relation: Relation, claim: Claim) -> Relation:
    return replace(relation, claims=(*relation.claims, claim))
