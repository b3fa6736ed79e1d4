"""How the records of who may decide what lie in Neo4j: labels, and a relationship for each field that refers to others.

A node has the plain fields of its record as properties, days as dates, and the whole record as ``doc``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from ics_graph.dates import PartialDate
from ics_graph.model.decisions import DECISION_RECORDS, REFERENCES, DecisionRecord, DecisionRight, references_in
from ics_graph.names import fold

DECISION_LABELS = {
    "instruments": "Instrument",
    "versions": "InstrumentVersion",
    "rights": "Right",
    "clauses": "Clause",
    "grants": "Grant",
    "seats": "Seat",
    "appointments": "Appointment",
    "quorum_rules": "QuorumRule",
    "meetings": "MeetingHeld",
    "decisions": "DecisionTaken",
    "interests": "Interest",
}
"""The label of each section's nodes, in an order in which a node comes after those that it leads to."""
_TYPES = {
    "body": "OF_BODY",
    "by": "VERSION_APPROVED_BY",
    "instrument": "VERSION_OF",
    "supersedes": "SUPERSEDES",
    "version": "IN_VERSION",
    "rights": "ABOUT_RIGHT",
    "prevails": "PREVAILS",
    "over": "PREVAILS_OVER",
    "right": "OF_RIGHT",
    "giver": "GIVEN_BY",
    "holder": "GIVEN_TO",
    "jointly_with": "JOINTLY_WITH",
    "until_event": "UNTIL_EVENT",
    "after": "USED_AFTER",
    "deputy": "HAS_DEPUTY",
    "granted_by": "GRANTED_BY",
    "accountable": "LEAVES_ACCOUNTABLE",
    "liable": "LEAVES_LIABLE",
    "continues": "CONTINUES",
    "versions": "SEAT_IN_VERSION",
    "post": "OF_POST",
    "nominated_by": "SEAT_NOMINATED_BY",
    "appointed_by": "SEAT_APPOINTED_BY",
    "approved_by": "SEAT_APPROVED_BY",
    "seat": "OF_SEAT",
    "person": "OF_PERSON",
    "clauses": "BY_CLAUSE",
    "in_common_with": "IN_COMMON_WITH",
    "deputy_for": "DEPUTY_FOR",
    "concerns": "CONCERNS",
    "withdrew": "WITHDREW",
    "meeting": "AT_MEETING",
    "grant": "UNDER_GRANT",
    "organisation": "INTEREST_IN",
}
DECISION_LINKS = tuple(sorted(set(_TYPES.values())))
_PARTS = {"versions": ("approvals",), "meetings": ("attendance", "items")}
_WIDEST = 2**63


def link_of(section: str, field: str) -> tuple[str, str]:
    """Return the relationship type of a field that refers to others, and the section that it leads to."""
    of = REFERENCES[section].get(field)
    for part in _PARTS.get(section, ()):
        of = of or REFERENCES[part].get(field)
    assert of is not None, f"{section} has no field '{field}' that refers to others"
    return _TYPES[field], of


def links_of(section: str, record: DecisionRecord) -> Iterator[tuple[str, str, str]]:
    """Yield the relationship type, the section and the id of each thing that a record refers to, each once."""
    yield from dict.fromkeys((_TYPES[name], of, id_) for name, of, id_ in references_in(section, record))


def properties_of(record: DecisionRecord) -> dict[str, Any]:
    """Return the plain fields of a record as Neo4j keeps them: a day that is wholly known is a date.

    All records of a kind have the same names; None is a field that says nothing, or that stands in parts.
    """
    properties = {field.name: _plain(getattr(record, field.name)) for field in fields(record) if field.name != "id"}
    if isinstance(record, DecisionRight):
        properties["function_keys"] = sorted({fold(text) for text in (record.function, *record.other_names)})
    return properties


def _plain(value: Any) -> Any:
    if value is None or value == () or value is False:
        return None
    if isinstance(value, PartialDate):
        return value.earliest if value.day is not None else str(value)
    if isinstance(value, tuple):
        return list(value) if isinstance(value[0], str) else None
    if isinstance(value, int) and not isinstance(value, bool) and not -_WIDEST <= value < _WIDEST:
        return float(value)
    return value


def in_order(section: str, records: Iterable[DecisionRecord]) -> list[DecisionRecord]:
    """Return records so that each comes after those of its own section that it refers to, but in circles."""
    by_id = {record.id: record for record in records}
    ordered: dict[str, DecisionRecord] = {}
    for first in by_id:
        waiting = [first]
        begun: set[str] = set()
        while waiting:
            id_ = waiting[-1]
            before = [
                ref
                for _, of, ref in references_in(section, by_id[id_])
                if of == section and ref in by_id and ref not in ordered and ref not in begun
            ]
            begun.add(id_)
            if before:
                waiting += before
            else:
                waiting.pop()
                ordered.setdefault(id_, by_id[id_])
    return list(ordered.values())


assert DECISION_LABELS.keys() == DECISION_RECORDS.keys()
