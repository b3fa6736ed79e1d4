"""The reference pages are what the code says, and the schema for editors says what the reader says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ics_graph.dataset.folder import ABOUT_FILE
from ics_graph.dataset.yaml_tree import read_yaml
from tests.asking import ROOT

REFERENCE = ROOT / "docs" / "reference"
YAML = sorted(
    [
        *(ROOT / "seeds").glob("*/*.yaml"),
        *(ROOT / "examples").glob("*/*.yaml"),
        *(ROOT / "tests" / "data").rglob("*.yaml"),
    ]
)
GOOD = """
claim_defaults: {source: minutes}
sources: [{id: minutes, title: Minutes, date: 2019-06}]
entities: [{id: board, type: Board, name: Our Board, shared: yes, phase: planned, claims: [{locator: p. 1}]}]
relations: [{subject: board, type: partOf, object: board, from: 2019, voting: no, capacity: chair}]
facts: [{entity: board, property: level, text: place, number: 3.5}, {entity: board, property: note, text: anything}]
"""


def validator(name: str) -> Draft202012Validator:
    schema: dict[str, Any] = json.loads((REFERENCE / name).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(text: str, schema: str = "dataset.schema.json") -> list[str]:
    tree, wrong = read_yaml(text)
    assert not wrong
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator(schema).iter_errors(tree)]


def test_the_pages_are_what_the_code_says() -> None:
    done = subprocess.run(
        [sys.executable, str(REFERENCE / "generate.py"), "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", YAML, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_file_is_in_order_for_an_editor(path: Path) -> None:
    schema = "dataset-yaml.schema.json" if path.name == ABOUT_FILE else "dataset.schema.json"
    assert faults(path.read_text("utf-8"), schema) == []


def test_what_files_write_otherwise_than_the_model_is_in_order() -> None:
    assert faults(GOOD) == []


def test_scalars_as_yaml_reads_them_are_in_order() -> None:
    read = {
        "sources": [{"id": "minutes", "title": 2019, "date": 2019}],
        "entities": [{"id": "a", "type": "Board", "name": "A", "unnamed": True, "shared": True, "count": 3}],
        "relations": None,
    }
    assert not list(validator("dataset.schema.json").iter_errors(read))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("entities: [{id: a, type: Board, name: A, nmae: B}]", "'nmae' was unexpected"),
        ("entities: [{id: a, type: Bord, name: A}]", "'Bord' is not one of"),
        ("entities: [{id: a, type: Collaboration, name: A}]", "'Collaboration' is not one of"),
        ("entities: [{id: a, type: Board}]", "'name' is a required property"),
        ("entities: [{id: a b, type: Board, name: A}]", "'a b' does not match"),
        ("entities: [{id: a, type: Board, name: A, since: 2019}]", "'since' was unexpected"),
        ("entitys: [{id: a, type: Board, name: A}]", "'entitys' was unexpected"),
        ("sources: [{id: a, title: A, date: 15 June 2019}]", "'15 June 2019'"),
        ("sources: [{id: a, title: A, date: 2019-13}]", "'2019-13'"),
        ("sources: [{id: a, title: A, shared: yes}]", "'shared' was unexpected"),
        ("relations: [{subject: a, type: memberof, object: b}]", "'memberof' is not one of"),
        ("relations: [{subject: a, type: memberOf, object: b, claims: [{basis: rule}]}]", "'rule' is not one of"),
        ("facts: [{entity: a, property: level, text: street}]", "'street' is not one of"),
        ("claim_defaults: {sourse: minutes}", "'sourse' was unexpected"),
        ("complete: [{entity: a, family: members}]", "'members' is not one of"),
    ],
)
def test_what_is_wrong_is_told(wrong: str, told: str) -> None:
    (fault,) = faults(wrong)
    assert told in fault


@pytest.mark.parametrize("wrong", ["licence: MIT", "{title: A, name: a}", "{title: A, uses: {a: b}}"])
def test_a_dataset_yaml_that_is_wrong_is_told(wrong: str) -> None:
    assert faults(wrong, "dataset-yaml.schema.json")
