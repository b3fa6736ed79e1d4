"""The shipped datasets: every claim has its place in its source, and the answers of the deck, slide by slide."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.model import Dataset
from ics_graph.stores.sqlite import shipped_datasets
from tests.asking import NENC, Asker, asking, names

# How a place is written in each source: a slide, a paragraph or part with its line, a row of a data file.
LOCATORS = {
    "nenc-deck": r"slide ([1-9]|1[0-3])",
    "darlington-board-minutes": r"(item title|para \d|resolution \d), line \d+",
    "nenc-priorities": r"lines? \d+( to \d+)?",
    "lsc-committee-item": r"((purpose|para \d)( \(decision\))?, )?line \d+",
    "nwl-integration-item": r"((agenda text|agenda bullet \d|minutes para \d|resolution), )?line \d+",
}


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return read_datasets(shipped_datasets()).dataset


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(NENC, tmp_path_factory.mktemp("store")) as asker:
        yield asker


def test_every_record_cites_a_place_in_its_source(shipped: Dataset) -> None:
    for section, record in shipped.claimed():
        spells = getattr(record, "phases", ())
        claims = [*record.claims, *(claim for spell in spells for claim in spell.claims)]
        assert claims, (section, record.id)
        for claim in claims:
            assert claim.locator, (section, record.id)
            assert re.fullmatch(f"{LOCATORS.get(claim.source, '.+')}|whole text", claim.locator), (record.id, claim)


def test_only_the_people_whom_the_documents_name_are_named(shipped: Dataset) -> None:
    people = [entity for entity in shipped.entities.values() if entity.type == "Person"]
    assert sorted(person.name for person in people if not person.unnamed) == [
        "Councillor Coleman",
        "Councillor Graham Henson",
        "Councillor Tim Mitchell",
        "Dr Amanda Doyle",
        "Dr Cavanagh",
        "Janet Cree",
        "Lisa Redfern",
        "Merril Hammer",
        "Ms Beth Goodman",
        "Penny Dash",
    ]
    assert [person.name for person in people if person.unnamed] == ["Chief Officer of NHS Darlington CCG (not named)"]


def test_no_source_gives_a_reporting_line_an_employer_or_a_host(shipped: Dataset) -> None:
    types = {relation.type for relation in shipped.relations.values()}
    assert types & {"reportsTo", "employedBy", "hosts", "coTerminousWith", "providesServicesTo"} == set()


def test_the_deck_is_dated_only_by_its_bounds(shipped: Dataset) -> None:
    source = shipped.sources["nenc-deck"]
    assert (source.date, str(source.not_before), str(source.not_after)) == (None, "2018", "2021-04")
    assert source.date_note


ICPS = {
    "North": (
        ["Newcastle Gateshead CCG", "North Tyneside CCG", "Northumberland CCG"],
        ["Gateshead FT", "Newcastle FT", "Northumbria FT"],
        ["Gateshead", "Newcastle", "North Tyneside", "Northumberland"],
        "1,025,000 people",
    ),
    "Central": (
        ["DDES CCG", "North Durham CCG", "South Tyneside CCG", "Sunderland CCG"],
        ["CDDFT", "Sunderland-South Tyneside FT"],
        ["County Durham", "South Tyneside", "Sunderland"],
        "992,000 people",
    ),
    "South": (
        ["HAST CCG", "HRW CCG", "NHS Darlington CCG", "South Tees CCG"],
        ["CDDFT", "North Tees FT", "South Tees FT"],
        ["Darlington", "Hartlepool", "Middlesbrough", "North Yorkshire", "Redcar & Cleveland", "Stockton on Tees"],
        "847,000 people",
    ),
    "North Cumbria": (
        ["North Cumbria CCG"],
        ["Cumbria Partnership FT", "North Cumbria University Hosp FT"],
        ["Cumbria County Council"],
        "327,000 people",
    ),
}


@pytest.mark.parametrize("icp", ICPS)
def test_slide_10_gives_each_partnership_its_members_areas_and_population(ask: Asker, icp: str) -> None:
    ccgs, trusts, areas, population = ICPS[icp]
    body = f"{icp} Integrated Care Partnership"
    assert sorted(names(ask("members", body, type="ClinicalCommissioningGroup"))) == ccgs
    assert sorted(names(ask("members", body, type="NHSTrust"))) == trusts
    assert names(ask("members", body, type="Council")) == []
    card = ask("show", body)
    covered = sorted(r.name.removesuffix(" (council area)") for r in card.rows if r.relation == "covers")
    assert covered == areas
    assert [r.value for r in card.rows if r.relation == "population"] == [population]
    assert all(cited.locator == "slide 10" for r in ask("members", body).rows for cited in r.sources)


def test_the_missing_third_trust_of_central_is_told(ask: Asker) -> None:
    caveats = ask("members", "Central Integrated Care Partnership").caveats
    assert any("The slide counts three foundation trusts and names two." in caveat for caveat in caveats)


def test_only_cddft_sits_in_two_partnerships(ask: Asker) -> None:
    assert sorted(names(ask("memberships", "CDDFT"))) == [
        "Central Integrated Care Partnership",
        "South Integrated Care Partnership",
    ]


def test_north_cumbria_is_a_shadow_seen_on_1_april_2018_and_no_first_day_is_said(ask: Asker) -> None:
    body = ask.store.bodies(["icp-nenc-north-cumbria"])["icp-nenc-north-cumbria"]
    (spell,) = body.record.phases
    assert (spell.phase, spell.since, str(spell.claims[0].observed)) == ("shadow", None, "2018-04-01")
    assert body.on("2018-04-01") == "yes"
    assert body.on("2018-03-31") == "possibly"


@pytest.mark.parametrize(
    ("authority", "councils"),
    [
        ("North of Tyne", ["Newcastle", "North Tyneside", "Northumberland"]),
        ("North East", ["County Durham", "Gateshead", "South Tyneside", "Sunderland"]),
        ("Tees Valley", ["Darlington", "Hartlepool", "Middlesbrough", "Redcar & Cleveland", "Stockton on Tees"]),
    ],
)
def test_slide_11_gives_each_combined_authority_its_councils(ask: Asker, authority: str, councils: list[str]) -> None:
    found = names(ask("members", f"{authority} Combined Authority", as_of="2020-01-01"))
    assert sorted(name.removesuffix(" (council area)") for name in found) == councils


def test_elected_mayors_are_only_planned_and_not_for_the_north_east(ask: Asker) -> None:
    for authority in ("North of Tyne", "Tees Valley"):
        card = ask("show", f"{authority} Combined Authority")
        (mayor,) = [r for r in card.rows if r.relation == "posts include"]
        assert (mayor.name, mayor.phase) == (f"Elected mayor of {authority}", "planned")
    card = ask("show", "North East Combined Authority")
    assert [r for r in card.rows if r.relation == "posts include"] == []


def test_the_management_group_supports_the_stp_lead_and_to_whom_it_reports_is_not_read(ask: Asker) -> None:
    answer = ask("reports-to", "ICS Management Group")
    assert (answer.verdict, answer.rows) == ("not-read", ())
    card = ask("show", "ICS Management Group")
    assert [(r.relation, r.name) for r in card.rows if r.relation == "supports"] == [("supports", "STP Lead")]
    assert any("The sources do not say who holds it." in caveat for caveat in ask("show", "STP Lead").caveats)


def test_the_joint_committee_has_ccgs_by_its_name_only(ask: Asker) -> None:
    answer = ask("members", "Joint CCG Committee")
    assert answer.verdict == "only-tentative"
    assert answer.headline == "No source says who the members of the Joint CCG Committee (CNE-wide) are."
    assert names(answer) == []


def test_what_carries_a_question_mark_is_uncertain(shipped: Dataset, ask: Asker) -> None:
    asked = {
        entity.id
        for entity in shipped.entities.values()
        if entity.claims and all(claim.stance == "questions" for claim in entity.claims)
    }
    assert asked == {"partnership-board-nenc", "biannual-summits-nenc"}
    structure = ask("structure", "NENC")
    assert names(structure, "uncertain") == ["Partnership Board (North East and North Cumbria)"]
    planning = [f for f in shipped.facts.values() if f.text == "joint financial planning"]
    assert [claim.stance for fact in planning for claim in fact.claims] == ["questions"]


def test_slide_13_gives_eight_delivery_and_seven_enabling_workstreams(ask: Asker) -> None:
    rows = ask("structure", "NENC").rows
    for kind, expected in (
        (
            "DeliveryWorkstream",
            "Cancer; Care Closer To Home; Continuing Health Care; Learning Disabilities; Mental Health; "
            "Optimal Use of the Acute Sector; Prevention; Urgent & Emergency Care",
        ),
        (
            "EnablingWorkstream",
            "Communication & Engagement; Demand Management; Digital Care; Estates; System Development; Transport; "
            "Workforce",
        ),
    ):
        found = sorted(r.name.removesuffix(" workstream") for r in rows if r.type == kind)
        assert "; ".join(found) == expected


def test_the_only_worded_accountability_is_a_principle_with_a_target(shipped: Dataset, ask: Asker) -> None:
    lines = [r for r in shipped.relations.values() if r.type == "accountableTo"]
    assert [(line.subject, line.object) for line in lines] == [("level-nenc-place", "population-local")]
    answer = ask("accountable-to", "Place-based")
    assert names(answer, "in general") == ["Local populations (any, in general)"]


def test_no_rule_or_plan_is_passed_off_as_a_statement(ask: Asker) -> None:
    answer = ask("accountable-to", "NHS Darlington CCG", as_of="2019-06-01")
    assert answer.verdict == "only-tentative"
    assert answer.headline.startswith(
        "No source says who NHS Darlington CCG was accountable to on 1 June 2019. By law, NHS England "
        "assessed and could direct NHS Darlington CCG."
    )
    assert {(line.certainty, line.holds) for line in answer.rows} == {("rule", "yes")}
    assert ask("accountable-to", "North Integrated Care Partnership").verdict == "not-read"


def test_what_the_diagram_of_slide_12_may_show_is_not_read(shipped: Dataset) -> None:
    unread = [
        gap
        for gap in shipped.gaps.values()
        if gap.reason == "not-read" and {claim.source for claim in gap.claims} == {"nenc-deck"}
    ]
    assert len(unread) == 30
    assert {(gap.topic, claim.source, claim.locator) for gap in unread for claim in gap.claims} == {
        ("accountability", "nenc-deck", "slide 12"),
        ("reporting", "nenc-deck", "slide 12"),
    }


def test_every_source_has_a_link_or_says_that_none_is_known(shipped: Dataset) -> None:
    for source in shipped.sources.values():
        assert source.link or re.search(r"\bno link\b", source.note or "", re.IGNORECASE), source.id


def test_money_is_given_as_the_deck_gives_it(shipped: Dataset) -> None:
    money = {(f.entity, f.number) for f in shipped.facts.values() if f.unit == "GBP"}
    assert money == {
        ("ics-nenc", 4_400_000_000),
        ("programme-great-north-care-record", 22_000_000),
        ("programme-prevention-expansion", 1_000_000),
    }
