"""On what an outcome turns: the unknowns that would change it, and none that was only tried.

An outcome turns on something if two ways in which all may be differ in that alone, and have two outcomes. So each
unknown that is named changes the outcome, alone or with others, and one that changes nothing is never named
(``docs/decisions/0054-who-may-decide.md``).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from ics_graph.deciding.worlds import Factor


class _Node(NamedTuple):
    """A choice, and what comes of each option: another choice, or an outcome."""

    factor: Factor
    options: dict[Hashable, _Node | _Leaf]


class _Leaf(NamedTuple):
    outcome: Hashable


_Tree = _Node | _Leaf


def turning(worlds: Sequence[tuple[Mapping[Factor, Hashable], Hashable]]) -> list[Factor]:
    """Return on what an outcome turns; ``worlds`` are what was chosen in each, in that order, and its outcome."""
    decisive: dict[Factor, None] = {}
    waiting = [_tree([(list(chosen.items()), outcome) for chosen, outcome in worlds])] if worlds else []
    while waiting:
        tree = waiting.pop(0)
        if isinstance(tree, _Node):
            waiting += tree.options.values()
            if tree.factor not in decisive and any(_differ(a, b) for a, b in combinations(tree.options.values(), 2)):
                decisive[tree.factor] = None
    return list(decisive)


def _tree(worlds: Sequence[tuple[list[tuple[Factor, Hashable]], Hashable]]) -> _Tree:
    """Return the choices of all worlds as a tree: what is asked next follows from what was chosen before."""
    (first, outcome), *_ = worlds
    if not first:
        return _Leaf(outcome)
    options: dict[Hashable, list[tuple[list[tuple[Factor, Hashable]], Hashable]]] = {}
    for chosen, outcome in worlds:
        options.setdefault(chosen[0][1], []).append((chosen[1:], outcome))
    return _Node(first[0][0], {option: _tree(rest) for option, rest in options.items()})


def _differ(one: _Tree, other: _Tree) -> bool:
    """Return whether two trees have two outcomes for one choice of all else that is open in both."""
    if one == other:
        return False
    node = one if isinstance(one, _Node) else other
    if not isinstance(node, _Node):
        return True
    for option in node.options:
        a, b = _where(one, node.factor, option), _where(other, node.factor, option)
        if a is not None and b is not None and _differ(a, b):
            return True
    return False


def _where(tree: _Tree, factor: Factor, option: Hashable) -> _Tree | None:
    """Return what is left of a tree where an option was chosen; None where it cannot be chosen there."""
    if isinstance(tree, _Leaf):
        return tree
    if tree.factor == factor:
        return tree.options.get(option)
    left = {key: rest for key, below in tree.options.items() if (rest := _where(below, factor, option)) is not None}
    return _Node(tree.factor, left) if left else None
