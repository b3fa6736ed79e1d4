"""``to_rdflib``: the canonical RDF form as an rdflib graph, for a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ics_graph.exchange.rdf.to_triples import triples
from ics_graph.exchange.terms import BASE, PREFIXES, XSD, Iri
from ics_graph.model import Dataset
from ics_graph.ontology import Ontology, load_ontology

if TYPE_CHECKING:
    from rdflib import Graph


def to_rdflib(dataset: Dataset, ontology: Ontology | None = None, base: str = BASE) -> Graph:
    """Return the dataset as an ``rdflib.Graph`` in the canonical form, with our prefixes bound."""
    from rdflib import Graph, Literal, URIRef

    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for subject, predicate, object_ in triples(dataset, ontology or load_ontology(), base):
        if isinstance(object_, Iri):
            end: URIRef | Literal = URIRef(object_.value)
        else:
            # rdflib tells "x" from "x"^^xsd:string, which RDF 1.1 does not; its parsers give the former.
            plain = object_.datatype == XSD + "string"
            end = Literal(object_.value, datatype=None if plain else URIRef(object_.datatype))
        graph.add((URIRef(subject), URIRef(predicate), end))
    return graph
