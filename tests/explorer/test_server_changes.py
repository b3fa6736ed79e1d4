"""Many readers at once, and a store that changes, breaks, vanishes and comes back under them."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.ontology import load_ontology
from ics_graph.stores import open_store
from ics_graph.stores.neo4j import Connection, sync
from ics_graph.stores.sqlite.building import build
from tests.asking import NENC
from tests.explorer.serving import Client, serving


def write(folder: Path, *names: str) -> Path:
    """Write a dataset of a system with groups of these names."""
    folder.mkdir(exist_ok=True)
    (folder / "dataset.yaml").write_text("title: Changing\n", "utf-8")
    groups = "".join(
        f"  - {{id: {name.lower()}, type: Group, name: {name} Group, claims: [{{source: s}}]}}\n" for name in names
    )
    lines = "".join(
        f"  - {{subject: {name.lower()}, type: partOf, object: ics, claims: [{{source: s}}]}}\n" for name in names
    )
    text = (
        "sources: [{id: s, title: Minutes, date: 2019}]\nentities:\n"
        "  - {id: ics, type: IntegratedCareSystem, name: Vale ICS, claims: [{source: s}]}\n"
        f"{groups}relations:\n{lines}"
    )
    (folder / "all.yaml").write_text(text, "utf-8")
    return folder


def groups(client: Client) -> list[str]:
    """Return the names of the groups that the API gives."""
    rows = client("/api/ask/structure", body="ics").json["rows"]
    return sorted(row["name"].removesuffix(" Group") for row in rows)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset folder with groups A and B, and a cache of its own."""
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "cache"))
    return write(tmp_path / "changing", "A", "B")


@pytest.fixture
def of_folder(folder: Path) -> Iterator[Client]:
    """A server of the folder."""
    with serving(lambda: open_store(data=[folder])) as client:
        yield client


