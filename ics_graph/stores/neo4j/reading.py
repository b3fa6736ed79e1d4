"""The graph in Neo4j as a Store: every question to it is one read transaction of parameterised Cypher."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from ics_graph.model import About, Completeness, Event, Fact, Gap, Source
from ics_graph.model.decisions import DECISION_RECORDS
from ics_graph.names import as_short_form, fold, telling
from ics_graph.serialization import from_plain
from ics_graph.stores.neo4j.ahead import ReadingAhead
from ics_graph.stores.neo4j.cypher_fragments import BODY, LINE, arrow, predicate, values
from ics_graph.stores.neo4j.decision_nodes import DECISION_LABELS, link_of
from ics_graph.stores.neo4j.opening import OpenGraph
from ics_graph.stores.neo4j.schema import (
    LINE_INDEX,
    NAME_INDEX,
    SHORT_FORM,
    ref,
    relationship_types,
)
from ics_graph.stores.rows import PASSAGES, Body, Direction, Hop, Line, Match, Mentions, View, as_in_json
from ics_graph.stores.search import MOST_CANDIDATES, called, in_depth, parts_of, ranked

_NAMED = "MATCH (name)-[:NAMES]->(e:Entity:IcsGraph) RETURN e.id, e.name, e.type, name.text"
T = TypeVar("T")


class Neo4jStore(OpenGraph):
    """A graph in Neo4j, opened for reading. Raises StoreError where the server or the graph is not there."""

    def for_one_answer(self) -> ReadingAhead:
        """Return this store as one answer reads it: with few round trips, and with nothing older than the answer."""
        return ReadingAhead(self)

    def about(self) -> list[About]:
        """Return what the datasets in the store say of themselves."""
        return self._about

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Return how many there are of each: by entity type, by relation type, and of the other records."""
        types = "MATCH (e:Entity:IcsGraph) WHERE e.graph = $graph RETURN e.type, count(*)"
        lines = (
            f"MATCH (:Entity:IcsGraph {{graph: $graph}})-[l:{self._line_types}]->(:IcsGraph) "
            "WHERE l.graph = $graph AND NOT l.id CONTAINS '@' RETURN l.type, count(*)"
        )
        others = {"facts": "Fact", "events": "Event", "gaps": "Gap", "complete": "Complete", "sources": "Source"}
        records = " UNION ALL ".join(
            f"MATCH (n:{label}:IcsGraph) WHERE n.graph = $graph RETURN '{name}' AS name, count(*) AS number"
            for name, label in (others | DECISION_LABELS).items()
        )
        counted = {name: number for name, number in self.read(records)}
        return {
            "entities": {kind: number for kind, number in sorted(self.read(types))},
            "relations": {kind: number for kind, number in sorted(self.read(lines))},
            "records": {name: counted.get(name, 0) for name in others}
            | {name: counted[name] for name in sorted(DECISION_LABELS) if counted.get(name)},
        }

    def called(self, text: str, limit: int = 20) -> list[Match]:
        """Return bodies whose id, name, other name or code is ``text``; if none is, those that it is short for."""
        select = "MATCH (name:Name:IcsGraph {key: $key, graph: $graph}) WHERE name.kind"
        rows = self.read(f"{select} <> $kind {_NAMED}", key=fold(text), kind=SHORT_FORM)
        rows = rows or self.read(f"{select} = $kind {_NAMED}", key=as_short_form(fold(text)), kind=SHORT_FORM)
        return called(rows, limit)

    def find(self, text: str, limit: int = 20) -> list[Match]:
        """Return the bodies that are ``called`` so, and after them those with a near name, the nearest first."""
        return ranked(text, self.called(text, limit), self._near(text), limit)

    def _near(self, text: str) -> Sequence[Any]:
        key = telling(fold(text))
        parts = parts_of(key)
        if not parts:
            near = "name.key STARTS WITH $key AND name.graph = $graph AND name.kind <> $kind"
            query = f"MATCH (name:Name:IcsGraph WHERE {near}) {_NAMED} ORDER BY name.key LIMIT $most"
            return self.read(query, key=key, kind=SHORT_FORM, most=MOST_CANDIDATES)
        # Parts are letters, digits and "_" in lower case, so nothing of Lucene's own language is left in them.
        query = (
            f"CALL db.index.fulltext.queryNodes('{NAME_INDEX}', $asked, {{limit: $most}}) YIELD node AS name "
            f"MATCH (name:IcsGraph) {_NAMED}"
        )
        search = f'+graph:"{self.graph}" +parts:({" ".join(parts)})'
        return self.connection.read(query, asked=search, most=MOST_CANDIDATES)

    def starting(self, text: str, limit: int) -> list[str]:
        """Return names and other names that begin as ``text``, case and punctuation aside, in alphabetical order."""
        query = (
            "MATCH (name:Name:IcsGraph {graph: $graph}) WHERE name.key STARTS WITH $key AND name.kind IN $kinds "
            "WITH name.key AS key, min(name.text) AS text RETURN text ORDER BY key LIMIT $limit"
        )
        kinds = ["name", "other name", "name in a source"]
        return [row[0] for row in self.read(query, key=fold(text), kinds=kinds, limit=limit)]

    def bodies(self, ids: Collection[str]) -> dict[str, Body]:
        """Return the entities of these ids, ordered by id; unknown ids are left out."""
        query = f"UNWIND $refs AS ref MATCH (e:Entity:IcsGraph {{ref: ref}}) RETURN {BODY}"
        rows = self.connection.read(query, refs=self.refs("entities", ids))
        return {row[0]: Body._make(row) for row in sorted(rows)}

    def of_types(self, types: Collection[str], ever: bool = False) -> list[Body]:
        """Return the entities of these very types (kinds of them are named, too), ordered by name and id.

        ``ever`` adds those that were of one of them once, and are of another type now.
        """
        of = "OF_TYPE|HAD_TYPE" if ever else "OF_TYPE"
        query = (
            f"UNWIND $refs AS ref MATCH (:Type:IcsGraph {{ref: ref}})<-[:{of}]-(e:Entity:IcsGraph) "
            f"WITH DISTINCT e RETURN {BODY}"
        )
        rows = self.connection.read(query, refs=self.refs("types", types))
        return sorted(map(Body._make, rows), key=lambda body: (body.name, body.id))

    def lines(
        self,
        ids: Collection[str] | None,
        direction: Direction,
        families: Collection[str],
        view: View,
        far: Collection[str] | None = None,
        most: int | None = None,
    ) -> list[Line]:
        """Return the lines one hop up (these are subjects) or down (objects) from ``ids``, or all, ordered by id."""
        types = "|".join(relationship_types(self.ontology, families))
        if not types or (ids is not None and not ids):
            return []
        near = " {graph: $graph}" if ids is None else " {ref: ref}"
        among = "" if far is None else " AND far.ref IN $far"
        query = (
            f"MATCH (:Entity:IcsGraph{near}){arrow('l', types, direction)}(far:IcsGraph) "
            f"WHERE {predicate('l', view)}{among} "
        )
        if ids is not None and most is not None:
            first = "ORDER BY l.family, l.start_min, l.end_max, far.id, l.id LIMIT $most"
            query = f"CALL (ref) {{ {query}RETURN l {first} }} "
        query = ("" if ids is None else "UNWIND $refs AS ref ") + query + f"RETURN {LINE}"
        given: dict[str, Any] = {"graph": self.graph} if ids is None else {"refs": self.refs("entities", ids)}
        given |= {} if far is None else {"far": self.refs("entities", far)}
        given |= {} if most is None or ids is None else {"most": most}
        rows = self.connection.read(query, **given, **values(families, view))
        return sorted(map(Line._make, rows))

    def degrees(self, ids: Collection[str], families: Collection[str], view: View) -> dict[str, int]:
        """Return to how many other bodies each of ``ids`` has a line, up or down; 0 for an unknown one."""
        counted = dict.fromkeys(ids, 0)
        types = "|".join(relationship_types(self.ontology, families))
        if not types or not ids:
            return counted
        query = (
            f"UNWIND $refs AS ref MATCH (e:Entity:IcsGraph {{ref: ref}})-[l:{types}]-(far:IcsGraph) "
            f"WHERE far <> e AND {predicate('l', view)} RETURN e.id, count(DISTINCT far)"
        )
        counted.update(self.connection.read(query, refs=self.refs("entities", ids), **values(families, view)))
        return counted

    def line(self, id: str) -> Line | None:
        """Return one line by its id."""
        query = (
            f"CALL db.index.fulltext.queryRelationships('{LINE_INDEX}', $asked) YIELD relationship AS l "
            f"MATCH (:Entity:IcsGraph)-[l]->(:IcsGraph) WHERE l.id = $id AND l.graph = $graph RETURN {LINE}"
        )
        # Every character that is not a letter or digit is escaped, so that none means anything to Lucene.
        rows = self.read(query, asked=re.sub(r"(\W)", r"\\\1", id), id=id) if id.strip() else []
        return Line._make(rows[0]) if rows else None

    def closure(self, start: str, direction: Direction, families: Collection[str], view: View) -> list[Hop]:
        """Return every line on the way up or down from ``start``, each once, by depth and id; linear in its answer.

        As nothing but the distinct bodies reached is asked of the walk, Neo4j plans it as a pruning breadth-first
        search, which comes to each body once; the lines are one hop from those.
        """
        query = self.closure_query(direction, families, view)
        if query is None:
            return []
        rows = self.connection.read(query, start=ref(self.graph, "entities", start), **values(families, view))
        return in_depth(start, direction, map(Line._make, rows))

    def closure_query(self, direction: Direction, families: Collection[str], view: View) -> str | None:
        """Return the Cypher of a closure (parameters: start, families and day), or None where no type is walked."""
        types = "|".join(relationship_types(self.ontology, families))
        if not types:
            return None
        return (
            "MATCH (start:Entity:IcsGraph {ref: $start})\n"
            f"MATCH (start){arrow('steps', types + '*0..', direction)}(at:IcsGraph)\n"
            f"WHERE all(step IN steps WHERE {predicate('step', view)})\n"
            "WITH DISTINCT at\n"
            f"MATCH (at){arrow('l', types, direction)}(:IcsGraph)\n"
            f"WHERE {predicate('l', view)}\n"
            f"RETURN {LINE}"
        )

    def facts(self, ids: Collection[str] | None = None) -> list[Fact]:
        """Return all facts of these entities, or of all, ordered by id."""
        return self._of("Fact", Fact, ids)

    def gaps(self, ids: Collection[str] | None = None) -> list[Gap]:
        """Return the stated gaps of these entities, or of all, ordered by id."""
        return self._of("Gap", Gap, ids)

    def complete(self, ids: Collection[str] | None = None) -> list[Completeness]:
        """Return which lists of these entities, or of all, are stated to be whole, ordered by id."""
        return self._of("Complete", Completeness, ids)

    def filed(self, section: str, ids: Collection[str] | None = None, by: str = "id") -> list[Any]:
        """Return the records of who may decide what of a section, or those that refer to one of ``ids`` in a field."""
        kind, label = DECISION_RECORDS[section], DECISION_LABELS[section]
        if ids is not None and not ids:
            return []
        if ids is None:
            return _read(kind, self.read(f"MATCH (n:{label}:IcsGraph) WHERE n.graph = $graph RETURN n.id, n.doc"))
        if by == "function":  # decision rights are few, and each has several names
            named = "any(key IN n.function_keys WHERE key IN $keys)"
            query = f"MATCH (n:{label}:IcsGraph) WHERE n.graph = $graph AND {named} RETURN n.id, n.doc"
            return _read(kind, self.read(query, keys=sorted(ids)))
        if by == "id":
            query = f"UNWIND $refs AS ref MATCH (n:{label}:IcsGraph {{ref: ref}}) RETURN n.id, n.doc"
            return _read(kind, self.connection.read(query, refs=self.refs(section, ids)))
        type_, of = link_of(section, by)
        query = (
            f"UNWIND $refs AS ref MATCH (:IcsGraph {{ref: ref}})<-[:{type_}]-(n:{label}:IcsGraph) "
            "RETURN DISTINCT n.id, n.doc"
        )
        return _read(kind, self.connection.read(query, refs=self.refs(of, ids)))

    def events(self, ids: Collection[str] | None = None) -> list[Event]:
        """Return the events in which these entities take part, or all, ordered by id."""
        if ids is None:
            return _read(Event, self.read("MATCH (n:Event:IcsGraph) WHERE n.graph = $graph RETURN n.id, n.doc"))
        query = (
            "UNWIND $refs AS ref MATCH (:Entity:IcsGraph {ref: ref})-[:PARTICIPATES_IN]->(n:Event:IcsGraph) "
            "RETURN DISTINCT n.id, n.doc"
        )
        return _read(Event, self.connection.read(query, refs=self.refs("entities", ids)))

    def mentions(self, text: str) -> Mentions:
        """Return the records in which a text occurs, in upper or lower case, each kind ordered by id."""
        asked = as_in_json(text)
        passages: dict[str, type[Any]] = {DECISION_LABELS[section]: DECISION_RECORDS[section] for section in PASSAGES}
        records = " UNION ALL ".join(
            f"MATCH (n:{label}:IcsGraph) WHERE n.graph = $graph AND toLower(n.doc) CONTAINS $asked "
            f"RETURN '{label}' AS label, n.id AS id, n.doc AS doc"
            for label in ("Fact", "Event", "Gap", *passages)
        )
        of_label = defaultdict(list)
        for label, id_, doc in self.read(records, asked=asked):
            of_label[label].append((id_, doc))
        bodies = (
            "MATCH (e:Entity:IcsGraph) WHERE e.graph = $graph "
            f"AND (toLower(e.name) CONTAINS $name OR toLower(e.doc) CONTAINS $asked) RETURN {BODY}"
        )
        lines = (
            f"MATCH (:Entity:IcsGraph {{graph: $graph}})-[l:{self._line_types}]->(:IcsGraph) "
            "WHERE l.graph = $graph AND toLower(l.doc) CONTAINS $asked "
            f"RETURN {LINE}"
        )
        return Mentions(
            [Body._make(row) for row in sorted(self.read(bodies, name=text.lower(), asked=asked))],
            sorted(map(Line._make, self.read(lines, asked=asked))),
            _read(Fact, of_label["Fact"]),
            _read(Event, of_label["Event"]),
            _read(Gap, of_label["Gap"]),
            [record for label, kind in passages.items() for record in _read(kind, of_label[label])],
        )

    def sources(self, ids: Collection[str] | None = None) -> dict[str, Source]:
        """Return the sources of these ids, or all."""
        if ids is None:
            rows = self.read("MATCH (n:Source:IcsGraph) WHERE n.graph = $graph RETURN n.id, n.doc")
        else:
            query = "UNWIND $refs AS ref MATCH (n:Source:IcsGraph {ref: ref}) RETURN n.id, n.doc"
            rows = self.connection.read(query, refs=self.refs("sources", ids))
        return {source.id: source for source in _read(Source, rows)}

    @property
    def _line_types(self) -> str:
        return "|".join(relationship_types(self.ontology))

    def _of(self, label: str, kind: type[T], ids: Collection[str] | None) -> list[T]:
        if ids is None:
            return _read(kind, self.read(f"MATCH (n:{label}:IcsGraph) WHERE n.graph = $graph RETURN n.id, n.doc"))
        query = (
            f"UNWIND $refs AS ref MATCH (:Entity:IcsGraph {{ref: ref}})<-[:ABOUT]-(n:{label}:IcsGraph) "
            "RETURN DISTINCT n.id, n.doc"
        )
        return _read(kind, self.connection.read(query, refs=self.refs("entities", ids)))


def _read(kind: type[T], rows: Iterable[tuple[Any, ...]]) -> list[T]:
    return [from_plain(kind, json.loads(doc)) for _, doc in sorted(rows)]
