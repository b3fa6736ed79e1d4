"""A scheme of reservation and delegation in the table that a board publishes, in Excel or Word."""

from __future__ import annotations

from ics_graph.exchange.formats import ImportInput, date_typed, importer
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.model import Dataset
from ics_graph.validation import Problem


@importer(
    'sord sord.xlsx --into my-scheme --body "NHS Westmarch ICB" --version v2',
    body="Whose document it is, by name or id; by default what stands above the table",
    instrument="What the document is called, such as SoRD; by default what stands above the table",
    version="Which version it is, such as v2; by default what stands above the table",
    effective="The day on which it takes effect, such as 2025-11-01; by default what stands above the table",
)
def sord(
    given: ImportInput,
    body: str | None = None,
    instrument: str | None = None,
    version: str | None = None,
    effective: str | None = None,
) -> Dataset:
    """A scheme of reservation and delegation (SoRD) as a filled-in table of Excel or Word, one row for each grant.

    Columns are found by their headings, such as Ref, Decision, Reserved to the Board, Delegated to committee, or
    Financial limit. The decision and one column of who has it are needed. What no known heading stands over is told.
    Amounts may be written as £50k, or "over £500,000 up to £2m".

    Bodies are named by name or id, of the file or of the datasets of --match. A name that nobody has becomes a new
    committee or post, by the column in which it stands, and is told. What the table does not say is left out. Every
    problem is told by its cell, and then nothing is written.
    """
    from ics_graph.exchange.board_tables.reader import SchemeReader

    if len(given.files) != 1:
        hint = "Import one after the other, each into a folder of its own."
        raise ImportFailed([Problem("error", "files", "more than one document", hint, file=str(given.files[1]))])
    return SchemeReader(given, body, instrument, version, date_typed(effective)).dataset()
