"""JSON-LD: for programs that read JSON."""

from __future__ import annotations

from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter
from ics_graph.exchange.rdf.exporter import OPTIONS, export
from ics_graph.exchange.rdf.jsonld import JsonLd
from ics_graph.exchange.terms import BASE


@exporter("jsonld -o graph.jsonld", **OPTIONS)
def jsonld(chosen: ExportInput, to: IO[bytes], base: str = BASE, profile: str = "full") -> None:
    """RDF as JSON-LD, with short keys and its context in it, for programs that read JSON: without loss.

    Two exports of equal datasets are equal byte for byte.
    """
    export(chosen, to, JsonLd(base), base, profile)
