"""H. More questions of the same kinds: who sits where, who holds what, who said what."""

from __future__ import annotations

from tests.competency.asked import COMMITTEE, DECK, INTEGRATION, MINUTES, PRIORITIES, Ask


def test_who_chairs_the_partnership_board_of_the_deck(ask: Ask) -> None:
    """Who chairs the Partnership Board, and who is on it? It has a question mark, and neither is stated."""
    for question, words in {
        "leaders": (
            "This was looked for in Towards an Integrated Care System for the North East and North Cumbria, slide 12."
        ),
        "members": "The box shows no members.",
    }.items():
        answer = ask(f'ask {question} "Partnership Board ?"')
        assert (answer.verdict, answer.rows()) == ("not-stated", [])
        assert words in answer.caveats
        assert "with a question mark" in answer.caveats


def test_whether_north_yorkshire_is_a_member_of_the_south_partnership(ask: Ask) -> None:
    """Is North Yorkshire a member of the South ICP? It is covered, which is not membership."""
    covered = ask('ask coverage "North Yorkshire"')
    boards = {
        f"NHS {name} ICB" for name in ("Humber and North Yorkshire", "West Yorkshire", "Lancashire and South Cumbria")
    }
    assert covered.names() == {"South Integrated Care Partnership", *boards}
    assert "does not say the council is a member or has a seat" in covered.notes()
    assert "South Integrated Care Partnership" not in ask('ask memberships "North Yorkshire"').names()
    assert ask('ask not-represented "South ICP" --among "South ICP" --type Council').verdict != "answered"


def test_in_which_partnership_and_combined_authority_gateshead_is(ask: Ask) -> None:
    """In which ICP and combined authority is the council area of Gateshead?"""
    assert ask('ask coverage "Gateshead (council area)"').names() == {
        "North Integrated Care Partnership",
        "NHS North East and North Cumbria ICB",
    }
    before = ask('ask memberships "Gateshead (council area)" --as-of 2020-01-01')
    assert before.names() == {"North East Combined Authority"}
    after = ask('ask memberships "Gateshead (council area)" --as-of 2024-06-01')
    assert after.names() == {"North East Mayoral Combined Authority"}


def test_in_which_partnership_north_cumbria_ccg_is(ask: Ask) -> None:
    """Of what is North Cumbria CCG a member, and in which phase?"""
    (row,) = ask('ask memberships "NHS North Cumbria CCG"').rows()
    assert (row["name"], row["phase"]) == ("North Cumbria Integrated Care Partnership", "shadow")
    assert [(c["source"], c["basis"], c["confidence"]) for c in row["sources"]] == [(DECK, "layout", "medium")]


def test_to_whom_the_management_group_is_accountable(ask: Ask) -> None:
    """To whom is the ICS Management Group accountable? The diagram was not read, and no law is drawn in."""
    answer = ask('ask accountable-to "ICS Management Group"')
    assert (answer.verdict, answer.rows()) == ("not-read", [])
    assert answer.headline.startswith(
        "The parts of the sources that were read do not say who the ICS Management Group is"
    )
    assert "It is a diagram, and only its text could be read. Check the slide." in answer.caveats


def test_who_sits_on_the_shadow_governing_body(ask: Ask) -> None:
    """Who is to sit on the shadow governing body? It is planned, and nobody is named."""
    body = "Shadow governing body of the single North West London CCG"
    answer = ask(f'ask members "{body}"')
    assert (answer.verdict, answer.rows()) == ("not-stated", [])
    assert "who is to sit on it" in answer.caveats
    assert ("establishment", "2021-02", None) in ask(f'ask history "{body}"').dated("planned")


def test_whether_the_partnership_is_part_of_the_system(ask: Ask) -> None:
    """Is the H&F ICP a part or a member of the North West London ICS? It feeds into it, and no more is said."""
    assert ask('ask structure "H&F ICP" --up').verdict == "not-stated"
    assert ask('ask memberships "H&F ICP"').verdict == "not-stated"


def test_what_janet_cree_is(ask: Ask) -> None:
    """Which office has Janet Cree? None is given; she gave a report."""
    answer = ask('ask roles "Janet Cree"')
    assert answer.verdict == "not-stated"
    assert "which post Janet Cree holds, or at which organisation" in answer.caveats
    assert [row["relation"] for row in answer.rows()] == ["meeting"]


def test_who_holds_several_offices(ask: Ask) -> None:
    """Which people hold several offices? The three CCG titles of Dr Doyle may be one post."""
    answer = ask("ask multiple-roles")
    doyle = {(row["name"], row["role"]) for row in answer.rows() if row["of_name"] == "Dr Amanda Doyle"}
    assert doyle == {
        ("Blackpool CCG", "Chief Clinical Officer"),
        ("Fylde and Wyre CCG", "Chief Clinical Officer"),
        ("West Lancashire CCG", "Chief Clinical Officer"),
        ("Lancashire and South Cumbria ICS", "ICS Lead"),
    }
    assert "Dr Amanda Doyle (4 roles)" in answer.headline
    assert "whether she holds one joint post at the three CCGs or three posts" in answer.caveats
    assert {row["of_name"] for row in answer.rows()} == {
        "Dr Amanda Doyle",
        "Councillor Graham Henson",
        "Councillor Tim Mitchell",
    }


