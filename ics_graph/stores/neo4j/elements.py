"""What a graph in Neo4j is made of: nodes with their links, and lines, each with a digest of all that it says.

The digest covers labels, properties and links, so that two loads need to compare nothing else.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any, NamedTuple

from ics_graph.model import Dataset
from ics_graph.stores.compiled import doc
from ics_graph.stores.neo4j.schema import FORMAT, meta_ref

Properties = dict[str, Any]


class Link(NamedTuple):
    """A relationship that belongs to a node: its type, the node at its other end, and its properties."""

    type: str
    ref: str
    properties: Properties


class Node(NamedTuple):
    """A node to write: its labels beside ``IcsGraph``, its properties, and its links out to others and in from them."""

    ref: str
    labels: tuple[str, ...]
    properties: Properties
    out: tuple[Link, ...] = ()
    into: tuple[Link, ...] = ()

    @property
    def digest(self) -> str:
        """A digest of all that the node says."""
        return digest_of(self.labels, self.properties, self.out, self.into)


class Edge(NamedTuple):
    """A line to write: a relationship of ``type`` between the nodes of two entities."""

    id: str
    subject: str
    type: str
    object: str
    properties: Properties

    @property
    def digest(self) -> str:
        """A digest of all that the line says, its ends and type among it."""
        return digest_of(self.subject, self.type, self.object, self.properties)


def about_of(dataset: Dataset) -> str:
    """Return what the datasets in a graph say of themselves, as JSON."""
    return "[" + ",".join(doc(about) for about in dataset.about) + "]"


def meta(graph: str, about: str) -> Node:
    """Return the node that says what a graph is of: its format, and the datasets in it."""
    return Node(meta_ref(graph), ("Dataset",), {"graph": graph, "format": FORMAT, "about": about})


def digest_of(*said: object) -> str:
    """Return a digest of what is said, the format of the graph included."""
    text = json.dumps((FORMAT, *said), default=str, ensure_ascii=False, sort_keys=True)
    return blake2b(text.encode(), digest_size=16).hexdigest()
