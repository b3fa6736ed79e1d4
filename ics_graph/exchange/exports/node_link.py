"""Node-link JSON: for D3 and networkx."""

from __future__ import annotations

import json
from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter


@exporter("node-link -o graph.json", no_rules="Leave out lines that only the law gives")
def node_link(chosen: ExportInput, to: IO[bytes], no_rules: bool = False) -> None:
    """JSON with "nodes" and "links", for D3 and networkx.

    As GraphML: bodies are nodes, and lines are links from "source" to "target" with their id as "key". "planned" and
    "certainty" mark what is not simply stated. networkx reads it by node_link_graph(…, edges="links").
    """
    from ics_graph.exchange.left_behind import GRAPH, left_behind, tell_left
    from ics_graph.exchange.networkx import graph_of

    graph = graph_of(chosen, not no_rules)
    tree = {
        "directed": True,
        "multigraph": True,
        "graph": dict(graph.graph),
        "nodes": [{"id": id_, **of} for id_, of in graph.nodes(data=True)],
        "links": [
            {"source": low, "target": high, "key": key, **of}
            for low, high, key, of in graph.edges(data=True, keys=True)
        ],
    }
    to.write(json.dumps(tree, ensure_ascii=False, indent=1).encode() + b"\n")
    tell_left(chosen, "Node-link JSON", left_behind(chosen.dataset, GRAPH))
