"""What is not known, tried both ways: each world is one way in which everything that is open may be.

Only what an outcome really turns on is tried: work asks for a choice when it needs one, and is done again for each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")
MOST_WORLDS = 4096
"""How many worlds are tried; where there are more, nothing is certain."""


class Factor(NamedTuple):
    """Something that is not known: what kind of thing, and of which record."""

    kind: str
    of: str


class _Open(Exception):
    """Raised where a world has not chosen yet."""

    def __init__(self, factor: Factor, options: int) -> None:
        self.factor, self.options = factor, options


class World:
    """One way in which what is open may be, as far as it was asked for."""

    def __init__(self, choices: Mapping[Factor, int]) -> None:
        self.choices = choices
        self.chosen: dict[Factor, Any] = {}
        """What was chosen so far, in the order in which it was asked for."""

    def choose(self, factor: Factor, options: Sequence[T]) -> T:
        """Return what is so in this world; a single option is no choice."""
        if len(options) == 1:
            return options[0]
        if factor not in self.choices:
            raise _Open(factor, len(options))
        option = options[self.choices[factor]]
        self.chosen[factor] = option
        return option


def every_world(work: Callable[[World], R], most: int = MOST_WORLDS) -> tuple[list[R], bool, list[Factor]]:
    """Return what ``work`` returns in each world, whether these are all worlds, and what was open in any."""
    waiting: list[dict[Factor, int]] = [{}]
    results: list[R] = []
    factors: dict[Factor, None] = {}
    while waiting:
        choices = waiting.pop()
        try:
            results.append(work(World(choices)))
        except _Open as open_:
            factors[open_.factor] = None
            waiting += [{**choices, open_.factor: option} for option in reversed(range(open_.options))]
        if len(results) + len(waiting) > most:
            return results, False, list(factors)
    return results, True, list(factors)


def may(work: Callable[[World], bool]) -> bool:
    """Return whether ``work`` is true in some world."""
    return any(every_world(work)[0])
