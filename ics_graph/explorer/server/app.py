"""The application: the pages and the API, with what becomes of errors, behind the guard."""

from __future__ import annotations

import threading
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ics_graph.explorer.page import policy
from ics_graph.explorer.server.answer_pages import answer_pages
from ics_graph.explorer.server.api import described, questions_api
from ics_graph.explorer.server.page_cache import PageCache
from ics_graph.explorer.server.pages import pages
from ics_graph.explorer.server.problems import MENDED, Problem, answered, problem_of
from ics_graph.explorer.server.request_guard import RequestGuard
from ics_graph.explorer.server.store_pool import StorePool
from ics_graph.ontology import Ontology
from ics_graph.parameters import sentence
from ics_graph.stores.rows import View

READERS = 8
"""How many requests are answered at once; the others wait for their turn."""

_ABOUT = (
    "Who is accountable to whom, who sits on what, and who says so. Every answer is the same as at the terminal "
    "(`ics-graph ask … --format json`)."
)


def application(pool: StorePool, ontology: Ontology, view: View, port: int, home: str | None = None) -> RequestGuard:
    """Return the explorer as an ASGI application that answers on ``port``; ``home`` is the body that ``/`` shows."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = READERS
        # What pages are made with is slow to import and to hash; the first reader should not wait for it.
        threading.Thread(target=policy, args=(True,), daemon=True).start()
        yield

    app = FastAPI(
        title="ics_graph",
        summary=_ABOUT,
        version=version("ics-graph"),
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.include_router(questions_api(pool, ontology))
    app.include_router(answer_pages(pool, ontology, view))
    app.include_router(pages(pool, ontology, view, home))
    app.openapi = described(app)  # type: ignore[method-assign]

    def mended(request: Request, error: Exception) -> Response:
        return answered(problem_of(error), request.url.path)

    def not_valid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return answered(Problem(422, "\n".join(map(_in_words, error.errors()))), request.url.path)

    def not_there(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return answered(Problem(error.status_code, "There is nothing at this address."), request.url.path)

    def broken(request: Request, error: Exception) -> Response:
        traceback.print_exception(error)
        message = "The explorer made a mistake; the terminal that runs it says which."
        return answered(Problem(500, message), request.url.path)

    app.add_exception_handler(RequestValidationError, not_valid)
    app.add_exception_handler(HTTPException, not_there)
    app.add_exception_handler(Exception, broken)
    for kind in MENDED:
        app.add_exception_handler(kind, mended)
    return RequestGuard(PageCache(app, pool), port)


def _in_words(error: dict[str, object]) -> str:
    """Return what is wrong with a parameter, in a sentence."""
    place = error["loc"]
    name = place[1] if isinstance(place, tuple) and len(place) > 1 else "parameter"
    if error["type"] == "missing":
        return f"'{name}' is not given, and has to be."
    context = error.get("ctx")
    if error["type"] == "value_error" and isinstance(context, dict):
        return f"Invalid value for '{name}': {sentence(str(context['error']))}"
    return f"Invalid value for '{name}': {sentence(str(error['msg']))}"
