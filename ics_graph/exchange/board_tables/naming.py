"""How a table names bodies, events, rows and clauses: as people would, and so that the import finds them again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ics_graph.exchange.spreadsheet.cells import text_to
from ics_graph.model import Dataset
from ics_graph.model.decisions import Clause, Grant, Version
from ics_graph.names import fold

NOT_STATED = "not stated"
PARTED = "_x003B_"
"""What stands for a semicolon within one of several texts of a cell, as spreadsheets write what they cannot hold."""
MARKS = frozenset({"yes", "y", "x", "✓", "✔", "☑", "✅", "true", "•", "√", "reserved", "full board"})
NO_MARKS = frozenset({"no", "n", "-", "–", "—", "n/a", "na", "✗", "✘", "☐", "false", "not applicable", "nil", "none"})
NO_DEPUTY = frozenset({"no deputy", "none may act", "no deputy may act"})
"""What a cell says in place of a name: that it is so, that it is not, and that nobody may act for the holder."""
BY_ID = re.compile(r"(?s)(.*?)\s*\[([^\[\]]+)\]")
"""A name with the id behind it, which says which of several of one name is meant."""


def in_a_list(text: str) -> str:
    """Return one of several texts as a cell holds it: what parts them is written as spreadsheets write such signs."""
    return text_to(text).replace(";", PARTED).replace("\n", "_x000A_")


class Naming:
    """The names of the bodies of a dataset, and the places of its rows and clauses."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._bearers = Counter(
            name
            for body in dataset.entities.values()
            for name in {fold(called) for called in (body.name, *body.also_called)}
        )

    def body(self, id_: str) -> str:
        """Return the name of a body as a cell holds it, with its id where others have the name as well."""
        body = self.dataset.entities.get(id_)
        if body is None or not fold(body.name):
            return f"[{id_}]"
        is_word = body.name.strip().casefold() in MARKS | NO_MARKS | NO_DEPUTY
        plain = self._bearers[fold(body.name)] == 1 and BY_ID.fullmatch(body.name) is None and not is_word
        return in_a_list(body.name) if plain else f"{in_a_list(body.name)} [{id_}]"

    def bodies(self, ids: Iterable[str]) -> str:
        """Return names in one cell."""
        return "; ".join(map(self.body, ids))

    def version(self, version: Version) -> str:
        """Return what people call a version: ``SoRD v2``."""
        instrument = self.dataset.instruments[version.instrument]
        label = "" if version.label == NOT_STATED else f" {version.label}"
        return in_a_list(f"{instrument.short_name or instrument.name}{label}")

    def place(self, record: Grant | Clause, here: str = "") -> str:
        """Return where a row or clause stands; within the version ``here`` its number alone."""
        what = "row" if isinstance(record, Grant) else "clause"
        number = "" if record.number == NOT_STATED else f"{what} {in_a_list(record.number)}"
        if record.version == here and number:
            return number
        return ", ".join(filter(None, [self.version(self.dataset.versions[record.version]), number]))
