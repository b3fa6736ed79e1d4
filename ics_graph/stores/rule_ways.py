"""Whom a statutory rule binds a body to where that is no single body of all: by the relations on the way to it.

A foundation trust's own council of governors is the one that is recorded as a part of it. The way holds while all its
relations do, so that what the law gives is never surer than what leads to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ics_graph.certainty import certainty
from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate, Validity
from ics_graph.model import Dataset, Entity, Relation, all_claims
from ics_graph.ontology import Ontology
from ics_graph.ontology.law import Provision, Rule, Step
from ics_graph.relation_columns import of_types
from ics_graph.validity import only_planned

ALWAYS = Validity(MIN_DATE, MIN_DATE, MAX_DATE, MAX_DATE)
_BORNE_OUT = ("stated", "reported")


@dataclass(frozen=True, slots=True)
class Way:
    """A body that a rule points at, when the way to it holds, and the stated days of the relations on that way."""

    target: Entity
    when: Validity = ALWAYS
    starts: tuple[PartialDate, ...] = ()
    ends: tuple[PartialDate, ...] = ()
    only: bool = True


class RuleWays:
    """Finds the objects of rules in a dataset; ``times`` gives when a relation holds, within the lives of its ends."""

    def __init__(self, dataset: Dataset, ontology: Ontology, times: Callable[[Relation], list[Validity]]) -> None:
        self.dataset, self.ontology, self.times = dataset, ontology, times

    def from_body(self, subject: Entity, rule: Rule) -> Iterator[Way]:
        """Yield each way from a body to an object of a rule, in the order of the objects' ids."""
        types = self._object_types(rule)
        ways = [way for path in rule.reached_by for way in self._along(Way(subject, only=False), path, types)]
        yield from sorted(dict.fromkeys(way for way in ways if not way.when.never), key=_order)

    def _object_types(self, rule: Rule) -> frozenset[str]:
        return frozenset().union(*(self.ontology.kinds_of(name) for name in rule.object_types))

    def _along(self, way: Way, path: tuple[Step, ...], types: Set[str]) -> Iterator[Way]:
        """Yield each way on to a single body of some types."""
        if not path:
            yield way
            return
        step, rest = path[0], path[1:]
        for relation in self._steps[step].get(way.target.id, ()):
            far = self.dataset.entities[relation.subject if step.inverse else relation.object]
            if not rest and (far.type not in types or far.extent != "one"):
                continue
            starts = (*way.starts, relation.since) if relation.since else way.starts
            ends = (*way.ends, relation.until) if relation.until else way.ends
            for time in self.times(relation):
                yield from self._along(Way(far, both(way.when, time), starts, ends, only=False), rest, types)

    @cached_property
    def _steps(self) -> Mapping[Step, Mapping[str, list[Relation]]]:
        """The relations of each step by the body from which it is taken, but those that no source bears out."""
        # Where a step can only be the last of a way, it leads to bodies of the types of rules' objects alone.
        last: dict[Step, set[str]] = defaultdict(set)
        others = {step for rule in self.ontology.rules for path in rule.reached_by for step in path[:-1]}
        for rule in self.ontology.rules:
            for path in rule.reached_by:
                last[path[-1]] |= self._object_types(rule)
        entities = self.dataset.entities.values()
        ends = {
            step: None if step in others else {body.id for body in entities if body.type in last[step]}
            for step in {*last, *others}
        }
        by_type: dict[str, list[Step]] = defaultdict(list)
        for step, ids in ends.items():
            if ids is None or ids:
                by_type[step.relation].append(step)
        by_step: dict[Step, dict[str, list[Relation]]] = {step: defaultdict(list) for step in ends}

        def leads(type_: str, subject: str, object_: str) -> bool:
            return any(
                (ids := ends[step]) is None or (subject if step.inverse else object_) in ids for step in by_type[type_]
            )

        for relation in of_types(self.dataset.relations, by_type, leads):
            if not only_planned(relation) and certainty(all_claims(relation)) in _BORNE_OUT:
                for step in by_type[relation.type]:
                    by_step[step][relation.object if step.inverse else relation.subject].append(relation)
        return by_step


def in_force(provision: Provision) -> Validity:
    """Return when a rule or a seat is in force: surely up to the last day of what was read of it."""
    known_to = date.fromisoformat(provision.known_to) if provision.known_to else MIN_DATE
    first = date.fromisoformat(provision.since) if provision.since else MIN_DATE
    return Validity(
        first, first, max(first, known_to), date.fromisoformat(provision.until) if provision.until else MAX_DATE
    )


def both(first: Validity, second: Validity) -> Validity:
    """Return when both hold: from the later beginning to the earlier end."""
    return Validity(
        max(first.start_min, second.start_min),
        max(first.start_max, second.start_max),
        min(first.end_min, second.end_min),
        min(first.end_max, second.end_max),
    )


def _order(way: Way) -> tuple[object, ...]:
    when = way.when
    return way.target.id, when.start_min, when.start_max, when.end_min, when.end_max
