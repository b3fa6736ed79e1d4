"""BODS: who owns and controls bodies, in the Beneficial Ownership Data Standard."""

from __future__ import annotations

from ics_graph.exchange.formats import ImportInput, date_typed, importer
from ics_graph.model import Dataset


@importer(
    "bods statements.json --into ownership",
    date="When the files were made, where their names do not say (YYYY, YYYY-MM or YYYY-MM-DD)",
)
def bods(given: ImportInput, date: str | None = None) -> Dataset:
    """BODS statements (0.4; older ones too): entities, persons, and the interests that they have, with share and dates.

    A list of statements, or one a line. Of each record the latest statement counts. Each bears witness for its own day.
    An interest is a line that says its kind and share; a seat on the board is a membership. A party that is not known
    is a gap with its reason, never a person. Of people only names are taken; every field that is left is counted.
    """
    from ics_graph.exchange.bods.reader import BodsReader

    return BodsReader(given, date_typed(date)).dataset()
