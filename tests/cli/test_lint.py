"""``ics-graph lint`` as a person and a pipeline use it: formats, exit statuses, places, and what is excepted."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from ics_graph.checks import CHECKS
from ics_graph.dataset import Excepted, read_datasets, read_exceptions
from ics_graph.dates import PartialDate
from ics_graph.stores.sqlite.building import build
from tests.asking import ROOT
from tests.cli.sarif_rules import faults
from tests.conftest import Ics

DATA = ROOT / "tests" / "data"
FAULTHAM = DATA / "faultham"
EXCEPTIONS = """
exceptions:
  - check: no-members
    entity: empty
    reason: the group has been stood down, and the minutes are to follow
    by: Governance lead
    until: 2019-12
  - {check: one-seat-two-holders, record: held-b, reason: a job share, by: Director of people}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "faultham"
    shutil.copytree(FAULTHAM, copy)
    return copy


def line_of(text: str) -> int:
    lines = (FAULTHAM / "all.yaml").read_text("utf-8").splitlines()
    (found,) = [number for number, line in enumerate(lines, 1) if text in line]
    return found


# --- exit status ---


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--data", str(DATA / "sound"), "--fail-on", "note"], 0),
        (["--data", str(FAULTHAM)], 1),
        (["--data", str(FAULTHAM), "--check", "no-members"], 0),
        (["--data", str(FAULTHAM), "--check", "no-members", "--fail-on", "warning"], 1),
        (["--data", str(FAULTHAM), "--check", "vacant-seat", "--fail-on", "warning"], 0),
        (["--data", str(FAULTHAM), "--check", "vacant-seat", "--fail-on", "note"], 1),
        (["--data", str(FAULTHAM), "--check", "circle-of-reporting"], 1),
        (["--data", str(FAULTHAM), "--check", "circle-of-reporting", "--as-of", "2030-01-01"], 0),
    ],
)
def test_the_exit_status_tells_whether_anything_is_so_grave(ics: Ics, words: list[str], status: int) -> None:
    assert ics("lint", *words)[0] == status


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--check", "no-member"], "There is no check 'no-member' (did you mean 'no-members'?)."),
        (["--fail-on", "nothing"], "'nothing' is not one of"),
        (["--as-of", "June"], "'June' has no year"),
        (["--within", "Nowhere at all"], "No body is called 'Nowhere at all'."),
    ],
)
def test_a_problem_in_what_was_typed_is_status_two(ics: Ics, words: list[str], told: str) -> None:
    status, _, said = ics("lint", "--data", str(FAULTHAM), *words)
    assert status == 2
    assert told in said


# --- what is written ---


