"""H. More questions of the same kinds: figures, plans, documents and what is not stated."""

from __future__ import annotations

from tests.competency.asked import COMMITTEE, DECK, INTEGRATION, MINUTES, PRIORITIES, Ask


def test_which_priorities_the_text_on_priorities_gives(ask: Ask) -> None:
    """Which six priorities does the text on shared priorities give, and which focus do the minutes?"""
    answer = ask("ask facts NENC --property priority")
    assert answer.values("in effect") == {
        "population health and the prevention of ill health",
        "optimising health services",
        "digital transformation",
        "workforce transformation",
        "mental health",
        "learning disabilities",
    }
    assert answer.values("planned") == {
        "prevention and early intervention",
        "ambulance services",
        "workforce planning",
        "specialist services",
        "policy development",
        "local partnership working",
        '"wrapping" services around local communities',
    }
    assert answer.cited("in effect") == {(PRIORITIES, f"line {line}") for line in range(8, 14)}
    assert answer.cited("planned") == {(MINUTES, "para 2, line 9")}


def test_how_large_a_neighbourhood_is(ask: Ask) -> None:
    """How many people has a neighbourhood, and is anything said to be done there?"""
    answer = ask('ask facts "Neighbourhoods"')
    assert answer.values("in effect", "population") == {"30,000 to 50,000 people"}
    functions = answer.rows(relation="function")
    assert all(row["certainty"] in ("uncertain", "inferred") for row in functions)
    assert answer.cited() == {(DECK, "slide 9")}


def test_what_joint_financial_planning_rests_on(ask: Ask) -> None:
    """Is joint financial planning done at the level of the region? It is to be confirmed."""
    answer = ask('ask facts "Region (ICS CNE)" --property function')
    assert answer.values("uncertain") == {"joint financial planning"}
    assert "TBC" in answer.notes("uncertain")
    assert len(answer.values("in effect")) == 6


def test_how_much_the_great_north_care_record_secured(ask: Ask) -> None:
    """What funding is given for the Great North Care Record?"""
    answer = ask('ask facts "Great North Care Record"')
    assert answer.values() == {"£22,000,000 – national funding secured"}
    assert (answer.cited(), answer.verdict) == ({(DECK, "slide 6")}, "answered")


def test_what_the_cancer_alliance_leads(ask: Ask) -> None:
    """What does the NENC Cancer Alliance lead, and is it said to be part of the system?"""
    answer = ask('ask facts "NENC Cancer Alliance"')
    assert (answer.values(), answer.cited()) == ({"leads on service sustainability"}, {(DECK, "slide 6")})
    part = ask('ask structure "NENC Cancer Alliance" --up')
    assert (part.names(), part.verdict) == ({"North East and North Cumbria ICS"}, "only-tentative")


def test_which_strategy_the_fylde_coast_partnership_writes(ask: Ask) -> None:
    """Which document is the more local partnership to write? By whom is implied only."""
    answer = ask('ask documents "Integrated Care Partnership for the Fylde Coast"')
    assert answer.names("planned") == {"Integrated Care Partnership Strategy focused on the Fylde Coast"}
    assert (answer.certainty(), answer.verdict) == ({"inferred"}, "only-tentative")
    assert answer.cited() == {(COMMITTEE, "para 6, line 24")}


def test_when_the_local_ccgs_of_north_west_london_are_to_close(ask: Ask) -> None:
    """When are the local CCGs to close, and does a register say that they did?"""
    (plan,) = ask('ask history "The eight local CCGs of North West London"').rows("planned", "abolition")
    assert plan["since"] == "2021-03"
    assert "no day" in plan["note"]
    (end,) = ask('ask history "NHS Harrow CCG"').rows("in effect", "ends")
    assert "2021-03-31" in (end.get("since"), end.get("until"))


def test_what_is_not_stated_of_the_partnership_of_h_and_f(ask: Ask) -> None:
    """What is not stated of the H&F ICP?"""
    answer = ask('ask gaps --within "H&F ICP"')
    topics = {row["relation"] for row in answer.rows() if row["name"] == "H&F ICP"}
    assert topics == {"accountability", "chair", "date", "membership", "name", "reporting"}
    assert {source for source, _ in answer.cited()} == {INTEGRATION}


def test_what_kind_of_group_the_north_west_london_ics_is_to_be(ask: Ask) -> None:
    """May the North West London ICS take decisions, and has it a legal identity?"""
    answer = ask('ask facts "North West London ICS" --property governanceProperty')
    assert answer.values("planned") == {
        'Janet Cree: a "non-decision making", strategic group',
        "Janet Cree: independent chair",
    }
    (criticism,) = answer.rows("in effect")
    assert criticism["value"] == 'Merril Hammer: lacks "a clear structure and legal identity"'
    assert [c["said_by"] for c in criticism["sources"]] == ["Merril Hammer"]
    assert criticism["certainty"] == "reported"


def test_which_document_the_darlington_board_was_given(ask: Ask) -> None:
    """Which document did the board receive? A summary of the NHS Long Term Plan."""
    board = "Board that the Chief Officer of NHS Darlington CCG addressed (not named)"
    (row,) = ask(f'ask documents "{board}"').rows()
    assert (row["name"], row["note"]) == ("NHS Long Term Plan", "In the form of a summary")
    assert [(c["source"], c["locator"]) for c in row["sources"]] == [(MINUTES, "para 1, line 6")]


def test_on_what_the_sources_differ_for_the_north_east_and_north_cumbria(ask: Ask) -> None:
    """On what do the sources differ? On how far the system is; and a slide counts three trusts and names two."""
    answer = ask("ask conflicts --within NENC")
    assert {(row["relation"], row["sources"][0]["source"]) for row in answer.rows()} == {
        ("status", DECK),
        ("status", PRIORITIES),
        ("status", MINUTES),
        ("count", DECK),
        ("members include", DECK),
        # What is done at which level of slide 9 can be read in two ways.
        ("function", DECK),
        ("name", DECK),
        ("name", MINUTES),
        ("name", PRIORITIES),
    }
    kinds = "In one, sources disagree, and in one, a number does not match the names."
    assert answer.headline.endswith(kinds)
    assert (
        "A source counts 3 foundation trusts in the Central Integrated Care Partnership and names 2." in answer.caveats
    )
    assert "status of the North East and North Cumbria ICS" in answer.caveats
    assert answer.values("in effect", "status") == {"spoken of as an ICS that is there, and the biggest"}
