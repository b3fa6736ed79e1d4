"""/api/ask?q=…: the answer with how it was read, or a problem with the readings; within the guards of the server."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.stores.sqlite import SQLiteStore
from ics_graph.stores.sqlite.building import build
from tests.asking import SMALL
from tests.explorer.serving import Client, serving


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server of the small system."""
    path = tmp_path_factory.mktemp("words") / "store.sqlite"
    build(path, read_datasets([SMALL]).dataset)
    with serving(lambda: SQLiteStore(path)) as client:
        yield client


def test_a_question_in_words_is_answered_with_its_reading(client: Client) -> None:
    reply = client("/api/ask", q="Who are the members of the Anytown Board?")
    assert (reply.status, reply.json["read_as"]) == (200, 'ics-graph ask members "Anytown Board"')
    exact = client("/api/ask/members", body="Anytown Board").json
    assert {key: value for key, value in reply.json.items() if key != "read_as"} == exact


def test_a_period_and_a_question_of_two_parts_have_a_list_of_answers(client: Client) -> None:
    several = client("/api/ask", q="Who chairs the Anytown Board, and who are its members?").json
    assert [answer["question"] for answer in several] == ["leaders", "members"]
    period = client("/api/ask/bodies", type="CCG", as_of="2020").json
    assert [answer["as_of"] for answer in period] == ["2020-01-01", "2020-12-31"]
    assert client("/api/ask/bodies", type="CCG", as_of="31 March 2020").json["as_of"] == "2020-03-31"


@pytest.mark.parametrize(
    ("text", "status", "readings"),
    [
        ("Who oversees the Anytown Board?", 300, 2),
        ("Who furnishes the Anytown Board?", 422, 3),
        ("Should the Anytown Board have a chair?", 422, 0),
    ],
)
def test_what_is_not_read_is_a_problem_with_the_readings(client: Client, text: str, status: int, readings: int) -> None:
    reply = client("/api/ask", q=text)
    assert (reply.status, reply.headers["content-type"]) == (status, "application/problem+json")
    assert len(json.loads(reply.text).get("readings", [])) == readings


def test_the_guards_of_the_server_hold_here_too(client: Client) -> None:
    assert client("/api/ask").status == 422
    assert client("/api/ask", q="x" * 1001).status == 422
    assert client("/api/ask", q="who is it", other="1").status == 422
    assert client("/api/ask?q=a&q=b").status == 422
    assert client("/api/ask?q=who", host="elsewhere.example").status >= 400
