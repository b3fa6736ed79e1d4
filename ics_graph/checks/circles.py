"""Checks for circles: bodies that answer to, report to or belong to one another on one and the same day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ics_graph.answering.asked import shown_name
from ics_graph.answering.paths import circles
from ics_graph.checks.context import Context
from ics_graph.checks.definitions import Check, CheckResult, Finding, Thresholds
from ics_graph.dates import Holds
from ics_graph.stores.rows import EVERYTHING, Line, claims_of

_MOST_NAMES = 8


def circle_of(family: str, verb: str) -> Callable[[Context, Thresholds], CheckResult]:
    """Return a check that finds the circles in a family of lines; lines that never share a day make none."""

    def find(context: Context, _: Thresholds) -> CheckResult:
        lines = [line for line in _lines(context, family) if _counts(context, line)]
        there = {id_ for line in lines for id_ in (line.subject, line.object) if context.scope.has(id_)}
        findings = []
        for ring, how, held in _rings(context, lines):
            inside = [id_ for id_ in ring if context.scope.has(id_)]
            if inside:
                findings.append(_circle(context, ring, how, held, inside[0], verb))
        findings.sort(key=lambda finding: (finding.name, finding.entity, finding.record))
        return CheckResult(len(there), tuple(findings))

    return find


def _lines(context: Context, family: str) -> Sequence[Line]:
    """Return the lines of the family in the whole of the data: a circle may lead out of a system and back."""
    if context.scope.ids is None:
        return [line for line in context.lines if line.family == family]
    return context.asked.store.lines(None, "up", [family], EVERYTHING)


def _counts(context: Context, line: Line) -> bool:
    return (
        not context.ontology.relations[line.type].symmetric
        and not line.general
        and not line.planned
        and line.certainty not in ("uncertain", "denied")
        and (line.certainty != "rule" or context.asked.view.rules)
    )


def _rings(context: Context, lines: Sequence[Line]) -> list[tuple[list[str], Holds | None, list[Line]]]:
    """Return each circle with how sure it is on the day, and its lines."""
    day = context.day
    if day is not None:
        lines = [line for line in lines if line.on(day) != "no"]
        sure = [line for line in lines if line.on(day) == "yes"]
        certain = {tuple(ring) for ring in _all_rings(sure)}
        rings = [(ring, "yes" if tuple(ring) in certain else "possibly", lines) for ring in _all_rings(lines)]
        return rings  # type: ignore[return-value]
    lines_of_ring: dict[tuple[str, ...], list[Line]] = {}
    for group in _all_rings(lines):
        inside = _within(lines, group)
        # Lines that hold together on any day do so on the day on which the last of them begins.
        for first in sorted({line.start_min for line in inside}):
            held = [line for line in inside if line.start_min <= first <= line.end_max]
            for ring in _all_rings(held):
                lines_of_ring.setdefault(tuple(ring), held)
    largest = [ring for ring in lines_of_ring if not any(set(ring) < set(other) for other in lines_of_ring)]
    return [(list(ring), None, lines_of_ring[ring]) for ring in largest]


def _all_rings(lines: Sequence[Line]) -> list[list[str]]:
    return [*circles(lines), *([line.subject] for line in lines if line.subject == line.object)]


def _within(lines: Sequence[Line], ring: Sequence[str]) -> list[Line]:
    inside = set(ring)
    return [line for line in lines if line.subject in inside and line.object in inside]


def _circle(
    context: Context, ring: Sequence[str], how: Holds | None, lines: Sequence[Line], entity: str, verb: str
) -> Finding:
    bodies = context.asked.store.bodies(ring)
    inside = _within(lines, ring)
    names = [shown_name(bodies[id_]) for id_ in ring]
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    if len(ring) == 1:
        message = f"{names[0]} {verb} itself"
    else:
        message = f"each {verb} another, in a circle: {', '.join(names[:_MOST_NAMES])}{more}"
    cited = context.cited(dict.fromkeys(claim for line in inside for claim in claims_of(line)))
    stated = [line.id for line in inside if line.certainty != "rule"] or [line.id for line in inside]
    return Finding("relations", min(stated), entity, shown_name(bodies[entity]), message, how, cited)


CHECKS = (
    Check(
        "circle-of-accountability",
        1,
        "error",
        "Bodies are accountable to one another in a circle",
        "In a circle, nobody is accountable to anybody outside it.",
        "Check the direction and the dates of each line.",
        "bodies with a line of accountability",
        circle_of("accountability", "is accountable to"),
    ),
    Check(
        "circle-of-reporting",
        1,
        "error",
        "Bodies report to one another in a circle",
        "What is reported comes back to where it came from, and reaches nobody above.",
        "Check the direction and the dates of each line.",
        "bodies with a line of reporting",
        circle_of("reporting", "reports to"),
    ),
    Check(
        "circle-of-structure",
        1,
        "error",
        "Bodies are parts of one another in a circle",
        "A part cannot contain its whole. Nobody can then tell what belongs to a system.",
        "Check which is the part and which the whole.",
        "bodies with a line of structure",
        circle_of("structure", "is a part of"),
    ),
)
