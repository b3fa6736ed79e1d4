"""What is said where a question is not read: why, and the questions that come nearest to it."""

from __future__ import annotations

from collections.abc import Sequence

from ics_graph.answering.asked import Asked
from ics_graph.answering.registry import Question
from ics_graph.phrasing.catalogue import all_ways
from ics_graph.phrasing.command import Command
from ics_graph.phrasing.declining import CAN_ANSWER, reason_to_decline
from ics_graph.phrasing.mentions import Unclear
from ics_graph.phrasing.refusal import NotRead
from ics_graph.phrasing.topics import Body
from ics_graph.phrasing.words import QUESTION_WORDS, Token

NEAREST = ("show", "members", "accountable-to")


class Unread(Exception):
    """A text for whose words no question accounts."""

    def __init__(self, text: str, words: Sequence[Token], unclear: Unclear | None) -> None:
        self.text, self.words, self.unclear = text, words, unclear
        super().__init__(text)


def refusal(asked: Asked, unread: Unread, carried: Sequence[Body]) -> NotRead:
    """Return why a text is not read, and what comes nearest: the three likeliest questions of a body that it names."""
    reason = reason_to_decline(unread.words)
    if reason is not None:
        return NotRead("declined", f"{reason} {CAN_ANSWER}")
    unclear = unread.unclear
    lines = [line for body in _bodies_in(asked, unread, carried)[:1] for line in _nearest(asked, unread.words, body)]
    if unclear is not None and unclear.text:
        nearest = f" Closest names: {', '.join(body.name for body in unclear.choices)}." if unclear.choices else ""
        return NotRead("unread", f"No body has the name '{unclear.text}'.{nearest}", lines)
    return NotRead("unread", f"'{unread.text.strip()}' is not read as any question of this graph.", lines)


def _bodies_in(asked: Asked, unread: Unread, carried: Sequence[Body]) -> list[Body]:
    """Return a body that is named in words of which no question accounts for all: the longest name first."""
    words = [word for word in unread.words if word.raw not in QUESTION_WORDS]
    text = unread.text
    spans = [
        words[start:end]
        for length in range(min(len(words), 7), 0, -1)
        for start in range(len(words) - length + 1)
        for end in (start + length,)
        if not words[start].empty and not words[end - 1].empty
    ]
    for span in spans[:20]:
        name = text[span[0].start : span[-1].end]
        if matches := asked.store.called(name, 3):
            return [Body(match.id, match.name, match.type) for match in matches]
    return list(carried[:1])


def _nearest(asked: Asked, words: Sequence[Token], body: Body) -> list[str]:
    """Return the three questions of one body with whose ways a text has most words in common."""
    stems = {word.stem for word in words if not word.empty}
    shared: dict[str, int] = {name: 0 for name in NEAREST}
    entries: dict[str, Question] = {}
    for question, way, _ in all_ways():
        required = [parameter.name for parameter in question.parameters if parameter.required]
        if required in (["body"], ["about"]):
            entries[question.name] = question
            shared[question.name] = max(shared.get(question.name, 0), len(way.stems & stems))
    best = sorted(shared, key=lambda name: (-shared[name], name not in NEAREST))[:3]
    names = {body.id: name_to_type(asked, body)}
    return [
        Command(entries[name], {subject_of(entries[name]): body.id}, None, names).line
        for name in best
        if name in entries
    ]


def name_to_type(asked: Asked, body: Body) -> str:
    """Return how a body is named in a command: by its name where nothing else has it, else by its id."""
    return body.name if len(asked.store.called(body.name)) == 1 else body.id


def subject_of(question: Question) -> str:
    """Return the parameter of a question that says of which body it is asked."""
    return next(parameter.name for parameter in question.parameters if parameter.required)
