"""``load --verify`` and ``--repair`` see and mend what was done to a graph by hand; ``--dry-run`` names records."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from ics_graph.stores.neo4j import Connection
from ics_graph.stores.neo4j.lock import held
from tests.conftest import Ics
from tests.stores.neo4j.datasets import county, village
from tests.stores.neo4j.server import Neo4jServer
from tests.stores.neo4j.test_graphs import empty, loading, of_graph, until_half_done

BOARD = "MATCH (b:Entity {id: 'board'})"
GROUP = "MATCH (g:Entity {id: 'group-0'})"
LINE = "MATCH (:Entity {id: 'group-0'})-[l:REPORTS_TO]->()"
NAME = "MATCH (n:Name {text: 'Ash Board'})"
CITES, OF_TYPE = "link CITES → ics/sources/minutes", "link OF_TYPE → ics/types/PartnershipBoard"
CITED = "link CITED → ics/sources/minutes"
NAME_ID = "board/name/Ash Board"


@pytest.fixture
def driver(with_password: str, neo4j_auth: tuple[str, str]) -> Iterator[Driver]:
    with GraphDatabase.driver(with_password, auth=neo4j_auth, liveness_check_timeout=0) as driver:
        yield driver


@pytest.fixture
def load(ics: Ics, with_password: str, empty_neo4j: str, tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    """Load a village, or do what the options say instead."""
    folder = village(tmp_path / "ash", "Ash")
    return lambda *words: ics("load", "--to", with_password, "--data", str(folder), *words)


Load = Callable[..., tuple[int, str, str]]


def report(ran: tuple[int, str, str], status: int) -> dict[str, Any]:
    """Return what a run reported as JSON."""
    assert (ran[0], ran[2]) == (status, "")
    written: dict[str, Any] = json.loads(ran[1])
    return written


def of(shown: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Return the change, kind and id of each record that a run reported."""
    return {(record["change"], record["kind"], record["id"]) for record in shown["records"]}


