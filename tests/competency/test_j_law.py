"""What the law says: by which section, on which day, and what it does not say.

The expectations were worked out from the sections themselves, as they are restated in the ontology's file of the law.
"""

from __future__ import annotations

import pytest

from ics_graph.ontology import load_ontology
from tests.competency.asked import Ask, Said

NHS_ACT = "National Health Service Act 2006"
NHSE, SOS = "NHS England", "Secretary of State for Health and Social Care"


def applying(answer: Said) -> list[tuple[str, str, str]]:
    """Return the relation, the other end and the section of what surely applied on the day of an answer."""
    return [
        (row["relation"], row["name"], row["sources"][0]["locator"])
        for row in answer.rows()
        if row["holds"] == "yes" and row["group"] != "At other times"
    ]


def test_an_integrated_care_board_is_assessed_and_directed_since_its_first_day(ask: Ask) -> None:
    """To whom was an ICB accountable by law on its first day, and by which sections?"""
    answer = ask('ask accountable-to "NHS Sussex ICB" --as-of 2022-07-01')
    lines = {(row["relation"], row["sources"][0]["locator"]) for row in answer.rows() if row["id"] == "nhs-england"}
    assert lines == {
        ("is assessed by", "section 14Z59(1), from 1 July 2022"),
        ("must comply with directions of", "section 14Z61, from 1 July 2022"),
        ("must comply with directions of", "section 223GB, from 1 July 2022"),
    }
    assert (answer.verdict, answer.json["verdict_in_words"].split(";")[0]) == ("only-tentative", "By law only")
    assert "is accountable to NHS England" not in answer.text
    reports = ask('ask reports-to "NHS Sussex ICB" --as-of 2022-07-01')
    assert {row["relation"] for row in reports.rows()} == {"sends its annual report to", "sends its accounts to"}
    assert ask('ask accountable-to "NHS Sussex ICB" --as-of 2022-06-30').rows() == []


def test_the_chair_of_a_board_is_appointed_by_one_and_approved_by_another(ask: Ask) -> None:
    """Who appointed the chair of an ICB in August 2023, and whose approval was needed?"""
    answer = ask("ask law-of-kind IntegratedCareBoard --as-of 2023-08-01")
    (chair,) = [row for row in answer.rows() if row["relation"].startswith("has its chair")]
    assert (chair["name"], chair["holds"]) == (NHSE, "yes")
    assert chair["relation"] == "has its chair appointed, with the approval of the Secretary of State, by"
    in_words = ask('ask "Who appoints the chair of an integrated care board on 1 August 2023?"')
    assert in_words.headline.startswith(
        "By law, on 1 August 2023, NHS England appointed, with the approval of the Secretary of "
        "State, the chair of any integrated care board."
    )
    assert chair["sources"][0]["locator"].startswith("Schedule 1B, paragraphs 5 and 6")
    (seat,) = [row for row in answer.rows() if row["name"] == "chair"]
    assert seat["value"] == "one; appointed by NHS England; approved by the Secretary of State"


def test_no_act_lays_down_to_whom_a_partnership_answers(ask: Ask) -> None:
    """To whom is an integrated care partnership accountable by law on 1 January 2024?"""
    answer = ask("ask law-of-kind ICP --as-of 2024-01-01")
    assert [(relation, name) for relation, name, _ in applying(answer)] == [
        ("is a joint committee of", "each relevant integrated care board"),
        ("is a joint committee of", "each relevant council"),
    ]
    assert {row["sources"][0]["locator"] for row in answer.rows() if row["holds"] == "yes"} == {
        "section 116ZA(1), from 1 July 2022"
    }
    assert answer.headline.endswith(
        "No law known here has another body assess, direct or hold any integrated care partnership to account."
    )
    assert not {row["name"] for row in answer.rows()} & {NHSE, SOS}
    assert applying(ask("ask law-of-kind ICP --as-of 2022-06-30")) == []


def test_a_foundation_trust_lays_its_accounts_before_parliament(ask: Ask) -> None:
    """Before whom are a foundation trust's accounts laid, and who else gets them?"""
    rows = applying(ask("ask law-of-kind FoundationTrust --as-of 2024-01-01"))
    assert ("lays accounts before", "Parliament", "Schedule 7, paragraph 25(4)(a), from 1 March 2007") in rows
    assert ("sends its accounts to", NHSE, "Schedule 7, paragraph 25(4)(b), from 1 July 2022") in rows
    body = ask('ask reports-to "Barnsley Hospital NHS Foundation Trust" --as-of 2022-07-01')
    assert {row["id"] for row in body.rows()} == {"nhs-england"}, "Parliament is no body of these data"


