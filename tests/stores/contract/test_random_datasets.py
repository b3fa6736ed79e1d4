"""Random datasets: SQLite and a real Neo4j give the answers of the oracle, to the letter and in order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ics_graph.model import Dataset
from ics_graph.ontology import load_ontology
from ics_graph.stores import Store
from ics_graph.stores.export_dataset import dataset_of
from ics_graph.stores.neo4j import Connection, Neo4jStore, sync
from ics_graph.stores.rows import EVERYTHING, Body, Direction, Hop, Line, View, admits
from tests.stores.contract.conftest import Opened
from tests.stores.contract.oracle import Oracle
from tests.stores.contract.strategies import FAMILIES, datasets, views

# Not a fixture, since hypothesis would print the whole of it with each failure.
ONTOLOGY = load_ontology()
# How many random graphs go to the server: a hundred, and as many more as somebody asks for.
GRAPHS = int(os.environ.get("ICS_GRAPH_TEST_GRAPHS", "100"))
# A server shrinks slowly; the same datasets go to SQLite, where a failure is made small.
AGAINST_A_SERVER = settings(
    max_examples=GRAPHS,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
EMBEDDED = settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
some_families = st.lists(st.sampled_from(FAMILIES), min_size=1, max_size=5, unique=True)
# Neo4j plans each new query for some 20 ms, so that few families make many more graphs in the same time.
few_families = st.sampled_from([list(FAMILIES), ["accountability"]])
some_views = st.lists(views, min_size=1, max_size=4)


def read(rows: Iterable[Body | Line | Hop]) -> list[tuple[object, ...]]:
    """Return rows with their records read, and every column but the record's JSON: its form is held by the contract."""
    found: list[tuple[object, ...]] = []
    for row in rows:
        if isinstance(row, Hop):
            found.append((row.depth, *read([row.line])))
        else:
            found.append((*row._replace(doc=""), row.record))
    return found


def assert_same(store: Store, oracle: Oracle, families: Sequence[str], asked: Sequence[View]) -> None:
    """Assert that a store answers everything that a Store can be asked as the oracle does."""
    data = oracle.data
    everybody = sorted(data.entities)
    assert list(store.about()) == list(oracle.about())
    assert store.counts() == oracle.counts()
    assert list(store.bodies(everybody)) == list(oracle.bodies(everybody))
    assert read(store.bodies(everybody).values()) == read(oracle.bodies(everybody).values())
    types = {entity.type for entity in data.entities.values()}
    assert read(store.of_types(types)) == read(oracle.of_types(types))
    for type_ in ("Group", "ClinicalCommissioningGroup"):
        assert read(store.of_types([type_], ever=True)) == read(oracle.of_types([type_], ever=True))
    for relation in oracle.relations:
        line = store.line(relation.id)
        assert line is not None
        assert read([line]) == read([oracle.rows[relation.id]])
    directions: tuple[Direction, Direction] = ("up", "down")
    for view in (EVERYTHING, *asked):
        for direction in directions:
            some = everybody if direction == "up" else everybody[:2]
            found, expected = (which.lines(some, direction, families, view) for which in (store, oracle))
            assert read(found) == read(expected)
            for most, far in ((1, None), (2, everybody[1:])):
                first, those = (w.lines(some, direction, families, view, far, most) for w in (store, oracle))
                assert read(first) == read(those)
            assert read(store.lines(some, direction, families, view, everybody[:2])) == read(
                oracle.lines(some, direction, families, view, everybody[:2])
            )
            for start in everybody[:3] if direction == "up" else everybody[-1:]:
                walked, right = (which.closure(start, direction, families, view) for which in (store, oracle))
                assert read(walked) == read(right)
        assert store.degrees(everybody, families, view) == oracle.degrees(everybody, families, view)
    for some in (everybody, everybody[:1]):
        assert store.facts(some) == oracle.facts(some)
        assert store.gaps(some) == oracle.gaps(some)
        assert store.complete(some) == oracle.complete(some)
        assert store.events(some) == oracle.events(some)
    assert list(store.sources().items()) == list(oracle.sources().items())
    assert dataset_of(store, ONTOLOGY) == data
    for text in ("tees", "13T", "æRØ", "group", "no such word"):
        found_in, expected_in = store.mentions(text), oracle.mentions(text)
        assert [[record.id for record in kind] for kind in found_in] == [
            [record.id for record in kind] for kind in expected_in
        ]
    assert store.starting("n", 9) == oracle.starting("n", 9)
    names = [entity.name for entity in data.entities.values()]
    for text in ("tees valley", "Group and Board", "13T", "æRØ é", "n", "and", "Darlington", *everybody[:1], *names):
        assert store.called(text) == oracle.called(text)
        assert store.find(text) == oracle.find(text)


@EMBEDDED
@given(dataset=datasets(), families=some_families, asked=some_views)
def test_sqlite_answers_as_the_oracle_does(
    sqlite: Opened, dataset: Dataset, families: list[str], asked: list[View]
) -> None:
    store, oracle = sqlite(dataset), Oracle(dataset, ONTOLOGY)
    assert_same(store, oracle, families, asked)
    store.close()
    for view in asked:
        for relation in oracle.relations:
            assert admits(oracle.rows[relation.id], view) == oracle.counts_in(relation, view)


@AGAINST_A_SERVER
@given(dataset=datasets(), families=few_families, asked=st.lists(views, min_size=1, max_size=2))
def test_neo4j_answers_as_the_oracle_does_whatever_it_held_before(
    neo4j_connection: Connection,
    neo4j_url: str,
    neo4j_auth: tuple[str, str],
    dataset: Dataset,
    families: list[str],
    asked: list[View],
) -> None:
    sync(neo4j_connection, dataset, ONTOLOGY)
    with Neo4jStore(neo4j_url, *neo4j_auth, ontology=ONTOLOGY) as store:
        assert_same(store, Oracle(dataset, ONTOLOGY), families, asked)
    assert not any(sync(neo4j_connection, dataset, ONTOLOGY).values())
