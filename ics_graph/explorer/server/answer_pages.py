"""The questions as pages: a question in a person's own words, or one of the registry with a form, and the answer.

HTML that the server writes, without a script, so that it reads, prints and is copied anywhere.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ics_graph.answering.answer import Answer
from ics_graph.answering.as_html import render
from ics_graph.answering.asked import Asked
from ics_graph.answering.each_day import asked_over
from ics_graph.answering.registry import Question
from ics_graph.dates import FORMS
from ics_graph.day_words import When, when_of
from ics_graph.explorer.server.api import LONGEST_TEXT, MOST, MOST_WORDS, check_names, view_parameters
from ics_graph.explorer.server.list_pages import about, address_of, body_link, list_page
from ics_graph.explorer.server.problems import Problem
from ics_graph.explorer.server.store_pool import StorePool
from ics_graph.ontology import Ontology
from ics_graph.parameters import Parameter, sentence
from ics_graph.phrasing import NotRead, answers_to, read
from ics_graph.phrasing.words import QUESTION_WORDS
from ics_graph.questions import all_questions
from ics_graph.stores import Store
from ics_graph.stores.rows import View

_DAY = Parameter("as_of", "day", None, False, f"As things stood on a day: {FORMS}.")


def answer_pages(pool: StorePool, ontology: Ontology, view: View) -> APIRouter:
    """Return the addresses of the questions as pages: ``/ask?q=…`` in a person's own words, and ``/ask/NAME``."""
    router = APIRouter(include_in_schema=False)

    def in_words(request: Request) -> Response:
        check_names(request, ["q"], set())
        text = request.query_params.get("q", "").strip()
        if len(text) > LONGEST_TEXT:
            raise Problem(422, f"A question has at most {LONGEST_TEXT:,} characters.")
        if not text:
            return RedirectResponse("/questions", 303)
        with pool.lent() as store:
            if len(exact := [match for match in store.find(text, 2) if match.exact]) == 1:
                return RedirectResponse(address_of(exact[0].id), 303)
            asked = Asked(store, ontology, view).in_session()
            try:
                reading = read(asked, text)
            except NotRead as refused:
                if refused.kind == "unread" and _is_name(text) and store.find(text, 1):
                    return RedirectResponse(f"/find?{urlencode({'q': text})}", 303)
                return _not_read(asked, text, refused)
            return _page(store, answers_to(asked, reading), wanted=text, read_as=reading.line.splitlines())

    router.add_api_route("/ask", in_words, response_model=None, response_class=HTMLResponse)
    router.add_api_route("/questions", _listing(pool), response_model=None, response_class=HTMLResponse)
    for question in all_questions().values():
        page = _question_page(question, pool, ontology, view)
        router.add_api_route(f"/ask/{question.name}", page, response_model=None, response_class=HTMLResponse)
    return router


def address_of_command(line: str) -> str | None:
    """Return the address of the page that answers a command; None where the line is no command of a question.

    The line is one that a reading or a refusal shows, such as ``ics-graph ask members "Central ICP" --as-of 2019``.
    """
    try:
        words = shlex.split(line)[1:]
    except ValueError:
        return None
    words = words[1:] if words[:1] == ["ask"] else words
    question = all_questions().get(words[0]) if words else None
    if question is None:
        return None
    parameters = {parameter.name.replace("_", "-"): parameter for parameter in question.parameters}
    required = [parameter for parameter in question.parameters if parameter.required]
    values: list[tuple[str, str]] = []
    place, at = 0, 1
    while at < len(words):
        word = words[at]
        name = word.removeprefix("--")
        if not word.startswith("--"):
            parameter = required[min(place, len(required) - 1)]
            place += parameter.kind != "words"
            values.append((parameter.name, word))
            at += 1
        elif name in parameters and parameters[name].kind == "flag":
            values.append((parameters[name].name, "true"))
            at += 1
        else:
            values.append((name.replace("-", "_"), words[at + 1]))
            at += 2
    return f"/ask/{question.name}?{urlencode(values)}"


def families() -> list[dict[str, Any]]:
    """Return the questions under the titles of their families: what each tells, and where it is asked."""
    lists: dict[str, list[dict[str, str]]] = {}
    for question in all_questions().values():
        row = {"name": _first_way(question), "href": f"/ask/{question.name}", "kind": question.summary}
        lists.setdefault(question.family, []).append(row)
    return [{"title": family.capitalize(), "rows": rows} for family, rows in lists.items()]


def _first_way(question: Question) -> str:
    """Return how a person asks it, with dots for what is to be filled in; its name where there is no such way."""
    ways = question.ways_to_ask
    words = [("…" if word.isupper() and len(word) > 1 else word) for word in ways[0].split()] if ways else []
    return f"{' '.join(words)[:1].upper()}{' '.join(words)[1:]}?" if words else question.name.capitalize()


def _listing(pool: StorePool) -> Callable[[], Response]:
    def questions() -> Response:
        with pool.lent() as store:
            return list_page(
                heading="What can be asked",
                detail=["Write a question in your own words above, or choose one of these. … stands for a name."],
                families=families(),
                **about(store),
            )

    return questions


