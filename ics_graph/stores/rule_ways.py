"""Whom a statutory rule binds a body to where that is no single body of all: by the relations on the way to it.

A foundation trust's own council of governors is the one that is recorded as a part of it. The way holds while all its
relations do, so that what the law gives is never surer than what leads to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ics_graph.certainty import certainty
from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate, Validity
from ics_graph.model import Dataset, Entity, Relation, all_claims
from ics_graph.ontology import Ontology
from ics_graph.ontology.law import Provision, Rule, Step
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
        types = frozenset().union(*(self.ontology.kinds_of(name) for name in rule.object_types))
        ways = [way for path in rule.reached_by for way in self._along(Way(subject, only=False), path)]
        ends = [way for way in ways if way.target.type in types and way.target.extent == "one"]
        yield from sorted(dict.fromkeys(way for way in ends if not way.when.never), key=_order)

    def _along(self, way: Way, path: tuple[Step, ...]) -> Iterator[Way]:
        if not path:
            yield way
            return
        step, rest = path[0], path[1:]
        for relation in self._steps[step].get(way.target.id, ()):
            far = self.dataset.entities[relation.subject if step.inverse else relation.object]
            starts = (*way.starts, relation.since) if relation.since else way.starts
            ends = (*way.ends, relation.until) if relation.until else way.ends
            for time in self.times(relation):
                yield from self._along(Way(far, both(way.when, time), starts, ends, only=False), rest)

    @cached_property
    def _steps(self) -> Mapping[Step, Mapping[str, list[Relation]]]:
        """The relations of each step by the body from which it is taken, but those that no source bears out."""
        wanted = {step for rule in self.ontology.rules for path in rule.reached_by for step in path}
        by_step: dict[Step, dict[str, list[Relation]]] = {step: defaultdict(list) for step in wanted}
        by_type = {step.relation: [other for other in wanted if other.relation == step.relation] for step in wanted}
        for relation in self.dataset.relations.values():
            steps = by_type.get(relation.type)
            if steps and not only_planned(relation) and certainty(all_claims(relation)) in _BORNE_OUT:
                for step in steps:
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
