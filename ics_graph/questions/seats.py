"""The seats of a board or committee: who holds them, which are vacant, whose terms end, and whose turn it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import Headline, as_headline, briefly, counted, listed, sentence
from ics_graph.answering.lookup import Name, body_named
from ics_graph.answering.provisions import SEATS, of_body, provision_rows
from ics_graph.answering.registry import question
from ics_graph.answering.rows import citations
from ics_graph.certainty import certainty
from ics_graph.dates import in_words
from ics_graph.deciding.quorum import CHAIR
from ics_graph.deciding.seat_book import Held, SeatBook, Seating
from ics_graph.deciding.worlds import World, every_world
from ics_graph.model.decisions import Seat
from ics_graph.names import fold
from ics_graph.stores.rows import Body, View

_HELD, _VACANT, _TOO_MANY, _ENDING = "Held", "Vacant", "More holders than seats", "Terms that end within six months"
_UNKNOWN, _LAW = "No holder on record", "Seats by law"
_MONTHS = 6


@question(
    "seats and meetings",
    'composition "Board of NHS Sussex ICB" --as-of 2024-09-01',
    body="the board or committee",
    ways=(
        "what seat {body} have",
        "which seat (of|on) {body} be (vacant|empty|free)",
        "what composition of {body}",
        "how {body} be composed",
        "whose term on {body} end [soon]",
    ),
)
def composition(asked: Asked, body: Name) -> Answer:
    """The seats of a board or committee on a day: who holds them, which are vacant, whose terms end within six months.

    Today where no day is given. The seats are those of the version of its documents in force. A seat is vacant where it
    exists and no appointment on record covers the day. "Within six months" runs to the same day of the sixth month
    after; that the body itself ends is no term that ends.
    """
    day = asked.view.as_of or date.today()
    asked = asked.on(day)
    whose = body_named(asked.store, body, day)
    book = SeatBook(asked, whose.id)
    seating = Seating(book, day)
    held = holders(seating)
    seats, vacant, unknown = _seats(seating), _places(seating, seating.vacant), _places(seating, seating.not_on_record)
    rows = [_held_row(asked, book, each, _HELD) for each in held]
    rows += [_vacant_row(asked, book, seat, number, day) for seat, number in vacant]
    rows += [_unknown_row(asked, book, seat) for seat, _ in unknown]
    rows += [_held_row(asked, book, each, _TOO_MANY) for each in _too_many(held)]
    last = _months_later(day)
    ending = [each for each in held if (until := each.appointment.until) and day <= until.latest <= last]
    rows += [
        _held_row(asked, book, each, _ENDING) for each in sorted(ending, key=lambda each: str(each.appointment.until))
    ]
    rows += _by_law(asked, book, whose)
    number = sum(seat.number for seat in seats)
    empty = sum(number for _, number in vacant)
    headline = _composed(
        whose.name_apart, number, empty, [seat.kind for seat, _ in vacant], day, sum(n for _, n in unknown)
    )
    until = whose.record.until
    notes = (
        [sentence(f"{the(whose.name_apart)} itself ends on {in_words(until)}")]
        if until and day <= until.latest <= last
        else []
    )
    notes += _turns(book, seats, day)
    return Answer(
        parameters={"body": whose.id},
        headline=headline.text,
        verdict="answered" if seats else "only-tentative" if rows else "not-stated",
        as_of=day,
        rows=tuple(rows),
        caveats=(*headline.notes, *notes),
    )


def _composed(name: str, number: int, empty: int, kinds: Sequence[str], day: date, unknown: int) -> Headline:
    on = in_words(day)
    if not number:
        return as_headline(f"No document in these data says which seats {the(name)} had on {on}")
    had = "had" if day < date.today() else "has"
    were = "was" if empty == 1 else "were"
    text = f"{the(name)} {had} {counted(number, 'seat')} on {on}, of which {empty:,} {were} vacant"
    if unknown == number:
        return as_headline(
            f"{the(name)} {had} {counted(number, 'seat')} on {on}", "no holder of any of them is on record"
        )
    return as_headline(text, f"vacant: {briefly(list(kinds))}" if kinds else "")


def holders(seating: Seating) -> list[Held]:
    """Return who holds or may hold which seat on the day."""
    worlds, *_ = every_world(lambda world: [(each.seat.id, each.appointment.id) for each in seating.held(world)])
    ids = dict.fromkeys(pair for pairs in worlds for pair in pairs)
    return [Held(seating.book.seats[seat], seating.book.appointments[appointment]) for seat, appointment in ids]


def _seats(seating: Seating) -> list[Seat]:
    worlds, *_ = every_world(lambda world: [seat.id for seat in seating.seats(world)])
    return [seating.book.seats[id_] for id_ in dict.fromkeys(id_ for ids in worlds for id_ in ids)]


def _places(seating: Seating, open_places: Callable[[World], list[tuple[Seat, int]]]) -> list[tuple[Seat, int]]:
    """Return seats with how many places of each are open, the most in any world."""
    worlds, *_ = every_world(lambda world: [(seat.id, number) for seat, number in open_places(world)])
    most: dict[str, int] = {}
    for pairs in worlds:
        for id_, number in pairs:
            most[id_] = max(most.get(id_, 0), number)
    return [(seating.book.seats[id_], number) for id_, number in most.items()]


def _too_many(held: Sequence[Held]) -> list[Held]:
    places = Counter(each.seat.id for each in held)
    return [each for each in held if places[each.seat.id] > each.seat.number]


def _months_later(day: date) -> date:
    """Return the same day of the sixth month after, or the last of that month where it has no such day."""
    month = day.month + _MONTHS
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    for number in range(day.day, 27, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return date(year, month, min(day.day, 28))


def _held_row(asked: Asked, book: SeatBook, held: Held, group: str) -> Row:
    seat, appointment = held
    person = book.bodies[held.person]
    nominator = f"nominated by {book.name(appointment.nominated_by)}" if appointment.nominated_by else ""
    notes = [nominator, *_said_of(book, seat), appointment.note or ""]
    claims = (*appointment.claims, *seat.claims)
    return Row(
        id=person.id,
        name=person.name_apart,
        type=asked.type_of(person),
        kind=asked.kind_of(person),
        relation=_kind(seat),
        record=appointment.id,
        of=book.body,
        of_name=book.name(book.body),
        certainty=certainty(claims) if claims else None,
        since=str(appointment.since) if appointment.since else None,
        until=str(appointment.until) if appointment.until else None,
        note="; ".join(filter(None, notes)) or None,
        clause=_versions(book, seat),
        sources=citations(asked, claims),
        group=group,
    )


def _vacant_row(asked: Asked, book: SeatBook, seat: Seat, number: int, day: date) -> Row:
    before = [each for each in book.of_seat.get(seat.id, ()) if each.person and each.until and each.until.latest < day]
    last = max(before, key=lambda each: each.until.latest if each.until else date.min, default=None)
    since = last.until.latest + timedelta(days=1) if last and last.until else _first_day(book, seat)
    stated = [each for each in book.of_seat.get(seat.id, ()) if each.person is None]
    claims = (*seat.claims, *(claim for each in stated for claim in each.claims))
    several = f"{number:,} of {seat.number:,}" if seat.number > 1 else ""
    notes = [
        f"vacant since {in_words(since)}" if since else "",
        *_said_of(book, seat),
        *(each.note or "" for each in stated),
    ]
    whose = book.bodies[book.body]
    return Row(
        id=book.body,
        name="nobody is recorded",
        type=asked.type_of(whose),
        relation=_kind(seat),
        record=seat.id,
        of=book.body,
        of_name=book.name(book.body),
        value=several or None,
        certainty=certainty(claims) if claims else None,
        note="; ".join(filter(None, notes)) or None,
        clause=_versions(book, seat),
        sources=citations(asked, claims),
        group=_VACANT,
    )


def _unknown_row(asked: Asked, book: SeatBook, seat: Seat) -> Row:
    row = _vacant_row(asked, book, seat, seat.number, date.min)
    number = counted(seat.number, "seat") if seat.number > 1 else None
    note = "; ".join(filter(None, [*_said_of(book, seat), seat.note or ""])) or None
    return replace(row, name="no holder is on record", value=number, note=note, group=_UNKNOWN)


def _by_law(asked: Asked, book: SeatBook, whose: Body) -> list[Row]:
    """Return the seats that the law gives a body, or else the body whose board or committee it is."""
    family = asked.ontology.relations["committeeOf"].family
    above = [line.object for line in asked.store.lines([whose.id], "up", [family], View(asked.view.as_of))]
    owners = [instrument.body for instrument in book.instruments.values() if instrument.body]
    bodies = asked.store.bodies({*above, *owners})
    for body in (whose, *(bodies[id_] for id_ in dict.fromkeys((*above, *owners)) if id_ in bodies)):
        rows = [row for row in provision_rows(asked, of_body(body)) if row.group == SEATS]
        if rows:
            return [replace(row, group=_LAW) for row in rows]
    return []


def _first_day(book: SeatBook, seat: Seat) -> date | None:
    """Return from when on a seat that nobody ever held exists, where that is known: the first of its versions."""
    days = [version.effective.earliest for id_ in seat.versions if (version := book.versions[id_]).effective]
    since = seat.since.earliest if seat.since else None
    return since or min(days, default=None)


def _kind(seat: Seat) -> str:
    kind = seat.kind if not seat.chair or fold(seat.kind) == CHAIR else f"{seat.kind} (chair)"
    return kind if seat.voting is not False else f"{kind}, without a vote"


def _said_of(book: SeatBook, seat: Seat) -> list[str]:
    parts = []
    if seat.nominated_by:
        names = listed([book.name(id_) for id_ in seat.nominated_by])
        parts.append(f"{names} nominate{'s' if len(seat.nominated_by) == 1 else ' in turn' if seat.in_turn else ''}")
    parts += [f"deputy: {book.name(seat.deputy)}"] if seat.deputy else []
    return parts


def _versions(book: SeatBook, seat: Seat) -> str | None:
    return listed([book.title(id_) for id_ in seat.versions]) or None


def _turns(book: SeatBook, seats: Sequence[Seat], day: date) -> list[str]:
    """Return whose turn it is to nominate next, for seats where bodies do so one after the other."""
    notes = []
    for seat in seats:
        if not seat.in_turn or len(seat.nominated_by) < 2:
            continue
        known = [each for each in book.of_seat.get(seat.id, ()) if each.nominated_by in seat.nominated_by]
        known = [each for each in known if each.since is None or each.since.earliest <= day]
        last = max(known, key=lambda each: each.since.earliest if each.since else date.min, default=None)
        if last is None:
            continue
        others = [id_ for id_ in seat.nominated_by if id_ != last.nominated_by]
        names = " or ".join(book.name(id_) for id_ in others)
        notes.append(f"It is the turn of {the(names)} to nominate the next {seat.kind}.")
    return notes
