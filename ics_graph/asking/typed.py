"""The questions as methods, so that an editor completes them and a type checker finds a wrong parameter.

What it looks like to them is in ``typed.pyi``, which ``python docs/reference/generate.py`` makes from the questions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ics_graph.errors import UnknownWord
from ics_graph.questions import MODULES, question_named

if TYPE_CHECKING:
    from ics_graph.answering.answer import Answer


class TypedQuestions:
    """The questions of one store: ``store.questions.members("Central ICP", as_of="2019-06-01")``.

    The methods are called as the questions are, with ``_`` for ``-``, and take what ``store.ask`` takes.
    """

    def __init__(self, ask: Callable[..., Answer]) -> None:
        self._ask = ask

    def __getattr__(self, name: str) -> Callable[..., Answer]:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            question = question_named(name.rstrip("_").replace("_", "-"))
        except UnknownWord as error:
            raise AttributeError(str(error)) from error

        def asked(*subjects: Any, **parameters: Any) -> Answer:
            return self._ask(question.name, *subjects, **parameters)

        asked.__name__ = asked.__qualname__ = name
        asked.__doc__ = question.documentation
        return asked

    def __dir__(self) -> list[str]:
        return [name.replace("-", "_") for name in MODULES]

    def __repr__(self) -> str:
        return f"<{len(MODULES)} questions: {', '.join(self.__dir__())}>"
