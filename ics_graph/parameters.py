"""What a function says of itself in its signature: the parameters that become options of a command and of the API."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_KINDS = {
    "str": "text",
    "str | None": "text",
    "int": "number",
    "int | None": "number",
    "bool": "flag",
    "date | None": "day",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The help of a parameter that takes one of a few words."""

    help: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a function wants to know.

    ``kind`` is text, number, flag, day, words (several), or what the reader of the signature adds; ``choices`` are the
    words that it takes, where these are few.
    """

    name: str
    kind: str
    default: Any
    required: bool
    help: str
    choices: tuple[str, ...] = ()


def parameters_of(
    function: Callable[..., Any], skip: int, helps: Mapping[str, str | Choice], kinds: Mapping[str, str] | None = None
) -> tuple[Parameter, ...]:
    """Return a function's parameters without the first ``skip``, each with its help; ``kinds`` adds to what is known.

    Annotations are read as they are written, so that none of them needs to be imported.
    """
    all_kinds = {**_KINDS, **(kinds or {})}
    parameters = []
    for parameter in list(inspect.signature(function).parameters.values())[skip:]:
        words = helps.get(parameter.name, "")
        choice = words if isinstance(words, Choice) else Choice(words, ())
        required = parameter.default is inspect.Parameter.empty
        default = None if required else parameter.default
        kind = all_kinds.get(str(parameter.annotation), "words")
        parameters.append(Parameter(parameter.name, kind, default, required, choice.help, choice.words))
    return tuple(parameters)


def sentence(text: str) -> str:
    """Return a text as a sentence: with a capital, and a full stop where it has none."""
    return text[:1].upper() + text[1:] + ("" if text[-1:] in (".", "?", "") else ".")
