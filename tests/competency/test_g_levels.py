"""G. Geography, levels, functions and money."""

from __future__ import annotations

import pytest

from tests.competency.asked import COMMITTEE, DECK, INTEGRATION, Ask

COMMISSIONED = {
    "Region (ICS CNE) level": {"Specialised acute services", "111 and ambulance"},
    "Communities (ICP / Sub-region) level": {"Non-specialist acute hospital services"},
    "Place-based level": {"Community services", "Health and social care integration", "Local pharmacy services"},
}
NOTHING_COMMISSIONED = ["National level", "Neighbourhoods level", "People level"]


def test_q55_which_levels_there_are_and_how_large(ask: Ask) -> None:
    """Q55: which levels does the deck distinguish, with which size where given?"""
    answer = ask("ask levels --source nenc-deck")
    order = [
        "National level",
        "Region (ICS CNE) level",
        "Communities (ICP / Sub-region) level",
        "Place-based level",
        "Neighbourhoods level",
        "People level",
    ]
    assert f"They include the {order[0]}, the {order[1]} and the {order[2]}." in answer.headline
    named = [row[key] for row in answer.rows() for key in ("of_name", "name") if row.get(key) in order]
    assert list(dict.fromkeys(named)) == order
    sizes = {(row["of_name"], row["value"]) for row in answer.rows(relation="population")}
    assert sizes == {("Neighbourhoods level", "30,000 to 50,000 people")}
    alike = {(row["of_name"], row["name"]) for row in answer.rows(relation="is the same size as")}
    assert alike == {("Place-based level", "Local authorities (any, in general)")}
    commissioned = {(row["of_name"], row["name"]) for row in answer.rows(relation="commissions")}
    assert commissioned == {(level, service) for level, services in COMMISSIONED.items() for service in services}


@pytest.mark.parametrize("level", COMMISSIONED)
def test_q55_what_is_commissioned_at_each_level(ask: Ask, level: str) -> None:
    """Q55: what is commissioned at each?"""
    answer = ask(f'ask commissioning "{level}"')
    assert answer.names() == COMMISSIONED[level]
    assert (DECK, "slide 9") in answer.cited()
    assert answer.cited() <= {(DECK, "slide 6"), (DECK, "slide 9")}
    assert {basis for basis, _ in answer.basis()} <= {"layout", "inferred"}
    if level.startswith("Communities"):
        assert "in conjunction with place" in answer.notes()


@pytest.mark.parametrize("level", NOTHING_COMMISSIONED)
def test_q55_at_the_other_levels_no_commissioning_is_given(ask: Ask, level: str) -> None:
    """Q55: and at the others?"""
    answer = ask(f'ask commissioning "{level}"')
    assert (answer.verdict, answer.rows()) == ("not-stated", [])


def test_q56_what_money_figures_are_given_and_for_what(ask: Ask) -> None:
    """Q56: what money figures are given, and for what?"""
    answer = ask("ask all-facts figure")
    money = {(row["of_name"], row["value"]) for row in answer.rows() if "£" in row["value"]}
    assert money == {
        ("North East and North Cumbria ICS", "£4,400,000,000 – total CCG spend, North East & North Cumbria"),
        ("Great North Care Record", "£22,000,000 – national funding secured"),
        ("Expansion of prevention activity", "£1,000,000 – NHS investment agreed"),
    }
    assert {row["sources"][0]["locator"] for row in answer.rows() if "£" in row["value"]} == {"slide 6", "slide 7"}
    assert "year not stated" in answer.notes()


def test_q56_how_large_the_financial_gap_is_nobody_says(ask: Ask) -> None:
    """Q56: how large is the financial gap of Lancashire and South Cumbria?"""
    answer = ask('ask figures "Lancashire and South Cumbria ICS"')
    assert (answer.verdict, answer.rows()) == ("not-stated", [])
    assert "how large the financial gap is" in answer.caveats


