"""N-Quads: the canonical RDF form read back."""

from __future__ import annotations

from ics_graph.exchange.formats import ImportInput, importer
from ics_graph.exchange.rdf.importer import import_rdf
from ics_graph.exchange.terms import BASE
from ics_graph.model import Dataset


@importer("nquads graph.nq --into my-system", base="What the IRIs of the data begin with")
def nquads(given: ImportInput, base: str = BASE) -> Dataset:
    """RDF that ics-graph wrote as N-Quads: the very dataset comes back, whatever graphs it is in.

    Several files are read as one. Statements that say nothing in the model are told in the report.
    """
    return import_rdf(given, "nquads", base)
