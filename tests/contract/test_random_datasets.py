"""Random datasets: SQLite and a real Neo4j give the answers of the oracle, to the letter and in order."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ics_graph.model import Dataset
from ics_graph.ontology import Ontology
from ics_graph.stores import Store
from ics_graph.stores.neo4j import Connection, Neo4jStore, sync
from ics_graph.stores.rows import EVERYTHING, View, admits
from tests.contract.conftest import Opened
from tests.contract.oracle import Oracle
from tests.contract.strategies import FAMILIES, datasets, views

# A server shrinks slowly; the same datasets go to SQLite, where a failure is made small.
AGAINST_A_SERVER = settings(
    max_examples=30,
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


def assert_same(store: Store, oracle: Oracle, families: Sequence[str], asked: Sequence[View]) -> None:
    """Assert that a store answers everything that a Store can be asked as the oracle does."""
    data = oracle.data
    everybody = sorted(data.entities)
    assert list(store.about()) == list(oracle.about())
    assert store.counts() == oracle.counts()
    assert list(store.bodies(everybody).items()) == list(oracle.bodies(everybody).items())
    types = {entity.type for entity in data.entities.values()}
    assert store.of_types(types) == oracle.of_types(types)
    for relation in oracle.relations:
        assert store.line(relation.id) == oracle.line(relation.id)
    for view in (EVERYTHING, *asked):
        assert store.lines(everybody, "up", families, view) == oracle.lines(everybody, "up", families, view)
        assert store.lines(everybody[:2], "down", families, view) == oracle.lines(everybody[:2], "down", families, view)
        for start in everybody[:3]:
            assert store.closure(start, "up", families, view) == oracle.closure(start, "up", families, view)
        assert store.closure(start, "down", families, view) == oracle.closure(start, "down", families, view)
    for some in (everybody, everybody[:1]):
        assert store.facts(some) == oracle.facts(some)
        assert store.gaps(some) == oracle.gaps(some)
        assert store.complete(some) == oracle.complete(some)
        assert store.events(some) == oracle.events(some)
    assert list(store.sources().items()) == list(oracle.sources().items())
    for text in (
        "tees valley",
        "Group and Board",
        "13T",
        "æRØ é",
        "n",
        *everybody[:1],
        *(e.name for e in data.entities.values()),
    ):
        assert store.find(text) == oracle.find(text)


@EMBEDDED
@given(dataset=datasets(), families=some_families, asked=some_views)
def test_sqlite_answers_as_the_oracle_does(
    sqlite: Opened, ontology: Ontology, dataset: Dataset, families: list[str], asked: list[View]
) -> None:
    store, oracle = sqlite(dataset), Oracle(dataset, ontology)
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
    ontology: Ontology,
    dataset: Dataset,
    families: list[str],
    asked: list[View],
) -> None:
    sync(neo4j_connection, dataset, ontology)
    with Neo4jStore(neo4j_url, *neo4j_auth, ontology=ontology) as store:
        assert_same(store, Oracle(dataset, ontology), families, asked)
    assert not any(sync(neo4j_connection, dataset, ontology).values())
