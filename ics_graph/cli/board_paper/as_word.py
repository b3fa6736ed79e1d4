"""The board paper as a Word document: headings, real tables, the picture with its words, and numbered sources.

python-docx and resvg are the extra ``word``: who writes no Word document needs neither.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ics_graph.cli.board_paper.document import SOURCES, Paper
from ics_graph.cli.board_paper.text import Block, Listing, Section, Table, Text
from ics_graph.errors import FormatError
from ics_graph.explorer.picture import NoPNG, as_png
from ics_graph.office_files import without_its_time
from ics_graph.visible_text import in_a_line

if TYPE_CHECKING:
    from docx.document import Document as Word

_PIXELS = 2600
_GREY, _LINE = "4D5A66", "C9D1D8"
MISSING = (
    "a Word document needs the extra 'word', which is not installed. "
    "Install it with: python -m pip install 'ics-graph[word]'"
)


class NoWord(FormatError):
    """Raised where no Word document can be written here: the extra is missing, or there is no font for its picture."""


def as_word(paper: Paper) -> bytes:
    """Return the paper as a .docx file, equal byte for byte for equal papers; raises NoWord with the remedy."""
    try:
        import docx
        import resvg_py  # noqa: F401  # as_png needs it; what is missing is said of the whole document
    except ImportError as error:
        raise NoWord(MISSING) from error
    try:
        picture = as_png(paper.picture.svg, _PIXELS)
    except NoPNG as error:
        raise NoWord(str(error)) from error
    word = docx.Document()
    _set_up(word, paper)
    word.add_heading(_plain(paper.title), 0)
    _paragraph(word, paper.about, soft=True)
    headline = word.add_paragraph()
    _runs(headline, paper.headline, bold=True)
    _paragraph(word, f"{paper.verdict}.", soft=True)
    for notice in paper.notices:
        _paragraph(word, notice, style="Intense Quote")
    for section in paper.front:
        _section(word, section, 1)
    _picture(word, paper, picture)
    _new_section(word, landscape=False)
    word.add_heading("Appendix", 1)
    for section in paper.appendix:
        _section(word, section, 2)
    word.add_heading(SOURCES, 2)
    for source in paper.sources:
        words = ". ".join(filter(None, (source.in_words, source.link)))
        item = word.add_paragraph(f"[{source.number}] {_plain(words)}")
        item.paragraph_format.left_indent = _cm(0.9)
        item.paragraph_format.first_line_indent = _cm(-0.9)
    _paragraph(word, paper.made_by, soft=True)
    out = io.BytesIO()
    word.save(out)
    return without_its_time(out.getvalue())


def _set_up(word: Word, paper: Paper) -> None:
    """Set the paper to A4, with the title above each page but the first, and the number of each below."""
    from docx.shared import Pt, RGBColor

    core = word.core_properties
    core.title, core.author, core.comments, core.language = _plain(paper.title), "", _plain(paper.made_by), "en-GB"
    for name, size in (("Normal", 10), ("Title", 17), ("Heading 1", 12), ("Heading 2", 11)):
        font = word.styles[name].font
        font.name, font.size, font.color.rgb = "Arial", Pt(size), RGBColor.from_string("17222C")
        # A theme's font goes before the name, where a style has one.
        fonts = word.styles[name].element.rPr.rFonts
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
    spacing = word.styles["Normal"].paragraph_format
    spacing.space_after = Pt(3)
    section = word.sections[0]
    _size(section, landscape=False)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = _plain(paper.title)
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.add_run("Page ")
        _field(line, "PAGE")
        line.add_run(" of ")
        _field(line, "NUMPAGES")


def _size(section: Any, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(14)
    section.header_distance = section.footer_distance = Mm(7)


def _new_section(word: Word, landscape: bool) -> None:
    from docx.enum.section import WD_SECTION

    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    _size(section, landscape)


def _picture(word: Word, paper: Paper, picture: bytes) -> None:
    from docx.shared import Mm

    _new_section(word, landscape=True)
    word.add_heading(_plain(paper.picture_title), 1)
    shape = word.add_picture(io.BytesIO(picture))
    most_wide, most_high = Mm(265), Mm(160)
    share = min(most_wide / shape.width, most_high / shape.height)
    shape.width, shape.height = int(shape.width * share), int(shape.height * share)
    properties = shape._inline.docPr
    properties.set("descr", _plain(paper.picture_in_words))
    properties.set("title", _plain(paper.picture_title))
    _paragraph(word, paper.picture_in_words, soft=True)


def _section(word: Word, section: Section, level: int) -> None:
    word.add_heading(_plain(section.title), level)
    for block in section.blocks:
        _block(word, block)


def _block(word: Word, block: Block) -> None:
    match block:
        case Text():
            _runs(word.add_paragraph(), block)
        case Listing():
            for number, item in enumerate(block.items, 1):
                # Numbers are written out: a list of Word would go on counting from the list before.
                line = word.add_paragraph(style=None if block.numbered else "List Bullet")
                if block.numbered:
                    line.add_run(f"{number}. ")
                _runs(line, item)
        case Table():
            _table(word, block)


def _table(word: Word, block: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    table = word.add_table(rows=1, cols=len(block.columns))
    table.style = "Table Grid"
    section: Any = word.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    widths = block.widths or tuple(100 // len(block.columns) for _ in block.columns)
    table.autofit = False
    for column, share in zip(table.columns, widths, strict=True):
        column.width = int(room * share / sum(widths))
    for cell, title in zip(table.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].add_run(_plain(title)).bold = True
    _mark(table.rows[0], "w:tblHeader")
    for cells in block.rows:
        row = table.add_row()
        for cell, text in zip(row.cells, cells, strict=True):
            _runs(cell.paragraphs[0], text)
    for row in table.rows:
        _mark(row, "w:cantSplit")
        for number, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
            cell.width = column.width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if block.figures and number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in paragraph.runs:
                run.font.size = run.font.size or Pt(8.5)
    word.add_paragraph().paragraph_format.space_after = Pt(0)


def _mark(row: Any, name: str) -> None:
    """Mark a row as the head that is repeated on each page, or as one that stays on one page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _field(paragraph: Any, name: str) -> None:
    """Add a field that Word works out: the number of the page, or of all pages."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _paragraph(word: Word, text: str, soft: bool = False, style: str | None = None) -> None:
    from docx.shared import Pt, RGBColor

    run = word.add_paragraph(style=style).add_run(_plain(text))
    if soft:
        run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(_GREY)


def _runs(paragraph: Any, text: Text, bold: bool = False) -> None:
    """Write a text: what leads it in bold, notes raised, the limit in grey."""
    from docx.shared import Pt, RGBColor

    if text.lead:
        paragraph.add_run(f"{_plain(text.lead)} ").bold = True
    for number, span in enumerate(text.spans):
        words = _plain(span.words, edges=bool(number) or not text.lead)
        run = paragraph.add_run(words)
        run.bold = bold or None
        if bold:
            run.font.size = Pt(12)
        if span.notes:
            paragraph.add_run(f"[{', '.join(map(str, span.notes))}]").font.superscript = True
    if text.limit:
        run = paragraph.add_run(f" {_plain(text.limit)}.")
        run.font.size, run.font.color.rgb = Pt(8), RGBColor.from_string(_GREY)


def _plain(text: str, edges: bool = False) -> str:
    """Return a text in one line, with signs for what cannot be seen; ``edges`` keeps a blank before and behind."""
    words = " ".join(in_a_line(text).split())
    if not edges or not words:
        return words
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if text[-1:].isspace() else ''}"


def _cm(length: float) -> Any:
    from docx.shared import Cm

    return Cm(length)
