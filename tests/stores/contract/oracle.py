"""The oracle: a Store in plain lists and loops, slow and plainly right, that the real stores must agree with.

It works out each line for itself from the dataset, with a day at a time where time is concerned; it shares with
the stores what a record alone says (its own dates, certainty and plan), and how names are folded and ranked.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import TracebackType
from typing import Any, Self

from ics_graph.certainty import certainty
from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate, Span, Validity, validity
from ics_graph.governance import holder_kind
from ics_graph.kinds import Kind, kinds_of, stretches
from ics_graph.model import (
    About,
    Certainty,
    Claim,
    Completeness,
    Dataset,
    Entity,
    Event,
    Fact,
    Gap,
    PhaseSpell,
    Relation,
    Source,
)
from ics_graph.model.decisions import DECISION_RECORDS, DecisionRecord, references_in
from ics_graph.names import as_short_form, fold, short_forms, telling
from ics_graph.ontology import Ontology
from ics_graph.ontology.law import Rule
from ics_graph.serialization import to_plain
from ics_graph.spells import history
from ics_graph.stores.rows import Body, Direction, Hop, Line, Match, Mentions, View
from ics_graph.stores.search import called, ranked
from ics_graph.validity import all_witnesses, holds, only_planned, planned_span

SHORTENED = ("ClinicalCommissioningGroup", "IntegratedCareBoard", "IntegratedCareSystem")
_ALWAYS = Validity(MIN_DATE, MIN_DATE, MAX_DATE, MAX_DATE)


class Oracle:
    """A dataset as a store, by definition instead of by index."""

    def __init__(self, dataset: Dataset, ontology: Ontology) -> None:
        self.data = dataset
        self.ontology = ontology
        self.rules: dict[str, Rule] = {}
        self.ways: dict[str, Relation] = {}
        self.own: dict[str, Validity] = {}
        self.times: dict[str, Validity] = {}
        self.relations = [*dataset.relations.values(), *self._relations_of_rules()]
        # A relation that lists part is as many relations here, each with the time of its spell.
        self.relations = [spell for relation in self.relations for spell in self._spells(relation)]
        self.rows = {relation.id: self._line(relation) for relation in self.relations}

    def _relations_of_rules(self) -> list[Relation]:
        found = []
        for rule in self.ontology.rules:
            if rule.relation is None:
                continue
            single = [entity for entity in self.data.entities.values() if entity.extent == "one"]
            for subject in single:
                times = self._times_of(subject, rule)
                numbers: dict[str, int] = {}
                for target, way, time in [(*there, time) for there in self._objects(rule, subject) for time in times]:
                    # In force from the last of all beginnings to the first of all ends; a plan if an end is one.
                    first = PartialDate.parse(rule.since) if rule.since else None
                    last = PartialDate.parse(rule.until) if rule.until else None
                    number = numbers.get(target.id, 0)
                    dated: list[Entity | Relation] = [subject, target, *([way] if way is not None else [])]
                    for end in dated:
                        if end.since and (first is None or end.since.earliest > first.earliest):
                            first = end.since
                        if end.until and (last is None or end.until.latest < last.latest):
                            last = end.until
                    # A change of kind dates the line where it is known, and leaves it undated where it is not.
                    if time.start_max > (first.earliest if first else MIN_DATE):
                        first = PartialDate.parse(str(time.start_min)) if time.start_min == time.start_max else None
                    if time.end_min < (last.latest if last else MAX_DATE):
                        last = PartialDate.parse(str(time.end_max)) if time.end_min == time.end_max else None
                    planned = only_planned(subject) or only_planned(target)
                    own = f"rule:{rule.name}:{subject.id}{'' if way is None else f':{target.id}'}"
                    relation = Relation(
                        f"{own}{f'#{number + 1}' if number else ''}",
                        subject.id,
                        rule.relation,
                        target.id,
                        since=first,
                        until=last,
                        phases=(PhaseSpell("planned"),) if planned else (),
                        claims=(Claim(f"rule:{rule.name}", f"{rule.section}, {rule.days}", basis="rule"),),
                    )
                    self.rules[relation.id], self.times[relation.id] = rule, time
                    self.ways.pop(relation.id, None)
                    if way is not None:
                        self.ways[relation.id] = way
                    if any(self.may_hold(relation, day) for day in self.turns(relation)):
                        found.append(relation)
                        numbers[target.id] = number + 1
        return found

    def _objects(self, rule: Rule, subject: Entity) -> list[tuple[Entity, Relation | None]]:
        """Whom a rule points at: the only body of a type, or each that one relation of the body's leads to.

        The rules that make lines have ways of one step; others are for the answers about the law.
        """
        single = [entity for entity in self.data.entities.values() if entity.extent == "one"]
        fitting = {entity.id: entity for entity in single if self.ontology.is_a(entity.type, rule.object_type)}
        if not rule.reached_by:
            return [(entity, None) for entity in fitting.values()] if len(fitting) == 1 else []
        found: list[tuple[Entity, Relation | None]] = []
        for (step,) in rule.reached_by:
            for relation in self.data.relations.values():
                near, far = relation.subject, relation.object
                near, far = (far, near) if step.inverse else (near, far)
                borne_out = self._certainty(relation) in ("stated", "reported") and not only_planned(relation)
                if relation.type == step.relation and near == subject.id and far in fitting and borne_out:
                    found += [(fitting[far], spell) for spell in self._spells(relation)]
        return found

    def _times_of(self, subject: Entity, rule: Rule) -> list[Validity]:
        """When a rule bound a body by its kind: always where it never was of another."""
        kinds = self._kinds(subject)
        if not kinds:
            return [_ALWAYS] if self._binds(rule, subject.type) else []
        return stretches(kinds, [name for name in self.ontology.types if self._binds(rule, name)])

    def _binds(self, rule: Rule, type_: str) -> bool:
        """Whether a rule binds bodies of a type: it is of one that it names, and of none that it leaves out."""

        def one_of(names: Collection[str]) -> bool:
            return any(self.ontology.is_a(type_, name) for name in names)

        return one_of(rule.subject_types) and not one_of((*rule.except_types, *rule.unclear_types))

    # --- one relation on one day, by definition ---

    def _spells(self, relation: Relation) -> list[Relation]:
        """The relation once for each spell that whole lists leave of it and that the lives of its ends allow."""
        absences = [] if relation.id in self.rules else self._lists_without(relation)
        if not absences:
            return [relation]
        seen = all_witnesses(relation, self.data.sources)
        spells = history(relation.since, relation.until, seen, absences).spells
        first = max(life.start_min for life in self.lives(relation))
        last = min(life.end_max for life in self.lives(relation))
        met = [spell for spell in spells if max(spell.start_min, first) <= min(spell.end_max, last)] or spells[:1]
        made = []
        for number, spell in enumerate(met, start=1):
            made.append(replace(relation, id=relation.id if number == 1 else f"{relation.id}@{number}"))
            self.own[made[-1].id] = spell
        return made

    def _lists_without(self, relation: Relation) -> list[Span]:
        """When whole lists were made that should have the relation and do not; of posts there are none here."""
        if only_planned(relation) or self._certainty(relation) == "denied":
            return []
        family = self.ontology.relations[relation.type].family
        up = family in ("accountability", "reporting", "coverage")
        near, far = ("subject", "object") if up else ("object", "subject")
        beside = [
            other
            for other in self.data.relations.values()
            if self.ontology.relations[other.type].family == family and getattr(other, near) == getattr(relation, near)
        ]
        spans = []
        for whole in self.data.complete.values():
            if (whole.entity, whole.family) != (getattr(relation, near), family):
                continue
            if certainty(whole.claims) in ("denied", "disputed", "uncertain"):
                continue
            for claim in whole.claims:
                source = self.data.sources[claim.source]
                made = Span.of(claim.observed) if isinstance(claim.observed, PartialDate) else source.when
                dated = claim.stance == "supports" and claim.basis != "rule" and claim.observed != "never"
                if not dated or made == Span():
                    continue
                named = {getattr(other, far) for other in beside if self._is_on(other, claim)}
                types = {end: self.data.entities[end] for end in (*named, getattr(relation, far))}
                if getattr(relation, far) in named or any(entity.extent != "one" for entity in types.values()):
                    continue
                kinds = {holder_kind(self.ontology, types[end].type) for end in named}
                if not kinds or holder_kind(self.ontology, types[getattr(relation, far)].type) in kinds:
                    spans.append(made)
        return spans

    def _is_on(self, relation: Relation, of_list: Claim) -> bool:
        """Whether a claim of the relation is of the source of a list, and not of another day than the list."""
        claims = [*relation.claims, *(claim for spell in relation.phases for claim in spell.claims)]
        return any(
            claim.source == of_list.source
            and claim.stance != "denies"
            and (of_list.observed is None or claim.observed in (None, "never", of_list.observed))
            for claim in claims
        )

    def life(self, entity: Entity) -> Validity:
        """When an entity was there: after its type was possible and its plan was made, and while a law names it."""
        seen = all_witnesses(entity, self.data.sources)
        alike = [e for e in self.data.entities.values() if e.type == entity.type and e.extent == "one"]
        alike = [e for e in alike if not only_planned(e)]
        if self.ontology.types[entity.type].singleton and alike == [entity]:
            for rule in self.ontology.rules:
                if rule.relation and rule.since and entity.type in (*rule.subject_types, *rule.object_types):
                    first = date.fromisoformat(rule.since)
                    last = self._known_to(rule)
                    seen += [Span(first, first), Span(last, last)]
        life = validity(entity.since, entity.until, seen)
        not_before = [life.start_min]
        possible = self.ontology.types[entity.kinds[0].type if entity.kinds else entity.type].exists_from
        if possible and life.start_max >= possible.earliest:
            not_before.append(possible.earliest)
        plan = planned_span(entity, self.data.sources) if only_planned(entity) else None
        if plan:
            not_before.append(plan.first)
        for day in not_before:
            if day <= life.end_max and day > life.start_min:
                end_min = min(life.end_min, life.end_max)
                life = Validity(day, max(life.start_max, day), end_min, life.end_max)
        return life

    def of_relation(self, relation: Relation) -> Validity:
        """When the relation holds by its own dates and witnesses; a rule is in force from its first to its last day."""
        if relation.id in self.own:
            return self.own[relation.id]
        if relation.id in self.rules:
            rule = self.rules[relation.id]
            first = date.fromisoformat(rule.since) if rule.since else MIN_DATE
            last = date.fromisoformat(rule.until) if rule.until else MAX_DATE
            return Validity(first, first, self._known_to(rule), last)
        return holds(relation, self.data.sources)

    def _known_to(self, rule: Rule) -> date:
        """Without an end a rule is known to be in force up to the last day of what was read of it."""
        days = [rule.until] if rule.until else [rule.read_to, rule.attested_on]
        return max(date.fromisoformat(day) for day in (*days, rule.since) if day)

    def lives(self, relation: Relation) -> list[Validity]:
        """When its two ends were there, and for a rule when its subject was of the type that it binds."""
        ends = [self.life(self.data.entities[end]) for end in (relation.subject, relation.object)]
        way = self.ways.get(relation.id)
        on_the_way = [] if way is None else [self.of_relation(way), *self.lives(way)]
        return [*ends, self.times.get(relation.id, _ALWAYS), *on_the_way]

    def may_hold(self, relation: Relation, day: date) -> bool:
        """Whether the relation may hold on a day: neither it nor one of its ends surely is not."""
        return all(when.on(day) != "no" for when in (self.of_relation(relation), *self.lives(relation)))

    def turns(self, relation: Relation) -> list[date]:
        """The days on which anything about the relation can begin; if it ever may hold, then on one of these."""
        return [when.start_min for when in (self.of_relation(relation), *self.lives(relation))]

    def is_planned(self, relation: Relation, day: date) -> bool:
        """Whether a plan of it is open on a day: its source is there, its time not over, and it is not yet in force."""
        plan = self.plan_of(relation)
        if plan is None or not plan.first <= day <= plan.last:
            return False
        first = max(self.turns(relation))
        return only_planned(relation) or first == MIN_DATE or day < first

    def plan_of(self, relation: Relation) -> Span | None:
        """When it is shown as planned; a line by rule with the plans of its ends."""
        own = planned_span(relation, self.data.sources) if "@" not in relation.id else None
        if own is None or relation.id not in self.rules:
            return own
        spans = [own]
        for end in (relation.subject, relation.object):
            entity = self.data.entities[end]
            plan = planned_span(entity, self.data.sources)
            if plan is not None and only_planned(entity):
                spans.append(plan)
        return Span(max(span.first for span in spans), min(span.last for span in spans))

    def counts_in(self, relation: Relation, view: View) -> bool:
        """Whether a relation counts in a view."""
        known = self.rows[relation.id].certainty
        wanted = {"denied": view.denied, "uncertain": view.uncertain, "rule": view.rules}
        ends = (self.data.entities[relation.subject], self.data.entities[relation.object])
        if not wanted.get(known, True) or (any(end.extent == "any" for end in ends) and not view.general):
            return False
        if view.as_of is None:
            return view.planned or not only_planned(relation)
        if not only_planned(relation) and self.may_hold(relation, view.as_of):
            return True
        return view.planned and self.is_planned(relation, view.as_of)

    def _certainty(self, relation: Relation) -> Certainty:
        return certainty([*relation.claims, *(claim for spell in relation.phases for claim in spell.claims)])

    def _line(self, relation: Relation) -> Line:
        own, lives = self.of_relation(relation), self.lives(relation)
        start_min = max(when.start_min for when in (own, *lives))
        end_max = min(when.end_max for when in (own, *lives))
        # A rule is never surer than its ends; what a source says of a line is not made less sure by them.
        surely = (own, *lives) if relation.id in self.rules else (own,)
        start_max = max(start_min, *(when.start_max for when in surely))
        end_min = min(end_max, *(when.end_min for when in surely))
        plan = self.plan_of(relation)
        source = planned_span(relation, self.data.sources) if only_planned(relation) else None
        if source is not None and start_min < source.first <= end_max:
            start_min, start_max = source.first, max(start_max, source.first)
        plan_to = plan.last if plan else None
        if plan_to is not None and not only_planned(relation) and start_min > MIN_DATE:
            plan_to = min(plan_to, start_min - timedelta(days=1))
        ends = (self.data.entities[relation.subject], self.data.entities[relation.object])
        return Line(
            relation.id,
            relation.subject,
            relation.type,
            self.ontology.relations[relation.type].family,
            relation.object,
            self._certainty(relation),
            only_planned(relation),
            any(end.extent == "any" for end in ends),
            start_min.isoformat(),
            start_max.isoformat(),
            end_min.isoformat(),
            end_max.isoformat(),
            plan.first.isoformat() if plan else None,
            plan_to.isoformat() if plan_to else None,
            _doc(relation, {"id", "subject", "type", "object"}),
            relation.role,
            relation.capacity,
            relation.on_behalf_of,
            " ".join(dict.fromkeys(spell.phase for spell in relation.phases)) or None,
        )

    # --- the Store ---

    def about(self) -> list[About]:
        return list(self.data.about)

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        types = sorted(entity.type for entity in self.data.entities.values())
        lines = sorted(relation.type for relation in self.relations if "@" not in relation.id)
        names = ("facts", "events", "gaps", "complete")
        return {
            "entities": {kind: types.count(kind) for kind in types},
            "relations": {kind: lines.count(kind) for kind in lines},
            "records": {
                **{name: len(self.data.section(name)) for name in names},
                "sources": len(self.sources()),
                **{name: number for name in sorted(DECISION_RECORDS) if (number := len(self.data.section(name)))},
            },
        }

    def _names(self) -> list[tuple[str, str, str, str]]:
        names = [
            (entity.id, entity.name, entity.type, name)
            for entity in self.data.entities.values()
            for name in (entity.id, entity.name, *entity.also_called, *(code.value for code in entity.identifiers))
        ]
        return names + [
            (fact.entity, self.data.entities[fact.entity].name, self.data.entities[fact.entity].type, fact.text)
            for fact in self.facts()
            if fact.property == "name" and fact.text
        ]

    def called(self, text: str, limit: int = 20) -> list[Match]:
        rows = [row for row in self._names() if fold(row[3]) == fold(text)]
        return called(rows or self._called_for_short(text), limit)

    def _called_for_short(self, text: str) -> list[tuple[str, str, str, str]]:
        rows = []
        for entity in self.data.entities.values():
            is_short = any(self.ontology.is_a(entity.type, kind) for kind in SHORTENED) and entity.extent == "one"
            for name in (entity.name, *entity.also_called) if is_short else ():
                forms = [form for form in short_forms(name) if fold(form) == as_short_form(fold(text))]
                rows += [(entity.id, entity.name, entity.type, form) for form in forms[:1]]
                if forms:
                    break
        return rows

    def find(self, text: str, limit: int = 20) -> list[Match]:
        key = telling(fold(text))
        if len(key) < 3:
            near = [row for row in self._names() if fold(row[3]).startswith(key)]
        else:
            parts = [key[i : i + 3] for i in range(len(key) - 2)]
            near = [row for row in self._names() if any(part in fold(row[3]) for part in parts)]
        return ranked(text, self.called(text, limit), near, limit)

    def starting(self, text: str, limit: int) -> list[str]:
        names = [name for entity in self.data.entities.values() for name in (entity.name, *entity.also_called)]
        names += [fact.text for fact in self.facts() if fact.property == "name" and fact.text]
        keys = {fold(name): min(n for n in names if fold(n) == fold(name)) for name in names}
        return [name for key, name in sorted(keys.items()) if key.startswith(fold(text))][:limit]

    def _body(self, entity: Entity) -> Body:
        life = self.life(entity)
        return Body(
            entity.id,
            entity.type,
            entity.name,
            certainty(entity.claims),
            only_planned(entity),
            life.start_min.isoformat(),
            life.start_max.isoformat(),
            life.end_min.isoformat(),
            life.end_max.isoformat(),
            _doc(entity, {"id", "type", "name"}),
            entity.extent,
            entity.unnamed,
            " ".join(dict.fromkeys(spell.phase for spell in entity.phases)) or None,
            _json([to_plain(code) for code in entity.identifiers]) if entity.identifiers else None,
            self._written_kinds(entity),
        )

    def bodies(self, ids: Collection[str]) -> dict[str, Body]:
        return {id_: self._body(entity) for id_, entity in sorted(self.data.entities.items()) if id_ in ids}

    def _kinds(self, entity: Entity) -> list[Kind]:
        return kinds_of(entity, self.ontology, self.data.sources, self.life(entity).start_min)

    def _written_kinds(self, entity: Entity) -> str | None:
        rows = [
            [type_, *(day.isoformat() for day in (when.start_min, when.start_max, when.end_min, when.end_max))]
            for type_, when in self._kinds(entity)
        ]
        return _json(rows) if rows else None

    def of_types(self, types: Collection[str], ever: bool = False) -> list[Body]:
        found = [
            self._body(entity)
            for entity in self.data.entities.values()
            if entity.type in types or (ever and any(spell.type in types for spell in entity.kinds))
        ]
        return sorted(found, key=lambda body: (body.name, body.id))

    def lines(
        self,
        ids: Collection[str] | None,
        direction: Direction,
        families: Collection[str],
        view: View,
        far: Collection[str] | None = None,
        most: int | None = None,
    ) -> list[Line]:
        found = []
        for relation in self.relations:
            line = self.rows[relation.id]
            near = line.subject if direction == "up" else line.object
            if (ids is None or near in ids) and line.family in families and self.counts_in(relation, view):
                found.append(line)
        if far is not None:
            found = [line for line in found if (line.object if direction == "up" else line.subject) in far]
        if ids is not None and most is not None:
            found = [line for id_ in ids for line in self._first(id_, direction, found)[:most]]
        return sorted(found)

    def _first(self, id_: str, direction: Direction, lines: list[Line]) -> list[Line]:
        near, far = ("subject", "object") if direction == "up" else ("object", "subject")
        mine = [line for line in lines if getattr(line, near) == id_]
        return sorted(mine, key=lambda line: (line.family, line.start_min, line.end_max, getattr(line, far), line.id))

    def degrees(self, ids: Collection[str], families: Collection[str], view: View) -> dict[str, int]:
        counted = {}
        for id_ in ids:
            up, down = self.lines([id_], "up", families, view), self.lines([id_], "down", families, view)
            counted[id_] = len(({line.object for line in up} | {line.subject for line in down}) - {id_})
        return counted

    def is_current(self) -> bool:
        return True

    def line(self, id: str) -> Line | None:
        return self.rows.get(id)

    def closure(self, start: str, direction: Direction, families: Collection[str], view: View) -> list[Hop]:
        hops: list[Hop] = []
        ring, depth, passed = {start}, 1, {start}
        while ring:
            lines = self.lines(ring, direction, families, view)
            hops += [Hop(line, depth) for line in lines]
            ring = {line.object if direction == "up" else line.subject for line in lines} - passed
            passed |= ring
            depth += 1
        return hops

    def facts(self, ids: Collection[str] | None = None) -> list[Fact]:
        return [fact for _, fact in sorted(self.data.facts.items()) if ids is None or fact.entity in ids]

    def gaps(self, ids: Collection[str] | None = None) -> list[Gap]:
        return [gap for _, gap in sorted(self.data.gaps.items()) if ids is None or gap.entity in ids]

    def complete(self, ids: Collection[str] | None = None) -> list[Completeness]:
        return [whole for _, whole in sorted(self.data.complete.items()) if ids is None or whole.entity in ids]

    def filed(self, section: str, ids: Collection[str] | None = None, by: str = "id") -> list[Any]:
        def refers(record: Any) -> set[str]:
            if by == "id":
                return {record.id}
            if by == "function":
                return {fold(text) for text in (record.function, *record.other_names)}
            return {id_ for name, _, id_ in references_in(section, record) if name == by}

        records = [record for _, record in sorted(self.data.section(section).items())]
        return [record for record in records if ids is None or refers(record) & set(ids)]

    def events(self, ids: Collection[str] | None = None) -> list[Event]:
        events = [event for _, event in sorted(self.data.events.items())]
        return [event for event in events if ids is None or any(part.entity in ids for part in event.participants)]

    def mentions(self, text: str) -> Mentions:
        def says(record: Fact | Event | Gap | Relation | Entity | DecisionRecord) -> bool:
            without = {"type", "subject", "object"} if isinstance(record, Relation) else set()
            without |= {"type", "name"} if isinstance(record, Entity) else set()
            if isinstance(record, Entity) and text.lower() in record.name.lower():
                return True
            without |= {"id"} if isinstance(record, Relation | Entity) else set()
            told = {key: value for key, value in to_plain(record).items() if key not in without}
            within = json.dumps(text, ensure_ascii=False)[1:-1].lower()
            return within in json.dumps(told, ensure_ascii=False, separators=(",", ":")).lower()

        return Mentions(
            [self._body(entity) for _, entity in sorted(self.data.entities.items()) if says(entity)],
            [self.rows[relation.id] for relation in sorted(self.relations, key=lambda r: r.id) if says(relation)],
            [fact for fact in self.facts() if says(fact)],
            [event for event in self.events() if says(event)],
            [gap for gap in self.gaps() if says(gap)],
            [record for name in ("clauses", "rights", "grants") for record in self.filed(name) if says(record)],
        )

    def sources(self, ids: Collection[str] | None = None) -> dict[str, Source]:
        laws = [
            Source(
                f"rule:{rule.name}",
                rule.legal_basis,
                kind="legislation",
                link=rule.legislation,
                note=f"{rule.label}. {rule.definition} {rule.limits} {rule.remarks}",
            )
            for rule in self.ontology.rules
            if rule.relation is not None
        ]
        known = {source.id: source for source in (*self.data.sources.values(), *laws)}
        return {id_: source for id_, source in sorted(known.items()) if ids is None or id_ in ids}

    def notices(self) -> list[str]:
        return []

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


def _doc(record: Entity | Relation, without: set[str]) -> str:
    return _json({key: value for key, value in to_plain(record).items() if key not in without})


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
