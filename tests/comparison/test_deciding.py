"""Two versions of who may decide what: each field of each record is compared, counted and listed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from ics_graph.answering.answer import Answer
from ics_graph.comparison.identity import with_ids
from ics_graph.comparison.versions import compare_versions
from ics_graph.dataset import read_datasets
from ics_graph.dates import PartialDate
from ics_graph.model import Dataset
from ics_graph.model.decisions import DECISION_RECORDS
from ics_graph.ontology import load_ontology
from ics_graph.package_data import shipped
from ics_graph.serialization import WRITTEN_AS
from tests.conftest import Ics

BOARD = shipped("examples") / "westmarch"
WORDS = {
    "instruments": {"kind": "standing-orders"},
    "clauses": {"effect": "liability"},
}


@pytest.fixture(scope="module")
def board() -> Dataset:
    """The records of the invented board."""
    return read_datasets([BOARD]).dataset


def between(old: Dataset, new: Dataset) -> Answer:
    return compare_versions(old, new, load_ontology())


def with_records(dataset: Dataset, section: str, records: Mapping[str, Any]) -> Dataset:
    sections: dict[str, Any] = {section: records}
    return replace(dataset, **sections)


def otherwise(section: str, field: str, value: Any) -> Any:
    """Return another value for a field: its own kind of value where it has one, and a text else."""
    if field in WORDS.get(section, {}):
        return WORDS[section][field]
    match value:
        case bool():
            return not value
        case int() | float():
            return value * 4
        case tuple():
            return value[1:] if value else ("another",)
        case PartialDate():
            return PartialDate(1999, 1, 1)
        case str():
            return "another"
    # Days that no record of the example states are days all the same.
    return PartialDate(1999, 1, 1) if field in ("since", "until", "effective", "date", "declared") else "another"


@pytest.mark.parametrize("section", DECISION_RECORDS)
def test_each_field_of_each_kind_of_record_is_told_where_it_differs(board: Dataset, section: str) -> None:
    records = board.section(section)
    assert records, f"the example has no {section}, so that nothing would be tried"
    ontology = load_ontology()
    if section == "instruments":
        assert WORDS["instruments"]["kind"] in ontology.schemes["instrument-kinds"]
    changed = dict(records)
    expected = set()
    for field in fields(DECISION_RECORDS[section]):
        if field.name == "id":
            continue
        id_ = next((id_ for id_, each in records.items() if getattr(each, field.name)), next(iter(records)))
        value = otherwise(section, field.name, getattr(records[id_], field.name))
        changed[id_] = replace(changed[id_], **{field.name: value})
        expected.add((id_, f"changed: {WRITTEN_AS.get(field.name, field.name)}"))
    answer = between(board, with_records(board, section, changed))
    assert {(row.record, row.relation) for row in answer.rows if row.record} == expected
    number = len({id_ for id_, _ in expected})
    assert (answer.verdict, f"{number} changed" in answer.headline) == ("answered", True)


@pytest.mark.parametrize("section", DECISION_RECORDS)
def test_a_record_that_came_or_went_is_counted_and_the_balance_adds_up(board: Dataset, section: str) -> None:
    records = dict(board.section(section))
    gone = records.popitem()[0]
    fewer = with_records(board, section, records)
    for old, new, relation in ((board, fewer, "removed"), (fewer, board, "added")):
        answer = between(old, new)
        assert [row.relation for row in answer.rows if row.record == gone] == [relation]
        assert [row.relation for row in answer.rows if row.group and row.group.startswith("Balance")] == ["balance"]
        assert "out by" not in "".join(row.value or "" for row in answer.rows)


def test_a_board_with_another_id_keeps_its_schemes_seats_and_meetings(board: Dataset) -> None:
    moved = with_ids(board, {"board-westmarch": "the-board", "icb-westmarch": "the-icb"})
    assert {seat.body for seat in moved.seats.values()}.isdisjoint({"board-westmarch", "icb-westmarch"})
    assert "board-westmarch" not in {row.holder for row in moved.grants.values()}
    assert not [m for m in moved.meetings.values() for i in m.items if "icb-westmarch" in i.concerns]
    assert between(moved, with_ids(board, {"board-westmarch": "the-board", "icb-westmarch": "the-icb"})).rows == ()


SCHEME = """
claim_defaults: {{source: papers, locator: p. 1}}
sources: [{{id: papers, title: Papers}}]
entities:
  - {{id: icb, type: IntegratedCareBoard, name: NHS Someplace ICB, claims: [{{}}]}}
  - {{id: chief, type: Post, name: Chief Executive, claims: [{{}}]}}
instruments: [{{kind: scheme-of-reservation-and-delegation, name: Scheme, body: icb, claims: [{{}}], id: sord}}]
versions: [{{instrument: sord, label: {label}, effective: 2025-04-01, claims: [{{}}]}}]
rights: [{{id: capital, function: capital scheme, act: approve, body: icb, claims: [{{}}]}}]
grants: [{{version: {refer}, number: "1", right: capital, kind: delegate, giver: icb, holder: chief, up_to: {up_to},
  claims: [{{}}]}}]
"""


def scheme(at: Path, label: str = "v1", up_to: int = 250000) -> Dataset:
    """Return a scheme of one row, of which neither version nor row has an id of its own."""
    at.mkdir()
    (at / "dataset.yaml").write_text("title: A scheme\n", encoding="utf-8")
    text = SCHEME.format(label=label, up_to=up_to, refer=f"sord:{label}")
    (at / "scheme.yaml").write_text(text, encoding="utf-8")
    return read_datasets([at]).dataset


def test_a_label_that_was_put_right_moves_no_row(tmp_path: Path) -> None:
    answer = between(scheme(tmp_path / "old"), scheme(tmp_path / "new", label="v2", up_to=950000))
    rows = {(row.relation, row.value) for row in answer.rows if row.record}
    assert rows == {("changed: label", "v1 → v2"), ("changed: up_to", "250,000 → 950,000")}


@pytest.mark.parametrize("format_", ["table", "json", "csv", "markdown"])
def test_every_format_and_the_exit_code_tell_of_a_limit_that_was_raised(
    ics: Ics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    monkeypatch.setenv("COLUMNS", "240")
    for name, up_to in (("old", 250000), ("new", 950000)):
        scheme(tmp_path / name, up_to=up_to)
    status, out, _ = ics("compare", str(tmp_path / "old"), str(tmp_path / "new"), "--format", format_, "--exit-code")
    text = json.dumps(json.loads(out), ensure_ascii=False) if format_ == "json" else out
    assert (status, "250,000 → 950,000" in text) == (1, True)
    shutil.rmtree(tmp_path / "new")
    scheme(tmp_path / "new", up_to=250000)
    assert ics("compare", str(tmp_path / "old"), str(tmp_path / "new"), "--exit-code")[0] == 0
