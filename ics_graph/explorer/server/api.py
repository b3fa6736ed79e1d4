"""The questions as addresses: each of the registry at /api/ask/NAME, with the parameters of its signature."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.openapi.utils import get_openapi
from pydantic import AfterValidator, BeforeValidator, TypeAdapter, WithJsonSchema
from starlette.responses import JSONResponse, Response

from ics_graph.answering.answer import Answer
from ics_graph.answering.as_json import as_json
from ics_graph.answering.asked import Asked
from ics_graph.answering.each_day import asked_over
from ics_graph.answering.registry import Question
from ics_graph.dates import FORMS
from ics_graph.day_words import When, day_of, when_of
from ics_graph.explorer.server.problems import Problem
from ics_graph.explorer.server.store_pool import StorePool
from ics_graph.model import About
from ics_graph.ontology import Ontology
from ics_graph.parameters import Parameter, sentence
from ics_graph.questions import all_questions
from ics_graph.serialization import to_plain
from ics_graph.stores.rows import Match, View

LONGEST_TEXT, MOST_WORDS, MOST = 1000, 100, 1_000_000
_REF = "#/components/schemas/{model}"


def _read_day(value: Any) -> date:
    return value if isinstance(value, date) else day_of(str(value))


def _checked(text: str) -> str:
    when_of(text)
    return text


Day = Annotated[date, BeforeValidator(_read_day), WithJsonSchema({"type": "string"})]
DayOrPeriod = Annotated[str, AfterValidator(_checked)]
_PERIODS = "A month or year is asked on its first and last day; where these differ, both answers are in a list."
_VIEW: dict[str, tuple[Any, Any, str]] = {
    "as_of": (Day | None, None, f"As things stood on a day: {FORMS}."),
    "planned": (bool, False, "Let planned lines into chains."),
    "uncertain": (bool, False, "Let lines with a question mark into chains."),
    "rules": (bool, True, "Let in lines that only the law gives."),
}


def questions_api(pool: StorePool, ontology: Ontology) -> APIRouter:
    """Return the addresses of the API: the questions, looking up a body, and what is served."""
    router = APIRouter(prefix="/api")
    problems: dict[int | str, dict[str, Any]] = {
        404: _problem("No body has this name; the nearest are among the choices."),
        422: _problem("A parameter is missing, unknown or not of its kind, or a name may be any of several bodies."),
        503: _problem("The data cannot be read just now; the detail says why, and what to do."),
    }
    for question in all_questions().values():
        endpoint = _endpoint(question, pool, ontology)
        router.add_api_route(
            f"/ask/{question.name}",
            endpoint,
            operation_id=question.name,
            tags=[question.family],
            summary=question.summary,
            description=f"{question.documentation}\n\nAt a terminal: `ics-graph ask {question.example}`",
            response_class=JSONResponse,
            response_model=None,
            responses={
                200: _content("Answers", "The answer with its evidence; to a period there may be two."),
                **problems,
            },
            dependencies=[Depends(_only(inspect.signature(endpoint)))],
        )

    endpoint = _in_words(pool, ontology)
    router.add_api_route(
        "/ask",
        endpoint,
        operation_id="ask",
        tags=["explorer"],
        summary="A question in a person's own words.",
        description=inspect.getdoc(endpoint),
        response_class=JSONResponse,
        response_model=None,
        responses={
            200: _content("Answers", "The answer with its evidence and how the question was read; several in a list."),
            300: _problem("The question may be read in several ways; they are among the readings."),
            **problems,
        },
        dependencies=[Depends(_only(inspect.signature(endpoint)))],
    )

    def find(
        *,
        q: Annotated[str, Query(description="A name, other name, id or code.", max_length=LONGEST_TEXT)],
        limit: Annotated[int, Query(description="How many at most.", ge=1, le=1000)] = 20,
    ) -> Response:
        """The bodies whose id, name, other name or code this is, and after them those with a near name."""
        with pool.lent() as store:
            matches = store.find(q, limit)
        # The type is the ontology's name of it, and ``kind`` the word that readers see.
        kinds = {match.type: Asked(store, ontology, View()).kind(match.type) for match in matches}
        return JSONResponse([{**match._asdict(), "kind": kinds[match.type]} for match in matches])

    def status() -> Response:
        """What is served: the datasets, how many records of each kind, and what a reader must be told of the store."""
        with pool.lent() as store:
            about, counts, notices = store.about(), store.counts(), store.notices()
        contents = {
            "name": "; ".join(dataset.title for dataset in about) or "ics-graph",
            "version": version("ics-graph"),
            "counts": counts,
            "about": [{"uses": [], **to_plain(dataset)} for dataset in about],
            "notices": notices,
        }
        return JSONResponse(contents)

    for path, function, schema in (("/find", find, "Found"), ("/status", status, "Status")):
        router.add_api_route(
            path,
            function,
            operation_id=f"api-{path[1:]}",
            tags=["explorer"],
            summary=str(function.__doc__),
            response_class=JSONResponse,
            response_model=None,
            responses={200: _content(schema, "What there is."), 422: problems[422], 503: problems[503]},
            dependencies=[Depends(_only(inspect.signature(function, eval_str=True)))],
        )
    return router


def view_of(given: dict[str, Any]) -> View:
    """Take the parameters of a view out of what was given, and return the view."""
    return View(*(given.pop(name) for name in _VIEW))


def view_parameters(view: View) -> list[inspect.Parameter]:
    """Return the parameters of a view as a signature has them; by default they are those of ``view``."""
    now = {"as_of": view.as_of, "planned": view.planned, "uncertain": view.uncertain, "rules": view.rules}
    return [_written(name, kind, now[name], help_) for name, (kind, _, help_) in _VIEW.items()]


def _in_words(pool: StorePool, ontology: Ontology) -> Callable[..., Response]:
    """Return the address that reads a question in a person's own words and answers it."""

    def ask(**given: Any) -> Response:
        """A question in a person's own words, answered as the command that it is read as (``read_as``).

        Nothing is guessed: a question that may be read in two ways is not answered, and both are among the readings.
        """
        from ics_graph.phrasing import answers_to, read

        when, view = _when_and_view(given)
        with pool.lent() as store:
            asked = Asked(store, ontology, view)
            return _answered(answers_to(asked, read(asked, given["q"], when)))

    q = _written("q", str, inspect.Parameter.empty, "the question in your own words", max_length=LONGEST_TEXT)
    ask.__signature__ = inspect.Signature([q, *_dated_parameters()])  # type: ignore[attr-defined]
    return ask


