"""What the documents show is what the program prints, and what they link to is there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.asking import ROOT

README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def bare(tmp_path: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ICS_GRAPH_")}
    return {**kept, "ICS_GRAPH_CACHE": str(tmp_path / "cache"), "COLUMNS": "100"}


@pytest.mark.parametrize("shown", re.findall(r"```console\n\$ scripts/run (.*?)```", README, re.DOTALL))
def test_the_readme_shows_what_is_printed(shown: str, tmp_path: Path) -> None:
    command, _, expected = shown.partition("\n")
    done = subprocess.run(
        [sys.executable, "-m", "ics_graph", *shlex.split(command)],
        cwd=ROOT,
        env=bare(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == expected


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_to_a_file(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", document.read_text("utf-8")):
        assert (document.parent / target).exists(), target


def test_the_way_from_an_empty_folder_to_an_answer_works(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "dataset-format.md").read_text("utf-8")
    section = text.split("## From an empty folder to the first answer\n")[1].split("\n## ")[0]
    script = textwrap.dedent(section).replace("ics-graph ", f"{shlex.quote(sys.executable)} -m ics_graph ")
    done = subprocess.run(
        ["bash", "-euc", script],
        cwd=tmp_path,
        env={**bare(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 errors, 1 finding: 2 entities, 1 relation" in done.stdout
    assert "the rule 'ccg-nhs-england' needs exactly one NHSEngland" in done.stdout
    assert "Members of Our Partnership Board: Our CCG (Minutes of the board, item 2)." in done.stdout


def test_the_format_page_names_every_field_of_every_section() -> None:
    from dataclasses import fields

    from ics_graph.model import RECORDS
    from ics_graph.plain import WRITTEN_AS

    text = (ROOT / "docs" / "dataset-format.md").read_text("utf-8")
    for section, kind in RECORDS.items():
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `{section}` |")]
        for field in fields(kind):
            name = WRITTEN_AS.get(field.name, field.name)
            assert re.search(rf"\b{name.removesuffix('s')}", row), (section, name)