def test_the_account_of_the_merger_is_janet_crees(ask: Ask) -> None:
    """Whose account of the merger is it? "Janet Cree updated the Board": hers, though not each sentence names her."""
    answer = ask('ask statements "Janet Cree"')
    steps = [row for row in answer.rows() if row["sources"][0]["locator"] == "minutes para 1, line 15"]
    assert {"consultation", "decision", "vote", "merger", "abolition", "establishment"} <= {
        row["relation"] for row in steps
    }
    assert {row["certainty"] for row in steps} == {"reported"}
    assert {(c["said_by"], c["confidence"]) for row in steps for c in row["sources"]} == {("Janet Cree", "medium")}


def test_who_writes_the_strategy_of_lancashire_and_south_cumbria_is_not_said(ask: Ask) -> None:
    """Who produces the draft strategy? Dr Doyle presented it; that it is the system's is read from its name."""
    answer = ask('ask documents "Lancashire and South Cumbria ICS five year strategy"')
    makers = answer.rows("planned", "is produced by")
    assert [(row["name"], row["certainty"]) for row in makers] == [("Lancashire and South Cumbria ICS", "inferred")]


def test_the_committee_scrutinises_by_inference_only(ask: Ask) -> None:
    """Does the committee scrutinise the system? The agenda item does not use the word."""
    answer = ask('ask scrutiny "Lancashire and South Cumbria ICS"')
    assert (answer.certainty(), answer.verdict) == ({"inferred"}, "only-tentative")
    assert "the word scrutiny is not used" in answer.notes()


def test_who_cites_the_data_of_public_health_england(ask: Ask) -> None:
    """Who cites Public Health England? The deck does, and nobody says that the system does."""
    answer = ask('ask documents "Public Health England"')
    (row,) = answer.rows("in effect")
    assert row["name"].startswith("Towards an Integrated Care System")
    assert row["type"] == "Document"


def test_what_the_sources_say_is_not_strengthened(ask: Ask) -> None:
    """What is needed, committed to or in progress is not told as done."""
    (content,) = [row for row in ask('ask history "H&F ICP"').rows("planned") if "Next steps" in row["value"]]
    assert "assurance that stakeholders would be engaged effectively, are needed" in content["value"]
    assert "has a commitment to doing things with residents" in str(ask('ask statements "Councillor Coleman"').json)
    networks = ask('ask facts "Primary Care Networks of Lancashire and South Cumbria" --property status')
    assert networks.values() == {"Dr Amanda Doyle: progress was made in establishing them"}
    region = ask('ask facts "North East" --property figure').values()
    assert "has one of the best performing health authorities, but tends to have the poorest outcomes" in region


def test_what_merril_hammer_said(ask: Ask) -> None:
    """What did Merril Hammer say?"""
    answer = ask('ask statements "Merril Hammer"')
    said = [row["value"] for row in answer.rows()]
    for words in ("one merged CCG", 'lacks "a clear structure', "amorphous", "no clear understanding", "the borough"):
        assert len([value for value in said if words in value]) == 1
    assert len(said) == 5
    assert answer.speakers() == {"Merril Hammer"}
    assert answer.cited() == {(INTEGRATION, "minutes para 5, line 31")}
    assert answer.certainty() == {"reported"}


def test_what_dr_cavanagh_said(ask: Ask) -> None:
    """What did Dr Cavanagh say, and what of it is of the time to come?"""
    answer = ask('ask statements "Dr Cavanagh"')
    assert answer.names("planned", "abolition") == {"CCGs are to be abolished eventually"}
    assert sorted(row["value"].partition(";")[0] for row in answer.rows("planned", "statement")) == [
        'CCGs will eventually be abolished, as part of a move away from an "internal market model"',
        "providers will work together",
    ]
    assert answer.values("in effect") == {"agrees, and accepts that there are issues with its structure"}
    assert answer.speakers() == {"Dr Cavanagh"}
    assert "do not repeat the speaker" in answer.notes()
    assert "which office Dr Cavanagh holds" in ask('ask roles "Dr Cavanagh"').caveats


def test_what_ms_beth_goodman_said(ask: Ask) -> None:
    """What did Ms Beth Goodman add?"""
    answer = ask('ask statements "Ms Beth Goodman"')
    (row,) = answer.rows()
    assert row["of_name"] == "Social prescribing (Lancashire and South Cumbria)"
    assert "non-medicalised model" in row["value"]
    assert answer.cited() == {(COMMITTEE, "para 5, line 21")}


def test_what_the_board_that_darlington_addressed_resolved(ask: Ask) -> None:
    """What did the board resolve, and who is on it?"""
    board = "Board that the Chief Officer of NHS Darlington CCG addressed (not named)"
    answer = ask(f'ask approvals "{board}"')
    assert answer.dated() == [("decision", None, None)] * 2
    assert answer.cited() == {(MINUTES, "resolution 1, line 15"), (MINUTES, "resolution 2, line 18")}
    assert "to whom, and which views, is not said" in answer.notes()
    assert ask(f'ask members "{board}"').verdict == "not-stated"


def test_who_agreed_the_six_priorities(ask: Ask) -> None:
    """Who agreed the overarching priorities, and helped by what?"""
    priorities = "Six overarching priorities of the aspiring ICS (North East and North Cumbria)"
    answer = ask(f'ask approvals "{priorities}"')
    team = "Senior management team of the aspiring ICS (North East and North Cumbria)"
    assert answer.names(relation="is approved by") == {team}
    assert answer.cited() == {(PRIORITIES, "line 7")}
    helped = ask('ask support "Senior management team (NENC)"')
    assert helped.cited() == {(PRIORITIES, "line 7")}
    assert all(name.startswith("Events and workshops") for name in helped.names())
