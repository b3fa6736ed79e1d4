"""Runs the checks over a graph: what each finds, what is excepted and why, and what is wrong with the exceptions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lookup import Name, hinted
from ics_graph.answering.scope import scope_of
from ics_graph.checks import CHECKS
from ics_graph.checks.context import Context
from ics_graph.checks.definitions import Check, Finding, Severity, Thresholds, severity_of
from ics_graph.checks.expectations import EXPECTATIONS
from ics_graph.dataset.exceptions import Excepted
from ics_graph.errors import UnknownWord
from ics_graph.validation import Problem, closest


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What one check found: ``checked`` it looked at, ``findings`` of them fail, and those ``excepted`` are accepted.

    ``skipped`` says why it was not run.
    """

    check: Check
    checked: int = 0
    findings: tuple[Finding, ...] = ()
    excepted: tuple[tuple[Finding, Excepted], ...] = ()
    aside: str = ""
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class ExceptionProblem:
    """What is wrong with an exception, where, and what to do."""

    severity: Severity
    message: str
    remedy: str
    file: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class LintReport:
    """What all checks found, as of a day or at any time, in the whole graph or within one system."""

    as_of: date | None
    within: str | None
    within_name: str | None
    results: tuple[CheckOutcome, ...]
    troubles: tuple[ExceptionProblem, ...] = ()
    remarks: tuple[str, ...] = field(default=())

    def count(self, severity: Severity) -> int:
        """Return how many findings and troubles there are of one severity, those excepted left out."""
        found = [severity_of(result.check, one) for result in self.results for one in result.findings]
        return found.count(severity) + [trouble.severity for trouble in self.troubles].count(severity)


def checks_named(ids: Sequence[str]) -> list[Check]:
    """Return the checks of these ids, or all; raise UnknownWord where there is none of an id."""
    for id_ in ids:
        if id_ not in CHECKS:
            hint = closest(id_, CHECKS) or "'ics-graph lint --list' has them."
            raise UnknownWord(hinted(f"there is no check '{id_}'", hint))
    return [check for check in CHECKS.values() if not ids or check.id in ids]


def run_checks(
    asked: Asked,
    checks: Sequence[Check],
    within: Name | None = None,
    asking: Thresholds | None = None,
    exceptions: Sequence[Excepted] = (),
    problems: Iterable[Problem] = (),
    notices: Iterable[str] = (),
) -> LintReport:
    """Return what the checks find as of the view's day; ``problems`` are what reading the exceptions brought up.

    ``notices`` are what a reader must be told of the store, and stand among the remarks.

    Raises LookupFailed where ``within`` does not name one body.
    """
    asked = asked.in_session()
    scope = scope_of(asked, within)
    ground = Context(asked, scope)
    day = asked.view.as_of
    troubles = [ExceptionProblem("error", one.message, one.remedy, one.file, one.line) for one in problems]
    usable, wrong = _usable(asked, exceptions)
    troubles += wrong
    in_force = [one for one in usable if day is None or one.until is None or one.until.latest >= day]
    troubles += [
        ExceptionProblem(
            "warning",
            f"the exception from '{one.check}' ended on {one.until}, and no longer holds",
            "Mend what it was for, or accept it anew with another last day.",
            one.file,
            one.line,
        )
        for one in usable
        if one not in in_force
    ]
    used: set[Excepted] = set()
    results = [_run(check, ground, asking or Thresholds(), in_force, used) for check in checks]
    if scope.ids is None:
        run = {result.check.id for result in results if not result.skipped}
        troubles += [_unused(one) for one in in_force if one.check in run and one not in used]
    looked_for = {kind for ought in EXPECTATIONS for kind in ought.types_in(asked.ontology)}
    remarks = [*notices, *filter(None, [ground.aside(looked_for)])]
    dated = [one for one in usable if one.until is not None]
    if day is None and dated:
        remarks.append("Whether exceptions are over is judged as of a day only (--as-of).")
    troubles.sort(key=lambda one: (one.file or "", one.line or 0, one.message))
    body = scope.body
    name = shown_name(body) if body else None
    return LintReport(day, body.id if body else None, name, tuple(results), tuple(troubles), tuple(remarks))


def _run(
    check: Check, ground: Context, asking: Thresholds, exceptions: Collection[Excepted], used: set[Excepted]
) -> CheckOutcome:
    if check.needs_day and ground.day is None:
        return CheckOutcome(check, skipped="it is judged as of a day only (--as-of)")
    found = check.find(ground, asking)
    kept, excepted = [], []
    for finding in found.findings:
        by = [one for one in exceptions if _is_of(one, check, finding)]
        used.update(by)
        if by:
            excepted.append((finding, by[0]))
        else:
            kept.append(finding)
    return CheckOutcome(check, found.checked, tuple(kept), tuple(excepted), found.aside)


def _is_of(exception: Excepted, check: Check, finding: Finding) -> bool:
    if exception.check != check.id:
        return False
    return finding.record == exception.record if exception.record else finding.entity == exception.entity


def _usable(asked: Asked, exceptions: Sequence[Excepted]) -> tuple[list[Excepted], list[ExceptionProblem]]:
    """Return the exceptions of checks, bodies and records that there are, and what is wrong with the others."""
    store = asked.store
    bodies = store.bodies({one.entity for one in exceptions if one.entity})
    gaps = {gap.id for gap in store.gaps()} if any(one.record for one in exceptions) else set()
    usable, wrong = [], []
    for one in exceptions:
        message, hint = "", ""
        if one.check not in CHECKS:
            message = f"an exception from '{one.check}', which is no check"
            hint = closest(one.check, CHECKS) or "'ics-graph lint --list' has them."
        elif one.entity and one.entity not in bodies:
            near = [match.id for match in store.find(one.entity, 1)]
            message = f"an exception of '{one.entity}', which is no entity of the data"
            hint = f"Did you mean '{near[0]}'?" if near else "Name it by its id; 'ics-graph find' tells that."
        elif one.record and one.record not in bodies and one.record not in gaps and store.line(one.record) is None:
            message = f"an exception of '{one.record}', which is no record of the data"
            hint = "Name it by its id, as the finding does."
        if message:
            wrong.append(ExceptionProblem("error", message, hint, one.file, one.line))
        else:
            usable.append(one)
    return usable, wrong


def _unused(one: Excepted) -> ExceptionProblem:
    message = f"the exception from '{one.check}' for '{one.entity or one.record}' excepts nothing"
    return ExceptionProblem("note", message, "Remove it where it has been mended for good.", one.file, one.line)