@pytest.mark.parametrize(
    ("tampering", "change", "kind", "id_", "what"),
    [
        (f"{BOARD} SET b.name = 'Oak Board'", "changed", "entities", "board", "name"),
        (f"{BOARD} SET b.certainty = null", "changed", "entities", "board", "certainty"),
        (f"{BOARD} SET b.end_max = date('2019-01-01')", "changed", "entities", "board", "end_max"),
        (f"{BOARD} SET b.end_max = '9999-12-31'", "changed", "entities", "board", "end_max"),
        (f"{BOARD} SET b.planned = 0", "changed", "entities", "board", "planned"),
        (f"{BOARD} SET b.phases = 'shadow'", "changed", "entities", "board", "phases"),
        (f"{BOARD} SET b.sources = ['other']", "changed", "entities", "board", "sources"),
        (f"{BOARD} SET b:Fact", "changed", "entities", "board", "labels"),
        (f"{BOARD} REMOVE b:Board", "changed", "entities", "board", "labels"),
        (f"{BOARD} SET b.graph = 'oak'", "changed", "entities", "board", "graph"),
        (f"{BOARD}-[c:CITES]->() SET c.basis = 'read'", "changed", "entities", "board", CITES),
        (f"{BOARD}-[c:CITES]->(s) CREATE (b)-[:CITES]->(s)", "changed", "entities", "board", CITES),
        (f"{BOARD}-[c:OF_TYPE]->() DELETE c", "changed", "entities", "board", OF_TYPE),
        (f"{NAME}-[x:NAMES]->() DELETE x", "changed", "names", NAME_ID, "link NAMES → ics/entities/board"),
        (f"{NAME} DETACH DELETE n", "added", "names", NAME_ID, None),
        (f"{NAME}-[x:NAMES]->() MATCH (g:Entity {{id: 'group-0'}}) DELETE x CREATE (n)-[:NAMES]->(g)",
         "changed", "names", NAME_ID, "link NAMES → ics/entities/board"),
        (f"{NAME} SET n.key = 'oak board'", "changed", "names", NAME_ID, "key"),
        (f"{BOARD} DETACH DELETE b", "added", "entities", "board", None),
        (f"{LINE} SET l.certainty = 'denied'", "changed", "relations", "line-0", "certainty"),
        (f"{LINE} SET l.start_min = date('2019-01-01')", "changed", "relations", "line-0", "start_min"),
        (f"{LINE} SET l.plan_from = date('2019-01-01')", "changed", "relations", "line-0", "plan_from"),
        (f"{LINE} REMOVE l.graph", "changed", "relations", "line-0", "graph"),
        (f"{LINE} DELETE l", "added", "relations", "line-0", None),
        (f"{LINE} {GROUP} {BOARD} CREATE (b)-[x:REPORTS_TO]->(g) SET x = properties(l) DELETE l",
         "changed", "relations", "line-0", "ends and type"),
        (f"{GROUP} {BOARD} CREATE (g)-[:MEMBER_OF {{family: 'membership', certainty: 'stated'}}]->(b)",
         "removed", "relations", "", "ends and type"),
        ("MATCH ()-[c:CITED {line: 'line-0'}]->() DELETE c", "changed", "relations", "line-0", CITED),
        ("MATCH ()-[c:CITED {line: 'line-0'}]->() SET c.stance = 'denies'", "changed", "relations", "line-0", CITED),
        (f"MATCH (s:Source {{id: 'minutes'}}) {BOARD} CREATE (b)-[:CITED {{graph: 'ics', line: 'none'}}]->(s)",
         "removed", "other links", "ics/entities/board CITED ics/sources/minutes", None),
        (f"{LINE} SET l.in_effect = false", "changed", "relations", "line-0", "in_effect"),
        (f"{LINE} SET l.id = 7", "removed", "relations", "7", "ends and type"),
        (f"{BOARD} CREATE (:Name:IcsGraph {{graph: 'ics', key: 'oak', kind: 'name', text: 'Oak'}})-[:NAMES]->(b)",
         "removed", "other nodes", "Oak", None),
        ("CREATE (:Entity:IcsGraph {graph: 'ics', ref: 'ics/entities/oak', id: 'oak', name: 'Oak'})",
         "removed", "entities", "oak", None),
        ("MATCH (s:Source {id: 'minutes'}) SET s.title = 'Notes'", "changed", "sources", "minutes", "title"),
        ("MATCH (t:Type {name: 'Group'})-[x:SUBTYPE_OF]->() DELETE x",
         "changed", "types", "Group", "link SUBTYPE_OF → ics/types/OrganisationalUnit"),
        ("MATCH (d:Dataset) SET d.about = '[]'", "changed", "dataset", "ics", "about"),
    ],
)  # fmt: skip
def test_what_is_done_by_hand_is_seen_named_and_mended(
    load: Load, driver: Driver, tampering: str, change: str, kind: str, id_: str, what: str | None
) -> None:
    assert load()[0] == 0
    before = of_graph(driver, "ics")
    driver.execute_query(tampering)

    shown = report(load("--verify", "--format", "json"), 1)
    records = {(record["change"], record["kind"], record["id"]): record for record in shown["records"]}
    record = records[change, kind, id_]
    assert (what is None) == (record["differences"] == [])
    assert what is None or what in [difference["what"] for difference in record["differences"]]
    assert not shown["just_so"]

    status, out, _ = load("--repair")
    assert status == 0
    assert "and were mended" in out
    assert "Read back once more: the graph is already just so." in out
    assert of_graph(driver, "ics") == before
    status, out, _ = load("--verify")
    assert status == 0
    assert "the graph is already just so" in out


