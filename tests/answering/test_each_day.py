"""A month or year is asked on its first and last day: one answer where these are the same, else both."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ics_graph.cli.main import commands
from tests.asking import SMALL


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path))
    return tmp_path


def printed(*words: str) -> str:
    result = CliRunner().invoke(commands, [*words, "--data", str(SMALL)])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.usefixtures("cache")
def test_days_that_differ_have_an_answer_each_in_every_format() -> None:
    words = ("ask", "bodies", "CCG", "--as-of", "2020")
    answers = json.loads(printed(*words, "-f", "json"))
    assert [answer["as_of"] for answer in answers] == ["2020-01-01", "2020-12-31"]
    assert [len(answer["rows"]) for answer in answers] == [2, 1]
    rows = list(csv.DictReader(io.StringIO(printed(*words, "-f", "csv"))))
    assert [row["Asked"] for row in rows] == [
        "bodies: On 1 January 2020",
        "bodies: On 1 January 2020",
        "bodies: On 31 December 2020",
    ]
    for format_, mark in (("table", "── "), ("markdown", "## ")):
        text = printed(*words, "-f", format_)
        assert [line.strip("─# ") for line in text.splitlines() if line.startswith(mark)] == [
            "bodies: On 1 January 2020",
            "bodies: On 31 December 2020",
        ]
    drawn = printed(*words, "-f", "mermaid")
    assert (drawn.count("flowchart"), drawn.count("subgraph"), drawn.count("  end")) == (1, 2, 2)


@pytest.mark.usefixtures("cache")
def test_days_that_are_alike_have_one_answer_that_says_so() -> None:
    answer = json.loads(printed("ask", "bodies", "CCG", "--as-of", "March 2019", "-f", "json"))
    assert answer["as_of"] == "2019-03-01"
    assert answer["caveats"][0] == (
        "The answer is the same on the first and the last day of March 2019: 1 March 2019 and 31 March 2019."
    )


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("day", ["31 March 2020", "31/3/2020", "2020-03-31"])
def test_a_day_in_any_form_is_that_day(day: str) -> None:
    assert json.loads(printed("ask", "bodies", "CCG", "--as-of", day, "-f", "json"))["as_of"] == "2020-03-31"
