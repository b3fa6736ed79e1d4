"""The chain of a power: from the Act down to who has it, each giver with its clause and its row."""

from __future__ import annotations

from collections.abc import Iterable

from ics_graph.answering.answer import Row
from ics_graph.answering.asked import Asked
from ics_graph.deciding.powers import Powers
from ics_graph.deciding.rows import CHAIN, clause_row, grant_row
from ics_graph.deciding.rulebook import Rulebook
from ics_graph.deciding.worlds import World, every_world
from ics_graph.model.decisions import Clause, Grant
from ics_graph.names import fold


def chain_rows(asked: Asked, powers: Powers, grant: Grant, above: Iterable[str]) -> list[Row]:
    """Return how the power comes down by a row: the Act, then each giver with its clause and its row.

    ``above`` are the rows by which its givers have it, the highest first.
    """
    book = powers.book
    steps = [*(book.grants[other] for other in above), grant]
    function = fold(book.rights[grant.right].function)

    def in_force(world: World) -> tuple[list[str], list[list[str]]]:
        confers = [
            clause.id for clause in powers.clauses_in_force("confers", world) if powers.is_about(clause, function)
        ]
        return confers, [[clause.id for clause in powers.cited_clauses(step, world)] for step in steps]

    (confers, cited), *_ = every_world(in_force)[0] or [([], [[] for _ in steps])]
    by_act = [book.clauses[other] for other in confers]
    heads = [clause for clause in by_act if clause.body == steps[0].giver] or [
        clause for clause in by_act if clause.body == book.body
    ]
    heads.sort(key=lambda clause: not clause.rights)
    rows = [clause_row(asked, book, clause, CHAIN, "has the function by the Act") for clause in heads[:1]]
    for step, clauses in zip(steps, cited, strict=True):
        rows += [clause_row(asked, book, book.clauses[other], CHAIN, "may give it by") for other in clauses]
        rows += [clause_row(asked, book, clause, CHAIN, "is bound by") for clause in _bounds(book, step, function)]
        rows.append(grant_row(asked, book, step, CHAIN, "has it by"))
    return rows


def _bounds(book: Rulebook, step: Grant, function: str) -> list[Clause]:
    """Return the clauses of the same version that say to whom the very function may be given, or not."""
    return [
        clause
        for clause in book.clauses_of.get(step.version, ())
        if clause.effect in ("restriction", "passing-on")
        and function in {fold(book.rights[id_].function) for id_ in clause.rights if id_ in book.rights}
    ]
