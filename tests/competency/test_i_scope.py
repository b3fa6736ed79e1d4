"""What belongs to a system: down and sideways, never up, and on a day with what came before and after."""

from __future__ import annotations

import pytest

from tests.competency.asked import DECK, Ask

NENC = "North East and North Cumbria ICS"
CCG = "ClinicalCommissioningGroup"


def names(rows: list[dict[str, object]]) -> set[str]:
    return {str(row["name"]) for row in rows}


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("MentalHealthTrust", "2 mental health trusts"),
        ("AmbulanceTrust", "1 ambulance trust"),
        ("CommitteesInCommon", "4 committees in common"),
        ("JointCommittee", "1 joint committee"),
    ],
)
def test_what_a_slide_lists_beside_the_system_is_counted_in_it(ask: Ask, kind: str, number: str) -> None:
    """How many mental health trusts has the system? Slide 10 lists two, in no partnership."""
    answer = ask(f"ask bodies {kind} --within NENC")
    # The joint committee covers the system; the slide puts the others beside it and its partnerships.
    they_are = "It is" if number.startswith("1 ") else "They are"
    beside = "" if kind == "JointCommittee" else f" {they_are} only listed beside it."
    assert answer.headline == f"The sources name {number} in the {NENC}.{beside}"
    assert answer.verdict == "answered"


@pytest.mark.parametrize("kind", ["NationalBody", "NHSEnglandRegion", "GovernmentDepartment", "IntegratedCareBoard"])
def test_what_is_above_a_system_is_never_in_it_and_never_counted_as_none(ask: Ask, kind: str) -> None:
    """Is Public Health England, whose figures a slide shows, part of the system? Nobody says so."""
    answer = ask(f"ask bodies {kind} --within NENC")
    assert answer.headline.startswith("No source says which ")
    assert answer.headline.endswith(f" belong to the {NENC}.")
    assert (answer.verdict, answer.rows()) == ("not-stated", [])


def test_within_a_board_on_a_day_before_it_are_the_ccgs_out_of_which_it_came(ask: Ask) -> None:
    """Within NHS North West London ICB, on the day before its CCG began: the eight that merged into that one."""
    answer = ask(f'ask bodies {CCG} --within "NHS North West London ICB" --as-of 2021-03-31')
    assert answer.headline == (
        "On 31 March 2021, 8 clinical commissioning groups in NHS North West London ICB existed."
    )
    assert answer.verdict == "answered"


def test_the_day_before_a_merger_a_scope_has_the_predecessors(ask: Ask) -> None:
    """Within the single CCG, on the day before it began: the eight that merged into it."""
    answer = ask(f'ask bodies {CCG} --within "NHS North West London CCG" --as-of 2021-03-31')
    assert answer.verdict == "answered"
    assert answer.headline == "On 31 March 2021, 8 clinical commissioning groups in NHS North West London CCG existed."
    assert "NHS Hammersmith and Fulham CCG" in names(answer.rows())


def test_a_scope_has_what_lies_in_its_geography_as_coverage_has(ask: Ask) -> None:
    """Which CCGs are within Cumbria and North East STP? The eight that 'coverage' lists."""
    answer = ask(f'ask bodies {CCG} --within "Cumbria and North East STP" --as-of 2021-04-01')
    assert "8 clinical commissioning groups in the Cumbria and North East STP existed" in answer.headline
    covered = ask('ask coverage "Cumbria and North East STP" --as-of 2021-04-01').rows()
    assert {row["id"] for row in answer.rows()} == {row["id"] for row in covered if row.get("type") == CCG}


def test_changes_have_what_came_of_the_mergers_that_they_list(ask: Ask) -> None:
    """What changed in the system on 1 April 2020? Six CCGs closed, and three came of their mergers."""
    answer = ask("ask changes 2020-03-31 2020-04-01 --within NENC")
    days = "between 31 March 2020 and 1 April 2020"
    assert answer.headline.startswith(f"Within the {NENC}, {days}, 3 bodies were established and 6 abolished.")
    (balance,) = answer.rows(relation="balance")
    assert balance["value"] == "12 on 31 March 2020 + 3 established − 6 abolished = 9 on 1 April 2020"
    assert {"NHS County Durham CCG", "NHS Tees Valley CCG"} <= names(answer.rows())
    # The other bodies of a merger that took in one of the system's are no part of the system.
    assert "NHS Scarborough and Ryedale CCG" not in names(answer.rows(relation="ends"))


