"""Whether a meeting was quorate, and for an item from which somebody withdrew: yes, possibly or no, and why.

A person counts once. Only voting seats of the body count, and who is in attendance never does. What the rule leaves
open, and attendance that nobody recorded, are tried both ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from ics_graph.deciding.seat_book import Held, Seating
from ics_graph.deciding.worlds import Factor, World, every_world
from ics_graph.model.decisions import AgendaItem, Meeting, QuorumBase, QuorumNeed, QuorumRule, Seat
from ics_graph.validation.decisions import share_of

Quorate = Literal["yes", "possibly", "no"]
CHAIR = "chair"


@dataclass(frozen=True, slots=True)
class Count:
    """What came out in one world: who counts, in which seat, how many are needed, and which needs are not met."""

    counted: tuple[tuple[str, str], ...]
    needed: int
    base: int | None
    unmet: tuple[QuorumNeed, ...]

    @property
    def quorate(self) -> bool:
        """Whether there are enough, and of every kind."""
        return len({person for person, _ in self.counted}) >= self.needed and not self.unmet


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a meeting or an item was quorate under a rule; ``counts`` are what came out, each once."""

    quorate: Quorate
    rule: QuorumRule
    counts: tuple[Count, ...]
    turns_on: tuple[Factor, ...]


def rule_for(seating: Seating, item: AgendaItem | None = None) -> QuorumRule | None:
    """Return the rule in the version in force for a meeting, or for the kind of an item; None where there is none.

    Where it is not known which of several rules is in force, it is the one of the later version.
    """
    rules, *_ = every_world(
        lambda world: sorted(
            rule.id
            for rule in seating.book.rules.values()
            if seating.version_in_force(seating.book.versions[rule.version], world)
        )
    )
    found = [seating.book.rules[id_] for id_ in dict.fromkeys(id_ for ids in rules for id_ in ids)]
    of_kind = [rule for rule in found if item and rule.for_item and _names(rule.for_item, item)]
    general = [rule for rule in found if rule.for_item is None]
    return of_kind[-1] if of_kind else general[-1] if general else None


def _names(kind: str, item: AgendaItem) -> bool:
    return kind.casefold() in item.subject.casefold()


def judged(seating: Seating, meeting: Meeting, rule: QuorumRule, item: AgendaItem | None = None) -> Judged:
    """Return whether a meeting, or an item of it, was quorate under a rule."""
    if meeting.present is not None and not meeting.attendance:
        counts, whole, factors = every_world(lambda world: _of_number(seating, meeting.present or 0, rule, world))
    else:
        counts, whole, factors = every_world(lambda world: _Meeting(seating, meeting, rule, item, world).count())
    outcomes = {count.quorate for count in counts}
    quorate: Quorate = "possibly" if len(outcomes) > 1 or not whole else "yes" if True in outcomes else "no"
    return Judged(quorate, rule, tuple(dict.fromkeys(counts)), tuple(factors) if quorate == "possibly" else ())


def _of_number(seating: Seating, present: int, rule: QuorumRule, world: World) -> Count:
    """Return the count of a meeting of which only the number of those present is known: who they were is not judged."""
    base = _base(seating, rule, (), seating.held(world), world)
    people = tuple((f"member {number}", "") for number in range(1, present + 1))
    unmet = tuple(need for need in rule.needs if not world.choose(Factor("names", rule.id), (True, False)))
    return Count(people, _needed(rule, base, world), base, unmet)


def reachable(seating: Seating, rule: QuorumRule) -> bool:
    """Return whether a quorum could be met on the day if everybody came who holds a seat.

    A seat of which no holder is on record counts as held: it may be.
    """
    counts, *_ = every_world(lambda world: _everybody(seating, rule, world))
    return any(count.quorate for count in counts)


def _everybody(seating: Seating, rule: QuorumRule, world: World) -> Count:
    held = [each for each in seating.held(world) if each.seat.voting is not False]
    here = [(each.person, each.seat) for each in held]
    for seat, number in seating.not_on_record(world):
        if seat.voting is not False:
            here += [(f"{seat.id} {place}", seat) for place in range(number)]
    return _count(seating, rule, here, held, world)


