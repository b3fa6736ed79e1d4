"""GEXF: Gephi's own format."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import IO, Any

from ics_graph.exchange.formats import ExportInput, exporter
from ics_graph.exchange.xml_text import Replacing


@exporter("gexf -o graph.gexf", no_rules="Leave out lines that only the law gives")
def gexf(chosen: ExportInput, to: IO[bytes], no_rules: bool = False) -> None:
    """GEXF 1.2, for Gephi.

    As GraphML: bodies are nodes, and lines are edges with ids of their own. "planned" and "certainty" mark what is not
    simply stated. The type of a line is its attribute "relation". Dates are attributes ("since" and "until"), not
    Gephi's time line, which would take a year for a day. Control characters, which XML cannot hold, are written as
    U+FFFD.
    """
    import networkx as nx
    from networkx.readwrite.gexf import GEXFWriter

    from ics_graph.exchange.left_behind import GRAPH, left_behind, tell_left
    from ics_graph.exchange.networkx import graph_of

    safe = Replacing()
    graph = graph_of(chosen, not no_rules)
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain.add_nodes_from((id_, _safe(of, safe)) for id_, of in graph.nodes(data=True))
    for low, high, key, of in graph.edges(data=True, keys=True):
        attributes = _safe(of, safe)
        # The writer takes an edge's id from "id"; its "type" means directed or not, so that ours has another name.
        plain.add_edge(low, high, key, **{"id": key, "relation": attributes.pop("type"), **attributes})
    writer: Any = GEXFWriter(prettyprint=True, version="1.2draft")
    writer.add_graph(plain)
    for meta in [of for of in writer.xml if of.tag == "meta"]:
        # It holds today's date, and equal graphs would differ from day to day.
        writer.xml.remove(meta)
    out = io.BytesIO()
    writer.write(out)
    to.write(out.getvalue().replace(b"\r", b"&#13;"))
    safe.say(chosen.tell, "GEXF")
    tell_left(chosen, "GEXF", left_behind(chosen.dataset, GRAPH))


def _safe(of: Mapping[str, Any], safe: Replacing) -> dict[str, Any]:
    return {name: safe(value) if isinstance(value, str) else value for name, value in of.items()}
