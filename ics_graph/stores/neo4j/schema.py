"""How graphs lie in Neo4j: labels, keys, indexes and the relationship types, all derived from the ontology.

Every node of ours has the label ``IcsGraph``, the name of the ``graph`` that it belongs to, and a ``ref``
(``ics/entities/ccg-darlington``), which is unique among them: several graphs lie side by side in one database. Labels
such as ``Entity`` or ``Event`` are other people's words, too: uniqueness is therefore never asked of those, so that a
database with nodes of their own takes ours, and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ics_graph.ontology import Ontology
from ics_graph.stores import StoreError
from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.decision_nodes import DECISION_LABELS, DECISION_LINKS

FORMAT = "9"
OURS = "IcsGraph"
LOADING = "IcsGraphLoad"
"""The label of a node that is never kept, and that only one load of a graph can make at a time."""
GRAPH = "ics"
"""The name of the graph where none is given."""
NAME_INDEX = "ics_graph_names"
LINE_INDEX = "ics_graph_lines"
LOAD_LOCK = "ics_graph_load"
# Of these a question may want all that a graph has; of names and ontology terms never.
_ASKED_AS_A_WHOLE = ("Entity", "Source", "Fact", "Gap", "Complete", "Event")
SHORT_FORM = "short form"
"""The kind of a name that people say for short, and no source need (ics_graph.names.short_forms)."""
_SECONDS_TO_INDEX = 600

# The label of each section's nodes; those of entities follow from their types.
LABELS = {
    "families": "Family",
    "types": "Type",
    "relation-types": "RelationType",
    "sources": "Source",
    "entities": "Entity",
    "names": "Name",
    "facts": "Fact",
    "gaps": "Gap",
    "complete": "Complete",
    "events": "Event",
    **DECISION_LABELS,
}
# The relationships that belong to the node they leave, and are written and removed with it: all but the lines.
LINKS = ("ABOUT", "CITES", "FROM", "HAD_TYPE", "IN_FAMILY", "NAMES", "OF_TYPE", "SUBTYPE_OF", "TO", *DECISION_LINKS)
TAKES_PART = "PARTICIPATES_IN"
"""The one relationship that belongs to the node it comes to: an entity participates in an event."""
CITED = "CITED"
"""The relationship that belongs to a line: from its subject to a source of the line, with the line's id."""


def ref(graph: str, section: str, id_: str) -> str:
    """Return the key of a record's node."""
    return f"{graph}/{section}/{id_}"


def meta_ref(graph: str) -> str:
    """Return the key of the node that says what a graph is."""
    return f"{graph}/dataset"


def checked_graph(name: str) -> str:
    """Return the name of a graph; raise StoreError where it cannot be one."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", name):
        raise StoreError(f"'{name}' cannot be the name of a graph; use letters, digits, - and _")
    return name


def relationship_types(ontology: Ontology, families: Collection[str] | None = None) -> list[str]:
    """Return the relationship types of some families (all by default), sorted; unknown families have none."""
    return sorted(
        kind.neo4j_type for kind in ontology.relations.values() if families is None or kind.family in families
    )


def statements(ontology: Ontology) -> dict[str, str]:
    """Return the Cypher that creates the constraint and each index, by name."""
    types = relationship_types(ontology)
    return {
        "ics_graph_ref": f"CREATE CONSTRAINT ics_graph_ref IF NOT EXISTS FOR (n:{OURS}) REQUIRE n.ref IS UNIQUE",
        LOAD_LOCK: _lock(),
        **_lookups(),
        "ics_graph_entity": "CREATE INDEX ics_graph_entity IF NOT EXISTS FOR (n:Entity) ON (n.id)",
        "ics_graph_type": "CREATE INDEX ics_graph_type IF NOT EXISTS FOR (n:Entity) ON (n.type)",
        "ics_graph_key": "CREATE INDEX ics_graph_key IF NOT EXISTS FOR (n:Name) ON (n.key)",
        # Words of a name, and its parts of three letters: the latter find what is misspelt (see search.parts_of).
        NAME_INDEX: f"CREATE FULLTEXT INDEX {NAME_INDEX} IF NOT EXISTS FOR (n:Name) ON EACH [n.key, n.parts, n.graph] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
        # A range index serves one relationship type only; this one finds a line by its id whatever its type.
        LINE_INDEX: f"CREATE FULLTEXT INDEX {LINE_INDEX} IF NOT EXISTS FOR ()-[l:{'|'.join(types)}]-() "
        "ON EACH [l.id] OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword'}}",
    }


def is_index(statement: str) -> bool:
    """Return whether a statement creates a mere index, which is made faster of what is there than row by row."""
    return not statement.startswith("CREATE CONSTRAINT")


def prepare_lock(connection: Connection) -> None:
    """Create the constraint that lets only one load of a graph begin, if it is not there yet."""
    query = f"SHOW INDEXES YIELD name WHERE name = '{LOAD_LOCK}' RETURN name"
    if not connection.read(query):
        connection.write(_lock())


def _lock() -> str:
    return f"CREATE CONSTRAINT {LOAD_LOCK} IF NOT EXISTS FOR (n:{LOADING}) REQUIRE n.graph IS UNIQUE"


def _lookups() -> dict[str, str]:
    """Return the Cypher that creates the indexes behind questions of one's own, by name.

    A composite index serves only a query that names all its properties, so the graph has one of its own for each label.
    """
    on = {
        "name": ("Entity", "graph", "name"),
        "ods": ("Entity", "graph", "ods_code"),
        "ons": ("Entity", "graph", "ons_code"),
        "property": ("Fact", "graph", "property"),
        "term": ("Type", "graph", "name"),
        **{f"of_{label.lower()}": (label, "graph") for label in (*_ASKED_AS_A_WHOLE, *DECISION_LABELS.values())},
    }
    indexes = {
        f"ics_graph_{name}": f"FOR (n:{label}) ON ({', '.join(f'n.{key}' for key in keys)})"
        for name, (label, *keys) in on.items()
    }
    indexes["ics_graph_cited"] = f"FOR ()-[c:{CITED}]-() ON (c.line)"
    return {name: f"CREATE INDEX {name} IF NOT EXISTS {of}" for name, of in indexes.items()}


def lacking(connection: Connection, ontology: Ontology) -> list[str]:
    """Return the names of the constraints and indexes that are not there, or of other relation types than now."""
    query = (
        "SHOW INDEXES YIELD name, labelsOrTypes, owningConstraint WHERE name STARTS WITH 'ics_graph_' "
        "RETURN name, labelsOrTypes, owningConstraint IS NULL"
    )
    wanted, types = statements(ontology), relationship_types(ontology)
    there = {
        name: sorted(on or ()) for name, on, mere in connection.read(query) if mere == is_index(wanted.get(name, ""))
    }
    return [name for name in wanted if name not in there or (name == LINE_INDEX and there[name] != types)]


def prepare(connection: Connection, ontology: Ontology, constraints_only: bool = False) -> None:
    """Create the constraint and the indexes that are not there yet; nothing happens where all are."""
    wanted = statements(ontology)
    missing = [name for name in lacking(connection, ontology) if not (constraints_only and is_index(wanted[name]))]
    for name in missing:
        if name == LINE_INDEX:  # one of other relation types may be there
            connection.write(f"DROP INDEX {LINE_INDEX} IF EXISTS")
        connection.write(wanted[name])
    if missing:
        connection.write(f"CALL db.awaitIndexes({_SECONDS_TO_INDEX})")
