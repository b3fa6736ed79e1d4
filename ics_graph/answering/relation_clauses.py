"""Relations as clauses: each is worded as it is, with the names at its far end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ics_graph.answering.answer import Row
from ics_graph.answering.articles import the
from ics_graph.answering.grammar import INCLUDING, infinitive, is_passive, is_plural, subject_and_verb, verb
from ics_graph.answering.lists import MOST_IN_A_SENTENCE, MOST_NAMES, be, briefly, counted, is_short, listed

Tense = Callable[[str], str]
"""Puts a verb into the tense of its sentence: ``past``, or ``str``, which leaves it as it is."""
_MARKED = ("inferred", "disputed")
_HOLDS_ROLE = ("holds a role at", "is to hold a role at")
_QUOTED = ("Service", "Function", "Activity", "DecisionRight", "Priority")
"""Types whose names are words of a source, and stand in a sentence as a quotation."""


def each(body: str, rows: Sequence[Row], tense: Tense, before: int = 0) -> list[str]:
    """Return clauses that word each relation as it is: a level is not a whole, a programme not a part.

    Where they are too long with the ``before`` words that go before them, titles in brackets are left out, and then
    names are counted.
    """
    room, rows = MOST_IN_A_SENTENCE - before, _by_post(rows)
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
    acting: list[str] = []
    for (name, names), relations in shown:
        of_these = by_relation[name, relations[0]]
        named_here = len(names) == 1 or (len(shown) == 1 and not counting)
        others = briefly(list(names)) if named_here else counted(len(names), _noun(of_these))
        active = [by_relation[name, relation][0].forward for relation in relations]
        if all(map(is_passive, relations)) and not any(row.upward for row in of_these) and all(active):
            # Who acts comes first: "Dr Ann Archer chairs the board".
            several = len(names) > 1 or is_plural(of_these[0].name)
            acting.append(f"{others} {listed([tense(verb(words, several)) for words in active])} {the(name)}")
            continue
        clauses = clauses_by_name.setdefault(name, [])
        first, *more = relations
        verbs = [
            subject_and_verb(the(name), first, again=bool(clauses), tense=tense),
            *(subject_and_verb(the(name), r, again=True, tense=tense) for r in more),
        ]
        clauses.append(f"{listed(verbs)} {others}")
    rest = sum(len(names) for _, names in relations_by_names) - sum(len(names) for (_, names), _ in shown)
    more_of_them = [f"{counted(rest, 'more relationship')} {be(rest)} in the table"] if rest else []
    several = counting or (len(shown) > 1 and any(len(names) > 1 for (_, names), _ in shown))
    if several and (parts := _in_numbers(shown, by_relation, tense)):
        return [*acting, *parts, *more_of_them]
    joined = [clause for of_one in clauses_by_name.values() for clause in _joined(of_one)]
    return [*acting, *joined, *more_of_them]


def _in_numbers(
    shown: Sequence[tuple[tuple[str, tuple[str, ...]], list[str]]],
    by_relation: Mapping[tuple[str, str], list[Row]],
    tense: Tense,
) -> list[str]:
    """Return a clause that counts what a body has: "the system has 8 parts and 15 workstreams"; none for verbs."""
    counts: dict[str, list[str]] = {}
    for (name, names), relations in shown:
        nouns = [INCLUDING.match(relation) for relation in relations]
        if len(relations) > 1 or nouns[0] is None or by_relation[name, relations[0]][0].heading == "planned":
            return []
        noun = nouns[0]["noun"]
        several = noun if len(names) > 1 else infinitive(noun)
        counts.setdefault(name, []).append(f"{len(names):,} {several}" if noun != "area" else "")
    if any(not count for of_name in counts.values() for count in of_name):
        return []
    return [f"{the(name)} {tense(verb('has', name))} {listed(of_name)}" for name, of_name in counts.items()]


def _by_post(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with a role at a body worded as the post that it is: "holds the post of Chair at"."""
    posts: dict[tuple[str | None, str, str], dict[str, None]] = {}
    for row in rows:
        if row.relation in _HOLDS_ROLE and row.role:
            posts.setdefault((row.of, row.relation, row.id), {}).setdefault(row.role)
    worded = []
    for row in rows:
        titles = list(posts.get((row.of, row.relation, row.id), ()))
        if titles:
            hold = row.relation.removesuffix(" a role at")
            post = "post" if len(titles) == 1 else "posts"
            # A title may have an "and" of its own.
            simple = not any(" and " in title for title in titles) or len(titles) == 1
            of_titles = listed(titles) if simple else f"{', '.join(titles[:-1])}, and {titles[-1]},"
            row = replace(row, relation=f"{hold} the {post} of {of_titles} at")
        worded.append(row)
    return worded


def _noun(rows: Sequence[Row]) -> str:
    """Return what the far ends of rows are counted as: by their kind where all are of one."""
    kinds = {row.kind for row in rows}
    if {row.type for row in rows} == {"Person"}:
        return "person"
    return kinds.pop() if len(kinds) == 1 and "" not in kinds else "body"


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
        said = row.role is not None and any(row.role.lower() in words.lower() for words in (row.name, row.relation))
        if row.role and not said and row.role not in titles:
            titles.append(row.role)
    return [
        replace(row, name=f"{row.name} ({', '.join(titles)})") if (titles := roles[key]) else row
        for key, row in first.items()
    ]


def named(rows: Sequence[Row]) -> list[str]:
    """Return the names with their articles, and with a word at those that are inferred or that sources differ on."""
    names = ((_named(row), row.certainty) for row in rows)
    return list(dict.fromkeys(f"{name} ({sure})" if sure in _MARKED else name for name, sure in names))


def _named(row: Row) -> str:
    """Return a name with its article; a title as a title, and the words of a source as a quotation."""
    if row.type in _QUOTED:
        return f"'{row.name}'"
    return row.name if row.relation.endswith("the post of") else the(row.name)


def line_in_words(row: Row, start: str) -> str:
    """Return a line as it is named in a caveat: its far end, and where it is not one at the body asked about, whole."""
    if row.of == start or row.of_name is None:
        return row.name
    return f"{subject_and_verb(row.of_name, row.relation)} {row.name}"