def test_governors_hold_directors_to_account_since_2013(ask: Ask) -> None:
    """Who holds the non-executive directors of a foundation trust to account, and since when?"""
    words = "has its non-executive directors held to account by"
    before, after = (ask(f"ask law-of-kind FoundationTrust --as-of {day}") for day in ("2013-03-31", "2013-04-01"))
    assert words not in {relation for relation, _, _ in applying(before)}
    (row,) = [row for row in applying(after) if row[0] == words]
    assert row[2] == "Schedule 7, paragraph 10A, from 1 April 2013"


def test_what_bound_nhs_england_in_2015_is_not_what_binds_it_later(ask: Ask) -> None:
    """To whom was NHS England accountable on 1 January 2015, and on 1 July 2022?"""
    then = ask('ask accountable-to "NHS England" --as-of 2015-01-01')
    later = ask('ask accountable-to "NHS England" --as-of 2022-07-01')
    always = {"sections 13A(7) and 13B(1), from 1 April 2013", "section 13U(4), from 1 April 2013"}
    sections = [{row["sources"][0]["locator"] for row in answer.rows()} for answer in (then, later)]
    assert sections[0] == {*always, "section 13Z2, from 1 April 2013 to 30 June 2022"}
    assert sections[1] == {*always, "sections 13ZC and 13ZD, from 1 July 2022"}
    assert then.names() == later.names() == {SOS}


def test_a_duty_in_force_was_taken_away_for_its_first_year(ask: Ask) -> None:
    """Did an ICB have to consult health and wellbeing boards on a joint forward plan for the year to March 2023?"""
    answer = ask("ask law-of-kind ICB --as-of 2023-03-31")
    (row,) = [row for row in answer.rows() if row["relation"] == "must consult"]
    assert row["sources"][0]["locator"] == "section 14Z54(3) to (5), from 1 July 2022"
    assert row["note"].startswith(
        "Not for the financial year that ended on 31 March 2023: S.I. 2022/734, regulation 33(2)"
    )


def test_who_is_liable_turns_round_on_the_day_on_which_delegation_changes(ask: Ask) -> None:
    """Against whom are liabilities enforceable where a council exercises a function of an ICB?"""
    new = ask("ask law-of-kind ICB --as-of 2023-06-01")
    (row,) = [row for row in new.rows() if row["relation"] == "may delegate functions to"]
    assert "enforceable against the body that exercises the function and no other person" in row["value"]
    assert (row["holds"], row["sources"][0]["locator"]) == ("yes", "section 65Z5(1), (2) and (6), from 1 July 2022")
    assert "each relevant council" in row["name"]
    old = ask('ask law "NHS England" --as-of 2022-06-30')
    (row,) = [row for row in old.rows() if row["relation"] == "may delegate functions to" and row["holds"] == "yes"]
    assert "NHS England stayed liable" in row["value"]


def test_nhs_england_may_not_give_away_its_assessment_of_boards(ask: Ask) -> None:
    """May NHS England delegate its assessment of an ICB on 1 January 2023?"""
    answer = ask('ask law "NHS England" --as-of 2023-01-01')
    (row,) = [row for row in answer.rows() if row["relation"].startswith("may not delegate")]
    assert (row["holds"], row["sources"][0]["locator"]) == ("yes", "regulation 2(a), from 1 July 2022")
    assert "14Z59" in row["value"]


@pytest.mark.parametrize(("day", "who", "holds"), [("2022-06-30", SOS, "possibly"), ("2022-07-01", NHSE, "yes")])
def test_who_appoints_the_chair_of_an_nhs_trust_changes_on_one_day(ask: Ask, day: str, who: str, holds: str) -> None:
    """Who appointed the chair of an NHS trust on the last day of June 2022, and on the next?

    Since when the Secretary of State did was not read, so that the older line is no more than possible.
    """
    answer = ask(f"ask law-of-kind NHSTrust --as-of {day}")
    rows = [row for row in answer.rows() if row["relation"] == "has its chair appointed by" and row["holds"] != "no"]
    assert [(row["name"], row["holds"]) for row in rows] == [(who, holds)]
    assert rows[0]["sources"][0]["locator"].startswith("Schedule 4, paragraph 3(1)(a)")


