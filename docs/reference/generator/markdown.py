"""The few pieces of Markdown that the pages are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator import COMMAND


def document(*parts: str) -> str:
    """Return a page of its parts, which begins with the line that says where it comes from."""
    headings = [anchor(line) for part in parts for line in part.splitlines() if re.match("#+ ", line)]
    twice = {heading for heading in headings if headings.count(heading) > 1}
    assert not twice, f"Links to these headings would be ambiguous: {twice}"
    made = f"<!-- Made from the code by `{COMMAND}`: change the code, not this page. -->"
    return "\n\n".join([made, *(part.strip("\n") for part in parts if part)]) + "\n"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a column that is empty in every row is left out."""
    cells = [[cell.replace("|", r"\|").replace("\n", " ") for cell in row] for row in rows]
    kept = [at for at in range(len(titles)) if any(row[at] for row in cells)]
    lines = [[titles[at] for at in kept], ["---"] * len(kept), *([row[at] for at in kept] for row in cells)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def code(*names: str) -> str:
    """Return names as code, with commas between."""
    return ", ".join(f"`{name}`" for name in names)


def block(text: str, language: str = "text") -> str:
    """Return a text as a block of code."""
    return f"```{language}\n{text.rstrip()}\n```"


def prose(text: str) -> str:
    """Return a docstring as Markdown: two backticks become one, and paragraphs one line each."""
    paragraphs = text.replace("``", "`").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def sentence(text: str) -> str:
    """Return a text as a sentence."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) or not text else ".")


def anchor(heading: str) -> str:
    """Return what a link to a heading ends with."""
    return "#" + re.sub(r"[^\w\- ]", "", heading.lower().lstrip("# ")).replace(" ", "-")
