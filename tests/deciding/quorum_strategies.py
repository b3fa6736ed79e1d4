"""Random boards and their meetings for property tests: few people, so that one often holds two seats, or sits for two.

As in ``strategies.py``, Hypothesis chooses the seed only. A board has a few kinds of awkward things at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from ics_graph.dates import PartialDate
from ics_graph.model import About, Claim, Dataset, Entity, Relation, Source
from ics_graph.model.decisions import (
    AgendaItem,
    Appointment,
    Attendance,
    Attending,
    Instrument,
    Meeting,
    QuorumNeed,
    QuorumRule,
    Seat,
    Version,
)

T = TypeVar("T")

ICB, BOARD, OTHER_BOARD = "icb", "board", "other-board"
MEMBERS = tuple(f"member-{letter}" for letter in "abcdefg")
DEPUTIES = ("deputy-x", "deputy-y")
GUEST, POST = "guest", "deputy-post"
CHAIR, KINDS = "chair", ("director", "partner", "lay member")
SPECIAL = ("land sale", "merger", "closure")
CLAIMS = (Claim("papers"),)
MEETINGS = 6
FIRST_DAY, DAYS = date(2026, 1, 1), 120

AWKWARD = (
    "parts of days",
    "versions",
    "drafts",
    "undated versions",
    "days of seats",
    "no vote",
    "silence on votes",
    "several places",
    "two seats",
    "two at a time",
    "vacancies",
    "no holder on record",
    "successors",
    "posts",
    "closures",
    "deputies",
    "silence of rules",
    "shares",
    "needs",
    "special rules",
    "withdrawals",
    "not recorded",
    "numbers only",
    "two rows",
)


class _Drawn:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.awkward = {kind for kind in AWKWARD if random.random() < 0.4}

    def one(self, *values: T) -> T:
        return self.random.choice(values)

    def perhaps(self, kind: str, plain: T, *others: T) -> T:
        return self.one(plain, *others) if kind in self.awkward else plain

    def some(self, values: Iterable[T], share: float) -> list[T]:
        return [value for value in values if self.random.random() < share]

    def day(self) -> PartialDate:
        return self.part_of(FIRST_DAY + timedelta(days=self.random.randrange(DAYS)))

    def part_of(self, day: date) -> PartialDate:
        return PartialDate(*(day.year, day.month, day.day)[: self.perhaps("parts of days", 3, 2)])


def boards() -> st.SearchStrategy[Dataset]:
    """Return random boards."""
    return st.randoms(use_true_random=True).map(random_board)


def random_board(random: Random) -> Dataset:
    """Return a board with terms of reference, seats, appointments, rules of quorum, and a few meetings."""
    drawn = _Drawn(random)
    versions = _versions(drawn)
    seats = _seats(drawn, versions)
    appointments = [each for seat in seats for each in _appointments(drawn, seat)]
    entities = [
        Entity(ICB, "IntegratedCareBoard", "NHS Someplace ICB", claims=CLAIMS),
        Entity(
            BOARD,
            "Board",
            "Board of Someplace",
            until=drawn.perhaps("closures", None, None, None, drawn.day()),
            claims=CLAIMS,
        ),
        Entity(OTHER_BOARD, "Board", "Board of Elsewhere", claims=CLAIMS),
        Entity(POST, "Post", "Deputy Director", claims=CLAIMS),
        *(Entity(id_, "Person", id_.replace("-", " ").title(), claims=CLAIMS) for id_ in (*MEMBERS, *DEPUTIES, GUEST)),
    ]
    relations = [
        Relation(
            f"in-post-{person}",
            person,
            "holdsPost",
            POST,
            since=drawn.one(*[PartialDate(2025, 1, 1)] * 3, drawn.day()),
            claims=CLAIMS,
        )
        for person in drawn.some(DEPUTIES, 0.8)
    ]
    posts = [seat.post for seat in seats if seat.post]
    entities += [Entity(post, "Post", post.title(), claims=CLAIMS) for post in posts]
    relations += [line for post in posts for line in _in_post(drawn, post)]
    elsewhere = Seat("elsewhere", OTHER_BOARD, KINDS[0], voting=True, claims=CLAIMS)
    visitor = Appointment("appointed-elsewhere", elsewhere.id, GUEST, claims=CLAIMS)
    return Dataset(
        about=(About("random", "A random board"),),
        sources={"papers": Source("papers", "Papers", date=PartialDate(2025, 12, 1))},
        entities={each.id: each for each in entities},
        relations={each.id: each for each in relations},
        instruments={"tor": Instrument("tor", "terms-of-reference", "Terms of reference", BOARD, claims=CLAIMS)},
        versions={each.id: each for each in versions},
        seats={each.id: each for each in (*seats, elsewhere)},
        appointments={each.id: each for each in (*appointments, visitor)},
        quorum_rules={each.id: each for each in _rules(drawn, versions)},
        meetings={each.id: each for each in (_meeting(drawn, n, seats, appointments) for n in range(MEETINGS))},
    )


def _versions(drawn: _Drawn) -> list[Version]:
    count = drawn.perhaps("versions", 1, 2, 2, 3)
    versions = []
    for number in range(count):
        undated = count == 1 and drawn.perhaps("undated versions", False, True)
        versions.append(
            Version(
                f"v{number + 1}",
                "tor",
                f"v{number + 1}",
                effective=None if undated else drawn.day() if number else PartialDate(2025, 7, 1),
                published=drawn.day() if undated and drawn.one(True, False) else None,
                draft=count > 1 and drawn.perhaps("drafts", False, number == count - 1),
                claims=CLAIMS,
            )
        )
    return versions


def _seats(drawn: _Drawn, versions: list[Version]) -> list[Seat]:
    seats = []
    for number in range(drawn.one(2, 3, 3, 4, 5)):
        kind = CHAIR if not number and drawn.one(True, False) else drawn.one(*KINDS)
        deputy = drawn.perhaps("deputies", None, POST, POST, POST, POST, *DEPUTIES)
        # Most seats are in each version; some came or went with one, and some are in no document.
        of = drawn.perhaps("versions", versions, versions, drawn.some(versions, 0.6))
        seats.append(
            Seat(
                f"seat-{number + 1}",
                BOARD,
                kind,
                versions=tuple(each.id for each in of),
                number=drawn.perhaps("several places", 1, 1, 2, 3),
                voting=drawn.perhaps("silence on votes", drawn.perhaps("no vote", True, True, False), True, None),
                chair=not number,
                deputy=deputy,
                post=drawn.perhaps("posts", None, None, f"post-{number + 1}"),
                no_deputy=deputy is None and drawn.perhaps("deputies", False, True),
                since=drawn.perhaps("days of seats", None, None, drawn.day()),
                until=None,
                claims=CLAIMS,
            )
        )
    return seats


def _in_post(drawn: _Drawn, post: str) -> list[Relation]:
    """Return who was in a post: nobody, one, or one after the other."""
    days = [(drawn.one(None, drawn.day()), drawn.one(None, None, drawn.day())) for _ in range(drawn.one(0, 1, 1, 2))]
    people = drawn.random.sample(MEMBERS, len(days))
    return [
        Relation(f"{person}-in-{post}", person, "holdsPost", post, since=since, until=until, claims=CLAIMS)
        for person, (since, until) in zip(people, days, strict=True)
        if since is None or until is None or since.earliest <= until.latest
    ]


def _appointments(drawn: _Drawn, seat: Seat) -> list[Appointment]:
    if drawn.perhaps("no holder on record", False, False, True) or (seat.post and drawn.one(True, True, False)):
        return []
    appointments: list[Appointment] = []

    def add(person: str | None, since: PartialDate | None, until: PartialDate | None) -> None:
        id_ = f"{seat.id}-{len(appointments) + 1}"
        appointments.append(Appointment(id_, seat.id, person, since=since, until=until, claims=CLAIMS))

    own = int(seat.id[-1]) - 1
    for place in range(seat.number):
        # By itself each place has a person of its own.
        person = MEMBERS[(own + 4 * place) % len(MEMBERS)]
        person = drawn.perhaps("two seats", person, person, MEMBERS[0], MEMBERS[1])
        if drawn.perhaps("vacancies", False, False, True):
            if not appointments or drawn.one(True, False):
                add(None, drawn.one(None, drawn.day()), drawn.one(None, None, drawn.day()))
        elif drawn.perhaps("successors", False, True):
            last = FIRST_DAY + timedelta(days=drawn.random.randrange(DAYS))
            add(person, drawn.one(None, PartialDate(2025, 7, 1)), drawn.part_of(last))
            if drawn.one(True, False):
                next_day = last + timedelta(days=drawn.one(1, 1, 10) if not drawn.perhaps("two at a time", 0, 1) else 0)
                add(drawn.one(person, *MEMBERS[-2:]), drawn.part_of(next_day), drawn.one(None, PartialDate(2026, 12)))
        else:
            add(person, drawn.one(None, PartialDate(2025, 7, 1)), drawn.one(None, None, PartialDate(2026, 8, 31)))
    return appointments


def _rules(drawn: _Drawn, versions: list[Version]) -> list[QuorumRule]:
    rules = [
        _rule(drawn, version, None) for version in versions if drawn.perhaps("versions", True, True, True, True, False)
    ]
    for kind in SPECIAL:
        rules += [_rule(drawn, each, kind) for each in versions if drawn.perhaps("special rules", False, True)]
    return rules


def _rule(drawn: _Drawn, version: Version, for_item: str | None) -> QuorumRule:
    def of_the_rule(*values: T) -> T | None:
        """Return what the rule says of one thing, or None where it is silent."""
        return drawn.perhaps("silence of rules", drawn.one(*values), None)

    share = drawn.perhaps("shares", None, None, "1/2", "1/2", "1/3", "2/3", "3/4")
    number = drawn.one(1, 2, 2, 3) if share is None else drawn.perhaps("two at a time", None, 2)
    needs = [
        QuorumNeed(tuple(drawn.some((CHAIR, *KINDS), 0.4)) or (CHAIR,), drawn.one(1, 1, 1, 2))
        for _ in range(drawn.perhaps("needs", 0, 1, 1, 2))
    ]
    return QuorumRule(
        f"rule-{version.id}-{for_item}",
        BOARD,
        version.id,
        number=None if needs and share is None and drawn.perhaps("needs", False, False, False, True) else number,
        share=share,
        base=of_the_rule("all-seats", "all-seats", "members-in-post", "members-present") if share else None,
        rounding=of_the_rule("up", "down") if share else None,
        needs=tuple(needs),
        deputies=of_the_rule(True, True, True, False),
        withdrawn=of_the_rule(True, False),
        empty_seats=of_the_rule(True, False),
        for_item=for_item,
        claims=CLAIMS,
    )


def _meeting(drawn: _Drawn, number: int, seats: list[Seat], appointments: list[Appointment]) -> Meeting:
    day = FIRST_DAY + timedelta(days=drawn.random.randrange(DAYS))
    attendance: list[Attendance] = []
    numbers_only = drawn.perhaps("numbers only", False, True)
    if not numbers_only:
        ever = sorted({each.person for each in appointments if each.person})
        plain: tuple[Attending, ...] = ("present", "present", "present", "apologies", "in-attendance")
        if "deputies" in drawn.awkward:
            plain = ("present", "apologies", "apologies")
        for person in ever:
            state = drawn.perhaps("not recorded", drawn.one(*plain), "not-recorded", None)
            attendance += [Attendance(person, state)] if state else []
        attendance += _deputies(drawn, seats, appointments, attendance)
        attendance += [Attendance(GUEST, drawn.one("present", "in-attendance"))] if drawn.one(True, False) else []
    there = [each.person for each in attendance if each.state != "apologies"] or list(MEMBERS[:3])
    # That a guest leaves changes nothing, and has the item judged.
    items = [
        AgendaItem(
            str(number),
            drawn.one("Budget", *(f"{kind.title()} at the mill" for kind in SPECIAL)),
            withdrew=tuple(drawn.perhaps("withdrawals", [], drawn.some(there, 0.4))) or (GUEST,),
        )
        for number in range(1, 4)
    ]
    return Meeting(
        f"meeting-{number}",
        BOARD,
        f"Meeting {number}",
        PartialDate(day.year, day.month, day.day),
        attendance=tuple(attendance),
        items=tuple(items),
        present=drawn.one(0, 1, 2, 2, 3, 4) if numbers_only else None,
        claims=CLAIMS,
    )


def _deputies(
    drawn: _Drawn, seats: list[Seat], appointments: list[Appointment], attendance: list[Attendance]
) -> list[Attendance]:
    """Return who sat for others: for members, for those who had left, or for whom nobody says."""
    rows: list[Attendance] = []
    for person in drawn.some((*DEPUTIES, *drawn.perhaps("two rows", (), MEMBERS[:1])), 0.7):
        named = [seat.id for seat in seats if seat.deputy] or [seat.id for seat in seats]
        ever = [each.person for each in appointments if each.seat in named and each.person and each.person != person]
        there = {each.person for each in attendance if each.state == "present"}
        away = [each for each in ever if each not in there]
        rows += [
            Attendance(person, "deputy", drawn.one(None, *ever, *away, *away))
            for _ in range(drawn.perhaps("two rows", 1, 2))
        ]
    return list(dict.fromkeys(rows))