def _question_page(question: Question, pool: StorePool, ontology: Ontology, view: View) -> Callable[..., Response]:
    parameters = [*question.parameters, _DAY]
    names = [*(parameter.name for parameter in parameters), *(option.name for option in view_parameters(view)[1:])]
    several = {parameter.name for parameter in question.parameters if parameter.kind == "words"}

    def page(request: Request) -> Response:
        check_names(request, names, several)
        texts = request.query_params
        form = _form(question, parameters, texts)
        missing = [
            parameter.name for parameter in question.parameters if parameter.required and not texts.get(parameter.name)
        ]
        with pool.lent() as store:
            if missing:
                return list_page(heading=_first_way(question), detail=[question.summary], form=form, **about(store))
            values = {
                parameter.name: _value(parameter, texts.getlist(parameter.name))
                for parameter in question.parameters
                if any(texts.getlist(parameter.name))
            }
            when = _when(texts.get("as_of", ""))
            asked = Asked(store, ontology, _view(view, texts)).in_session()
            return _page(store, asked_over(question, asked, values, when), form=form)

    return page


def _when(text: str) -> When | None:
    try:
        return when_of(text) if text else None
    except ValueError as error:
        raise Problem(422, sentence(str(error))) from error


def _view(view: View, texts: Any) -> View:
    given = {name: texts.get(name, "") for name in ("planned", "uncertain", "rules")}
    flags = {name: _flag(name, text) for name, text in given.items() if text}
    return View(None, **{"planned": view.planned, "uncertain": view.uncertain, "rules": view.rules, **flags})


def _flag(name: str, text: str) -> bool:
    if text.lower() not in ("true", "false", "yes", "no", "on"):
        raise Problem(422, f"Invalid value for '{name}': write true or false.")
    return text.lower() in ("true", "yes", "on")


def _value(parameter: Parameter, texts: Sequence[str]) -> Any:
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise Problem(422, f"'{parameter.name}' has at most {LONGEST_TEXT:,} characters.")
    if parameter.kind == "words":
        if len(texts) > MOST_WORDS:
            raise Problem(422, f"'{parameter.name}' is given at most {MOST_WORDS} times.")
        return tuple(texts)
    text = texts[0]
    if parameter.choices and text not in parameter.choices:
        raise Problem(422, f"Invalid value for '{parameter.name}': write {' or '.join(parameter.choices)}.")
    if parameter.kind == "flag":
        return _flag(parameter.name, text)
    if parameter.kind == "number":
        if not text.isdecimal() or not 1 <= int(text) <= MOST:
            raise Problem(422, f"Invalid value for '{parameter.name}': write a number from 1 to {MOST:,}.")
        return int(text)
    return text


def _form(question: Question, parameters: Sequence[Parameter], texts: Any) -> dict[str, Any]:
    fields = [
        {
            "name": parameter.name,
            "label": parameter.name.replace("_", " ").capitalize() if parameter is not _DAY else "As at",
            "help": parameter.help,
            "required": parameter.required,
            "choices": parameter.choices,
            "flag": parameter.kind == "flag",
            "value": texts.get(parameter.name, ""),
        }
        for parameter in parameters
    ]
    return {"action": f"/ask/{question.name}", "fields": fields, "example": f"ics-graph ask {question.example}"}


def _page(store: Store, answers: Sequence[Answer], **given: Any) -> Response:
    written = [_plain(store, answer, "h2" if number else "h1") for number, answer in enumerate(answers)]
    return list_page(heading=answers[0].headline, answers=written, **given, **about(store))


def _plain(store: Store, answer: Answer, heading: str) -> dict[str, Any]:
    names = {body.id: body.name for body in store.bodies(answer.parameters.values()).values()}
    return {
        "html": render(answer, heading, address_of),
        "pictures": [{"name": name, "href": address_of(id_)} for id_, name in names.items()],
    }


def _is_name(text: str) -> bool:
    """Return whether a text asks nothing, and may be a part of a name."""
    words = text.lower().replace("?", " ? ").split()
    return not any(word == "?" or word in QUESTION_WORDS for word in words)


def _not_read(asked: Asked, text: str, refused: NotRead) -> Response:
    """Return the page of a question that is not answered: why, the commands that come nearest, and bodies like it."""
    choices = [
        {"name": line.removeprefix("ics-graph ").removeprefix("ask "), "href": href, "kind": ""}
        for line in refused.choices
        if (href := address_of_command(line)) is not None
    ]
    title = "It may be read as any of these" if refused.kind == "ambiguous" else "The nearest questions"
    lists = [{"title": title, "rows": choices}] if choices else []
    if refused.kind == "unread" and (near := asked.store.find(text, 8)):
        lists.append({"title": "Bodies with such a name", "rows": [body_link(asked.ontology, match) for match in near]})
    return list_page(
        300 if refused.kind == "ambiguous" else 422,
        heading="This may be read in several ways" if refused.kind == "ambiguous" else "This is not answered",
        asked=True,
        wanted=text,
        detail=[refused.why],
        lists=[*lists, {"title": None, "rows": [{"name": "What can be asked", "href": "/questions", "kind": ""}]}],
        **about(asked.store),
    )
