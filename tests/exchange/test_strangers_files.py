"""Files as strangers have them: marks of spreadsheets, titles above columns, answers of servers, any order."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ics_graph.comparison.versions import compare_versions
from ics_graph.dataset import DatasetError, read_datasets
from ics_graph.model import Dataset
from ics_graph.ontology import load_ontology
from tests.exchange.bringing import imported, refused
from tests.exchange.test_ord_and_fhir import organisation, to
from tests.exchange.test_organogram import sheet

ODS = "https://fhir.nhs.uk/Id/ods-organization-code"
AS_TEXT = "a sign by which a spreadsheet marks a code as text; read without it"
CHIEF = ("1", "Ann Poe", "Chief Officer", "XX")
OUTCOME = {
    "resourceType": "OperationOutcome",
    "issue": [{"severity": "error", "code": "not-found", "diagnostics": "No such organisation RZ9"}],
}


def practice(code: str, parent: str = "") -> str:
    """Return a row of the register's file of practices."""
    cells = [""] * 27
    cells[0], cells[1], cells[10], cells[12], cells[13], cells[14] = code, "FEN SURGERY", "19900401", "A", "B", parent
    return ",".join(cells) + "\n"


def names_of_people(dataset: Dataset) -> list[str]:
    return sorted(entity.name for entity in dataset.entities.values() if entity.type == "Person")


def codes(dataset: Dataset) -> list[str]:
    return sorted(code.value for entity in dataset.entities.values() for code in entity.identifiers)


# --- registers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "parent", "record", "reason"),
    [
        (
            "'A81001",
            "'00K",
            "'A81001 and 1 more",
            AS_TEXT,
        ),
        ('"=""A81001"""', "00K", '="A81001"', AS_TEXT),
        ("a81001", "00k", "a81001 and 1 more", "a code in small letters, read in capitals as the register writes it"),
    ],
)
def test_a_code_is_read_as_the_register_writes_it(
    tmp_path: Path, code: str, parent: str, record: str, reason: str
) -> None:
    made = imported(tmp_path, "ods", {"epraccur.csv": practice(code, parent)}, date="2015-01-01")
    assert codes(made.dataset) == ["00K", "A81001"]
    assert (record, reason) in [(note.record, note.reason) for note in made.report.doubtful]


@pytest.mark.parametrize(
    "text",
    [
        "\n\n<!-- cached -->\n<!DOCTYPE html><html><body>404</body></html>",
        '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>Access denied</body></html>',
    ],
)
def test_a_page_that_was_saved_as_a_file_is_called_a_web_page(tmp_path: Path, text: str) -> None:
    (problem,) = refused(tmp_path, "ods", {"epraccur.csv": text})
    assert "this is a web page, perhaps what a server answered" in problem


def test_a_byte_0_is_told_with_its_line(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "ods", {"epraccur.csv": practice("A81001") + practice("A81002\0")})
    assert problem.startswith("epraccur.csv:2: this is no text: it holds a byte 0 here")


def test_an_archive_within_an_archive_is_refused_with_what_to_do(tmp_path: Path) -> None:
    inner, outer = tmp_path / "epraccur.zip", tmp_path / "ods.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("epraccur.csv", practice("A81001"))
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, "epraccur.zip")
    packed = outer.read_bytes()
    inner.unlink()
    outer.unlink()
    (problem,) = refused(tmp_path, "ods", {"ods.zip": packed})
    assert "it holds epraccur.zip. An archive within an archive is not opened: unpack the outer one" in problem


# --- organograms -----------------------------------------------------------------------------------------------------


def test_a_title_above_the_columns_is_passed_over_and_told(tmp_path: Path) -> None:
    made = imported(tmp_path, "organogram", {"a-2016-03-31.csv": "Senior staff,,\n" + sheet(CHIEF)})
    assert names_of_people(made.dataset) == ["Ann Poe"]
    assert ("a-2016-03-31.csv", 1, "a line above the names of columns") in made.skipped()


