"""A query that draws an answer in the Neo4j Browser: the bodies of its rows, and the lines that it shows."""

from __future__ import annotations

from collections.abc import Collection

_QUERY = """\
UNWIND $bodies AS id
MATCH (body:Entity {graph: $graph, id: id})
OPTIONAL MATCH (body)-[line]-(other:Entity {graph: $graph})
WHERE line.id IN $lines
RETURN body, line, other"""


def drawing_query(graph: str, bodies: Collection[str], records: Collection[str]) -> tuple[str, dict[str, object]]:
    """Return the Cypher, and its parameters, that returns nodes and relationships for a tool to draw.

    ``records`` are the ids of what the rows show; those that are no lines draw nothing.
    """
    return _QUERY, {"graph": graph, "bodies": sorted(bodies), "lines": sorted(records)}
