"""One reading of a question: the question of the registry, what it is given, and the day, as the exact command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from ics_graph.answering.answer import Answer
from ics_graph.answering.asked import Asked
from ics_graph.answering.each_day import on_each_day
from ics_graph.answering.registry import Question
from ics_graph.day_words import When

OWN_COMMANDS = ("show", "find", "stats")


@dataclass(frozen=True, slots=True)
class Command:
    """A question with what it is given by name, as of a day or period; ``names`` are the bodies' names by their ids.

    Bodies are given by their ids; the command shows the name where the name alone means the body. ``relations`` are
    those that its words name beside, and ``aside`` the words that it has no use for.
    """

    question: Question
    given: Mapping[str, Any]
    when: When | None = None
    names: Mapping[str, str] = field(default_factory=dict, compare=False)
    relations: tuple[str, ...] = field(default=(), compare=False)
    aside: str = field(default="", compare=False)

    @property
    def line(self) -> str:
        """The command as one types it."""
        words = ["ics-graph", *(() if self.question.name in OWN_COMMANDS else ("ask",)), self.question.name]
        options: list[str] = []
        for parameter in self.question.parameters:
            if parameter.name not in self.given:
                continue
            value = self.given[parameter.name]
            values = value if isinstance(value, tuple) else (value,)
            if parameter.required:
                words += [self._shown(each) for each in values]
            elif parameter.kind == "flag":
                options += [f"--{parameter.name.replace('_', '-')}"] if value else []
            else:
                for each in values:
                    options += [f"--{parameter.name.replace('_', '-')}", self._shown(each)]
        if self.when is not None:
            options += ["--as-of", self.when.option]
        return " ".join([*words, *options])

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two readings one."""
        return self.question.name, tuple(sorted(self.given.items())), self.when

    def _shown(self, value: Any) -> str:
        text = self.names.get(str(value), str(value))
        plain = all(sign.isalnum() or sign in "-_./" for sign in text)
        return text if plain and text else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question in words was read: as these commands, in order; ``aside`` is what was not read, in brackets."""

    text: str
    commands: tuple[Command, ...]
    aside: str = ""

    @property
    def line(self) -> str:
        """How it was read, in a line for each command, and what was left aside."""
        lines = [f"Read as: {command.line}" for command in self.commands]
        asides = [*filter(None, dict.fromkeys([self.aside, *(command.aside for command in self.commands)]))]
        return "\n".join([*lines, f"Not read: {'; '.join(asides)}"] if asides else lines)


def answers_to(asked: Asked, reading: Reading) -> list[Answer]:
    """Return the answers to a reading in order, each under the command as which it was read.

    A command of a month or year is asked on its first and last day, and has two answers where these differ.
    """
    asked = asked.in_session()
    return [
        replace(answer, read_as=command.line)
        for command in reading.commands
        for answer in on_each_day(partial(_asked_on, asked, command), command.when)
    ]


def _asked_on(asked: Asked, command: Command, day: date | None) -> Answer:
    return command.question.ask(asked.on(day), **command.given)
