"""Loading and asking Neo4j beside hand-written Cypher, on one server in one run.

    python -m benchmarks.neo4j [ENTITIES]       # 100,000 by default, and four times as many relations
    python -m benchmarks.neo4j --ours           # without the loads by hand

Targets: a first load at least 0.8 times the throughput of the best hand-written ``UNWIND … CREATE`` with the same
properties and indexes, and at least 10 times that of one statement a relation (on a sample); a second load with
nothing changed at most a third of the first, a change of 1% at most a twentieth; each question at most 1.3 times its
Cypher sent by the bare driver, and what it costs when the graph grows.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from neo4j import Driver, GraphDatabase

from benchmarks.embedded import DEPTH, FAN, make
from benchmarks.timing import in_turns
from ics_graph.dataset import read_datasets
from ics_graph.model import Dataset
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.stores.compiler import Compiler
from ics_graph.stores.neo4j import Connection, Neo4jStore, sync
from ics_graph.stores.neo4j.mapping import GraphMapping
from ics_graph.stores.neo4j.schema import CITED, GRAPH, LABELS, OURS, prepare
from ics_graph.stores.rows import View
from tests.stores.neo4j.server import Neo4jServer

BATCH, SAMPLE = 5_000, 2_000
GROWTH, ROUNDS = (250, 2_500, 25_000), 25


def main(entities: int, by_hand: bool) -> None:
    """Measure everything and print a line for each; without ``by_hand`` only our own loads, and the questions."""
    ontology = load_ontology()
    with Neo4jServer(heap="3g", as_in_production=True) as server:
        for smaller in GROWTH:
            load(server, made(smaller, ontology), ontology, graph=f"of-{smaller}")
            questions(server, ontology, smaller, f"of-{smaller}")
        with GraphDatabase.driver(server.uri, auth=server.auth) as driver:
            wipe(driver)
        dataset = made(entities, ontology)
        relations = len(dataset.relations)
        print(f"{len(dataset.entities):,} entities, {relations:,} relations")
        if by_hand:
            with GraphDatabase.driver(server.uri, auth=server.auth) as driver:
                hand = min(hand_written(driver, server, dataset, ontology) for _ in range(2))
                one_by_one = one_statement_each(driver, dataset, ontology)
                wipe(driver)
        first = load(server, dataset, ontology)
        print(f"first load {first:.1f} s", flush=True)
        if by_hand:
            print(f"by hand {hand:.1f} s; throughput {hand / first:.2f} (target 0.8)")
            print(
                f"one statement a relation {one_by_one * relations:.0f} s, from {SAMPLE:,} of them; "
                f"{one_by_one * relations / first:.1f} times as long (target 10)"
            )
        again, some = load(server, dataset, ontology), load(server, changed(dataset), ontology)
        print(f"second load {again:.1f} s = {again / first:.3f} of the first (target 0.333)")
        print(f"1% changed {some:.1f} s = {some / first:.3f} of the first (target 0.05)")
        back = load(server, dataset, ontology)
        print(f"and back {back:.1f} s = {back / first:.3f}, as the server knows the queries by then", flush=True)
        questions(server, ontology, entities, GRAPH)


def load(server: Neo4jServer, dataset: Dataset, ontology: Ontology, graph: str = GRAPH) -> float:
    """Return the seconds of one load, as the command makes it."""
    with Connection(server.uri, *server.auth) as connection:
        return timed(lambda: sync(connection, dataset, ontology, graph=graph))


def made(entities: int, ontology: Ontology) -> Dataset:
    """Return a random dataset of the size."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder) / "made", entities)
        return read_datasets([Path(folder) / "made"], ontology).dataset


def changed(dataset: Dataset) -> Dataset:
    """Return the dataset with 1% of its entities and relations changed, added and removed."""
    relations = dict(dataset.relations)
    for number, id_ in enumerate(list(relations)):
        if number % 300 == 0:
            relations[id_] = replace(relations[id_], note="changed")
        elif number % 300 == 1:
            del relations[id_]
        elif number % 300 == 2:
            relations[f"new-{id_}"] = replace(relations[id_], id=f"new-{id_}")
    entities = {
        id_: replace(entity, name=f"{entity.name} (renamed)") if number % 100 == 0 else entity
        for number, (id_, entity) in enumerate(dataset.entities.items())
    }
    return replace(dataset, relations=relations, entities=entities)


