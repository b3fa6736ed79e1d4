"""What a browser opens: a system or the neighbourhood of a body as a page, the systems as a list, and what went wrong.

The lists are HTML that the server writes, with the page's own style and no script.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ics_graph.answering.asked import Asked
from ics_graph.answering.lookup import ALIKE
from ics_graph.explorer.neighbourhood import neighbourhood
from ics_graph.explorer.page import page_html, policy
from ics_graph.explorer.selection import NoSystem, Selection, at_any_date, is_system, select
from ics_graph.explorer.server.api import LONGEST_TEXT, check_names, view_of, view_parameters
from ics_graph.explorer.server.home_page import home_page
from ics_graph.explorer.server.list_pages import about, address_of, body_link, list_page
from ics_graph.explorer.server.problems import Problem
from ics_graph.explorer.server.store_pool import StorePool
from ics_graph.ontology import Ontology
from ics_graph.stores import Store
from ics_graph.stores.rows import View

MOST_FOUND = 50


def pages(pool: StorePool, ontology: Ontology, view: View, home: str | None = None) -> APIRouter:
    """Return the addresses that a browser opens; ``/`` is the page of ``home``, or of the only system, or ``/home``."""
    router = APIRouter(include_in_schema=False)

    def asked_of(given: dict[str, Any], store: Store) -> Asked:
        # A page is one session: the store is lent for as long.
        return Asked(store, ontology, view_of(given)).in_session()

    def start(request: Request, **given: Any) -> Response:
        check_names(request, names, set())
        with pool.lent() as store:
            asked = asked_of(given, store)
            if home is not None:
                return _page(asked, _drawn(asked, home))
            try:
                return _page(asked, select(at_any_date(asked)))
            except NoSystem:
                return home_page(asked)

    def home_of_all(request: Request, **given: Any) -> Response:
        check_names(request, names, set())
        with pool.lent() as store:
            return home_page(asked_of(given, store))

    def of_body(request: Request, id: str, **given: Any) -> Response:
        check_names(request, names, set())
        with pool.lent() as store:
            asked = asked_of(given, store)
            return _page(asked, _drawn(asked, id))

    def find(request: Request) -> Response:
        check_names(request, ["q"], set())
        wanted = request.query_params.get("q", "").strip()
        if len(wanted) > LONGEST_TEXT:
            raise Problem(422, f"A name has at most {LONGEST_TEXT:,} characters.")
        with pool.lent() as store:
            matches = store.find(wanted, MOST_FOUND + 1) if wanted else []
            exact = [match for match in matches if match.exact]
            if len(exact) == 1:
                return RedirectResponse(address_of(exact[0].id), 303)
            rows = [
                body_link(ontology, match) | {"matched": match.matched if match.matched != match.name else None}
                for match in matches[:MOST_FOUND]
            ]
            return list_page(
                heading="Bodies found" if matches else "Nothing found",
                wanted=wanted,
                lists=[{"title": None, "rows": rows}] if rows else [],
                more=len(matches) > MOST_FOUND,
                **about(store),
            )

    def icon() -> Response:
        return Response(status_code=204)

    options = view_parameters(view)
    names = [option.name for option in options]
    request_parameter = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    id_parameter = inspect.Parameter("id", inspect.Parameter.KEYWORD_ONLY, annotation=str)
    _sign(start, [request_parameter, *options])
    _sign(home_of_all, [request_parameter, *options])
    _sign(of_body, [request_parameter, id_parameter, *options])
    routes: dict[str, Callable[..., Response]] = {
        "/": start,
        "/home": home_of_all,
        "/body/{id:path}": of_body,
        "/find": find,
        "/favicon.ico": icon,
    }
    for path, function in routes.items():
        router.add_api_route(path, function, response_model=None, response_class=HTMLResponse)
    return router


def _sign(function: Callable[..., Response], parameters: list[inspect.Parameter]) -> None:
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]


def _drawn(asked: Asked, id_: str) -> Selection:
    """Return a system whole, and of another body what is about it."""
    body = asked.store.bodies([id_]).get(id_)
    if body is None:
        near = [match for match in asked.store.find(id_) if match.exact or match.score >= ALIKE][:5]
        raise Problem(404, f"No body has the id '{id_}'. Look for it by a part of its name.", choices=near)
    wide = at_any_date(asked)
    return select(wide, id_) if is_system(asked.ontology, body) else neighbourhood(wide, id_)


def _page(asked: Asked, shown: Selection) -> Response:
    """Return the page of what is drawn, under the policy that it asks for, which may also ask this server."""
    # A page cannot say of itself who may frame it: that only a header can.
    headers = {"content-security-policy": f"{policy(served=True)}; frame-ancestors 'none'"}
    return HTMLResponse(page_html(asked, shown, served=True), headers=headers)
