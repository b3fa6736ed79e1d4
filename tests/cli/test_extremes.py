"""No command line, however odd, is a fault of the program: every command with every extreme value it can be given."""

from __future__ import annotations

import io
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import click
import pytest

from ics_graph.cli.errors import FAULT
from ics_graph.cli.main import commands, main
from tests.asking import SMALL

LONG = "x" * 5000
TEXTS = (
    "",
    " ",
    LONG,
    "a\0b",
    "a\nb",
    "\x1b[31m",
    "'; drop table entities; --",
    "%",
    '"',
    "*",
    "\udcff",
    "--",
    "-1",
    "١٢",
)
NUMBERS = ("0", "-1", "1", "", "x", "1e9", "9" * 30, str(2**31), str(2**63), "１", "\0")
DAYS = (
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "2019-02-30",
    "2019",
    "today",
    "",
    "x" * 999,
    "2019-06-01T00:00",
    "\0",
)
SECONDS = ("0", "-1", "nan", "inf", "1e400", "", "x")
PLACES = (
    "",
    "no/such/place",
    LONG,
    "a" * 300,
    "a\0b",
    "a\nb",
    "folder",
    "file",
    "\udcff",
    "/dev/null",
    "loop",
    "file/in",
)
# What is only read may also be something that never ends.
READ = (*PLACES, "pipe", "/dev/zero", "dangling")
STORES = (*READ, "neo4j://", "neo4j://\0", "bolt://host:99999999", "http://x", "://", "file.sqlite")
# What a command needs beside the value that is tried.
VALID = {
    **dict.fromkeys(("body", "start", "first", "about", "system", "root", "within", "among"), "board"),
    **{
        "goal": "ics",
        "second": "ics",
        "text": "Anytown",
        "kind": "membership",
        "type": "Group",
        "property": "population",
    },
    **{"query": "SELECT ?s { ?s a ics:Group }", "old": str(SMALL), "new": str(SMALL), "shell": "bash", "url": "none"},
    **{"folders": str(SMALL), "files": "file", "into": "made", "output": "out.html", "last": "2020-01-01"},
}
WRITTEN = {"output", "into", "given_place"}
# These are the same code for all questions, exports and imports, and are tried with one of each.
SHARED = {
    "format_",
    "as_of",
    "planned",
    "uncertain",
    "no_rules",
    "data",
    "store",
    "graph",
    "show_cypher",
    "fail_if_empty",
    "output",
    "given_place",
    "within",
    "base",
}
FULLY = {("ask", "members"), ("export", "ntriples"), ("import", "ods")}
MOST_SECONDS = 20


def leaves(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            under = command.get_command(click.Context(command), name)
            assert under is not None
            yield from leaves(under, (*words, name))
    else:
        yield words, command


def extremes(parameter: click.Parameter) -> tuple[str, ...]:
    """Return the extreme values of what a parameter takes."""
    name, kind = parameter.name or "", parameter.type
    if isinstance(parameter, click.Option) and parameter.is_flag:
        return ()
    if name == "store":
        return STORES
    if isinstance(kind, click.Path) or name in ("old", "new", "more_old", "more_new"):
        return PLACES if name in WRITTEN else READ
    if isinstance(kind, click.IntRange):
        return NUMBERS
    return {"day": DAYS, "seconds": SECONDS}.get(kind.name, TEXTS)


def lines_of(words: tuple[str, ...], command: click.Command) -> Iterator[list[str]]:
    """Yield command lines in which one value is extreme, and all others are as they should be."""
    needed = [parameter for parameter in command.params if parameter.required]
    for tried in command.params:
        if tried.name in SHARED and words not in FULLY and words[0] in ("ask", "export", "import"):
            continue
        for value in extremes(tried):
            options, arguments = [], []
            for parameter in dict.fromkeys((*needed, tried)):
                given = value if parameter is tried else VALID.get(parameter.name or "", "x")
                if isinstance(parameter, click.Argument):
                    arguments.append(given)
                else:
                    options.append(f"{max(parameter.opts, key=len)}={given}")
            yield [*words, *options, "--", *arguments]


LEAVES = [leaf for leaf in leaves(commands) if leaf[0] != ("tour",)]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the commands run, with one of everything that a path can lead to; nothing is served."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("nothing of ours\n", "utf-8")
    (tmp_path / "file.sqlite").write_bytes(b"SQLite format 3\0" + b"\0" * 100)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ICS_GRAPH_DATA", str(SMALL))
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path.parent / "cache"))
    monkeypatch.setattr("ics_graph.explorer.server.serve.run", lambda _, listening, ready: listening.close())
    monkeypatch.setattr("ics_graph.explorer.server.serve.leave", sys.exit)
    return tmp_path


def run(words: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run a command line and return its status and all that it wrote; it ends where it takes too long."""
    out, error = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", out)
        patched.setattr(sys, "stderr", error)
        patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        with pytest.raises(SystemExit) as left:
            main(words)
    text = b"".join(stream.buffer.getvalue() for stream in (out, error))
    return int(left.value.code or 0), text.decode("utf-8", "replace")


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"not over after {MOST_SECONDS} s")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of this kind are not there")
@pytest.mark.parametrize(("words", "command"), LEAVES, ids=[" ".join(words) for words, _ in LEAVES])
def test_no_command_line_is_a_fault_of_the_program(
    place: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], command: click.Command
) -> None:
    before = signal.signal(signal.SIGALRM, _too_long)
    faults = []
    try:
        for line in lines_of(words, command):
            signal.alarm(MOST_SECONDS)
            begin = time.monotonic()
            status, text = run(line, monkeypatch)
            took = time.monotonic() - begin
            shown = [word[:60] for word in line]
            if status not in (0, 1, 2) or "Traceback" in text or took > MOST_SECONDS:
                faults.append(f"{shown}: {status} after {took:.1f} s\n{text[-1500:]}")
            elif status and not text.strip():
                faults.append(f"{shown}: {status}, and not a word")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert not faults, "\n".join(faults)


def test_every_command_is_tried() -> None:
    tried = {words for words, _ in LEAVES}
    assert {("ask", "members"), ("import", "ods"), ("export", "turtle"), ("explore",), ("sparql",)} <= tried
    assert sum(1 for leaf in LEAVES for _ in lines_of(*leaf)) > 1000
    assert FAULT == 70
