"""How a function becomes a question: by its decorator, and then it appears everywhere.

Its name, docstring and signature are its command, its help, its API endpoint and its page of the reference. This
module does not know which questions there are: that is the table in ``ics_graph.questions``.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from ics_graph.answering.answer import Answer
from ics_graph.answering.existence import with_life
from ics_graph.answering.horizon import of_undated_sources, with_reach
from ics_graph.answering.verdicts import verdict_line
from ics_graph.parameters import Choice, Parameter, parameters_of

if TYPE_CHECKING:
    from ics_graph.answering.asked import Asked
    from ics_graph.stores import Store

F = TypeVar("F", bound=Callable[..., Answer])
_SLOT = re.compile(r"\{(\w+)\}")
# How the title of a dataset begins that holds nothing real: no answer from it may be taken for one.
_INVENTED = "Invented example"
# How a question writes that it wants the name of a body.
_BODIES = {"Name": "body", "Name | None": "body"}


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """A question that can be asked: its name, family, example and parameters, and the function that answers it.

    ``dated`` is whether the day of the view is the day of the answer; a question that is given its days, or that asks
    of the data as a whole, is not. ``ways`` are how people ask it, in the small
    language of ``ics_graph.phrasing.ways``; the first are whole sentences. Where it is ``cut_last``, its limit is
    applied when headline, verdict and reach are there: they are of all rows, and not of those that are listed.
    """

    name: str
    family: str
    function: Callable[..., Answer]
    example: str
    parameters: tuple[Parameter, ...]
    dated: bool = True
    ways: tuple[str, ...] = ()
    cut_last: bool = False

    def __repr__(self) -> str:
        words = [parameter.name if parameter.required else f"[{parameter.name}]" for parameter in self.parameters]
        return f"<Question {' '.join([self.name, *words])}: {self.summary}>"

    @property
    def summary(self) -> str:
        """The first sentence of its documentation."""
        return self.documentation.split("\n\n")[0].replace("\n", " ")

    @property
    def documentation(self) -> str:
        """The whole of its documentation, without indentation."""
        return inspect.getdoc(self.function) or ""

    @property
    def ways_to_ask(self) -> list[str]:
        """How a person may ask it, as far as its ways are whole sentences; what is to be filled in is in capitals."""
        patterns = (way.partition("->")[0].strip() for way in self.ways)
        return [_SLOT.sub(lambda slot: slot[1].upper(), way) for way in patterns if not set(way) & set("([|")]

    def ask(self, asked: Asked, *subjects: Any, **options: Any) -> Answer:
        """Return the answer under its question and day, with what a reader must be told of the store before all else.

        The store is read in one session, which ends with the answer. Raises QuestionError where what is asked cannot be
        answered as it is put: LookupFailed where a name does not say one body, and others where another value will not
        do.
        """
        from ics_graph.answering.namesakes import namesakes_in, told_apart, with_ids

        asked = asked.in_session()
        answer = self._answer(asked, subjects, options)
        if alike := namesakes_in(answer, asked.store):
            # The headline, the notes and the chains are put into words anew, since they must say which, too.
            with with_ids(alike.values()):
                answer = told_apart(self._answer(asked, subjects, options), alike)
        return answer

    def _answer(self, asked: Asked, subjects: Sequence[Any], options: Mapping[str, Any]) -> Answer:
        answer = replace(self.function(asked, *subjects, **options), question=self.name)
        if self.dated:
            # A question of today where no day is asked about says itself of which day its answer is.
            day = answer.as_of or asked.view.as_of
            answer = of_undated_sources(asked.store, with_reach(answer, asked.view.as_of))
            answer = with_life(asked, replace(answer, as_of=day), self.name)
        if self.cut_last and (limit := options.get("limit")) is not None and len(answer.rows) > limit:
            # How sure the answer is, all of its rows say, and not only those that are shown.
            answer = replace(answer, rows=answer.rows[:limit], verdict_words=verdict_line(answer))
        answer = replace(answer, headline=f"{invented(asked.store)}{answer.headline}")
        return replace(
            answer,
            caveats=(
                *asked.store.notices(),
                *self._names_told(asked, subjects, options),
                *(self._names_of_the_day(asked, answer) if self.dated else ()),
                *answer.caveats,
            ),
        )

    @staticmethod
    def _names_of_the_day(asked: Asked, answer: Answer) -> list[str]:
        """Return what bodies in an answer of a day were called on it, where that is not what the answer calls them."""
        from ics_graph.answering.names_of_the_day import names_on
        from ics_graph.answering.session import in_session

        day = asked.view.as_of
        if day is None:
            return []
        named = {*answer.parameters.values(), *(id_ for row in answer.rows for id_ in (row.id, row.of) if id_)}
        told = names_on(in_session(asked.store).read_before(named), day)
        return [told] if told else []

    def _names_told(self, asked: Asked, subjects: Sequence[Any], options: Mapping[str, Any]) -> list[str]:
        """Return whom the codes and names asked about mean on the day, where they mean others on other days."""
        from ics_graph.answering.lookup import name_told

        given = {**dict(zip((parameter.name for parameter in self.parameters), subjects, strict=False)), **options}
        texts = [given.get(parameter.name) for parameter in self.parameters if parameter.kind == "body"]
        day = asked.view.as_of
        return [told for text in texts if text and (told := name_told(asked.store, text, day)) is not None]


def invented(store: Store) -> str:
    """Return what stands first wherever a store speaks that holds an invented example; nothing before real data."""
    return f"{_INVENTED}. " if any(about.title.startswith(_INVENTED) for about in store.about()) else ""


def is_in_words(text: str) -> bool:
    """Return whether what stands in the place of a question's name is a question in a person's own words."""
    return " " in text.strip() or "?" in text


def question(
    family: str,
    example: str,
    /,
    dated: bool = True,
    ways: tuple[str, ...] = (),
    cut_last: bool = False,
    **help_texts: str | Choice,
) -> Callable[[F], F]:
    """Make a function a question of a family; ``example`` is what follows ``ics-graph ask`` and is run by a test.

    The keyword arguments describe its parameters; ``dated``, ``ways`` and ``cut_last`` are explained at ``Question``.
    """

    def mark(function: F) -> F:
        name = function.__name__.rstrip("_").replace("_", "-")
        parameters = parameters_of(function, 1, help_texts, _BODIES)
        made = Question(name, family, function, example, parameters, dated, ways, cut_last)
        function.question = made  # type: ignore[attr-defined]
        return function

    return mark
