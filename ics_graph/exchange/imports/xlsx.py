"""A spreadsheet in the layout of the template, filled in by people or exported."""

from __future__ import annotations

from ics_graph.exchange.formats import ImportInput, importer
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.model import Dataset
from ics_graph.validation import Problem


@importer("xlsx filled-in.xlsx --into my-system")
def xlsx(given: ImportInput) -> Dataset:
    """A workbook that was made by "ics-graph template" and filled in, or by "ics-graph export xlsx".

    Bodies and sources are named by name or ID. Every problem is told by sheet and cell, and then nothing is written.
    Columns and sheets of one's own are passed over and reported; so are hidden rows, which are read. With --match, the
    bodies of the datasets beside it may be named, too.
    """
    from ics_graph.exchange.spreadsheet.book import open_book
    from ics_graph.exchange.spreadsheet.reader import RecordReader

    if len(given.files) != 1:
        hint = "Import one after the other, each into a folder of its own."
        raise ImportFailed([Problem("error", "files", "more than one workbook", hint, file=str(given.files[1]))])
    with open_book(given.files[0]) as book:
        return RecordReader(given, book).dataset()
