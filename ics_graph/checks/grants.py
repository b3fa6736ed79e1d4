"""Checks on who may decide: rows without effect or over a power, decisions without a row, overdue reviews."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial

from ics_graph.answering.lists import listed
from ics_graph.checks.context import Context
from ics_graph.checks.definitions import Check, CheckResult, Finding, Thresholds, of_record
from ics_graph.checks.schemes import Standing
from ics_graph.dates import in_words
from ics_graph.deciding.cases import Case, values_to_try
from ics_graph.deciding.powers import WITHOUT_POWER, Powers, Status
from ics_graph.deciding.rows import holder_of
from ics_graph.deciding.taken import NO_POWER
from ics_graph.deciding.worlds import World, every_world, may
from ics_graph.model.decisions import DECIDING, Grant
from ics_graph.names import fold

_Finder = Callable[[Context, Thresholds], CheckResult]


def _rows_that(says: Callable[[Standing], str], sure: Callable[[Standing], bool] = lambda _: True) -> _Finder:
    """Return a check of rows in force: ``says`` tells in a sentence what is wrong with one, or nothing.

    ``sure`` is whether that is so however what the documents leave open may be.
    """

    def find(context: Context, _: Thresholds) -> CheckResult:
        standing = context.schemes.standing
        findings = [_of_row(context, row, message, sure(row)) for row in standing if (message := says(row))]
        return CheckResult(len(standing), tuple(findings))

    return find


def _of_row(context: Context, row: Standing, message: str, is_sure: bool) -> Finding:
    """Return what is found at a row: what is not sure is ``possibly`` so, and never graver than a warning."""
    book = row.powers.book
    cited = context.cited(row.grant.claims)
    finding = Finding("grants", row.grant.id, row.grant.holder, book.name(row.grant.holder), message, row.holds, cited)
    if is_sure:
        return finding
    return replace(finding, holds="possibly" if context.day else None, severity="warning")


def _closed(row: Standing) -> str:
    book = row.powers.book
    gone = next((id_ for id_ in book.holders(row.grant) if not may(partial(row.powers.exists, id_))), None)
    if gone is None:
        return ""
    since, life = book.bodies[gone].record.since, book.bodies[gone].record.until
    if since is not None and since.earliest > row.powers.day:
        return ""  # it is still to come
    ended = f"ended{f' on {in_words(life)}' if life else ''}"
    return f"{book.place(row.grant)} gives a right to {book.name(gone)}, which {ended}"


def _statuses(row: Standing) -> Iterator[tuple[set[Status], bool]]:
    """Yield what a row may be at each value that the limits of its function tell apart, and whether that is all."""
    rows = list(row.powers.book.grants_of.get(_function(row), ()))
    for value in values_to_try(rows):
        statuses, whole, _ = every_world(partial(row.powers.status_of, row.grant, Case(tried=(value,))))
        yield set(statuses), whole


def _over_power(row: Standing) -> str:
    """Tell rows whose giver does not have what they give; those of a circle are left to the check of circles."""
    book = row.powers.book
    if book.rights[row.grant.right].act not in DECIDING or not may(partial(row.powers.holders_exist, row.grant)):
        return ""
    statuses = set[Status]().union(*(at_value for at_value, _ in _statuses(row)))
    if not statuses & WITHOUT_POWER or _ring(row):
        return ""
    some = " at some values" if "decides" in statuses else ""
    holder, giver = holder_of(book, row.grant.id), book.name(row.grant.giver)
    reason = next((words for status, words in _NOT_PASSED.items() if status in statuses), "does not have itself")
    return f"{book.place(row.grant)} gives {holder} what {giver} {reason}{some}"


_NOT_PASSED: dict[Status, str] = {
    "may not be passed on": "may not pass on",
    "passing on not stated": "may not pass on, as its own row does not say that it may",
}


def _surely_over_power(row: Standing) -> bool:
    """Return whether the giver has no power at some value whatever is open, where the row itself is in force."""
    days: set[Status] = {"not in force", "other days", "ended"}
    return any(whole and at_value - days and at_value - days <= WITHOUT_POWER for at_value, whole in _statuses(row))


def _without_clause(row: Standing) -> str:
    book = row.powers.book
    if row.grant.granted_by:
        return ""
    right = f"{'leaves' if row.grant.kind == 'reserve' else 'gives'} {holder_of(book, row.grant.id)} a right"
    return f"{book.place(row.grant)} {right}, and names no clause that allows that"


def _circular(row: Standing) -> str:
    """Tell the first row of each circle by which a right comes back to who gave it."""
    book = row.powers.book
    ring = _ring(row)
    if not ring or row.grant.id != ring[0].id:
        return ""
    places = listed([book.place(other) for other in ring])
    return f"by {places} the right goes round: {book.name(row.grant.giver)} gets back what it gives"


def _surely_circular(row: Standing) -> bool:
    return bool(_ring(row, _surely))


def _surely(work: Callable[[World], bool]) -> bool:
    results, whole, _ = every_world(work)
    return whole and all(results)


def _ring(row: Standing, in_force: Callable[[Callable[[World], bool]], bool] = may) -> list[Grant]:
    """Return the rows of the circle that a row is one of, in the order of their ids; none where it is of none.

    Rows of other acts are left out: whoever recommends to the giver gives no right back.
    """
    powers = row.powers
    book = powers.book
    holders: dict[str, set[str]] = {}
    rows = [
        other
        for other in book.grants_of.get(_function(row), ())
        if other.giver != other.holder
        and book.rights[other.right].act in DECIDING
        and in_force(partial(powers.in_force, other))
    ]
    if row.grant not in rows:
        return []
    for other in rows:
        holders.setdefault(other.giver, set()).add(other.holder)
    if row.grant.giver not in _below(row.grant.holder, holders):
        return []
    around = {id_ for id_ in _below(row.grant.giver, holders) if row.grant.giver in _below(id_, holders)}
    inside = [other for other in rows if other.giver in around and other.holder in around]
    return sorted(inside, key=lambda other: other.id)


def _below(giver: str, holders: Mapping[str, Collection[str]]) -> set[str]:
    """Return all to whom a right comes from a giver, through however many others."""
    reached, waiting = set[str](), [giver]
    while waiting:
        new = set(holders.get(waiting.pop(), ())) - reached
        reached |= new
        waiting += new
    return reached


def _function(row: Standing) -> str:
    return fold(row.powers.book.rights[row.grant.right].function)


def _decisions(ended: bool) -> _Finder:
    """Return a check of decisions that no row in force gave the power for: those whose row had ended, or others."""

    def find(context: Context, _: Thresholds) -> CheckResult:
        judged = context.schemes.decisions
        findings = []
        for each in judged:
            if each.code == NO_POWER and each.ended == ended:
                on = f" on {in_words(each.day)}" if each.day else ""
                finding = of_record(context, "decisions", each.decision, each.decision.holder, "")
                message = f"'{each.decision.name}', decided by {finding.name}{on}: {each.reason}"
                findings.append(replace(finding, message=message))
        return CheckResult(len(judged), tuple(findings))

    return find


def _reviews(context: Context, _: Thresholds) -> CheckResult:
    """Find versions in force that were due for review: that ends nothing, and somebody should look."""
    day = context.schemes.day
    findings, checked = [], 0
    for body in context.schemes.bodies_with("instruments"):
        powers = Powers(context.schemes.rulebooks[body], day)
        book = powers.book
        for version in sorted(book.versions.values(), key=lambda version: version.id):
            owner = book.instruments[version.instrument].body
            if owner != body or not may(partial(powers.version_in_force, version)):
                continue
            checked += 1
            if version.review_due is not None and version.review_due.latest < day:
                message = (
                    f"{book.title(version.id)} was due for review by {in_words(version.review_due)}; it still binds"
                )
                findings.append(of_record(context, "versions", version, body, message))
    return CheckResult(checked, tuple(findings))


CHECKS: tuple[Check, ...] = (
    Check(
        "grant-to-closed",
        1,
        "error",
        "A right is given to a body or post that no longer exists",
        "Nobody can use it, and nobody decides in its place.",
        "Give the right to somebody else, or correct the dates of the holder.",
        "rows in force",
        _rows_that(_closed),
    ),
    Check(
        "grant-over-power",
        1,
        "error",
        "A row gives more than its giver has",
        "A decision under it would have no power behind it.",
        "Look at the limits of the giver's own row, and whether it may be passed on.",
        "rows in force",
        _rows_that(_over_power, _surely_over_power),
    ),
    Check(
        "grant-circular",
        1,
        "error",
        "A right is given round in a circle",
        "Nobody in a circle has the right from anybody else.",
        "Correct who gives it to whom.",
        "rows in force",
        _rows_that(_circular, _surely_circular),
    ),
    Check(
        "decision-without-grant",
        1,
        "warning",
        "A decision was taken without a row that gives the power",
        "It may have to be taken again, by whoever has the power.",
        "Record the row or the law that gave it, or have the decision taken again.",
        "decisions",
        _decisions(ended=False),
    ),
    Check(
        "ended-grant-used",
        1,
        "warning",
        "A decision was taken under a row that had ended",
        "It may have to be taken again, by whoever has the power.",
        "Correct the dates of the row, or have the decision taken again.",
        "decisions",
        _decisions(ended=True),
    ),
    Check(
        "grant-without-clause",
        1,
        "note",
        "A row names no clause that allows it",
        "Whether the giver may give the right cannot be looked up.",
        "Record the clause of the constitution or the Act under which it is given.",
        "rows in force",
        _rows_that(_without_clause),
    ),
    Check(
        "review-overdue",
        1,
        "note",
        "A document is past the day of its review",
        "It still binds, but nobody has looked at it as was intended.",
        "Review it, or record the version that replaced it.",
        "versions in force",
        _reviews,
    ),
)
