"""What belongs to a body: each rule of docs/explanation/scope.md, on a system made up for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.answering.scope import scope_of
from ics_graph.stores.rows import View
from tests.asking import Asker, asking, folder_of

ABOUT = "title: A system made up for its scope\nlicence: CC0\n"
SYSTEM = """\
claim_defaults: {source: paper}
sources:
  - {id: paper, title: Paper of Wyre, kind: plan, not_before: 2017, not_after: 2021-12-31, date_note: undated}
entities:
  - {id: region, type: NHSEnglandRegion, name: Region North, claims: [{locator: p. 1}]}
  - {id: ics, type: IntegratedCareSystem, name: Wyre ICS, claims: [{locator: p. 1}]}
  - {id: other-ics, type: IntegratedCareSystem, name: Dale ICS, claims: [{locator: p. 1}]}
  - {id: icp, type: IntegratedCarePartnership, name: East ICP, claims: [{locator: p. 1}]}
  - {id: feeder, type: IntegratedCarePartnership, name: West ICP, claims: [{locator: p. 1}]}
  - {id: council, type: Council, name: Wyreton, claims: [{locator: p. 1}]}
  - {id: authority, type: CombinedAuthority, name: Northern Authority, claims: [{locator: p. 1}]}
  - {id: ccg-old, type: ClinicalCommissioningGroup, name: Old CCG, until: 2018-03-31, claims: [{locator: p. 1}]}
  - id: ccg-middle
    type: ClinicalCommissioningGroup
    name: Middle CCG
    from: 2018-04-01
    until: 2020-03-31
    claims: [{locator: p. 1}]
  - {id: ccg-new, type: ClinicalCommissioningGroup, name: New CCG, from: 2020-04-01, claims: [{locator: p. 1}]}
  - {id: ccg-stranger, type: ClinicalCommissioningGroup, name: Stranger, until: 2020-03-31, claims: [{locator: p. 1}]}
  - {id: ccg-moved, type: ClinicalCommissioningGroup, name: Moved CCG, claims: [{locator: p. 1}]}
  - {id: network, type: PrimaryCareNetwork, name: Two-sided Network, claims: [{locator: p. 1}]}
  - {id: joint, type: JointCommittee, name: Joint Committee of Wyre, claims: [{locator: p. 1}]}
  - {id: wide, type: Committee, name: Committee of Wyre and Dale, claims: [{locator: p. 1}]}
  - {id: member, type: Organisation, name: Member of the committee, claims: [{locator: p. 1}]}
  - {id: unit, type: Division, name: Division of the member, claims: [{locator: p. 1}]}
  - {id: stream, type: Workstream, name: Cancer stream, claims: [{locator: p. 1}]}
  - {id: streams, type: Workstream, name: Streams, extent: several, claims: [{locator: p. 1}]}
  - {id: programme-board, type: ProgrammeBoard, name: Programme Board, claims: [{locator: p. 1}]}
  - {id: beside, type: MentalHealthTrust, name: Beside Trust, claims: [{locator: p. 1}]}
  - {id: beside-member, type: AmbulanceTrust, name: Beside the Member, claims: [{locator: p. 1}]}
  - {id: publisher, type: Organisation, name: Publisher of figures, claims: [{locator: p. 1}]}
  - {id: forum, type: Board, name: Board that heard a paper, claims: [{locator: p. 1}]}
  - {id: chair, type: Person, name: A. Chair, claims: [{locator: p. 1}]}
  - {id: strategy, type: Document, name: Strategy, claims: [{locator: p. 1}]}
  - {id: received, type: Document, name: National plan, claims: [{locator: p. 1}]}
  - {id: stray, type: IntegratedCareBoard, name: Stray ICB, claims: [{locator: p. 1}]}
