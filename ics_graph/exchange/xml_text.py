"""Text in XML: the characters that XML 1.0 cannot hold, not even escaped, and entities that would fill the memory."""

from __future__ import annotations

import re
from collections.abc import Callable

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INSTEAD = "\ufffd"
# Parsers differ in whether they mind how these words are written, so that none of their spellings is passed over.
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DECLARED = re.compile(rb"""<!ENTITY\s+([^\s"'%<>&]+)\s+(?:"([^"&]*)"|'([^'&]*)')\s*>""", re.IGNORECASE)
DEEPEST = 100
"""How many levels deep XML may be nested."""
_MOST_ENTITIES, _MOST_GROWN = 100, 50_000_000


class Replacing:
    """Replaces what XML forbids by U+FFFD, the sign for a character that cannot be shown, and counts it."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, text: str) -> str:
        """Return a text that XML can hold."""
        safe, count = _FORBIDDEN.subn(_INSTEAD, text)
        self.number += count
        return safe

    def say(self, tell: Callable[[str], None], format_: str) -> None:
        """Tell how many characters were replaced, if any were."""
        if self.number:
            are = "character is" if self.number == 1 else "characters are"
            tell(f"{self.number:,} control {are} written as U+FFFD, since {format_} cannot hold them.")


def doctype(raw: bytes) -> int | None:
    """Return the line of the document type declaration of an XML file, with which entities begin; None without one."""
    match = _DOCTYPE.search(raw)
    return raw.count(b"\n", 0, match.start()) + 1 if match else None


def too_deep(raw: bytes) -> int | None:
    """Return the line at which XML is nested deeper than ``DEEPEST``; None where it is not, or is no XML.

    Parsers of RDF take a time that grows with the square of the depth.
    """
    from xml.parsers import expat

    parser = expat.ParserCreate()
    depth = 0

    def start(name: str, attributes: list[str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _TooDeep

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.ordered_attributes = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(raw, True)
    except _TooDeep:
        return parser.CurrentLineNumber
    except (expat.ExpatError, ValueError, LookupError):
        return None  # the parser of RDF says what is wrong with it
    return None


class _TooDeep(Exception):
    """Raised at the first element that is too deep."""


def swelling(raw: bytes) -> int | None:
    """Return the line of a document type declaration whose entities could fill the memory; None where none can.

    Short names for namespaces, as editors of ontologies write them, are in order. An entity made of others is not, nor
    are so many, or such long ones, that the text would be some 50 MB longer.
    """
    line = doctype(raw)
    if line is None:
        return None
    declared = _DECLARED.findall(raw)
    if len(declared) != len(_ENTITY.findall(raw)) or len(declared) > _MOST_ENTITIES:
        return line
    grown = sum(raw.count(b"&" + name + b";") * max(len(double), len(single)) for name, double, single in declared)
    return line if grown > _MOST_GROWN else None
