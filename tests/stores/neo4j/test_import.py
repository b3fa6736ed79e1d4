"""``ics-graph export neo4j-admin``: what the real tool imports is what a load makes, to the last property."""

from __future__ import annotations

import shlex
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from ics_graph.cli import load_report
from ics_graph.dataset import read_datasets
from ics_graph.model import Claim, Dataset, Entity, Fact, Relation
from ics_graph.ontology import load_ontology
from ics_graph.stores import StoreError
from ics_graph.stores.neo4j import Connection, Neo4jStore, admin, schema, sync
from ics_graph.stores.sqlite import shipped_datasets
from tests.asking import ROOT
from tests.conftest import Ics
from tests.stores.contract.system import SYSTEM
from tests.stores.neo4j.datasets import village
from tests.stores.neo4j.server import Neo4jServer
from tests.stores.neo4j.test_graphs import of_graph

SAID = Claim("minutes", 'p. "1"; 2, \\3')
# Texts and numbers at which a file of rows may trip.
AWKWARD = Dataset(
    SYSTEM.about,
    SYSTEM.sources,
    SYSTEM.entities,
    {
        **SYSTEM.relations,
        "two": Relation("two", "group-a", "memberOf", "council", claims=(Claim("minutes"), SAID)),
        "none": Relation("none", "group-b", "memberOf", "council", claims=(Claim("minutes"), Claim("letter"))),
    },
    {
        **SYSTEM.facts,
        "texts": Fact("texts", "board", "function", text=' "a";b,c\\\r\n\td \u2028 é 🜁 ', claims=(SAID,)),
        "spaces": Fact("spaces", "board", "function", text=" ", claims=(SAID,)),
        "big": Fact("big", "ics", "population", 2**62, claims=(SAID,)),
        "small": Fact("small", "ics", "population", -1.5e-300, claims=(SAID,)),
    },
    SYSTEM.events,
    SYSTEM.gaps,
    SYSTEM.complete,
)


@pytest.fixture(scope="module")
def own_server() -> Iterator[Neo4jServer]:
    """A server of this module's own, since an import replaces its database."""
    with Neo4jServer() as server:
        yield server


def command_of(readme: str) -> list[str]:
    """Return the command in what is written beside the files."""
    lines = readme.replace("\\\n", "").splitlines()
    (command,) = [line for line in lines if line.startswith("neo4j-admin")]
    return shlex.split(command)


@pytest.mark.neo4j
@pytest.mark.slow
@pytest.mark.parametrize("which", ["shipped", "awkward"])
def test_an_import_makes_what_a_load_makes(own_server: Neo4jServer, tmp_path: Path, which: str) -> None:
    ontology = load_ontology()
    dataset = AWKWARD if which == "awkward" else read_datasets(shipped_datasets(), ontology).dataset
    with Connection(own_server.uri, *own_server.auth) as connection:
        sync(connection, dataset, ontology, graph="mine")
    with driver_of(own_server) as driver:
        loaded, indexed = of_graph(driver, "mine"), indexes(driver)

    written = admin.write(dataset, ontology, "mine", tmp_path / "import")
    program, *arguments = command_of((tmp_path / "import" / admin.README).read_text(encoding="utf-8"))
    assert program == "neo4j-admin"
    own_server.stop()
    said = own_server.admin(arguments, tmp_path / "import")
    own_server.start()
    assert f"{written.nodes} nodes" in said
    assert f"{written.relationships} relationships" in said
    # Another driver: the one before would wait for its bookmarks, to which the new database does not come.
    with driver_of(own_server) as driver:
        assert indexes(driver) == []
        for statement in (tmp_path / "import" / admin.SCHEMA).read_text(encoding="utf-8").split(";\n"):
            if statement:
                driver.execute_query(statement)
        assert indexes(driver) == indexed
        assert of_graph(driver, "mine") == loaded
        assert driver.execute_query("MATCH (n) RETURN count(n)").records[0][0] == written.nodes
        assert driver.execute_query("MATCH ()-[l]->() RETURN count(l)").records[0][0] == written.relationships

    with Connection(own_server.uri, *own_server.auth) as connection:
        for dry_run in (True, False):
            assert not any(sync(connection, dataset, ontology, dry_run=dry_run, graph="mine").values())
        assert not any(sync(connection, dataset, ontology, dry_run=True, graph="mine", thorough=True).values())
    with Neo4jStore(own_server.uri, *own_server.auth, graph="mine") as store:
        assert list(store.facts()) == sorted(dataset.facts.values(), key=lambda fact: fact.id)
        assert store.notices() == []
    with driver_of(own_server) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


def driver_of(server: Neo4jServer) -> Driver:
    return GraphDatabase.driver(server.uri, auth=server.auth)


