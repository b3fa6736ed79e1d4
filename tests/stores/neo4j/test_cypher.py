"""``ics-graph cypher`` reads and never writes; ``--show-cypher`` shows what ran, and that it runs again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from ics_graph.cli.cypher import Value
from ics_graph.stores.neo4j.paste import literal, pasted
from tests.conftest import Ics
from tests.stores.neo4j.datasets import village
from tests.stores.neo4j.test_graphs import of_graph


@pytest.fixture
def driver(with_password: str, neo4j_auth: tuple[str, str]) -> Iterator[Driver]:
    """A driver of the server."""
    with GraphDatabase.driver(with_password, auth=neo4j_auth, liveness_check_timeout=0) as driver:
        yield driver


@pytest.fixture
def ash(ics: Ics, with_password: str, empty_neo4j: str, tmp_path: Path) -> str:
    """The address of a server with a village in the graph of that name, and in no other."""
    folder = village(tmp_path / "ash", "Ash")
    assert ics("load", "--to", with_password, "--data", str(folder), "--graph", "ash")[0] == 0
    return with_password


WRITES = (
    "CREATE (n:Mine) RETURN n",
    "MATCH (n:Entity) SET n.name = 'other' RETURN n.name",
    "MATCH (n) DETACH DELETE n",
    "MERGE (n:Entity {id: 'board'})",
    "MATCH (n:Entity) REMOVE n:IcsGraph",
    "UNWIND [1, 2] AS x CALL (x) { CREATE (:Mine {x: x}) } IN TRANSACTIONS OF 1 ROWS",
    "CREATE INDEX mine IF NOT EXISTS FOR (n:Mine) ON (n.x)",
    "CREATE CONSTRAINT mine IF NOT EXISTS FOR (n:Mine) REQUIRE n.x IS UNIQUE",
    "DROP CONSTRAINT ics_graph_ref",
    "CALL db.createLabel('Mine')",
    "CREATE USER mine SET PASSWORD 'mine-mine-mine'",
    "/* RETURN 1 */ cReAtE (:Mine)",
)


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_query_that_writes_is_refused_and_changes_nothing(ash: str, driver: Driver, ics: Ics, scheme: str) -> None:
    address = f"{scheme}://{ash.partition('://')[2]}"

    def everything() -> tuple[object, ...]:
        schema = ("SHOW CONSTRAINTS YIELD name", "SHOW INDEXES YIELD name", "SHOW USERS YIELD user", "CALL db.labels()")
        shown = [sorted(str(record.values()) for record in driver.execute_query(query).records) for query in schema]
        count = driver.execute_query("MATCH (n) RETURN count(n)").records[0][0]
        return of_graph(driver, "ash"), shown, count

    before = everything()
    for query in WRITES:
        status, out, err = ics("cypher", query, "--store", address)
        assert (status, out) == (2, ""), query
        assert "This query writes, and here only reading is allowed; nothing was changed." in err
    assert everything() == before


def test_what_only_reads_is_not_refused_for_the_words_in_it(ash: str, ics: Ics) -> None:
    query = "UNWIND ['CREATE', 'SET'] AS word CALL (word) { RETURN word AS w } IN TRANSACTIONS OF 1 ROWS RETURN w"
    assert ics("cypher", query, "--store", ash, "--format", "csv") == (0, "w\nCREATE\nSET\n", "")


def test_what_the_server_warns_of_is_said(ash: str, ics: Ics) -> None:
    status, out, err = ics("cypher", "MATCH (n:Entyti) RETURN n.nmae AS name", "--store", ash, "-f", "csv")
    assert (status, out) == (0, "name\n")
    assert "The server warns: label does not exist. The label `Entyti` does not exist." in err
    assert "The server warns: property key does not exist. The property `nmae` does not exist." in err


def test_the_name_of_the_graph_and_other_parameters_are_given(ash: str, ics: Ics) -> None:
    query = "MATCH (n:Group {graph: $graph}) WHERE n.id IN $ids RETURN n.id AS id, n.name AS name ORDER BY id"
    words = ("cypher", query, "--store", ash, "--graph", "ash", "-p", 'ids=["group-0", "group-2"]', "-f", "csv")
    assert ics(*words) == (0, "id,name\ngroup-0,Ash Group 0\ngroup-2,Ash Group 2\n", "")
    assert ics("cypher", "MATCH (n {graph: $graph}) RETURN n", "--store", ash)[1].splitlines()[:1] == ["n"]


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("a=12", 12),
        ("a=-0.5", -0.5),
        ("a=true", True),
        ("a=null", None),
        ("a=[1, 2]", [1, 2]),
        ('a="12"', "12"),
        ("a=2019-06-01", "2019-06-01"),
        ("a=NHS = care", "NHS = care"),
        ("a=", ""),
        ("a=NaN", "NaN"),
        ("a=99999999999999999999", "99999999999999999999"),
    ],
)
def test_a_parameter_that_reads_as_json_is_that_and_else_text(given: str, value: object) -> None:
    assert Value().convert(given, None, None) == ("a", value)


def test_nodes_lines_paths_and_days_are_written_readably(ash: str, ics: Ics) -> None:
    query = (
        "MATCH path = (group:Group {graph: $graph})-[line:REPORTS_TO]->(board:Board) WHERE group.id = 'group-0' "
        "RETURN group, line, path, group.end_max AS until, {of: [board.name, null, 1.5, true]} AS things"
    )
    words = ("cypher", query, "--store", ash, "--graph", "ash")
    status, out, _ = ics(*words)
    assert status == 0
    assert "(:Entity:Group:OrganisationalUnit {certainty: 'stated'," in out
    assert "[:REPORTS_TO {certainty: 'stated'," in out
    assert "(Ash Group 0) -[:REPORTS_TO]-> (Ash Board)" in out
    assert "9999-12-31" in out
    assert "{of: ['Ash Board', null, 1.5, true]}" in out
    assert "digest" not in out
    (row,) = json.loads(ics(*words, "-f", "json")[1])["rows"]
    assert row["group"]["labels"] == ["Entity", "Group", "IcsGraph", "OrganisationalUnit"]
    assert row["group"]["properties"]["name"] == "Ash Group 0"
    assert (row["line"]["type"], row["line"]["from"]) == ("REPORTS_TO", "ash/entities/group-0")
    assert [node["properties"]["id"] for node in row["path"]["nodes"]] == ["group-0", "board"]
    assert row["until"] == "9999-12-31"
    assert row["things"] == {"of": ["Ash Board", None, 1.5, True]}
    backwards = "MATCH path = (b:Board)<-[:REPORTS_TO]-(g:Group {id: 'group-0'}) RETURN path"
    assert "(Ash Board) <-[:REPORTS_TO]- (Ash Group 0)" in ics("cypher", backwards, "--store", ash)[1]


def test_a_cell_that_a_spreadsheet_would_run_is_made_safe_and_numbers_stay_numbers(ash: str, ics: Ics) -> None:
    query = "RETURN '=1+1' AS `=a`, '@x' AS b, -5 AS c, 'two\nlines, and \"more\"' AS d, null AS e"
    status, out, err = ics("cypher", query, "--store", ash, "--format", "csv")
    assert (status, err) == (0, "")
    assert list(csv.reader(io.StringIO(out))) == [
        ["'=a", "b", "c", "d", "e"],
        ["'=1+1", "'@x", "-5", 'two\nlines, and "more"', ""],
    ]


@pytest.mark.parametrize(("limit", "more"), [("9", True), ("10", False), ("11", False)])
def test_a_limit_says_when_there_is_more(ash: str, ics: Ics, limit: str, more: bool) -> None:
    words = ("cypher", "UNWIND range(1, 10) AS x RETURN x", "--store", ash, "--format", "csv", "--limit", limit)
    status, out, err = ics(*words)
    assert status == 0
    assert len(out.splitlines()) == min(int(limit), 10) + 1
    assert ("There is more: these are the first 9 rows" in err) is more


def test_a_thousand_rows_are_the_most_by_default(ash: str, ics: Ics) -> None:
    status, out, err = ics("cypher", "UNWIND range(1, 100000000) AS x RETURN x", "--store", ash, "--format", "csv")
    assert (status, len(out.splitlines())) == (0, 1001)
    assert "the first 1,000 rows" in err


def test_a_query_that_takes_too_long_is_stopped_and_said(ash: str, ics: Ics) -> None:
    query = "UNWIND range(1, 100000000) AS x UNWIND range(1, 1000) AS y RETURN sum(x * y)"
    status, out, err = ics("cypher", query, "--store", ash, "--timeout", "0.5")
    assert (status, out) == (1, "")
    assert "stopped the query, as it took longer than it may (0.5 s); ask for less, or allow more with --timeout" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("MATC (n) RETURN n",), "Invalid input 'MATC'"),
        (("RETURN $missing",), "Expected parameter(s): missing"),
        (("RETURN 1", "-p", "nothing"), "'nothing' is not name=value"),
        (("RETURN 1", "--limit", "0"), "--limit"),
        (("RETURN 1", "--format", "xml"), "'xml' is not one of"),
    ],
)
def test_what_is_mistyped_is_a_usage_error(ash: str, ics: Ics, words: tuple[str, ...], said: str) -> None:
    status, out, err = ics("cypher", *words, "--store", ash)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize("store", [(), ("--store", "graph.sqlite")])
def test_cypher_is_asked_of_neo4j_alone(ics: Ics, store: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ICS_GRAPH_STORE", raising=False)
    status, out, err = ics("cypher", "RETURN 1", *store)
    assert (status, out) == (2, "")
    assert "Cypher is asked of Neo4j; name the server with --store neo4j://…" in err


# --- what ran ---


def test_what_ran_is_shown_and_runs_again(ash: str, ics: Ics, driver: Driver) -> None:
    words = ("ask", "reporting-into", "board", "--as-of", "2019-07-01", "--store", ash, "--graph", "ash")
    status, out, err = ics(*words, "--show-cypher")
    assert status == 0
    assert out == ics(*words)[1]
    blocks = [block for block in err.split("\n\n") if block]
    assert len(blocks) > 1
    found: list[str] = []
    for block in blocks:
        lines = block.splitlines()
        given = [line.removeprefix(":param ").split(" => ", 1) for line in lines if line.startswith(":param ")]
        query = "\n".join(line for line in lines if not line.startswith(":param ")).removesuffix(";")
        assert query
        asked = "RETURN " + ", ".join(f"{value} AS {name}" for name, value in given)
        parameters = dict(driver.execute_query(asked).records[0]) if given else {}
        found += [str(record.values()) for record in driver.execute_query(query, parameters).records]
    assert any("'reportsTo'" in row and "'group-2'" in row for row in found)
    assert ":param day => date('2019-07-01')" in err


def test_an_answer_is_drawn_by_one_query(ash: str, ics: Ics, driver: Driver) -> None:
    words = ("ask", "reporting-into", "board", "--store", ash, "--graph", "ash")
    status, out, err = ics(*words, "--draw-cypher")
    assert status == 0
    assert out == ics(*words)[1]
    lines = err.strip().splitlines()
    given = [line.removeprefix(":param ").split(" => ", 1) for line in lines if line.startswith(":param ")]
    query = "\n".join(line for line in lines if not line.startswith(":param ")).removesuffix(";")
    literals = ", ".join(f"{value} AS {name}" for name, value in given)
    parameters = dict(driver.execute_query(f"RETURN {literals}").records[0])
    drawn = driver.execute_query(query, parameters).records
    ends = {(record["body"]["id"], record["line"]["id"], record["other"]["id"]) for record in drawn if record["line"]}
    assert {("group-0", "line-0", "board"), ("group-2", "line-2", "board")} <= ends
    assert {line for _, line, _ in ends} == {"line-0", "line-1", "line-2"}


def test_only_a_graph_in_neo4j_is_drawn_by_cypher(ics: Ics) -> None:
    status, _, err = ics("ask", "members", "board", "--draw-cypher")
    assert status == 2
    assert "--draw-cypher is for a graph in Neo4j" in err


@pytest.mark.parametrize(
    "value",
    [
        "it's \\ 'so'\n\r\t\0 \u2028 é 🜁",
        12,
        -0.5,
        1e300,
        True,
        None,
        ["a", [1, None]],
        {"a b`c": "d"},
    ],
)
def test_a_value_is_written_as_cypher_reads_it(driver: Driver, value: object) -> None:
    text = literal(value)
    assert "\n" not in text
    assert driver.execute_query(f"RETURN {text} AS value").records[0]["value"] == value


def test_a_day_is_written_as_a_day() -> None:
    assert pasted("RETURN $day;", {"day": date(2019, 6, 1)}) == ":param day => date('2019-06-01')\nRETURN $day;"
