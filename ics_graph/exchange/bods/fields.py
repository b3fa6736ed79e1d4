"""The fields of statements: which are taken over, which never are, and what the words in them say."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from ics_graph.exchange.bods.statements import Statement
from ics_graph.model import GapReason

_PRIVATE = {
    *("birthDate", "deathDate", "nationalities", "placeOfBirth", "placeOfResidence", "addresses", "taxResidencies"),
    *("politicalExposure", "hasPepStatus", "pepStatusDetails"),
}
_TAKEN = {
    "statement": {
        *("statementId", "statementID", "statementType", "statementDate", "recordId", "recordType", "recordStatus"),
        *("publicationDetails", "source", "replacesStatements"),
    },
    "publicationDetails": {"bodsVersion", "license", "publisher"},
    "source": {"description", "url", "assertedBy"},
    "entity": {
        *("isComponent", "entityType", "name", "alternateNames", "identifiers", "uri", "foundingDate"),
        *("dissolutionDate", "formedByStatute", "unspecifiedEntityDetails"),
    },
    "person": {"isComponent", "personType", "names", "unspecifiedPersonDetails"},
    "relationship": {"isComponent", "subject", "interestedParty", "interests"},
    "interest": {
        *("type", "directOrIndirect", "interestLevel", "beneficialOwnershipOrControl", "details", "share"),
        *("startDate", "endDate"),
    },
}
NOBODY = ("anonymousPerson", "unknownPerson", "anonymousEntity", "unknownEntity")
REASONS: dict[str, GapReason] = {
    "subjectExemptFromDisclosure": "not-published",
    "interestedPartyExemptFromDisclosure": "not-published",
    "anonymousPerson": "not-published",
    "anonymousEntity": "not-published",
}


def count_left(statement: Statement, left: Counter[tuple[str, str, str]]) -> None:
    """Count each field of a statement that is not taken over, by file, path and reason."""
    private = "the lives and places of people and bodies are never taken over"
    fields = {
        "": (statement.envelope, _TAKEN["statement"]),
        "recordDetails/": (statement.details, _TAKEN[statement.kind]),
        "source/": (statement.envelope.get("source"), _TAKEN["source"]),
        "publicationDetails/": (statement.envelope.get("publicationDetails"), _TAKEN["publicationDetails"]),
    }
    for before, (values, taken) in fields.items():
        for name in values.keys() - taken if isinstance(values, dict) else ():
            is_private = name in _PRIVATE or (statement.kind == "person" and name == "identifiers")
            left[statement.file, before + name, private if is_private else "a field that is not taken over"] += 1
    given = statement.details.get("interests")
    for interest in given if isinstance(given, list) else ():
        for name in interest.keys() - _TAKEN["interest"] if isinstance(interest, dict) else ():
            left[statement.file, f"recordDetails/interests/{name}", "a field that is not taken over"] += 1


def text_of(value: Any) -> str:
    """Return a text or number as text, empty where a value is neither."""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def reason_in_words(details: Any) -> str:
    """Return why somebody is not named, in the words of the file."""
    if not isinstance(details, dict):
        return ""
    code, words = text_of(details.get("reason")), text_of(details.get("description"))
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", code_of(code)).lower()
    return f"{plain} ({words})" if plain and words else plain or words


def reason_of(type_: str, details: Any) -> GapReason:
    """Return why a party is not named, by the reason that is given, else by the type of its record."""
    code = code_of(details.get("reason")) if isinstance(details, dict) else ""
    return REASONS.get(code) or REASONS.get(type_) or "not-stated"


def code_of(code: Any) -> str:
    """Return a code as the lists have had it since version 0.3: ``votingRights`` for ``voting-rights``."""
    first, *rest = text_of(code).split("-")
    return first + "".join(part.capitalize() for part in rest)