@pytest.mark.parametrize(
    ("day", "commissioner"), [("2022-06-30", "clinical commissioning group"), ("2022-07-01", "integrated care board")]
)
def test_which_commissioner_sits_on_a_health_and_wellbeing_board(ask: Ask, day: str, commissioner: str) -> None:
    """Which commissioner sent a representative to a health and wellbeing board, by the day?"""
    seats = [name for relation, name, _ in applying(ask(f"ask law-of-kind HWB --as-of {day}")) if "seat" in relation]
    assert [name for name in seats if "commissioning" in name or "integrated" in name] == [
        f"representative of each relevant {commissioner}"
    ]


def test_a_council_may_scrutinise_a_group_and_not_direct_it(ask: Ask) -> None:
    """Who could scrutinise a clinical commissioning group on 1 June 2013, and by which provision?"""
    answer = ask('ask law "NHS Darlington CCG" --as-of 2013-06-01')
    (row,) = [row for row in answer.rows() if row["relation"] == "may be scrutinised by"]
    assert (row["name"], row["holds"]) == ("each relevant council", "yes")
    assert row["sources"][0]["title"] == NHS_ACT
    assert "S.I. 2013/218, regulations 20(2)(b) and 21(1)" in row["sources"][0]["locator"]
    assert "no power to direct" in row["note"]
    assert ask('ask scrutiny "NHS Darlington CCG" --as-of 2013-06-01').rows() == []


def test_a_trust_that_became_a_foundation_trust_is_not_directed_any_more(ask: Ask) -> None:
    """A section on NHS trusts binds no foundation trust, and never one of which the type does not tell."""
    assert ask('ask accountable-to "Barnsley Hospital NHS Foundation Trust" --as-of 2022-07-01').rows() == []
    trust = ask('ask accountable-to "Barts Health NHS Trust" --as-of 2021-06-01')
    assert [(row["relation"], row["name"]) for row in trust.rows() if row["depth"] == 1] == [
        ("must comply with directions of", SOS)
    ]
    either = ask('ask law "London Ambulance Service" --as-of 2021-06-01')
    assert (
        "The type 'ambulance trust' does not say whether the London Ambulance Service is an NHS trust of "
        "section 25 or a foundation trust"
    ) in either.caveats
    assert "rule" not in ask('ask accountable-to "London Ambulance Service" --as-of 2021-06-01').certainty()


def test_law_that_was_there_before_and_law_of_later_are_told_apart(ask: Ask) -> None:
    """Which rules applied to a body on a day, and which do on others?"""
    answer = ask('ask law "NHS England" --as-of 2021-01-01')
    other = {row["sources"][0]["locator"] for row in answer.rows() if row["group"] == "At other times"}
    assert "sections 13ZC and 13ZD, from 1 July 2022" in other
    assert "section 13Z2, from 1 April 2013 to 30 June 2022" not in other
    gone = ask('ask law "NHS Darlington CCG" --as-of 2021-01-01')
    assert gone.verdict == "stated-none"
    assert gone.headline.startswith("NHS Darlington CCG no longer existed on 1 January 2021")


def test_a_day_after_what_was_read_is_not_stated(ask: Ask) -> None:
    """What is the law on 1 June 2027? What was read does not reach so far, and a Bill is no law."""
    answer = ask('ask law "NHS England" --as-of 2027-06-01')
    assert answer.verdict == "beyond-sources"
    assert answer.headline.startswith(
        "No law that was read reaches to 1 June 2027. As last read, by law, NHS England had to "
    )
    assert {row["holds"] for row in answer.rows() if row["group"] != "At other times"} == {"possibly"}
    assert "Bill" not in answer.headline


# The eight lines that no Act lays down. A line by law of these kinds would do harm.