def test_a_table_tells_place_reason_and_remedy(ics: Ics, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    _, out, _ = ics("lint", "--data", "tests/data/faultham", "--check", "board-without-chair", "--as-of", "2019-06-15")
    assert out.splitlines() == [
        "On 15 June 2019, 0 errors, 1 warning, 0 notes.",
        "",
        "board-without-chair (warning): 1 of 2 boards and committees",
        f"  tests/data/faultham/all.yaml:{line_of('name: Headless Committee')}: "
        "no source says who chairs Headless Committee",
        f"  Why: {CHECKS['board-without-chair'].why}",
        f"  Remedy: {CHECKS['board-without-chair'].remedy}",
        "• This count leaves out 3 bodies: 1 doubted or denied, 1 only planned and 1 spoken of in general.",
        "• A missing statement is not a denial.",
    ]


def test_nothing_found_is_said_with_how_much_was_looked_at(ics: Ics) -> None:
    _, out, _ = ics("lint", "--data", str(DATA / "sound"), "--check", "no-members")
    assert out.splitlines() == [
        "At all dates, 0 errors, 0 warnings, 0 notes.",
        "",
        "Nothing found: no-members (0 of 5 boards, committees, groups and partnerships).",
    ]


def test_every_check_is_explained(ics: Ics) -> None:
    status, out, _ = ics("lint", "--list")
    assert status == 0
    for check in CHECKS.values():
        assert f"{check.id} ({check.severity}, version {check.version})\n  {check.title}.\n  Why: {check.why}" in out


def test_json_tells_each_finding_with_its_record_and_place(ics: Ics, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    _, out, _ = ics("lint", "--data", "tests/data/faultham", "--check", "outlives-body", "--format", "json")
    told = json.loads(out)
    assert (told["as_of"], told["headline"]) == (None, "At all dates, 1 error, 0 warnings, 0 notes.")
    (check,) = told["checks"]
    assert (check["id"], check["version"], check["checked"], check["found"]) == ("outlives-body", 1, 20, 1)
    (finding,) = told["findings"]
    assert {key: finding[key] for key in ("check", "severity", "section", "record", "entity", "file", "line")} == {
        "check": "outlives-body",
        "severity": "error",
        "section": "relations",
        "record": "seat-friends",
        "entity": "friends",
        "file": "tests/data/faultham/all.yaml",
        "line": line_of("id: seat-friends"),
    }


def test_markdown_is_a_table_of_the_checks_and_a_list_of_what_they_found(ics: Ics) -> None:
    _, out, _ = ics("lint", "--data", str(FAULTHAM), "--check", "vacant-seat", "--format", "markdown")
    assert "| vacant-seat | note | 1 of 4 posts, and bodies with a seat recorded as vacant | 0 |" in out
    assert "Vacant Post: a source gives it as vacant" in out


def test_a_long_list_is_cut_in_a_table_and_whole_in_json(ics: Ics) -> None:
    words = ("lint", "--data", str(ROOT / "seeds" / "national-frame"), "--check", "no-members")
    _, table, _ = ics(*words, "--limit", "3")
    assert "  … and 39 more (--limit)" in table
    assert len(json.loads(ics(*words, "--format", "json")[1])["findings"]) == 42


LISTED = """
sources:
- {id: minutes, title: Minutes, date: 2019-06-15}
- {id: reg, title: Register, kind: register, date: 2019-06-01}
claim_defaults: {source: minutes}
entities:
- {id: elm, type: IntegratedCareSystem, name: Elm ICS, claims: [{locator: a}]}
- {id: ash, type: IntegratedCareSystem, name: Ash ICS, claims: [{locator: a}]}
- {id: lone, type: Group, name: Lone Group, claims: [{locator: a}]}
- {id: both, type: Group, name: Shared Group, claims: [{locator: a}]}
- {id: reg-told, type: FoundationTrust, name: Told Trust, claims: [{source: reg, locator: a}]}
- {id: reg-1, type: FoundationTrust, name: Silent Trust, claims: [{source: reg, locator: b}]}
- {id: reg-2, type: FoundationTrust, name: Still Trust, claims: [{source: reg, locator: c}]}
- {id: reg-3, type: NHSTrust, name: Quiet Trust, claims: [{source: reg, locator: d}]}
- {id: elm-1, type: Group, name: Elm Group 1, claims: [{locator: b}]}
- {id: elm-2, type: Group, name: Elm Group 2, claims: [{locator: b}]}
- {id: elm-3, type: Group, name: Elm Group 3, claims: [{locator: b}]}
- {id: elm-4, type: Group, name: Elm Group 4, claims: [{locator: b}]}
- {id: ash-1, type: Group, name: Ash Group 1, claims: [{locator: b}]}
relations:
- {subject: elm-1, type: partOf, object: elm, claims: [{locator: c}]}
- {subject: elm-2, type: partOf, object: elm, claims: [{locator: c}]}
- {subject: elm-3, type: partOf, object: elm, claims: [{locator: c}]}
- {subject: elm-4, type: partOf, object: elm, claims: [{locator: c}]}
- {subject: elm-4, type: partOf, object: elm-3, claims: [{locator: c}]}
- {subject: ash-1, type: partOf, object: ash, claims: [{locator: c}]}
- {subject: both, type: partOf, object: ash, claims: [{locator: c}]}
- {subject: both, type: partOf, object: elm, claims: [{locator: c}]}
- {subject: reg-told, type: memberOf, object: elm-1, claims: [{locator: d}]}
"""


@pytest.fixture
def two_systems(tmp_path: Path) -> Path:
    folder = tmp_path / "two"
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: Two systems\n", "utf-8")
    (folder / "all.yaml").write_text(LISTED, "utf-8")
    return folder


def messages(out: str) -> list[str]:
    """Return the lines on one check, without files and remarks, and with their indents."""
    lines = out.split("\nno-line-upward", 1)[1].split("\n\n")[0].splitlines()[1:]
    place, words = re.compile(r"^( *)\S*all\.yaml:\d+: no source says to whom "), " is accountable or reports"
    return [place.sub(r"\1", line).removesuffix(words) for line in lines if not line.startswith("•")]


def test_the_worst_five_of_a_check_are_listed_by_system_and_register_bodies_counted(
    ics: Ics, two_systems: Path
) -> None:
    _, out, _ = ics("lint", "--data", str(two_systems))
    assert messages(out) == [
        "  Elm ICS:",
        "    Elm ICS",
        "    Elm Group 1",
        "    Elm Group 3",
        "    Elm Group 4",
        "  Ash ICS:",
        "    Ash ICS",
        "  … and 5 more (--check no-line-upward)",
        "  3 not listed, of which only registers tell: 2 NHS foundation trusts and 1 NHS trust "
        "(--check no-line-upward)",
    ]


def test_one_check_or_all_lists_all_with_reason_and_remedy(ics: Ics, two_systems: Path) -> None:
    for words in (["--all"], ["--check", "no-line-upward"]):
        _, out, _ = ics("lint", "--data", str(two_systems), *words)
        assert messages(out)[-10:] == [
            "    Ash Group 1",
            "  Ash ICS and Elm ICS:",
            "    Shared Group",
            "  In no system:",
            "    Lone Group",
            "    Quiet Trust",
            "    Silent Trust",
            "    Still Trust",
            f"  Why: {CHECKS['no-line-upward'].why}",
            f"  Remedy: {CHECKS['no-line-upward'].remedy}",
        ]
    assert "Remedy" not in ics("lint", "--data", str(two_systems))[1]


def test_within_a_system_nothing_is_put_by_system(ics: Ics, two_systems: Path) -> None:
    _, out, _ = ics("lint", "--data", str(two_systems), "--within", "elm", "--limit", "1")
    assert messages(out)[0] == "  Elm ICS"


def test_json_says_of_which_system_a_finding_is_and_whether_only_a_register_knows_its_body(
    ics: Ics, two_systems: Path
) -> None:
    _, out, _ = ics("lint", "--data", str(two_systems), "--check", "no-line-upward", "--format", "json")
    findings = {finding["entity"]: finding for finding in json.loads(out)["findings"]}
    assert findings["both"]["systems"] == ["ash", "elm"]
    assert {id_ for id_, finding in findings.items() if finding["register_only"]} == {"reg-1", "reg-2", "reg-3"}


def test_the_shipped_data_give_one_page(ics: Ics) -> None:
    _, out, _ = ics("lint")
    lines = out.splitlines()
    assert len(lines) < 60
    assert any(
        "not listed, of which only registers tell: 42 sustainability and transformation" in line for line in lines
    )


# --- SARIF ---


def sarif(ics: Ics, *words: str) -> dict[str, Any]:
    _, out, _ = ics("lint", *words, "--format", "sarif")
    log: dict[str, Any] = json.loads(out)
    assert faults(log) == []
    return log["runs"][0]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (["version"], "2.0.0", "log.version: '2.0.0' is none of 2.1.0"),
        (["runs", 0, "results", 0, "level"], "fatal", "log.runs[0].results[0].level: 'fatal' is none of none, note"),
        (["runs", 0, "results", 0, "message"], {}, "log.runs[0].results[0].message: text is missing"),
        (["runs", 0, "results", 0, "colour"], "red", "log.runs[0].results[0]: colour is not known"),
        (["runs", 0, "results", 0, "ruleIndex"], 1, "ruleIndex 1 is not that of no-members"),
        (["runs", 0, "tool"], {"driver": {"rules": []}}, "log.runs[0].tool.driver: name is missing"),
        (["runs", 0, "tool", "driver", "rules", 0, "help"], "Mend it", "rules[0].help: 'Mend it' is no object"),
    ],
)
def test_a_log_that_is_no_sarif_is_noticed(ics: Ics, path: list[Any], value: Any, fault: str) -> None:
    _, out, _ = ics("lint", "--data", str(FAULTHAM), "--check", "no-members", "--format", "sarif")
    log = json.loads(out)
    place = log
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert [words for words in faults(log) if fault in words] != []


