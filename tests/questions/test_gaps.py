"""What depends on what is only planned or put with a question mark: each case once, and a firm system."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ics_graph.answering.answer import Answer
from tests.asking import SMALL, Asker, asking, folder_of

GROUP = "What depends on these"
SYSTEM = """
claim_defaults: {source: minutes, locator: p. 1}
sources: [{id: minutes, title: Minutes, kind: minutes, date: 2019-06-15}]
entities:
  - {id: icb, type: IntegratedCareBoard, name: Anytown ICB, phase: planned, claims: [{}]}
  - {id: summit, type: Summit, name: Summit, claims: [{stance: questions}]}
  - {id: ccg, type: ClinicalCommissioningGroup, name: Anytown CCG, claims: [{}]}
  - {id: committee, type: Committee, name: Audit Committee, claims: [{}]}
  - {id: group, type: Group, name: Audit Group, claims: [{}]}
  - {id: both, type: Group, name: Group of Both, claims: [{}]}
  - {id: circle-a, type: Group, name: Circle A, claims: [{}]}
  - {id: circle-b, type: Group, name: Circle B, claims: [{}]}
  - {id: ann, type: Person, name: Ann Archer, claims: [{}]}
relations:
  - {id: of-icb, subject: committee, type: committeeOf, object: icb, claims: [{}]}
  - {id: below, subject: group, type: reportsTo, object: committee, claims: [{}]}
  - {id: two-ways-1, subject: both, type: reportsTo, object: committee, claims: [{}]}
  - {id: two-ways-2, subject: both, type: reportsTo, object: ccg, claims: [{}]}
  - {id: seat, subject: ann, type: memberOf, object: summit, claims: [{}]}
  - {id: covers, subject: icb, type: covers, object: ccg, claims: [{}]}
  - {id: attended, subject: ccg, type: attends, object: summit, claims: [{}]}
  - {id: planned, subject: ccg, type: memberOf, object: icb, phase: planned, claims: [{}]}
  - {id: round-1, subject: circle-a, type: reportsTo, object: circle-b, claims: [{}]}
  - {id: round-2, subject: circle-b, type: reportsTo, object: circle-a, claims: [{}]}
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(folder_of(SYSTEM, tmp_path_factory.mktemp("uncertain")), tmp_path_factory.mktemp("store")) as asker:
        yield asker


def hanging(answer: Answer) -> list[tuple[str, str | None]]:
    return [(row.record or row.id, row.value) for row in answer.rows if row.group == GROUP]


def test_lines_of_an_open_body_and_bodies_placed_by_it_alone_are_told(ask: Asker) -> None:
    planned, asked = "Anytown ICB, which is only planned", "Summit, which is marked with a question mark"
    assert hanging(ask("uncertain")) == [
        ("covers", f"depends on {planned}"),
        ("of-icb", f"depends on {planned}"),
        ("seat", f"depends on {asked}"),
        ("ann", f"depends on {asked}"),
        ("committee", f"depends on {planned}"),
        ("group", f"depends on {planned}"),
    ]


def test_the_headline_counts_them_and_the_verdict_does_not(ask: Asker) -> None:
    answer = ask("uncertain")
    assert answer.caveats == (
        ("3 relationships and the place of Ann Archer, Audit Committee and Audit Group depend on these entries."),
    )
    assert answer.verdict == "only-tentative"


def test_a_body_with_another_firm_way_keeps_its_place(ask: Asker) -> None:
    assert "both" not in dict(hanging(ask("uncertain")))


def test_a_kind_brings_only_what_hangs_on_it(ask: Asker) -> None:
    assert [id_ for id_, _ in hanging(ask("uncertain", only="questions"))] == ["seat", "ann"]
    assert [id_ for id_, _ in hanging(ask("uncertain", only="planned"))] == ["covers", "of-icb", "committee", "group"]
    assert hanging(ask("uncertain", only="shadow")) == []


def test_where_nothing_is_open_nothing_hangs_on_it(tmp_path: Path) -> None:
    folder = tmp_path / "firm"
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: A firm system\n")
    firm = SYSTEM.replace(", phase: planned", "").replace("{stance: questions}", "{}")
    (folder / "all.yaml").write_text(firm)
    with asking(folder, tmp_path) as asker:
        assert asker("uncertain").rows == ()


def test_nothing_that_is_open_itself_is_told_twice(tmp_path: Path) -> None:
    with asking(SMALL, tmp_path) as asker:
        rows = asker("uncertain").rows
    assert len({(row.record, row.id) for row in rows}) == len(rows)
