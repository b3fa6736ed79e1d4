"""The nested picture of a system as SVG or PNG, for paper and other documents: drawn by the very script of the page.

The script is a function of what the page carries, a state and a width; it runs in an embedded engine that has neither
files nor a network. The same data always give the same picture, to the byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from ics_graph.answering.asked import Asked
from ics_graph.answering.namesakes import namesakes, with_ids
from ics_graph.errors import FormatError
from ics_graph.explorer.page import DRAWING, STATIC, chosen
from ics_graph.explorer.payload import payload_of
from ics_graph.explorer.pyvis_graph import looks_of, told_of
from ics_graph.explorer.selection import at_any_date
from ics_graph.explorer.style import SHAPES

Medium = Literal["file", "paper"]

WIDTHS: Mapping[Medium, int] = {"file": 1240, "paper": 1240}
"""How wide a picture is drawn, in pixels: on A4 landscape names are then 8.8 points high, and all else 7.5."""

_PAPER_HEIGHT = 770
"""How high it may be on A4 landscape, beneath its heading, before more of it folds."""

_MEMORY = 1 << 30
_EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'
_LETTER = '<text x="2" y="14" font-family="sans-serif">M</text>'
NO_RENDERER = (
    "a picture as PNG needs the extra 'word', which is not installed. "
    "Install it with: python -m pip install 'ics-graph[word]', or write the picture as SVG"
)
NO_FONT = (
    "the picture cannot be drawn: no font is found on this computer. "
    "Install one (in Debian: apt-get install fonts-dejavu-core), or write the picture as SVG"
)


class NoPNG(FormatError):
    """Raised where no PNG can be made here: the renderer is missing, or there is no font."""


class Picture(NamedTuple):
    """An SVG document, and the plan that it was drawn from: bands, cards, rows, chips and lines with their places."""

    svg: str
    plan: Mapping[str, Any]


def picture(
    asked: Asked, system: str | None = None, root: str | None = None, depth: int = 2, medium: Medium = "file"
) -> Picture:
    """Return the picture of a system, or of what is about a ``root``, with its key.

    Raises NoSystem or LookupFailed where it is not clear which.
    """
    asked = asked.in_session()
    wide = at_any_date(asked)
    shown = chosen(wide, system, root, depth, asked.view.as_of)
    load = payload_of(wide, shown)
    with with_ids(namesakes([*load.bodies.values(), *load.far.values(), *shown.bodies.values()])):
        told = told_of(asked, shown, load, served=False)
    options = {
        "width": WIDTHS[medium],
        "height": _PAPER_HEIGHT if medium == "paper" else None,
        "theme": "light",
        "medium": medium,
    }
    data = {
        "told": told,
        "bodies": sorted(shown.bodies),
        "lines": sorted(line.id for line in shown.lines),
        "looks": looks_of(asked, shown.bodies.values()),
        "shapes": SHAPES,
    }
    return drawn(data, _state(told["start"]), options)


def drawn(data: Mapping[str, Any], state: Mapping[str, Any], options: Mapping[str, Any]) -> Picture:
    """Return what the script of the page draws of data, in a state, at a width."""
    import quickjs

    engine = quickjs.Context()
    engine.set_memory_limit(_MEMORY)
    engine.eval(_script())
    draw = engine.eval("picture.drawFromJson")
    made = json.loads(draw(json.dumps({"data": data, "state": state, "options": options})))
    return Picture(f"{made['svg']}\n", made["plan"])


def as_png(svg: str, width: int) -> bytes:
    """Return a picture as PNG, so many pixels wide; raises NoPNG where the renderer or every font is missing."""
    try:
        import resvg_py
    except ImportError as error:
        raise NoPNG(NO_RENDERER) from error

    # Without any font the renderer leaves out all names, and says nothing.
    if bytes(resvg_py.svg_to_bytes(_EMPTY.format(_LETTER))) == bytes(resvg_py.svg_to_bytes(_EMPTY.format(""))):
        raise NoPNG(NO_FONT)
    return bytes(resvg_py.svg_to_bytes(svg, width=width, background="#ffffff"))


@cache
def _script() -> str:
    return (STATIC / DRAWING).read_text("utf-8")


def _state(start: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page first shows: its day, and whether plans, questions and rules are let in."""
    certainties = [name for name, let in (("uncertain", start["uncertain"]), ("rule", start["rules"])) if not let]
    phases = [] if start["planned"] else ["planned"]
    return {
        "day": start["day"],
        "to": None,
        "hidden": {
            "type": [],
            "family": [],
            "phase": phases,
            "certainty": certainties,
        },
        "undated": True,
        "open": [],
        "chosen": None,
        "lit": None,
    }
