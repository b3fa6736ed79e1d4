"""Every question, with its own example and others, has the very same answer on SQLite and on Neo4j."""

from __future__ import annotations

import json
import shlex
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from neo4j import GraphDatabase

from ics_graph.answering.lookup import LookupFailed
from ics_graph.cli.main import commands
from ics_graph.dataset import read_datasets
from ics_graph.model.decisions import DECISION_RECORDS, references_in
from ics_graph.ontology import Ontology
from ics_graph.questions import all_questions
from ics_graph.stores.neo4j import Connection, Neo4jStore, sync
from ics_graph.stores.sqlite import SQLiteStore, shipped_datasets
from ics_graph.stores.sqlite.building import build
from tests.stores.neo4j.plans import scans

VIEWS = ("", "--as-of 2019-06-01 --planned --uncertain", "--no-rules --planned")
OWN_COMMANDS = ("show", "find", "stats")


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory, neo4j_url: str, neo4j_auth: tuple[str, str], ontology: Ontology
) -> Iterator[tuple[str, str]]:
    """The shipped datasets in an SQLite file and in Neo4j."""
    dataset = read_datasets(shipped_datasets(), ontology).dataset
    file: Path = tmp_path_factory.mktemp("both") / "store.sqlite"
    build(file, dataset, ontology)
    with Connection(neo4j_url, *neo4j_auth) as connection:
        sync(connection, dataset, ontology)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_GRAPH_NEO4J_USER", neo4j_auth[0])
        patch.setenv("ICS_GRAPH_NEO4J_PASSWORD", neo4j_auth[1])
        yield str(file), neo4j_url


MOST_ROUND_TRIPS = 12
_ENDS = ("giver", "holder", "deputy")


@pytest.mark.parametrize("name", all_questions())
def test_a_question_takes_few_round_trips_and_each_starts_from_an_index(
    both: tuple[str, str], name: str, neo4j_auth: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    queries: list[tuple[str, dict[str, Any]]] = []
    stream = Connection.stream

    def counted(self: Connection, query: str, gather: Any, **parameters: Any) -> Any:
        queries.append((query, parameters))
        return stream(self, query, gather, **parameters)

    monkeypatch.setattr(Connection, "stream", counted)
    words = [*([] if name in OWN_COMMANDS else ["ask"]), *shlex.split(all_questions()[name].example)]
    assert CliRunner().invoke(commands, [*words, "--store", both[1]]).exception is None
    assert 1 < len(queries) <= MOST_ROUND_TRIPS
    with GraphDatabase.driver(both[1], auth=neo4j_auth) as driver:
        for query, parameters in dict(queries).items():
            plan = driver.execute_query(f"EXPLAIN {query}", parameters, routing_="r").summary.plan
            assert plan is not None
            assert scans(plan) == [], query


def test_records_of_schemes_are_the_same_and_found_by_an_index(
    both: tuple[str, str], neo4j_auth: tuple[str, str], ontology: Ontology
) -> None:
    dataset = read_datasets(shipped_datasets(), ontology).dataset
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for section in DECISION_RECORDS:
        for record in dataset.section(section).values():
            wanted[section, "id"].add(record.id)
            for name, _, id_ in references_in(section, record):
                wanted[section, name].add(id_)
    # Of a body that is in several fields each has its own records, whichever was asked for first.
    bodies = {id_ for (section, by), ids in wanted.items() if section == "grants" and by in _ENDS for id_ in ids}
    wanted |= {("grants", by): bodies for by in _ENDS} | {("rights", "function"): {"change to the constitution"}}
    queries: list[tuple[str, dict[str, Any]]] = []
    with SQLiteStore(Path(both[0])) as embedded, Neo4jStore(both[1]) as graph:
        graph.connection.heard = lambda query, parameters: queries.append((query, dict(parameters)))
        ahead = graph.for_one_answer()
        for (section, by), ids in wanted.items():
            there = embedded.filed(section, sorted(ids), by)
            assert there or by in _ENDS, (section, by)
            assert graph.filed(section, sorted(ids), by) == ahead.filed(section, sorted(ids), by) == there
            for id_ in sorted(ids)[:40]:
                if by in ("body", *_ENDS):
                    assert ahead.filed(section, [id_], by) == embedded.filed(section, [id_], by)
            assert ahead.filed(section, ["nothing"], by) == []
        with GraphDatabase.driver(both[1], auth=neo4j_auth) as driver:
            for query, parameters in dict(queries).items():
                plan = driver.execute_query(f"PROFILE {query}", parameters, routing_="r").summary.profile
                assert plan is not None
                assert scans(plan) == [], query


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", all_questions())
def test_a_question_has_one_answer(both: tuple[str, str], name: str, view: str) -> None:
    words = [
        *([] if name in OWN_COMMANDS else ["ask"]),
        *shlex.split(all_questions()[name].example),
        *shlex.split(view),
    ]
    answers = [CliRunner().invoke(commands, [*words, "--format", "json", "--store", store]) for store in both]
    assert [answer.exception for answer in answers] == [None, None]
    assert json.loads(answers[0].stdout)["question"] == name
    assert answers[0].stdout == answers[1].stdout


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("accountable-to QHM --as-of 2021-06-01", "stp-cumbria-and-north-east"),
        ("accountable-to qhm --as-of 2022-07-01", "icb-north-east-and-north-cumbria"),
        ("accountable-to 16C --as-of 2021-06-01", "ccg-tees-valley"),
        ("members 16C --as-of 2023-06-01", "sub-icb-16c"),
    ],
)
def test_a_code_means_the_same_body_of_the_day(both: tuple[str, str], words: str, body: str) -> None:
    asked = ["ask", *shlex.split(words), "--format", "json"]
    answers = [CliRunner().invoke(commands, [*asked, "--store", store]) for store in both]
    assert [answer.exception for answer in answers] == [None, None]
    assert json.loads(answers[0].stdout)["parameters"]["body"] == body
    assert answers[0].stdout == answers[1].stdout