relations:
  - {subject: ics, type: inGeographyOf, object: region, claims: [{locator: p. 1}]}
  - {subject: icp, type: partOf, object: ics, claims: [{locator: p. 1}]}
  - {subject: feeder, type: feedsInto, object: ics, claims: [{locator: p. 1}]}
  - {subject: icp, type: covers, object: council, claims: [{locator: p. 1}]}
  - {subject: council, type: memberOf, object: authority, claims: [{locator: p. 1}]}
  - {subject: ccg-middle, type: memberOf, object: icp, claims: [{locator: p. 1}]}
  - {subject: ccg-moved, type: memberOf, object: icp, until: 2019-03-31, claims: [{locator: p. 1}]}
  - {subject: ccg-moved, type: memberOf, object: other-ics, from: 2019-04-01, claims: [{locator: p. 1}]}
  - {subject: network, type: inGeographyOf, object: ccg-middle, claims: [{locator: p. 1}]}
  - {subject: network, type: inGeographyOf, object: ccg-stranger, claims: [{locator: p. 1}]}
  - {subject: joint, type: covers, object: ics, claims: [{locator: p. 1}]}
  - {subject: wide, type: covers, object: ics, claims: [{locator: p. 1}]}
  - {subject: wide, type: covers, object: other-ics, claims: [{locator: p. 1}]}
  - {subject: member, type: memberOf, object: joint, claims: [{locator: p. 1}]}
  - {subject: unit, type: subOrganisationOf, object: member, claims: [{locator: p. 1}]}
  - {subject: beside-member, type: listedBeside, object: member, claims: [{locator: p. 1}]}
  - {subject: stream, type: workstreamOf, object: ics, claims: [{locator: p. 1}]}
  - {subject: stream, type: partOf, object: streams, claims: [{locator: p. 1}]}
  - {subject: programme-board, type: partOf, object: streams, claims: [{locator: p. 1}]}
  - {subject: beside, type: listedBeside, object: icp, claims: [{locator: p. 1}]}
  - {subject: ics, type: citesData, object: publisher, claims: [{locator: p. 1}]}
  - {subject: chair, type: chairs, object: ics, claims: [{locator: p. 1}]}
  - {subject: chair, type: presentsTo, object: forum, claims: [{locator: p. 1}]}
  - {subject: ics, type: produces, object: strategy, claims: [{locator: p. 1}]}
  - {subject: ics, type: receives, object: received, claims: [{locator: p. 1}]}
  - {subject: region, type: signsOff, object: strategy, claims: [{locator: p. 1}]}
events:
  - id: first-merger
    kind: merger
    name: First merger
    date: 2018-04-01
    participants: [{entity: ccg-old, side: original}, {entity: ccg-middle, side: resulting}]
    claims: [{locator: p. 1}]
  - id: second-merger
    kind: merger
    name: Second merger
    date: 2020-04-01
    participants:
      - {entity: ccg-middle, side: original}
      - {entity: ccg-stranger, side: original}
      - {entity: ccg-new, side: resulting}
    claims: [{locator: p. 1}]
