"""What a graph in Neo4j is made of: nodes with their links, and lines, each with a digest of all that it says.

The digest covers all that an element is made of, so that two loads need to compare nothing else. It is a number whose
upper part says in which bucket the element is compared, so that a server tells what differs by adding up what is there,
and only the buckets whose sums differ are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple
from zlib import crc32

from ics_graph.model import Dataset
from ics_graph.stores.compiler import doc
from ics_graph.stores.neo4j.schema import FORMAT, meta_ref

Properties = dict[str, Any]
BUCKETS, WIDTH = 2**17, 2**46
_LONGEST = 200
CLAIM_KEYS = ("locator", "basis", "stance", "said_by", "confidence", "note")
"""What a link to a source says of the claim."""
CITED_KEYS = ("graph", "line", *CLAIM_KEYS)
# Between texts that are joined; no id and no JSON has it.
BETWEEN = "\x1f"
# What lies in the graph otherwise in another version is another digest.
_FORMAT = FORMAT.encode()


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


class Edge(NamedTuple):
    """A line to write: a relationship of ``type`` between the nodes of two entities.

    ``cites`` are links from its subject to the sources of the line: a relationship can have no links of its own.
    """

    id: str
    subject: str
    type: str
    object: str
    properties: Properties
    cites: tuple[Link, ...] = ()


class Draft(NamedTuple):
    """A node or line that is known by its key and digest, and made of its row only where it has to be written."""

    key: str
    digest: int
    row: Any


def about_of(dataset: Dataset) -> str:
    """Return what the datasets in a graph say of themselves, as JSON."""
    return "[" + ",".join(doc(about) for about in dataset.about) + "]"


def meta(graph: str, about: str) -> Node:
    """Return the node that says what a graph is of: its format, and the datasets in it."""
    return Node(meta_ref(graph), ("Dataset",), {"graph": graph, "format": FORMAT, "about": about})


def digest_of_meta(node: Node) -> int:
    """Return the digest of the node that ``meta`` returned."""
    return digest_of(node.ref, *node.properties.values())


def digest_of(key: str, *content: object) -> int:
    """Return the digest of what an element is made of: the bucket of its key, then 46 bits of a hash of what is said.

    It is a positive integer of 63 bits, so that a server can add up what lies in each bucket.
    """
    return digest_of_text(key, joined(content))


def digest_of_text(key: str, text: str) -> int:
    """Return the digest of an element of which ``joined`` has made a text already."""
    content = int.from_bytes(blake2b(text.encode(), digest_size=8, person=_FORMAT).digest()) % WIDTH
    return bucket_of(key) * WIDTH + content


def joined(parts: Iterable[object]) -> str:
    """Return what is said as one text."""
    return BETWEEN.join(map(str, parts))


def bucket_of(key: str) -> int:
    """Return in which of the BUCKETS an element of this key is compared."""
    return crc32(key.encode()) % BUCKETS


def name_key(entity: str, kind: str, text: str) -> str:
    """Return the key of a name: what it says, as that is all that it is; an index takes no long text, but its hash."""
    shown = text if len(text) <= _LONGEST else blake2b(text.encode(), digest_size=16).hexdigest() + text[:_LONGEST]
    return f"{entity}/{_escaped(kind)}/{shown}"


@lru_cache(256)
def _escaped(kind: str) -> str:
    """Return a kind of name without strokes, so that no two names have one key."""
    return kind.replace("%", "%25").replace("/", "%2F")
