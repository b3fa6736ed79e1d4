"""``to_rdflib``: the canonical RDF form as an rdflib graph, for a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ics_graph.exchange.rdf.to_triples import DATA, PART, STRING, WORD, groups
from ics_graph.exchange.terms import BASE, PREFIXES
from ics_graph.gc_pause import without_collecting
from ics_graph.model import Dataset
from ics_graph.ontology import Ontology, load_ontology

if TYPE_CHECKING:
    from rdflib import Graph


def to_rdflib(dataset: Dataset, ontology: Ontology | None = None, base: str = BASE) -> Graph:
    """Return the dataset as an ``rdflib.Graph`` in the canonical form, with our prefixes bound.

    It is for datasets of one system. The library files each triple in three dictionaries, which no caller can make
    smaller. A national dataset of two million triples takes 1.8 GB: ask what ``open_rdf`` returns there.
    """
    from rdflib import Graph, Literal, URIRef

    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    # Each term is one object, wherever it stands: rdflib keeps what it is given, and a date stands in many triples.
    iris: dict[str, URIRef] = {}
    literals: dict[tuple[str, str], Literal] = {}

    def iri(value: str) -> URIRef:
        found = iris.get(value)
        if found is None:
            found = iris[value] = URIRef(value)
        return found

    def literal(value: str, kind: str) -> Literal:
        found = literals.get((value, kind))
        if found is None:
            # rdflib tells "x" from "x"^^xsd:string, which RDF 1.1 does not; its parsers give the former.
            found = literals[value, kind] = Literal(value, datatype=None if kind == STRING else iri(kind))
        return found

    with without_collecting():
        for group in groups(dataset, ontology or load_ontology(), base):
            for subject, statements in group:
                start = iri(subject)
                for predicate, value, kind in statements:
                    end = iri(value) if kind in (DATA, PART, WORD) else literal(value, kind)
                    graph.add((start, iri(predicate), end))
    return graph
