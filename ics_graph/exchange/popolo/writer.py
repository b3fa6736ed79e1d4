"""From a dataset to Popolo's classes, with an account of all that Popolo has no place for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any

from ics_graph.certainty import certainty
from ics_graph.dates import PartialDate
from ics_graph.exchange import record_text
from ics_graph.exchange.formats import ExportInput
from ics_graph.exchange.terms import iri_of
from ics_graph.governance import is_single
from ics_graph.model import Claim, Claimed, Entity, Event, Relation, all_claims
from ics_graph.validity import only_planned

# Whatever has a scheme and no spaces; Popolo wants a URI.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_SUPPORTED = ("stated", "reported", "inferred")
_CONTAINED = ("subOrganisationOf", "committeeOf")
_CLASSES = {
    "persons": ("Person",),
    "posts": ("Post",),
    "organizations": ("Organisation", "Collaboration", "OrganisationalUnit"),
    "areas": ("Area",),
}


class PopoloWriter:
    """What is said in Popolo's words, by class; ``left`` counts what is not, by the reason."""

    def __init__(self, chosen: ExportInput) -> None:
        self.data, self.ontology = chosen.dataset, chosen.ontology
        self.left = Counter[str]()
        self.classes: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("persons", "organizations", "posts", "memberships", "areas", "events")
        }
        self.class_of = {id_: self.popolo_class(entity) for id_, entity in self.data.entities.items()}
        self.lines: dict[tuple[str, str], list[Relation]] = defaultdict(list)
        for _, line in sorted(self.data.relations.items()):
            if self.sayable(line):
                self.lines[line.type, line.subject].append(line)
        for id_, entity in sorted(self.data.entities.items()):
            if class_ := self.class_of[id_]:
                self.classes[class_].append(self.entity(class_, entity))
        for _, line in sorted(self.data.relations.items()):
            if self.sayable(line, count=True):
                self.relation(line)
        for _, event in sorted(self.data.events.items()):
            self.event(event)
        for section, what in (("facts", "facts"), ("gaps", "gaps"), ("complete", "whole lists")):
            self.left[what] += len(self.data.section(section))

    def popolo_class(self, entity: Entity) -> str | None:
        """Return the class of a single body that surely is there, or None and count why it has none."""
        kind = self.ontology.types[entity.type]
        class_ = next((name for name, types in _CLASSES.items() if set(types) & set(kind.ancestors)), None)
        if class_ is None:
            self.left["bodies of types that Popolo does not have"] += 1
        elif not is_single(entity):
            self.left["bodies that stand for several or for any"] += 1
        elif only_planned(entity):
            self.left["planned bodies"] += 1
        elif certainty(all_claims(entity)) not in _SUPPORTED and entity.claims:
            self.left["uncertain or denied bodies"] += 1
        else:
            return class_
        return None

    def sayable(self, line: Relation, count: bool = False) -> bool:
        """Return whether a line may be said in words that know neither plans nor doubts."""
        reason = None
        if only_planned(line):
            reason = "planned lines"
        elif certainty(all_claims(line)) not in _SUPPORTED and line.claims:
            reason = "uncertain, disputed or denied lines"
        elif not (self.class_of[line.subject] and self.class_of[line.object]):
            reason = "lines of bodies that are not written"
        if reason and count:
            self.left[reason] += 1
        return reason is None

    def entity(self, class_: str, it: Entity) -> dict[str, Any]:
        """Return a person, organization, post or area."""
        self.left["dates of codes"] += sum(1 for code in it.identifiers if code.since or code.until)
        self.left["phases"] += bool(it.phases)
        codes = [{"scheme": code.scheme, "identifier": code.value} for code in it.identifiers]
        others: list[dict[str, Any]] = [{"name": name} for name in it.other_names]
        others += [
            _filled(name=spell.name, start_date=_date(spell.since), end_date=_date(spell.until)) for spell in it.names
        ]
        self.left["kinds with dates"] += bool(it.kinds)
        self.left["notes of people, posts and areas"] += class_ != "organizations" and it.note is not None
        label = self.ontology.types[it.type].label
        sources = self.sources(it)
        if class_ == "persons":
            self.left["dates of a person's life"] += bool(it.since or it.until)
            return _filled(id=it.id, name=it.name, other_names=others, identifiers=codes, sources=sources)
        if class_ == "organizations":
            dates = {"founding_date": _date(it.since), "dissolution_date": _date(it.until)}
            fields = {"classification": label, "parent_id": self.parent(it), "description": it.note, **dates}
            return _filled(id=it.id, name=it.name, other_names=others, identifiers=codes, **fields, sources=sources)
        if class_ == "posts":
            at = self.lines["postAt", it.id]
            where = at[0].object if len(at) == 1 and at[0].until is None else None
            self.left["posts at several bodies"] += len(at) > 1
            dates = {"start_date": _date(it.since), "end_date": _date(it.until)}
            self.left["codes of posts"] += bool(codes)
            self.left["dates of other names of posts"] += any(spell.since or spell.until for spell in it.names)
            others_of = list(it.also_called)
            return _filled(
                id=it.id, label=it.name, other_label=others_of, organization_id=where, **dates, sources=sources
            )
        self.left["other names, codes and dates of areas"] += bool(others or codes or it.since or it.until)
        return _filled(id=it.id, name=it.name, classification=label, parent_id=self.whole_area(it), sources=sources)

    def parent(self, it: Entity) -> str | None:
        """Return the one body that an organization is legally a part of; no date could be given with it."""
        lines = [line for type_ in _CONTAINED for line in self.lines[type_, it.id] if not (line.since or line.until)]
        whole = {line.object for line in lines if self.class_of[line.object] == "organizations"}
        return whole.pop() if len(whole) == 1 else None

    def whole_area(self, it: Entity) -> str | None:
        whole = {line.object for line in self.lines["locatedWithin", it.id] if not (line.since or line.until)}
        return whole.pop() if len(whole) == 1 else None

    def relation(self, it: Relation) -> None:
        """Add a line as a membership, unless it is said with its body or not at all."""
        subject, object_ = self.class_of[it.subject], self.class_of[it.object]
        if it.type == "memberOf" and object_ == "organizations" and subject in ("persons", "organizations"):
            self.membership(it, subject, {"organization_id": it.object})
        elif it.type == "holdsPost" and subject == "persons" and object_ == "posts":
            # Where the post is, the post says: here it would make its holder a member of the organization, too.
            self.membership(it, subject, {"post_id": it.object})
        elif it.type == "postAt" and object_ == "organizations" and len(self.lines["postAt", it.subject]) == 1:
            self.left["dates of where a post is"] += bool(it.since or it.until)
            self.left["notes of lines"] += it.note is not None
        elif it.type in _CONTAINED and self.parent(self.data.entities[it.subject]) == it.object:
            self.left["notes of lines"] += it.note is not None  # the rest is said as parent_id
        elif it.type == "locatedWithin" and self.whole_area(self.data.entities[it.subject]) == it.object:
            pass
        else:
            self.left[f'lines of the kind "{self.ontology.relations[it.type].label}"'] += 1

    def membership(self, it: Relation, subject: str, where: dict[str, str | None]) -> None:
        who: dict[str, Any] = {"person_id": it.subject}
        if subject == "organizations":
            who = {"member": {"id": it.subject, "name": self.data.entities[it.subject].name}}
        capacity = self.ontology.schemes["capacities"][it.capacity].label if it.capacity else None
        behalf = it.on_behalf_of if it.on_behalf_of and self.class_of[it.on_behalf_of] == "organizations" else None
        self.left["on whose behalf, where that is no organization"] += it.on_behalf_of is not None and behalf is None
        self.left["capacities beside a role"] += bool(it.role and it.capacity)
        self.left["whether a member votes"] += it.voting is not None
        self.left["notes of lines"] += it.note is not None
        self.left["phases"] += bool(it.phases)
        self.classes["memberships"].append(
            _filled(
                id=it.id,
                **who,
                **where,
                role=it.role or capacity,
                on_behalf_of_id=behalf,
                start_date=_date(it.since),
                end_date=_date(it.until),
                sources=self.sources(it),
            )
        )

    def event(self, it: Event) -> None:
        """Add an event; Popolo knows who attended it, not what it did to bodies."""
        if only_planned(it) or (it.claims and certainty(all_claims(it)) not in _SUPPORTED):
            self.left["planned, uncertain or denied events"] += 1
            return
        people = [part for part in it.participants if self.class_of[part.entity] == "persons"]
        self.left["parts of bodies in events"] += len(it.participants) - len(people)
        self.left["notes and legal bases of events"] += bool(it.note or it.legal_basis)
        self.left["bounds of the dates of events"] += it.date is None and bool(it.not_before or it.not_after)
        kind = self.ontology.schemes["event-kinds"][it.kind].label
        attendees = [{"id": part.entity, "name": self.data.entities[part.entity].name} for part in people]
        fields = {"classification": kind, "start_date": _date(it.date), "attendees": attendees}
        self.classes["events"].append(_filled(id=it.id, name=it.name, **fields, sources=self.sources(it)))

    def sources(self, record: Claimed) -> list[dict[str, str]]:
        """Return who says so as Popolo's links; a source without one has its IRI."""
        return [self.source(claim) for claim in dict.fromkeys(all_claims(record))]

    def source(self, claim: Claim) -> dict[str, str]:
        link = self.data.sources[claim.source].link
        url = link if link and _URI.fullmatch(link) else iri_of("sources", claim.source)
        return {"url": url, "note": record_text.cited([claim], self.data.sources)}


def _date(when: PartialDate | None) -> str | None:
    return str(when) if when is not None else None


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
