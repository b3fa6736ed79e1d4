"""The page: one HTML file that holds everything it needs, asks nobody for anything, and reads every name as text.

pyvis models bodies and lines, writes their JSON and renders the page; its bundled vis-network draws them. Both are
held to what was read and tested: the script by its checksum, the page by a policy that runs no other script.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ics_graph.explorer.details import Teller, accountability
from ics_graph.explorer.drawing import Drawn, drawn
from ics_graph.explorer.layout import Arranger
from ics_graph.explorer.legend import legend
from ics_graph.explorer.routes import Router
from ics_graph.explorer.style import SHAPES, dash_of, kind_of, look_of, stroke_of
from ics_graph.questions.gathering import Asked

if TYPE_CHECKING:
    from pyvis.network import Network

STATIC = Path(__file__).parent / "static"
VIS = "lib/vis-9.1.2/vis-network.min.js"
VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
SCRIPTS = ("cards.js", "panel.js", "page.js")
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "multiselect": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "edges": {"smooth": False, "selectionWidth": 1.6, "hoverWidth": 1, "arrowStrikethrough": True},
}


class ScriptChanged(RuntimeError):
    """Raised where the drawing script that pyvis brings is not the one that was read and tested."""


def write_page(asked: Asked, path: Path, system: str | None = None) -> None:
    """Write the page of a system to a file (UTF-8); raise NoSystem or LookupFailed where it is not clear which."""
    to_pyvis(asked, system).write_html(str(path))


def to_pyvis(asked: Asked, system: str | None = None) -> Any:
    """Return the pyvis network of a system: ``generate_html()`` gives the page, ``write_html(path)`` writes it."""
    shown = drawn(asked, system)
    teller = Teller(asked, shown)
    words = {body.id: teller.words(body) for body in shown.bodies.values()}
    plan = Arranger(shown, asked.ontology, words).arranged()
    router = Router(plan, shown.lines)
    routes = router.routes()
    made = _network_class()()
    for id_, card in sorted(plan.cards.items()):
        body = shown.bodies[id_]
        phase = shown.phase(body, asked.view.as_of)
        made.add_node(
            id_,
            label=body.name,
            shape="custom",
            color=None,
            x=round(card.x, 1),
            y=round(card.y, 1),
            kind=kind_of(asked.ontology, body.type),
            card={"w": round(card.w, 1), "h": card.h, "text": card.text, "words": card.words},
            dash=dash_of(phase, body.certainty) or False,
            rank=2 if id_ == shown.system.id else 1 if id_ in plan.anchors else 0,
        )
    for line in sorted(shown.lines, key=lambda line: line.id):
        stroke = stroke_of(line.family)
        phase = "planned" if line.planned else line.phase(asked.view.as_of)
        made.add_edge(
            line.subject,
            line.object,
            id=line.id,
            family=line.family,
            width=stroke.width,
            dashes=dash_of(phase, line.certainty) or False,
            arrows={"to": {"enabled": True, "type": stroke.head, "scaleFactor": 0.4}},
            route=[[x, y] for x, y in routes[line.id]],
            hub=router.keys[line.id][0],
        )
    looks = {kind_of(asked.ontology, body.type): look_of(asked.ontology, body.type) for body in shown.bodies.values()}
    strokes = {line.family: stroke_of(line.family) for line in shown.lines}
    made.context = {
        "plan": {
            "bands": plan.bands,
            "headings": plan.headings,
            "labels": router.labels(routes),
            "width": plan.width,
            "height": plan.height,
            "levels": plan.left > 100,
            "looks": {kind: [look.shape, look.light, look.dark] for kind, look in sorted(looks.items())},
            "strokes": {name: [stroke.light, stroke.dark, stroke.head] for name, stroke in sorted(strokes.items())},
            "shapes": SHAPES,
        },
        "told": {**teller.told(), "notDrawn": _not_drawn(asked, shown), "legend": legend(asked, shown)},
        **_heading(asked, shown),
    }
    return made


def _heading(asked: Asked, shown: Drawn) -> dict[str, Any]:
    view = asked.view
    day = view.as_of
    options = {"planned": "--planned", "uncertain": "--uncertain", "rule": "drop --no-rules"}
    left = [(f"{n} {why}", options.get(why)) for why, n in sorted(shown.lines_left_out.items())]
    return {
        "system": shown.system.name,
        "as_of": f"As of {day.day} {day:%B %Y}" if day else "At any date",
        "drawn_bodies": len(shown.bodies),
        "total": shown.total,
        "drawn_lines": len(shown.lines),
        "left_out": left,
        "accountability": accountability(shown, asked.store.sources()),
    }


def _not_drawn(asked: Asked, shown: Drawn) -> list[list[str]]:
    return [[body.name, asked.ontology.types[body.type].label, why] for body, why in shown.not_drawn]


def json_block(value: Any) -> str:
    """Return JSON that cannot end the element it stands in: what HTML could read as markup is written as escapes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def digest(text: str) -> str:
    """Return the hash of a script or style as a content security policy writes it."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


@cache
def vis_script() -> str:
    """Return the script of vis-network that pyvis brings; raise ScriptChanged where its checksum is another."""
    import pyvis.network

    data = (Path(pyvis.network.__file__).parent / VIS).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != VIS_SHA256:
        raise ScriptChanged(f"pyvis brings another {VIS} ({found}); install pyvis==0.3.2")
    # The map that the last line names is not in the page, and no browser should look for it.
    text = data.decode("utf-8").split("//# sourceMappingURL=")[0]
    # Browsers read every line end as \n, and take the hash of what they have read.
    return text.replace("\r\n", "\n").replace("\r", "\n")


@cache
def _network_class() -> type[Network]:
    """Return the class of the page; made on demand, because pyvis is slow to import and only this page needs it."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader
    from markupsafe import Markup
    from pyvis.network import Network

    class ExplorerNetwork(Network):  # type: ignore[misc]
        """A pyvis network with the explorer's page: names are text, scripts are inlined and held by hashes."""

        def __init__(self) -> None:
            super().__init__(directed=True)
            own = FileSystemLoader(STATIC)
            theirs = FileSystemLoader(self.template_dir)
            self.templateEnv = Environment(loader=ChoiceLoader([own, theirs]), autoescape=True)
            self.path = "page.html"
            self.options = _OPTIONS
            self.context: dict[str, Any] = {}

        def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
            """Return the page as one HTML document."""
            nodes, edges, *_, options = self.get_network_data()
            scripts = [vis_script(), *((STATIC / script).read_text("utf-8") for script in SCRIPTS)]
            style = (STATIC / "explorer.css").read_text("utf-8")
            blocks = {
                "network": {"nodes": nodes, "edges": edges, "options": json.loads(options)},
                "plan": self.context["plan"],
                "told": self.context["told"],
            }
            self.html = self.templateEnv.get_template(self.path).render(
                **{name: value for name, value in self.context.items() if name not in blocks},
                scripts=[Markup(script) for script in scripts],
                style=Markup(style),
                script_hashes=" ".join(map(digest, scripts)),
                style_hash=digest(style),
                blocks={name: Markup(json_block(value)) for name, value in blocks.items()},
            )
            return self.html

        def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
            """Write the page to a file, in UTF-8, and nothing beside it."""
            Path(name).write_text(self.generate_html(), encoding="utf-8", newline="\n")

    return ExplorerNetwork
