"""The page of the architecture leads to files that are there, and leaves no room of the program out."""

from __future__ import annotations

import re
import tomllib

from tests.asking import ROOT

PAGE = (ROOT / "docs" / "explanation" / "architecture.md").read_text("utf-8")
CHANGES = PAGE.split("## Where to change what")[1].split("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    """Return the cells of the rows of a table, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def test_every_room_of_the_house_has_a_row_in_the_order_of_the_floors() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (floors,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    order = {room.strip(): number for number, floor in enumerate(floors) for room in floor.split("|")}
    listed = [row[0].strip("`") for row in rows(PAGE.split("## The rooms")[1].split("\n## ")[0])]
    assert set(listed) == set(order)
    assert [order[room] for room in listed] == sorted(order.values())


def test_at_least_twenty_kinds_of_change_each_lead_to_files_that_are_there() -> None:
    changes = rows(CHANGES)
    assert len(changes) >= 20
    for change, where in changes:
        paths = [name for name in re.findall(r"`([^`]+)`", where) if "/" in name and " " not in name]
        assert paths or "exceptions.yaml" in where or "pyproject.toml" in where or "raised" in where, change
        for path in paths:
            assert (ROOT / path).exists(), f"{change}: {path}"
    for name in set(re.findall(r"`?\b((?:stores|answering|dataset|exchange|cli|explorer)/[\w/]+\.?\w*)", PAGE)):
        assert (ROOT / "ics_graph" / name).exists() or (ROOT / name).exists(), name


def test_what_the_page_says_of_a_change_is_where_it_is_made() -> None:
    """A few rows, each held to a word that stands in the file."""
    for change, word in {
        "a colour, shape or dash in the network": "LOOKS",
        "an HTTP status or the JSON of a problem": "def http_status",
        "the verdict of an answer": "def verdict_of",
        "the agreement of verbs": "SHOWN",
        "what belongs to a system": "class Scope",
        "how two names are compared": "def fold",
        "which requests the server refuses": "class RequestGuard",
        "the layout of the spreadsheet": "class Sheet",
        "when an imported body is one that is known already": "class KnownEntities",
        "how a certainty is worked out": "def certainty",
        "which words make a seat a chair": "def says_chair",
        "what every store keeps of a line": "class Compiler",
        "a section of the board paper": "def front",
        "when a line holds on a day": "def holds",
    }.items():
        (row,) = [where for name, where in rows(CHANGES) if name.startswith(change)]
        path = next(name for name in re.findall(r"`([^`]+)`", row) if "/" in name)
        assert word in (ROOT / path).read_text("utf-8"), (change, path, word)
