"""Records of who may decide what under other ids: a row, a seat or a meeting that is another record's refers to it.

These records refer to one another, and an id that was given none is made of what the record says. So one id that
changes brings others with it: that of an instrument those of its versions, and these those of their clauses and rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from ics_graph.model.decisions import (
    DECISION_RECORDS,
    REFERENCES,
    Appointment,
    Clause,
    DecisionRecord,
    Grant,
    Instrument,
    Interest,
    Meeting,
    QuorumRule,
    Version,
)
from ics_graph.model.records import key_of

Sections = Mapping[str, Mapping[str, Any]]
NewIds = Callable[[str, Mapping[str, Any]], Mapping[str, str]]
_PARTS = tuple(name for name in REFERENCES if name not in DECISION_RECORDS)


def with_new_ids(sections: Sections, ids: Mapping[str, Mapping[str, str]], new_ids: NewIds) -> Sections:
    """Return the records of who may decide what with new ids, and with what they refer to by its new one.

    ``ids`` gives the new ids of bodies and events. ``new_ids`` is asked for those of each section in turn: it is given
    its records by their old ids, with the references to earlier sections moved already.
    """
    known = {name: dict(of) for name, of in ids.items()}
    for section in DECISION_RECORDS:
        moved = {id_: _referring(section, record, known) for id_, record in sections[section].items()}
        known[section] = dict(new_ids(section, moved))
    # Only now all ids are known: a row may come after another row of its own section.
    renumbered = {}
    for section in DECISION_RECORDS:
        records = [
            replace(_referring(section, record, known), id=known[section].get(id_, id_))
            for id_, record in sections[section].items()
        ]
        renumbered[section] = {record.id: record for record in records}
    return renumbered


def _referring(section: str, record: Any, ids: Mapping[str, Mapping[str, str]]) -> Any:
    """Return a record, or a part of one, that refers to others by their new ids."""
    changed: dict[str, Any] = {}
    for name, of in REFERENCES[section].items():
        new, value = ids.get(of), getattr(record, name)
        if new and isinstance(value, str):
            changed[name] = new.get(value, value)
        elif new and value:
            changed[name] = tuple(new.get(id_, id_) for id_ in value)
    for part in _PARTS:
        if items := getattr(record, part, ()):
            changed[part] = tuple(_referring(part, item, ids) for item in items)
    return replace(record, **changed) if changed else record


def following(old: Mapping[str, Any], moved: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Return the old ids of records that are new ones with another day, number or label, each with the new id.

    ``moved`` are the old records with what they refer to by its new ids. As of lines and facts, only an id that is made
    of what the record says changes with it, and one gone and one come are the same where they alone are of one matter.
    """
    gone = _by_matter((id_, moved[id_]) for id_, record in old.items() if id_ not in new and id_ == key_of(record))
    come = _by_matter((id_, record) for id_, record in new.items() if id_ not in old and id_ == key_of(record))
    return {gone[key][0]: come[key][0] for key in gone.keys() & come.keys() if len(gone[key]) == len(come[key]) == 1}


def _by_matter(records: Iterable[tuple[str, DecisionRecord]]) -> dict[tuple[Any, ...], list[str]]:
    by_matter: dict[tuple[Any, ...], list[str]] = {}
    for id_, record in records:
        if (key := _matter(record)) is not None:
            by_matter.setdefault(key, []).append(id_)
    return by_matter


def _matter(record: DecisionRecord) -> tuple[Any, ...] | None:
    """Return what a record is about, whatever its day, number or label; None where nothing but its id tells."""
    match record:
        case Instrument():
            return record.body, record.kind
        case Version():
            return record.instrument, record.effective, record.draft
        case Clause():
            return record.version, record.effect, record.body, record.text
        case Grant():
            return record.version, record.right, record.giver, record.holder
        case Appointment():
            return record.seat, record.person
        case QuorumRule():
            return record.version, record.body
        case Meeting():
            return record.body, record.name
        case Interest():
            return record.person, record.organisation, record.kind
    return None
