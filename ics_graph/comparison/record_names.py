"""What a record is called where two versions of a dataset are compared, and of what type it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ics_graph.answering.fact_values import value_in_words
from ics_graph.dates import in_words
from ics_graph.model import Dataset, Entity, Event, Fact, Gap, Relation, Source
from ics_graph.model.decisions import (
    Appointment,
    Clause,
    Decision,
    DecisionRight,
    Grant,
    Instrument,
    Interest,
    Meeting,
    QuorumRule,
    Seat,
    Version,
)
from ics_graph.ontology import Ontology


def type_in_words(section: str, record: Any, ontology: Ontology) -> str:
    """Return the type of a record in words: what the balance of a section adds up."""
    words: dict[str, Callable[[], str]] = {
        "entities": lambda: ontology.types[record.type].label,
        "relations": lambda: ontology.relations[record.type].label,
        "facts": lambda: ontology.properties[record.property].label,
        "events": lambda: ontology.schemes["event-kinds"][record.kind].label,
        "gaps": lambda: ontology.schemes["gap-topics"][record.topic].label,
        "complete": lambda: str(record.family),
        "sources": lambda: record.kind or "source",
        "instruments": lambda: ontology.schemes["instrument-kinds"][record.kind].label,
        "versions": lambda: "draft" if record.draft else "version",
        "clauses": lambda: ontology.schemes["clause-effects"][record.effect].label if record.effect else "clause",
        "rights": lambda: str(record.act).replace("-", " "),
        "grants": lambda: str(record.kind),
        "seats": lambda: "seat",
        "appointments": lambda: "appointment" if record.person else "vacancy",
        "quorum_rules": lambda: "quorum rule",
        "meetings": lambda: "meeting",
        "decisions": lambda: "decision",
        "interests": lambda: str(record.kind),
    }
    return words[section]()


def name_of(record: Any, dataset: Dataset, ontology: Ontology) -> str:
    """Return what a record says in short, with the names of whom it is about."""

    def name(id_: str | None) -> str:
        of = dataset.entities.get(id_ or "")
        return of.name if of else id_ or "nobody is named"

    def instrument(id_: str) -> str:
        of = dataset.instruments.get(id_)
        return (of.short_name or of.name) if of else id_

    def version(id_: str) -> str:
        of = dataset.versions.get(id_)
        return f"{instrument(of.instrument)} {of.label}" if of else id_

    def right(id_: str | None) -> str:
        of = dataset.rights.get(id_ or "")
        return f"{of.act.replace('-', ' ')} {of.function}" if of else id_ or "no right is named"

    def seat(id_: str) -> str:
        of = dataset.seats.get(id_)
        return f"{of.kind}, {name(of.body)}" if of else id_

    match record:
        case Relation():
            return f"{name(record.subject)} {ontology.relations[record.type].label} {name(record.object)}"
        case Fact():
            return f"{name(record.entity)}: {value_in_words(record)}"
        case Entity() | Event() | Instrument() | Meeting() | Decision():
            on = f" ({in_words(record.date)})" if isinstance(record, Meeting) and record.date else ""
            return f"{record.name}{on}"
        case Source():
            return record.title
        case Gap():
            return f"{name(record.entity)}: {record.reason.replace('-', ' ')}"
        case Version():
            return f"{instrument(record.instrument)} {record.label}"
        case Clause():
            return f"{version(record.version)} {record.number}"
        case DecisionRight():
            return f"{name(record.body)}: {right(record.id)}"
        case Grant():
            others = "".join(f" and {name(id_)}" for id_ in record.jointly_with)
            return (
                f"{version(record.version)} row {record.number}: {right(record.right)}, {name(record.holder)}{others}"
            )
        case Seat():
            return seat(record.id)
        case Appointment():
            return f"{seat(record.seat)}: {name(record.person) if record.person else 'vacant'}"
        case QuorumRule():
            item = f", for {record.for_item}" if record.for_item else ""
            return f"{name(record.body)}: quorum under {version(record.version)}{item}"
        case Interest():
            return f"{name(record.person)}: interest in {name(record.organisation)}"
    return name(record.entity)
