"""What the server refuses, and what is on every answer: only reading, only this computer, only what can be read."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.stores import open_store
from ics_graph.stores.rows import Match
from ics_graph.stores.sqlite.building import build
from tests.asking import NENC, SMALL
from tests.explorer.serving import Client, Reply, serving

ADDRESSES = (
    "/",
    "/body/ccg-darlington",
    "/body/nobody",
    "/find?q=tees",
    "/api/status",
    "/api/find?q=x",
    "/api/nothing",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server of one shipped system."""
    file = tmp_path_factory.mktemp("guarded") / "store.sqlite"
    build(file, read_datasets([NENC]).dataset)
    with serving(lambda: open_store(str(file))) as client:
        yield client


def assert_guarded(reply: Reply) -> None:
    """Assert that the headers that belong on every answer are on this one, and none that tells or shares too much."""
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert reply.headers["cross-origin-resource-policy"] == "same-origin"
    # What is kept by a browser is asked for again each time, by its ETag; all else is not kept at all.
    assert reply.headers["cache-control"] == ("private, no-cache" if "etag" in reply.headers else "no-store")
    assert not [
        name for name in reply.headers if name.startswith("access-control") or name in ("server", "x-powered-by")
    ]
    assert "Traceback" not in reply.text


@pytest.mark.parametrize(
    "address", [*ADDRESSES, "/openapi.json", "/../etc/passwd", "/body/%00", "/api/ask/members?x=1"]
)
def test_the_headers_are_on_every_answer(client: Client, address: str) -> None:
    assert_guarded(client(address))
    assert_guarded(client(address, host="evil.example"))
    assert_guarded(client(address, method="POST"))


def test_a_page_may_ask_its_own_server_and_nobody_else(client: Client) -> None:
    for address in ("/", "/body/ccg-darlington"):
        policy = dict(
            part.strip().partition(" ")[::2] for part in client(address).headers["content-security-policy"].split(";")
        )
        assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
        assert policy["connect-src"] == "'self'"
        assert all(source.startswith("'sha256-") for source in policy["script-src"].split())


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "ANY"])
def test_nothing_but_reading_is_allowed(client: Client, method: str) -> None:
    for address in ADDRESSES:
        reply = client(address, method=method)
        assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


def test_head_gives_the_headers_of_get_and_no_body(client: Client) -> None:
    for address in ADDRESSES:
        got, head = client(address), client(address, method="HEAD")
        assert (head.status, head.headers["content-type"]) == (got.status, got.headers["content-type"])
        assert head.text == ""


def test_only_the_names_of_this_computer_with_the_port_are_answered(client: Client) -> None:
    port = client.port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"LOCALHOST:{port}", f"[::1]:{port}"):
        assert client("/api/status", host=host).status == 200
    for host in (
        "evil.example",
        f"evil.example:{port}",
        f"127.0.0.1.evil.example:{port}",
        "localhost",
        f"localhost:{port + 1}",
        f"localhost.:{port}",
        f"localhost:{port}@evil.example",
        f"0.0.0.0:{port}",
        "",
    ):
        for address in ADDRESSES:
            assert client(address, host=host).status == 400


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/body/..%2f..%2fetc%2fpasswd",
        "/body/../../etc/passwd",
        "/body/..%5c..%5cetc%5cpasswd",
        "/static/explorer.css",
        "/docs",
        "/redoc",
        "/body/",
        "/api",
        "/api/ask/no-such-question",
        "/api/ask/members/",
        "//etc/passwd",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    reply = client(path)
    assert reply.status == 404
    assert "root:" not in reply.text


@pytest.mark.parametrize("start", ["/api/find?q=", "/api/ask/members?body=", "/find?q=", "/body/", "/?as_of="])
def test_what_no_text_is_or_is_too_long_is_refused(client: Client, start: str) -> None:
    assert client(f"{start}{'x' * 10_000}").status == 414
    assert client(f"{start}%00").status == 422
    assert client(f"{start}a%FFb").status == 422
    assert client(f"{start}%C0%AE").status == 422


def test_a_parameter_that_a_page_does_not_know_or_has_twice_is_refused(client: Client) -> None:
    for address in (
        "/?view=1",
        "/body/ccg-darlington?x=1",
        "/find?q=a&q=b",
        "/?planned=true&planned=false",
        "/?as_of=June",
    ):
        reply = client(address)
        assert (reply.status, reply.headers["content-type"]) == (422, "text/html; charset=utf-8")


def test_what_is_not_http_does_not_stop_the_server(client: Client) -> None:
    for sent in (
        b"\x00\xff\xfe garbage\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 300_000 + b"\r\n\r\n",
        b"GET /",
    ):
        with socket.create_connection(("127.0.0.1", client.port)) as raw, suppress(OSError):
            raw.sendall(sent)
            raw.shutdown(socket.SHUT_WR)
            assert b"Traceback" not in raw.recv(4096)
    assert client("/api/status").status == 200


def test_the_server_listens_to_this_computer_alone(client: Client) -> None:
    with Path("/proc/net/tcp").open() as table:
        listening = [line.split()[1] for line in table if line.split()[3] == "0A"]
    assert [place for place in listening if place.endswith(f":{client.port:04X}")] == [f"0100007F:{client.port:04X}"]


def test_a_mistake_of_the_program_is_told_without_its_insides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from ics_graph.stores.sqlite import SQLiteStore

    class Broken(SQLiteStore):
        def find(self, text: str, limit: int = 20) -> list[Match]:
            raise KeyError("a secret of the insides")

    file = tmp_path / "store.sqlite"
    build(file, read_datasets([SMALL]).dataset)
    with serving(lambda: Broken(file)) as broken:
        reply = broken("/api/find?q=x")
        assert (reply.status, reply.headers["content-type"]) == (500, "application/problem+json")
        assert_guarded(reply)
        assert "secret" not in reply.text
    assert "a secret of the insides" in capsys.readouterr().err
