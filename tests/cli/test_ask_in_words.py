"""``ics-graph ask "…"``: how it was read comes first, on standard error; what is not read has status 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ics_graph.cli.main import commands, main
from tests.asking import ROOT, SMALL


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build the store of the small system where it disturbs nobody."""
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path))
    monkeypatch.setenv("ICS_GRAPH_DATA", str(SMALL))


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[object, str, str]:
    """Return the exit status, and what stood on standard output and standard error."""
    with pytest.raises(SystemExit) as left:
        main(words)
    out, err = capsys.readouterr()
    return left.value.code, out, err


def test_the_reading_comes_first_and_apart_from_the_answer() -> None:
    asked = CliRunner().invoke(commands, ["ask", "Who are the members of the Anytown Board?"])
    exact = CliRunner().invoke(commands, ["ask", "members", "Anytown Board"])
    assert (asked.exit_code, asked.stdout) == (0, exact.stdout)
    assert asked.stderr == 'Read as: ics-graph ask members "Anytown Board"\n'


def test_json_holds_how_it_was_read() -> None:
    words = ["ask", "who was on the Anytown Board on 1 June 2019", "-f", "json"]
    answer = json.loads(CliRunner().invoke(commands, words).stdout)
    assert answer["read_as"] == 'ics-graph ask members "Anytown Board" --as-of 2019-06-01'
    assert (answer["question"], answer["as_of"]) == ("members", "2019-06-01")
    exact = json.loads(CliRunner().invoke(commands, ["ask", "members", "Anytown Board", "-f", "json"]).stdout)
    assert "read_as" not in exact


def test_a_question_of_two_parts_has_two_answers() -> None:
    words = ["ask", "Who chairs the Anytown Board, and who are its members?", "-f", "json"]
    answers = json.loads(CliRunner().invoke(commands, words).stdout)
    assert [answer["question"] for answer in answers] == ["leaders", "members"]


def test_the_command_that_is_printed_asks_the_same() -> None:
    asked = CliRunner().invoke(commands, ["ask", "who led the Anytown Board in 2019", "-f", "json"])
    line = asked.stderr.removeprefix("Read as: ics-graph ").strip()
    assert line == 'ask leaders "Anytown Board" --as-of 2019'
    exact = CliRunner().invoke(commands, ["ask", "leaders", "Anytown Board", "--as-of", "2019", "-f", "json"])
    ours, theirs = json.loads(asked.stdout), json.loads(exact.stdout)
    for answer in ours if isinstance(ours, list) else [ours]:
        del answer["read_as"]
    assert ours == theirs


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Who oversees the Anytown Board?", 'ics-graph ask scrutiny "Anytown Board"'),
        ("Who furnishes the Anytown Board?", "The nearest questions are:"),
        ("Should the Anytown Board have a chair?", "no opinions"),
        ("who chaired the Anytown Board on 31 June 2019", "June 2019 has no day 31"),
    ],
)
def test_what_is_not_read_has_status_two_and_no_answer(
    capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    status, out, err = refused(capsys, "ask", text)
    assert (status, out) == (2, "")
    assert told in err


def test_a_question_is_asked_by_its_name_without_reading_words(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom ics_graph.cli.main import main\n"
        "try:\n    main(['ask', 'members', 'Anytown Board'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in sys.modules if 'phrasing' in name], file=sys.stderr)\n"
    )
    environment = {**os.environ, "ICS_GRAPH_CACHE": str(tmp_path), "ICS_GRAPH_DATA": str(SMALL)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_the_help_of_a_question_says_how_to_ask_it() -> None:
    text = CliRunner().invoke(commands, ["ask", "leaders", "--help"]).output
    assert "Ways to ask it in your own words:\n    who chairs BODY\n    who leads BODY\n" in text
