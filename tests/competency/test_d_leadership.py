"""D. Leadership and roles."""

from __future__ import annotations

from tests.competency.asked import COMMITTEE, DECK, INTEGRATION, MINUTES, Ask


def test_q32_who_chaired_the_meeting_and_that_no_standing_chair_is_stated(ask: Ask) -> None:
    """Q32: who chaired the ICP meeting on 23 November, and what is said about a standing chair?"""
    answer = ask('ask leaders "H&F ICP"')
    assert (answer.verdict, answer.rows()) == ("not-stated", [])
    assert ("The sources do not say whether it has a standing chair") in answer.caveats
    assert "Lisa Redfern chaired 'Meeting of the H&F ICP, the first that Lisa Redfern chaired' on " in answer.caveats
    assert "on 23 November 2020. The year is inferred: " in answer.caveats
    assert "the minutes give 23 November without a year. It is the first that she chaired." in answer.caveats
    meeting = ask('ask attendance "H&F ICP"')
    (row,) = meeting.rows("in effect")
    assert row["since"] == "2020-11-23"
    assert "Lisa Redfern: chair" in row["value"]
    assert "year inferred" in row["note"]
    assert "do not say whether it is the first of the partnership" in row["note"]
    assert meeting.cited("in effect") == {(INTEGRATION, "minutes para 4, line 27")}


def test_q33_who_leads_lancashire_and_south_cumbria(ask: Ask) -> None:
    """Q33: who leads or chairs the Lancashire and South Cumbria ICS, by which title?"""
    answer = ask('ask leaders "Lancashire and South Cumbria ICS"')
    assert answer.names() == {"Dr Amanda Doyle"}
    assert {row["relation"] for row in answer.rows()} == {"is led by", "role holders include"}
    assert {row["role"] for row in answer.rows() if "role" in row} == {"ICS Lead"}
    assert "Dr Amanda Doyle (ICS Lead)" in answer.headline
    assert "names a lead but no chair" in answer.caveats
    assert answer.cited() == {(COMMITTEE, "para 1, line 9")}


def test_q33_who_is_to_chair_north_west_london(ask: Ask) -> None:
    """Q33: who leads or chairs the North West London ICS?"""
    answer = ask('ask leaders "North West London ICS"')
    (row,) = answer.rows()
    assert (row["heading"], row["relation"], row["name"]) == ("planned", "is chaired by", "Penny Dash")
    assert row["role"] == "independent chair"
    assert answer.verdict == "only-tentative"
    assert "names a chair but no lead" in answer.caveats


def test_q33_nobody_is_named_for_the_north_east_and_north_cumbria(ask: Ask) -> None:
    """Q33: who leads or chairs the North East and North Cumbria ICS? A post is there, without a holder."""
    answer = ask('ask leaders "North East and North Cumbria ICS"')
    assert answer.verdict != "answered"
    assert not answer.rows(type_="Person")
    assert "The deck has a post of STP Lead, without a holder." in answer.caveats
    assert "STP Lead" in answer.text


def test_q34_the_chief_officer_of_darlington_is_not_named(ask: Ask) -> None:
    """Q34: who is the Chief Officer of NHS Darlington CCG who addressed the board?"""
    answer = ask('ask leaders "NHS Darlington CCG"')
    assert answer.names() == {"Chief Officer of NHS Darlington CCG (not named)"}
    assert answer.cited() == {(MINUTES, "item title, line 3")}
    roles = ask('ask roles "Chief Officer of NHS Darlington CCG"')
    assert "The Chief Officer is never named" in roles.caveats
    assert "No source gives a name" in roles.caveats
    assert 'A woman: the minutes say "her update"' in ask('show "Chief Officer of NHS Darlington CCG"').notes()


def test_q36_which_functions_and_priorities_are_reported_for_north_west_london(ask: Ask) -> None:
    """Q36: which key functions and first priorities are reported?"""
    functions = ask('ask facts "North West London ICS" --property function')
    tasks = ("strategic planning", "delivery of care", "assurance of delivery")
    assert functions.values("planned") == {f"Janet Cree: {task}" for task in tasks}
    assert (functions.speakers(), functions.basis()) == ({"Janet Cree"}, {("reported", "medium")})
    assert "that they are those of the system is an interpretation" in functions.notes()
    priorities = ask('ask facts "North West London ICS" --property priority')
    assert priorities.values("planned") == {
        "Janet Cree: improving life expectancy and health outcomes",
        "Janet Cree: mental health (an example)",
        'Janet Cree: inequality "hotspots", to be looked at through gap analysis',
    }
    assert functions.verdict == priorities.verdict == "only-tentative"
    assert functions.cited() | priorities.cited() == {
        (INTEGRATION, "minutes para 2, line 19"),
        (INTEGRATION, "minutes para 3, line 23"),
    }


def test_q36_which_strategy_is_to_come(ask: Ask) -> None:
    """Q36: which strategy document is to come?"""
    answer = ask('ask documents "North West London ICS"')
    assert answer.names("planned") == {"Clinical strategy (North West London)"}
    assert answer.basis() == {("inferred", "medium")}
    assert answer.verdict == "only-tentative"
    assert "evidence based, with models of care that suit the area; who produces it is not said" in answer.notes()


def test_q37_which_combined_authorities_will_have_mayors(ask: Ask) -> None:
    """Q37: which combined authorities will have elected mayors?"""
    for name, posts in {
        "North of Tyne": {"Elected mayor of North of Tyne"},
        "Tees Valley": {"Elected mayor of Tees Valley"},
        "North East": set(),
    }.items():
        answer = ask(f'ask leaders "{name} Combined Authority"')
        assert {row["name"] for row in answer.rows()} == posts
        assert answer.names("planned") == posts
        assert answer.verdict == ("only-tentative" if posts else "not-stated")
        if posts:
            assert "No source names who holds" in answer.caveats
            assert answer.cited() == {(DECK, "slide 11")}


def test_q37_which_have_negotiated_deals_and_with_whom(ask: Ask) -> None:
    """Q37: which have negotiated devolution deals, and with whom?"""
    answer = ask("ask all-lines negotiatesWith")
    assert {(row["of_name"], row["name"], row["role"]) for row in answer.rows("in effect")} == {
        ("North of Tyne Combined Authority", "Government", "devolution deal"),
        ("Tees Valley Combined Authority", "Government", "devolution deal"),
    }
    assert answer.cited() == {(DECK, "slide 11")}


def test_q38_what_ms_beth_goodman_is_and_for_which_partnership(ask: Ask) -> None:
    """Q38: what is Ms Beth Goodman's role, and which ICP does she work for?"""
    answer = ask('ask roles "Beth Goodman"')
    (row,) = answer.rows(relation="holds a role at")
    assert row["role"] == "Head of Acute Commissioning"
    assert row["name"] == "Integrated Care Partnership that Ms Beth Goodman works for (not named)"
    assert row["sources"][0]["locator"] == "para 5, line 21"
    maybe = ask(f'ask facts "{row["name"]}"')
    assert maybe.values() == {"Integrated Care Partnership for the Fylde Coast (name not given)"}
    assert (maybe.verdict, maybe.basis()) == ("only-tentative", {("inferred", "medium")})
