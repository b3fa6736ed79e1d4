"""An answer as Markdown for a board paper: the headline, a table per heading, and what to know before using it."""

from __future__ import annotations

import re

from ics_graph.answering.answer import Answer
from ics_graph.answering.tabular import References, by_heading, cells, columns, notes
from ics_graph.answering.verdicts import verdict_line
from ics_graph.visible_text import in_a_line


def render(answer: Answer) -> str:
    """Return the answer as GitHub-flavoured Markdown; names are escaped, so that none can break the table."""
    references = References(answer)
    lines = [f"**{escape(answer.headline)}**", "", f"*{escape(verdict_line(answer))}.*", ""]
    lines += body(answer, references, "###")
    sentences = notes(answer)
    if sentences:
        lines += ["### To know before this is used", "", *(f"- {escape(sentence)}" for sentence in sentences), ""]
    if references.numbers:
        lines += ["### Sources", "", *(f"- {escape_source(line)}" for line in references.lines()), ""]
    return "\n".join(lines)


def body(answer: Answer, references: References, heading: str) -> list[str]:
    """Return the lines of an answer's tables and paths, under headings that begin as given."""
    lines = []
    for words, rows in by_heading(answer):
        titles = columns(answer, rows)
        lines += [f"{heading} {escape(words)}", ""] if words else []
        lines.append("| " + " | ".join(titles) + " |")
        lines.append("| " + " | ".join("---" for _ in titles) + " |")
        lines += ["| " + " | ".join(escape(cell) for cell in cells(row, titles, references)) + " |" for row in rows]
        lines.append("")
    if any(len(path.steps) > 1 for path in answer.paths):
        lines += [f"{heading} Paths", ""]
        for path in answer.paths:
            names = [path.steps[0].of_name or "", *(step.name for step in path.steps)]
            holds = f"holds: {escape(path.holds)}; " if path.holds else ""
            lines.append(f"- {' → '.join(map(escape, names))} ({holds}{path.certainty})")
        lines.append("")
    return lines


def escape(text: str) -> str:
    """Return text in which nothing is Markdown, HTML or a link, in one line, with signs for what cannot be seen."""
    line = " ".join(in_a_line(text).split())
    line = _MARKS.sub(_escaped, line)
    return _FIRST.sub(r"\1\\\2", line)


def escape_source(text: str) -> str:
    """Return the line of a source, escaped, but for the address that it ends with: that is a link."""
    if with_address := _ADDRESS.fullmatch(text):
        return f"{escape(with_address[1])} <{with_address[2]}>"
    return escape(text)


_ADDRESS = re.compile(r"(.*\S) (https?://[^\s<>]+)", re.DOTALL)
# Everywhere: what marks up, begins HTML or a character's name, or makes an address of a word.
_MARKS = re.compile(r"[\\`*_\[\]<>|#~]|&(?=#?\w+;)|:(?=//)|(?<=www)\.|(?<=mailto):|@", re.IGNORECASE)
# At the beginning of a line: what begins a list, or underlines the line before.
_FIRST = re.compile(r"^(\d*)([-+=.)](?=\s|$|[-+=.)]))")


def _escaped(match: re.Match[str]) -> str:
    return {"<": "&lt;", ">": "&gt;"}.get(match[0], f"\\{match[0]}")
