"""What the invented board is asked, and the one right answer: who, by which clause of which version, and no more."""

from __future__ import annotations

import pytest

from ics_graph.answering.answer import Answer, Row
from ics_graph.errors import UnknownWord
from tests.asking import Asker

DECIDES, POSSIBLY, CHAIN, OTHERS = "Decides", "Possibly decides", "Chain of the power", "Rows that do not decide"
FIC, PCCC = "Finance and Investment Committee", "Primary Care Commissioning Committee"
BOARD, CFO = "Board of NHS Westmarch ICB", "Chief Finance Officer"


def rows_of(answer: Answer, group: str) -> list[Row]:
    return [row for row in answer.rows if row.group == group]


def names_and_clauses(answer: Answer, group: str) -> list[tuple[str, str | None]]:
    return [(row.name, row.clause) for row in rows_of(answer, group)]


def records(answer: Answer, group: str) -> list[str | None]:
    return [row.record for row in rows_of(answer, group)]


def told(answer: Answer) -> str:
    return " ".join(answer.caveats)


# Who decides


def test_a_value_without_vat_is_compared_with_rows_that_count_it(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("who-decides", "capital scheme", value="450000", vat="without", as_of="2026-03-10")
    assert answer.outcome == "decided by"
    assert names_and_clauses(answer, DECIDES) == [(FIC, "SoRD v2 row 8, by CON v2 4.2")]
    assert names_and_clauses(answer, CHAIN) == [
        (BOARD, "the Act"),
        (BOARD, "CON v2 4.2"),
        (FIC, "SoRD v2 row 8, by CON v2 4.2"),
    ]
    assert "£540,000" in told(answer)
    assert "Accountable: the Board of NHS Westmarch ICB (CON v2 4.4)." in answer.caveats
    assert "Liable" not in told(answer)
    # The terms of reference say another limit, and give way.
    assert ("fic-tor-v1-3.2", "another document prevails") in [
        (row.record, (row.note or "").split(";")[0]) for row in rows_of(answer, OTHERS)
    ]


def test_below_all_rows_with_a_power_nobody_decides(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("who-decides", "capital scheme", value="40000", vat="with", as_of="2026-03-10")
    assert answer.outcome == "not found"
    assert not rows_of(answer, DECIDES) + rows_of(answer, POSSIBLY)
    estates = next(row for row in rows_of(answer, OTHERS) if row.record == "sord-v2-10")
    assert (estates.name, estates.clause) == ("Head of Estates", "SoRD v2 row 10, by CON v2 4.3")
    assert estates.note is not None
    assert "over the giver's power" in estates.note


@pytest.mark.parametrize(
    ("value", "holder", "clause"),
    [
        ("60000", "Head of Estates", "SoRD v2 row 10, by CON v2 4.3"),
        ("80000", CFO, "SoRD v2 row 9, by CON v2 4.2"),
        ("500000", CFO, "SoRD v2 row 9, by CON v2 4.2"),
        ("500001", FIC, "SoRD v2 row 8, by CON v2 4.2"),
        ("2000000", FIC, "SoRD v2 row 8, by CON v2 4.2"),
        ("2000001", BOARD, "SoRD v2 row 7, by CON v2 4.1"),
    ],
)
def test_the_giver_in_a_chain_is_no_second_decider(
    westmarch_asked: Asker, value: str, holder: str, clause: str
) -> None:
    answer = westmarch_asked("who-decides", "capital scheme", value=value, vat="with", as_of="2026-03-10")
    assert answer.outcome == "decided by"
    assert names_and_clauses(answer, DECIDES) == [(holder, clause)]


def test_two_rows_with_the_same_function_make_two_deciders(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("who-decides", "tender waiver", value="80000", vat="without", as_of="2026-02-02")
    assert answer.outcome == "two deciders"
    assert names_and_clauses(answer, DECIDES) == [
        (CFO, "SoRD v2 row 15, by CON v2 4.2"),
        ("Chief Executive", "SoRD v2 row 16, by CON v2 4.2"),
    ]
    assert "reported to the next Audit Committee" in (rows_of(answer, DECIDES)[0].note or "")
    before = westmarch_asked("who-decides", "tender waiver", value="80000", vat="without", as_of="2025-09-01")
    assert before.outcome == "decided by"
    assert names_and_clauses(before, DECIDES) == [(CFO, "SoRD v1 row 15, by CON v1 4.2")]


def test_a_row_silent_on_vat_makes_it_possibly_the_one_or_the_other(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("who-decides", "capital scheme", value="480000", vat="without", as_of="2025-09-01")
    assert answer.outcome == "possibly"
    assert not rows_of(answer, DECIDES)
    assert set(names_and_clauses(answer, POSSIBLY)) == {
        (CFO, "SoRD v1 row 9, by CON v1 4.2"),
        (FIC, "SoRD v1 row 8, by CON v1 4.2"),
    }


def test_an_empty_post_decides_and_nobody_stands_in_whom_no_row_names(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("who-decides", "capital scheme", value="300000", vat="with", as_of="2026-04-20")
    assert answer.outcome == "decided by"
    assert names_and_clauses(answer, DECIDES) == [(CFO, "SoRD v2 row 9, by CON v2 4.2")]
    assert "The post is empty on 20 April 2026" in told(answer)
    assert "31 March 2026" in told(answer)
    assert "1 June 2026" in told(answer)
    assert "names no deputy" in told(answer)
    assert "Deputy Chief Finance Officer" not in {row.name for row in answer.rows}


def test_a_chain_comes_down_from_the_act_and_accountability_is_not_liability(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("who-decides", "GP practice merger", as_of="2026-02-10")
    assert answer.outcome == "decided by"
    assert names_and_clauses(answer, DECIDES) == [(PCCC, "SoRD v2 row 17, by CON v2 4.2")]
    assert rows_of(answer, DECIDES)[0].note == "it may not be passed on; exclusion: a practice closure"
    assert names_and_clauses(answer, CHAIN) == [
        ("NHS England", "the Act"),
        ("NHS England", "the Act"),
        (BOARD, "DA 2024 3.4"),
        (BOARD, "DA 2024 3.1, by the Act"),
        (BOARD, "CON v2 4.2"),
        (PCCC, "SoRD v2 row 17, by CON v2 4.2"),
    ]
    assert "Accountable: the Board of NHS Westmarch ICB (CON v2 4.4)." in answer.caveats
    assert "Liable: NHS England (DA 2024 9)." in answer.caveats


def test_every_answer_says_that_the_board_is_invented(westmarch_asked: Asker) -> None:
    for question, *given in (
        ("who-decides", "capital scheme"),
        ("powers", FIC),
        ("delegations", "icb-westmarch"),
        ("inherits", "icb-westmarch"),
        ("decisions", "icb-westmarch"),
        ("quorate", "M1"),
        ("composition", FIC),
        ("interests", "M2"),
        ("members", FIC),
    ):
        assert westmarch_asked(question, *given).headline.startswith("Invented example."), question


# Delegations, decisions and what a successor inherits


def test_which_delegations_end_before_a_day(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("delegations", "icb-westmarch", as_of="2026-06-01", expiring_before="2027-01-01")
    assert [(row.group, row.record, row.until) for row in answer.rows] == [
        ("Given", "sord-v2-21", "2026-12-31"),
        ("Given", "sord-v2-22", "2026-06-30"),
        ("Possibly given", "sord-v2-25", None),
    ]
    assert "ends when contract U-1 is signed" in (answer.rows[2].note or "")


def test_which_decisions_lack_a_power_and_which_a_quorum(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("decisions", "icb-westmarch")
    notes = {row.record: row.note or "" for row in answer.rows}
    assert records(answer, "No power") == ["x5", "x7"]
    assert "PCAC ToR v1 3.1" in notes["x5"]
    assert "SoRD v2 row 22 ended on 30 June 2026" in notes["x7"]
    assert [(row.record, row.clause) for row in rows_of(answer, "With a power")] == [
        ("x1", "SoRD v1 row 1, by CON v1 4.1"),
        ("x2", "SoRD v2 row 12, by CON v2 4.2"),
        ("x3", "SoRD v2 row 8, by CON v2 4.2"),
        ("x4", "SoRD v2 row 17, by CON v2 4.2"),
        ("x6", "SoRD v2 row 19, by CON v2 4.1"),
    ]
    quorum = {id_: [part for part in note.split("; ") if "quorate" in part] for id_, note in notes.items()}
    assert quorum == {
        "x1": ["quorate under CON v1 5.3 and CON v1 5.4"],
        "x2": ["quorate under FIC ToR v1 6.1, FIC ToR v1 6.2 and FIC ToR v1 6.3"],
        "x3": ["not quorate under FIC ToR v1 6.1, FIC ToR v1 6.2 and FIC ToR v1 6.3"],
        "x4": ["possibly not quorate under PCCC ToR v2 6.1 and PCCC ToR v2 6.2"],
        "x5": ["possibly not quorate under PCAC ToR v1 6.1"],
        "x6": ["not quorate under CON v2 5.3, CON v2 5.4 and CON v2 5.5"],
        "x7": [],
    }


def test_which_rows_have_no_successor(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("inherits", "icb-westmarch")
    assert [row.clause for row in rows_of(answer, "Without successor")] == [
        "SoRD v2 row 4, by CON v2 4.2",
        "SoRD v2 row 5, by CON v2 4.2",
        "SoRD v2 row 10, by CON v2 4.3",
        "SoRD v2 row 16, by CON v2 4.2",
        "SoRD v2 row 21, by CON v2 4.2",
        "SoRD v2 row 24, by CON v2 4.5",
    ]
    left = {row.record for row in answer.rows if row.group not in ("Without successor", "Continued")}
    assert left == {"fic-tor-v1-3.2", "sord-v2-20", "sord-v2-22", "sord-v2-23"}


def test_two_clauses_that_disagree(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("clause-conflicts", "icb-westmarch", as_of="2026-03-10")
    assert [(row.clause, row.note) for row in answer.rows] == [
        ("FIC ToR v1 3.2, by CON v2 4.2", answer.rows[0].note),
        ("SoRD v2 row 8, by CON v2 4.2", answer.rows[1].note),
    ]
    assert (answer.rows[0].note or "").startswith("gives way to SoRD v2 row 8, by CON v2 4.8")
    assert answer.rows[1].note == "prevails over FIC ToR v1 3.2, by CON v2 4.8"


# Quorum


def quorum(answer: Answer) -> list[tuple[str, str | None]]:
    return [(row.relation, row.value) for row in rows_of(answer, "Quorate")]


def test_quorum_is_of_the_version_in_force_on_the_day(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("quorate", "M1")
    assert answer.outcome == "yes"
    assert quorum(answer) == [("the meeting", "quorate: yes")]
    assert rows_of(answer, "Quorate")[0].clause == "CON v1 5.3 and CON v1 5.4"
    assert rows_of(answer, "Quorate")[0].note == "5 are counted, 5 needed (1/2 of 10 seats)"
    assert "due for review by 1 July 2025" in told(answer)


def test_quorum_turns_on_whoever_may_have_been_there(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("quorate", "M2")
    assert answer.outcome == "possibly"
    assert quorum(answer) == [
        ("the meeting", "quorate: possibly"),
        ("item 4: GP premises grants, all of 2025/26", "quorate: no"),
    ]
    assert {row.clause for row in rows_of(answer, "Quorate")} == {"CON v2 5.3, CON v2 5.4 and CON v2 5.5"}
    assert "of 11 members in post" in (rows_of(answer, "Quorate")[0].note or "")
    assert "It turns on whether Greta Lowe was there, which is not recorded." in answer.caveats
    counts = {row.name: row.value for row in rows_of(answer, "Who was there")}
    assert counts["Sara Cole"] == "does not count"
    assert [name for name, value in counts.items() if value == "possibly counts"] == ["Greta Lowe"]


def test_nobody_deputises_for_an_empty_seat(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("quorate", "M4")
    assert answer.outcome == "no"
    assert quorum(answer)[0] == ("the meeting", "quorate: no")
    assert "FIC ToR v1 6.2" in (rows_of(answer, "Quorate")[0].clause or "")
    assert "from 1 April 2026 to 31 May 2026" in told(answer)
    assert {row.name: row.value for row in answer.rows}["Orla Yates"] == "does not count"


def test_a_rule_silent_on_those_who_withdraw_leaves_it_open(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("quorate", "M5")
    assert answer.outcome == "yes"
    assert quorum(answer) == [
        ("the meeting", "quorate: yes"),
        ("item 6: contract variation and practice merger", "quorate: possibly"),
    ]
    assert "silent" in told(answer)
    counts = {row.name: row.value for row in rows_of(answer, "Who was there")}
    assert (counts["Sara Cole"], counts["Milo Wren"]) == ("counts", "does not count")


@pytest.mark.parametrize(("meeting", "outcome"), [("M3", "yes"), ("M6", "possibly")])
def test_the_other_meetings(westmarch_asked: Asker, meeting: str, outcome: str) -> None:
    assert westmarch_asked("quorate", meeting).outcome == outcome


# Seats and interests


@pytest.mark.parametrize(
    ("body", "seats", "vacant"),
    [
        (BOARD, 12, [("board-cfo", "1 April 2026"), ("board-partner-southmarch", "1 November 2025")]),
        (FIC, 6, [("fic-cfo", "1 April 2026")]),
        (PCCC, 7, []),
        ("PCAC", 7, [("pcac-patients", "1 July 2024"), ("pcac-voluntary-sector", "1 July 2024")]),
    ],
)
def test_which_seats_are_vacant(westmarch_asked: Asker, body: str, seats: int, vacant: list[tuple[str, str]]) -> None:
    answer = westmarch_asked("composition", body, as_of="2026-04-20")
    assert f"had {seats} seats on 20 April 2026" in answer.headline
    rows = rows_of(answer, "Vacant")
    assert [row.record for row in rows] == [seat for seat, _ in vacant]
    assert [(row.note or "").split(";")[0] for row in rows] == [f"vacant since {day}" for _, day in vacant]
    if body == "PCAC":
        assert [row.value for row in rows] == ["2 of 3", "1 of 2"]


def test_whose_terms_end_within_six_months(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("composition", BOARD, as_of="2026-04-20")
    ending = [(row.name, row.until) for row in answer.rows if (row.group or "").startswith("Terms that end")]
    assert ending == [("Finn Oakes", "2026-06-30"), ("Kit Thorne", "2026-06-30"), ("Jonah Sands", "2026-08-31")]
    # The end of the body is no term that ends, and the forums nominate in turn.
    assert "itself ends on 30 September 2026" in told(answer)
    assert "It is the turn of the South GP Forum to nominate the next primary care partner." in answer.caveats


def test_which_interests_touch_the_agenda(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("interests", "M2")
    assert [(row.group, row.record, row.name) for row in answer.rows] == [
        ("Potential conflict", "n1", "Jonah Sands"),
        ("Potential conflict", "n2", "Kit Thorne"),
        ("Ended before the meeting", "n4", "Hugh Penn"),
    ]
    assert answer.rows[0].relation.startswith("item 4")
    assert "withdrew from it" in (answer.rows[0].note or "")
    assert answer.rows[1].relation.startswith("item 7")
    assert "sent apologies" in (answer.rows[1].note or "")
    assert answer.rows[2].until == "2026-01-31"
    assert "conflicted" not in " ".join([answer.headline, told(answer), *(row.note or "" for row in answer.rows)])


# What is not meant, and what has ended


@pytest.mark.parametrize("text", ["capitl scheme", "capital", "Waivers of tender", "tendr waver"])
def test_a_slip_in_the_name_of_a_function_is_never_answered_by_the_residual_rule(
    westmarch_asked: Asker, text: str
) -> None:
    meant = "capital scheme" if "capit" in text else "tender waiver"
    with pytest.raises(UnknownWord, match=f"names the function '{text}' .did you mean '{meant}'"):
        westmarch_asked("who-decides", text, value="60000", body="NHS Westmarch ICB", as_of="2026-05-01")


def test_what_no_scheme_names_falls_to_the_residual_rule_and_the_headline_says_so_first(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("who-decides", "naming a ward", body="NHS Westmarch ICB", as_of="2026-05-01")
    assert "No scheme of NHS Westmarch ICB names this function. What none names falls to" in answer.headline
    assert names_and_clauses(answer, DECIDES) == [(BOARD, "CON v2 4.9")]


@pytest.mark.parametrize("words", ["£90,000 excluding VAT", "90k (ex VAT)", "£90,000 plus VAT", "90000 net of vat"])
def test_a_value_may_say_itself_that_it_is_without_vat(westmarch_asked: Asker, words: str) -> None:
    asked = westmarch_asked("who-decides", "tender waiver", value=words, as_of="2026-05-01")
    by_option = westmarch_asked("who-decides", "tender waiver", value="90000", vat="without", as_of="2026-05-01")
    assert (asked.rows, asked.headline, asked.outcome) == (by_option.rows, by_option.headline, "two deciders")


def test_a_value_and_its_option_may_not_differ_on_vat(westmarch_asked: Asker) -> None:
    with pytest.raises(UnknownWord, match="is with VAT, and --vat says without"):
        westmarch_asked("who-decides", "tender waiver", value="9,000 incl. VAT", vat="without", as_of="2026-05-01")


def test_who_surely_decides_is_told_apart_from_who_possibly_does(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("who-decides", "tender waiver", value="110000", as_of="2026-05-01")
    assert answer.outcome == "possibly"
    assert "It is the Chief Executive (SoRD v2 row 16), and possibly the Chief Finance Officer" in answer.headline


def test_who_gave_a_right_on_is_told_beside_who_has_it(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("who-decides", "capital scheme", value="60000", vat="with", as_of="2026-05-01")
    assert [row.name for row in rows_of(answer, DECIDES)] == ["Head of Estates"]
    given_on = "The Chief Finance Officer has this right by SoRD v2 row 9 and gave it on."
    assert f"{given_on} The decider named is the last to have it." in answer.caveats


def test_after_the_end_of_a_body_the_answer_says_that_it_ended(westmarch_asked: Asker) -> None:
    for question, words in (("who-decides", ("capital scheme",)), ("clause-conflicts", ())):
        more = {"body": "NHS Westmarch ICB"}
        answer = westmarch_asked(question, *words, **more, as_of="2026-11-01")
        assert "NHS Westmarch ICB no longer existed on 1 November 2026." in answer.headline
        assert answer.verdict == "not-stated"


def test_rows_in_which_a_post_is_the_deputy_are_told_apart_from_its_own(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("powers", CFO, as_of="2026-05-01")
    (row,) = rows_of(answer, "May act as deputy of another holder")
    assert (row.name, row.clause) == ("Chief Executive", "SoRD v2 row 13, by CON v2 4.2")
    assert (row.note or "").startswith("as deputy of Chief Executive")
    assert "was named as deputy in 1 row." in answer.headline


def test_a_body_without_a_day_is_told_its_meetings(westmarch_asked: Asker) -> None:
    with pytest.raises(UnknownWord, match=r"2 meetings of .* \(m1\) and .* \(m2\)"):
        westmarch_asked("quorate", BOARD)
