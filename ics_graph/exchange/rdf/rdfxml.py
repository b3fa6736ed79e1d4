r"""RDF/XML: for tools that read no younger syntax.

XML cannot hold most control characters, not even escaped. A text with one of them is written with ``\uXXXX`` in its
place, under a datatype of its own (``ics:escapedText``), which every import here turns back.
"""

from __future__ import annotations

import re
from functools import cache
from xml.sax.saxutils import escape

from ics_graph.errors import FormatError
from ics_graph.exchange.rdf.ntriples import IRIS
from ics_graph.exchange.rdf.to_triples import STRING, Group, Shared, Statement
from ics_graph.exchange.rdf.turtle import word
from ics_graph.exchange.terms import ESCAPED, PREFIXES

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]").search
_TO_ESCAPE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\\\\]").sub
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})").sub
# What would be markup, and the carriage return, which a reader of XML would make a line feed.
_MARKUP = re.compile(r"[&<>\r]").search


class RdfXml:
    """Writes records as RDF/XML."""

    def __init__(self, base: str) -> None:
        spaces = "\n".join(f'    xmlns:{prefix}="{namespace}"' for prefix, namespace in PREFIXES.items())
        self.head = f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF\n{spaces}>\n'
        self.tail = "</rdf:RDF>\n"

    def group(self, group: Group) -> str:
        """Return a record and its parts as text."""
        parts: list[str] = []
        for subject, statements in group:
            if statements.__class__ is not Shared:
                text = _statements(statements)
            elif (text := statements.text) is None:
                text = statements.text = _statements(statements)
            parts.append(f'<rdf:Description rdf:about="{_attribute(subject)}">\n{text}</rdf:Description>\n')
        return "".join(parts)


def _statements(statements: list[Statement]) -> str:
    """Return the elements of what is said of a subject."""
    parts = []
    for predicate, value, kind in statements:
        start, end = _tags(predicate)
        if kind in IRIS:
            parts.append(f'  <{start} rdf:resource="{_attribute(value)}"/>\n')
        elif kind == STRING or kind[0] == "@":
            if _FORBIDDEN(value):
                value, start = _escaped(value), f'{start} rdf:datatype="{ESCAPED}"'
            elif kind != STRING:
                start = f'{start} xml:lang="{kind[1:]}"'
            parts.append(f"  <{start}>{_text(value)}</{end}>\n")
        else:
            parts.append(f'  <{start} rdf:datatype="{_attribute(kind)}">{_text(value)}</{end}>\n')
    return "".join(parts)


def unescaped(text: str) -> str:
    """Return the text that a literal of ``ics:escapedText`` stands for."""
    return _ESCAPE(lambda match: chr(int(match.group(1), 16)), text)


def _escaped(text: str) -> str:
    return _TO_ESCAPE(lambda match: f"\\u{ord(match.group()):04X}", text)


def _attribute(iri: str) -> str:
    return iri.replace("&", "&amp;")


def _text(text: str) -> str:
    return escape(text, {"\r": "&#13;"}) if _MARKUP(text) else text


@cache
def _tags(predicate: str) -> tuple[str, str]:
    """Return what stands in the start tag and in the end tag of a predicate."""
    name = word(predicate)
    if not name.startswith("<"):
        return name, name
    space, local = predicate[: -len(_local(predicate))], _local(predicate)
    return f'other:{local} xmlns:other="{_attribute(space)}"', f"other:{local}"


def _local(iri: str) -> str:
    match = re.search(r"[A-Za-z_][A-Za-z0-9_.-]*\Z", iri)
    if match is None:
        raise FormatError(f"RDF/XML cannot write the predicate <{iri}>, which ends in no name; choose another syntax")
    return match.group()
