"""Brings a graph in Neo4j to what a dataset says: only what differs is written, what is gone is removed.

Every node and line carries a digest that is written in one transaction with its labels, properties and links. What
is there therefore tells by itself what remains to be done, also after a load that was broken off; a load that finds
everything as it should be writes nothing. The server adds up the digests of each bucket of keys, and only buckets
whose sums differ from ours are compared one by one, so that a small change costs little in a large graph. What is new
is written first and what is gone is removed last, and bodies go after all that hangs on them, so that no record with
its right digest ever lacks a link. From the first write to the last the graph says of itself that a load is under way,
so that readers are told that they may see the old and the new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from ics_graph.model import RECORDS, Dataset
from ics_graph.ontology import Ontology
from ics_graph.stores import StoreError
from ics_graph.stores.compiled import Compiled
from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.elements import Draft, Link, about_of, bucket_of, digest_of_meta, meta
from ics_graph.stores.neo4j.failures import OutOfMemory
from ics_graph.stores.neo4j.schema import GRAPH, LABELS, LINKS, OURS, TAKES_PART, checked_graph, meta_ref, prepare
from ics_graph.stores.neo4j.shapes import Shapes
from ics_graph.stores.neo4j.there import Drawn, Sums, There, check_share

T = TypeVar("T")
Progress = Callable[[str], None]
BATCH = 2_000

# Written in this order and removed in the reverse of it: a record comes after what it hangs on.
_SECTIONS = tuple(LABELS)


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
    graph: str = GRAPH,
    most_removed: float = 1.0,
) -> dict[str, Change]:
    """Make a graph hold exactly ``dataset`` and return what that changed, by section as in ``RECORDS``.

    Lines and sources of the statutory rules are counted with the relations and sources. With ``dry_run`` nothing is
    written. Raises TooMuchRemoved where more than ``most_removed`` (a share, 0 to 1) of the records that are there
    would go, and StoreError where the server refuses or goes away; loading again then does the rest.
    """
    say = progress or (lambda _: None)
    shapes = Shapes(Compiled(dataset, ontology), checked_graph(graph))
    return _Sync(connection, shapes, dry_run, say, most_removed).run()


class _Sync:
    def __init__(
        self, connection: Connection, shapes: Shapes, dry_run: bool, say: Progress, most_removed: float
    ) -> None:
        self.connection = connection
        self.shapes = shapes
        self.graph = shapes.graph
        self.dry_run = dry_run
        self.say = say
        self.most_removed = most_removed
        self.begun = False
        self.most = BATCH
        self.changes: dict[str, Change] = defaultdict(Change)
        # The buckets that differ, and what is there in them and not yet found in the dataset.
        self.node_buckets: set[int] = set()
        self.line_buckets: set[int] = set()
        self.old_nodes: dict[str, int | None] = {}
        self.old_lines: dict[str, Drawn] = {}
        self.doubles: list[tuple[str, str]] = []

    def run(self) -> dict[str, Change]:
        if not self.dry_run:
            self.say("preparing indexes")
            prepare(self.connection, self.shapes.compiled.ontology)
        self.compare()
        for section in _SECTIONS:
            self.write_nodes(section)
        self.write_edges()
        lines = [(at, id_) for id_, (_, at, _) in self.old_lines.items()]
        self.remove_edges([*self.doubles, *lines])
        self.changes["relations"].removed += len(lines) + len(self.doubles)
        for section in reversed(_SECTIONS):
            begin = self.shapes.ref(section, "")
            self.remove_nodes(section, [key for key in self.old_nodes if key.startswith(begin)])
        self.finish()
        return {section: self.changes[section] for section in RECORDS}

    def compare(self) -> None:
        """Find the buckets that differ, and what is there in them; raise TooMuchRemoved before anything is written."""
        there = There(self.connection, self.shapes)
        self.whole, self.broken_off = there.state()
        self.say("adding up what is there")
        with ThreadPoolExecutor(1) as beside:
            # The server adds up what it holds while the sums of what is to be there are worked out here.
            theirs = beside.submit(lambda: (there.node_sums(), there.line_sums()))
            ours = self.node_sums(), self.line_sums()
            nodes, lines = theirs.result()
        self.node_buckets, self.line_buckets = ours[0].differing(nodes), ours[1].differing(lines)
        self.say("reading what differs")
        self.old_nodes = there.nodes(self.node_buckets if len(nodes) or nodes.broken else ())
        self.old_lines, self.doubles = there.lines(self.line_buckets if len(lines) or lines.broken else ())
        if self.most_removed < 1:
            check_share(*self.share(), self.most_removed, self.graph)

    def node_sums(self) -> Sums:
        sums = Sums()
        for section in _SECTIONS:
            self.say(f"comparing {section}")
            sums.add(draft.digest for draft in self.shapes.drafts(section))
        return sums

    def line_sums(self) -> Sums:
        self.say("comparing relations")
        sums = Sums()
        sums.add(draft.digest for draft in self.shapes.edge_drafts())
        return sums

    def share(self) -> tuple[int, int]:
        """Return how many records of the model are there, and how many of them would go."""
        data = self.shapes.compiled.dataset
        there = gone = 0
        for section in ("entities", "facts", "gaps", "complete", "events"):
            begin, ours = self.shapes.ref(section, ""), data.section(section)
            old = {key[len(begin) :] for key in self.old_nodes if key.startswith(begin)}
            new = [id_ for id_ in ours if id_ not in old and bucket_of(begin + id_) in self.node_buckets]
            gone += len(old.difference(ours))
            there += len(ours) - len(new) + len(old.difference(ours))
        lines = {id_ for id_ in self.old_lines if not id_.startswith("rule:")}
        new = [id_ for id_ in data.relations if id_ not in lines and bucket_of(id_) in self.line_buckets]
        left = len(lines.difference(data.relations))
        return there + len(data.relations) - len(new) + left, gone + left

    def write_nodes(self, section: str) -> None:
        """Write the nodes of a section that are new or say something else."""
        every = set(self.shapes.compiled.ontology.types)
        for batch in _batches(self.different(section)):
            by_labels: dict[tuple[str, ...], list[Any]] = defaultdict(list)
            changed = []
            for draft, is_new in batch:
                node, digest = self.shapes.node(section, draft), draft.digest
                row: dict[str, Any] = {"ref": node.ref, "set": {"ref": node.ref, **node.properties, "digest": digest}}
                row |= {"out": [_row(link) for link in node.out], "into": [_row(link) for link in node.into]}
                if is_new and not node.into:
                    by_labels[node.labels].append(row)
                    continue
                # A body of another type now keeps no label of the old one; labels of other people stay.
                former = sorted(every.difference(node.labels)) if section == "entities" and not is_new else []
                changed.append({**row, "labels": node.labels, "former": former})
            for labels, new in by_labels.items():
                self.write(_create(labels), new)
            self.write(_UPSERT, changed, out=LINKS, into=TAKES_PART)

    def different(self, section: str) -> Iterator[tuple[Draft, bool]]:
        """Yield the nodes to write, and whether each is new; what is left of ``old_nodes`` in the end is gone."""
        change, old, buckets = self.changes[section], self.old_nodes, self.node_buckets
        if not buckets:
            return
        for done, draft in enumerate(self.shapes.drafts(section, lambda key: bucket_of(key) in buckets)):
            if done % BATCH == 0:
                self.say(f"writing {section} ({done:,})")
            known = draft.key in old
            if known and old.pop(draft.key) == draft.digest:
                continue
            if known:
                change.changed += 1
            else:
                change.added += 1
            yield draft, not known

    def write_edges(self) -> None:
        """Write the lines that are new or say something else; one with other ends or type is drawn anew."""
        change = self.changes["relations"]
        drawn: dict[str, list[Any]] = defaultdict(list)
        for batch in _batches(self.different_edges()):
            kept: list[dict[str, object]] = []
            moved: list[tuple[str, str]] = []
            for draft, there in batch:
                edge = self.shapes.edge(draft)
                row: dict[str, object] = {"set": {**edge.properties, "digest": draft.digest}}
                if there is not None and there[2] == (edge.subject, edge.type, edge.object):
                    kept.append({**row, "at": there[1], "id": edge.id})
                    continue
                if there is not None:
                    moved.append((there[1], edge.id))
                ends = self.shapes.ref("entities", edge.subject), self.shapes.ref("entities", edge.object)
                drawn[edge.type].append({**row, "subject": ends[0], "object": ends[1]})
            change.changed += len(kept) + len(moved)
            change.added += len(batch) - len(kept) - len(moved)
            self.remove_edges(moved)
            # An element id may be given again once its line is removed, so the line's own id is asked for, too.
            self.write(
                "UNWIND $rows AS row MATCH ()-[l]->() WHERE elementId(l) = row.at AND l.id = row.id SET l += row.set",
                kept,
            )
            for kind in [kind for kind, rows in drawn.items() if len(rows) >= BATCH]:
                self.draw(kind, drawn.pop(kind))
        for kind, rows in drawn.items():
            self.draw(kind, rows)

    def different_edges(self) -> Iterator[tuple[Draft, Drawn | None]]:
        """Yield the lines to write, each with what is there of it; what is left of ``old_lines`` in the end is gone."""
        old, buckets = self.old_lines, self.line_buckets
        if not buckets:
            return
        for done, draft in enumerate(self.shapes.edge_drafts(lambda id_: bucket_of(id_) in buckets)):
            if done % BATCH == 0:
                self.say(f"writing relations ({done:,})")
            there = old.pop(draft.key, None)
            if there is None or there[0] != draft.digest:
                yield draft, there

    def draw(self, kind: str, rows: list[Any]) -> None:
        """Draw new lines of one type."""
        query = (
            f"UNWIND $rows AS row MATCH (s:{OURS} {{ref: row.subject}}) MATCH (o:{OURS} {{ref: row.object}}) "
            f"CREATE (s)-[l:{kind}]->(o) SET l = row.set"
        )
        for batch in _batches(rows):
            if self.write(query, batch) < len(batch):
                raise StoreError("bodies went away while they were loaded; is somebody else loading? Load again")

    def remove_edges(self, gone: Iterable[tuple[str, str]]) -> None:
        rows = [{"at": at, "id": id_} for at, id_ in gone]
        for batch in _batches(rows):
            query = "UNWIND $rows AS row MATCH ()-[l]->() WHERE elementId(l) = row.at AND l.id = row.id DELETE l"
            self.write(query, batch)

    def remove_nodes(self, section: str, gone: list[str]) -> None:
        self.changes[section].removed += len(gone)
        for batch in _batches(gone):
            self.write(f"UNWIND $rows AS ref MATCH (n:{OURS} {{ref: ref}}) DETACH DELETE n", batch)

    def finish(self) -> None:
        """Say last what the datasets are, and that the load is over: one that was broken off is no whole graph."""
        node = meta(self.graph, about_of(self.shapes.compiled.dataset))
        digest = digest_of_meta(node)
        if self.whole != digest or self.broken_off or self.begun:
            query = (
                f"UNWIND $rows AS row MERGE (n:{OURS} {{ref: row.ref}}) SET n:Dataset, n += row.set REMOVE n.loading"
            )
            self.write(query, [{"ref": node.ref, "set": {**node.properties, "digest": digest}}])

    def begin(self) -> None:
        """Say that a load is under way, before the first write of it."""
        self.begun = True
        query = f"MERGE (n:{OURS} {{ref: $ref}}) SET n:Dataset, n.graph = $graph, n.loading = datetime()"
        self.connection.write(query, ref=meta_ref(self.graph), graph=self.graph)

    def write(self, query: str, rows: list[Any], **parameters: object) -> int:
        """Run a query over rows, unless there are none or nothing is to be written; return the lines it drew."""
        if self.dry_run or not rows:
            return len(rows)
        if not self.begun:
            self.begin()
        return sum(self.write_some(query, some, parameters) for some in _batches(rows, self.most))

    def write_some(self, query: str, rows: list[Any], parameters: dict[str, Any]) -> int:
        """Run a query over rows in one transaction, or in more where the server has too little memory for one."""
        try:
            return self.connection.write(query, rows=rows, **parameters)
        except OutOfMemory:
            if len(rows) == 1:
                raise
            self.most = max(1, min(self.most, len(rows)) // 2)
            return sum(self.write_some(query, some, parameters) for some in _batches(rows, self.most))


# What a node says now, and its links anew. Labels and types are values here, and never text of the query.
_UPSERT = f"""\
UNWIND $rows AS row MERGE (n:{OURS} {{ref: row.ref}})
REMOVE n:$(row.former) SET n:$(row.labels), n += row.set
WITH n, row CALL (n) {{ MATCH (n)-[x]->(:{OURS}) WHERE type(x) IN $out DELETE x }}
WITH n, row CALL (n) {{ MATCH (n)<-[x]-(:{OURS}) WHERE type(x) = $into DELETE x }}
WITH n, row
CALL (n, row) {{
  UNWIND row.out AS link MATCH (e:{OURS} {{ref: link.ref}}) CREATE (n)-[x:$(link.type)]->(e) SET x = link.set
}}
CALL (n, row) {{
  UNWIND row.into AS link MATCH (e:{OURS} {{ref: link.ref}}) CREATE (n)<-[x:$(link.type)]-(e) SET x = link.set
}}"""


def _create(labels: tuple[str, ...]) -> str:
    """Return the Cypher that writes new nodes of these labels, which are the ontology's or our own."""
    return (
        f"UNWIND $rows AS row CREATE (n:{':'.join((OURS, *labels))}) SET n = row.set "
        f"WITH n, row UNWIND row.out AS link MATCH (e:{OURS} {{ref: link.ref}}) "
        "CREATE (n)-[x:$(link.type)]->(e) SET x = link.set"
    )


def _row(link: Link) -> dict[str, Any]:
    return {"type": link.type, "ref": link.ref, "set": link.properties}


def _batches(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch
