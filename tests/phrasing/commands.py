"""How the tests of readings compare commands: by the question, what it is given, and the day; names by their bodies."""

from __future__ import annotations

import shlex
from typing import Any

from ics_graph.answering.asked import Asked
from ics_graph.answering.lookup import body_named, type_named
from ics_graph.day_words import when_of
from ics_graph.ontology import load_ontology
from ics_graph.phrasing.vocabulary import Vocabulary
from ics_graph.phrasing.words import tokens
from ics_graph.questions import question_named

Key = tuple[Any, ...]


def key_of(line: str, asked: Asked) -> Key:
    """Return what a command asks, as ``Command.key`` has it: ``members NENC --as-of 2019``."""
    name, *words = shlex.split(line)
    question = question_named(name)
    options = {f"--{parameter.name.replace('_', '-')}": parameter for parameter in question.parameters}
    given: dict[str, Any] = {}
    placed: list[str] = []
    when = None
    while words:
        word = words.pop(0)
        if word == "--as-of":
            when = when_of(words.pop(0))
        elif word in options and options[word].kind == "flag":
            given[options[word].name] = True
        elif word in options:
            given[options[word].name] = words.pop(0)
        else:
            placed.append(word)
    required = [parameter for parameter in question.parameters if parameter.required]
    for parameter, text in zip(required, placed, strict=False):
        given[parameter.name] = tuple(placed) if parameter.kind == "words" else text
    day = when.first if when else None
    for parameter in question.parameters:
        if parameter.name not in given:
            continue
        value = given[parameter.name]
        if parameter.kind == "body":
            given[parameter.name] = body_named(asked.store, value, day).id
        elif parameter.name == "type":
            given[parameter.name] = type_named(asked.ontology, value)
        elif parameter.name == "kind":
            given[parameter.name] = Vocabulary(load_ontology()).kinds(tokens(" ".join(value)))
        elif parameter.kind == "words" and isinstance(value, str):
            given[parameter.name] = (value,)
    return name, tuple(sorted(given.items())), when
