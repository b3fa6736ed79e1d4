"""The functions of a body beside who decides them at which value, and where its documents disagree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import combinations

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked
from ics_graph.answering.existence import absence, absent_first
from ics_graph.answering.lists import as_headline, counted, listed
from ics_graph.answering.lookup import Name, body_named
from ics_graph.answering.registry import question
from ics_graph.answering.rows import citations
from ics_graph.answering.scope import scope_of
from ics_graph.certainty import certainty
from ics_graph.dates import in_words
from ics_graph.deciding.amounts import limits_of
from ics_graph.deciding.by_value import outcomes_by_value
from ics_graph.deciding.outcomes import Outcome
from ics_graph.deciding.powers import Powers
from ics_graph.deciding.rows import bounds_of, clauses_in_words, function_of, holder_of, versions_told
from ics_graph.deciding.rulebook import Rulebook
from ics_graph.deciding.worlds import every_world, may
from ics_graph.model.decisions import Clause, Grant
from ics_graph.stores.rows import Body

_NONE, _SEVERAL, _OPEN, _ONE = "Nobody is named", "Two or more", "Left open", "One decider"
_MARKED = {
    _NONE: "nobody is named",
    _SEVERAL: "two or more decide",
    _OPEN: "it is left open who decides",
    _ONE: "one decides",
}
_GROUPS = {"not found": _NONE, "two deciders": _SEVERAL, "possibly": _OPEN, "decided by": _ONE}


@question(
    "decisions",
    'decision-map "NHS Sussex ICB" --as-of 2024-09-01',
    system="the body, or a system: then every body of it that has a scheme",
    ways=(
        "who decides what in {body}",
        "who may decide what in {body}",
        "[which] function of {body} and who decide them",
        "[function and] decision map (of|for) {body}",
    ),
)
def decision_map(asked: Asked, system: Name) -> Answer:
    """Which functions a body or a system has, who decides each, and at which value, on a day.

    Today where no day is given. Each function is asked at every value at which its rows change. Where nobody is named
    and where two are, that stands first. The values are those in which the rows count.
    """
    day = asked.view.as_of or date.today()
    asked = asked.on(day)
    whose = body_named(asked.store, system, day)
    books = [Rulebook(asked, id_) for id_ in bodies_with_schemes(asked, system, whose)]
    rows = [
        _row(asked, powers, function, values, outcome)
        for powers in (Powers(book, day) for book in books)
        for function, values, outcome in outcomes_by_value(powers)
    ]
    rows.sort(key=lambda row: list(_GROUPS.values()).index(row.group or _ONE))
    functions = {(book.body, name) for book in books for name, grants in book.grants_of.items() if grants}
    numbers = {group: sum(row.group == group for row in rows) for group in _GROUPS.values()}
    text = f"The schemes of {the(whose.name_apart)} name {counted(len(functions), 'function')} on {in_words(day)}"
    marked = [f"{words} for {number:,}" for group, words in _MARKED.items() if (number := numbers[group])]
    if functions:
        ranges = counted(len(rows), "range")
        headline = as_headline(text, f"of {ranges} of values, {listed(marked)}")
        if len(rows) > 1 and numbers[_NONE] == len(rows):
            headline = as_headline(text, f"nobody is named for any of the {ranges} of values")
    else:
        headline = as_headline(f"These data hold no scheme of {the(whose.name_apart)} in force on {in_words(day)}")
    headline = absent_first(asked, whose, headline)
    notes = [note for book in books for note in versions_told(book, _in_force(Powers(book, day)), day)]
    return Answer(
        parameters={"system": whose.id},
        headline=headline.text,
        verdict="answered" if rows else "not-stated",
        as_of=day,
        rows=tuple(rows),
        caveats=(*headline.notes, *dict.fromkeys(notes)),
    )


def bodies_with_schemes(asked: Asked, name: Name, whose: Body) -> list[str]:
    """Return the bodies of which rights are recorded: the one asked about, or those that belong to it."""
    own = asked.store.filed("rights", [whose.id], "body")
    if own:
        return [whose.id]
    ids = scope_of(asked, name).ids or frozenset()
    return sorted({right.body for right in asked.store.filed("rights", ids, "body")})


def _in_force(powers: Powers) -> list[str]:
    used = {grant.version for grant in powers.book.grants.values()}
    return [id_ for id_ in used if may(partial(powers.version_in_force, powers.book.versions[id_]))]


def _row(asked: Asked, powers: Powers, function: str, values: str, outcome: Outcome) -> Row:
    book = powers.book
    names = [f"{'' if surely else 'possibly '}{holder_of(book, id_)}" for id_, surely in outcome.deciders.items()]
    grants = [book.grants[id_] for id_ in outcome.deciders if id_ in book.grants]
    first = grants[0].holder if grants else book.body
    claims = tuple(dict.fromkeys(claim for grant in grants for claim in grant.claims))
    body = book.bodies[first]
    return Row(
        id=first,
        name=" and ".join(dict.fromkeys(names)) or "nobody is named",
        type=asked.type_of(body),
        of=book.body,
        of_name=function,
        relation=function,
        record=grants[0].id if grants else None,
        value=values,
        certainty=certainty(claims) if claims else None,
        clause="; ".join(clauses_in_words(book, grant) for grant in grants) or None,
        sources=citations(asked, claims),
        note="; ".join(dict.fromkeys(text for grant in grants for text in bounds_of(grant))) or None,
        group=_GROUPS[outcome.code],
    )


@question(
    "decisions",
    'clause-conflicts "NHS Sussex ICB" --as-of 2024-09-01',
    body="the body whose documents are compared",
    ways=(
        "which clauses of {body} conflict",
        "where do the documents of {body} disagree",
        "which clause of {body} (conflict|disagree|contradict)",
        "where do document of {body} (conflict|disagree|contradict)",
        "what clause conflict (in|for) {body}",
    ),
)
def clause_conflicts(asked: Asked, body: Name) -> Answer:
    """Where two documents in force on a day give one right to one holder with other limits, each by its place.

    Today where no day is given. Where a clause says which document prevails, it is named; where none does, a value
    that only one of them covers is decided possibly.
    """
    day = asked.view.as_of or date.today()
    asked = asked.on(day)
    whose = body_named(asked.store, body, day)
    book = Rulebook(asked, whose.id)
    powers = Powers(book, day)
    rows = [row for first, second in _pairs(powers) for row in _conflict(asked, powers, first, second)]
    number = len(rows) // 2
    on = in_words(day)
    if rows:
        rights = f"{counted(number, 'right')} of {the(whose.name_apart)}"
        text = f"Two documents give {rights} with different limits on {on}"
    else:
        text = f"No two documents in these data give one right of {the(whose.name_apart)} with different limits on {on}"
    gone = absence(asked, whose)
    headline = as_headline(*([gone.words] if gone else []), text)
    return Answer(
        parameters={"body": whose.id},
        headline=headline.text,
        verdict="answered" if rows else "not-stated",
        as_of=day,
        rows=tuple(rows),
        caveats=(
            *headline.notes,
            *(gone.notes if gone else ()),
            *versions_told(book, {book.grants[row.record].version for row in rows if row.record}, day),
        ),
    )


def _pairs(powers: Powers) -> Iterator[tuple[Grant, Grant]]:
    """Yield two rows of one right and one holder in two instruments, both in force, with limits that differ."""
    book = powers.book
    standing = [grant for grant in book.grants.values() if may(partial(powers.in_force, grant))]
    for first, second in combinations(sorted(standing, key=lambda grant: grant.id), 2):
        same = first.right == second.right and first.giver == second.giver
        same = same and set(book.holders(first)) == set(book.holders(second))
        instruments = {book.versions[grant.version].instrument for grant in (first, second)}
        if same and len(instruments) > 1 and _terms(first) != _terms(second):
            yield first, second


def _terms(grant: Grant) -> tuple[object, ...]:
    return grant.over, grant.up_to, grant.vat, grant.per


def _conflict(asked: Asked, powers: Powers, first: Grant, second: Grant) -> list[Row]:
    book = powers.book
    precedence = _precedence(powers, first, second)
    title = f"{function_of(book, first)}, {holder_of(book, first.id)}"
    rows = []
    for grant, other in ((first, second), (second, first)):
        over = book.versions[grant.version].instrument
        if precedence is None:
            note = "no clause in force says which document prevails"
        elif over in precedence.over:
            note = f"gives way to {book.place(other)}, by {book.place(precedence)}"
        else:
            note = f"prevails over {book.place(other)}, by {book.place(precedence)}"
        body = book.bodies[grant.holder]
        rows.append(
            Row(
                id=grant.holder,
                name=holder_of(book, grant.id),
                type=asked.type_of(body),
                relation="approves" if book.rights[grant.right].act == "approve" else book.rights[grant.right].act,
                record=grant.id,
                value=limits_of(grant),
                certainty=certainty(grant.claims) if grant.claims else None,
                note=note,
                clause=clauses_in_words(book, grant),
                sources=citations(asked, grant.claims),
                group=title,
            )
        )
    return rows


def _precedence(powers: Powers, first: Grant, second: Grant) -> Clause | None:
    """Return the clause in force by which the document of one of two rows prevails over that of the other."""
    book = powers.book
    instruments = [book.versions[grant.version].instrument for grant in (first, second)]
    found, *_ = every_world(lambda world: [clause.id for clause in powers.clauses_in_force("precedence", world)])
    for id_ in found[0] if found else ():
        clause = book.clauses[id_]
        prevailing = clause.prevails or book.versions[clause.version].instrument
        if prevailing in instruments and set(clause.over) & set(instruments):
            return clause
    return None
