"""What must hold of a Dataset, by the ontology and by time: errors that stop a load, findings that do not.

Every check looks at one record (or one line) and yields what is wrong in a sentence with a remedy; no check stops
at the first problem. Validation knows records by section and id; the reader adds their files and lines. The file is
long because it is one list: all checks of a dataset stand together, so that each has one place to be looked for.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, pairwise
from math import isfinite

from ics_graph.dates import MAX_DATE, MIN_DATE, NO_DAYS, PartialDate, Validity, outside, validity
from ics_graph.kinds import kinds_of
from ics_graph.lives import is_before_its_type
from ics_graph.model import Claimed, Dataset, Entity, Event, Fact, Relation, spells_of
from ics_graph.nobody import nobody_in, says_nothing
from ics_graph.ontology import EntityType, Ontology
from ics_graph.ontology.law import Rule
from ics_graph.problems import Problem, Problems, Severity, closest, shortened
from ics_graph.relation_columns import RelationColumns, ends_of_types, of_types
from ics_graph.spoilt_codes import guess_of, spoilt, spoilt_ods
from ics_graph.validation.decisions import decision_problems
from ics_graph.validation.grants import grant_findings
from ics_graph.validity import Held, holds, only_planned, weight_of, witnesses

__all__ = ["LARGEST_NUMBER", "Problem", "Problems", "Severity", "closest", "errors_in", "validate"]

# "rule:" begins the ids of lines and sources that statutory rules make.
_ID = re.compile(r"(?!rule:)[A-Za-z0-9][A-Za-z0-9._:~-]{0,399}")
# Schemes of which it is known what a sound code looks like, and those in which a code is one body's at a time.
_SOUND_CODES = frozenset({"ons", "gss"})
_ONE_BODY_A_CODE = frozenset({"ods", "ons", "gss"})
_MOST_HINTS = 20
_MOST_WORD_HINTS = 1000
LARGEST_NUMBER = sys.float_info.max
"""How large a number may be, some 1.8e308: formats and programs that read them take no larger one."""


def validate(dataset: Dataset, ontology: Ontology) -> Problems:
    """Return the problems of the dataset: of vocabulary, references, permitted ends and dates, and findings."""
    return Problems(_Check(dataset, ontology).run())


def errors_in(dataset: Dataset, ontology: Ontology) -> Problems:
    """Return the errors of the dataset alone; what only leads to findings is not looked at, and takes no time."""
    check = _Check(dataset, ontology, findings=False)
    return Problems(problem for problem in check.run() if problem.severity == "error")


class _Check:
    def __init__(self, dataset: Dataset, ontology: Ontology, *, findings: bool = True) -> None:
        self.data = dataset
        self.findings = findings
        self.ontology = ontology
        self.held = Held(dataset.sources)
        # Dates and claims that were found in order: bulk data repeat a few of them many thousand times.
        self.in_order: set[tuple[object, ...]] = set()
        self.cited: set[tuple[int, ...]] = set()
        self.persons = ontology.kinds_of("Person") if "Person" in ontology.types else frozenset()
        self.hints = _MOST_HINTS
        self.word_hints = _MOST_WORD_HINTS

    def run(self) -> Iterator[Problem]:
        for section, record in self.data.claimed(without="relations"):
            # A spell has claims of its own, which the record's do not vouch for.
            if spells_of(record) or tuple(map(id, record.claims)) not in self.cited:
                yield from self.of_claims(section, record)
        for source in self.data.sources.values():
            if not _ID.fullmatch(source.id):
                yield _bad_id("sources", source.id)
            yield from _sentinels("sources", source.id, source.date, source.not_before, source.not_after)
        for entity in self.data.entities.values():
            yield from self.of_entity(entity)
        yield from self.of_relations()
        for fact in self.data.facts.values():
            yield from self.of_fact(fact)
        for event in self.data.events.values():
            yield from self.of_event(event)
        for gap in self.data.gaps.values():
            yield from self.of_word("gaps", gap.id, "gap topic", gap.topic, self.ontology.schemes["gap-topics"])
            yield from self.there("gaps", gap.id, "entity", gap.entity)
        for whole in self.data.complete.values():
            yield from self.of_word("complete", whole.id, "family", whole.family, self.ontology.families)
            yield from self.there("complete", whole.id, "entity", whole.entity)
        yield from decision_problems(self.data, self.ontology, _ID, LARGEST_NUMBER)
        if self.findings:
            yield from self.of_posts()
            yield from self.of_two_records()
            yield from grant_findings(self.data)
        yield from self.of_containment()
        yield from unplaceable_rules(self.data, self.ontology)

    def of_word(
        self, section: str, record: str, what: str, word: str, vocabulary: Mapping[str, object]
    ) -> Iterator[Problem]:
        if word not in vocabulary:
            self.word_hints -= 1
            # "ICB" is what answers call an IntegratedCareBoard, and by its letters it is nearer to "SubICBLocation".
            called = [name for name, kind in vocabulary.items() if getattr(kind, "abbreviation", None) == word]
            hint = (
                f"Did you mean '{called[0]}'?" if called else closest(word, vocabulary) if self.word_hints >= 0 else ""
            )
            hint = hint or f"It is one of {', '.join(sorted(vocabulary)[:30])}."
            yield Problem("error", "unknown-word", f"unknown {what} '{shortened(word)}'", hint, section, record)

    def there(self, section: str, record: str, what: str, id_: str) -> Iterator[Problem]:
        if id_ not in self.data.entities:
            # A look through all entities takes its time, and nobody reads a hundred guesses.
            self.hints -= 1
            hint = closest(id_, self.data.entities) if self.hints >= 0 else ""
            hint = hint or "Add the entity, or name under 'uses' the folder that has it."
            yield Problem("error", "dangling", f"{what} '{shortened(id_)}' is not there", hint, section, record)

    def of_claims(self, section: str, record: Claimed) -> Iterator[Problem]:
        claims = list(record.claims)
        for spell in spells_of(record):
            claims += spell.claims
        wrong = [claim for claim in claims if claim.source not in self.data.sources]
        if claims and not wrong and len(claims) == len(record.claims):
            self.cited.add(tuple(map(id, claims)))
        if not claims:
            message = "no claim: nobody is cited for this"
            yield Problem("finding", "unsourced", message, "Cite a source with its locator.", section, record.id)
        for claim in wrong:
            self.hints -= 1
            hint = closest(claim.source, self.data.sources) if self.hints >= 0 else ""
            hint = hint or "Add it under 'sources'."
            message = f"source '{shortened(claim.source)}' is not there"
            yield Problem("error", "dangling-source", message, hint, section, record.id)

    def of_entity(self, entity: Entity) -> Iterator[Problem]:
        if not _ID.fullmatch(entity.id):
            yield _bad_id("entities", entity.id)
        for type_ in dict.fromkeys((entity.type, *(spell.type for spell in entity.kinds))):
            yield from self.of_word("entities", entity.id, "type", type_, self.ontology.types)
            kind = self.ontology.types.get(type_)
            if kind is not None and kind.abstract:
                message = f"type '{type_}' only groups other types"
                hint = "Use one of: " + ", ".join(sorted(self.ontology.kinds_of(type_) - {type_})) + "."
                yield Problem("error", "abstract-type", message, hint, "entities", entity.id)
        if entity.count is not None and (entity.extent != "several" or entity.count < 2):
            message = f"count {shortened(str(entity.count))} with extent '{entity.extent}'"
            hint = "A count is for 'extent: several', and is at least 2."
            yield Problem("error", "count", message, hint, "entities", entity.id)
        if entity.count is not None and entity.count > LARGEST_NUMBER:
            yield _too_large("entities", entity.id)
        for code in entity.identifiers:
            yield from _reversed("entities", entity.id, f"identifier {code.value}", code.since, code.until)
            if (code.since, code.until) != (entity.since, entity.until):
                yield from _sentinels("entities", entity.id, code.since, code.until)
        for name in entity.names:
            yield from _reversed("entities", entity.id, f"name '{shortened(name.name)}'", name.since, name.until)
            yield from _sentinels("entities", entity.id, name.since, name.until)
        if entity.kinds:
            yield from self.of_kinds(entity)
        yield from self.of_time("entities", entity)
        if self.findings:
            if kind is not None and (kind.exists_from is not None or kind.exists_until is not None):
                yield from self.of_first_day(entity, kind)
                yield from self.of_last_day(entity, kind)
            yield from self.of_codes(entity)
        yield from self.of_nobody(entity)

    def of_nobody(self, entity: Entity) -> Iterator[Problem]:
        """Tell a person whose name says that there is none: an error where it says nothing else.

        A gap with its reason is what the source says. Somebody is meant where the record says that it is ``unnamed``.
        """
        if entity.unnamed or entity.type not in self.persons:
            return
        nobody = nobody_in(entity.name)
        if nobody is not None:
            message = f"'{shortened(entity.name)}' is no name of a person"
            hint = (
                f"Where nobody is there, remove the person and its lines, and record a gap ('{nobody.reason}') at the "
                "post or body. Where the name of somebody is not given, set 'unnamed' to true (in a sheet: yes)."
            )
            severity: Severity = "error" if says_nothing(entity.name) else "finding"
            yield Problem(severity, "nobody", message, hint, "entities", entity.id)

    def of_codes(self, entity: Entity) -> Iterator[Problem]:
        """Tell codes that a spreadsheet spoilt: they are those of nobody, or of somebody else."""
        for code in entity.identifiers:
            scheme = code.scheme.casefold()
            how = spoilt_ods(code.value) if scheme == "ods" else spoilt(code.value) if scheme in _SOUND_CODES else None
            if how is not None:
                guess = guess_of(code.value, how)
                message = f"the {code.scheme} code '{shortened(code.value)}' is spoilt: {how}"
                hint = f"Look it up in the register, and write it as text{f' ({guess}?)' if guess else ''}."
                yield Problem("finding", "spoilt-code", message, hint, "entities", entity.id)

    def of_last_day(self, entity: Entity, kind: EntityType) -> Iterator[Problem]:
        """A body that surely was there when the law had abolished all of its type is told, and not cut."""
        if kind.exists_until is None or only_planned(entity):
            return
        try:
            life = self.held(entity)
        except ValueError:
            return  # its own dates are reversed, and reported
        if life.end_min > kind.exists_until.latest:
            message = (
                f"it existed on {life.end_min}, when there was no {kind.label} any more (until {kind.exists_until})"
            )
            hint = f"Check its dates and its type: {kind.exists_until_basis}."
            yield Problem("finding", "after-its-type", message, hint, "entities", entity.id)

    def of_first_day(self, entity: Entity, kind: EntityType) -> Iterator[Problem]:
        """A body that surely was there before its type can have been is not cut in silence."""
        try:
            life = self.held(entity)
        except ValueError:
            return  # its own dates are reversed, and reported
        if is_before_its_type(life, kind):
            message = f"it existed by {life.start_max}, before any {kind.label} can have existed ({kind.exists_from})"
            hint = f"Check its dates and its type: {kind.exists_from_basis}."
            yield Problem("finding", "before-its-type", message, hint, "entities", entity.id)

    def of_kinds(self, entity: Entity) -> Iterator[Problem]:
        """Check the kinds of a body: in order, none surely at the same time as another, and the last its type."""
        for spell in entity.kinds:
            yield from _reversed("entities", entity.id, f"kind {spell.type}", spell.since, spell.until)
            yield from _sentinels("entities", entity.id, spell.since, spell.until)
            law = kind.kind_from if (kind := self.ontology.types.get(spell.type)) else None
            if law is not None and kind is not None and spell.since is not None and spell.since.latest < law:
                message = f"it is a {spell.type} from {spell.since}, and the law knew none before {law}"
                hint = f"Check the date ({kind.kind_basis}); it counts as one from {law} on."
                yield Problem("finding", "before-law", message, hint, "entities", entity.id)
        if entity.kinds[-1].type != entity.type:
            message = f"its type is {entity.type}, and the last of its kinds is {entity.kinds[-1].type}"
            hint = "'type' is the latest kind: correct it, or add it to 'kinds'."
            yield Problem("error", "last-kind", message, hint, "entities", entity.id)
        for before, after in combinations(entity.kinds, 2):
            message, hint = "", ""
            if before.until and after.since and after.since.latest <= before.until.earliest:
                message = f"it is a {before.type} until {before.until} and a {after.type} from {after.since}"
                hint = "A body is of one type at a time, and 'until' is the last day; check both."
            elif _surely_before(after.since, before.since) or _surely_before(after.until, before.until):
                message = f"its kinds {before.type} and {after.type} are not in the order of their days"
                hint = "Write the earlier one first, or check the dates."
            if message:
                yield Problem("error", "kinds-overlap", message, hint, "entities", entity.id)

    def types_during(self, entity: Entity, relation: Relation) -> set[str]:
        """Return the types of which a body may have been in the time of a line; its one type where it has no others."""
        types = {entity.type, *(spell.type for spell in entity.kinds)}
        if not entity.kinds or not types <= self.ontology.types.keys():
            return types
        first = relation.since.earliest if relation.since else MIN_DATE
        last = relation.until.latest if relation.until else MAX_DATE
        kinds = kinds_of(entity, self.ontology, self.data.sources)
        during = {kind.type for kind in kinds if kind.when.start_min <= last and kind.when.end_max >= first}
        return during or types

    def of_time(self, section: str, record: Entity | Relation | Fact) -> list[Problem]:
        # Whether a source saw it at another time is for findings alone.
        key = (id(record.since), id(record.until), *(map(weight_of, record.claims) if self.findings else ()))
        if not record.phases and key in self.in_order:
            return []
        problems = list(_reversed(section, record.id, "its life", record.since, record.until))
        problems += _sentinels(section, record.id, record.since, record.until)
        for spell in record.phases:
            problems += _reversed(section, record.id, f"phase {spell.phase}", spell.since, spell.until)
        if self.findings and not problems and not only_planned(record):
            for seen in witnesses(record.claims, self.data.sources, record.until):
                if outside(record.since, record.until, seen):
                    message = f"a source saw it between {seen.first} and {seen.last}, outside its stated dates"
                    hint = "Check the dates; if the claim is of another time, say 'observed'."
                    problems.append(Problem("finding", "seen-outside", message, hint, section, record.id))
        if not problems and not record.phases:
            self.in_order.add(key)
        return problems

    def of_relations(self) -> Iterator[Problem]:
        """Check each relation; bulk data mostly repeat themselves, so what is like one in order is in order.

        All that the checks look at is in the likeness: dates by identity, as bulk data share them, and what claims
        weigh.
        """
        relations = self.data.relations
        alike: set[tuple[object, ...]] = set()
        for relation in self.unlike(relations) if isinstance(relations, RelationColumns) else relations.values():
            likeness = self.likeness(relation)
            if likeness is not None and likeness in alike and _ID.fullmatch(relation.id):
                continue
            problems = [*self.of_claims("relations", relation), *self.of_relation(relation)]
            yield from problems
            if not problems and likeness is not None:
                alike.add(likeness)

    def unlike(self, relations: RelationColumns) -> Iterator[Relation]:
        """Yield the relations that are not like one in order, by their patterns and the shapes of their ends."""
        is_id, shapes = _ID.fullmatch, self.shapes()
        in_order: set[tuple[int, int | None, int | None]] = set()
        for row in relations.rows():
            id_, subject, object_, number, _ = row
            key = number, shapes.get(subject), shapes.get(object_)
            if key in in_order and subject != object_ and is_id(id_):
                continue
            relation = relations.made(row)
            if number and self.is_in_order(relation):
                in_order.add(key)
            else:
                yield relation

    def is_in_order(self, relation: Relation) -> bool:
        """Return whether nothing is wrong with a relation or one like it; what is wrong will be told in its turn."""
        hints = self.hints, self.word_hints
        told = any(self.of_claims("relations", relation)) or any(self.of_relation(relation))
        self.hints, self.word_hints = hints
        return not told and self.likeness(relation) is not None

    def shapes(self) -> dict[str, int]:
        """Return a number for each body of one kind; those of one number are alike to all checks of lines."""
        numbers: dict[tuple[object, ...], int] = {}
        return {
            entity.id: numbers.setdefault((entity.type, id(entity.since), id(entity.until)), len(numbers))
            for entity in self.data.entities.values()
            if not entity.kinds
        }

    def likeness(self, relation: Relation) -> tuple[object, ...] | None:
        """Return all of a relation that its checks look at; None where it may have no like."""
        subject, object_ = self.data.entities.get(relation.subject), self.data.entities.get(relation.object)
        if subject is None or object_ is None or subject is object_:
            return None
        if relation.phases or subject.kinds or object_.kinds:
            return None
        return (
            relation.type,
            *(subject.type, object_.type, id(relation.since), id(relation.until)),
            *(id(subject.since), id(subject.until), id(object_.since), id(object_.until)),
            relation.on_behalf_of,
            relation.capacity,
            tuple(map(weight_of, relation.claims)),
        )

    def of_relation(self, relation: Relation) -> Iterator[Problem]:
        if not _ID.fullmatch(relation.id):
            yield _bad_id("relations", relation.id)
        entities, ontology = self.data.entities, self.ontology
        subject, object_ = entities.get(relation.subject), entities.get(relation.object)
        kind = ontology.relations.get(relation.type)
        if kind is None or subject is None or object_ is None:
            yield from self.of_word("relations", relation.id, "relation", relation.type, ontology.relations)
            yield from self.there("relations", relation.id, "subject", relation.subject)
            yield from self.there("relations", relation.id, "object", relation.object)
        else:
            for end, permitted, declared in (
                (subject, kind.subjects, kind.declared_subjects),
                (object_, kind.objects, kind.declared_objects),
            ):
                types = self.types_during(end, relation)
                if not types & permitted and types <= ontology.types.keys():
                    side = "from" if end is subject else "to"
                    message = f"'{relation.type}' does not go {side} a {' or '.join(sorted(types))} ({end.id})"
                    hint = f"It goes {side}: {', '.join(declared)}."
                    yield Problem("error", "ends", message, hint, "relations", relation.id)
            if subject is object_ and not kind.symmetric:
                message = f"{subject.name} {kind.label} itself"
                hint = "Check it; if the source says so, leave it: it is never walked."
                yield Problem("finding", "self-line", message, hint, "relations", relation.id)
        if relation.on_behalf_of is not None:
            yield from self.there("relations", relation.id, "on_behalf_of", relation.on_behalf_of)
        if relation.capacity is not None:
            capacities = ontology.schemes["capacities"]
            yield from self.of_word("relations", relation.id, "capacity", relation.capacity, capacities)
        problems = self.of_time("relations", relation)
        yield from problems
        if self.findings and subject and object_ and not any(problem.severity == "error" for problem in problems):
            yield from self.of_lives(relation, subject, object_)

    def of_lives(self, relation: Relation, subject: Entity, object_: Entity) -> Iterator[Problem]:
        for end in (subject, object_):
            if self.outlives(relation, end):
                message = f"it never meets the life of {end.name} ({end.since or '…'} to {end.until or '…'})"
                hint = "Check the dates of both; the line will never be shown as holding."
                yield Problem("finding", "outside-life", message, hint, "relations", relation.id)

    def outlives(self, relation: Relation, end: Entity) -> bool:
        """Return whether a line's stated dates lie wholly outside the life of one of its ends."""
        try:
            life = self.held(end)
        except ValueError:
            return False  # the end's own dates are reversed, and reported with it
        since, until = relation.since, relation.until
        return (since is not None and since.earliest > life.end_max) or (
            until is not None and until.latest < life.start_min
        )

    def of_fact(self, fact: Fact) -> Iterator[Problem]:
        yield from self.of_word("facts", fact.id, "property", fact.property, self.ontology.properties)
        yield from self.there("facts", fact.id, "entity", fact.entity)
        kind = self.ontology.properties.get(fact.property)
        if fact.number is None and fact.text is None:
            message = "a fact with neither number nor text"
            yield Problem("error", "empty-fact", message, "Give 'number' or 'text'.", "facts", fact.id)
        elif isinstance(fact.number, float) and not isfinite(fact.number):
            message = f"{fact.number} is no number that can be counted to"
            yield Problem("error", "infinite", message, "Give the number, or say it as 'text'.", "facts", fact.id)
        elif fact.number is not None and abs(fact.number) > LARGEST_NUMBER:
            yield _too_large("facts", fact.id)
        elif kind is not None and kind.value_kind == "number" and fact.number is None:
            message = f"'{fact.property}' wants a number"
            yield Problem("error", "no-number", message, "Give 'number' (and 'unit').", "facts", fact.id)
        if fact.property == "level" and fact.text is not None:
            yield from self.of_word("facts", fact.id, "level", fact.text, self.ontology.schemes["levels"])
        yield from self.of_time("facts", fact)

    def of_event(self, event: Event) -> Iterator[Problem]:
        if not _ID.fullmatch(event.id):
            yield _bad_id("events", event.id)
        yield from self.of_word("events", event.id, "event kind", event.kind, self.ontology.schemes["event-kinds"])
        yield from _reversed("events", event.id, "its bounds", event.not_before, event.not_after)
        yield from _sentinels("events", event.id, event.date, event.not_before, event.not_after)
        for participant in event.participants:
            yield from self.there("events", event.id, "participant", participant.entity)

    def of_posts(self) -> Iterator[Problem]:
        """Two who surely held one seat on the same day: ODS and organograms have them, so it is a finding."""
        held: dict[str, list[Relation]] = defaultdict(list)
        for relation in of_types(self.data.relations, {"holdsPost"}):
            held[relation.object].append(relation)
        for relations in held.values():
            spells = sorted((_surely(r, self.data) for r in relations), key=lambda pair: pair[0].start_max)
            for (before, first), (after, second) in pairwise(spells):
                if first.subject != second.subject and after.start_max <= before.end_min:
                    message = f"{first.subject} and {second.subject} hold {second.object} at the same time"
                    hint = "Check the dates, or say that the seat is shared."
                    yield Problem("finding", "two-holders", message, hint, "relations", second.id)

    def of_two_records(self) -> Iterator[Problem]:
        """Two records that have one code at one time are one body, or one of the codes is wrong."""
        held: dict[tuple[str, str], list[tuple[Entity, date, date]]] = defaultdict(list)
        for entity in self.data.entities.values():
            for code in entity.identifiers:
                if code.scheme.casefold() in _ONE_BODY_A_CODE:
                    begins, ends = code.since or entity.since, code.until or entity.until
                    days = (begins.earliest if begins else MIN_DATE), (ends.latest if ends else MAX_DATE)
                    held[code.scheme.casefold(), code.value.casefold()].append((entity, *days))
        for (scheme, value), holders in held.items():
            if len(holders) < 2:
                continue
            holders.sort(key=lambda holder: (holder[1], holder[0].id))
            longest, lasts = holders[0][0], holders[0][2]
            for second, starts, last in holders[1:]:
                if starts <= lasts and longest.id != second.id:
                    at_once = f"at the same time as {longest.id} ({longest.name})"
                    message = f"it has the {scheme} code {value.upper()} {at_once}"
                    hint = "Make one record of the two where they are one body, or give each code its days."
                    yield Problem("finding", "two-records", message, hint, "entities", second.id)
                if last > lasts:
                    longest, lasts = second, last

    def of_containment(self) -> Iterator[Problem]:
        from graphlib import CycleError, TopologicalSorter

        inside: dict[str, list[str]] = defaultdict(list)
        contains = {kind.name for kind in self.ontology.relations.values() if kind.family == "structure"}
        for subject, object_ in ends_of_types(self.data.relations, contains):
            if subject != object_:
                inside[subject].append(object_)
        try:
            TopologicalSorter(inside).prepare()
        except CycleError:
            import networkx as nx

            graph: nx.DiGraph[str] = nx.DiGraph((low, high) for low, highs in inside.items() for high in highs)
            for ring in nx.strongly_connected_components(graph):
                if len(ring) > 1:
                    few = sorted(ring)[:10]
                    more = f" and {len(ring) - len(few):,} more" if len(ring) > len(few) else ""
                    message = f"contain one another: {', '.join(few)}{more}"
                    hint = "Check which is the part and which the whole."
                    yield Problem("finding", "containment-cycle", message, hint, "entities", min(ring))


