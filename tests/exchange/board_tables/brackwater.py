"""An invented board whose scheme says everything that a row can say, for the tests of the tables of boards."""

from __future__ import annotations

from pathlib import Path

from ics_graph.dataset import read_datasets
from ics_graph.exchange.formats import ExportInput, all_exports
from ics_graph.model import Dataset
from ics_graph.ontology import load_ontology
from tests.asking import ROOT, folder_of

WESTMARCH = ROOT / "examples" / "westmarch"
RECORDS = ROOT / "tests" / "data" / "brackwater" / "all.yaml"


def brackwater(tmp_path: Path) -> Path:
    """Return the folder of the invented board."""
    tmp_path.mkdir(exist_ok=True)
    return folder_of(RECORDS.read_text("utf-8"), tmp_path, "title: Brackwater, made up for a test\n")


def dataset_in(folder: Path) -> Dataset:
    return read_datasets([folder]).dataset


def table(dataset: Dataset, to: Path, format_: str = "sord", **options: object) -> list[str]:
    """Write a table to a file, and return what was told."""
    words: list[str] = []
    as_of = options.pop("as_of", None)
    chosen = ExportInput(dataset, load_ontology(), as_of, dataset, tell=words.append, suffix=to.suffix)  # type: ignore[arg-type]
    with to.open("wb") as stream:
        all_exports()[format_].function(chosen, stream, **options)
    return words
