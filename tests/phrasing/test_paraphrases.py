"""How many questions in other people's words are read right; which are not is not looked at while ways are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ics_graph.answering.asked import Asked
from ics_graph.phrasing import NotRead, read
from tests.phrasing.commands import key_of
from tests.phrasing.paraphrases import ANSWERABLE, REFUSED

LEAST_RIGHT = 0.94
"""The share that was measured, rounded down; it stands in docs/how-to/ask-in-your-own-words.md, too."""


def outcome(asked: Asked, text: str, wanted: Sequence[str]) -> str:
    """Return what becomes of a question: right, refused, other values than are meant, or another question."""
    try:
        commands = read(asked, text).commands
    except NotRead:
        return "refused" if wanted else "right"
    keys, expected = [command.key for command in commands], [key_of(line, asked) for line in wanted]
    if keys == expected:
        return "right"
    return "other values" if [key[0] for key in keys] == [key[0] for key in expected] else "another question"


def test_most_paraphrases_are_read_right_and_none_as_another_question(shipped: Asked) -> None:
    outcomes = Counter[str]()
    for text, wanted in ANSWERABLE:
        outcomes[outcome(shipped, text, wanted)] += 1
    outcomes.update(outcome(shipped, text, ()) for text, _ in REFUSED)
    assert outcomes.total() >= 200
    assert (outcomes["another question"], outcomes["other values"]) == (0, 0)
    assert outcomes["right"] / outcomes.total() >= LEAST_RIGHT


def test_what_is_to_be_refused_is_not_answered(shipped: Asked) -> None:
    answered = [text for text, _ in REFUSED if outcome(shipped, text, ()) != "right"]
    assert not answered