def hand_written(driver: Driver, server: Neo4jServer, dataset: Dataset, ontology: Ontology) -> float:
    """Return the seconds in which a loader that compares nothing writes the same into an empty graph."""
    wipe(driver)
    with Connection(server.uri, *server.auth) as connection:
        prepare(connection, ontology)
    begin = time.perf_counter()
    shapes = GraphMapping(Compiler(dataset, ontology), GRAPH)
    for section in LABELS:
        by_labels: dict[tuple[str, ...], list[Any]] = defaultdict(list)
        for draft in shapes.drafts(section):
            node = shapes.node(section, draft)
            links = [{"type": x.type, "ref": x.ref, "set": x.properties} for x in node.out]
            said = {"ref": node.ref, "digest": draft.digest, **node.properties}
            by_labels[node.labels].append({"set": said, "out": links})
        for labels, rows in by_labels.items():
            for batch in batches(rows):
                driver.execute_query(
                    f"UNWIND $rows AS row CREATE (n:{OURS}:{':'.join(labels)}) SET n = row.set "
                    f"WITH n, row UNWIND row.out AS link MATCH (e:{OURS} {{ref: link.ref}}) "
                    "CREATE (n)-[x:$(link.type)]->(e) SET x = link.set",
                    rows=batch,
                )
    lines: dict[str, list[Any]] = defaultdict(list)
    for draft in shapes.edge_drafts():
        edge = shapes.edge(draft)
        ends = {"s": shapes.ref("entities", edge.subject), "o": shapes.ref("entities", edge.object)}
        cites = [{"ref": link.ref, "set": link.properties} for link in edge.cites]
        lines[edge.type].append({**ends, "set": {**edge.properties, "digest": draft.digest}, "cites": cites})
    for kind, rows in lines.items():
        for batch in batches(rows):
            driver.execute_query(
                f"UNWIND $rows AS row MATCH (s:{OURS} {{ref: row.s}}) MATCH (o:{OURS} {{ref: row.o}}) "
                f"CREATE (s)-[l:{kind}]->(o) SET l = row.set WITH s, row UNWIND row.cites AS cite "
                f"MATCH (x:{OURS} {{ref: cite.ref}}) CREATE (s)-[c:{CITED}]->(x) SET c = cite.set",
                rows=batch,
            )
    return time.perf_counter() - begin


def one_statement_each(driver: Driver, dataset: Dataset, ontology: Ontology) -> float:
    """Return the seconds that one relation takes where each is a statement of its own (on a sample, nodes in place)."""
    shapes = GraphMapping(Compiler(dataset, ontology), GRAPH)
    sample = [shapes.edge(draft) for draft, _ in zip(shapes.edge_drafts(), range(SAMPLE), strict=False)]
    begin = time.perf_counter()
    ends = f"MATCH (s:{OURS} {{ref: $s}}) MATCH (o:{OURS} {{ref: $o}})"
    with driver.session() as session:
        for edge in sample:
            session.run(
                f"{ends} CREATE (s)-[l:{edge.type}]->(o) SET l = $set",
                s=shapes.ref("entities", edge.subject),
                o=shapes.ref("entities", edge.object),
                set=edge.properties,
            ).consume()
    return (time.perf_counter() - begin) / SAMPLE


def questions(server: Neo4jServer, ontology: Ontology, entities: int, graph: str) -> None:
    """Ask for the same answer in a graph of a size, by the store and by the bare driver, in turns."""
    with (
        Neo4jStore(server.uri, *server.auth, ontology=ontology, graph=graph) as store,
        GraphDatabase.driver(server.uri, auth=server.auth) as driver,
    ):
        for name, ours, bare in _asked(store, driver, graph):
            mine, theirs, ratio = in_turns(partial(timed, ours), partial(timed, bare), ROUNDS)
            times = f"{mine * 1000:.1f} ms, bare {theirs * 1000:.1f} ms = {ratio:.2f} (target 1.3)"
            print(f"{entities * 4 + FAN**DEPTH - 1:,} relations: {name}: {times}", flush=True)


def _asked(
    store: Neo4jStore, driver: Driver, graph: str
) -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    query = store.closure_query("down", ["reporting"], View())
    assert query is not None
    values = {"start": f"{graph}/entities/t0", "families": ["reporting"]}
    by_name = (
        "MATCH (name:Name:IcsGraph {key: $key, graph: $graph})-[:NAMES]->(e) RETURN e.id, e.name, e.type, name.text"
    )
    key = {"key": "group 7 of the tree", "graph": graph}
    return [
        (
            "a closure of 1,092 lines",
            lambda: store.closure("t0", "down", ["reporting"], View()),
            lambda: driver.execute_query(query, values),
        ),
        (
            "a body by its name",
            lambda: store.called("Group 7 of the tree"),
            lambda: driver.execute_query(by_name, key),
        ),
    ]


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def wipe(driver: Driver) -> None:
    """Remove everything, in batches that fit the server's memory."""
    with driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()


def batches(rows: list[Any]) -> Iterator[list[Any]]:
    """Yield the rows in batches."""
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "--ours"]
    main(int(given[0]) if given else 100_000, by_hand="--ours" not in sys.argv)
