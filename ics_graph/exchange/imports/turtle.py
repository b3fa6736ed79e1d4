"""Turtle: the canonical RDF form read back."""

from __future__ import annotations

from ics_graph.exchange import turtle as syntax
from ics_graph.exchange.formats import Given, importer
from ics_graph.exchange.terms import BASE, checked_base
from ics_graph.model import Dataset


@importer("turtle graph.ttl --into my-system", base="What the IRIs of the data begin with")
def turtle(given: Given, base: str = BASE) -> Dataset:
    """RDF that ics-graph wrote as Turtle: the very dataset comes back."""
    (file,) = given.files
    return syntax.read(file.read_bytes(), checked_base(base))
