"""What the rows of an answer are called where they are counted: relationships, facts, or entries of several kinds."""

from __future__ import annotations

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.lists import be, plural

_NOUNS = {"facts": "fact", "all-facts": "fact", "figures": "figure", "statements": "statement", "bodies": "body"}
_NOUNS |= {"names": "name", "themes": "item in these lists", "levels": "entry on these levels", "roles": "role"}
_NOUNS |= {"multiple-roles": "role", "conflicts": "entry in these differences", "succession": "change of body"}


def noun_of(answer: Answer) -> str:
    """Return what a row of an answer is called."""
    if answer.rows and all(row.type == "Person" and row.record is None for row in answer.rows):
        return "person"
    if answer.question in _NOUNS:
        return _NOUNS[answer.question]
    if answer.question == "attendance" and answer.rows and not any(map(_is_line, answer.rows)):
        return "event"
    return "relationship" if answer.rows and all(map(_is_line, answer.rows)) else "entry"


def share(number: int, of: int, noun: str, what: str) -> str:
    """Return how many of some things are of a kind: ``1 of 3 relationships is inferred``."""
    if number == of:
        return f"the {noun} is {what}" if of == 1 else f"all {of:,} {plural(noun)} are {what}"
    return f"{number:,} of {of:,} {plural(noun)} {be(number)} {what}"


def _is_line(row: Row) -> bool:
    return row.record is not None and row.depth > 0
