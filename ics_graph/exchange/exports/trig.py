"""TriG: Turtle with named graphs."""

from __future__ import annotations

from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter
from ics_graph.exchange.rdf.exporter import GRAPHS, OPTIONS, export
from ics_graph.exchange.rdf.turtle import TriG
from ics_graph.exchange.terms import BASE


@exporter("trig --graphs sources -o graph.trig", graphs=GRAPHS, **OPTIONS)
def trig(chosen: ExportInput, to: IO[bytes], base: str = BASE, profile: str = "full", graphs: str = "one") -> None:
    """RDF as TriG: Turtle that can put what each source says into a graph of its own, without loss.

    Two exports of equal datasets are equal byte for byte.
    """
    export(chosen, to, TriG(base, graphs == "sources"), base, profile)