def unplaceable_rules(dataset: Dataset, ontology: Ontology) -> Iterator[Problem]:
    """Return a finding for each type at which statutory rules with subjects here point, without exactly one body of it.

    Rules whose object each body reaches on its own way are left out: where none is recorded, none is looked for.
    """
    unplaced: dict[str, list[str]] = {}
    ends = RuleEnds(dataset, ontology)
    for rule in ontology.rules:
        if rule.relation is None or rule.reached_by:
            continue
        if ends.object(rule) is None and any(ends.subjects(rule)):
            unplaced.setdefault(rule.object_type, []).append(rule.name)
    for type_, names in unplaced.items():
        are = f"rules '{names[0]}' and {len(names) - 1} more need" if len(names) > 1 else f"rule '{names[0]}' needs"
        hint = "No line by law is made; add that body (or the dataset that has it under 'uses')."
        yield Problem("finding", "rule-unplaced", f"the {are} exactly one {type_}", hint)


class RuleEnds:
    """The bodies of a dataset of which statutory rules speak."""

    def __init__(self, dataset: Dataset, ontology: Ontology) -> None:
        self.dataset, self.ontology = dataset, ontology
        self._single: dict[str, list[Entity]] = defaultdict(list)
        self._types: set[str] = set()
        for entity in dataset.entities.values():
            if entity.extent == "one":
                self._single[entity.type].append(entity)
                self._types.add(entity.type)
                if entity.kinds:
                    self._types.update(spell.type for spell in entity.kinds)

    def object(self, rule: Rule) -> Entity | None:
        """Return the one single entity of the rule's object type, or None where there are none or several."""
        kinds = self.ontology.kinds_of(rule.object_type)
        entities = [entity for kind in kinds for entity in self._single.get(kind, ())]
        return entities[0] if len(entities) == 1 else None

    def subjects(self, rule: Rule) -> Iterator[Entity]:
        """Return the single bodies of which the rule speaks: those that are or were of its kind."""
        kinds = self.ontology.bound_by(rule)
        return (
            entity
            for entity in (() if self._types.isdisjoint(kinds) else self.dataset.entities.values())
            if entity.type in kinds or (entity.kinds and any(spell.type in kinds for spell in entity.kinds))
            if entity.extent == "one"
        )


