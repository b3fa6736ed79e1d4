"""The ontology as RDF: every type, property, list and rule, in any syntax; and the context of JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import IO

from ics_graph.exchange.rdf.context import context
from ics_graph.exchange.rdf.exporter import Syntax, write
from ics_graph.exchange.rdf.jsonld import JsonLd
from ics_graph.exchange.rdf.ntriples import NQuads, NTriples
from ics_graph.exchange.rdf.rdfxml import RdfXml
from ics_graph.exchange.rdf.to_triples import WORD, Group, Statement
from ics_graph.exchange.rdf.turtle import TriG, Turtle
from ics_graph.exchange.terms import BASE, checked_base
from ics_graph.package_data import shipped

SYNTAXES: dict[str, Callable[[str], Syntax]] = {
    "turtle": Turtle,
    "ntriples": NTriples,
    "nquads": NQuads,
    "trig": TriG,
    "rdfxml": RdfXml,
    "jsonld": JsonLd,
}


def groups() -> Iterator[Group]:
    """Yield each subject of the ontology's files with what is said of it, in the order of the files."""
    import pyoxigraph as ox

    subjects: dict[str, list[Statement]] = {}
    for file in sorted(shipped("ontology").glob("*.ttl")):
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
            # The loader of the ontology holds that no subject and no value is a blank node.
            end = quad.object
            if isinstance(end, ox.Literal):
                kind = f"@{end.language}" if end.language else end.datatype.value
                statement = (quad.predicate.value, end.value, kind)
            else:
                statement = (quad.predicate.value, str(end).strip("<>"), WORD)
            subjects.setdefault(str(quad.subject).strip("<>"), []).append(statement)
    for subject, statements in subjects.items():
        yield [(subject, statements)]


def write_ontology(to: IO[bytes], syntax: str) -> None:
    """Write the ontology in a syntax; two writes are equal byte for byte."""
    write(groups(), to, SYNTAXES[syntax](BASE))


def write_context(to: IO[bytes], base: str = BASE) -> None:
    """Write the JSON-LD context as a file of its own; raise FormatError where the base cannot begin an IRI."""
    document = {"@context": context(checked_base(base))}
    to.write(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")
