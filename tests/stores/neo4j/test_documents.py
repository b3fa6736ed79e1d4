"""What docs/how-to/neo4j.md says: its questions in Cypher answer as the terminal does; its compose file is sound."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from neo4j import Driver, GraphDatabase

from ics_graph.cli.main import commands
from ics_graph.dataset import read_datasets
from ics_graph.ontology import load_ontology
from ics_graph.stores.neo4j import Connection, sync
from ics_graph.stores.sqlite import shipped_datasets
from tests.asking import ROOT
from tests.stores.neo4j.plans import scans

PAGE = (ROOT / "docs" / "how-to" / "neo4j.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```cypher\n// ics-graph ([^\n]+)\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def shipped(neo4j_url: str, neo4j_auth: tuple[str, str]) -> Iterator[Driver]:
    """A driver of a server with the shipped datasets."""
    ontology = load_ontology()
    with Connection(neo4j_url, *neo4j_auth) as connection:
        sync(connection, read_datasets(shipped_datasets(), ontology).dataset, ontology)
    with GraphDatabase.driver(neo4j_url, auth=neo4j_auth, liveness_check_timeout=0) as driver:
        yield driver


def answered(command: str) -> list[dict[str, Any]]:
    """Return the rows of the command line's answer that are in effect."""
    done = CliRunner().invoke(commands, [*shlex.split(command), "--format", "json"])
    assert done.exception is None, done.output
    return [row for row in json.loads(done.stdout)["rows"] if row["heading"] == "in effect"]


def test_there_are_twenty_questions_of_twenty_kinds() -> None:
    assert PAGE.count("```cypher") == len(BLOCKS) == 20
    assert len({command for command, _ in BLOCKS}) == 20


@pytest.mark.parametrize(("command", "query"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_a_question_in_cypher_has_the_answer_of_the_command(shipped: Driver, command: str, query: str) -> None:
    """The columns that are called as in the JSON of an answer are compared, whatever the order of the rows."""
    found = shipped.execute_query(query, graph="ics", routing_="r")
    rows = answered(command)
    compared = [key for key in found.keys if all(key in row for row in rows)]
    assert "id" in compared
    assert rows
    # Of stats only the types of entities are asked in Cypher.
    kinds = {record["relation"] for record in found.records} if command == "stats" else set()
    expected = {tuple(row[key] for key in compared) for row in rows if not kinds or row["relation"] in kinds}
    if command == "ask gaps":  # an answer has the words of a topic, and the graph the topic itself
        expected = {tuple(cell.replace("terms of reference", "terms-of-reference") for cell in row) for row in expected}
    assert {tuple(record[key] for key in compared) for record in found.records} == expected


@pytest.mark.parametrize(("command", "query"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_a_question_in_cypher_starts_from_an_index(shipped: Driver, command: str, query: str) -> None:
    """No label that all graphs of a database share is scanned; one of a type, which Neo4j has listed, may be."""
    plan = shipped.execute_query(f"EXPLAIN {query}", graph="ics", routing_="r").summary.plan
    assert plan is not None
    assert scans(plan) == []


def test_the_sources_of_a_line_are_walked_to(shipped: Driver) -> None:
    walked = shipped.execute_query(
        "MATCH (:Name {graph: 'ics', key: 'cddft'})-[:NAMES]->(a:Entity)-[line:MEMBER_OF]->(:Entity) "
        "MATCH (a)-[cited:CITED {line: line.id}]->(source:Source) RETURN line.id, source.id, cited.locator"
    )
    listed = shipped.execute_query(
        "MATCH (:Name {graph: 'ics', key: 'cddft'})-[:NAMES]->(:Entity)-[line:MEMBER_OF]->(:Entity) "
        "UNWIND range(0, size(line.claim_sources) - 1) AS at "
        "RETURN line.id, line.claim_sources[at], nullIf(line.claim_locators[at], '')"
    )
    found = {tuple(record.values()) for record in walked.records}
    assert found == {tuple(record.values()) for record in listed.records}
    assert len(found) > 1


def test_the_compose_file_runs_a_community_server_for_this_computer_alone() -> None:
    service = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["neo4j"]
    assert service["image"] == "neo4j:5.26-community"
    assert all(str(port).startswith("127.0.0.1:") for port in service["ports"])
    # The password is the environment's, and without one it does not start.
    assert re.fullmatch(r"neo4j/\$\{NEO4J_PASSWORD:\?.+\}", service["environment"]["NEO4J_AUTH"])
    assert any(volume.endswith(":/data") for volume in service["volumes"])
    assert {"test", "interval", "timeout", "retries", "start_period"} <= set(service["healthcheck"])


def test_the_compose_file_names_the_server_that_the_tests_run() -> None:
    pom = (ROOT / "tests" / "stores" / "neo4j" / "pom.xml").read_text(encoding="utf-8")
    version = re.search(r"<neo4j\.version>(\d+\.\d+)", pom)
    assert version is not None
    assert f"neo4j:{version[1]}-community" in (ROOT / "compose.yaml").read_text(encoding="utf-8")
