"""GraphML: for yEd, Gephi, Cytoscape, igraph and networkx."""

from __future__ import annotations

import io
from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter
from ics_graph.exchange.xml_text import Replacing


@exporter("graphml -o graph.graphml", no_rules="Leave out lines that only the law gives")
def graphml(chosen: ExportInput, to: IO[bytes], no_rules: bool = False) -> None:
    """GraphML, for yEd, Gephi, Cytoscape, igraph and networkx.

    Bodies are nodes and lines are edges, from subject to object, each with its id: parallel lines stay apart. Planned,
    uncertain and denied lines are in, and say so in their attributes "planned" and "certainty"; lines that the law
    gives have certainty "rule". Facts, gaps and events are told in words at their bodies. Control characters, which
    XML cannot hold, are written as U+FFFD.
    """
    import networkx as nx

    from ics_graph.exchange.left_behind import GRAPH, left_behind, tell_left
    from ics_graph.exchange.networkx import graph_of

    safe = Replacing()
    graph = graph_of(chosen, not no_rules)
    for of in (graph.graph, *(of for _, of in graph.nodes(data=True)), *(of for *_, of in graph.edges(data=True))):
        of.update({name: safe(value) if isinstance(value, str) else value for name, value in of.items()})
    out = io.BytesIO()
    # Not write_graphml, which writes otherwise where lxml happens to be installed.
    nx.write_graphml_xml(graph, out, prettyprint=True)
    # A parser turns these into line ends of another kind; as references they stay.
    to.write(out.getvalue().replace(b"\r", b"&#13;"))
    safe.say(chosen.tell, "GraphML")
    tell_left(chosen, "GraphML", left_behind(chosen.dataset, GRAPH))
