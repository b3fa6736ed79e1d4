"""ODRL: each row that surely applies is a permission that says what the row says, and what is open is left out."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from ics_graph.exchange.formats import ExportInput, all_exports
from ics_graph.ontology import load_ontology
from tests.asking import folder_of
from tests.exchange.board_tables.brackwater import dataset_in

RECORDS = """
sources: [{id: papers, title: Papers, date: 2024-05}]
entities:
  - {id: icb, type: IntegratedCareBoard, name: The ICB}
  - {id: board, type: Board, name: Board}
  - {id: fin, type: Committee, name: Finance Committee}
  - {id: old, type: Committee, name: Old Committee, until: 2025-01-31}
  - {id: other, type: Board, name: Other Board}
  - {id: shared, type: JointCommittee, name: Joint Committee}
events:
  - {id: dated, kind: decision, name: A day, date: 2024-12-31, participants: [{entity: fin, side: about}]}
  - {id: undated, kind: decision, name: No day, participants: [{entity: fin, side: about}]}
instruments:
  - {id: sord, kind: scheme-of-reservation-and-delegation, name: Scheme, body: icb}
  - {id: sfi, kind: standing-financial-instructions, name: Instructions, body: icb}
versions:
  - {id: v1, instrument: sord, label: v1, effective: 2023}
  - {id: v2, instrument: sord, label: v2, approvals: [{date: 2024-05}], published: 2024-07-01}
  - {id: draft, instrument: sord, label: v3, effective: 2024-08-01, draft: true}
  - {id: unknown, instrument: sfi, label: v1}
clauses:
  - {id: c1, version: v1, number: "1", text: It may., effect: power, body: board}
rights:
  - {id: capital, function: capital scheme, act: approve, body: icb, scope: land}
  - {id: plan, function: joint plan, act: be-consulted, body: icb}
grants:
  - {id: before, version: v1, number: "1", right: capital, kind: reserve, giver: board, holder: board}
  - id: full
    version: v2
    number: "8"
    right: capital
    kind: delegate
    giver: board
    holder: fin
    over: 0.125
    up_to: 20000000000000
    vat: without
    per: year
    per_what: a practice
    condition: reported to the Board
    exclusion: land held on lease
    from: 2024-09
    until: 2026
    granted_by: [c1]
    deputy: board
    passed_on: false
    liable: icb
  - {id: joint, version: v2, number: "9", right: plan, kind: joint, giver: board, holder: shared, jointly_with: [other]}
  - {id: both, version: v2, number: "16", right: plan, kind: joint, giver: board, holder: fin, jointly_with: [old]}
  - {id: ends, version: v2, number: "10", right: plan, kind: delegate, giver: board, holder: fin, until_event: dated}
  - {id: gone, version: v2, number: "11", right: plan, kind: delegate, giver: board, holder: old}
  - {id: if, version: v2, number: "12", right: plan, kind: delegate, giver: board, holder: fin, applies_if: asked}
  - {id: open, version: v2, number: "13", right: plan, kind: delegate, giver: board, holder: fin, until_event: undated}
  - {id: when, version: v2, number: "14", right: plan, kind: delegate, giver: board, holder: fin, ends_when: it is}
  - {id: never, version: v2, number: "15", right: plan, kind: delegate, giver: board, holder: fin, until: 2020}
  - {id: in-draft, version: draft, number: "1", right: plan, kind: delegate, giver: board, holder: fin}
  - {id: in-unknown, version: unknown, number: "1", right: plan, kind: delegate, giver: board, holder: fin}
