"""Files of the NHS Organisation Data Service."""

from __future__ import annotations

from ics_graph.exchange.formats import Choice, ImportInput, date_typed, importer
from ics_graph.exchange.ods.layouts import KINDS
from ics_graph.model import Dataset


@importer(
    "ods eccg.csv etr.csv epraccur.csv epcmem.csv --into ods",
    kind=Choice("What all the files are, where their names and contents do not say", KINDS),
    date="When the files were made, where their names do not say (YYYY, YYYY-MM or YYYY-MM-DD)",
)
def ods(given: ImportInput, kind: str | None = None, date: str | None = None) -> Dataset:
    """NHS ODS files: organisations, their commissioners, memberships, areas and successions, joined by code and date.

    Each file is recognised by a word of its name (a_eccg.csv, eccg-2024.csv) or by its content. A code that was re-used
    is two bodies with dated identifiers; a code that no file explains is a body known by its code alone. Addresses and
    telephone numbers are never taken over, and files of single doctors are refused.
    """
    from ics_graph.exchange.ods.dataset import joined

    when = date_typed(date)
    return joined(given.files, kind or "", when, given.ontology, given.known, given.report)
