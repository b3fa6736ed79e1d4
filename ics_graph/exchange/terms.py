"""The words of the canonical RDF form: namespaces, IRIs of records, and which predicate each field has.

Every record and claim is a resource with an IRI of its own, never a blank node, so that it survives every syntax
and comes back the same. One table serves the writer and the reader.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote

from ics_graph.errors import FormatError

ICS = "https://w3id.org/ics-graph/ontology#"
BASE = "https://w3id.org/ics-graph/id/"
PREFIXES = {
    "ics": ICS,
    "adms": "http://www.w3.org/ns/adms#",
    "cpov": "http://data.europa.eu/m8g/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "opengov": "http://www.w3.org/ns/opengov#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
XSD, ORG, TIME, SKOS = (PREFIXES[name] for name in ("xsd", "org", "time", "skos"))
PROV, DCTERMS = PREFIXES["prov"], PREFIXES["dcterms"]
TYPE = PREFIXES["rdf"] + "type"
# The place of a part among its like: RDF keeps no order by itself.
ORDER = ICS + "order"
# A text as JSON escapes it. RDF/XML alone needs it, for characters that no XML can hold; it is read in every syntax.
ESCAPED = ICS + "escapedText"
# What marks a file as a snapshot of one day (``--profile org``), which does not come back as a dataset.
SNAPSHOT = ICS + "Snapshot"
# The type of a body that nobody may count among those of its type, in a graph that is asked.
MARKED_TYPE = ICS + "markedType"

Kind = Literal["text", "texts", "lines", "bool", "number", "date", "link", "records", "reference", "references"]


class Iri(NamedTuple):
    """A resource."""

    value: str


class Value(NamedTuple):
    """A literal with its datatype."""

    value: str
    datatype: str


class Field(NamedTuple):
    """How a field of a record is written: its predicate, its kind, and what a reference or nested record is."""

    predicate: str
    kind: Kind
    of: str = ""


_CLAIMS = Field(ICS + "claim", "records", "claims")
_PHASES = Field(ICS + "phaseSpell", "records", "phases")
_ABOUT = Field(ICS + "about", "reference", "entities")
_LIFE = {"since": Field(ICS + "from", "date"), "until": Field(ICS + "until", "date")}
_NOTE = {"note": Field(SKOS + "note", "text")}
_BOUNDS = {"not_before": Field(ICS + "notBefore", "date"), "not_after": Field(ICS + "notAfter", "date")}

RECORD_CLASS = {
    "datasets": ICS + "Dataset",
    "sources": ICS + "Source",
    "relations": ICS + "Relation",
    "facts": ICS + "Fact",
    "events": ICS + "ChangeEvent",
    "gaps": ICS + "Gap",
    "complete": ICS + "Completeness",
    "claims": ICS + "Claim",
    "phases": ICS + "PhaseSpell",
    "names": ICS + "NameSpell",
    "kinds": ICS + "KindSpell",
    "identifiers": ICS + "Identifier",
    "participants": ICS + "Participation",
    "openings": ICS + "OpeningDay",
    "instruments": ICS + "Instrument",
    "versions": ICS + "InstrumentVersion",
    "clauses": ICS + "InstrumentClause",
    "rights": ICS + "ActOnFunction",
    "grants": ICS + "Grant",
    "seats": ICS + "Seat",
    "appointments": ICS + "SeatAppointment",
    "quorum_rules": ICS + "QuorumRule",
    "meetings": ICS + "MeetingHeld",
    "decisions": ICS + "DecisionTaken",
    "interests": ICS + "Interest",
    "approvals": ICS + "Approval",
    "attendance": ICS + "MeetingAttendance",
    "items": ICS + "AgendaItem",
    "needs": ICS + "QuorumNeed",
}
# A kind of record → its fields. An entity's class is its own type; ``id`` is the IRI itself.
FIELDS: dict[str, dict[str, Field]] = {
    "datasets": {
        "title": Field(DCTERMS + "title", "text"),
        "licence": Field(DCTERMS + "rights", "text"),
        "description": Field(DCTERMS + "description", "text"),
        "uses": Field(ICS + "uses", "lines"),
        "opens_on": Field(ICS + "opensOn", "records", "openings"),
    },
    "sources": {
        "title": Field(DCTERMS + "title", "text"),
        "kind": Field(DCTERMS + "type", "text"),
        "publisher": Field(DCTERMS + "publisher", "text"),
        "licence": Field(DCTERMS + "rights", "text"),
        "link": Field(ICS + "link", "text"),
        "date": Field(DCTERMS + "date", "date"),
        **_BOUNDS,
        "date_note": Field(ICS + "dateNote", "text"),
        **_NOTE,
    },
    "entities": {
        "name": Field(SKOS + "prefLabel", "text"),
        "other_names": Field(SKOS + "altLabel", "texts"),
        "names": Field(ICS + "nameSpell", "records", "names"),
        "kinds": Field(ICS + "kindSpell", "records", "kinds"),
        "identifiers": Field(ICS + "identifier", "records", "identifiers"),
        **_LIFE,
        "phases": _PHASES,
        "extent": Field(ICS + "extent", "text"),
        "count": Field(ICS + "countOfUnnamed", "number"),
        "unnamed": Field(ICS + "unnamed", "bool"),
        "claims": _CLAIMS,
        **_NOTE,
    },
    "relations": {
        "subject": Field(ICS + "subject", "reference", "entities"),
        "type": Field(ICS + "relation", "link"),
        "object": Field(ICS + "object", "reference", "entities"),
        "role": Field(ICS + "roleText", "text"),
        "capacity": Field(ICS + "capacity", "text"),
        "voting": Field(ICS + "voting", "bool"),
        "on_behalf_of": Field(PREFIXES["opengov"] + "onBehalfOf", "reference", "entities"),
        **_LIFE,
        "phases": _PHASES,
        "claims": _CLAIMS,
        **_NOTE,
    },
    "facts": {
        "entity": _ABOUT,
        "property": Field(ICS + "property", "link"),
        "number": Field(ICS + "number", "number"),
        "unit": Field(ICS + "unit", "text"),
        "approximately": Field(ICS + "approximately", "bool"),
        "text": Field(ICS + "text", "text"),
        **_LIFE,
        "phases": _PHASES,
        "claims": _CLAIMS,
        **_NOTE,
    },
    "events": {
        "kind": Field(ICS + "eventKind", "text"),
        "name": Field(SKOS + "prefLabel", "text"),
        "date": Field(DCTERMS + "date", "date"),
        **_BOUNDS,
        "participants": Field(ICS + "participant", "records", "participants"),
        "legal_basis": Field(ICS + "legalBasisText", "text"),
        "phases": _PHASES,
        "claims": _CLAIMS,
        **_NOTE,
    },
    "gaps": {
        "entity": _ABOUT,
        "topic": Field(ICS + "topic", "text"),
        "reason": Field(ICS + "reason", "text"),
        "claims": _CLAIMS,
        **_NOTE,
    },
    "complete": {"entity": _ABOUT, "family": Field(ICS + "family", "text"), "claims": _CLAIMS, **_NOTE},
    "claims": {
        "source": Field(PROV + "hadPrimarySource", "reference", "sources"),
        "locator": Field(ICS + "locator", "text"),
        "basis": Field(ICS + "basis", "text"),
        "stance": Field(ICS + "stance", "text"),
        "said_by": Field(ICS + "saidBy", "text"),
        "confidence": Field(ICS + "confidence", "text"),
        "observed": Field(ICS + "observed", "date"),
        "recorded": Field(ICS + "recorded", "date"),
        **_NOTE,
    },
    "phases": {"phase": Field(ICS + "phase", "text"), **_LIFE, "claims": _CLAIMS},
    "names": {"name": Field(SKOS + "prefLabel", "text"), **_LIFE, "claims": _CLAIMS},
    "kinds": {"type": Field(ICS + "kindType", "link"), **_LIFE, "claims": _CLAIMS},
    "identifiers": {
        "scheme": Field(ICS + "scheme", "text"),
        "value": Field(SKOS + "notation", "text"),
        **_LIFE,
    },
    "participants": {
        "entity": _ABOUT,
        "side": Field(ICS + "side", "text"),
        "part": Field(ICS + "part", "text"),
        "role": Field(ICS + "roleText", "text"),
    },
    "openings": {
        "day": Field(ICS + "openingDay", "date"),
        "reason": Field(ICS + "openingReason", "text"),
        "system": Field(ICS + "openingSystem", "reference", "entities"),
    },
    "instruments": {
        "kind": Field(ICS + "instrumentKind", "text"),
        "name": Field(SKOS + "prefLabel", "text"),
        "body": Field(ICS + "ofBody", "reference", "entities"),
        "short_name": Field(ICS + "shortName", "text"),
        "claims": _CLAIMS,
        **_NOTE,
    },
    "versions": {
        "instrument": Field(ICS + "ofInstrument", "reference", "instruments"),
        "label": Field(ICS + "versionLabel", "text"),
        "effective": Field(ICS + "effective", "date"),
        "until": Field(ICS + "until", "date"),
        "approvals": Field(ICS + "approval", "records", "approvals"),
        "published": Field(ICS + "published", "date"),
        "review_due": Field(ICS + "reviewDue", "date"),
        "supersedes": Field(ICS + "supersedes", "reference", "versions"),
        "draft": Field(ICS + "draft", "bool"),
        "claims": _CLAIMS,
        **_NOTE,
    },
    "clauses": {
        "version": Field(ICS + "inVersion", "reference", "versions"),
        "number": Field(ICS + "provisionNumber", "text"),
        "text": Field(ICS + "text", "text"),
        "effect": Field(ICS + "clauseEffect", "text"),
        "body": Field(ICS + "ofBody", "reference", "entities"),
        "rights": Field(ICS + "aboutRight", "references", "rights"),
        "prevails": Field(ICS + "prevails", "reference", "instruments"),
        "over": Field(ICS + "prevailsOver", "references", "instruments"),
        "claims": _CLAIMS,
        **_NOTE,
    },
    "rights": {
        "function": Field(ICS + "functionName", "text"),
        "act": Field(ICS + "act", "text"),
        "body": Field(ICS + "ofBody", "reference", "entities"),
        "scope": Field(ICS + "scope", "text"),
        "theme": Field(ICS + "theme", "text"),
        "other_names": Field(SKOS + "altLabel", "texts"),
        "claims": _CLAIMS,
        **_NOTE,
    },
    "grants": {
        "version": Field(ICS + "inVersion", "reference", "versions"),
        "number": Field(ICS + "provisionNumber", "text"),
        "right": Field(ICS + "grantedRight", "reference", "rights"),
        "kind": Field(ICS + "grantKind", "text"),
        "giver": Field(ICS + "giver", "reference", "entities"),
        "holder": Field(ICS + "holder", "reference", "entities"),
        "jointly_with": Field(ICS + "jointlyWith", "references", "entities"),
        "over": Field(ICS + "limitOver", "number"),
        "up_to": Field(ICS + "limitUpTo", "number"),
        "per": Field(ICS + "limitPer", "text"),
        "per_what": Field(ICS + "limitPerWhat", "text"),
        "vat": Field(ICS + "withVat", "text"),
        "condition": Field(ICS + "condition", "text"),
        "applies_if": Field(ICS + "appliesIf", "text"),
        "exclusion": Field(ICS + "exclusion", "text"),
        **_LIFE,
        "until_event": Field(ICS + "untilEvent", "reference", "events"),
        "ends_when": Field(ICS + "endsWhen", "text"),
        "deputy": Field(ICS + "deputy", "reference", "entities"),
        "no_deputy": Field(ICS + "noDeputy", "bool"),
        "passed_on": Field(ICS + "mayBePassedOn", "bool"),
        "after": Field(ICS + "usedAfter", "reference", "grants"),
        "granted_by": Field(ICS + "grantedBy", "references", "clauses"),
        "accountable": Field(ICS + "accountabilityWith", "reference", "entities"),
        "liable": Field(ICS + "liabilityWith", "reference", "entities"),
        "continues": Field(ICS + "continues", "references", "grants"),
        "claims": _CLAIMS,
        **_NOTE,
    },
    "seats": {
        "body": Field(ICS + "ofBody", "reference", "entities"),
        "kind": Field(ICS + "seatKind", "text"),
        "versions": Field(ICS + "seatIn", "references", "versions"),
        "number": Field(ICS + "howMany", "number"),
        "voting": Field(ICS + "voting", "bool"),
        "chair": Field(ICS + "chairSeat", "bool"),
        "post": Field(ICS + "ofPost", "reference", "entities"),
        "deputy": Field(ICS + "deputy", "reference", "entities"),
        "no_deputy": Field(ICS + "noDeputy", "bool"),
        "nominated_by": Field(ICS + "seatNominatedBy", "references", "entities"),
        "in_turn": Field(ICS + "inTurn", "bool"),
        "appointed_by": Field(ICS + "seatAppointedBy", "references", "entities"),
        "approved_by": Field(ICS + "seatApprovedBy", "references", "entities"),
        "term": Field(ICS + "term", "text"),
        **_LIFE,
        "continues": Field(ICS + "continues", "references", "seats"),
        "claims": _CLAIMS,
        **_NOTE,
    },
    "appointments": {
        "seat": Field(ICS + "ofSeat", "reference", "seats"),
        "person": Field(ICS + "ofPerson", "reference", "entities"),
        **_LIFE,
        "nominated_by": Field(ICS + "seatNominatedBy", "reference", "entities"),
        "claims": _CLAIMS,
        **_NOTE,
    },
    "quorum_rules": {
        "body": Field(ICS + "ofBody", "reference", "entities"),
        "version": Field(ICS + "inVersion", "reference", "versions"),
        "number": Field(ICS + "howMany", "number"),
        "share": Field(ICS + "quorumShare", "text"),
        "base": Field(ICS + "quorumBase", "text"),
        "rounding": Field(ICS + "rounding", "text"),
        "needs": Field(ICS + "quorumNeed", "records", "needs"),
        "deputies": Field(ICS + "deputiesCount", "bool"),
        "withdrawn": Field(ICS + "withdrawnCount", "bool"),
        "empty_seats": Field(ICS + "deputiesForEmptySeats", "bool"),
        "for_item": Field(ICS + "forItem", "text"),
        "clauses": Field(ICS + "byClause", "references", "clauses"),
        "claims": _CLAIMS,
        **_NOTE,
    },
    "meetings": {
        "body": Field(ICS + "ofBody", "reference", "entities"),
        "name": Field(SKOS + "prefLabel", "text"),
        "date": Field(DCTERMS + "date", "date"),
        "attendance": Field(ICS + "attendance", "records", "attendance"),
        "items": Field(ICS + "agendaItem", "records", "items"),
        "in_common_with": Field(ICS + "inCommonWith", "references", "meetings"),
        "present": Field(ICS + "numberPresent", "number"),
        "claims": _CLAIMS,
        **_NOTE,
    },
    "decisions": {
        "name": Field(SKOS + "prefLabel", "text"),
        "holder": Field(ICS + "holder", "reference", "entities"),
        "right": Field(ICS + "grantedRight", "reference", "rights"),
        "meeting": Field(ICS + "atMeeting", "reference", "meetings"),
        "item": Field(ICS + "atItem", "text"),
        "date": Field(DCTERMS + "date", "date"),
        "minute": Field(ICS + "minute", "text"),
        "value": Field(ICS + "decisionValue", "number"),
        "vat": Field(ICS + "withVat", "text"),
        "per": Field(ICS + "limitPer", "text"),
        "grant": Field(ICS + "underGrant", "reference", "grants"),
        "claims": _CLAIMS,
        **_NOTE,
    },
    "interests": {
        "person": Field(ICS + "ofPerson", "reference", "entities"),
        "organisation": Field(ICS + "interestIn", "reference", "entities"),
        "kind": Field(ICS + "interestKind", "text"),
        **_LIFE,
        "declared": Field(ICS + "declared", "date"),
        "mitigation": Field(ICS + "mitigation", "text"),
        "claims": _CLAIMS,
        **_NOTE,
    },
    "approvals": {
        "date": Field(DCTERMS + "date", "date"),
        "by": Field(ICS + "byBody", "reference", "entities"),
    },
    "attendance": {
        "person": Field(ICS + "ofPerson", "reference", "entities"),
        "state": Field(ICS + "attended", "text"),
        "deputy_for": Field(ICS + "deputyFor", "reference", "entities"),
    },
    "items": {
        "number": Field(ICS + "provisionNumber", "text"),
        "subject": Field(ICS + "itemSubject", "text"),
        "concerns": Field(ICS + "concerns", "references", "entities"),
        "withdrew": Field(ICS + "withdrew", "references", "entities"),
    },
    "needs": {
        "seat_kinds": Field(ICS + "seatKind", "texts"),
        "at_least": Field(ICS + "atLeast", "number"),
    },
}
# What stands for each kind of record in its IRI.
KIND_IN_IRI = {
    "datasets": "dataset",
    "sources": "source",
    "entities": "entity",
    "relations": "relation",
    "facts": "fact",
    "events": "event",
    "gaps": "gap",
    "complete": "completeness",
    "instruments": "instrument",
    "versions": "version",
    "clauses": "clause",
    "rights": "right",
    "grants": "grant",
    "seats": "seat",
    "appointments": "appointment",
    "quorum_rules": "quorum-rule",
    "meetings": "meeting",
    "decisions": "decision",
    "interests": "interest",
}
_SAFE = re.compile(r"(?!\.+\Z)[A-Za-z0-9._~:-]+").fullmatch
_PLURAL = {singular: plural for plural, singular in KIND_IN_IRI.items()}


def iri_of(section: str, id_: str, base: str = BASE) -> str:
    """Return the IRI of a record: ``<base><kind>/<id>``, with whatever an IRI does not permit percent-encoded."""
    if not _SAFE(id_):
        # A lone dot, or two, would be a step in a path to some readers.
        id_ = quote(id_, safe="-._~:") if id_.strip(".") else id_.replace(".", "%2E")
    return f"{base}{KIND_IN_IRI[section]}/{id_}"


def record_of(iri: str, base: str = BASE) -> tuple[str, str] | None:
    """Return the section and id behind an IRI that ``iri_of`` made, or None for any other."""
    if not iri.startswith(base):
        return None
    kind, slash, id_ = iri[len(base) :].partition("/")
    return (_PLURAL[kind], unquote(id_)) if slash and kind in _PLURAL and "/" not in id_ else None


def vocabulary_iri(name: str) -> str:
    """Return the IRI of a type or property of the ontology by the name that datasets use."""
    return ICS + name if _SAFE(name) else ICS + quote(name, safe="-._~:")


def checked_base(base: str) -> str:
    """Return what the IRIs of data begin with; raise FormatError where that cannot begin an IRI."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\s<>\"{}|\\^`\ud800-\udfff]*[/#]", base):
        example = "https://example.org/id/"
        raise FormatError(f"'{base}' cannot begin an IRI; write one that ends with / or #, such as {example}")
    return base
