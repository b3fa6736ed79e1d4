"""The questions that can be asked: a function becomes one by its decorator, and then appears everywhere.

Its name, docstring and signature are its command, its help, its API endpoint and its page of the reference.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from ics_graph.answering.answer import Answer
from ics_graph.parameters import Choice, Parameter, parameters_of

if TYPE_CHECKING:
    from ics_graph.answering.asked import Asked

F = TypeVar("F", bound=Callable[..., Answer])
# How a question writes that it wants the name of a body.
_BODIES = {"Name": "body", "Name | None": "body"}


@dataclass(frozen=True, slots=True)
class Question:
    """A question: ``ask`` is called with what it is asked of (``Asked``) and its parameters by name."""

    name: str
    family: str
    ask: Callable[..., Answer]
    example: str
    parameters: tuple[Parameter, ...]

    @property
    def summary(self) -> str:
        """The first sentence of its documentation."""
        return self.documentation.split("\n\n")[0].replace("\n", " ")

    @property
    def documentation(self) -> str:
        """The whole of its documentation, without indentation."""
        return inspect.getdoc(self.ask) or ""

    def answer(self, asked: Asked, **given: Any) -> Answer:
        """Return the answer, with what a reader must be told of the store first among its caveats.

        Raises LookupFailed where a name does not say one body, and ValueError where another value will not do.
        """
        answer = self.ask(asked, **given)
        return replace(answer, caveats=(*asked.store.notices(), *answer.caveats))


def question(family: str, example: str, /, **help_texts: str | Choice) -> Callable[[F], F]:
    """Make a function a question of a family; ``example`` is what follows ``ics-graph ask`` and is run by a test.

    The keyword arguments describe its parameters.
    """

    def mark(function: F) -> F:
        name = function.__name__.rstrip("_").replace("_", "-")
        parameters = parameters_of(function, 1, help_texts, _BODIES)
        function.question = Question(name, family, function, example, parameters)  # type: ignore[attr-defined]
        return function

    return mark


def all_questions() -> dict[str, Question]:
    """Return all questions by name, in the order of their modules and places in them."""
    import ics_graph.questions as room

    found = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(room.__path__)):
        for value in vars(importlib.import_module(f"{room.__name__}.{module}")).values():
            asked = getattr(value, "question", None)
            if isinstance(asked, Question) and value.__module__ == f"{room.__name__}.{module}":
                found[asked.name] = asked
    return found
