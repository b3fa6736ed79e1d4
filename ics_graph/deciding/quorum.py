"""Whether a meeting was quorate, and for an item from which somebody withdrew: yes, possibly or no, and why.

A person counts once. Only voting seats of the body count, and who is in attendance never does. What the rule leaves
open, which rule is in force, and attendance that nobody recorded, are tried both ways. The rules are points 14 to 18
and 20 of ``docs/decisions/0054-who-may-decide.md``. The file is long because a count in one world is one train of
thought.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import Literal, NamedTuple

from ics_graph.deciding.seat_book import Seating
from ics_graph.deciding.turning import turning
from ics_graph.deciding.worlds import Factor, World, every_world
from ics_graph.model.decisions import AgendaItem, Attendance, Meeting, QuorumBase, QuorumNeed, QuorumRule, Seat
from ics_graph.names import fold
from ics_graph.validation.decisions import share_of

Quorate = Literal["yes", "possibly", "no"]
CHAIR = "chair"

People = Mapping[str, Sequence[Seat]]
"""People, each with the seats in which he or she counts."""


@dataclass(frozen=True, slots=True)
class Count:
    """What came out in one world: who counts, in which seats, how many are needed, and which needs are not met."""

    rule: QuorumRule
    counted: tuple[tuple[str, tuple[str, ...]], ...]
    needed: int
    base: int | None
    unmet: tuple[QuorumNeed, ...]

    @property
    def quorate(self) -> bool:
        """Whether there are enough, and of every kind."""
        return len(self.counted) >= self.needed and not self.unmet


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a meeting or an item was quorate; ``counts`` are what came out, each once.

    ``rule`` is the one under which it was judged, and the latest of them where it is not known which was in force.
    ``turns_on`` is what would change the outcome, alone or with others.
    """

    quorate: Quorate
    rule: QuorumRule
    counts: tuple[Count, ...]
    turns_on: tuple[Factor, ...]


def rule_for(seating: Seating, item: AgendaItem | None = None) -> QuorumRule | None:
    """Return the rule in the version in force for a meeting, or for the kind of an item; None where there is none.

    Where it is not known which of several rules is in force, it is the one of the later version.
    """
    worlds, *_ = every_world(lambda world: _rule_in(seating, item, world))
    return _latest(seating, [rule for rule in worlds if rule])


def _latest(seating: Seating, rules: Iterable[QuorumRule]) -> QuorumRule | None:
    def begins(rule: QuorumRule) -> tuple[date, str]:
        effective = seating.book.versions[rule.version].effective
        return effective.latest if effective else date.min, rule.id

    return max(rules, key=begins, default=None)


def _rule_in(seating: Seating, item: AgendaItem | None, world: World) -> QuorumRule | None:
    """Return the rule in force in a world: that for the kind of the item, or else the general one."""
    rules = [
        rule
        for rule in seating.book.rules.values()
        if seating.version_in_force(seating.book.versions[rule.version], world)
    ]
    of_kind = [rule for rule in rules if item and rule.for_item and _names(rule.for_item, item)]
    applying = of_kind or [rule for rule in rules if rule.for_item is None]
    return world.choose(Factor("rule", seating.book.body), applying) if applying else None


def _names(kind: str, item: AgendaItem) -> bool:
    return kind.casefold() in item.subject.casefold()


def is_of_the_chair(seat: Seat) -> bool:
    """Return whether a seat is that of the chair: it is said to be, or its kind says so."""
    return seat.chair or fold(seat.kind) == CHAIR


def judged(seating: Seating, meeting: Meeting, item: AgendaItem | None = None) -> Judged | None:
    """Return whether a meeting, or an item of it, was quorate under the rule of its day; None where there is none.

    It is possibly quorate where it is not known whether the rule was in force.
    """

    def count(world: World) -> tuple[Count | None, Mapping[Factor, Hashable]]:
        rule = _rule_in(seating, item, world)
        return _Meeting(seating, meeting, rule, item, world).count() if rule else None, world.chosen

    worlds, whole, factors = every_world(count)
    counts = tuple(dict.fromkeys(each for each, _ in worlds if each))
    rule = _latest(seating, [each.rule for each in counts])
    if rule is None:
        return None
    outcomes = [(chosen, each.quorate if each else None) for each, chosen in worlds]
    several = {outcome for _, outcome in outcomes}
    if not whole:
        # On what it turns cannot be told from a part of the worlds: all that was open is named.
        return Judged("possibly", rule, counts, tuple(factors))
    if len(several) > 1:
        return Judged("possibly", rule, counts, tuple(turning(outcomes)))
    return Judged("yes" if True in several else "no", rule, counts, ())


def reachable(seating: Seating, rule: QuorumRule) -> bool:
    """Return whether a quorum could be met on the day if everybody came who holds a seat, or may sit in an empty one.

    A seat of which no holder is on record counts as held: it may be.
    """
    counts, *_ = every_world(lambda world: _everybody(seating, rule, world))
    return any(count.quorate for count in counts)