@pytest.mark.parametrize("words", ["QHM", "13T"])
def test_a_code_without_a_day_lists_the_same_choices(both: tuple[str, str], words: str) -> None:
    answers = [CliRunner().invoke(commands, ["ask", "members", words, "--store", store]) for store in both]
    assert [str(answer.exception) for answer in answers] == [f"'{words}' may be any of 2"] * 2
    advice = [answer.exception.advice for answer in answers if isinstance(answer.exception, LookupFailed)]
    assert "from 1 July 2022" in advice[0]
    assert advice[0] == advice[1]


@pytest.mark.parametrize(
    "words", ["", "--as-of 2022-08-01 --older-than 6", "--within 'North East and North Cumbria ICS'"]
)
def test_the_checks_find_the_same(both: tuple[str, str], words: str) -> None:
    asked = ["lint", *shlex.split(words), "--format", "json"]
    answers = [CliRunner().invoke(commands, [*asked, "--store", store]) for store in both]
    assert [answer.exception for answer in answers] == [None, None]
    assert json.loads(answers[0].stdout)["findings"]
    assert answers[0].stdout == answers[1].stdout


@pytest.mark.parametrize("words", ["--by body", "--by system --as-of 2019-06-01", "--by type --as-of 2022-08-01"])
def test_what_is_stated_is_the_same(both: tuple[str, str], words: str) -> None:
    asked = ["ask", "stated", *shlex.split(words), "--format", "json"]
    answers = [CliRunner().invoke(commands, [*asked, "--store", store]) for store in both]
    assert [answer.exception for answer in answers] == [None, None]
    assert answers[0].stdout == answers[1].stdout


def test_a_board_paper_is_the_same(both: tuple[str, str], tmp_path: Path) -> None:
    for number, store in enumerate(both):
        words = ["report", "North East and North Cumbria ICS", "--as-of", "2019-06-01", "--store", store]
        assert CliRunner().invoke(commands, [*words, "-o", str(tmp_path / f"{number}.html")]).exception is None
    assert (tmp_path / "0.html").read_bytes() == (tmp_path / "1.html").read_bytes()
