"""A document of tables, whatever the program in which it is read: a title, and parts with one table each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Cell = str | int | float | None
"""What stands in a cell: text, an amount in pounds, or nothing."""
Kind = Literal["text", "amount"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, whether it holds amounts, and how wide it is beside the others."""

    heading: str
    kind: Kind = "text"
    width: int = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A table with what stands above it; ``name`` is what a sheet of a workbook is called."""

    name: str
    title: str
    about: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What is written: its title, and its parts."""

    title: str
    parts: Sequence[Part] = field(default_factory=tuple)


def amount_in_words(amount: float) -> str:
    """Return an amount in pounds as people write it, exactly: ``£250,000``, ``£12.50``, ``£0.125``."""
    exact = Fraction(str(amount))
    if exact.denominator == 1:
        return f"£{int(exact):,}"
    return f"£{exact.numerator / exact.denominator:,.2f}" if (exact * 100).denominator == 1 else f"£{amount!r}"


def in_words(cell: Cell) -> str:
    """Return what stands in a cell as text."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else amount_in_words(cell)