def _everybody(seating: Seating, rule: QuorumRule, world: World) -> Count:
    members = {**_members(seating, world), **_unnamed(unrecorded(seating, world))}
    here = dict(members)
    if rule.deputies is not False and rule.empty_seats is not False:
        for seat, number in seating.vacant(world):
            if seat.deputy and not seat.no_deputy and _votes(seat, world):
                here |= {f"deputy {place} of {seat.id}": [seat] for place in range(number)}
    return _count(seating, rule, here, len(members), world)


# --- the members ---


def _votes(seat: Seat, world: World) -> bool:
    """Return whether a seat votes; where nobody says, both are tried."""
    return world.choose(Factor("votes", seat.id), (True, False)) if seat.voting is None else seat.voting


def _members(seating: Seating, world: World) -> dict[str, list[Seat]]:
    """Return who holds voting seats, with all of them: one person may have two."""
    members: dict[str, list[Seat]] = {}
    for held in seating.held(world):
        if _votes(held.seat, world) and held.seat not in members.get(held.person, ()):
            members.setdefault(held.person, []).append(held.seat)
    return members


def unrecorded(seating: Seating, world: World) -> list[Seat]:
    """Return the voting seats of which no holder is on record: somebody may hold them, and may have come."""
    return [seat for seat, _ in seating.not_on_record(world) if _votes(seat, world)]


def _unnamed(seats: Iterable[Seat], held: Mapping[str, int] | None = None) -> dict[str, list[Seat]]:
    """Return holders for seats of which none is on record: as many as are held of each, or else one for each place."""
    return {
        f"{seat.id} {place}": [seat]
        for seat in seats
        for place in range(seat.number if held is None else held[seat.id])
    }


# --- a meeting ---


class _Place(NamedTuple):
    """For whom a deputy sat: an absent member, or nobody, in a seat that is empty."""

    member: str | None
    seats: tuple[Seat, ...]


