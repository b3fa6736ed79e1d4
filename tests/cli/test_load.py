"""``ics-graph load``: what a load changes, what it leaves alone, and what it says where it cannot."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from ics_graph.cli.main import main
from ics_graph.model.records import RECORDS
from ics_graph.ontology import load_ontology
from ics_graph.stores import StoreError, open_store
from ics_graph.stores.neo4j import Neo4jStore, schema
from ics_graph.stores.neo4j.connection import checked_address
from ics_graph.stores.rows import EVERYTHING, View

DATASET = """
title: A town
"""
RECORDS_OF_THE_TOWN = """
sources:
  - {id: minutes, title: Minutes, date: 2019-06-15}
entities:
  - {id: board, type: PartnershipBoard, name: Town Board, other_names: [The Board], claims: [{source: minutes}]}
  - {id: group, type: Group, name: Town Group, claims: [{source: minutes}]}
  - {id: trust, type: NHSTrust, name: Town Hospitals, claims: [{source: minutes}]}
relations:
  - {id: seat, subject: trust, type: memberOf, object: board, claims: [{source: minutes}]}
  - {id: line, subject: group, type: reportsTo, object: board, claims: [{source: minutes}]}
facts:
  - {id: beds, entity: trust, property: function, text: to heal, claims: [{source: minutes}]}
gaps:
  - {id: chair, entity: board, topic: chair, claims: [{source: minutes}]}
events:
  - {id: start, kind: establishment, name: It begins, participants: [{entity: board, side: resulting}]}
"""
NOTHING = {section: (0, 0, 0) for section in RECORDS}

Ran = tuple[int, str, str]
Run = Callable[..., Ran]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run ``ics-graph`` and return its exit status and what it wrote."""

    def run(*words: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(words)
        written = capfd.readouterr()
        return int(left.value.code or 0), written.out, written.err

    return run


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A dataset folder that a test may edit."""
    folder = tmp_path / "town"
    folder.mkdir()
    (folder / "dataset.yaml").write_text(DATASET, encoding="utf-8")
    (folder / "all.yaml").write_text(RECORDS_OF_THE_TOWN, encoding="utf-8")
    return folder


def edit(folder: Path, old: str, new: str) -> None:
    text = (folder / "all.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "all.yaml").write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def server(neo4j_url: str, neo4j_auth: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a server; its password is in the environment."""
    monkeypatch.setenv("ICS_GRAPH_NEO4J_USER", neo4j_auth[0])
    monkeypatch.setenv("ICS_GRAPH_NEO4J_PASSWORD", neo4j_auth[1])
    return neo4j_url


@pytest.fixture
def driver(server: str, neo4j_auth: tuple[str, str]) -> Iterator[Driver]:
    """A driver of the server, which has no node to begin with; its indexes stay, as making them takes a second."""
    with GraphDatabase.driver(server, auth=neo4j_auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        yield driver


@pytest.fixture
def load(run: Run, server: str, driver: Driver, town: Path) -> Callable[..., dict[str, tuple[int, ...]]]:
    """Load the town and return what was added, changed and removed, by kind of record."""

    def load(*words: str) -> dict[str, tuple[int, ...]]:
        status, out, err = run("load", "--to", server, "--data", str(town), *words)
        assert (status, err) == (0, "")
        rows = [line.split() for line in out.splitlines()[1:] if line.split()[0] in RECORDS]
        return {section: tuple(map(int, numbers)) for section, *numbers in rows}

    return load


Load = Callable[..., dict[str, tuple[int, ...]]]


def everything(driver: Driver) -> set[str]:
    """Return all that is in the database, as text."""
    nodes = "MATCH (n) RETURN elementId(n), labels(n), properties(n)"
    lines = "MATCH (s)-[l]->(o) RETURN elementId(l), elementId(s), type(l), elementId(o), properties(l)"
    return {str(record.values()) for query in (nodes, lines) for record in driver.execute_query(query).records}


# --- what a load changes ---


def test_a_first_load_adds_everything(load: Load) -> None:
    rules = sum(rule.relation is not None for rule in load_ontology().rules)
    assert load() == NOTHING | {
        "sources": (1 + rules, 0, 0),
        "entities": (3, 0, 0),
        "relations": (2, 0, 0),
        "facts": (1, 0, 0),
        "events": (1, 0, 0),
        "gaps": (1, 0, 0),
        "complete": (0, 0, 0),
    }


def test_a_second_load_changes_nothing(load: Load, driver: Driver, run: Run, server: str, town: Path) -> None:
    load()
    before = everything(driver)
    assert load() == NOTHING
    assert everything(driver) == before
    told = run("load", "--to", server, "--data", str(town))[1]
    assert "Unchanged since the last load; nothing was written. To check what is there: --verify." in told
    # Only what was read back is said to be just so.
    assert "just so" not in told


def test_a_dry_run_says_what_would_change_and_writes_nothing(empty_neo4j: str, load: Load, driver: Driver) -> None:
    would = load("--dry-run")
    assert everything(driver) == set()
    assert driver.execute_query("SHOW CONSTRAINTS").records == []
    assert load() == would


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        ("Town Group", "Town Council Group", "entities"),
        ("other_names: [The Board], ", "", "entities"),
        ("type: Group", "type: Committee", "entities"),
        ("title: Minutes", "title: The Minutes", "sources"),
        ("type: memberOf", "type: representedOn", "relations"),
        ("subject: trust", "subject: group", "relations"),
        ("type: reportsTo, object: board,", "type: reportsTo, object: board, role: clerk,", "relations"),
        ("to heal", "to cure", "facts"),
        ("entity: trust", "entity: board", "facts"),
        ("topic: chair", "topic: date", "gaps"),
        ("side: resulting", "side: about", "events"),
    ],
)
def test_an_edit_changes_just_what_was_edited(
    load: Load, run: Run, server: str, town: Path, driver: Driver, old: str, new: str, section: str
) -> None:
    load()
    edit(town, old, new)
    assert load() == {**NOTHING, section: (0, 1, 0)}
    edited = everything_but_element_ids(driver)
    driver.execute_query("MATCH (n) DETACH DELETE n")
    load()
    assert everything_but_element_ids(driver) == edited


