"""The server under attack and under a crowd: unfinished requests, pages asked for by many at once, faults, Ctrl-C."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ics_graph.explorer.page import page_html
from ics_graph.explorer.server import connection_guard, page_cache, pages
from ics_graph.stores import open_store
from tests.asking import SMALL
from tests.explorer.serving import Client, serving
from tests.explorer.test_server_command import exploring


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ICS_GRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield SMALL


@pytest.fixture
def client(folder: Path) -> Iterator[Client]:
    with serving(lambda: open_store(data=[folder])) as client:
        yield client


def head(client: Client, path: str = "/api/status") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\n".encode()


def until_closed(connection: socket.socket) -> bytes:
    """Return what comes until the other side closes the connection, in whichever way; raise where it stays open."""
    received = b""
    with suppress(ConnectionError):
        while part := connection.recv(1 << 20):
            received += part
    return received


@pytest.mark.parametrize("beginning", [b"", b"G", b"GET /api/status HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "])
def test_a_request_that_never_ends_is_let_go_of(
    client: Client, monkeypatch: pytest.MonkeyPatch, beginning: bytes
) -> None:
    monkeypatch.setattr(connection_guard, "SECONDS_TO_ASK", 0.5)
    with socket.create_connection(("127.0.0.1", client.port), timeout=10) as slow:
        begin = time.monotonic()
        slow.sendall(beginning)
        # A byte now and then wins no time.
        with suppress(ConnectionError):
            while time.monotonic() - begin < 8:
                slow.sendall(b"x")
                time.sleep(0.1)
        assert time.monotonic() - begin < 5
    assert client("/api/status").status == 200


def test_a_second_request_that_never_ends_is_let_go_of_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_guard, "SECONDS_TO_ASK", 0.5)
    with socket.create_connection(("127.0.0.1", client.port), timeout=4) as slow:
        slow.sendall(head(client) + b"\r\n" + head(client))
        assert until_closed(slow).startswith(b"HTTP/1.1 200 OK")


def test_an_answer_that_nobody_reads_is_let_go_of(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_guard, "SECONDS_TO_READ", 0.5)
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.settimeout(20)
        slow.connect(("127.0.0.1", client.port))
        slow.sendall((head(client, "/body/board") + b"\r\n") * 20)
        time.sleep(4)
        # Twenty pages were asked for, and the connection ends before they are all sent.
        assert until_closed(slow).count(b"</html>") < 20


def test_there_is_a_limit_to_connections_and_none_is_lost_for_good(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_guard, "MOST_CONNECTIONS", 5)
    idle = [socket.create_connection(("127.0.0.1", client.port)) for _ in range(5)]
    time.sleep(0.3)
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        client("/api/status")
    for connection in idle:
        connection.close()
    time.sleep(0.3)
    assert client("/api/status").status == 200


def test_a_request_within_its_time_is_answered_though_it_comes_in_pieces(client: Client) -> None:
    with socket.create_connection(("127.0.0.1", client.port), timeout=10) as slow:
        for part in (head(client)[:9], head(client)[9:], b"\r\n"):
            slow.sendall(part)
            time.sleep(0.2)
        assert slow.recv(15) == b"HTTP/1.1 200 OK"


def test_many_readers_of_a_page_have_it_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    really = page_html

    def counted(*given: object, **named: object) -> str:
        made.append(1)
        return really(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(pages, "page_html", counted)
    with serving(lambda: open_store(data=[folder])) as client, ThreadPoolExecutor(12) as crowd:
        texts = list(crowd.map(lambda _: client("/body/board").text, range(24)))
        assert len(set(texts)) == 1
        assert len(made) == 1
        assert client("/body/board?as_of=2019-06-01").text != texts[0]
        assert len(made) == 2


def test_a_browser_that_has_the_page_is_told_so(client: Client) -> None:
    first = client("/body/board")
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=30)
    for given, status in ((first.headers["etag"], 304), (f'"x", W/{first.headers["etag"]}', 304), ('"x"', 200)):
        connection.request("GET", "/body/board", headers={"if-none-match": given})
        reply = connection.getresponse()
        body = reply.read()
        assert (reply.status, bool(body)) == (status, status == 200)
        assert reply.headers["etag"] == first.headers["etag"]
        assert reply.headers["content-security-policy"] == first.headers["content-security-policy"]
    connection.close()


def test_what_is_kept_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    caches = []
    really = page_cache.PageCache.__init__

    def small(self: page_cache.PageCache, app: Any, stores: Any) -> None:
        really(self, app, stores, most=40_000)
        caches.append(self)

    monkeypatch.setattr(page_cache.PageCache, "__init__", small)
    with serving(lambda: open_store(data=[folder])) as client:
        for day in range(1, 29):
            assert client("/api/ask/members", body="board", as_of=f"2019-06-{day:02}").status == 200
        (cache,) = caches
        assert 0 < cache.size <= 40_000
        assert 1 < len(cache._pages) < 28
        assert cache.size == sum(len(page.body) for page in cache._pages.values())
        assert not cache._making


def test_mistakes_are_not_kept(client: Client) -> None:
    for path in ("/body/nobody", "/api/ask/members?body=nobody", "/api/ask/members"):
        reply = client(path)
        assert reply.status in (404, 422)
        assert "etag" not in reply.headers


def test_a_fault_is_500_without_details_and_told_on_the_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise RuntimeError("secret of the program")

    monkeypatch.setattr(pages, "page_html", broken)
    with serving(lambda: open_store(data=[folder])) as client:
        reply = client("/body/board")
        assert reply.status == 500
        assert "secret" not in reply.text
        assert "Traceback" not in reply.text
        assert client("/api/ask/members", body="board").status == 200
    assert "RuntimeError: secret of the program" in capfd.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to another process")
@pytest.mark.parametrize("after", [0, 0.01, 0.05, 0.2])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_just_after_the_address_ends_it_in_good_order(tmp_path: Path, after: float, number: int) -> None:
    with exploring(tmp_path, "--port", "0") as (process, _, _):
        time.sleep(after)
        process.send_signal(number)
        _, error = process.communicate(timeout=30)
        assert (process.returncode, error) == (0, "")
