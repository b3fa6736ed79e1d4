"""The store that SPARQL asks: built once, of today, whole, and read behind the same walls."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox
import pytest

from ics_graph import InvalidValue, open_rdf, to_rdflib
from ics_graph.dataset import read_datasets
from ics_graph.exchange.rdf import disk_store, exporter, sparql_process
from ics_graph.exchange.rdf.asked_graph import AskedFor, groups
from ics_graph.exchange.rdf.disk_store import DiskStore
from ics_graph.exchange.rdf.querying import Graph
from ics_graph.exchange.rdf.to_triples import Group
from ics_graph.ontology import load_ontology
from ics_graph.stores import StoreError
from ics_graph.stores.sqlite.building import build as build_sqlite
from tests.asking import SMALL
from tests.conftest import Ics

COUNT = "SELECT (COUNT(*) AS ?n) { ?body skos:prefLabel ?name ; a ics:ClinicalCommissioningGroup }"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small dataset, and a cache of its own."""
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "cache"))
    return Path(shutil.copytree(SMALL, tmp_path / "data"))


def kept(data: Path, as_of: date | None = None, made: list[int] | None = None) -> DiskStore:
    """Return the store of a folder, which notes in ``made`` that it is built."""

    def make() -> Iterator[Group]:
        if made is not None:
            made.append(1)
        ontology = load_ontology()
        return groups(read_datasets([data]).dataset, ontology, AskedFor(as_of), lambda *_: None)

    return DiskStore([data], AskedFor(as_of).options(), make, lambda *_: None)


def number(folder: Path) -> int:
    """Return how many CCGs a store has."""
    return int(Graph(folder).ask(COUNT, 10, 20).rows[0][0].value)


def renamed(data: Path) -> None:
    file = next(path for path in data.iterdir() if "name: NHS England" in path.read_text("utf-8"))
    file.write_text(file.read_text("utf-8").replace("name: NHS England", "name: NHS Angland"), "utf-8")


def test_it_is_built_once_and_a_copy_of_a_file_is_that_file(data: Path) -> None:
    made: list[int] = []
    folder = kept(data, made=made).folder()
    for path in data.iterdir():
        os.utime(path, ns=(1, 1))
    assert kept(data, made=made).folder() == folder
    assert made == [1]
    assert number(folder) == 2


def test_it_is_for_its_owner_alone(data: Path) -> None:
    assert kept(data).folder().stat().st_mode & 0o077 == 0


