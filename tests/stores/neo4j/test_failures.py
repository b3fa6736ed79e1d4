"""What goes wrong with a server is said in one sentence that says what to do, and never with a traceback."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from ics_graph.dataset import read_datasets
from ics_graph.ontology import load_ontology
from ics_graph.stores import StoreError
from ics_graph.stores.neo4j import Connection, sync
from ics_graph.stores.neo4j.connection import check_version
from tests.asking import ROOT
from tests.conftest import Ics
from tests.stores.neo4j.datasets import county, village
from tests.stores.neo4j.server import Neo4jServer


@pytest.fixture(scope="module")
def own_server() -> Iterator[Neo4jServer]:
    """A server of this module's own, to be started again with other settings."""
    with Neo4jServer() as server:
        yield server


@pytest.fixture
def restarted(own_server: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Neo4jServer]:
    """The server of this module; it has no settings of the test before."""
    monkeypatch.setenv("ICS_GRAPH_NEO4J_PASSWORD", own_server.auth[1])
    yield own_server
    own_server.settings.clear()


def complaint(ran: tuple[int, str, str]) -> str:
    """Return what a run wrote where it failed: one sentence, no traceback."""
    status, out, err = ran
    assert (status, out) == (1, "")
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1
    return err


@pytest.mark.parametrize("version", ["5.25.1", "5.9.0", "4.4.38", "3.5", "5"])
def test_a_server_that_is_too_old_is_refused(version: str) -> None:
    with pytest.raises(StoreError, match=rf"is of version {version}, and 5\.26 or newer is needed"):
        check_version(version, "neo4j://host")


@pytest.mark.parametrize("version", ["5.26.0", "5.26.30", "5.27-aura", "2025.10.1", "6.0.0", "of tomorrow"])
def test_a_server_that_is_new_enough_or_says_nothing_is_taken(version: str) -> None:
    check_version(version, "neo4j://host")


@pytest.mark.neo4j
@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_database_that_is_read_only_is_said(restarted: Neo4jServer, ics: Ics, tmp_path: Path, scheme: str) -> None:
    restarted.settings["server.databases.read_only"] = "neo4j"
    restarted.restart()
    address = restarted.uri if scheme == "neo4j" else restarted.bolt_uri
    said = complaint(ics("load", "--to", address, "--data", str(village(tmp_path / "ash", "Ash"))))
    assert "keeps this database read-only, so nothing can be loaded into it" in said


@pytest.mark.neo4j
@pytest.mark.slow
def test_a_load_makes_do_with_little_memory_and_says_where_one_record_is_too_much(
    restarted: Neo4jServer, ics: Ics, tmp_path: Path
) -> None:
    restarted.settings["db.memory.transaction.max"] = "4m"
    restarted.restart()
    folder = county(tmp_path / "county", 3_000)
    status, out, err = ics("load", "--to", restarted.uri, "--data", str(folder))
    assert (status, err) == (0, "")
    assert ["entities", "3,000", "0", "0"] in [line.split() for line in out.splitlines()]
    with Connection(restarted.uri, *restarted.auth) as connection:
        assert not any(sync(connection, read_datasets([folder]).dataset, load_ontology(), dry_run=True).values())
    huge = village(tmp_path / "huge", "Ash")
    (huge / "more.yaml").write_text(
        f"entities:\n  - {{id: huge, type: Group, name: Huge, note: {'x' * 8_000_000}}}\n", encoding="utf-8"
    )
    said = complaint(ics("load", "--to", restarted.uri, "--data", str(huge), "--graph", "huge"))
    assert "is out of memory for this: " in said
    assert "db.memory.transaction.max" in said
    with GraphDatabase.driver(restarted.uri, auth=restarted.auth) as driver:
        driver.execute_query("MATCH (n:IcsGraph {graph: 'huge'}) DETACH DELETE n")


@pytest.mark.parametrize("scheme", ["neo4j+s", "bolt+s", "neo4j+ssc", "bolt+ssc"])
def test_a_server_that_is_not_encrypted_is_told_from_one_that_is_not_there(
    with_password: str, ics: Ics, scheme: str
) -> None:
    address = f"{scheme}://{with_password.partition('://')[2]}"
    said = complaint(ics("load", "--to", address, "--data", str(ROOT / "tests" / "data" / "small")))
    plain = scheme.partition("+")[0]
    assert f"what listens at {address} does not speak encrypted; if that is meant so, use {plain}://" in said


@contextmanager
def self_signed() -> Iterator[int]:
    """Listen with a certificate that signed itself, and yield the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ROOT / "tests" / "data" / "self-signed.pem")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        over = threading.Event()

        def serve() -> None:
            while not over.is_set():
                try:
                    taken, _ = listening.accept()
                except OSError:
                    return
                with taken:
                    try:
                        context.wrap_socket(taken, server_side=True).close()
                    except OSError:
                        continue

        thread = threading.Thread(target=serve)
        thread.start()
        port = listening.getsockname()[1]
        try:
            yield port
        finally:
            over.set()
            with socket.create_connection(("127.0.0.1", port)):  # wakes accept()
                pass
            thread.join()


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_certificate_that_is_not_trusted_is_said(ics: Ics, scheme: str) -> None:
    with self_signed() as port:
        address = f"{scheme}+s://127.0.0.1:{port}"
        said = complaint(ics("load", "--to", address, "--data", str(ROOT / "tests" / "data" / "small")))
    assert f"the certificate of Neo4j at {address} is not trusted (self-signed certificate)" in said
    assert f"use {scheme}+ssc://" in said


def test_a_server_that_goes_away_is_said_and_loading_again_does_the_rest(
    with_password: str, ics: Ics, empty_neo4j: str, neo4j_server: Neo4jServer, tmp_path: Path
) -> None:
    folder = str(village(tmp_path / "ash", "Ash"))
    neo4j_server.stop()
    try:
        assert "cannot be reached" in complaint(ics("load", "--to", neo4j_server.uri, "--data", folder))
        assert "cannot be reached" in complaint(ics("cypher", "RETURN 1", "--store", neo4j_server.uri))
    finally:
        neo4j_server.start()
    assert ics("load", "--to", neo4j_server.uri, "--data", folder)[0] == 0
