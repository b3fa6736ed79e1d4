"""What answers tell of a row: who holds it jointly, whether it may be passed on, and of what its limit is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ics_graph.answering.answer import Answer
from ics_graph.answering.asked import Asked
from ics_graph.deciding.standing import powers_of
from ics_graph.stores.rows import View
from tests.asking import Asker, asking, folder_of

DAY = "2026-03-10"
RECORDS = """
claim_defaults: {source: papers, locator: p. 1}
sources: [{id: papers, title: Papers}]
entities:
  - {id: icb, type: IntegratedCareBoard, name: NHS Someplace ICB, from: 2022-07-01, claims: [{}]}
  - {id: board, type: Board, name: Board of NHS Someplace ICB, claims: [{}]}
  - {id: other-board, type: Board, name: Board of NHS Elsewhere ICB, claims: [{}]}
  - {id: shared, type: JointCommittee, name: Shared Committee, claims: [{}]}
  - {id: chief, type: Post, name: Chief Executive, claims: [{}]}
  - {id: finance, type: Post, name: Director of Finance, claims: [{}]}
  - {id: estates, type: Post, name: Head of Estates, claims: [{}]}
  - {id: ann, type: Person, name: Ann Ames, claims: [{}]}
relations:
  - {subject: board, type: committeeOf, object: icb, claims: [{}]}
  - {subject: chief, type: postAt, object: icb, claims: [{}]}
  - {subject: finance, type: postAt, object: icb, claims: [{}]}
  - {subject: estates, type: postAt, object: icb, claims: [{}]}
instruments:
  - {id: sord, kind: scheme-of-reservation-and-delegation, name: Scheme, short_name: SoRD, body: board, claims: [{}]}
versions: [{id: v1, instrument: sord, label: v1, effective: 2025-07-01, claims: [{}]}]
rights:
  - {id: debts, function: debts written off, act: approve, body: icb, claims: [{}]}
  - {id: plan, function: shared plan, act: approve, body: icb, claims: [{}]}
  - {id: gifts, function: gifts, act: approve, body: icb, claims: [{}]}
  - {id: leases, function: leases, act: approve, body: icb, claims: [{}]}
grants:
  - {id: r1, version: v1, number: "1", right: debts, kind: joint, giver: board, holder: chief, jointly_with: [finance],
     passed_on: yes, claims: [{}]}
  - {id: r2, version: v1, number: "2", right: plan, kind: joint, giver: board, holder: shared,
     jointly_with: [other-board], claims: [{}]}
  - {id: r3, version: v1, number: "3", right: gifts, kind: delegate, giver: board, holder: chief, up_to: 10000,
     per: year, vat: without, passed_on: no, claims: [{}]}
  - {id: r4, version: v1, number: "4", right: gifts, kind: delegate, giver: board, holder: board, over: 10000,
     per: decision, vat: without, claims: [{}]}
  - {id: r5, version: v1, number: "5", right: gifts, kind: sub-delegate, giver: chief, holder: estates, up_to: 5000,
     per: year, vat: without, claims: [{}]}
  - {id: r6, version: v1, number: "6", right: leases, kind: delegate, giver: board, holder: finance, claims: [{}]}
  - {id: r7, version: v1, number: "7", right: leases, kind: sub-delegate, giver: finance, holder: estates,
     claims: [{}]}
decisions:
  - {id: d1, name: Debt written off, holder: chief, right: debts, date: 2026-03-01, claims: [{}]}
