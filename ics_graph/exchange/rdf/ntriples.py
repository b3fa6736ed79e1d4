"""N-Triples and N-Quads: one statement a line, so that files can be sorted, compared and cut with ordinary tools."""

from __future__ import annotations

import re

from ics_graph.exchange.rdf.graphs import graphs_of
from ics_graph.exchange.rdf.to_triples import DATA, PART, STRING, WORD, Group, Shared, Statement
from ics_graph.exchange.terms import XSD

_UNCLEAN = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff]').search
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_ESCAPES = str.maketrans({**{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)}, **_NAMED})
IRIS = frozenset((DATA, PART, WORD))


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


class _Predicates(dict[str, str]):
    """Each predicate as a line begins with it after its subject; there are some sixty."""

    def __missing__(self, predicate: str) -> str:
        text = self[predicate] = f"<{predicate}> "
        return text


_PREDICATES = _Predicates()


class NTriples:
    """Writes records as N-Triples."""

    def __init__(self, base: str) -> None:
        self.head = self.tail = ""

    def group(self, group: Group) -> str:
        """Return a record and its parts as text."""
        parts = []
        for subject, statements in group:
            start = f"<{subject}> "
            # The subject stands before each line: before the first, and between it and the next.
            parts.append(start + start.join(_lines(statements)))
        return "".join(parts)


class NQuads(NTriples):
    """Writes records as N-Quads, all in the default graph or each in the graphs of its sources."""

    def __init__(self, base: str, by_source: bool = False) -> None:
        super().__init__(base)
        self.by_source = by_source

    def group(self, group: Group) -> str:
        """Return a record and its parts as text."""
        if not self.by_source:
            return super().group(group)
        parts = []
        for graph, resources in graphs_of(group):
            end = f" <{graph}> .\n" if graph else " .\n"
            parts += [
                f"<{subject}> {line[:-3]}{end}" for subject, statements in resources for line in _lines(statements)
            ]
        return "".join(parts)


def _lines(statements: list[Statement]) -> list[str]:
    """Return the statements without their subject."""
    if statements.__class__ is not Shared:
        return _made(statements)
    if statements.text is None:
        statements.text = _made(statements)
    lines: list[str] = statements.text
    return lines


def _made(statements: list[Statement]) -> list[str]:
    start = _PREDICATES
    return [
        f"{start[predicate]}<{value}> .\n" if kind in IRIS else f"{start[predicate]}{literal(value, kind)} .\n"
        for predicate, value, kind in statements
    ]
