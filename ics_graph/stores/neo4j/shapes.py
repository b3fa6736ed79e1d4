"""From compiled rows to what is written to Neo4j: nodes with their links, and lines, each with a digest of all it says.

The digest covers labels, properties and links, so that two loads need to compare nothing else, and an ontology
that moves a type under another parent changes what it should. The ontology is written, too: each entity is tied to its
type, so that Cypher alone can ask by any level of type and explain a term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import Any

from ics_graph.model import Claim, Completeness, Event, Fact, Gap, Source, all_claims
from ics_graph.stores.compiled import Compiled, doc
from ics_graph.stores.neo4j.elements import Edge, Link, Node, Properties, digest_of
from ics_graph.stores.neo4j.schema import LABELS, TAKES_PART, ref
from ics_graph.stores.rows import fold
from ics_graph.stores.search import parts_of

_WIDEST = 2**63  # integers of Neo4j have 64 bits


class Shapes:
    """The nodes and lines of one dataset, as they lie in the graph of this name."""

    def __init__(self, compiled: Compiled, graph: str) -> None:
        self.compiled = compiled
        self.graph = graph

    def nodes(self, section: str) -> Iterator[Node]:
        """Yield the nodes of a section (``schema.LABELS``): those of the model, the ontology's, and names."""
        yield from self._makers[section]()

    def edges(self) -> Iterator[Edge]:
        """Yield every line, those of the statutory rules among them."""
        types = {name: kind.neo4j_type for name, kind in self.compiled.ontology.relations.items()}
        for line in self.compiled.lines():
            properties = line._asdict()
            del properties["subject"], properties["object"]
            _with_dates(properties, "plan_from", "plan_to")
            record = line.record
            properties["graph"] = self.graph
            properties["role"], properties["capacity"] = record.role, record.capacity
            properties.update(_native(all_claims(record)))
            yield Edge(line.id, line.subject, types[line.type], line.object, properties)

    def refs(self, section: str) -> Iterator[str]:
        """Yield the keys of a section's nodes without making them."""
        data, ontology = self.compiled.dataset, self.compiled.ontology
        named: dict[str, Any] = {
            "families": ontology.families,
            "types": ontology.types,
            "relation-types": ontology.relations,
            "entities": data.entities,
            "facts": data.facts,
            "gaps": data.gaps,
            "complete": data.complete,
            "events": data.events,
        }
        if section in named:
            yield from (self.ref(section, id_) for id_ in named[section])
        else:
            yield from (node.ref for node in self.nodes(section))

    def ref(self, section: str, id_: str) -> str:
        """Return the key of a record's node in this graph."""
        return ref(self.graph, section, id_)

    @cached_property
    def _makers(self) -> dict[str, Callable[[], Iterator[Node]]]:
        return {
            "families": self._families,
            "types": self._types,
            "relation-types": self._relation_types,
            "sources": self._sources,
            "entities": self._entities,
            "names": self._names,
            "facts": self._facts,
            "gaps": self._gaps,
            "complete": self._complete,
            "events": self._events,
        }

    # --- the ontology ---

    def _families(self) -> Iterator[Node]:
        for family in self.compiled.ontology.families.values():
            said = {"name": family.name, "label": family.label, "definition": family.definition}
            yield self._node("families", family.name, said)

    def _types(self) -> Iterator[Node]:
        # A parent comes before its kinds, so that each finds the node that its link leads to.
        for kind in sorted(self.compiled.ontology.types.values(), key=lambda kind: (len(kind.ancestors), kind.name)):
            parents = (Link("SUBTYPE_OF", self.ref("types", kind.parent), {}),) if kind.parent else ()
            said = {
                "name": kind.name,
                "label": kind.label,
                "abbreviation": kind.abbreviation,
                "definition": kind.definition,
                "iri": kind.iri,
                "abstract": kind.abstract,
            }
            yield self._node("types", kind.name, said, parents)

    def _relation_types(self) -> Iterator[Node]:
        for kind in self.compiled.ontology.relations.values():
            said = {
                "name": kind.name,
                "neo4j_type": kind.neo4j_type,
                "label": kind.label,
                "inverse_label": kind.inverse_label,
                "definition": kind.definition,
                "iri": kind.iri,
                "family": kind.family,
                "symmetric": kind.symmetric,
            }
            ends = [Link("FROM", self.ref("types", name), {}) for name in kind.declared_subjects]
            ends += [Link("TO", self.ref("types", name), {}) for name in kind.declared_objects]
            family = Link("IN_FAMILY", self.ref("families", kind.family), {})
            yield self._node("relation-types", kind.name, said, (family, *ends))

    # --- the records ---

    def _entities(self) -> Iterator[Node]:
        for body in self.compiled.bodies():
            properties = body._asdict()
            _with_dates(properties)
            record = self.compiled.dataset.entities[body.id]
            properties["graph"], properties["extent"] = self.graph, record.extent
            properties["sources"] = _sources(record.claims)
            claims = all_claims(record)
            out = (Link("OF_TYPE", self.ref("types", body.type), {}), *self._cites(claims))
            labels = self.compiled.ontology.labels_for_neo4j(body.type)
            yield Node(self.ref("entities", body.id), labels, properties, out)

    def _names(self) -> Iterator[Node]:
        # One code may be given for two spells of time; as a name it is one.
        for entity, kind, text in dict.fromkeys(self.compiled.names()):
            key = fold(text)
            said = {"key": key, "text": text, "kind": kind, "parts": " ".join(parts_of(key))}
            link = Link("NAMES", self.ref("entities", entity), {})
            yield self._node("names", digest_of(entity, kind, text), said, (link,))

    def _sources(self) -> Iterator[Node]:
        for source in self.compiled.sources():
            said = {"title": source.title, "kind": source.kind, "publisher": source.publisher, "link": source.link}
            said |= {"licence": source.licence, "date": str(source.date) if source.date else None}
            yield self._record("sources", source, said)

    def _facts(self) -> Iterator[Node]:
        for fact in self.compiled.dataset.facts.values():
            number = fact.number
            if isinstance(number, int) and not -_WIDEST <= number < _WIDEST:
                number = float(number)
            said = {"property": fact.property, "number": number, "unit": fact.unit, "text": fact.text}
            yield self._record("facts", fact, said)

    def _gaps(self) -> Iterator[Node]:
        for gap in self.compiled.dataset.gaps.values():
            yield self._record("gaps", gap, {"topic": gap.topic, "reason": gap.reason})

    def _complete(self) -> Iterator[Node]:
        for whole in self.compiled.dataset.complete.values():
            yield self._record("complete", whole, {"family": whole.family})

    def _events(self) -> Iterator[Node]:
        for event in self.compiled.dataset.events.values():
            dates = {"date": event.date, "not_before": event.not_before, "not_after": event.not_after}
            said = {name: str(day) if day else None for name, day in dates.items()}
            yield self._record("events", event, {"kind": event.kind, "name": event.name, **said})

    def _record(self, section: str, record: Source | Fact | Gap | Completeness | Event, said: Properties) -> Node:
        out: tuple[Link, ...] = ()
        into: tuple[Link, ...] = ()
        if isinstance(record, Event):
            into = tuple(
                Link(TAKES_PART, self.ref("entities", p.entity), {"side": p.side, "part": p.part, "role": p.role})
                for p in dict.fromkeys(record.participants)
            )
        elif not isinstance(record, Source):
            out = (Link("ABOUT", self.ref("entities", record.entity), {}),)
        if not isinstance(record, Source):
            claims = all_claims(record)
            said["sources"] = _sources(claims)
            out += self._cites(claims)
        return self._node(section, record.id, {"id": record.id, **said, "doc": doc(record)}, out, into)

    def _node(
        self, section: str, id_: str, said: Properties, out: tuple[Link, ...] = (), into: tuple[Link, ...] = ()
    ) -> Node:
        return Node(self.ref(section, id_), (LABELS[section],), {"graph": self.graph, **said}, out, into)

    def _cites(self, claims: tuple[Claim, ...]) -> tuple[Link, ...]:
        return tuple(
            Link(
                "CITES",
                self.ref("sources", claim.source),
                {
                    "locator": claim.locator,
                    "basis": claim.basis,
                    "stance": claim.stance,
                    "said_by": claim.said_by,
                    "confidence": claim.confidence,
                    "note": claim.note,
                },
            )
            for claim in dict.fromkeys(claims)
        )


def _native(claims: tuple[Claim, ...]) -> Properties:
    """Return the claims of a line as lists side by side: a relationship can have no links of its own.

    A list of nothing is left out, as it is everywhere here: files for an import cannot tell it from no list.
    """
    return {
        "sources": _sources(claims),
        "claim_sources": [claim.source for claim in claims] or None,
        "claim_locators": [claim.locator or "" for claim in claims] if any(c.locator for c in claims) else None,
        "claim_bases": [claim.basis for claim in claims] or None,
        "claim_stances": [claim.stance for claim in claims] or None,
    }


def _sources(claims: tuple[Claim, ...]) -> list[str] | None:
    return sorted({claim.source for claim in claims}) or None


def _with_dates(properties: Properties, *others: str) -> None:
    for name in ("start_min", "start_max", "end_min", "end_max", *others):
        if properties[name] is not None:
            properties[name] = date.fromisoformat(properties[name])
