"""What a check is: a record with its reason and remedy, and a function over a store that finds where it fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ics_graph.answering.answer import Citation
from ics_graph.checks.context import Context
from ics_graph.dates import Holds
from ics_graph.model.decisions import DecisionRecord

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a check fails: the record, the body that it is about, and what is so, in a sentence.

    ``holds`` is ``possibly`` where the dates known do not settle that it is so on the day; None without a day.
    ``severity`` is set where this place is milder than its check. The rest is filled in by the runner: ``systems`` are
    the ids of the systems to which the body belongs, ``kind`` is its type in words, ``lines`` how many lines are at it,
    and ``register_only`` whether nobody says a thing and the body is one of which only registers and laws speak.
    """

    section: str
    record: str
    entity: str
    name: str
    message: str
    holds: Holds | None = None
    sources: tuple[Citation, ...] = ()
    severity: Severity | None = None
    systems: tuple[str, ...] = ()
    kind: str = ""
    lines: int = 0
    register_only: bool = False


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check comes back with: how many it looked at, where it fails, and what it could not judge."""

    checked: int
    findings: tuple[Finding, ...] = ()
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How the checks are asked: ``months`` is from which age on evidence is old."""

    months: int = 24


@dataclass(frozen=True, slots=True)
class Check:
    """A check: ``of`` says what it counts, in the plural, so that a result reads "3 of 40 posts".

    The version goes up when the same data would be judged otherwise. ``needs_day`` is set on a check that has no
    meaning without a day.
    """

    id: str
    version: int
    severity: Severity
    title: str
    why: str
    remedy: str
    of: str
    find: Callable[[Context, Thresholds], CheckResult]
    needs_day: bool = False


def of_record(context: Context, section: str, record: DecisionRecord, entity: str, message: str) -> Finding:
    """Return what is found at a record of who may decide what."""
    return Finding(section, record.id, entity, context.name(entity), message, None, context.cited(record.claims))


def severity_of(check: Check, finding: Finding) -> Severity:
    """Return how grave a finding is: what is only possibly so is never an error."""
    severity = finding.severity or check.severity
    return "warning" if severity == "error" and finding.holds == "possibly" else severity
