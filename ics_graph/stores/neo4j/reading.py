"""The graph in Neo4j as a Store: every question to it is one read transaction of parameterised Cypher."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import TracebackType
from typing import Any, Self, TypeVar

from ics_graph.model import About, Completeness, Event, Fact, Gap, Source
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.plain import from_plain
from ics_graph.stores import StoreError
from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.schema import (
    FORMAT,
    GRAPH,
    LINE_INDEX,
    NAME_INDEX,
    checked_graph,
    meta_ref,
    ref,
    relationship_types,
)
from ics_graph.stores.rows import Body, Direction, Hop, Line, Match, Mentions, View, fold
from ics_graph.stores.search import MOST_CANDIDATES, in_depth, parts_of, ranked

T = TypeVar("T")
GRAPH_VARIABLE = "ICS_GRAPH_NEO4J_GRAPH"

_DAYS = ("start_min", "start_max", "end_min", "end_max")
# Days leave Neo4j as text, which is how rows keep them, and a good deal faster to unpack than dates.
_BODY = "e.id, e.type, e.name, e.certainty, e.planned, {}, e.doc".format(
    ", ".join(f"toString(e.{day})" for day in _DAYS)
)
_LINE = "l.id, startNode(l).id, l.type, l.family, endNode(l).id, l.certainty, l.planned, l.general, {}, l.doc".format(
    ", ".join(f"toString(l.{day})" for day in (*_DAYS, "plan_from", "plan_to"))
)


class Neo4jStore:
    """A graph in Neo4j, opened for reading. Raises StoreError where the server or the graph is not there."""

    def __init__(
        self,
        url: str,
        user: str | None = None,
        password: str | None = None,
        database: str | None = None,
        ontology: Ontology | None = None,
        graph: str | None = None,
    ) -> None:
        self.graph = checked_graph(graph or os.environ.get(GRAPH_VARIABLE) or GRAPH)
        self.loading: str | None = None
        self.connection = Connection(url, user, password, database)
        try:
            self.ontology = ontology or load_ontology()
            self._about = self._meta()
        except BaseException:
            self.close()
            raise

    def _meta(self) -> list[About]:
        query = "MATCH (d:Dataset:IcsGraph {ref: $ref}) RETURN d.format, d.about, toString(d.loading)"
        rows = self.connection.read(query, ref=meta_ref(self.graph))
        where = f"Neo4j at {self.connection.url}"
        named = f" of the name '{self.graph}'" if self.graph != GRAPH else ""
        if not rows:
            hint = f"load one with: ics-graph load --to {self.connection.url}"
            raise StoreError(f"{where} holds no graph of ics-graph{named}; {hint}")
        self.loading = rows[0][2]
        if rows[0][0] is None:
            hint = "wait for it, or run it again if it was broken off"
            raise StoreError(f"{where} holds no whole graph yet: a load began at {self.loading}; {hint}")
        if rows[0][0] != FORMAT:
            raise StoreError(f"{where} was loaded by another version of ics-graph; load it again with this one")
        return [from_plain(About, plain) for plain in json.loads(rows[0][1])]

    def about(self) -> list[About]:
        """Return what the datasets in the store say of themselves."""
        return self._about

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Return how many there are of each: by entity type, by relation type, and of the other records."""
        types = "MATCH (e:Entity:IcsGraph) WHERE e.graph = $graph RETURN e.type, count(*)"
        lines = "MATCH (:Entity:IcsGraph)-[l]->(:IcsGraph) WHERE l.graph = $graph RETURN l.type, count(*)"
        others = {"facts": "Fact", "events": "Event", "gaps": "Gap", "complete": "Complete", "sources": "Source"}
        records = " UNION ALL ".join(
            f"MATCH (n:{label}:IcsGraph) WHERE n.graph = $graph RETURN '{name}' AS name, count(*) AS number"
            for name, label in others.items()
        )
        counted = {name: number for name, number in self.read(records)}
        return {
            "entities": {kind: number for kind, number in sorted(self.read(types))},
            "relations": {kind: number for kind, number in sorted(self.read(lines))},
            "records": {name: counted.get(name, 0) for name in others},
        }

    def find(self, text: str, limit: int = 20) -> list[Match]:
        """Return bodies whose id, name, other name or identifier is ``text``; if none is, the most alike first."""
        key = fold(text)
        found = "-[:NAMES]->(e:Entity:IcsGraph) RETURN e.id, e.name, e.type, name.text"
        exact = self.read(f"MATCH (name:Name:IcsGraph {{key: $key, graph: $graph}}){found}", key=key)
        if exact:
            return ranked(text, exact, limit, exact=True)
        parts = parts_of(key)
        if not parts:
            near = "name.key STARTS WITH $key AND name.graph = $graph"
            query = f"MATCH (name:Name:IcsGraph WHERE {near}){found} ORDER BY name.key LIMIT $most"
            return ranked(text, self.read(query, key=key, most=MOST_CANDIDATES), limit, exact=False)
        # Parts are letters, digits and "_" in lower case, so nothing of Lucene's own language is left in them.
        query = (
            f"CALL db.index.fulltext.queryNodes('{NAME_INDEX}', $asked, {{limit: $most}}) YIELD node AS name "
            f"MATCH (name:IcsGraph){found}"
        )
        asked = f'+graph:"{self.graph}" +parts:({" ".join(parts)})'
        rows = self.connection.read(query, asked=asked, most=MOST_CANDIDATES)
        return ranked(text, rows, limit, exact=False)

    def starting(self, text: str, limit: int) -> list[str]:
        """Return names and other names that begin as ``text``, case and punctuation aside, in alphabetical order."""
        query = (
            "MATCH (name:Name:IcsGraph {graph: $graph}) WHERE name.key STARTS WITH $key AND name.kind IN $kinds "
            "WITH name.key AS key, min(name.text) AS text RETURN text ORDER BY key LIMIT $limit"
        )
        kinds = ["name", "other name", "name in a source"]
        return [row[0] for row in self.read(query, key=fold(text), kinds=kinds, limit=limit)]

    def bodies(self, ids: Collection[str]) -> dict[str, Body]:
        """Return the entities of these ids; unknown ids are left out."""
        query = f"UNWIND $refs AS ref MATCH (e:Entity:IcsGraph {{ref: ref}}) RETURN {_BODY}"
        rows = self.connection.read(query, refs=self.refs("entities", ids))
        return {row[0]: Body._make(row) for row in sorted(rows)}

    def of_types(self, types: Collection[str]) -> list[Body]:
        """Return the entities of these very types (kinds of them are named, too), ordered by name and id."""
        query = f"MATCH (e:Entity:IcsGraph) WHERE e.type IN $types AND e.graph = $graph RETURN {_BODY}"
        rows = self.read(query, types=sorted(types))
        return sorted(map(Body._make, rows), key=lambda body: (body.name, body.id))

    def lines(
        self, ids: Collection[str] | None, direction: Direction, families: Collection[str], view: View
    ) -> list[Line]:
        """Return the lines one hop up (these are subjects) or down (objects) from ``ids``, or all, ordered by id."""
        types = "|".join(relationship_types(self.ontology, families))
        if not types or (ids is not None and not ids):
            return []
        near = " {graph: $graph}" if ids is None else " {ref: ref}"
        query = (
            ("" if ids is None else "UNWIND $refs AS ref ")
            + f"MATCH (:Entity:IcsGraph{near}){_arrow('l', types, direction)}(:IcsGraph) "
            + f"WHERE {predicate('l', view)} RETURN {_LINE}"
        )
        refs = {"graph": self.graph} if ids is None else {"refs": self.refs("entities", ids)}
        rows = self.connection.read(query, **refs, **_values(families, view))
        return sorted(map(Line._make, rows))

    def line(self, id: str) -> Line | None:
        """Return one line by its id."""
        query = (
            f"CALL db.index.fulltext.queryRelationships('{LINE_INDEX}', $asked) YIELD relationship AS l "
            f"MATCH (:Entity:IcsGraph)-[l]->(:IcsGraph) WHERE l.id = $id AND l.graph = $graph RETURN {_LINE}"
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
        rows = self.connection.read(query, start=ref(self.graph, "entities", start), **_values(families, view))
        return in_depth(start, direction, map(Line._make, rows))

    def closure_query(self, direction: Direction, families: Collection[str], view: View) -> str | None:
        """Return the Cypher of a closure (parameters: start, families and day), or None where no type is walked."""
        types = "|".join(relationship_types(self.ontology, families))
        if not types:
            return None
        return (
            "MATCH (start:Entity:IcsGraph {ref: $start})\n"
            f"MATCH (start){_arrow('steps', types + '*0..', direction)}(at:IcsGraph)\n"
            f"WHERE all(step IN steps WHERE {predicate('step', view)})\n"
            "WITH DISTINCT at\n"
            f"MATCH (at){_arrow('l', types, direction)}(:IcsGraph)\n"
            f"WHERE {predicate('l', view)}\n"
            f"RETURN {_LINE}"
        )

    def facts(self, ids: Collection[str] | None = None) -> list[Fact]:
        """Return all facts of these entities, or of all, ordered by id."""
        return self._of("Fact", Fact, ids)

    def gaps(self, ids: Collection[str] | None = None) -> list[Gap]:
        """Return the stated gaps of these entities, or of all, ordered by id."""
        return self._of("Gap", Gap, ids)

    def complete(self, ids: Collection[str]) -> list[Completeness]:
        """Return which lists of these entities are stated to be whole, ordered by id."""
        return self._of("Complete", Completeness, ids)

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
        asked = text.lower()

        def records(label: str, kind: type[T]) -> list[T]:
            where = "n.graph = $graph AND toLower(n.doc) CONTAINS $asked"
            query = f"MATCH (n:{label}:IcsGraph) WHERE {where} RETURN n.id, n.doc"
            return _read(kind, self.read(query, asked=asked))

        bodies = (
            "MATCH (e:Entity:IcsGraph) WHERE e.graph = $graph "
            f"AND (toLower(e.name) CONTAINS $asked OR toLower(e.doc) CONTAINS $asked) RETURN {_BODY}"
        )
        lines = (
            "MATCH (:Entity:IcsGraph)-[l]->(:IcsGraph) WHERE l.graph = $graph AND toLower(l.doc) CONTAINS $asked "
            f"RETURN {_LINE}"
        )
        return Mentions(
            [Body._make(row) for row in sorted(self.read(bodies, asked=asked))],
            sorted(map(Line._make, self.read(lines, asked=asked))),
            records("Fact", Fact),
            records("Event", Event),
            records("Gap", Gap),
        )

    def sources(self, ids: Collection[str] | None = None) -> dict[str, Source]:
        """Return the sources of these ids, or all."""
        if ids is None:
            rows = self.read("MATCH (n:Source:IcsGraph) WHERE n.graph = $graph RETURN n.id, n.doc")
        else:
            query = "UNWIND $refs AS ref MATCH (n:Source:IcsGraph {ref: ref}) RETURN n.id, n.doc"
            rows = self.connection.read(query, refs=self.refs("sources", ids))
        return {source.id: source for source in _read(Source, rows)}

    def _of(self, label: str, kind: type[T], ids: Collection[str] | None) -> list[T]:
        if ids is None:
            return _read(kind, self.read(f"MATCH (n:{label}:IcsGraph) WHERE n.graph = $graph RETURN n.id, n.doc"))
        query = (
            f"UNWIND $refs AS ref MATCH (:Entity:IcsGraph {{ref: ref}})<-[:ABOUT]-(n:{label}:IcsGraph) "
            "RETURN DISTINCT n.id, n.doc"
        )
        return _read(kind, self.connection.read(query, refs=self.refs("entities", ids)))

    def read(self, query: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query that asks for this graph's name."""
        return self.connection.read(query, graph=self.graph, **parameters)

    def refs(self, section: str, ids: Collection[str]) -> list[str]:
        """Return the keys of records in this graph."""
        return sorted({ref(self.graph, section, id_) for id_ in ids})

    def notices(self) -> list[str]:
        """Return what a reader must be told of the store: that a load is under way."""
        if self.loading is None:
            return []
        return [
            f"A load of this graph began at {self.loading} and has not ended: this may mix what was and what is to be. "
            "If nobody is loading, run the load again."
        ]

    def close(self) -> None:
        """Let go of the server."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def predicate(line: str, view: View) -> str:
    """Return the condition of ``rows.admits`` on a relationship in Cypher; its values are ``families`` and ``day``.

    The family is asked for, too, because a relationship of the same type that somebody else drew has none.
    """
    conditions = [f"{line}.family IN $families"]
    if not view.denied:
        conditions.append(f"{line}.certainty <> 'denied'")
    if not view.general:
        conditions.append(f"{line}.general = false")
    if not view.uncertain:
        conditions.append(f"{line}.certainty <> 'uncertain'")
    if not view.rules:
        conditions.append(f"{line}.certainty <> 'rule'")
    in_time = f"{line}.planned = false"
    if view.as_of is not None:
        in_time += f" AND {line}.start_min <= $day AND {line}.end_max >= $day"
    if not view.planned:
        conditions.append(in_time)
    elif view.as_of is not None:
        conditions.append(f"(({in_time}) OR ({line}.plan_from <= $day AND {line}.plan_to >= $day))")
    return " AND ".join(conditions)


def _values(families: Collection[str], view: View) -> dict[str, list[str] | date]:
    values: dict[str, list[str] | date] = {"families": sorted(families)}
    return values if view.as_of is None else {**values, "day": view.as_of}


def _arrow(name: str, types: str, direction: Direction) -> str:
    return f"-[{name}:{types}]->" if direction == "up" else f"<-[{name}:{types}]-"


def _read(kind: type[T], rows: Iterable[tuple[Any, ...]]) -> list[T]:
    return [from_plain(kind, json.loads(doc)) for _, doc in sorted(rows)]
