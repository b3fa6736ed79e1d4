"""The graph as Python asks it: an open store that answers the questions by their names.

This is what ``ics_graph.open_store`` returns. It is a store like those of ``ics_graph.stores``, and adds no meaning of
its own: what a question wants and answers is the business of ``ics_graph.questions``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from ics_graph import stores
from ics_graph.answering.answer import Answer
from ics_graph.answering.asked import Asked
from ics_graph.answering.each_day import asked_over
from ics_graph.answering.lookup import hinted
from ics_graph.answering.registry import Question, is_in_words
from ics_graph.asking.typed import TypedQuestions
from ics_graph.dates import in_words
from ics_graph.day_words import When, day_of, when_of
from ics_graph.errors import InvalidValue, UnknownWord
from ics_graph.ontology import Ontology
from ics_graph.parameters import Parameter
from ics_graph.questions import question_named
from ics_graph.stores import Store, StoreError
from ics_graph.stores.forwarding import ForwardingStore
from ics_graph.stores.rows import View
from ics_graph.validation import closest

Day = date | str
"""A day as a date, or as text in any English form; ``as_of`` may be a month or a year, too."""
_VIEW = ("as_of", "planned", "uncertain", "rules")


class AskableStore(ForwardingStore):
    """An open store that can be asked; use it in a ``with`` block, or close it.

    ``store`` is the store itself, of files or of a server.
    """

    @cached_property
    def questions(self) -> TypedQuestions:
        """The questions as methods, which a type checker knows: ``store.questions.members("Central ICP")``."""
        return TypedQuestions(self.ask)

    def __repr__(self) -> str:
        if isinstance(self.store, _ClosedStore):
            return "<A closed store; open it again with open_store()>"
        return f"<A store to be asked, of {'; '.join(about.title for about in self.store.about()) or 'no dataset'}>"

    def close(self) -> None:
        """Let go of what is open; whatever is asked of it afterwards raises StoreError."""
        if not isinstance(self.store, _ClosedStore):
            self.store.close()
            self.store = cast(Store, _ClosedStore())

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology in whose words it is asked."""
        return stores.ontology_of(self.store)

    def ask(
        self,
        question: str,
        /,
        *subjects: Any,
        as_of: Day | None = None,
        planned: bool = False,
        uncertain: bool = False,
        rules: bool = True,
        **parameters: Any,
    ) -> Answer:
        """Return the answer to a question, with what a reader must be told of the store among its caveats.

        ``question`` is its name (``accountable-to``, or ``accountable_to``), or a question in a person's own words
        ("Who chairs the Central ICP?"). Then ``read_as`` of the answer is the command as which it was read.

        What it must be told may be given in order
        or by name; everything else by name: ``store.ask("members", "NENC", type="CCG")``. ``as_of``, ``planned``,
        ``uncertain`` and ``rules`` say what is let in, as in ``View``.

        Raises UnknownWord for a question or parameter that is not there. Raises InvalidValue for a value that will not
        do, and where there are several answers (``ask_all`` returns these). Raises LookupFailed where a name does not
        say one body, and ``phrasing.NotRead`` where words are not read in one way. All of these are QuestionErrors.
        """
        answers = self.ask_all(
            question, *subjects, as_of=as_of, planned=planned, uncertain=uncertain, rules=rules, **parameters
        )
        if len(answers) > 1:
            read = "; ".join(dict.fromkeys(answer.read_as for answer in answers if answer.read_as))
            why = f"it is read as {read}" if read else "the first and the last day of the period differ"
            raise InvalidValue(f"there are {len(answers)} answers ({why}); ask_all returns them")
        return answers[0]

    def ask_all(
        self,
        question: str,
        /,
        *subjects: Any,
        as_of: Day | None = None,
        planned: bool = False,
        uncertain: bool = False,
        rules: bool = True,
        **parameters: Any,
    ) -> list[Answer]:
        """Return all answers to a question: as ``ask`` does, but also where there are several.

        A month or year has two where its first and its last day differ. A question in words that asks for several
        things has one for each command.
        """
        if not isinstance(question, str):
            raise InvalidValue(f"a question is its name, or words, and not {question!r}")
        flags = {"planned": planned, "uncertain": uncertain, "rules": rules}
        asked = Asked(self.store, self.ontology, View(None, **{name: _flag(name, flags[name]) for name in flags}))
        if is_in_words(question):
            from ics_graph.phrasing import answers_to, read

            if subjects or parameters:
                raise InvalidValue("a question in words takes nothing besides; write it into the question")
            return answers_to(asked, read(asked, question, None if as_of is None else _when("as_of", as_of)))
        entry = question_named(question.replace("_", "-"))
        when = None if as_of is None else _when("as_of", as_of)
        given = _given(entry, subjects, parameters)
        return asked_over(entry, asked, given, when)


