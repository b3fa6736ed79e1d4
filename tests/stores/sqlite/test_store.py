"""The embedded store: built by itself, swapped in whole, right after a kill and under two processes at once."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from platformdirs import user_cache_path

from ics_graph.ontology import load_ontology
from ics_graph.output.lock import one_at_a_time
from ics_graph.stores import StoreError, ontology_of, open_store
from ics_graph.stores.cache_dir import cache_folders, private_folder
from ics_graph.stores.rows import View
from ics_graph.stores.sqlite import SQLiteStore, embedded, embedded_store, state
from tests.asking import ROOT, SMALL
from tests.conftest import Ics


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small system that may be edited, and a cache of its own."""
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "small"
    shutil.copytree(SMALL, folder)
    return folder


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "all.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def grow(folder: Path, comment: str) -> None:
    """Add to a file what makes it another, and changes nothing that it says."""
    with (folder / "all.yaml").open("a", encoding="utf-8") as file:
        file.write(f"{comment}\n")


def files(tmp_path: Path) -> list[str]:
    return sorted(path.suffix for path in (tmp_path / "cache").iterdir())


def test_a_store_is_built_once_and_kept(data: Path, tmp_path: Path) -> None:
    with embedded_store([data]) as store:
        path = store.path
        built = path.stat().st_mtime_ns
    with embedded_store([data]) as store:
        assert (store.path, store.path.stat().st_mtime_ns) == (path, built)
    assert files(tmp_path) == [".sqlite"]


def test_a_store_is_built_anew_when_a_file_changes(data: Path) -> None:
    with embedded_store([data]) as store:
        assert [match.id for match in store.called("Northtown CCG")] == ["ccg-north"]
    edit(data, "name: Northtown CCG", "name: Easttown CCG")
    with embedded_store([data]) as store:
        assert [match.id for match in store.find("Easttown CCG") if match.exact] == ["ccg-north"]


def built_at(folder: Path) -> int:
    with embedded_store([folder]) as store:
        return store.path.stat().st_mtime_ns