@pytest.mark.parametrize(
    ("written", "number"),
    [("1,204.5", 1204.5), ("1.204,5", 1204.5), ("0,6", 0.6), ("1,204", 1204), ("1 204", 1204), ("0.6", 0.6)],
)
def test_a_number_of_posts_is_read_whatever_parts_its_thousands(tmp_path: Path, written: str, number: float) -> None:
    made = imported(tmp_path, "organogram", {"a-2016-03-31.csv": sheet(CHIEF, FTE=written)})
    assert [fact.number for fact in made.dataset.facts.values() if fact.property == "count"] == [number]
    told = any("decimal comma" in note.reason for note in made.report.doubtful)
    assert told is (written in ("1.204,5", "0,6"))


# --- people ----------------------------------------------------------------------------------------------------------


def test_an_organization_that_names_the_people_of_its_memberships_is_no_person(tmp_path: Path) -> None:
    board = {
        "id": "o1",
        "name": "Lake Board",
        "memberships": [
            {"role": "chair", "person": {"id": "p1", "name": "Ann Poe"}},
            {"person": {"id": "p2", "name": "Bob Roe"}, "organization": {"id": "o2", "name": "Marsh Board"}},
            {"member": {"name": "Cat Foe"}},
        ],
    }
    made = imported(tmp_path, "popolo", {"people.json": "\ufeff" + json.dumps(board)})
    assert names_of_people(made.dataset) == ["Ann Poe", "Bob Roe"]
    assert sorted((line.subject, line.object) for line in made.dataset.relations.values()) == [
        ("organization-cat-foe", "o1"), ("p1", "o1"), ("p2", "o2"),
    ]  # fmt: skip
    told = [(note.record, note.reason) for note in made.report.doubtful]
    assert ("member Cat Foe", "nothing says whether this member is a person; taken for an organization") in told


# --- FHIR ------------------------------------------------------------------------------------------------------------


def trust(**more: Any) -> dict[str, Any]:
    return {"resourceType": "Organization", "id": "a1", "name": "Wharfside NHS Trust", **more}


def test_what_a_server_says_of_a_request_is_told_in_its_words(tmp_path: Path) -> None:
    bundle = {
        "resourceType": "Bundle",
        "total": 12,
        "link": [{"relation": "next", "url": "https://example.org/fhir?page=2"}],
        "entry": [{"resource": trust()}, {"resource": OUTCOME}, {"response": {"status": "404", "outcome": OUTCOME}}],
    }
    made = imported(tmp_path, "fhir", {"b.json": json.dumps(bundle)})
    assert [note.reason for note in made.report.skipped] == [
        "an entry of a bundle without a resource; the server said: No such organisation RZ9",
        "what the server said of the request, and no record: No such organisation RZ9",
    ]
    reason = "a page of a longer answer, with 3 of 12 entries; fetch its next pages too"
    assert ("b.json", 1, reason) in made.doubtful()


def test_two_systems_that_end_alike_are_two_schemes(tmp_path: Path) -> None:
    systems = ["https://a.example.org/number", "http://b.example.org/number/", "http://hl7.org/fhir/sid/us-npi"]
    numbers = [{"system": system, "value": "17"} for system in systems]
    made = imported(tmp_path, "fhir", {"a.json": json.dumps(trust(identifier=numbers))})
    (body,) = made.dataset.entities.values()
    assert [code.scheme for code in body.identifiers] == ["a.example.org/number", "b.example.org/number", "us-npi"]


def test_an_ods_code_in_small_letters_is_the_code_and_is_told(tmp_path: Path) -> None:
    ward = trust(id="a2", name="Ward", partOf={"identifier": {"system": ODS, "value": "rz8"}})
    both = [trust(identifier=[{"system": ODS, "value": "rz8"}]), ward]
    made = imported(tmp_path, "fhir", {"a.json": json.dumps(both)})
    assert "RZ8" in codes(made.dataset)
    assert len(made.dataset.entities) == 2
    reason = "an ODS code in small letters; read in capitals as the register writes it"
    assert [note.reason for note in made.report.doubtful] == [reason]


