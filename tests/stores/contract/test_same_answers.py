"""Every question, with its own example and others, has the very same answer on SQLite and on Neo4j."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from ics_graph.cli.main import commands
from ics_graph.dataset import read_datasets
from ics_graph.ontology import Ontology
from ics_graph.questions import all_questions
from ics_graph.stores.neo4j import Connection, sync
from ics_graph.stores.sqlite import shipped_datasets
from ics_graph.stores.sqlite.building import build

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
