"""Runs the checks over a graph: what each finds, what is excepted and why, and what is wrong with the exceptions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lookup import Name, hinted
from ics_graph.answering.scope import scope_of
from ics_graph.checks import CHECKS
from ics_graph.checks.context import Context
from ics_graph.checks.definitions import Check, Finding, Severity, Thresholds, severity_of
from ics_graph.checks.expectations import EXPECTATIONS
from ics_graph.checks.placing import Places
from ics_graph.dataset.exceptions import Excepted
from ics_graph.dates import in_words
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
    systems: Mapping[str, str] = field(default_factory=dict)
    """The names of the systems by which findings are put, by id."""

    def count(self, severity: Severity) -> int:
        """Return how many findings and troubles there are of one severity, those excepted left out."""
        severities = [severity_of(result.check, finding) for result in self.results for finding in result.findings]
        return severities.count(severity) + [trouble.severity for trouble in self.troubles].count(severity)


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
    thresholds: Thresholds | None = None,
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
    context = Context(asked, scope)
    day = asked.view.as_of
    troubles = [ExceptionProblem("error", wrong.message, wrong.remedy, wrong.file, wrong.line) for wrong in problems]
    usable, unusable = _usable(asked, exceptions)
    troubles += unusable
    over = [excepted for excepted in usable if day and excepted.until and excepted.until.latest < day]
    troubles += [_over(excepted) for excepted in over]
    in_force = [excepted for excepted in usable if excepted not in over]
    used: set[Excepted] = set()
    placing = Places(context)
    results = [_run(check, context, thresholds or Thresholds(), in_force, used, placing) for check in checks]
    if scope.ids is None:
        run = {result.check.id for result in results if not result.skipped}
        troubles += [_unused(excepted) for excepted in in_force if excepted.check in run and excepted not in used]
    looked_for = {kind for expectation in EXPECTATIONS for kind in expectation.types_in(asked.ontology)}
    remarks = [*notices, *filter(None, [context.aside(looked_for)])]
    dated = [excepted for excepted in usable if excepted.until is not None]
    if day is None and dated:
        remarks.append("Whether exceptions are over is judged as of a day only (--as-of).")
    troubles.sort(key=lambda trouble: (trouble.file or "", trouble.line or 0, trouble.message))
    body = scope.body
    name = shown_name(body) if body else None
    has_findings = any(result.findings for result in results)
    systems = placing.names if has_findings else {}
    return LintReport(day, body.id if body else None, name, tuple(results), tuple(troubles), tuple(remarks), systems)


def _run(
    check: Check,
    context: Context,
    thresholds: Thresholds,
    exceptions: Collection[Excepted],
    used: set[Excepted],
    placing: Places,
) -> CheckOutcome:
    if check.needs_day and context.day is None:
        return CheckOutcome(check, skipped="it is judged as of a day only (--as-of)")
    result = check.find(context, thresholds)
    kept, excepted = [], []
    for finding in map(placing.placed, result.findings):
        by = [excepting for excepting in exceptions if _is_of(excepting, check, finding)]
        used.update(by)
        if by:
            excepted.append((finding, by[0]))
        else:
            kept.append(finding)
    return CheckOutcome(check, result.checked, tuple(kept), tuple(excepted), result.aside)


def _is_of(exception: Excepted, check: Check, finding: Finding) -> bool:
    if exception.check != check.id:
        return False
    return finding.record == exception.record if exception.record else finding.entity == exception.entity


def _usable(asked: Asked, exceptions: Sequence[Excepted]) -> tuple[list[Excepted], list[ExceptionProblem]]:
    """Return the exceptions of checks, bodies and records that there are, and what is wrong with the others."""
    store = asked.store
    bodies = store.bodies({excepted.entity for excepted in exceptions if excepted.entity})
    records = set(bodies)
    if any(excepted.record for excepted in exceptions):
        records |= {gap.id for gap in store.gaps()}
    usable, wrong = [], []
    for excepted in exceptions:
        message, hint = "", ""
        if excepted.check not in CHECKS:
            message = f"an exception from '{excepted.check}', which is no check"
            hint = closest(excepted.check, CHECKS) or "'ics-graph lint --list' has them."
        elif excepted.entity and excepted.entity not in bodies:
            near = [match.id for match in store.find(excepted.entity, 1)]
            message = f"an exception of '{excepted.entity}', which is no entity of the data"
            hint = f"Did you mean '{near[0]}'?" if near else "Name it by its id; 'ics-graph find' tells that."
        elif excepted.record and excepted.record not in records and store.line(excepted.record) is None:
            message = f"an exception of '{excepted.record}', which is no record of the data"
            hint = "Name it by its id, as the finding does."
        if message:
            wrong.append(ExceptionProblem("error", message, hint, excepted.file, excepted.line))
        else:
            usable.append(excepted)
    return usable, wrong


def _over(excepted: Excepted) -> ExceptionProblem:
    message = f"the exception from '{excepted.check}' held to {in_words(str(excepted.until))}, and no longer does"
    remedy = "Mend what it was for, or accept it anew with another last day."
    return ExceptionProblem("warning", message, remedy, excepted.file, excepted.line)


def _unused(excepted: Excepted) -> ExceptionProblem:
    message = f"the exception from '{excepted.check}' for '{excepted.entity or excepted.record}' excepts nothing"
    remedy = "Remove it where it has been mended for good."
    return ExceptionProblem("note", message, remedy, excepted.file, excepted.line)
