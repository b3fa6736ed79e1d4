"""The drawing of a system as a static SVG, for print: the same cards, bands and courses as on the page, and no script.

It is drawn in the colours for a light ground. Two pictures of equal data are equal byte for byte; every name is text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from ics_graph.explorer.blocks import Card
from ics_graph.explorer.details import Teller
from ics_graph.explorer.drawing import Drawn, drawn
from ics_graph.explorer.labels import LABEL_SIZE, LINE, NAME_SIZE, WORD_LINE, WORD_SIZE, width_of
from ics_graph.explorer.layout import Arranger, Plan
from ics_graph.explorer.legend import legend
from ics_graph.explorer.routes import Point, Router
from ics_graph.explorer.style import SHAPES, dash_of, look_of, stroke_of
from ics_graph.questions.gathering import Asked

_INK, _SOFT, _PAPER = "#1b2530", "#4a5562", "#ffffff"
_BANDS = ("#f4f6f8", "#e9edf1")
_FONT = "'DejaVu Sans', Verdana, 'Segoe UI', Arial, sans-serif"
_EDGE = 8


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, a sentence that says what is in it and what is not, and what its lines and dashes mean.

    ``families`` are colour and word of each family of lines, ``dashes`` the dash and the word of a phase or certainty.
    """

    svg: str
    caption: str
    families: tuple[tuple[str, str], ...]
    dashes: tuple[tuple[str, str], ...]


def picture(asked: Asked, system: str | None = None) -> Picture:
    """Return the picture of a system; raise NoSystem or LookupFailed where it is not clear which system."""
    shown = drawn(asked, system)
    teller = Teller(asked, shown)
    words = {body.id: teller.words(body) for body in shown.bodies.values()}
    plan = Arranger(shown, asked.ontology, words).arranged()
    router = Router(plan, shown.lines)
    routes = router.routes()
    wide, high = plan.width + 2 * _EDGE, plan.height + 2 * _EDGE
    title = f"{shown.system.name}: who is linked to whom"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_n(-_EDGE)} {_n(-_EDGE)} {_n(wide)} {_n(high)}" '
        f'role="img" aria-label="{_safe(title)}" font-family="{_FONT}">',
        f"<title>{_safe(title)}</title>",
        *_heads(shown),
        *_bands(plan),
        *_lines(asked, shown, routes, router),
        *_words(plan, router.labels(routes)),
        *(_card(asked, shown, plan, card) for _, card in sorted(plan.cards.items())),
        "</svg>",
    ]
    meant = legend(asked, shown)
    families = tuple((stroke_of(one["family"]).light, str(one["label"])) for one in meant["families"])
    dashed = [one for one in (*meant["phases"], *meant["certainties"]) if one["dash"]]
    dashes = tuple((" ".join(map(str, one["dash"])), str(one["label"])) for one in dashed)
    return Picture("\n".join(parts), _caption(shown), families, dashes)


def _caption(shown: Drawn) -> str:
    left = ", ".join(f"{number:,} {why}" for why, number in sorted(shown.lines_left_out.items()))
    without = f"; lines left out: {left}" if left else ""
    return (
        f"{len(shown.bodies):,} bodies and {len(shown.lines):,} lines{without}. "
        "The rows are an arrangement for the eye and say nothing of rank."
    )


def _heads(shown: Drawn) -> Iterator[str]:
    """Yield the arrow heads, one for each family of lines."""
    yield "<defs>"
    for family in sorted({line.family for line in shown.lines}):
        yield (
            f'<marker id="head-{family}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
            f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 10 5 0 10Z" fill="{stroke_of(family).light}"/>'
            "</marker>"
        )
    yield "</defs>"


def _bands(plan: Plan) -> Iterator[str]:
    for n, (_, top, bottom) in enumerate(plan.bands):
        size = f'y="{_n(top)}" width="{_n(plan.width + 12)}" height="{_n(bottom - top)}"'
        yield f'<rect x="-6" {size} fill="{_BANDS[n % 2]}"/>'


