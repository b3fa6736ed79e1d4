"""Who decides, over all worlds: one, several, possibly these, or nobody that the documents name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ics_graph.deciding.cases import Case
from ics_graph.deciding.powers import Judgement, Powers, Status
from ics_graph.deciding.turning import turning
from ics_graph.deciding.worlds import Factor, every_world

Code = Literal["decided by", "two deciders", "possibly", "not found"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out. ``deciders`` are rows, or the clause of a residual rule, each with whether it surely decides.

    ``statuses`` are all that a row is in any world; ``turns_on`` is what is not known, where that matters.
    """

    code: Code
    deciders: dict[str, bool]
    statuses: dict[str, tuple[Status, ...]]
    chains: dict[str, tuple[str, ...]]
    residual: bool = False
    turns_on: tuple[Factor, ...] = ()
    whole: bool = True


def decide(powers: Powers, function: str, case: Case) -> Outcome:
    """Return who decides a case of a function (folded)."""
    worlds, whole, factors = every_world(lambda world: (powers.judge(function, case, world), world.chosen))
    judged = [judgement for judgement, _ in worlds]
    chosen = [choices for _, choices in worlds]
    sets = [judgement.deciders for judgement in judged]
    some = frozenset().union(*sets) if sets else frozenset()
    sure = frozenset.intersection(*sets) if sets and whole else frozenset()
    holders = [frozenset(_holder(powers, id_) for id_ in deciders) for deciders in sets]
    if not whole:
        code: Code = "possibly"
    elif not some:
        code = "not found"
    elif len(set(holders)) > 1:
        code = "possibly"
    else:
        code = "decided by" if len(holders[0]) == 1 else "two deciders"
    chains: dict[str, tuple[str, ...]] = {}
    for judgement in judged:
        for id_ in judgement.deciders:
            chains.setdefault(id_, judgement.chains.get(id_, ()))
    return Outcome(
        code,
        {id_: id_ in sure for id_ in sorted(some)},
        _statuses(judged),
        chains,
        any(judgement.residual for judgement in judged),
        () if code != "possibly" else tuple(turning(list(zip(chosen, holders, strict=True))) if whole else factors),
        whole,
    )


def _holder(powers: Powers, id_: str) -> frozenset[str]:
    """Return who decides by a row or clause: those who hold a right jointly are one decider."""
    grant = powers.book.grants.get(id_)
    return frozenset(powers.book.holders(grant) if grant else (str(powers.book.clauses[id_].body),))


def _statuses(judged: Sequence[Judgement]) -> dict[str, tuple[Status, ...]]:
    statuses: dict[str, dict[Status, None]] = {}
    for judgement in judged:
        for id_, status in judgement.status.items():
            statuses.setdefault(id_, {})[status] = None
    return {id_: tuple(of) for id_, of in statuses.items()}
