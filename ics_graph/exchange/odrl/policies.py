"""From the rows of schemes to ODRL policies: one for each version of a document, one permission for each row.

Whoever reads a policy takes each permission for true on each day that it does not exclude, so it holds only what surely
is. A row is left out where nobody can say from the documents that it applies: drafts, versions of which no day is
known, rows that apply only under a condition, and rows that end with something of which no day is recorded. A month or
year is taken at the day that is surely in it. ODRL has no acts of a board and no VAT: the profile names these.
See https://www.w3.org/TR/odrl-model/ and https://www.w3.org/TR/odrl-vocab/.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ics_graph.dates import PartialDate
from ics_graph.exchange.formats import ExportInput
from ics_graph.exchange.terms import BASE, ICS, checked_base, iri_of
from ics_graph.model import Dataset
from ics_graph.model.decisions import Act, Grant, Version

PROFILE = f"{ICS}odrl-profile"
ODRL = "http://www.w3.org/ns/odrl/2/"
POUND = "http://publications.europa.eu/resource/authority/currency/GBP"
_ACTIONS: dict[Act, str] = {
    "decide": "decide",
    "approve": "approve",
    "recommend": "recommend",
    "be-consulted": "beConsulted",
    "note": "takeNote",
    "sign": "sign",
}
_LABELS = {"beConsulted": "be consulted", "takeNote": "note", "meetCondition": "use it as the condition says"}
CONTEXT: dict[str, Any] = {
    "odrl": ODRL,
    "ics": ICS,
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "uid": "@id",
    "type": "@type",
    **{
        name: {"@id": f"odrl:{name}", "@type": "@id"}
        for name in ("profile", "permission", "duty", "constraint", "refinement", "assigner", "assignee", "target")
    },
    **{name: {"@id": f"odrl:{name}", "@type": "@id"} for name in ("action", "unit", "source", "partOf", "includedIn")},
    **{name: {"@id": f"odrl:{name}", "@type": "@vocab"} for name in ("leftOperand", "operator")},
    "rightOperand": "odrl:rightOperand",
    **{
        name: f"odrl:{name}"
        for name in ("Agreement", "Permission", "Duty", "Constraint", "Party", "PartyCollection", "Asset")
    },
    **{name: f"odrl:{name}" for name in ("AssetCollection", "Action", "LeftOperand")},
    **{name: f"odrl:{name}" for name in ("payAmount", "dateTime", "gt", "gteq", "lteq", "isNoneOf")},
    "subjectMatter": "ics:subjectMatter",
    "title": {"@id": "dct:title", "@language": "en"},
    "description": {"@id": "dct:description", "@language": "en"},
    "references": {"@id": "dct:references", "@type": "@id"},
    "isVersionOf": {"@id": "dct:isVersionOf", "@type": "@id"},
    "identifier": "dct:identifier",
    "vat": "ics:vat",
    "per": "ics:per",
    "perWhat": "ics:perWhat",
}
"""The words of ODRL as its own context has them; written into the file, so that nothing is fetched to read it."""


class Policies:
    """The policies of a dataset, and in ``left`` what they do not say, with its number."""

    def __init__(self, chosen: ExportInput, base: str = BASE) -> None:
        self.chosen, self.base = chosen, checked_base(base)
        self.data: Dataset = chosen.dataset
        self.left: Counter[str] = Counter()
        self.rows = 0
        self._parties: set[str] = set()
        self._targets: set[str] = set()
        self._actions: set[str] = set()

    def document(self) -> dict[str, Any]:
        """Return the whole as JSON-LD: policies first, then whom and what they name."""
        grants: dict[str, list[Grant]] = defaultdict(list)
        for grant in self.data.grants.values():
            grants[grant.version].append(grant)
        graph: list[dict[str, Any]] = []
        for version in sorted(self.data.versions.values(), key=lambda version: version.id):
            policy = self._policy(version, sorted(grants[version.id], key=lambda grant: grant.id))
            graph += [policy] if policy else []
        graph += [self._party(id_) for id_ in sorted(self._parties)]
        graph += [self._asset(id_) for id_ in sorted(self._targets)]
        graph += [self._action(name) for name in sorted(self._actions)]
        return {"@context": CONTEXT, "@graph": graph}

    def _policy(self, version: Version, grants: list[Grant]) -> dict[str, Any] | None:
        if not grants:
            return None
        bounds = self._in_force(version)
        if bounds is None:
            reason = "rows of drafts" if version.draft else "rows of versions of which no first day is surely known"
            self.left[reason] += len(grants)
            return None
        day = self.chosen.as_of
        if day is not None and not _within(day, *bounds):
            self.left["rows of versions that are not surely in force on the day"] += len(grants)
            return None
        permissions = [made for grant in grants if (made := self._permission(grant, *bounds))]
        if not permissions:
            return None
        self.rows += len(permissions)
        instrument = self.data.instruments[version.instrument]
        return {
            "uid": iri_of("versions", version.id, self.base),
            "type": "Agreement",
            "profile": PROFILE,
            "title": f"{instrument.name}, {version.label}",
            "isVersionOf": iri_of("instruments", instrument.id, self.base),
            "permission": permissions,
        }

    def _in_force(self, version: Version) -> tuple[date, date | None] | None:
        """Return the first and last day on which a version is surely in force; None where that is no day."""
        first = self._first(version)
        if version.draft or first is None:
            return None
        lasts = [version.until.earliest] if version.until else []
        for other in self.data.versions.values():
            theirs = self._first(other) if other.instrument == version.instrument and not other.draft else None
            if theirs is not None and other.id != version.id and theirs.latest > first.earliest:
                lasts.append(theirs.earliest - timedelta(1))
        body = self.data.entities.get(self.data.instruments[version.instrument].body or "")
        lasts += [body.until.earliest] if body and body.until else []
        last = min(lasts, default=None)
        return None if last is not None and last < first.latest else (first.latest, last)

    @staticmethod
    def _first(version: Version) -> PartialDate | None:
        """Return from when a version is in force: where nobody says, from the last day on which it was published."""
        if version.effective is not None:
            return version.effective
        days = [when for when in (version.published, *(each.date for each in version.approvals)) if when]
        return max(days, key=lambda when: when.latest, default=None)

    def _permission(self, grant: Grant, first: date, last: date | None) -> dict[str, Any] | None:
        event = self.data.events.get(grant.until_event or "")
        if grant.applies_if:
            self.left["rows that apply only under a condition"] += 1
            return None
        if grant.ends_when or (grant.until_event and (event is None or event.date is None)):
            self.left["rows that end with something of which no day is recorded"] += 1
            return None
        holder, giver = self.data.entities[grant.holder], self.data.entities[grant.giver]
        if grant.jointly_with and not self.chosen.ontology.is_a(holder.type, "JointCommittee"):
            # ODRL permits each of several parties, and none of these may act alone.
            self.left["rows that several hold jointly"] += 1
            return None
        firsts = [first, *(when.latest for when in (grant.since, holder.since) if when)]
        ends = [grant.until, holder.until, event.date if event else None]
        lasts = [*([last] if last else []), *(when.earliest for when in ends if when)]
        if lasts and min(lasts) < max(firsts):
            self.left["rows that surely apply on no day"] += 1
            return None
        begin, end = max(firsts), min(lasts, default=None)
        day = self.chosen.as_of
        if day is not None and not _within(day, begin, end):
            self.left["rows that do not surely apply on the day"] += 1
            return None
        self._count_left(grant)
        right = self.data.rights[grant.right]
        action = _ACTIONS[right.act]
        self._actions.add(action)
        self._targets.add(right.id)
        self._parties |= {giver.id, holder.id, *grant.jointly_with}
        uid = iri_of("grants", grant.id, self.base)
        references = [iri_of("clauses", id_, self.base) for id_ in grant.granted_by]
        return {
            "uid": uid,
            "type": "Permission",
            "identifier": grant.number,
            "assigner": self._assigner(grant, uid),
            "assignee": self._iri(holder.id),
            "action": ICS + action,
            "target": self._target(grant),
            "constraint": [*_days(begin, end), *self._amounts(grant)],
            **({"duty": [self._duty(grant.condition)]} if grant.condition else {}),
            **({"references": references} if references else {}),
            **({"description": grant.note} if grant.note else {}),
        }

    def _assigner(self, grant: Grant, uid: str) -> Any:
        """Return who gives it; where several give it to a joint committee, they are one party of several."""
        if not grant.jointly_with:
            return self._iri(grant.giver)
        source = [self._iri(id_) for id_ in (grant.giver, *grant.jointly_with)]
        return {"uid": f"{uid}/givers", "type": "PartyCollection", "source": source}

    def _target(self, grant: Grant) -> Any:
        """Return what is decided; where a part of it is excluded, all that is none of that part."""
        right = iri_of("rights", grant.right, self.base)
        if not grant.exclusion:
            return right
        self._actions.add("subjectMatter")
        refinement = {
            "type": "Constraint",
            "leftOperand": "subjectMatter",
            "operator": "isNoneOf",
            "rightOperand": grant.exclusion,
        }
        return {"type": "AssetCollection", "source": right, "refinement": [refinement]}

    def _duty(self, condition: str) -> dict[str, Any]:
        self._actions.add("meetCondition")
        return {"type": "Duty", "action": ICS + "meetCondition", "description": condition}

    @staticmethod
    def _amounts(grant: Grant) -> Iterator[dict[str, Any]]:
        for operator, amount in (("gt", grant.over), ("lteq", grant.up_to)):
            if amount is not None:
                yield {
                    "type": "Constraint",
                    "leftOperand": "payAmount",
                    "operator": operator,
                    "rightOperand": {"@value": _decimal(amount), "@type": "xsd:decimal"},
                    "unit": POUND,
                    **({"vat": grant.vat} if grant.vat else {}),
                    **({"per": grant.per} if grant.per else {}),
                    **({"perWhat": grant.per_what} if grant.per_what else {}),
                }

    def _count_left(self, grant: Grant) -> None:
        for field, what in (
            ("deputy", "deputies"),
            ("no_deputy", "that nobody may act as deputy"),
            ("passed_on", "whether rights may be passed on"),
            ("after", "which row comes first"),
            ("accountable", "who stays accountable"),
            ("liable", "who stays liable"),
            ("continues", "which earlier rows they continue"),
        ):
            self.left[what] += getattr(grant, field) not in (None, False, ()) or (
                field == "passed_on" and grant.passed_on is False
            )

    def _iri(self, id_: str) -> str:
        return iri_of("entities", id_, self.base)

    def _party(self, id_: str) -> dict[str, Any]:
        return {"uid": self._iri(id_), "type": "Party", "title": self.data.entities[id_].name}

    def _asset(self, id_: str) -> dict[str, Any]:
        right = self.data.rights[id_]
        title = f"{right.function} ({right.scope})" if right.scope else right.function
        return {"uid": iri_of("rights", id_, self.base), "type": "Asset", "title": title}

    @staticmethod
    def _action(name: str) -> dict[str, Any]:
        """Return a word of the profile: an action is a way of using what is decided, as ODRL asks of a profile."""
        if name == "subjectMatter":
            return {"uid": ICS + name, "type": "LeftOperand", "title": "what a decision is about"}
        return {"uid": ICS + name, "type": "Action", "includedIn": f"{ODRL}use", "title": _LABELS.get(name, name)}


def _within(day: date, first: date, last: date | None) -> bool:
    return first <= day and (last is None or day <= last)


def _days(first: date, last: date | None) -> Iterator[dict[str, Any]]:
    for operator, day in (("gteq", first), ("lteq", last)):
        if day is not None:
            yield {
                "type": "Constraint",
                "leftOperand": "dateTime",
                "operator": operator,
                "rightOperand": {"@value": day.isoformat(), "@type": "xsd:date"},
            }


def _decimal(amount: float) -> str:
    """Return an amount as xsd:decimal writes it, which has no exponent."""
    from decimal import Decimal

    return format(Decimal(str(amount)), "f")