class _Meeting:
    """A meeting in one world."""

    def __init__(
        self, seating: Seating, meeting: Meeting, rule: QuorumRule, item: AgendaItem | None, world: World
    ) -> None:
        self.seating, self.meeting, self.rule, self.item, self.world = seating, meeting, rule, item, world
        held = seating.held(world)
        self.held = [each for each in held if self._votes(each.seat)]

    def _votes(self, seat: Seat) -> bool:
        return self.world.choose(Factor("votes", seat.id), (True, False)) if seat.voting is None else seat.voting

    def count(self) -> Count:
        here = [each for each in self._present() if not self._withdrew(each[0])]
        return _count(self.seating, self.rule, here, self.held, self.world)

    def _present(self) -> Iterator[tuple[str, Seat]]:
        """Yield who is there and in which seat: members, and deputies where they count."""
        states = {each.person: each for each in self.meeting.attendance}
        used: set[str] = set()
        absent: list[Held] = []
        for each in self.held:
            state = states[each.person].state if each.person in states else "not-recorded"
            there = state == "present" or (
                state == "not-recorded" and self.world.choose(Factor("attendance", each.person), (True, False))
            )
            if there and each.person not in used:
                used.add(each.person)
                yield each.person, each.seat
            elif not there:
                absent.append(each)
        for attendance in self.meeting.attendance:
            if attendance.state != "deputy" or attendance.person in used:
                continue
            seat = self._seat_of_deputy(attendance.person, attendance.deputy_for, absent)
            if seat is not None:
                used.add(attendance.person)
                yield attendance.person, seat

    def _seat_of_deputy(self, person: str, member: str | None, absent: Sequence[Held]) -> Seat | None:
        """Return the seat in which a deputy counts, or None: the rule or the seat may not allow it."""
        if not self._open("deputies", self.rule.deputies):
            return None
        for each in absent:
            if each.person == member and self.seating.may_deputise(person, each.seat, self.world):
                return each.seat
        if member is None or all(each.person != member for each in absent):
            for seat, _ in self.seating.vacant(self.world):
                if self.seating.may_deputise(person, seat, self.world) and self._votes(seat):
                    return seat if self._open("empty seats", self.rule.empty_seats) else None
        return None

    def _withdrew(self, person: str) -> bool:
        """Return whether a person is not counted for the item, as he or she withdrew from it."""
        if self.item is None or person not in self.item.withdrew:
            return False
        return not self._open("withdrawn", self.rule.withdrawn)

    def _open(self, kind: str, says: bool | None) -> bool:
        """Return what the rule says; where it is silent, both are tried."""
        return self.world.choose(Factor(kind, self.rule.id), (True, False)) if says is None else says


def _count(
    seating: Seating, rule: QuorumRule, here: Sequence[tuple[str, Seat]], held: Sequence[Held], world: World
) -> Count:
    base = _base(seating, rule, here, held, world)
    unmet = tuple(need for need in rule.needs if _of_kinds(need, here) < need.at_least)
    counted = tuple(sorted((person, seat.id) for person, seat in here))
    return Count(counted, _needed(rule, base, world), base, unmet)


def _of_kinds(need: QuorumNeed, here: Sequence[tuple[str, Seat]]) -> int:
    kinds = {kind.casefold() for kind in need.seat_kinds}
    fitting = {person for person, seat in here if seat.kind.casefold() in kinds or (seat.chair and CHAIR in kinds)}
    return len(fitting)


def _base(
    seating: Seating, rule: QuorumRule, here: Sequence[tuple[str, Seat]], held: Sequence[Held], world: World
) -> int | None:
    bases: tuple[QuorumBase, ...] = ("all-seats", "members-in-post", "members-present")
    match rule.base or (world.choose(Factor("base", rule.id), bases) if rule.share else None):
        case "all-seats":
            return sum(seat.number for seat in seating.seats(world) if seat.voting is not False)
        case "members-in-post":
            return len({each.person for each in held})
        case "members-present":
            return len({person for person, _ in here})
    return None


def _needed(rule: QuorumRule, base: int | None, world: World) -> int:
    """Return how many are needed: the number, or the share of the base, rounded as the rule says."""
    numbers = [rule.number] if rule.number is not None else []
    share = share_of(rule.share) if rule.share else None
    if share is not None and base is not None:
        exact = Fraction(share * base)
        rounding = rule.rounding
        if exact.denominator > 1 and rounding is None:
            rounding = world.choose(Factor("rounding", rule.id), ("up", "down"))
        numbers.append(floor(exact) if rounding == "down" else ceil(exact))
    return max(numbers, default=0)
