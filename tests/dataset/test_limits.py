"""Datasets made to bring a reader down, and YAML that says nothing: each has an answer at once, with file and line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from ics_graph.dataset import DatasetError, folders_of, read_datasets, read_exceptions, yaml_tree
from ics_graph.dataset.yaml_tree import read_yaml
from ics_graph.problems import MOST_PROBLEMS, Problem, Problems
from tests.conftest import Ics

GOOD = """\
sources:
- {id: s, title: Minutes, date: 2019-06-15}
claim_defaults: {source: s, note: ~}
entities:
- id: alpha
  type: Organisation
  name: Alpha Trust
  from:
  until: ~
  other_names:
  note: null
  claims: [{locator: p1, note: }]
- {id: p, type: Person, name: Kim, claims: [{locator: p1}]}
relations:
- subject: p
  type: memberOf
  object: alpha
  role: null
  voting: ~
  from: null
  phase:
  claims: [{locator: p1}]
gaps:
facts: ~
"""


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read YAML with libyaml's loader, and with the one in pure Python, where there is no libyaml."""
    monkeypatch.setattr(yaml, "CSafeLoader", getattr(yaml, request.param))
    return str(request.param)


def made(tmp_path: Path, about: str = "title: A test\n", **files: str) -> Path:
    """Return the folder of a dataset with these files."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "dataset.yaml").write_text(about, "utf-8")
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, "utf-8")
    return folder


def errors(folder: Path) -> list[str]:
    """Return the errors of a dataset, without the folder that it is in."""
    with pytest.raises(DatasetError) as failed:
        read_datasets([folder])
    return [str(problem).replace(f"{folder}/", "") for problem in failed.value.problems if problem.severity == "error"]


# --- nothing is nothing ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("loader")
def test_what_is_left_empty_or_null_is_not_there(tmp_path: Path) -> None:
    loaded = read_datasets([made(tmp_path, "title: A test\nlicence: ~\nuses:\n", all__yaml=GOOD)])
    alpha, relation = loaded.dataset.entities["alpha"], loaded.dataset.relations["p:memberOf:alpha"]
    assert (alpha.since, alpha.until, alpha.note, alpha.other_names) == (None, None, None, ())
    assert (relation.role, relation.voting, relation.since, relation.phases) == (None, None, None, ())
    assert [claim.note for claim in alpha.claims] == [None]
    assert (loaded.dataset.about[0].licence, loaded.findings) == (None, [])


@pytest.mark.usefixtures("loader")
def test_in_quotes_it_is_text() -> None:
    tree, faults = read_yaml("a: '~'\nb: \"null\"\nc: ''\nd: ! ~\ne: |\n  null\n")
    assert (tree, faults) == ({"a": "~", "b": "null", "c": "", "d": "~", "e": "null\n"}, [])


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("nothing", ["null", "~", ""])
def test_a_needed_field_that_says_nothing_is_missing(tmp_path: Path, nothing: str) -> None:
    text = f"entities:\n- id: a\n  type: Board\n  name: {nothing}\n"
    assert errors(made(tmp_path, all__yaml=text)) == ["all.yaml:4: entities/a: 'name' is missing. Add it."]


@pytest.mark.usefixtures("loader")
def test_a_title_that_says_nothing_is_missing(tmp_path: Path) -> None:
    folder = made(tmp_path, "licence: free\ntitle: ~\n")
    assert errors(folder) == ["dataset.yaml:2: a 'title' is missing. Say what this dataset is, in a few words."]


def test_an_exception_whose_reason_says_nothing_is_told(tmp_path: Path) -> None:
    text = "exceptions:\n- check: c\n  reason: ~\n  by: me\n  entity: a\n  record: null\n  until:\n"
    excepted, problems = read_exceptions([made(tmp_path, exceptions__yaml=text)])
    assert excepted == []
    assert [(problem.line, problem.message) for problem in problems] == [(3, "an exception without 'reason'")]


def test_an_item_of_a_list_that_says_nothing_is_told(tmp_path: Path) -> None:
    text = "entities:\n- {id: a, type: Board, name: A, other_names: [B, ~]}\n-\n"
    assert errors(made(tmp_path, all__yaml=text)) == [
        "all.yaml:3: an item of 'entities' is not a record. Write '- id: …' with its fields.",
        "all.yaml:2: entities/a: 'other_names.1' says nothing. Remove it, or write what it should say.",
    ]


# --- depth, size, number ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "text", ["entities: " + "[" * 100_000, "a: " + "{a: " * 100_000, "".join(f"{' ' * n}a:\n" for n in range(2000))]
)
def test_yaml_stops_at_its_deepest_level(text: str) -> None:
    began = time.process_time()
    tree, faults = read_yaml(text)
    assert (tree, [fault.message for fault in faults]) == (None, ["nested deeper than 20 levels"])
    assert time.process_time() - began < 5


def test_a_file_of_too_many_values_is_left_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "MOST_VALUES", 100)
    tree, faults = read_yaml("a: [" + "b, " * 100 + "]")
    assert (tree, [str(fault.message) for fault in faults]) == (None, ["more than 100 values in one file"])


def test_only_the_first_thousand_problems_are_told_and_the_rest_counted(ics: Ics, tmp_path: Path) -> None:
    folder = made(tmp_path, all__yaml=f"entities: [{'a, ' * 3000}]")
    status, out, _ = ics("check", str(folder))
    lines = out.splitlines()
    assert status == 1
    assert sum(line.startswith("error: ") for line in lines) == MOST_PROBLEMS
    assert lines[-2] == "The first 1,000 are shown; 2,000 more are like them."
    assert lines[-1] == "3,000 errors, 0 findings. Nothing can be loaded until the errors are mended."
    status, _, said = ics("stats", "--data", str(folder))
    assert (status, said.splitlines()[-1]) == (1, "3,000 problems; nothing was loaded.")


def test_findings_do_not_crowd_out_errors() -> None:
    problems = Problems(Problem("finding", "x", str(n), "") for n in range(1500))
    problems += [Problem("error", "y", "that is wrong", "")]
    more = Problems(problems)
    assert (more.number("error"), more.number("finding"), len(more)) == (1, 1500, 1001)
    more.drop_after(1000)
    assert (more.number("error"), more.number("finding")) == (0, 1500)


def test_a_csv_file_of_a_hundred_thousand_columns_is_refused_in_one_line(tmp_path: Path) -> None:
    header = ",".join(f"column{n}" for n in range(100_000))
    (only,) = errors(made(tmp_path, entities__csv=f"{header}\n"))
    assert only.startswith("entities.csv:1: 100,000 columns, and there may be 1,000. The columns are id, type, name,")


@pytest.mark.parametrize("digits", [310, 4000, 5000])
def test_a_number_of_too_many_digits_is_an_error(tmp_path: Path, digits: int) -> None:
    number = "9" * digits
    yaml_text = f"entities:\n- {{id: a, type: Board, name: A, extent: several, count: {number}}}\n"
    csv_text = f"id,entity,property,number\nf,a,population,{number}\n"
    told = errors(made(tmp_path, all__yaml=yaml_text, facts__csv=csv_text))
    assert any(
        line.startswith("all.yaml:2: entities/a: ") and ("digits" in line or "is larger than 1.8e+308" in line)
        for line in told
    )
    assert any(line.startswith("facts.csv:2: facts/f: ") for line in told)
    assert max(map(len, told)) < 600


def test_a_file_that_is_no_mapping_says_nothing_of_its_dataset(tmp_path: Path) -> None:
    assert errors(made(tmp_path, "- title\n"))[0] == "dataset.yaml:1: the file is not a mapping. Begin with 'title: …'."


# --- what a dataset uses ---------------------------------------------------------------------------------------------


def test_a_chain_of_1500_datasets_is_followed(tmp_path: Path) -> None:
    for number in range(1500):
        folder = tmp_path / f"d{number}"
        folder.mkdir()
        uses = f"uses: [d{number + 1}]\n" if number < 1499 else "uses: [d0]\n"
        (folder / "dataset.yaml").write_text(f"title: {number}\n{uses}", "utf-8")
    assert [folder.name for folder in folders_of([tmp_path / "d0"])] == [f"d{number}" for number in range(1499, -1, -1)]


@pytest.mark.parametrize("used", ["../elsewhere", "/etc", "..", ".", "a/../../elsewhere", "a\\b", "C:x", '"a\\0b"'])
def test_nothing_outside_of_the_parent_folder_is_used(tmp_path: Path, used: str) -> None:
    with pytest.raises(DatasetError) as failed:
        folders_of([made(tmp_path, f"title: A test\nuses: [{used}]\n")])
    (problem,) = failed.value.problems
    assert "which is no folder beside it" in problem.message
    assert problem.remedy == f"Write its name alone, and put it into {tmp_path}: nothing outside of that is read."


def test_a_link_beside_a_dataset_is_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "far").mkdir(parents=True)
    (tmp_path / "elsewhere" / "far" / "dataset.yaml").write_text("title: Far\n", "utf-8")
    folder = made(tmp_path, "title: A test\nuses: [near]\n")
    (tmp_path / "near").symlink_to(tmp_path / "elsewhere" / "far")
    assert [path.name for path in folders_of([folder])] == ["far", "data"]


def test_a_path_that_cannot_be_is_an_error_and_no_fault(ics: Ics, tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for path in (tmp_path / "round", tmp_path / ("x" * 300)):
        status, out, said = ics("check", str(path))
        assert (status, "Traceback" in out + said) == (1, False)
