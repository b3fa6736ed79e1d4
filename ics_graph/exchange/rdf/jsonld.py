"""JSON-LD: RDF that a program without RDF can read too, with short keys and each record one object on one line."""

from __future__ import annotations

import json
from functools import cache
from json.encoder import encode_basestring as quoted

from ics_graph.exchange.rdf.context import compact, context, terms
from ics_graph.exchange.rdf.to_triples import BOOLEAN, DATA, INTEGER, PART, STRING, WORD, Group, Shared, Statement
from ics_graph.exchange.terms import ICS, TYPE

# Beyond this many digits a JSON number is not exact to every reader.
_DIGITS = 15


class JsonLd:
    """Writes records as one JSON-LD document, with the context in it."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.head = f'{{"@context": {json.dumps(context(base), ensure_ascii=False, indent=1)},\n"@graph": ['
        self.tail = "\n]}\n"
        self.separator = "\n"

    def group(self, group: Group) -> str:
        """Return a record as text, its parts within it."""
        separator, self.separator = self.separator, ",\n"
        within = {subject: statements for subject, statements in group[1:]}
        return separator + self._object(*group[0], within)

    def _object(self, subject: str, statements: list[Statement], within: dict[str, list[Statement]]) -> str:
        if statements.__class__ is not Shared:
            text = self._members(statements, within)
        elif (text := statements.text) is None:
            text = statements.text = self._members(statements, within)
        return f'{{"@id": {self._iri(subject)}, {text}}}'

    def _members(self, statements: list[Statement], within: dict[str, list[Statement]]) -> str:
        members: dict[str, list[str] | str] = {}
        for predicate, value, kind in statements:
            if predicate == TYPE:
                key, shown = "@type", _type(value)
            else:
                key, coerced = _term(predicate)
                if kind == STRING:
                    shown = quoted(value)
                elif kind == DATA:
                    shown = self._iri(value) if coerced == "@id" else f'{{"@id": {self._iri(value)}}}'
                elif kind == PART:
                    shown = self._object(value, within[value], within)
                elif kind == WORD:
                    shown = _word(value) if coerced == "@id" else f'{{"@id": {_word(value)}}}'
                elif kind[0] == "@":
                    shown = f'{{"@value": {quoted(value)}, "@language": "{kind[1:]}"}}'
                elif kind == BOOLEAN or (kind == INTEGER and len(value) <= _DIGITS):
                    shown = value
                else:
                    shown = quoted(value)
                    if kind != coerced:
                        shown = f'{{"@value": {shown}, "@type": {_word(kind)}}}'
            if key not in members:
                members[key] = shown
            elif isinstance(before := members[key], list):
                before.append(shown)
            else:
                members[key] = [before, shown]
        return ", ".join(
            [
                f'"{key}": {shown}' if isinstance(shown, str) else f'"{key}": [{", ".join(shown)}]'
                for key, shown in members.items()
            ]
        )

    def _iri(self, iri: str) -> str:
        return f'"id:{iri[len(self.base) :]}"' if iri.startswith(self.base) else _word(iri)


@cache
def _type(iri: str) -> str:
    return f'"{iri[len(ICS) :]}"' if iri.startswith(ICS) else _word(iri)


@cache
def _word(iri: str) -> str:
    return f'"{compact(iri)}"'


@cache
def _term(predicate: str) -> tuple[str, str]:
    return terms().get(predicate) or (compact(predicate), "")
