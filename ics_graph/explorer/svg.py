"""The picture of a system as SVG: the very arrangement of the page, with its legend, for paper and other documents.

No script and no font is in it, and the same data always give the same picture, to the byte. Names are escaped as XML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from ics_graph.answering.asked import Asked
from ics_graph.answering.namesakes import namesakes, with_ids
from ics_graph.explorer.layout.arrange import Arranger, Plan
from ics_graph.explorer.layout.labels import LABEL_SIZE, LINE, NAME_SIZE, WORD_LINE, WORD_SIZE, width_of
from ics_graph.explorer.layout.routes import Point, Router
from ics_graph.explorer.legend import legend
from ics_graph.explorer.selection import Selection, select
from ics_graph.explorer.style import LOOKS, SHAPES, dash_of, look_of, stroke_of
from ics_graph.stores.rows import Body, Line

_INK, _SOFT, _PAPER = "#16202b", "#46525f", "#ffffff"
_BANDS = ("#f4f6f8", "#e9edf1")
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
_BEND, _KEY, _MARGIN = 7.0, 22, 8


class Picture(NamedTuple):
    """An SVG document, what it shows, and who is in each of its rows, which are for the eye and claim nothing."""

    svg: str
    shown: Selection
    rows: tuple[tuple[str, tuple[Body, ...]], ...]


def picture(asked: Asked, system: str | None = None, shown: Selection | None = None) -> Picture:
    """Return the picture of a system, or of what is ``shown``, with its legend.

    Raises NoSystem or LookupFailed where it is not clear which system.
    """
    asked = asked.in_session()
    shown = shown or select(asked, system)
    with with_ids(namesakes(shown.bodies.values())):
        return _picture(asked, shown)


def _picture(asked: Asked, shown: Selection) -> Picture:
    words = {body.id: shown.words(body, asked.view.as_of) for body in shown.bodies.values()}
    plan = Arranger(shown, asked.ontology, words).arranged()
    router = Router(plan, shown.lines)
    routes = router.routes()
    pen = _Pen(asked, shown, plan)
    parts = [
        *pen.bands(),
        *(pen.line(line, routes[line.id], router.keys[line.id][0]) for line in router.lines),
        *(pen.card(shown.bodies[id_]) for id_ in sorted(plan.cards)),
        *pen.words(router.labels(routes)),
    ]
    keys, height = pen.legend(plan.height + 2 * _MARGIN)
    box = f"{-_MARGIN} {-_MARGIN} {plan.width + 2 * _MARGIN:.0f} {height + _MARGIN:.0f}"
    title = f"{shown.system.name}: {len(shown.bodies)} bodies and {len(shown.lines)} lines"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" aria-label={quoteattr(_plain(title))} '
        f"font-family={quoteattr(_FONT)}>"
    )
    paper = f'<rect x="{-_MARGIN}" y="{-_MARGIN}" width="100%" height="100%" fill="{_PAPER}"/>'
    svg = "\n".join([head, f"<title>{_text(title)}</title>", paper, *parts, *keys, "</svg>"]) + "\n"
    rows = [(name, there) for name, ids in plan.bodies_by_row(shown.system) if (there := _sorted(shown, ids))]
    return Picture(svg, shown, tuple(rows))


def _sorted(shown: Selection, ids: Sequence[str]) -> tuple[Body, ...]:
    return tuple(sorted((shown.bodies[id_] for id_ in ids), key=lambda body: (body.name, body.id)))


class _Pen:
    def __init__(self, asked: Asked, shown: Selection, plan: Plan) -> None:
        self.asked = asked
        self.shown = shown
        self.plan = plan

    def bands(self) -> Iterator[str]:
        for n, (_, top, bottom) in enumerate(self.plan.bands):
            fill, wide = _BANDS[n % 2], self.plan.width + 12
            yield f'<rect x="-6" y="{top:.1f}" width="{wide:.1f}" height="{bottom - top:.1f}" fill="{fill}"/>'

    def words(self, labels: Sequence[tuple[str, float, float]]) -> Iterator[str]:
        for name, top, _ in self.plan.bands:
            yield _words(6, top + 12, name.upper(), LABEL_SIZE, _SOFT, weight=700)
        for text, x, y in self.plan.headings:
            yield _words(x, y, text, LABEL_SIZE, _SOFT, weight=600)
        for text, x, y in labels:
            wide = width_of(text, LABEL_SIZE) + 10
            yield (
                f'<rect x="{x - wide / 2:.1f}" y="{y - 8:.1f}" width="{wide:.1f}" height="16" rx="5" fill="{_PAPER}" '
                f'stroke="{_SOFT}"/>'
            )
            yield _words(x, y, text, LABEL_SIZE, _INK, weight=600, anchor="middle")

    def card(self, body: Body) -> str:
        """Return a card: the type's shape in its colour, the name, and beneath it the words for type and phase."""
        card, look = self.plan.cards[body.id], look_of(self.asked.ontology, body.type)
        root, anchor = body.id == self.shown.system.id, body.id in self.plan.anchors
        dash = dash_of(self.shown.phase(body, self.asked.view.as_of), body.certainty)
        left, top = card.x - card.w / 2, card.y - card.h / 2
        ink, soft = (_PAPER, _PAPER) if root else (_INK, _SOFT)
        frame = f'x="{left:.1f}" y="{top:.1f}" width="{card.w:.1f}" height="{card.h:.1f}" rx="6"'
        shade = 1 if root else 0.2 if anchor else 0.07
        edge = f'stroke="{_INK if root else look.light}" stroke-width="{2.4 if root else 1.8 if anchor else 1.1}"'
        parts = [
            f'<rect {frame} fill="{_PAPER}"/>',
            f'<rect {frame} fill="{look.light}" fill-opacity="{shade}" {edge}{_dashed(dash)}/>',
            _shape(left + 15, card.y, 0.78, look.shape, _PAPER if root else look.light),
        ]
        y = card.y - (len(card.text) * LINE + len(card.words) * WORD_LINE) / 2 + 8
        for text in card.text:
            parts.append(_words(left + 28, y, text, NAME_SIZE, ink, weight=700 if root or anchor else 500))
            y += LINE
        for text in card.words:
            parts.append(_words(left + 28, y - 1, text, WORD_SIZE, soft))
            y += WORD_LINE
        return f"<g><title>{_text(body.name_apart)}</title>{''.join(parts)}</g>"

    def line(self, line: Line, route: Sequence[Point], hub: str) -> str:
        """Return a line with rounded corners and an arrow head at its object.

        Lines that share a lane are drawn from the body that they share, so that their dashes lie on each other.
        """
        way = route[::-1] if hub == line.object else route
        stroke = stroke_of(line.family)
        phase = "planned" if line.planned else line.phase(self.asked.view.as_of)
        bodies, kind = self.shown.bodies, self.asked.ontology.relations[line.type]
        sentence = f"{bodies[line.subject].name_apart} {kind.label} {bodies[line.object].name_apart}"
        dash = _dashed(dash_of(phase, line.certainty))
        course = f'<path d="{_course(way)}" fill="none" stroke="{stroke.light}" stroke-width="{stroke.width}"{dash}/>'
        return f"<g><title>{_text(sentence)}</title>{course}{_head(route, stroke.light)}</g>"

    def legend(self, top: float) -> tuple[list[str], float]:
        """Return what shapes, colours and dashes mean, in rows from ``top`` on, and where they end."""
        entries = legend(self.asked, self.shown)
        parts: list[str] = []
        x, y = 0.0, top + _KEY / 2

        def key(label: str, drawing: str, wide: float) -> None:
            nonlocal x, y
            needs = wide + width_of(label, LABEL_SIZE) + 22
            if x and x + needs > self.plan.width:
                x, y = 0.0, y + _KEY
            parts.append(f'<g transform="translate({x:.1f} {y:.1f})">{drawing}</g>')
            parts.append(_words(x + wide + 6, y, label, LABEL_SIZE, _INK))
            x += needs

        for entry in entries["types"]:
            look = LOOKS[entry["kind"]]
            key(f"{entry['label']} ({entry['count']})", _shape(8, 0, 0.78, look.shape, look.light), 16)
        x, y = 0.0, y + _KEY
        for entry in entries["families"]:
            stroke = stroke_of(entry["family"])
            route = [(0.0, 0.0), (30.0, 0.0)]
            path = f'<path d="{_course(route)}" stroke="{stroke.light}" stroke-width="{stroke.width}"/>'
            key(f"{entry['label']} ({entry['count']})", path + _head(route, stroke.light), 30)
        x, y = 0.0, y + _KEY
        for entry in [*entries["phases"], *entries["certainties"]]:
            dash = _dashed(entry["dash"])
            key(entry["label"], f'<path d="M0 0H30" stroke="{_INK}" stroke-width="1.6"{dash}/>', 30)
        return parts, y + _KEY


