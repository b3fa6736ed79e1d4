"""Who decides in one world: which rows count, by what chain, and which is the last of its chain.

A row counts if its version is in force on the day, the day is within the row's own days, and the value is within its
limits. Its holder has to exist, its giver to have the power, and no instrument that prevails may speak of the same
function. The decider is the last holder of a chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from ics_graph.deciding.cases import Case
from ics_graph.deciding.in_force import InForce
from ics_graph.deciding.rulebook import Rulebook
from ics_graph.deciding.worlds import Factor, World, may
from ics_graph.model.decisions import DECIDING, Clause, Grant
from ics_graph.names import fold

Status = Literal[
    "decides",
    "passed on",
    "step before",
    "draft",
    "not in force",
    "other days",
    "ended",
    "not applicable",
    "other values",
    "other act",
    "holder gone",
    "no power",
    "may not be passed on",
    "passing on not stated",
    "gives way",
]
"""What a row is in a world; the last that are not ``decides`` say why it does not make a decider."""
WITHOUT_POWER: frozenset[Status] = frozenset({"no power", "may not be passed on", "passing on not stated"})
"""What a row is whose giver cannot give what it gives: it has it not, or may not pass it on."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came out in one world: the status of each row, the rows above each decider, and the residual rule."""

    status: dict[str, Status]
    chains: dict[str, tuple[str, ...]]
    residual: str | None = None

    @property
    def deciders(self) -> frozenset[str]:
        """Return the rows, or the clause of a residual rule, that make a decider."""
        if self.residual:
            return frozenset({self.residual})
        return frozenset(id_ for id_, status in self.status.items() if status == "decides")


