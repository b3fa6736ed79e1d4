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

from ics_graph.answering.answer import DEPENDENTS, Answer, Row, firm
from ics_graph.answering.articles import the
from ics_graph.answering.lists import LEFT_OPEN, Headline, as_headline, be, listed, lower, on_day, plural, sentences_of
from ics_graph.answering.nouns import noun_of
from ics_graph.dates import in_words
from ics_graph.stores.rows import FIRST_DAY, Line, last_seen

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
        return replace(answer, caveats=(*answer.caveats, _undated(answer, rows, undated))) if undated else answer
    beyond = [row for row in rows if is_beyond(row, day)]
    if not beyond and not (reaches and reaches < day.isoformat()):
        return answer
    text, notes = _beyond(answer, day, rows, beyond)
    return replace(answer, verdict="beyond-sources", headline=text, caveats=(*notes, *answer.caveats))


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
    return f"not known after {in_words(reaches)}" if reaches else "not known, as a source has no known day"


def _undated(answer: Answer, rows: Sequence[Row], undated: int) -> str:
    """Return a sentence on how many of the rows that a headline states have no known date."""
    noun = noun_of(answer)
    which = ""
    if len(rows) < sum(row.heading != "denied" for row in answer.rows):
        which = " that sources state" if all(map(firm, rows)) else " that are stated or inferred"
    if len(rows) == 1:
        only = " that a source states" if firm(rows[0]) else " that is inferred"
        return f"No date is known for the {noun}{only if which else ''}."
    number = f"any of the {len(rows):,}" if undated == len(rows) else f"{undated:,} of the {len(rows):,}"
    return f"No date is known for {number} {plural(noun)}{which}."


def _beyond(answer: Answer, day: date, rows: Sequence[Row], beyond: Sequence[Row]) -> Headline:
    """Return a headline that states nothing of the day of what is not known of it."""
    if not answer.headline:
        return Headline("")
    rest, *more = sentences_of(_HEDGE.sub("", answer.headline).removeprefix(on_day(day)))
    if len(beyond) < len(rows):
        names = listed(list(dict.fromkeys(the(row.name) for row in beyond)), 3)
        not_reached = f"for {names} they do not reach to that day" if names else "some do not reach to that day"
        return as_headline(f"{on_day(day)}as far as the sources go, {lower(rest)}", not_reached, *more)
    if answer.reaches is None:
        return as_headline(
            f"not known for {in_words(day)}, as a source has no known day",
            f"as far as the sources go, {lower(rest)}",
            *more,
        )
    not_reached = f"the sources for this do not reach to {in_words(day)}"
    if more and rest.lower().startswith("no source "):
        # That no source says it is so on every day; only what follows is as of the sources.
        after, *others = more
        as_of_sources = f"as far as the sources go, {lower(after)}"
        return as_headline(f"{on_day(day)}{lower(rest)}", as_of_sources, not_reached, *others)
    return as_headline(not_reached, f"as far as they go, {lower(rest)}", *more)
