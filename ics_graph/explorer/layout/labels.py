"""How names are set in a card: measured without a browser, and wrapped so that nothing is ever wider than its card.

The widths are those of DejaVu Sans, the widest of the usual system fonts, so that a card that fits here fits anywhere.
"""

from __future__ import annotations

import re
import unicodedata

from ics_graph.model import Entity

_NARROW = {**dict.fromkeys("ijl'|", 0.3), **dict.fromkeys("ft.,:;!()[]/ ", 0.38), **dict.fromkeys("mwMW@%", 0.98)}
NAME_SIZE, WORD_SIZE, LABEL_SIZE = 12.5, 10.0, 10.5
LINE, WORD_LINE = 15, 12


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is in pixels, rather too wide than too narrow."""
    ems = 0.0
    for char in text:
        if char in _NARROW:
            ems += _NARROW[char]
        elif ord(char) < 0x250:
            ems += 0.72 if char.isupper() else 0.63
        else:
            ems += 1.05
    return ems * size


def wrap(text: str, width: float, size: float = NAME_SIZE, most: int = 5) -> list[str]:
    """Return a text in at most ``most`` lines, broken between words where it can be, with an ellipsis for the rest."""
    lines: list[str] = []
    current = ""
    for word, space in _words(text):
        while True:
            longer = f"{current}{space}{word}" if current else word
            if width_of(longer, size) <= width:
                current = longer
                break
            if current:
                lines.append(current)
                current = ""
            else:
                fits = max(1, next((n for n in range(1, len(word)) if width_of(word[: n + 1], size) > width), 1))
                lines.append(word[:fits])
                word = word[fits:]
            if len(lines) == most:
                return [*lines[:-1], _shortened(lines[-1], width, size)]
    return [*lines, current] if current or not lines else lines


def _words(text: str) -> list[tuple[str, str]]:
    """Return the parts between which a line may be broken, each with what stands before it on the same line."""
    words = []
    for word in _visible(text).split():
        parts = re.findall(r"[^-]+-*|-+", word)
        words += [(part, "" if n else " ") for n, part in enumerate(parts)]
    return words


def _shortened(line: str, width: float, size: float) -> str:
    while line and width_of(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip() + "…"


def _visible(text: str) -> str:
    """Show on a card what cannot be seen or turns the text around as the sign for an unknown character."""
    text = text[:400]
    hidden = {char for char in text if unicodedata.category(char) in ("Cc", "Cf") and not char.isspace()}
    return "".join("\ufffd" if char in hidden else char for char in text)


def short_name(entity: Entity) -> str:
    """Return the shortest of a body's own names with which its name begins, such as Prevention for a workstream."""
    starts = [name for name in entity.also_called if len(name) > 2 and entity.name.startswith(name)]
    return min(starts, key=len, default=entity.name)
