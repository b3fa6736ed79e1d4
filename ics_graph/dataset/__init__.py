"""Dataset folders: YAML and CSV files ⇄ Dataset, with every problem at once, by file and line.

A folder has a ``dataset.yaml`` (title, licence, description, ``uses``) and any number of YAML files with the
sections of ``ics_graph.model.RECORDS`` and CSV files named after a section (``relations-2020.csv``). An
``exceptions.yaml`` says which findings of the checks are accepted, and why; it is no part of the graph.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ics_graph.dataset.exceptions import Excepted, read_exceptions
    from ics_graph.dataset.reader import (
        DatasetError,
        Loaded,
        OwnRecords,
        folders_of,
        own_records,
        places_in,
        read_datasets,
    )

__all__ = [
    "DatasetError",
    "Excepted",
    "Loaded",
    "OwnRecords",
    "folders_of",
    "own_records",
    "places_in",
    "read_datasets",
    "read_exceptions",
]
_HOMES = {"Excepted": "exceptions", "read_exceptions": "exceptions"}


def __getattr__(name: str) -> Any:
    # The reader and all that it needs are imported when somebody reads; looking whether files changed is cheap.
    if name in __all__:
        return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'reader')}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
