"""The shipped datasets and a small invented system, each as what a question is asked of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.dataset import read_datasets
from ics_graph.ontology import load_ontology
from ics_graph.stores.rows import View
from ics_graph.stores.sqlite import SQLiteStore, shipped_datasets
from ics_graph.stores.sqlite.building import build
from tests.asking import SMALL


@pytest.fixture(scope="package")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """Everything that is shipped."""
    path = tmp_path_factory.mktemp("phrasing") / "shipped.sqlite"
    build(path, read_datasets(shipped_datasets(), load_ontology()).dataset, load_ontology())
    with SQLiteStore(path) as store:
        yield Asked(store, load_ontology(), View())


@pytest.fixture(scope="package")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """The small invented system."""
    path = tmp_path_factory.mktemp("phrasing") / "small.sqlite"
    build(path, read_datasets([SMALL]).dataset)
    with SQLiteStore(path) as store:
        yield Asked(store, load_ontology(), View())
