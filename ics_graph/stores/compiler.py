"""From a Dataset to the rows that every store keeps: bounds cut by the lives of the ends, standing, rule lines.

This is the one place where the meaning of time and certainty is worked out for storage; the stores only write
what it yields, each in its own tongue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache, lru_cache
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from ics_graph.certainty import certainty
from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate, Span, Validity
from ics_graph.governance import short_forms_of
from ics_graph.kinds import kinds_of, stretches
from ics_graph.lives import Lives, after_its_plan
from ics_graph.model import Certainty, Claim, Dataset, Entity, PhaseSpell, Relation, Source, all_claims
from ics_graph.model.decisions import DecisionRecord, DecisionRight, references_in
from ics_graph.names import fold
from ics_graph.ontology import Ontology
from ics_graph.ontology.law import Rule
from ics_graph.relation_columns import patterns_of, relation_of, rows_of
from ics_graph.serialization import WRITTEN_AS
from ics_graph.spells import history
from ics_graph.stores.rows import Body, Line, codes_of, phases_of, spell_id, written_kinds
from ics_graph.stores.rule_ways import ALWAYS, RuleWays, Way, both, in_force
from ics_graph.validation import RuleEnds
from ics_graph.validity import Held, all_witnesses, only_planned, planned_span
from ics_graph.whole_lists import WholeLists

Wanted = Callable[[str], bool]
"""Whether the record of an id is wanted."""
# What every row begins with is not written a second time. Other columns repeat the document, in which words are looked
# for, and which rows of bulk data share.
_IN_THE_ROW = {"id", "subject", "type", "object"}
_IN_THE_BODY = {"id", "type", "name"}
# Where the place in a source stands in JSON that is made for all relations but for it; no field has such a text.
_A_PLACE = "\ue000place\ue000"


class LikeLines(NamedTuple):
    """What lines have in common that differ in their ids, ends and places in a source alone.

    ``before`` and ``after`` are the columns around the document, and ``head`` and ``tail`` its text around the place.
    """

    type: str
    family: str
    before: tuple[Any, ...]
    head: str
    tail: str
    after: tuple[Any, ...]


class Compiler:
    """The rows of a dataset; each method yields them anew, so that a store can stream them."""

    def __init__(self, dataset: Dataset, ontology: Ontology) -> None:
        self.dataset = dataset
        self.ontology = ontology
        self.anybody = {entity.id for entity in dataset.entities.values() if entity.extent == "any"}
        self.held = Held(dataset.sources)
        life = Lives(dataset, ontology, self.held)
        self.lives = {entity.id: life(entity) for entity in dataset.entities.values()}
        # Only those that were not of one type for all their life.
        self.kinds = {
            entity.id: kinds
            for entity in dataset.entities.values()
            if entity.kinds or ontology.types[entity.type].kind_from is not None
            if (kinds := kinds_of(entity, ontology, dataset.sources, self.lives[entity.id].start_min))
        }
        self.rule_ends = RuleEnds(dataset, ontology)
        self.ways = RuleWays(dataset, ontology, self.relation_times)
        everything = dataset.complete.values(), dataset.relations.values(), dataset.entities
        self.lists = WholeLists(*everything, dataset.sources, ontology)

    def bodies(self, wanted: Wanted | None = None) -> Iterator[Body]:
        """Yield every entity (or those whose ids are wanted) with when it may have existed."""
        shared: dict[tuple[int, ...], tuple[tuple[str, str, str, str], Certainty, str]] = {}
        for entity in self.dataset.entities.values():
            if wanted is not None and not wanted(entity.id):
                continue
            name, kind, life = entity.id, entity.type, self.lives[entity.id]
            # As with lines: what follows from dates and claims alone is worked out once.
            key = (id(life), id(entity.since), id(entity.until), *map(id, entity.claims))
            derived = shared.get(key) if _is_plain_entity(entity) else None
            if derived is None:
                derived = (_days(life), certainty(entity.claims), doc(entity, _IN_THE_BODY))
                if _is_plain_entity(entity):
                    shared[key] = derived
            days, sure, text = derived
            yield Body(
                name,
                kind,
                entity.name,
                sure,
                only_planned(entity),
                *days,
                text,
                entity.extent,
                entity.unnamed,
                phases_of(entity) if entity.phases else None,
                codes_of(entity) if entity.identifiers else None,
                written_kinds(self.kinds[name]) if name in self.kinds else None,
            )

    def names(self) -> Iterator[tuple[str, str, str]]:
        """Yield (entity id, what kind of name, the name) for each id, name, code and other name, those in facts too.

        Each is yielded once: a code that a body had in two spells of time is one name.
        """
        for entity in self.dataset.entities.values():
            names = [("id", entity.id), ("name", entity.name)]
            if entity.other_names or entity.names or entity.identifiers:
                names += [("other name", other) for other in entity.also_called]
                names += [(code.scheme, code.value) for code in entity.identifiers]
                names = list(dict.fromkeys(names))
            for kind, text in names:
                yield entity.id, kind, text
        named = (fact for fact in self.dataset.facts.values() if fact.property == "name" and fact.text)
        for entity_id, text in dict.fromkeys((fact.entity, str(fact.text)) for fact in named):
            yield entity_id, "name in a source", text

    def short_forms(self) -> Iterator[tuple[str, str]]:
        """Yield (entity id, short form) for each short form of a single CCG or system that is no name of it already."""
        for entity in self.dataset.entities.values():
            for form in short_forms_of(entity, self.ontology):
                yield entity.id, form

    def lines(self, wanted: Wanted | None = None) -> Iterator[Line]:
        """Yield every relation, and one line for each subject of each statutory rule that can be placed.

        A relation that whole lists part into several spells is a line for each. Where ``wanted`` is given, only lines
        whose ids it accepts.
        """
        # As Line(…) makes it, in half the time.
        new_line = tuple.__new__
        return (row if isinstance(row, Line) else new_line(Line, row) for row in self.line_rows(wanted))

    def line_rows(self, wanted: Wanted | None = None) -> Iterator[tuple[Any, ...]]:
        """Yield the same lines, and those of bulk data as bare tuples, which takes half the time."""
        families = {name: kind.family for name, kind in self.ontology.relations.items()}
        relations, lives, anybody = self.dataset.relations, self.lives, self.anybody
        # Rows of one pattern whose ends lived at the same time are lines that differ in their ids, ends and places.
        has_like = [self.has_like(pattern, families) for pattern in patterns_of(relations)]
        numbers: dict[tuple[Validity, bool], int] = {}
        ends = {id_: numbers.setdefault((life, id_ in anybody), len(numbers)) for id_, life in lives.items()}
        shared: dict[tuple[int, int, int], LikeLines] = {}
        for row in rows_of(relations):
            id_, subject, object_, number, place = row
            if has_like[number]:
                if wanted is not None and not wanted(id_):
                    continue
                key = number, ends[subject], ends[object_]
                like = shared.get(key)
                if like is None:
                    like = shared[key] = self.like_lines(relation_of(relations, row), families)
                kind, family, before, head, tail, after = like
                text = head if place is None else f"{head}{encode_basestring(place)}{tail}"
                yield (id_, subject, kind, family, object_, *before, text, *after)
                continue
            relation = relation_of(relations, row)
            if lacking := self.lists.lacking(relation):
                spells = list(self.spells(relation, families[relation.type], [one.when for one in lacking]))
                yield from (line for line in spells if wanted is None or wanted(line.id))
            elif wanted is None or wanted(id_):
                when = self.held(relation).within(lives[subject]).within(lives[object_])
                yield self.line(relation, families[relation.type], when, subject in anybody or object_ in anybody)
        for rule in self.ontology.rules:
            yield from (line for line in self.rule_lines(rule) if wanted is None or wanted(line.id))

    def has_like(self, pattern: Relation | None, families: Mapping[str, str]) -> bool:
        """Return whether what follows from a pattern and the lives of the ends is all that makes its lines."""
        if pattern is None:
            return False
        return not self.lists.lists or families[pattern.type] not in {family for _, family in self.lists.lists}

    def like_lines(self, relation: Relation, families: Mapping[str, str]) -> LikeLines:
        """Return what a relation has in common with those of its pattern whose ends lived at the same time."""
        subject, object_ = relation.subject, relation.object
        when = self.held(relation).within(self.lives[subject]).within(self.lives[object_])
        if relation.claims and relation.claims[0].locator is not None:
            relation = replace(relation, claims=(replace(relation.claims[0], locator=_A_PLACE),))
        general = subject in self.anybody or object_ in self.anybody
        line = self.line(relation, families[relation.type], when, general)
        head, _, tail = line.doc.partition(f'"{_A_PLACE}"')
        at = line._fields.index("doc")
        return LikeLines(line.type, line.family, line[5:at], head, tail, line[at + 1 :])

    def spells(self, relation: Relation, family: str, absences: Iterable[Span]) -> Iterator[Line]:
        """Yield the lines of a relation, one for each spell that lists which lack it leave."""
        seen = all_witnesses(relation, self.dataset.sources)
        whens = history(relation.since, relation.until, seen, absences).spells
        ends = self.lives[relation.subject], self.lives[relation.object]
        general = relation.subject in self.anybody or relation.object in self.anybody
        spells = [when.within(ends[0]).within(ends[1]) for when in whens]
        for number, when in enumerate([when for when in spells if not when.never] or spells[:1], start=1):
            line = self.line(relation, family, when, general)
            # A plan leads to the first of its spells.
            yield line if number == 1 else line._replace(id=spell_id(line.id, number), plan_from=None, plan_to=None)

    def line(self, relation: Relation, family: str, when: Validity, general: bool) -> Line:
        """Return a relation as a row."""
        planned, plan = only_planned(relation), planned_span(relation, self.dataset.sources)
        if planned:
            when = after_its_plan(when, plan)
        if plan is not None and not planned and when.start_min > MIN_DATE:
            plan = Span(plan.first, min(plan.last, when.start_min - timedelta(days=1)))
        return Line(
            relation.id,
            relation.subject,
            relation.type,
            family,
            relation.object,
            certainty(all_claims(relation)),
            planned,
            general,
            *_days(when),
            plan.first.isoformat() if plan else None,
            plan.last.isoformat() if plan else None,
            doc(relation, _IN_THE_ROW),
            relation.role,
            relation.capacity,
            relation.on_behalf_of,
            phases_of(relation),
        )

    def rule_lines(self, rule: Rule) -> Iterator[Line]:
        """Yield the lines of one rule: in force in the rule's time, while both ends live, and never surer than they."""
        if rule.relation is None:
            return
        family = self.ontology.relations[rule.relation].family
        bound = self.ontology.bound_by(rule)
        only = None if rule.reached_by else self.rule_ends.object(rule)
        if only is None and not rule.reached_by:
            return
        for subject in self.rule_ends.subjects(rule):
            kinds = self.kinds.get(subject.id)
            # While it was of the kind of which the rule speaks; a line for each time that it was.
            of_kind = [ALWAYS] if kinds is None else stretches(kinds, bound)
            ways = [Way(only)] if only is not None else self.ways.from_body(subject, rule)
            numbers: Counter[str] = Counter()
            for way in ways:
                there = both(both(in_force(rule), self.lives[subject.id]), both(self.lives[way.target.id], way.when))
                for time in (time for time in of_kind if not both(there, time).never):
                    relation = _by_rule(rule, rule.relation, subject, way)
                    numbers[relation.id] += 1
                    line = self.line(_within(relation, time, numbers[relation.id]), family, both(there, time), False)
                    yield self.planned_with(line, subject, way.target) if line.planned else line

    def relation_times(self, relation: Relation) -> list[Validity]:
        """Return when a relation holds, within the lives of its ends: each spell that whole lists leave of it."""
        if lacking := self.lists.lacking(relation):
            seen = all_witnesses(relation, self.dataset.sources)
            whens = history(relation.since, relation.until, seen, [lack.when for lack in lacking]).spells
        else:
            whens = (self.held(relation),)
        return [when.within(self.lives[relation.subject]).within(self.lives[relation.object]) for when in whens]

    def planned_with(self, line: Line, *ends: Entity) -> Line:
        """Return a line by rule as planned for as long as its planned ends are."""
        plans = [planned_span(end, self.dataset.sources) for end in ends if only_planned(end)]
        spans = [plan for plan in plans if plan is not None]
        last = min([plan.last.isoformat() for plan in spans] + [line.plan_to or MAX_DATE.isoformat()])
        return line._replace(plan_from=max(plan.first for plan in spans).isoformat(), plan_to=last)

    def sources(self) -> Iterator[Source]:
        """Yield the dataset's sources and one for each statutory rule that makes lines."""
        yield from self.dataset.sources.values()
        yield from (rule_source(rule) for rule in self.ontology.rules if rule.relation is not None)


