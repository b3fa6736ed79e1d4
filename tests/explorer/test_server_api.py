"""The questions over HTTP: the same JSON as at the terminal, and the same words where something is wrong."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from ics_graph.cli.ask import question_command
from ics_graph.cli.main import commands
from ics_graph.dataset import read_datasets
from ics_graph.ontology import load_ontology
from ics_graph.questions import all_questions
from ics_graph.stores import open_store
from ics_graph.stores.neo4j import Connection, sync
from ics_graph.stores.sqlite import shipped_datasets
from ics_graph.stores.sqlite.building import build
from tests.conftest import Ics
from tests.explorer.serving import Client, serving

VIEWS = ("", "--as-of 2019-06-01 --planned --uncertain --no-rules")
OWN_COMMANDS = ("show", "find", "stats")


@pytest.fixture(scope="module")
def shipped_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All shipped datasets in an SQLite file."""
    path = tmp_path_factory.mktemp("shipped") / "store.sqlite"
    build(path, read_datasets(shipped_datasets()).dataset)
    return path


@pytest.fixture(scope="module")
def on_sqlite(shipped_file: Path) -> Iterator[tuple[Client, str]]:
    """A server of the shipped datasets, and what names its store at the terminal."""
    with serving(lambda: open_store(str(shipped_file))) as client:
        yield client, str(shipped_file)


@pytest.fixture(scope="module")
def on_neo4j(neo4j_url: str, neo4j_auth: tuple[str, str]) -> Iterator[tuple[Client, str]]:
    """The same of a Neo4j."""
    with Connection(neo4j_url, *neo4j_auth) as connection:
        sync(connection, read_datasets(shipped_datasets()).dataset, load_ontology())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_GRAPH_NEO4J_USER", neo4j_auth[0])
        patch.setenv("ICS_GRAPH_NEO4J_PASSWORD", neo4j_auth[1])
        with serving(lambda: open_store(neo4j_url)) as client:
            yield client, neo4j_url


