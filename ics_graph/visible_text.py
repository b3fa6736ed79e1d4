"""Text that nobody can see, made visible: control characters, direction marks, zero-width characters, stray bytes.

Such a character in a name can steer a terminal (ESC), turn the rest of a line round (U+202E), or make two names look
alike. Data keep what they hold; what people read shows each as a sign such as ``⟨U+202E⟩``. See
docs/decisions/0032-what-cannot-be-seen-is-shown.md.
"""

from __future__ import annotations

import codecs
import dataclasses
import re
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

# Control characters but tab and line feed; what Unicode calls format characters, fillers that look like nothing,
# variation selectors, tags, separators of lines and paragraphs; and surrogates, which stand for bytes that are no text.
_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_SURROGATES = "\ud800-\udfff"
_unseen = re.compile(f"[{_UNSEEN}{_SURROGATES}]")
_SEEN = bytes([ord("\t"), ord("\n"), *range(0x20, 0x7F)])
# A line that ends as Windows ends it is a line.
_line_end = re.compile("\r\n")
# Where lines part, with the blanks around.
_parting = re.compile("[ \t]*[\t\n][ \t\n]*")
# What stands for a sign of ours, or of typography, where an encoding does not have it.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−─", "-"),
        **dict.fromkeys("‘’‚", "'"),
        **dict.fromkeys("“”„", '"'),
        **{"…": "...", "•": "*", "→": "->", "←": "<-", "⟨": "<", "⟩": ">", "\N{NO-BREAK SPACE}": " "},
        **{"│": "|", "├": "+", "└": "+", "┌": "+", "█": "#", "░": ".", "✓": "ok"},
    }
)
_HANDLER = "ics_graph.shown"


def visible(text: str) -> str:
    """Return a text in which every character that cannot be seen is a sign; line feeds and tabs stay."""
    return _unseen.sub(_sign, _line_end.sub("\n", text))


def in_a_line(text: str) -> str:
    """Return a text as ``visible`` does, in one line: where its lines part there is a blank."""
    return _parting.sub(" ", visible(text))


def unseen_in(text: str) -> list[str]:
    """Return the signs of the characters of a text that cannot be seen, each once, in their order."""
    # What is left of bytes when others are taken out is known sooner than what a pattern finds in a text.
    if text.isascii() and (text.isprintable() or not text.encode().translate(None, _SEEN)):
        return []
    return list(dict.fromkeys(map(_sign, _unseen.finditer(_line_end.sub("\n", text)))))


def has_stray_bytes(text: str) -> bool:
    """Return whether a text holds surrogates, which no file can hold as text."""
    return re.search(f"[{_SURROGATES}]", text) is not None


def json_visible(text: str, encoding: str = "utf-8") -> str:
    """Return JSON that says the same, with escapes for what cannot be seen and for what an encoding does not have."""
    return _escaped(text, encoding, _json_escape)


def turtle_visible(text: str, encoding: str = "utf-8") -> str:
    """Return Turtle that says the same, likewise."""
    return _escaped(text, encoding, _turtle_escape)


def encodable(text: str, encoding: str) -> str:
    """Return a text that an encoding can write: a similar sign, or else the number of the character."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode(encoding, _HANDLER).decode(encoding)
    return text


def seen(value: T, show: Callable[[str], str] = in_a_line) -> T:
    """Return a value with ``show`` done to each text in it, in dataclasses, tuples, lists and dicts, too."""
    shown: Any = _seen(value, show)
    return shown  # type: ignore[no-any-return]


def _seen(value: Any, show: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else show(value)
    if isinstance(value, tuple):
        parts = [_seen(part, show) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if isinstance(value, list):
        return [_seen(part, show) for part in value]
    if isinstance(value, dict):
        return {_seen(key, show): _seen(part, show) for key, part in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        old = {field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.init}
        new = {name: _seen(part, show) for name, part in old.items()}
        changed = {name: part for name, part in new.items() if part is not old[name] and part != old[name]}
        return dataclasses.replace(value, **changed) if changed else value
    return value


def _sign(match: re.Match[str]) -> str:
    number = ord(match[0])
    # How Python holds a byte of a name or an argument that is no UTF-8.
    return f"⟨byte {number - 0xDC00:02X}⟩" if 0xDC80 <= number <= 0xDCFF else f"⟨U+{number:04X}⟩"


def _escaped(text: str, encoding: str, escape: Callable[[str], str]) -> str:
    text = _unseen.sub(lambda match: escape(match[0]), text)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(char if _has(encoding, char) else escape(char) for char in text)
    return text


def _json_escape(char: str) -> str:
    number = ord(char)
    if number < 0x10000:
        return f"\\u{number:04x}"
    return f"\\u{0xD800 + (number - 0x10000 >> 10):04x}\\u{0xDC00 + (number - 0x10000 & 0x3FF):04x}"


def _turtle_escape(char: str) -> str:
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"


def _has(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _shown_plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    signs = []
    for char in error.object[error.start : error.end]:
        plain = char.translate(_PLAIN)
        signs.append(plain if plain.isascii() else f"<U+{ord(char):04X}>")
    return "".join(signs), error.end


codecs.register_error(_HANDLER, _shown_plainly)
