"""The functions and decisions map as the table that boards publish: who decides each function, at which level."""

from __future__ import annotations

from datetime import date

from ics_graph.answering.asked import Asked
from ics_graph.answering.lookup import body_named
from ics_graph.dates import in_words
from ics_graph.deciding.by_value import outcomes_by_value
from ics_graph.deciding.outcomes import Outcome
from ics_graph.deciding.powers import Powers
from ics_graph.deciding.rows import clauses_in_words, holder_of, versions_told
from ics_graph.deciding.rulebook import Rulebook
from ics_graph.exchange.board_tables.document import Column, Document, Part
from ics_graph.exchange.spreadsheet.cells import text_to
from ics_graph.questions.decision_map import bodies_with_schemes
from ics_graph.visible_text import in_a_line

_COLUMNS = (
    Column("Function", width=26),
    Column("Theme", width=14),
    Column("Value", width=22),
    Column("Board, or reserved", width=22),
    Column("Committee", width=22),
    Column("Individual", width=22),
    Column("To look at", width=20),
    Column("Clause", width=26),
)
_MARKS = {
    "not found": "nobody is named",
    "two deciders": "two or more decide",
    "possibly": "it is left open who decides",
    "decided by": "",
}
_HOW_READ = (
    "A name stands where somebody decides at these values. “Possibly” stands before one where the documents leave that "
    "open."
)


def decisions_map(asked: Asked, system: str, day: date) -> Document:
    """Return the map of a body, or of every body of a system that has a scheme, on a day.

    Raises LookupFailed where the name does not say one body.
    """
    asked = asked.on(day)
    whose = body_named(asked.store, system, day)
    parts = []
    for id_ in bodies_with_schemes(asked, system, whose):
        book = Rulebook(asked, id_)
        powers = Powers(book, day)
        outcomes = list(outcomes_by_value(powers))
        rows = [_row(asked, powers, *each) for each in outcomes]
        about = (("Body", text_to(book.name(id_))), ("As things stood on", in_words(day)))
        deciding = {id_ for _, _, outcome in outcomes for id_ in outcome.deciders}
        used = {book.grants[id_].version for id_ in deciding if id_ in book.grants}
        notes = tuple(map(in_a_line, (_HOW_READ, *versions_told(book, used, day))))
        title = f"Functions and decisions map of {book.name(id_)}"
        parts.append(Part(in_a_line(book.name(id_)), in_a_line(title), about, _COLUMNS, tuple(rows), notes))
    return Document(in_a_line(f"Functions and decisions map of {whose.name_apart}"), tuple(parts))


def _row(asked: Asked, powers: Powers, function: str, values: str, outcome: Outcome) -> tuple[str, ...]:
    book = powers.book
    levels: dict[str, list[str]] = {"reserved": [], "committee": [], "individual": []}
    for id_, surely in outcome.deciders.items():
        name = holder_of(book, id_)
        levels[_level(asked, book, id_)].append(name if surely else f"Possibly {name}")
    grants = [book.grants[id_] for id_ in outcome.deciders if id_ in book.grants]
    clauses = [clauses_in_words(book, grant) for grant in grants]
    clauses += [book.place(book.clauses[id_]) for id_ in outcome.deciders if id_ not in book.grants]
    themes = {right.theme for right in book.rights.values() if right.function == function and right.theme}
    texts = (
        function,
        "; ".join(sorted(themes)),
        values,
        *("; ".join(dict.fromkeys(names)) for names in levels.values()),
        _MARKS[outcome.code],
        "; ".join(clauses),
    )
    return tuple(map(text_to, texts))


def _level(asked: Asked, book: Rulebook, id_: str) -> str:
    """Return the column of a decider; what a residual rule leaves to a body is not given to anybody either."""
    grant = book.grants.get(id_)
    if grant is None or grant.kind == "reserve" or grant.holder == book.body:
        return "reserved"
    type_ = book.bodies[grant.holder].type
    if asked.ontology.is_a(type_, "Board"):
        return "reserved"
    return "individual" if any(asked.ontology.is_a(type_, name) for name in ("Post", "Person")) else "committee"
