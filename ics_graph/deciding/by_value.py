"""Who decides each function of a body, at every value at which that changes: what a decision map is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    limits = sorted({limit for row in rows for limit in _limits(row)})
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
    return [(_range(low, high, _terms(rows, outcome, low, high), vat), outcome) for low, high, outcome in ranges]


def _terms(rows: Sequence[Grant], outcome: Outcome, *limits: Fraction | None) -> dict[Fraction, str]:
    """Return of what the limits of a range are: as its deciders have it, or else all rows that have the limit."""
    deciding = [row for row in rows if row.id in outcome.deciders]
    terms = {}
    for limit in filter(None, limits):
        at = [row for row in deciding if limit in _limits(row)] or [row for row in rows if limit in _limits(row)]
        words = {" ".join(filter(None, [per_in_words(row.per), row.per_what and f"({row.per_what})"])) for row in at}
        terms[limit] = " or ".join(sorted(filter(None, words)))
    return terms


def _limits(row: Grant) -> set[Fraction]:
    return {exact(bound) for bound in (row.over, row.up_to) if bound is not None}


def _range(low: Fraction, high: Fraction | None, terms: Mapping[Fraction, str], vat: Vat | None) -> str:
    bounds = [("over", low)] if low else []
    bounds += [("up to", high)] if high is not None else []
    of_what = {terms[bound] for _, bound in bounds}
    if len(of_what) == 1:
        words = [", ".join(f"{word} {pounds(bound)}" for word, bound in bounds), *of_what]
    else:
        words = [", ".join(" ".join(filter(None, [word, pounds(at), terms[at]])) for word, at in bounds) or "any value"]
    return " ".join(filter(None, [*words, vat_in_words(vat)]))
