"""The three stores of the contract, each opened by the same word: ``opened(dataset)``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from ics_graph.model import Dataset
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.stores import Store
from ics_graph.stores.neo4j import Connection, Neo4jStore, sync
from ics_graph.stores.sqlite import SQLiteStore
from ics_graph.stores.sqlite.building import build
from tests.stores.contract.oracle import Oracle

Opened = Callable[[Dataset], Store]


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The shipped ontology."""
    return load_ontology()


@pytest.fixture
def neo4j_connection(neo4j_url: str, neo4j_auth: tuple[str, str]) -> Iterator[Connection]:
    """A connection to the server of the tests, whatever it holds."""
    with Connection(neo4j_url, *neo4j_auth) as connection:
        yield connection


@pytest.fixture
def sqlite(tmp_path: Path, ontology: Ontology) -> Iterator[Opened]:
    """Open datasets in SQLite, each in a file of its own."""
    numbers = count()
    with ExitStack() as stores:

        def opened(dataset: Dataset) -> Store:
            path = tmp_path / f"{next(numbers)}.sqlite"
            build(path, dataset, ontology)
            return stores.enter_context(SQLiteStore(path))

        yield opened


@pytest.fixture
def neo4j(neo4j_url: str, neo4j_auth: tuple[str, str], ontology: Ontology) -> Iterator[Opened]:
    """Open datasets in Neo4j, each in place of the one before: a load from whatever was there."""
    with ExitStack() as stores:

        def opened(dataset: Dataset) -> Store:
            with Connection(neo4j_url, *neo4j_auth) as connection:
                sync(connection, dataset, ontology)
            return stores.enter_context(Neo4jStore(neo4j_url, *neo4j_auth, ontology=ontology))

        yield opened


@pytest.fixture(params=["oracle", "sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def opened(request: pytest.FixtureRequest, ontology: Ontology) -> Opened:
    """Open datasets in each of the stores in turn."""
    if request.param == "oracle":
        return lambda dataset: Oracle(dataset, ontology)
    chosen: Opened = request.getfixturevalue(request.param)
    return chosen
