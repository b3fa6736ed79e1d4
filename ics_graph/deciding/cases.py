"""What is to be decided: the value in pounds, with VAT or without, and of what it is the value."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ics_graph.deciding.worlds import Factor, World
from ics_graph.model.decisions import Grant, Per, Vat

VAT = Fraction(6, 5)
"""What an amount becomes with value added tax at 20 per cent."""
_READINGS: tuple[Vat, Vat] = ("with", "without")
_WIDER: tuple[Per, ...] = ("decision", "year", "whole-life")


@dataclass(frozen=True, slots=True)
class Case:
    """A value to decide on: None where nobody gives one, so that each is tried."""

    value: Fraction | None = None
    vat: Vat | None = None
    per: Per | None = None
    tried: tuple[Fraction, ...] = ()
    """The values to try where none is given, or where only a part of what counts is."""

    def admits(self, grant: Grant, world: World) -> bool:
        """Return whether the value is within the limits of a row, in the row's own terms."""
        if grant.over is None and grant.up_to is None:
            return True
        value = self._in_terms_of(grant, world)
        over = grant.over is None or value > exact(grant.over)
        return over and (grant.up_to is None or value <= exact(grant.up_to))

    def _in_terms_of(self, grant: Grant, world: World) -> Fraction:
        # A value that nobody gives is still one value: rows that count with VAT and without see two numbers.
        value = world.choose(Factor("value", ""), self.tried) if self.value is None else self.value
        if self.value is not None and self.per and grant.per and self.per != grant.per:
            # The year's total is the value or more; of a whole life, one decision is the value or less.
            wider = _WIDER.index(grant.per) > _WIDER.index(self.per)
            others = [other for other in self.tried if (other > value if wider else other < value)]
            value = world.choose(Factor("per", grant.per), (value, *others))
        stated = self._vat_of_value(grant, world)
        row = grant.vat or (world.choose(Factor("vat", grant.version), _READINGS) if stated else None)
        if stated is None or stated == row:
            return value
        return value * VAT if row == "with" else value / VAT

    def _vat_of_value(self, grant: Grant, world: World) -> Vat | None:
        """Return whether the value is with VAT; None where neither it nor the row says so: then both mean the same."""
        if self.vat is not None or grant.vat is None:
            return self.vat
        return world.choose(Factor("value's vat", ""), _READINGS)


def exact(amount: float) -> Fraction:
    """Return an amount without the error of a float."""
    return Fraction(str(amount))


def values_to_try(grants: list[Grant]) -> tuple[Fraction, ...]:
    """Return a value in each band that the limits of rows make, with VAT and without, and the limits themselves."""
    limits = {exact(limit) for grant in grants for limit in (grant.over, grant.up_to) if limit is not None}
    bounds = sorted({bound for limit in limits for bound in (limit, limit * VAT, limit / VAT)})
    if not bounds:
        return (Fraction(1),)
    between = [(low + high) / 2 for low, high in pairwise(bounds)]
    return tuple(sorted({*bounds, *between, bounds[0] / 2, bounds[-1] * 2}))
