"""From compiled rows to what is written to Neo4j: nodes and lines, each with a digest of all that it says.

The digest covers labels, properties and links, so that two loads need to compare nothing else, and an ontology
that moves a type under another parent changes what it should.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from ics_graph.model import Claim, Completeness, Event, Fact, Gap, Source
from ics_graph.stores.compiled import Compiled, doc
from ics_graph.stores.neo4j.schema import FORMAT, LABELS, ref
from ics_graph.stores.rows import fold
from ics_graph.stores.search import parts_of

Properties = dict[str, Any]
_WIDEST = 2**63  # integers of Neo4j have 64 bits


class Node(NamedTuple):
    """A node to write: its labels beside ``IcsGraph``, its properties, and its links to entities."""

    ref: str
    labels: tuple[str, ...]
    properties: Properties
    links: tuple[Properties, ...] = ()

    @property
    def digest(self) -> str:
        """A digest of all that the node says."""
        return _digest(self.labels, self.properties, self.links)


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
        return _digest(self.subject, self.type, self.object, self.properties)


def nodes(section: str, compiled: Compiled) -> Iterator[Node]:
    """Yield the nodes of a section: those of the model, and ``names``, by which entities are found."""
    yield from _NODES[section](compiled)


def edges(compiled: Compiled) -> Iterator[Edge]:
    """Yield every line, those of the statutory rules among them."""
    types = {name: kind.neo4j_type for name, kind in compiled.ontology.relations.items()}
    for line in compiled.lines():
        properties = line._asdict()
        del properties["subject"], properties["object"]
        _with_dates(properties, "plan_from", "plan_to")
        record = line.record
        properties["role"], properties["capacity"] = record.role, record.capacity
        properties["sources"] = _sources((*record.claims, *(c for spell in record.phases for c in spell.claims)))
        yield Edge(line.id, line.subject, types[line.type], line.object, properties)


def _entities(compiled: Compiled) -> Iterator[Node]:
    for body in compiled.bodies():
        properties = body._asdict()
        _with_dates(properties)
        record = compiled.dataset.entities[body.id]
        properties["extent"], properties["sources"] = record.extent, _sources(record.claims)
        yield Node(ref("entities", body.id), compiled.ontology.labels_for_neo4j(body.type), properties)


def _names(compiled: Compiled) -> Iterator[Node]:
    # One code may be given for two spells of time; as a name it is one.
    for entity, kind, text in dict.fromkeys(compiled.names()):
        key = fold(text)
        properties = {"key": key, "text": text, "kind": kind, "parts": " ".join(parts_of(key))}
        link = {"entity": ref("entities", entity), "set": {}}
        yield Node(ref("names", _digest(entity, kind, text)), (LABELS["names"],), properties, (link,))


def _sources_of_claims(compiled: Compiled) -> Iterator[Node]:
    for source in compiled.sources():
        shown = {"title": source.title, "kind": source.kind, "publisher": source.publisher, "link": source.link}
        yield _node("sources", source, **shown)


def _facts(compiled: Compiled) -> Iterator[Node]:
    for fact in compiled.dataset.facts.values():
        number = fact.number
        if isinstance(number, int) and not -_WIDEST <= number < _WIDEST:
            number = float(number)
        yield _node("facts", fact, property=fact.property, number=number, unit=fact.unit, text=fact.text)


def _gaps(compiled: Compiled) -> Iterator[Node]:
    for gap in compiled.dataset.gaps.values():
        yield _node("gaps", gap, topic=gap.topic, reason=gap.reason)


def _complete(compiled: Compiled) -> Iterator[Node]:
    for whole in compiled.dataset.complete.values():
        yield _node("complete", whole, family=whole.family)


def _events(compiled: Compiled) -> Iterator[Node]:
    for event in compiled.dataset.events.values():
        yield _node("events", event, kind=event.kind, name=event.name)


_NODES: dict[str, Callable[[Compiled], Iterator[Node]]] = {
    "sources": _sources_of_claims,
    "entities": _entities,
    "names": _names,
    "facts": _facts,
    "gaps": _gaps,
    "complete": _complete,
    "events": _events,
}


def _node(section: str, record: Source | Fact | Gap | Completeness | Event, **properties: object) -> Node:
    links: tuple[Properties, ...] = ()
    if isinstance(record, Event):
        links = tuple(
            {"entity": ref("entities", p.entity), "set": {"side": p.side, "part": p.part, "role": p.role}}
            for p in dict.fromkeys(record.participants)
        )
    elif not isinstance(record, Source):
        links = ({"entity": ref("entities", record.entity), "set": {}},)
    if not isinstance(record, Source):
        properties["sources"] = _sources(record.claims)
    return Node(ref(section, record.id), (LABELS[section],), {"id": record.id, **properties, "doc": doc(record)}, links)


def _with_dates(properties: Properties, *others: str) -> None:
    for name in ("start_min", "start_max", "end_min", "end_max", *others):
        if properties[name] is not None:
            properties[name] = date.fromisoformat(properties[name])


def _sources(claims: tuple[Claim, ...]) -> list[str]:
    return sorted({claim.source for claim in claims})


def _digest(*said: object) -> str:
    return sha256(json.dumps((FORMAT, *said), default=str, sort_keys=True).encode()).hexdigest()[:32]
