"""E. Time and change."""

from __future__ import annotations

import pytest

from tests.competency.asked import COMMITTEE, DECK, INTEGRATION, MINUTES, PRIORITIES, Ask

STEPS = [
    ("CCG governing bodies in North West London are consulted", None, "2020-11"),
    ("Conditional approval of the move", "2020-11", None),
    ("GPs vote on the revised constitution (week of the meeting)", "2020-11-23", "2020-12-31"),
    ("The eight CCGs consider the amended constitution", "2020-11-25", None),
    ("The result of the GP vote", "2020-11-30", "2021-01-10"),
    ("Deadline to hand in the plans", "2020-12-31", None),
    ("GPs vote again, on the new governance arrangements", "2021-01", None),
    ("The shadow governing body is set up (end of February)", "2021-02", None),
    ("The local CCGs of North West London close", "2021-03", None),
    ("The single CCG for North West London goes live", "2021-04", None),
]


def test_q39_the_planned_steps_of_the_merger_with_dates(ask: Ask) -> None:
    """Q39: list the planned steps of the North West London CCG merger with dates."""
    answer = ask('ask history "The eight local CCGs of North West London"')
    steps = [row for row in answer.rows() if row["relation"] != "is to consider or approve"]
    assert [(row.get("since"), row.get("until")) for row in steps] == [(since, until) for _, since, until in STEPS]
    for row, (words, _, _) in zip(steps, STEPS, strict=True):
        assert row["value"].startswith(words)
    assert [row["heading"] for row in steps] == ["in effect"] * 2 + ["planned"] * 8
    assert answer.cited() == {(INTEGRATION, "minutes para 1, line 15")}
    assert all("year inferred" in row["note"] for row in steps if row["heading"] == "planned")


def test_q41_what_is_said_of_the_north_cumbria_partnership_at_1_april_2018(ask: Ask) -> None:
    """Q41: what is said of North Cumbria at 1 April 2018? Neither first day nor as-at day is stated."""
    answer = ask('ask facts "North Cumbria ICP"')
    assert answer.values() == {"shadow ICP, 1 April 2018", "327,000 people"}
    assert (answer.basis(), answer.cited()) == ({("layout", "medium")}, {(DECK, "slide 10")})
    life = ask('ask history "North Cumbria ICP"')
    assert "2018-04-01" in life.text + life.notes() + str(life.json["rows"])
    assert "No source dates anything" not in life.headline
    assert not [row for row in life.rows() if row.get("since")]


@pytest.mark.parametrize("icp", ["North", "Central", "South"])
def test_q41_of_the_other_partnerships_no_date_and_no_status_is_given(ask: Ask, icp: str) -> None:
    """Q41: what is said of the other three?"""
    assert not ask(f'ask facts "{icp} ICP" --property status').rows()
    life = ask(f'ask history "{icp} ICP"')
    assert (life.verdict, life.rows()) == ("not-stated", [])
    assert "gives no date and no status" in life.caveats


def test_q42_by_when_systems_are_to_cover_the_country(ask: Ask) -> None:
    """Q42: by when should ICSs cover the whole country?"""
    answer = ask('ask history "Integrated care systems"')
    (row,) = answer.rows()
    assert (row["heading"], row.get("since"), row["until"]) == ("planned", None, "2021-04")
    assert answer.cited() == {(DECK, "slide 8")}
    assert "by April 2021" in answer.headline
    assert answer.verdict == "only-tentative"


def test_q42_the_single_ccg_is_planned_for_the_same_month(ask: Ask) -> None:
    """Q42: how does that compare with the month in which the single CCG is to go live?"""
    (plan,) = ask('ask history "NHS North West London CCG"').rows("planned", "merger")
    assert plan["since"] == "2021-04"
    assert "the minutes say April, and no day" in plan["note"]


def test_q44_what_has_changed_since_the_plan_of_2015(ask: Ask) -> None:
    """Q44: what do members and the ICS Lead say has changed between the 2015 plan and the new draft strategy?"""
    members = ask('ask statements "L&SC ICS five year strategy"')
    (said,) = members.rows(relation="statement")
    assert "many similarities with the plan of 2015, so why has more progress not been made" in said["value"]
    assert members.speakers() == {"Committee that discussed the draft strategy (not named)"}
    lead = ask('ask statements "Dr Amanda Doyle"')
    answers = [row for row in lead.rows("in effect", "statement") if row["sources"][0]["locator"] == "para 2, line 12"]
    (change, obstacles) = sorted(row["value"] for row in answers)
    assert "not radical" in change
    assert "Primary Care Networks" in change
    assert "social prescribing" in change
    assert "demand grew faster than capacity" in obstacles
    assert "local authority budgets were cut" in obstacles
    assert members.cited() == {(COMMITTEE, "para 2, line 12")}


def test_q44_that_the_one_follows_the_other_is_implied_only(ask: Ask) -> None:
    """Q44: does the strategy succeed the plan? It is a draft, so that at most it is to."""
    answer = ask('ask succession "L&SC ICS five year strategy"')
    assert answer.names("planned") == {"Sustainability Transformation Plan (2015)"}
    assert (answer.certainty(), answer.verdict) == ({"inferred"}, "only-tentative")


def test_q45_the_status_of_the_partnership_of_h_and_f(ask: Ask) -> None:
    """Q45: what is the status of the H&F ICP?"""
    answer = ask('ask facts "H&F ICP"')
    assert answer.values("in effect", "status") == {"Lisa Redfern: established, and to be refreshed"}
    assert answer.values("uncertain") == {
        'Councillor Coleman: might include "a periodic rotation of local authority membership"'
    }
    assert "whether of this partnership or of the system is unclear" in answer.notes("uncertain")
    assert answer.cited() == {(INTEGRATION, "minutes para 4, line 27")}


def test_q45_what_is_planned_for_it(ask: Ask) -> None:
    """Q45: what is planned for it?"""
    rows = [row for row in ask('ask history "H&F ICP"').rows("planned") if row.get("since")]
    (workshop,) = rows
    assert workshop["since"] == "2021"
    for words in ("Workshop", "refresh", "review of governance structures", "new year"):
        assert words in workshop["value"]
    assert '"new year" may date the workshop only' in workshop["sources"][0]["note"]


def test_q46_when_each_source_was_made_as_far_as_the_text_allows(ask: Ask) -> None:
    """Q46: when was each source written or minuted? None of the five carries a date."""
    rows = {row["id"]: row for row in ask("ask sources").rows()}
    dates = {id_: (rows[id_].get("since"), rows[id_].get("until"), rows[id_]["value"]) for id_ in rows}
    assert {id_: dates[id_][:2] for id_ in (MINUTES, PRIORITIES, DECK, COMMITTEE, INTEGRATION)} == {
        MINUTES: (None, None),
        PRIORITIES: (None, None),
        DECK: ("2018", "2021-04"),
        COMMITTEE: ("2015", None),
        INTEGRATION: ("2020-11-23", "2020-12-30"),
    }
    for id_, words in {
        MINUTES: "The NHS Long Term Plan was handed round in summary, so the minutes are later than that plan",
        DECK: "Slide 10 speaks of 1 April 2018. Slide 8 speaks of April 2021 as still to come",
        COMMITTEE: "Members look back on a plan from 2015",
        INTEGRATION: "The year 2020 is inferred",
    }.items():
        assert words in dates[id_][2]
        assert dates[id_][2].startswith("undated")
