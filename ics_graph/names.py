"""How names are compared: one folding for the stores, the importers, the spreadsheet, the page and the questions.

Folding finds a name, and never makes two bodies one. The page folds in the same way (``page/src/folding.js``); a test
holds the two together (docs/decisions/0038-one-folding-of-names.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+")
_LETTERS = {
    "ł": "l",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
    "ς": "σ",
}
"""Small letters that Unicode does not take apart, as people write them who lack them on their keyboard."""
_TABLE = str.maketrans(_LETTERS)
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´′＇"))
_SAME_WORDS = {"saint": "st"}

TELL_NOTHING = frozenset({"and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with", "nhs", "ccg"})
"""Folded words that join others, or frame the name of any CCG: two names that share only these are not alike."""

_KINDS = r"(?P<kind>CCG|Clinical Commissioning Group|ICB|Integrated Care Board|ICS|Integrated Care System)"
_FRAMED = re.compile(rf"^(?:the\s+)?(?:NHS\s+)?(?P<core>.+?)\s+{_KINDS}$", re.IGNORECASE)
_ABBREVIATED = {
    "clinical commissioning group": "CCG",
    "integrated care board": "ICB",
    "integrated care system": "ICS",
}
_LEAST_LETTERS = 3


def fold(text: str) -> str:
    """Return a name as it is looked up: small letters without marks, punctuation, apostrophes or double spaces.

    Compatible forms are one (NFKC), letters such as ł and ß are as people type them without, what cannot be seen (soft
    hyphens, format characters) is left out, ``&`` is ``and`` and ``Saint`` is ``St``.
    """
    if not text.isascii():
        text = plain_letters(text.translate(_APOSTROPHES))
    words = _WORD.findall(text.lower().replace("&", " and ").replace("'", "").replace("`", ""))
    return " ".join([_SAME_WORDS.get(word, word) for word in words])


def plain_letters(text: str) -> str:
    """Return a text in small letters without marks or format characters, its compatible forms taken apart."""
    if text.isascii():
        return text.lower().translate(_TABLE)
    # Twice, since a small letter may have a mark that its capital has not.
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    return "".join([sign for sign in text if _is_seen(sign)]).translate(_TABLE)


def _is_seen(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind[0] != "M" and kind != "Cf"


def telling(key: str) -> str:
    """Return what tells a folded name from others: without words that join, and without "nhs" and "ccg".

    It is the whole of it where it has no other words.
    """
    return " ".join([word for word in key.split() if word not in TELL_NOTHING]) or key


def as_short_form(key: str) -> str:
    """Return a folded name in the words of a short form: "the nhs x clinical commissioning group" as "x ccg"."""
    framed = _FRAMED.match(key)
    return f"{framed['core']} {_abbreviated(framed['kind']).lower()}" if framed else key


def short_forms(name: str) -> Iterator[str]:
    """Yield what people call a body for short: a CCG or ICB without "NHS", and a CCG, ICB or ICS by its first letters.

    "NHS Durham Dales, Easington and Sedgefield CCG" is also "Durham Dales, Easington and Sedgefield CCG", the same
    without "CCG", "DDES CCG" and "DDES". A board keeps its "ICB", since its system has the same name and letters. No
    source need say so: a short form says who is meant only where it is one body's alone.
    """
    framed = _FRAMED.match(name.strip())
    if framed is None:
        return
    core, short = framed["core"], _abbreviated(framed["kind"])
    if short != "ICS":
        yield f"{core} {short}"
    if short == "CCG":
        yield core
    letters = "".join(word[0] for word in telling(fold(core)).split()).upper()
    if len(letters) >= _LEAST_LETTERS and letters.isalpha():
        yield f"{letters} {short}"
        if short != "ICB":
            yield letters


def _abbreviated(kind: str) -> str:
    return _ABBREVIATED.get(kind.lower(), kind.upper())
