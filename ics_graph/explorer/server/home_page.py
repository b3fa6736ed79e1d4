"""The home of the explorer: what there is, where to ask, the systems of today first, and what can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import be, counted, plural
from ics_graph.dates import in_words
from ics_graph.explorer.server.answer_pages import families
from ics_graph.explorer.server.list_pages import about, address_of, list_page
from ics_graph.governance import SYSTEMS, is_single
from ics_graph.ontology import Ontology
from ics_graph.stores.rows import LAST_DAY, Body

_KINDS = (SYSTEMS[0], "IntegratedCareBoard", *SYSTEMS[1:])
"""What is listed: the systems, and the boards that each system has by law."""
_SHOWN = 12
"""A longer list of one kind opens folded, and so does each list of what is no more."""


def home_page(asked: Asked) -> Response:
    """Return the home: systems that are there on the day of the view, or today; then what there was before."""
    store, ontology = asked.store, asked.ontology
    day = (asked.view.as_of or date.today()).isoformat()
    by_kind = {kind: [body for body in store.of_types(ontology.kinds_of(kind)) if is_single(body)] for kind in _KINDS}
    lists = []
    for gone in (False, True):
        for kind, bodies in by_kind.items():
            lists.append(_list(ontology, kind, [body for body in bodies if (body.on(day) == "no") is gone], gone))
    systems = [body for kind in SYSTEMS for body in by_kind[kind] if body.on(day) != "no"]
    heading = (
        "What these data know"
        if any(by_kind.values())
        else ("No integrated care system is in these data; look for another body")
    )
    return list_page(
        heading=heading,
        day=_counts(store.counts()),
        lists=[*filter(None, lists)],
        families=families(),
        examples=_examples(systems[:1]),
        **about(store),
    )


def _counts(counts: Mapping[str, Mapping[str, int]]) -> str:
    """Return how much there is, in a sentence."""
    bodies, lines = (sum(counts[name].values()) for name in ("entities", "relations"))
    records = counts.get("records", {})
    sources, gaps = records.get("sources", 0), records.get("gaps", 0)
    return (
        f"{counted(bodies, 'body')} and {counted(lines, 'relationship')} from {counted(sources, 'source')}. "
        f"{counted(gaps, 'gap')} {be(gaps)} on record: what no source says, or what could not be read."
    )


def _list(ontology: Ontology, kind: str, bodies: Iterable[Body], gone: bool) -> dict[str, Any] | None:
    rows = [
        {"name": body.name, "href": address_of(body.id), "kind": _life(body) if gone else ""}
        for body in sorted(bodies, key=lambda body: (body.name, body.id))
    ]
    if not rows:
        return None
    words = plural(ontology.types[kind].label)
    title = f"{words[:1].upper()}{words[1:]}{' that are no more' if gone else ''} ({len(rows):,})"
    return {"title": title, "rows": rows, "folded": gone or len(rows) > _SHOWN}


def _life(body: Body) -> str:
    return f"until {in_words(body.end_max)}" if body.end_max != LAST_DAY else ""


def _examples(systems: Iterable[Body]) -> list[dict[str, str]]:
    """Return questions of a system that any data can answer."""
    return [
        {"name": words, "href": f"/ask/{question}?{urlencode({parameter: system.id})}"}
        for system in systems
        for words, question, parameter in (
            (f"Who leads {system.name}?", "leaders", "body"),
            ("What does no source say of it?", "gaps", "within"),
            ("Where do sources differ?", "conflicts", "within"),
        )
    ]