def test_sarif_is_valid_and_names_file_and_line(ics: Ics, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    run = sarif(ics, "--data", "tests/data/faultham", "--as-of", "2019-06-15")
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == list(CHECKS)
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [one["ruleId"] for one in run["results"]]
    levels = {one["ruleId"]: one["level"] for one in run["results"]}
    assert levels == {id_: CHECKS[id_].severity for id_ in levels}
    assert len(levels) >= 15
    (seat,) = [one for one in run["results"] if one["ruleId"] == "outlives-body"]
    assert seat["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "tests/data/faultham/all.yaml"},
                "region": {"startLine": line_of("id: seat-friends")},
            },
            "logicalLocations": [{"name": "Faultham Friends", "fullyQualifiedName": "friends", "kind": "object"}],
        }
    ]


def test_sarif_of_folders_elsewhere_has_whole_addresses_and_of_a_store_none(ics: Ics, folder: Path) -> None:
    run = sarif(ics, "--data", str(folder), "--check", "no-members")
    (place,) = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    assert place["artifactLocation"]["uri"] == (folder / "all.yaml").as_uri()
    file = folder.parent / "store.sqlite"
    build(file, read_datasets([folder]).dataset)
    (result,) = sarif(ics, "--store", str(file), "--check", "no-members")["results"]
    assert result["locations"] == [
        {"logicalLocations": [{"name": "Empty Group", "fullyQualifiedName": "empty", "kind": "object"}]}
    ]


