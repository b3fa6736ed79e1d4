"""Turtle: the canonical RDF form as a person can read it."""

from __future__ import annotations

from typing import IO

from ics_graph.exchange import turtle as syntax
from ics_graph.exchange.formats import Chosen, exporter
from ics_graph.exchange.terms import BASE, checked_base


@exporter("turtle -o graph.ttl", base="What the IRIs of the data begin with")
def turtle(chosen: Chosen, to: IO[bytes], base: str = BASE) -> None:
    """RDF as Turtle: every relation, fact and claim a resource of its own, without loss.

    Two exports of equal datasets are equal byte for byte.
    """
    syntax.write(chosen.dataset, chosen.ontology, to, checked_base(base))
