"""The page of the checks, and of what should be on record of which bodies: the tables of the program as they are."""

from __future__ import annotations

from generator.markdown import document, table
from ics_graph.checks import CHECKS
from ics_graph.checks.expectations import EXPECTATIONS
from ics_graph.ontology import load_ontology


def page() -> str:
    """Return the page."""
    types = load_ontology().types
    checks = (
        (f"`{check.id}`", check.severity, str(check.version), check.title, check.why, check.remedy, check.of)
        for check in CHECKS.values()
    )
    expected = (
        (f"`{item.name}`", item.label, ", ".join(types[name].label for name in item.types), item.why)
        for item in EXPECTATIONS
    )
    left_out = (
        (f"`{item.name}`", types[name].label, reason)
        for item in EXPECTATIONS
        for name, reason in {**item.without, **item.exactly}.items()
    )
    return document(
        "# Checks",
        "What `ics-graph lint` looks for, the most serious first. How to run them, to except a finding and to read a"
        " report is in [assurance](../how-to/assurance.md).",
        "## Every check",
        table(
            ["check", "severity", "version", "what it finds", "why it matters", "what to do", "counted among"], checks
        ),
        "The version of a check goes up when the same data would be judged otherwise.",
        "## What should be on record",
        "`ics-graph ask stated` takes this table, and so do the checks of what is missing.",
        table(["name", "what", "of these types and their kinds", "why"], expected),
        "Left out, each with its kinds:",
        table(["of", "type", "because"], left_out),
        "A chair is who chairs it, a member in the capacity of chair, or a role with that word in it; a vice-chair or"
        " deputy is none. A post of the chair counts as well, unless a source gives it as vacant.",
    )
