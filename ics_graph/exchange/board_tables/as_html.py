"""A document of tables as one plain page: captions, headings with their scope, A4 landscape when it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ics_graph.exchange.board_tables.document import Document, Part, in_words
from ics_graph.visible_text import visible

_STYLE = """\
body { font: 1rem/1.4 Arial, Helvetica, sans-serif; color: #17222c; background: #fff; margin: 1.5rem; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem; }
caption { text-align: left; font-weight: bold; font-size: 1.1rem; padding: .5rem 0; }
th, td { border: 1px solid #6b7785; padding: .3rem .45rem; text-align: left; vertical-align: top; }
thead th { background: #d9e2ec; }
td.amount { text-align: right; white-space: nowrap; }
table.about { width: auto; }
.wide { overflow-x: auto; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  body { font-size: 8pt; margin: 0; }
  .wide { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  section + section { break-before: page; }
}
"""


def as_html(document: Document) -> bytes:
    """Return the document as HTML that needs nothing else, and holds no script."""
    return "".join(_page(document)).encode()


def _page(document: Document) -> Iterator[str]:
    title = _text(document.title)
    yield f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    for part in document.parts:
        yield from _part(part)
    yield "</main>\n</body>\n</html>\n"


def _part(part: Part) -> Iterator[str]:
    title = _text(part.title)
    yield f"<section>\n<h2>{title}</h2>\n"
    if part.about:
        yield '<table class="about">\n<caption>About this document</caption>\n<tbody>\n'
        for label, value in part.about:
            yield f'<tr><th scope="row">{_text(label)}</th><td>{_text(value)}</td></tr>\n'
        yield "</tbody>\n</table>\n"
    for note in part.notes:
        yield f"<p>{_text(note)}</p>\n"
    # What is wider than the page can be moved by the keyboard as well.
    yield f'<div class="wide" role="region" aria-label="{title}" tabindex="0">\n<table>\n<caption>{title}</caption>\n'
    headings = "".join(f'<th scope="col">{_text(column.heading)}</th>' for column in part.columns)
    yield f"<thead>\n<tr>{headings}</tr>\n</thead>\n<tbody>\n"
    for row in part.rows:
        cells = []
        for number, (column, cell) in enumerate(zip(part.columns, row, strict=True)):
            text = _text(in_words(cell))
            mark = ' class="amount"' if column.kind == "amount" else ""
            cells.append(f'<th scope="row">{text}</th>' if number == 0 else f"<td{mark}>{text}</td>")
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n</section>\n"


def _text(text: str) -> str:
    return escape(visible(text)).replace("\n", "<br>")