class Powers(InForce):
    """The rows of a rulebook on one day."""

    book: Rulebook

    def __init__(self, book: Rulebook, day: date) -> None:
        super().__init__(book, day)
        self._standing: dict[str, bool] = {}

    def judge(self, function: str, case: Case, world: World) -> Judgement:
        """Return which rows of a function (folded) make a decider of a case in a world."""
        rows = self.book.grants_of.get(function, ())
        status: dict[str, Status] = {}
        chains: dict[str, tuple[str, ...]] = {}
        counting: list[Grant] = []
        for row in rows:
            status[row.id] = self.status_of(row, case, world)
            if status[row.id] == "decides":
                chains[row.id] = self.chain(row, case, world)
                counting.append(row)
        for row in counting:
            if self._is_upstream(row, counting, chains):
                status[row.id] = "passed on"
        for row in counting:
            if any(other.after == row.id for other in counting if status[other.id] == "decides"):
                status[row.id] = "step before"
        # A row names its function whatever its own days: a residual rule speaks of functions that none names.
        named = any(self.version_in_force(self.book.versions[row.version], world) for row in rows)
        return Judgement(status, chains, None if named else self.residual(world))

    def status_of(self, row: Grant, case: Case, world: World) -> Status:
        """Return whether a row counts, or the first reason why it does not."""
        if row_fault := self._of_days(row, world):
            return row_fault
        if row.applies_if and not world.choose(Factor("applies if", row.id), (True, False)):
            return "not applicable"
        if self.book.rights[row.right].act not in DECIDING:
            return "other act"
        if not case.admits(row, world):
            return "other values"
        if not self.holders_exist(row, world):
            return "holder gone"
        if self._gives_way(row, world):
            return "gives way"
        return "decides" if self.has_power(row, case, world) else self._why_no_power(row)

    # --- days ---

    def _of_days(self, row: Grant, world: World) -> Status | None:
        """Return why a row is not in force on the day, or None where it is."""
        version = self.book.versions[row.version]
        if version.draft:
            return "draft"
        if not self.version_in_force(version, world):
            return "not in force"
        if row.since and self.day < self.day_of(row.since, row.id, "since", world, first=True):
            return "other days"
        if row.until and self.day > self.day_of(row.until, row.id, "until", world, first=False):
            return "other days"
        return "ended" if self._ended(row, world) else None

    def in_force(self, row: Grant, world: World) -> bool:
        """Return whether a row stands on the day, whatever the value and whoever holds it."""
        return self._of_days(row, world) is None

    def _ended(self, row: Grant, world: World) -> bool:
        """Return whether the event with which a row ends was before the day: possibly, if nobody recorded it."""
        if row.until_event:
            event = self.book.events.get(row.until_event)
            date_ = event.date if event else None
            if date_ is not None:
                return self.day > self.day_of(date_, row.until_event, "date", world, first=False)
            if event and event.not_before and self.day < event.not_before.earliest:
                return False
            if event and event.not_after and self.day > event.not_after.latest:
                return True
            return world.choose(Factor("event", row.until_event), (False, True))
        return bool(row.ends_when) and world.choose(Factor("event", row.id), (False, True))

    def holders_exist(self, row: Grant, world: World) -> bool:
        """Return whether all who have a right by a row exist: of those who hold it jointly, none has it alone."""
        return all(self.exists(id_, world) for id_ in self.book.holders(row))

    # --- powers ---

    def has_power(self, row: Grant, case: Case, world: World, below: frozenset[str] = frozenset()) -> bool:
        """Return whether the giver of a row has what it keeps or gives: by a row that goes to it, or by a clause."""
        incoming = self._incoming(row)
        if incoming:
            return any(self._passes_on(other, case, world, below | {row.id}) for other in incoming)
        return self._by_clause(row, world) is not None or self._is_own(row)

    def _why_no_power(self, row: Grant) -> Status:
        """Return why a giver cannot give what a row gives: its own rows that may be in force do not let it, or else.

        It is looked at beside the worlds: no outcome turns on it, so that it must not make more of them.
        """
        own = [other for other in self._incoming(row) if self._may_stand(other)]
        if not own or any(other.passed_on for other in own):
            return "no power"
        return "may not be passed on" if any(other.passed_on is False for other in own) else "passing on not stated"

    def _may_stand(self, row: Grant) -> bool:
        if row.id not in self._standing:
            self._standing[row.id] = may(partial(self.in_force, row))
        return self._standing[row.id]

    def _incoming(self, row: Grant) -> list[Grant]:
        """Return the rows by which others give the function of a row to its giver."""
        function = fold(self.book.rights[row.right].function)
        return [
            other
            for other in self.book.grants_of.get(function, ())
            if set(self.book.holders(other)) <= set(self.book.givers(row)) and other.giver != row.giver
            if self.book.rights[other.right].act in DECIDING
        ]

    def _passes_on(self, row: Grant, case: Case, world: World, below: frozenset[str]) -> bool:
        """Return whether a row counts and says that what it gives may be given on; rows in a circle give nothing."""
        return (
            row.id not in below
            and row.passed_on is True
            and self._of_days(row, world) is None
            and (not row.applies_if or world.choose(Factor("applies if", row.id), (True, False)))
            and case.admits(row, world)
            and self.holders_exist(row, world)
            and not self._gives_way(row, world)
            and self.has_power(row, case, world, below)
        )

    def _is_own(self, row: Grant) -> bool:
        """Return whether a row cites no clause, and its giver is the very body whose document it is."""
        instrument = self.book.instruments[self.book.versions[row.version].instrument]
        return not row.granted_by and row.giver == instrument.body

    def _by_clause(self, row: Grant, world: World) -> Clause | None:
        """Return the clause in force that gives the giver of a row its power."""
        function = fold(self.book.rights[row.right].function)
        for clause in self.cited_clauses(row, world):
            if clause.effect == "power" and clause.body == row.giver and self.is_about(clause, function):
                return clause
        return None

    def cited_clauses(self, row: Grant, world: World) -> Iterator[Clause]:
        """Yield the clauses that a row cites as they are in force: those of a version since replaced by its like."""
        for id_ in row.granted_by:
            cited = self.book.clauses[id_]
            if self.version_in_force(self.book.versions[cited.version], world):
                yield cited
                continue
            instrument = self.book.versions[cited.version].instrument
            for version in self.book.versions_of[instrument]:
                if self.version_in_force(version, world):
                    yield from (clause for clause in self.book.clauses_of[version.id] if clause.number == cited.number)

    def is_about(self, clause: Clause, function: str) -> bool:
        """Return whether a clause speaks of a function (folded): by name, or as it speaks of all."""
        named = [self.book.rights[id_].function for id_ in clause.rights if id_ in self.book.rights]
        return not clause.rights or function in map(fold, named)

    def _gives_way(self, row: Grant, world: World) -> bool:
        """Return whether an instrument that prevails over that of a row has a row in force of the same function."""
        instrument = self.book.versions[row.version].instrument
        function = fold(self.book.rights[row.right].function)
        for clause in self.clauses_in_force("precedence", world):
            if instrument not in clause.over:
                continue
            prevailing = clause.prevails or self.book.versions[clause.version].instrument
            for other in self.book.grants_of.get(function, ()):
                if self.book.versions[other.version].instrument == prevailing and self.in_force(other, world):
                    return True
        return False

    def clauses_in_force(self, effect: str, world: World) -> Iterator[Clause]:
        """Yield the clauses of an effect in the versions in force."""
        for clause in self.book.clauses.values():
            if clause.effect == effect and self.version_in_force(self.book.versions[clause.version], world):
                yield clause

    def residual(self, world: World) -> str | None:
        """Return the clause in force by which a function that no row names is somebody's."""
        for clause in self.clauses_in_force("residual", world):
            of = self.book.instruments[self.book.versions[clause.version].instrument].body
            if of == self.book.body and clause.body and self.exists(clause.body, world):
                return clause.id
        return None

    # --- chains ---

    def chain(self, row: Grant, case: Case, world: World) -> tuple[str, ...]:
        """Return the rows by which the givers of a row have their power, the highest first."""
        below: list[Grant] = [row]
        chain: dict[str, None] = {}
        while below:
            at = below.pop(0)
            for other in self._incoming(at):
                if other.id in chain or not self._passes_on(other, case, world, frozenset({row.id})):
                    continue
                chain[other.id] = None
                below.append(other)
        return tuple(reversed(chain))

    def _is_upstream(self, row: Grant, counting: Sequence[Grant], chains: dict[str, tuple[str, ...]]) -> bool:
        """Return whether a row is only on the way to another: by itself, or as its holder gave the right on."""
        for other in counting:
            if other is row:
                continue
            chain = chains[other.id]
            givers = {id_ for at in (other, *map(self.book.grants.__getitem__, chain)) for id_ in self.book.givers(at)}
            holders = set(self.book.holders(row))
            if row.id in chain or (holders <= givers and holders != set(self.book.holders(other))):
                return True
        return False
