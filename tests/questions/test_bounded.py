"""How answers say that a body cannot have been there: before its type, and before the source of its plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.ontology import load_ontology
from ics_graph.stores.compiler import Compiler
from tests.asking import Asker, asking, folder_of, row

RECORDS = """
claim_defaults: {source: deck}
sources:
- {id: deck, title: Deck, not_before: "2019", not_after: "2020"}
- {id: minutes, title: Minutes, date: 2020-11-23}
entities:
- {id: vale-ics, type: IntegratedCareSystem, name: Vale ICS, claims: [{locator: "1"}]}
- {id: group, type: Group, name: Steering Group, claims: [{locator: "2"}]}
- {id: panel, type: Group, name: New Panel, phase: planned, claims: [{source: minutes}]}
- {id: later, type: Group, name: Later Group, phase: planned, from: 2022-04-01, claims: [{source: minutes}]}
relations:
- {subject: group, type: partOf, object: vale-ics, claims: [{locator: "3"}]}
- {subject: group, type: reportsTo, object: panel, phase: planned, claims: [{source: minutes}]}
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(folder_of(RECORDS, tmp_path_factory.mktemp("bounded")), tmp_path_factory.mktemp("store")) as asker:
        yield asker


def test_before_its_type_a_body_was_not_there_and_the_answer_says_why(ask: Asker) -> None:
    answer = ask("members", "vale-ics", as_of="1998-04-01")
    assert answer.headline == (
        "The Vale ICS did not yet exist on 1 April 1998: an integrated care system cannot have existed "
        "before 2018 (Named in Refreshing NHS plans for 2018/19, of February 2018)."
    )
    assert answer.verdict == "stated-none"
    assert ask("structure", "vale-ics", as_of="1998-04-01").rows == ()
    assert row(ask("structure", "vale-ics", as_of="2018-04-01"), "group").holds == "possibly"


def test_a_planned_body_says_not_before_the_day_of_its_source(ask: Asker) -> None:
    answer = ask("members", "panel", as_of="2019-06-01")
    assert answer.headline == "The New Panel did not yet exist on 1 June 2019: not before 23 November 2020."
    assert any(
        caveat == "A source of 23 November 2020 or later describes the New Panel as planned."
        for caveat in ask("members", "panel").caveats
    )
    # A planned day of its own goes before that of its source.
    assert "It existed from 1 April 2022" in ask("members", "later", as_of="2021-06-01").headline


def test_a_planned_line_says_not_before_the_day_of_its_source(ask: Asker) -> None:
    planned = row(ask("reports-to", "group"), "panel")
    assert (planned.heading, planned.note) == ("planned", "not before 23 November 2020")


def test_dates_of_a_register_are_no_plan_though_another_folder_plans_the_body(tmp_path: Path) -> None:
    for name, source, more in (
        ("register", "date: 2022-03", "from: 2021-04-01"),
        ("minutes", "date: 2020-11-23", "phase: planned"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "dataset.yaml").write_text(f"title: {name}\n")
        (tmp_path / name / "all.yaml").write_text(
            f"sources:\n- {{id: {name}, title: {name}, {source}}}\nentities:\n"
            f"- {{id: ccg, type: ClinicalCommissioningGroup, name: Vale CCG, shared: yes, {more}, "
            f"claims: [{{source: {name}}}]}}\n"
        )
    data = read_datasets([tmp_path / "register", tmp_path / "minutes"]).dataset
    (body,) = Compiler(data, load_ontology()).bodies()
    assert (body.planned, body.on("2021-03-31"), body.on("2021-04-01")) == (False, "no", "yes")
    assert [spell.phase for spell in body.record.phases] == ["planned", "not-stated"]