def test_two_runs_are_equal_byte_for_byte(ics: Ics) -> None:
    assert ics("lint", "--data", str(FAULTHAM), "-f", "sarif") == ics("lint", "--data", str(FAULTHAM), "-f", "sarif")


def test_a_finding_keeps_its_fingerprint_when_lines_move(ics: Ics, folder: Path) -> None:
    before = sarif(ics, "--data", str(folder))
    file = folder / "all.yaml"
    file.write_text(f"# a line more\n{file.read_text('utf-8')}", "utf-8")
    after = sarif(ics, "--data", str(folder))
    assert [one["partialFingerprints"] for one in before["results"]] == [
        one["partialFingerprints"] for one in after["results"]
    ]
    assert before["results"] != after["results"]


# --- exceptions ---


def test_what_is_excepted_is_told_with_its_reason_and_does_not_fail(ics: Ics, folder: Path) -> None:
    (folder / "exceptions.yaml").write_text(EXCEPTIONS, "utf-8")
    words = ("--data", str(folder), "--check", "no-members", "--check", "one-seat-two-holders", "--fail-on", "warning")
    status, out, _ = ics("lint", *words)
    assert status == 0
    assert out.startswith("At all dates, 0 errors, 0 warnings, 0 notes; 2 more excepted with a reason.")
    assert (
        "  excepted: no source says who the members of Empty Group are. By Governance lead: the group has been stood "
        "down, and the minutes are to follow"
    ) in out
    (_, told) = json.loads(ics("lint", *words, "--format", "json")[1])["excepted"]
    assert (told["entity"], told["by"], told["until"]) == ("empty", "Governance lead", "2019-12")
    suppressed = [one["suppressions"][0] for one in sarif(ics, *words)["results"]]
    assert [(one["status"], one["justification"]) for one in suppressed] == [
        ("accepted", "Director of people: a job share"),
        ("accepted", "Governance lead: the group has been stood down, and the minutes are to follow"),
    ]


