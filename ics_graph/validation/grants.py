"""What is odd about rows of schemes, whatever the day: a clause that gives no power, and two rows that overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ics_graph.model import Dataset
from ics_graph.model.decisions import DECIDING, Clause, DecisionRight, Grant
from ics_graph.names import fold
from ics_graph.problems import Problem

_POWER = "power"


def grant_findings(dataset: Dataset) -> Iterator[Problem]:
    """Yield what is odd about the rows of a dataset; what refers to nothing is told elsewhere, and passed over."""
    rows = [grant for grant in dataset.grants.values() if grant.right in dataset.rights]
    received = {(row.holder, _function(dataset, row)) for row in rows if row.giver != row.holder}
    for row in rows:
        # Whoever has it by a row may cite the clause that lets it be passed on.
        for id_ in row.granted_by if (row.giver, _function(dataset, row)) not in received else ():
            if (clause := dataset.clauses.get(id_)) and (why := _gives_nothing(clause, row, dataset)):
                yield Problem(
                    "finding",
                    "no-power",
                    f"it cites clause '{id_}', {why}",
                    "Cite the clause that gives the power, or say 'effect: power' where it does.",
                    "grants",
                    row.id,
                )
    yield from _overlaps(dataset, rows)


def _function(dataset: Dataset, row: Grant) -> tuple[str, str]:
    right: DecisionRight = dataset.rights[row.right]
    return right.body, fold(right.function)


def _gives_nothing(clause: Clause, row: Grant, dataset: Dataset) -> str:
    """Return why a clause that a row cites gives the giver of the row no power over it; nothing where it does."""
    if clause.effect != _POWER:
        return f"which gives no power: its effect is '{clause.effect}'"
    if clause.body != row.giver:
        return f"which gives its power to '{clause.body}', and not to the giver of the row, '{row.giver}'"
    named = {fold(dataset.rights[id_].function) for id_ in clause.rights if id_ in dataset.rights}
    if clause.rights and fold(dataset.rights[row.right].function) not in named:
        return "which gives a power over other functions"
    return ""


def _overlaps(dataset: Dataset, rows: list[Grant]) -> Iterator[Problem]:
    """Yield pairs of rows of one version by which two decide one function at one value: both would."""
    by_function: dict[tuple[str, str, str, str], list[Grant]] = defaultdict(list)
    for row in rows:
        right: DecisionRight = dataset.rights[row.right]
        if right.act in DECIDING:
            by_function[row.version, right.body, fold(right.function), fold(right.scope or "")].append(row)
    for group in by_function.values():
        for one, other in combinations(sorted(group, key=lambda row: row.id), 2):
            if _both_decide(one, other):
                function = dataset.rights[one.right].function
                yield Problem(
                    "finding",
                    "overlap",
                    f"with '{one.id}' it gives '{function}' at the same values to two holders",
                    "Where one of them decides, correct the limits, or who gives it to whom.",
                    "grants",
                    other.id,
                )


def _both_decide(one: Grant, other: Grant) -> bool:
    """Return whether two rows overlap: in value and days, to two holders, and neither is a step to the other."""
    if (one.holder, one.jointly_with) == (other.holder, other.jointly_with) or one.applies_if or other.applies_if:
        return False
    if one.giver == other.holder or other.giver == one.holder or one.id == other.after or other.id == one.after:
        return False
    return _share_a_value(one, other) and _share_a_day(one, other)


def _share_a_value(one: Grant, other: Grant) -> bool:
    """Return whether a value is within the limits of both; of amounts in two terms that cannot be told here."""
    limited = [row for row in (one, other) if row.over is not None or row.up_to is not None]
    if len(limited) == 2 and (one.vat, one.per) != (other.vat, other.per):
        return False
    lowest = max(one.over or 0, other.over or 0)
    tops = [row.up_to for row in (one, other) if row.up_to is not None]
    return not tops or lowest < min(tops)


def _share_a_day(one: Grant, other: Grant) -> bool:
    return not any(
        a.until is not None and b.since is not None and a.until.latest < b.since.earliest
        for a, b in ((one, other), (other, one))
    )
