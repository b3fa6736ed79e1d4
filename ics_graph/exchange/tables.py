"""The records as tables to read: one row each, names beside ids, and in words what has several parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ics_graph.certainty import certainty
from ics_graph.exchange import record_text
from ics_graph.exchange.formats import ExportInput
from ics_graph.exchange.selection import rows
from ics_graph.model import PhaseSpell, Source, all_claims
from ics_graph.validity import phase_on

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name (that of the section), its headings and its rows, ordered by id."""

    name: str
    headings: tuple[str, ...]
    rows: list[list[Cell]]


def tables(chosen: ExportInput, rules: bool) -> list[Table]:
    """Return what was chosen as tables: entities and relations always, others where there is something in them.

    With ``rules``, the lines that the law gives are among the relations. Where a day was asked for, a column says
    whether each body and line surely holds on it.
    """
    return [table for table in _TableRows(chosen, rules).all() if table.rows or table.name in ("entities", "relations")]


class _TableRows:
    def __init__(self, chosen: ExportInput, rules: bool) -> None:
        self.chosen = chosen
        self.data, self.ontology = chosen.dataset, chosen.ontology
        self.day = chosen.as_of.isoformat() if chosen.as_of else None
        self.compiled, self.lines, self.sources = rows(chosen, rules)
        self.holds = (f"Holds on {self.day}",) if self.day else ()

    def name(self, id_: str | None) -> str | None:
        return self.data.entities[id_].name if id_ is not None else None

    def all(self) -> Iterator[Table]:
        yield Table("entities", (*_ENTITIES, *self.holds, *_LAST), list(self.entities()))
        yield Table("relations", (*_RELATIONS, *self.holds, *_LAST), list(self.relations()))
        yield Table("facts", (*_FACTS, *_LAST), list(self.facts()))
        yield Table("events", (*_EVENTS, *_LAST), list(self.events()))
        yield Table("gaps", (*_GAPS, *_LAST), list(self.gaps()))
        yield Table("complete", (*_COMPLETE, *_LAST), list(self.complete()))
        yield Table("sources", _SOURCES, [_source(source) for _, source in sorted(self.sources.items())])

    def entities(self) -> Iterator[list[Cell]]:
        for body in sorted(self.compiled.bodies(), key=lambda body: body.id):
            it = body.record
            day = self.chosen.as_of
            type_ = record_text.type_in_words(body, self.ontology, day)
            naming = [it.id, it.name, type_, body.type_on(day), record_text.other_names(it)]
            kinds = record_text.kinds(it, self.ontology) or None
            when = [kinds, record_text.codes(it), *_dates(it.since, it.until), *self.phases(it.phases), body.certainty]
            several = [it.extent, it.count, "yes" if it.unnamed else None]
            holds = [body.on(self.day)] if self.day else []
            yield [*naming, *when, *several, *holds, record_text.cited(all_claims(it), self.sources), it.note]

    def relations(self) -> Iterator[list[Cell]]:
        for line in self.lines:
            it = line.record
            label = self.ontology.relations[it.type].label
            ends = [it.id, self.name(it.subject), label, self.name(it.object)]
            seat = [it.role, it.capacity, _yes(it.voting), self.name(it.on_behalf_of)]
            when = [*_dates(it.since, it.until), *self.phases(it.phases), line.certainty]
            ids = [line.family, it.type, it.subject, it.object, it.on_behalf_of]
            holds = [line.on(self.day)] if self.day else []
            yield [*ends, *seat, *when, *ids, *holds, record_text.cited(all_claims(it), self.sources), it.note]

    def facts(self) -> Iterator[list[Cell]]:
        for _, it in sorted(self.data.facts.items()):
            label = self.ontology.properties[it.property].label
            value = [it.number, it.unit, "yes" if it.approximately else None, it.text]
            when = [*_dates(it.since, it.until), *self.phases(it.phases), certainty(all_claims(it))]
            details = [it.property, it.entity, record_text.cited(all_claims(it), self.sources), it.note]
            yield [it.id, self.name(it.entity), label, *value, *when, *details]

    def events(self) -> Iterator[list[Cell]]:
        names = {id_: entity.name for id_, entity in self.data.entities.items()}
        for _, it in sorted(self.data.events.items()):
            kind = self.ontology.schemes["event-kinds"][it.kind].label
            when = [str(it.date) if it.date else None, *_dates(it.not_before, it.not_after)]
            details = [record_text.taking_part(it, names), it.legal_basis, *self.phases(it.phases)]
            support = [certainty(all_claims(it)), record_text.cited(all_claims(it), self.sources), it.note]
            yield [it.id, it.name, kind, *when, *details, *support]

    def gaps(self) -> Iterator[list[Cell]]:
        for _, it in sorted(self.data.gaps.items()):
            topic = self.ontology.schemes["gap-topics"][it.topic].label
            reason = self.ontology.schemes["gap-reasons"][it.reason].label
            details = [it.entity, record_text.cited(it.claims, self.sources), it.note]
            yield [it.id, self.name(it.entity), topic, reason, *details]

    def complete(self) -> Iterator[list[Cell]]:
        for _, it in sorted(self.data.complete.items()):
            details = [it.entity, record_text.cited(it.claims, self.sources), it.note]
            yield [it.id, self.name(it.entity), self.ontology.families[it.family].label, *details]

    def phases(self, spells: Sequence[PhaseSpell]) -> list[Cell]:
        """Return the phase (on the day, or the furthest), and all spells in words where these say more."""
        plain = not spells or (len(spells) == 1 and not (spells[0].since or spells[0].until))
        return [phase_on(spells, self.chosen.as_of), None if plain else record_text.phases(spells)]


_WHEN = ("From", "Until")
_PHASE = ("Phase", "Phases with dates", "Certainty")
_LAST = ("Sources", "Note")
_ENTITIES = (
    "Id",
    "Name",
    "Type",
    "Type (word)",
    "Other names",
    "Types with dates",
    "Codes",
    *_WHEN,
    *_PHASE,
    "Extent",
    "How many",
    "Unnamed",
)
_RELATIONS = (
    *("Id", "Who", "Relation", "To whom", "Role", "Capacity", "Voting", "On behalf of", *_WHEN, *_PHASE),
    *("Family", "Relation (word)", "Who (id)", "To whom (id)", "On behalf of (id)"),
)
_VALUE = ("Number", "Unit", "Approximately", "Text")
_FACTS = ("Id", "Body", "Property", *_VALUE, *_WHEN, *_PHASE, "Property (word)", "Body (id)")
_EVENTS = ("Id", "Event", "Kind", "Date", "Not before", "Not after", "Who took part", "Legal basis", *_PHASE)
_GAPS = ("Id", "Body", "What is missing", "Why", "Body (id)")
_COMPLETE = ("Id", "Body", "What is complete", "Body (id)")
_SOURCES = (
    *("Id", "Title", "Kind", "Publisher", "Date", "Not before", "Not after", "About the date"),
    *("Licence", "Link", "Note"),
)


def _source(it: Source) -> list[Cell]:
    when = [str(it.date) if it.date else None, *_dates(it.not_before, it.not_after), it.date_note]
    return [it.id, it.title, it.kind, it.publisher, *when, it.licence, it.link, it.note]


def _dates(since: object, until: object) -> list[Cell]:
    return [None if date is None else str(date) for date in (since, until)]


def _yes(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"
