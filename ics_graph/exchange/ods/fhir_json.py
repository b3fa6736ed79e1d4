"""FHIR R4 Organization resources as records of the register, with the extensions of the NHS where they are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ics_graph.dates import PartialDate
from ics_graph.exchange.foreign_days import foreign_day as day
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.ods.json_files import JsonFile, dicts, inside, text_of
from ics_graph.exchange.ods.records import NO_DAYS, Days, Link, Record, Role
from ics_graph.exchange.ods.rows import OdsRow
from ics_graph.model import Identifier

_ODS = ("ods-organization-code", "ods-site-code")
_PRIVATE = ("telecom", "address", "contact")


def records(files: Sequence[JsonFile], report: Report) -> Iterator[Record]:
    """Yield the organisations of the files; resources of other types are told and not taken over."""
    for json_file in files:
        resources = [(line, url, resource) for line, value in json_file.values for url, resource in _resources(value)]
        by_reference: dict[str, tuple[str, str]] = {}
        for _, url, resource in resources:
            code, scheme, _ = _code(resource)
            for name in (url, f"Organization/{text_of(inside(resource, 'id'))}"):
                if name and code:
                    by_reference[name] = (code, scheme)
        for line, _, resource in resources:
            report.read[json_file.file.name] += 1
            record = _record(json_file, line, resource, by_reference, report)
            if record is not None:
                yield record


def _resources(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield each resource with the URL by which others of its bundle name it."""
    if inside(value, "resourceType") == "Bundle":
        for entry in dicts(inside(value, "entry")):
            for _, resource in _resources(entry.get("resource")):
                yield text_of(entry.get("fullUrl")), resource
    else:
        yield "", value


def _code(resource: Any) -> tuple[str, str, list[Identifier]]:
    """Return the code by which a resource is joined, its scheme, and its other identifiers."""
    ods, others = "", []
    for identifier in dicts(inside(resource, "identifier")):
        system, value = text_of(identifier.get("system")), text_of(identifier.get("value"))
        if not value:
            continue
        if not ods and system.endswith(_ODS):
            ods = value
        else:
            since, until = _period(identifier.get("period"), [])
            others.append(Identifier(system.rstrip("/").rpartition("/")[2] or system or "fhir", value, since, until))
    if ods.isalnum():
        return ods, "ods", others
    id_ = text_of(inside(resource, "id"))
    return (id_, "fhir", others or [Identifier("fhir", id_)]) if id_ else ("", "", others)


def _record(
    json_file: JsonFile, line: int, resource: Any, by_reference: Mapping[str, tuple[str, str]], report: Report
) -> Record | None:
    name = json_file.file.name
    kind = text_of(inside(resource, "resourceType"))
    code, scheme, others = _code(resource)
    if kind != "Organization":
        report.skip(name, line, f"{kind} {code}".strip(), "a resource that is no Organization")
        return None
    if not code:
        report.skip(name, line, text_of(resource.get("name")), "an Organization with neither an ODS code nor an id")
        return None
    row = OdsRow(json_file.file, line, [code], f"Organization {code}")
    record = Record(row, code, text_of(resource.get("name")), scheme=scheme, identifiers=others)
    alias = resource.get("alias")
    record.other_names = {text_of(other) for other in alias if text_of(other)} if isinstance(alias, list) else set()
    doubts: list[str] = []
    for extension in dicts(resource.get("extension")):
        _extended(record, extension, doubts)
    # Some day of it cannot be read, and may have been the last.
    record.over = bool(doubts)
    for coding in [c for concept in dicts(resource.get("type")) for c in dicts(concept.get("coding"))]:
        _typed(record, coding)
    _above(record, resource.get("partOf"), by_reference, report)
    if resource.get("active") is False and record.operational[1] is None and record.legal[1] is None:
        doubts.append("it is not active, and no day is given on which it ended")
        record.over = True
    for reason in dict.fromkeys(doubts):
        report.doubt(name, line, code, reason)
    private = [what for what in _PRIVATE if resource.get(what)]
    if private:
        report.skip(name, line, f"{code} {', '.join(private)}", "places and contacts are never taken over")
    return record


