"""Turtle: the canonical RDF form as a person can read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from ics_graph.exchange.rdf import Triple, dataset_of, triples
from ics_graph.exchange.terms import BASE, PREFIXES, Iri, Value
from ics_graph.model import Dataset
from ics_graph.ontology import Ontology


def write(dataset: Dataset, ontology: Ontology, to: IO[bytes], base: str = BASE) -> None:
    """Write the dataset as Turtle in UTF-8; two writes of equal datasets are equal byte for byte."""
    import pyoxigraph as ox

    def terms() -> Iterator[ox.Triple]:
        for subject, predicate, object_ in triples(dataset, ontology, base):
            if isinstance(object_, Iri):
                end: ox.NamedNode | ox.Literal = ox.NamedNode(object_.value)
            else:
                end = ox.Literal(object_.value, datatype=ox.NamedNode(object_.datatype))
            yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), end)

    ox.serialize(terms(), to, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def read(text: bytes, base: str = BASE) -> Dataset:
    """Return the dataset that a Turtle text of the canonical form holds; raise ValueError where it is not one."""
    import pyoxigraph as ox

    def statements() -> Iterator[Triple]:
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE):
            subject, end = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode):
                continue
            if isinstance(end, ox.NamedNode):
                yield Triple(subject.value, quad.predicate.value, Iri(end.value))
            elif isinstance(end, ox.Literal):
                yield Triple(subject.value, quad.predicate.value, Value(end.value, end.datatype.value))

    try:
        return dataset_of(statements(), base)
    except SyntaxError as error:
        raise ValueError(f"the Turtle cannot be read: {error}") from error
