"""Words that the parts of a paper share: days and periods as people write them, and sentences of at most 25 words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ics_graph.answering.answer import Row, certainty_of
from ics_graph.answering.lists import listed
from ics_graph.dates import in_words, period_in_words
from ics_graph.model import Source

MOST_WORDS = 25
_SURE = {
    "stated": "stated",
    "stated (layout)": "stated by the layout",
    "reported": "reported",
    "inferred": "inferred",
    "uncertain": "with a question mark in the source",
    "disputed": "sources differ",
    "denied": "denied by a source",
    "rule": "by law only",
}


def source_date(source: Source) -> str:
    """Return of which day a source is: that, or between which days it was made, or that nobody says so."""
    if source.date is not None:
        return in_words(source.date)
    bounds = [f"not before {in_words(source.not_before)}"] if source.not_before else []
    bounds += [f"not after {in_words(source.not_after)}"] if source.not_after else []
    return f"undated; {' and '.join(bounds)}" if bounds else "undated"


def how_sure(row: Row) -> str:
    """Return how well a row is known, who is reported as saying it, whether it is planned, and its stated dates."""
    speakers = list(dict.fromkeys(cited.said_by for cited in row.sources if cited.said_by))
    words = _SURE.get(certainty_of(row), certainty_of(row))
    words = f"{words} by {listed(speakers)}" if words == "reported" and speakers else words
    phase = row.phase if row.phase in ("planned", "shadow") else "planned" if row.heading == "planned" else ""
    stage = {"shadow": "in shadow form"}.get(phase, phase)
    return "; ".join(filter(None, (words, stage, period_in_words(row.since, row.until))))


def shortened(names: Sequence[str], make: Callable[[str], str], most: int = 3) -> str:
    """Return a sentence with as many names as it can hold, ``most`` at first; the rest are counted."""
    for number in range(most, 0, -1):
        text = make(listed(list(names), number))
        if len(text.split()) <= MOST_WORDS:
            return text
    return text


def quoted(text: str) -> str:
    """Return the value of a fact in quotation marks, unless it has some of its own."""
    return text if any(mark in text for mark in '"“') else f"“{text}”"


def capital(text: str) -> str:
    """Return a text that begins with a capital."""
    return text[:1].upper() + text[1:]
