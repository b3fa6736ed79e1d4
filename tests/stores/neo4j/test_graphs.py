"""Graphs side by side in one database, loads that would remove much, and loads that are broken off."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from ics_graph.dataset import read_datasets
from ics_graph.model import Dataset, Entity, Relation
from ics_graph.model.records import RECORDS
from ics_graph.ontology import load_ontology
from ics_graph.stores import open_store
from ics_graph.stores.neo4j import Change, Connection, sync
from ics_graph.stores.neo4j.elements import BUCKETS, bucket_of
from tests.asking import ROOT
from tests.conftest import Ics
from tests.stores.neo4j.datasets import county, village
from tests.stores.neo4j.server import Neo4jServer


def of_graph(driver: Driver, graph: str) -> set[str]:
    """Return all that is in a graph, as text, but for when it was loaded and by what."""
    nodes = "MATCH (n:IcsGraph) WHERE n.graph = $graph RETURN n.ref, labels(n), properties(n)"
    lines = "MATCH (s:IcsGraph)-[l]->(o) WHERE s.graph = $graph RETURN s.ref + ' ' + o.ref, [type(l)], properties(l)"
    found = [r.values() for query in (nodes, lines) for r in driver.execute_query(query, graph=graph).records]
    of_the_load = ("loaded_at", "version", "commit")
    return {
        f"{ref} {sorted(labels)} {sorted(item for item in said.items() if item[0] not in of_the_load)}"
        for ref, labels, said in found
    }


def names(ran: tuple[int, str, str]) -> set[str]:
    """Return the names of an answer that was written as CSV."""
    assert (ran[0], ran[2]) == (0, "")
    return {line.split(",")[0] for line in ran[1].splitlines()[1:]}


def test_two_graphs_lie_side_by_side_and_know_nothing_of_each_other(
    ics: Ics, with_password: str, empty_neo4j: str, neo4j_auth: tuple[str, str], tmp_path: Path
) -> None:
    ash, elm = village(tmp_path / "ash", "Ash"), village(tmp_path / "elm", "Elm", 5)
    to = ("--to", with_password)
    assert ics("load", *to, "--data", str(ash), "--graph", "ash")[0] == 0
    assert ics("load", *to, "--data", str(elm), "--graph", "elm")[0] == 0

    def asked(graph: str, *words: str) -> tuple[int, str, str]:
        return ics(*words, "--store", with_password, "--graph", graph, "--format", "csv")

    assert names(asked("ash", "ask", "reporting-into", "board")) == {f"group-{n}" for n in range(3)}
    assert names(asked("elm", "ask", "reporting-into", "board")) == {f"group-{n}" for n in range(5)}
    assert "Elm" not in asked("ash", "stats")[1] + asked("ash", "find", "Board")[1] + asked("ash", "show", "board")[1]
    assert asked("ash", "show", "Elm Board")[0] == 2
    assert "holds no graph of ics-graph of the name 'oak'" in asked("oak", "stats")[2]

    with GraphDatabase.driver(with_password, auth=neo4j_auth) as driver:
        before = of_graph(driver, "elm")
        edited = village(tmp_path / "less", "Ash", 2)
        assert ics("load", *to, "--data", str(edited), "--graph", "ash")[0] == 0
        driver.execute_query("MATCH (n:IcsGraph {graph: 'ash'}) DETACH DELETE n")
        assert of_graph(driver, "elm") == before
        assert of_graph(driver, "ash") == set()
    assert names(asked("elm", "ask", "reporting-into", "board")) == {f"group-{n}" for n in range(5)}


def test_the_graph_may_be_named_by_the_environment(
    ics: Ics, with_password: str, empty_neo4j: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICS_GRAPH_NEO4J_GRAPH", "ash")
    assert ics("load", "--to", with_password, "--data", str(village(tmp_path / "ash", "Ash")))[0] == 0
    assert "Ash Board" in ics("show", "board", "--store", with_password)[1]
    monkeypatch.delenv("ICS_GRAPH_NEO4J_GRAPH")
    assert "holds no graph" in ics("show", "board", "--store", with_password)[2]


def test_a_name_that_no_graph_can_have_is_refused(ics: Ics, with_password: str, tmp_path: Path) -> None:
    folder = village(tmp_path / "ash", "Ash")
    status, _, err = ics("load", "--to", with_password, "--data", str(folder), "--graph", "a/b")
    assert (status, err) == (1, "'a/b' cannot be the name of a graph; use letters, digits, - and _\n")


@pytest.mark.parametrize("option", [("--graph", "ash"), ("--show-cypher",)])
def test_what_is_for_neo4j_is_refused_without_it(ics: Ics, option: tuple[str, ...]) -> None:
    status, out, err = ics("stats", *option)
    assert (status, out) == (2, "")
    assert f"{option[0]} is for a graph in Neo4j; name it with --store neo4j://…" in err


def test_a_load_that_would_remove_much_wants_force(
    ics: Ics, with_password: str, empty_neo4j: str, neo4j_auth: tuple[str, str], tmp_path: Path
) -> None:
    full, few = village(tmp_path / "full", "Ash", 40), village(tmp_path / "few", "Ash", 25)
    to = ("load", "--to", with_password, "--data")
    assert ics(*to, str(full))[0] == 0
    with GraphDatabase.driver(with_password, auth=neo4j_auth) as driver:
        before = of_graph(driver, "ics")
        status, out, err = ics(*to, str(few))
        assert (status, out) == (1, "")
        assert "this would remove 30 of the 81 records of the graph 'ics', more than 20% of them" in err
        assert "add --force" in err
        assert of_graph(driver, "ics") == before
        status, out, err = ics(*to, str(few), "--dry-run")
        assert (status, err) == (0, "")
        assert ["entities", "0", "0", "15"] in [line.split() for line in out.splitlines()]
        assert of_graph(driver, "ics") == before
    assert ics(*to, str(few), "--force")[0] == 0
    assert ics("ask", "reporting-into", "board", "--store", with_password, "--format", "csv")[1].count("group-") == 25


def loading(url: str, auth: tuple[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """Start a load in a process of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ICS_GRAPH_")}
    return subprocess.Popen(
        [sys.executable, "-m", "ics_graph", "load", "--to", url, "--data", str(folder)],
        cwd=ROOT,
        env={**kept, "ICS_GRAPH_NEO4J_PASSWORD": auth[1], "ICS_GRAPH_CACHE": str(folder.parent / "cache")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def until_half_done(driver: Driver, process: subprocess.Popen[bytes]) -> None:
    """Return when a load has written a part of the lines of a county, which are what it writes last."""
    query = "MATCH (:Entity:IcsGraph)-[l:REPORTS_TO]->() RETURN count(l) AS drawn"
    deadline = time.monotonic() + 120
    while driver.execute_query(query).records[0]["drawn"] == 0:
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        assert time.monotonic() < deadline


@pytest.mark.slow
def test_a_load_that_is_killed_and_a_server_that_crashes_are_made_good_by_loading_again(
    neo4j_server: Neo4jServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ics: Ics
) -> None:
    monkeypatch.setenv("ICS_GRAPH_NEO4J_PASSWORD", neo4j_server.auth[1])
    url, folder = neo4j_server.uri, county(tmp_path / "county")
    with GraphDatabase.driver(url, auth=neo4j_server.auth, liveness_check_timeout=0) as driver:
        empty(driver)
        with loading(url, neo4j_server.auth, folder) as process:
            # The password is nowhere in what others can see of a process.
            assert neo4j_server.auth[1] not in Path(f"/proc/{process.pid}/cmdline").read_text(encoding="utf-8")
            until_half_done(driver, process)
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
        neo4j_server.kill()
        neo4j_server.start()
        # A first load that was broken off is no graph yet, and says so.
        status, _, err = ics("stats", "--store", url)
        assert status == 1
        assert "holds no whole graph yet: a load began at" in err
        assert ics("load", "--to", url, "--data", str(folder))[0] == 0
        mended = of_graph(driver, "ics")
        dataset, ontology = read_datasets([folder]).dataset, load_ontology()
        with Connection(url, *neo4j_server.auth) as connection:
            assert not any(sync(connection, dataset, ontology, dry_run=True).values())
            sync(connection, dataset, ontology, graph="whole")
        whole = {line.replace("whole/", "ics/").replace("'whole'", "'ics'") for line in of_graph(driver, "whole")}
        assert without_digests(mended) == without_digests(whole)
        empty(driver)


def empty(driver: Driver) -> None:
    """Remove all nodes, a few at a time."""
    with driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


def without_digests(lines: set[str]) -> set[str]:
    """Return what is in a graph but for its digests, which cover the graph's name."""
    return {re.sub(r"\('digest', \d+\)", "", line) for line in lines}


def test_readers_are_told_of_a_load_that_is_under_way(
    ics: Ics, with_password: str, empty_neo4j: str, neo4j_auth: tuple[str, str], tmp_path: Path
) -> None:
    folder = village(tmp_path / "ash", "Ash")
    assert ics("load", "--to", with_password, "--data", str(folder))[0] == 0
    dataset, ontology = read_datasets([village(tmp_path / "elm", "Elm")]).dataset, load_ontology()

    class StoppedHere(Exception):
        pass

    def stop(text: str, share: float | None = None) -> None:
        if text.startswith("writing names"):
            raise StoppedHere

    with Connection(with_password, *neo4j_auth) as connection, pytest.raises(StoppedHere):
        sync(connection, dataset, ontology, progress=stop)
    notice = "A load of this graph began at"
    with open_store(with_password) as store:
        assert any(told.startswith(notice) for told in store.notices())
    assert notice in ics("ask", "reporting-into", "board", "--store", with_password)[1]
    assert ics("load", "--to", with_password, "--data", str(tmp_path / "elm"))[0] == 0
    said = ics("ask", "reporting-into", "board", "--store", with_password)[1]
    assert notice not in said
    assert "Elm" in said
    assert "Ash" not in said


def test_a_small_change_reads_only_what_lies_beside_it(
    with_password: str, empty_neo4j: str, neo4j_auth: tuple[str, str]
) -> None:
    """The server adds up what it holds, and only the buckets whose sums differ are read one by one."""
    bodies = {f"g{n}": Entity(f"g{n}", "Group", f"Group {n}") for n in range(200)}
    relations = {f"line-{n}": Relation(f"line-{n}", f"g{n}", "reportsTo", f"g{n + 1}") for n in range(199)}
    dataset, ontology = Dataset(entities=bodies, relations=relations), load_ontology()
    read: list[list[int]] = []
    with (
        Connection(with_password, *neo4j_auth) as connection,
        GraphDatabase.driver(with_password, auth=neo4j_auth) as driver,
    ):
        sync(connection, dataset, ontology)
        connection.heard = lambda query, values: read.append(values["buckets"]) if "buckets" in values else None
        assert not any(sync(connection, dataset, ontology).values())
        assert read == []
        changed = replace(dataset, relations={**relations, "line-7": replace(relations["line-7"], note="new")})
        assert sync(connection, changed, ontology)["relations"] == Change(changed=1)
        assert read == [[bucket_of("line-7")]]
        # What lacks a digest cannot be added up, so everything is looked at.
        driver.execute_query("MATCH (n:Group {id: 'g3'}) REMOVE n.digest")
        read.clear()
        assert sync(connection, changed, ontology)["entities"] == Change(changed=1)
        assert [len(buckets) for buckets in read] == [BUCKETS]


def test_what_is_taken_away_behind_its_back_is_put_back(
    with_password: str, empty_neo4j: str, neo4j_auth: tuple[str, str]
) -> None:
    bodies = {f"g{n}": Entity(f"g{n}", "Group", f"Group {n}") for n in range(50)}
    relations = {f"line-{n}": Relation(f"line-{n}", f"g{n}", "reportsTo", f"g{n + 1}") for n in range(49)}
    dataset, ontology = Dataset(entities=bodies, relations=relations), load_ontology()
    with (
        Connection(with_password, *neo4j_auth) as connection,
        GraphDatabase.driver(with_password, auth=neo4j_auth) as driver,
    ):
        sync(connection, dataset, ontology)
        driver.execute_query("MATCH (:Group {id: 'g3'})-[l:REPORTS_TO]->() DELETE l")
        driver.execute_query("MATCH (n:Name) WHERE n.text = 'Group 9' DETACH DELETE n")
        assert sync(connection, dataset, ontology) == {
            **{section: Change() for section in RECORDS},
            "relations": Change(added=1),
            "names": Change(added=1),
        }
        assert (
            driver.execute_query("MATCH (n:Name)-[:NAMES]->(b) WHERE n.text = 'Group 9' RETURN b.id").records[0][0]
            == "g9"
        )


def test_a_load_tells_how_far_it_is(with_password: str, empty_neo4j: str, neo4j_auth: tuple[str, str]) -> None:
    bodies = {f"g{n}": Entity(f"g{n}", "Group", f"Group {n}") for n in range(50)}
    relations = {f"line-{n}": Relation(f"line-{n}", f"g{n % 50}", "reportsTo", f"g{n % 49}") for n in range(4_000)}
    told: list[tuple[str, float | None]] = []
    with Connection(with_password, *neo4j_auth) as connection:
        dataset = Dataset(entities=bodies, relations=relations)
        sync(connection, dataset, load_ontology(), progress=lambda text, share=None: told.append((text, share)))
    shares = [(text, share) for text, share in told if text.startswith("writing relations")]
    assert [text for text, _ in shares] == ["writing relations (0)", "writing relations (2,000)"]
    assert shares[0][1] == 0
    assert 0.4 < (shares[1][1] or 0) <= 1
    assert ("comparing relations", None) in told
