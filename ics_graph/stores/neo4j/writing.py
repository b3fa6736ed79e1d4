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
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from importlib.metadata import version
from itertools import islice
from typing import Any, TypeVar

from ics_graph.model import Dataset
from ics_graph.model.records import RECORDS
from ics_graph.ontology import Ontology
from ics_graph.stores import StoreError
from ics_graph.stores.compiler import Compiler
from ics_graph.stores.neo4j.changes import Change, Named, Naming
from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.diff import Compared, Diff, Progress
from ics_graph.stores.neo4j.elements import Link, about_of, digest_of_meta, meta
from ics_graph.stores.neo4j.failures import OutOfMemory
from ics_graph.stores.neo4j.lock import held, would_be_refused
from ics_graph.stores.neo4j.mapping import GraphMapping
from ics_graph.stores.neo4j.remote_state import RemoteState, TooMuchRemoved
from ics_graph.stores.neo4j.schema import (
    CITED,
    GRAPH,
    LABELS,
    LINKS,
    OURS,
    TAKES_PART,
    checked_graph,
    lacking,
    meta_ref,
    prepare,
    prepare_lock,
)
from ics_graph.stores.neo4j.verification import OTHER_LINKS, OTHERS, Verification

T = TypeVar("T")
BATCH = 2_000
_ROUNDS = 2
_DATASET, _INDEXES = "dataset", "indexes"


class BrokenOff(StoreError):
    """Raised where a load had begun to write and could not go on; loading again does the rest."""


def sync(
    connection: Connection,
    dataset: Dataset,
    ontology: Ontology,
    dry_run: bool = False,
    progress: Progress | None = None,
    graph: str = GRAPH,
    most_removed: float = 1.0,
    thorough: bool = False,
) -> dict[str, Change]:
    """Make a graph hold exactly ``dataset`` and return what that changed, by section as in ``RECORDS``.

    Lines and sources of the statutory rules are counted with the relations and sources; names, terms of the ontology
    and nodes that no record has stand after them, where any changed. With ``dry_run`` nothing is written. With
    ``thorough`` everything is read back and compared, else digests are. Raises TooMuchRemoved where more than
    ``most_removed`` (a share, 0 to 1) of the records that are there would go, BrokenOff where the server refuses or
    goes away once something is written, and StoreError where it does before.
    """
    return Load(connection, dataset, ontology, graph, progress, most_removed, thorough=thorough).run(dry_run)


def _silent(text: str, share: float | None = None) -> None:
    """Tell nobody."""


def _nameless(record: Named) -> None:
    """Name nothing."""


