"""An interest in words and back: its kind, its share, whether it is direct, and whether it is a beneficial one.

The codes are those of the standard's list of interest types (version 0.4). A relation has no number of its own, so that
its role says the share as well, in words that can be read back.
"""

from __future__ import annotations

import re
from typing import Any

TYPES = {
    "shareholding": "shareholding",
    "votingRights": "voting rights",
    "appointmentOfBoard": "right to appoint the board",
    "otherInfluenceOrControl": "other influence or control",
    "seniorManagingOfficial": "senior managing official",
    "settlor": "settlor",
    "trustee": "trustee",
    "protector": "protector",
    "beneficiaryOfLegalArrangement": "beneficiary of a legal arrangement",
    "rightsToSurplusAssetsOnDissolution": "rights to surplus assets on dissolution",
    "rightsToProfitOrIncome": "rights to profit or income",
    "rightsGrantedByContract": "rights granted by contract",
    "conditionalRightsGrantedByContract": "conditional rights granted by contract",
    "controlViaCompanyRulesOrArticles": "control by company rules or articles",
    "controlByLegalFramework": "control by a legal framework",
    "boardMember": "board member",
    "boardChair": "board chair",
    "unknownInterest": "an interest of a kind that is not known",
    "unpublishedInterest": "an interest of a kind that is not published",
    "enjoymentAndUseOfAssets": "enjoyment and use of assets",
    "rightToProfitOrIncomeFromAssets": "right to profit or income from assets",
    "nominee": "nominee",
    "nominator": "nominator",
}
BOARD = ("boardMember", "boardChair")
"""Interests that are a seat: they are a membership here."""
UNKNOWN = "unknownInterest"
_CODES = {words: code for code, words in TYPES.items()}
_NUMBER = r"\d+(?:\.\d+)?"
_LOWER = {"minimum": "at least", "exclusiveMinimum": "more than"}
_UPPER = {"maximum": "at most", "exclusiveMaximum": "less than"}
_BOUND = re.compile(rf"(at least|more than|at most|less than) ({_NUMBER})%")
_HOW = {"direct": "direct", "indirect": "indirect", "unknown": "not known whether direct"}
_WHOSE = {True: "of a beneficial owner", False: "not of a beneficial owner"}


def in_words(interest: dict[str, Any]) -> str:
    """Return an interest as a role says it: ``shareholding of more than 25% and at most 50%, direct``.

    Raises ValueError where its share is none between 0 and 100.
    """
    code = str(interest.get("type") or UNKNOWN)
    words = TYPES.get(code, code)
    share = _share_in_words(interest.get("share"))
    parts = [f"{words} of {share}" if share else words]
    if (how := _HOW.get(str(interest.get("directOrIndirect")))) is not None:
        parts.append(how)
    if isinstance(whose := interest.get("beneficialOwnershipOrControl"), bool):
        parts.append(_WHOSE[whose])
    return ", ".join(parts)


def of_words(role: str) -> dict[str, Any] | None:
    """Return the interest that a role says, None where it was not worded by ``in_words``."""
    first, *rest = role.split(", ")
    kind, of, share = first.rpartition(" of ")
    interest: dict[str, Any] = {}
    if of and kind in _CODES and (read := _share_of_words(share)) is not None:
        interest = {"type": _CODES[kind], "share": read}
    elif first in _CODES:
        interest = {"type": _CODES[first]}
    else:
        return None
    for part in rest:
        if part in _HOW.values():
            interest["directOrIndirect"] = next(code for code, words in _HOW.items() if words == part)
        elif part in _WHOSE.values():
            interest["beneficialOwnershipOrControl"] = part == _WHOSE[True]
        else:
            return None
    return interest


def _share_in_words(share: Any) -> str:
    if not isinstance(share, dict):
        return ""
    bounds = dict(share)
    # Until version 0.3 these were marks beside the bound, and not bounds.
    for mark, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(bounds.get(mark), bool) and bounds.pop(mark) and bounds.get(bound) is not None:
            bounds[mark] = bounds.pop(bound)
    numbers = {name: _number(value) for name, value in bounds.items() if value is not None}
    if "exact" in numbers:
        return f"{numbers['exact']}%"
    lower = [f"{words} {numbers[name]}%" for name, words in _LOWER.items() if name in numbers]
    upper = [f"{words} {numbers[name]}%" for name, words in _UPPER.items() if name in numbers]
    if "minimum" in numbers and numbers["minimum"] == numbers.get("maximum"):
        return f"{numbers['minimum']}%"
    return " and ".join((*lower, *upper))


def _number(value: Any) -> str:
    try:
        number = float(value) if not isinstance(value, bool) else -1.0
    except (TypeError, ValueError):
        number = -1.0
    if not 0 <= number <= 100:
        raise ValueError(f"'{value}' is no share between 0 and 100")
    return f"{number:.10f}".rstrip("0").rstrip(".")


def _share_of_words(text: str) -> dict[str, Any] | None:
    if exact := re.fullmatch(rf"({_NUMBER})%", text):
        number = _plain(exact[1])
        return {"exact": number, "minimum": number, "maximum": number}
    names = {words: name for name, words in (*_LOWER.items(), *_UPPER.items())}
    share: dict[str, Any] = {}
    for part in text.split(" and "):
        bound = _BOUND.fullmatch(part)
        if bound is None or names[bound[1]] in share:
            return None
        share[names[bound[1]]] = _plain(bound[2])
    return share


def _plain(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number
