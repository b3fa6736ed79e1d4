"""SHACL shapes of the canonical form, derived from the table of fields, the model and the ontology.

They say what an import here needs, so that whoever writes such RDF by other means can check it first. What only the
whole of a dataset shows (permitted ends, dates that contradict each other) is for ``ics-graph check``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import IO, Any, Literal, get_args, get_origin, get_type_hints

from ics_graph.exchange.rdf.ntriples import quoted
from ics_graph.exchange.rdf.to_triples import NESTED
from ics_graph.exchange.rdf.turtle import prologue, word
from ics_graph.exchange.terms import FIELDS, ICS, KIND_IN_IRI, ORDER, RECORD_CLASS, Field
from ics_graph.model import About
from ics_graph.model.records import RECORDS
from ics_graph.ontology import Ontology

_DATES = ("xsd:gYear", "xsd:gYearMonth", "xsd:date")


def write_shapes(to: IO[bytes], ontology: Ontology) -> None:
    """Write the shapes as Turtle; two writes are equal byte for byte."""
    to.write("".join([prologue(), *(f"\n{_shape(section, ontology)}" for section in FIELDS)]).encode())


def _shape(section: str, ontology: Ontology) -> str:
    if section == "entities":
        name = "ics:EntityShape"
        classes = [f"ics:{kind.name}" for kind in ontology.types.values() if not kind.abstract]
    else:
        classes = [word(RECORD_CLASS[section])]
        name = f"{classes[0]}Shape"
    lines = [f"{name} a sh:NodeShape", f"sh:targetClass {' , '.join(classes)}", "sh:nodeKind sh:IRI"]
    if section in KIND_IN_IRI:
        lines.append(f'sh:pattern "[/#]{KIND_IN_IRI[section]}/[^/]*$"')
    lines += [f"sh:property [ {_joined(constraints)} ]" for constraints in _properties(section, ontology)]
    return " ;\n    ".join(lines) + " .\n"


def _joined(constraints: Iterable[str]) -> str:
    return " ; ".join(constraints)


def _properties(section: str, ontology: Ontology) -> Iterator[list[str]]:
    kind = NESTED.get(section) or (About if section == "datasets" else RECORDS[section])
    required = {field.name for field in fields(kind) if field.default is MISSING}
    words = _words(section, ontology)
    for name, field in FIELDS[section].items():
        constraints = [f"sh:path {word(field.predicate)}"]
        if name in required:
            constraints.append("sh:minCount 1")
        if field.kind not in ("texts", "records", "references"):
            constraints.append("sh:maxCount 1")
        yield [*constraints, *_values(field, words.get(name))]
    if section in NESTED or section == "datasets":
        yield [
            f"sh:path {word(ORDER)}",
            "sh:minCount 1",
            "sh:maxCount 1",
            "sh:datatype xsd:integer",
            "sh:minInclusive 1",
        ]


def _values(field: Field, words: Iterable[str] | None) -> list[str]:
    match field.kind:
        case "reference" | "references":
            return ["sh:nodeKind sh:IRI", f'sh:pattern "[/#]{KIND_IN_IRI[field.of]}/[^/]*$"']
        case "records":
            return [f"sh:class {word(RECORD_CLASS[field.of])}"]
        case "bool":
            return ["sh:datatype xsd:boolean"]
        case "number":
            return ["sh:or ( [ sh:datatype xsd:integer ] [ sh:datatype xsd:double ] )"]
        case "date":
            never = ' [ sh:in ( "never" ) ]' if field.predicate == ICS + "observed" else ""
            return [f"sh:or ( {' '.join(f'[ sh:datatype {kind} ]' for kind in _DATES)}{never} )"]
        case "link":
            return [f"sh:in ( {' '.join(f'ics:{name}' for name in words or ())} )"]
        case _:
            return [f"sh:in ( {' '.join(map(quoted, words))} )"] if words else ["sh:nodeKind sh:Literal"]


def _words(section: str, ontology: Ontology) -> Mapping[str, Iterable[str]]:
    """Return the words that a field may have: as the ontology lists them, or as the model does."""
    listed: dict[str, dict[str, Iterable[str]]] = {
        "relations": {"type": ontology.relations, "capacity": ontology.schemes["capacities"]},
        "facts": {"property": ontology.properties},
        "events": {"kind": ontology.schemes["event-kinds"]},
        "gaps": {"topic": ontology.schemes["gap-topics"]},
        "complete": {"family": ontology.families},
        "instruments": {"kind": ontology.schemes["instrument-kinds"]},
        "clauses": {"effect": ontology.schemes["clause-effects"]},
        "kinds": {"type": [kind.name for kind in ontology.types.values() if not kind.abstract]},
    }
    return {**_literals(section), **listed.get(section, {})}


@cache
def _literals(section: str) -> dict[str, tuple[str, ...]]:
    """Return the fields that the model types as one of a few words."""
    kind: Any = NESTED.get(section) or (About if section == "datasets" else RECORDS[section])
    choices = {}
    for name, hint in get_type_hints(kind).items():
        parts = [part for part in (hint, *get_args(hint)) if get_origin(part) is Literal]
        if parts and name in FIELDS[section] and FIELDS[section][name].kind == "text":
            choices[name] = get_args(parts[0])
    return choices