def test_q58_which_providers_are_listed_without_a_partnership(ask: Ask) -> None:
    """Q58: which providers are listed without an ICP?"""
    answer = ask("ask all-facts listedAlongside")
    others = [row for row in answer.rows() if "without a partnership" in row["value"]]
    assert {(row["of_name"], row["sources"][0]["locator"]) for row in others} == {
        ("NTW", "slide 10"),
        ("TEWV", "slide 10"),
        ("NEAS", "slide 10"),
    }
    for name in ("NTW", "TEWV", "NEAS"):
        assert not ask(f"ask memberships {name}").rows()
    kinds = {row["type"] for name in ("NTW", "TEWV", "NEAS") for row in ask(f"show {name}").rows(relation="is named")}
    assert kinds == {"MentalHealthTrust", "AmbulanceTrust"}


def test_q58_no_area_is_given_for_the_ambulance_trust(ask: Ask) -> None:
    """Q58: does the source say that the ambulance trust serves North Cumbria?"""
    answer = ask("ask coverage NEAS")
    # A register of 2022 places it in the area of a partnership; the slide gives it none.
    assert (answer.names(), answer.cited()) == ({"Cumbria and North East STP"}, {("ods-etr", "row RX6")})
    assert "The slide lists it under other providers, without an area." in answer.caveats


DELIVERY = {
    "Prevention",
    "Care Closer To Home",
    "Urgent & Emergency Care",
    "Optimal Use of the Acute Sector",
    "Cancer",
    "Learning Disabilities",
    "Mental Health",
    "Continuing Health Care",
}
ENABLING = {
    "Demand Management",
    "Digital Care",
    "Workforce",
    "Communication & Engagement",
    "Estates",
    "Transport",
    "System Development",
}


def test_q59_which_workstreams_deliver_which_enable_and_how_they_stand(ask: Ask) -> None:
    """Q59: which are delivery programmes, which are enabling strategies, and what is their standing?"""
    delivery, enabling = ask("ask bodies DeliveryWorkstream"), ask("ask bodies EnablingWorkstream")
    assert delivery.names() == {f"{name} workstream" for name in DELIVERY}
    assert enabling.names() == {f"{name} workstream" for name in ENABLING}
    assert delivery.cited() | enabling.cited() == {(DECK, "slide 13")}
    together = ask('ask facts "STP workstreams"')
    assert (together.values(), together.cited()) == ({"existing, to be reviewed"}, {(DECK, "slide 13")})
    assert "existing, to be reviewed" in ask('ask facts "Cancer workstream"').caveats


def test_q59_which_priorities_have_a_workstream_of_the_same_name(ask: Ask) -> None:
    """Q59: which two priorities have a workstream of the same name?"""
    priorities = {row["value"] for row in ask("ask facts NENC --property priority").rows("in effect")}
    assert {name.casefold() for name in DELIVERY | ENABLING} & priorities == {"mental health", "learning disabilities"}
    themes = ask("ask themes NENC").caveats
    assert "learning disabilities and mental health" in themes
    assert "learning disabilities and mental health" in themes


def test_q60_of_which_relations_there_is_no_instance(ask: Ask) -> None:
    """Q60: for which of these relations do the seeds give no instance at all?"""
    answer = ask(
        'ask all-lines employs hosts "co-terminous with" "reports to" "provides services to" "accountable to" '
        "scrutinises chairs --no-rules"
    )
    none = "'is employed by', 'hosts', 'is co-terminous with', 'reports to' or 'provides services to'"
    assert f"do not state a relationship of the kind {none}." in answer.headline
    assert {(row["heading"], row["of_name"], row["relation"], row["name"]) for row in answer.rows()} == {
        ("in general", "Place-based level", "is accountable to", "Local populations (any, in general)"),
        (
            "in effect",
            "Committee that discussed the draft strategy (not named)",
            "scrutinises",
            "Lancashire and South Cumbria ICS five year strategy",
        ),
        (
            "in effect",
            "Committee that discussed the draft strategy (not named)",
            "scrutinises",
            "Lancashire and South Cumbria ICS",
        ),
        ("planned", "Penny Dash", "chairs", "North West London ICS"),
    }
    assert {source for source, _ in answer.cited()} == {DECK, COMMITTEE, INTEGRATION}