def test_a_file_that_is_touched_or_copied_is_the_file_that_it_was(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = built_at(data)
    path = data / "all.yaml"
    os.utime(path, ns=(1, 1))
    assert built_at(data) == built
    copy = path.with_name("copy.txt")
    copy.write_bytes(path.read_bytes())
    copy.replace(path)
    assert built_at(data) == built
    # The second look remembers the first, and opens no file.
    monkeypatch.setattr(state, "_state_of", lambda path: pytest.fail(f"{path} was opened"))
    assert built_at(data) == built


def test_a_change_of_the_same_size_and_time_in_another_file_of_that_name_is_seen(data: Path) -> None:
    with embedded_store([data]) as store:
        assert store.bodies(["board"])["board"].name == "Anytown Board"
    path = data / "all.yaml"
    before = path.stat()
    copy = path.with_name("copy.txt")
    copy.write_text(path.read_text("utf-8").replace("Anytown Board", "Alltown Board"), "utf-8")
    os.utime(copy, ns=(before.st_atime_ns, before.st_mtime_ns))
    copy.replace(path)
    assert path.stat().st_size == before.st_size
    with embedded_store([data]) as store:
        assert store.bodies(["board"])["board"].name == "Alltown Board"


def test_what_changed_after_a_touch_was_remembered_is_seen(data: Path) -> None:
    built = built_at(data)
    os.utime(data / "all.yaml", ns=(1, 1))
    assert built_at(data) == built
    edit(data, "name: Anytown Board", "name: Alltown Board")
    with embedded_store([data]) as store:
        assert store.bodies(["board"])["board"].name == "Alltown Board"


def test_a_file_that_changes_while_it_is_read_is_read_again_by_the_next(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ics_graph import dataset

    read, text = dataset.read_datasets, (data / "all.yaml").read_text("utf-8")

    def reading(*given: Any, **named: Any) -> Any:
        edit(data, "name: Anytown Board", "name: Alltown Board")
        loaded = read(*given, **named)
        # Back again: the file says what it said when its digest was taken, and the store something else.
        (data / "all.yaml").write_text(text, "utf-8")
        return loaded

    monkeypatch.setattr(dataset, "read_datasets", reading, raising=False)
    with embedded_store([data]) as store:
        assert store.bodies(["board"])["board"].name == "Alltown Board"
    monkeypatch.undo()
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(data.parent / "cache"))
    with embedded_store([data]) as store:
        assert store.bodies(["board"])["board"].name == "Anytown Board"


def test_the_store_keeps_the_ontology_that_it_was_compiled_with(data: Path) -> None:
    shipped = load_ontology()
    with embedded_store([data]) as store:
        kept = ontology_of(store)
        assert {f.name: getattr(kept, f.name) for f in fields(shipped)} == {
            f.name: getattr(shipped, f.name) for f in fields(shipped)
        }
        assert [list(scheme) for scheme in kept.schemes.values()] == [list(s) for s in shipped.schemes.values()]
        assert (list(kept.types), list(kept.relations)) == (list(shipped.types), list(shipped.relations))
        with pytest.raises(AttributeError, match="'rulez'"):
            getattr(kept, "rulez")  # noqa: B009


@pytest.mark.parametrize("text", ["", "no JSON", "[]", "{}", '{"words": {"types": {"columns": ["name"], "rows": []}}}'])
def test_an_ontology_that_cannot_be_read_from_the_store_is_read_from_its_turtle(data: Path, text: str) -> None:
    with embedded_store([data]) as store:
        path = store.path
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value = ? WHERE key = 'ontology'", (text,))
    db.close()
    with embedded_store([data]) as store:
        assert ontology_of(store) == load_ontology()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked in any case")
@pytest.mark.parametrize(
    ("cache", "home"), [("", "/home/ann"), ("/tmp/xdg", "/home/ann"), ("relative", "/home/ann"), (" /x", "/home/ann")]
)
def test_the_users_cache_is_where_platformdirs_has_it(monkeypatch: pytest.MonkeyPatch, cache: str, home: str) -> None:
    monkeypatch.delenv("ICS_GRAPH_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    monkeypatch.setenv("HOME", home)
    assert list(cache_folders()) == [user_cache_path("ics-graph")]


def test_a_store_is_built_anew_when_a_file_is_added_or_removed(data: Path) -> None:
    (data / "more.yaml").write_text("entities:\n  - {id: new, type: Board, name: New, claims: [{source: minutes}]}\n")
    with embedded_store([data]) as store:
        assert "new" in store.bodies(["new"])
    (data / "more.yaml").unlink()
    with embedded_store([data]) as store:
        assert store.bodies(["new"]) == {}


def test_a_reader_of_the_old_store_goes_on_reading_it(data: Path) -> None:
    with embedded_store([data]) as old:
        edit(data, "name: Anytown Board", "name: Board of Anytown")
        with embedded_store([data]) as new:
            assert old.bodies(["board"])["board"].name == "Anytown Board"
            assert new.bodies(["board"])["board"].name == "Board of Anytown"


def test_a_broken_dataset_leaves_the_old_store_and_is_told(data: Path) -> None:
    from ics_graph.dataset import DatasetError

    with embedded_store([data]):
        pass
    edit(data, "type: PartnershipBoard", "type: PartnershipBord")
    with pytest.raises(DatasetError, match="unknown type 'PartnershipBord'"):
        embedded_store([data])


def test_a_spoilt_store_is_built_anew(data: Path) -> None:
    with embedded_store([data]) as store:
        path = store.path
    path.write_bytes(b"not a database at all" * 100)
    with embedded_store([data]) as store:
        assert "board" in store.bodies(["board"])


def test_a_store_of_another_format_is_built_anew(data: Path) -> None:
    with embedded_store([data]) as store:
        path = store.path
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
    db.close()
    with pytest.raises(StoreError, match="another version"):
        SQLiteStore(path)
    with embedded_store([data]) as store:
        assert "board" in store.bodies(["board"])


def test_a_path_that_is_no_store_is_an_error_with_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store at"):
        open_store(str(tmp_path / "none.sqlite"))
    (tmp_path / "text").write_text("words")
    with pytest.raises(StoreError, match="is not a store of ics-graph"):
        open_store(str(tmp_path / "text"))


def test_the_store_can_be_opened_where_nothing_can_be_written(data: Path) -> None:
    with embedded_store([data]) as store:
        path = store.path
    path.chmod(0o444)
    with SQLiteStore(path) as store:
        assert store.line("board:accountableTo:ics:2018-04-01") is not None


ASK = [sys.executable, "-m", "ics_graph", "ask", "members", "Anytown Board", "--format", "csv", "--data"]


def ask(data: Path) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen([*ASK, str(data)], cwd=ROOT, stdout=pipe, stderr=pipe, text=True)


def answer(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


def test_processes_that_start_together_all_answer_right(data: Path, tmp_path: Path) -> None:
    answers = {answer(process) for process in [ask(data) for _ in range(4)]}
    assert len(answers) == 1
    assert "Northtown CCG" in answers.pop()
    assert files(tmp_path) == [".sqlite"]


def test_a_build_killed_at_any_moment_leaves_a_right_answer_to_the_next(data: Path, tmp_path: Path) -> None:
    expected = answer(ask(data))
    for number, wait in enumerate((0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)):
        grow(data, f"# {number}")
        process = ask(data)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert answer(ask(data)) == expected


def test_what_killed_builds_left_is_cleared_away(data: Path, tmp_path: Path) -> None:
    with embedded_store([data]) as store:
        left = store.path.with_name(f".{store.path.name}.x.ics-graph-part")
    left.write_bytes(b"half")
    grow(data, "# more")
    with embedded_store([data]):
        pass
    assert not left.exists()


def test_a_name_is_found_though_nearly_all_its_letters_are_in_nearly_all_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ics_graph.dataset import read_datasets
    from ics_graph.stores.sqlite.building import build

    folder = tmp_path / "alike"
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: Alike\n", "utf-8")
    (folder / "sources.csv").write_text("id,title,date\ns,Minutes,2019\n", "utf-8")
    rows = "".join(f"e{n},Group,Body number {n} of Anytown,s\n" for n in range(100, 400))
    (folder / "entities.csv").write_text(f"id,type,name,source\n{rows}", "utf-8")
    build(tmp_path / "store.sqlite", read_datasets([folder]).dataset)
    with SQLiteStore(tmp_path / "store.sqlite") as store:
        monkeypatch.setattr("ics_graph.stores.sqlite.reading._COMMON", 250)
        assert [match.id for match in store.find("number 123", 1)] == ["e123"]
        assert [match.id for match in store.find("Body numbr 123 of Anytwn", 1)] == ["e123"]
        # Here every name is as near as any other.
        assert [match.name for match in store.find("anytown", 2)] == [
            "Body number 100 of Anytown",
            "Body number 101 of Anytown",
        ]
        assert len(store.find("Bodi number of Anytown", 5)) == 5
        assert store.find("zzzzz") == []


def test_forty_processes_without_ids_of_their_own_all_answer(data: Path, tmp_path: Path) -> None:
    """Containers that share a volume have the same process ids; a few processes stand for them."""
    answers = {answer(process) for process in [ask(data) for _ in range(6)]}
    assert len(answers) == 1
    assert files(tmp_path) == [".sqlite"]


def test_a_store_is_named_after_its_folders_and_is_for_its_owner_alone(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other place"
    shutil.copytree(SMALL, other)
    (other / "all.yaml").unlink()
    for text in ("entities.yaml",):
        (other / text).write_text("entities: []\n")
    with embedded_store([other, data]) as store:
        assert store.path.name.startswith("other-place+small-")
        assert store.path.name.endswith(".sqlite")
        assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700


def spoil(path: Path, how: str) -> None:
    size = path.stat().st_size
    if how == "cut":
        os.truncate(path, size // 2)
        return
    with path.open("r+b") as stream:
        # All but the pages that are read when it is opened.
        for page in range(4096 * 5, size, 4096):
            stream.seek(page)
            stream.write(b"\0" * 4096 if how == "zeroed" else b"x" * 4096)


@pytest.mark.parametrize("how", ["zeroed", "overwritten", "cut"])
def test_damage_that_shows_only_while_reading_is_mended(data: Path, how: str) -> None:
    with embedded_store([data]) as store:
        path, lines = store.path, store.lines(None, "up", ["membership"], View())
        counts = store.counts()
    spoil(path, how)
    with embedded_store([data]) as store:
        assert store.lines(None, "up", ["membership"], View()) == lines
        assert store.counts() == counts
        assert store.path == path
    spoil(path, how)
    assert "Northtown CCG" in answer(ask(data))
    with SQLiteStore(path) as store:
        assert store.counts() == counts


def test_a_record_that_is_no_json_any_more_is_read_from_a_store_built_anew(data: Path) -> None:
    with embedded_store([data]) as store:
        path, facts = store.path, store.facts()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE fact SET doc = 'x'")
    db.close()
    with embedded_store([data]) as store:
        assert store.facts() == facts


def test_a_damaged_store_that_was_named_is_an_error_with_words(data: Path, tmp_path: Path, ics: Ics) -> None:
    with embedded_store([data]) as store:
        path = store.path
    spoil(path, "zeroed")
    status, _, err = ics("ask", "members", "Anytown Board", "--store", str(path))
    assert (status, "is damaged" in err, "Traceback" in err) == (1, True, False)


def test_where_the_chosen_cache_cannot_be_written_the_users_is_used_and_then_none(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    # A process has one folder of its own, and says so once: another test may have needed it.
    private_folder.cache_clear()
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "file" / "cache"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    with embedded_store([data]) as store:
        assert store.path.is_relative_to(tmp_path / "xdg")
    told = f"ics-graph: nothing can be kept in {tmp_path / 'file' / 'cache'}; another place is used\n"
    assert capfd.readouterr().err == told
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with embedded_store([data]) as store:
        assert "board" in store.bodies(["board"])
        assert not store.path.is_relative_to(tmp_path)
    assert "no cache can be written; building in" in capfd.readouterr().err


def test_a_good_store_that_may_only_be_read_is_used(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with embedded_store([data]) as store:
        path, built = store.path, store.path.stat().st_mtime_ns
    monkeypatch.setattr(os, "access", lambda *_: False)
    with embedded_store([data]) as store:
        assert (store.path, store.path.stat().st_mtime_ns) == (path, built)


def test_who_waits_for_a_build_that_never_ends_builds_as_well(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "SECONDS_WAITED", 0.2)
    with embedded_store([data]) as store:
        path = store.path
    path.unlink()
    said: list[str] = []
    with one_at_a_time(path, 1.0, lambda: None), embedded_store([data], said.append) as store:
        assert "board" in store.bodies(["board"])
    assert "waiting for another run that builds the store" in said
