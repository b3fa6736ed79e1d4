"""Codes that a spreadsheet spoilt: what it makes of ``5E1`` or ``012`` when it takes a code for a number or a day.

What is lost so cannot be had back, and what it may have been is only said to a person.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_POWER = re.compile(r"(?P<digits>\d(?:[.,]\d*)?)E(?P<power>[+-]\d{1,3})|(?P<cut>\d[.,]\d*)E(?P<plain>\d{1,3})", re.I)
_DECIMALS = re.compile(r"\d+[.,]0+")
_DAY = re.compile(
    rf"\d{{4}}-\d\d-\d\d(?:[T ]00:00(?::00)?)?|\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d\d)"
    rf"|\d{{1,2}}[- ]{_MONTHS}(?:[- ]\d{{2,4}})?|{_MONTHS}[- ]\d{{2,4}}",
    re.I,
)
_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|#+)", re.I)
_MARKED = re.compile(r"['\u2018\u2019`](?P<plain>[A-Za-z0-9]+)|=\"(?P<formula>[A-Za-z0-9]+)\"")
A_MARK = "a sign by which a spreadsheet marks a text is before the code"
A_NUMBER = "a spreadsheet made a number of the code"
A_DAY = "a spreadsheet made a day of the code"
AN_ERROR = "a spreadsheet shows an error in place of the code"


# A register names a few thousand bodies on a hundred thousand rows.
@lru_cache(maxsize=65_536)
def spoilt(code: str) -> str | None:
    """Return in words how a spreadsheet spoilt a code of any register, or None where nothing shows that it did."""
    if _POWER.fullmatch(code) or _DECIMALS.fullmatch(code):
        return A_NUMBER
    if _DAY.fullmatch(code):
        return A_DAY
    if _MARKED.fullmatch(code):
        return A_MARK
    return AN_ERROR if _ERROR.fullmatch(code) else None


def spoilt_ods(code: str, may_be_number: bool = True) -> str | None:
    """Return in words how a spreadsheet spoilt an ODS code, or None where nothing shows that it did.

    ODS codes have letters. Only those of local authorities are three digits: with ``may_be_number`` these may be meant.
    """
    if code.isdecimal() and (not may_be_number or len(code) < 3 or re.fullmatch(r"[1-9]\d?0{3,}", code)):
        return A_NUMBER
    return spoilt(code)


def guess_of(code: str, how: str) -> str:
    """Return what a code that was spoilt so may have been, empty where nothing is left of it or none is likely."""
    return may_have_been(code) if how in (A_NUMBER, A_MARK) else ""


def may_have_been(code: str) -> str:
    """Return the code that a number may have been before (``5.00E+01``, ``50``: 5E1), empty where none is likely.

    Of a code with a sign before it (``'00K``) it is the code without that.
    """
    if match := _MARKED.fullmatch(code):
        return match["plain"] or match["formula"]
    if match := _POWER.fullmatch(code):
        power = int(match["power"] or match["plain"])
        digits = re.sub(r"[.,]", "", match["digits"] or match["cut"])
        whole = digits.rstrip("0") or "0"
        power -= len(whole) - 1
        return f"{whole}E{power}" if 0 <= power <= 99 and whole != "0" else ""
    if match := re.fullmatch(r"([1-9])(0+)", code):
        return f"{match[1]}E{len(match[2])}"
    if match := re.fullmatch(r"(\d+)[.,]0+", code):
        return match[1]
    return code.zfill(3) if code.isdecimal() and len(code) < 3 else ""
