"""The file that the ending of its name asks for."""

from __future__ import annotations

from typing import IO

from ics_graph.exchange.board_tables.document import Document

ENDINGS = (".xlsx", ".docx", ".html")


def write_document(document: Document, suffix: str, to: IO[bytes]) -> None:
    """Write a document as Excel, Word or HTML; raises MissingExtra where Word is wanted and its extra is missing."""
    if suffix == ".docx":
        from ics_graph.exchange.board_tables.as_word import as_word

        to.write(as_word(document))
    elif suffix == ".html":
        from ics_graph.exchange.board_tables.as_html import as_html

        to.write(as_html(document))
    else:
        from ics_graph.exchange.board_tables.as_xlsx import as_xlsx

        to.write(as_xlsx(document))