class Load:
    """One load of a dataset into a graph; ``run`` does it, and may be called again.

    After a dry run ``refused`` says why the load itself would be refused, or is None. ``naming`` is told each record
    that changes, or would. ``commit`` is that of the files, and kept beside when they were loaded and by which version.
    """

    def __init__(
        self,
        connection: Connection,
        dataset: Dataset,
        ontology: Ontology,
        graph: str = GRAPH,
        progress: Progress | None = None,
        most_removed: float = 1.0,
        naming: Naming | None = None,
        thorough: bool = False,
        commit: str | None = None,
    ) -> None:
        self.connection = connection
        self.mapping = GraphMapping(Compiler(dataset, ontology), checked_graph(graph))
        self.graph = self.mapping.graph
        self.say = progress or _silent
        self.most_removed = most_removed
        self.naming = naming or _nameless
        self.thorough = thorough
        self.commit = commit
        self.refused: str | None = None
        self.is_there = False
        """Whether the graph was there before, whole or in part."""
        self.broken_off = False
        """Whether a load of before had not come to its end."""
        self.compared_records = 0
        """How many nodes and lines were read back, where everything was."""
        self._start(dry_run=True)

    def _start(self, dry_run: bool) -> None:
        self.dry_run = dry_run
        self.begun = False
        self.written = 0
        self.most = BATCH
        self.changes: dict[str, Change] = defaultdict(Change)

    def run(self, dry_run: bool = False) -> dict[str, Change]:
        """Bring the graph to what the dataset says, or say what that would change; return the changes by section."""
        self._start(dry_run)
        if not dry_run:
            prepare_lock(self.connection)
        with nullcontext() if dry_run else held(self.connection, self.graph):
            try:
                self._bring()
            except BrokenOff:
                raise
            except StoreError as error:
                if not self.begun:
                    raise
                again = f"the load was broken off after {self.written:,} records; run the same command again"
                raise BrokenOff(f"{str(error).rstrip('.')}; {again}, and it does the rest") from error
        return {
            **{section: self.changes[section] for section in RECORDS},
            **{section: change for section, change in self.changes.items() if change},
        }

    def would_be_first(self) -> bool:
        """Return whether nothing of the graph is there yet, nor of a load that was broken off."""
        return RemoteState(self.connection, self.mapping).state() == (None, False)

    def repair(self) -> tuple[dict[str, Change], bool]:
        """Mend what differs, having read everything back; return what that changed, and whether it is just so now.

        Whether it is comes of reading everything back once more. Two nodes of one record take their links with them
        where one is removed, and what lacked them is mended in a second round.
        """
        self.thorough = True
        changes, naming = self.run(), self.naming
        self.naming = _nameless
        try:
            for _ in range(_ROUNDS):
                if not any(self.run(dry_run=True).values()):
                    return changes, True
                self.run()
            return changes, False
        finally:
            self.naming = naming

    def _bring(self) -> None:
        if not self.thorough:
            self._prepare(constraints_only=True)
        compared = self._compared()
        if self.is_there and not self.thorough:
            self._prepare()
        if self.dry_run:
            self.refused = self._refusal(compared)
        elif self.most_removed < 1:
            compared.check_share(self.most_removed)
        if self.thorough and self.is_there:
            for name in lacking(self.connection, self.mapping.compiler.ontology):
                self.changes[_INDEXES].added += 1
                self.naming(Named(_INDEXES, name, "added"))
        self.remove_others(compared)
        self.label(compared)
        if self.thorough:
            # A constraint cannot be made while two nodes have one key.
            self._prepare()
        for section in LABELS:
            self.write_nodes(section, compared)
        self.write_edges(compared)
        doubles, gone = compared.lines_too_many(), compared.lines_that_are_gone()
        self.remove_edges(doubles, with_citations=False)
        self.remove_edges(gone)
        self.changes["relations"].removed += len(doubles) + len(gone)
        for lines, twice in ((doubles, True), (gone, False)):
            for at, id_ in lines:
                differences, _ = compared.differences_of("relations", at)
                self.naming(Named("relations", id_, "removed", differences, twice=twice))
        for section in reversed(LABELS):
            self.remove_nodes(section, compared.nodes_that_are_gone(section))
        if not self.is_there:
            self._prepare()
        self.finish(compared)

    def _prepare(self, constraints_only: bool = False) -> None:
        if not self.dry_run:
            self.say("preparing indexes")
            prepare(self.connection, self.mapping.compiler.ontology, constraints_only)

    def _compared(self) -> Compared:
        compared: Compared
        if self.thorough:
            compared = verification = Verification(self.connection, self.mapping, self.say)
            self.compared_records = verification.number
            self.is_there = not verification.is_empty
        else:
            compared = Diff(self.connection, self.mapping, self.say)
            self.is_there = compared.whole is not None or compared.broken_off
        self.broken_off = compared.broken_off
        return compared

    def _refusal(self, compared: Compared) -> str | None:
        try:
            if self.most_removed < 1:
                compared.check_share(self.most_removed)
            return would_be_refused(self.connection, self.graph)
        except TooMuchRemoved as error:
            return str(error)

    def remove_others(self, compared: Compared) -> None:
        """Remove nodes that a question would take for ours, and no load has written."""
        nodes = "MATCH (n) WHERE elementId(n) = row DETACH DELETE n"
        links = f"MATCH ()-[c:{CITED}]->() WHERE elementId(c) = row DELETE c"
        for section, query, others, twice in (
            (OTHERS, nodes, compared.second_nodes(), True),
            (OTHERS, nodes, compared.nodes_too_many(), False),
            (OTHER_LINKS, links, compared.links_too_many(), False),
        ):
            for batch in _batches([at for at, _ in others]):
                self.write(f"UNWIND $rows AS row {query}", batch)
            for _, name in others:
                self.changes[section].removed += 1
                self.naming(Named(section, name, "removed", twice=twice))

    def label(self, compared: Compared) -> None:
        """Give back the label that tells our nodes from those of other people to nodes that lack it alone."""
        for batch in _batches(compared.nodes_without_label()):
            self.write(f"UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row SET n:{OURS}", batch)

    def name(self, section: str, id_: str, is_new: bool, compared: Compared) -> None:
        """Name a record that is added or changed."""
        differences, by_hand = compared.differences_of(section, id_)
        self.naming(Named(section, id_, "added" if is_new else "changed", differences, by_hand))

    def write_nodes(self, section: str, compared: Compared) -> None:
        """Write the nodes of a section that are new or say something else."""
        change = self.changes[section]
        begin = self.mapping.ref(section, "")
        types = sorted({*self.mapping.compiler.ontology.types, *LABELS.values(), "Dataset"})
        for batch in _batches(compared.different_nodes(section)):
            by_labels: dict[tuple[str, ...], list[Any]] = defaultdict(list)
            changed = []
            change.added += sum(is_new for _, is_new in batch)
            change.changed += sum(not is_new for _, is_new in batch)
            for draft, is_new in batch:
                self.name(section, draft.key.removeprefix(begin), is_new, compared)
                if self.dry_run:
                    continue
                node, digest = self.mapping.node(section, draft), draft.digest
                row: dict[str, Any] = {"ref": node.ref, "set": {"ref": node.ref, **node.properties, "digest": digest}}
                row |= {"out": [_row(link) for link in node.out], "into": [_row(link) for link in node.into]}
                if is_new and not node.into:
                    by_labels[node.labels].append(row)
                    continue
                changed.append({**row, "labels": node.labels})
            for labels, new in by_labels.items():
                self.write(_create(labels), new)
            self.write(_UPSERT, changed, out=LINKS, into=TAKES_PART, types=types)

    def write_edges(self, compared: Compared) -> None:
        """Write the lines that are new or say something else; one with other ends or type is drawn anew."""
        change = self.changes["relations"]
        drawn: dict[str, list[Any]] = defaultdict(list)
        for batch in _batches(compared.different_lines()):
            kept: list[dict[str, Any]] = []
            moved: list[tuple[str, str]] = []
            for draft, there in batch:
                self.name("relations", draft.key, there is None, compared)
                edge = self.mapping.edge(draft)
                cites = [{"ref": link.ref, "set": link.properties} for link in edge.cites]
                row: dict[str, Any] = {"set": {**edge.properties, "digest": draft.digest}, "cites": cites}
                if there is not None and there[2] == (edge.subject, edge.type, edge.object):
                    kept.append({**row, "at": there[1], "id": edge.id})
                    continue
                if there is not None:
                    moved.append((there[1], edge.id))
                ends = self.mapping.ref("entities", edge.subject), self.mapping.ref("entities", edge.object)
                drawn[edge.type].append({**row, "id": edge.id, "subject": ends[0], "object": ends[1]})
            change.changed += len(kept) + len(moved)
            change.added += len(batch) - len(kept) - len(moved)
            self.remove_edges(moved)
            self.write(
                f"UNWIND $rows AS row {_LINE} SET l += row.set WITH startNode(l) AS s, row {_UNCITED} {_CITE}",
                kept,
                graph=self.graph,
            )
            for kind in [kind for kind, rows in drawn.items() if len(rows) >= BATCH]:
                self.draw(kind, drawn.pop(kind))
        for kind, rows in drawn.items():
            self.draw(kind, rows)

    def draw(self, kind: str, rows: list[Any]) -> None:
        """Draw new lines of one type."""
        # Of a line that somebody removed by hand the links to its sources may still be there.
        uncited = _UNCITED if self.is_there else ""
        query = (
            f"UNWIND $rows AS row MATCH (s:{OURS} {{ref: row.subject}}) MATCH (o:{OURS} {{ref: row.object}}) "
            f"CREATE (s)-[l:{kind}]->(o) SET l = row.set WITH s, row {uncited} {_CITE}"
        )
        for batch in _batches(rows):
            to_draw = sum(1 + len(row["cites"]) for row in batch)
            if self.write(query, batch, graph=self.graph) < to_draw and not self.dry_run:
                raise StoreError("bodies or sources went away while they were loaded; load again")

    def remove_edges(self, gone: Iterable[tuple[str, str]], with_citations: bool = True) -> None:
        """Remove lines, with their links to sources unless another line has these, too."""
        rows = [{"at": at, "id": id_} for at, id_ in gone]
        for batch in _batches(rows):
            uncited = f"WITH row {_UNCITED}" if with_citations else ""
            self.write(f"UNWIND $rows AS row {_LINE} DELETE l {uncited}", batch, graph=self.graph)

    def remove_nodes(self, section: str, gone: list[str]) -> None:
        self.changes[section].removed += len(gone)
        for key in gone:
            self.naming(Named(section, key.removeprefix(self.mapping.ref(section, "")), "removed"))
        for batch in _batches(gone):
            self.write(f"UNWIND $rows AS ref MATCH (n:{OURS} {{ref: ref}}) DETACH DELETE n", batch)

    def finish(self, compared: Compared) -> None:
        """Say last what the datasets are, and that the load is over: one that was broken off is no whole graph."""
        node = meta(self.graph, about_of(self.mapping.compiler.dataset))
        digest = digest_of_meta(node)
        differences, by_hand = compared.differences_of(_DATASET, self.graph)
        if compared.lacks_dataset:
            self.changes[_DATASET].added += 1
            self.naming(Named(_DATASET, self.graph, "added"))
        if differences:
            self.changes[_DATASET].changed += 1
            self.naming(Named(_DATASET, self.graph, "changed", differences, by_hand))
        if compared.whole != digest or compared.broken_off or self.begun:
            query = (
                f"UNWIND $rows AS row MERGE (n:{OURS} {{ref: row.ref}}) "
                "SET n:Dataset, n += row.set, n.loaded_at = datetime() REMOVE n.loading"
            )
            of_this_load = {"version": version("ics-graph"), "commit": self.commit}
            self.write(query, [{"ref": node.ref, "set": {**node.properties, **of_this_load, "digest": digest}}])

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
            drawn = self.connection.write(query, rows=rows, **parameters)
            self.written += len(rows)
            return drawn
        except OutOfMemory:
            if len(rows) == 1:
                raise
            self.most = max(1, min(self.most, len(rows)) // 2)
            return sum(self.write_some(query, some, parameters) for some in _batches(rows, self.most))


# An element id may be given again once its line is removed, so the line's own id is asked for, too.
_LINE = "MATCH ()-[l]->() WHERE elementId(l) = row.at AND coalesce(toStringOrNull(l.id), '') = row.id"
# The links of a line to its sources: gone, and drawn anew.
_UNCITED = f"CALL (row) {{ MATCH ()-[c:{CITED} {{line: row.id}}]->() WHERE c.graph = $graph DELETE c }}"
_CITE = f"UNWIND row.cites AS cite MATCH (x:{OURS} {{ref: cite.ref}}) CREATE (s)-[c:{CITED}]->(x) SET c = cite.set"
# What a node says now, and its links anew. Labels and types are values here, and never text of the query. A body of
# another type now keeps no label of the old one; labels of other people stay.
_UPSERT = f"""\
UNWIND $rows AS row MERGE (n:{OURS} {{ref: row.ref}})
WITH n, row, [label IN labels(n) WHERE label IN $types AND NOT label IN row.labels] AS former
REMOVE n:$(former) SET n:$(row.labels), n += row.set
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