def _course(route: Sequence[Point]) -> str:
    """Return the path through the points, its corners rounded as far as there is room."""
    parts = [f"M{route[0][0]:.1f} {route[0][1]:.1f}"]
    for (ax, ay), (bx, by), (cx, cy) in zip(route, route[1:], route[2:], strict=False):
        before, after = abs(bx - ax) + abs(by - ay), abs(cx - bx) + abs(cy - by)
        bend = min(_BEND, before / 2, after / 2)
        if bend <= 0:
            continue
        start = (bx - (bx - ax) / before * bend, by - (by - ay) / before * bend)
        end = (bx + (cx - bx) / after * bend, by + (cy - by) / after * bend)
        parts.append(f"L{start[0]:.1f} {start[1]:.1f}Q{bx:.1f} {by:.1f} {end[0]:.1f} {end[1]:.1f}")
    return "".join([*parts, f"L{route[-1][0]:.1f} {route[-1][1]:.1f}"])


def _head(route: Sequence[Point], colour: str) -> str:
    """Return an arrow head where a line ends, along its last piece that has a length."""
    (ax, ay), (bx, by) = next(
        (a, b) for a, b in reversed(list(pairwise([route[0], *route]))) if a != b or b == route[0]
    )
    long = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1.0
    ux, uy = (bx - ax) / long, (by - ay) / long
    back = bx - ux * 8, by - uy * 8
    left, right = (back[0] - uy * 4, back[1] + ux * 4), (back[0] + uy * 4, back[1] - ux * 4)
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in ((bx, by), left, right))
    return f'<polygon points="{points}" fill="{colour}"/>'


def _shape(x: float, y: float, size: float, shape: str, colour: str) -> str:
    return f'<path transform="translate({x:.1f} {y:.1f}) scale({size})" d="{SHAPES[shape]}" fill="{colour}"/>'


def _dashed(dash: Sequence[int] | None) -> str:
    return f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""


def _words(x: float, y: float, text: str, size: float, colour: str, weight: int = 400, anchor: str = "start") -> str:
    font = f'font-size="{size}" font-weight="{weight}" fill="{colour}"'
    middle = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.1f}" y="{y + size * 0.35:.1f}" {font}{middle}>{_text(text)}</text>'


def _text(text: str) -> str:
    return escape(_plain(text))


def _plain(text: str) -> str:
    """Return a text as XML can hold it: what cannot be in it is shown as the sign for an unknown character."""
    return "".join(char if char in "\t\n\r" or _is_xml(ord(char)) else "\ufffd" for char in text)


def _is_xml(code: int) -> bool:
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
