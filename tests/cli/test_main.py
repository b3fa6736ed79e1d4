"""The command line as a person meets it: help, formats, errors in plain English, and exit statuses."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ics_graph.answering.verdicts import ALONE, CLOSER, IN_PART, VERDICTS
from ics_graph.cli import options
from ics_graph.cli.ask import question_command
from ics_graph.cli.main import commands
from ics_graph.questions import all_questions
from tests.asking import ROOT, SMALL


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def run(cache: Path, *args: str, data: Path | None = SMALL, **env: str) -> subprocess.CompletedProcess[str]:
    given = {"ICS_GRAPH_CACHE": str(cache), "COLUMNS": "100", **env}
    if data is not None:
        given["ICS_GRAPH_DATA"] = str(data)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ICS_GRAPH_")}
    return subprocess.run(
        [sys.executable, "-m", "ics_graph", *args],
        cwd=ROOT,
        env={**kept, **given},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("name", sorted(all_questions()))
def test_the_example_in_the_help_of_each_question_runs_on_the_shipped_data(cache: Path, name: str) -> None:
    command = question_command(name)
    (example,) = [line.strip() for line in str(command.help).splitlines() if line.strip().startswith("ics-graph ")]
    done = run(cache, *shlex.split(example)[1:], data=None)
    assert (done.returncode, done.stderr) == (0, "")
    alone = [words.removesuffix(" only") for words in ALONE.values()]
    words = (
        *VERDICTS.values(),
        *CLOSER.values(),
        *IN_PART.values(),
        *alone,
        "Found in this data",
        "Not known",
        "In no record",
        "No exact match",
    )
    words = (*words, "Recorded as missing", "Counted in this data")
    assert re.search(rf"^(?:{'|'.join(map(re.escape, words))})", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", sorted(commands.list_commands(None)))  # type: ignore[arg-type]
def test_every_command_has_help_with_an_example(cache: Path, name: str) -> None:
    done = run(cache, name, "--help")
    assert done.returncode == 0
    assert f"ics-graph {name}" in done.stdout
    assert "Example" in done.stdout


def test_the_answer_goes_to_standard_output_alone_and_pipes(cache: Path) -> None:
    done = run(cache, "ask", "members", "Anytown Board")
    assert done.stderr == ""
    assert done.stdout.startswith("Northtown CCG and Anytown Hospitals were members of the Anytown Board.")
    assert "\x1b[" not in done.stdout


def test_json_holds_the_whole_answer(cache: Path) -> None:
    answer = json.loads(run(cache, "ask", "accountable-to", "Anytown Board", "-f", "json").stdout)
    assert answer["verdict"] == "answered"
    assert answer["rows"][1]["sources"][0] == {
        "source": "plan",
        "title": "Plan for Anytown",
        "locator": "p. 4",
        "basis": "reported",
        "stance": "supports",
        "said_by": "the chair",
    }
    assert [step["id"] for step in answer["paths"][0]["steps"]] == ["ics", "nhse"]


def test_csv_has_the_same_columns_for_every_question(cache: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(cache, "ask", "members", "Anytown Board", "-f", "csv").stdout)))
    headings = ["in effect"] * 3 + ["denied", "in general", "planned", "uncertain"]
    assert [row["Heading"] for row in rows] == headings
    assert rows[0]["Line"] == "ccg-north:memberOf:board:2018-04-01"
    other = run(cache, "ask", "reports-to", "Finance Group", "-f", "csv").stdout.splitlines()[0]
    assert other == ",".join(rows[0])


def test_markdown_is_a_section_for_a_board_paper(cache: Path) -> None:
    text = run(cache, "ask", "accountable-to", "Anytown Board", "-f", "markdown").stdout
    assert text.startswith("**The Anytown Board is accountable to the Anytown ICS, and through that to NHS England")
    assert "| Anytown ICS | is accountable to | NHS England |" not in text  # one relation is said by the headline
    assert "| Anytown ICS | NHS England | NHSE |" in text
    assert "- Anytown Board → Anytown ICS → NHS England (reported)" in text
    assert "- \\[2\\] Plan for Anytown, p. 4 (reported, said by the chair)" in text


def test_mermaid_draws_upward_and_dashes_what_is_not_stated(cache: Path) -> None:
    lines = run(cache, "ask", "members", "Anytown Board", "-f", "mermaid").stdout.splitlines()
    assert lines[0] == "flowchart BT"
    (board,) = [line.split("[")[0].strip() for line in lines if line.endswith('["Anytown Board"]')]
    (ccg,) = [line.split("[")[0].strip() for line in lines if line.endswith('["Northtown CCG"]')]
    assert f'  {ccg} -->|"is a member of"| {board}' in lines
    assert any(f'-.->|"is a member of, planned"| {board}' in line for line in lines)


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("members", "board"),
        ("memberships", "trust"),
        ("structure", "ics"),
        ("accountable-for", "nhse"),
        ("show", "board"),
    ],
)
def test_mermaid_draws_every_line_from_its_subject_to_its_object(cache: Path, question: str, body: str) -> None:
    command = [question] if question == "show" else ["ask", question]
    answer = json.loads(run(cache, *command, body, "-f", "json").stdout)
    drawn = run(cache, *command, body, "-f", "mermaid").stdout.splitlines()
    node = {line.split('["')[1].removesuffix('"]'): line.split("[")[0].strip() for line in drawn if '["' in line}
    lines = [row for row in answer["rows"] if row["depth"]]
    assert lines
    for row in lines:
        ends = (row["of_name"], row["name"]) if row["upward"] else (row["name"], row["of_name"])
        assert any(
            line.startswith(f"  {node[ends[0]]} -") and line.endswith(f" {node[ends[1]]}") and row["forward"] in line
            for line in drawn
        ), (row, drawn)


def test_a_wrong_name_suggests_and_ends_with_status_2(cache: Path) -> None:
    done = run(cache, "ask", "members", "Anytwn Board")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[:2] == ["No body is called 'Anytwn Board'.", "Did you mean one of these?"]
    assert "board" in done.stderr


def test_an_ambiguous_name_lists_the_choices_and_ends_with_status_2(cache: Path) -> None:
    done = run(cache, "show", "Northtown")
    assert done.returncode == 2
    assert "'Northtown' may be any of 2:" in done.stderr
    assert "ccg-north" in done.stderr
    assert "council" in done.stderr


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("aks",), "Did you mean 'ask'?"),
        (
            ("ask", "members", "board", "--as-of", "June"),
            "'June' has no year; write it with its year, such as June 2020",
        ),
        (
            ("ask", "members", "board", "--type", "Trust"),
            "The ontology has no type 'Trust' (did you mean 'PrimaryCareTrust'?).\n",
        ),
        (("ask", "route", "board", "ics", "--family", "kin"), "There is no family 'kin'"),
        (("ask", "members"), "Missing argument 'BODY'"),
        (("ask", "members", "board", "--format", "pdf"), "'pdf' is not one of"),
    ],
)
def test_what_is_mistyped_is_explained_with_status_2(cache: Path, args: tuple[str, ...], says: str) -> None:
    done = run(cache, *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_dataset_ends_with_status_1_and_every_problem(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text("title: Broken\n")
    (tmp_path / "a.yaml").write_text("entities:\n  - {id: a, type: Bord, name: A}\n  - {id: b, type: Bord, name: B}\n")
    done = run(cache, "ask", "members", "a", data=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("unknown type 'Bord'. Did you mean 'Board'?") == 2
    assert done.stderr.splitlines()[-1] == "2 problems; nothing was loaded."


def test_check_lists_everything_and_tells_errors_from_findings(cache: Path, tmp_path: Path) -> None:
    good = run(cache, "check", str(SMALL))
    assert good.returncode == 0
    assert good.stdout.splitlines()[-1] == "0 errors, 2 findings: 14 entities, 22 relations, 2 facts, 3 gaps."
    assert run(cache, "check", str(SMALL), "--strict").returncode == 1
    assert run(cache, "check", str(tmp_path / "nowhere")).returncode == 1
    assert run(cache, "check").returncode == 2


def test_a_script_can_ask_for_a_failure_where_nothing_is_stated(cache: Path) -> None:
    assert run(cache, "ask", "members", "Yearly Summit").returncode == 0
    assert run(cache, "ask", "members", "Yearly Summit", "--fail-if-empty").returncode == 1
    assert run(cache, "ask", "members", "Anytown Board", "--fail-if-empty").returncode == 0


def test_a_pipe_that_is_closed_early_is_no_error() -> None:
    command = f"{shlex.quote(sys.executable)} -m ics_graph export turtle --data {shlex.quote(str(SMALL))} | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.startswith("@prefix")
    assert done.stderr == ""


@pytest.mark.parametrize("narrow", ["40", "72"])
def test_a_narrow_terminal_gets_records_and_no_line_is_wider(cache: Path, narrow: str) -> None:
    text = run(cache, "ask", "members", "Anytown Board", COLUMNS=narrow).stdout
    assert max(map(len, text.splitlines())) <= int(narrow)
    assert "Anytown Hospitals" in text


@pytest.mark.parametrize("wide", ["60", "80", "100", "140"])
@pytest.mark.parametrize(
    "command",
    [
        'show "Anytown Board"',
        'ask evidence "Northtown CCG"',
        "ask uncertain",
        'ask accountable-for "NHS England"',
        "ask gaps",
    ],
)
def test_no_table_splits_a_word(cache: Path, command: str, wide: str) -> None:
    answer = json.loads(run(cache, *shlex.split(command), "-f", "json").stdout)
    text = run(cache, *shlex.split(command), COLUMNS=wide).stdout
    assert max(map(len, text.splitlines())) <= int(wide)
    printed = set(text.replace(";", " ").replace(":", " ").split())
    for row in answer["rows"]:
        said = f"{row['name']} {row.get('value', '')} {row.get('note', '')}"
        assert set(said.replace(";", " ").replace(":", " ").split()) <= printed


def test_a_table_gives_way_to_a_list_where_it_would_split_words_or_be_cramped() -> None:
    from ics_graph.cli.formats.as_table import _widths

    grid = [["accountability", "a b c d e f g h"], ["x", "y"]]
    assert _widths(["A", "B"], grid, 40) == [14, 15]
    assert _widths(["A", "B"], grid, 24) == [14, 8]
    assert _widths(["A", "B"], grid, 14) is None
    assert _widths(["A", "B"], [["accountability", "word " * 30]], 24) is None


def test_plans_shown_under_their_heading_are_said_to_be(cache: Path) -> None:
    text = run(cache, "ask", "members", "Anytown Board").stdout
    assert "1 relationship is only planned, shown under 'Planned'." in text
    assert "not followed" not in text


def test_render_says_that_a_system_has_to_be_named_and_how(cache: Path, tmp_path: Path) -> None:
    told = run(cache, "render", "--help").stdout
    assert "Default: the only one" not in told
    assert "render --system" in told


# What a start may cost: the modules that the help, and an answer in JSON, may not import.
HEAVY = (
    "pydantic",
    "rdflib",
    "networkx",
    "pyvis",
    "neo4j",
    "rich",
    "yaml",
    "rapidfuzz",
    "jinja2",
    "fastapi",
    "uvicorn",
)


@pytest.mark.parametrize(
    "args", [("--help",), ("ask", "--help"), ("ask", "members", "Anytown Board", "--format", "json")]
)
def test_a_start_imports_nothing_heavy(cache: Path, args: tuple[str, ...]) -> None:
    run(cache, "ask", "stats") if args[0] == "--help" else run(cache, *args)
    code = (
        "import sys\nfrom ics_graph.cli.main import main\n"
        f"try:\n    main({list(args)!r})\nexcept SystemExit:\n    pass\n"
        f"print(sorted(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "ICS_GRAPH_CACHE": str(cache), "ICS_GRAPH_DATA": str(SMALL)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_importing_the_package_imports_none_of_its_rooms() -> None:
    code = "import sys, ics_graph; print([m for m in sys.modules if m.startswith('ics_graph.')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_progress_is_a_line_with_a_bar_where_the_share_is_known(capfd: pytest.CaptureFixture[str]) -> None:
    say = options._Progress()
    say("adding up what is there")
    say("writing relations (2,000)", 0.5)
    say("")
    bar = "█" * 12 + "░" * 12
    clear = "\r\033[K"
    told = f"{clear}adding up what is there…{clear}{bar}  50%  writing relations (2,000)…{clear}"
    assert capfd.readouterr().err == told
