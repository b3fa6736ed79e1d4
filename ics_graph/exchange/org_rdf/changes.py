"""Which organisations a change took away, which it made, and of what kind it was where the file tells."""

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


def kind_of(before: list[str], after: list[str]) -> str | None:
    """Return the kind of a change by which organisations went in and came out.

    None where one side is not told: a change that names only what came of it says nothing of what there was before,
    and so is no establishment; and one that names only what there was is no abolition.
    """
    if not before or not after:
        return None
    if set(before) == set(after) and len(before) == 1:
        return "rename"
    return "merger" if len(before) > 1 else "split" if len(after) > 1 else "transfer"