"""


@pytest.fixture(scope="module")
def someplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """An asker of a scheme of seven rows."""
    at = tmp_path_factory.mktemp("rows")
    with asking(folder_of(RECORDS, at), at) as asker:
        yield asker


def notes_of(answer: Answer) -> dict[str | None, str]:
    """Return the note of each row, as it stands first: in a chain it stands again."""
    return {row.record: row.note or "" for row in reversed(answer.rows)}


def test_who_holds_a_right_jointly_is_one_decider_of_two_names(someplace: Asker) -> None:
    answer = someplace("who-decides", "debts written off", as_of=DAY)
    assert answer.outcome == "decided by"
    assert answer.headline.startswith("The Chief Executive and the Director of Finance jointly ")
    assert [row.name for row in answer.rows if row.group == "Decides"] == [
        "Chief Executive and Director of Finance jointly"
    ]
    row = next(row for row in someplace("decision-map", "NHS Someplace ICB", as_of=DAY).rows if row.record == "r1")
    assert row.name == "Chief Executive and Director of Finance jointly"


@pytest.mark.parametrize(("holder", "other"), [("chief", "Director of Finance"), ("finance", "Chief Executive")])
def test_a_joint_right_is_among_the_powers_of_each_holder(someplace: Asker, holder: str, other: str) -> None:
    rows = {row.record: row for row in someplace("powers", holder, as_of=DAY).rows}
    assert (rows["r1"].group, rows["r1"].name) == ("In force", "Chief Executive and Director of Finance jointly")
    asked = Asked(someplace.store, someplace.ontology, View())
    words = {power.grant.id: power.words for power in powers_of(asked, [holder])}
    assert words["r1"] == f"debts written off: any value, jointly with {other}"


def test_what_one_of_two_decided_alone_possibly_lacks_a_power(someplace: Asker) -> None:
    (row,) = someplace("decisions", "NHS Someplace ICB").rows
    assert row.group == "Possibly no power"
    assert "jointly; the record names Chief Executive alone" in (row.note or "")


def test_a_joint_committee_holds_alone_what_two_bodies_give_it(someplace: Asker) -> None:
    answer = someplace("who-decides", "shared plan", as_of=DAY)
    assert answer.headline.startswith("The Shared Committee ")
    assert "given jointly with Board of NHS Elsewhere ICB" in notes_of(answer)["r2"]
    assert not [row for row in someplace("powers", "other-board", as_of=DAY).rows if row.record == "r2"]


def test_whether_a_row_may_be_passed_on_is_told(someplace: Asker) -> None:
    words = {
        "debts written off": ("r1", "it may be passed on"),
        "gifts": ("r3", "it may not be passed on"),
        "leases": ("r6", "whether it may be passed on is not stated"),
    }
    for function, (row, text) in words.items():
        value = "5000" if function == "gifts" else None
        answer = someplace("who-decides", function, as_of=DAY, value=value)
        assert text in notes_of(answer)[row].split("; ")
    told = notes_of(someplace("powers", "chief", as_of=DAY))
    assert "it may be passed on" in told["r1"]
    assert "it may not be passed on" in told["r3"]


def test_a_row_whose_giver_may_not_pass_it_on_says_that(someplace: Asker) -> None:
    told = notes_of(someplace("powers", "estates", as_of=DAY))
    assert told["r5"].startswith("the giver may not pass it on: its own row says so")
    assert told["r7"].startswith("the giver may not pass it on: its own row does not say that it may")
    answer = someplace("who-decides", "gifts", as_of=DAY, value="4000", vat="without")
    assert (answer.outcome, answer.headline.split(" could ")[0]) == ("decided by", "The Chief Executive")


def test_the_total_of_a_year_is_not_told_as_a_limit_of_one_decision(someplace: Asker) -> None:
    values = {
        row.record: row.value
        for row in someplace("decision-map", "NHS Someplace ICB", as_of=DAY).rows
        if row.relation == "gifts"
    }
    assert values["r4"] == "over £10,000 a decision without VAT"
    assert values["r3"] == "up to £10,000 a year without VAT"
    answer = someplace("who-decides", "gifts", as_of=DAY, value="4000", vat="without")
    note = "The limit of SoRD v1 row 3 is for the total of the financial year, and not for one decision."
    assert note in answer.caveats
    of_the_year = someplace("who-decides", "gifts", as_of=DAY, value="4000", vat="without", per="year")
    assert note not in of_the_year.caveats