def test_a_load_without_verifying_does_not_claim_what_it_did_not_look_at(load: Load, driver: Driver) -> None:
    load()
    driver.execute_query(f"{BOARD} SET b.name = 'Oak Board'")
    _, out, _ = load()
    assert "Unchanged since the last load" in out
    assert "just so" not in out
    status, out, _ = load("--verify")
    assert status == 1
    assert "changed by hand since the load: entities board" in out
    assert "name: Oak Board in the graph, Ash Board in the files" in out
    assert driver.execute_query(f"{BOARD} RETURN b.name").records[0][0] == "Oak Board"


def test_two_nodes_of_one_record_are_made_one(load: Load, driver: Driver) -> None:
    load()
    before = of_graph(driver, "ics")
    driver.execute_query("DROP CONSTRAINT ics_graph_ref")
    driver.execute_query(f"{BOARD} CREATE (x:Entity:IcsGraph) SET x = properties(b)")
    shown = report(load("--verify", "-f", "json"), 1)
    assert ("removed", "other nodes") in {(record["change"], record["kind"]) for record in shown["records"]}
    # The constraint cannot be made again before one of them is gone, so that comes first.
    assert load("--repair")[0] == 0
    assert of_graph(driver, "ics") == before
    assert load("--verify")[0] == 0


TAMPERED = (
    "MATCH (g:Entity {id: 'group-1'}) REMOVE g:IcsGraph SET g:Favourite CREATE (g)-[:KNOWS]->(:Mine)",
    f"{NAME} REMOVE n:IcsGraph:Name",
    "MATCH (s:Source {id: 'minutes'}) REMOVE s:IcsGraph",
    "MATCH (g:Entity {id: 'group-2'}) REMOVE g:IcsGraph, g.ref",
    "CREATE (:Entity {graph: 'ics', name: 'Oak', in_effect: true}), (:Fact {graph: 'ics', id: 7})",
    f"{GROUP} {BOARD} CREATE (g)-[:MEMBER_OF {{in_effect: true}}]->(b)",
    f"MATCH (s:Source {{id: 'minutes'}}) {BOARD} CREATE (b)-[:CITED {{line: 'line-0'}}]->(s)",
    "CREATE (:Entity {id: 'mine'}), (:Mine {graph: 'ics', id: 'mine'}), (:Entity {graph: 'elm', id: 'mine'})",
)


def test_what_a_query_in_cypher_counts_is_seen_and_mended(load: Load, driver: Driver) -> None:
    load()
    before = of_graph(driver, "ics")
    driver.execute_query(f"{BOARD} REMOVE b:IcsGraph")
    load()  # which cannot know it, and writes a second
    assert driver.execute_query(f"{BOARD} RETURN count(b)").records[0][0] == 2
    for tampering in TAMPERED:
        driver.execute_query(tampering)
    assert of(report(load("--verify", "-f", "json"), 1)) >= {
        ("removed", "other nodes", "ics/entities/board"),
        ("changed", "entities", "group-1"),
        ("changed", "names", NAME_ID),
        ("changed", "sources", "minutes"),
        ("added", "entities", "group-2"),
        ("removed", "other nodes", "Oak"),
        ("removed", "other nodes", "7"),
        ("removed", "relations", ""),
        ("removed", "other links", "ics/entities/board CITED ics/sources/minutes"),
    }
    assert load("--repair")[0] == 0
    assert driver.execute_query(f"{BOARD} RETURN count(b)").records[0][0] == 1
    favourite = "MATCH (g:Favourite)-[k:KNOWS]->(:Mine) REMOVE g:Favourite DELETE k RETURN g.id"
    assert driver.execute_query(favourite).records[0][0] == "group-1"
    assert of_graph(driver, "ics") == before
    others = driver.execute_query("MATCH (n {id: 'mine'}) WHERE NOT n:IcsGraph RETURN count(n)")
    assert others.records[0][0] == 3


