"""Which organisations a change took away, and which it made."""

from __future__ import annotations

from collections import defaultdict

from ics_graph.exchange.org_rdf import vocabulary as words
from ics_graph.exchange.org_rdf.graph import Graph

Sides = tuple[dict[str, None], dict[str, None]]


def sides_of(graph: Graph) -> dict[str, Sides]:
    """Return what went in and what came out of each change, said of the change or of the organisations."""
    sides: dict[str, Sides] = defaultdict(lambda: ({}, {}))
    for subject, properties in graph.about.items():
        if f"{words.ORG}ChangeEvent" in {term.value for term in properties.get(words.TYPE, ())}:
            sides[subject][0].update(dict.fromkeys(graph.resources(subject, words.ORIGINAL)))
            sides[subject][1].update(dict.fromkeys(graph.resources(subject, words.RESULTING)))
        for event in graph.resources(subject, words.CHANGED_BY):
            sides[event][0].setdefault(subject)
        for event in graph.resources(subject, words.RESULTED_FROM):
            sides[event][1].setdefault(subject)
    return sides


def kind_of(before: int, after: int) -> str:
    """Return the kind of a change by how many organisations went in and came out."""
    if not before:
        return "establishment"
    if not after:
        return "abolition"
    return "merger" if before > 1 else "split" if after > 1 else "transfer"
