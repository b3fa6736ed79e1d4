"""``ics-graph explore`` as a person meets it: a process of its own, an address, Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.asking import ROOT, SMALL
from tests.conftest import Ics
from tests.explorer.serving import Client

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)(/\S*)")


@contextmanager
def exploring(cache: Path, *words: str, **env: str) -> Iterator[tuple[subprocess.Popen[str], Client, str]]:
    """Run the command for as long as the block does; yield the process, a client, and the path that it printed."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ICS_GRAPH_")}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        kept.pop(name, None)
    process = subprocess.Popen(
        [sys.executable, "-m", "ics_graph", "explore", "--data", str(SMALL), *words],
        cwd=ROOT,
        env={**kept, "ICS_GRAPH_CACHE": str(cache), "PYTHONUNBUFFERED": "1", **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        found = ADDRESS.search(process.stdout.readline())
        assert found is not None
        yield process, Client(int(found[1])), found[2]
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def stopped(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Press Ctrl-C, and return the exit status and what was written to standard error."""
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=20)
    return process.returncode, error


def test_it_prints_its_address_serves_there_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    with exploring(tmp_path, "--port", "0") as (process, client, path):
        assert path == "/"
        assert client("/api/status").json["name"] == "A small invented system"
        assert stopped(process) == (0, "")


def test_it_stops_though_somebody_is_still_connected(tmp_path: Path) -> None:
    with ExitStack() as open_:
        process, client, _ = open_.enter_context(exploring(tmp_path, "--port", "0"))
        idle, half = (open_.enter_context(socket.create_connection(("127.0.0.1", client.port))) for _ in "12")
        idle.sendall(f"GET /api/status HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\n\r\n".encode())
        assert idle.recv(15) == b"HTTP/1.1 200 OK"
        half.sendall(b"GET /api/status HTTP/1.1\r\nHost")
        begin = time.monotonic()
        assert stopped(process) == (0, "")
        assert time.monotonic() - begin < 10


SLOW = """
import time
from anyio.to_thread import run_sync
from ics_graph.explorer.server.serve import bound, leave, run

async def slow(scope, receive, send):
    if scope["type"] == "http":
        print("asked", flush=True)
        await run_sync(time.sleep, 600)

listening = bound(0)
print(listening.getsockname()[1], flush=True)
run(slow, listening)
leave(0)
"""


def test_it_stops_though_a_question_is_still_being_answered() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with socket.create_connection(("127.0.0.1", int(process.stdout.readline()))) as waiting:
        waiting.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert process.stdout.readline() == "asked\n"
        assert stopped(process) == (0, "")


def test_it_takes_a_free_port_where_its_own_is_taken_and_says_which(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with exploring(tmp_path, "--port", str(port)) as (process, client, _):
            assert client.port != port
            assert client("/api/status").status == 200
            assert stopped(process) == (0, f"Port {port} is taken, so a free one is used: {client.port}.\n")


def test_it_begins_with_the_body_that_is_named(tmp_path: Path) -> None:
    with exploring(tmp_path, "--port", "0", "--body", "Anytown Board", "--no-browser") as (_, client, path):
        assert path == "/body/board"
        assert "Anytown Board" in client(path).text


def test_it_opens_the_browser_where_there_is_a_display_and_nobody_forbids_it(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> "{opened}"\n', "utf-8")
    browser.chmod(0o755)
    shown = {"BROWSER": str(browser), "DISPLAY": ":99"}
    with exploring(tmp_path, "--port", "0", "--no-browser", **shown) as (process, client, _):
        assert client("/api/status").status == 200
        stopped(process)
    with exploring(tmp_path, "--port", "0", BROWSER=str(browser)) as (process, client, _):
        assert client("/api/status").status == 200
        stopped(process)
    assert not opened.exists()
    with exploring(tmp_path, "--port", "0", **shown) as (process, client, _):
        for _ in range(500):
            if opened.exists() and opened.read_text("utf-8"):
                break
            time.sleep(0.02)
        assert opened.read_text("utf-8") == f"http://127.0.0.1:{client.port}/\n"
        stopped(process)


@pytest.mark.parametrize("option", ["--system", "--body"])
def test_a_name_that_is_none_is_an_error_before_anything_is_served(ics: Ics, option: str) -> None:
    status, out, error = ics("explore", "--data", str(SMALL), option, "Anytwn Bord", "--no-browser")
    assert (status, out) == (2, "")
    assert error.startswith("No body is called 'Anytwn Bord'.\nDid you mean one of these?\n")


def test_two_places_to_begin_with_are_one_too_many(ics: Ics) -> None:
    status, out, error = ics("explore", "--data", str(SMALL), "--system", "ics", "--body", "board")
    assert (status, out) == (2, "")
    assert "give one of them" in error


def test_a_store_that_is_not_there_is_an_error_before_anything_is_served(ics: Ics, tmp_path: Path) -> None:
    status, out, error = ics("explore", "--store", str(tmp_path / "none.sqlite"), "--no-browser")
    assert (status, out) == (1, "")
    assert error == f"there is no store at {tmp_path / 'none.sqlite'}\n"
