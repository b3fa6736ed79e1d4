"""What is said where a question is not read: why, and the questions that come nearest to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ics_graph.answering.asked import Asked
from ics_graph.answering.registry import Question
from ics_graph.model.decisions import DecisionRight
from ics_graph.phrasing.catalogue import all_ways
from ics_graph.phrasing.command import Command
from ics_graph.phrasing.declining import CAN_ANSWER, OTHER_MATTERS, reason_to_decline
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
    powers = _of_powers(asked, unread.text)
    reason = reason_to_decline(unread.words)
    # A function may be called by a word of other matters, such as capital.
    if powers is not None and reason in (None, OTHER_MATTERS):
        return powers
    if reason is not None:
        return NotRead("declined", f"{reason} {CAN_ANSWER}")
    unclear = unread.unclear
    lines = [line for body in _bodies_in(asked, unread, carried)[:1] for line in _nearest(asked, unread.words, body)]
    if unclear is not None and unclear.text:
        nearest = f" Closest names: {', '.join(body.name for body in unclear.choices)}." if unclear.choices else ""
        return NotRead("unread", f"No body has the name '{unclear.text}'.{nearest}", lines)
    return NotRead("unread", f"'{unread.text.strip()}' is not read as any question of this graph.", lines)


_POWER = re.compile(
    r"\s*who (?:may|can|could|must|is (?:allowed|authorised|able) to|has (?:the )?(?:power|authority) to)\s+"
    r"(?P<what>[^?£]*?)(?:,? (?:of|for|worth|up to|over|at|to))?"
    r"\s*(?:£\s*(?P<value>\d[\d,]*(?:\.\d+)?)(?P<rest>[^?]*))?\?*\s*",
    re.IGNORECASE,
)
_MOST_FUNCTIONS, _ALIKE = 2, 60


def _of_powers(asked: Asked, text: str) -> NotRead | None:
    """Return what is offered to somebody who asks who may do something that no scheme names in these words.

    None where that is not asked, or where no scheme is in the data: the functions whose names are most alike, then the
    map of all of them.
    """
    match = _POWER.fullmatch(text)
    rights: list[DecisionRight] = asked.store.filed("rights") if match and match["what"] else []
    if match is None or not rights:
        return None
    from rapidfuzz import fuzz, process

    entries = {question.name: question for question, _, _ in all_ways()}
    called = {name: right.function for right in rights for name in (right.function, *right.other_names)}
    alike = process.extract(match["what"], list(called), scorer=fuzz.token_set_ratio, score_cutoff=_ALIKE, limit=8)
    functions = list(dict.fromkeys(called[name] for name, _, _ in alike))[:_MOST_FUNCTIONS]
    value = {"value": match["value"].replace(",", "")} if match["value"] and not match["rest"].strip() else {}
    commands = [Command(entries["who-decides"], {"function": function, **value}) for function in functions]
    bodies = asked.store.bodies({right.body for right in rights})
    shown = {id_: name_to_type(asked, Body(id_, body.name, body.type)) for id_, body in bodies.items()}
    all_of_them = entries["decision-map"]
    commands += [Command(all_of_them, {subject_of(all_of_them): id_}, names=shown) for id_ in sorted(bodies)[:3]]
    why = f"No scheme in these data names a function '{match['what']}'. Ask by its name there: who-decides FUNCTION."
    return NotRead("unread", why, [command.line for command in commands])


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