def everything_but_element_ids(driver: Driver) -> set[str]:
    """Return all that is in the database but for its ids and when it was loaded, as text."""
    labelled = "MATCH (n) UNWIND labels(n) AS label WITH n, label ORDER BY label"
    nodes = f"{labelled} RETURN collect(label), n {{.*, loaded_at: null}}"
    lines = "MATCH (s)-[l]->(o) RETURN s.ref, type(l), o.ref, properties(l)"
    found = [record.values() for query in (nodes, lines) for record in driver.execute_query(query).records]
    return {str([sorted(value.items()) if isinstance(value, dict) else value for value in values]) for values in found}


def test_what_is_gone_from_the_dataset_is_removed(load: Load, town: Path, driver: Driver, server: str) -> None:
    load()
    edit(town, "  - {id: group, type: Group, name: Town Group, claims: [{source: minutes}]}\n", "")
    edit(town, "  - {id: line, subject: group, type: reportsTo, object: board, claims: [{source: minutes}]}\n", "")
    assert load() == {**NOTHING, "entities": (0, 0, 1), "relations": (0, 0, 1)}
    with open_store(server) as store:
        assert store.bodies(["group"]) == {}
        assert store.find("group") == [match for match in store.find("group") if match.id != "group"]
    assert driver.execute_query("MATCH (n:Name) WHERE NOT (n)-[:NAMES]->() RETURN n").records == []


def test_a_body_of_another_type_has_the_labels_of_that_type_alone(load: Load, town: Path, driver: Driver) -> None:
    def labels() -> set[str]:
        return set(
            driver.execute_query("MATCH (n:IcsGraph {ref: 'ics/entities/group'}) RETURN labels(n)").records[0][0]
        )

    load()
    assert labels() == {"IcsGraph", "Entity", "OrganisationalUnit", "Group"}
    driver.execute_query("MATCH (n:IcsGraph {ref: 'ics/entities/group'}) SET n:Favourite")
    edit(town, "type: Group", "type: NHSTrust")
    load()
    assert labels() == {"IcsGraph", "Entity", "Organisation", "NHSTrust", "Favourite"}


def test_a_load_mends_what_a_broken_one_left(load: Load, driver: Driver) -> None:
    load()
    whole = everything_but_element_ids(driver)
    driver.execute_query("MATCH (n:Name|Fact|Dataset) DETACH DELETE n")
    driver.execute_query("MATCH ()-[l:REPORTS_TO]->() SET l.digest = 'half'")
    driver.execute_query("MATCH (s)-[l:MEMBER_OF]->(o) CREATE (s)-[twice:MEMBER_OF]->(o) SET twice = properties(l)")
    assert load() == {**NOTHING, "facts": (1, 0, 0), "relations": (0, 1, 1)}
    assert everything_but_element_ids(driver) == whole


def test_nodes_and_lines_of_others_are_not_touched(load: Load, town: Path, driver: Driver, server: str) -> None:
    driver.execute_query("CREATE (:Entity {id: 'board', name: 'mine'})-[:MEMBER_OF {id: 'm'}]->(:Entity {id: 'board'})")
    driver.execute_query("CREATE (:Name {key: 'town board', parts: 'tow'})-[:NAMES]->(:Source {id: 'minutes'})")
    before = everything(driver)
    load()
    driver.execute_query(
        "MATCH (a:Entity:IcsGraph {id: 'group'}), (b:Entity:IcsGraph {id: 'board'}) "
        "CREATE (a)-[:MEMBER_OF {id: 'mine'}]->(b)"
    )
    edit(town, "Town Group", "Town Council Group")
    assert load() == {**NOTHING, "entities": (0, 1, 0)}
    assert before <= everything(driver)
    with open_store(server) as store:
        assert store.find("town board")[0].id == "board"
        assert list(store.bodies(["board"])) == ["board"]
        assert [line.id for line in store.lines(["board"], "down", ["membership"], EVERYTHING)] == ["seat"]
        assert store.counts()["entities"] == {"Group": 1, "NHSTrust": 1, "PartnershipBoard": 1}
        assert store.counts()["relations"] == {"memberOf": 1, "reportsTo": 1}
        assert store.line("mine") is None


