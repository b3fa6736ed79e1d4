"""The oracle of quorum and seats, and SQLite, held to answers that were worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ics_graph.dates import PartialDate
from ics_graph.model import About, Claim, Dataset, Entity, Relation, Source
from ics_graph.model.decisions import (
    AgendaItem,
    Appointment,
    Attendance,
    Instrument,
    Meeting,
    QuorumNeed,
    QuorumRule,
    Seat,
    Version,
)
from tests.asking import Asker
from tests.deciding.quorum_oracle import Composition, composition, quorate
from tests.deciding.test_against_oracle import in_sqlite
from tests.deciding.test_quorum_against_oracle import assert_same

CLAIMS = (Claim("papers"),)
DAY = PartialDate(2026, 3, 15)
PEOPLE = ("ann", "bob", "cas", "dee", "eve")
FORCE = Version("v1", "tor", "v1", effective=PartialDate(2025, 7, 1), claims=CLAIMS)
SOMETIME = Version("v2", "tor", "v2", effective=PartialDate(2026, 3), claims=CLAIMS)
DIRECTOR = QuorumNeed(("director",))
LAY = QuorumNeed(("lay member",))


def seat(id_: str, kind: str = "director", voting: bool | None = True, **more: Any) -> Seat:
    return Seat(id_, "board", kind, voting=voting, claims=CLAIMS, **more)


def holds(person: str | None, of: str, **more: Any) -> Appointment:
    return Appointment(f"{of}-{person}", of, person, claims=CLAIMS, **more)


def rule(version: str = "v1", **more: Any) -> QuorumRule:
    return QuorumRule(f"rule-{version}-{more.get('for_item')}", "board", version, claims=CLAIMS, **more)


def met(*attendance: Attendance, present: int | None = None, items: tuple[AgendaItem, ...] = ()) -> Meeting:
    return Meeting("meeting", "board", "The meeting", DAY, attendance, items, present=present, claims=CLAIMS)


def there(*people: str) -> list[Attendance]:
    return [Attendance(person) for person in people]


def away(*people: str) -> list[Attendance]:
    return [Attendance(person, "apologies") for person in people]


def board(*records: Any, versions: tuple[Version, ...] = (FORCE,), until: PartialDate | None = None) -> Dataset:
    """Return a board with these seats, appointments, rules and meeting; Dee and Eve share the post of the deputy."""
    entities = [
        Entity("board", "Board", "Board of Someplace", until=until, claims=CLAIMS),
        Entity("deputy-post", "Post", "Deputy Director", claims=CLAIMS),
        *(Entity(person, "Person", person.title(), claims=CLAIMS) for person in PEOPLE),
    ]
    in_post = [
        Relation(f"{each}-in-post", each, "holdsPost", "deputy-post", since=PartialDate(2025, 1, 1), claims=CLAIMS)
        for each in ("dee", "eve")
    ]
    tor = Instrument("tor", "terms-of-reference", "Terms of reference", "board", claims=CLAIMS)
    return Dataset(
        about=(About("small", "A small board"),),
        sources={"papers": Source("papers", "Papers", date=PartialDate(2025, 12, 1))},
        entities={each.id: each for each in entities},
        relations={each.id: each for each in in_post},
        instruments={tor.id: tor},
        versions={each.id: each for each in versions},
        seats={each.id: each for each in records if isinstance(each, Seat)},
        appointments={each.id: each for each in records if isinstance(each, Appointment)},
        quorum_rules={each.id: each for each in records if isinstance(each, QuorumRule)},
        meetings={each.id: each for each in records if isinstance(each, Meeting)},
    )


# Ann and Bob are directors, and Cas is the lay member, without a vote.
THREE = (
    seat("one"),
    seat("two"),
    seat("three", "lay member", voting=False),
    holds("ann", "one"),
    holds("bob", "two"),
    holds("cas", "three"),
)
# Two directors whose deputy is whoever is in the post, which is Dee.
DEPUTISED = (seat("one", deputy="deputy-post"), seat("two", deputy="deputy-post"))
BOTH_HELD = (holds("ann", "one"), holds("bob", "two"))
ANN_LEFT = (holds("ann", "one", until=PartialDate(2026, 2, 28)), holds("bob", "two"))
FOR_BOTH = met(*away("ann", "bob"), Attendance("dee", "deputy", "ann"), Attendance("dee", "deputy", "bob"))
DEE_FOR_ANN = met(*there("bob"), Attendance("dee", "deputy", "ann"))
ALL_THERE = there("ann", "bob")
LAND = (AgendaItem("1", "Land sale at the mill", withdrew=("bob",)), AgendaItem("2", "Budget", withdrew=("bob",)))

MEETINGS: dict[str, tuple[Dataset, dict[str | None, str]]] = {
    "who has no vote does not count": (board(*THREE, rule(number=3), met(*there(*PEOPLE))), {None: "no"}),
    "an unrecorded member may have come": (board(*THREE, rule(number=2), met(*there("ann"))), {None: "possibly"}),
    "a vote that nobody states": (
        board(seat("one", voting=None), holds("ann", "one"), rule(number=1), met(*there("ann"))),
        {None: "possibly"},
    ),
    # Half of three seats is 1.5, of two members in post one, of the one who is present a half.
    "a base that nobody states": (
        board(
            seat("one", number=3),
            *[holds("ann", "one"), holds("bob", "one")],
            rule(share="1/2", rounding="up"),
            met(*there("ann"), *away("bob")),
        ),
        {None: "possibly"},
    ),
    "a rounding that nobody states": (
        board(
            seat("one", number=3),
            *[holds("ann", "one"), holds("bob", "one")],
            rule(share="1/2", base="all-seats"),
            met(*there("ann"), *away("bob")),
        ),
        {None: "possibly"},
    ),
    # If it has no vote it is no seat of the base either: of one seat, or of two, half is one.
    "a seat whose vote is open is in the base where it votes": (
        board(
            *[seat("one"), seat("two", voting=None), holds("ann", "one"), holds("bob", "two")],
            rule(share="1/1", base="all-seats"),
            met(*there("ann"), *away("bob")),
        ),
        {None: "possibly"},
    ),
    "two seats meet two needs, and count once": (
        board(
            *[seat("one"), seat("two", "lay member"), holds("ann", "one"), holds("ann", "two")],
            rule(number=1, needs=(DIRECTOR, LAY)),
            met(*there("ann")),
        ),
        {None: "yes"},
    ),
    "one who sits for two counts once": (
        board(*DEPUTISED, *BOTH_HELD, rule(number=2, deputies=True), FOR_BOTH),
        {None: "no"},
    ),
    "a deputy counts where the rule says so": (
        board(*DEPUTISED, *BOTH_HELD, rule(number=2, deputies=True), DEE_FOR_ANN),
        {None: "yes"},
    ),
    "a rule silent on deputies": (board(*DEPUTISED, *BOTH_HELD, rule(number=2), DEE_FOR_ANN), {None: "possibly"}),
    "a deputy whose member is not named": (
        board(
            *[*DEPUTISED, *BOTH_HELD, rule(number=2, deputies=True)],
            met(*there("bob"), *away("ann"), Attendance("dee", "deputy")),
        ),
        {None: "yes"},
    ),
    "who sits for nobody named takes what another left": (
        board(
            *[*DEPUTISED, *BOTH_HELD, rule(number=2, deputies=True)],
            met(*away("ann", "bob"), Attendance("dee", "deputy"), Attendance("eve", "deputy", "ann")),
        ),
        {None: "yes"},
    ),
    "two who sit for one count once": (
        board(
            *[*DEPUTISED, *BOTH_HELD, rule(number=2, deputies=True)],
            met(*away("ann", "bob"), Attendance("dee", "deputy", "ann"), Attendance("eve", "deputy", "ann")),
        ),
        {None: "no"},
    ),
    "nobody is the deputy whom no seat names": (
        board(seat("one"), seat("two"), *BOTH_HELD, rule(number=2, deputies=True), DEE_FOR_ANN),
        {None: "no"},
    ),
    "nobody sits for a member who is there": (
        board(
            seat("one", number=2, deputy="dee"),
            holds("ann", "one"),
            rule(number=2, deputies=True, empty_seats=True),
            met(*there("ann"), Attendance("dee", "deputy", "ann")),
        ),
        {None: "no"},
    ),
    "no deputy for an empty seat": (
        board(*DEPUTISED, *ANN_LEFT, rule(number=2, deputies=True, empty_seats=False), DEE_FOR_ANN),
        {None: "no"},
    ),
    "a rule silent on empty seats": (
        board(*DEPUTISED, *ANN_LEFT, rule(number=2, deputies=True), DEE_FOR_ANN),
        {None: "possibly"},
    ),
    "who withdrew, by each rule": (
        board(
            *[*THREE, rule(number=2, withdrawn=True), rule(number=2, withdrawn=False, for_item="land sale")],
            met(*ALL_THERE, items=LAND),
        ),
        {None: "yes", "1": "no", "2": "yes"},
    ),
    "a rule for one kind of item alone": (
        board(*THREE, rule(number=1, withdrawn=False, for_item="land sale"), met(*ALL_THERE, items=LAND[:1])),
        {None: "no rule", "1": "yes"},
    ),
    # From some day of March on three are needed; before it two.
    "which version is in force": (
        board(*THREE, rule(number=2), rule("v2", number=3), met(*ALL_THERE), versions=(FORCE, SOMETIME)),
        {None: "possibly"},
    ),
    "whether any version is in force": (
        board(*THREE, rule("v2", number=2), met(*ALL_THERE), versions=(SOMETIME,)),
        {None: "possibly"},
    ),
    "whoever holds a seat not on record may have come": (
        board(*THREE, seat("four"), rule(number=3), met(*ALL_THERE)),
        {None: "possibly"},
    ),
    # One of the two directors, or the lay member: of two of three who came one at least is a director.
    "of a number without names some kinds surely came": (
        board(
            *[seat("one"), seat("two"), seat("three", "lay member")],
            *[holds("ann", "one"), holds("bob", "two"), holds("cas", "three")],
            rule(number=2, needs=(DIRECTOR,)),
            met(present=2),
        ),
        {None: "yes"},
    ),
    "of a number without names nobody has a seat that is vacant": (
        board(*THREE, seat("four", "lay member"), holds(None, "four"), rule(number=1, needs=(LAY,)), met(present=2)),
        {None: "no"},
    ),
    # Cas has no vote, so that two are the members in post.
    "a share of the members in post leaves out who has no vote": (
        board(*THREE, rule(share="1/2", base="members-in-post", rounding="up"), met(present=1)),
        {None: "yes"},
    ),
    "of a number without names one may have withdrawn": (
        board(*THREE, rule(number=2, withdrawn=False), met(present=2, items=LAND[1:])),
        {None: "yes", "2": "no"},
    ),
}


@pytest.mark.parametrize("case", MEETINGS)
def test_the_oracle_judges_a_meeting_as_by_hand(case: str) -> None:
    dataset, right = MEETINGS[case]
    assert quorate(dataset, dataset.meetings["meeting"]) == right


@pytest.mark.parametrize("case", MEETINGS)
def test_sqlite_judges_a_meeting_as_by_hand(case: str) -> None:
    dataset, right = MEETINGS[case]
    with in_sqlite(dataset) as store:
        answer = Asker(store)("quorate", "meeting")
    assert (answer.outcome or "no rule") == right[None]
    assert [row.value for row in answer.rows if row.group == "Quorate"] == [
        f"quorate: {outcome}" for outcome in right.values() if outcome != "no rule"
    ]


@pytest.mark.parametrize(
    ("meeting", "right"),
    [
        # Five of ten seats, the chair and the Chief Finance Officer among them.
        ("m1", {None: "yes"}),
        # Six of eleven in post are needed. Five are there, and the second non-executive perhaps.
        ("m2", {None: "possibly", "4": "no"}),
        ("m3", {None: "yes"}),
        # Nobody is Chief Finance Officer, and nobody deputises for an empty seat.
        ("m4", {None: "no", "5": "no"}),
        # Three of six seats; the rule is silent on the one who withdrew.
        ("m5", {None: "yes", "6": "possibly"}),
        ("m6", {None: "possibly"}),
    ],
)
def test_the_meetings_of_the_invented_board(westmarch: Dataset, meeting: str, right: dict[str | None, str]) -> None:
    (record,) = [each for each in westmarch.meetings.values() if each.id.lower() == meeting]
    assert quorate(westmarch, record) == right


SEATS: dict[str, tuple[Dataset, date, Composition]] = {
    "held, vacant and not on record": (
        board(seat("one"), seat("two", number=3), seat("three"), holds("ann", "one"), holds("bob", "two")),
        DAY.earliest,
        Composition(
            frozenset({5}),
            {"one-ann": "certain", "two-bob": "certain"},
            {"two": frozenset({2})},
            {"three": "certain"},
            {},
        ),
    ),
    "a month for a day": (
        board(seat("one"), holds("ann", "one", since=PartialDate(2026, 3))),
        DAY.earliest,
        Composition(frozenset({1}), {"one-ann": "possibly"}, {"one": frozenset({0, 1})}, {}, {}),
    ),
    # Six months after 31 August is 28 February.
    "terms that end": (
        board(
            *[seat("one", number=3), holds("ann", "one", until=PartialDate(2027, 2, 28))],
            *[holds("bob", "one", until=PartialDate(2027, 3, 1)), holds("cas", "one", until=PartialDate(2027))],
        ),
        date(2026, 8, 31),
        Composition(
            frozenset({3}),
            {"one-ann": "certain", "one-bob": "certain", "one-cas": "certain"},
            {},
            {},
            {"one-ann": "certain", "one-cas": "possibly"},
        ),
    ),
    "a version that may be in force": (
        board(seat("one", versions=("v2",)), holds(None, "one"), versions=(SOMETIME,)),
        DAY.earliest,
        Composition(frozenset({0, 1}), {}, {"one": frozenset({0, 1})}, {}, {}),
    ),
    "a body that has ended": (
        board(seat("one"), holds("ann", "one"), until=PartialDate(2026, 3, 14)),
        DAY.earliest,
        Composition(frozenset({0}), {}, {}, {}, {}),
    ),
}


@pytest.mark.parametrize("case", SEATS)
def test_the_oracle_lists_seats_as_by_hand(case: str) -> None:
    dataset, day, right = SEATS[case]
    assert composition(dataset, "board", day) == right


@pytest.mark.parametrize("case", SEATS)
def test_sqlite_lists_seats_as_by_hand(case: str) -> None:
    dataset, day, right = SEATS[case]
    with in_sqlite(dataset) as store:
        assert_same(Asker(store)("composition", "board", as_of=day.isoformat()), right)


@pytest.mark.parametrize("meeting", ["present", "in-attendance"])
def test_whoever_was_there_may_hold_a_seat_of_which_no_holder_is_on_record(meeting: Any) -> None:
    records = (*THREE, seat("four"), rule(number=2), met(*ALL_THERE, Attendance("dee", meeting)))
    with in_sqlite(board(*records)) as store:
        answer = Asker(store)("quorate", "meeting")
    (dee,) = [row for row in answer.rows if row.id == "dee" and row.group == "Who was there"]
    assert dee.value == ("possibly counts" if meeting == "present" else "does not count")


@pytest.mark.parametrize("empty_seats", [True, False, None])
def test_a_quorum_is_out_of_reach_only_where_no_deputy_may_sit_in_an_empty_seat(empty_seats: bool | None) -> None:
    records = (*DEPUTISED, *ANN_LEFT, rule(number=2, deputies=True, empty_seats=empty_seats), met(*there("bob")))
    with in_sqlite(board(*records)) as store:
        answer = Asker(store)("quorate", "meeting")
    assert answer.outcome == "no"
    out_of_reach = any(note.startswith("No attendance could have met") for note in answer.caveats)
    assert out_of_reach == (empty_seats is False)


def test_an_answer_names_what_it_turns_on() -> None:
    records = (*THREE, seat("four"), rule(number=3), met(*ALL_THERE))
    with in_sqlite(board(*records)) as store:
        answer = Asker(store)("quorate", "meeting")
    turns_on = "It turns on who holds the seats of which no holder is on record, and whether they were there."
    assert turns_on in answer.caveats


IN_MARCH = Meeting("meeting", "board", "The meeting", PartialDate(2026, 3), tuple(ALL_THERE), claims=CLAIMS)


def test_a_meeting_known_by_its_month_is_judged_on_the_first_and_the_last_day_of_it() -> None:
    ann_leaves = (holds("ann", "one", until=PartialDate(2026, 3, 15)), holds("bob", "two"))
    with in_sqlite(board(seat("one"), seat("two"), *ann_leaves, rule(number=2), IN_MARCH)) as store:
        answer = Asker(store)("quorate", "Board of Someplace March 2026")
    assert answer.outcome == "possibly"
    assert answer.headline == (
        "The meeting of the Board of Someplace on 1 March 2026 was quorate under Terms of reference v1. "
        "The meeting of the Board of Someplace on 31 March 2026 was not quorate under Terms of reference v1."
    )
    assert [(row.group, row.value) for row in answer.rows if row.relation == "the meeting"] == [
        ("Quorate, if on 1 March 2026", "quorate: yes"),
        ("Quorate, if on 31 March 2026", "quorate: no"),
    ]
    ann = [(row.group, row.value) for row in answer.rows if row.id == "ann"]
    assert ann == [
        ("Who was there, if on 1 March 2026", "counts"),
        ("Who was there, if on 31 March 2026", "does not count"),
    ]
    assert [row.group for row in answer.rows if row.id == "bob"] == ["Who was there"]


def test_a_meeting_known_by_its_month_has_one_answer_where_both_days_have_the_same() -> None:
    with in_sqlite(board(*THREE, rule(number=2), IN_MARCH)) as store:
        answer = Asker(store)("quorate", "meeting")
        interests = Asker(store)("interests", "meeting")
        attended = Asker(store)("attendance-record", "board")
    assert answer.outcome == "yes"
    assert answer.caveats[0].endswith("only March 2026 is known. The answer is the same on its first and last day.")
    assert interests.headline.startswith("No registered interest")
    assert {row.id: row.value for row in attended.rows}["ann"] == "1 of 1 meeting"


def test_what_changes_nothing_is_not_among_what_an_answer_turns_on() -> None:
    # Cas has no vote, whether or not she came; of Bob it matters, as two are needed.
    with in_sqlite(board(*THREE, rule(number=2), met(*there("ann")))) as store:
        answer = Asker(store)("quorate", "meeting")
    assert [note for note in answer.caveats if " turns on " in note] == [
        "It turns on whether Bob was there, which is not recorded."
    ]
    # Whether deputies count was asked for, and matters nowhere: nobody who sat as one is named by a seat.
    silent = (*THREE, rule(number=2), met(*there("ann"), Attendance("eve", "deputy", "cas")))
    with in_sqlite(board(*silent)) as store:
        answer = Asker(store)("quorate", "meeting")
    assert not [note for note in answer.caveats if "deputies" in note]
