"""A dataset that uses another goes out alone (--own), or whole, and comes back beside the one that it uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.exchange.formats import all_imports
from ics_graph.exchange.import_job import run_import
from ics_graph.exchange.import_report import ImportFailed
from tests.conftest import Ics

FRAME = """\
sources:
  - {id: law, title: An Act, kind: legislation, date: 2012-03-27}
entities:
  - {id: nhse, type: NHSEngland, name: NHS England, claims: [{source: law, locator: s1}]}
  - {id: ccg, type: ClinicalCommissioningGroup, name: NHS A CCG, from: 2013-04-01,
     identifiers: [{scheme: ods, value: 99Z, from: 2013-04-01}], claims: [{source: law, locator: s2}]}
  - {id: other, type: Group, name: Another, claims: [{source: law, locator: s3}]}
relations:
  - {id: frame-line, subject: other, type: memberOf, object: nhse, claims: [{source: law, locator: s4}]}
"""
MINE = """\
sources:
  - {id: minutes, title: Minutes, date: 2019-06-15}
entities:
  - {id: ccg, shared: yes, type: ClinicalCommissioningGroup, name: A CCG, claims: [{source: minutes, locator: p1}]}
  - {id: board, type: Board, name: A board, claims: [{source: minutes, locator: p1}]}
relations:
  - {subject: ods:99Z, type: memberOf, object: board, from: 2019-01-01, claims: [{source: minutes, locator: p2}]}
  - {subject: board, type: partOf, object: nhse, claims: [{source: law, locator: s9}]}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    for name, text, uses in (("frame", FRAME, ""), ("mine", MINE, "uses: [frame]\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "dataset.yaml").write_text(f"title: {name}\n{uses}", "utf-8")
        (tmp_path / name / "all.yaml").write_text(text, "utf-8")
    return tmp_path / "mine"


def brought(format_: str, file: Path, mine: Path) -> Path:
    """Import a file beside the frame, and return the folder that came of it."""
    known = all_imports()[format_]
    options = {parameter.name: parameter.default for parameter in known.parameters}
    run_import(known, [file], mine.parent / "back", [mine.parent / "frame"], options, lambda _: None)
    return mine.parent / "back"


@pytest.mark.parametrize("own", [True, False], ids=["own", "whole"])
@pytest.mark.parametrize("format_", ["xlsx", "turtle", "jsonld"])
def test_it_comes_back_as_the_same_records(ics: Ics, mine: Path, format_: str, own: bool) -> None:
    file = mine.parent / f"out.{format_}"
    assert ics("export", format_, str(file), "--data", str(mine), *(["--own"] if own else []))[0] == 0
    back = brought(format_, file, mine)
    assert read_datasets([back]).dataset.section("relations") == read_datasets([mine]).dataset.section("relations")
    assert read_datasets([back]).dataset.entities == read_datasets([mine]).dataset.entities
    assert {path.name for path in back.iterdir()} == {
        "dataset.yaml", "entities.yaml", "import-report.json", "relations.yaml", "sources.yaml",
    }  # fmt: skip
    assert "frame-line" not in (back / "relations.yaml").read_text("utf-8")
    assert (back / "entities.yaml").read_text("utf-8").count("shared: ") == 1


def test_a_folder_of_its_own_records_uses_what_it_used(ics: Ics, mine: Path) -> None:
    to = mine.parent / "alone"
    status, _, told = ics("export", "dataset", str(to), "--own", "--data", str(mine))
    assert (status, told.strip()) == (0, f"{to}: 2 entities, 2 relations.")
    assert "uses:\n- frame\n" in (to / "dataset.yaml").read_text("utf-8")
    old, new = read_datasets([mine]).dataset, read_datasets([to]).dataset
    assert (new.entities, new.relations, new.sources) == (old.entities, old.relations, old.sources)


def test_only_the_chosen_of_its_own_records_go_out(ics: Ics, mine: Path) -> None:
    to = mine.parent / "alone"
    assert ics("export", "dataset", str(to), "--own", "--only", "memberOf", "--data", str(mine))[0] == 0
    assert list(read_datasets([to]).dataset.relations) == ["frame-line", "ccg:memberOf:board:2019-01-01"]


def test_tables_of_its_own_records_name_the_bodies_at_the_ends(ics: Ics, mine: Path) -> None:
    to = mine.parent / "tables"
    assert ics("export", "csv", str(to), "--own", "--no-rules", "--data", str(mine))[0] == 0
    assert [line.split(",")[0] for line in (to / "entities.csv").read_text("utf-8-sig").splitlines()[1:]] == [
        "board", "ccg", "nhse",
    ]  # fmt: skip
    assert len((to / "relations.csv").read_text("utf-8-sig").splitlines()) == 3


def test_a_store_does_not_know_what_is_a_folders_own(ics: Ics, mine: Path) -> None:
    status, _, told = ics("export", "turtle", "--own", "--store", "neo4j://localhost:1")
    assert status == 2
    assert "a store does not know which folder a record came from" in told


def test_a_record_that_took_the_id_of_a_known_one_is_refused(ics: Ics, mine: Path) -> None:
    file = mine.parent / "out.ttl"
    assert ics("export", "turtle", str(file), "--data", str(mine))[0] == 0
    file.write_text(file.read_text("utf-8").replace('"An Act"', '"Another Act"'), "utf-8")
    with pytest.raises(ImportFailed) as failed:
        brought("turtle", file, mine)
    (problem,) = failed.value.problems
    assert str(problem) == (
        "out.ttl: sources/law: the id 'law' is taken in a dataset to match, by a record that says something else. "
        "Give it another id, or leave it out where the same is meant."
    )
    assert not (mine.parent / "back").exists()


def test_what_is_wrong_with_an_import_is_told_by_its_file_and_never_by_a_folder_that_is_gone(
    ics: Ics, mine: Path
) -> None:
    file = mine.parent / "out.ttl"
    assert ics("export", "turtle", str(file), "--own", "--data", str(mine))[0] == 0
    text = file.read_text("utf-8")
    assert '"2013-04-01"' in text
    file.write_text(text.replace('"2013-04-01"', '"2014-04-01"'), "utf-8")
    with pytest.raises(ImportFailed) as failed:
        brought("turtle", file, mine)
    told = str(failed.value.problems[0])
    assert told.startswith(
        "out.ttl: entities/ccg: its 'from' is 2014-04-01 here and 2013-04-01 there. One body is one record; compare "
    )
    assert not [problem for problem in failed.value.problems if "ics-graph-part" in str(problem)]
    assert f"{mine.parent}/back" not in told
