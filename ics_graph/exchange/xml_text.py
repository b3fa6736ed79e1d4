"""Text in XML: the few characters that XML 1.0 cannot hold, not even escaped."""

from __future__ import annotations

import re
from collections.abc import Callable

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INSTEAD = "\ufffd"


class Replacing:
    """Replaces what XML forbids by U+FFFD, the sign for a character that cannot be shown, and counts it."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, text: str) -> str:
        """Return a text that XML can hold."""
        safe, found = _FORBIDDEN.subn(_INSTEAD, text)
        self.number += found
        return safe

    def say(self, tell: Callable[[str], None], format_: str) -> None:
        """Tell how many characters were replaced, if any were."""
        if self.number:
            are = "character is" if self.number == 1 else "characters are"
            tell(f"{self.number:,} control {are} written as U+FFFD, since {format_} cannot hold them.")
