"""From triples of the canonical form back to the Dataset, whatever their order; all that is wrong is told at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any, NamedTuple

from ics_graph.dates import PartialDate
from ics_graph.exchange.rdf.rdfxml import unescaped
from ics_graph.exchange.rdf.to_triples import DATATYPES, DOUBLE, INTEGER, NESTED, Triple
from ics_graph.exchange.terms import (
    BASE,
    ESCAPED,
    FIELDS,
    ICS,
    ORDER,
    ORG,
    RECORD_CLASS,
    SNAPSHOT,
    TIME,
    TYPE,
    Field,
    Iri,
    Value,
    record_of,
)
from ics_graph.model import About, Dataset
from ics_graph.model.records import RECORDS
from ics_graph.problems import MOST_PROBLEMS, shortened

_READ = {field.predicate for section in FIELDS.values() for field in section.values()} | {ORDER}
# What the writer says a second time for those who know only W3C ORG and OWL-Time: it follows from the rest.
_DERIVED = {
    ICS + "during",
    *(ORG + name for name in ("member", "organization", "memberDuring", "originalOrganization")),
    ORG + "resultingOrganization",
    *(TIME + name for name in ("hasBeginning", "hasEnd", "inXSDDate", "inXSDgYearMonth", "inXSDgYear")),
}
_MOST_DIGITS = 18
_MOST_SHARED = 200_000
_LONGEST_MESSAGE = 600
_CLASSES = {iri: section for section, iri in RECORD_CLASS.items()}
_HELP = "Export it again, or compare it with docs/reference/rdf.md."


class Wrong(NamedTuple):
    """What is wrong with one record, in words, and what to do."""

    iri: str
    section: str
    record: str
    message: str
    remedy: str


class NotCanonical(ValueError):
    """Raised where triples are not a whole dataset; ``wrong`` holds what was found first, ``more`` counts the rest."""

    def __init__(self, wrong: Iterable[Wrong], more: int = 0) -> None:
        self.wrong, self.more = tuple(wrong), more
        super().__init__("\n".join(f"<{fault.iri}>: {fault.message}. {fault.remedy}" for fault in self.wrong))


@dataclass(slots=True)
class DatasetBuilder:
    """Collects triples and makes the dataset of them. ``passed_over`` are those that say nothing in the model."""

    base: str = BASE
    passed_over: dict[tuple[str, str], int] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)
    more_wrong: int = 0
    size: int = 0
    # Predicate, object, predicate, object …, by subject: a dictionary for each would take ten times the room.
    _stated: dict[str, list[Any]] = field(default_factory=dict)
    _shared: dict[Iri | Value, Iri | Value] = field(default_factory=dict)
    _snapshots: set[str] = field(default_factory=set)
    _used: set[str] = field(default_factory=set)

    def add(self, subject: str, predicate: str, object_: Iri | Value) -> None:
        """Take in one triple; the same one a second time adds nothing."""
        self.size += 1
        if predicate in _DERIVED:
            return
        if predicate == TYPE:
            if object_.value == SNAPSHOT:
                self._snapshots.add(subject)
            if not object_.value.startswith(ICS):
                if not object_.value.startswith((ORG, TIME)):
                    self.pass_over(subject, predicate)
                return
        elif predicate not in _READ or not subject.startswith(self.base):
            self.pass_over(subject, predicate)
            if predicate not in _READ:
                return
        # Days, kinds, sources and bodies come again and again; the parser makes each anew.
        if len(self._shared) > _MOST_SHARED:
            self._shared.clear()
        object_ = self._shared.setdefault(object_, object_)
        stated = self._stated.get(subject)
        if stated is None:
            self._stated[subject] = [predicate, object_]
        else:
            stated += (predicate, object_)

    def _objects(self, iri: str, predicate: str) -> list[Iri | Value]:
        """Return what is said of a resource by one predicate, each once."""
        return list(self._of(iri).get(predicate, ()))

    def _of(self, iri: str) -> dict[str, dict[Iri | Value, None]]:
        """Return what is said of a resource, by predicate, each once."""
        of: dict[str, dict[Iri | Value, None]] = {}
        pairs = iter(self._stated.get(iri, ()))
        for predicate, object_ in zip(pairs, pairs, strict=True):
            of.setdefault(predicate, {})[object_] = None
        return of

    def pass_over(self, subject: str, predicate: str) -> None:
        """Note that a triple was not taken over."""
        self.passed_over[subject, predicate] = self.passed_over.get((subject, predicate), 0) + 1

    def dataset(self) -> Dataset:
        """Return the dataset; raise NotCanonical with everything that is wrong."""
        self._check_kind()
        sections: dict[str, dict[str, Any]] = {name: {} for name in RECORDS}
        abouts: list[tuple[int, About]] = []
        for iri in sorted(self._stated):
            named = record_of(iri, self.base)
            if named is None:
                continue
            section, id_ = named
            values = self._values(section, iri, iri)
            if values is None:
                continue
            if section == "datasets":
                abouts.append((self._order(iri) or 0, About(id_, **values)))
                continue
            sections[section][id_] = RECORDS[section](id=id_, **values)
        self._note_what_is_left()
        if self.wrong:
            raise NotCanonical(self.wrong, self.more_wrong)
        return Dataset(tuple(about for _, about in sorted(abouts, key=lambda pair: pair[0])), **sections)

    def _check_kind(self) -> None:
        """Raise NotCanonical where the triples are plainly something else than records under the base."""
        if self._snapshots:
            message = "this is a snapshot of one day, made with --profile org, and holds neither claims nor dates"
            remedy = "Export again without --profile"
            raise NotCanonical([Wrong(min(self._snapshots), "", "", message, f"{remedy}.")])
        if any(record_of(iri, self.base) for iri in self._stated) or not self.size:
            return
        for iri in sorted(self._stated):
            for kind in self._objects(iri, TYPE):
                base = iri.rpartition("/")[0].rpartition("/")[0] + "/"
                if _CLASSES.get(kind.value) in (*RECORDS, "datasets") and record_of(iri, base):
                    message = f"no record begins with {self.base}, and this one with {base}"
                    raise NotCanonical([Wrong(iri, "", "", message, f"Say --base {base}")])
        message = "this is RDF, but holds no record as ics-graph writes it"
        remedy = "RDF that others made in the W3C Organization Ontology is for: ics-graph import org-rdf"
        raise NotCanonical([Wrong("", "", "", message, f"{remedy}.")])

    def _note_what_is_left(self) -> None:
        for iri in self._stated:
            if iri not in self._used:
                for predicate in self._of(iri):
                    self.pass_over(iri, predicate)

    def _values(self, section: str, iri: str, record: str) -> dict[str, Any] | None:
        """Return the fields of a record or part; None, and everything that is wrong is noted, where it is not whole."""
        stated = self._of(iri)
        self._used.add(iri)
        before = len(self.wrong) + self.more_wrong
        values: dict[str, Any] = {}
        for name, rdf_field in FIELDS[section].items():
            objects = list(stated.get(rdf_field.predicate, ()))
            if rdf_field.kind == "records" and objects:
                values[name] = self._parts(rdf_field, objects, iri, record)
            elif rdf_field.kind == "texts" and objects:
                values[name] = tuple(sorted(self._text(item, rdf_field, iri, record) for item in objects))
            elif rdf_field.kind == "references" and objects:
                values[name] = tuple(sorted(self._reference(item, rdf_field, iri, record) for item in objects))
            elif len(objects) > 1:
                shown = " and ".join(sorted(f"'{item.value}'" for item in objects))
                self._fault(record, f"<{rdf_field.predicate}> of <{iri}> can only be one, and is {shown}", "Keep one.")
            elif objects:
                values[name] = self._read(objects[0], rdf_field, iri, record)
        if section == "entities":
            values["type"] = self._type(iri)
        for name in _required(section):
            predicate = FIELDS[section][name].predicate
            if not stated.get(predicate):
                self._fault(record, f"<{predicate}> of <{iri}> is missing, and each of '{section}' has it", _HELP)
        return values if len(self.wrong) + self.more_wrong == before else None

    def _parts(self, rdf_field: Field, objects: list[Iri | Value], iri: str, record: str) -> tuple[Any, ...]:
        by_order: dict[int, Any] = {}
        for item in objects:
            part = item.value
            if not isinstance(item, Iri) or part not in self._stated:
                self._fault(record, f"nothing is said of '{part}', which <{rdf_field.predicate}> names", _HELP)
                continue
            order = self._order(part)
            values = self._values(rdf_field.of, part, record)
            if order is None or order in by_order:
                self._fault(record, f"<{part}> has no place of its own among its like", f"Give it an <{ORDER}>.")
            elif values is not None:
                by_order[order] = NESTED[rdf_field.of](**values)
        return tuple(part for _, part in sorted(by_order.items()))

    def _order(self, iri: str) -> int | None:
        given = self._objects(iri, ORDER)
        # Nothing has a million parts, and Python turns no more than 4,300 digits into a number.
        fits = len(given) == 1 and given[0].value.isdecimal() and len(given[0].value) <= _MOST_DIGITS
        return int(given[0].value) if fits else None

    def _type(self, iri: str) -> str:
        kinds = sorted(kind.value.removeprefix(ICS) for kind in self._objects(iri, TYPE))
        if len(kinds) != 1:
            what = f"has {len(kinds)} types of ours ({', '.join(kinds)})" if kinds else "has no type of ours"
            self._fault(iri, f"it {what}, and an entity has exactly one", "Keep the most exact one, an ics: class.")
        return kinds[0] if kinds else ""

    def _read(self, item: Iri | Value, rdf_field: Field, iri: str, record: str) -> Any:
        text = item.value
        match rdf_field.kind:
            case "reference":
                return self._reference(item, rdf_field, iri, record)
            case "link":
                if not isinstance(item, Iri) or not text.startswith(ICS):
                    self._fault(record, f"<{rdf_field.predicate}> of <{iri}> is '{text}'", f"It begins with {ICS}.")
                return text.removeprefix(ICS)
            case "date":
                return self._date(item, rdf_field, iri, record)
            case "bool":
                if text not in ("true", "false", "1", "0"):
                    self._fault(record, f"<{rdf_field.predicate}> of <{iri}> is '{text}'", "It is true or false.")
                return text in ("true", "1")
            case "lines":
                return tuple(self._text(item, rdf_field, iri, record).split("\n"))
            case "number":
                return self._number(item, rdf_field, iri, record)
            case _:
                return self._text(item, rdf_field, iri, record)

    def _reference(self, item: Iri | Value, rdf_field: Field, iri: str, record: str) -> str:
        named = record_of(item.value, self.base) if isinstance(item, Iri) else None
        if named is None or named[0] != rdf_field.of:
            self._fault(
                record,
                f"<{rdf_field.predicate}> of <{iri}> is '{item.value}', which is none of our '{rdf_field.of}'",
                f"Such an IRI begins with {self.base}.",
            )
        return named[1] if named else ""

    def _date(self, item: Iri | Value, rdf_field: Field, iri: str, record: str) -> Any:
        if item.value == "never" and rdf_field.predicate == ICS + "observed":
            return item.value
        try:
            when = PartialDate.parse(item.value)
            if isinstance(item, Value) and item.datatype == DATATYPES[len(str(when))]:
                return when
            message = f"'{item.value}' is not of the datatype of such a date"
        except ValueError as error:
            message = str(error)
        remedy = "A date is an xsd:gYear, xsd:gYearMonth or xsd:date."
        self._fault(record, f"<{rdf_field.predicate}> of <{iri}>: {message}", remedy)
        return None

    def _number(self, item: Iri | Value, rdf_field: Field, iri: str, record: str) -> Any:
        datatype = item.datatype if isinstance(item, Value) else ""
        try:
            if datatype == INTEGER:
                return int(item.value)
            if datatype == DOUBLE or datatype.endswith(("#decimal", "#float")):
                return float(item.value)
        except ValueError:
            pass
        self._fault(
            record, f"<{rdf_field.predicate}> of <{iri}> is '{item.value}'", "It is an xsd:integer or xsd:double."
        )
        return 0

    def _text(self, item: Iri | Value, rdf_field: Field, iri: str, record: str) -> str:
        if isinstance(item, Iri):
            self._fault(record, f"<{rdf_field.predicate}> of <{iri}> is <{item.value}>", "It is a text, no IRI.")
            return ""
        return unescaped(item.value) if item.datatype == ESCAPED else item.value

    def _fault(self, record: str, message: str, remedy: str) -> None:
        section, id_ = record_of(record, self.base) or ("", "")
        if len(self.wrong) >= MOST_PROBLEMS:
            self.more_wrong += 1
            return
        text = shortened(message.replace(f" of <{record}>", ""), _LONGEST_MESSAGE)
        self.wrong.append(Wrong(record, section, id_, text, remedy))


def dataset_of(graph: Iterable[Triple], base: str = BASE) -> Dataset:
    """Return the Dataset that the writer made these triples of, whatever the order; those of others are passed over.

    Raises NotCanonical, a ValueError, with all that is wrong.
    """
    reading = DatasetBuilder(base)
    for triple in graph:
        reading.add(*triple)
    return reading.dataset()


@cache
def _required(section: str) -> tuple[str, ...]:
    kind = NESTED.get(section) or (About if section == "datasets" else RECORDS[section])
    return tuple(item.name for item in fields(kind) if item.default is MISSING and item.name in FIELDS[section])
