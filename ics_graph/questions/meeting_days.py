"""The day of a meeting: where only its month or year is known, it is asked about on the first and on the last day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.each_day import is_same
from ics_graph.answering.lists import Headline, as_headline, sentence
from ics_graph.dates import in_words
from ics_graph.errors import QuestionError
from ics_graph.model.decisions import Meeting

Head = Callable[..., Headline]
"""What makes clauses a headline: of two sentences where there is one day, and else of one for each day."""


def days_of(meeting: Meeting) -> tuple[date, date]:
    """Return the first and the last day on which a meeting may have been; raise QuestionError where none is known."""
    if meeting.date is None:
        raise QuestionError(
            f"the day of the meeting '{meeting.name}' is not recorded, so no rule can be said to be in force"
        )
    return meeting.date.earliest, meeting.date.latest


def over_its_days(meeting: Meeting, ask: Callable[[date, Head], Answer]) -> Answer:
    """Return what is said of a meeting on its day; of a month, what is so on the first and on the last day of it.

    Where the two differ, both are said in the headline, one sentence each, and the outcome is possible only. Raises
    QuestionError as ``days_of`` does.
    """
    first, last = days_of(meeting)
    answer = ask(first, as_headline)
    if first == last:
        return answer
    known = f"Of the day of this meeting only {in_words(str(meeting.date))} is known."
    if is_same(answer, ask(last, as_headline)):
        return replace(answer, caveats=(f"{known} The answer is the same on its first and last day.", *answer.caveats))
    answer, other = ask(first, _in_one_sentence), ask(last, _in_one_sentence)
    notes = [f"On {in_words(day)}: {note}" for day, each in ((first, answer), (last, other)) for note in each.caveats]
    return replace(
        answer,
        headline=f"{answer.headline} {other.headline}",
        verdict="only-tentative",
        outcome=answer.outcome if answer.outcome == other.outcome else "possibly",
        as_of=None,
        rows=(*_rows_on(first, answer, other), *_rows_on(last, other, answer, again=False)),
        caveats=(f"{known} The answers for its first and last day differ.", *notes),
    )


def _in_one_sentence(*clauses: str) -> Headline:
    first, *others = [sentence(clause) for clause in clauses if clause]
    return Headline(first, tuple(others))


def _rows_on(day: date, answer: Answer, other: Answer, again: bool = True) -> list[Row]:
    """Return the rows of an answer: those that the other has not are under titles that say the day."""
    rows = []
    for row in answer.rows:
        if row not in other.rows:
            rows.append(replace(row, group=f"{row.group}, if on {in_words(day)}"))
        elif again:
            rows.append(row)
    return rows
