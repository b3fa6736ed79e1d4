"""What statements in the W3C Organization Ontology mean here: bodies, people, posts, and dated lines between them.

A direct statement (``org:memberOf``) has no dates and stands for what was so when its file was made; a membership of
its own (``org:Membership``) has its interval, and goes before. What is not understood is counted by property.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Literal

from ics_graph.dates import in_words
from ics_graph.exchange.entity_matching import KnownEntities, fresh
from ics_graph.exchange.formats import ImportInput
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.org_rdf import vocabulary as words
from ics_graph.exchange.org_rdf.agents import kind_of_agent
from ics_graph.exchange.org_rdf.changes import kind_of, sides_of
from ics_graph.exchange.org_rdf.classes import Classes
from ics_graph.exchange.org_rdf.graph import LOCAL, Graph, Term
from ics_graph.exchange.org_rdf.naming import codes_of, label, texts
from ics_graph.exchange.org_rdf.times import Days, Times
from ics_graph.exchange.soundness import sound_part
from ics_graph.exchange.text_files import slug
from ics_graph.governance import seat_in_words
from ics_graph.model import (
    About,
    Claim,
    Dataset,
    Entity,
    Event,
    Fact,
    Gap,
    Participant,
    Relation,
    Source,
)
from ics_graph.model.records import key_of
from ics_graph.names import fold
from ics_graph.nobody import Nobody, held_as, name_and_role, nobody_in
from ics_graph.ontology import Ontology

_PREFIXES = {"Person": "person", "Post": "post", "Division": "unit"}
_TOPICS = {"holdsPost": "holder", "memberOf": "membership", "leads": "leadership", "employedBy": "other"}
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
    gaps: dict[str, Gap] = field(default_factory=dict)
    nobodies: dict[str, Nobody] = field(default_factory=dict)
    """The persons whose names say that there is nobody."""
    words_for_holding: dict[str, str] = field(default_factory=dict)
    """How persons hold their places where their names say it (``Interim``)."""
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
        self._ask_of_names()
        self.classes.tell(self.types)
        names = ", ".join(file.name for file in self.graph.files)
        about = About("rdf", f"Organisations as linked data ({names})")
        made = Dataset((about,), sources, self.entities, self.relations, self.facts, self.events, self.gaps)
        given = ImportInput([], self.ontology, self.known_entities.dataset, self.report)
        return sound_part(made, given, {self.sources[file.source]: file.name for file in self.graph.files})

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
        place = place.removeprefix(LOCAL)
        observed: Literal["never"] | None = "never" if subject in self.times.unsound else None
        return Claim(
            self.sources[file.source], place, "explicit" if basis else "inferred", observed=observed, note=note
        )

    def _type_all(self) -> None:
        """Give each resource that is a body, a person or a post its type: by its class, else by how it is used."""
        used: dict[str, str] = {}
        agents: dict[str, None] = {}
        for subject, properties in self.graph.about.items():
            classes = {term.value for term in properties.get(words.TYPE, ())}
            type_ = self.classes.type_of(classes)
            if type_:
                self.types[subject] = type_
            for name in properties:
                if name in words.RELATIONS:
                    _, turned, low, high = words.RELATIONS[name]
                    any_agent = name in words.ANY_AGENT
                    for other in self.graph.resources(subject, name):
                        for end, type_of_end, is_agent in (
                            (subject, low, any_agent and not turned),
                            (other, high, any_agent and turned),
                        ):
                            if is_agent:
                                agents.setdefault(end)
                            else:
                                used.setdefault(end, type_of_end)
                elif name in (words.ORIGINAL, words.RESULTING, words.ORGANISATION):
                    for other in self.graph.resources(subject, name):
                        used.setdefault(other, "Organisation")
                elif name == words.MEMBER:
                    agents |= dict.fromkeys(self.graph.resources(subject, name))
        for subject in (*used, *(agent for agent in agents if agent not in used)):
            helps = set(self.graph.resources(subject, words.TYPE)) & words.HELPERS - words.ANYTHING
            if subject not in self.types and not helps:
                type_ = used.get(subject) or kind_of_agent(self.graph, subject, label(self.graph, subject)[0])
                self.types[subject] = type_
                reason = "no class says what it is; taken for what its use implies"
                if subject not in used:
                    reason = "no class that is understood says what it is; taken for what its name or class implies"
                self._doubt(f"{subject} ({type_})", reason, subject)

    def _entity(self, subject: str) -> None:
        type_ = self.types[subject]
        name, others = label(self.graph, subject)
        if type_ == "Person" and name is not None:
            if (nobody := nobody_in(name)) is not None:
                self.nobodies[subject] = nobody
                self._doubt(
                    f"{subject} ({name})", "the name says that there is nobody; what it holds is a gap", subject
                )
                return
            name, word = name_and_role(name)
            if word:
                self.words_for_holding[subject] = word
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
            self._tell_role(subject, roles)
            spells = self.times.intervals(subject)
            if not members or not bodies:
                self._skip(subject, "a membership without its member or its organisation")
            for member, body, role, days in product(members, bodies, roles, spells):
                self._line(subject, member, "memberOf", body, days, role)

    def _tell_role(self, subject: str, roles: list[str | None]) -> None:
        """Tell where a role has no name, so that the end of its address stands for it, or nothing at all."""
        if not self.graph.all(subject, words.ROLE):
            return
        if roles == [None]:
            self._doubt(subject, "its role has no name; taken over without it")
        elif any(label(self.graph, role)[0] is None for role in self.graph.resources(subject, words.ROLE)):
            self._doubt(subject, "its role has no name; the end of the address stands for it")

    def _direct(self) -> None:
        """Read the lines that one statement makes; a membership that is there with its interval goes before."""
        # Of each, whether all its spells have an end: then the direct statement says more, and is told.
        stated: dict[tuple[str, str, str], bool] = {}
        for made in self.relations.values():
            key = made.subject, made.type, made.object
            stated[key] = stated.get(key, True) and made.until is not None
        of_somebody: set[str] = set()
        for subject in sorted(self.graph.about):
            if self._is_role(subject):
                continue
            for name, (type_, turned, _, _) in words.RELATIONS.items():
                for term in self.graph.all(subject, name):
                    if term.literal and term.value not in self.types:
                        self._skip(f"{subject} {term.value[:60]}", "a line to a text instead of a resource", subject)
                    elif self._is_role(term.value):
                        of_somebody.add(term.value)
                        self._in_role(subject, name, term)
                    else:
                        low, high = (term.value, subject) if turned else (subject, term.value)
                        ended = stated.get((self.ids.get(low, ""), type_, self.ids.get(high, "")))
                        if ended is None:
                            self._line(subject, low, type_, high, (None, None), None)
                        elif ended:
                            reason = "a direct statement of a membership that has an end; its end counts"
                            self._doubt(subject, reason)

        for subject in sorted(self.graph.about):
            if self._is_role(subject) and subject not in of_somebody:
                named = [text for name in words.ROLE_NAMES for text in texts(self.graph, subject, name)]
                self._skip(" ".join((subject, *named[:1])), "a role that does not say whose it is", subject)

    def _is_role(self, subject: str) -> bool:
        return any(class_ in words.ROLES for class_ in self.graph.resources(subject, words.TYPE))

    def _in_role(self, subject: str, name: str, term: Term) -> None:
        """Read a line of schema.org that is a thing of its own: with its role, its days, and the other end in it."""
        type_, turned, _, _ = words.RELATIONS[name]
        ends = self.graph.resources(term.value, name)
        if not ends:
            self._skip(subject, "a role that does not say whose it is")
        roles: list[str | None] = [
            *dict.fromkeys(text for name_of in words.ROLE_NAMES for text in texts(self.graph, term.value, name_of))
        ]
        days = self.times.days(term.value, words.BEGINS, words.ENDS, of=subject)
        for end, role in product(ends, roles or [None]):
            low, high = (end, subject) if turned else (subject, end)
            self._line(term.value, low, type_, high, days, role)

    def _line(self, subject: str, low: str, type_: str, high: str, days: Days, role: str | None) -> None:
        if low in self.nobodies and high in self.ids:
            self._unfilled(subject, low, type_, high, role)
            return
        if low not in self.ids or high not in self.ids:
            self._skip(subject, "one end of a line is neither a body nor a person nor a post")
            return
        low_type, high_type = self._type(low), self._type(high)
        if not self.ontology.permits(type_, low_type, high_type):
            if type_ == "subOrganisationOf" and self.ontology.permits("partOf", low_type, high_type):
                type_ = "partOf"
            elif type_ == "memberOf" and self.ontology.permits("representedOn", low_type, high_type):
                type_ = "representedOn"
                self._doubt(subject, f"a {low_type} is no member; taken as represented on the body")
            else:
                self._skip(subject, f"{_REMEDY} ({type_})")
                return
        since, until = days
        role, capacity = seat_in_words(self.ontology, role) if type_ == "memberOf" else (role, None)
        role = held_as(role, self.words_for_holding.get(low))
        made = Relation("", self.ids[low], type_, self.ids[high], role, capacity, since=since, until=until)
        id_ = key_of(made)
        claim = self._claim(subject)
        if self.known_entities.holds("relations", id_) or self.known_entities.same(made) is not None:
            self.report.already["relations"] += 1
            return
        if id_ in self.relations:
            before = self.relations[id_]
            if before.until == until and before.capacity == capacity:
                if claim not in before.claims:
                    self.relations[id_] = _with(before, claim)
                return
            apart = f"until-{until or 'open'}" if before.until != until else str(capacity or "member")
            id_ = fresh(f"{id_}:{apart}", self.relations)
        self.relations[id_] = Relation(
            id_, made.subject, type_, made.object, role, capacity, since=since, until=until, claims=(claim,)
        )

    def _unfilled(self, subject: str, nobody: str, type_: str, high: str, role: str | None) -> None:
        """Add the gap of a post that nobody holds, or of a body with a seat that is nobody's."""
        topic = _TOPICS.get(type_)
        if topic is None:
            self._skip(subject, "a line of nobody")
            return
        reason = self.nobodies[nobody].reason
        note = None if topic == "holder" else f"a seat without a holder: {role or 'member'}"
        gap = Gap("", self.ids[high], topic, reason, (self._claim(subject),), note)
        id_ = fresh(key_of(gap), {*self.gaps, *self.known_entities.dataset.gaps})
        self.gaps[id_] = replace(gap, id=id_)

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
            kind = kind_of(before, after)
            name = label(self.graph, subject)[0] or f"Change of {len(before)} into {len(after)}"
            terms = self.graph.all(subject, *words.DATES)
            dates = [day for day in (self.times.day(term, subject) for term in terms) if day]
            if kind is None:
                when = f" of {in_words(dates[0])}" if dates else ""
                side = "came out of" if after else "was there before"
                for body in dict.fromkeys((*before, *after)):
                    self._fact(subject, body, "note", f"it {side} a change{when}: {name}")
                reason = (
                    "a change that names one side only; noted at the bodies, as it says of none that it began or ended"
                )
                self._doubt(subject, reason)
                continue
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
        for names, property_, before in (
            ((words.PURPOSE,), "function", ""),
            ((words.CLASSIFICATION,), "note", "classification: "),
            (words.DESCRIPTIONS, "note", ""),
            ((words.ROLE, *words.JOB_TITLES), "role", ""),
        ):
            for text in dict.fromkeys(text for name in names for text in texts(self.graph, subject, name)):
                self._fact(subject, self.ids[subject], property_, before + text)

    def _ask_of_names(self) -> None:
        """Put as a question whether people of one name are one, where one of them has no address of its own."""
        by_name: dict[str, str] = {}
        for subject in sorted(self.types, key=lambda subject: (subject.startswith("_:"), subject)):
            id_ = self.ids.get(subject)
            if id_ not in self.entities or self.entities[id_].type != "Person" or self.entities[id_].unnamed:
                continue
            first = by_name.setdefault(fold(self.entities[id_].name), id_)
            if first != id_ and subject.startswith("_:"):
                self._doubt(subject, "another person has the same name, and this one no address; put as a question")
                self._fact(subject, id_, "possiblySameAs", f"{self.entities[first].name} ({first})", is_said=False)

    def _fact(self, subject: str, entity: str, property_: str, text: str, is_said: bool = True) -> None:
        note = None if is_said else "the names are the same"
        fact = Fact("", entity, property_, text=text, claims=(self._claim(subject, is_said, note),))
        id_ = fresh(key_of(fact), self.facts)
        self.facts[id_] = replace(fact, id=id_)

    def _skip(self, record: str, reason: str, subject: str = "") -> None:
        subject = subject or record
        self.report.skip(self.graph.file_of(subject).name, None, record.removeprefix(LOCAL), reason)

    def _doubt(self, record: str, reason: str, subject: str = "") -> None:
        subject = subject or record
        self.report.doubt(self.graph.file_of(subject).name, None, record.removeprefix(LOCAL), reason)


def _with(relation: Relation, claim: Claim) -> Relation:
    return replace(relation, claims=(*relation.claims, claim))