@pytest.fixture(scope="module")
def two_of_a_name(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server of a dataset in which two bodies have one name."""
    folder = tmp_path_factory.mktemp("two") / "two"
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: Two of a name\nlicence: CC0\n", "utf-8")
    (folder / "all.yaml").write_text(
        "sources: [{id: s, title: Minutes, date: 2019}]\n"
        "entities:\n"
        "  - {id: ics, type: IntegratedCareSystem, name: Vale ICS, claims: [{source: s}]}\n"
        "  - {id: board, type: Board, name: Vale Board, claims: [{source: s}]}\n"
        "  - {id: one, type: JointCommittee, name: Joint Committee, claims: [{source: s}]}\n"
        "  - {id: two, type: JointCommittee, name: Joint Committee, claims: [{source: s}]}\n",
        "utf-8",
    )
    file = folder.parent / "store.sqlite"
    build(file, read_datasets([folder]).dataset)
    with serving(lambda: open_store(str(file))) as client:
        yield client


@pytest.fixture(params=["on_sqlite", pytest.param("on_neo4j", marks=pytest.mark.neo4j)])
def both(request: pytest.FixtureRequest) -> tuple[Client, str]:
    """Each of the two in turn."""
    found: tuple[Client, str] = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def described(on_sqlite: tuple[Client, str]) -> dict[str, Any]:
    """What /openapi.json says."""
    found: dict[str, Any] = on_sqlite[0]("/openapi.json").json
    return found


def query_of(name: str, words: list[str]) -> dict[str, Any]:
    """Return the query that asks over HTTP what these words ask at the terminal."""
    command = question_command(name)
    given = command.make_context(name, [*words]).params
    wanted = [parameter.name for parameter in all_questions()[name].parameters]
    query = {key: given[key] for key in (*wanted, "as_of", "planned", "uncertain")}
    query["rules"] = not given["no_rules"]
    query["as_of"] = given["as_of"] and given["as_of"].option
    return {key: str(of).lower() if isinstance(of, bool) else of for key, of in query.items() if of not in (None, ())}


def cli(words: list[str], store: str) -> tuple[int, str]:
    """Return the exit status and what was written to standard output."""
    done = CliRunner().invoke(commands, [*words, "--store", store])
    return done.exit_code, done.stdout


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", all_questions())
def test_a_question_has_the_same_answer_over_http_and_at_the_terminal(
    both: tuple[Client, str], described: dict[str, Any], name: str, view: str
) -> None:
    client, store = both
    words = [*shlex.split(all_questions()[name].example)[1:], *shlex.split(view)]
    reply = client(f"/api/ask/{name}", **query_of(name, words))
    status, out = cli([*([] if name in OWN_COMMANDS else ["ask"]), name, *words, "--format", "json"], store)
    assert (status, reply.status, reply.headers["content-type"]) == (0, 200, "application/json")
    assert reply.json["question"] == name
    assert reply.text == out
    schema = {"$ref": "#/components/schemas/Answer", "components": described["components"]}
    jsonschema.validate(reply.json, schema)


@pytest.mark.parametrize("id_", ["ccg-darlington", "nhs-england", "ics-nenc"])
def test_a_page_is_the_same_to_the_byte_on_both_stores(
    on_sqlite: tuple[Client, str], on_neo4j: tuple[Client, str], id_: str
) -> None:
    pages = [client.body(id_) for client, _ in (on_sqlite, on_neo4j)]
    assert [page.status for page in pages] == [200, 200]
    assert pages[0].text == pages[1].text


def test_the_parameters_of_a_question_are_typed_and_told(described: dict[str, Any]) -> None:
    stated = described["paths"]["/api/ask/stated"]["get"]
    schemas = {parameter["name"]: parameter["schema"] for parameter in stated["parameters"]}
    assert schemas["by"]["enum"] == ["type", "system", "body"]
    assert schemas["by"]["default"] == "type"
    assert schemas["as_of"]["anyOf"][0]["type"] == "string"
    assert (schemas["planned"]["type"], schemas["rules"]["default"]) == ("boolean", True)
    assert (schemas["limit"]["type"], schemas["limit"]["minimum"]) == ("integer", 1)
    assert schemas["what"]["items"]["type"] == "string"
    assert stated["summary"] == all_questions()["stated"].summary
    assert stated["description"].startswith(all_questions()["stated"].documentation)
    assert all(parameter["description"] for parameter in stated["parameters"])
    members = described["paths"]["/api/ask/members"]["get"]["parameters"]
    assert [(parameter["name"], parameter["required"]) for parameter in members[:2]] == [
        ("body", True),
        ("type", False),
    ]


def test_every_question_is_described_with_only_one_way_to_ask_it(described: dict[str, Any]) -> None:
    asked = {path.rpartition("/")[2] for path in described["paths"] if path.startswith("/api/ask/")}
    assert asked == set(all_questions())
    assert {method for path in described["paths"].values() for method in path} == {"get"}
    assert set(described["paths"]) - {f"/api/ask/{name}" for name in asked} == {
        "/api/ask",
        "/api/find",
        "/api/status",
    }


def test_no_shape_in_the_description_is_named_and_not_there(described: dict[str, Any]) -> None:
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(described)))
    assert named == set(described["components"]["schemas"])


@pytest.mark.parametrize(
    ("name", "status"),
    [("Central Integrated Care Partnershp", 404), ("no such body at all", 404), ("13T", 422)],
)
def test_a_name_that_is_not_one_body_is_told_in_the_words_of_the_terminal(
    both: tuple[Client, str], ics: Ics, name: str, status: int
) -> None:
    client, store = both
    reply = client("/api/ask/members", body=name)
    left, _, told = ics("ask", "members", name, "--store", store)
    assert left == 2
    assert (reply.status, reply.headers["content-type"]) == (status, "application/problem+json")
    assert f"{reply.json['detail']}\n" == told


def test_an_ambiguous_name_lists_the_choices(two_of_a_name: Client) -> None:
    reply = two_of_a_name("/api/ask/members", body="Joint Committee")
    assert reply.status == 422
    assert reply.json["detail"].splitlines()[0] == "'Joint Committee' may be any of 2:"
    assert [choice["id"] for choice in reply.json["choices"]] == ["one", "two"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "body=board&as_of=June",
            "Invalid value for 'as_of': 'June' has no year; write it with its year, such as June 2020",
        ),
        ("body=board&as_of=1559347200", "is not a date"),
        ("", "'body' is not given, and has to be."),
        ("body=board&planned=perhaps", "Invalid value for 'planned'"),
        ("body=board&bodies=1", "There is no parameter 'bodies'. Did you mean 'body'?"),
        ("body=board&body=ics", "'body' is given 2 times; give it once."),
        ("body=board&type=Bord", "the ontology has no type 'Bord'"),
        ("body=" + "x" * 2000, "Invalid value for 'body'"),
    ],
)
def test_a_parameter_that_will_not_do_is_told(two_of_a_name: Client, query: str, told: str) -> None:
    reply = two_of_a_name(f"/api/ask/members?{query}")
    assert (reply.status, reply.headers["content-type"]) == (422, "application/problem+json")
    assert told.lower() in reply.json["detail"].lower()


def test_a_limit_is_a_whole_number_from_one_on(two_of_a_name: Client) -> None:
    for wrong in ("0", "-1", "1.5", "many", "1" * 30):
        assert two_of_a_name("/api/find", q="joint", limit=wrong).status == 422
    assert len(two_of_a_name("/api/find", q="joint", limit="1").json) == 1


def test_finding_gives_what_the_store_finds(two_of_a_name: Client) -> None:
    assert two_of_a_name("/api/find", q="joint committee").json == [
        {
            "id": id_,
            "name": "Joint Committee",
            "type": "JointCommittee",
            "matched": "Joint Committee",
            "exact": True,
            "score": 100.0,
            "kind": "joint committee",
        }
        for id_ in ("one", "two")
    ]


def test_the_status_says_what_is_served(two_of_a_name: Client, described: dict[str, Any]) -> None:
    status = two_of_a_name("/api/status").json
    jsonschema.validate(status, {"$ref": "#/components/schemas/Status", "components": described["components"]})
    assert status["name"] == "Two of a name"
    assert status["counts"]["entities"] == {"Board": 1, "IntegratedCareSystem": 1, "JointCommittee": 2}
    assert status["about"][0]["licence"] == "CC0"
    assert status["notices"] == []
