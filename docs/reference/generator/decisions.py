"""The index of the decisions: number, title, date and status of each, read from the pages themselves."""

from __future__ import annotations

import re
from pathlib import Path

from generator.markdown import document, table

FOLDER = Path(__file__).resolve().parents[2] / "decisions"
_HEAD = re.compile(r"# (?P<number>\d+)\. (?P<title>.+)\n\n\*(?P<status>.+), (?P<date>\d{1,2} [A-Z][a-z]+ \d{4})\.\*\n")
_STATUS = re.compile(r"Accepted|(In part s|S)uperseded by \[\d+\]\((?P<by>\d{4}-[\w-]+\.md)\)")


def page() -> str:
    """Return the page; raise ValueError where a decision does not begin as it has to, with all that are wrong."""
    rows, wrong = [], []
    for path in sorted(FOLDER.glob("[0-9]*.md")):
        head = _HEAD.match(path.read_text("utf-8"))
        status = _STATUS.fullmatch(head["status"]) if head else None
        if head is None or status is None or int(head["number"]) != int(path.name[:4]):
            wrong.append(f"docs/decisions/{path.name}")
        elif status["by"] and not (FOLDER / status["by"]).exists():
            wrong.append(f"docs/decisions/{path.name} (there is no {status['by']})")
        else:
            rows.append((head["number"], f"[{head['title']}]({path.name})", head["date"], head["status"]))
    if wrong:
        raise ValueError(
            f"These decisions do not begin with number, title, status and date: {', '.join(wrong)}."
            " Begin each as docs/decisions/index.md says."
        )
    return document(
        "# Decisions",
        "One short page for each: what was decided, and why. A decision is not rewritten when it no longer holds: a"
        " newer one supersedes it.",
        table(["number", "decision", "date", "status"], rows),
        "A new one is a file `docs/decisions/NNNN-its-title.md` that begins with these lines; this list makes itself.",
        "    # 30. Its title\n\n    *Accepted, 28 November 2026.*",
        "Where another took its place, wholly or in part, the line is"
        " `*Superseded by [30](0030-its-title.md), 22 November 2026.*` or"
        " `*In part superseded by [30](0030-its-title.md), …*`, with the date on which it was accepted.",
    )
