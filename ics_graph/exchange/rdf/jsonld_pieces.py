"""JSON-LD with each record on one line, as it is written here, taken apart: its parser reads no file piece by piece.

What is in "@graph" may be parsed in parts, each with the context of the whole. A file that is laid out otherwise is
not taken apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ics_graph.exchange.json_text import DEEPEST, is_deeper

_GRAPH = b'"@graph": ['
_END = b"\n]}\n"
_LONGEST_HEAD = 1024 * 1024
_LONG_ENOUGH = 4 * 1024 * 1024


def pieces(file: Path) -> Iterator[bytes]:
    """Yield JSON-LD documents that together say what a file says; none where it is not laid out as we write it.

    A piece of a file that is damaged, or only looks as if it were laid out so, is a document that no parser takes.
    """
    with file.open("rb") as lines:
        head = bytearray()
        for line in lines:
            head += line
            if line == _GRAPH + b"\n" or len(head) > _LONGEST_HEAD:
                break
        if not _is_head(bytes(head)):
            return
        part = bytearray()
        for line in lines:
            part += line
            if len(part) > _LONG_ENOUGH and line.endswith(b"},\n"):
                yield bytes(head) + part[:-2] + _END
                part.clear()
        yield bytes(head) + part


def _is_head(head: bytes) -> bool:
    """Return whether a text is a document without its records: a context, and a graph that begins."""
    if not head.endswith(_GRAPH + b"\n") or is_deeper(head, DEEPEST):
        return False
    try:
        document = json.loads(head + b"]}")
    except ValueError:
        return False
    return isinstance(document, dict) and document.keys() == {"@context", "@graph"}
