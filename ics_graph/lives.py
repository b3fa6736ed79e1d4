"""When bodies were there: by their own dates and witnesses, by the first day of their type, by their plans and the law.

The rule is in ``docs/decisions/0035-possibly-is-bounded.md``.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from ics_graph.dates import MIN_DATE, Span, Validity, validity
from ics_graph.model import Dataset, Entity
from ics_graph.ontology import EntityType, Ontology
from ics_graph.validity import Held, all_witnesses, only_planned, planned_span


def first_day(kind: EntityType) -> date:
    """Return the first day on which an entity of a type can have been there; MIN_DATE where nothing says so."""
    return kind.exists_from.earliest if kind.exists_from else MIN_DATE


def is_before_its_type(life: Validity, kind: EntityType) -> bool:
    """Return whether dates or witnesses say of a body that it surely was there before its type can have been."""
    return life.start_max < first_day(kind)


def after_its_plan(when: Validity, plan: Span | None) -> Validity:
    """Return when something that is only planned may be there: not before the first day on which a source plans it."""
    if plan is None or not when.start_min < plan.first <= when.end_max:
        return when
    return when.not_before(plan.first)


class Lives:
    """Works out when the entities of a dataset were there; ``held`` gives what their own records say."""

    def __init__(self, dataset: Dataset, ontology: Ontology, held: Held) -> None:
        self.dataset, self.ontology, self.held = dataset, ontology, held
        self._first_days = {name: first_day(kind) for name, kind in ontology.types.items()}
        self._by_law = self._bound_by_law()

    def __call__(self, entity: Entity) -> Validity:
        """Return when an entity was there; raise ValueError where its dates are reversed."""
        laws = self._by_law.get(entity.id)
        if laws is None:
            life = self.held(entity)
        else:
            life = validity(entity.since, entity.until, [*all_witnesses(entity, self.dataset.sources), *laws])
        # A body is there from the first of its kinds on; a later kind does not say when it began.
        first = self._first_days.get(entity.kinds[0].type if entity.kinds else entity.type, MIN_DATE)
        if life.start_min < first <= life.end_max and life.start_max >= first:
            life = life.not_before(first)
        if entity.phases and only_planned(entity):
            return after_its_plan(life, planned_span(entity, self.dataset.sources))
        return life

    def _bound_by_law(self) -> dict[str, list[Span]]:
        """Return the days on which the law bears witness to the only body of a type of which there can be one.

        They are the first and the last known day of each rule that binds it or points at it and makes a line.
        """
        singletons = {name for name, kind in self.ontology.types.items() if kind.singleton}
        single: dict[str, list[str]] = defaultdict(list)
        for entity in self.dataset.entities.values():
            if entity.type in singletons and entity.extent == "one" and not only_planned(entity):
                single[entity.type].append(entity.id)
        spans: dict[str, list[Span]] = {}
        for rule in self.ontology.rules:
            if rule.relation is None or rule.since is None or rule.known_to is None:
                continue
            ends = [date.fromisoformat(rule.since), date.fromisoformat(rule.known_to)]
            for name in {*rule.subject_types, *rule.object_types}:
                if len(single.get(name, ())) == 1:
                    spans.setdefault(single[name][0], []).extend(Span(day, day) for day in ends)
        return spans