def _when_and_view(given: dict[str, Any]) -> tuple[When | None, View]:
    """Take the parameters of a view out of what was given, and return its day or period, and the rest of it."""
    view = view_of({**given, "as_of": None})
    text = given["as_of"]
    for name in _VIEW:
        given.pop(name)
    return when_of(text) if text else None, view


def _dated_parameters() -> list[inspect.Parameter]:
    """Return the parameters of a view whose day may be a month or a year."""
    _, *rest = view_parameters(View())
    return [
        _written("as_of", DayOrPeriod | None, None, f"{_VIEW['as_of'][2]} {_PERIODS}", max_length=LONGEST_TEXT),
        *rest,
    ]


def _answered(answers: Sequence[Answer]) -> Response:
    """Return one answer as it is, and several in a list."""
    texts = [as_json(answer) for answer in answers]
    text = texts[0] if len(texts) == 1 else "[\n" + ",\n".join(texts) + "\n]"
    return Response(text + "\n", media_type="application/json")


def _endpoint(question: Question, pool: StorePool, ontology: Ontology) -> Callable[..., Response]:
    several = {parameter.name for parameter in question.parameters if parameter.kind == "words"}

    def ask(**given: Any) -> Response:
        when, view = _when_and_view(given)
        values = {name: tuple(value) if name in several else value for name, value in given.items()}
        with pool.lent() as store:
            asked = Asked(store, ontology, view)
            return _answered(asked_over(question, asked, values, when))

    parameters = [_asked_for(parameter) for parameter in question.parameters]
    ask.__signature__ = inspect.Signature([*parameters, *_dated_parameters()])  # type: ignore[attr-defined]
    return ask


def _asked_for(parameter: Parameter) -> inspect.Parameter:
    kinds: dict[str, Any] = {"number": int, "flag": bool, "day": Day}
    kind = Literal[parameter.choices] if parameter.choices else kinds.get(parameter.kind, str)
    limits: dict[str, Any] = {}
    default = inspect.Parameter.empty if parameter.required else parameter.default
    if parameter.kind == "number":
        limits = {"ge": 1, "le": MOST}
    elif parameter.kind == "words":
        kind = list[Annotated[str, Query(max_length=LONGEST_TEXT)]]
        limits = {"max_length": MOST_WORDS, "min_length": 1 if parameter.required else 0}
        default = default if parameter.required else []
    elif kind is str:
        limits = {"max_length": LONGEST_TEXT}
    if default is None:
        kind = kind | None
    return _written(parameter.name, kind, default, parameter.help, **limits)