"""
INSIDE = {
    "ics", "icp", "feeder", "council", "ccg-middle", "ccg-moved", "network", "joint", "member", "unit", "stream",
    "streams", "programme-board", "beside", "chair", "strategy",
}  # fmt: skip
Within = Callable[..., set[str]]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(folder_of(SYSTEM, tmp_path_factory.mktemp("wyre"), ABOUT), tmp_path_factory.mktemp("store")) as asker:
        yield asker


@pytest.fixture
def within(ask: Asker) -> Within:
    """The ids of the scope of a body, on a day or over time."""

    def ids(body: str, as_of: str | None = None, over_time: bool = False) -> set[str]:
        asked = Asked(ask.store, ask.ontology, View(date.fromisoformat(as_of) if as_of else None))
        return set(scope_of(asked, body, over_time).ids or ())

    return ids


def test_a_scope_goes_down_and_sideways_and_never_up(within: Within) -> None:
    assert within("ics") == INSIDE


def test_a_region_has_the_systems_in_its_geography_and_theirs(within: Within) -> None:
    assert within("region") >= INSIDE | {"region"}


def test_a_committee_has_itself_its_members_and_nothing_of_theirs(within: Within) -> None:
    assert within("joint") == {"joint", "member"}
    assert within("wide") == {"wide"}


def test_an_area_has_the_bodies_that_cover_it_alone(within: Within) -> None:
    # The partnership covers the council alone, and so it is the council's; the system above it is not.
    assert "ics" not in within("council")


def test_on_a_day_a_chain_of_mergers_leads_to_the_body_of_that_day(within: Within) -> None:
    before, after = within("icp", "2017-06-01"), within("icp", "2021-06-01")
    assert before & {"ccg-old", "ccg-new"} == {"ccg-old"}
    assert after & {"ccg-old", "ccg-new"} == {"ccg-new"}
    assert "ccg-stranger" not in before | after | within("icp", "2019-06-01")


def test_over_time_all_that_came_before_or_after_is_in(within: Within) -> None:
    assert within("ics", over_time=True) == INSIDE | {"ccg-old", "ccg-new"}


def test_what_moved_elsewhere_is_in_while_it_was_there(within: Within) -> None:
    assert "ccg-moved" in within("ics", "2018-06-01")
    assert "ccg-moved" not in within("ics", "2019-06-01")
    assert "ccg-moved" in within("other-ics", "2019-06-01")


def test_a_line_is_in_with_one_end(ask: Asker) -> None:
    (line,) = ask("all-lines", ["approvals"], within="ics").rows
    assert (line.of, line.id) == ("region", "strategy")
    assert "region" not in {row.id for row in ask("bodies", "NHSEnglandRegion", within="ics").rows}


def test_a_count_of_a_part_never_speaks_of_the_data(ask: Asker) -> None:
    assert ask("bodies", "MentalHealthTrust", within="ics").headline == (
        "The sources name 1 mental health trust in the Wyre ICS. It is only listed beside it."
    )
    nobody = ask("bodies", "ClinicalCommissioningGroup", within="Stray ICB", as_of="2021-01-01")
    assert nobody.verdict == "not-stated"
    assert nobody.headline == (
        "No source says which clinical commissioning groups belong to Stray ICB on 1 January 2021."
    )
    assert ask("bodies", "MentalHealthTrust").headline == "The sources name 1 mental health trust."


@pytest.mark.parametrize(
    ("question", "subjects"),
    [
        ("gaps", ()),
        ("uncertain", ()),
        ("conflicts", ()),
        ("stated", ()),
        ("changes", ("2020-03-31", "2020-04-01")),
        ("bodies", ("Council",)),
        ("bodies", ("GPPractice",)),
        ("all-lines", (["approvals"],)),
        ("all-lines", (["delegation"],)),
        ("all-facts", (["priority"],)),
        ("levels", ()),
        ("multiple-roles", ()),
        ("double-sided", ()),
        ("overlaps", ("IntegratedCarePartnership",)),
        ("spans", ("IntegratedCarePartnership",)),
    ],
)
def test_every_headline_names_the_scope(ask: Asker, question: str, subjects: tuple[object, ...]) -> None:
    answer = ask(question, *subjects, within="ics")
    assert "Wyre ICS" in answer.headline
    assert "in the data" not in answer.headline


def test_listing_is_no_membership_structure_or_coverage(ask: Asker) -> None:
    for question in ("members", "structure", "coverage", "reporting-into", "accountable-for"):
        assert "beside" not in {row.id for row in ask(question, "icp").rows}
    assert ask("memberships", "beside").verdict == "not-stated"
    assert "is listed beside" in {row.relation for row in ask("show", "beside").rows}


def test_what_lies_in_the_geography_of_two_spans_them(ask: Asker) -> None:
    answer = ask("spans", "ClinicalCommissioningGroup")
    assert answer.verdict == "answered"
    assert answer.headline.startswith(
        "The Two-sided Network is in the area of 2 clinical commissioning groups: Middle CCG and Stranger"
    )
    assert ask("overlaps", "ClinicalCommissioningGroup").verdict == "not-stated"
    none = ask("spans", "IntegratedCareSystem")
    assert "in their geography" not in none.headline
