"""C. Reporting, escalation, support and scrutiny."""

from __future__ import annotations

from tests.competency.asked import COMMITTEE, DECK, INTEGRATION, Ask

THE_COMMITTEE = "Committee that discussed the draft strategy (not named)"
THE_BOARD = "Board that heard the item on integration (not named)"
IN_COMMON = {f"CCG Committee in Common beside the {icp} ICP" for icp in ("North", "Central", "South", "North Cumbria")}


def test_q26_whom_the_management_group_supports(ask: Ask) -> None:
    """Q26: whom does the ICS Management Group support?"""
    answer = ask('ask support "ICS Management Group"')
    assert (answer.names(), answer.cited()) == ({"STP Lead"}, {(DECK, "slide 12")})
    assert answer.basis() == {("explicit", None)}
    assert ask('ask reports-to "ICS Management Group"').verdict == "not-read"


def test_q26_no_holder_of_the_post_is_named(ask: Ask) -> None:
    """Q26: who is STP Lead?"""
    answer = ask('ask roles "STP Lead"')
    assert "The sources do not say who holds it." in answer.caveats
    assert "who holds the post of STP Lead" in answer.headline
    assert answer.verdict != "answered"
    assert not answer.rows(type_="Person")


def test_q26_no_sro_of_mental_health_is_named(ask: Ask) -> None:
    """Q26: who is SRO of the Mental Health workstream?"""
    answer = ask('ask leaders "Mental Health workstream"')
    assert (answer.verdict, answer.rows()) == ("not-stated", [])
    assert (
        "workstreams have senior responsible owners (SROs). It does not say who the SRO of this one is."
    ) in answer.caveats
    assert "The sources do not say who holds it." in ask('ask roles "SROs of the STP workstreams"').caveats


def test_q27_the_partnership_feeds_into_the_system_and_that_is_no_accountability(ask: Ask) -> None:
    """Q27: how is the H&F ICP tied to the North West London ICS, and is that an accountability line?"""
    answer = ask('ask support "H&F ICP"')
    (row,) = answer.rows()
    assert (row["relation"], row["name"]) == ("feeds into", "North West London ICS")
    assert answer.cited() == {(INTEGRATION, "minutes para 4, line 27")}
    assert (answer.basis(), answer.speakers()) == ({("reported", "medium")}, {"Lisa Redfern"})
    assert "They do not word it as accountability or reporting." in answer.caveats
    for question in ("accountable-to", "reports-to"):
        none = ask(f'ask {question} "H&F ICP"')
        assert (none.verdict, none.rows()) == ("not-stated", [])
    assert ask('ask reporting-into "North West London ICS"').rows() == []
    route = ask('ask route "H&F ICP" "North West London ICS"')
    assert [(step["relation"], step["name"]) for step in route.rows()] == [("feeds into", "North West London ICS")]


def test_q28_what_the_committee_reviewed(ask: Ask) -> None:
    """Q28: what did the committee review?"""
    answer = ask(f'ask scrutiny "{THE_COMMITTEE}"')
    assert answer.names() == {"Lancashire and South Cumbria ICS five year strategy", "Lancashire and South Cumbria ICS"}
    assert answer.cited() == {(COMMITTEE, "purpose, line 6"), (COMMITTEE, "para 6, line 24")}


def test_q28_what_the_committee_asked(ask: Ask) -> None:
    """Q28: what did it query?"""
    answer = ask(f'ask statements "{THE_COMMITTEE}"')
    said = [row["value"] for row in answer.rows(relation="statement")]
    assert len(said) == 3
    for words in ("similarities with the plan of 2015", "needs of Blackpool", "evidence of outcomes"):
        assert len([value for value in said if words in value]) == 1
    assert answer.speakers() == {THE_COMMITTEE}