def _surely(relation: Relation, dataset: Dataset) -> tuple[Validity, Relation]:
    try:
        return holds(relation, dataset.sources), relation
    except ValueError:
        return validity(None, None), relation


def _reversed(
    section: str, record: str, what: str, since: PartialDate | None, until: PartialDate | None
) -> Iterator[Problem]:
    if since is None or until is None:
        return
    if since.earliest > until.latest:
        message = f"{what} ends ({until}) before it begins ({since})"
        yield Problem("error", "reversed", message, "'until' is the last day; check both.", section, record)


def _sentinels(section: str, record: str, *days: PartialDate | None) -> Iterator[Problem]:
    """Yield a finding for each day that registers and databases write where there is none."""
    for day in dict.fromkeys(days):
        if day is not None and str(day) in NO_DAYS:
            message = f"{day} is a day that registers write where there is none"
            hint = "Leave the date out, unless a source really gives that day."
            yield Problem("finding", "no-day", message, hint, section, record)


def _surely_before(first: PartialDate | None, second: PartialDate | None) -> bool:
    return first is not None and second is not None and first.latest < second.earliest


def _too_large(section: str, record: str) -> Problem:
    message = f"the number is larger than {LARGEST_NUMBER:.2g}"
    return Problem("error", "infinite", message, "Give the number, or say it as 'text'.", section, record)


def _bad_id(section: str, id_: str) -> Problem:
    hint = "Use letters, digits and - . _ ~ : (at most 400), a letter or digit first, and not 'rule:'."
    return Problem("error", "bad-id", f"'{shortened(id_)}' cannot be an id", hint, section, id_)
