"""A scheme of reservation and delegation as the table that boards publish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter

_ENDINGS = (".xlsx", ".docx", ".html")


@exporter(
    'sord -o sord.xlsx --body "NHS Westmarch ICB" --as-of 2026-03-10 --data examples/westmarch',
    endings=_ENDINGS,
    body="Whose document it is, by name or id; must be given",
    instrument="The document, by its name, short name or id; by default all of the body that hold rows",
    version="A version, by its label or id (may be repeated); by default those in force on the day",
)
def sord(
    chosen: ExportInput,
    to: IO[bytes],
    body: str | None = None,
    instrument: str | None = None,
    version: Sequence[str] = (),
) -> None:
    """A scheme of reservation and delegation (SoRD) as a table for Excel, Word or a browser, one row for each grant.

    Above the table stands what the document is. The ending of the file says which program it is for: .xlsx, .docx or
    .html. Columns that say nothing are left out. "import sord" reads Excel and Word back. Without --version, the
    versions in force on the day of --as-of are written, or those of today.

    What a table does not show is told: what clauses say, notes on functions, and claims beside the row itself.
    """
    from ics_graph.errors import InvalidValue
    from ics_graph.exchange.board_tables.scheme import SchemeBooks, body_meant
    from ics_graph.exchange.board_tables.writing import write_document
    from ics_graph.exchange.left_behind import tell_left

    if body is None:
        raise InvalidValue('name the body whose scheme it is, such as --body "NHS Westmarch ICB"')
    dataset = chosen.whole or chosen.dataset
    books = SchemeBooks(dataset, chosen.ontology, body_meant(dataset, body), chosen.as_of or date.today())
    document = books.document(instrument, version)
    write_document(document, chosen.suffix, to)
    rows = sum(len(part.rows) for part in document.parts)
    chosen.tell(f"Written: {', '.join(part.name for part in document.parts)}; {rows:,} rows.")
    tell_left(chosen, "The table", books.left())
