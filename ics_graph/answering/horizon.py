"""How far the sources of an answer reach, and what is said of a day after that.

A line reaches to its last day, where a source states one; else to the last day on which a source surely saw it: the
day of the source, or the first day on which it can have been made. What only the law gives reaches to the day of the
text that was read. An answer reaches as far as the earliest of the lines in its headline. What holds later is not
known, and no headline states it (docs/explanation/as-of.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ics_graph.answering.answer import DEPENDENTS, Answer, Row, firm
from ics_graph.answering.articles import the
from ics_graph.answering.grammar import subject_and_verb
from ics_graph.answering.lists import (
    LEFT_OPEN,
    Headline,
    as_headline,
    be,
    is_short,
    is_silence,
    listed,
    lower,
    plural,
    sentences_of,
    without_day,
)
from ics_graph.answering.nouns import noun_of
from ics_graph.dates import in_words
from ics_graph.stores.rows import FIRST_DAY, Line, last_seen

if TYPE_CHECKING:
    from ics_graph.stores import Store

_MOST_QUOTED = 18
"""How many words of a value a note quotes at most."""
_OF_SOURCES = re.compile(r"(?:an?|the) sources? |sources |this data |there (?:is|are) ", re.IGNORECASE)
"""How a sentence begins that says itself that it is what the sources give."""
_HEDGE = re.compile(rf"; (?:for .+? )?{LEFT_OPEN}(?=\.)|(?<=\.) (?:for .+? )?{LEFT_OPEN}\.", re.IGNORECASE)


def with_reach(answer: Answer, day: date | None) -> Answer:
    """Return an answer with the day to which its sources reach, and with what that means for the day asked about.

    Where no day is asked about, a note says how many lines have no day. The verdict's line says up to when the others
    are shown. A question that lists only some of what its headline counts gives the reach of all of it itself.
    """
    # What has no time in which it holds, as an event or a gap, is as known on one day as on another.
    rows = [row for row in in_headline(answer.rows) if day is None or row.holds is not None]
    if not rows or answer.verdict not in ("answered", "only-tentative"):
        return answer
    days = [row.reaches for row in rows if row.reaches is not None]
    undated = len(rows) - len(days)
    reaches = answer.reaches or (min(days) if len(days) == len(rows) else None)
    answer = replace(answer, reaches=reaches)
    if day is None:
        return replace(answer, caveats=(*answer.caveats, *_undated(answer, rows, undated)))
    beyond = [row for row in rows if is_beyond(row, day)]
    if not beyond and not (reaches and reaches < day.isoformat()):
        return answer
    if known := _known_by_law(answer, [row for row in rows if row not in beyond]):
        return replace(answer, reaches=known)
    text, notes = _beyond(answer, day, rows, beyond)
    return replace(answer, verdict="beyond-sources", headline=text, caveats=(*notes, *answer.caveats))


def of_undated_sources(store: Store, answer: Answer) -> Answer:
    """Return an answer with whether its reach is only the first day on which its sources can have been made."""
    rows = [row for row in answer.rows if row.reaches == answer.reaches]
    ids = {cited.source for row in rows for cited in row.sources}
    # What the source says of its end is known, whenever that was said.
    if answer.reaches is None or not ids or any(row.until or row.certainty == "rule" for row in rows):
        return answer
    undated = all(source.date is None for source in store.sources(ids).values())
    return replace(answer, reaches_or_later=undated or None)


def _known_by_law(answer: Answer, known: Sequence[Row]) -> str | None:
    """Return how far the sources of what the law surely says on the day reach; None where it says nothing for sure.

    Where no source states a thing, the headline tells what the law says, and only of those of whom it surely says it.
    """
    by_law = [row.reaches for row in known if row.certainty == "rule" and row.depth == 1 and row.reaches]
    silent = answer.verdict == "only-tentative" and is_silence(answer.headline)
    return min(by_law) if silent and by_law else None


def in_headline(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that a headline states: what sources bear out, or where they do not, all that is there."""
    there = [row for row in rows if row.heading in ("in effect", "in general") and row.holds != "no"]
    there = [row for row in there if row.group != DEPENDENTS]
    # A gap has no phase: it is no state of things that could come or go.
    there = [row for row in there if row.certainty is not None and row.phase not in (None, "planned")]
    sure = [row for row in there if firm(row) or row.certainty == "inferred"]
    return sure if any(map(firm, sure)) else there


def is_beyond(row: Row, day: date) -> bool:
    """Return whether a row is not known on a day because that day is after the last on which it was surely seen."""
    return row.holds == "possibly" and (row.reaches is None or row.reaches < day.isoformat())


