"""Rules of published formats as the tests restate them: what a value has to be, and where one is not, in words.

A rule takes a value and the path to it, and yields what is wrong. A record may have the named properties and no others,
so that a misspelt one is wrong, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Rule = Callable[[Any, str], Iterator[str]]


def text(pattern: str = "") -> Rule:
    """Return the rule of a text, which is as a pattern has it where there is one."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield f"{at}: {value!r} is no text"
        elif pattern and not re.fullmatch(pattern, value):
            yield f"{at}: {value!r} is not of the form {pattern}"

    return rule


def whole(least: int) -> Rule:
    """Return the rule of a whole number that is not below the least."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if type(value) is not int or value < least:
            yield f"{at}: {value!r} is no whole number from {least} on"

    return rule


def word_of(*words: str) -> Rule:
    """Return the rule of one of some words."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if value not in words:
            yield f"{at}: {value!r} is none of {', '.join(words)}"

    return rule


def several(inner: Rule, apart: bool = False) -> Rule:
    """Return the rule of a list of such values, each different from the others where they have to be ``apart``."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{at}: {value!r} is no list"
            return
        for number, item in enumerate(value):
            yield from inner(item, f"{at}[{number}]")
            if apart and item in value[:number]:
                yield f"{at}[{number}]: stands there twice"

    return rule


def record(properties: Mapping[str, Rule], *needed: str) -> Rule:
    """Return the rule of an object with these properties and no others, of which some are needed."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{at}: {value!r} is no object"
            return
        yield from (f"{at}: {name} is missing" for name in needed if name not in value)
        for name, item in value.items():
            if name in properties:
                yield from properties[name](item, f"{at}.{name}")
            else:
                yield f"{at}: {name} is not known"

    return rule


def free(value: Any, at: str) -> Iterator[str]:
    """Yield what is wrong with an object whose properties are the writer's own: only that it is none."""
    if not isinstance(value, dict):
        yield f"{at}: {value!r} is no object"


def named(inner: Rule) -> Rule:
    """Return the rule of an object whose names are the writer's own and whose values are alike."""

    def rule(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{at}: {value!r} is no object"
            return
        for name, item in value.items():
            yield from inner(item, f"{at}.{name}")

    return rule
