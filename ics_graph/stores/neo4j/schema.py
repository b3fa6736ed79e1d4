"""How the graph lies in Neo4j: labels, keys, indexes and the relationship types, all derived from the ontology.

Every node of ours has the label ``IcsGraph`` and a ``ref`` (``entities/ccg-darlington``), which is unique among
them. Labels such as ``Entity`` or ``Event`` are other people's words, too: uniqueness is therefore never asked of
those, so that a database with nodes of their own takes ours, and the other way round.
"""

from __future__ import annotations

from collections.abc import Collection

from ics_graph.ontology import Ontology
from ics_graph.stores.neo4j.connection import Connection

FORMAT = "1"
OURS = "IcsGraph"
META = "dataset"
NAME_INDEX = "ics_graph_names"
LINE_INDEX = "ics_graph_lines"
_SECONDS_TO_INDEX = 600

# The label of each section's nodes; those of entities follow from their types.
LABELS = {
    "sources": "Source",
    "entities": "Entity",
    "names": "Name",
    "facts": "Fact",
    "gaps": "Gap",
    "complete": "Complete",
    "events": "Event",
}
# How a node of a section hangs on its entities: the relationship x between the node n and an entity e.
LINKS = {
    "names": "(n)-[x:NAMES]->(e)",
    "facts": "(n)-[x:ABOUT]->(e)",
    "gaps": "(n)-[x:ABOUT]->(e)",
    "complete": "(n)-[x:ABOUT]->(e)",
    "events": "(n)<-[x:PARTICIPATES_IN]-(e)",
}


def ref(section: str, id_: str) -> str:
    """Return the key of a record's node."""
    return f"{section}/{id_}"


def relationship_types(ontology: Ontology, families: Collection[str] | None = None) -> list[str]:
    """Return the relationship types of some families (all by default), sorted; unknown families have none."""
    return sorted(
        kind.neo4j_type for kind in ontology.relations.values() if families is None or kind.family in families
    )


def prepare(connection: Connection, ontology: Ontology) -> None:
    """Create the constraint and the indexes that are not there yet; nothing happens where all are."""
    query = "SHOW INDEXES YIELD name, labelsOrTypes WHERE name STARTS WITH 'ics_graph_' RETURN name, labelsOrTypes"
    there = {name: sorted(on or ()) for name, on in connection.read(query)}
    types = relationship_types(ontology)
    wanted = {
        "ics_graph_ref": f"CREATE CONSTRAINT ics_graph_ref IF NOT EXISTS FOR (n:{OURS}) REQUIRE n.ref IS UNIQUE",
        "ics_graph_entity": "CREATE INDEX ics_graph_entity IF NOT EXISTS FOR (n:Entity) ON (n.id)",
        "ics_graph_type": "CREATE INDEX ics_graph_type IF NOT EXISTS FOR (n:Entity) ON (n.type)",
        "ics_graph_key": "CREATE INDEX ics_graph_key IF NOT EXISTS FOR (n:Name) ON (n.key)",
        # Words of a name, and its parts of three letters: the latter find what is misspelt (see search.parts_of).
        NAME_INDEX: f"CREATE FULLTEXT INDEX {NAME_INDEX} IF NOT EXISTS FOR (n:Name) ON EACH [n.key, n.parts] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
        # A range index serves one relationship type only; this one finds a line by its id whatever its type.
        LINE_INDEX: f"CREATE FULLTEXT INDEX {LINE_INDEX} IF NOT EXISTS FOR ()-[l:{'|'.join(types)}]-() "
        "ON EACH [l.id] OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword'}}",
    }
    if there.get(LINE_INDEX, types) != types:  # the ontology has other relation types than when it was made
        connection.write(f"DROP INDEX {LINE_INDEX} IF EXISTS")
        del there[LINE_INDEX]
    missing = [name for name in wanted if name not in there]
    for name in missing:
        connection.write(wanted[name])
    if missing:
        connection.write(f"CALL db.awaitIndexes({_SECONDS_TO_INDEX})")
