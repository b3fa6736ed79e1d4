"""A Cypher script: the graph for a Neo4j that one cannot load into from here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import IO, Any

from ics_graph.exchange.formats import ExportInput, exporter

_BATCH = 200
_SMALLEST = -(2**63)
_HEAD = """\
// The graph '{graph}' of ics-graph, as "ics-graph load" would make it. For a database that has no graph of this name:
// a second run stops at the first node, since it is there. Run it with: cypher-shell --file FILE
"""


@exporter("cypher -o graph.cypher", graph="The name of the graph in the database")
def cypher(chosen: ExportInput, to: IO[bytes], graph: str = "ics") -> None:
    """A Cypher script that makes the graph in Neo4j 5.26 or newer, for cypher-shell or the Neo4j Browser.

    It makes the very nodes and relationships that "ics-graph load" makes, in batches, with the constraint and indexes.
    "ics-graph load" can go on from there, and questions can be asked of it. Where a database can be reached, "load" is
    the better way, and for a big graph "export neo4j-admin". Raises StoreError where the graph cannot have this name.
    """
    from ics_graph.stores.compiler import Compiler
    from ics_graph.stores.neo4j.elements import about_of, digest_of_meta, meta
    from ics_graph.stores.neo4j.mapping import GraphMapping
    from ics_graph.stores.neo4j.schema import LABELS, OURS, checked_graph, statements

    shapes = GraphMapping(Compiler(chosen.dataset, chosen.ontology), checked_graph(graph))
    made: dict[tuple[str, ...], list[str]] = defaultdict(list)
    links: dict[str, list[str]] = defaultdict(list)
    drafts = [(section, draft) for section in LABELS for draft in shapes.drafts(section)]
    for section, draft in sorted(drafts, key=lambda pair: pair[1].key):
        node = shapes.node(section, draft)
        made[node.labels].append(_row(set={"ref": node.ref, **node.properties, "digest": draft.digest}))
        for link in node.out:
            links[link.type].append(_row(low=node.ref, high=link.ref, set=link.properties))
        for link in node.into:
            links[link.type].append(_row(low=link.ref, high=node.ref, set=link.properties))
    for draft in sorted(shapes.edge_drafts(), key=lambda draft: draft.key):
        edge = shapes.edge(draft)
        ends = {"low": shapes.ref("entities", edge.subject), "high": shapes.ref("entities", edge.object)}
        links[edge.type].append(_row(**ends, set={**edge.properties, "digest": draft.digest}))
        for link in edge.cites:
            links[link.type].append(_row(low=ends["low"], high=link.ref, set=link.properties))

    def write(text: str) -> None:
        to.write(f"{text}\n".encode())

    write(_HEAD.format(graph=graph))
    for statement in statements(chosen.ontology).values():
        write(f"{statement};")
    write("CALL db.awaitIndexes();")
    for labels, rows in made.items():
        for text in _in_batches(rows):
            write(f"{text} CREATE (n:{':'.join((OURS, *labels))}) SET n = row.set;")
    for type_, rows in links.items():
        for text in _in_batches(rows):
            match = f"MATCH (low:{OURS} {{ref: row.low}}) MATCH (high:{OURS} {{ref: row.high}})"
            write(f"{text} {match} CREATE (low)-[l:{type_}]->(high) SET l = row.set;")
    # Last, so that a run that was broken off is no whole graph.
    whole = meta(graph, about_of(chosen.dataset))
    said = {"ref": whole.ref, **whole.properties, "version": version("ics-graph"), "digest": digest_of_meta(whole)}
    created = f"CREATE (n:{OURS}:{':'.join(whole.labels)}) SET n = row.set, n.loaded_at = datetime()"
    write(f"UNWIND [{_row(set=said)}] AS row {created};")


def _in_batches(rows: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(rows), _BATCH):
        yield "UNWIND [\n" + ",\n".join(rows[start : start + _BATCH]) + "\n] AS row"


def _row(**values: Any) -> str:
    return "{" + ", ".join(f"{name}: {_literal(value)}" for name, value in values.items()) + "}"


def _literal(value: Any) -> str:
    """Return a value as Cypher writes it; what is not said is left out of a map."""
    from ics_graph.stores.neo4j.paste import literal

    if isinstance(value, str) and value.isprintable() and "'" not in value and "\\" not in value:
        return f"'{value}'"  # nearly all of them, and much quicker than a look at each character
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_literal(of)}" for name, of in value.items() if of is not None) + "}"
    if isinstance(value, float):
        # Cypher has no sign before an exponent that is not negative.
        return repr(value).replace("e+", "e")
    if value == _SMALLEST:
        # Its digits alone are more than a whole number of Cypher can be.
        return f"({_SMALLEST + 1} - 1)"
    return literal(value)
