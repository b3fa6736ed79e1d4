"""The server that the other tests rely on is the real one, and can crash, restart and be wiped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from tests.stores.neo4j.server import Neo4jServer, Neo4jServerError


@pytest.fixture
def driver(neo4j_url: str, neo4j_auth: tuple[str, str]) -> Iterator[Driver]:
    with GraphDatabase.driver(neo4j_url, auth=neo4j_auth) as driver:
        yield driver


def test_answers_through_a_routing_driver(driver: Driver) -> None:
    assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1


def test_is_a_community_edition_of_5_26_or_newer(driver: Driver) -> None:
    component = driver.execute_query(
        "CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel' "
        "RETURN versions[0] AS version, edition"
    ).records[0]
    major, minor = (int(part) for part in component["version"].split(".")[:2])
    assert component["edition"] == "community"
    assert (major, minor) >= (5, 26)


def test_an_emptied_database_has_neither_nodes_nor_constraints_of_before(
    driver: Driver, request: pytest.FixtureRequest
) -> None:
    driver.execute_query("CREATE CONSTRAINT one_id FOR (n:Thing) REQUIRE n.id IS UNIQUE")
    driver.execute_query("CREATE INDEX by_name FOR (n:Thing) ON (n.name)")
    driver.execute_query("CREATE (:Thing {id: 1})-[:KNOWS]->(:Thing {id: 2})")
    request.getfixturevalue("empty_neo4j")
    assert driver.execute_query("MATCH (n) RETURN n").records == []
    assert driver.execute_query("SHOW CONSTRAINTS").records == []
    assert driver.execute_query("SHOW INDEXES YIELD type WHERE type <> 'LOOKUP'").records == []


@pytest.mark.slow
def test_keeps_what_was_committed_through_a_crash(neo4j_server: Neo4jServer) -> None:
    with GraphDatabase.driver(neo4j_server.uri, auth=neo4j_server.auth) as driver:
        driver.execute_query("MERGE (:Survivor {id: 1})")
        neo4j_server.kill()
        neo4j_server.restart()
        assert len(driver.execute_query("MATCH (s:Survivor) RETURN s").records) == 1
        driver.execute_query("MATCH (s:Survivor) DELETE s")


def test_says_where_the_jars_are_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ICS_GRAPH_NEO4J_LIB", str(tmp_path))
    with pytest.raises(Neo4jServerError, match=f"no Neo4j jars in {tmp_path}"), Neo4jServer():
        pass


def test_a_server_that_dies_is_reported_with_its_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "neo4j-0.jar").write_bytes(b"not a jar")
    monkeypatch.setenv("ICS_GRAPH_NEO4J_LIB", str(tmp_path))
    with (
        pytest.raises(Neo4jServerError, match=r"(?s)ended while starting.*starts-a-server"),
        Neo4jServer(),
    ):
        pass