def test_a_dataset_node_or_an_index_that_is_gone_is_told(load: Load, driver: Driver) -> None:
    load()
    driver.execute_query("MATCH (d:Dataset) DETACH DELETE d")
    driver.execute_query("DROP INDEX ics_graph_names")
    shown = report(load("--verify", "-f", "json"), 1)
    assert of(shown) == {("added", "dataset", "ics"), ("added", "indexes", "ics_graph_names")}
    assert load("--repair")[0] == 0
    driver.execute_query("MATCH (d:Dataset) DETACH DELETE d")
    status, out, _ = load()
    assert (status, "Unchanged" in out) == (0, False)
    assert "dataset               1" in out


def test_what_verify_tells_is_said_of_the_graph_as_it_is(
    ics: Ics, load: Load, driver: Driver, with_password: str
) -> None:
    load()
    driver.execute_query(f"{BOARD} SET b.end_max = '9999-12-31' WITH 1 AS x {GROUP} DETACH DELETE g")
    driver.execute_query("UNWIND range(1, 25) AS x CREATE (:Name {graph: 'ics', text: 'Oak ' + x})")
    driver.execute_query(f"{BOARD} MATCH (x:Entity {{id: 'group-1'}})-[l:REPORTS_TO]->(b) "
                         "CREATE (x)-[m:REPORTS_TO]->(b) SET m = properties(l)")  # fmt: skip
    driver.execute_query("DROP INDEX ics_graph_names")
    said = ics("find", "Ash Bxard", "--store", with_password)
    assert "lacks the index ics_graph_names; run the load of the graph again, which makes it" in said[2]
    out = load("--verify")[1]
    assert "missing in the graph: entities group-0" in out
    assert "missing in the graph: indexes ics_graph_names" in out
    assert out.count("in the graph only: other nodes Oak ") == 25
    assert "twice in the graph: relations line-1" in out
    assert "differs, changed by hand since the load: entities board" in out
    assert "end_max: 9999-12-31 (a text) in the graph, 9999-12-31 (a date) in the files" in out
    assert "added" not in out


def test_a_line_that_was_removed_by_hand_comes_back_with_its_sources_once(load: Load, driver: Driver) -> None:
    load()
    before = of_graph(driver, "ics")
    driver.execute_query(f"{LINE} DELETE l")
    assert load()[0] == 0
    assert of_graph(driver, "ics") == before
    assert driver.execute_query("MATCH ()-[c:CITED {line: 'line-0'}]->() RETURN count(c)").records[0][0] == 1


def test_what_other_people_added_is_no_difference(load: Load, driver: Driver) -> None:
    load()
    driver.execute_query(f"{BOARD} SET b:Favourite, b.mine = 1 CREATE (b)-[:KNOWS]->(:Mine {{graph: 'ics'}})")
    driver.execute_query(f"{GROUP} {BOARD} CREATE (g)-[:MINE {{id: 'mine'}}]->(b)")
    driver.execute_query(f"{LINE} SET l.mine = 'yes'")
    assert load("--verify")[0] == 0
    assert load("--repair")[0] == 0
    assert driver.execute_query(f"{BOARD}-[:KNOWS]->() RETURN labels(b), b.mine").records != []


def test_an_empty_database_is_not_just_so(load: Load) -> None:
    status, out, _ = load("--verify")
    assert status == 1
    assert "There is no such graph yet; load it first." in out


def test_edited_files_are_told_from_tampering(ics: Ics, load: Load, with_password: str, tmp_path: Path) -> None:
    load()
    edited = village(tmp_path / "edited", "Elm")
    shown = report(ics("load", "--to", with_password, "--data", str(edited), "--verify", "-f", "json"), 1)
    board = next(record for record in shown["records"] if record["id"] == "board")
    assert board["by_hand"] is False
    assert {"what": "name", "in_graph": "Ash Board", "in_files": "Elm Board"} in board["differences"]


# --- a dry run ---