def test_nothing_of_ours_has_the_name_of_a_type() -> None:
    ontology = load_ontology()
    ours = {*schema.LABELS.values(), "Dataset", schema.OURS} - {"Entity"}
    assert not ours & set(ontology.types)
    assert not {*schema.LINKS, schema.TAKES_PART, schema.CITED} & set(schema.relationship_types(ontology))


def test_dates_are_dates_in_neo4j_and_open_ends_the_first_and_last_day(load: Load, driver: Driver) -> None:
    load()
    query = (
        "MATCH (:Group)-[l:REPORTS_TO]->(:Board) WHERE l.start_max < date('2020-01-01') RETURN l.start_min, l.end_max"
    )
    (record,) = driver.execute_query(query).records
    assert [str(value) for value in record.values()] == ["0001-01-01", "9999-12-31"]


def test_a_closure_is_planned_as_a_search_that_comes_to_each_body_once(load: Load, driver: Driver, server: str) -> None:
    load()
    with Neo4jStore(server) as store:
        for view in (View(), View(date(2019, 6, 15), planned=True), EVERYTHING):
            query = store.closure_query("up", ["reporting", "membership"], view)
            families = ["membership", "reporting"]
            plan = driver.execute_query(
                f"EXPLAIN {query}", start="ics/entities/group", families=families, day=view.as_of
            ).summary.plan
            assert "VarLengthExpand(Pruning,BFS,All)" in str(plan)


# --- what it says where it cannot ---


def complaint(ran: Ran) -> str:
    """Return what a run wrote where it failed: one sentence, no traceback."""
    status, out, err = ran
    assert (status, out) == (1, "")
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1
    return err


def test_a_wrong_password_is_said_and_never_shown(
    run: Run, server: str, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICS_GRAPH_NEO4J_PASSWORD", "wr0ng-s3cret")
    said = complaint(run("load", "--to", server, "--data", str(town)))
    assert "refuses the user 'neo4j' with this password" in said
    assert "s3cret" not in said


def test_no_password_is_said_with_what_to_set(
    run: Run, server: str, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ICS_GRAPH_NEO4J_PASSWORD")
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    said = complaint(run("load", "--to", server, "--data", str(town)))
    assert "set ICS_GRAPH_NEO4J_USER and ICS_GRAPH_NEO4J_PASSWORD" in said


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_server_that_is_down_is_said_at_once(run: Run, town: Path, scheme: str) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    said = complaint(run("load", "--to", f"{scheme}://127.0.0.1:{port}", "--data", str(town)))
    assert f"{scheme}://127.0.0.1:{port} cannot be reached" in said


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_database_that_is_missing_is_said(run: Run, server: str, town: Path, scheme: str) -> None:
    address = f"{scheme}://{server.partition('://')[2]}"
    said = complaint(run("load", "--to", address, "--database", "nowhere", "--data", str(town)))
    assert "has no database 'nowhere'" in said


def test_a_dataset_with_errors_is_not_loaded(run: Run, server: str, town: Path, driver: Driver) -> None:
    edit(town, "object: board", "object: bord")
    status, out, err = run("load", "--to", server, "--data", str(town))
    assert (status, out) == (1, "")
    assert "nothing was loaded" in err
    assert everything(driver) == set()


def test_an_empty_server_that_is_asked_says_how_to_load(run: Run, server: str, driver: Driver) -> None:
    said = complaint(run("stats", "--store", server))
    assert f"ics-graph load --to {server}" in said


def test_a_graph_of_another_version_says_to_load_again(load: Load, run: Run, server: str, driver: Driver) -> None:
    load()
    driver.execute_query("MATCH (d:Dataset:IcsGraph) SET d.format = '0'")
    assert "load it again" in complaint(run("stats", "--store", server))


@pytest.mark.parametrize(
    "url", ["http://localhost:7474", "neo4j://", "localhost:7687", "neo4j://host:port", "bolt:host", ""]
)
def test_what_is_no_address_is_said_with_one_that_is(url: str) -> None:
    with pytest.raises(StoreError, match=r"write it as neo4j://localhost:7687"):
        checked_address(url)


@pytest.mark.parametrize("url", ["neo4j://neo4j:s3cret@host:7687", "neo4j://neo4j:s3cret@host:po", "http://a:s3cret@b"])
def test_a_password_in_an_address_is_refused_and_not_shown(run: Run, url: str) -> None:
    assert "s3cret" not in complaint(run("load", "--to", url))
