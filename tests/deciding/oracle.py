"""Who decides, by brute force: the rules of reading as they are written, and no line of the product's own reasoning.

What nobody knows makes worlds: a value with VAT or without, a row that ends on an event that nobody recorded, a month
in place of a day. In each world everything is known, the rules are simple, and the answer is what the worlds agree on.
The rules R1 to R8 and what was decided beside them stand in docs/decisions/0054-who-may-decide.md.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal, NamedTuple, TypeVar

from ics_graph.dates import PartialDate
from ics_graph.model import Dataset
from ics_graph.model.decisions import DECIDING, Clause, Grant, Instrument, Vat, Version

Outcome = Literal["decided by", "two deciders", "possibly", "not found"]
Sure = Literal["certain", "possibly"]
T = TypeVar("T")

_WITH_VAT = Fraction(6, 5)


class Verdict(NamedTuple):
    """The outcome, the rows that make it (a clause for a residual rule) and how sure each is, and all deciders.

    Those who hold a right jointly are one decider.
    """

    outcome: Outcome
    rows: dict[str, Sure]
    deciders: frozenset[str]


def decided(
    dataset: Dataset,
    function: str,
    body: str,
    day: date,
    value: float | None = None,
    vat: Vat | None = None,
) -> Verdict:
    """Return who decides a function of a body on a day at a value: what is so in all worlds, or only in some.

    Without a value every value is tried.
    """
    rows: list[frozenset[str]] = []
    holders: list[frozenset[frozenset[str]]] = []
    for deciders in all_worlds(lambda choose: World(dataset, function, body, day, value, vat, choose).deciders()):
        rows.append(frozenset(deciders))
        holders.append(frozenset(deciders.values()))
    certain = frozenset.intersection(*rows)
    shown: dict[str, Sure] = {id_: "certain" if id_ in certain else "possibly" for id_ in frozenset().union(*rows)}
    outcome: Outcome = "possibly"
    if len(set(holders)) == 1:
        count = len(holders[0])
        outcome = "not found" if count == 0 else "decided by" if count == 1 else "two deciders"
    return Verdict(outcome, shown, frozenset(id_ for each in holders for decider in each for id_ in decider))


class _Unknown(Exception):
    """Something that nobody knows was asked for: this world becomes as many as it has answers."""

    def __init__(self, key: Hashable, options: tuple[Any, ...]) -> None:
        super().__init__(key)
        self.key, self.options = key, options


class Choices:
    """What one world has chosen; it is called with what is open, and with the ways in which it may be."""

    def __init__(self, made: dict[Hashable, Any]) -> None:
        self.made = made

    def __call__(self, key: Hashable, options: Iterable[T]) -> T:
        if key not in self.made:
            raise _Unknown(key, tuple(options))
        chosen: T = self.made[key]
        return chosen


def all_worlds(answer: Callable[[Choices], T]) -> Iterator[T]:
    """Yield the answer of each world."""
    open_worlds: list[dict[Hashable, Any]] = [{}]
    while open_worlds:
        made = open_worlds.pop()
        try:
            yield answer(Choices(made))
        except _Unknown as unknown:
            open_worlds += [{**made, unknown.key: option} for option in unknown.options]


class World:
    """One world: whatever is not known was chosen, and the same choice holds wherever it matters."""

    def __init__(
        self,
        dataset: Dataset,
        function: str,
        body: str,
        day: date,
        value: float | None,
        vat: Vat | None,
        choose: Choices,
    ) -> None:
        self.dataset, self.body, self.day, self.value, self.vat = dataset, body, day, value, vat
        self.choose = choose
        self.rights = {r.id for r in dataset.rights.values() if r.function == function and r.body == body}
        self.of_function = [g for g in dataset.grants.values() if g.right in self.rights]
        # R4: whoever recommends, is consulted, notes or signs decides nothing, and can give nobody a decision.
        self.deciding = [g for g in self.of_function if dataset.rights[g.right].act in DECIDING]

    def deciders(self) -> dict[str, frozenset[str]]:
        """Return the rows (or residual clauses) by which somebody decides in this world, each with the decider."""
        counting = self._counting()
        passed_down: set[str] = set()
        for grant in counting:
            upstream, givers = self._chain(grant, counting)
            for other in counting:
                if other.id in upstream or (self.having(other) <= givers and self.having(other) != self.having(grant)):
                    passed_down.add(other.id)
        last = [g for g in counting if g.id not in passed_down]
        # Two steps of one sequence are not two deciders: the last of them decides.
        earlier = {g.after for g in last}
        rows = {g.id: self.having(g) for g in last if g.id not in earlier}
        return rows or self._residual()

    # R5: a giver must have the power. Power flows down from clauses, so that a circle of rows has none.

    def _counting(self) -> list[Grant]:
        standing = [
            g
            for g in self.deciding
            if self._applies(g)
            and not any(self.closed(id_) for id_ in sorted(self.having(g)))
            and not self._gives_way(g)
        ]
        powered: list[Grant] = []
        while more := [g for g in standing if g not in powered and self._has_power(g, powered)]:
            powered += more
        return powered

    def _has_power(self, grant: Grant, powered: list[Grant]) -> bool:
        if self._received(grant):
            return bool(self._sources(grant, powered))
        if grant.granted_by:
            return any(self._gives_power(self.dataset.clauses[id_], grant) for id_ in grant.granted_by)
        return self._instrument_of(grant.version).body == grant.giver

    def _received(self, grant: Grant) -> list[Grant]:
        """The rows by which others gave the function to a giver; where there are any, it has it by these alone."""
        return [
            g
            for g in self.deciding
            if self.having(g) <= self.giving(grant)
            and g.giver != grant.giver
            and not self.dataset.versions[g.version].draft
        ]

    # What several hold jointly none of them has alone. A joint committee is one holder, to which several give.

    def having(self, grant: Grant) -> frozenset[str]:
        if self.dataset.entities[grant.holder].type == "JointCommittee":
            return frozenset({grant.holder})
        return frozenset({grant.holder, *grant.jointly_with})

    def giving(self, grant: Grant) -> frozenset[str]:
        if self.dataset.entities[grant.holder].type == "JointCommittee":
            return frozenset({grant.giver, *grant.jointly_with})
        return frozenset({grant.giver})

    def _sources(self, grant: Grant, powered: list[Grant]) -> list[Grant]:
        return [g for g in self._received(grant) if g in powered and g.passed_on]

    def _gives_power(self, cited: Clause, grant: Grant) -> bool:
        """The clause that has this number in the version in force counts, whichever version was cited.

        A clause about some rights only is about their functions, whatever the act.
        """
        instrument = self.dataset.versions[cited.version].instrument
        return any(
            clause.effect == "power"
            and clause.body == grant.giver
            and clause.number == cited.number
            and self.dataset.versions[clause.version].instrument == instrument
            and (not clause.rights or self.rights & set(clause.rights))
            and self.in_force(clause.version)
            for clause in self.dataset.clauses.values()
        )

    # R6: the last holder of a chain decides.

    def _chain(self, grant: Grant, counting: list[Grant]) -> tuple[set[str], set[str]]:
        upstream: set[str] = set()
        givers = set(self.giving(grant))
        unseen = [grant]
        while unseen:
            for source in self._sources(unseen.pop(), counting):
                if source.id not in upstream:
                    upstream.add(source.id)
                    givers |= self.giving(source)
                    unseen.append(source)
        return upstream, givers

    # R8: only a residual rule speaks of a function that no row names. A row names it whatever its own days are.

    def _residual(self) -> dict[str, frozenset[str]]:
        if any(self.in_force(g.version) for g in self.of_function):
            return {}
        return {
            clause.id: frozenset({clause.body})
            for clause in self.dataset.clauses.values()
            if clause.effect == "residual"
            and clause.body
            and self._instrument_of(clause.version).body == self.body
            and self.in_force(clause.version)
            and not self.closed(clause.body)
        }

    def _gives_way(self, grant: Grant) -> bool:
        instrument = self.dataset.versions[grant.version].instrument
        for clause in self.dataset.clauses.values():
            if clause.effect != "precedence" or instrument not in clause.over or not self.in_force(clause.version):
                continue
            prevailing = clause.prevails or self.dataset.versions[clause.version].instrument
            if any(
                self.dataset.versions[g.version].instrument == prevailing and self._row_in_force(g)
                for g in self.of_function
            ):
                return True
        return False

    # R2 and R3: whether a row applies on the day and at the value.

    def _applies(self, grant: Grant) -> bool:
        return (
            self._row_in_force(grant)
            and self._within_limits(grant)
            and (not grant.applies_if or self.choose(("applies", grant.id), (True, False)))
        )

    def _row_in_force(self, grant: Grant) -> bool:
        if not self.in_force(grant.version):
            return False
        if grant.since and self.day < self.stated_day(("since", grant.id), grant.since):
            return False
        if grant.until and self.day > self.stated_day(("until", grant.id), grant.until):
            return False
        if grant.until_event and (happened := self.dataset.events[grant.until_event].date):
            return self.day <= self.stated_day(("event", grant.until_event), happened)
        if grant.until_event or grant.ends_when:
            return not self.choose(("ended", grant.until_event or grant.id), (True, False))
        return True

    def _within_limits(self, grant: Grant) -> bool:
        if grant.over is None and grant.up_to is None:
            return True
        value = self._value_for(grant)
        return (grant.over is None or value > _exact(grant.over)) and (
            grant.up_to is None or value <= _exact(grant.up_to)
        )

    def _value_for(self, grant: Grant) -> Fraction:
        value = self.choose("value", self._values()) if self.value is None else _exact(self.value)
        readings: tuple[Vat, ...] = ("with", "without")
        row: Vat | None = grant.vat
        asked: Vat | None = self.vat
        if row is None and asked is None:
            return value  # both in the same terms, whichever these are
        row = row or self.choose(("row's VAT", grant.version), readings)
        asked = asked or self.choose("asker's VAT", readings)
        if row == asked:
            return value
        return value * _WITH_VAT if row == "with" else value / _WITH_VAT

    def _values(self) -> list[Fraction]:
        """Enough values to try where the asker gives none: each at which a row begins or ends, and one between each."""
        limits = [_exact(a) for g in self.deciding for a in (g.over, g.up_to) if a is not None]
        edges = sorted({edge for a in limits for edge in (a, a * _WITH_VAT, a / _WITH_VAT)})
        between = [(low + high) / 2 for low, high in pairwise(edges)]
        return [edges[0] / 2, *edges, *between, edges[-1] * 2]

    # R1: which version is in force.

    def in_force(self, id_: str) -> bool:
        version = self.dataset.versions[id_]
        if version.draft:
            return False
        body = self._instrument_of(id_).body
        if body and self.closed(body):
            return False
        if version.until and self.day > self.stated_day(("until", id_), version.until):
            return False
        start = self._start(version)
        if start is None:
            return self.choose(("in force", id_), (True, False))
        if start > self.day:
            return False
        others = (v for v in self.dataset.versions.values() if v.instrument == version.instrument and not v.draft)
        return not any((begins := self._start(v)) is not None and start < begins <= self.day for v in others)

    def _start(self, version: Version) -> date | None:
        if version.effective:
            return self.stated_day(("effective", version.id), version.effective)
        days = [self.stated_day(("approved", version.id, n), a.date) for n, a in enumerate(version.approvals) if a.date]
        if version.published:
            days.append(self.stated_day(("published", version.id), version.published))
        return max(days, default=None)

    # R7: a holder that has closed is none; an empty post is.

    def closed(self, entity: str) -> bool:
        until = self.dataset.entities[entity].until
        return until is not None and self.day > self.stated_day(("closed", entity), until)

    def stated_day(self, key: Hashable, stated: PartialDate) -> date:
        if stated.earliest == stated.latest:
            return stated.earliest
        return self.choose(("day", key), (stated.earliest, stated.latest))

    def _instrument_of(self, version: str) -> Instrument:
        return self.dataset.instruments[self.dataset.versions[version].instrument]


def _exact(amount: float) -> Fraction:
    return Fraction(str(amount))
