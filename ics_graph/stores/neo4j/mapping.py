"""From compiled rows to what is written to Neo4j: nodes with their links, and lines, each with a digest.

An element is first drafted: its key, and a digest of the row that it is made of and of what the ontology adds to it.
Only what differs from what is there is then made. An ontology that moves a type under another parent changes what it
should. The ontology is written, too: each entity is tied to its type, so that Cypher alone can ask by any level of type
and explain a term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from ics_graph.certainty import certainty
from ics_graph.kinds import Kind
from ics_graph.model import Claim, Completeness, Event, Fact, Gap, Source, all_claims
from ics_graph.model.decisions import DecisionRecord
from ics_graph.names import fold
from ics_graph.ontology import EntityType, Family, RelationType
from ics_graph.stores.compiler import Compiler, Wanted, doc
from ics_graph.stores.neo4j.decision_nodes import DECISION_LABELS, in_order, links_of, properties_of
from ics_graph.stores.neo4j.elements import (
    BETWEEN,
    CLAIM_KEYS,
    Draft,
    Edge,
    Link,
    Node,
    Properties,
    digest_of,
    digest_of_text,
    joined,
    name_key,
)
from ics_graph.stores.neo4j.native import codes, dated, in_effect, stated_days
from ics_graph.stores.neo4j.schema import CITED, LABELS, SHORT_FORM, TAKES_PART, ref
from ics_graph.stores.rows import Body, Line
from ics_graph.stores.search import parts_of
from ics_graph.validity import only_planned

_WIDEST = 2**63  # integers of Neo4j have 64 bits
Record = Source | Fact | Gap | Completeness | Event


# The id of each row, what its digest is of, and the row itself.
_Rows = Callable[[Wanted | None], Iterator[tuple[str, tuple[object, ...], Any]]]


class _Section(NamedTuple):
    """How the nodes of a section come about: from rows, and each from its row."""

    rows: _Rows
    node: Callable[[Any], Node]


class GraphMapping:
    """The nodes and lines of one dataset, as they lie in the graph of this name."""

    def __init__(self, compiler: Compiler, graph: str) -> None:
        self.compiler = compiler
        self.graph = graph

    def drafts(self, section: str, wanted: Wanted | None = None) -> Iterator[Draft]:
        """Yield the nodes of a section (``schema.LABELS``), or those whose keys are wanted, to be made by ``node``."""
        begin = self.ref(section, "")
        wants = (lambda id_: wanted(begin + id_)) if wanted is not None else None
        for id_, content, row in self._sections[section].rows(wants):
            key = begin + id_
            yield Draft(key, digest_of(key, *content), row)

    def node(self, section: str, draft: Draft) -> Node:
        """Return the node of a draft."""
        return self._sections[section].node(draft.row)

    def edge_drafts(self, wanted: Wanted | None = None) -> Iterator[Draft]:
        """Yield every line, those of the statutory rules among them, to be made by ``edge``."""
        types = {name: f"{self.graph}{BETWEEN}{kind}{BETWEEN}" for name, kind in self._line_types.items()}
        # What lines of bulk data say behind their ends is shared by many of them.
        behind = lru_cache(4096)(joined)
        for line in self.compiler.lines(wanted):
            text = f"{types[line.type]}{BETWEEN.join(line[:5])}{BETWEEN}{behind(line[5:])}"
            yield Draft(line.id, digest_of_text(line.id, text), line)

    def edge(self, draft: Draft) -> Edge:
        """Return the line of a draft."""
        line: Line = draft.row
        properties = line._asdict()
        del properties["subject"], properties["object"]
        _with_dates(properties, "plan_from", "plan_to")
        properties["graph"] = self.graph
        properties["in_effect"] = in_effect(line.certainty, line.planned, line.general)
        properties |= stated_days(line.since, line.until, properties["start_min"], properties["end_max"])
        claims = all_claims(line.record)
        properties |= _native(claims)
        cites = tuple(
            Link(CITED, link.ref, {"graph": self.graph, "line": line.id, **link.properties})
            for link in self._cites(claims)
        )
        return Edge(line.id, line.subject, self._line_types[line.type], line.object, properties, cites)

    def ref(self, section: str, id_: str) -> str:
        """Return the key of a record's node in this graph."""
        return ref(self.graph, section, id_)

    @cached_property
    def _line_types(self) -> dict[str, str]:
        return {name: kind.neo4j_type for name, kind in self.compiler.ontology.relations.items()}

    @cached_property
    def _sections(self) -> dict[str, _Section]:
        data, ontology = self.compiler.dataset, self.compiler.ontology
        # A parent comes before its kinds, so that each finds the node that its link leads to.
        types = sorted(ontology.types.values(), key=lambda kind: (len(kind.ancestors), kind.name))
        return {
            "families": _Section(_terms(ontology.families.values(), self._family), self._family),
            "types": _Section(_terms(types, self._type), self._type),
            "relation-types": _Section(_terms(ontology.relations.values(), self._relation_type), self._relation_type),
            "sources": _Section(_records(self.compiler.sources), self._source),
            "entities": _Section(self._body_rows, self._entity),
            "names": _Section(self._name_rows, self._name),
            "facts": _Section(_records(data.facts.values), self._fact),
            "gaps": _Section(_records(data.gaps.values), self._gap),
            "complete": _Section(_records(data.complete.values), self._whole),
            "events": _Section(_records(data.events.values), self._event),
            **{section: self._decision_section(section) for section in DECISION_LABELS},
        }

    def _decision_section(self, section: str) -> _Section:
        records = self.compiler.dataset.section(section)
        return _Section(
            _records(lambda: in_order(section, records.values())), lambda record: self._decision_record(section, record)
        )

    def _decision_record(self, section: str, record: DecisionRecord) -> Node:
        links = tuple(Link(type_, self.ref(of, id_), {}) for type_, of, id_ in links_of(section, record))
        properties = {"id": record.id, **properties_of(record), "doc": doc(record)}
        properties["sources"] = _sources(record.claims)
        properties.pop("claims", None)
        return self._node(section, record.id, properties, links + self._cites(record.claims))

    def _body_rows(self, wanted: Wanted | None) -> Iterator[tuple[str, tuple[object, ...], Body]]:
        ontology = self.compiler.ontology
        labels = {name: ":".join(ontology.labels_for_neo4j(name)) for name in ontology.types}
        for body in self.compiler.bodies(wanted):
            before = [labels[kind.type] for kind in body.dated_kinds] if body.kinds else ()
            yield body.id, (labels[body.type], *before, *body), body

    def _name_rows(self, wanted: Wanted | None) -> Iterator[tuple[str, tuple[object, ...], tuple[str, str, str]]]:
        short_forms = ((entity, SHORT_FORM, text) for entity, text in self.compiler.short_forms())
        for row in chain(self.compiler.names(), short_forms):
            id_ = name_key(*row)
            if wanted is None or wanted(id_):
                yield id_, (id_,), row

    # --- the ontology ---

    def _family(self, family: Family) -> Node:
        properties = {"name": family.name, "label": family.label, "definition": family.definition}
        return self._node("families", family.name, properties)

    def _type(self, kind: EntityType) -> Node:
        parents = (Link("SUBTYPE_OF", self.ref("types", kind.parent), {}),) if kind.parent else ()
        properties = {
            "name": kind.name,
            "label": kind.label,
            "abbreviation": kind.abbreviation,
            "definition": kind.definition,
            "iri": kind.iri,
            "abstract": kind.abstract,
        }
        return self._node("types", kind.name, properties, parents)

    def _relation_type(self, kind: RelationType) -> Node:
        properties = {
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
        return self._node("relation-types", kind.name, properties, (family, *ends))

    # --- the records ---

    def _entity(self, body: Body) -> Node:
        properties = body._asdict()
        _with_dates(properties)
        record = self.compiler.dataset.entities[body.id]
        properties["graph"] = self.graph
        properties["in_effect"] = in_effect(body.certainty, body.planned, body.extent != "one")
        properties |= stated_days(record.since, record.until, properties["start_min"], properties["end_max"])
        properties |= codes(record.identifiers)
        properties["sources"] = _sources(record.claims)
        claims = all_claims(record)
        kinds = body.dated_kinds
        types = list(dict.fromkeys((body.type, *(kind.type for kind in kinds))))
        properties["types"] = types if kinds else None
        out = (
            Link("OF_TYPE", self.ref("types", body.type), {}),
            *(Link("HAD_TYPE", self.ref("types", kind.type), _days_of(kind)) for kind in kinds),
            *self._cites(claims),
        )
        labels = tuple(
            dict.fromkeys(label for type_ in types for label in self.compiler.ontology.labels_for_neo4j(type_))
        )
        return Node(self.ref("entities", body.id), labels, properties, out)

    def _name(self, row: tuple[str, str, str]) -> Node:
        entity, kind, text = row
        key = fold(text)
        properties: Properties = {"key": key, "text": text, "kind": kind, "parts": " ".join(parts_of(key))}
        if kind == SHORT_FORM:
            properties["parts"] = None  # no near name is looked for among them
        link = Link("NAMES", self.ref("entities", entity), {})
        return self._node("names", name_key(*row), properties, (link,))

    def _source(self, source: Source) -> Node:
        properties = {"title": source.title, "kind": source.kind, "publisher": source.publisher, "link": source.link}
        properties |= {"licence": source.licence, **dated(source.date, source.not_before, source.not_after)}
        return self._record("sources", source, properties)

    def _fact(self, fact: Fact) -> Node:
        number = fact.number
        if isinstance(number, int) and not -_WIDEST <= number < _WIDEST:
            number = float(number)
        properties = {"property": fact.property, "number": number, "unit": fact.unit, "text": fact.text}
        sure = certainty(all_claims(fact))
        properties |= {"certainty": sure, "in_effect": in_effect(sure, planned=False)}
        properties |= stated_days(fact.since, fact.until)
        return self._record("facts", fact, properties)

    def _gap(self, gap: Gap) -> Node:
        return self._record("gaps", gap, {"topic": gap.topic, "reason": gap.reason})

    def _whole(self, whole: Completeness) -> Node:
        return self._record("complete", whole, {"family": whole.family})

    def _event(self, event: Event) -> Node:
        sure, planned = certainty(all_claims(event)), only_planned(event)
        properties = {
            "kind": event.kind,
            "name": event.name,
            **dated(event.date, event.not_before, event.not_after),
            "certainty": sure,
            "planned": planned,
            "in_effect": in_effect(sure, planned),
        }
        return self._record("events", event, properties)

    def _record(self, section: str, record: Record, properties: Properties) -> Node:
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
            properties["sources"] = _sources(claims)
            out += self._cites(claims)
        return self._node(section, record.id, {"id": record.id, **properties, "doc": doc(record)}, out, into)

    def _node(
        self, section: str, id_: str, properties: Properties, out: tuple[Link, ...] = (), into: tuple[Link, ...] = ()
    ) -> Node:
        return Node(self.ref(section, id_), (LABELS[section],), {"graph": self.graph, **properties}, out, into)

    def _cites(self, claims: tuple[Claim, ...]) -> tuple[Link, ...]:
        return tuple(
            Link("CITES", self.ref("sources", claim.source), {key: getattr(claim, key) for key in CLAIM_KEYS})
            for claim in dict.fromkeys(claims)
        )


def _terms(terms: Iterable[Any], node: Callable[[Any], Node]) -> _Rows:
    """Return the rows of words of the ontology: few, and told apart by all that their nodes say."""

    def rows(wanted: Wanted | None) -> Iterator[tuple[str, tuple[object, ...], Any]]:
        yield from ((term.name, tuple(node(term)), term) for term in terms if wanted is None or wanted(term.name))

    return rows


def _records(records: Callable[[], Iterable[Any]]) -> _Rows:
    """Return the rows of records: each is told apart by the whole of it, as JSON."""

    def rows(wanted: Wanted | None) -> Iterator[tuple[str, tuple[object, ...], Any]]:
        yield from ((record.id, (doc(record),), record) for record in records() if wanted is None or wanted(record.id))

    return rows


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


def _days_of(kind: Kind) -> Properties:
    when = kind.when
    return {"start_min": when.start_min, "start_max": when.start_max, "end_min": when.end_min, "end_max": when.end_max}


def _sources(claims: tuple[Claim, ...]) -> list[str] | None:
    return sorted({claim.source for claim in claims}) or None


def _with_dates(properties: Properties, *others: str) -> None:
    for name in ("start_min", "start_max", "end_min", "end_max", *others):
        if properties[name] is not None:
            properties[name] = date.fromisoformat(properties[name])
