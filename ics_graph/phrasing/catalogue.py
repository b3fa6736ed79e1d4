"""Every way to ask every question, as the questions declare them, and the words that they are written in."""

from __future__ import annotations

from functools import lru_cache

from ics_graph.answering.registry import Question
from ics_graph.phrasing.ways import Way, raw_words, ways_of
from ics_graph.phrasing.words import word_set
from ics_graph.questions import all_questions

NOUNS = word_set(
    "members memberships attendance documents leaders roles history succession evidence facts statements names themes "
    "figures structure coverage commissioning support approvals scrutiny"
)
"""Questions whose names are what is asked for, so that the name and a body are a question."""


@lru_cache(maxsize=1)
def all_ways() -> tuple[tuple[Question, Way, int], ...]:
    """Return every way of every question, with which of the written ways it comes from."""
    return tuple(
        (question, way, number)
        for question in all_questions().values()
        for number, written in enumerate(question.ways)
        for way in (*ways_of(written), *_within(question, written))
    ) + tuple(
        (question, way, -1)
        for question in all_questions().values()
        if question.name in NOUNS
        for way in ways_of(f"{question.name} [for|about] {{body}}")
    )


def _within(question: Question, written: str) -> tuple[Way, ...]:
    """Return a way with "… in NENC" after it, where its question may be asked of a system and the way names none.

    A way that may end with "overall" is one of the whole alone: "what is planned for it" asks another question.
    """
    if (
        "[overall]" in written
        or "{within}" in written
        or "{source}" in written
        or not any(parameter.name == "within" for parameter in question.parameters)
    ):
        return ()
    pattern, arrow, options = written.partition("->")
    return ways_of(f"{pattern} [in|within|across|for|about|inside] {{within}} {arrow} {options}")


@lru_cache(maxsize=1)
def spelling() -> frozenset[str]:
    """Return the words that ways are written in: what a misspelt word may have been."""
    return frozenset(
        word for question in all_questions().values() for written in question.ways for word in raw_words(written)
    )
