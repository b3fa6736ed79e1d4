"""A. Accountability, approval and decision rights."""

from __future__ import annotations

from tests.competency.asked import COMMITTEE, DECK, INTEGRATION, Ask


def test_q02_whose_sign_off_the_draft_strategy_needs_and_what_stands_in_the_way(ask: Ask) -> None:
    """Q02: whose sign-off does the draft five year strategy need, and what stands in the way?"""
    answer = ask('ask approvals "L&SC ICS five year strategy"')
    (row,) = answer.rows("planned")
    assert (row["relation"], row["name"]) == ("is to be signed off by", "NHS England")
    assert "narrow the financial gap" in row["note"]
    assert answer.cited("planned") == {(COMMITTEE, "para 1, line 9")}
    assert answer.verdict == "only-tentative"
    assert "NHS England" in answer.headline
    assert "or needs" not in answer.headline.partition("NHS England")[0]


def test_q02_sign_off_of_a_document_is_no_accountability_of_the_system(ask: Ask) -> None:
    """Q02: to whom is the system itself accountable?"""
    answer = ask('ask accountable-to "Lancashire and South Cumbria ICS"')
    assert (answer.verdict, answer.rows()) == ("not-stated", [])
    assert "A document needs sign-off." in answer.caveats


def test_q04_where_accountability_is_worded_at_all(ask: Ask) -> None:
    """Q04: where in the five documents is accountability worded?"""
    answer = ask("ask mentions accountab")
    assert answer.cited() == {(DECK, "slide 5"), (DECK, "slide 8"), (DECK, "slide 9")}
    assert answer.values("in effect") == {"accountability and quality of local health services"}
    assert answer.rows("in effect", "function")[0]["of_name"] == "Place-based level"
    assert all("accountable officer" in row["name"] + row.get("value", "") for row in answer.rows("planned"))
    assert "4 records from 1 of the 41 documents use" in answer.headline
    assert (
        "All 4 records are from 'Towards an Integrated Care System for the North East and North Cumbria'."
        in answer.caveats.splitlines()
    )
    assert "2 passages of schemes on record also use 'accountab'" in answer.caveats
    only_there = ask('ask mentions "remains accountable"')
    assert only_there.headline.startswith("No name, relationship, fact or event of this data uses")


def test_q04_only_one_accountability_has_a_target_and_it_is_a_principle(ask: Ask) -> None:
    """Q04: towards whom?"""
    answer = ask("ask all-lines accountability --no-rules")
    (row,) = answer.rows()
    assert row["heading"] == "in general"
    assert (row["of_name"], row["name"]) == ("Place-based level", "Local populations (any, in general)")
    assert "principle" in row["note"]
    assert answer.cited() == {(DECK, "slide 5")}


def test_q05_the_options_of_blending_budgets_and_their_condition(ask: Ask) -> None:
    """Q05: which ways of blending health and social care budgets or roles are offered, under what condition?"""
    answer = ask('ask mentions "if councils and CCGs agree"')
    assert {row["heading"] for row in answer.rows()} == {"planned"}
    options = answer.values("planned")
    assert len(options) == 3
    for words in ("a council and a CCG pool", "Salford model", "CCG accountable officer"):
        assert len([option for option in options if words in option]) == 1
    assert answer.cited() == {(DECK, "slide 8")}
    assert {row["of_name"] for row in answer.rows()} == {"Integrated care systems (any, in general)"}
    all_of_it = ask('ask facts "Integrated care systems" --property governanceProperty')
    assert options < all_of_it.values("planned")
    assert all_of_it.verdict == "only-tentative"


def test_q05_the_word_budget_leads_to_the_options(ask: Ask) -> None:
    """Q05, as one would look it up; no case in the North East and North Cumbria is claimed."""
    answer = ask("ask mentions budget")
    assert answer.cited("planned") == {(DECK, "slide 8")}
    assert answer.cited("in effect") == {(COMMITTEE, "para 2, line 12")}


def test_q08_whose_votes_and_decisions_stand_between_eight_ccgs_and_one(ask: Ask) -> None:
    """Q08: whose votes, decisions or consultation stand in between, in order?"""
    answer = ask('ask approvals "NHS North West London CCG"')
    assert answer.dated("in effect") == [("consultation", None, "2020-11"), ("decision", "2020-11", None)]
    assert sorted(answer.dated("planned")) == [
        ("decision", "2020-11-25", None),
        ("vote", "2020-11-23", "2020-12-31"),
        ("vote", "2021-01", None),
    ]
    assert answer.cited() == {(INTEGRATION, "minutes para 1, line 15")}
    consulted, decided = (row["value"] for row in answer.rows("in effect"))
    assert "Governing bodies of the North West London CCGs" in consulted
    assert "Conditional approval" in decided
    assert all("GPs of the North West London CCGs" in row["value"] for row in answer.rows("planned", "vote"))
    assert "The eight local CCGs" in answer.rows("planned", "decision")[0]["value"]


def test_q08_what_the_text_leaves_open(ask: Ask) -> None:
    """Q08: who decided, how the votes went, in which year, and whether the vote came before 25 November."""
    answer = ask('ask approvals "NHS North West London CCG"')
    assert "the outcome is not in the text" in answer.notes("planned")
    assert "year inferred" in answer.notes("planned")
    assert "whether before or after that day is not said" in answer.notes("planned")
    assert '"in November 2020" may date the decision or the move' in answer.notes("in effect")
    assert "who took the conditional decision" in answer.caveats
