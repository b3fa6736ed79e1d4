"""Turtle: the canonical RDF form, or a snapshot, as a person can read it."""

from __future__ import annotations

from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter
from ics_graph.exchange.rdf.exporter import OPTIONS, export
from ics_graph.exchange.rdf.turtle import Turtle
from ics_graph.exchange.terms import BASE


@exporter("turtle -o graph.ttl", **OPTIONS)
def turtle(chosen: ExportInput, to: IO[bytes], base: str = BASE, profile: str = "full") -> None:
    """RDF as Turtle, the syntax that people read: every relation, fact and claim a resource of its own, without loss.

    Two exports of equal datasets are equal byte for byte.
    """
    export(chosen, to, Turtle(base), base, profile)
