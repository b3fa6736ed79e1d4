"""What lies in a graph, read back in full and compared with what a dataset says: here no digest is believed.

A digest tells what a load wrote, and nothing of what somebody did to the record since. So every property of every node
and line comes back, streamed section by section, and so do the links of each node. They are compared with what a load
would write. What other people added (their labels, their properties, their relationships) is no difference, unless a
question would take it for ours. A node of ours that lost the label ``IcsGraph`` is compared as if it had it, unless
another has its key; so its lines and links are no differences.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ics_graph.stores.neo4j.changes import Difference
from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.diff import OF_THE_MODEL, Progress, check_share, is_of_the_model
from ics_graph.stores.neo4j.elements import CITED_KEYS, Draft, Link, Node, Properties, about_of, digest_of_meta, meta
from ics_graph.stores.neo4j.mapping import GraphMapping
from ics_graph.stores.neo4j.remote_state import Drafted, RemoteState
from ics_graph.stores.neo4j.schema import CITED, LABELS, LINKS, OURS, TAKES_PART, meta_ref, relationship_types

_OFTEN = 2_000  # records between two words on how far it is
_OUT = "|".join(LINKS)
_PLAIN = (str, int, bool, float, list)
_CALLED = "coalesce(toStringOrNull(coalesce(n.ref, n.id, n.name, n.text)), elementId(n))"
OTHERS, OTHER_LINKS = "other nodes", "other links"
"""The sections of nodes that have our label and graph, and a key that no record could have, and of links likewise."""


class _Section(NamedTuple):
    """What was read back of one section."""

    different: list[tuple[Draft, bool]]
    differences: dict[str, tuple[Difference, ...]]
    gone: list[str]
    doubles: list[tuple[str, str]]
    number: int


class _Cited(NamedTuple):
    """A link from the subject of a line to a source: where it is, its ends and what it says."""

    at: str
    subject: str
    source: str
    properties: Properties


class _Lines(NamedTuple):
    """What was read back of the lines; ``cited`` are the links to sources that no line has."""

    different: list[tuple[Draft, Drafted | None]]
    gone: list[tuple[str, str]]
    doubles: list[tuple[str, str]]
    differences: dict[str, tuple[Difference, ...]]
    cited: dict[str, list[_Cited]]


class Verification:
    """The records of a dataset beside those in its graph, with what differs; it can be written as a ``Diff`` can.

    It keeps the drafts of one section at a time, and what differs. Raises StoreError where the server goes away.
    """

    def __init__(self, connection: Connection, mapping: GraphMapping, say: Progress) -> None:
        self.connection = connection
        self.mapping = mapping
        self.say = say
        self.there = RemoteState(connection, mapping)
        self.number = 0
        """How many nodes and lines were read back."""
        self.differences: dict[tuple[str, str], tuple[Difference, ...]] = {}
        self.whole, self.broken_off = self.there.state()
        types = mapping.compiler.ontology.types
        self._our_labels = {OURS, *types, *LABELS.values(), "Dataset"}
        self._unlabelled, self._strays = self._read_unlabelled()
        self._sections: dict[str, _Section] = {}
        for section in LABELS:
            self._sections[section] = self._nodes(section)
        self._lines()
        self._strays += self._read_strays()
        self._dataset()

    def different_nodes(self, section: str) -> Iterator[tuple[Draft, bool]]:
        """Yield the nodes of a section that are not there as they should be, and whether each is new."""
        yield from self._sections[section].different

    def different_lines(self) -> Iterator[tuple[Draft, Drafted | None]]:
        """Yield the lines that are not there as they should be, each with what is there of it."""
        yield from self._different_lines

    def nodes_that_are_gone(self, section: str) -> list[str]:
        """Return the keys of nodes that no record has."""
        return self._sections[section].gone

    def lines_that_are_gone(self) -> list[tuple[str, str]]:
        """Return where lines are that no record has, and their ids."""
        return self._lines_gone

    def lines_too_many(self) -> list[tuple[str, str]]:
        """Return where lines are whose record another line has, too, and their ids."""
        return self._doubles

    def nodes_too_many(self) -> list[tuple[str, str]]:
        """Return where nodes are that a question would take for ours, and whose key no record could have; and names."""
        return self._strays

    def second_nodes(self) -> list[tuple[str, str]]:
        """Return where nodes are whose key another has too, and the key."""
        return [double for read in self._sections.values() for double in read.doubles]

    def nodes_without_label(self) -> list[str]:
        """Return where nodes are that are ours but for the label ``IcsGraph``, and whose keys no other has."""
        return self._unlabelled

    def links_too_many(self) -> list[tuple[str, str]]:
        """Return where links to sources are that belong to no line, and what they are called."""
        return [(at, f"{subject} CITED {source}") for links in self._cited.values() for at, subject, source, _ in links]

    def differences_of(self, section: str, id_: str) -> tuple[tuple[Difference, ...], bool]:
        """Return what differs of a record, and whether its digest is right all the same."""
        differences = self.differences.get((section, id_), ())
        return differences, bool(differences) and all(difference.what != "digest" for difference in differences)

    def check_share(self, most_removed: float) -> None:
        """Raise TooMuchRemoved where a dataset lacks much of what is there: it may be another than was meant."""
        sections = [self._sections[section] for section in OF_THE_MODEL]
        gone = sum(len(section.gone) for section in sections)
        gone += sum(is_of_the_model(id_) for _, id_ in [*self._lines_gone, *self._doubles])
        wanted = sum(section.number for section in sections) + len(self.mapping.compiler.dataset.relations)
        new = sum(is_new for section in sections for _, is_new in section.different)
        new += sum(there is None and is_of_the_model(draft.key) for draft, there in self._different_lines)
        check_share(self.mapping.graph, wanted - new + gone, gone, most_removed)

    def _nodes(self, section: str) -> _Section:
        mapping = self.mapping
        begin = mapping.ref(section, "")
        expected = {draft.key: draft for draft in mapping.drafts(section)}
        reached = f"WHERE {self._is_ours('m')} | [type(x), m.ref, properties(x)]]"
        into = f"[(n)<-[x:{TAKES_PART}]-(m) {reached}" if section == "events" else "[]"
        first = next(iter(expected.values()), None)
        names = () if first is None else tuple(_written(mapping.node(section, first), first.digest))
        query = (
            f"{self._matched('n.ref STARTS WITH $begin')} "
            f"RETURN n.ref, elementId(n), labels(n), {_values('n', names)} AS said, "
            f"[(n)-[x:{_OUT}]->(m) {reached} AS out, {into} AS into"
        )

        def gather(rows: Iterator[tuple[Any, ...]]) -> _Section:
            left = dict(expected)
            section_read = _Section([], {}, [], [], len(expected))
            for done, (ref, at, labels, there, out, into_) in enumerate(rows):
                if done % _OFTEN == 0:
                    self.say(f"reading back {section} ({done:,})", min(1.0, done / (len(expected) or 1)))
                draft = left.pop(ref, None)
                if draft is None and ref in expected:
                    section_read.doubles.append((at, ref))
                    continue
                if draft is None:
                    section_read.gone.append(ref)
                    continue
                node = mapping.node(section, draft)
                properties = dict(zip(names, there, strict=True))
                differences = tuple(self._of_node(node, draft.digest, labels, properties, out, into_))
                if differences:
                    section_read.different.append((draft, False))
                    section_read.differences[ref] = differences
            section_read.different.extend((draft, True) for draft in left.values())
            return section_read

        section_read = self.connection.stream(query, gather, begin=begin, unlabelled=self._unlabelled)
        missing = sum(is_new for _, is_new in section_read.different)
        self.number += len(expected) - missing + len(section_read.gone) + len(section_read.doubles)
        for key, differences in section_read.differences.items():
            self.differences[section, key.removeprefix(begin)] = differences
        return section_read

    def _of_node(
        self, node: Node, digest: int, labels: list[str], properties: Properties, out: list[Any], into: list[Any]
    ) -> Iterator[Difference]:
        ours = {label for label in labels if label in self._our_labels}
        if ours != {OURS, *node.labels}:
            yield Difference("labels", sorted(ours), sorted({OURS, *node.labels}))
        yield from _properties(_written(node, digest), properties)
        yield from _links("→", node.out, out)
        yield from _links("←", node.into, into)

    def _lines(self) -> None:
        mapping, graph = self.mapping, self.mapping.graph
        expected = {draft.key: draft for draft in mapping.edge_drafts()}
        cited, types = self._read_cited(), relationship_types(mapping.compiler.ontology)
        first = next(iter(expected.values()), None)
        names = () if first is None else (*mapping.edge(first).properties, "digest")
        # One that somebody drew with a family would be read in answers, and one of our types is counted in Cypher.
        query = (
            f"MATCH (s)-{self.there.drawn()}->(o) WHERE {self._is_ours('s')} AND {self._is_ours('o')} "
            "AND (l.graph = $graph OR (s.graph = $graph OR o.graph = $graph) "
            "AND (l.family IS NOT NULL OR type(l) IN $types)) "
            f"RETURN elementId(l), s.ref, type(l), o.ref, l.id, {_values('l', names)}"
        )

        def gather(rows: Iterator[tuple[Any, ...]]) -> _Lines:
            left, read = dict(expected), _Lines([], [], [], {}, dict(cited))
            for done, (at, subject, type_, object_, id_, values) in enumerate(rows):
                if done % _OFTEN == 0:
                    self.say(f"reading back relations ({done:,})", min(1.0, done / (len(expected) or 1)))
                draft = left.pop(id_, None) if isinstance(id_, str) else None
                if draft is None:
                    place = at, "" if id_ is None else str(id_)
                    (read.doubles if id_ in expected else read.gone).append(place)
                    drawn = " ".join(map(str, (subject, type_, object_)))
                    read.differences[at] = (Difference("ends and type", drawn, None),)
                    continue
                edge = mapping.edge(draft)
                there = subject, type_, object_
                ends = mapping.ref("entities", edge.subject), edge.type, mapping.ref("entities", edge.object)
                properties = dict(zip(names, values, strict=True))
                ours = list(_properties({**edge.properties, "digest": draft.digest}, properties))
                if there != ends:
                    ours.append(Difference("ends and type", " ".join(map(str, there)), " ".join(ends)))
                ours += _links("→", edge.cites, _as_links(ends[0], read.cited.pop(id_, ())))
                if ours:
                    kept = (edge.subject, edge.type, edge.object) if there == ends else ("", "", "")
                    read.different.append((draft, (None, at, kept)))
                    read.differences[id_] = tuple(ours)
            for draft in left.values():
                read.different.append((draft, None))
                read.cited.pop(draft.key, None)
            return read

        read = self.connection.stream(query, gather, graph=graph, types=types, unlabelled=self._unlabelled)
        missing = sum(there is None for _, there in read.different)
        self.number += len(expected) - missing + len(read.gone) + len(read.doubles)
        # A line that no record has is known by where it is, as it may have no id.
        self.differences |= {("relations", id_): of for id_, of in read.differences.items()}
        self._different_lines, self._lines_gone, self._doubles, _, self._cited = read
        for _, id_ in read.gone:
            if id_:  # links of no line are kept under no id, and go by themselves
                read.cited.pop(id_, None)  # goes with its line

    def _read_cited(self) -> dict[str, list[_Cited]]:
        """Return the links from the subjects of lines to sources, by line; those of no graph belong to no line."""
        query = (
            f"MATCH (s)-[c:{CITED}]->(o) WHERE {self._is_ours('s')} AND {self._is_ours('o')} "
            "AND $graph IN [c.graph, s.graph, o.graph] "
            f"RETURN elementId(c), toStringOrNull(c.line), s.ref, o.ref, {_values('c', CITED_KEYS)}"
        )

        def gather(rows: Iterator[tuple[Any, ...]]) -> dict[str, list[_Cited]]:
            cited: dict[str, list[_Cited]] = defaultdict(list)
            for at, line, subject, source, values in rows:
                properties = dict(zip(CITED_KEYS, values, strict=True))
                of = line if properties["graph"] == self.mapping.graph else None
                cited[of or ""].append(_Cited(at, subject, source, properties))
            return dict(cited)

        self.say("reading back what relations cite")
        return self.connection.stream(query, gather, graph=self.mapping.graph, unlabelled=self._unlabelled)

    def _is_ours(self, name: str) -> str:
        """Return the Cypher that asks whether a node is ours, with the label or without."""
        return f"({name}:{OURS} OR elementId({name}) IN $unlabelled)" if self._unlabelled else f"{name}:{OURS}"

    def _matched(self, where: str) -> str:
        """Return the Cypher that finds the nodes ``n`` of which something holds, those without the label, too."""
        if not self._unlabelled:
            return f"MATCH (n:{OURS}) WHERE {where}"
        return (
            f"CALL () {{ MATCH (n:{OURS}) WHERE {where} RETURN n UNION ALL "
            f"UNWIND $unlabelled AS at MATCH (n) WHERE elementId(n) = at AND {where} RETURN n }}"
        )

    def _read_unlabelled(self) -> tuple[list[str], list[tuple[str, str]]]:
        """Return where nodes without ``IcsGraph`` are that a question would take for ours; and those to remove.

        The former have a key of ours that no other node has: they lack the label alone. The latter are named, too.
        """
        query = (
            f"MATCH (n) WHERE NOT n:{OURS} AND n.graph = $graph AND (any(label IN labels(n) WHERE label IN $labels) "
            "OR n.ref = $meta OR any(begin IN $begins WHERE n.ref STARTS WITH begin) "
            f"OR n.id IS NOT NULL AND EXISTS {{ (n)-[x]-(:{OURS}) WHERE x.graph = $graph }}) "
            "RETURN elementId(n), CASE WHEN any(begin IN $begins WHERE n.ref STARTS WITH begin) THEN n.ref END, "
            f"EXISTS {{ (m:{OURS}) WHERE m.ref = n.ref }}, {_CALLED}"
        )
        begins = [self.mapping.ref(section, "") for section in LABELS]
        self.say("looking for nodes that lost their label")
        rows = self.connection.read(
            query,
            graph=self.mapping.graph,
            begins=begins,
            labels=sorted(self._our_labels),
            meta=meta_ref(self.mapping.graph),
        )
        lacking: dict[str, str] = {}
        strays = []
        for at, key, is_taken, name in rows:
            if key is None or is_taken or key in lacking:
                strays.append((at, name))
            else:
                lacking[key] = at
        self.number += len(strays)
        return list(lacking.values()), strays

    def _read_strays(self) -> list[tuple[str, str]]:
        """Return the nodes that a question would take for ours, and whose key is that of no section."""
        query = (
            f"MATCH (n:{OURS}) WHERE (n.graph = $graph OR n.ref STARTS WITH $begin) AND coalesce(n.ref, '') <> $meta "
            "AND NOT any(begin IN $begins WHERE coalesce(n.ref, '') STARTS WITH begin) "
            f"RETURN elementId(n), {_CALLED}"
        )
        begins = [self.mapping.ref(section, "") for section in LABELS]
        rows = self.connection.read(query, graph=self.mapping.graph, begins=begins, **self.there.named)
        self.number += len(rows)
        return [(at, name) for at, name in rows]

    def _dataset(self) -> None:
        """Compare the node that says what the graph is of."""
        node = meta(self.mapping.graph, about_of(self.mapping.compiler.dataset))
        query = f"MATCH (n:{OURS} {{ref: $ref}}) RETURN labels(n), properties(n)"
        rows = self.connection.read(query, ref=node.ref)
        self.lacks_dataset = not rows and self.number > 0
        for labels, properties in rows:
            differences = tuple(self._of_node(node, digest_of_meta(node), labels, properties, [], []))
            if differences:
                self.differences["dataset", self.mapping.graph] = differences
                self.whole = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the graph is there at all."""
        return self.number == 0 and self.whole is None and not self.broken_off


