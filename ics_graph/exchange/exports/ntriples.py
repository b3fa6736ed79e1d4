"""N-Triples: one statement a line."""

from __future__ import annotations

from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter
from ics_graph.exchange.rdf.exporter import OPTIONS, export
from ics_graph.exchange.rdf.ntriples import NTriples
from ics_graph.exchange.terms import BASE


@exporter("ntriples -o graph.nt", **OPTIONS)
def ntriples(chosen: ExportInput, to: IO[bytes], base: str = BASE, profile: str = "full") -> None:
    """RDF as N-Triples, one statement a line, for bulk loaders, sorting and comparing: without loss.

    Two exports of equal datasets are equal byte for byte.
    """
    export(chosen, to, NTriples(base), base, profile)