def test_changes_within_an_area_are_those_of_the_bodies_whose_area_it_is(ask: Ask) -> None:
    """What changed in North West London in April 2021? Eight CCGs closed and one opened."""
    answer = ask('ask changes 2021-03-31 2021-04-02 --within "North West London"')
    (balance,) = answer.rows(relation="balance")
    assert balance["value"] == "8 on 31 March 2021 + 1 established − 8 abolished = 1 on 2 April 2021"


def test_gaps_of_a_system_are_of_its_committees_and_not_of_a_forum_where_somebody_spoke(ask: Ask) -> None:
    """Of which bodies of the system is something missing? Of its committees, and not of the Darlington board."""
    of = names(ask("ask gaps --within NENC").rows())
    assert "Joint CCG Committee (CNE-wide)" in of
    assert "CCG Committee in Common beside the South ICP" in of
    assert "Programme Boards of the STP workstreams (several, not named)" in of
    assert not [name for name in of if "addressed" in name or name == "Public Health England"]


def test_the_scope_of_a_committee_is_not_the_system_whose_area_it_has(ask: Ask) -> None:
    """What is missing of the joint committee? Four things, and all of itself."""
    answer = ask('ask gaps --within "Joint CCG Committee"')
    assert names(answer.rows()) == {"Joint CCG Committee (CNE-wide)"}
    assert {row["relation"] for row in answer.rows()} == {"accountability", "chair", "membership", "reporting"}


def test_what_ought_to_be_said_is_asked_of_no_publisher_of_figures(ask: Ask) -> None:
    """Does the system answer for Public Health England? Nothing is expected of it."""
    of = names(ask("ask stated --within NENC --by body").rows())
    assert "Public Health England" not in of
    assert "Joint CCG Committee (CNE-wide)" in of


@pytest.mark.parametrize(
    ("system", "family", "line"),
    [
        ("Lancashire and South Cumbria ICS", "approvals", ("NHS England", "five year strategy")),
        ("NENC", "commissioning", ("Region (ICS CNE) level", "Specialised acute services")),
        ("NENC", "accountability", ("Place-based level", "Local populations")),
        ("North West London ICS", "approvals", ("The eight local CCGs", "Amended constitution")),
    ],
)
def test_a_line_with_one_end_in_a_system_is_a_line_of_it(
    ask: Ask, system: str, family: str, line: tuple[str, str]
) -> None:
    """Which lines has the board paper? Those of the sources with either end in the system."""
    answer = ask(f'ask all-lines {family} --within "{system}"')
    assert any(line[0] in str(row["of_name"]) and line[1] in str(row["name"]) for row in answer.rows())


def test_to_be_listed_beside_a_system_is_no_membership_and_no_part(ask: Ask) -> None:
    """Is NTW a member of the system, or a part of it? It is only listed beside it, and 'show' says so."""
    assert ask("ask memberships NTW").verdict == "not-stated"
    assert "NTW" not in ask("ask structure NENC").text
    assert names(ask("ask structure NENC").rows()).isdisjoint({"NTW", "NEAS"})
    beside = ask("ask all-lines listing --within NENC").rows()
    assert {row["sources"][0]["source"] for row in beside if row["of_name"] == "NTW"} == {DECK}


def test_a_member_of_one_that_the_other_covers_is_an_answer(ask: Ask) -> None:
    """What have the combined authority and the Central ICP in common? Three councils: members there, areas here."""
    answer = ask('ask shared-members "North East Combined Authority" "Central ICP"')
    assert answer.verdict == "answered"
    assert "members of the North East Combined Authority and only covered by the Central" in answer.headline


def test_the_members_of_bodies_spoken_of_together_are_those_of_each(ask: Ask) -> None:
    """Which councils are on none of the combined authorities? Slide 11 names twelve, each on one of three."""
    together = "Combined authorities of the North East and North Cumbria"
    answer = ask(f'ask not-represented "{together}" --type Council')
    assert answer.verdict == "answered"
    assert "every one of 12 councils that sources name as a member or part of it is named on" in answer.headline
