"""The options that say which graph is read: the same for every command that reads, before it and after it."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from ics_graph.cli.main import COMMANDS, commands
from ics_graph.dataset import read_datasets
from ics_graph.stores.sqlite.building import build
from tests.asking import SMALL
from tests.conftest import Ics

READING = ("ask", "show", "find", "stats", "lint", "export", "sparql", "report", "render", "explore", "cypher")
OF_A_SERVER = {"--store", "--graph", "--database", "--user"}
BOARDS = ("bodies", "Board", "--limit", "1")


def options_of(command: click.Command) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts}


@pytest.mark.parametrize("name", [*READING, "load"])
def test_every_command_that_reads_a_graph_can_be_told_of_which_server(name: str) -> None:
    group = click.Context(commands)
    command = commands.get_command(group, name)
    assert command is not None
    if isinstance(command, click.Group):
        inner = click.Context(command)
        below = [command.get_command(inner, each) for each in command.list_commands(inner)]
        assert below
        assert all(options_of(each) >= OF_A_SERVER for each in below if each is not None)
    else:
        assert options_of(command) >= OF_A_SERVER


def test_they_may_stand_before_the_command_between_and_after_it(ics: Ics) -> None:
    data = ("--data", str(SMALL))
    answers = {ics(*data, "ask", *BOARDS), ics("ask", *data, *BOARDS), ics("ask", *BOARDS, *data)}
    ((status, output, _),) = answers
    assert status == 0
    assert output.startswith("The sources name 2 boards of all kinds")
    # The one that stands last is meant.
    assert ics("--data", "nowhere", "ask", *BOARDS, *data)[1] == output


def test_a_store_named_before_the_command_is_the_one_that_is_asked(ics: Ics, tmp_path: Path) -> None:
    file = tmp_path / "small.sqlite"
    build(file, read_datasets([SMALL]).dataset)
    before = ics("--store", str(file), "ask", *BOARDS)
    assert before == ics("ask", *BOARDS, "--store", str(file))
    assert before[0] == 0
    for arguments in (
        ("--store", str(file), "ask", "--data", str(SMALL), *BOARDS),
        ("--data", str(SMALL), "ask", *BOARDS, "--store", str(file)),
    ):
        status, _, errors = ics(*arguments)
        assert status == 2
        assert "--store and --data name two graphs" in errors


@pytest.mark.parametrize("option", ["--graph", "--database", "--user"])
def test_what_is_for_a_server_is_refused_for_a_folder(ics: Ics, option: str) -> None:
    for arguments in ((option, "x", "ask", *BOARDS), ("ask", *BOARDS, option, "x"), ("export", "jsonld", option, "x")):
        status, _, errors = ics(*arguments)
        assert status == 2
        assert f"{option} is for a graph in Neo4j" in errors


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {*READING, "load"}))
def test_a_command_that_reads_no_graph_so_says_that_they_are_not_for_it(ics: Ics, name: str) -> None:
    command = commands.get_command(click.Context(commands), name)
    assert command is not None
    for option in ("--data", "--store", "--user"):
        if option in options_of(command):
            continue
        status, _, errors = ics(option, "x", name)
        assert status == 2
        assert f"{option} is not for '{name}'" in errors


def test_the_password_is_asked_for_once_at_a_terminal_and_before_all_else(
    monkeypatch: pytest.MonkeyPatch, ics: Ics
) -> None:
    asked: list[str] = []
    monkeypatch.delenv("ICS_GRAPH_NEO4J_PASSWORD", raising=False)
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    def prompt(text: str, **_: object) -> str:
        asked.append(text)
        return "secret"

    monkeypatch.setattr("click.prompt", prompt)
    # Nobody listens there: what is said of the server comes after the password, and before any data are read.
    for arguments in (
        ("ask", *BOARDS, "--store", "bolt://127.0.0.1:9"),
        ("cypher", "RETURN 1", "--store", "bolt://127.0.0.1:9"),
        ("load", "--to", "bolt://127.0.0.1:9", "--data", "nowhere"),
    ):
        asked.clear()
        status, _, errors = ics(*arguments)
        assert status == 1
        assert "cannot be reached" in errors
        assert asked == ["Password"]