class _Meeting:
    """A meeting in one world, under a rule."""

    def __init__(
        self, seating: Seating, meeting: Meeting, rule: QuorumRule, item: AgendaItem | None, world: World
    ) -> None:
        self.seating, self.meeting, self.rule, self.item, self.world = seating, meeting, rule, item, world
        self.members = _members(seating, world)

    def count(self) -> Count:
        if self.meeting.present is not None and not self.meeting.attendance:
            return self._of_number(self.meeting.present)
        here = self._present()
        in_post = len(self.members)
        open_seats = unrecorded(self.seating, self.world)
        with_deputy = [seat for seat in open_seats if seat.deputy and not seat.no_deputy and self._deputies_named()]
        held = {seat.id: self._held(seat) for seat in with_deputy}
        # Of the others it is enough to try that nobody came and that all did: each who comes brings a quorum nearer.
        others = [seat for seat in open_seats if seat.id not in held]
        in_post += sum(held.values()) + sum(seat.number for seat in others)
        came = {seat.id: self._came(seat, held[seat.id]) for seat in with_deputy}
        here |= _unnamed(with_deputy, came)
        if bool(others) and self.world.choose(Factor("unrecorded", self.seating.book.body), (True, False)):
            here |= _unnamed(others)
        away = [
            _Place(f"{seat.id} {place}", (seat,))
            for seat in with_deputy
            for place in range(came[seat.id], held[seat.id])
        ]
        also_empty = [seat for seat in with_deputy for _ in range(held[seat.id], seat.number)]
        self._let_deputies_sit(here, away, also_empty)
        here = {person: seats for person, seats in here.items() if not self._withdrew(person)}
        return _count(self.seating, self.rule, here, in_post, self.world)

    def _deputies_named(self) -> bool:
        return any(each.state == "deputy" for each in self.meeting.attendance)

    def _held(self, seat: Seat) -> int:
        return self.world.choose(Factor("unrecorded holders", seat.id), range(seat.number + 1))

    def _came(self, seat: Seat, held: int) -> int:
        return self.world.choose(Factor("unrecorded came", seat.id), range(held + 1))

    def _present(self) -> dict[str, list[Seat]]:
        """Return the members who were there. Whoever sat for another was, and counts once."""
        states: dict[str, set[str]] = {}
        for each in self.meeting.attendance:
            states.setdefault(each.person, set()).add(each.state)
        return {
            person: list(seats)
            for person, seats in self.members.items()
            if self._was_there(person, states.get(person, set()))
        }

    def _was_there(self, person: str, states: set[str]) -> bool:
        if states & {"present", "deputy"}:
            return True
        # For whom a deputy sat, was away.
        away = any(each.state == "deputy" and each.deputy_for == person for each in self.meeting.attendance)
        if away or states & {"apologies", "in-attendance"}:
            return False
        return self.world.choose(Factor("attendance", person), (True, False))

    # Deputies

    def _let_deputies_sit(self, here: dict[str, list[Seat]], unnamed: list[_Place], also_empty: list[Seat]) -> None:
        """Add the deputies who count to those present: each for one member who was away, or in one empty place."""
        deputies = [each for each in self.meeting.attendance if each.state == "deputy"]
        if not deputies or not self._open("deputies", self.rule.deputies):
            return
        away = [_Place(person, tuple(seats)) for person, seats in self.members.items() if person not in here]
        away += unnamed
        vacant = [seat for seat, number in self.seating.vacant(self.world) for _ in range(number)]
        empty = [_Place(None, (seat,)) for seat in (*vacant, *also_empty) if seat.deputy and _votes(seat, self.world)]
        # A deputy whose member is not named sat for one of those who are left.
        for each in sorted(deputies, key=lambda each: each.deputy_for is None):
            place = self._place_of(each, away, empty)
            if place is None:
                continue
            (away if place.member else empty).remove(place)
            seats = self._naming(each.person, place)
            if place.member or self._open("empty seats", self.rule.empty_seats):
                here.setdefault(each.person, []).extend(seat for seat in seats if seat not in here[each.person])

    def _place_of(self, each: Attendance, away: Sequence[_Place], empty: Sequence[_Place]) -> _Place | None:
        members = [place for place in away if self._naming(each.person, place)]
        places = list(dict.fromkeys(place for place in empty if self._naming(each.person, place)))
        if each.deputy_for is None:
            options = {place.member or place.seats[0].id: place for place in (*members, *places)}
            return options[self.world.choose(Factor("sat for", each.person), list(options))] if options else None
        of_member = [place for place in members if place.member == each.deputy_for]
        formerly = [place for place in places if self._has_left(each.deputy_for, place.seats[0])]
        return next(iter(of_member or formerly), None)

    def _naming(self, person: str, place: _Place) -> list[Seat]:
        return [seat for seat in place.seats if self.seating.may_deputise(person, seat, self.world)]

    def _has_left(self, person: str, seat: Seat) -> bool:
        """Return whether a person held a seat at another time: the deputy then sat in the place that is empty now."""
        ever = any(each.person == person for each in self.seating.book.terms(seat.id))
        return ever and all((held.person, held.seat.id) != (person, seat.id) for held in self.seating.held(self.world))

    def _withdrew(self, person: str) -> bool:
        """Return whether a person is not counted for the item, as he or she withdrew from it."""
        if self.item is None or person not in self.item.withdrew:
            return False
        return not self._open("withdrawn", self.rule.withdrawn)

    def _open(self, kind: str, says: bool | None) -> bool:
        """Return what the rule says; where it is silent, both are tried."""
        return self.world.choose(Factor(kind, self.rule.id), (True, False)) if says is None else says

    # A number without names

    def _of_number(self, number: int) -> Count:
        """Return the count of a meeting of which only the number of those present is known: who came is tried.

        Members who meet the same needs of the rule are alike, so that few ways have to be tried.
        """
        open_seats = unrecorded(self.seating, self.world)
        held = {seat.id: self._held(seat) for seat in open_seats}
        members = {**self.members, **_unnamed(open_seats, held)}
        withdrew = self.item.withdrew if self.item else ()
        alike: dict[tuple[object, ...], list[str]] = {}
        for person, seats in members.items():
            meets = tuple(any(_fits(need, seat) for seat in seats) for need in self.rule.needs)
            alike.setdefault((person in withdrew, *meets), []).append(person)
        groups = list(alike.values())
        known = min(number, len(members))
        ways = [way for way in product(*(range(len(group) + 1) for group in groups)) if sum(way) == known]
        way = self.world.choose(Factor("names", self.rule.id), ways)
        here: dict[str, Sequence[Seat]] = {
            person: members[person] for group, many in zip(groups, way, strict=True) for person in group[:many]
        }
        # The source counts more than these data have members: in which seats the others sat is not known.
        here |= {f"member {more}": () for more in range(number - known)}
        here = {person: seats for person, seats in here.items() if not self._withdrew(person)}
        return _count(self.seating, self.rule, here, len(members), self.world)


# --- how many are needed, and who among them ---


def _count(seating: Seating, rule: QuorumRule, here: People, in_post: int, world: World) -> Count:
    base = _base(seating, rule, len(here), in_post, world)
    unmet = tuple(need for need in rule.needs if _of_kinds(need, here) < need.at_least)
    counted = tuple(sorted((person, tuple(seat.id for seat in seats)) for person, seats in here.items()))
    return Count(rule, counted, _needed(rule, base, world), base, unmet)


def _of_kinds(need: QuorumNeed, here: People) -> int:
    return Counter(any(_fits(need, seat) for seat in seats) for seats in here.values())[True]


def _fits(need: QuorumNeed, seat: Seat) -> bool:
    kinds = {kind.casefold() for kind in need.seat_kinds}
    return seat.kind.casefold() in kinds or (seat.chair and CHAIR in kinds)


def _base(seating: Seating, rule: QuorumRule, present: int, in_post: int, world: World) -> int | None:
    bases: tuple[QuorumBase, ...] = ("all-seats", "members-in-post", "members-present")
    match rule.base or (world.choose(Factor("base", rule.id), bases) if rule.share else None):
        case "all-seats":
            return sum(seat.number for seat in seating.seats(world) if _votes(seat, world))
        case "members-in-post":
            return in_post
        case "members-present":
            return present
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
