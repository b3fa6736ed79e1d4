"""N-Triples: the canonical RDF form read back."""

from __future__ import annotations

from ics_graph.exchange.formats import ImportInput, importer
from ics_graph.exchange.rdf.importer import import_rdf
from ics_graph.exchange.terms import BASE
from ics_graph.model import Dataset


@importer("ntriples graph.nt --into my-system", base="What the IRIs of the data begin with")
def ntriples(given: ImportInput, base: str = BASE) -> Dataset:
    """RDF that ics-graph wrote as N-Triples: the very dataset comes back.

    Several files are read as one. Statements that say nothing in the model are told in the report.
    """
    return import_rdf(given, "ntriples", base)
