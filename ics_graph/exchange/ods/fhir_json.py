"""FHIR R4 Organization resources as records of the register, with the extensions of the NHS where they are there.

What a resource has beside them is counted by field and told. The lines of the register are resources of their own,
``OrganizationAffiliation``: its ``organization`` is where a line begins, ``participatingOrganization`` where it ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ics_graph.dates import PartialDate, in_words
from ics_graph.exchange.foreign_days import foreign_day
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.ods.fhir_codes import add_identifiers, give_codes
from ics_graph.exchange.ods.fhir_extensions import Doubts, extended, named_period, period_of
from ics_graph.exchange.ods.fhir_references import AFFILIATION, Resource, Resources, issues_of, resources_of
from ics_graph.exchange.ods.json_files import JsonFile, dicts, inside, text_of
from ics_graph.exchange.ods.records import NO_DAYS, Link, Record, Role
from ics_graph.exchange.ods.rows import OdsRow
from ics_graph.nobody import says_nothing

_PRIVATE = ("telecom", "address", "contact")
_TAKEN = {
    *("resourceType", "id", "meta", "contained", "extension", "identifier", "active", "type", "name", "alias"),
    *("description", "partOf"),
}
_LEFT = {
    "endpoint": "technical addresses are not taken over",
    "text": "the text for people, which repeats the fields",
    "qualification": "qualifications are not taken over",
    "modifierExtension": "an extension that may change what the resource means; look at it",
}
_OF_AFFILIATION = {
    *("resourceType", "id", "meta", "extension", "identifier", "active", "period", "organization"),
    *("participatingOrganization", "code"),
}
# Where one of these is given, a type in the words of FHIR is of a type of the ontology.
_KINDS = {"RC2": "Site", "dept": "Division"}


def records(files: Sequence[JsonFile], report: Report) -> Iterator[Record]:
    """Yield the organisations of the files; resources of other types are told and not taken over."""
    resources = resources_of(files, report)
    _tell_day(files, report)
    give_codes(resources, report)
    left = Counter[tuple[str, str, str]]()
    outside = {resource.code for resource in resources.all if resource.outer is None}
    by_code: dict[str, Record] = {}
    made: list[Record] = []
    for resource in resources.all:
        if resource.kind == AFFILIATION:
            continue
        if resource.kind != "Organization":
            reason = "a resource that is no Organization"
            if resource.kind == "OperationOutcome":
                reason = f"what the server said of the request, and no record: {issues_of(resource.body)}"
            if not resource.kind:
                reason = "it is no resource of FHIR: it has no 'resourceType'"
            report.skip(resource.file.file.name, resource.line, resource.shown, reason)
        elif not resource.code:
            reason = "an Organization with neither an ODS code nor an id"
            report.skip(resource.file.file.name, resource.line, text_of(inside(resource.body, "name")), reason)
        elif resource.outer is None or resource.code not in outside:
            record = _record(resource, resources, report, left)
            by_code.setdefault(resource.code, record)
            made.append(record)
    for resource in resources.all:
        if resource.kind == AFFILIATION:
            made += _affiliation(resource, resources, by_code, report)
            for what in resource.body.keys() - _OF_AFFILIATION:
                left[resource.file.file.name, f"{AFFILIATION}.{what}", "a field that is not taken over"] += 1
    for (file, what, reason), number in sorted(left.items()):
        report.skip(file, None, f"{what} ({number:,})", reason)
    yield from made


def _tell_day(files: Sequence[JsonFile], report: Report) -> None:
    """Give each file the day on which its bundle was put together, else the latest change of which it knows."""
    for json_file in files:
        file = json_file.file
        bundled = [_known_day(inside(value, "timestamp")) for _, value in json_file.values]
        if file.date is None and (whens := [day for day in bundled if day is not None]):
            file.date = max(whens, key=lambda day: day.earliest)
            report.dated[file.name] = f"{in_words(file.date)} (from 'timestamp' of the Bundle)"
        changed = [_known_day(text) for _, value in json_file.values for text in _changes(value)]
        file.seen = max((day for day in changed if day is not None), key=lambda day: day.earliest, default=None)


def _changes(value: Any) -> Iterator[Any]:
    yield inside(value, "meta", "lastUpdated")
    for entry in dicts(inside(value, "entry")):
        yield from _changes(entry.get("resource"))


def _known_day(value: Any) -> PartialDate | None:
    try:
        return foreign_day(text_of(value))
    except ValueError:
        return None


# --- organisations ---------------------------------------------------------------------------------------------------


def _record(resource: Resource, resources: Resources, report: Report, left: Counter[tuple[str, str, str]]) -> Record:
    body, name, code = resource.body, resource.file.file.name, resource.code
    row = OdsRow(resource.file.file, resource.line, [code], f"Organization {code}")
    words = text_of(body.get("name"))
    # A place for a name that says there is none is no name: the record is then told as without one.
    record = Record(row, code, "" if says_nothing(words) else words, scheme=resource.scheme)
    alias = body.get("alias")
    record.other_names = {text_of(other) for other in alias if text_of(other)} if isinstance(alias, list) else set()
    doubts = Doubts()
    for extension in dicts(body.get("extension")):
        if not extended(record, extension, doubts):
            left[name, text_of(extension.get("url")), "an extension that is not understood"] += 1
    # Some day of it cannot be read, and may have been the last.
    record.over = bool(doubts.days)
    add_identifiers(resource, record, doubts)
    for concept in dicts(body.get("type")):
        _typed(record, concept)
    if text := text_of(body.get("description")):
        record.notes.append(text)
    _above(record, resource, resources, report, doubts)
    if body.get("active") is False and record.operational[1] is None and record.legal[1] is None:
        doubts.days.append("it is not active, and no day is given on which it ended")
        record.over = True
    doubts.tell(report, resource, code)
    private = [what for what in _PRIVATE if body.get(what)]
    if private:
        report.skip(name, resource.line, f"{code} {', '.join(private)}", "places and contacts are never taken over")
    for given in dicts(body.get("identifier")):
        for part in given.keys() - {"use", "system", "value", "period"}:
            left[name, f"identifier.{part}", "a field that is not taken over"] += 1
    for what in body.keys() - _TAKEN - {*_PRIVATE}:
        left[name, what, _LEFT.get(what, "a field that is not understood")] += 1
    return record


def _typed(record: Record, concept: dict[str, Any]) -> None:
    """Take a role of the register from a type of a resource; any other type is kept in its words."""
    words = []
    for coding in dicts(concept.get("coding")):
        code, system = text_of(coding.get("code")), text_of(coding.get("system"))
        display = text_of(coding.get("display"))
        held = {role.id for role in record.roles}
        if ("role" in system.casefold() and "ods" in system.casefold()) or re.fullmatch(r"RO\d+", code):
            id_ = code if code.startswith("RO") else f"RO{code}"
            if id_ not in held:
                record.roles.append(Role(id_, not held, NO_DAYS, display))
        elif code or display:
            record.kind = record.kind or _KINDS.get(code, "")
            words.append(f"{display} ({code})" if code and display else display or code)
    text = text_of(concept.get("text"))
    if text and not any(text in word for word in words):
        words.append(text)
    record.notes += [f"classification: {word}" for word in words]


# --- lines -----------------------------------------------------------------------------------------------------------


def _above(record: Record, resource: Resource, resources: Resources, report: Report, doubts: Doubts) -> None:
    """Take in what an organisation is part of, where the reference is resolved; where it is not, that is told."""
    above = resource.body.get("partOf")
    if not isinstance(above, Mapping):
        return
    code = _meant(above, resource, resources, report, "what it is part of", doubts)
    if code:
        record.links.append(Link("partOf", code, "", NO_DAYS, NO_DAYS))


def _meant(reference: Any, resource: Resource, resources: Resources, report: Report, what: str, doubts: Doubts) -> str:
    """Return the code of the organisation that a reference means, empty where there is none, which is told."""
    target = resources.meant(reference, resource)
    named = text_of(inside(reference, "reference")) or text_of(inside(reference, "display"))
    fault = target.fault
    if target.resource is not None:
        if target.doubt:
            doubts.others.append(f"{what}: {target.doubt}")
        if target.resource.code:
            return target.resource.code
        fault = "it is no Organization with an ODS code or an id"
    if target.ods:
        return target.ods
    record = " ".join(filter(None, (resource.code or resource.shown, named)))
    report.skip(resource.file.file.name, resource.line, record, f"{what}: {fault}")
    return ""


def _affiliation(resource: Resource, resources: Resources, by_code: dict[str, Record], report: Report) -> list[Record]:
    """Take in a line between two organisations, which is a resource of its own; return a record that had to be made."""
    body, name = resource.body, resource.file.file.name
    key = next((value for _, value in resource.tokens), "")
    resource.code = key or resource.id
    codings = [coding for concept in dicts(body.get("code")) for coding in dicts(concept.get("coding"))]
    kinds = [code for code in (text_of(coding.get("code")) for coding in codings) if re.fullmatch(r"RE\d+", code)]
    if not kinds:
        report.skip(name, resource.line, resource.shown, "an affiliation of a kind that the register does not have")
        return []
    doubts = Doubts()
    ends = [
        _meant(body.get(end), resource, resources, report, what, doubts)
        for end, what in (("organization", "its organization"), ("participatingOrganization", "its other end"))
    ]
    if not all(ends):
        return []
    legal, operational = NO_DAYS, period_of(body.get("period"), doubts)
    for extension in dicts(body.get("extension")):
        if "period" in text_of(extension.get("url")).casefold():
            parts = {text_of(part.get("url")): part for part in dicts(extension.get("extension"))}
            what, days = named_period(extension, parts, doubts)
            legal, operational = (days, operational) if what.casefold() == "legal" else (legal, days)
    over = bool(doubts.days)
    if body.get("active") is False and (legal if any(legal) else operational)[1] is None:
        doubts.days.append("it is not active, and no day is given on which it ended")
        over = True
    doubts.tell(report, resource, resource.shown)
    row = OdsRow(resource.file.file, resource.line, [ends[0]], resource.shown)
    made = [] if ends[0] in by_code else [Record(row, ends[0], "")]
    owner = by_code.setdefault(ends[0], *made) if made else by_code[ends[0]]
    owner.links += [Link(kind, ends[1], "", legal, operational, key, over, row) for kind in kinds]
    return made
