"""What is read ahead for an answer is what would have been read step by step, for bodies small and big."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from ics_graph.ontology import load_ontology
from ics_graph.stores.neo4j import Connection, Neo4jStore, ahead, sync
from ics_graph.stores.neo4j.ahead import ReadingAhead
from ics_graph.stores.rows import EVERYTHING, Direction, View
from tests.stores.contract.system import SYSTEM

VIEWS = (View(date(2019, 6, 1)), View(date(2021, 1, 1), planned=True, rules=False), EVERYTHING)
IDS = [*SYSTEM.entities, "nobody"]
FAMILIES = sorted(load_ontology().families)
DIRECTIONS: tuple[Direction, Direction] = ("up", "down")


@pytest.fixture(scope="module")
def store(neo4j_url: str, neo4j_auth: tuple[str, str]) -> Iterator[Neo4jStore]:
    """A store with the system that the contract of stores is tried on."""
    with Connection(neo4j_url, *neo4j_auth) as connection:
        sync(connection, SYSTEM, load_ontology(), graph="ahead")
        with Neo4jStore(neo4j_url, *neo4j_auth, graph="ahead") as store:
            yield store
        connection.write("MATCH (n:IcsGraph {graph: 'ahead'}) DETACH DELETE n")


def in_front_of(store: Neo4jStore, monkeypatch: pytest.MonkeyPatch, most_links: int) -> ReadingAhead:
    monkeypatch.setattr(ahead, "_MOST_LINKS", most_links)
    return store.for_one_answer()


@pytest.mark.parametrize("most_links", [3, 300])
def test_lines_and_records_are_those_of_the_store(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch, most_links: int
) -> None:
    front = in_front_of(store, monkeypatch, most_links)
    for id_ in IDS:
        assert front.bodies([id_]) == store.bodies([id_])
        for direction, view in product(DIRECTIONS, VIEWS[1:]):
            assert front.lines([id_], direction, FAMILIES, view) == store.lines([id_], direction, FAMILIES, view)
        assert front.facts([id_]) == store.facts([id_])
        assert front.gaps([id_]) == store.gaps([id_])
        assert front.complete([id_]) == store.complete([id_])
        assert front.events([id_]) == store.events([id_])
    fresh = in_front_of(store, monkeypatch, most_links)
    for direction, view, family in product(DIRECTIONS, VIEWS, ("membership", "accountability")):
        assert fresh.lines(IDS, direction, [family], view) == store.lines(IDS, direction, [family], view)
        ends = IDS[::2]
        far = store.lines(IDS, direction, [family], view, far=ends)
        assert fresh.lines(IDS, direction, [family], view, far=ends) == far
    assert fresh.bodies(IDS) == store.bodies(IDS)
    assert fresh.facts(IDS) == store.facts(IDS)
    assert fresh.events(IDS) == store.events(IDS)
    assert fresh.sources(["minutes", "none"]) == store.sources(["minutes", "none"])
    assert any(store.lines(IDS, "up", FAMILIES, EVERYTHING))


def test_what_hangs_on_a_body_is_one_round_trip(store: Neo4jStore, monkeypatch: pytest.MonkeyPatch) -> None:
    front, queries = in_front_of(store, monkeypatch, 300), []
    store.connection.heard = lambda query, _: queries.append(query)
    try:
        (line, *_) = front.lines(["board"], "down", FAMILIES, EVERYTHING)
        front.bodies(["board", line.subject])
        front.facts(["board"])
        front.gaps(["board"])
        front.events(["board"])
        front.sources([line.record.claims[0].source])
    finally:
        store.connection.heard = None
    assert len(queries) == 1


def test_an_answer_begins_with_nothing_read(store: Neo4jStore) -> None:
    first = store.for_one_answer()
    first.bodies(IDS)
    assert store.for_one_answer()._bodies == {}
