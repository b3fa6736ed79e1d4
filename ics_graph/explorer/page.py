"""The page: one HTML file that holds everything it needs, asks nobody for anything, and reads every name as text.

pyvis models bodies and lines, writes their JSON and renders the page; its bundled vis-network draws them. Both are
held to what was read and tested: the script by its checksum, the page by a policy that runs no other script.
"""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ics_graph.answering.asked import Asked
from ics_graph.answering.lookup import body_named
from ics_graph.explorer.neighbourhood import neighbourhood
from ics_graph.explorer.pyvis_graph import fill
from ics_graph.explorer.selection import MOST, Selection, at_any_date, select
from ics_graph.output import write

if TYPE_CHECKING:
    from pyvis.network import Network

STATIC = Path(__file__).parent / "static"
VIS = "lib/vis-9.1.2/vis-network.min.js"
VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
# Made from page/src by scripts/bundle; the first draws, in the page and for the command line.
DRAWING, SCRIPT = "picture.js", "explorer.js"
# One file a room of the page, in the order in which the later may override the earlier.
STYLES = ("frame", "ask", "summary", "picture", "details", "tables", "print")
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "multiselect": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "keyboard": {"enabled": False},
    },
    "edges": {"smooth": False, "selectionWidth": 1.6, "hoverWidth": 1, "arrowStrikethrough": True},
}


class ScriptChanged(RuntimeError):
    """Raised where the drawing script that pyvis brings is not the one that was read and tested."""


def write_page(asked: Asked, path: Path, system: str | None = None, root: str | None = None, depth: int = 2) -> None:
    """Write the page of a system, or of what is about a ``root``, to a file (UTF-8).

    Raises NoSystem or LookupFailed where it is not clear which.
    """
    to_pyvis(asked, system, root, depth).write_html(str(path))


def to_pyvis(asked: Asked, system: str | None = None, root: str | None = None, depth: int = 2) -> Any:
    """Return the pyvis network of a system, or of what up to ``depth`` lines link to a body, the ``root``.

    ``generate_html()`` gives the page, ``write_html(path)`` writes it. Everything is drawn, whatever its date: what is
    asked (day, plans, questions, rules) is what the page first shows.
    """
    asked = asked.in_session()
    return fill(_network_class()(), asked, chosen(at_any_date(asked), system, root, depth, asked.view.as_of))


def chosen(asked: Asked, system: str | None, root: str | None, depth: int, day: date | None = None) -> Selection:
    """Return what is drawn of a system, or about a root; raise NoSystem or LookupFailed where it is not clear which.

    ``day`` is that on which the names are meant, where what is drawn is of any.
    """
    if root is None:
        return select(asked, system, day=day)
    return neighbourhood(asked, body_named(asked.store, root, day or asked.view.as_of).id, MOST, depth)


def page_html(asked: Asked, shown: Selection, served: bool = False) -> str:
    """Return the page of a drawing that was made with ``at_any_date``; a ``served`` one may ask its own server."""
    html: str = fill(_network_class()(), asked.in_session(), shown, served).generate_html()
    return html


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
    checksum = hashlib.sha256(data).hexdigest()
    if checksum != VIS_SHA256:
        raise ScriptChanged(f"pyvis brings another {VIS} ({checksum}); install pyvis==0.3.2")
    # The map that the last line names is not in the page, and no browser should look for it.
    text = data.decode("utf-8").split("//# sourceMappingURL=")[0]
    # Browsers read every line end as \n, and take the hash of what they have read.
    return text.replace("\r\n", "\n").replace("\r", "\n")


@cache
def scripts() -> tuple[str, ...]:
    """Return the scripts of the page in their order, read once; raise ScriptChanged as ``vis_script`` does."""
    return vis_script(), *((STATIC / name).read_text("utf-8") for name in (DRAWING, SCRIPT))


@cache
def style() -> str:
    """Return the style of the page, read once: that of every room, one after the other."""
    return "".join((STATIC / "style" / f"{name}.css").read_text("utf-8") for name in STYLES)


@cache
def policy(served: bool) -> str:
    """Return the content security policy of a page: only its own script and style, and its own server if ``served``."""
    parts = [
        "default-src 'none'",
        f"script-src {' '.join(map(digest, scripts()))}",
        f"style-src {digest(style())}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join([*parts, "connect-src 'self'"] if served else parts)


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
            drawing = {"nodes": nodes, "edges": edges, "options": json.loads(options)}
            carried = {name: self.context[name] for name in ("plan", "told", "reading", "answers")}
            blocks = {"network": drawing, **carried}
            self.html = self.templateEnv.get_template(self.path).render(
                **{name: value for name, value in self.context.items() if name not in blocks},
                scripts=[Markup(script) for script in scripts()],
                style=Markup(style()),
                policy=policy(self.context["served"]),
                blocks={name: Markup(json_block(value)) for name, value in blocks.items()},
            )
            return self.html

        def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
            """Write the page to a file, in UTF-8, and nothing beside it."""
            write(Path(name), self.generate_html())

    return ExplorerNetwork
