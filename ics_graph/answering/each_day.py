"""A question asked of a month or a year: on its first and on its last day, and one answer where these are the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ics_graph.answering.answer import Answer, Path, Row
from ics_graph.answering.in_period import IN_PERIOD, in_period
from ics_graph.dates import in_words

if TYPE_CHECKING:
    from ics_graph.answering.asked import Asked
    from ics_graph.answering.registry import Question
    from ics_graph.day_words import When


def on_each_day(ask: Callable[[date | None], Answer], when: When | date | None) -> list[Answer]:
    """Return the answers to a question on a day, or on the first and the last day of a period: one, or two.

    ``ask`` is given the day. A history has one answer, of the whole period. Where both days have the same rows, paths
    and verdict there is one answer, of the first day, which says that it is that of both.
    """
    if when is None or isinstance(when, date):
        return [ask(when)]
    if when.is_day:
        return [ask(when.first)]
    first = ask(when.first)
    if first.question in IN_PERIOD:
        return [in_period(ask(None), when)]
    last = ask(when.last)
    if not is_same(first, last):
        return [first, last]
    days = f"the first and the last day of {when.words}: {in_words(when.first)} and {in_words(when.last)}"
    return [replace(first, caveats=(f"The answer is the same on {days}.", *first.caveats))]


def asked_over(question: Question, asked: Asked, given: Mapping[str, Any], when: When | None) -> list[Answer]:
    """Return the answers of a question to what is given, on a day or over a period, as ``on_each_day`` does.

    A question whose answer is of no day is asked once, with the names as they were meant on the first.
    """
    on_day = when if question.dated else when and when.first
    return on_each_day(lambda day: question.ask(asked.on(day), **given), on_day)


def is_same(first: Answer, last: Answer) -> bool:
    """Return whether two answers differ in nothing but their days; what a row says of its source's reach is no matter.

    The sentences are not compared, as they hold the days; what they say follows from the rows.
    """
    return (
        first.verdict == last.verdict
        and first.excluded == last.excluded
        and [_plain(row) for row in first.rows] == [_plain(row) for row in last.rows]
        and [_steps(path) for path in first.paths] == [_steps(path) for path in last.paths]
        and len(first.caveats) == len(last.caveats)
    )


def _steps(path: Path) -> tuple[object, ...]:
    return (path.holds, path.certainty, *(_plain(row) for row in path.steps))


def _plain(row: Row) -> Row:
    return replace(row, reaches=None)
