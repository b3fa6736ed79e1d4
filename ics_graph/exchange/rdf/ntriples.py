"""N-Triples and N-Quads: one statement a line, so that files can be sorted, compared and cut with ordinary tools."""

from __future__ import annotations

import re

from ics_graph.exchange.rdf.canonical import DATA, PART, STRING, WORD, Group, Said
from ics_graph.exchange.rdf.graphs import graphs_of
from ics_graph.exchange.terms import XSD

_UNCLEAN = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff]').search
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_ESCAPES = str.maketrans({**{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)}, **_NAMED})
IRIS = (DATA, PART, WORD)


def quoted(text: str) -> str:
    """Return a text in quotes, with what a line of text cannot hold escaped."""
    return f'"{text.translate(_ESCAPES)}"' if _UNCLEAN(text) else f'"{text}"'


def literal(value: str, datatype: str) -> str:
    """Return a literal; a plain one where it is text."""
    if datatype == STRING:
        return quoted(value)
    if datatype[0] == "@":
        return quoted(value) + datatype
    return f'"{value}"^^<{datatype}>' if datatype.startswith(XSD) else f"{quoted(value)}^^<{datatype}>"


class NTriples:
    """Writes records as N-Triples."""

    def __init__(self, base: str) -> None:
        self.head = self.tail = ""

    def group(self, group: Group) -> str:
        """Return a record and its parts as text."""
        return "".join([line for subject, said in group for line in _lines(subject, said, "")])


class NQuads:
    """Writes records as N-Quads, all in the default graph or each in the graphs of its sources."""

    def __init__(self, base: str, by_source: bool = False) -> None:
        self.head = self.tail = ""
        self.by_source = by_source

    def group(self, group: Group) -> str:
        """Return a record and its parts as text."""
        if not self.by_source:
            return "".join([line for subject, said in group for line in _lines(subject, said, "")])
        return "".join(
            [
                line
                for graph, resources in graphs_of(group)
                for subject, said in resources
                for line in _lines(subject, said, f" <{graph}>" if graph else "")
            ]
        )


def _lines(subject: str, said: list[Said], graph: str) -> list[str]:
    start, end = f"<{subject}> <", f"{graph} .\n"
    return [
        f"{start}{predicate}> <{value}>{end}" if kind in IRIS else f"{start}{predicate}> {literal(value, kind)}{end}"
        for predicate, value, kind in said
    ]
