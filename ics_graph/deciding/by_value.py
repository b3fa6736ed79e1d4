"""Who decides each function of a body, at every value at which that changes: what a decision map is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from ics_graph.deciding.amounts import per_in_words, pounds, vat_in_words
from ics_graph.deciding.cases import Case, exact, values_to_try
from ics_graph.deciding.outcomes import Outcome, decide
from ics_graph.deciding.powers import Powers
from ics_graph.deciding.worlds import may
from ics_graph.model.decisions import DECIDING, Grant, Vat


def outcomes_by_value(powers: Powers) -> Iterator[tuple[str, str, Outcome]]:
    """Yield each function that rows in force give, a range of values in words, and who decides there."""
    book = powers.book
    for name, function in sorted(book.functions().items()):
        deciding = [grant for grant in book.grants_of.get(name, ()) if book.rights[grant.right].act in DECIDING]
        if not any(may(partial(powers.in_force, grant)) for grant in deciding):
            continue
        for values, outcome in _ranges(powers, name, deciding):
            yield function, values, outcome


def _ranges(powers: Powers, name: str, rows: Sequence[Grant]) -> list[tuple[str, Outcome]]:
    """Return the outcomes of a function by ranges of values, in the terms in which its rows in force count."""
    vats: list[Vat] = sorted({row.vat for row in rows if row.vat})
    vat = vats[0] if len(vats) == 1 else None
    limits = sorted({exact(limit) for row in rows for limit in (row.over, row.up_to) if limit is not None})
    if not limits:
        return [("any value", decide(powers, name, Case(Fraction(1), None, None, values_to_try(list(rows)))))]
    lows = [Fraction(0), *limits]
    ranges: list[tuple[Fraction, Fraction | None, Outcome]] = []
    for low, high in zip(lows, [*limits, None], strict=True):
        value = high if high is not None else low + 1
        outcome = decide(powers, name, Case(value, vat, None, values_to_try(list(rows))))
        if ranges and ranges[-1][2].deciders == outcome.deciders and ranges[-1][2].code == outcome.code:
            low = ranges.pop()[0]
        ranges.append((low, high, outcome))
    return [(_range(low, high, _of_what(rows), vat), outcome) for low, high, outcome in ranges]


def _of_what(rows: Sequence[Grant]) -> str:
    """Return of what the amounts of all rows with limits are, where that is one thing: a year, a whole life."""
    counted = {(row.per, row.per_what) for row in rows if row.over is not None or row.up_to is not None}
    if len(counted) != 1:
        return ""
    ((per, what),) = counted
    return " ".join(filter(None, [per_in_words(per), f"({what})" if what else ""]))


def _range(low: Fraction, high: Fraction | None, of_what: str, vat: Vat | None) -> str:
    parts = [f"over {pounds(low)}"] if low else []
    parts += [f"up to {pounds(high)}"] if high is not None else []
    words = ", ".join(parts) or "any value"
    return " ".join(filter(None, [words, of_what if words != "any value" else "", vat_in_words(vat)]))
