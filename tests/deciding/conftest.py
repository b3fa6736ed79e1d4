"""The invented board, opened once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.model import Dataset
from ics_graph.package_data import shipped
from tests.asking import Asker, asking


@pytest.fixture(scope="package")
def westmarch() -> Dataset:
    """The records of the invented board."""
    return read_datasets([shipped("examples") / "westmarch"]).dataset


@pytest.fixture(scope="package")
def westmarch_asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """An asker of the invented board."""
    with asking(shipped("examples") / "westmarch", tmp_path_factory.mktemp("westmarch")) as asker:
        yield asker
