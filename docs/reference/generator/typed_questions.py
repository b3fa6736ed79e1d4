"""The stub that tells a type checker which questions there are, and what each takes."""

from __future__ import annotations

import json

from ics_graph.parameters import Parameter
from ics_graph.questions import all_questions

from . import COMMAND

_TYPES = {"number": "int", "flag": "bool", "day": "Day", "words": "str | Sequence[str]"}
_WIDEST = 120
_HEAD = f"""# Made from the code by `{COMMAND}`: change the code, not this file.
from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, TypedDict, Unpack

from ics_graph.answering.answer import Answer

Day = date | str

class View(TypedDict, total=False):
    as_of: Day | None
    planned: bool
    uncertain: bool
    rules: bool

class TypedQuestions:
    def __init__(self, ask: Callable[..., Answer]) -> None: ..."""


def stub() -> str:
    """Return the text of the stub."""
    parts = [_HEAD]
    for question in all_questions().values():
        required = [parameter for parameter in question.parameters if parameter.required]
        rest = [parameter for parameter in question.parameters if not parameter.required]
        in_order = [f"{parameter.name}: {_type(parameter)}" for parameter in required]
        named = [f"{parameter.name}: {_type(parameter)} | None = None" for parameter in rest]
        arguments = ["self", *in_order, *(["*", *named] if named else []), "**view: Unpack[View]"]
        line = f"    def {question.name.replace('-', '_')}({', '.join(arguments)}) -> Answer: ..."
        if len(line) > _WIDEST:
            each = "".join(f"        {argument},\n" for argument in arguments)
            line = f"    def {question.name.replace('-', '_')}(\n{each}    ) -> Answer: ..."
        parts.append(line)
    return "\n".join(parts) + "\n"


def _type(parameter: Parameter) -> str:
    if parameter.choices:
        words = ", ".join(json.dumps(choice) for choice in parameter.choices)
        return f"Literal[{words}]"
    return _TYPES.get(parameter.kind, "str | date" if "day" in parameter.help else "str")
