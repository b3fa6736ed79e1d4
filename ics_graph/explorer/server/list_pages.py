"""The server's plain pages: home, lists, answers, and what went wrong. HTML with the page's own style and no script."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from ics_graph.answering.registry import invented
from ics_graph.explorer.page import STATIC, digest, style
from ics_graph.ontology import Ontology
from ics_graph.stores import Store
from ics_graph.stores.rows import Body, Match

if TYPE_CHECKING:
    from jinja2 import Template


def address_of(id_: str) -> str:
    """Return the address of a body's page."""
    return f"/body/{quote(id_, safe='')}"


def body_link(ontology: Ontology, body: Body | Match) -> dict[str, Any]:
    """Return a body as a row of a list: its name, its kind in words, and the address of its page."""
    return {"name": body.name, "kind": ontology.types[body.type].label, "href": address_of(body.id)}


def list_page(status: int = 200, headers: dict[str, str] | None = None, **told: Any) -> Response:
    """Return the page of a list, filled from ``listed.html``, under a policy that lets no script run."""
    css = _style()
    allowed = (
        f"default-src 'none'; style-src {digest(css)}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    html = _template().render(style=css, **told)
    return HTMLResponse(html, status, {**(headers or {}), "content-security-policy": allowed})


def about(store: Store) -> dict[str, Any]:
    """Return what every such page says of the data: the datasets, and what a reader must be told of the store."""
    notices = [*filter(None, [invented(store).strip()]), *store.notices()]
    return {"datasets": [about.title for about in store.about()], "notices": notices}


@cache
def _style() -> str:
    """Return the page's style with what the lists add to it."""
    return style() + (STATIC / "listed.css").read_text("utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(STATIC), autoescape=True).get_template("listed.html")
