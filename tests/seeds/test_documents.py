"""What the documents show is what the program prints, and what they link to is there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.asking import ROOT

README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


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


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_to_a_file(document: Path) -> None:
    # What stands there as code is no link.
    text = re.sub(r"```.*?```|`[^`\n]*`", "", document.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", text):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize(
    "name", ["tutorial/bring-your-own-system.md", "how-to/changes.md", "tutorial/first-board-paper.md"]
)
def test_a_page_to_follow_shows_what_is_printed(name: str, tmp_path: Path) -> None:
    """Its files are written and its commands run, one after the other, in one folder with a checkout in ~/ics_graph.

    With ICS_GRAPH_WRITE_DOCUMENTS=1 the page is written anew with what is printed now.
    """
    page = (ROOT / "docs" / name).read_text("utf-8")
    here, home, program = tmp_path / "here", tmp_path / "home", tmp_path / "bin" / "ics-graph"
    for folder in (here, home, program.parent):
        folder.mkdir()
    (home / "ics_graph").symlink_to(ROOT)
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m ics_graph "$@"\n')
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    env = {**bare(tmp_path), "PYTHONPATH": str(ROOT), "HOME": str(home), "PATH": path}

    def followed(block: re.Match[str]) -> str:
        if block["kind"] == "yaml":
            name = re.findall(r"`([\w./-]+/[\w-]+\.yaml)`", page[: block.start()])[-1]
            (here / name).parent.mkdir(exist_ok=True)
            (here / name).write_text(block["text"], "utf-8")
            return block[0]
        lines = [line for line in block["text"].splitlines() if line.startswith("$ ")]
        return f"```console\n{''.join(printed(line) for line in lines)}```"

    def printed(line: str) -> str:
        command = ["bash", "-c", line.removeprefix("$ ")]
        done = subprocess.run(
            command, cwd=here, env=env, text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        return f"{line}\n{done.stdout.replace(str(here.resolve()), '/home/you')}"

    found = re.sub(r"```(?P<kind>yaml|console)\n(?P<text>.*?)```", followed, page, flags=re.DOTALL)
    if os.environ.get("ICS_GRAPH_WRITE_DOCUMENTS"):
        (ROOT / "docs" / name).write_text(found, "utf-8", newline="\n")
    assert found == page