def indexes(driver: Driver) -> list[str]:
    """Return our indexes, as text."""
    query = "SHOW INDEXES YIELD name, type, labelsOrTypes, properties WHERE name STARTS WITH 'ics_graph_' RETURN *"
    return sorted(str(record.values()) for record in driver.execute_query(query).records)


def test_the_command_line_writes_the_files_and_says_how_to_go_on(ics: Ics, tmp_path: Path) -> None:
    folder, data = tmp_path / "files", ROOT / "tests" / "data" / "small"
    status, out, err = ics("export", "neo4j-admin", str(folder), "--data", str(data), "--graph", "mine")
    assert (status, out) == (0, "")
    assert f"{folder / 'README.txt'} says how to import them." in err
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    named = {name for option in command_of(readme) if ".csv" in option for name in option.partition("=")[2].split(",")}
    assert named == {f"./{path.name}" for path in folder.glob("*.csv")}
    checks = [shlex.split(line) for line in readme.splitlines() if line.startswith("ics-graph load")]
    expected = [
        "ics-graph",
        "load",
        "--to",
        "neo4j://localhost:7687",
        "--graph",
        "mine",
        "--data",
        str(data),
        "--verify",
    ]
    assert checks == [expected]
    assert set(schema.statements(load_ontology()).values()) < {
        statement.strip() for statement in (folder / "schema.cypher").read_text(encoding="utf-8").split(";\n")
    }


@pytest.mark.parametrize(
    ("words", "check"),
    [
        ((), "--graph ics --verify"),
        (("--only", "membership"), "--graph ics --data part/ --verify"),
        (("--as-of", "2019-06-01"), "--graph ics --data part/ --verify"),
    ],
)
def test_a_part_is_not_checked_with_the_whole(
    ics: Ics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], check: str
) -> None:
    monkeypatch.delenv("ICS_GRAPH_DATA", raising=False)
    assert ics("export", "neo4j-admin", str(tmp_path / "files"), *words)[0] == 0
    assert check in (tmp_path / "files" / "README.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("neo4j-admin",), "neo4j-admin is written to a folder; name one"),
        (("neo4j-admin", "x", "-o", "y"), "Two places to write to are named: 'x' and 'y'"),
        (("turtle", "--graph", "x"), "--graph is for a graph in Neo4j; name it with --store neo4j://…"),
    ],
)
def test_what_is_mistyped_is_a_usage_error(ics: Ics, words: tuple[str, ...], said: str) -> None:
    status, out, err = ics("export", *words)
    assert (status, out) == (2, "")
    assert said in err


def test_a_folder_with_something_in_it_is_left_alone(ics: Ics, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    status, _, err = ics("export", "neo4j-admin", str(tmp_path), "--data", str(ROOT / "tests" / "data" / "small"))
    assert status == 2
    assert "is there already and not empty; name a folder that is not there yet" in " ".join(err.split())


def test_what_an_import_could_not_tell_apart_is_refused(tmp_path: Path) -> None:
    claim = Claim("minutes", "a\x1fb")
    broken = Dataset(
        SYSTEM.about, SYSTEM.sources, SYSTEM.entities, {"x": Relation("x", "ics", "memberOf", "board", claims=(claim,))}
    )
    with pytest.raises(StoreError, match="a list cannot be written for the import"):
        admin.write(broken, load_ontology(), "ics", tmp_path / "files")
    assert not (tmp_path / "files" / admin.README).exists()


def test_the_files_are_written_row_by_row(tmp_path: Path) -> None:
    """Ten times the lines take no more memory while they are written."""
    ontology = load_ontology()
    bodies = {f"g{n}": Entity(f"g{n}", "Group", f"Group {n}", claims=(SAID,)) for n in range(50)}

    def peak(lines: int) -> int:
        ends = [(f"g{n % 50}", f"g{(n * 7 + 1) % 50}") for n in range(lines)]
        relations = {
            f"line-{n}": Relation(f"line-{n}", a, "reportsTo", b, claims=(SAID,)) for n, (a, b) in enumerate(ends)
        }
        dataset = Dataset(SYSTEM.about, SYSTEM.sources, bodies, relations)
        tracemalloc.start()
        try:
            written = admin.write(dataset, ontology, "ics", tmp_path / str(lines))
            assert written.relationships > lines
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(200)  # what is made once
    assert peak(20_000) - peak(2_000) < 500_000


def test_a_big_first_load_says_how_it_is_done_in_less_time(
    ics: Ics, with_password: str, empty_neo4j: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_report, "_BIG", 1)
    folder = village(tmp_path / "ash", "Ash")
    words = ("load", "--to", with_password, "--data", str(folder), "--graph", "ash")
    command = f"ics-graph export neo4j-admin import/ --data {folder} --graph ash"
    assert command in ics(*words, "--dry-run")[2]
    assert command in ics(*words)[2]
    assert "neo4j-admin" not in ics(*words)[2]