def _extended(record: Record, extension: dict[str, Any], doubts: list[str]) -> None:
    """Take in an extension of the NHS: the time in which the organisation was active, or a role with its time."""
    url = text_of(extension.get("url")).casefold()
    parts = {text_of(part.get("url")): part for part in dicts(extension.get("extension"))}
    if "activeperiod" in url or "typedperiod" in url:
        _life(record, extension, parts, doubts)
    elif "organizationrole" in url or "organisationrole" in url:
        coding = _coding(parts)
        code = text_of(coding.get("code"))
        if not code:
            return
        days = _period(inside(parts.get("activePeriod"), "valuePeriod"), doubts)
        for part in dicts(extension.get("extension")):
            if "typedperiod" in text_of(part.get("url")).casefold() and not any(days):
                days = _typed_period(part, doubts)[1]
        primary = inside(parts.get("primaryRole"), "valueBoolean") is True
        id_ = code if code.upper().startswith("RO") else f"RO{code}"
        record.roles.append(Role(id_, primary, days, text_of(coding.get("display"))))


def _coding(parts: Mapping[str, Any]) -> dict[str, Any]:
    for name in ("role", "roleCode", "instanceID"):
        part = parts.get(name)
        for coding in (*dicts(inside(part, "valueCoding")), *dicts(inside(part, "valueCodeableConcept", "coding"))):
            return coding
    return {}


def _life(record: Record, extension: dict[str, Any], parts: Mapping[str, Any], doubts: list[str]) -> None:
    if "valuePeriod" in extension:
        period = extension["valuePeriod"]
        kinds = [text_of(part.get("valueString")) for part in dicts(inside(period, "extension"))]
        what, days = (kinds[0] if kinds else ""), _period(period, doubts)
    else:
        what, days = _typed_period(extension, doubts)
    if what.casefold() == "legal":
        record.legal = days
    else:
        record.operational = days


def _typed_period(extension: dict[str, Any], doubts: list[str]) -> tuple[str, Days]:
    parts = {text_of(part.get("url")): part for part in dicts(extension.get("extension"))}
    kind = parts.get("dateType")
    what = text_of(inside(kind, "valueCoding", "code")) or text_of(inside(kind, "valueString"))
    return what, _period(inside(parts.get("period"), "valuePeriod"), doubts)


def _typed(record: Record, coding: dict[str, Any]) -> None:
    """Take a role from the type of a resource, where that is coded in the roles of the register."""
    code, system = text_of(coding.get("code")), text_of(coding.get("system"))
    held = {role.id for role in record.roles}
    if ("role" in system.casefold() and "ods" in system.casefold()) or (code[:2] == "RO" and code[2:].isdigit()):
        id_ = code if code.startswith("RO") else f"RO{code}"
        if id_ not in held:
            record.roles.append(Role(id_, not held, NO_DAYS, text_of(coding.get("display"))))


def _above(record: Record, above: Any, by_reference: Mapping[str, tuple[str, str]], report: Report) -> None:
    if not isinstance(above, Mapping):
        return
    reference = text_of(above.get("reference"))
    target = text_of(inside(above, "identifier", "value"))
    if reference in by_reference:
        target = by_reference[reference][0]
    elif reference.rpartition("/")[2]:
        named = "/".join(reference.split("/")[-2:])
        target = by_reference[named][0] if named in by_reference else target or reference.rpartition("/")[2]
    if not target or target.startswith(("#", "urn:")):
        row = record.row
        report.skip(
            row.file.name, row.line, record.code, "what it is part of is named by no code or resource of the file"
        )
        return
    record.links.append(Link("partOf", target, "", NO_DAYS, NO_DAYS))


def _day(text: str) -> PartialDate | None:
    """Return a date as FHIR writes it: a day, or a month or year alone."""
    return PartialDate.parse(text) if re.fullmatch(r"\d{4}(-\d\d)?", text) else day(text)


def _period(period: Any, doubts: list[str]) -> Days:
    days = []
    for end in ("start", "end"):
        try:
            days.append(_day(text_of(inside(period, end))[:10]))
        except ValueError:
            doubts.append("an impossible day; taken over without it")
            days.append(None)
    since, until = days
    if since and until and since.earliest > until.latest:
        doubts.append("a time that ends before it begins; taken over without its days")
        return NO_DAYS
    return since, until
