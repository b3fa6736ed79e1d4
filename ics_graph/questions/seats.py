"""The seats of a board or committee: who holds them, which are vacant, whose terms end, and whose turn it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Generic, NamedTuple, TypeVar

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked
from ics_graph.answering.existence import absent_first
from ics_graph.answering.lists import Headline, as_headline, briefly, counted, listed, sentence
from ics_graph.answering.lookup import Name, body_named
from ics_graph.answering.provisions import SEATS, of_body, provision_rows
from ics_graph.answering.registry import question
from ics_graph.answering.rows import citations
from ics_graph.certainty import certainty
from ics_graph.dates import PartialDate, in_words
from ics_graph.deciding.quorum import CHAIR, is_of_the_chair
from ics_graph.deciding.seat_book import Held, SeatBook, Seating, may_cover
from ics_graph.deciding.worlds import Factor, World, every_world
from ics_graph.model.decisions import Seat
from ics_graph.names import fold
from ics_graph.stores.rows import Body, View

_HELD, _VACANT, _TOO_MANY, _ENDING = "Held", "Vacant", "More holders than seats", "Terms that end within six months"
_UNKNOWN, _LAW = "No holder on record", "Seats by law"
AMISS = (_VACANT, _TOO_MANY, _UNKNOWN)
"""The titles of seats that are not held as the documents have it."""
_MONTHS = 6
_OPEN = "Days that the sources leave open decide whether rows marked 'possibly' held. Numbers in them are the most."

T = TypeVar("T", bound=Hashable)


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
    last = _months_later(day)
    held = _in_worlds(seating, lambda world: {each: 1 for each in seating.held(world)})
    ending = _in_worlds(seating, lambda world: {each: 1 for each in seating.held(world) if _ends(each, last, world)})
    seats = _in_worlds(seating, lambda world: {seat: seat.number for seat in seating.seats(world)})
    vacant = _in_worlds(seating, lambda world: dict(seating.vacant(world)))
    unknown = _in_worlds(seating, lambda world: dict(seating.not_on_record(world)))
    rows = [_held_row(asked, book, each, _HELD, places) for each, places in held.each.items()]
    rows += [_vacant_row(asked, book, seat, places, day) for seat, places in vacant.each.items()]
    rows += [_unknown_row(asked, book, seat, places) for seat, places in unknown.each.items()]
    rows += [_held_row(asked, book, each, _TOO_MANY, held.each[each]) for each in _too_many(list(held.each))]
    rows += [
        _held_row(asked, book, each, _ENDING, places)
        for each, places in sorted(ending.each.items(), key=lambda pair: str(pair[0].appointment.until))
    ]
    rows += _by_law(asked, book, whose)
    kinds = [seat.kind for seat in vacant.each]
    headline = _composed(whose.name_apart, seats.total, vacant.total, kinds, day, unknown.total)
    headline = absent_first(asked, whose, headline)
    until = whose.record.until
    notes = (
        [sentence(f"{the(whose.name_apart)} itself ends on {in_words(until)}")]
        if until and day <= until.latest <= last
        else []
    )
    notes += _turns(book, list(seats.each), day)
    notes += [_OPEN] if any(row.holds == "possibly" for row in rows) else []
    return Answer(
        parameters={"body": whose.id},
        headline=headline.text,
        verdict="answered" if seats.each else "only-tentative" if rows else "not-stated",
        as_of=day,
        rows=tuple(rows),
        caveats=(*headline.notes, *notes),
    )


def seats_for_members(asked: Asked, body: Body) -> Answer | None:
    """Return the seats of a board as its members, where its documents have any; else None.

    It is for a board of which no source has a list of members: whoever holds a seat of it is one.
    """
    if not asked.store.filed("seats", [body.id], "body"):
        return None
    answer = composition(_while_it_was_there(asked, body), body.id)
    if answer.verdict == "not-stated":
        return None
    return replace(answer, caveats=("This is by the seats on record, and not by a list of members.", *answer.caveats))


def seat_of_the_chair(asked: Asked, body: Body) -> Answer | None:
    """Return who holds the seat of the chair, where the documents of a board have one with a holder; else None."""
    seats: list[Seat] = asked.store.filed("seats", [body.id], "body")
    in_the_chair = {_kind(seat) for seat in seats if is_of_the_chair(seat)}
    if not in_the_chair:
        return None
    answer = composition(_while_it_was_there(asked, body), body.id)
    rows = tuple(row for row in answer.rows if row.group == _HELD and row.relation in in_the_chair)
    if not rows or answer.as_of is None:
        return None
    names = [f"{row.name}{'' if row.holds is None else ' possibly'}" for row in rows]
    held = "held" if answer.as_of < date.today() else "holds" if len(names) == 1 else "hold"
    of = f"the seat '{rows[0].relation}' of {the(body.name_apart)} on {in_words(answer.as_of)}"
    return replace(
        answer,
        headline=as_headline(f"{briefly(names)} {held} {of}").text,
        rows=rows,
        caveats=("This is by the seats on record: no source says it in other words.",),
    )


def _while_it_was_there(asked: Asked, body: Body) -> Asked:
    """Return the asking as of the last day of a body that has ended, where it is of no day."""
    until = body.record.until
    return asked.on(until.latest) if asked.view.as_of is None and until and until.latest < date.today() else asked


def _composed(name: str, seats: Places, empty: Places, kinds: Sequence[str], day: date, unknown: Places) -> Headline:
    on = in_words(day)
    if not seats.most:
        return as_headline(f"No document in these data says which seats {the(name)} had on {on}")
    had = "had" if day < date.today() else "has"
    several = counted(seats.most, "seat")
    text = f"{the(name)} {had} {several if seats.sure else f'{seats.least:,} to {several}'} on {on}"
    if unknown == seats:
        return as_headline(text, "no holder of any of them is on record")
    unrecorded = f"no holder of {unknown.most:,} of them is on record, and no vacancy" if unknown.most else ""
    if not empty.most:
        return as_headline(text, unrecorded) if unrecorded else as_headline(f"{text}, of which none was vacant")
    were = "was" if empty.most == 1 else "were"
    number = f"{empty.most:,} {were}" if empty.sure else f"{empty.least:,} to {empty.most:,} were"
    named = f"vacant: {briefly(list(kinds))}" if kinds else ""
    return as_headline(f"{text}, of which {number} vacant", named, unrecorded)


def holders(seating: Seating) -> list[Held]:
    """Return who holds or may hold which seat on the day."""
    return list(_in_worlds(seating, lambda world: {each: 1 for each in seating.held(world)}).each)


class Places(NamedTuple):
    """How many places there are, at least and at most, by the readings of what is open."""

    least: int
    most: int

    @property
    def sure(self) -> bool:
        """Whether all readings agree."""
        return self.least == self.most


class _Worlds(NamedTuple, Generic[T]):
    """How many places each record has in any world, and how many there are together."""

    each: dict[T, Places]
    total: Places


def _in_worlds(seating: Seating, work: Callable[[World], Mapping[T, int]]) -> _Worlds[T]:
    """Return what ``work`` finds in every world; where there are too many to try, nothing is certain."""
    worlds, whole, _ = every_world(lambda world: {key: places for key, places in work(world).items() if places})
    keys = dict.fromkeys(key for world in worlds for key in world)
    places = {key: [0] * (not whole) + [world.get(key, 0) for world in worlds] for key in keys}
    totals = [0] * (not whole) + [sum(world.values()) for world in worlds]
    return _Worlds(
        {key: Places(min(numbers), max(numbers)) for key, numbers in places.items()}, Places(min(totals), max(totals))
    )


def _ends(held: Held, last: date, world: World) -> bool:
    """Return whether a term that is held ends by a day."""
    until = held.appointment.until
    if until is None or until.earliest > last:
        return False
    if until.latest <= last:
        return True
    return world.choose(Factor("ends by", held.appointment.id), (True, False))


def _too_many(held: Sequence[Held]) -> list[Held]:
    places = Counter(seat for seat, _ in {(each.seat.id, each.person) for each in held})
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


def _held_row(asked: Asked, book: SeatBook, held: Held, group: str, places: Places) -> Row:
    seat, appointment, line = held
    person = book.bodies[held.person]
    nominator = f"nominated by {book.name(appointment.nominated_by)}" if appointment.nominated_by else ""
    by_post = f"by the post: {book.name(line.object)}" if line else ""
    notes = [by_post, nominator, *_said_of(book, seat), appointment.note or ""]
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
        holds=None if places.sure else "possibly",
    )


def _vacant_row(asked: Asked, book: SeatBook, seat: Seat, places: Places, day: date) -> Row:
    before = [each for each in book.terms(seat.id) if each.person and each.until and each.until.latest < day]
    last = max(before, key=lambda each: each.until.latest if each.until else date.min, default=None)
    stated = [each for each in book.of_seat.get(seat.id, ()) if each.person is None and may_cover(each, day)]
    since: date | PartialDate | None
    if days := [each.since for each in stated if each.since]:
        since = min(days, key=lambda when: when.earliest)
    elif last and last.until:
        since = last.until.latest + timedelta(days=1)
    else:
        # Of a vacancy without a day a source says no more than that it is one.
        since = None if stated else _first_day(book, seat)
    claims = (*seat.claims, *(claim for each in stated for claim in each.claims))
    several = f"{places.most:,} of {seat.number:,}" if seat.number > 1 else ""
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
        holds=None if places.sure else "possibly",
    )


def _unknown_row(asked: Asked, book: SeatBook, seat: Seat, places: Places) -> Row:
    row = _vacant_row(asked, book, seat, places, date.min)
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
