"""From Turtle to the ontology, all that is wrong with it collected and told at once.

The vocabulary is closed: whatever is not known here stops the load, so that a slip in the Turtle never turns into a
silently missing type. The room is large because the tables that close the vocabulary and their reader change together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from ics_graph.dates import PartialDate
from ics_graph.ontology import (
    NAMESPACE,
    ROOT,
    Concept,
    EntityType,
    FactProperty,
    Family,
    Ontology,
    OntologyError,
    RelationType,
)
from ics_graph.ontology.law_turtle import day_of, rule_of, seat_of

_PREFIXES = {
    "ics": NAMESPACE,
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_NAMED = "rdfs:label skos:definition"
_MATCHES = "skos:exactMatch skos:closeMatch skos:broadMatch skos:relatedMatch"
_MATCH_LIST = _MATCHES.split()
_ENDS = "schema:domainIncludes schema:rangeIncludes"
_ODS = "ics:odsRelationship ics:odsInverseRelationship"
_FIRST_DAY = "ics:existsFrom ics:existsFromBasis"
_LAST_DAY = "ics:existsUntil ics:existsUntilBasis"
_RULE = "ics:subjectType ics:exceptType ics:unclearType ics:relationType ics:objectType ics:seatOn ics:legislation"
# What is said of a place in legislation, of a rule and of a seat; the first must be.
_PLACE = "ics:legalBasis ics:section ics:legislation"
_IN_FORCE = "ics:from ics:until ics:readTo ics:attestedOn"
_REMARKS = "ics:insertedBy ics:fromBasis ics:untilBasis ics:attestedBy ics:readNote ics:limits"
_SEAT = "ics:organ ics:nominatedBy ics:appointedBy ics:approvedBy"
_HEADER = "dcterms:title dcterms:description dcterms:license"
_VANN = "vann:preferredNamespacePrefix vann:preferredNamespaceUri"


def _expand(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return _PREFIXES[prefix] + local if colon else name


# Every predicate that may be used, with what its value must be.
_PREDICATES = {
    _expand(name): (name, _expand(wanted))
    for wanted, names in {
        "IRI": f"rdf:type rdfs:subClassOf rdfs:subPropertyOf rdfs:seeAlso skos:inScheme dcterms:license "
        f"{_MATCHES} {_ENDS} {_RULE}",
        "en": f"{_NAMED} skos:prefLabel skos:altLabel ics:inverseLabel ics:existsFromBasis ics:existsUntilBasis "
        f"ics:objectName dcterms:title dcterms:description {_REMARKS} {_SEAT}",
        "xsd:string": f"skos:notation owl:versionInfo ics:valueKind ics:legalBasis ics:odsRole {_ODS} {_VANN} "
        "ics:section ics:reading ics:reachedBy ics:lineByLaw",
        "xsd:boolean": "ics:abstract ics:singleton ics:singleValued ics:symmetric",
        "xsd:integer": "ics:rank ics:least ics:most",
        "xsd:date": f"{_IN_FORCE} ics:existsFrom ics:existsUntil ics:kindFrom",
    }.items()
    for name in names.split()
}
_WRITTEN = {
    _expand(datatype): re.compile(form)
    for datatype, form in (
        ("xsd:boolean", r"true|false|1|0"),
        ("xsd:integer", r"\d+"),
        ("xsd:date", r"\d{4}-\d{2}-\d{2}"),
        ("xsd:gYear", r"\d{4}"),
    )
}
# A first or last use may be known by its year alone.
_OR_A_YEAR = frozenset({"ics:existsFrom", "ics:existsUntil"})
_REPEATABLE = frozenset(
    "rdf:type rdfs:subClassOf rdfs:subPropertyOf rdfs:seeAlso skos:altLabel ics:odsRole "
    f"ics:subjectType ics:exceptType ics:unclearType ics:objectType {_MATCHES} {_ENDS} {_ODS}".split()
)

# Every kind of subject: the types that mark it, what must be said of it, and what else may be.
_KINDS = {
    frozenset(map(_expand, marks.split())): (kind, frozenset(must.split()), frozenset(may.split()))
    for kind, marks, must, may in (
        ("ontology", "owl:Ontology", "owl:versionInfo", f"{_HEADER} {_VANN}"),
        ("metaclass", "rdfs:Class", _NAMED, "rdfs:subClassOf"),
        ("annotation", "owl:AnnotationProperty", _NAMED, ""),
        ("record class", "owl:Class ics:RecordClass", _NAMED, f"rdfs:subClassOf {_MATCHES}"),
        (
            "type",
            "owl:Class",
            _NAMED,
            "rdfs:subClassOf rdfs:seeAlso skos:notation ics:abstract ics:singleton ics:odsRole "
            f"ics:kindFrom ics:legalBasis {_FIRST_DAY} {_LAST_DAY} {_MATCHES}",
        ),
        ("record property", "owl:ObjectProperty ics:RecordProperty", _NAMED, _MATCHES),
        ("record value", "owl:DatatypeProperty ics:RecordProperty", _NAMED, _MATCHES),
        ("datatype", "rdfs:Datatype", _NAMED, ""),
        ("family", "owl:ObjectProperty ics:Family", _NAMED, f"rdfs:subPropertyOf {_MATCHES}"),
        (
            "relation",
            "owl:ObjectProperty",
            f"rdfs:subPropertyOf ics:inverseLabel {_NAMED} {_ENDS}",
            f"ics:symmetric {_ODS} {_MATCHES}",
        ),
        (
            "property",
            "owl:DatatypeProperty ics:FactProperty",
            f"ics:valueKind {_NAMED}",
            f"ics:singleValued {_MATCHES}",
        ),
        ("scheme", "skos:ConceptScheme", _NAMED, ""),
        (
            "concept",
            "skos:Concept",
            "skos:prefLabel skos:definition skos:notation skos:inScheme",
            "ics:rank skos:altLabel",
        ),
        (
            "rule",
            "ics:StatutoryRule",
            f"{_NAMED} {_PLACE} ics:subjectType",
            f"ics:relationType ics:lineByLaw ics:objectType ics:objectName ics:exceptType ics:unclearType "
            f"ics:reachedBy ics:reading {_IN_FORCE} {_REMARKS}",
        ),
        (
            "seat",
            "ics:StatutorySeat",
            f"{_NAMED} {_PLACE} ics:seatOn",
            f"ics:least ics:most ics:reading {_IN_FORCE} {_REMARKS} {_SEAT}",
        ),
    )
}
_KINDS[frozenset(map(_expand, ("skos:Concept", "org:Role")))] = _KINDS[frozenset({_expand("skos:Concept")})]

_PASCAL, _CAMEL, _KEBAB = r"[A-Z][A-Za-z0-9]*", r"[a-z][A-Za-z0-9]*", r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
_FORM_OF = {
    **dict.fromkeys(("type", "record class", "scheme"), _PASCAL),
    **dict.fromkeys(("relation", "family", "property", "record property", "record value", "datatype"), _CAMEL),
    "concept": _KEBAB,
    "rule": f"rule-{_KEBAB}",
    "seat": f"seat-{_KEBAB}",
}


def read_turtle(files: Iterable[Path]) -> Ontology:
    """Return the ontology that some Turtle files make together; raise OntologyError with every problem found."""
    return _Reader(files).ontology()


@dataclass(frozen=True, slots=True)
class _Subject:
    """One subject of the Turtle, with what is said of it by predicate."""

    name: str
    iri: str
    by_predicate: dict[str, list[str]] = field(default_factory=dict)

    def all(self, predicate: str) -> tuple[str, ...]:
        return tuple(self.by_predicate.get(predicate, ()))

    def maybe(self, predicate: str) -> str | None:
        values = self.by_predicate.get(predicate)
        return values[0] if values else None

    def value(self, predicate: str) -> str:
        return self.maybe(predicate) or ""

    def name_in(self, predicate: str) -> str:
        return _local(self.value(predicate))

    def is_true(self, predicate: str) -> bool:
        return self.maybe(predicate) in ("true", "1")

    def own(self, predicate: str) -> tuple[str, ...]:
        return tuple(_local(value) for value in self.all(predicate) if value.startswith(NAMESPACE))

    def mappings(self, parents: str) -> tuple[str, ...]:
        iris = [iri for predicate in (parents, *_MATCH_LIST) for iri in self.by_predicate.get(predicate, ())]
        return tuple(iri for iri in iris if not iri.startswith(NAMESPACE))


class _Reader:
    """Tells the subjects apart by kind, and collects all that is wrong instead of stopping at the first."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.problems: list[str] = []
        self.kinds: dict[str, dict[str, _Subject]] = {kind: {} for kind, _, _ in _KINDS.values()}
        for subject in self._subjects(files):
            self._place(subject)

    def _fault(self, subject: _Subject, problem: str) -> None:
        self.problems.append(f"{subject.name}: {problem}")

    def _subjects(self, files: Iterable[Path]) -> Iterable[_Subject]:
        subjects: dict[str, _Subject] = {}
        for iri, predicate, value, kind in _triples(files):
            if (subject := subjects.get(iri)) is None:
                subject = subjects[iri] = _Subject(_local(iri), iri)
            name, wanted = _PREDICATES.get(predicate, ("", ""))
            if not name:
                self._fault(subject, f"unknown predicate {_shorten(predicate)}")
            elif kind != wanted and not (name in _OR_A_YEAR and kind == _expand("xsd:gYear")):
                self._fault(subject, f"{name} must be {_shorten(wanted)}, not {_shorten(kind)}")
            elif not value or (kind in _WRITTEN and not _WRITTEN[kind].fullmatch(value)):
                self._fault(subject, f"{name} cannot be '{value}'")
            elif name in subject.by_predicate:
                subject.by_predicate[name].append(value)
            else:
                subject.by_predicate[name] = [value]
        return subjects.values()

    def _place(self, subject: _Subject) -> None:
        types = frozenset(subject.all("rdf:type"))
        if types not in _KINDS:
            names = " and ".join(sorted(map(_shorten, types)))
            self._fault(subject, f"no subject has the types {names}" if types else "it has no type")
            return
        kind, must, may = _KINDS[types]
        for missing in sorted(must.difference(subject.by_predicate)):
            self._fault(subject, f"{missing} is missing")
        for extra in sorted(subject.by_predicate.keys() - must - may - {"rdf:type"}):
            self._fault(subject, f"{extra} has no meaning on a {kind}")
        for predicate, values in subject.by_predicate.items():
            if len(values) > 1 and predicate not in _REPEATABLE:
                self._fault(subject, f"{predicate} is given {len(values)} times")
        if kind != "ontology" and not subject.iri.startswith(NAMESPACE):
            self._fault(subject, f"it is not in the namespace {NAMESPACE}")
        elif kind in _FORM_OF and not re.fullmatch(_FORM_OF[kind], subject.name):
            self._fault(subject, f"the name of a {kind} has the form {_FORM_OF[kind]}")
        self.kinds[kind][subject.name] = subject

    def ontology(self) -> Ontology:
        """Return the whole, or raise OntologyError with all that was found on the way."""
        headers = list(self.kinds["ontology"].values())
        if len(headers) != 1:
            self.problems.append(f"owl:Ontology: exactly one subject must have this type, not {len(headers)}")
        types = self._types()
        families = {
            name: Family(name, subject.value("rdfs:label"), subject.value("skos:definition"))
            for name, subject in self.kinds["family"].items()
        }
        relations = self._relations(types)
        properties = {name: self._property(subject) for name, subject in self.kinds["property"].items()}
        schemes = self._schemes()
        words = schemes.get("lines-by-law", {})
        rules = tuple(
            rule_of(subject, types, relations, words, partial(self._fault, subject))
            for subject in self.kinds["rule"].values()
        )
        seats = tuple(seat_of(subject, types, partial(self._fault, subject)) for subject in self.kinds["seat"].values())
        if self.problems:
            raise OntologyError(self.problems)
        iri, version = headers[0].iri, headers[0].value("owl:versionInfo")
        return Ontology(iri, version, types, relations, families, properties, schemes, rules, seats)

    def _types(self) -> dict[str, EntityType]:
        subjects = self.kinds["type"]
        self._no_two_share(subjects.values(), "skos:notation")
        self._no_two_share(subjects.values(), "ics:odsRole")
        parents = {name: self._parent(subject) for name, subject in subjects.items()}
        return {name: self._type(subject, parents) for name, subject in subjects.items()}

    def _parent(self, subject: _Subject) -> str | None:
        parents, wanted = subject.own("rdfs:subClassOf"), 0 if subject.name == ROOT else 1
        if len(parents) != wanted:
            self._fault(subject, f"it must have {wanted} parents among the classes here, not {len(parents)}")
        for parent in parents:
            if parent not in self.kinds["type"]:
                self._fault(subject, f"unknown class {parent} in rdfs:subClassOf")
        return parents[0] if parents and parents[0] in self.kinds["type"] else None

    def _type(self, subject: _Subject, parents: Mapping[str, str | None]) -> EntityType:
        ancestors = [subject.name]
        while (parent := parents[ancestors[-1]]) and parent not in ancestors:
            ancestors.append(parent)
        if parent == subject.name:
            self._fault(subject, f"rdfs:subClassOf goes in a circle: {' → '.join([*ancestors, parent])}")
        if (subject.maybe("ics:kindFrom") is None) != (subject.maybe("ics:legalBasis") is None):
            self._fault(subject, "ics:kindFrom and ics:legalBasis go together")
        self._check_codes(subject, r"RO\d+(\+RO\d+)*", "ics:odsRole")
        first_day, basis = self._bound(ancestors, _FIRST_DAY)
        last_day, last_basis = self._bound(ancestors, _LAST_DAY)
        return EntityType(
            name=subject.name,
            iri=subject.iri,
            label=subject.value("rdfs:label"),
            abbreviation=subject.maybe("skos:notation"),
            definition=subject.value("skos:definition"),
            parent=parents[subject.name],
            ancestors=tuple(ancestors),
            abstract=subject.is_true("ics:abstract"),
            singleton=subject.is_true("ics:singleton"),
            broader=tuple(iri for iri in subject.all("rdfs:subClassOf") if not iri.startswith(NAMESPACE)),
            mappings=subject.mappings("rdfs:subClassOf"),
            ods_roles=subject.all("ics:odsRole"),
            see_also=subject.all("rdfs:seeAlso"),
            exists_from=first_day,
            exists_from_basis=basis,
            exists_until=last_day,
            exists_until_basis=last_basis,
            kind_from=date.fromisoformat(first) if (first := self._day(subject, "ics:kindFrom")) else None,
            kind_basis=subject.maybe("ics:legalBasis"),
        )

    def _bound(self, ancestors: Sequence[str], words: str) -> tuple[PartialDate | None, str | None]:
        """Return when the nearest type upward that says so began or ended, by the words for the day and its basis.

        A fault is told of its own type.
        """
        own = True
        day, why = words.split()
        for name in ancestors:
            subject = self.kinds["type"].get(name)
            written, basis = (subject.maybe(word) if subject else None for word in (day, why))
            if subject is not None and (written or basis):
                try:
                    if written and basis:
                        return PartialDate.parse(written), basis
                    problem = f"{day} and {why} go together"
                except ValueError:
                    problem = f"{day} is no date: {written}"
                if own:
                    self._fault(subject, problem)
                return None, None
            own = False
        return None, None

    def _relations(self, types: Mapping[str, EntityType]) -> dict[str, RelationType]:
        subjects = self.kinds["relation"]
        self._no_two_share(subjects.values(), *_ODS.split())
        kinds: dict[str, set[str]] = {name: set() for name in types}
        for kind in types.values():
            for ancestor in kind.ancestors:
                kinds[ancestor].add(kind.name)
        return {name: self._relation(subject, kinds) for name, subject in subjects.items()}

    def _relation(self, subject: _Subject, kinds: Mapping[str, set[str]]) -> RelationType:
        families = subject.own("rdfs:subPropertyOf")
        if len(families) != 1:
            self._fault(subject, f"it must belong to one family, not {len(families)}")
        for family in families:
            if family not in self.kinds["family"]:
                self._fault(subject, f"unknown family {family} in rdfs:subPropertyOf")
        for predicate in _ENDS.split():
            for iri in subject.all(predicate):
                if _local(iri) not in kinds:
                    self._fault(subject, f"unknown class {_shorten(iri)} in {predicate}")
        self._check_codes(subject, r"RE\d+", *_ODS.split())
        declared_subjects, declared_objects = (subject.own(predicate) for predicate in _ENDS.split())
        return RelationType(
            name=subject.name,
            iri=subject.iri,
            label=subject.value("rdfs:label"),
            inverse_label=subject.value("ics:inverseLabel"),
            definition=subject.value("skos:definition"),
            family=families[0] if families else "",
            subjects=frozenset().union(*(kinds.get(name, ()) for name in declared_subjects)),
            objects=frozenset().union(*(kinds.get(name, ()) for name in declared_objects)),
            declared_subjects=declared_subjects,
            declared_objects=declared_objects,
            symmetric=subject.is_true("ics:symmetric"),
            mappings=subject.mappings("rdfs:subPropertyOf"),
            ods_relationships=subject.all("ics:odsRelationship"),
            ods_inverse_relationships=subject.all("ics:odsInverseRelationship"),
        )

    def _property(self, subject: _Subject) -> FactProperty:
        label, definition = subject.value("rdfs:label"), subject.value("skos:definition")
        kind = subject.value("ics:valueKind")
        if kind not in ("number", "text", "either", ""):
            self._fault(subject, f"ics:valueKind must be number, text or either, not {kind}")
        return FactProperty(subject.name, subject.iri, label, definition, kind, subject.is_true("ics:singleValued"))

    def _schemes(self) -> dict[str, dict[str, Concept]]:
        schemes: dict[str, dict[str, Concept]] = {_kebab(name): {} for name in self.kinds["scheme"]}
        for subject in self.kinds["concept"].values():
            concept = self._concept(subject)
            listed = schemes.get(concept.scheme, {})
            if (first := listed.setdefault(concept.name, concept)) is not concept:
                self._fault(subject, f"skos:notation {concept.name} is also that of {_local(first.iri)}")
        return schemes

    def _concept(self, subject: _Subject) -> Concept:
        scheme, name = subject.name_in("skos:inScheme"), subject.value("skos:notation")
        rank = subject.maybe("ics:rank")
        if scheme and scheme not in self.kinds["scheme"]:
            self._fault(subject, f"unknown scheme {_shorten(scheme)} in skos:inScheme")
        if not subject.name.endswith(f"-{name}"):
            self._fault(subject, f"its name must end with its skos:notation, {name}")
        label, definition = subject.value("skos:prefLabel"), subject.value("skos:definition")
        others = subject.all("skos:altLabel")
        return Concept(_kebab(scheme), name, subject.iri, label, definition, int(rank) if rank else None, others)

    def _day(self, subject: _Subject, predicate: str) -> str | None:
        return day_of(subject, predicate, partial(self._fault, subject))

    def _check_codes(self, subject: _Subject, form: str, *predicates: str) -> None:
        for code in (code for predicate in predicates for code in subject.all(predicate)):
            if not re.fullmatch(form, code):
                self._fault(subject, f"{code} is no ODS code of the form {form}")

    def _no_two_share(self, subjects: Iterable[_Subject], *predicates: str) -> None:
        owners: dict[str, str] = {}
        for subject in subjects:
            for value in (value for predicate in predicates for value in subject.all(predicate)):
                if owners.setdefault(value, subject.name) != subject.name:
                    self._fault(subject, f"{predicates[0]} {value} is also that of {owners[value]}")


def _triples(files: Iterable[Path]) -> Iterator[tuple[str, str, str, str]]:
    """Yield subject, predicate, value and what sort of value: ``IRI``, a language, else a datatype."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    for file in files:
        try:
            for subject, predicate, value, _ in parse(path=file, format=RdfFormat.TURTLE):
                iri = subject.value if isinstance(subject, NamedNode) else "a blank node"
                if isinstance(value, Literal):
                    yield iri, predicate.value, value.value, value.language or value.datatype.value
                else:
                    is_iri = isinstance(value, NamedNode)
                    yield iri, predicate.value, str(value)[1:-1], "IRI" if is_iri else "a blank node"
        except SyntaxError as error:
            raise OntologyError([f"{file}, line {error.lineno}: {error.msg}"]) from error


def _shorten(iri: str) -> str:
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _local(iri: str) -> str:
    return iri.removeprefix(NAMESPACE)


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
