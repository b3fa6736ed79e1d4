"""N-Quads: N-Triples with named graphs."""

from __future__ import annotations

from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter
from ics_graph.exchange.rdf.exporter import GRAPHS, OPTIONS, export
from ics_graph.exchange.rdf.ntriples import NQuads
from ics_graph.exchange.terms import BASE


@exporter("nquads --graphs sources -o graph.nq", graphs=GRAPHS, **OPTIONS)
def nquads(chosen: ExportInput, to: IO[bytes], base: str = BASE, profile: str = "full", graphs: str = "one") -> None:
    """RDF as N-Quads: N-Triples that can put what each source says into a graph of its own, without loss.

    Two exports of equal datasets are equal byte for byte.
    """
    export(chosen, to, NQuads(base, graphs == "sources"), base, profile)
