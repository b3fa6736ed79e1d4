"""Only what we wrote lies among the tests: each file of data is listed as invented, and shows no sign of a copy."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from ics_graph.dataset import read_datasets
from tests.asking import ROOT

TESTS = ROOT / "tests"
DATA = TESTS / "data"
LIST = DATA / "README.md"
# What stands in published files that somebody might copy here again, and in none of ours.
MARKS = (
    "hefce",
    "higher education funding",
    "hertfordshire partnership",
    "densham surgery",
    "stockton-on-tees",
    "joe's diner",
    "john q. public",
    "popoloproject.com/schemas",
    "json-schema.org",
    "sh:nodeshape",
    "sarif-schema",
    "© european union",
)
POSTCODE = re.compile(r"\b(?!ZZ)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
# 0 and ten digits, but those that Ofcom keeps free for drama: 01632 960000 to 960999 and 07700 900000 to 900999.
TELEPHONE = re.compile(r"\b(?!01632 960\d{3}\b|07700 900\d{3}\b)0\d{3,4} \d{3} ?\d{3,4}\b")


def rows() -> list[list[str]]:
    """Return the cells of the rows of the list."""
    lines = [line for line in LIST.read_text("utf-8").splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def listed() -> set[str]:
    """Return the files that the list names, from the folder of the data."""
    patterns = [pattern for row in rows() for pattern in re.findall(r"`([^`]+)`", row[0])]
    return {str(path.relative_to(DATA)) for pattern in patterns for path in DATA.glob(pattern)}


def data_files() -> list[Path]:
    """Return all files of data of the tests: those read, and those that show what is to be written."""
    golden = (path for path in (TESTS / "exchange" / "golden").rglob("*") if path.is_file())
    return sorted([*(path for path in DATA.rglob("*") if path.is_file() and path != LIST), *golden])


def signs(text: str) -> list[str]:
    """Return what in a text looks like a part of a published file."""
    lower = text.casefold()
    return [*(mark for mark in MARKS if mark in lower), *POSTCODE.findall(text), *TELEPHONE.findall(text)]


def test_each_file_of_data_is_listed_and_each_that_is_listed_is_there() -> None:
    assert {str(path.relative_to(DATA)) for path in data_files() if path.is_relative_to(DATA)} == listed()
    for row in rows():
        for pattern in re.findall(r"`([^`]+)`", row[0]):
            assert list(DATA.glob(pattern)), pattern


def test_data_lie_nowhere_else_among_the_tests() -> None:
    others = {
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("*")
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    }
    assert others - {str(path.relative_to(TESTS)) for path in data_files()} == {
        "data/README.md",
        "stores/neo4j/pom.xml",
        "wording/answers_too_long.txt",
        "wording/exceptions.txt",
    }


def test_the_list_says_of_each_file_that_it_is_ours_and_which_layout_it_has() -> None:
    assert len(rows()) > 20
    for files, what, layout in rows():
        assert what.startswith(("invented: ", "written by ", "made for the tests: ")), files
        assert layout, files


def test_no_file_of_data_shows_a_sign_of_a_published_one() -> None:
    found = {str(path.relative_to(TESTS)): signs(path.read_text("utf-8")) for path in data_files()}
    assert {name: marks for name, marks in found.items() if marks} == {}


def test_no_real_body_or_code_of_the_register_stands_in_a_file_of_data() -> None:
    frame = read_datasets([ROOT / "seeds" / "national-frame"]).dataset.entities.values()
    bodies = [body for body in frame if "Trust" in body.type or body.type == "ClinicalCommissioningGroup"]
    codes = {code.value for body in frame for code in body.identifiers}
    assert len(bodies) > 400
    assert {"RRU", "00C"} <= codes
    for path in data_files():
        text = path.read_text("utf-8").casefold()
        assert [body.name for body in bodies if body.name.casefold() in text] == [], path
    for path in (DATA / "ods").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert {cell for row in csv.reader(file) for cell in row} & codes == set(), path


@pytest.mark.parametrize(
    "text",
    [
        '"THE HEALTH CENTRE","TS18 1HU"',
        "0300 123 1234",
        "Organisation,HEFCE",
        '{"$schema": "http://json-schema.org/draft-03/schema#"}',
        "<https://example.org/shape> a sh:NodeShape .",
    ],
)
def test_a_sign_of_a_published_file_is_noticed(text: str) -> None:
    assert signs(text) != []
    assert signs('"THE HEALTH CENTRE","ZZ1 1AA","01632 960000","07700 900042"') == []
