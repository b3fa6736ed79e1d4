"""An answer as Markdown for a board paper: the headline, a table per heading, and what to know before using it."""

from __future__ import annotations

from ics_graph.answering.answer import Answer
from ics_graph.cli.formats.layout import References, by_heading, cells, columns, notes, verdict_in_words


def render(answer: Answer) -> str:
    """Return the answer as GitHub-flavoured Markdown; names are escaped, so that none can break the table."""
    references = References(answer)
    lines = [f"**{escape(answer.headline)}**", "", f"*Verdict: {verdict_in_words(answer)}.*", ""]
    lines += body(answer, references, "###")
    sentences = notes(answer)
    if sentences:
        lines += ["### To know before this is used", "", *(f"- {escape(sentence)}" for sentence in sentences), ""]
    if references.numbers:
        lines += ["### Sources", "", *(f"- {escape(line)}" for line in references.lines()), ""]
    return "\n".join(lines)


def body(answer: Answer, references: References, heading: str) -> list[str]:
    """Return the lines of an answer's tables and paths, under headings that begin as given."""
    lines = []
    for words, rows in by_heading(answer):
        titles = columns(answer, rows)
        lines += [f"{heading} {words}", ""] if words else []
        lines.append("| " + " | ".join(titles) + " |")
        lines.append("| " + " | ".join("---" for _ in titles) + " |")
        lines += ["| " + " | ".join(escape(cell) for cell in cells(row, titles, references)) + " |" for row in rows]
        lines.append("")
    if any(len(path.steps) > 1 for path in answer.paths):
        lines += [f"{heading} Paths", ""]
        for path in answer.paths:
            names = [path.steps[0].of_name or "", *(step.name for step in path.steps)]
            holds = f"holds: {path.holds}; " if path.holds else ""
            lines.append(f"- {' → '.join(map(escape, names))} ({holds}{path.certainty})")
        lines.append("")
    return lines


def escape(text: str) -> str:
    """Return text in which nothing is Markdown or HTML."""
    for mark in "\\`*_[]<>|#":
        text = text.replace(mark, f"\\{mark}" if mark not in "<>" else {"<": "&lt;", ">": "&gt;"}[mark])
    return " ".join(text.split())
