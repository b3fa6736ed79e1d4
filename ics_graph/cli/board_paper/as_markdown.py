"""The board paper as Markdown; every name is escaped, so that none can break a table or be taken for a mark."""

from __future__ import annotations

from collections.abc import Iterator

from ics_graph.answering.as_markdown import escape, escape_source
from ics_graph.cli.board_paper.document import SOURCES, Paper
from ics_graph.cli.board_paper.text import Block, Listing, Section, Table, Text


def as_markdown(paper: Paper, picture_file: str | None = None) -> str:
    """Return the paper; the picture is shown where it is a file beside it."""
    lines = [f"# {escape(paper.title)}", "", escape(paper.about), ""]
    lines += [f"**{_spans(paper.headline)}**", "", f"*{escape(paper.verdict)}.*", ""]
    for notice in paper.notices:
        lines += [f"> {escape(notice)}", ""]
    for section in paper.front:
        lines += _section(section, "##")
    if picture_file:
        lines += [f"## {escape(paper.picture_title)}", "", f"![{escape(paper.picture_in_words)}]({picture_file})", ""]
    lines += ["## Appendix", ""]
    for section in paper.appendix:
        lines += _section(section, "###")
    lines += [f"### {SOURCES}", ""]
    for source in paper.sources:
        link = f" {source.link}" if source.link else ""
        lines.append(f"- {escape_source(f'[{source.number}] {source.in_words}.{link}')}")
    return "\n".join([*lines, "", escape(paper.made_by), ""])


def _section(section: Section, heading: str) -> Iterator[str]:
    yield f"{heading} {escape(section.title)}"
    yield ""
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Text():
            yield from (_text(block), "")
        case Listing():
            for number, item in enumerate(block.items, 1):
                yield f"{f'{number}.' if block.numbered else '-'} {_text(item)}"
            yield ""
        case Table():
            yield "| " + " | ".join(escape(title) for title in block.columns) + " |"
            yield "| " + " | ".join("---:" if block.figures and n else "---" for n in range(len(block.columns))) + " |"
            for cells in block.rows:
                yield "| " + " | ".join(map(_text, cells)) + " |"
            yield ""


def _text(text: Text) -> str:
    lead = f"**{escape(text.lead)}**" if text.lead else ""
    limit = f" *{escape(text.limit)}.*" if text.limit else ""
    return f"{lead}{' ' if lead and text.plain.startswith(' ') else ''}{_spans(text)}{limit}"


def _spans(text: Text) -> str:
    parts = []
    for span in text.spans:
        blank = " " if span.words.endswith(" ") else ""
        notes = "".join(f" \\[{number}\\]" for number in span.notes)
        words = span.words.rstrip()
        # The mark of a name in a list stands before what parts it from the next.
        end = words[-1:] if span.notes and words.endswith(";") else ""
        parts.append(f"{escape(words.removesuffix(end) if end else words)}{notes}{end}{blank}")
    return "".join(parts)