def _written(name: str, kind: Any, default: Any, help_: str, **limits: Any) -> inspect.Parameter:
    query = Query(description=sentence(help_) or None, **limits)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, query])


def _only(signature: inspect.Signature) -> Callable[[Request], None]:
    """Return what refuses parameters that an address does not know, or that are given twice where one is meant."""
    several = {name for name, of in signature.parameters.items() if str(of.annotation.__origin__).startswith("list")}

    def only(request: Request) -> None:
        check_names(request, list(signature.parameters), several)

    return only


def check_names(request: Request, permitted: Sequence[str], several: set[str]) -> None:
    """Raise Problem where a parameter is not known, or given twice where one is meant."""
    from ics_graph.validation import closest

    names = [name for name, _ in request.query_params.multi_items()]
    for name in names:
        if name not in permitted:
            hint = closest(name, permitted) or (
                f"There are {', '.join(permitted)}." if permitted else "There are none."
            )
            raise Problem(422, f"There is no parameter '{name[:80]}'. {hint}")
        if names.count(name) > 1 and name not in several:
            raise Problem(422, f"'{name}' is given {names.count(name)} times; give it once.")


# --- what /openapi.json says of the answers --------------------------------------------------------------------------


def described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """Return what makes the description of the API, with the shapes of what it returns."""

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            made = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
            made.setdefault("components", {})["schemas"] = _shapes()
            app.openapi_schema = made
        return app.openapi_schema

    return openapi


def _shapes() -> dict[str, Any]:
    """Return the JSON schemas of what is returned, made of the dataclasses."""
    schemas: dict[str, Any] = {}
    for name, kind in (("Answer", Answer), ("Match", Match), ("About", About)):
        schema = TypeAdapter(kind).json_schema(ref_template=_REF)
        schemas |= {title: _without_null(part) for title, part in schema.pop("$defs", {}).items()}
        schemas[name] = _without_null(schema)
    schemas["Match"] = _match_schema(schemas["Match"])
    counts = {"type": "object", "additionalProperties": {"type": "integer"}}
    schemas |= {
        "Answers": {
            "anyOf": [
                {"$ref": _REF.format(model="Answer")},
                {"type": "array", "items": {"$ref": _REF.format(model="Answer")}},
            ]
        },
        "Found": {"type": "array", "items": {"$ref": _REF.format(model="Match")}},
        "Status": _object(
            name={"type": "string"},
            version={"type": "string"},
            counts={"type": "object", "additionalProperties": counts},
            about={"type": "array", "items": {"$ref": _REF.format(model="About")}},
            notices={"type": "array", "items": {"type": "string"}},
        ),
        "Problem": {
            **_object(title={"type": "string"}, status={"type": "integer"}, detail={"type": "string"}),
            "description": "What went wrong, as RFC 9457 writes it; `choices` are the bodies that may have been meant.",
        },
    }
    choice = _object(id={"type": "string"}, name={"type": "string"}, type={"type": "string"})
    choice["properties"]["days"] = {
        "type": "string",
        "description": "Where several have one name or code: when this one was there, and had the code.",
    }
    schemas["Problem"]["properties"]["choices"] = {"type": "array", "items": choice}
    schemas["Problem"]["properties"]["readings"] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "The commands as which a question in words may be read, or that come nearest to it.",
    }
    return schemas


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _match_schema(match: dict[str, Any]) -> dict[str, Any]:
    """Return the shape of a body found: a named tuple is written with its names, and with the word for its type."""
    kinds = {"id": "string", "name": "string", "type": "string", "matched": "string", "exact": "boolean"}
    made = _object(**{name: {"type": kind} for name, kind in kinds.items()}, score={"type": "number"})
    made["properties"]["kind"] = {"type": "string"}
    return {**made, "required": [*made["required"], "kind"], "description": match.get("description") or Match.__doc__}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the shape of a record as it is written: what is None is left out, so that nothing is ever null."""
    properties = {}
    required = set(schema.get("required", ()))
    for name, of in schema.get("properties", {}).items():
        some = [choice for choice in of.get("anyOf", ()) if choice.get("type") != "null"]
        if "anyOf" in of and len(some) < len(of["anyOf"]):
            required.discard(name)
            rest = {key: value for key, value in of.items() if key not in ("anyOf", "default")}
            of = {**rest, **some[0]} if len(some) == 1 else {**rest, "anyOf": some}
        properties[name] = of
    return {**schema, "properties": properties, "required": sorted(required)} if properties else schema


def _content(schema: str, description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/json": {"schema": {"$ref": _REF.format(model=schema)}}},
    }


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": _REF.format(model="Problem")}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}
