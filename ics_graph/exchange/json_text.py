"""JSON of others, read strictly: what JSON does not have, or no computer can hold, is an error with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import accumulate
from json import JSONDecodeError
from math import isfinite
from typing import Any

DEEPEST = 100
"""How many levels deep the JSON of others may be nested."""
JsonPlace = tuple[int, Any]
"""A value of a file, with the line on which it begins."""
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_HALF = re.compile(r"\\u[Dd][89A-Fa-f]")
_LONG_NUMBER = re.compile(r"\d{4300}")


class NotPermitted(JSONDecodeError):
    """Raised where a text is JSON to some readers, and says what no reader should take."""


def parsed(text: str) -> Any:
    """Return the value of a JSON text.

    Raises JSONDecodeError, with the line, where it is none. NotPermitted, which is one, stands for NaN and Infinity, a
    number that is too large, half a character, and what is nested deeper than ``DEEPEST``.
    """
    # In one byte a character, as only brackets and quotes count here.
    if is_deeper(text.encode("ascii", "replace"), DEEPEST):
        raise NotPermitted(f"nested deeper than {DEEPEST} levels", text, 0)

    def constant(name: str) -> Any:
        raise NotPermitted(f"{name} is no number of JSON", text, max(text.find(name), 0))

    def real(digits: str) -> float:
        number = float(digits)
        if not isfinite(number):
            raise NotPermitted("a number that is too large", text, max(text.find(digits), 0))
        return number

    try:
        value = json.loads(text, parse_constant=constant, parse_float=real)
    except JSONDecodeError:
        raise
    except ValueError as error:  # Python turns no more digits into a number
        long = _LONG_NUMBER.search(text)
        raise NotPermitted("a number of too many digits", text, long.start() if long else 0) from error
    if (half := _HALF.search(text)) and _has_half(value):
        raise NotPermitted("half a character (a lone surrogate)", text, half.start())
    return value


def values_of(text: str, tell: Callable[[int, str, str], None] | None = None) -> Iterator[JsonPlace]:
    """Yield the values of a text with their lines: of one JSON value, of a list, or of a value a line (ndjson).

    Of lines of which most are values, the broken ones are told, with the line and its beginning, and left out; where
    nobody is told, one of them is an error. Raises JSONDecodeError, with the line, where a text is none of these.
    """
    try:
        whole = parsed(text)
    except NotPermitted:
        raise
    except JSONDecodeError:
        yield from _by_line(text, tell)
        return
    if isinstance(whole, list):
        yield from ((1, value) for value in whole)
    else:
        yield 1, whole


def _by_line(text: str, tell: Callable[[int, str, str], None] | None) -> Iterator[JsonPlace]:
    """Yield the values of a text that has one a line; called where the whole of it is no value."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    values: list[JsonPlace] = []
    broken: list[tuple[int, str, JSONDecodeError]] = []
    for number, line in lines:
        try:
            values.append((number, parsed(line)))
        except JSONDecodeError as error:
            broken.append((number, line, error))
    if len(lines) < 2 or (broken and broken[0][0] == lines[0][0]):
        # No line is a value by itself: the text is one value, and broken.
        parsed(text)
    for number, line, fault in broken:
        if tell is None or len(broken) >= len(values):
            raise JSONDecodeError(fault.msg, "\n" * (number - 1) + line, number - 1 + fault.pos)
        tell(number, line.strip()[:40], fault.msg)
    yield from values


def is_deeper(raw: bytes, most: int) -> bool:
    """Return whether JSON is nested deeper than ``most`` levels, before any parser of it fills its memory."""
    brackets = _STRINGS.sub(b"", raw).translate(None, _NO_BRACKETS)
    return any(depth > most for depth in accumulate(map(_STEP.__getitem__, brackets)))


def _has_half(value: Any) -> bool:
    if isinstance(value, str):
        return any("\ud800" <= char <= "\udfff" for char in value)
    if isinstance(value, dict):
        return any(_has_half(key) or _has_half(part) for key, part in value.items())
    return isinstance(value, list) and any(map(_has_half, value))
