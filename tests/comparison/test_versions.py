"""What differs between two versions of a dataset: each kind of difference once, in folders and in revisions of git."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings

from ics_graph.answering.answer import Answer
from ics_graph.comparison.versions import compare_versions
from ics_graph.dataset import read_datasets
from ics_graph.model import Dataset
from ics_graph.ontology import load_ontology
from tests.conftest import Ics
from tests.stores.contract.strategies import datasets

OLD = """
claim_defaults: {source: minutes, locator: p. 1}
sources:
  - {id: minutes, title: Minutes, kind: minutes, date: 2020-03-31}
entities:
  - {id: ccg-a, type: ClinicalCommissioningGroup, name: Ashton CCG, from: 2013-04-01, claims: [{locator: p. 1}]}
  - {id: old-id, type: ClinicalCommissioningGroup, name: Bolton CCG, from: 2013-04-01, claims: [{locator: p. 1}],
     identifiers: [{scheme: ods, value: 02B, from: 2013-04-01}]}
  - {id: shut, type: Group, name: Shut Group}
  - {id: board, type: Board, name: Board}
relations:
  - {subject: old-id, type: memberOf, object: board, claims: [{locator: p. 2}]}
facts:
  - {id: people, entity: ccg-a, property: population, number: 1000, unit: people, claims: [{locator: p. 3}]}
"""
NEW = """
claim_defaults: {source: minutes, locator: p. 1}
sources:
  - {id: minutes, title: Minutes, kind: minutes, date: 2020-03-31}
  - {id: letter, title: Letter, kind: letter, date: 2021-01-10}
  - {id: slides, title: Slides, kind: slides, date: 2019-01-10}
entities:
  - {id: ccg-a, type: ClinicalCommissioningGroup, name: Ashton CCG, from: 2013-04-01, until: 2020-03-31,
     claims: [{locator: p. 1}, {source: letter, locator: par. 1}]}
  - {id: new-id, type: ClinicalCommissioningGroup, name: Bolton CCG, from: 2013-04-01, claims: [{locator: p. 1}],
     identifiers: [{scheme: ods, value: 02B, from: 2013-04-01}]}
  - {id: early, type: Group, name: Early Group, from: 2019-06-01}
  - {id: late, type: Group, name: Late Group, from: 2020-04-01}
  - {id: straddling, type: Group, name: Straddling Group, from: 2020}
  - {id: undated, type: Group, name: Undated Group}
  - {id: gone, type: Group, name: Gone Group, until: 2018-03-31}
  - {id: board, type: Board, name: Board}
relations:
  - {subject: new-id, type: memberOf, object: board, claims: [{locator: p. 2}]}
  - {id: earlier-line, subject: ccg-a, type: memberOf, object: board, from: 2018-01-01, claims: [{locator: p. 2}]}
facts:
  - {id: people, entity: ccg-a, property: population, number: 1200, unit: people, approximately: yes,
     claims: [{locator: p. 3}]}
events:
  - {id: met, kind: meeting, name: The board met, date: 2020-05-01}