def test_q28_who_presented_and_spoke(ask: Ask) -> None:
    """Q28: who presented, and who spoke?"""
    answer = ask(f'ask attendance "{THE_COMMITTEE}"')
    assert answer.names(relation="receives presentations from") == {"Dr Amanda Doyle"}
    assert answer.names(relation="hears from") == {"Ms Beth Goodman"}
    assert "is not necessarily a member" in answer.caveats


def test_q28_which_documents_it_will_still_receive(ask: Ask) -> None:
    """Q28: which documents will it still receive?"""
    answer = ask(f'ask documents "{THE_COMMITTEE}"')
    assert answer.names("planned") == {
        "Lancashire and South Cumbria ICS five year strategy",
        "Operational planning documents (Lancashire and South Cumbria) (several together)",
        "Plan for commissioning reform (Lancashire and South Cumbria)",
    }
    assert answer.cited("planned") == {(COMMITTEE, "para 7 (decision), line 27")}
    assert answer.dated("planned") == [("receives", None, None)] * 3
    assert [row["note"] for row in answer.rows("in effect")] == ["The draft"]


def test_q29_who_gave_the_report_and_who_spoke(ask: Ask) -> None:
    """Q29: who gave the verbal report, and who spoke in the debate?"""
    answer = ask(f'ask attendance "{THE_BOARD}"')
    assert answer.names(relation="receives presentations from") == {"Lisa Redfern", "Janet Cree"}
    assert answer.names(relation="hears from") == {"Councillor Coleman", "Merril Hammer", "Dr Cavanagh"}
    assert ask(f'ask members "{THE_BOARD}"').rows() == []


def test_q29_what_was_resolved(ask: Ask) -> None:
    """Q29: what was resolved?"""
    answer = ask(f'ask approvals "{THE_BOARD}"')
    (row,) = answer.rows()
    assert row["relation"] == "decision"
    assert "notes the verbal report" in row["value"]
    assert answer.cited() == {(INTEGRATION, "resolution, line 39")}


def test_q30_how_many_committees_there_are(ask: Ask) -> None:
    """Q30: how many Committees in Common and Joint CCG Committees does the deck show?"""
    several, one = ask("ask bodies CommitteesInCommon"), ask("ask bodies JointCommittee")
    assert several.names() == IN_COMMON
    assert several.headline.startswith("The sources name 4 committees in common.")
    assert one.names() == {"Joint CCG Committee (CNE-wide)"}
    assert several.cited() | one.cited() == {(DECK, "slide 12")}


def test_q30_at_which_level_and_who_sits_on_them(ask: Ask) -> None:
    """Q30: at which level, beside what, and who sits on them? CCGs by the name only."""
    for committee in sorted(IN_COMMON):
        level = ask(f'ask structure "{committee}" --up')
        assert level.names() == {"Sub regional acute (label on slide 12)"}
        assert level.basis() == {("layout", "low")}
        assert level.verdict == "only-tentative"
    joint = "Joint CCG Committee (CNE-wide)"
    assert ask(f'ask structure "{joint}" --up').names() == {"CNE (label on slide 12)"}
    assert ask(f'ask coverage "{joint}"').names() == {"North East and North Cumbria ICS"}
    for committee in sorted({*IN_COMMON, joint}):
        members = ask(f'ask members "{committee}"')
        assert {row["name"] for row in members.rows()} == {"Clinical commissioning groups (any, in general)"}
        assert (members.certainty(), members.verdict) == ({"inferred"}, "only-tentative")
        assert "The box shows no members." in members.caveats


def test_q30_being_beside_a_partnership_is_not_being_part_of_it(ask: Ask) -> None:
    """Q30: which committee stands beside which partnership?"""
    answer = ask("ask all-facts listedAlongside")
    beside = {row["of_name"]: row["value"] for row in answer.rows() if row["of_name"] in IN_COMMON}
    assert set(beside) == IN_COMMON
    for committee, value in beside.items():
        partnership = committee.removeprefix("CCG Committee in Common beside the ").removesuffix(" ICP")
        assert value.endswith(f": {partnership} Integrated Care Partnership")
        assert "being a part of it is not said" in value
