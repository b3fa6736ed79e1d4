"""Two bodies of one name in one answer: which they are, and how rows tell them apart (their ids stand after the name).

A headline that names "Ann Roe" once for two people hides one of them (docs/decisions/0038-one-folding-of-names.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from ics_graph.answering.answer import Answer, Row
from ics_graph.names import fold
from ics_graph.stores import Store
from ics_graph.stores.rows import Body


def namesakes(bodies: Iterable[Body]) -> list[Body]:
    """Return the bodies that have their name, as it is folded, in common with one of another id."""
    ids_by_name: dict[str, set[str]] = defaultdict(set)
    bodies = list(bodies)
    for body in bodies:
        ids_by_name[fold(body.name)].add(body.id)
    return [body for body in bodies if len(ids_by_name[fold(body.name)]) > 1]


def namesakes_in(answer: Answer, store: Store) -> dict[str, Body]:
    """Return the bodies in an answer that have a name in common with another body in it, by id.

    ``store`` is the session in which the answer was made, so that nothing is read that was not read for it.
    """
    ids_by_name: dict[str, set[str]] = defaultdict(set)
    for id_, name in _named(answer):
        ids_by_name[fold(name)].add(id_)
    alike = {id_ for ids in ids_by_name.values() if len(ids) > 1 for id_ in ids}
    # What is no body, as a source or an event, is told apart by its row.
    return {body.id: body for body in namesakes(store.bodies(alike).values())} if alike else {}


@contextmanager
def with_ids(bodies: Iterable[Body]) -> Iterator[None]:
    """While this lasts, show these bodies with their ids after their names."""
    before = [(body, body.apart) for body in bodies]
    for body, _ in before:
        body.apart = body.id
    try:
        yield
    finally:
        for body, apart in before:
            body.apart = apart


def told_apart(answer: Answer, ids: Collection[str]) -> Answer:
    """Return an answer in which each row names these bodies with their ids, also where it was not put so."""

    def shown(id_: str | None, name: str) -> str:
        return f"{name} ({id_})" if id_ in ids and f"({id_})" not in name else name

    def told(row: Row) -> Row:
        return replace(row, name=shown(row.id, row.name), of_name=shown(row.of, row.of_name) if row.of_name else None)

    paths = tuple(replace(path, steps=tuple(map(told, path.steps))) for path in answer.paths)
    return replace(answer, rows=tuple(map(told, answer.rows)), paths=paths)


def _named(answer: Answer) -> Iterator[tuple[str, str]]:
    for row in (*answer.rows, *(step for path in answer.paths for step in path.steps)):
        yield row.id, row.name
        if row.of and row.of_name:
            yield row.of, row.of_name
