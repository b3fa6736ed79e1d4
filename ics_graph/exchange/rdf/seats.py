"""Seats and who holds them, for the snapshot of one day: posts and memberships of W3C ORG.

As with every line of the snapshot, only what surely is: a seat of a version that is in force however its dates are
read, and an appointment that a source states and that surely holds on the day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from ics_graph.certainty import certainty
from ics_graph.dates import validity
from ics_graph.deciding.worlds import every_world
from ics_graph.exchange.documents import in_force
from ics_graph.exchange.rdf.to_triples import DATA, PART, WORD, Group, Statement, interval
from ics_graph.exchange.terms import ORG, SKOS, TYPE, iri_of
from ics_graph.model import Dataset
from ics_graph.model.decisions import Appointment, Seat
from ics_graph.ontology import Ontology
from ics_graph.validity import witnesses

_ENGLISH = "@en"


class Seating:
    """The seats of a dataset that surely are there on a day, and who surely holds them."""

    def __init__(self, dataset: Dataset, ontology: Ontology, day: date, base: str) -> None:
        self.dataset, self.day, self.base = dataset, day, base
        self._force = in_force(dataset, ontology, day)
        self.seats: list[Seat] = []
        self.appointments: list[Appointment] = []

    def choose(self, organisations: Collection[str], people: Collection[str]) -> set[str]:
        """Keep the seats of these organisations, and who of these people holds one; return who is named by those."""
        self.seats = [
            seat
            for seat in sorted(self.dataset.seats.values(), key=lambda seat: seat.id)
            if seat.body in organisations and self._is_there(seat)
        ]
        kept = {seat.id for seat in self.seats}
        self.appointments = [
            appointment
            for appointment in sorted(self.dataset.appointments.values(), key=lambda appointment: appointment.id)
            if appointment.seat in kept and appointment.person in people and self._holds(appointment)
        ]
        bodies = {self.dataset.seats[appointment.seat].body for appointment in self.appointments}
        return bodies | {str(appointment.person) for appointment in self.appointments}

    def of_bodies(self, bodies: Collection[str]) -> None:
        """Leave out the seats of bodies that are not surely there."""
        self.seats = [seat for seat in self.seats if seat.body in bodies]

    def _is_there(self, seat: Seat) -> bool:
        if seat.versions and not self._is_given(seat):
            return False
        if not seat.versions or seat.since or seat.until:
            return self._holds(seat, known=bool(seat.versions))
        return _is_stated(seat)

    def _is_given(self, seat: Seat) -> bool:
        """Return whether one of the versions that give a seat is in force, however their dates are read."""
        versions = [self.dataset.versions[id_] for id_ in seat.versions]
        worlds, whole, _ = every_world(
            lambda world: any(self._force.version_in_force(version, world) for version in versions)
        )
        return whole and all(worlds)

    def _holds(self, record: Seat | Appointment, known: bool = False) -> bool:
        """Return whether a record surely holds; where it is ``known`` otherwise, only its own days are looked at."""
        if known:
            began = record.since is None or record.since.latest <= self.day
            return _is_stated(record) and began and (record.until is None or self.day <= record.until.earliest)
        seen = witnesses(record.claims, self.dataset.sources, record.until)
        return _is_stated(record) and validity(record.since, record.until, seen).on(self.day) == "yes"

    def held_by(self, person: str) -> Iterator[Statement]:
        """Yield that a person holds each of their seats."""
        for appointment in self.appointments:
            if appointment.person == person:
                yield ORG + "holds", iri_of("seats", appointment.seat, self.base), DATA

    def member_of(self, person: str) -> Iterator[Statement]:
        """Yield of which bodies a person is a member by a seat."""
        for appointment in self.appointments:
            if appointment.person == person:
                body = self.dataset.seats[appointment.seat].body
                yield ORG + "memberOf", iri_of("entities", body, self.base), DATA

    def groups(self) -> Iterator[Group]:
        """Yield each seat as a post, and each appointment as a membership."""
        for seat in self.seats:
            yield [
                (
                    iri_of("seats", seat.id, self.base),
                    [
                        (TYPE, ORG + "Post", WORD),
                        (SKOS + "prefLabel", seat.kind, _ENGLISH),
                        (ORG + "postIn", iri_of("entities", seat.body, self.base), DATA),
                    ],
                )
            ]
        for appointment in self.appointments:
            yield self._membership(appointment)

    def _membership(self, appointment: Appointment) -> Group:
        iri = iri_of("appointments", appointment.id, self.base)
        body = self.dataset.seats[appointment.seat].body
        statements: list[Statement] = [
            (TYPE, ORG + "Membership", WORD),
            (ORG + "member", iri_of("entities", str(appointment.person), self.base), DATA),
            (ORG + "organization", iri_of("entities", body, self.base), DATA),
        ]
        group: Group = [(iri, statements)]
        if appointment.since or appointment.until:
            during = f"{iri}/time"
            statements.append((ORG + "memberDuring", during, PART))
            group += interval(during, appointment.since, appointment.until)
        return group


def _is_stated(record: Seat | Appointment) -> bool:
    return certainty(record.claims) in ("stated", "reported")
