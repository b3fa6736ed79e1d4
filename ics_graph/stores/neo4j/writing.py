"""Brings a Neo4j database to what a dataset says: only what differs is written, what is gone is removed.

Every node and line carries a digest that is written in one transaction with its labels, properties and links. What
is there therefore tells by itself what remains to be done, also after a load that was broken off; a load that finds
everything as it should be writes nothing. What is new is written first and what is gone is removed last, and bodies
go after all that hangs on them, so that no record with its right digest ever lacks a link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from ics_graph.model import RECORDS, Dataset
from ics_graph.ontology import Ontology
from ics_graph.stores import StoreError
from ics_graph.stores.compiled import Compiled, doc
from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.schema import FORMAT, LINKS, META, OURS, prepare, ref
from ics_graph.stores.neo4j.shapes import Edge, Node, edges, nodes

T = TypeVar("T")
# A line as it is there: its digest, its element id, and its subject, type and object.
There = tuple[str, str, tuple[str, str, str]]
Progress = Callable[[str], None]
BATCH = 2_000

# Written in this order and removed in the reverse of it: a record comes after what it hangs on.
_SECTIONS = ("sources", "entities", "names", "facts", "gaps", "complete", "events")


@dataclass(slots=True)
class Change:
    """How many records of one kind a load added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def sync(
    connection: Connection,
    dataset: Dataset,
    ontology: Ontology,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> dict[str, Change]:
    """Make the database hold exactly ``dataset`` and return what that changed, by section as in ``RECORDS``.

    Lines and sources of the statutory rules are counted with the relations and sources. With ``dry_run`` nothing is
    written. Raises StoreError where the server refuses or goes away; loading again then does the rest.
    """
    return _Sync(connection, Compiled(dataset, ontology), dry_run, progress or (lambda _: None)).run()


class _Sync:
    def __init__(self, connection: Connection, compiled: Compiled, dry_run: bool, say: Progress) -> None:
        self.connection = connection
        self.compiled = compiled
        self.dry_run = dry_run
        self.say = say
        self.changes: dict[str, Change] = defaultdict(Change)

    def run(self) -> dict[str, Change]:
        if not self.dry_run:
            self.say("preparing indexes")
            prepare(self.connection, self.compiled.ontology)
        self.say("reading what is there")
        query = f"MATCH (n:{OURS}) WHERE n.ref IS NOT NULL RETURN n.ref, n.digest"
        old_nodes: dict[str, str | None] = dict(self.connection.read(query))
        meta = old_nodes.pop(META, None)
        old_edges, doubles = self.edges_there()
        for section in _SECTIONS:
            self.write_nodes(section, old_nodes)
        self.write_edges(old_edges)
        self.remove_edges([*doubles, *((at, id_) for id_, (_, at, _) in old_edges.items())])
        self.changes["relations"].removed += len(old_edges) + len(doubles)
        for section in reversed(_SECTIONS):
            gone = [key for key in old_nodes if key.startswith(f"{section}/")]
            self.remove_nodes(section, gone)
        self.write_meta(meta)
        return {section: self.changes[section] for section in RECORDS}

    def edges_there(self) -> tuple[dict[str, There], list[tuple[str, str]]]:
        """Return the lines that are there: id → digest, where, subject/type/object; and those whose id is taken."""
        query = (
            f"MATCH (s:{OURS})-[l]->(o:{OURS}) WHERE l.family IS NOT NULL AND l.digest IS NOT NULL "
            "RETURN l.id, l.digest, elementId(l), s.id, type(l), o.id"
        )
        there: dict[str, There] = {}
        doubles: list[tuple[str, str]] = []

        def gather(rows: Iterator[tuple[Any, ...]]) -> None:
            for id_, digest, at, *ends in rows:
                if id_ in there:
                    doubles.append((at, id_))
                else:
                    there[id_] = (digest, at, (ends[0], ends[1], ends[2]))

        self.connection.stream(query, gather)
        return there, doubles

    def write_nodes(self, section: str, old: dict[str, str | None]) -> None:
        """Write the nodes of a section that are new or say something else, taking from ``old`` all that are there."""
        query = _upsert(section)
        every = set(self.compiled.ontology.types)
        for batch in _batches(self.different(section, old)):
            rows = []
            for node, digest, is_new in batch:
                # A body of another type now keeps no label of the old one; labels of other people stay.
                former = [] if is_new or section != "entities" else sorted(every.difference(node.labels))
                written = {**node.properties, "digest": digest}
                rows.append(
                    {"ref": node.ref, "labels": node.labels, "former": former, "set": written, "links": node.links}
                )
            self.write(query, rows)

    def different(self, section: str, old: dict[str, str | None]) -> Iterator[tuple[Node, str, bool]]:
        """Yield the nodes to write, each with its digest and whether it is new."""
        change = self.changes[section]
        for done, node in enumerate(nodes(section, self.compiled)):
            if done % BATCH == 0:
                self.say(f"comparing {section} ({done:,})")
            digest = node.digest
            known = node.ref in old
            if known and old.pop(node.ref) == digest:
                continue
            if known:
                change.changed += 1
            else:
                change.added += 1
            yield node, digest, not known

    def write_edges(self, old: dict[str, There]) -> None:
        """Write the lines that are new or say something else; one with other ends or type is drawn anew."""
        change = self.changes["relations"]
        for batch in _batches(self.different_edges(old)):
            kept: list[dict[str, object]] = []
            drawn: list[dict[str, object]] = []
            moved: list[tuple[str, str]] = []
            for edge, digest, there in batch:
                row: dict[str, object] = {"set": {**edge.properties, "digest": digest}}
                if there is not None and there[2] == (edge.subject, edge.type, edge.object):
                    kept.append({**row, "at": there[1], "id": edge.id})
                    continue
                if there is not None:
                    moved.append((there[1], edge.id))
                ends = {"subject": ref("entities", edge.subject), "object": ref("entities", edge.object)}
                drawn.append({**row, **ends, "type": edge.type})
            change.changed += len(kept) + len(moved)
            change.added += len(batch) - len(kept) - len(moved)
            self.remove_edges(moved)
            # An element id may be given again once its line is removed, so the line's own id is asked for, too.
            self.write(
                "UNWIND $rows AS row MATCH ()-[l]->() WHERE elementId(l) = row.at AND l.id = row.id SET l += row.set",
                kept,
            )
            query = (
                f"UNWIND $rows AS row MATCH (s:{OURS} {{ref: row.subject}}), (o:{OURS} {{ref: row.object}}) "
                "CREATE (s)-[l:$(row.type)]->(o) SET l = row.set"
            )
            if self.write(query, drawn) < len(drawn):
                raise StoreError("bodies went away while they were loaded; is somebody else loading? Load again")

    def different_edges(self, old: dict[str, There]) -> Iterator[tuple[Edge, str, There | None]]:
        for done, edge in enumerate(edges(self.compiled)):
            if done % BATCH == 0:
                self.say(f"comparing relations ({done:,})")
            digest, there = edge.digest, old.pop(edge.id, None)
            if there is None or there[0] != digest:
                yield edge, digest, there

    def remove_edges(self, gone: Iterable[tuple[str, str]]) -> None:
        rows = [{"at": at, "id": id_} for at, id_ in gone]
        for batch in _batches(rows):
            query = "UNWIND $rows AS row MATCH ()-[l]->() WHERE elementId(l) = row.at AND l.id = row.id DELETE l"
            self.write(query, batch)

    def remove_nodes(self, section: str, gone: list[str]) -> None:
        self.changes[section].removed += len(gone)
        for batch in _batches(gone):
            self.write(f"UNWIND $rows AS ref MATCH (n:{OURS} {{ref: ref}}) DETACH DELETE n", batch)

    def write_meta(self, old: str | None) -> None:
        """Say last what the datasets are: a first load that was broken off is no graph yet."""
        about = "[" + ",".join(doc(about) for about in self.compiled.dataset.about) + "]"
        node = Node(META, ("Dataset",), {"format": FORMAT, "about": about})
        if old != node.digest:
            query = f"UNWIND $rows AS row MERGE (n:{OURS} {{ref: row.ref}}) SET n:Dataset, n += row.set"
            self.write(query, [{"ref": META, "set": {**node.properties, "digest": node.digest}}])

    def write(self, query: str, rows: list[Any]) -> int:
        """Run a query over rows, unless there are none or nothing is to be written; return the lines it drew."""
        if self.dry_run or not rows:
            return len(rows)
        return self.connection.write(query, rows=rows)


def _upsert(section: str) -> str:
    """Return the Cypher that writes the nodes of a section, and their links anew; labels are values, never text."""
    query = f"UNWIND $rows AS row MERGE (n:{OURS} {{ref: row.ref}}) "
    if section == "entities":
        query += "REMOVE n:$(row.former) "
    query += "SET n:$(row.labels), n += row.set"
    if section in LINKS:
        link = LINKS[section]
        query += (
            f" WITH n, row CALL (n) {{ MATCH {link.replace('(e)', f'(:{OURS})')} DELETE x }}"
            " WITH n, row UNWIND row.links AS link"
            f" MATCH (e:{OURS} {{ref: link.entity}}) CREATE {link} SET x = link.set"
        )
    return query


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch
