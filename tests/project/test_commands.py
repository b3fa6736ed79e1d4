"""What is typed most often: each target of the Makefile and each hook is a script, and single files can be checked."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.asking import ROOT

TARGETS = ("help", "run", "test", "check", "format", "docs", "lock")


def said(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the checkout."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_target_is_explained() -> None:
    done = said("make", "help")
    assert done.returncode == 0, done.stderr
    assert tuple(re.findall(r"^  make (\w+)  \S", done.stdout, re.MULTILINE)) == TARGETS


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["run", "ARGS=ask members CDDFT"], "scripts/run ask members CDDFT"),
        (["check", "FILES=a.py b.py"], "scripts/check a.py b.py"),
        (["format"], "scripts/check --write"),
        (["docs"], "scripts/docs"),
        (["lock", "ARGS=--upgrade"], "scripts/lock --upgrade"),
        (["test"], "scripts/test"),
    ],
)
def test_a_target_is_one_script(words: list[str], command: str) -> None:
    done = said("make", "--dry-run", *words)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == command.split()


def test_one_file_of_tests_runs_without_the_checks_of_all() -> None:
    done = said("make", "--dry-run", "test", "FILE=tests/docs/test_site.py")
    assert "pytest -n 0 -q tests/docs/test_site.py" in done.stdout
    assert "scripts/test" not in done.stdout.replace("tests/docs", "")


def test_the_hooks_are_local_and_call_the_scripts_of_the_targets() -> None:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert repository["repo"] == "local"
    entries = [hook["entry"] for hook in repository["hooks"]]
    assert entries == ["scripts/check", "scripts/docs --check"]
    assert {hook["language"] for hook in repository["hooks"]} == {"system"}
    (docs,) = [hook for hook in repository["hooks"] if hook["id"] == "docs"]
    for path in ("docs/index.md", "ics_graph/model/__init__.py", "README.md", "ontology/ics.ttl", "mkdocs.yml"):
        assert re.search(docs["files"], path), path
    assert not re.search(docs["files"], "tests/asking.py")


def test_the_site_is_built_strictly_by_every_run_of_all_checks() -> None:
    assert re.search(r"^ +check scripts/docs --check$", (ROOT / "scripts" / "test").read_text("utf-8"), re.MULTILINE)
    assert "mkdocs build --quiet --strict" in (ROOT / "scripts" / "docs").read_text("utf-8")


@pytest.mark.parametrize("script", ["check", "docs"])
def test_a_script_explains_itself_and_knows_no_other_option(script: str) -> None:
    helped = said(f"scripts/{script}", "--help")
    assert helped.returncode == 0
    assert f"scripts/{script}" in helped.stdout
    refused = said(f"scripts/{script}", "--nothing")
    assert refused.returncode == 1
    assert "knows no option --nothing" in refused.stderr


@pytest.mark.slow
@pytest.mark.skipif(Path(sys.prefix) != ROOT / ".venv", reason="scripts/check works in .venv")
def test_single_files_are_checked_for_style_layout_and_types(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("import os\nx : int = 'text'\n", "utf-8")
    done = said("scripts/check", str(wrong))
    assert done.returncode == 1
    assert "F401" in done.stdout
    assert "+x: int" in done.stdout
    assert 'has type "str", variable has type "int"' in done.stdout
    assert "2 kept, 0 broken" in done.stdout
    right = tmp_path / "right.py"
    right.write_text('"""Right."""\n\nNUMBER: int = 1\n', "utf-8")
    assert said("scripts/check", str(right)).returncode == 0
