"""An ontology as a text that is read in a few milliseconds: what a store keeps beside the rows compiled with it.

It is no second source: a store is built from the Turtle, is of today only as long as the Turtle is as it was, and where
this text cannot be read, whoever asks reads the Turtle. What legislation lays down is the larger part of it, and is
read when an answer first asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from ics_graph.dates import PartialDate
from ics_graph.ontology import Concept, EntityType, FactProperty, Family, Ontology, RelationType

# What is written under one key of an object: no value of the ontology is an object itself.
_DATE, _DAY, _SET, _STEP = "date", "day", "set", "step"
_WORDS: dict[str, Any] = {
    "types": EntityType,
    "relations": RelationType,
    "families": Family,
    "properties": FactProperty,
    "concepts": Concept,
}


class KeptOntology(Ontology):
    """An ontology whose rules and seats are read when they are first asked for; else it is as any other."""

    _law: str

    def __getattr__(self, name: str) -> Any:
        # Only what is not there yet is asked for here.
        if name not in ("rules", "seats"):
            raise AttributeError(f"an ontology has no attribute '{name}'")
        law = _tables(json.loads(self._law), _law_classes())
        object.__setattr__(self, "rules", tuple(law["rules"]))
        object.__setattr__(self, "seats", tuple(law["seats"]))
        return getattr(self, name)


def as_text(ontology: Ontology) -> str:
    """Return the ontology as JSON."""
    concepts = [concept for scheme in ontology.schemes.values() for concept in scheme.values()]
    words = {
        "types": ontology.types.values(),
        "relations": ontology.relations.values(),
        "families": ontology.families.values(),
        "properties": ontology.properties.values(),
        "concepts": concepts,
    }
    law = {"rules": ontology.rules, "seats": ontology.seats}
    whole = {
        "iri": ontology.iri,
        "version": ontology.version,
        "schemes": list(ontology.schemes),
        "words": {name: _table(_WORDS[name], records) for name, records in words.items()},
        "law": _json({name: _table(_law_classes()[name], records) for name, records in law.items()}),
    }
    return _json(whole)


def from_text(text: str) -> Ontology:
    """Return the ontology that ``as_text`` wrote.

    Raises ValueError where it did not write the text, or where it was written by a version with other columns.
    """
    try:
        whole = json.loads(text)
        words = _tables(whole["words"], _WORDS)
        schemes: dict[str, dict[str, Concept]] = {name: {} for name in whole["schemes"]}
        for concept in words.pop("concepts"):
            schemes[concept.scheme][concept.name] = concept
        values = {"iri": whole["iri"], "version": whole["version"], "schemes": schemes, "_law": whole["law"]}
        values |= {name: {record.name: record for record in records} for name, records in words.items()}
        ontology = object.__new__(KeptOntology)
        for name, value in values.items():
            object.__setattr__(ontology, name, value)
        return ontology
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no ontology that was kept: {error}") from error


def _law_classes() -> dict[str, Any]:
    from ics_graph.ontology.law import Rule, Seat

    return {"rules": Rule, "seats": Seat}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _table(kind: Any, records: Iterable[Any]) -> dict[str, Any]:
    names = _names(kind)
    return {
        "columns": names,
        "rows": [[_plain(getattr(record, name)) for name in names] for record in records],
    }


def _tables(tables: dict[str, Any], kinds: dict[str, Any]) -> dict[str, list[Any]]:
    """Return the records of each table; raise ValueError where a table has other columns than its records."""
    for name, kind in kinds.items():
        if tuple(tables[name]["columns"]) != _names(kind):
            raise ValueError(f"the columns of its {name} are those of another version")
    return {name: [_record(kind, row) for row in tables[name]["rows"]] for name, kind in kinds.items()}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _record(kind: Any, row: list[Any]) -> Any:
    values = [value if value.__class__ is str or value is None else _value(value) for value in row]
    return kind(**dict(zip(_names(kind), values, strict=True)))


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return {_DATE: str(value)}
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    if isinstance(value, frozenset):
        return {_SET: sorted(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):  # no class but a rule's step stands inside another
        return {_STEP: [getattr(value, name) for name in _names(value.__class__)]}
    return value


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple([_value(item) for item in plain])
    if not isinstance(plain, dict):
        return plain
    ((kind, value),) = plain.items()
    if kind == _SET:
        return frozenset(value)
    if kind == _DATE:
        return PartialDate.parse(value)
    if kind == _DAY:
        return date.fromisoformat(value)
    from ics_graph.ontology.law import Step

    return Step(*value)
