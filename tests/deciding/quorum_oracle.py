"""Quorum and seats by brute force: points 14 to 18 and 20 of the rules as they are written, and nothing of the product.

What nobody knows makes worlds, as in ``oracle.py``. In each world the attendance, the rule and the seats are fully
known, and a meeting is quorate or not. The rules stand in docs/decisions/0054-who-may-decide.md.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Hashable, Iterable
from datetime import date
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from typing import Any, Literal, NamedTuple, TypeVar

from ics_graph.dates import PartialDate
from ics_graph.model import Dataset, Relation
from ics_graph.model.decisions import (
    AgendaItem,
    Appointment,
    Attendance,
    Meeting,
    QuorumBase,
    QuorumNeed,
    QuorumRule,
    Seat,
)
from tests.deciding.oracle import Choices, Sure, World, all_worlds

T = TypeVar("T")
MOST_COMPARED = 300
Quorate = Literal["yes", "possibly", "no", "no rule"]


class Composition(NamedTuple):
    """The seats of a body on a day; by which appointments or posts they are held, and whose terms soon end.

    ``vacant`` has how many places of a seat may be vacant, of the seats of which a holder or vacancy is on record.
    """

    places: frozenset[int]
    held: dict[str, Sure]
    vacant: dict[str, frozenset[int]]
    not_on_record: dict[str, Sure]
    ending: dict[str, Sure]


def quorate(dataset: Dataset, meeting: Meeting) -> dict[str | None, Quorate]:
    """Return whether a meeting (None) was quorate, and each item from which somebody withdrew, by its number."""
    judged: dict[str | None, AgendaItem | None] = {None: None}
    judged |= {item.number: item for item in meeting.items if item.withdrew}
    return {number: _judged(dataset, meeting, item) for number, item in judged.items()}


def _judged(dataset: Dataset, meeting: Meeting, item: AgendaItem | None) -> Quorate:
    return _in_short(set(all_worlds(lambda choose: _Held(dataset, meeting, choose).quorate(item))))


def turns_on(dataset: Dataset, meeting: Meeting, item: AgendaItem | None) -> set[Hashable] | None:
    """Return what changes the outcome of a meeting or an item where all else that is open in both worlds is the same.

    None where there are too many worlds to compare each with each.
    """
    worlds: list[tuple[dict[Hashable, Any], bool | None]] = []
    for world in all_worlds(lambda choose: (choose.made, _Held(dataset, meeting, choose).quorate(item))):
        worlds.append(world)
        if len(worlds) > MOST_COMPARED:
            return None
    decisive: set[Hashable] = set()
    for (one, outcome), (other, another) in combinations(worlds, 2):
        if outcome != another:
            unlike = [key for key in one if key in other and one[key] != other[key]]
            decisive |= set(unlike) if len(unlike) == 1 else set()
    return decisive


def _in_short(outcomes: set[bool | None]) -> Quorate:
    if outcomes == {None}:
        return "no rule"
    return "yes" if outcomes == {True} else "no" if outcomes == {False} else "possibly"


class _Seats:
    """The seats of a body on a day, in one world."""

    def __init__(self, dataset: Dataset, body: str, day: date, choose: Choices) -> None:
        self.dataset, self.body, self.day, self.choose = dataset, body, day, choose
        self.world = World(dataset, "", body, day, None, None, choose)
        self.seats = [seat for seat in dataset.seats.values() if seat.body == body and self._exists(seat)]

    def _exists(self, seat: Seat) -> bool:
        if self.world.closed(self.body) or not self.covers(("seat", seat.id), seat.since, seat.until):
            return False
        return not seat.versions or any(self.world.in_force(version) for version in seat.versions)

    def covers(self, key: tuple[str, str], since: PartialDate | None, until: PartialDate | None) -> bool:
        """Return whether the day lies within stated ones; what has no first or last day was there, or still is."""
        if since and self.day < self.world.stated_day(("since", *key), since):
            return False
        return not until or self.day <= self.world.stated_day(("until", *key), until)

    def terms(self, seat: Seat) -> dict[str, Appointment | Relation]:
        """Return by what a seat is held on the day: appointments, or else being in the post that it goes with."""
        of_seat = [each for each in self.dataset.appointments.values() if each.seat == seat.id]
        covering = [each for each in of_seat if self.covers(("held", each.id), each.since, each.until)]
        if covering:
            return {each.id: each for each in covering if each.person}
        return {
            line.id: line for line in self.in_post(seat.post) if self.covers(("post", line.id), line.since, line.until)
        }

    def in_post(self, post: str | None) -> list[Relation]:
        """Return that people are in a post, at any time."""
        lines = self.dataset.relations.values()
        return [line for line in lines if line.type == "holdsPost" and line.object == post]

    def holders(self, seat: Seat) -> set[str]:
        """Return who holds a seat on the day."""
        return {
            str(each.person) if isinstance(each, Appointment) else each.subject for each in self.terms(seat).values()
        }

    def ever(self, seat: Seat) -> set[str | None]:
        """Return who ever held a seat, and None where it was ever said to be vacant."""
        appointed = {each.person for each in self.dataset.appointments.values() if each.seat == seat.id}
        return appointed | {line.subject for line in self.in_post(seat.post)}

    def on_record(self, seat: Seat) -> bool:
        """Return whether it is on record that a seat which nobody holds is vacant.

        Where a source says that it is vacant, this is so within the days that it states, and once anybody had held it.
        """
        appointed = [each for each in self.dataset.appointments.values() if each.seat == seat.id]
        vacancies = [each for each in appointed if not each.person]
        if not vacancies:
            return bool(self.ever(seat))
        if any(self.covers(("held", each.id), each.since, each.until) for each in vacancies):
            return True
        holders: list[Appointment | Relation] = [each for each in appointed if each.person]
        holders += self.in_post(seat.post)
        return any(self.covers(("held", each.id), each.since, None) for each in holders)

    def votes(self, seat: Seat) -> bool:
        """Return whether a seat votes; both are tried where nobody says."""
        return self.choose(("votes", seat.id), (True, False)) if seat.voting is None else seat.voting


class _Held:
    """One meeting in one world."""

    def __init__(self, dataset: Dataset, meeting: Meeting, choose: Choices) -> None:
        self.dataset, self.meeting, self.choose = dataset, meeting, choose
        assert meeting.date is not None, "the rules speak of the day of a meeting"
        self.of_body = _Seats(dataset, meeting.body, meeting.date.earliest, choose)

    # 14: which rule.

    def rule(self, item: AgendaItem | None) -> QuorumRule | None:
        rules = [
            rule
            for rule in self.dataset.quorum_rules.values()
            if rule.body == self.meeting.body and self.of_body.world.in_force(rule.version)
        ]
        special = [
            rule for rule in rules if item and rule.for_item and rule.for_item.casefold() in item.subject.casefold()
        ]
        rules = special or [rule for rule in rules if not rule.for_item]
        # Two versions may begin on one day, and nobody says which of them is the later.
        return self.choose(("rule", self.meeting.body), rules) if len(rules) > 1 else next(iter(rules), None)

    def quorate(self, item: AgendaItem | None) -> bool | None:
        rule = self.rule(item)
        if rule is None:
            return None
        voting = [seat for seat in self.of_body.seats if self.of_body.votes(seat)]
        members = self._members(voting)
        counted = self._counted(rule, voting, members)
        number = len(counted)
        if item:
            left = set(item.withdrew) & set(counted)
            if left and not self._or_either("withdrawn", rule, rule.withdrawn):
                counted = {person: seats for person, seats in counted.items() if person not in left}
                number -= len(left)
        return number >= self._needed(rule, voting, members, number) and all(
            self._is_met(need, counted.values()) for need in rule.needs
        )

    def _or_either(self, what: str, rule: QuorumRule, stated: bool | None) -> bool:
        """17: what a rule does not say is tried both ways."""
        return self.choose((what, rule.id), (True, False)) if stated is None else stated

    # 15: who counts.

    def _members(self, voting: Iterable[Seat]) -> dict[str, list[Seat]]:
        """Return the voting members with their seats. Whoever may hold a seat not on record has a name made up here."""
        members: dict[str, list[Seat]] = {}
        for seat in voting:
            holders = self.of_body.holders(seat)
            if not self.of_body.on_record(seat):
                unknown = self.choose(("held at all", seat.id), range(seat.number + 1))
                holders = {f"somebody {number} in {seat.id}" for number in range(unknown)}
            for person in holders:
                members.setdefault(person, []).append(seat)
        return members

    def _counted(self, rule: QuorumRule, voting: list[Seat], members: dict[str, list[Seat]]) -> dict[str, list[Seat]]:
        """Return who counts, each once, with the seats by which he or she does."""
        if self.meeting.present is not None and not self.meeting.attendance:
            return self._of_number(self.meeting.present, members)
        counted = {person: list(seats) for person, seats in members.items() if self._present(person)}
        absent = {person: list(seats) for person, seats in members.items() if person not in counted}
        empty = {
            seat.id: seat.number - sum(seat in seats for seats in members.values()) for seat in voting if seat.deputy
        }
        rows = [each for each in self.meeting.attendance if each.state == "deputy"]
        # One deputy sits for one member, or in one empty place. Deputies whose member is not named come last.
        for each in sorted(rows, key=lambda each: each.deputy_for is None):
            if self._or_either("deputies", rule, rule.deputies):
                named = [seat for seat in voting if self._names(seat, each.person)]
                seats = self._sat_in(each, rule, named, absent, empty)
                if seats:
                    counted.setdefault(each.person, []).extend(seats)
        return counted

    def _of_number(self, number: int, members: dict[str, list[Seat]]) -> dict[str, list[Seat]]:
        """Return so many of the members, whichever; those beyond the members known sit in seats of no known kind."""
        names = sorted(members)
        sat = self.choose(("present", *names), list(combinations(names, min(number, len(names)))))
        return {**{name: members[name] for name in sat}, **{f"one more {n}": [] for n in range(number - len(sat))}}

    def _present(self, person: str) -> bool:
        states = {each.state for each in self.meeting.attendance if each.person == person}
        # Whoever sat for another was there, and counts once: in his or her own seat.
        if states & {"present", "deputy"}:
            return True
        if states & {"apologies", "in-attendance"} or any(
            each.state == "deputy" and each.deputy_for == person for each in self.meeting.attendance
        ):
            return False
        return self.choose(("present", person), (True, False))

    def _sat_in(
        self,
        each: Attendance,
        rule: QuorumRule,
        named: list[Seat],
        absent: dict[str, list[Seat]],
        empty: dict[str, int],
    ) -> list[Seat]:
        """Return the seats, of those that name the deputy, in which he or she sat; they are taken then."""
        members = [person for person, seats in absent.items() if any(seat in named for seat in seats)]
        places = [seat for seat in named if empty[seat.id] > 0]
        member = each.deputy_for
        place = next((seat for seat in places if member and self._has_left(member, seat)), None)
        if member is None:
            options: list[str | Seat] = [*sorted(members), *places]
            # Whoever can have sat for one alone did: that is not open.
            only = options[0] if options else None
            sat_for = self.choose(("sat for", each.person), options) if len(options) > 1 else only
            member, place = (sat_for, None) if isinstance(sat_for, str) else (None, sat_for)
        if member in members:
            return [seat for seat in absent.pop(member) if seat in named]
        if place is None:
            return []
        # Nobody else sat there, whether or not whoever did so counts.
        empty[place.id] -= 1
        return [place] if self._or_either("empty seats", rule, rule.empty_seats) else []

    def _names(self, seat: Seat, person: str) -> bool:
        return not seat.no_deputy and bool(seat.deputy) and self._is_deputy(person, seat.deputy or "")

    def _is_deputy(self, person: str, deputy: str) -> bool:
        return person == deputy or any(
            line.subject == person and self.of_body.covers(("post", line.id), line.since, line.until)
            for line in self.of_body.in_post(deputy)
        )

    def _has_left(self, person: str, seat: Seat) -> bool:
        """Return whether somebody held a seat at another time, and does not now."""
        return person in self.of_body.ever(seat) - self.of_body.holders(seat)

    # 16: how many are needed, and who among them.

    def _needed(self, rule: QuorumRule, voting: list[Seat], members: dict[str, list[Seat]], present: int) -> int:
        """Return how many are needed; a rule with a number and a share asks for both."""
        number = rule.number or 0
        if rule.share is None:
            return number
        bases: dict[QuorumBase, int] = {
            "all-seats": sum(seat.number for seat in voting),
            "members-in-post": len(members),
            "members-present": present,
        }
        base = self.choose(("base", rule.id), list(bases)) if rule.base is None else rule.base
        share = Fraction(rule.share) * bases[base]
        if share.denominator > 1:
            up = (rule.rounding or self.choose(("round", rule.id), ("up", "down"))) == "up"
            share = Fraction(ceil(share) if up else floor(share))
        return max(number, int(share))

    def _is_met(self, need: QuorumNeed, counted: Iterable[list[Seat]]) -> bool:
        of_kind = [
            seats
            for seats in counted
            if any(seat.kind in need.seat_kinds or (seat.chair and "chair" in need.seat_kinds) for seat in seats)
        ]
        return len(of_kind) >= need.at_least


# 18: who holds which seat, and which are vacant.


def composition(dataset: Dataset, body: str, day: date) -> Composition:
    """Return the seats of a body on a day: what is so in all worlds, or only in some."""
    worlds = list(all_worlds(lambda choose: _seats(dataset, body, day, choose)))
    return Composition(
        frozenset(world.places for world in worlds),
        _sure([world.held for world in worlds]),
        {
            seat: frozenset(world.vacant.get(seat, 0) for world in worlds)
            for seat in {seat for world in worlds for seat, places in world.vacant.items() if places}
        },
        _sure([world.not_on_record for world in worlds]),
        _sure([world.ending for world in worlds]),
    )


class _OnDay(NamedTuple):
    places: int
    held: set[str]
    vacant: dict[str, int]
    not_on_record: set[str]
    ending: set[str]


def _seats(dataset: Dataset, body: str, day: date, choose: Choices) -> _OnDay:
    of_body = _Seats(dataset, body, day, choose)
    last = _six_months_after(day)
    held = {
        id_: (kind, term)
        for seat in of_body.seats
        for id_, term in of_body.terms(seat).items()
        for kind in ("held" if isinstance(term, Appointment) else "post",)
    }
    ending = {
        id_
        for id_, (kind, term) in held.items()
        if term.until and of_body.world.stated_day(("until", kind, term.id), term.until) <= last
    }
    return _OnDay(
        sum(seat.number for seat in of_body.seats),
        set(held),
        {
            seat.id: max(0, seat.number - len(of_body.holders(seat)))
            for seat in of_body.seats
            if of_body.on_record(seat)
        },
        {seat.id for seat in of_body.seats if not of_body.on_record(seat)},
        ending,
    )


def _sure(worlds: list[set[T]]) -> dict[T, Sure]:
    return {each: "certain" if all(each in world for world in worlds) else "possibly" for each in set().union(*worlds)}


def _six_months_after(day: date) -> date:
    """Return the same day of the sixth month after, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + 6, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