def _within(relation: Relation, time: Validity, number: int) -> Relation:
    """Return the relation of a rule with the days on which its subject became of its kind or of another.

    Where such a day is not known and may decide, the line has none at that end. A second time has an id that no record
    could have.
    """
    since, until = relation.since, relation.until
    if time.start_max > (since.earliest if since else MIN_DATE):
        since = PartialDate.parse(time.start_min.isoformat()) if time.start_min == time.start_max else None
    if time.end_min < (until.latest if until else MAX_DATE):
        until = PartialDate.parse(time.end_max.isoformat()) if time.end_min == time.end_max else None
    id_ = relation.id if number == 1 else f"{relation.id}#{number}"
    return replace(relation, id=id_, since=since, until=until)


def _by_rule(rule: Rule, relation: str, subject: Entity, way: Way) -> Relation:
    """Return the relation that a rule makes of a body: its dates are those of the rule, cut by both lives.

    Those of the relations on the way to its object cut them, too. Where either body is only planned, so is the line.
    """
    target = way.target
    since = PartialDate.parse(rule.since) if rule.since else None
    until = PartialDate.parse(rule.until) if rule.until else None
    starts = [when for when in (since, subject.since, target.since, *way.starts) if when is not None]
    ends = [when for when in (until, subject.until, target.until, *way.ends) if when is not None]
    claim = Claim(rule_source(rule).id, rule.cited, basis="rule")
    planned = only_planned(subject) or only_planned(target)
    return Relation(
        f"rule:{rule.name}:{subject.id}" if way.only else f"rule:{rule.name}:{subject.id}:{target.id}",
        subject.id,
        relation,
        target.id,
        since=max(starts, key=lambda when: when.earliest, default=None),
        until=min(ends, key=lambda when: when.latest, default=None),
        phases=(PhaseSpell("planned"),) if planned else (),
        claims=(claim,),
    )


