"""B. Membership and seats."""

from __future__ import annotations

import pytest

from tests.competency.asked import DECK, INTEGRATION, PRIORITIES, Ask

CCGS = {
    "North": {"Northumberland CCG", "North Tyneside CCG", "Newcastle Gateshead CCG"},
    "Central": {"South Tyneside CCG", "Sunderland CCG", "North Durham CCG", "DDES CCG"},
    "South": {"HAST CCG", "NHS Darlington CCG", "South Tees CCG", "HRW CCG"},
    "North Cumbria": {"North Cumbria CCG"},
}
TRUSTS = {
    "North": {"Northumbria FT", "Newcastle FT", "Gateshead FT"},
    "Central": {"Sunderland-South Tyneside FT", "CDDFT"},
    "South": {"CDDFT", "North Tees FT", "South Tees FT"},
    "North Cumbria": {"North Cumbria University Hosp FT", "Cumbria Partnership FT"},
}
AREAS = {
    "North": {"Northumberland", "North Tyneside", "Newcastle", "Gateshead"},
    "Central": {"South Tyneside", "Sunderland", "County Durham"},
    "South": {"Hartlepool", "Stockton on Tees", "Darlington", "Middlesbrough", "Redcar & Cleveland", "North Yorkshire"},
    "North Cumbria": {"Cumbria County Council"},
}
COLUMN_READINGS = {"Central", "North Cumbria"}
AUTHORITIES = {
    "North of Tyne": {"Newcastle", "North Tyneside", "Northumberland"},
    "North East": {"County Durham", "Gateshead", "Sunderland", "South Tyneside"},
    "Tees Valley": {"Darlington", "Hartlepool", "Middlesbrough", "Redcar & Cleveland", "Stockton on Tees"},
}


def councils(names: set[str]) -> set[str]:
    """Return how areas are called in the data: that an area is meant is added."""
    return {name if name.endswith("Council") else f"{name} (council area)" for name in names}


@pytest.mark.parametrize("icp", CCGS)
def test_q10_which_ccgs_belong_to_each_partnership(ask: Ask, icp: str) -> None:
    """Q10: which CCGs belong to each of the four partnerships?"""
    answer = ask(f'ask members "{icp} Integrated Care Partnership" --type ClinicalCommissioningGroup')
    assert answer.names() == CCGS[icp]
    assert {row["heading"] for row in answer.rows()} == {"in effect"}
    assert answer.cited() == {(DECK, "slide 10")}
    assert answer.basis() == {("layout", "medium" if icp in COLUMN_READINGS else None)}


@pytest.mark.parametrize("icp", TRUSTS)
def test_q11_which_foundation_trusts_are_listed_in_each_partnership(ask: Ask, icp: str) -> None:
    """Q11: which foundation trusts are listed in each partnership?"""
    answer = ask(f'ask members "{icp} ICP" --type FoundationTrust')
    assert answer.names() == TRUSTS[icp]
    assert answer.cited() == {(DECK, "slide 10")}
    assert answer.basis() == {("layout", "medium" if icp in COLUMN_READINGS else None)}
    if icp == "Central":
        assert "The slide counts three foundation trusts and names two." in answer.caveats


@pytest.mark.parametrize("icp", AREAS)
def test_q12_which_council_areas_each_partnership_covers(ask: Ask, icp: str) -> None:
    """Q12: which council areas does each partnership cover? Areas, not seats."""
    answer = ask(f'ask coverage "{icp} ICP"')
    assert answer.names() == councils(AREAS[icp])
    assert answer.cited() == {(DECK, "slide 10")}
    assert answer.basis() == {("layout", "medium" if icp in COLUMN_READINGS else None)}
    assert not ask(f'ask members "{icp} ICP" --type Council').rows()
    assert "does not say the council is a member" in answer.notes()


