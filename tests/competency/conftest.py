"""The shipped datasets, all loaded together as a user has them, in an SQLite file and in a real Neo4j."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.model import Dataset
from ics_graph.ontology import load_ontology
from ics_graph.stores.neo4j import Connection, sync
from ics_graph.stores.sqlite import shipped_datasets
from ics_graph.stores.sqlite.building import build
from tests.competency.asked import Ask, Said, printed, read


@pytest.fixture(scope="package")
def dataset() -> Dataset:
    """Everything that is shipped."""
    return read_datasets(shipped_datasets(), load_ontology()).dataset


@pytest.fixture(scope="package")
def of_file(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """What a command prints of the SQLite file; kept, for the other store to be held against."""
    file = tmp_path_factory.mktemp("competency") / "store.sqlite"
    build(file, dataset, load_ontology())
    kept: dict[str, str] = {}

    def output(command: str) -> str:
        if command not in kept:
            kept[command] = printed(command, str(file))
        return kept[command]

    return output


@pytest.fixture(scope="package")
def neo4j_loaded(dataset: Dataset, neo4j_url: str, neo4j_auth: tuple[str, str]) -> Iterator[str]:
    """The address of the Neo4j that holds the same."""
    with Connection(neo4j_url, *neo4j_auth) as connection:
        sync(connection, dataset, load_ontology())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_GRAPH_NEO4J_USER", neo4j_auth[0])
        patch.setenv("ICS_GRAPH_NEO4J_PASSWORD", neo4j_auth[1])
        yield neo4j_url


@pytest.fixture(params=["SQLite", pytest.param("Neo4j", marks=pytest.mark.neo4j)])
def ask(request: pytest.FixtureRequest, of_file: Callable[[str], str]) -> Ask:
    """Ask one store after the other; every command prints the very same JSON on both."""
    if request.param == "SQLite":
        return lambda command: read(command, of_file(command))
    url: str = request.getfixturevalue("neo4j_loaded")

    def of_neo4j(command: str) -> Said:
        output = printed(command, url)
        assert output == of_file(command), f"{command}: the stores do not answer alike"
        return read(command, output)

    return of_neo4j
