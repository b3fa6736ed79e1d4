"""Random schemes: SQLite and a real Neo4j say of each who decides, and by which rows, as the oracle does."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ics_graph.model import Dataset
from ics_graph.ontology import load_ontology
from ics_graph.stores.neo4j import Connection, Neo4jStore, sync
from ics_graph.stores.sqlite import SQLiteStore
from ics_graph.stores.sqlite.building import build
from tests.asking import Asker
from tests.deciding.oracle import decided
from tests.deciding.strategies import ICB, Asking, askings, schemes

ONTOLOGY = load_ontology()
# A hundred random schemes, and as many more as somebody asks for; fewer on the server, which takes a second for each.
ASKED_FOR = os.environ.get("ICS_GRAPH_TEST_GRAPHS")
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
EMBEDDED = settings(max_examples=int(ASKED_FOR or 100), deadline=None, suppress_health_check=SLOW)
# A server shrinks slowly; the same schemes go to SQLite, where a failure is made small.
AGAINST_A_SERVER = settings(
    max_examples=int(ASKED_FOR or 40),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=SLOW,
)
some_askings = st.lists(askings, min_size=4, max_size=8, unique=True)

Read = tuple[str | None, dict[str, str]]


@contextmanager
def in_sqlite(dataset: Dataset) -> Iterator[SQLiteStore]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite"
        build(path, dataset, ONTOLOGY)
        with SQLiteStore(path) as store:
            yield store


def answered(store: Any, asking: Asking) -> Read:
    """Return the outcome of who-decides, and the rows that decide, each with how sure it is."""
    answer = Asker(store)(
        "who-decides",
        asking.function,
        as_of=asking.day.isoformat(),
        value=None if asking.value is None else str(asking.value),
        vat=asking.vat,
        body=ICB,
    )
    sure = {"Decides": "certain", "Possibly decides": "possibly"}
    return answer.outcome, {row.record: sure[row.group] for row in answer.rows if row.group in sure and row.record}


def expected(dataset: Dataset, asking: Asking) -> Read:
    verdict = decided(dataset, asking.function, ICB, asking.day, asking.value, asking.vat)
    return verdict.outcome, dict(verdict.rows)


def assert_same(store: Any, dataset: Dataset, asked: Iterable[Asking]) -> None:
    for asking in asked:
        assert (asking, *answered(store, asking)) == (asking, *expected(dataset, asking))


@EMBEDDED
@given(dataset=schemes(), asked=some_askings)
def test_sqlite_says_who_decides_as_the_oracle_does(dataset: Dataset, asked: list[Asking]) -> None:
    with in_sqlite(dataset) as store:
        assert_same(store, dataset, asked)


@AGAINST_A_SERVER
@given(dataset=schemes(), asked=some_askings)
def test_neo4j_says_who_decides_as_the_oracle_does(
    neo4j_url: str, neo4j_auth: tuple[str, str], dataset: Dataset, asked: list[Asking]
) -> None:
    with Connection(neo4j_url, *neo4j_auth) as connection:
        sync(connection, dataset, ONTOLOGY)
    with Neo4jStore(neo4j_url, *neo4j_auth, ontology=ONTOLOGY) as store:
        assert_same(store, dataset, asked)
