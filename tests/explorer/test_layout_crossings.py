"""How often lines cross, beside vis-network's own hierarchical layout of the same bodies and lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ics_graph.explorer.layout.routes import Point
from ics_graph.explorer.page import vis_script
from ics_graph.stores import Store
from tests.explorer.measuring import Laid, crossings, straight_crossings
from tests.explorer.test_layout import SYSTEMS, arranged, everything

__all__ = ["everything"]

# Two ways in which vis-network can be said to use its defaults: as its layout places the bodies, and after its physics,
# which is on unless it is switched off, has moved them within their rows.
PAGE = """<!doctype html><div id="drawing" style="width:1400px;height:1000px"></div><script>%s</script><script>
const graph = %s;
const options = {layout: {hierarchical: {enabled: true, sortMethod: "directed"}}, nodes: {shape: "box"},
  edges: {arrows: "to"}};
function places(physics) {
  return new Promise((done) => {
    const drawing = document.getElementById("drawing");
    const network = new vis.Network(drawing, structuredClone(graph), {...options, ...physics});
    if (physics.physics === false) done(network.getPositions());
    else network.once("stabilizationIterationsDone", () => done(network.getPositions()));
  });
}
</script>"""


def vis_places(browser: Browser, found: Laid, folder: Path) -> list[dict[str, Point]]:
    """Return where vis-network's hierarchical layout puts the bodies, without and with its physics."""
    graph = {
        "nodes": [{"id": id_, "label": "\\n".join(card.text)} for id_, card in sorted(found.plan.cards.items())],
        "edges": [{"id": one.id, "from": one.subject, "to": one.object} for one in found.lines],
    }
    path = folder / "vis.html"
    path.write_text(PAGE % (vis_script(), json.dumps(graph).replace("<", "\\u003c")), "utf-8")
    page = browser.new_context(offline=True).new_page()
    page.goto(path.as_uri())
    made = []
    for physics in ({"physics": False}, {}):
        at = page.evaluate("(physics) => places(physics)", physics)
        made.append({id_: (float(place["x"]), float(place["y"])) for id_, place in at.items()})
    page.context.close()
    return made


@pytest.mark.parametrize("name", SYSTEMS)
def test_lines_cross_no_more_often_than_as_vis_network_would_lay_them(
    everything: Store, browser: Browser, tmp_path: Path, name: str
) -> None:
    _, found = arranged(everything, name)
    theirs = [straight_crossings(found.lines, at, found.keys) for at in vis_places(browser, found, tmp_path)]
    assert crossings(found) <= min(theirs)