def _written(node: Node, digest: int) -> Properties:
    """Return the properties of a node as a load writes them; all nodes of a section have the same names of these."""
    return {"ref": node.ref, **node.properties, "digest": digest}


def _values(of: str, names: Iterable[str]) -> str:
    """Return the Cypher of the values of some properties in their order: half of what a map is, which names each."""
    return "[" + ", ".join(f"{of}.`{name}`" for name in names) + "]"


def _properties(expected: Properties, there: Properties) -> Iterator[Difference]:
    for name, value in expected.items():
        kept = there.get(name)
        if kept is None and value is None:
            continue
        kept = _native(kept)
        # True is 1 to Python, and 1 is 1.0; to whoever asks in Cypher they are not.
        if kept != value or type(kept) is not type(value):
            yield Difference(name, kept, value)


def _links(arrow: str, expected: Iterable[Link], there: Iterable[list[Any]]) -> Iterator[Difference]:
    ours = Counter((link.type, link.ref, _said(link.properties)) for link in expected)
    theirs = Counter((type_, ref, _said(properties)) for type_, ref, properties in there)
    if ours == theirs:
        return
    changes: dict[str, list[str | None]] = defaultdict(lambda: [None, None])
    for side, links in enumerate((theirs - ours, ours - theirs)):
        for (type_, ref, said), number in links.items():
            text = ", ".join(f"{name} {value}" for name, (_, value) in said) or "there"
            changes[f"link {type_} {arrow} {ref}"][side] = text if number == 1 else f"{text} ({number} times)"
    for what, (in_graph, in_files) in sorted(changes.items()):
        yield Difference(what, in_graph, in_files)


def _as_links(subject: str, cited: Iterable[_Cited]) -> Iterator[list[Any]]:
    """Return links to sources as those of a node are; one from another body than the line's subject names that."""
    for link in cited:
        yield [CITED, link.source if link.subject == subject else f"{link.source} from {link.subject}", link.properties]


def _said(properties: Properties) -> tuple[tuple[str, tuple[str, str]], ...]:
    values = ((name, _native(value)) for name, value in properties.items() if value is not None)
    return tuple(sorted((name, (type(value).__name__, str(value))) for name, value in values))


def _native(value: Any) -> Any:
    """Return a value as a load writes it: a day as Python's own."""
    return value.to_native() if value.__class__ not in _PLAIN and hasattr(value, "to_native") else value
