"""A short pass of the fuzzer, and everything that a longer one ever found."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

import pytest

from tests.asking import ROOT
from tests.fuzz.__main__ import case
from tests.fuzz.changes import change
from tests.fuzz.http_requests import fault_of_request, request_line, served
from tests.fuzz.inputs import DATA, INPUTS, input_of
from tests.fuzz.running import Case, case_of, fault_of, run

FOUND = sorted((DATA / "fuzz").glob("*.json"))


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "cache"))


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.stem)
def test_what_broke_once_breaks_no_more(file: Path) -> None:
    assert fault_of(case_of(file.read_text("utf-8"))) is None


@pytest.mark.parametrize("kind", INPUTS)
def test_each_input_is_valid_before_it_is_changed(kind: str) -> None:
    given = input_of(kind)
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        for name, content in given.files.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(content)
        assert run(given.args) == (None, 0)


def test_a_short_pass_over_every_reader_finds_nothing(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    minutes = request.config.getoption("--fuzz-minutes")
    # In a process of its own: a case that hangs beyond help ends it, and not the tests.
    command = [
        sys.executable,
        "-m",
        "tests.fuzz",
        "--minutes",
        str(minutes),
        "--seed",
        "20",
        "--keep",
        str(tmp_path / "found"),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300 + 60 * minutes)
    assert done.returncode == 0, done.stderr[-5000:]
    assert "0 faults" in done.stdout


def test_no_request_breaks_the_server(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        requests = [request_line(Random(f"20 http {number}")) for number in range(150)]
        faults = [fault for method, address in requests if (fault := fault_of_request(client, method, address))]
        assert client("/api/ask/members?body=board").status == 200
    assert faults == []


def test_the_same_seed_makes_the_same_cases() -> None:
    for kind in (*INPUTS, "arguments"):
        assert case(Random("7 1"), kind).commands == case(Random("7 1"), kind).commands
    raw = input_of("csv").files["data/entities.csv"]
    assert change(Random(3), "a.csv", raw) == change(Random(3), "a.csv", raw)


def test_a_fault_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from ics_graph.dataset import reader

    def broken(*_: object) -> object:
        raise KeyError("broken")

    monkeypatch.setattr(reader, "validate", broken)
    given = input_of("yaml")
    fault = fault_of(Case("yaml", given.files, (given.args,)))
    assert fault is not None
    assert "exit 70" in fault
    assert "KeyError: 'broken'" in fault


def test_a_hang_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from ics_graph.dataset import reader
    from tests.fuzz import running

    def endless(*_: object) -> object:
        while True:
            pass

    monkeypatch.setattr(reader, "validate", endless)
    monkeypatch.setattr(running, "SECONDS", 1.0)
    given = input_of("yaml")
    assert fault_of(Case("yaml", given.files, (given.args,))) == "check data\nit took more than 1 s"
