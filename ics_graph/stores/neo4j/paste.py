"""A query with its parameters as text that the Neo4j Browser and cypher-shell take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any


def pasted(query: str, parameters: Mapping[str, Any]) -> str:
    """Return ``:param`` lines for the parameters, then the query."""
    lines = [f":param {name} => {literal(value)}" for name, value in sorted(parameters.items())]
    return "\n".join([*lines, f"{query.strip().rstrip(';')};"])


def literal(value: Any) -> str:
    """Return a value as Cypher writes it, on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"`{str(key).replace('`', '``')}`: {literal(of)}" for key, of in value.items()) + "}"
    if isinstance(value, list | tuple | set | frozenset):
        return "[" + ", ".join(map(literal, value)) + "]"
    return f"'{escaped(str(value))}'"


def escaped(text: str) -> str:
    """Return a text as Cypher writes it between single quotation marks, on one line."""
    if text.isprintable() and "'" not in text and "\\" not in text:
        return text  # nearly all of them, and much quicker than a look at each character
    return "".join(map(_character, text))


def _character(character: str) -> str:
    escapes = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    if character in escapes:
        return escapes[character]
    return character if character.isprintable() else "".join(f"\\u{unit:04x}" for unit in _units(character))


def _units(character: str) -> list[int]:
    encoded = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(encoded[at : at + 2], "big") for at in range(0, len(encoded), 2)]