def rule_source(rule: Rule) -> Source:
    """Return the law behind a rule as a source that claims can cite."""
    note = " ".join(filter(None, (f"{rule.label}.", rule.definition, rule.limits, rule.remarks)))
    return Source(f"rule:{rule.name}", rule.legal_basis, kind="legislation", link=rule.legislation, note=note)


def doc(record: Any, without: set[str] | None = None) -> str:
    """Return a record as compact JSON without what says nothing; ``plain.from_plain`` reads it again."""
    written: str = _writer(record.__class__).to_json(record, exclude=without, exclude_defaults=True).decode()
    # In compact JSON a quotation mark before a colon ends a key: within a text it is written with a stroke before it.
    for name, word in WRITTEN_AS.items():
        written = written.replace(f'"{name}":', f'"{word}":')
    return written


def _is_plain_entity(entity: Entity) -> bool:
    """Return whether an entity says no more than its name, dates and claims."""
    several = entity.other_names or entity.names or entity.kinds or entity.identifiers or entity.phases
    return not (several or entity.note or entity.unnamed) and entity.extent == "one"


@cache
def _writer(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind).serializer


def filed_by(section: str, record: DecisionRecord) -> Iterator[tuple[str, str]]:
    """Yield under what a record of who may decide what is found: each field that refers to others, and to whom.

    A right is found by the folded names of its function as well.
    """
    for name, _, id_ in references_in(section, record):
        yield name, id_
    if isinstance(record, DecisionRight):
        for text in (record.function, *record.other_names):
            yield "function", fold(text)


def participants(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    """Yield (event id, entity id, side) for each part that a body has in an event."""
    for event in dataset.events.values():
        for part in event.participants:
            yield event.id, part.entity, part.side


@lru_cache(maxsize=65_536)
def _days(when: Validity) -> tuple[str, str, str, str]:
    return (
        when.start_min.isoformat(),
        when.start_max.isoformat(),
        when.end_min.isoformat(),
        when.end_max.isoformat(),
    )
