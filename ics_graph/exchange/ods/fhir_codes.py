"""By which code a FHIR resource is joined, and which codes it has with their days."""

from __future__ import annotations

import re
from typing import Any

from ics_graph.exchange.import_report import Report
from ics_graph.exchange.ods.fhir_extensions import Doubts, period_of
from ics_graph.exchange.ods.fhir_references import Resource, Resources, is_ods, value_of
from ics_graph.exchange.ods.json_files import dicts, inside, text_of
from ics_graph.exchange.ods.records import Record
from ics_graph.model import Identifier

_OLD = "old"
_NOT_STATED = "not stated"
_PROTOCOL = re.compile(r"https?://", re.IGNORECASE)
# Systems of which everybody knows whose numbers they are; any other is named by its address without the protocol.
_KNOWN_SYSTEMS = {
    "hl7.org/fhir/sid/us-npi": "us-npi",
    "www.gs1.org/gln": "gln",
    "org-id.guide/list/gb-coh": "GB-COH",
    "org-id.guide/list/gb-chc": "GB-CHC",
    "urn:ietf:rfc:3986": "uri",
}


def give_codes(resources: Resources, report: Report) -> None:
    """Give each organisation the code by which it is joined: its ODS code, else its id, which one server gives once."""
    holders: dict[str, Resource] = {}
    for resource in sorted(resources.all, key=lambda resource: resource.outer is not None):
        if resource.kind != "Organization":
            continue
        ods = _ods_codes(resource)
        if ods:
            resource.code, resource.scheme = value_of(ods[0]), "ods"
            continue
        twins = [twin for token in resource.tokens for twin in resources.by_token[token] if twin.outer is None]
        if resource.outer is not None and twins and twins[0].code:
            resource.code, resource.scheme = twins[0].code, twins[0].scheme
            continue
        id_ = f"{resource.outer.id}#{resource.id}" if resource.outer and resource.id else resource.id
        if not id_ and (tokens := resource.tokens):
            # In a bundle of a message a resource may have no id; it is known by its identifier.
            id_ = tokens[0][1]
        if not id_:
            continue
        if id_ in holders:
            id_ = resource.url or f"{id_}@{resource.file.file.name}:{resource.line}"
            reason = "another resource has the same id; told apart by where it is"
            report.doubt(resource.file.file.name, resource.line, id_, reason)
        holders[id_] = resource
        resource.code, resource.scheme = id_, "fhir"


def scheme_of(system: str) -> str:
    """Return the scheme of the identifiers of a system: a name where the system is known, else its whole address.

    The last piece of an address is not enough: two registers may both end in ``/number``.
    """
    plain = _PROTOCOL.sub("", system).rstrip("/")
    return _KNOWN_SYSTEMS.get(plain.casefold(), plain) or _NOT_STATED


def _ods_codes(resource: Resource) -> list[dict[str, Any]]:
    """Return the identifiers that are ODS codes: what is not old first, then what has not ended."""
    given = [
        identifier
        for identifier in dicts(inside(resource.body, "identifier"))
        if is_ods(text_of(identifier.get("system"))) and text_of(identifier.get("value")).isalnum()
    ]
    return sorted(given, key=lambda code: (code.get("use") == _OLD, bool(text_of(inside(code, "period", "end")))))


def add_identifiers(resource: Resource, record: Record, doubts: Doubts) -> None:
    """Keep all identifiers with their periods; the one by which the resource is joined gives its days to the code."""
    mine = next(iter(_ods_codes(resource)), None)
    current = 0
    for given in dicts(inside(resource.body, "identifier")):
        system, value = text_of(given.get("system")), value_of(given)
        if value != text_of(given.get("value")):
            doubts.others.append("an ODS code in small letters; read in capitals as the register writes it")
        if not value:
            doubts.others.append("an identifier without a value; left out")
            continue
        days = period_of(given.get("period"), Doubts(doubts.others, doubts.others))
        if given.get("use") == _OLD and days[1] is None:
            doubts.others.append("an identifier that is marked as old, without a last day")
        if given is mine or (mine is not None and given == mine):
            record.code_days = days
        elif is_ods(system):
            if not value.isalnum():
                doubts.others.append("an ODS code that is none: it has other signs than letters and digits")
            current += given.get("use") != _OLD and days[1] is None
            record.identifiers.append(Identifier("ods", value, *days))
        else:
            scheme = scheme_of(system)
            if not system:
                doubts.others.append("an identifier without a system; its scheme is given as 'not stated'")
            record.identifiers.append(Identifier(scheme, value, *days))
    if mine is not None and mine.get("use") == _OLD:
        doubts.others.append("its only ODS code is marked as old; it is joined by that")
    if current:
        doubts.others.append("it has several ODS codes that are not old; it is joined by the first")
    if record.scheme == "fhir" and not record.identifiers:
        record.identifiers.append(Identifier("fhir", record.code))
