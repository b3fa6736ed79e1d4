"""The tour of a newcomer: what it shows is true of the deck, and what it writes is there."""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph

import ics_graph
from tests.asking import ROOT


def test_the_tour_answers_says_what_nobody_says_and_writes_two_files(tmp_path: Path) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ICS_GRAPH_")}
    env = {**kept, "ICS_GRAPH_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    command = [sys.executable, "-m", "ics_graph", "tour"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    told = done.stdout
    for sentence in (
        "DDES CCG, North Durham CCG, South Tyneside CCG and 3 more were members of the Central "
        "Integrated Care Partnership.",
        "No source says that this list is complete.",
        "No source says who NHS Darlington CCG was accountable to on 1 June 2019. By law, "
        "NHS England assessed and could direct NHS Darlington CCG.",
        "No source says who the Lancashire and South Cumbria ICS is accountable to.\nNot stated.",
        "What to type next",
    ):
        assert sentence in told
    graph = Graph().parse(tmp_path / "ics-graph-tour" / "graph.ttl")
    assert len(graph) > 1000
    page = (tmp_path / "ics-graph-tour" / "network.html").read_text("utf-8")
    assert "North Integrated Care Partnership" in page


def test_the_example_of_the_package_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path))
    assert doctest.testmod(ics_graph).attempted == 4
    assert doctest.testmod(ics_graph).failed == 0
