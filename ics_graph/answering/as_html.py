"""An answer as a piece of HTML: for the pages of the server, and for a notebook. Every word of it is text.

It has no script, no style and no address but those of sources, and of bodies where a page has some for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.tabular import References, by_heading, cells, columns, notes
from ics_graph.answering.verdicts import verdict_line
from ics_graph.visible_text import in_a_line

MOST_ROWS = 500
"""How many rows of one table are written; the other formats give all of them."""

AddressOf = Callable[[str], str]
"""Returns the address of the page of a body."""


def render(answer: Answer, heading: str = "h3", address_of: AddressOf | None = None) -> str:
    """Return the answer: its headline under the heading, its verdict, a table for each kind of row, notes, sources."""
    references = References(answer)
    parts = [
        f"<{heading}>{_text(answer.headline)}</{heading}>",
        f'<p class="verdict">{_text(verdict_line(answer))}</p>',
    ]
    for title, rows in by_heading(answer):
        parts += [f"<h4>{_text(title)}</h4>"] if title else []
        parts.append(_table(answer, rows, references, address_of))
        if len(rows) > MOST_ROWS:
            parts.append(f"<p>{len(rows) - MOST_ROWS:,} more rows are not written here.</p>")
    if sentences := notes(answer):
        items = "".join(f"<li>{_text(sentence)}</li>" for sentence in sentences)
        parts.append(f'<h4>To know before this is used</h4><ul class="notes">{items}</ul>')
    if references.numbers:
        items = "".join(f"<li>{_source(place, references)}</li>" for place in references.numbers)
        parts.append(f'<h4>Sources</h4><ol class="sources">{items}</ol>')
    return "\n".join(parts) + "\n"


def _table(answer: Answer, rows: Sequence[Row], references: References, address_of: AddressOf | None) -> str:
    titles = columns(answer, tuple(rows))
    head = "".join(f'<th scope="col">{_text(title)}</th>' for title in titles)
    body = []
    for row in rows[:MOST_ROWS]:
        filled = zip(titles, cells(row, titles, references), strict=True)
        body.append("".join(_cell(row, title, cell, address_of) for title, cell in filled))
    lines = "\n".join(f"<tr>{line}</tr>" for line in body)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{lines}\n</tbody></table>"


def _cell(row: Row, title: str, cell: str, address_of: AddressOf | None) -> str:
    shown = f"<bdi>{_text(cell)}</bdi>" if cell else ""
    if title == "Body" and cell and row.type and address_of is not None:
        shown = f'<a href="{escape(address_of(row.id))}">{shown}</a>'
    return f'<td data-title="{_text(title)}">{shown}</td>'


def _source(place: str, references: References) -> str:
    link = references.link_at(place)
    if link is None or not link.lower().startswith(("https://", "http://")):
        return _text(place)
    return f'{_text(place)} <a href="{escape(link)}" rel="noreferrer">{_text(link)}</a>'


def _text(text: str) -> str:
    """Return text in one line in which nothing is markup, with signs for what cannot be seen."""
    return escape(in_a_line(text))
