"""Files for ``neo4j-admin database import``."""

from __future__ import annotations

from pathlib import Path

from ics_graph.exchange.formats import ExportInput, exporter
from ics_graph.stores.neo4j import GRAPH, admin


@exporter("neo4j-admin import/ --graph ics", folder=True, graph="The name of the graph in the database")
def neo4j_admin(chosen: ExportInput, to: Path, graph: str = GRAPH) -> None:
    """Files for "neo4j-admin database import", the first load of a big graph into Neo4j.

    README.txt, which is written with them, says how to import them. Raises FolderTaken where the folder is not empty.
    """
    written = admin.write(chosen.dataset, chosen.ontology, graph, to, chosen.folders)
    chosen.tell(f"{to / admin.README} says how to import them.")
    chosen.tell(f"{written.nodes:,} nodes, {written.relationships:,} relationships.")
