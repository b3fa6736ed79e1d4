"""Turtle and TriG: RDF as a person can read it, each record a paragraph."""

from __future__ import annotations

import re
from functools import cache

from ics_graph.exchange.rdf.canonical import BOOLEAN, DATA, INTEGER, PART, STRING, WORD, Group, Said
from ics_graph.exchange.rdf.graphs import graphs_of
from ics_graph.exchange.rdf.ntriples import quoted
from ics_graph.exchange.terms import ICS, PREFIXES, TYPE

_PREFIXED = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_SPLIT = re.compile(r"(.*[/#])([A-Za-z_][A-Za-z0-9_-]*)").fullmatch


class Turtle:
    """Writes records as Turtle."""

    def __init__(self, base: str) -> None:
        self.head = prologue()
        self.tail = ""

    def group(self, group: Group) -> str:
        """Return a record and its parts as text."""
        return "".join([f"\n{_paragraph(subject, said, '')}" for subject, said in group])


class TriG:
    """Writes records as TriG, all in the default graph or each in the graphs of its sources."""

    def __init__(self, base: str, by_source: bool = False) -> None:
        self.head = prologue()
        self.tail = ""
        self.by_source = by_source

    def group(self, group: Group) -> str:
        """Return a record and its parts as text."""
        if not self.by_source:
            return "".join([f"\n{_paragraph(subject, said, '')}" for subject, said in group])
        return "".join(_block(graph, resources) for graph, resources in graphs_of(group))


def prologue() -> str:
    """Return the prefixes."""
    return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


@cache
def word(iri: str) -> str:
    """Return a word of a vocabulary with its prefix, whole where it has none."""
    found = _SPLIT(iri)
    prefix = _PREFIXED.get(found.group(1)) if found else None
    return f"{prefix}:{found.group(2)}" if found and prefix is not None else f"<{iri}>"


def _block(graph: str, resources: Group) -> str:
    if not graph:
        return "".join([f"\n{_paragraph(subject, said, '')}" for subject, said in resources])
    inner = "".join([_paragraph(subject, said, "    ") for subject, said in resources])
    return f"\n<{graph}> {{\n{inner}}}\n"


def _paragraph(subject: str, said: list[Said], indent: str) -> str:
    parts = [f"{indent}{word(subject)}" if subject.startswith(ICS) else f"{indent}<{subject}>"]
    before = ""
    separator = " "
    for predicate, value, kind in said:
        if kind in (DATA, PART):
            shown = f"<{value}>"
        elif kind == WORD:
            shown = word(value)
        elif kind == STRING:
            shown = quoted(value)
        elif kind in (INTEGER, BOOLEAN):
            shown = value
        elif kind[0] == "@":
            shown = quoted(value) + kind
        else:
            shown = f"{quoted(value)}^^{word(kind)}"
        if predicate == before:
            parts.append(f" , {shown}")
        else:
            parts.append(f"{separator}{'a' if predicate == TYPE else word(predicate)} {shown}")
            before, separator = predicate, f" ;\n{indent}    "
    parts.append(" .\n")
    return "".join(parts)
