"""From a dataset to BODS statements of version 0.4, with an account of all that the standard has no place for."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import Any

from ics_graph.certainty import certainty
from ics_graph.dates import PartialDate
from ics_graph.errors import InvalidValue
from ics_graph.exchange import record_text
from ics_graph.exchange.bods.interests import BOARD, TYPES, UNKNOWN, of_words
from ics_graph.exchange.formats import ExportInput
from ics_graph.governance import is_single
from ics_graph.model import Claimed, Entity, Relation, all_claims
from ics_graph.validity import only_planned

VERSION = "0.4"
_SUPPORTED = ("stated", "reported", "inferred")
_BODIES = ("Organisation", "Collaboration", "OrganisationalUnit")
_SCHEMES = {"ods": ("GB-NHS", "NHS Organisation Data Service")}
_ORG_ID = re.compile(r"[A-Z]{2}-[A-Z0-9]+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_SEATS = {TYPES[code]: code for code in BOARD}
_STATE = ("NationalBody", "HealthAuthority", "PrimaryCareTrust", "ClinicalCommissioningGroup", "IntegratedCareBoard")
_STATE_BODIES = (*_STATE, "NHSTrust", "Council", "CombinedAuthority", "CombinedCountyAuthority", "LocalHealthBoard")


class BodsWriter:
    """What is said of interests in the words of BODS; ``left`` counts what is not, by the reason."""

    def __init__(self, chosen: ExportInput, published: str | None, publisher: str | None) -> None:
        self.data, self.ontology = chosen.dataset, chosen.ontology
        self.left = Counter[str]()
        self.publication = {
            "publicationDate": self._day(published),
            "bodsVersion": VERSION,
            "publisher": {"name": publisher or "; ".join(about.title for about in self.data.about) or "not stated"},
        }
        self.kinds = {id_: self.kind(entity) for id_, entity in sorted(self.data.entities.items())}
        lines = [line for _, line in sorted(self.data.relations.items()) if self.is_sayable(line)]
        subject_of: dict[str, str] = {}
        for line in lines:
            subject_of.setdefault(line.subject, line.object)
        self.statements: list[dict[str, Any]] = []
        for id_, kind in self.kinds.items():
            entity = self.data.entities[id_]
            if kind == "entity":
                self.add("entity", id_, self.entity(entity), entity, subject_of.get(id_, id_))
            elif kind == "person" and id_ in subject_of:
                self.add("person", id_, self.person(entity), entity, subject_of[id_])
            elif kind == "person":
                self.left["people without an interest"] += 1
        for line in lines:
            self.add("relationship", line.id, self.relationship(line), line, line.object)
        for section, what in (("facts", "facts"), ("events", "events"), ("gaps", "gaps"), ("complete", "whole lists")):
            self.left[what] += len(self.data.section(section))

    def _day(self, published: str | None) -> str:
        """Return the day of publication: the one that was given, else the last that is known of sources and claims."""
        if published:
            try:
                day = PartialDate.parse(published)
            except ValueError as error:
                raise InvalidValue(str(error)) from error
            if day.day is None:
                raise InvalidValue(f"'{published}' is not a day. Write the day of publication, such as 2024-06-01")
            return str(day)
        days = [source.date.latest for source in self.data.sources.values() if source.date]
        claims = (claim for _, record in self.data.claimed() for claim in all_claims(record))
        days += [claim.observed.latest for claim in claims if isinstance(claim.observed, PartialDate)]
        last = max(days, default=None)
        if last is None:
            hint = "Give the day of publication by --published, such as 2024-06-01"
            raise InvalidValue(f"No source or claim has a date. {hint}")
        return last.isoformat()

    def kind(self, entity: Entity) -> str | None:
        """Return the kind of record of a body or person that surely is there, or None and count why it has none."""
        ancestors = set(self.ontology.types[entity.type].ancestors)
        if "Person" not in ancestors and not ancestors & set(_BODIES):
            self.left["things that are neither bodies nor people"] += 1
        elif not is_single(entity):
            self.left["bodies that stand for several or for any"] += 1
        elif only_planned(entity):
            self.left["planned bodies"] += 1
        elif entity.claims and certainty(all_claims(entity)) not in _SUPPORTED:
            self.left["uncertain or denied bodies"] += 1
        else:
            return "person" if "Person" in ancestors else "entity"
        return None

    def is_sayable(self, line: Relation) -> bool:
        """Return whether a line is an interest that may be said in words that know neither plans nor doubts."""
        is_seat = line.type == "memberOf" and line.role in _SEATS
        if line.type != "hasInterestIn" and not is_seat:
            self.left[f'lines of the kind "{self.ontology.relations[line.type].label}"'] += 1
        elif only_planned(line):
            self.left["planned lines"] += 1
        elif line.claims and certainty(all_claims(line)) not in _SUPPORTED:
            self.left["uncertain, disputed or denied lines"] += 1
        elif not self.kinds.get(line.subject) or self.kinds.get(line.object) != "entity":
            self.left["lines of bodies that are not written"] += 1
        else:
            return True
        return False

    def add(self, kind: str, record: str, details: dict[str, Any], of: Claimed, subject: str) -> None:
        """Add a statement; the same record is the same statement at each export."""
        named = f"{kind}:{record}:{self.publication['publicationDate']}"
        statement = {
            "statementId": hashlib.sha256(named.encode()).hexdigest(),
            "statementDate": self.said_on(of),
            "declarationSubject": subject,
            "recordId": record,
            "recordType": kind,
            "recordStatus": "new",
            "recordDetails": details,
            "publicationDetails": self.publication,
        }
        if source := self.source(of):
            statement["source"] = source
        self.statements.append(statement)

    def said_on(self, record: Claimed) -> str:
        """Return the last day on which a source says a thing; the day of publication where none is known."""
        days = []
        for claim in all_claims(record):
            source = self.data.sources.get(claim.source)
            seen = claim.observed if isinstance(claim.observed, PartialDate) else source.date if source else None
            if seen is not None:
                days.append(seen.latest.isoformat())
        return max(days, default=str(self.publication["publicationDate"]))

    def source(self, record: Claimed) -> dict[str, Any]:
        """Return who says so, in words, and the link of the first source that has one."""
        claims = list(dict.fromkeys(all_claims(record)))
        if not claims:
            return {}
        links = [self.data.sources[claim.source].link for claim in claims if claim.source in self.data.sources]
        urls = [link for link in links if link and _URI.fullmatch(link)]
        described = {"description": record_text.cited(claims, self.data.sources)}
        return {**described, "url": urls[0]} if urls else described

    def entity(self, it: Entity) -> dict[str, Any]:
        """Return the details of a body."""
        self.left["dates of codes"] += sum(1 for code in it.identifiers if code.since or code.until)
        self.left["dates of other names"] += sum(1 for spell in it.names if spell.since or spell.until)
        self.left["phases"] += bool(it.phases)
        self.left["kinds with dates"] += bool(it.kinds)
        self.left["notes of bodies"] += it.note is not None
        codes, uris = [], []
        for code in it.identifiers:
            if code.scheme == "iri":
                uris.append(code.value)
                continue
            known, name = _SCHEMES.get(code.scheme.casefold(), (code.scheme, ""))
            scheme = {"scheme": known} if _ORG_ID.fullmatch(known) else {"schemeName": known}
            codes.append({"id": code.value, **scheme, **({"schemeName": name} if name else {})})
        details: dict[str, Any] = {
            "isComponent": False,
            "entityType": self.entity_type(it),
            **({} if it.unnamed else {"name": it.name}),
            "alternateNames": list(it.also_called),
            "identifiers": codes,
            "uri": uris[0] if uris and _URI.fullmatch(uris[0]) else None,
            "foundingDate": self.day(it.since),
            "dissolutionDate": self.day(it.until),
        }
        return {name: value for name, value in details.items() if value not in (None, [])}

    def entity_type(self, it: Entity) -> dict[str, str]:
        """Return the type of the standard's list, and ours in words."""
        ancestors = set(self.ontology.types[it.type].ancestors)
        words = {"details": self.ontology.types[it.type].label}
        if "GovernmentDepartment" in ancestors:
            return {"type": "stateBody", "subtype": "governmentDepartment", **words}
        if ancestors & set(_STATE_BODIES):
            return {"type": "stateBody", **words}
        registered = any(code.scheme == "GB-COH" for code in it.identifiers)
        return {"type": "registeredEntity" if registered else "legalEntity", **words}

    def person(self, it: Entity) -> dict[str, Any]:
        """Return the details of a person: names, and nothing else."""
        self.left["codes of people"] += bool(it.identifiers)
        self.left["dates of a person's life"] += bool(it.since or it.until)
        self.left["notes of people"] += it.note is not None
        others = [{"type": "alternative", "fullName": name} for name in it.also_called]
        return {"isComponent": False, "personType": "knownPerson", "names": [{"fullName": it.name}, *others]}

    def relationship(self, line: Relation) -> dict[str, Any]:
        """Return the details of an interest."""
        interest: dict[str, Any] = {"type": UNKNOWN}
        if line.role in _SEATS:
            interest = {"type": _SEATS[line.role]}
        elif line.role:
            # A role in words of its own goes with them: no kind is made up for it.
            interest = of_words(line.role) or {"type": UNKNOWN, "details": line.role}
        if line.note:
            interest["details"] = "; ".join(filter(None, (interest.get("details"), line.note)))
        self.left["on whose behalf"] += line.on_behalf_of is not None
        self.left["whether a member votes"] += line.voting is not None
        self.left["phases"] += bool(line.phases)
        for name, day in (("startDate", self.day(line.since)), ("endDate", self.day(line.until))):
            if day is not None:
                interest[name] = day
        return {
            "isComponent": False,
            "subject": line.object,
            "interestedParty": line.subject,
            "interests": [interest],
        }

    def day(self, when: PartialDate | None) -> str | None:
        """Return a day; of a month or year alone nothing, as the standard would make its first day of it."""
        if when is None or when.day is not None:
            return str(when) if when is not None else None
        self.left["years and months, as the standard knows days only"] += 1
        return None
