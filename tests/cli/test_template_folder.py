"""A new folder to fill in: a dataset at once, with examples that hold once their marks are taken away."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from ics_graph.dataset.template_folder import SCHEMA_FOLDER, write_template_folder
from ics_graph.output.folder import FolderTaken
from tests.conftest import Ics

_SCHEMA = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


def uncommented(text: str) -> str:
    """Return a file of the template with its examples in force."""
    text = re.sub(r"(?m)^#  - ", "  - ", text)
    text = re.sub(r"(?m)^#    ", "    ", text)
    text = re.sub(r"(?m)^(\w+): \[\]$", r"\1:", text)
    return re.sub(r"(?m)^# (claim_defaults|description|licence|opens_on)", r"\1", text)


def test_a_new_folder_is_a_dataset_without_errors(ics: Ics, tmp_path: Path) -> None:
    status, output, _ = ics("template", "-o", str(tmp_path / "our-system"))
    assert status == 0
    assert "dataset.yaml, sources.yaml, bodies.yaml, relationships.yaml, gaps.yaml" in output
    status, output, errors = ics("check", str(tmp_path / "our-system"))
    assert status == 0
    assert "0 errors, 0 findings" in output + errors


def test_its_examples_hold_once_their_marks_are_taken_away(ics: Ics, tmp_path: Path) -> None:
    for file in write_template_folder(tmp_path / "our-system"):
        file.write_text(uncommented(file.read_text("utf-8")), "utf-8")
    # Its only system has none of its own: the example of an opening day needs one.
    bodies = tmp_path / "our-system" / "bodies.yaml"
    bodies.write_text(
        bodies.read_text("utf-8") + "  - {id: ics, type: IntegratedCareSystem, name: Our ICS, claims: [{locator: 1}]}\n"
    )
    _, output, errors = ics("check", str(tmp_path / "our-system"))
    assert "0 errors" in output + errors, output + errors
    assert "3 entities, 1 relation, 0 facts, 1 gap" in output + errors


def test_its_examples_of_who_may_decide_hold_as_well(ics: Ics, tmp_path: Path) -> None:
    files = write_template_folder(tmp_path / "our-board", decisions=True)
    assert [file.name for file in files[-3:]] == ["schemes.yaml", "seats.yaml", "meetings.yaml"]
    for file in files:
        file.write_text(uncommented(file.read_text("utf-8")), "utf-8")
    bodies = tmp_path / "our-board" / "bodies.yaml"
    named = {"icb": "IntegratedCareBoard", "finance-committee": "Committee", "builders": "Organisation"}
    named |= {"robin-example": "Person", "ics": "IntegratedCareSystem"}
    more = "".join(f"  - {{id: {id_}, type: {type_}, name: The {id_}}}\n" for id_, type_ in named.items())
    bodies.write_text(bodies.read_text("utf-8") + more)
    _, output, errors = ics("check", str(tmp_path / "our-board"))
    assert "0 errors" in output + errors, output + errors
    question = ("capital scheme", "--value", "1000000", "--vat", "with", "--as-of", "2026-01-01")
    answer = ics("ask", "who-decides", *question, "--data", str(tmp_path / "our-board"))[1]
    assert "The finance-committee" in answer.split("\n\n")[0].replace("\n", " "), answer


@pytest.mark.parametrize("decisions", [False, True])
def test_each_file_names_a_schema_beside_it_that_its_examples_satisfy(decisions: bool, tmp_path: Path) -> None:
    folder = tmp_path / "our-system"
    for file in write_template_folder(folder, decisions):
        text = file.read_text("utf-8")
        named = _SCHEMA.match(text)
        assert named is not None
        schema = json.loads((folder / named[1]).read_text("utf-8"))
        # An editor reads a day as text, as the reader of datasets does.
        tree = yaml.load(uncommented(text), Loader=yaml.BaseLoader)
        assert list(Draft202012Validator(schema).iter_errors(tree)) == []
        assert list(Draft202012Validator(schema).iter_errors({"no such field": 1})) != []


def test_the_schemas_are_no_data_and_nothing_is_overwritten(ics: Ics, tmp_path: Path) -> None:
    folder = tmp_path / "our-system"
    write_template_folder(folder)
    assert sorted(path.name for path in (folder / SCHEMA_FOLDER).iterdir()) == [
        "dataset-yaml.schema.json",
        "dataset.schema.json",
    ]
    with pytest.raises(FolderTaken):
        write_template_folder(folder)
    status, _, errors = ics("template", "-o", str(folder))
    assert status == 2
    assert "is there already and not empty" in errors
