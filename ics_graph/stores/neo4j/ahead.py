"""A graph in Neo4j as one answer reads it: what hangs on a body is read with it, so that few queries do.

A question walks from a body to its lines, from these to the bodies at their other ends, and on to facts, gaps, events
and sources. Each step was a round trip to the server. Here the first step of a body brings all that hangs on it, and
what later steps ask of it is answered from that, as every store answers (``rows.admits``). The lines of a body with
more than a few hundred relationships are read as they are asked for: an answer may want few of them. Of who may decide
what, the kinds of records that are wanted together are read together.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any, Protocol, TypeVar

from ics_graph.model import Completeness, Event, Fact, Gap, Source
from ics_graph.model.decisions import DECISION_RECORDS
from ics_graph.ontology import Ontology
from ics_graph.serialization import from_plain
from ics_graph.stores import Store
from ics_graph.stores.forwarding import ForwardingStore
from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.cypher_fragments import BODY, LINE
from ics_graph.stores.neo4j.decision_nodes import DECISION_LABELS, link_of
from ics_graph.stores.neo4j.schema import OURS, relationship_types
from ics_graph.stores.rows import Body, Direction, Hop, Line, View, admits, ends

R = TypeVar("R", Fact, Gap, Completeness, Event)
_MOST_BODIES = 500
"""Of more bodies at once an answer wants one thing, and not all that hangs on them."""
_FEW_BODIES = 20
_MOST_LINKS = 300
"""The lines of a body with more relationships than these are read as they are asked for."""
_KINDS: dict[str, type[Any]] = {"Fact": Fact, "Gap": Gap, "Complete": Completeness, "Event": Event}
_TOGETHER = (
    (("rights", "body"), ("instruments", "body"), ("clauses", "body")),
    (("grants", "holder"), ("grants", "jointly_with"), ("grants", "giver"), ("grants", "deputy")),
    (("seats", "body"), ("quorum_rules", "body")),
)
"""Which sections, by which of their fields, are read at once: whoever asks for one of a body asks for another next."""
_GROUPS = {each: group for group in _TOGETHER for each in group}


class Graph(Store, Protocol):
    """A store that is a graph in Neo4j: its connection, its ontology, and how its keys are made."""

    connection: Connection
    ontology: Ontology

    def refs(self, section: str, ids: Collection[str]) -> list[str]: ...


class ReadingAhead(ForwardingStore):
    """A store for the length of one answer, in front of a graph in Neo4j; it answers as that does."""

    store: Graph

    def __init__(self, store: Graph) -> None:
        super().__init__(store)
        self._bodies: dict[str, Body] = {}
        self._sources: dict[str, Source] = {}
        self._seen: set[str] = set()
        self._whole: set[str] = set()
        self._lines: dict[Direction, dict[str, dict[str, Line]]] = {"up": defaultdict(dict), "down": defaultdict(dict)}
        self._records: dict[str, dict[str, dict[str, Any]]] = {name: defaultdict(dict) for name in _KINDS}
        self._filed: dict[tuple[str, str], dict[str, dict[str, Any]]] = {each: {} for each in _GROUPS}

    def bodies(self, ids: Collection[str]) -> dict[str, Body]:
        """Return the entities of these ids, ordered by id; unknown ids are left out."""
        wanted = set(ids)
        missing = wanted - self._bodies.keys() - self._seen
        if missing and len(missing) <= _FEW_BODIES:
            # Of a few bodies an answer will want more than the body.
            self._read(missing)
            missing -= self._seen
        if missing:
            self._bodies |= self.store.bodies(missing)
            self._seen |= missing - self._bodies.keys()
        return {id_: self._bodies[id_] for id_ in sorted(wanted) if id_ in self._bodies}

    def of_types(self, types: Collection[str], ever: bool = False) -> list[Body]:
        """Return the entities of these very types, or that ``ever`` were of them, ordered by name and id."""
        bodies = self.store.of_types(types, ever)
        self._bodies |= {body.id: body for body in bodies}
        return bodies

    def lines(
        self,
        ids: Collection[str] | None,
        direction: Direction,
        families: Collection[str],
        view: View,
        far: Collection[str] | None = None,
        most: int | None = None,
    ) -> list[Line]:
        """Return the lines one hop up or down from ``ids``, or all, ordered by id."""
        if ids is None or most is not None or len(ids) > _MOST_BODIES:
            return self.store.lines(ids, direction, families, view, far, most)
        self._read(ids)
        wanted = set(ids) & self._whole
        # Where one is neither, there is no such body.
        others = (set(ids) - self._whole) & self._bodies.keys()
        far_ends = None if far is None else set(far)
        lines = {
            line.id: line
            for id_ in wanted
            for line in self._lines[direction][id_].values()
            if line.family in families
            and admits(line, view)
            and (far_ends is None or (line.object if direction == "up" else line.subject) in far_ends)
        }
        if others:
            lines |= {line.id: line for line in self.store.lines(others, direction, families, view, far)}
        return [lines[id_] for id_ in sorted(lines)]

    def closure(self, start: str, direction: Direction, families: Collection[str], view: View) -> list[Hop]:
        """Return every line on the way up or down from ``start``, each once, by depth and id."""
        hops = self.store.closure(start, direction, families, view)
        bodies = ends([hop.line for hop in hops])
        if len(bodies) <= _MOST_BODIES:
            self._read(bodies)
        return hops

    def facts(self, ids: Collection[str] | None = None) -> list[Fact]:
        """Return all facts of these entities, or of all, ordered by id."""
        return self._of("Fact", ids, self.store.facts)

    def gaps(self, ids: Collection[str] | None = None) -> list[Gap]:
        """Return the stated gaps of these entities, or of all, ordered by id."""
        return self._of("Gap", ids, self.store.gaps)

    def complete(self, ids: Collection[str] | None = None) -> list[Completeness]:
        """Return which lists of these entities, or of all, are stated to be whole, ordered by id."""
        return self._of("Complete", ids, self.store.complete)

    def events(self, ids: Collection[str] | None = None) -> list[Event]:
        """Return the events in which these entities take part, or all, ordered by id."""
        return self._of("Event", ids, self.store.events)

    def filed(self, section: str, ids: Collection[str] | None = None, by: str = "id") -> list[Any]:
        """Return the records of a section of who may decide what, or those that refer to one of ``ids`` in a field."""
        if ids is None or (section, by) not in _GROUPS:
            return self.store.filed(section, ids, by)
        of_body = self._filed[section, by]
        if missing := set(ids) - of_body.keys():
            self._read_filed(_GROUPS[section, by], missing)
        records = {id_: record for body in set(ids) for id_, record in of_body[body].items()}
        return [records[id_] for id_ in sorted(records)]

    def sources(self, ids: Collection[str] | None = None) -> dict[str, Source]:
        """Return the sources of these ids, or all, ordered by id; unknown ids are left out."""
        if ids is None:
            return self.store.sources()
        if missing := set(ids) - self._sources.keys():
            self._sources |= self.store.sources(missing)
        return {id_: self._sources[id_] for id_ in sorted(set(ids)) if id_ in self._sources}

    def _of(self, label: str, ids: Collection[str] | None, read: Callable[..., list[R]]) -> list[R]:
        if ids is None or len(ids) > _MOST_BODIES:
            return read(ids)
        self._read(ids)
        records: dict[str, R] = {}
        for id_ in set(ids):
            records |= self._records[label][id_]
        return [records[id_] for id_ in sorted(records)]

    def _read(self, ids: Iterable[str]) -> None:
        """Read all that hangs on those of the bodies that were not read yet."""
        missing = set(ids) - self._seen
        if not missing:
            return
        self._seen |= missing
        rows = self.store.connection.read(
            _query("|".join(relationship_types(self.store.ontology))),
            refs=self.store.refs("entities", missing),
            begin=self.store.refs("sources", [""])[0],
            most=_MOST_LINKS,
        )
        of_line: list[Line] = []
        for kind, row in rows:
            match kind:
                case "whole":
                    self._whole.add(row[0])
                case "body":
                    self._bodies[row[0]] = Body._make(row)
                case "line":
                    of_line.append(Line._make(row))
                case "source":
                    self._sources[row[0]] = from_plain(Source, json.loads(row[1]))
                case label:
                    self._records[label][row[0]][row[1]] = from_plain(_KINDS[label], json.loads(row[2]))
        for line in of_line:
            self._lines["up"][line.subject][line.id] = line
            self._lines["down"][line.object][line.id] = line

    def _read_filed(self, group: Collection[tuple[str, str]], bodies: Collection[str]) -> None:
        """Read the records of a group that refer to these bodies."""
        for each in group:
            self._filed[each] |= {id_: {} for id_ in bodies}
        fields = {(DECISION_LABELS[section], link_of(section, by)[0]): (section, by) for section, by in group}
        kinds, types = ("|".join(dict.fromkeys(names)) for names in zip(*fields, strict=True))
        query = (
            f"UNWIND $refs AS ref MATCH (e:Entity&{OURS} {{ref: ref}})<-[l:{types}]-(n:{OURS}&({kinds})) "
            "RETURN [label IN labels(n) WHERE label IN $kinds][0], type(l), e.id, n.id, n.doc"
        )
        refs = self.store.refs("entities", bodies)
        for label, type_, body, id_, doc in self.store.connection.read(query, refs=refs, kinds=kinds.split("|")):
            if (field := fields.get((label, type_))) is not None:
                self._filed[field][body][id_] = from_plain(DECISION_RECORDS[field[0]], json.loads(doc))


def _query(types: str) -> str:
    """Return the Cypher that reads what hangs on bodies, each row with its kind: one text, and so one plan."""
    records = f"UNWIND all AS e MATCH (e)<-[:ABOUT]-(n:{OURS}) WHERE n:Fact OR n:Gap OR n:Complete"
    events = f"UNWIND all AS e MATCH (e)-[:PARTICIPATES_IN]->(n:Event:{OURS})"
    label = "[label IN labels(n) WHERE label IN ['Fact', 'Gap', 'Complete']][0]"
    cited = f"MATCH (n)-[:CITES]->(s:Source:{OURS}) RETURN DISTINCT 'source' AS kind, [s.id, s.doc] AS row"
    return (
        f"UNWIND $refs AS ref MATCH (e:Entity:{OURS} {{ref: ref}}) "
        "WITH collect(e) AS all, collect(CASE WHEN COUNT { (e)--() } <= $most THEN e END) AS small "
        f"CALL (small) {{ UNWIND small AS e MATCH (e)-[l:{types}]-(far:Entity:{OURS}) WHERE l.family IS NOT NULL "
        "RETURN collect(DISTINCT l) AS lines, collect(DISTINCT far) AS fars } "
        "CALL (all, small, lines, fars) { "
        "UNWIND small AS e RETURN 'whole' AS kind, [e.id] AS row "
        f"UNION ALL UNWIND all AS e RETURN 'body' AS kind, [{BODY}] AS row "
        f"UNION ALL UNWIND fars AS e RETURN 'body' AS kind, [{BODY}] AS row "
        f"UNION ALL UNWIND lines AS l RETURN 'line' AS kind, [{LINE}] AS row "
        f"UNION ALL {records} WITH DISTINCT e, n RETURN {label} AS kind, [e.id, n.id, n.doc] AS row "
        f"UNION ALL {events} WITH DISTINCT e, n RETURN 'Event' AS kind, [e.id, n.id, n.doc] AS row "
        f"UNION ALL UNWIND all AS n {cited} "
        f"UNION ALL {records} WITH n {cited} "
        f"UNION ALL {events} WITH n {cited} "
        "UNION ALL UNWIND lines AS l UNWIND l.sources AS id WITH DISTINCT id "
        f"MATCH (s:Source:{OURS} {{ref: $begin + id}}) RETURN 'source' AS kind, [s.id, s.doc] AS row "
        "} RETURN kind, row"
    )
