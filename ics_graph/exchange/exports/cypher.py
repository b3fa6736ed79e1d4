"""A Cypher script: the graph for a Neo4j that one cannot load into from here.

A server plans each query that it has not met, and a query in which every value stands for itself takes seconds. So a
statement holds all its values in one text, which a server takes for a parameter by itself: of each shape it plans one
statement, and cypher-shell, the Browser and drivers need know nothing of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from itertools import chain, islice
from typing import IO, Any, NamedTuple

from ics_graph.exchange.formats import ExportInput, exporter

_BATCH = 500
_HEAD = """\
// The graph '{graph}' of ics-graph, as "ics-graph load" would make it. For a database that has no graph of this name:
// a second run stops at the first node, since it is there. Run it with: cypher-shell --file FILE
"""
_READ = {
    str: "{cell}",
    bool: "toBoolean({cell})",
    int: "toInteger({cell})",
    float: "toFloat({cell})",
    date: "date({cell})",
    list: "split({cell}, '{within}')",
}
"""How Cypher makes a value of a type from its text."""
_MARKS = ("|", "^", "~", *map(chr, range(0xE000, 0xF900)))
"""What may part the values of a statement: the first that none of them has, and at last characters that no text has."""


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
    from ics_graph.stores.neo4j.schema import LABELS, OURS, checked_graph, is_index, statements

    shapes = GraphMapping(Compiler(chosen.dataset, chosen.ontology), checked_graph(graph))
    nodes, links = _Tables(), _Tables()
    drafts = [(section, draft) for section in LABELS for draft in shapes.drafts(section)]
    for section, draft in sorted(drafts, key=lambda pair: pair[1].key):
        node = shapes.node(section, draft)
        nodes.add([[OURS, *node.labels]], {"ref": node.ref, **node.properties, "digest": draft.digest})
        for link in node.out:
            links.add([node.ref, link.ref, link.type], link.properties)
        for link in node.into:
            links.add([link.ref, node.ref, link.type], link.properties)
    for draft in sorted(shapes.edge_drafts(), key=lambda draft: draft.key):
        edge = shapes.edge(draft)
        ends = [shapes.ref("entities", edge.subject), shapes.ref("entities", edge.object)]
        links.add([*ends, edge.type], {**edge.properties, "digest": draft.digest})
        for link in edge.cites:
            links.add([ends[0], link.ref, link.type], link.properties)

    def write(text: str) -> None:
        to.write(f"{text}\n".encode())

    write(_HEAD.format(graph=graph))
    schema = statements(chosen.ontology).values()
    for statement in schema:
        if not is_index(statement):
            write(f"{statement};")
    for rows in nodes.in_batches():
        write(f"{rows.unwound} CREATE (n:$({rows.cells[0]})) SET n = {rows.properties};")
    for rows in links.in_batches():
        low, high, type_ = rows.cells
        match = f"MATCH (low:{OURS} {{ref: {low}}}) MATCH (high:{OURS} {{ref: {high}}})"
        write(f"{rows.unwound} {match} CREATE (low)-[l:$({type_})]->(high) SET l = {rows.properties};")
    for statement in schema:
        if is_index(statement):
            write(f"{statement};")
    write("CALL db.awaitIndexes();")
    # Last, so that a run that was broken off is no whole graph.
    whole = meta(graph, about_of(chosen.dataset))
    last = _Tables()
    said = {"ref": whole.ref, **whole.properties, "version": version("ics-graph"), "digest": digest_of_meta(whole)}
    last.add([[OURS, *whole.labels]], said)
    for rows in last.in_batches():
        write(f"{rows.unwound} CREATE (n:$({rows.cells[0]})) SET n = {rows.properties}, n.loaded_at = datetime();")


class _Batch(NamedTuple):
    """What a statement writes: the rows, each a list ``cell``, and the Cypher that makes values of its texts."""

    unwound: str
    cells: list[str]
    properties: str


class _Table:
    """Rows of one shape: the same columns, of the same types."""

    def __init__(self, fixed: int, names: Sequence[str]) -> None:
        self.fixed = fixed
        self.names = names
        self.types: list[type | None] = [None] * (fixed + len(names))
        self.rows: list[Sequence[Any]] = []

    def takes(self, row: Sequence[Any]) -> bool:
        """Return whether a row fits: a number may be whole in one and not in another."""
        return all(value is None or kept in (None, type(value)) for value, kept in zip(row, self.types, strict=True))

    def add(self, row: Sequence[Any]) -> None:
        self.types = [kept if value is None else type(value) for value, kept in zip(row, self.types, strict=True)]
        self.rows.append(row)

    def in_batches(self) -> Iterator[_Batch]:
        # A column without a value is none; and where each row has a value, nothing need be looked for in its place.
        kept = [at for at, kind in enumerate(self.types) if kind is not None]
        lacking = {at for at in kept if any(row[at] is None for row in self.rows)}
        for start in range(0, len(self.rows), _BATCH):
            rows = [[row[at] for at in kept] for row in self.rows[start : start + _BATCH]]
            yield self._batch(rows, kept, lacking)

    def _batch(self, rows: list[list[Any]], kept: list[int], lacking: set[int]) -> _Batch:
        from ics_graph.stores.neo4j.paste import escaped

        taken = set("".join(chain.from_iterable(map(_texts, chain.from_iterable(rows)))))
        between, within, nothing = islice((mark for mark in _MARKS if mark not in taken), 3)
        text = f"{between}\n".join(
            between.join(nothing if value is None else escaped(within.join(_texts(value))) for value in row)
            for row in rows
        )
        made = []
        for place, at in enumerate(kept):
            cell = f"nullIf(cell[{place}], '{nothing}')" if at in lacking else f"cell[{place}]"
            made.append(_READ[self.types[at] or str].format(cell=cell, within=within))
        named = zip((self.names[at - self.fixed] for at in kept[self.fixed :]), made[self.fixed :], strict=True)
        unwound = f"UNWIND split('{text}', '{between}\\n') AS row WITH split(row, '{between}') AS cell"
        return _Batch(unwound, made[: self.fixed], "{" + ", ".join(f"{name}: {cell}" for name, cell in named) + "}")


class _Tables:
    """Rows of nodes, or of relationships, each in the table of its shape."""

    def __init__(self) -> None:
        self._of_shape: dict[tuple[str, ...], list[_Table]] = defaultdict(list)

    def add(self, fixed: Sequence[Any], properties: dict[str, Any]) -> None:
        """Add a row: what the statement needs to place it, and what it says."""
        row = (*fixed, *properties.values())
        tables = self._of_shape[tuple(properties)]
        table = next((table for table in tables if table.takes(row)), None)
        if table is None:
            table = _Table(len(fixed), tuple(properties))
            tables.append(table)
        table.add(row)

    def in_batches(self) -> Iterator[_Batch]:
        """Yield what each statement is to write."""
        for table in chain.from_iterable(self._of_shape.values()):
            yield from table.in_batches()


def _texts(value: Any) -> Iterable[str]:
    """Return the texts that a value is written as: of a list one for each part."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return value
    if value is None:
        return ()
    return (str(value).lower() if isinstance(value, bool) else str(value),)