def test_other_data_and_another_version_are_built_anew_and_the_old_go(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    first = kept(data, made=made).folder()
    day = kept(data, date(2019, 6, 1)).folder()
    renamed(data)
    assert kept(data, made=made).folder() == first
    assert len(made) == 2
    assert not day.exists()
    assert Graph(first).ask("ASK { entity:nhse skos:prefLabel 'NHS Angland' }", 1, 20).yes
    monkeypatch.setattr(disk_store, "FORMAT", "another")
    assert kept(data, made=made).folder() != first
    assert (len(made), first.exists()) == (3, False)


def test_a_few_days_are_kept_and_not_all_that_were_ever_asked(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_store, "_MOST_KEPT", 3)
    days = [date(2019, 6, 1) + timedelta(days=n) for n in range(5)]
    folders = [kept(data, day).folder() for day in days]
    assert [folder.exists() for folder in folders] == [False, False, True, True, True]


@pytest.mark.parametrize("damage", ["file", "place", "gone"])
def test_a_damaged_store_is_built_anew(ics: Ics, data: Path, tmp_path: Path, damage: str) -> None:
    asked = ("sparql", COUNT, "--data", str(data), "-f", "csv")
    assert ics(*asked)[1] == "n\n2\n"
    (folder,) = (tmp_path / "cache").glob("*.rdf")
    for path in folder.glob("*.sst"):
        if damage == "file":
            os.truncate(path, 100)
        elif damage == "gone":
            path.unlink()
        else:
            whole = path.read_bytes()
            path.write_bytes(whole[: len(whole) // 4] + b"\xff" * (len(whole) // 4) + whole[len(whole) // 4 * 2 :])
    assert ics(*asked)[:2] == (0, "n\n2\n")


def test_two_at_once_build_it_once(data: Path) -> None:
    made: list[int] = []
    with ThreadPoolExecutor(2) as pool:
        folders = list(pool.map(lambda _: kept(data, made=made).folder(), range(2)))
    assert (folders[0], made) == (folders[1], [1])


def test_what_is_read_goes_on_while_it_is_replaced(data: Path) -> None:
    folder = kept(data).folder()
    reading = ox.Store.read_only(str(folder))
    renamed(data)
    kept(data).folder()
    assert len(list(reading.quads_for_pattern(None, None, ox.Literal("NHS England")))) == 1


def test_a_build_that_fails_leaves_what_was_there(data: Path) -> None:
    folder = kept(data).folder()
    before = sorted(path.name for path in folder.parent.iterdir())

    def broken() -> Iterator[Group]:
        raise ValueError("broken")
        yield

    with pytest.raises(ValueError, match="broken"):
        DiskStore([data], AskedFor().options(), broken, lambda *_: None).folder(damaged=True)
    assert sorted(path.name for path in folder.parent.iterdir()) == before
    assert number(folder) == 2


def test_where_nothing_can_be_written_that_is_said(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise RuntimeError("IO error: No space left on device")

    monkeypatch.setattr(disk_store, "build", full)
    with pytest.raises(StoreError, match=r"cannot be written at .*No space left on device"):
        kept(data).folder()


def test_a_store_of_many_files_is_read_whole_behind_the_wall(tmp_path: Path) -> None:
    """The engine opens no more than so many files with a store, and a process behind the wall can open none later."""
    store = ox.Store(str(tmp_path))
    for n in range(3):
        # A graph with a name has indexes of its own.
        lines = f"<a:{n}> <a:p> <a:o{n}> .\n<a:{n}> <a:p> <a:o{n}> <a:g{n}> .\n"
        store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)
    del store
    assert len(list(tmp_path.glob("*.sst"))) > sparql_process._OPEN_FROM_THE_START
    for pattern, wanted in (("?a ?b ?c", 3), ("?a <a:p> ?c", 3), ("<a:0> ?b ?c", 1), ("?a ?b <a:o2>", 1)):
        assert len(Graph(tmp_path).ask(f"SELECT * {{ {pattern} }}", 10, 20).rows) == wanted


def test_a_store_that_is_built_in_parts_is_of_few_files(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_store, "_AT_ONCE", 2000)
    monkeypatch.setattr(exporter, "_AT_ONCE", 5)
    folder = kept(data).folder()
    # One for each of the three indexes, one for the texts and one for all that is left.
    assert len(list(folder.glob("*.sst"))) <= 5
    assert number(folder) == 2


def test_another_store_is_known_by_its_content(ics: Ics, tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    dataset = read_datasets([SMALL]).dataset
    build_sqlite(file, dataset)
    asked = ("sparql", COUNT, "--store", str(file), "-f", "csv")
    assert ics(*asked)[1] == "n\n2\n"
    (folder,) = (tmp_path / "cache").glob("*.rdf")
    before = folder.stat().st_ino
    assert (ics(*asked)[1], folder.stat().st_ino) == ("n\n2\n", before)
    build_sqlite(file, dataset, meta={"another": "file"})
    ics(*asked)
    assert folder.stat().st_ino != before


def test_python_opens_the_graph_that_the_command_asks(data: Path) -> None:
    store = open_rdf([data])
    assert len(store) == len(ox.Store.read_only(str(kept(data).folder())))
    with pytest.raises(RuntimeError, match="read-write"):
        store.add(ox.Quad(ox.NamedNode("a:b"), ox.NamedNode("a:c"), ox.NamedNode("a:d"), ox.DefaultGraph()))
    day = open_rdf([data], as_of="15 June 2019", with_law=True, with_unsure=True)
    words = {quad.predicate.value.rpartition("#")[2] for quad in day}
    assert {"memberOf", "plannedMemberOf", "byLawAssessedBy"} <= words


def test_python_opens_a_damaged_store_anew(data: Path) -> None:
    for path in kept(data).folder().glob("*.sst"):
        os.truncate(path, 100)
    assert len(open_rdf([data])) > 100


def test_python_is_told_what_cannot_be_opened(data: Path) -> None:
    with pytest.raises(InvalidValue, match="give as_of"):
        open_rdf([data], with_unsure=True)
    with pytest.raises(InvalidValue, match="soon"):
        open_rdf([data], as_of="soon")


def test_a_graph_of_rdflib_has_each_term_once() -> None:
    """What stands in many triples is one object: a national dataset would need half as much memory again."""
    terms = [term for triple in to_rdflib(read_datasets([SMALL]).dataset) for term in triple]
    assert len({id(term) for term in terms}) == len(set(terms))