class _ClosedStore:
    """Stands where a store was that is closed: whatever is asked of it says so."""

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("__"):
            return object.__getattribute__(self, name)
        raise StoreError("the store is closed; open it again with ics_graph.open_store()")


def open_store(
    url: str | None = None,
    data: Path | str | Sequence[Path | str] = (),
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    graph: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> AskableStore:
    """Return the store at ``url`` (``neo4j://``, ``bolt://`` or a path of an SQLite store), open to be asked.

    Without a URL it is the embedded store of the dataset folders ``data``, one or several; by default of all that are
    shipped. It is compiled when it is missing or when a file has changed; ``progress`` is told what is being done.
    User, password, database and graph are those of a Neo4j server, by default from the environment. Raises StoreError,
    or DatasetError where the data are wrong.
    """
    if url is not None and not isinstance(url, str | Path):
        raise InvalidValue(f"'url' is the address or the file of a store, and not {url!r}")
    folders = [data] if isinstance(data, str | Path) else data
    return AskableStore(
        stores.open_store(
            str(url) if url is not None else None,
            folders,
            user=user,
            password=password,
            database=database,
            graph=graph,
            progress=progress,
        )
    )


def _given(question: Question, subjects: Sequence[Any], named: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters of a question by name, each as it is wanted."""
    wanted = {parameter.name: parameter for parameter in question.parameters}
    given = _in_order(question, subjects)
    for name, value in named.items():
        if name not in wanted:
            hint = closest(name, wanted) or f"There are {', '.join([*wanted, *_VIEW])}"
            raise UnknownWord(hinted(f"the question '{question.name}' has no parameter '{name}'", hint))
        if name in given:
            raise InvalidValue(f"'{name}' of the question '{question.name}' is given twice; give it once")
        if value is not None or wanted[name].required:
            given[name] = value
    missing = [name for name, parameter in wanted.items() if parameter.required and name not in given]
    if missing:
        raise InvalidValue(f"the question '{question.name}' must be told: {', '.join(missing)}")
    return {name: _value(wanted[name], value) for name, value in given.items()}


def _in_order(question: Question, subjects: Sequence[Any]) -> dict[str, Any]:
    """Return what is given in order, by name: the last parameter takes all that are left where it takes several."""
    wanted = [parameter for parameter in question.parameters if parameter.required]
    given: dict[str, Any] = {}
    for at, parameter in enumerate(wanted[: len(subjects)]):
        rest = subjects[at:]
        if parameter.kind == "words" and len(rest) > 1:
            return {**given, parameter.name: rest}
        given[parameter.name] = subjects[at]
    if len(subjects) > len(wanted):
        in_order = ", ".join(parameter.name for parameter in wanted) or "nothing"
        raise InvalidValue(f"the question '{question.name}' takes {in_order} in order, and everything else by its name")
    return given


def _value(parameter: Parameter, value: Any) -> Any:
    """Return a value as the function of a question wants it; raise InvalidValue where it is not of that kind."""
    name = parameter.name
    if parameter.kind == "flag":
        return _flag(name, value)
    if parameter.kind == "day":
        return _day(name, value)
    if parameter.kind == "number":
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise InvalidValue(f"'{name}' is a whole number from 1 on, and not {value!r}")
        return value
    if parameter.kind == "words":
        words = [value] if isinstance(value, str) else list(value) if isinstance(value, Iterable) else [value]
        if parameter.required and not words:
            raise InvalidValue(f"'{name}' is one text or several, and none is given")
        return tuple(_text(name, word) for word in words)
    text = _text(name, value)
    if parameter.choices and text not in parameter.choices:
        raise InvalidValue(f"'{name}' is one of {', '.join(parameter.choices)}, and not {text!r}")
    return text


def _text(name: str, value: Any) -> str:
    if isinstance(value, date):
        return _day(name, value).isoformat()
    if not isinstance(value, str):
        raise InvalidValue(f"'{name}' is a text, and not {value!r}")
    return value


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise InvalidValue(f"'{name}' is True or False, and not {value!r}")
    return value


def _when(name: str, value: Any) -> When:
    if isinstance(value, str):
        try:
            return when_of(value)
        except ValueError as error:
            raise InvalidValue(str(error)) from error
    day = _day(name, value)
    return When(day, day, in_words(day))


def _day(name: str, value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise InvalidValue(f"'{name}' is a day, as a date or as text, and not {value!r}")
    try:
        return day_of(value)
    except ValueError as error:
        raise InvalidValue(str(error)) from error
