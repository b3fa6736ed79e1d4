"""What the page tells of every body and line that it carries: plain values, ready for JSON, each with its sources.

Nothing is said here that a question would not say: the rows, citations and gaps are those of the questions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple
from typing import Any

from ics_graph.answering.answer import Row, certainty_of, citation
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.bounds import is_ended_by_list
from ics_graph.answering.grammar import planned_words
from ics_graph.answering.lists import be
from ics_graph.answering.rows import fact_rows
from ics_graph.answering.spells import names_with_days, spells_of_kinds
from ics_graph.certainty import certainty_in_words
from ics_graph.deciding.standing import Power, powers_of
from ics_graph.explorer.delegation_data import Chains
from ics_graph.explorer.payload import Payload, bounds, event_days, phases
from ics_graph.explorer.style import kind_of
from ics_graph.governance import is_single, short_forms_of
from ics_graph.model import Claim, Entity, Event, Fact, Gap, PhaseSpell, Relation, Source, all_claims
from ics_graph.stores.rows import Body, Line
from ics_graph.validity import only_planned

Plain = dict[str, Any]
_NO_PHASE = {"at": "not-stated", "steps": [["0001-01-01", "not-stated"]]}


class CardData:
    """Puts what a store knows of the carried bodies and lines into plain values."""

    def __init__(self, asked: Asked, load: Payload) -> None:
        self.asked, self.ontology, self.load = asked, asked.ontology, load
        self.sources = asked.store.sources()
        self.facts: dict[str, list[Fact]] = defaultdict(list)
        self.gaps: dict[str, list[Gap]] = defaultdict(list)
        for fact in asked.store.facts(load.bodies.keys()):
            self.facts[fact.entity].append(fact)
        for gap in asked.store.gaps(load.bodies.keys()):
            self.gaps[gap.entity].append(gap)
        self.powers: dict[str, list[Power]] = defaultdict(list)
        for power in powers_of(asked, load.bodies.keys()):
            self.powers[power.holder].append(power)
        self.chains = Chains(asked)
        self.used: set[str] = set()

    def contents(self) -> Plain:
        """Return the bodies, lines and events carried, and the words for all of it."""
        load, ontology = self.load, self.ontology
        bodies = {id_: _told(self._body(body)) for id_, body in load.bodies.items()}
        ends = {**load.far, **load.bodies}
        lines = {id_: _told(self._line(line, is_ended_by_list(line, ends))) for id_, line in load.lines.items()}
        events = {event.id: self._event(event) for event in load.events}
        relations = sorted({line.type for line in load.lines.values()})
        return {
            "bodies": bodies,
            "steps": self.slim_rows(self.chains.steps),
            "lines": lines,
            "events": events,
            "far": {id_: [shown_name(body), body.type] for id_, body in sorted(load.far.items())},
            "scope": sorted(load.scope) if load.scope is not None else None,
            "beyond": sorted(load.beyond),
            "words": {
                "types": {name: self._type(name) for name, kind in sorted(ontology.types.items()) if not kind.abstract},
                "relations": {name: self._relation(name) for name in relations},
                "families": {name: [family.label, family.definition] for name, family in ontology.families.items()},
                "phases": self._labels("phases"),
                "certainties": self._labels("certainties"),
            },
        }

    def cited(self) -> Plain:
        """Return the sources that all that was told so far cites."""
        return {id_: _source(self.sources[id_]) for id_ in sorted(self.used) if id_ in self.sources}

    def rows(self, rows: Iterable[Row]) -> list[Plain]:
        """Return rows of an answer as the lists of the page show them."""
        return [
            {
                "id": row.id,
                "name": row.name,
                "relation": row.relation,
                "value": row.value,
                "line": row.record,
                "of": row.of,
                "ofName": row.of_name,
                "group": row.group,
                "heading": row.heading,
                "certainty": row.certainty,
                **_reading(row.certainty, certainty_of(row)),
                "note": row.note,
                **({"clause": row.clause} if row.clause else {}),
                "claims": [self._cited(cited) for cited in row.sources],
            }
            for row in rows
        ]

    def slim_rows(self, rows: Iterable[Row]) -> list[Plain]:
        """Return the same rows without what is not said of them."""
        return [
            {name: value for name, value in row.items() if value not in (None, "")} | {"claims": row["claims"]}
            for row in self.rows(rows)
        ]

    def _labels(self, scheme: str) -> Plain:
        return {name: concept.label for name, concept in self.ontology.schemes[scheme].items()}

    def _type(self, name: str) -> Plain:
        kind = self.ontology.types[name]
        return {"label": kind.label, "definition": kind.definition, "kind": kind_of(self.ontology, name)}

    def _relation(self, name: str) -> Plain:
        kind = self.ontology.relations[name]
        return {
            "label": kind.label,
            "inverse": kind.inverse_label,
            "planned": planned_words(kind.label, kind.family),
            "definition": kind.definition,
        }

    def _common(self, thing: Body | Line, record: Entity | Relation) -> Plain:
        bases = [claim.basis for claim in all_claims(record) if claim.stance == "supports"]
        return {
            "certainty": thing.certainty,
            **_reading(thing.certainty, certainty_in_words(thing.certainty, bases)),
            "planned": bool(thing.planned),  # SQLite keeps 0 and 1
            "bounds": bounds(thing),
            "from": _written_day(record.since),
            "until": _written_day(record.until),
            "phases": phases(record.phases),
            "note": record.note,
            "claims": self.claims(all_claims(record)),
        }

    def _body(self, body: Body) -> Plain:
        record = body.record
        return {
            "name": shown_name(body),
            "type": body.type,
            **self._common(body, record),
            "note": self._note(body),
            "other": names_with_days(record),
            "called": self._called(record) or None,
            "short": short_forms_of(record, self.ontology),
            "kinds": self._kinds(body),
            "several": not is_single(body),
            "codes": [
                [code.scheme, code.value, _written_day(code.since), _written_day(code.until)]
                for code in record.identifiers
            ],
            "spells": [self._spell(spell) for spell in record.phases],
            "facts": [self._fact(row) for row in fact_rows(self.asked, self.facts[body.id], body)],
            "gaps": [self._gap(gap) for gap in self.gaps[body.id]],
            "decides": [self._power(power) for power in self.powers[body.id]] or None,
        }

    def _called(self, record: Entity) -> list[str]:
        """Return what a body is found by besides its other names: those without their days, and those in sources."""
        told = {record.name, *names_with_days(record)}
        of_facts = [str(fact.text) for fact in self.facts[record.id] if fact.property == "name" and fact.text]
        return [name for name in dict.fromkeys([*record.also_called, *of_facts]) if name not in told]

    def _note(self, body: Body) -> str | None:
        """Return a body's note, and how many lines by law lead to it from bodies that the page does not carry."""
        note, number = body.record.note, self.load.elsewhere.get(body.id, 0)
        if not number:
            return note
        lines = "1 line by law from a body" if number == 1 else f"{number:,} lines by law from bodies"
        left = f"{lines} outside this page {be(number)} not shown here."
        return f"{note.rstrip('.')}. {left}" if note else left

    def _kinds(self, body: Body) -> list[Plain]:
        """Return the types that a body was of, with their days; none where it was of one alone."""
        if not body.record.kinds:
            return []
        return [
            {
                "type": spell.type,
                "label": self.ontology.types[spell.type].label,
                "note": words,
                "from": _written_day(spell.since),
                "until": _written_day(spell.until),
                "bounds": [day.isoformat() for day in astuple(kind.when)],
            }
            for (spell, words), kind in zip(spells_of_kinds(body), body.dated_kinds, strict=True)
        ]

    def _line(self, line: Line, by_list: bool) -> Plain:
        record = line.record
        capacities, roles = self.ontology.schemes["capacities"], self.ontology.schemes["roles"]
        named = [(roles, record.role), (capacities, record.capacity)]
        role = " · ".join(scheme[name].label if name in scheme else name for scheme, name in named if name)
        return {
            "subject": line.subject,
            "type": line.type,
            "object": line.object,
            "family": line.family,
            **self._common(line, record),
            "general": bool(line.general),
            "plan": [line.plan_from, line.plan_to] if line.plan_from is not None else None,
            "role": role or None,
            "seat": "|".join(str(part or "") for part in (record.role, record.capacity, record.on_behalf_of)),
            "byList": by_list,
        }

    def _event(self, event: Event) -> Plain:
        kinds = self.ontology.schemes["event-kinds"]
        dated = [event.not_before, event.not_after]
        when = str(event.date) if event.date else " to ".join(str(day) if day else "…" for day in dated)
        return {
            "name": event.name,
            "kind": kinds[event.kind].label,
            "days": event_days(event),
            "said": when if event.date or any(dated) else None,
            "planned": only_planned(event),
            "parts": [[part.entity, part.side, part.part, part.role] for part in event.participants],
            "note": event.note,
            "claims": self.claims(all_claims(event)),
        }

    def _gap(self, gap: Gap) -> Plain:
        topics, reasons = self.ontology.schemes["gap-topics"], self.ontology.schemes["gap-reasons"]
        topic = topics[gap.topic].label if gap.topic in topics else gap.topic
        return {
            "id": gap.id,
            "topic": gap.topic,
            "reason": gap.reason,
            "text": f"{reasons[gap.reason].label}: {topic}",
            "note": gap.note,
            "claims": self.claims(gap.claims),
        }

    def _power(self, power: Power) -> Plain:
        """Return what a body may decide, with its row and clause, and between which days."""
        return {
            "id": power.grant.id,
            "function": power.function,
            "words": power.words,
            "clause": power.clause,
            "from": _written_day(power.first),
            "until": _written_day(power.last),
            "chains": self.chains.of(power),
            "claims": self.claims(power.claims),
        }

    def _spell(self, spell: PhaseSpell) -> Plain:
        return {"phase": spell.phase, "from": _written_day(spell.since), "until": _written_day(spell.until)}

    def _fact(self, row: Row) -> Plain:
        return {
            "id": row.record,
            "label": row.relation,
            "value": row.value,
            "phase": row.phase.replace("-", " ") if row.phase else "",
            "certainty": row.certainty,
            **_reading(row.certainty, certainty_of(row)),
            "from": row.since,
            "until": row.until,
            "note": row.note,
            "claims": [self._cited(cited) for cited in row.sources],
        }

    def claims(self, claims: Iterable[Claim]) -> list[Plain]:
        """Return claims as the page cites them; their sources are among those that it tells of."""
        return [self._cited(citation(claim, self.sources)) for claim in claims]

    def _cited(self, cited: Any) -> Plain:
        self.used.add(cited.source)
        bases = self.ontology.schemes["bases"]
        values = {
            "source": cited.source,
            "locator": cited.locator,
            "basis": bases[cited.basis].label if cited.basis in bases else cited.basis,
            "stance": cited.stance,
            "confidence": cited.confidence,
            "saidBy": cited.said_by,
            "note": cited.note,
        }
        return {name: value for name, value in values.items() if value is not None}


def _told(values: Plain) -> Plain:
    """Return what is told of a body or line without what holds of most: the page knows it (``withIds``)."""
    return {name: value for name, value in values.items() if value not in (None, False) and value != _NO_PHASE}


def _reading(certainty: str | None, words: str) -> Plain:
    """Return the words for a certainty where they say more than its label: that it is read from a layout."""
    return {} if words == (certainty or "") else {"certaintyWords": words}


def _source(source: Source) -> Plain:
    bounded = [f"not before {source.not_before}"] if source.not_before else []
    bounded += [f"not after {source.not_after}"] if source.not_after else []
    dated = f"dated {source.date}" if source.date else "; ".join(["undated", *bounded])
    link = source.link if source.link and source.link.lower().startswith(("https://", "http://")) else None
    return {
        "title": source.title,
        "publisher": source.publisher,
        "kind": source.kind,
        "date": None if source.kind == "legislation" and not source.date else dated,
        "why": source.date_note,
        "licence": source.licence,
        "link": link,
    }


def _written_day(day: object) -> str | None:
    return str(day) if day else None
