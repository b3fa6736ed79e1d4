"""Turtle and TriG: RDF as a person can read it, each record a paragraph."""

from __future__ import annotations

import re
from functools import cache

from ics_graph.exchange.rdf.graphs import graphs_of
from ics_graph.exchange.rdf.ntriples import quoted
from ics_graph.exchange.rdf.to_triples import BOOLEAN, DATA, INTEGER, PART, STRING, WORD, Group, Shared, Statement
from ics_graph.exchange.terms import ICS, PREFIXES, TYPE

_PREFIXED = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_DATA, _BARE = frozenset((DATA, PART)), frozenset((INTEGER, BOOLEAN))
_SPLIT = re.compile(r"(.*[/#])([A-Za-z_][A-Za-z0-9_-]*)").fullmatch


class Turtle:
    """Writes records as Turtle."""

    def __init__(self, base: str) -> None:
        self.head = prologue()
        self.tail = ""

    def group(self, group: Group) -> str:
        """Return a record and its parts as text."""
        return _paragraphs(group)


class TriG:
    """Writes records as TriG, all in the default graph or each in the graphs of its sources."""

    def __init__(self, base: str, by_source: bool = False) -> None:
        self.head = prologue()
        self.tail = ""
        self.by_source = by_source

    def group(self, group: Group) -> str:
        """Return a record and its parts as text."""
        if not self.by_source:
            return _paragraphs(group)
        return "".join(_block(graph, resources) for graph, resources in graphs_of(group))


def prologue() -> str:
    """Return the prefixes."""
    return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


@cache
def word(iri: str) -> str:
    """Return a word of a vocabulary with its prefix, whole where it has none."""
    match = _SPLIT(iri)
    prefix = _PREFIXED.get(match.group(1)) if match else None
    return f"{prefix}:{match.group(2)}" if match and prefix is not None else f"<{iri}>"


class _Words(dict[str, str]):
    """The same as a dictionary, which is quicker to ask than a function."""

    def __missing__(self, iri: str) -> str:
        text = self[iri] = "a" if iri == TYPE else word(iri)
        return text


_WORDS = _Words()


def _paragraphs(group: Group) -> str:
    parts = []
    for subject, statements in group:
        if statements.__class__ is not Shared:
            text = _statements(statements, "")
        elif (text := statements.text) is None:
            text = statements.text = _statements(statements, "")
        parts.append(f"\n{_subject(subject)}{text}")
    return "".join(parts)


def _block(graph: str, resources: Group) -> str:
    if not graph:
        return "".join([f"\n{_subject(subject)}{_statements(statements, '')}" for subject, statements in resources])
    inner = "".join([f"    {_subject(subject)}{_statements(statements, '    ')}" for subject, statements in resources])
    return f"\n<{graph}> {{\n{inner}}}\n"


def _subject(iri: str) -> str:
    return word(iri) if iri.startswith(ICS) else f"<{iri}>"


def _statements(statements: list[Statement], indent: str) -> str:
    """Return what follows a subject: predicates and values, to the full stop."""
    parts = []
    before, words = "", _WORDS
    separator = " "
    for predicate, value, kind in statements:
        if kind in _DATA:
            shown = f"<{value}>"
        elif kind == WORD:
            shown = words[value]
        elif kind == STRING:
            shown = quoted(value)
        elif kind in _BARE:
            shown = value
        elif kind[0] == "@":
            shown = quoted(value) + kind
        else:
            shown = f"{quoted(value)}^^{word(kind)}"
        if predicate == before:
            parts.append(f" , {shown}")
        else:
            parts.append(f"{separator}{words[predicate]} {shown}")
            before, separator = predicate, f" ;\n{indent}    "
    parts.append(" .\n")
    return "".join(parts)
