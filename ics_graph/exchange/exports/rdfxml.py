"""RDF/XML: for older tools."""

from __future__ import annotations

from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter
from ics_graph.exchange.rdf.exporter import OPTIONS, export
from ics_graph.exchange.rdf.rdfxml import RdfXml
from ics_graph.exchange.terms import BASE


@exporter("rdfxml -o graph.rdf", **OPTIONS)
def rdfxml(chosen: ExportInput, to: IO[bytes], base: str = BASE, profile: str = "full") -> None:
    """RDF as RDF/XML, for tools that read no younger syntax: without loss.

    Two exports of equal datasets are equal byte for byte.
    """
    export(chosen, to, RdfXml(base), base, profile)
