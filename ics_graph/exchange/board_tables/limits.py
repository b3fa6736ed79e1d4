"""Financial limits as people write them into a scheme: ``£50k``, ``over £500,000 up to £2m``, ``unlimited``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeVar

from ics_graph.deciding.amounts import VAT_WORDS, amount_of
from ics_graph.errors import UnknownWord
from ics_graph.exchange.spreadsheet.cells import Unfit
from ics_graph.model.decisions import Per, Vat

_NO_LIMIT = frozenset(
    {
        *("unlimited", "no limit", "no upper limit", "any value", "any amount", "without limit", "no financial limit"),
        *("n/a", "na", "-", "–", "—", "not applicable", "all values", "all"),
    }
)
"""What says that there is no limit, or nothing at all. Not "nil" or "none", which may mean that nothing is allowed."""
_NUMBER = r"(?:£\s*)?\d[\d, ]*(?:\.\d+)?\s*(?:k|thousand|mn|m|million|bn|billion)?\b"
_PENNY = Decimal("0.01")
_PERS: tuple[tuple[str, Per], ...] = (
    (r"(?:per|a|each|every|in any(?: one)?)\s*(?:annum|financial year|year)|annually|p\.?a\.?(?!\w)|/\s*year", "year"),
    (
        r"(?:over |for |in )?(?:the |its |a )?(?:whole|entire|full)?[ -]*(?:life(?:time)?)"
        r"(?: of the contract| cost| value)?",
        "whole-life",
    ),
    (r"(?:per|a|each|any one|for each)\s*(?:decision|transaction|case|occasion|item|scheme)", "decision"),
)
_LOWER_OUT = r"over|above|more than|greater than|exceeding|in excess of|>"
_LOWER_IN = r"from|at least|not less than|starting at|≥|>="
_UPPER_IN = (
    r"up to and including|up to|not exceeding|not more than|no more than|at most|maximum(?: of)?|max\.?|"
    r"to a maximum of|limit(?: of)?|≤|<="
)
_UPPER_OUT = r"less than|under|below|<"
_FORMS = (
    (
        re.compile(
            rf"(?P<low>{_LOWER_OUT})\s*(?P<a>{_NUMBER})(?:\s*(?:,|and|but|to)?\s*(?P<high>{_UPPER_OUT}|{_UPPER_IN}|to|-|–|—)?\s*(?P<b>{_NUMBER}))?",
            re.I,
        ),
        "out",
    ),
    (
        re.compile(
            rf"(?P<low>{_LOWER_IN})\s*(?P<a>{_NUMBER})(?:\s*(?:,|and|but)?\s*(?P<high>{_UPPER_OUT}|{_UPPER_IN}|to|-|–|—)?\s*(?P<b>{_NUMBER}))?",
            re.I,
        ),
        "in",
    ),
    (re.compile(rf"(?P<low>between)\s*(?P<a>{_NUMBER})\s*(?P<high>and|to|-|–|—)\s*(?P<b>{_NUMBER})", re.I), "in"),
    (re.compile(rf"(?P<low>)(?P<a>{_NUMBER})\s*(?P<high>to|-|–|—|up to|and up to)\s*(?P<b>{_NUMBER})", re.I), "in"),
    (
        re.compile(
            rf"(?P<low>)(?P<a>{_NUMBER})\s*(?:\+|and over|and above|or more|or over|or above|and more|plus|upwards)",
            re.I,
        ),
        "in",
    ),
)
_UPPER = re.compile(rf"(?P<high>{_UPPER_OUT}|{_UPPER_IN})?\s*(?P<b>{_NUMBER})", re.I)
Side = Literal["over", "up_to"]
W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class Limit:
    """What a limit says. ``over`` is left out of the amounts and ``up_to`` is in.

    ``doubt`` is a reason to look at it, where the words do not say whether a bound is in or out.
    """

    over: int | float | None = None
    up_to: int | float | None = None
    vat: Vat | None = None
    per: Per | None = None
    doubt: str | None = None


def limit_of(text: str, side: Side = "up_to") -> Limit:
    """Return what a limit says; an amount by itself is on ``side``. Raises Unfit, with a remedy, for other texts.

    An amount that words leave out of the upper bound, or take into the lower one, becomes the next penny.
    """
    rest, vat = _taken(text, VAT_WORDS)
    rest, per = _taken(rest, _PERS)
    rest = " ".join(rest.replace("()", " ").split()).strip(" ,;:.()")
    limit = Limit(vat=vat, per=per)
    if rest.casefold() in _NO_LIMIT or (not rest and (vat or per)):
        return limit
    for form, reads in _FORMS:
        if match := form.fullmatch(rest):
            return _between(limit, match, reads)
    if match := _UPPER.fullmatch(rest):
        amount = _amount(match["b"])
        if side == "over" and not match["high"]:
            return replace(limit, over=amount)
        return replace(limit, up_to=_before(amount) if _is_out(match["high"]) else amount)
    raise Unfit(
        f"'{text}' is no limit that can be read. Write it as £50,000, over £500,000 up to £2m, or unlimited; "
        "what else it says goes to Condition"
    )


def _between(limit: Limit, match: re.Match[str], reads: str) -> Limit:
    low = _amount(match["a"])
    parts = match.groupdict()
    high = _amount(parts["b"]) if parts.get("b") else None
    words = (parts["low"] or "").casefold()
    is_range = high is not None and words in ("", "between")
    # "£50,000 to £250,000" beside "up to £50,000": rows that meet at an amount leave the lower one out.
    over = low if reads == "out" or is_range else _before(low)
    up_to = _before(high) if high is not None and _is_out(parts.get("high")) else high
    doubt = "a range whose words do not say that its lower amount is left out; read as over that amount"
    return replace(limit, over=None if over == 0 else over, up_to=up_to, doubt=doubt if is_range else None)


def _taken(text: str, words: Sequence[tuple[str, W]]) -> tuple[str, W | None]:
    """Return a text without the first of these phrases that stands in it, and what that means."""
    for pattern, meaning in words:
        match = re.search(rf"\(?\b{pattern}\b\)?|\(?{pattern}(?!\w)\)?", text, re.IGNORECASE)
        if match:
            return text[: match.start()] + " " + text[match.end() :], meaning
    return text, None


def _amount(text: str) -> int | float:
    try:
        exact = amount_of(" ".join(text.split()).rstrip(", "))
    except UnknownWord as error:
        raise Unfit(f"'{text}' is no amount in pounds. Write it as 250000, £250,000 or 1.5m") from error
    return exact.numerator if exact.denominator == 1 else float(exact)


def _before(amount: int | float) -> int | float:
    return float(Decimal(str(amount)) - _PENNY)


def _is_out(words: str | None) -> bool:
    return bool(words and re.fullmatch(_UPPER_OUT, words, re.IGNORECASE))