@pytest.mark.parametrize(
    ("types", "objects"),
    [
        pytest.param("FoundationTrust", {"SecretaryOfState"}, id="a foundation trust is not directed by a minister"),
        pytest.param(
            "IntegratedCarePartnership", {"NHSEngland", "SecretaryOfState"}, id="a partnership has no line up"
        ),
        pytest.param(
            "HealthAndWellbeingBoard", {"NHSEngland", "IntegratedCareBoard"}, id="a board consulted approves not"
        ),
        pytest.param("IntegratedCareSystem", None, id="a system is no legal body"),
        pytest.param("SustainabilityAndTransformationPartnership", None, id="nor was a partnership of plans"),
        pytest.param("PlaceBasedPartnership", None, id="nor is a partnership of a place"),
        pytest.param("ProviderCollaborative", None, id="nor a collaborative"),
        pytest.param("PrimaryCareNetwork", None, id="nor a network"),
        pytest.param("NHSTrust", {"IntegratedCareBoard"}, id="a trust is not accountable to a board"),
        pytest.param("ClinicalCommissioningGroup", {"HealthAndWellbeingBoard"}, id="a group answers to no such board"),
        pytest.param("Council", {"NHSEngland"}, id="a council is not accountable to NHS England"),
    ],
)
def test_no_rule_makes_a_line_that_no_act_lays_down(types: str, objects: set[str] | None) -> None:
    ontology = load_ontology()
    kinds = ontology.kinds_of(types)
    lines = [rule for rule in ontology.rules if rule.relation is not None and ontology.bound_by(rule) & kinds]
    if types == "NHSTrust":
        lines = [rule for rule in lines if "NHSTrust" in rule.subject_types]
    wanted = {kind for name in objects or ontology.types for kind in ontology.kinds_of(name)}
    assert not [rule.name for rule in lines if set(rule.object_types) & wanted]


def test_a_foundation_trust_is_licensed_and_never_directed_by_nhs_england() -> None:
    ontology = load_ontology()
    lines = {
        (rule.relation, rule.object_type)
        for rule in ontology.rules
        if rule.relation is not None and "FoundationTrust" in ontology.bound_by(rule)
    }
    assert lines == {
        ("licensedBy", "NHSEngland"),
        ("sendsAccountsTo", "NHSEngland"),
        ("sendsAnnualReportTo", "NHSEngland"),
        ("directorsHeldToAccountBy", "CouncilOfGovernors"),
    }


def test_an_alliance_of_before_the_act_is_no_statutory_committee(ask: Ask) -> None:
    """The partnerships of 2019 have the name and not the law."""
    for day in ("2019-06-15", "2023-01-01"):
        answer = ask(f'ask structure "North Integrated Care Partnership" --as-of {day}')
        assert "rule" not in answer.certainty(), day
    law = ask('ask law "North Integrated Care Partnership" --as-of 2019-06-15')
    assert applying(law) == []
    of_no_day = ask('ask law "North Integrated Care Partnership"')
    assert of_no_day.verdict == "beyond-sources"
    assert of_no_day.headline.startswith(
        "No source saw the North Integrated Care Partnership since these provisions began"
    )


# What is planned stays planned.


def test_the_bill_is_planned_and_reported_and_in_no_answer_about_the_law(ask: Ask) -> None:
    open_ = ask('ask uncertain --source "Health Bill"')
    assert "NHS England would be abolished under the Health Bill" in {row["name"] for row in open_.rows()}
    assert {row["heading"] for row in open_.rows()} == {"planned"}
    assert {row["certainty"] for row in open_.rows()} == {"reported"}
    for command in ('ask law "NHS England"', 'ask accountable-to "NHS England"', "ask law-of-kind ICB"):
        for day in ("2025-09-01", "2026-11-28", "2027-04-01"):
            rows = ask(f"{command} --as-of {day}").rows()
            assert not [row for row in rows if "Bill" in row["sources"][0]["title"]], (command, day)
    end = ask("ask bodies NHSEngland --as-of 2027-04-01")
    assert "NHS England" in {row["name"] for row in end.rows()}, "a plan ends nothing"


def test_clustered_boards_stay_separate_and_sources_differ_on_their_merger(ask: Ask) -> None:
    members = ask("ask members cluster-birmingham-and-solihull-black-country")
    assert {row["name"] for row in members.rows("planned")} == {
        "NHS Birmingham and Solihull ICB",
        "NHS Black Country ICB",
    }
    differ = [row for row in ask("ask conflicts").rows() if row["of"] == "clusters-of-icbs"]
    assert len(differ) == 2
    assert any("by April 2027" in row["value"] for row in differ)
    assert any("ministers are to decide" in row["value"] for row in differ)
