"""A document of tables as a Word document: real tables, whose first row is repeated on each page.

python-docx is the extra ``word``: who writes no Word document does not need it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from ics_graph.errors import MissingExtra
from ics_graph.exchange.board_tables.document import Document, Part, in_words
from ics_graph.office_files import without_its_time

_FILL = "D9E2EC"


def as_word(document: Document) -> bytes:
    """Return the document as a .docx file on A4, landscape; raises MissingExtra where python-docx is not installed."""
    try:
        import docx
    except ImportError as error:
        raise MissingExtra("a Word document needs python-docx", "word") from error
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    word: Any = docx.Document()
    core = word.core_properties
    core.title, core.author, core.comments, core.language = document.title[:255], "", "", "en-GB"
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(9)
    section = word.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(12)
    section.top_margin = section.bottom_margin = Mm(14)
    for number, part in enumerate(document.parts):
        if number:
            word.add_page_break()
        _write(word, part, section.page_width - section.left_margin - section.right_margin)
    out = io.BytesIO()
    word.save(out)
    return without_its_time(out.getvalue())


def _write(word: Any, part: Part, room: int) -> None:
    word.add_heading(part.title, 1)
    if part.about:
        _table(word, None, part.about, (1, 4), int(room * 0.6))
        word.add_paragraph()
    for note in part.notes:
        word.add_paragraph(note)
    rows = [[in_words(cell) for cell in row] for row in part.rows]
    _table(word, [column.heading for column in part.columns], rows, [column.width for column in part.columns], room)


def _table(
    word: Any, headings: Sequence[str] | None, rows: Sequence[Sequence[str]], widths: Sequence[int], room: int
) -> None:
    """Write a table; with headings, its first row is repeated on each page, and without, its first column is bold."""
    from docx.shared import Pt

    lines = ([headings] if headings else []) + list(rows)
    table = word.add_table(rows=len(lines), cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    lengths = [int(room * width / sum(widths)) for width in widths]
    for column, length in zip(table.columns, lengths, strict=True):
        column.width = length
    # Each look-up of a row or cell walks the whole table, so they are taken from its XML, one after another.
    for row_number, (row, texts) in enumerate(zip(table.rows, lines, strict=True)):
        is_head = headings is not None and row_number == 0
        if is_head:
            _mark(row, "w:tblHeader")
        _mark(row, "w:cantSplit")
        for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = lengths[number]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(text)
            run.font.size = Pt(8)
            run.bold = True if is_head or (headings is None and number == 0) else None
            if is_head:
                _shade(cell)


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", _FILL)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)
