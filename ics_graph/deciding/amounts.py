"""Amounts in pounds: as people type them, and as answers write them."""

from __future__ import annotations

import re
from fractions import Fraction

from ics_graph.errors import UnknownWord
from ics_graph.model.decisions import Grant, Per, Vat

_AMOUNT = re.compile(
    r"(?:£|gbp)?\s*(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?\s*(k|thousand|m|mn|million|bn|billion)?\s*(?:pounds?|gbp)?",
    re.IGNORECASE,
)
_TIMES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_PER: dict[Per, str] = {"decision": "a decision", "year": "a year", "whole-life": "over the whole life"}
_WITH_VAT: dict[Vat, str] = {"with": "with VAT", "without": "without VAT"}
VAT_WORDS: tuple[tuple[str, Vat], ...] = (
    (r"(?:ex(?:c|cl|clud\w*)?\.?|without|net of|plus|\+|before|exclusive of)\s*vat", "without"),
    (r"(?:inc(?:l|lud\w*)?\.?|with|gross of|inclusive of)\s*vat", "with"),
)
"""Patterns of how people say whether an amount is with VAT, in a question as in a table."""


def amount_of(text: str) -> Fraction:
    """Return an amount that a person types: ``250000``, ``£250,000``, ``1.5m``. Raises UnknownWord for other texts."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise UnknownWord(f"'{text}' is no amount in pounds; write it as 250000, £250,000 or 1.5m")
    whole = re.sub(r"[, ]", "", match[1])
    return Fraction(f"{whole}{match[2] or ''}") * _TIMES.get((match[3] or "").lower(), 1)


def amount_and_vat(text: str) -> tuple[Fraction, Vat | None]:
    """Return an amount with what its own words say of VAT: ``90,000 excluding VAT``. Raises UnknownWord likewise."""
    for words, vat in VAT_WORDS:
        if match := re.search(rf"[\s,(]+{words}\)?\s*$", text, re.IGNORECASE):
            return amount_of(text[: match.start()]), vat
    return amount_of(text), None


def pounds(amount: Fraction | float) -> str:
    """Return an amount as answers write it: ``£250,000``, ``£12.50``."""
    exact = amount if isinstance(amount, Fraction) else Fraction(str(amount))
    return f"£{int(exact):,}" if exact.denominator == 1 else f"£{float(exact):,.2f}"


def vat_in_words(vat: Vat | None) -> str:
    """Return whether an amount is with VAT, in words; nothing where nobody says."""
    return _WITH_VAT[vat] if vat else ""


def per_in_words(per: Per | None) -> str:
    """Return of what an amount is, in words; nothing where nobody says."""
    return _PER[per] if per else ""


def limits_of(grant: Grant) -> str:
    """Return the amounts of a row in words: ``over £500,000, up to £2,000,000 a decision, with VAT``."""
    bounds = [f"over {pounds(grant.over)}"] if grant.over is not None else []
    bounds += [f"up to {pounds(grant.up_to)}"] if grant.up_to is not None else []
    if not bounds:
        return "any value"
    per = " ".join(filter(None, [per_in_words(grant.per), f"({grant.per_what})" if grant.per_what else ""]))
    vat = vat_in_words(grant.vat) or "VAT not stated"
    return f"{', '.join(bounds)}{f' {per}' if per else ''}, {vat}"
