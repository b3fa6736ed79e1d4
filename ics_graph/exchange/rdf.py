"""The canonical RDF form of a Dataset: to triples, and back to an equal Dataset.

Nothing is asserted that a consumer who ignores time could take for true now: there are no direct shortcuts such as
``org:memberOf``, and only a membership that a source supports and nobody merely plans is typed ``org:Membership``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any, NamedTuple

from ics_graph.dates import PartialDate
from ics_graph.exchange.terms import (
    BASE,
    FIELDS,
    ICS,
    ORG,
    RECORD_CLASS,
    TIME,
    TYPE,
    XSD,
    Field,
    Iri,
    Value,
    iri_of,
    record_of,
)
from ics_graph.model import RECORDS, About, Claim, Dataset, Identifier, Participant, PhaseSpell, Relation
from ics_graph.ontology import Ontology
from ics_graph.standing import certainty, only_planned

ORDER = ICS + "order"
_NESTED: dict[str, type[Any]] = {
    "claims": Claim,
    "phases": PhaseSpell,
    "identifiers": Identifier,
    "participants": Participant,
}
# By how many parts a date has: its datatype, and the OWL-Time property for it.
_DATATYPES = {1: "gYear", 2: "gYearMonth", 3: "date"}
_IN = {1: "inXSDgYear", 2: "inXSDgYearMonth", 3: "inXSDDate"}
_Found = dict[str, dict[str, list[Iri | Value]]]


class Triple(NamedTuple):
    """One statement; subject and predicate are IRIs."""

    subject: str
    predicate: str
    object: Iri | Value


def triples(dataset: Dataset, ontology: Ontology, base: str = BASE) -> Iterator[Triple]:
    """Yield the dataset as triples: record by record, in a fixed order, streamed."""
    for about in dataset.about:
        yield from _record("datasets", iri_of("datasets", about.name, base), about, base)
    for section in RECORDS:
        for id_ in sorted(dataset.section(section)):
            record = dataset.section(section)[id_]
            iri = iri_of(section, id_, base)
            if section == "entities":
                yield Triple(iri, TYPE, Iri(ICS + record.type))
            if isinstance(record, Relation):
                yield from _as_org(iri, record, dataset, ontology, base)
            yield from _record(section, iri, record, base)


def dataset_of(graph: Iterable[Triple], base: str = BASE) -> Dataset:
    """Return the Dataset that ``triples`` wrote, whatever the order; triples of other vocabularies are passed over.

    Raises ValueError where a record is not whole.
    """
    found: _Found = defaultdict(lambda: defaultdict(list))
    for triple in graph:
        found[triple.subject][triple.predicate].append(triple.object)
    sections: dict[str, dict[str, Any]] = {name: {} for name in RECORDS}
    abouts = []
    for iri in sorted(found):
        named = record_of(iri, base)
        if named is None:
            continue
        section, id_ = named
        try:
            values = _values(section, iri, found, base)
            if section == "datasets":
                abouts.append(About(id_, **values))
                continue
            if section == "entities":
                values["type"] = _entity_type(found[iri])
            sections[section][id_] = RECORDS[section](id=id_, **values)
        except (TypeError, KeyError, IndexError, StopIteration) as error:
            raise ValueError(f"<{iri}> is not a whole record of '{section}': {error}") from error
    return Dataset(tuple(abouts), **sections)


def _record(section: str, iri: str, record: Any, base: str) -> Iterator[Triple]:
    if section in RECORD_CLASS:
        yield Triple(iri, TYPE, Iri(RECORD_CLASS[section]))
    defaults = {field.name: field.default for field in fields(record)}
    nested: list[tuple[str, str, Any]] = []
    for name, field in FIELDS[section].items():
        value = getattr(record, name)
        if value is None or value == defaults[name]:
            continue
        if field.kind == "records":
            for number, item in enumerate(value, start=1):
                part = f"{iri}/{field.of}/{number}"
                yield Triple(iri, field.predicate, Iri(part))
                nested.append((field.of, part, item))
        else:
            for item in value if field.kind == "texts" else (value,):
                yield Triple(iri, field.predicate, _object(item, field, base))
    for of, part, item in nested:
        yield from _record(of, part, item, base)
        yield Triple(part, ORDER, Value(part.rpartition("/")[2], XSD + "integer"))


def _object(value: Any, field: Field, base: str) -> Iri | Value:
    if field.kind == "reference":
        return Iri(iri_of(field.of, value, base))
    if field.kind == "link":
        return Iri(ICS + value)
    if isinstance(value, PartialDate):
        return _dated(value)
    if isinstance(value, bool):
        return Value(str(value).lower(), XSD + "boolean")
    if isinstance(value, int | float):
        return Value(repr(value), XSD + ("integer" if isinstance(value, int) else "double"))
    return Value(str(value), XSD + "string")


def _dated(when: PartialDate) -> Value:
    """Return a date as a literal that keeps its precision."""
    text = str(when)
    return Value(text, XSD + _DATATYPES[text.count("-") + 1])


def _as_org(iri: str, relation: Relation, dataset: Dataset, ontology: Ontology, base: str) -> Iterator[Triple]:
    """Yield the time as an OWL-Time interval, and a membership for those who know only W3C ORG."""
    during = f"{iri}/time"
    if relation.since or relation.until:
        yield Triple(iri, ICS + "during", Iri(during))
        yield Triple(during, TYPE, Iri(TIME + "ProperInterval"))
        for word, when in (("hasBeginning", relation.since), ("hasEnd", relation.until)):
            if when is not None:
                instant = f"{during}/{word}"
                yield Triple(during, TIME + word, Iri(instant))
                yield Triple(instant, TYPE, Iri(TIME + "Instant"))
                yield Triple(instant, TIME + _IN[str(when).count("-") + 1], _dated(when))
    ends = (dataset.entities[relation.subject], dataset.entities[relation.object])
    if (
        ontology.relations[relation.type].family != "membership"
        or only_planned(relation)
        or certainty(relation.claims) not in ("stated", "reported")
        or any(end.extent == "any" for end in ends)
    ):
        return
    yield Triple(iri, TYPE, Iri(ORG + "Membership"))
    yield Triple(iri, ORG + "member", Iri(iri_of("entities", relation.subject, base)))
    yield Triple(iri, ORG + "organization", Iri(iri_of("entities", relation.object, base)))
    if relation.since or relation.until:
        yield Triple(iri, ORG + "memberDuring", Iri(during))


def _values(section: str, iri: str, found: _Found, base: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, field in FIELDS[section].items():
        objects = found[iri].get(field.predicate)
        if not objects:
            continue
        if field.kind == "records":
            parts = sorted((int(found[part.value][ORDER][0].value), part.value) for part in objects)
            kind = _NESTED[field.of]
            values[name] = tuple(kind(**_values(field.of, part, found, base)) for _, part in parts)
        elif field.kind == "texts":
            values[name] = tuple(sorted(item.value for item in objects))
        else:
            values[name] = _read(objects[0], field, base)
    return values


def _read(item: Iri | Value, field: Field, base: str) -> Any:
    text = item.value
    match field.kind:
        case "reference":
            named = record_of(text, base)
            if named is None:
                raise KeyError(f"<{text}> is not one of our records")
            return named[1]
        case "link":
            return text.removeprefix(ICS)
        case "date":
            return text if text == "never" else PartialDate.parse(text)
        case "bool":
            return text in ("true", "1")
        case "number":
            return int(text) if isinstance(item, Value) and item.datatype == XSD + "integer" else float(text)
        case _:
            return text


def _entity_type(properties: dict[str, list[Iri | Value]]) -> str:
    return next(o.value.removeprefix(ICS) for o in properties[TYPE] if o.value.startswith(ICS))