def _lines(asked: Asked, shown: Drawn, routes: dict[str, list[Point]], router: Router) -> Iterator[str]:
    for line in sorted(shown.lines, key=lambda line: line.id):
        stroke = stroke_of(line.family)
        dashes = dash_of("planned" if line.planned else line.phase(asked.view.as_of), line.certainty)
        dash = f' stroke-dasharray="{" ".join(map(str, dashes))}"' if dashes else ""
        way = routes[line.id]
        # Lines that share a lane are drawn from the body that they share, so that their dashes lie on each other.
        turned = router.keys[line.id][0] == line.object
        end = "marker-start" if turned else "marker-end"
        way = way[::-1] if turned else way
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in way)
        head = f' {end}="url(#head-{line.family})"' if any(a != b for a, b in pairwise(way)) and not turned else ""
        yield (
            f'<polyline points="{points}" fill="none" stroke="{stroke.light}" stroke-width="{stroke.width}" '
            f'stroke-linejoin="round"{dash}{head}/>'
        )
        if turned:
            # A marker at the start would point the wrong way: the last piece is drawn again the way the line leads.
            (ax, ay), (bx, by) = way[1], way[0]
            yield (
                f'<polyline points="{_n(ax)},{_n(ay)} {_n(bx)},{_n(by)}" fill="none" stroke="none" '
                f'marker-end="url(#head-{line.family})"/>'
            )


def _words(plan: Plan, labels: Sequence[tuple[str, float, float]]) -> Iterator[str]:
    for name, top, _ in plan.bands:
        yield _text(name.upper(), 6, top + 15, LABEL_SIZE, _SOFT, "700")
    for text, x, y in plan.headings:
        yield _text(text, x, y + 4, LABEL_SIZE, _SOFT, "600")
    for text, x, y in labels:
        wide = width_of(text, LABEL_SIZE) + 10
        yield (
            f'<rect x="{_n(x - wide / 2)}" y="{_n(y - 8)}" width="{_n(wide)}" height="16" rx="5" fill="{_PAPER}" '
            f'stroke="{_SOFT}"/>'
        )
        yield _text(text, x, y + 4, LABEL_SIZE, _INK, "400", "middle")


def _card(asked: Asked, shown: Drawn, plan: Plan, card: Card) -> str:
    """Return a body's card: the shape of its type, its name, and beneath it the words for type and phase."""
    body = shown.bodies[card.id]
    look, root = look_of(asked.ontology, body.type), card.id == shown.system.id
    dashes = dash_of(shown.phase(body, asked.view.as_of), body.certainty)
    dash = f' stroke-dasharray="{" ".join(map(str, dashes))}"' if dashes else ""
    anchor = card.id in plan.anchors
    left, top = card.x - card.w / 2, card.y - card.h / 2
    box = f'x="{_n(left)}" y="{_n(top)}" width="{_n(card.w)}" height="{_n(card.h)}" rx="6"'
    tint = 1 if root else 0.2 if anchor else 0.07
    edge = f'stroke="{_INK if root else look.light}" stroke-width="{2.4 if root else 1.8 if anchor else 1.1}"{dash}'
    ink, soft = (_PAPER, _PAPER) if root else (_INK, _SOFT)
    parts = [
        f'<g><rect {box} fill="{_PAPER}"/><rect {box} fill="{look.light}" fill-opacity="{tint}" {edge}/>',
        f'<path transform="translate({_n(left + 15)} {_n(card.y)}) scale(0.78)" d="{SHAPES[look.shape]}" '
        f'fill="{_PAPER if root else look.light}"/>',
    ]
    y = card.y - (len(card.text) * LINE + len(card.words) * WORD_LINE) / 2 + 12
    for line in card.text:
        parts.append(_text(line, left + 28, y, NAME_SIZE, ink, "700" if root or anchor else "500"))
        y += LINE
    y -= 2
    for line in card.words:
        parts.append(_text(line, left + 28, y, WORD_SIZE, soft, "400"))
        y += WORD_LINE
    return "".join([*parts, "</g>"])


def _text(text: str, x: float, y: float, size: float, fill: str, weight: str, anchor: str = "start") -> str:
    place = f'x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{fill}" font-weight="{weight}"'
    middle = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f"<text {place}{middle}>{_safe(text)}</text>"


def _safe(text: str) -> str:
    return escape("".join(char if char.isprintable() else "\ufffd" for char in text))


def _n(number: float) -> str:
    """Return a number with at most one place, as every Python writes it."""
    return f"{number:.1f}".removesuffix(".0")
