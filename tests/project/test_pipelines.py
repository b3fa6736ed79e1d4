"""What lets others run the checks: hooks of pre-commit, a step of GitHub Actions, an image; as far as they run here."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.asking import ROOT

SOUND = """\
claim_defaults: {source: s}
sources: [{id: s, title: Minutes, date: 2019-06-15}]
entities: [{id: a, type: Board, name: A board, claims: [{locator: item 1}]}]
"""
BROKEN = SOUND.replace("Board", "Bord")


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment in which ics-graph is the one of this checkout."""
    program = tmp_path / "bin" / "ics-graph"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(ROOT / "cli.py"))} "$@"\n')
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "ICS_GRAPH_CACHE": str(tmp_path / "cache")}


def folder_of(tmp_path: Path, name: str, text: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "dataset.yaml").write_text(f"title: {name}\n", "utf-8")
    (folder / "all.yaml").write_text(text, "utf-8")
    return folder


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A dataset with nothing in it that stops it."""
    return folder_of(tmp_path, "sound", SOUND)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A dataset with an error."""
    return folder_of(tmp_path, "broken", BROKEN)


def test_the_steps_of_the_action_check_and_lint_a_folder(
    env: dict[str, str], sound: Path, broken: Path, tmp_path: Path
) -> None:
    action = read("action.yml")
    steps = {step["name"]: step for step in action["runs"]["steps"] if "name" in step}
    assert list(steps) == ["Install", "Check", "Lint"]
    sarif = tmp_path / "found.sarif"
    given = {**env, "FOLDERS": str(sound), "FAIL_ON": "error", "SARIF_FILE": str(sarif)}
    for name in ("Check", "Lint"):
        # What a step takes from outside comes by its environment: in the text of a script it could run as one.
        assert "${{" not in steps[name]["run"]
        done = subprocess.run(
            ["bash", "-c", steps[name]["run"]], env=given, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert json.loads(sarif.read_text("utf-8"))["version"] == "2.1.0"
    given["FOLDERS"] = f"{broken}"
    done = subprocess.run(["bash", "-c", steps["Check"]["run"]], env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "unknown type 'Bord'" in done.stdout + done.stderr


def test_the_hooks_of_pre_commit_run_as_they_stand(env: dict[str, str], sound: Path, broken: Path) -> None:
    hooks = {hook["id"]: hook for hook in read(".pre-commit-hooks.yaml")}
    assert set(hooks) == {"ics-graph-check", "ics-graph-lint"}
    assert not any(hook["pass_filenames"] for hook in hooks.values())
    for id_, arguments, status in (
        ("ics-graph-check", [str(sound)], 0),
        ("ics-graph-lint", ["--data", str(sound)], 0),
        ("ics-graph-check", [str(broken)], 1),
        ("ics-graph-lint", ["--data", str(broken)], 1),
    ):
        command = [*shlex.split(hooks[id_]["entry"]), *arguments]
        assert subprocess.run(command, env=env, capture_output=True, check=False).returncode == status, command


def test_the_image_copies_only_what_is_there() -> None:
    """No image can be built here; at least each file that it names is in the checkout."""
    lines = (ROOT / "Containerfile").read_text("utf-8").splitlines()
    copied = [line.split()[1] for line in lines if line.startswith("COPY ") and "--from=" not in line]
    assert copied == [".", "requirements/run.txt"]
    assert all((ROOT / name).exists() for name in copied)
    assert (ROOT / "requirements" / "build.txt").exists()


def test_checksums_are_the_same_with_the_program_that_macos_has(tmp_path: Path) -> None:
    shasum = shutil.which("shasum")
    assert shasum is not None, "perl brings shasum"
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "perl", "shasum", "readlink", "dirname"):
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)
    script = f"source {shlex.quote(str(ROOT / 'scripts' / 'lib.sh'))}; sha256 {shlex.quote(str(ROOT / 'LICENSE'))}"
    sums = [
        subprocess.run(
            [str(tools / "bash"), "-c", script], env={"PATH": path}, capture_output=True, text=True, check=True
        ).stdout
        for path in (str(tools), os.environ["PATH"])
    ]
    assert sums[0] == sums[1] != ""


def test_scripts_use_nothing_that_only_gnu_tools_and_new_shells_have() -> None:
    only_gnu = r"mapfile|readarray|declare -A|realpath|sed -i|date -d|grep -P|cp -a|stat -c|sort -V|cmp --|p\}'"
    scripts = [path for path in (ROOT / "scripts").iterdir() if path.is_file()]
    lines = [(path.name, line) for path in scripts for line in path.read_text("utf-8").splitlines()]
    assert [(name, line) for name, line in lines if re.search(only_gnu, line.partition("# ")[0])] == []
