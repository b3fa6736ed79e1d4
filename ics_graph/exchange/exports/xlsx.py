"""A spreadsheet: one row for each record, which can be imported again."""

from __future__ import annotations

from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter
from ics_graph.exchange.spreadsheet.layout import ABOUT_ROWS


@exporter("xlsx -o graph.xlsx --only accountability", binary=True)
def xlsx(chosen: ExportInput, to: IO[bytes]) -> None:
    """A workbook for Excel or LibreOffice, in the layout of "ics-graph template": "import xlsx" reads it again.

    Bodies, lines, facts, events, gaps and sources have a sheet each, and each record is one row. Codes, phases with
    dates, who took part in events and further sources have sheets of their own. Full dates are dates, partial ones are
    text, and no text is ever a formula. An empty text cannot be told from none. Raises ValueError where a text is too
    long for a cell or there are too many rows for a sheet.
    """
    from ics_graph.dataset.writing import about_of
    from ics_graph.exchange.spreadsheet.cells import text_to
    from ics_graph.exchange.spreadsheet.openings import lines_of
    from ics_graph.exchange.spreadsheet.vocabulary import Vocabulary
    from ics_graph.exchange.spreadsheet.workbook import write_book
    from ics_graph.exchange.spreadsheet.writer import rows_of

    abouts = chosen.dataset.about
    values = about_of(abouts) | {"opens_on": lines_of(opening for about in abouts for opening in about.opens_on)}
    about = {field: text_to(str(values[field])) for field in ABOUT_ROWS if values.get(field)}
    if chosen.as_of:
        about["As of"] = chosen.as_of.isoformat()
    rows = rows_of(chosen.dataset, chosen.ontology)
    write_book(rows, about, Vocabulary(chosen.ontology), to)
