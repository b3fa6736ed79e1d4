"""Values of Neo4j as a person or another program reads them: nodes, relationships, paths, days."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

# What is of use to the program alone: keys, digests, and the whole record a second time.
_LEFT_OUT = ("digest", "doc", "graph", "parts", "ref")
_OURS = "IcsGraph"


def shown(value: Any) -> str:
    """Return a value in words: text as it is, a node as ``(:NHSTrust {id: 'a', name: 'A'})``."""
    return value if isinstance(value, str) else _inner(value, text=str) if value is not None else ""


def plain(value: Any) -> Any:
    """Return a value as JSON has it: nodes and relationships whole, days as text."""
    from neo4j.graph import Node, Path, Relationship

    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": plain(dict(value))}
    if isinstance(value, Relationship):
        ends = [node.get("ref") or node.element_id if node is not None else None for node in value.nodes]
        return {"type": value.type, "from": ends[0], "to": ends[1], "properties": plain(dict(value))}
    if isinstance(value, Path):
        return {"nodes": [plain(node) for node in value.nodes], "lines": [plain(line) for line in value.relationships]}
    if isinstance(value, Mapping):
        return {str(key): plain(of) for key, of in value.items()}
    if isinstance(value, bytes | bytearray):
        return value.hex()
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if value is None or isinstance(value, str | int):
        return value
    return [plain(of) for of in value] if isinstance(value, list | tuple | set) else str(value)


def _inner(value: Any, text: Any = repr) -> str:
    from neo4j.graph import Node, Path, Relationship

    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return str(text(value))
    if isinstance(value, Node):
        labels = "".join(f":{label}" for label in sorted(value.labels) if label != _OURS)
        return f"({labels}{_properties(value.items(), ' ' if labels else '')})"
    if isinstance(value, Relationship):
        return f"[:{value.type}{_properties(value.items(), ' ')}]"
    if isinstance(value, Path):
        return _path(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inner(of)}" for key, of in value.items()) + "}"
    if isinstance(value, bytes | bytearray):
        return value.hex()
    return "[" + ", ".join(map(_inner, value)) + "]" if isinstance(value, list | tuple | set) else str(value)


def _path(path: Any) -> str:
    """Return a path with its bodies by name, and each line drawn the way it leads."""
    words = _name(path.nodes[0])
    for line, node in zip(path.relationships, path.nodes[1:], strict=True):
        onwards = line.end_node is not None and line.end_node.element_id == node.element_id
        words += (f" -[:{line.type}]-> " if onwards else f" <-[:{line.type}]- ") + _name(node)
    return words


def _name(node: Any) -> str:
    return f"({node.get('name') or node.get('title') or node.get('id') or node.get('ref') or node.element_id})"


def _properties(items: Iterable[tuple[str, Any]], before: str) -> str:
    kept = ", ".join(f"{key}: {_inner(of)}" for key, of in sorted(items) if key not in _LEFT_OUT and of not in ("", []))
    return f"{before}{{{kept}}}" if kept else ""
