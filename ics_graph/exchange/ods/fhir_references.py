"""The resources of all FHIR files as one graph, and what a reference of one of them means.

A reference is resolved as FHIR says: to a resource within its own (``#1``), by the ``fullUrl`` of a bundle, relative to
the base of the one that refers, by an identifier that it searches for, or by an identifier that stands beside it. What
the last piece of a URL says is nobody's code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.ods.json_files import JsonFile, dicts, inside, text_of
from ics_graph.validation import Problem

ODS_SYSTEMS = ("ods-organization-code", "ods-site-code", "urn:oid:2.16.840.1.113883.2.1.3.2.4.18.48")
"""How the systems end in which an identifier is an ODS code: those of NHS England, and the root of the register."""
AFFILIATION = "OrganizationAffiliation"
_HISTORY = re.compile(r"/_history/[^/]*$")
_PLACE = re.compile(r"(?P<base>.*?)/?(?P<type>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9.-]{1,64})")

Token = tuple[str, str]


@dataclass(eq=False, slots=True)
class Resource:
    """A resource with its place, the URL by which others of its bundle name it, and what it is contained in."""

    file: JsonFile
    line: int
    url: str
    body: Any
    outer: Resource | None = None
    code: str = ""
    """The code by which it is joined; set once all resources have been read."""
    scheme: str = ""

    @property
    def kind(self) -> str:
        """The type of the resource."""
        return text_of(inside(self.body, "resourceType"))

    @property
    def id(self) -> str:
        """Its logical id, which holds on one server only."""
        return text_of(inside(self.body, "id"))

    @property
    def base(self) -> str:
        """The server it is of, as far as the URL in its bundle tells; empty where nothing does."""
        match = _PLACE.fullmatch(_HISTORY.sub("", self.url))
        return match["base"] if match and "://" in self.url else ""

    @property
    def tokens(self) -> list[Token]:
        """Its identifiers as pairs of system and value."""
        return [
            (text_of(given.get("system")), value_of(given))
            for given in dicts(inside(self.body, "identifier"))
            if text_of(given.get("value"))
        ]

    @property
    def shown(self) -> str:
        """How a report names it."""
        return " ".join(filter(None, (self.kind or "no resource", self.code or self.id or text_of(self._name))))

    @property
    def _name(self) -> Any:
        return inside(self.body, "name")


@dataclass(slots=True)
class Target:
    """What a reference means: a resource of the files, else an ODS code; ``doubt`` and ``fault`` say what is amiss."""

    resource: Resource | None = None
    ods: str = ""
    doubt: str = ""
    fault: str = ""


@dataclass(slots=True)
class Resources:
    """All resources of all files, each once in its latest version, by the ways in which references name them."""

    all: list[Resource] = field(default_factory=list)
    by_url: dict[str, Resource] = field(default_factory=dict)
    by_place: dict[Token, list[Resource]] = field(default_factory=lambda: defaultdict(list))
    by_token: dict[Token, list[Resource]] = field(default_factory=lambda: defaultdict(list))
    by_value: dict[str, list[Resource]] = field(default_factory=lambda: defaultdict(list))
    contained: dict[tuple[Resource, str], Resource] = field(default_factory=dict)

    def add(self, resource: Resource) -> None:
        """Add a resource; one that is contained is named by its outer one alone, and by its identifiers."""
        self.all.append(resource)
        if resource.outer is None:
            if resource.url:
                self.by_url.setdefault(_HISTORY.sub("", resource.url), resource)
            if resource.id:
                self.by_place[resource.kind, resource.id].append(resource)
        elif resource.id:
            self.contained.setdefault((resource.outer, resource.id), resource)
        for system, value in resource.tokens:
            self.by_token[system, value].append(resource)
            self.by_value[value].append(resource)

    def meant(self, reference: Any, referrer: Resource) -> Target:
        """Return what a reference of a resource means: by its URL first, then by the identifier beside it."""
        text = text_of(inside(reference, "reference"))
        given = inside(reference, "identifier")
        target = self._by_text(text, referrer) if text else Target(fault="it names nothing by reference or identifier")
        if target.resource is None and not target.ods and text_of(inside(given, "value")):
            token = text_of(inside(given, "system")), value_of(given)
            target = self._by_identifier(*token)
        return target

    def _by_text(self, text: str, referrer: Resource) -> Target:
        if text.startswith("#"):
            outer = referrer.outer or referrer
            inner = outer if text == "#" else self.contained.get((outer, text[1:]))
            return Target(inner) if inner else Target(fault="it names a contained resource that is not there")
        if "?" in text:
            query = dict(parse_qsl(text.partition("?")[2], keep_blank_values=True))
            if not query.get("identifier"):
                return Target(fault="it searches by something else than an identifier")
            system, bar, value = query["identifier"].rpartition("|")
            return self._by_identifier(system if bar else None, value)
        plain = _HISTORY.sub("", text)
        if plain in self.by_url:
            return Target(self.by_url[plain])
        place = _PLACE.fullmatch(plain)
        if place is None:
            return Target(fault="it is named by no code or resource of the files")
        return self._by_place(place["base"] if "://" in plain else "", place["type"], place["id"], referrer)

    def _by_place(self, base: str, type_: str, id_: str, referrer: Resource) -> Target:
        candidates = self.by_place.get((type_, id_), [])
        wanted = base or referrer.base
        same = [resource for resource in candidates if resource.base == wanted]
        if len(same) == 1:
            return Target(same[0])
        if base and any(resource.base for resource in candidates):
            candidates = [resource for resource in candidates if not resource.base]
        if len(candidates) == 1:
            return Target(candidates[0], doubt="taken for the resource of that id, though nothing names its server")
        if candidates:
            return Target(fault="several resources of the files have the id that it names")
        return Target(fault="it is named by no code or resource of the files")

    def _by_identifier(self, system: str | None, value: str) -> Target:
        """Return who has an identifier; ``system`` None stands for any, as a search without a bar does."""
        resources = self.by_value.get(value, []) if system is None else self.by_token.get((system, value), [])
        codes = {(resource.scheme, resource.code) for resource in resources}
        if resources and len(codes) == 1:
            return Target(resources[0])
        if resources:
            return Target(fault="several resources of the files have the identifier that it names")
        if system is not None and is_ods(system) and value.isalnum():
            return Target(ods=value)
        return Target(fault="nothing in the files has the identifier that it names")


def value_of(identifier: Any) -> str:
    """Return the value of an identifier; ODS codes are written in capitals."""
    value = text_of(inside(identifier, "value"))
    return value.upper() if is_ods(text_of(inside(identifier, "system"))) else value


def is_ods(system: str) -> bool:
    """Return whether the values of a system of identifiers are ODS codes."""
    return system.rstrip("/").casefold().endswith(ODS_SYSTEMS)


def resources_of(files: Sequence[JsonFile], report: Report) -> Resources:
    """Return the resources of all files; entries without one and older versions are told and left."""
    resources = Resources()
    # By type, id and server: whatever has all of them in common is one resource, in one version or another.
    latest: dict[tuple[str, str, str], Resource] = {}
    alone: list[Resource] = []
    for json_file in files:
        for line, value in json_file.values:
            for url, body in _entries(value, json_file, line, report):
                report.read[json_file.file.name] += 1
                resource = Resource(json_file, line, url, body)
                key = resource.kind, resource.id, resource.base
                before = latest.get(key)
                if not resource.id or (before is not None and not resource.base and _differ(before.body, body)):
                    alone.append(resource)
                    continue
                if before is not None:
                    older, resource = sorted((resource, before), key=lambda item: _version(item.body))
                    is_same = _version(older.body) == _version(resource.body)
                    reason = "the resource is there already" if is_same else "an older version of one that is there"
                    report.skip(older.file.file.name, older.line, older.shown, reason)
                latest[key] = resource
    if not latest and not alone and not report.skipped:
        hint = "Check that the search that it answers is the right one."
        raise ImportFailed(
            Problem("error", "no-resource", "it holds no resource", hint, file=json_file.file.name)
            for json_file in files
        )
    for resource in (*latest.values(), *alone):
        resources.add(resource)
        for inner in dicts(inside(resource.body, "contained")):
            resources.add(Resource(resource.file, resource.line, "", inner, resource))
    return resources


def _differ(body: Any, other_body: Any) -> bool:
    """Return whether two resources of one id, of which no server is known, are not versions of one resource."""
    names = "identifier", "name"
    return any(inside(body, name) != inside(other_body, name) for name in names) and not (
        inside(body, "meta", "versionId") and inside(other_body, "meta", "versionId")
    )


def _entries(value: Any, json_file: JsonFile, line: int, report: Report) -> Iterator[tuple[str, Any]]:
    """Yield each resource with the URL by which others of its bundle name it."""
    if inside(value, "resourceType") != "Bundle":
        yield "", value
        return
    if any(text_of(link.get("relation")) == "next" for link in dicts(inside(value, "link"))):
        total, held = inside(value, "total"), len(dicts(inside(value, "entry")))
        of = f" of {total:,}" if isinstance(total, int) else ""
        reason = f"a page of a longer answer, with {held:,}{of} entries; fetch its next pages too"
        report.doubt(json_file.file.name, line, "Bundle", reason)
    for entry in dicts(inside(value, "entry")):
        if entry.get("resource") is None:
            url = text_of(entry.get("fullUrl")) or text_of(inside(entry, "request", "url"))
            reason = "an entry of a bundle without a resource"
            if outcome := inside(entry, "response", "outcome"):
                reason += f"; the server said: {issues_of(outcome)}"
            report.skip(json_file.file.name, line, url, reason)
            continue
        for inner_url, resource in _entries(entry["resource"], json_file, line, report):
            yield inner_url or text_of(entry.get("fullUrl")), resource


def issues_of(outcome: Any) -> str:
    """Return in the words of a server what it says of a request, from an OperationOutcome."""
    texts = [
        text_of(issue.get("diagnostics")) or text_of(inside(issue, "details", "text")) or text_of(issue.get("code"))
        for issue in dicts(inside(outcome, "issue"))
    ]
    return "; ".join(filter(None, texts)) or "nothing"


def _version(body: Any) -> tuple[str, int, str]:
    """Return what tells versions of a resource apart: the later one is the greater."""
    version = text_of(inside(body, "meta", "versionId"))
    updated = text_of(inside(body, "meta", "lastUpdated"))
    return updated, int(version) if version.isascii() and version.isdecimal() and len(version) < 18 else 0, version
