"""A history asked of a month or a year: what it dates to that time comes first, and the headline says it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.lists import briefly, counted, is_short, sentence
from ics_graph.dates import in_words

if TYPE_CHECKING:
    from ics_graph.day_words import When

_OF_WORDS = ("has the code", "has the name")
"""What a row tells of how a body was called, which is no happening."""
_NOUNS = {"established": "its establishment", "abolished": "its abolition"}
IN_PERIOD = ("history",)
"""The questions whose rows are dated happenings: of a period they are asked once, and not of its first and last day."""


def in_period(answer: Answer, when: When) -> Answer:
    """Return an answer of all times as one of a period: its rows of that time first, each group under its title."""
    inside, outside = list[Row](), list[Row]()
    for row in answer.rows:
        (inside if _is_in(row, when) else outside).append(row)
    events = [_what(row) for row in inside if row.relation not in _OF_WORDS]
    then = f"for {when.words} the sources give {briefly(events)}" if events else ""
    then = then if is_short(then) else f"for {when.words} the sources give {counted(len(events), 'dated entry')}"
    nothing = f"no source dates anything of it to {when.words}"
    groups = ((f"In {when.words}", inside), ("At other times, or of no known day", outside))
    return replace(
        answer,
        headline=f"{_life(answer)} {sentence(then or nothing)}",
        rows=tuple(replace(row, group=title) for title, rows in groups for row in rows),
    )


def _life(answer: Answer) -> str:
    """Return the first sentence of a history; a full stop within the name of the body ends none."""
    names = [row.name for row in answer.rows if row.id == answer.parameters.get("body") and row.name]
    masked = answer.headline.replace(names[0], "\0") if names else answer.headline
    first = sentence(masked.partition(". ")[0].removesuffix("."))
    return first.replace("\0", names[0]) if names else first


def _is_in(row: Row, when: When) -> bool:
    """Return whether a row began or ended surely within a period: a year or month that it gives must lie inside."""
    days = [day for day in (row.since, row.until) if day]
    first, last = when.first.isoformat(), when.last.isoformat()
    return any(first[: len(day)] <= day <= last[: len(day)] and len(day) >= _least(when) for day in days)


def _least(when: When) -> int:
    """Return how exact a date must be to lie surely within a period: a year for a year, a month for less."""
    return 4 if (when.last - when.first).days >= 364 else 7


def _what(row: Row) -> str:
    what = (row.value or row.name).partition(" (")[0]
    what = _NOUNS.get(what) or (f"'{what}'" if row.value else what)
    day = row.since or row.until
    return f"{what} ({in_words(day)})" if day else what
