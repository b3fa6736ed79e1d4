"""How names are compared: one folding for the stores, the importers and the questions."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return a name as it is looked up: without case, punctuation or double spaces, ``&`` as ``and``."""
    return " ".join(_WORD.findall(text.casefold().replace("&", " and ")))
