"""What the network of a page holds: where bodies and lines stand, how they look, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from ics_graph.answering.asked import Asked
from ics_graph.answering.namesakes import namesakes, with_ids
from ics_graph.answering.registry import invented
from ics_graph.answering.scope import within, words_of
from ics_graph.explorer.answer_data import answers_of
from ics_graph.explorer.card_data import CardData
from ics_graph.explorer.further import still_hanging
from ics_graph.explorer.layout.arrange import Arranger, Plan
from ics_graph.explorer.layout.blocks import Cards
from ics_graph.explorer.layout.routes import WORDS, Point, Router
from ics_graph.explorer.meeting_data import meetings_told
from ics_graph.explorer.opening_day import opening_of
from ics_graph.explorer.payload import Payload, payload_of, turning_days
from ics_graph.explorer.selection import Selection, at_any_date
from ics_graph.explorer.style import DASHES, SHAPES, kind_of, look_of, stroke_of
from ics_graph.governance import short_forms_of
from ics_graph.ontology import Ontology
from ics_graph.phrasing.for_a_page import reading_data
from ics_graph.questions.conflicts import conflicts
from ics_graph.questions.gaps import gaps, uncertain
from ics_graph.questions.reporting import ROUTE_FAMILIES
from ics_graph.stores.rows import Body, ends

_MOST_CONFLICTS = 1000

_CARD = 210.0
"""How wide the cards are that open in place."""


def fill(made: Any, asked: Asked, shown: Selection, served: bool = False) -> Any:
    """Return a pyvis network filled with the bodies and lines of a drawing, and with all that its page carries."""
    load = payload_of(asked, shown)
    others = [body for body, _ in shown.not_drawn]
    bodies = [*load.bodies.values(), *load.far.values(), *shown.bodies.values(), *others]
    alike = namesakes(bodies)
    # A page with a server asks it.
    answers = None if served else answers_of(asked, shown, load, alike)
    with with_ids(alike):
        filled = _filled(made, asked, shown, served, load)
    filled.context["answers"] = answers
    return filled


def _filled(made: Any, asked: Asked, shown: Selection, served: bool, load: Payload) -> Any:
    plan = Arranger(shown, asked.ontology, {}).arranged()
    router = Router(plan, shown.lines)
    routes = router.routes()
    for id_, card in sorted(plan.cards.items()):
        body = shown.bodies[id_]
        made.add_node(
            id_,
            label=body.name_apart,
            shape="custom",
            color=None,
            x=round(card.x, 1),
            y=round(card.y, 1),
            kind=kind_of(asked.ontology, body.type),
            card={"w": round(card.w, 1), "h": card.h, "text": card.text, "words": card.words},
            rank=2 if id_ == shown.system.id else 1 if id_ in plan.anchors else 0,
        )
    for line in sorted(shown.lines, key=lambda line: line.id):
        stroke = stroke_of(line.family)
        made.add_edge(
            line.subject,
            line.object,
            id=line.id,
            family=line.family,
            width=stroke.width,
            arrows={"to": {"enabled": True, "type": stroke.head, "scaleFactor": 0.4}},
            route=[[x, y] for x, y in routes[line.id]],
            hub=router.keys[line.id][0],
        )
    made.context = _context(asked, shown, load, plan, _words_on_strokes(router, routes), served)
    return made


def _words_on_strokes(router: Router, routes: dict[str, list[Point]]) -> list[list[Any]]:
    """Return the words set on strokes, where, and which lines run beneath: without any of these a word goes, too."""
    words = []
    for text, x, y in router.labels(routes):
        word = text.partition(" (")[0]
        ids = [
            line.id
            for line in router.lines
            if WORDS.get(router.keys[line.id][2]) == word
            and any(a[1] == b[1] == y and min(a[0], b[0]) <= x <= max(a[0], b[0]) for a, b in pairwise(routes[line.id]))
        ]
        words.append([word, x, y, ids])
    return words


def _context(
    asked: Asked, shown: Selection, load: Payload, plan: Plan, labels: list[list[Any]], served: bool
) -> dict[str, Any]:
    """Return what the page is filled with beside the network: its frame, and what it tells."""
    opened = [line for own in load.further.values() for line in own]
    strokes = {line.family: stroke_of(line.family) for line in (*shown.lines, *opened)}
    return {
        "plan": {
            "bands": plan.bands,
            "headings": plan.headings,
            "labels": labels,
            "width": plan.width,
            "height": plan.height,
            "looks": looks_of(asked, [*shown.bodies.values(), *load.bodies.values()]),
            "further": _further(asked, shown, load),
            "strokes": {name: [stroke.light, stroke.dark, stroke.head] for name, stroke in sorted(strokes.items())},
            "shapes": SHAPES,
            "dashes": DASHES,
        },
        "told": told_of(asked, shown, load, served),
        "reading": reading_data(asked.ontology),
        "system": shown.system.name,
        "invented": invented(asked.store),
        "drawn_bodies": len(shown.bodies),
        "drawn_lines": len(shown.lines),
        "served": served,
        "notices": asked.store.notices(),
    }


def told_of(asked: Asked, shown: Selection, load: Payload, served: bool) -> dict[str, Any]:
    """Return what a page tells of a drawing, as plain values: every date, plan, question and rule let in."""
    teller = CardData(at_any_date(asked), load)
    contents = {
        **teller.contents(),
        **_frame(asked, shown, load, served),
        "lists": _lists(asked, shown, load, teller),
        "meetings": meetings_told(asked, load.bodies.keys(), teller),
        "functions": sorted({right.function for right in asked.store.filed("rights")}),
    }
    # The sources come last: those that the lists cite are among them.
    return {**contents, "sources": teller.cited()}


def _further(asked: Asked, shown: Selection, load: Payload) -> dict[str, Any]:
    """Return what can be opened in place: for each drawn body the bodies with their cards, and its lines to them."""
    cards = Cards(asked.ontology, load.bodies)
    return {
        id_: {
            "bodies": [
                {
                    "id": far,
                    "kind": kind_of(asked.ontology, load.bodies[far].type),
                    "card": {"w": card.w, "h": card.h, "text": card.text, "words": card.words},
                }
                for far in sorted(
                    ends(own) - {id_}, key=lambda far: (load.bodies[far].type, load.bodies[far].name, far)
                )
                for card in [cards.card(far, _CARD)]
            ],
            "lines": [
                {"id": line.id, "family": line.family, "width": stroke.width, "head": stroke.head}
                for line in own
                for stroke in [stroke_of(line.family)]
            ],
        }
        for id_, own in sorted(load.further.items())
    }


def looks_of(asked: Asked, bodies: Iterable[Body]) -> dict[str, list[str]]:
    """Return the shape and the colours, on light and on dark, of each kind of body."""
    looks = {kind_of(asked.ontology, body.type): look_of(asked.ontology, body.type) for body in bodies}
    return {kind: [look.shape, look.light, look.dark] for kind, look in sorted(looks.items())}


def _frame(asked: Asked, shown: Selection, load: Payload, served: bool) -> dict[str, Any]:
    """Return what the page is about, what it first shows, and what it does not draw."""
    view = asked.view
    opening = opening_of(asked, shown)
    reasons = list(dict.fromkeys(why for _, why in shown.not_drawn))
    return {
        "system": shown.system.id,
        "invented": invented(asked.store),
        "start": {
            "day": opening.day.isoformat(),
            "why": opening.why,
            "planned": view.planned,
            "uncertain": view.uncertain,
            "rules": view.rules,
        },
        "within": within(shown.system) if load.scope is not None else "",
        "ofScope": words_of(shown.system) if load.scope is not None else "",
        "total": shown.total,
        "days": turning_days(shown),
        "route": ROUTE_FAMILIES,
        "hanging": dict(sorted({**still_hanging(asked, load.further), **shown.hanging}.items())),
        "further": {id_: len(ends(own)) - 1 for id_, own in sorted(load.further.items())},
        "near": shown.near,
        "served": served,
        "notDrawn": [_not_drawn(body, reasons.index(why), asked.ontology) for body, why in shown.not_drawn],
        "whyNotDrawn": reasons,
    }


def _not_drawn(body: Body, why: int, ontology: Ontology) -> list[Any]:
    """Return what the search knows of a body; its reason is a number, as most share one and the page carries all."""
    record = body.record
    codes = [code.value for code in record.identifiers]
    others = [*record.also_called, *short_forms_of(record, ontology)]
    return [body.id, body.name_apart, body.type, why, others, codes]


def _lists(asked: Asked, shown: Selection, load: Payload, teller: CardData) -> dict[str, Any] | None:
    """Return what is on record as missing, differing or unsure, as the questions of that name say it.

    None where the store is too large to go through: then the page lists what it carries.
    """
    if load.scope is None:
        return None
    wide, within = at_any_date(asked), shown.system.id
    answers = {
        "gaps": gaps(wide, within=within),
        "conflicts": conflicts(wide, within=within, limit=_MOST_CONFLICTS),
        "uncertain": uncertain(wide, within=within),
    }
    return {name: teller.rows(answer.rows) for name, answer in answers.items()}
