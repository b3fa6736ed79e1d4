"""The seats of one body on a day: which there are, who holds them, and which nobody holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ics_graph.answering.asked import Asked
from ics_graph.deciding.document_book import DocumentBook, by_id, grouped
from ics_graph.deciding.in_force import InForce
from ics_graph.deciding.worlds import Factor, World
from ics_graph.model import Certainty
from ics_graph.model.decisions import Appointment, Clause, QuorumRule, Seat
from ics_graph.stores.rows import Line, View

_SURE: frozenset[Certainty] = frozenset(["stated", "reported", "inferred"])
"""How well it is known of whoever surely is in a post; what a source doubts, or only some state, is tried both ways."""


class SeatBook(DocumentBook):
    """The seats, appointments and quorum rules of ``body``, with the documents in which they stand: read once."""

    _speak_of_bodies = ("seats", "appointments", "instruments", "versions")

    def __init__(self, asked: Asked, body: str) -> None:
        self.asked, self.body = asked, body
        store = asked.store
        self.seats: dict[str, Seat] = by_id(store.filed("seats", [body], "body"))
        self.appointments: dict[str, Appointment] = by_id(store.filed("appointments", self.seats, "seat"))
        self.rules: dict[str, QuorumRule] = by_id(store.filed("quorum_rules", [body], "body"))
        named = {rule.version for rule in self.rules.values()}
        named |= {version for seat in self.seats.values() for version in seat.versions}
        self._read_documents({}, named)
        cited = {clause for rule in self.rules.values() for clause in rule.clauses}
        self.clauses: dict[str, Clause] = by_id(store.filed("clauses", cited))

    @cached_property
    def of_seat(self) -> Mapping[str, Sequence[Appointment]]:
        """Return the appointments to each seat."""
        return grouped(self.appointments.values(), lambda appointment: appointment.seat)

    @cached_property
    def in_posts(self) -> Mapping[str, Sequence[Line]]:
        """Return who holds the posts with which seats go, and those of deputies, by the post, at any time."""
        posts = {post for seat in self.seats.values() for post in (seat.post, seat.deputy) if post}
        family = self.asked.ontology.relations["holdsPost"].family
        # What is planned or denied makes nobody the holder; what is doubted may.
        lines = self.asked.store.lines(posts, "down", [family], View(uncertain=True)) if posts else []
        return grouped((line for line in lines if line.type == "holdsPost"), lambda line: line.object)

    @cached_property
    def by_post(self) -> Mapping[str, Sequence[Held]]:
        """Return who sits in each seat by the post with which it goes, at any time: as appointments are told."""
        of_post = ((seat, seat.post) for seat in self.seats.values() if seat.post)
        return {seat.id: [_by_post(seat, line) for line in self.in_posts.get(post, ())] for seat, post in of_post}

    def terms(self, seat: str) -> list[Appointment]:
        """Return the terms in a seat that are on record at any time, and its vacancies: by appointment or by post."""
        return [*self.of_seat.get(seat, ()), *(held.appointment for held in self.by_post.get(seat, ()))]

    def _named(self) -> set[str]:
        return super()._named() | {held.person for all_held in self.by_post.values() for held in all_held}

    def place(self, clause: Clause) -> str:
        """Return where a clause stands: ``CON v2 5.3``."""
        return f"{self.title(clause.version)} {clause.number}"


class Held(NamedTuple):
    """A seat of which one place is held by a person: by an appointment, or by a post of which ``line`` says so."""

    seat: Seat
    appointment: Appointment
    line: Line | None = None

    @property
    def person(self) -> str:
        """The person who holds it."""
        return str(self.appointment.person)


def _by_post(seat: Seat, line: Line) -> Held:
    record = line.record
    return Held(seat, Appointment(record.id, seat.id, line.subject, line.since, line.until, claims=record.claims), line)


def may_cover(term: Appointment, day: date) -> bool:
    """Return whether a day may lie within the days that are stated of a term or vacancy."""
    return not (term.since and term.since.earliest > day) and not (term.until and term.until.latest < day)


class Seating(InForce):
    """The seats of a body on one day."""

    book: SeatBook

    def __init__(self, book: SeatBook, day: date) -> None:
        super().__init__(book, day)

    def seats(self, world: World) -> list[Seat]:
        """Return the seats that there are: in a version in force, within their own days and those of the body."""
        if not self.exists(self.book.body, world):
            return []
        return [seat for seat in self.book.seats.values() if self._is_there(seat, world)]

    def _is_there(self, seat: Seat, world: World) -> bool:
        versions = [self.book.versions[id_] for id_ in seat.versions]
        if versions and not any(self.version_in_force(version, world) for version in versions):
            return False
        return self._within(seat, world)

    def _within(self, record: Seat | Appointment, world: World) -> bool:
        """Return whether the day is within the days of a seat or an appointment; an open end holds."""
        if record.since and self.day < self.day_of(record.since, record.id, "since", world, first=True):
            return False
        return not (record.until and self.day > self.day_of(record.until, record.id, "until", world, first=False))

    def held(self, world: World) -> list[Held]:
        """Return who holds which seat."""
        return [held for seat in self.seats(world) for held in self._holders(seat, world)]

    def _holders(self, seat: Seat, world: World) -> list[Held]:
        """Return who holds a seat: whoever is appointed to it, or else whoever is in the post with which it goes."""
        appointments = self.book.of_seat.get(seat.id, ())
        named = [Held(seat, each) for each in appointments if each.person and self._within(each, world)]
        by_post = self.book.by_post.get(seat.id)
        if named or not by_post or any(not each.person and self._within(each, world) for each in appointments):
            return named
        return [held for held in by_post if held.line and self._in_post(held.line, world)]

    def vacant(self, world: World) -> list[tuple[Seat, int]]:
        """Return the seats of which fewer places are held than there are, with how many nobody holds.

        Seats are left out of which nothing is on record for the day: nobody knows whether they are vacant.
        """
        return [pair for pair in self._open_places(world) if self._on_record(pair[0], world)]

    def not_on_record(self, world: World) -> list[tuple[Seat, int]]:
        """Return the seats of which no holder and no vacancy is on record for the day, with how many there are."""
        return [pair for pair in self._open_places(world) if not self._on_record(pair[0], world)]

    def _on_record(self, seat: Seat, world: World) -> bool:
        """Return whether it is known of a seat with an open place that it is vacant.

        A vacancy that a source states is so from its own day. Before that, and after its end, the seat is vacant only
        where somebody held it before. Where no source states a vacancy, a holder at any time is enough.
        """
        terms = self.book.terms(seat.id)
        vacancies = [each for each in terms if not each.person]
        holders = [each for each in terms if each.person]
        if not vacancies:
            return bool(holders)
        return any(self._within(each, world) for each in vacancies) or any(self._began(each, world) for each in holders)

    def _began(self, term: Appointment, world: World) -> bool:
        return not (term.since and self.day < self.day_of(term.since, term.id, "since", world, first=True))

    def _open_places(self, world: World) -> list[tuple[Seat, int]]:
        # Whoever was appointed anew may hold one place by two terms, where their days are not known exactly.
        holders: dict[str, set[str]] = defaultdict(set)
        for held in self.held(world):
            holders[held.seat.id].add(held.person)
        places = [(seat, seat.number - len(holders[seat.id])) for seat in self.seats(world)]
        return [(seat, number) for seat, number in places if number > 0]

    def may_deputise(self, person: str, seat: Seat, world: World) -> bool:
        """Return whether a person is the deputy that a seat names: by name, or as who holds that post on the day."""
        if seat.no_deputy or seat.deputy is None:
            return False
        if seat.deputy == person:
            return True
        lines = [line for line in self.book.in_posts.get(seat.deputy, ()) if line.subject == person]
        return any(self._in_post(line, world) for line in lines)

    def _in_post(self, line: Line, world: World) -> bool:
        """Return whether somebody is in a post on the day; an open end holds, as that of an appointment does."""
        holds = line.on(self.day.isoformat())
        began = line.since is None or line.since.latest <= self.day
        lasts = line.until is None or line.until.earliest >= self.day
        if holds == "no":
            return False
        if line.certainty in _SURE and (holds == "yes" or (began and lasts)):
            return True
        return world.choose(Factor("post", f"{line.subject} {line.object} {line.id}"), (True, False))
