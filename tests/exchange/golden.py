"""Files that the small invented system has to be written as, to the byte; ICS_GRAPH_WRITE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ics_graph.dataset import read_datasets
from ics_graph.exchange.formats import ExportInput, all_exports
from ics_graph.exchange.selection import select
from ics_graph.model import Dataset
from ics_graph.model.records import RECORDS
from ics_graph.ontology import load_ontology
from tests.asking import SMALL

GOLDEN = Path(__file__).with_name("golden")
ONTOLOGY = load_ontology()


def small(only: Sequence[str] = (), as_of: date | None = None) -> ExportInput:
    """Return the small invented system, or a part of it."""
    whole = read_datasets([SMALL], ONTOLOGY).dataset
    return ExportInput(select(whole, ONTOLOGY, as_of, only), ONTOLOGY, as_of, whole, only)


def reversed_in_order(select: ExportInput) -> ExportInput:
    """Return equal records in the opposite order: what is written of them must not differ."""
    turned: dict[str, Any] = {name: dict(list(select.dataset.section(name).items())[::-1]) for name in RECORDS}
    return replace(select, dataset=Dataset(select.dataset.about, **turned))


def written(format_: str, select: ExportInput, **options: Any) -> bytes:
    """Return what a format of one file writes."""
    out = io.BytesIO()
    all_exports()[format_].function(select, out, **options)
    return out.getvalue()


def assert_golden(name: str, found: bytes) -> None:
    """Assert that a file is, byte for byte, as it was when somebody last looked at it."""
    path = GOLDEN / name
    if os.environ.get("ICS_GRAPH_WRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(found)
    assert found.decode("utf-8") == path.read_bytes().decode("utf-8")
