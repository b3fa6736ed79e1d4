"""Completion as a person has it: a real Bash in a terminal, Tab pressed, and the name that stands there then."""

from __future__ import annotations

import os
import pty
import select
import shutil
import sys
import time
from pathlib import Path

import pytest
from click.shell_completion import CompletionItem
from click.testing import CliRunner

from ics_graph.cli import completing
from ics_graph.cli.main import commands
from tests.asking import ROOT, SMALL

BASH = shutil.which("bash")


class Terminal:
    """A Bash with nobody's settings, to type into."""

    def __init__(self, home: Path) -> None:
        program = home / "ics-graph"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ics_graph "$@"\n', "utf-8")
        program.chmod(0o755)
        kept = {key: value for key, value in os.environ.items() if not key.startswith("ICS_GRAPH_")}
        env = {
            **kept,
            "HOME": str(home),
            "PATH": f"{home}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "ICS_GRAPH_CACHE": str(home / "cache"),
            "ICS_GRAPH_DATA": str(SMALL),
            "INPUTRC": "/dev/null",
            "TERM": "dumb",
            "PS1": "> ",
        }
        self.process, self.file = pty.fork()
        if self.process == 0:
            os.execve(str(BASH), ["bash", "--norc", "--noprofile", "-i"], env)
        self.type('eval "$(ics-graph completion bash)"; echo "rea""dy"\n', until="ready")

    def type(self, text: str, until: str, seconds: float = 30) -> str:
        """Type a text and return what stands on the screen when ``until`` does, or when the time is over."""
        os.write(self.file, text.encode())
        seen, end = "", time.monotonic() + seconds
        while until not in seen and time.monotonic() < end:
            if select.select([self.file], [], [], 0.1)[0]:
                seen += os.read(self.file, 65536).decode(errors="replace")
        return seen

    def close(self) -> None:
        os.close(self.file)
        os.waitpid(self.process, 0)


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("ics-graph ask members Anytown\\ B\t", '"Anytown Board" '),
        ("ics-graph ask members 'Finance\t", "'Finance Group' "),
        ('ics-graph show "Digi\t', '"Digital Group" '),
        ("ics-graph ask bodies IntegratedCareB\t", "CareBoard "),
        ("ics-graph ask not-rep\t", "ask not-represented "),
    ],
)
def test_tab_completes_names_types_and_questions_in_bash(tmp_path: Path, typed: str, stands: str) -> None:
    terminal = Terminal(tmp_path)
    try:
        assert stands in terminal.type(typed, until=stands)
    finally:
        terminal.close()


def asked(text: str, monkeypatch: pytest.MonkeyPatch, **env: str) -> list[str]:
    for key, value in env.items():
        monkeypatch.setenv(key, value)
    context = commands.make_context("ics-graph", ["--help"], resilient_parsing=True)
    context.params["data"] = (str(SMALL),)
    found: list[CompletionItem] = completing.bodies(context, context.command.params[0], text)
    return [item.value for item in found]


def test_names_that_begin_so_go_before_those_that_are_like_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path))
    assert asked("north", monkeypatch) == ["Northtown", "Northtown CCG"]
    assert "Quality Group" in asked("qality", monkeypatch)
    escaped = {"_ICS_GRAPH_COMPLETE": "bash_complete", "COMP_WORDS": "ics-graph\nshow\nYea", "COMP_CWORD": "2"}
    assert asked("Yea", monkeypatch, **escaped) == ['"Yearly Summit"']


def test_completion_never_disturbs_the_shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    context = commands.make_context("ics-graph", ["--help"], resilient_parsing=True)
    context.params["data"] = (str(tmp_path / "not there"),)
    assert completing.bodies(context, context.command.params[0], "x") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(shell: str) -> None:
    done = CliRunner().invoke(commands, ["completion", shell])
    assert done.exit_code == 0
    assert "_ICS_GRAPH_COMPLETE" in done.stdout