def test_an_exception_that_is_over_excepts_no_more(ics: Ics, folder: Path) -> None:
    (folder / "exceptions.yaml").write_text(EXCEPTIONS, "utf-8")
    words = ("--data", str(folder), "--check", "no-members", "--fail-on", "warning")
    assert ics("lint", *words, "--as-of", "2019-12-31")[0] == 0
    status, out, _ = ics("lint", *words, "--as-of", "2020-01-01")
    assert status == 1
    assert "exceptions.yaml:3: the exception from 'no-members' held to December 2019, and no longer does." in out


def test_exceptions_are_no_part_of_the_graph(ics: Ics, folder: Path) -> None:
    plain = ics("stats", "--data", str(folder))
    (folder / "exceptions.yaml").write_text(EXCEPTIONS, "utf-8")
    assert ics("stats", "--data", str(folder)) == plain
    assert "exceptions.yaml" not in ics("check", "--strict", str(folder))[1]
    assert read_datasets([folder]).dataset == read_datasets([FAULTHAM]).dataset


def test_a_store_takes_exceptions_from_a_file(ics: Ics, folder: Path) -> None:
    file, exceptions = folder.parent / "store.sqlite", folder.parent / "accepted.yaml"
    exceptions.write_text(EXCEPTIONS, "utf-8")
    build(file, read_datasets([folder]).dataset)
    words = ("lint", "--store", str(file), "--check", "no-members", "--fail-on", "warning")
    assert ics(*words)[0] == 1
    assert ics(*words, "--exceptions", str(exceptions))[0] == 0


def test_exceptions_are_read_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "exceptions.yaml"
    file.write_text(EXCEPTIONS, "utf-8")
    until = PartialDate.parse("2019-12")
    why = "the group has been stood down, and the minutes are to follow"
    found, problems = read_exceptions([tmp_path])
    assert problems == []
    assert found == [
        Excepted("no-members", why, "Governance lead", "empty", None, until, str(file), 3),
        Excepted("one-seat-two-holders", "a job share", "Director of people", None, "held-b", None, str(file), 8),
    ]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("exceptions:\n- {check: a, entity: b, by: c}", 2, "an exception without 'reason'"),
        ("exceptions:\n- {check: a, entity: b, reason: '', by: c}", 2, "an exception without 'reason'"),
        ("exceptions:\n- {check: a, entity: b, reason: c}", 2, "an exception without 'by'"),
        ("exceptions:\n- {entity: b, reason: c, by: d}", 2, "an exception without 'check'"),
        ("exceptions:\n- {check: a, reason: c, by: d}", 2, "an exception of no one thing"),
        ("exceptions:\n- {check: a, entity: b, record: e, reason: c, by: d}", 2, "an exception of no one thing"),
        ("exceptions:\n- check: a\n  entity: b\n  reason: c\n  by: d\n  till: 2019", 6, "unknown field 'till'"),
        (
            "exceptions:\n- check: a\n  entity: b\n  reason: c\n  by: d\n  until: 31 May",
            6,
            "'until': '31 May' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD",
        ),
        ("exceptions:\n- {check: a, entity: [b], reason: c, by: d}", 2, "'entity' is not a text"),
        ("exceptions:\n- a", 2, "this is no exception"),
        ("excepted: []", 1, "the file is not a list of 'exceptions'"),
        ("- a", 1, "the file is not a list of 'exceptions'"),
    ],
)
def test_an_exception_that_is_not_in_order_is_told_by_line(
    ics: Ics, folder: Path, text: str, line: int, told: str
) -> None:
    (folder / "exceptions.yaml").write_text(text, "utf-8")
    found, problems = read_exceptions([folder])
    assert found == []
    assert (problems[0].line, problems[0].message, problems[0].severity) == (line, told, "finding")
    status, out, _ = ics("lint", "--data", str(folder), "--check", "no-members")
    assert status == 1
    assert f"exceptions.yaml:{line}: {told}." in out
    assert ics("check", "--strict", str(folder))[0] == 1