def past_sources(lines: Sequence[Line], day: str | None) -> str:
    """Return a sentence, after a blank, on how many lines are past their sources on a day; nothing where none is."""
    past = [line for line in lines if day and line.on(day) == "possibly" and (last_seen(line) or FIRST_DAY) < day]
    if not past or day is None:
        return ""
    seen = [last_seen(line) for line in past]
    earliest = min(filter(None, seen)) if all(seen) else None
    are = be(len(past))
    return f" {len(past):,} of these relationships {are} past the sources on that day: {not_known_after(earliest)}."


def not_known_after(reaches: str | None) -> str:
    """Return in words from when on something is not known."""
    return f"not known after {in_words(reaches)}" if reaches else "not known, as a source has no date"


def _undated(answer: Answer, rows: Sequence[Row], undated: int) -> list[str]:
    """Return a sentence on how many of the rows that a headline states have no known date; none where that is said."""
    if not undated:
        return []
    noun = noun_of(answer)
    if undated == 1:
        (row,) = (row for row in rows if row.reaches is None)
        name = (row.value or row.name).partition(" (")[0]
        if any(f"'{name}' (" in text for text in (answer.headline, *answer.caveats)):
            return []  # its date, or that it has none, stands there beside its name
        bounded = row.since or row.until
        return [f"The sources {'give no exact date for' if bounded else 'do not date'} {_what(row, noun)}."]
    sure = {firm(row) for row in rows}
    which = "stated or inferred " if len(sure) > 1 else "stated " if True in sure else "inferred "
    which = which if len(rows) < sum(row.heading != "denied" for row in answer.rows) else ""
    if undated == len(rows):
        return [f"All of these {which}{plural(noun)} come only from sources without a date."]
    return [f"{undated:,} of the {len(rows):,} {which}{plural(noun)} come only from sources without a date."]


def _what(row: Row, noun: str) -> str:
    """Return which row it is that no source dates: an event or a value by its words, a relationship by its far end."""
    # An event that is no body's stands under its own name.
    value = (row.value or "" if row.of else row.name).partition(" (")[0]
    if row.record is not None and row.depth == 0 and value:
        name = f"the {row.relation} '{value}'" if is_short(value) and len(value.split()) <= _MOST_QUOTED else ""
        return name or f"one of the {plural(noun)}"
    if row.depth and row.of_name:
        clause = f"the statement that {subject_and_verb(the(row.of_name), row.relation)} {the(row.name)}"
        return clause if len(clause.split()) <= _MOST_QUOTED else f"one of the {plural(noun)}"
    return f"the entry for {the(row.name)}"


def _beyond(answer: Answer, day: date, rows: Sequence[Row], beyond: Sequence[Row]) -> Headline:
    """Return a headline that states nothing of the day of what is not known of it."""
    if not answer.headline:
        return Headline("")
    first, *more = sentences_of(_HEDGE.sub("", answer.headline))
    rest, on_that_day = without_day(first, day), in_words(day)
    if len(beyond) < len(rows):
        names = listed(list(dict.fromkeys(the(row.name) for row in beyond)), 3)
        not_reached = (
            f"for {names} the sources do not reach to that day" if names else "some sources do not reach to that day"
        )
        up_to_it = f"in the sources up to {on_that_day}, {rest}"
        if is_short(up_to_it):
            return as_headline(up_to_it, not_reached, *more)
        not_all = f"the sources for this do not all reach to {on_that_day}"
        return as_headline(not_all, f"in them, {rest}", not_reached, *more)
    not_reached = f"the sources for this do not reach to {on_that_day}"
    if is_silence(first):
        # That no source says it is so on every day; only what follows is as of the sources.
        after = [_as_of_sources(lower(text.removesuffix(".")), beyond) for text in more[:1]]
        return as_headline(lower(first), *after, not_reached, *more[1:])
    undated = answer.reaches is None
    reach = f"the sources for this reach to {in_words(answer.reaches)}, not to {on_that_day}" if answer.reaches else ""
    reach = reach or f"the sources for this are not all dated, so it is not known for {on_that_day}"
    if _OF_SOURCES.match(rest):
        return as_headline(reach, rest, *more)
    as_of_sources = _as_of_sources(rest, beyond)
    if undated:
        return as_headline(
            as_of_sources, f"these sources are not all dated, so it is not known for {on_that_day}", *more
        )
    if is_short(as_of_sources):
        return as_headline(as_of_sources, f"these sources do not reach to {on_that_day}", *more)
    return as_headline(reach, f"in them, {rest}", *more)


def _as_of_sources(clause: str, beyond: Sequence[Row]) -> str:
    """Return a clause as one of the sources, with the day to which these reach where all reach to the same.

    On which day before that it was so, they need not say.
    """
    days = {row.reaches for row in beyond}
    day = days.pop() if len(days) == 1 else None
    up_to_it = f"in sources that reach to {in_words(day)}, {clause}" if day else ""
    return up_to_it if up_to_it and is_short(up_to_it) else f"in the sources, {clause}"