def test_a_dry_run_names_server_database_graph_and_records(
    ics: Ics, load: Load, with_password: str, tmp_path: Path
) -> None:
    load()
    edited = village(tmp_path / "edited", "Ash", 2)
    text = (edited / "all.yaml").read_text(encoding="utf-8").replace("Ash Group 0", "Elm Group 0")
    (edited / "all.yaml").write_text(text.replace("id: group-1,", "id: group-x,").replace("group-1,", "group-x,"))
    words = ("load", "--to", with_password, "--data", str(edited), "--dry-run")
    shown = report(ics(*words, "--format", "json"), 0)
    assert (shown["server"], shown["database"], shown["graph"]) == (with_password, "neo4j", "ics")
    bodies = {(record["change"], record["id"]) for record in shown["records"] if record["kind"] == "entities"}
    assert bodies == {("changed", "group-0"), ("added", "group-x"), ("removed", "group-1"), ("removed", "group-2")}
    assert shown["counts"]["entities"] == {"added": 1, "changed": 1, "removed": 2}
    out = ics(*words)[1]
    assert f"Server {with_password}, database neo4j, graph ics." in out
    assert "  removed: entities group-2" in out


def test_a_dry_run_says_that_a_load_would_be_refused(ics: Ics, load: Load, with_password: str, tmp_path: Path) -> None:
    big = village(tmp_path / "big", "Ash", 40)
    assert ics("load", "--to", with_password, "--data", str(big))[0] == 0
    status, out, err = load("--dry-run")
    assert (status, err) == (0, "")
    assert "The load itself would be refused: this would remove 74 of the 81 records of the graph 'ics'" in out
    assert "would be refused" not in load("--dry-run", "--force")[1]
    assert load()[0] == 1


def test_a_load_beside_another_is_told_so_and_a_dry_run_foretells_it(
    load: Load, with_password: str, neo4j_auth: tuple[str, str]
) -> None:
    load()
    with Connection(with_password, *neo4j_auth) as connection, held(connection, "ics"):
        status, out, err = load()
        assert (status, out) == (1, "")
        assert "somebody else is loading the graph 'ics'" in err
        assert "somebody else is loading" in report(load("--dry-run", "-f", "json"), 0)["refused"]
        assert load("--graph", "another")[0] == 0
    assert load()[0] == 0
    assert report(load("--dry-run", "-f", "json"), 0)["refused"] is None


@pytest.mark.slow
def test_of_two_first_loads_at_once_the_second_is_told(
    neo4j_server: Neo4jServer, empty_neo4j: str, tmp_path: Path
) -> None:
    folder = county(tmp_path / "county")
    with (
        loading(neo4j_server.uri, neo4j_server.auth, folder) as first,
        loading(neo4j_server.uri, neo4j_server.auth, folder) as second,
    ):
        errors = [process.communicate()[1].decode() for process in (first, second)]
        assert sorted([first.returncode, second.returncode]) == [0, 1], errors
    assert any("somebody else is loading the graph 'ics'" in error for error in errors)


@pytest.mark.slow
def test_a_load_whose_server_dies_says_how_far_it_came(
    neo4j_server: Neo4jServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ics: Ics
) -> None:
    monkeypatch.setenv("ICS_GRAPH_NEO4J_PASSWORD", neo4j_server.auth[1])
    folder = county(tmp_path / "county")
    with GraphDatabase.driver(neo4j_server.uri, auth=neo4j_server.auth, liveness_check_timeout=0) as driver:
        empty(driver)
        process: subprocess.Popen[bytes]
        with loading(neo4j_server.uri, neo4j_server.auth, folder) as process:
            until_half_done(driver, process)
            neo4j_server.kill()
            began = time.monotonic()
            error = process.communicate()[1].decode()
            assert time.monotonic() - began < 60
        neo4j_server.start()
        assert process.returncode == 1
        assert "the load was broken off after " in error
        assert "records; run the same command again, and it does the rest" in error
        assert "Traceback" not in error
        assert ics("load", "--to", neo4j_server.uri, "--data", str(folder))[0] == 0
        assert ics("load", "--to", neo4j_server.uri, "--data", str(folder), "--verify")[0] == 0
        empty(driver)
