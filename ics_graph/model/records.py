"""All kinds of records by the section of a dataset in which they stand, and the ids of those that were given none."""

from __future__ import annotations

from ics_graph.model import Completeness, Entity, Event, Fact, Gap, Record, Relation, Source
from ics_graph.model.claims import slug
from ics_graph.model.decisions import DECISION_RECORDS, DecisionRecord, key_parts

RECORDS: dict[str, type[Record]] = {
    "sources": Source,
    "entities": Entity,
    "relations": Relation,
    "facts": Fact,
    "events": Event,
    "gaps": Gap,
    "complete": Completeness,
    **DECISION_RECORDS,
}


def key_of(record: Relation | Fact | Gap | Completeness | DecisionRecord) -> str:
    """Return the identity of a record that was given no id: from what it says, never its place in a file."""
    parts: tuple[object, ...]
    match record:
        case Relation():
            seat = (slug(record.role), record.on_behalf_of, record.since)
            parts = (record.subject, record.type, record.object, *seat)
        case Fact():
            value = record.number if record.number is not None else slug(record.text)
            parts = (record.entity, record.property, slug(record.unit), record.since, value)
        case Gap():
            parts = (record.entity, "gap", record.topic)
        case Completeness():
            parts = (record.entity, "complete", record.family)
        case _:
            parts = key_parts(record)
    return ":".join(str(part) for part in parts if part is not None)