"""


def folder(at: Path, text: str, title: str = "A system") -> Path:
    at.mkdir(parents=True, exist_ok=True)
    (at / "dataset.yaml").write_text(f"title: {title}\n")
    (at / "all.yaml").write_text(text)
    return at


def between(tmp_path: Path, old: str, new: str) -> Answer:
    was = read_datasets([folder(tmp_path / "a" / "system", old)]).dataset
    now = read_datasets([folder(tmp_path / "b" / "system", new)]).dataset
    return compare_versions(was, now, load_ontology())


def under(answer: Answer, group: str) -> list[tuple[str, str, str | None]]:
    return [(row.name, row.relation, row.value) for row in answer.rows if row.group == group]


def test_what_was_added_is_told_apart_by_when_it_began(tmp_path: Path) -> None:
    answer = between(tmp_path, OLD, NEW)
    assert [name for name, *_ in under(answer, "Entities newly begun")] == ["Late Group"]
    earlier = under(answer, "Entities true earlier, recorded now")
    assert [name for name, *_ in earlier] == ["Early Group", "Gone Group"]
    unknown = under(answer, "Entities added, beginning not known")
    assert [name for name, *_ in unknown] == ["Straddling Group", "Undated Group"]
    assert [name for name, *_ in under(answer, "Relations true earlier, recorded now")] == [
        "Ashton CCG is a member of Board"
    ]
    assert [name for name, *_ in under(answer, "Events newly begun")] == ["The board met"]
    assert [name for name, *_ in under(answer, "Sources newer than all before")] == ["Letter"]
    assert [name for name, *_ in under(answer, "Sources older, read now")] == ["Slides"]
    assert (
        "'True earlier, recorded now' is what began, or ended, on or before 2020-03-31, the newest date of a source of "
        "the older version; 'newly begun' is what began after it." in answer.caveats
    )


def test_a_change_is_told_field_by_field_with_both_values(tmp_path: Path) -> None:
    answer = between(tmp_path, OLD, NEW)
    assert under(answer, "Entities changed") == [
        ("Ashton CCG", "changed: until", "not stated → 2020-03-31"),
        ("Ashton CCG", "changed: claims", "+ source letter, locator par. 1"),
    ]
    assert [row.note for row in answer.rows if row.relation == "changed: until"] == ["ended earlier, recorded now"]
    assert [(relation, value) for _, relation, value in under(answer, "Facts changed")] == [
        ("changed: number", "1,000 → 1,200"),
        ("changed: approximately", "no → yes"),
    ]
    assert [name for name, *_ in under(answer, "Entities removed")] == ["Shut Group"]


def test_kinds_and_names_with_days_are_told_as_they_differ(tmp_path: Path) -> None:
    kinds = "kinds: [{{type: Group{0}}}, {{type: Board}}]"
    body = f"entities:\n- {{{{id: g, type: Board, name: G, {kinds}, other_names: [{{1}}]}}}}\n"
    old = body.format(", until: 2008", "{name: Old, until: 2008}")
    answer = between(tmp_path, old, body.format(", until: 2009-03-31", "Plain, {name: Old, until: 2009}"))
    assert [(relation, value) for _, relation, value in under(answer, "Entities changed")] == [
        ("changed: other_names", "+ Plain"),
        ("changed: names", "− name Old, until 2008; + name Old, until 2009"),
        ("changed: kinds", "− type Group, until 2008; + type Group, until 2009-03-31"),
    ]


def test_a_body_with_another_id_is_recognised_by_type_and_code_and_its_lines_with_it(tmp_path: Path) -> None:
    answer = between(tmp_path, OLD, NEW)
    assert under(answer, "Entities renamed") == [("Bolton CCG", "renamed", "id: old-id → new-id")]
    assert not [row for row in answer.rows if row.group in ("Relations removed", "Relations changed")]


def test_a_line_or_fact_without_an_id_of_its_own_is_the_same_with_another_date_or_value(tmp_path: Path) -> None:
    now = OLD.replace("object: board, claims", "object: board, from: 2019-01-01, claims")
    was, now = OLD.replace("id: people, ", ""), now.replace("id: people, ", "").replace("number: 1000", "number: 900")
    answer = between(tmp_path, was, now)
    assert [(row.relation, row.value) for row in answer.rows] == [
        ("changed: from", "not stated → 2019-01-01"),
        ("changed: number", "1,000 → 900"),
    ]


def test_where_two_facts_are_gone_or_come_none_is_taken_for_the_other(tmp_path: Path) -> None:
    was = OLD.replace("id: people, ", "")
    two = was + "  - {entity: ccg-a, property: population, number: 7, unit: people, claims: [{locator: p. 4}]}\n"
    answer = between(tmp_path, two, two.replace("number: 1000", "number: 900").replace("number: 7,", "number: 8,"))
    assert [name for name, *_ in under(answer, "Facts removed")] == ["Ashton CCG: 1,000 people", "Ashton CCG: 7 people"]
    assert [name for name, *_ in under(answer, "Facts added, beginning not known")] == [
        "Ashton CCG: 8 people",
        "Ashton CCG: 900 people",
    ]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("id: new-id, type: ClinicalCommissioningGroup", "id: new-id, type: IntegratedCareBoard"),
        ("value: 02B, from: 2013-04-01", "value: 02C, from: 2013-04-01"),
    ],
)
def test_a_body_of_another_type_or_code_is_another_body(tmp_path: Path, was: str, now: str) -> None:
    answer = between(tmp_path, OLD, NEW.replace(was, now))
    assert under(answer, "Entities renamed") == []
    assert ("Bolton CCG", "removed", None) in under(answer, "Entities removed")


def test_a_code_of_another_time_names_another_body(tmp_path: Path) -> None:
    old = OLD.replace("value: 02B, from: 2013-04-01", "value: 02B, from: 2013-04-01, until: 2016-03-31")
    new = NEW.replace("value: 02B, from: 2013-04-01", "value: 02B, from: 2016-04-01")
    assert under(between(tmp_path, old, new), "Entities renamed") == []


def test_where_two_bodies_fit_neither_is_taken_and_that_is_said(tmp_path: Path) -> None:
    twin = (
        "  - {id: twin, type: ClinicalCommissioningGroup, name: Twin CCG, identifiers: [{scheme: ods, value: 02B}]}\n"
    )
    answer = between(tmp_path, OLD, NEW.replace("relations:\n", f"{twin}relations:\n", 1))
    assert under(answer, "Entities renamed") == []
    said = [text for text in answer.caveats if "may be" in text]
    assert said == [
        "Bolton CCG (old-id) may be Bolton CCG (new-id), and so may others: they share a code.",
        "Bolton CCG (old-id) may be Twin CCG (twin), and so may others: they share a code.",
    ]


def test_the_balance_adds_up_with_what_was_true_earlier_on_its_own(tmp_path: Path) -> None:
    answer = between(tmp_path, OLD, NEW)
    sums = {(row.kind, row.name): row.value for row in answer.rows if row.relation == "balance"}
    assert sums == {
        ("entities", "group"): "1 before + 1 newly begun + 2 true earlier, recorded now + 2 added, beginning not known "
        "− 1 removed = 5 now",
        ("relations", "is a member of"): "1 before + 1 true earlier, recorded now = 2 now",
        ("events", "meeting"): "0 before + 1 newly begun = 1 now",
        ("sources", "letter"): "0 before + 1 newer than all before = 1 now",
        ("sources", "slides"): "0 before + 1 older, read now = 1 now",
    }


def test_a_body_that_is_of_another_type_now_is_in_the_balance_of_both(tmp_path: Path) -> None:
    answer = between(tmp_path, OLD, OLD.replace("id: board, type: Board", "id: board, type: Committee"))
    sums = {row.name: row.value for row in answer.rows if row.relation == "balance"}
    assert sums == {
        "board": "1 before − 1 into another type = 0 now",
        "committee": "0 before + 1 from another type = 1 now",
    }


def test_without_a_dated_source_nothing_is_said_to_have_been_true_earlier(tmp_path: Path) -> None:
    answer = between(tmp_path, OLD.replace(", date: 2020-03-31", ""), NEW)
    assert not [row for row in answer.rows if row.group == "Entities true earlier, recorded now"]
    assert "No source of the older version has a date, so that nothing tells what was true earlier." in answer.caveats


def test_equal_versions_have_no_difference(tmp_path: Path) -> None:
    answer = between(tmp_path, NEW, NEW)
    assert (answer.verdict, answer.rows, answer.headline) == (
        "not-stated",
        (),
        "No difference between the older and the newer.",
    )


# --- on random data ---


@settings(max_examples=40, deadline=None)
@given(datasets(), datasets())
def test_random_versions_balance_and_differ_by_what_is_in_one_alone(old: Dataset, new: Dataset) -> None:
    assert compare_versions(new, new, load_ontology()).rows == ()
    answer = compare_versions(old, new, load_ontology())
    assert not [row for row in answer.rows if "out by" in (row.value or "")]
    renamed = {row.id for row in answer.rows if row.relation == "renamed"}
    were = {
        (row.value or "").removeprefix("id: ").partition(" → ")[0] for row in answer.rows if row.relation == "renamed"
    }
    for section in ("entities", "events", "gaps", "complete", "sources"):
        for mine, others, relation in ((new, old, "added"), (old, new, "removed")):
            alone = set(mine.section(section)) - set(others.section(section))
            told = {
                row.id
                for row in answer.rows
                if (row.group or "").startswith(TITLES[section]) and row.relation == relation
            }
            if section == "entities" or not renamed:
                # An id that a renamed body left is another's now, and one that it took was another's before.
                assert told <= alone | (were if relation == "added" else renamed)
            if not renamed:
                assert told == alone
    assert (answer.verdict == "answered") == bool(answer.rows)


TITLES = {"complete": "Lists stated to be whole"} | {
    name: name.capitalize() for name in ("entities", "events", "gaps", "sources")
}


# --- the command ---


def git(at: Path, *words: str) -> None:
    names = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(at), *names, *words], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two versions of a dataset that uses another beside it."""
    folder(tmp_path / "frame", "entities: [{id: nhse, type: NHSEngland, name: NHS England}]")
    folder(tmp_path / "system", OLD, "A system\nuses: [frame]")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    git(tmp_path, "tag", "v1")
    folder(tmp_path / "system", NEW, "A system\nuses: [frame]")
    return tmp_path


