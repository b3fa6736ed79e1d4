"""The checks of assurance: what is missing, vacant, contradictory or old, each a record in one list.

A check is a function and its record (``definitions.Check``) in the ``CHECKS`` of its module: nothing else names it.
It judges in time and never takes silence for a "no". What a person has looked at and accepts is excepted in the
dataset, with a reason (``ics_graph.dataset.exceptions``); ``runner`` applies these and counts what is left.
"""

from __future__ import annotations

from ics_graph.checks import circles, contradictions, grants, missing, seats
from ics_graph.checks.definitions import SEVERITIES, Check, CheckResult, Finding, Severity, Thresholds, severity_of

__all__ = ["CHECKS", "SEVERITIES", "Check", "CheckResult", "Finding", "Severity", "Thresholds", "severity_of"]

CHECKS: dict[str, Check] = {
    check.id: check
    for check in sorted(
        (*contradictions.CHECKS, *circles.CHECKS, *missing.CHECKS, *grants.CHECKS, *seats.CHECKS),
        key=lambda check: (SEVERITIES.index(check.severity), check.needs_day),
    )
}
"""All checks by id, the gravest first, and among equals those that need a day last."""