# --- the order and the names of files --------------------------------------------------------------------------------


def answers() -> dict[str, str]:
    """Return two answers of the ORD API that both name a board which has no record."""
    rel = {number: {"Rels": {"Rel": [to("QZZ", "RO318", "RE5", "2023-01-01", number)]}} for number in (1, 2)}
    roles = [("RO197", "2001-04-01")]
    return {
        "a.json": json.dumps(organisation("RZA", "ASH NHS TRUST", "2001-04-01", roles, **rel[1])),
        "b.json": json.dumps(organisation("RZB", "ELM NHS TRUST", "2001-04-01", roles, **rel[2])),
    }


def test_the_order_of_files_makes_no_difference(tmp_path: Path) -> None:
    files = answers()
    there = imported(tmp_path / "1", "ord", files)
    back = imported(tmp_path / "2", "ord", dict(reversed(files.items())))
    assert there.dataset == back.dataset
    (board,) = [entity for entity in there.dataset.entities.values() if entity.unnamed]
    assert [claim.source for claim in board.claims] == ["ods-ord", "ods-ord-2"]


def test_files_under_other_names_are_the_same_sources(tmp_path: Path) -> None:
    files = answers()
    old = imported(tmp_path / "1", "ord", files)
    new = imported(tmp_path / "2", "ord", {"x.json": files["b.json"], "y.json": files["a.json"]})
    answer = compare_versions(old.dataset, new.dataset, load_ontology())
    assert answer.headline == (
        "Between the older and the newer: sources: 2 changed; the folders' own descriptions changed."
    )
    changes = [row for row in answer.rows if row.relation != "balance" and row.group != "The folders' own descriptions"]
    assert {row.relation for row in changes} == {"changed: title"}


def test_another_file_under_another_name_is_another_source(tmp_path: Path) -> None:
    files = answers()
    old = imported(tmp_path / "1", "ord", {"a.json": files["a.json"]})
    new = imported(tmp_path / "2", "ord", {"b.json": files["b.json"]})
    answer = compare_versions(old.dataset, new.dataset, load_ontology())
    assert "entities" in answer.headline


# --- the CSV of a dataset --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "message", "remedy"),
    [
        ("facts.csv", 'id,entity,property,number\nf,o,population,"1,204"\n',
         "'number' is '1,204', which is no number", "Write 1204, without signs between thousands."),
        ("facts.csv", "id,entity,property,number\nf,o,population,some\n",
         "'number' is 'some', which is no number", "Write it in digits, such as 1204 or 0.6."),
        ("sources.csv", "<!DOCTYPE html><html>Sign in</html>\n", "this is a web page or XML, and no CSV",
         "Fetch the file again, and look at it in a browser first."),
    ],
)  # fmt: skip
def test_the_csv_of_a_dataset_is_refused_with_one_reason(
    tmp_path: Path, name: str, text: str, message: str, remedy: str
) -> None:
    (tmp_path / "dataset.yaml").write_text("title: A system\n")
    (tmp_path / "entities.csv").write_text("id,type,name\no,Board,Lake Board\n")
    (tmp_path / name).write_text(text)
    with pytest.raises(DatasetError) as error:
        read_datasets([tmp_path])
    errors = [problem for problem in error.value.problems if problem.severity == "error"]
    assert [(problem.message, problem.remedy) for problem in errors] == [(message, remedy)]


def test_a_title_above_the_columns_of_a_dataset_is_named_as_that(tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text("title: A system\n")
    (tmp_path / "entities.csv").write_text("All bodies of 2020,,\nid,type,name\no,Board,Lake Board\n")
    with pytest.raises(DatasetError) as error:
        read_datasets([tmp_path])
    assert error.value.problems[0].remedy.startswith("The first line names the columns: remove what stands above them.")
