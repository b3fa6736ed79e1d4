"""What a load wrote is seen by the next reader; bookmarks that are of no use are forgotten, and nobody waits long."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ics_graph.stores.neo4j import Connection, Neo4jStore, bookmarks
from tests.conftest import Ics
from tests.stores.neo4j.datasets import village
from tests.stores.neo4j.server import Neo4jServer


@pytest.fixture(scope="module")
def own_server() -> Iterator[Neo4jServer]:
    """A server of this module's own, whose database is wiped under it."""
    with Neo4jServer() as server:
        yield server


@pytest.fixture
def kept(ics: Ics, with_password: str, empty_neo4j: str, tmp_path: Path) -> Path:
    """The file that a load left in the cache."""
    assert ics("load", "--to", with_password, "--data", str(village(tmp_path / "ash", "Ash")))[0] == 0
    (file,) = (tmp_path / "cache").glob("neo4j-*.json")
    return file


def starts_from(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return a list that is told what each connection starts from."""
    told: list[list[str]] = []
    made = bookmarks.manager

    def manager(values: list[str]) -> object:
        told.append(values)
        return made(values)

    monkeypatch.setattr(bookmarks, "manager", manager)
    return told


def test_a_load_keeps_its_bookmarks_and_a_reader_starts_from_them(
    kept: Path, ics: Ics, with_password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = json.loads(kept.read_text(encoding="utf-8"))["bookmarks"]
    assert values
    told = starts_from(monkeypatch)
    status, out, err = ics("ask", "reporting-into", "board", "--store", with_password)
    assert (status, err) == (0, "")
    assert "Ash Group 0" in out
    assert told[-1] == values
    assert kept.exists()


def test_another_database_or_server_has_none_of_them(
    kept: Path, with_password: str, monkeypatch: pytest.MonkeyPatch, neo4j_auth: tuple[str, str]
) -> None:
    told = starts_from(monkeypatch)
    with Connection(f"bolt://{with_password.partition('://')[2]}", *neo4j_auth):
        pass
    with Connection(with_password, *neo4j_auth, database="neo4j"):
        pass
    assert told == [[], []]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "garbage",
        "[]",
        '{"bookmarks": "FB:x"}',
        "WHERE",
        'WHERE, "bookmarks": {}}',
        'WHERE, "bookmarks": [1, null, ""]}',
        'WHERE, "bookmarks": ["garbage"]}',
        'WHERE, "bookmarks": ["FB:garbage"]}',
        "\0\ufffd",
    ],
)
def test_a_file_of_garbage_is_as_none(kept: Path, ics: Ics, with_password: str, text: str) -> None:
    where = json.dumps({"url": with_password, "database": None}).removesuffix("}")
    kept.write_text(text.replace("WHERE", where), encoding="utf-8")
    before = time.monotonic()
    status, out, err = ics("ask", "reporting-into", "board", "--store", with_password)
    assert (status, err) == (0, "")
    assert "Ash Group 0" in out
    assert time.monotonic() - before < 10
    if "garbage" in text and "WHERE" in text:
        assert not kept.exists()


def test_bookmarks_of_yesterday_are_not_used_and_removed_by_the_next_load(
    kept: Path, ics: Ics, with_password: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = kept.with_name("neo4j-00000000.bookmarks.json")
    other.write_text("{}", encoding="utf-8")
    for file in (kept, other):
        os.utime(file, (time.time() - 90_000,) * 2)
    told = starts_from(monkeypatch)
    assert ics("stats", "--store", with_password)[0] == 0
    assert told[-1] == []
    assert ics("load", "--to", with_password, "--data", str(tmp_path / "ash"))[0] == 0
    assert not other.exists()
    assert time.time() - kept.stat().st_mtime < 3600


def test_a_load_goes_on_where_bookmarks_cannot_be_kept(
    ics: Ics, with_password: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    status, _, err = ics("load", "--to", with_password, "--data", str(village(tmp_path / "elm", "Elm")), "--force")
    assert (status, err) == (0, "")


@pytest.mark.neo4j
@pytest.mark.slow
def test_bookmarks_of_a_database_that_was_wiped_are_given_up_soon_and_forgotten(
    own_server: Neo4jServer, ics: Ics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import makes the database anew under the same identity, and its transactions are counted from the start."""
    monkeypatch.setenv("ICS_GRAPH_NEO4J_PASSWORD", own_server.auth[1])
    data = str(village(tmp_path / "ash", "Ash"))
    assert ics("export", "neo4j-admin", str(tmp_path / "import"), "--data", data)[0] == 0
    assert ics("load", "--to", own_server.uri, "--data", data)[0] == 0
    (kept,) = (tmp_path / "cache").glob("neo4j-*.json")
    own_server.stop()
    files = [f"--{kind}=./{file.stem}-header.csv,./{file.name}" for kind, file in csv_files(tmp_path / "import")]
    options = ["--overwrite-destination=true", "--array-delimiter=U+001F", *files]
    own_server.admin(["database", "import", "full", "neo4j", *options], tmp_path / "import")
    own_server.start()
    before = time.monotonic()
    with Neo4jStore(own_server.uri) as store:
        assert store.counts()["entities"] == {"Group": 3, "PartnershipBoard": 1}
    assert time.monotonic() - before < 25  # the server alone would have us wait for thirty seconds, and the driver on
    assert not kept.exists()


def csv_files(folder: Path) -> list[tuple[str, Path]]:
    """Return the files of an import but for their headers, each with its option."""
    files = [file for file in sorted(folder.glob("*.csv")) if not file.stem.endswith("-header")]
    return [(file.name.partition("-")[0], file) for file in files]