def test_q13_only_cddft_is_in_two_partnerships(ask: Ask) -> None:
    """Q13: which trust sits in more than one, and is any CCG or council area shared?"""
    answer = ask("ask overlaps IntegratedCarePartnership --within NENC")
    assert {row["of_name"] for row in answer.rows()} == {"CDDFT"}
    assert answer.names() == {"Central Integrated Care Partnership", "South Integrated Care Partnership"}
    kinds = "12 CCGs, 8 unitary authorities and 5 metropolitan borough councils"
    assert "The sources name no body of any other kind as a member, part or area of more than one " in answer.caveats
    assert kinds in answer.caveats
    assert ask('ask shared-members "North ICP" "North Cumbria ICP"').rows() == []
    spread = ask("ask spans IntegratedCarePartnership")
    assert {(row["of_name"], row["name"]) for row in spread.rows()} == {
        ("CDDFT", "Central Integrated Care Partnership"),
        ("CDDFT", "South Integrated Care Partnership"),
    }


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_q14_which_councils_make_up_each_combined_authority(ask: Ask, authority: str) -> None:
    """Q14: which councils make up each combined authority?"""
    answer = ask(f'ask members "{authority} Combined Authority" --as-of 2020-01-01')
    assert answer.names() == councils(AUTHORITIES[authority])
    assert (DECK, "slide 11") in answer.cited()
    assert {source for source, _ in answer.cited()} <= {DECK, "si-2016-449", "si-2018-1133"}


def test_q14_what_their_remit_is_and_that_health_is_not_in_it(ask: Ask) -> None:
    """Q14: what is their remit, and is health part of it?"""
    answer = ask('ask facts "Combined authorities of the North East and North Cumbria"')
    assert answer.values() == {"transport, infrastructure, skills, business investment, housing, culture and tourism"}
    assert answer.basis() == {("layout", "medium")}
    assert "health is not in the list; could also be the remit of North of Tyne alone" in answer.notes()


def test_q18_who_is_to_be_represented_on_the_north_west_london_ics(ask: Ask) -> None:
    """Q18: who is to be represented? Conditional wording, so nobody is there in so many words."""
    answer = ask('ask members "North West London ICS"')
    assert answer.names("planned") == {
        "Provider organisations of North West London (several, not named)",
        "London Ambulance Service",
    }
    assert answer.names("in effect") == {"Councillor Graham Henson", "Councillor Tim Mitchell"}
    assert answer.certainty("in effect") == {"inferred"}
    assert answer.cited() == {(INTEGRATION, "minutes para 2, line 19")}
    assert answer.verdict == "only-tentative"
    assert "It names no seat of a CCG" in answer.caveats
    chair = ask('ask leaders "North West London ICS"')
    assert chair.names("planned", "is chaired by") == {"Penny Dash"}
    assert {row["name"] for row in chair.rows()} == {"Penny Dash"}


def test_q18_of_which_councils_the_councillors_are(ask: Ask) -> None:
    """Q18: from which councils do the two councillors come?"""
    roles = {
        (row["name"], row["role"])
        for who in ("Graham Henson", "Tim Mitchell")
        for row in ask(f'ask roles "Councillor {who}"').rows("in effect", "holds a role at")
    }
    assert roles == {
        ("Harrow Council", "Council Leader"),
        ("City of Westminster Council", "Deputy Leader"),
        ("City of Westminster Council", "Cabinet Member for Adult Social Care and Public Health"),
    }


def test_q20_from_whom_a_partnership_board_is_drawn_and_who_may_join(ask: Ask) -> None:
    """Q20: from which groups must the partnership board of each ICS be drawn, and which may opt in?"""
    answer = ask('ask members "Partnership board of an integrated care system"')
    assert {row["heading"] for row in answer.rows()} == {"planned"}
    assert {name.partition(" (")[0] for name in answer.names("planned", "has representation from")} == {
        "Clinical commissioning groups",
        "NHS providers",
        "Primary care networks",
    }
    may = answer.rows("planned", "members include")
    assert {row["name"].partition(" (")[0] for row in may} == {
        "Local authorities",
        "Voluntary sector",
        "Other partners",
    }
    assert {row["role"] for row in may} == {"may join"}
    assert answer.cited() == {(DECK, "slide 8")}
    assert answer.verdict == "only-tentative"


