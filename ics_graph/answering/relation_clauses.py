"""Relations as clauses: each is worded as it is, with the names at its far end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ics_graph.answering.answer import Row
from ics_graph.answering.articles import the
from ics_graph.answering.grammar import subject_and_verb
from ics_graph.answering.lists import MOST_IN_A_SENTENCE, MOST_NAMES, be, briefly, counted, is_short, listed

Tense = Callable[[str], str]
"""Puts a verb into the tense of its sentence: ``past``, or ``str``, which leaves it as it is."""
_MARKED = ("inferred", "disputed")


def each(body: str, rows: Sequence[Row], tense: Tense, before: int = 0) -> list[str]:
    """Return clauses that word each relation as it is: a level is not a whole, a programme not a part.

    Where they are too long with the ``before`` words that go before them, titles in brackets are left out, and then
    names are counted.
    """
    room = MOST_IN_A_SENTENCE - before
    for attempt in (_clauses(body, _titled(rows), tense), _clauses(body, rows, tense)):
        if all(len(clause.split()) <= room for clause in attempt):
            return attempt
    return _clauses(body, rows, tense, counting=True)


def _clauses(body: str, rows: Sequence[Row], tense: Tense, counting: bool = False) -> list[str]:
    by_relation: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_relation.setdefault((row.of_name or body, row.relation), []).append(row)
    # What is said of the very same others stands once: "is assessed by and must comply with directions of NHS England".
    names_by_relation = {key: tuple(named(of_relation)) for key, of_relation in by_relation.items()}
    relations_by_names: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (name, relation), names in names_by_relation.items():
        relations_by_names.setdefault((name, names), []).append(relation)
    shown = list(relations_by_names.items())[:MOST_NAMES]
    clauses_by_name: dict[str, list[str]] = {}
    for (name, names), relations in shown:
        clauses = clauses_by_name.setdefault(name, [])
        noun = "person" if {row.type for row in by_relation[name, relations[0]]} == {"Person"} else "body"
        named_here = len(names) == 1 or (len(shown) == 1 and not counting)
        others = briefly(list(names)) if named_here else counted(len(names), noun)
        first, *more = relations
        verbs = [
            subject_and_verb(the(name), first, again=bool(clauses), tense=tense),
            *(subject_and_verb(the(name), r, again=True, tense=tense) for r in more),
        ]
        clauses.append(f"{listed(verbs)} {others}")
    rest = sum(len(names) for _, names in relations_by_names) - sum(len(names) for (_, names), _ in shown)
    more_of_them = [f"{counted(rest, 'more relationship')} {be(rest)} in the table"] if rest else []
    return [*(clause for of_one in clauses_by_name.values() for clause in _joined(of_one)), *more_of_them]


def _joined(clauses: list[str]) -> list[str]:
    """Return what is said of one body: "it leads A and chairs B", but "the parts of A include B" and "its …"."""
    starts_anew = any(clause.startswith(("its ", "their ")) for clause in clauses)
    return clauses if starts_anew or not is_short(listed(clauses)) else [listed(clauses)]


def _titled(rows: Sequence[Row]) -> list[Row]:
    """Return a row for each name and relation with its roles after it, but those that the name says itself."""
    roles: dict[tuple[str | None, ...], list[str]] = {}
    first: dict[tuple[str | None, ...], Row] = {}
    for row in rows:
        key = (row.of_name, row.relation, row.name, row.certainty)
        first.setdefault(key, row)
        titles = roles.setdefault(key, [])
        if row.role and row.role.lower() not in row.name.lower() and row.role not in titles:
            titles.append(row.role)
    return [
        replace(row, name=f"{row.name} ({', '.join(titles)})") if (titles := roles[key]) else row
        for key, row in first.items()
    ]


def named(rows: Sequence[Row]) -> list[str]:
    """Return the names with their articles, and with a word at those that are inferred or that sources differ on."""
    marked = (f"{the(row.name)} ({row.certainty})" if row.certainty in _MARKED else the(row.name) for row in rows)
    return list(dict.fromkeys(marked))
