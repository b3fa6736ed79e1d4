"""What a spreadsheet would run if a cell began with it, and how such a cell is made text."""

from __future__ import annotations

import re

# Excel and LibreOffice take the full-width signs for the others, and pass over blanks (also those of other widths) and
# what cannot be seen on the way to them. A cell that begins with a tab or a line end is not looked into further.
_RUNS = re.compile(r"[\t\r\n]|[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")


def without_formula(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe goes before what would be one."""
    return "'" + cell if _RUNS.match(cell) else cell
