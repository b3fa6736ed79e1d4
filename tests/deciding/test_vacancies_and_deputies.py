"""From when a seat is told as vacant, and in which seats and rights a deputy may stand in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ics_graph.answering.answer import Answer
from tests.asking import Asker, asking, folder_of

RECORDS = """
claim_defaults: {source: papers, locator: p. 1}
sources: [{id: papers, title: Papers}]
entities:
  - {id: icb, type: IntegratedCareBoard, name: NHS Someplace ICB, from: 2022-07-01, claims: [{}]}
  - {id: board, type: Board, name: Board of NHS Someplace ICB, claims: [{}]}
  - {id: audit, type: Committee, name: Audit Committee, claims: [{}]}
  - {id: quality, type: Committee, name: Quality Committee, claims: [{}]}
  - {id: chief, type: Post, name: Chief Executive, claims: [{}]}
  - {id: deputy, type: Post, name: Deputy Chief Executive, claims: [{}]}
  - {id: ann, type: Person, name: Ann Ames, claims: [{}]}
relations:
  - {subject: board, type: committeeOf, object: icb, claims: [{}]}
instruments:
  - {id: con, kind: constitution, name: Constitution, body: icb, claims: [{}]}
versions: [{id: v1, instrument: con, label: v1, effective: 2025-07-01, claims: [{}]}]
rights:
  - {id: leases, function: leases, act: approve, body: icb, claims: [{}]}
  - {id: gifts, function: gifts, act: approve, body: icb, claims: [{}]}
grants:
  - {id: r1, version: v1, number: "1", right: leases, kind: delegate, giver: icb, holder: chief, claims: [{}]}
  - {id: r2, version: v1, number: "2", right: gifts, kind: delegate, giver: icb, holder: chief, no_deputy: yes,
     claims: [{}]}
seats:
  - {id: member, body: board, kind: partner member, versions: [v1], voting: yes, claims: [{}]}
  - {id: filled, body: board, kind: lay member, versions: [v1], voting: yes, claims: [{}]}
  - {id: at-audit, body: audit, kind: executive, post: chief, deputy: deputy, versions: [v1], claims: [{}]}
  - {id: at-quality, body: quality, kind: executive, post: chief, no_deputy: yes, versions: [v1], claims: [{}]}
appointments:
  - {id: empty, seat: member, from: 2025-11-01, claims: [{}]}
  - {id: ann-sat, seat: filled, person: ann, from: 2025-07-01, until: 2025-09-30, claims: [{}]}
  - {id: empty-again, seat: filled, from: 2025-10-01, claims: [{}]}
"""


@pytest.fixture(scope="module")
def someplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """An asker of a board with two empty seats, and of two committees."""
    at = tmp_path_factory.mktemp("seats")
    with asking(folder_of(RECORDS, at), at) as asker:
        yield asker


def told(answer: Answer) -> dict[str | None, tuple[str | None, str]]:
    return {row.record: (row.group, row.note or "") for row in answer.rows}


def test_a_vacancy_is_told_from_its_own_day(someplace: Asker) -> None:
    rows = told(someplace("composition", "board", as_of="2026-01-15"))
    assert rows["member"] == ("Vacant", "vacant since 1 November 2025")
    assert rows["filled"] == ("Vacant", "vacant since 1 October 2025")


def test_before_a_vacancy_nothing_is_on_record_unless_somebody_sat_there(someplace: Asker) -> None:
    answer = someplace("composition", "board", as_of="2025-10-31")
    rows = told(answer)
    assert rows["member"] == ("No holder on record", "")
    assert rows["filled"][0] == "Vacant"
    assert "1 was vacant" in answer.headline


def test_where_a_deputy_may_stand_in_is_told_apart_from_where_not(someplace: Asker) -> None:
    answer = someplace("stands-in", "deputy", "chief", as_of="2026-01-15")
    assert {row.record: row.group for row in answer.rows} == {
        "at-audit": "May stand in",
        "at-quality": "No deputy may act",
        "r1": "Not stated whether a deputy may act",
        "r2": "No deputy may act",
    }
    assert answer.headline.endswith("in 1 of 4 seats and rights. Where: Audit Committee.")
    assert "No deputy may act: Quality Committee and gifts." in answer.caveats
    assert "It is not stated whether a deputy may act: leases." in answer.caveats