def test_a_revision_is_held_against_the_folder_with_what_both_use(
    ics: Ics, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    status, out, _ = ics("compare", "v1:system", "system", "--format", "json")
    assert status == 0
    assert json.loads(out)["headline"].startswith(
        "Between v1:system and system: entities: 1 newly begun, 2 true earlier, recorded now, "
        "2 added, beginning not known, 1 removed, 1 renamed, 1 changed; "
        "relations: 1 true earlier, recorded now; facts: 1 changed; events: 1 newly begun"
    )
    monkeypatch.chdir(repository / "system")
    assert ics("compare", "v1:.", "HEAD:.", "--exit-code")[0] == 0
    assert ics("compare", f"v1:{repository / 'system'}", str(repository / "system"), "--exit-code")[0] == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("v9:system", "the repository has no revision 'v9'"),
        ("--all:system", "the repository has no revision '--all'"),
        ("v1:systems", "that revision does not have the folder 'systems'"),
        ("v1:/", "is in no git repository"),
        ("nowhere", "there is no such folder"),
    ],
)
def test_what_is_not_there_is_named(
    ics: Ics, repository: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    monkeypatch.chdir(repository)
    status, out, err = ics("compare", "--", name, "system")
    assert (status, out) == (1, "")
    assert told in err


def test_a_machine_without_git_is_told_so(ics: Ics, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PATH", "")
    status, _, err = ics("compare", "v1:system", "system")
    assert (status, "git is not on this machine" in err) == (1, True)


def test_several_folders_make_a_version(ics: Ics, tmp_path: Path) -> None:
    frame = folder(tmp_path / "frame", "entities: [{id: nhse, type: NHSEngland, name: NHS England}]")
    system = folder(tmp_path / "system", OLD)
    words = ["compare", str(frame), str(frame), "--new", str(system), "--format", "csv"]
    status, out, _ = ics(*words, "--exit-code")
    assert status == 1
    assert "clinical commissioning group" in out
    assert "removed" not in out


@pytest.mark.parametrize("format_", ["table", "markdown", "csv"])
def test_every_format_says_what_differs_or_that_nothing_does(
    ics: Ics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    # By short names and on a wide terminal, so that no cell is broken in two.
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "240")
    old, new = (folder(Path(name), text) for name, text in (("old", OLD), ("new", NEW)))
    _, out, _ = ics("compare", str(old), str(new), "--format", format_)
    words = " ".join(out.split())
    assert "id: old-id → new-id" in words
    assert "1 before + 1 newly begun" in words
    _, out, _ = ics("compare", str(old), str(old), "--format", format_)
    assert ("not-stated" if format_ == "csv" else "No difference") in out


APART = """
sources:
  - {{id: {one}, title: Register (a.json), kind: data file, date: 2020-03-31}}
  - {{id: {other}, title: Register (b.json), kind: data file, date: 2020-03-31}}
entities:
  - {{id: {x}, type: Group, name: The Group, identifiers: [{{scheme: ods, value: 02B}}],
     claims: [{{source: {one}, locator: line 1}}]}}
  - {{id: {y}, type: Group, name: The Group, identifiers: [{{scheme: ods, value: 03B}}],
     claims: [{{source: {other}, locator: line 1}}]}}
relations:
  - {{id: {line}, subject: {x}, type: partOf, object: {y}, claims: [{{source: {other}, locator: line 2}}]}}
events:
  - {{id: event-{x}, kind: transfer, name: Transfer, date: 2019-04-01, participants: [
     {{entity: {x}, side: original}}, {{entity: {y}, side: resulting}}], claims: [{{source: {one}}}]}}
"""


def test_imports_made_apart_that_say_the_same_do_not_differ(tmp_path: Path) -> None:
    old = APART.format(one="ods-1", other="ods-2", x="group", y="group-03b", line="l1")
    new = APART.format(one="ods-2", other="ods-1", x="group-02b", y="group", line="l2")
    answer = between(tmp_path, old, new)
    assert answer.headline == ("Between the older and the newer: entities: 2 renamed.")
    assert under(answer, "Entities renamed") == [
        ("The Group", "renamed", "id: group-03b → group"),
        ("The Group", "renamed", "id: group → group-02b"),
    ]


def test_a_source_that_two_became_is_not_taken_for_either(tmp_path: Path) -> None:
    twice = """
sources:
  - {id: a, title: Register}
  - {id: b, title: Register}
"""
    once = "sources:\n  - {id: c, title: Register}\n"
    answer = between(tmp_path / "two-became-one", twice, once)
    assert answer.headline == "Between the older and the newer: sources: 1 added, date not known, 2 removed."
    answer = between(tmp_path / "one-became-two", once, twice)
    assert answer.headline == "Between the older and the newer: sources: 2 added, date not known, 1 removed."
