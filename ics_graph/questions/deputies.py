"""Whether somebody may stand in for another: in a seat of a board, or for a right that a row gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import as_headline, listed
from ics_graph.answering.lookup import Name, body_named
from ics_graph.answering.registry import question
from ics_graph.answering.rows import citations
from ics_graph.certainty import certainty
from ics_graph.dates import in_words
from ics_graph.deciding.rows import ACTS, grant_row
from ics_graph.deciding.rulebook import Rulebooks
from ics_graph.deciding.seat_book import SeatBook, Seating
from ics_graph.deciding.worlds import World, every_world
from ics_graph.model.decisions import Appointment, Grant, Seat
from ics_graph.questions.delegations import NO_EFFECT, standing_rows
from ics_graph.stores.rows import EVERYTHING, Body

_MAY, _POSSIBLY, _NOT = "May stand in", "Possibly may stand in", "No document says so"
_NOBODY, _NOT_STATED = "No deputy may act", "Not stated whether a deputy may act"
_GROUPS = (_MAY, _POSSIBLY, _NOT, _NOBODY, _NOT_STATED)


@question(
    "seats and meetings",
    'stands-in "STP Lead" "Strategic Director of Social Care" --as-of 2019-06-01',
    deputy="who would stand in: a person or a post",
    member="for whom: a person or a post",
    ways=(
        "may {deputy} stand in for {member}",
        "can {deputy} deputise for {member}",
        "(may|can) {deputy} (stand in|deputise|sit|act|vote) for {member}",
        "be {deputy} [the] deputy (of|for) {member}",
    ),
)
def stands_in(asked: Asked, deputy: Name, member: Name) -> Answer:
    """Whether somebody may stand in for another on a day: in each seat, and for each right that the other has.

    Today where no day is given. Somebody may where the seat or the row names him or her as deputy. It may do so by
    name, or by the post that he or she holds on the day. Whether a deputy counts for a quorum is another question:
    ``quorate``.
    """
    day = asked.view.as_of or date.today()
    asked = asked.on(day)
    who, whom = body_named(asked.store, deputy, day), body_named(asked.store, member, day)
    rows = [*_seats(asked, who, whom, day), *_rights(asked, who, whom, day)]
    rows.sort(key=lambda row: _GROUPS.index(row.group or ""))
    may, perhaps, other, nobody, silent = ([row for row in rows if row.group == group] for group in _GROUPS)
    could = "could" if day < date.today() else "may"
    pair = f"stand in for {the(whom.name_apart)} on {in_words(day)}"
    if may:
        text = [f"{the(who.name_apart)} {could} {pair} in {len(may):,} of {_number(len(rows))}"]
    elif perhaps:
        text = [f"{the(who.name_apart)} possibly {could} {pair}"]
    else:
        text = [f"No document in these data says that {the(who.name_apart)} {could} {pair}"]
    headline = as_headline(
        *text,
        f"Where: {_places(may or perhaps)}" if may or perhaps else "",
        f"Possibly also: {_places(perhaps)}" if may and perhaps else "",
        f"No deputy may act: {_places(nobody)}" if nobody else "",
        f"A deputy is named, and it is somebody else: {_places(other)}" if other else "",
        f"It is not stated whether a deputy may act: {_places(silent)}" if silent else "",
    )
    return Answer(
        parameters={"deputy": who.id, "member": whom.id},
        headline=headline.text,
        verdict="answered" if may else "only-tentative" if perhaps else "not-stated",
        as_of=day,
        rows=tuple(rows),
        caveats=headline.notes,
    )


def _places(rows: list[Row]) -> str:
    """Return where a deputy would stand in: the board of a seat, or the function of a right."""
    names = [str(row.value if row.relation in ACTS.values() else row.of_name).partition(":")[0] for row in rows]
    return listed(list(dict.fromkeys(names)), 3)


def _number(rows: int) -> str:
    return "1 seat or right" if rows == 1 else f"{rows:,} seats and rights"


def _seats(asked: Asked, who: Body, whom: Body, day: date) -> Iterator[Row]:
    """Yield the seats that somebody holds on the day, or that go with a post, and whether a deputy may sit there."""
    terms: list[Appointment] = asked.store.filed("appointments", [whom.id], "person")
    held: list[Seat] = asked.store.filed("seats", {each.seat for each in terms})
    held += [seat for seat in asked.store.filed("seats", [whom.id], "post") if seat not in held]
    for body in sorted({seat.body for seat in held}):
        book = SeatBook(asked, body)
        seating = Seating(book, day)
        for seat in [seat for seat in book.seats.values() if seat in held]:

            def in_world(world: World, seat: Seat = seat, seating: Seating = seating) -> bool | None:
                of_post = seat.post == whom.id and seat in seating.seats(world)
                sits = any(each.seat == seat and each.person == whom.id for each in seating.held(world))
                return seating.may_deputise(who.id, seat, world) if of_post or sits else None

            outcomes = set(every_world(in_world)[0]) - {None}
            if outcomes:
                yield _seat_row(asked, book, seat, whom, outcomes)


def _seat_row(asked: Asked, book: SeatBook, seat: Seat, whom: Body, outcomes: set[bool | None]) -> Row:
    names = f"the seat names {book.name(seat.deputy)} as deputy" if seat.deputy else "the seat names no deputy"
    return Row(
        id=whom.id,
        name=whom.name_apart,
        type=asked.type_of(whom),
        kind=asked.kind_of(whom),
        relation=f"seat: {seat.kind}",
        record=seat.id,
        of=book.body,
        of_name=book.name(book.body),
        certainty=certainty(seat.claims) if seat.claims else None,
        note="no deputy may sit there" if seat.no_deputy else names,
        clause=listed([book.title(id_) for id_ in seat.versions]) or None,
        sources=citations(asked, seat.claims),
        group=_MAY if outcomes == {True} else _without(seat) if outcomes == {False} else _POSSIBLY,
    )


def _without(record: Seat | Grant) -> str:
    """Return the title of a seat or right in which somebody may not stand in, as far as is stated."""
    return _NOBODY if record.no_deputy else _NOT if record.deputy else _NOT_STATED


def _rights(asked: Asked, who: Body, whom: Body, day: date) -> Iterator[Row]:
    """Yield the rights in force of somebody, or of the posts that he or she holds, and who may act there."""
    holders, deputies = _posts(asked, whom, day) | {whom.id: True}, _posts(asked, who, day) | {who.id: True}
    grants: list[Grant] = asked.store.filed("grants", holders, "holder")
    for book, grant, group, _ in standing_rows(Rulebooks(asked), grants, day):
        if group == NO_EFFECT:
            continue
        surely = deputies.get(grant.deputy or "")
        sure = surely and holders[grant.holder] and not group.startswith("Possibly")
        yield grant_row(asked, book, grant, _without(grant) if surely is None else _MAY if sure else _POSSIBLY)


def _posts(asked: Asked, person: Body, day: date) -> dict[str, bool]:
    """Return the posts that a person holds on a day, and whether surely so."""
    family = asked.ontology.relations["holdsPost"].family
    lines = [line for line in asked.store.lines([person.id], "up", [family], EVERYTHING) if line.type == "holdsPost"]
    holds = {line.object: line.on(day.isoformat()) for line in lines}
    return {post: how == "yes" for post, how in holds.items() if how != "no"}