def test_fifty_readers_at_once_get_the_answers_that_one_gets(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    build(file, read_datasets([NENC]).dataset)
    asked = [
        "/api/ask/members?body=Central+Integrated+Care+Partnership",
        "/api/ask/mentions?text=accountab",
        "/api/ask/accountable-to?body=NHS+Darlington+CCG&as_of=2019-06-01",
        "/api/find?q=tees",
        "/body/ccg-darlington",
    ]
    with serving(lambda: open_store(str(file))) as client, ThreadPoolExecutor(50) as readers:
        right = {path: client(path).text for path in asked}
        replies = list(readers.map(lambda n: (asked[n % 5], client(asked[n % 5])), range(200)))
    assert [(path, reply.status) for path, reply in replies] == [(asked[n % 5], 200) for n in range(200)]
    assert all(reply.text == right[path] for path, reply in replies)


def test_an_edit_of_the_dataset_is_in_the_next_answer_and_on_the_next_page(of_folder: Client, folder: Path) -> None:
    assert groups(of_folder) == ["A", "B"]
    write(folder, "B", "C")
    assert groups(of_folder) == ["B", "C"]
    assert "C Group" in of_folder("/").text
    assert "A Group" not in of_folder("/").text


def test_a_broken_dataset_says_what_is_wrong_and_where_until_it_is_mended(of_folder: Client, folder: Path) -> None:
    write(folder, "A")
    text = (folder / "all.yaml").read_text("utf-8")
    (folder / "all.yaml").write_text(text.replace("object: ics", "object: icz"), "utf-8")
    for _ in range(2):
        reply = of_folder("/api/find?q=a")
        assert (reply.status, reply.headers["content-type"]) == (503, "application/problem+json")
        assert reply.headers["retry-after"] == "3"
        assert "all.yaml" in reply.json["detail"]
        assert "icz" in reply.json["detail"]
    page = of_folder("/")
    assert (page.status, page.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert "icz" in page.text
    assert 'http-equiv="refresh"' in page.text
    write(folder, "D")
    assert eventually(of_folder, ["D"])


def test_a_dataset_that_vanishes_is_said_to_be_gone_until_it_is_back(of_folder: Client, folder: Path) -> None:
    away = folder.rename(folder.with_name("away"))
    reply = of_folder("/api/ask/structure", body="ics")
    assert reply.status == 503
    assert str(folder) in reply.json["detail"]
    away.rename(folder)
    assert eventually(of_folder, ["A", "B"])


def eventually(client: Client, wanted: list[str]) -> bool:
    """Return whether the groups are these as soon as there is an answer: what failed is not read again at once."""
    for _ in range(500):
        if client("/api/ask/structure", body="ics").status == 200:
            return groups(client) == wanted
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("way", ["replaced", "written over"])
def test_a_store_file_that_is_replaced_is_opened_anew(tmp_path: Path, way: str) -> None:
    old, new = tmp_path / "old.sqlite", tmp_path / "new.sqlite"
    build(old, read_datasets([write(tmp_path / "one", "A")]).dataset)
    build(new, read_datasets([write(tmp_path / "two", "X", "Y")]).dataset)
    with serving(lambda: open_store(str(old))) as client:
        assert groups(client) == ["A"]
        if way == "replaced":
            os.replace(new, old)
        else:
            shutil.copyfile(new, old)
        assert groups(client) == ["X", "Y"]


def test_a_store_file_that_vanishes_or_is_none_is_told_until_it_is_back(tmp_path: Path) -> None:
    file, kept = tmp_path / "store.sqlite", tmp_path / "kept.sqlite"
    build(file, read_datasets([write(tmp_path / "one", "A")]).dataset)
    shutil.copyfile(file, kept)
    with serving(lambda: open_store(str(file))) as client:
        file.unlink()
        gone = client("/api/ask/structure", body="ics")
        assert (gone.status, gone.json["detail"].splitlines()[0]) == (503, f"There is no store at {file}.")
        file.write_text("no store at all", "utf-8")
        assert client("/body/a").status == 503
        os.replace(kept, file)
        assert eventually(client, ["A"])


def test_a_neo4j_that_is_loaded_anew_or_emptied_is_seen_by_the_next_request(
    empty_neo4j: str, with_password: str, neo4j_auth: tuple[str, str], tmp_path: Path
) -> None:
    def load(*names: str) -> None:
        with Connection(empty_neo4j, *neo4j_auth) as connection:
            sync(connection, read_datasets([write(tmp_path / "one", *names)]).dataset, load_ontology())

    load("A", "B")
    with serving(lambda: open_store(with_password)) as client:
        assert groups(client) == ["A", "B"]
        load("B", "C", "D")
        assert groups(client) == ["B", "C", "D"]
        with Connection(empty_neo4j, *neo4j_auth) as connection:
            connection.write("MATCH (n:IcsGraph) DETACH DELETE n")
        reply = client("/api/ask/structure", body="ics")
        assert reply.status == 503
        assert "holds no graph of ics-graph" in reply.json["detail"]
        load("E")
        assert eventually(client, ["E"])


def test_no_user_or_password_of_neo4j_is_in_any_answer(
    empty_neo4j: str, neo4j_auth: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Connection(empty_neo4j, *neo4j_auth) as connection:
        sync(connection, read_datasets([write(tmp_path / "one", "A")]).dataset, load_ontology())
    monkeypatch.setenv("ICS_GRAPH_NEO4J_USER", neo4j_auth[0])
    monkeypatch.setenv("ICS_GRAPH_NEO4J_PASSWORD", neo4j_auth[1])
    with serving(lambda: open_store(empty_neo4j)) as client:
        told = [client(path).text for path in ("/", "/body/a", "/api/status", "/api/find?q=x", "/openapi.json")]
        assert not [text for text in told if neo4j_auth[1] in text]
        monkeypatch.setenv("ICS_GRAPH_NEO4J_USER", "somebody-secret")
        monkeypatch.setenv("ICS_GRAPH_NEO4J_PASSWORD", "wrong-secret")
        with Connection(empty_neo4j, *neo4j_auth) as connection:
            connection.write("MATCH (n:IcsGraph) DETACH DELETE n")
        client("/api/status")  # the one that was open is let go of
        for path in ("/", "/api/status"):
            reply = client(path)
            assert reply.status == 503
            assert "secret" not in reply.text
            assert "Neo4j" in reply.text
