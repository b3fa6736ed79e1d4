"""The board paper as one HTML document to read and print: no script, no font and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as as_html_text
from pathlib import Path

from ics_graph.cli.board_paper.document import SOURCES, Paper
from ics_graph.cli.board_paper.text import Block, Listing, Section, Source, Table, Text
from ics_graph.visible_text import in_a_line

_STYLE = Path(__file__).with_name("paper.css")
_LONG = 30
"""A word that is longer than this may have to break to fit a line."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(paper: Paper) -> str:
    """Return the paper, the picture in it."""
    title = _escape(paper.title)
    running = f"@page {{ @top-left {{ content: {_css_text(paper.title)}; }} }}\n"
    running += "@page :first { @top-left { content: none; } }\n"  # its title stands on it
    notices = "".join(f'<p class="notice">{_escape(notice)}</p>\n' for notice in paper.notices)
    return (
        f'<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{_STYLE.read_text('utf-8')}{running}</style>\n</head>\n<body>\n<main>\n"
        f'<div class="front">\n<h1>{title}</h1>\n<p class="about">{_escape(paper.about)}</p>\n'
        f'<p class="headline">{_spans(paper.headline)}</p>\n<p class="verdict">{_escape(paper.verdict)}</p>\n{notices}'
        f"{''.join(_section(section, 'h2') for section in paper.front)}</div>\n"
        f'<section class="wide">\n<h2>{_escape(paper.picture_title)}</h2>\n'
        '<figure tabindex="0" aria-label="Picture; it scrolls sideways on a narrow screen">\n'
        f'{paper.picture.svg}</figure>\n<p class="soft">{_escape(paper.picture_in_words)}</p>\n</section>\n'
        f'<div class="appendix">\n<h2>Appendix</h2>\n'
        f"{''.join(_section(section, 'h3') for section in paper.appendix)}"
        f"<section>\n<h3>{SOURCES}</h3>\n"
        f'<ol class="sources">\n{"".join(map(_source, paper.sources))}</ol>\n</section>\n'
        f'<p class="soft">{_escape(paper.made_by)}</p>\n</div>\n</main>\n</body>\n</html>\n'
    )


def _section(section: Section, heading: str) -> str:
    blocks = "".join("".join(_block(block, section.title)) for block in section.blocks)
    return f"<section>\n<{heading}>{_escape(section.title)}</{heading}>\n<div>\n{blocks}</div>\n</section>\n"


def _block(block: Block, title: str) -> Iterator[str]:
    match block:
        case Text():
            yield f"<p>{_text(block)}</p>\n"
        case Listing():
            name = "ol" if block.numbered else "ul"
            items = "".join(f"<li>{_text(item)}</li>\n" for item in block.items)
            yield f"<{name}>\n{items}</{name}>\n"
        case Table():
            yield from _table(block, title)


def _table(table: Table, title: str) -> Iterator[str]:
    kinds = [name for name, is_so in (("figures", table.figures), ("fill-in", table.to_fill_in)) if is_so]
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    # A region that scrolls on a narrow screen has to be reached by the keyboard, and to have a name.
    yield f'<div class="scrolls" tabindex="0" role="group" aria-label="{_escape(title)}: table">\n<table{kind}>\n'
    if table.widths:
        whole = sum(table.widths)
        columns = (f'<col style="width: {100 * share / whole:.1f}%">' for share in table.widths)
        yield f"<colgroup>{''.join(columns)}</colgroup>\n"
    cells = (f'<th scope="col">{_escape(title)}</th>' if title else "<td></td>" for title in table.columns)
    yield f"<thead><tr>{''.join(cells)}</tr></thead>\n<tbody>\n"
    for first, *others in table.rows:
        data = (f"<td>{_text(cell)}</td>" for cell in others)
        yield f'<tr><th scope="row">{_text(first)}</th>{"".join(data)}</tr>\n'
    yield "</tbody>\n</table>\n</div>\n"


def _source(source: Source) -> str:
    link = ""
    if source.link:
        address = _escape(source.link)
        is_web = source.link.startswith(("https://", "http://"))
        link = f' <a href="{address}">{address}</a>' if is_web else f" {address}"
    return f"<li>{_escape(source.in_words)}.{link}</li>\n"


def _text(text: Text) -> str:
    lead = f"<strong>{_escape(text.lead)}</strong>" if text.lead else ""
    blank = " " if lead and text.plain.startswith(" ") else ""
    limit = f' <span class="soft">{_escape(text.limit)}.</span>' if text.limit else ""
    return f"{lead}{blank}{_spans(text)}{limit}"


def _spans(text: Text) -> str:
    parts = []
    for span in text.spans:
        notes = ", ".join(map(str, span.notes))
        # A blank at the edge of a span parts it from the next, and is no part of its words.
        start, end = (" " if span.words != words else "" for words in (span.words.lstrip(), span.words.rstrip()))
        mark = f"<sup>[{notes}]</sup>" if notes else ""
        words = span.words.rstrip()
        stop = ";" if mark and words.endswith(";") else ""
        parts.append(f"{start}{_kept_together(words.removesuffix(stop) if stop else words, mark)}{stop}{end}")
    return "".join(parts).strip()


def _kept_together(words: str, mark: str) -> str:
    """Return words and the mark behind them, which never begins a line."""
    rest, _, last = words.rpartition(" ")
    if not mark or not last or len(last) > _LONG:
        return f"{_escape(words)}{mark}"
    return f'{_escape(rest)}{" " if rest else ""}<span class="kept">{_escape(last)}{mark}</span>'


def _escape(text: str) -> str:
    return as_html_text(" ".join(in_a_line(text).split()))


def _css_text(text: str) -> str:
    """Return a text as a string of CSS: whatever could end it, or the element that it stands in, by its number."""
    words = " ".join(in_a_line(text).split())
    return '"' + "".join(char if char.isalnum() else f"\\{ord(char):06x}" for char in words) + '"'