"""


@pytest.fixture
def given(tmp_path: Path) -> Any:
    return dataset_in(folder_of(RECORDS, tmp_path))


def written(data: Any, as_of: date | None = None) -> tuple[dict[str, Any], list[str], bytes]:
    """Return the records of the file by the end of their IRIs, what was told, and the file."""
    words: list[str] = []
    out = io.BytesIO()
    all_exports()["odrl"].function(ExportInput(data, load_ontology(), as_of, data, tell=words.append), out)
    graph = json.loads(out.getvalue())["@graph"]
    return {each["uid"].rpartition("/")[2].rpartition("#")[2]: each for each in graph}, words, out.getvalue()


def permissions(records: dict[str, Any]) -> dict[str, Any]:
    return {
        each["identifier"]: each
        for policy in records.values()
        for each in policy.get("permission", ())
        if policy["uid"].endswith("v2")
    }


def bounds(permission: dict[str, Any], operand: str) -> dict[str, str]:
    return {
        each["operator"]: each["rightOperand"]["@value"]
        for each in permission["constraint"]
        if each["leftOperand"] == operand
    }


def test_a_row_is_a_permission_from_its_giver_to_its_holder(given: Any) -> None:
    records, _, _ = written(given)
    assert (records["v2"]["type"], records["v2"]["title"]) == ("Agreement", "Scheme, v2")
    row = permissions(records)["8"]
    ends = {key: row[key].rpartition("/")[2] for key in ("assigner", "assignee", "action")}
    assert ends == {"assigner": "board", "assignee": "fin", "action": "ontology#approve"}
    assert records["capital"]["title"] == "capital scheme (land)"
    assert row["target"]["source"] == records["capital"]["uid"]
    assert row["target"]["refinement"] == [
        {
            "type": "Constraint",
            "leftOperand": "subjectMatter",
            "operator": "isNoneOf",
            "rightOperand": "land held on lease",
        }
    ]
    assert row["references"] == ["https://w3id.org/ics-graph/id/clause/c1"]
    (duty,) = row["duty"]
    assert duty["description"] == "reported to the Board"


def test_amounts_are_exact_and_say_of_what_they_are(given: Any) -> None:
    row = permissions(written(given)[0])["8"]
    assert bounds(row, "payAmount") == {"gt": "0.125", "lteq": "20000000000000"}
    amount = next(each for each in row["constraint"] if each["leftOperand"] == "payAmount")
    assert (amount["vat"], amount["per"], amount["perWhat"]) == ("without", "year", "a practice")
    assert amount["unit"].endswith("currency/GBP")


def test_days_are_those_that_are_surely_in_it(given: Any) -> None:
    rows = permissions(written(given)[0])
    # A month begins surely with its last day, and a year ends surely with its first.
    assert bounds(rows["8"], "dateTime") == {"gteq": "2024-09-30", "lteq": "2026-01-01"}
    assert bounds(rows["9"], "dateTime") == {"gteq": "2024-07-01"}
    assert bounds(rows["10"], "dateTime") == {"gteq": "2024-07-01", "lteq": "2024-12-31"}
    assert bounds(rows["11"], "dateTime") == {"gteq": "2024-07-01", "lteq": "2025-01-31"}
    (before,) = written(given)[0]["v1"]["permission"]
    assert bounds(before, "dateTime") == {"gteq": "2023-12-31", "lteq": "2024-06-30"}


def test_joint_givers_are_one_party_of_several(given: Any) -> None:
    giver = permissions(written(given)[0])["9"]["assigner"]
    assert giver["type"] == "PartyCollection"
    assert [iri.rpartition("/")[2] for iri in giver["source"]] == ["board", "other"]


def test_what_is_open_is_left_out_and_told(given: Any) -> None:
    records, words, _ = written(given)
    assert permissions(records).keys() == {"8", "9", "10", "11"}
    assert words[0] == "Written: 5 permissions."
    for told in (
        "rows that apply only under a condition (1)",
        "rows that end with something of which no day is recorded (2)",
        "rows that surely apply on no day (1)",
        "rows of drafts (1)",
        "rows that several hold jointly (1)",
        "rows of versions of which no first day is surely known (1)",
        "deputies (1)",
        "whether rights may be passed on (1)",
        "who stays liable (1)",
    ):
        assert told in words[1]


def test_on_a_day_only_what_surely_applies_on_it_is_written(given: Any) -> None:
    assert permissions(written(given, date(2025, 6, 1))[0]).keys() == {"8", "9"}
    assert permissions(written(given, date(2024, 9, 15))[0]).keys() == {"9", "10", "11"}
    assert "v1" not in written(given, date(2025, 6, 1))[0]


def test_it_is_rdf_in_the_words_of_odrl_and_nothing_is_fetched_to_read_it(given: Any) -> None:
    store = ox.Store()
    store.load(written(given)[2], format=ox.RdfFormat.JSON_LD)
    rows = store.query("""
        PREFIX odrl: <http://www.w3.org/ns/odrl/2/>
        SELECT ?who ?amount WHERE {
          ?policy a odrl:Agreement ; odrl:permission ?row .
          ?row odrl:assignee ?who ; odrl:action ?act ; odrl:constraint ?limit .
          ?act a odrl:Action ; odrl:includedIn odrl:use .
          ?limit odrl:leftOperand odrl:payAmount ; odrl:operator odrl:lteq ; odrl:rightOperand ?amount .
        }""")
    assert isinstance(rows, ox.QuerySolutions)
    values = [tuple(getattr(cell, "value", "") for cell in row) for row in rows]
    assert values == [("https://w3id.org/ics-graph/id/entity/fin", "20000000000000")]


def test_equal_data_make_equal_files(given: Any) -> None:
    assert written(given)[2] == written(given)[2]
