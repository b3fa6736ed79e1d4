"""How tests ask: a store of a dataset folder, a question by its name, and the answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.asked import Asked
from ics_graph.dataset import read_datasets
from ics_graph.ontology import load_ontology
from ics_graph.questions import all_questions
from ics_graph.stores.rows import View
from ics_graph.stores.sqlite import SQLiteStore
from ics_graph.stores.sqlite.building import build

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "data" / "small"
NENC = ROOT / "seeds" / "north-east-and-north-cumbria"


class Asker:
    """Asks questions of one store, as of a day or with plans, questions and rules let in or left out."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.ontology = load_ontology()
        self.questions = all_questions()

    def __call__(self, question: str, *names: Any, as_of: str | None = None, **more: Any) -> Answer:
        switches = {key: more.pop(key) for key in ("planned", "uncertain", "rules") if key in more}
        view = View(date.fromisoformat(as_of) if as_of else None, **switches)
        return self.questions[question].ask(Asked(self.store, self.ontology, view), *names, **more)


def folder_of(records: str, into: Path, about: str = "title: A system made up for a test\n") -> Path:
    """Return a dataset folder, made in ``into``, that holds these records."""
    folder = into / "records"
    folder.mkdir()
    (folder / "dataset.yaml").write_text(about, "utf-8")
    (folder / "all.yaml").write_text(records, "utf-8")
    return folder


@contextmanager
def asking(folder: Path, into: Path) -> Iterator[Asker]:
    """Yield an Asker of an SQLite store that is built from a dataset folder."""
    path = into / "store.sqlite"
    build(path, read_datasets([folder]).dataset)
    with SQLiteStore(path) as store:
        yield Asker(store)


def names(answer: Answer, heading: str = "in effect") -> list[str]:
    """Return the names of the rows under a heading, in order."""
    return [row.name for row in answer.rows if row.heading == heading]


def row(answer: Answer, id_: str) -> Row:
    """Return the one row that leads to a body."""
    (found,) = [row for row in answer.rows if row.id == id_]
    return found