def test_q20_the_rules_of_that_board_in_words(ask: Ask) -> None:
    """Q20: which rules of membership are quoted, and how is it chaired?"""
    answer = ask('ask facts "Partnership board of an integrated care system"')
    assert answer.values("planned") == {
        "drawn from CCGs",
        "drawn from trusts",
        "drawn from primary care networks",
        "where they wish: local authorities",
        "where they wish: the voluntary sector",
        "where they wish: other partners",
        "independent chair",
    }
    assert (answer.verdict, answer.cited()) == ("only-tentative", {(DECK, "slide 8")})


def test_q22_what_kinds_of_organisation_make_up_the_partnership_of_h_and_f(ask: Ask) -> None:
    """Q22: what kinds of organisation make up the H&F ICP, and how is it defined?"""
    answer = ask('ask members "H&F ICP"')
    assert {name.partition(" in ")[0] for name in answer.names()} == {
        "Hospitals",
        "GP practices",
        "Third sector providers",
    }
    assert answer.certainty("in effect") == {"reported"}
    assert answer.names("uncertain") == {"Local authorities (any, in general)"}
    assert "names no organisation" in answer.caveats
    definition = ask('ask facts "H&F ICP" --property definition')
    (value,) = definition.values()
    assert "an alliance of NHS providers" in value
    assert "through collaboration rather than competition" in value
    assert definition.cited() == {(INTEGRATION, "minutes para 4, line 27")}
    assert "third sector providers are not NHS providers" in definition.notes()


def test_q23_whose_senior_leaders_agree_objectives_and_who_refines_them(ask: Ask) -> None:
    """Q23: whose senior leaders are agreeing measurable objectives, and who must agree and refine them afterwards?"""
    group = "Senior leaders who agree measurable objectives (North East and North Cumbria)"
    now = ask(f'ask members "{group}"')
    assert now.names() == {
        "Clinical commissioning groups of the North East and North Cumbria (several, not named)",
        "NHS hospital trusts of the North East and North Cumbria (several, not named)",
        "NHS England/Improvement",
    }
    afterwards = ask(f'ask support "{group}"')
    assert afterwards.names("planned") == {"Local authorities (any, in general)", "Other partners (any, in general)"}
    assert afterwards.verdict == "only-tentative"
    assert now.cited() == afterwards.cited() == {(PRIORITIES, "line 14")}


def test_q24_where_middlesbrough_sits_and_its_health_figures(ask: Ask) -> None:
    """Q24: in which ICP and combined authority does Middlesbrough sit, with which figures, from which sources?"""
    covered = ask("ask coverage Middlesbrough")
    assert covered.names() == {"South Integrated Care Partnership", "NHS North East and North Cumbria ICB"}
    assert covered.cited() == {(DECK, "slide 10"), ("ons-small-areas-2024", "E06000002, QHM")}
    assert ask("ask memberships Middlesbrough").names() == {"Tees Valley Combined Authority"}
    figures = ask("ask figures Middlesbrough")
    assert figures.values() == {
        "one of the 15 most deprived parts of England",
        "4th highest rate of premature mortality",
        "most years of life lost: 2nd colon cancer, 2nd stroke, 4th pneumonia, 4th lung cancer",
    }
    assert (figures.cited(), figures.basis()) == ({(DECK, "slide 3")}, {("layout", None), ("layout", "medium")})
    credited = ask("ask all-lines citesData")
    assert credited.names() == {"Public Health England", "University of East Anglia"}
    assert "which of the two charts belongs to which source is lost" in credited.notes()
