"""How files and folders are written: whole, in place of files only, and never over what is there or came there."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ics_graph.output import CannotWrite, FolderTaken, create, replacing, whole_folder, write
from ics_graph.output.parts import SUFFIX, file_beside
from tests.asking import ROOT, SMALL
from tests.conftest import Ics

DATA = ("--data", str(SMALL))
unix = pytest.mark.skipif(os.name == "nt", reason="as Unix has it")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@unix
def test_a_new_file_has_the_rights_that_the_user_gives_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "new", "x")
        assert mode(tmp_path / "new") == 0o640
        (tmp_path / "new").chmod(0o604)
        write(tmp_path / "new", "y")
        assert (mode(tmp_path / "new"), (tmp_path / "new").read_text()) == (0o604, "y")
        write(tmp_path / "own", "z", private=True)
        assert mode(tmp_path / "own") == 0o600
        with whole_folder(tmp_path / "folder") as folder, create(folder / "file") as stream:
            stream.write(b"x")
        assert (mode(tmp_path / "folder"), mode(tmp_path / "folder" / "file")) == (0o750, 0o640)
    finally:
        os.umask(before)


@unix
def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    for target in ("there/old", "there/new"):
        (tmp_path / "there" / "old").write_text("old")
        link = tmp_path / "link"
        link.symlink_to(target)
        write(link, "written")
        assert (link.is_symlink(), (tmp_path / target).read_text()) == (True, "written")
        link.unlink()
    assert sorted(os.listdir(tmp_path / "there")) == ["new", "old"]


@unix
def test_a_planted_link_is_not_written_through(ics: Ics, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    (tmp_path / ".g.ttl.new").symlink_to("precious")
    assert ics("export", "turtle", "-o", str(tmp_path / "g.ttl"), *DATA)[0] == 0
    assert (tmp_path / "precious").read_text() == "mine"
    assert (tmp_path / "g.ttl").stat().st_size > 1000


@unix
def test_a_pipe_is_written_through_and_stays_a_pipe(ics: Ics, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe.md").read_text("utf-8")))
    reader.start()
    assert ics("report", "-o", str(tmp_path / "pipe.md"), *DATA)[0] == 0
    reader.join()
    assert stat.S_ISFIFO((tmp_path / "pipe.md").stat().st_mode)
    assert read[0].startswith("# ")


@unix
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
def test_standard_output_by_name_goes_on_where_it_was(tmp_path: Path, name: str) -> None:
    if not os.path.exists(os.path.dirname(name) or "."):
        pytest.skip(f"this system has no {name}")
    (tmp_path / "link").symlink_to("/dev/stdout")
    command = f"echo first; {sys.executable} -m ics_graph ontology --context -o {tmp_path / name}; echo last"
    with (tmp_path / "all").open("wb") as stream:
        subprocess.run(["sh", "-c", command], cwd=ROOT, stdout=stream, stderr=subprocess.DEVNULL, check=True)
    lines = (tmp_path / "all").read_text("utf-8").splitlines()
    assert (lines[0], lines[1], lines[-1]) == ("first", "{", "last")


@unix
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "cannot be written: Is a directory. Name a file in that folder, not the folder."),
        (
            "nowhere/g.ttl",
            "cannot be written: No such file or directory. Make its folder first, or name another place.",
        ),
        ("file/g.ttl", "cannot be written: Not a directory. A part of its path is a file; name another place."),
        ("circle", "cannot be written: Too many levels of symbolic links. Its links run in a circle;"),
        ("x" * 300, "cannot be written: File name too long. Give it a shorter name."),
    ],
    ids=["folder", "nowhere", "under-a-file", "circle", "long"],
)
@pytest.mark.parametrize("command", [("export", "turtle", *DATA), ("ontology",)], ids=["export", "ontology"])
def test_what_cannot_be_written_is_told_with_its_name_and_what_to_do(
    ics: Ics, tmp_path: Path, command: tuple[str, ...], name: str, told: str
) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "circle").symlink_to("circle")
    before = sorted(os.listdir(tmp_path))
    status, _, err = ics(*command, "-o", str(tmp_path / name))
    assert (status, err.splitlines()[-1].startswith(f"{tmp_path / name} {told}")) == (1, True), err
    assert sorted(set(os.listdir(tmp_path)) - {"cache"}) == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [("-o", "/dev/full"), ()], ids=["by-name", "redirected"])
def test_a_full_device_is_told_once(words: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "ics_graph", "ontology", *words]
        run = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True)
    name = words[-1] if words else "standard output"
    told = f"{name} cannot be written: No space left on device. Make room on the disk, or name another place.\n"
    assert (run.returncode, run.stderr) == (1, told)


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")

    def fail() -> None:
        with replacing(tmp_path / "file") as stream:
            stream.write(b"half" * 1_000_000)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert ((tmp_path / "file").read_text(), os.listdir(tmp_path)) == ("old", ["file"])


@pytest.mark.parametrize("links", [True, False], ids=["links", "no-links"])
def test_a_new_file_never_takes_the_place_of_one_that_came_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:

        def none(*_: object, **__: object) -> None:
            raise PermissionError(1, "no links here")

        monkeypatch.setattr(os, "link", none)
    write(tmp_path / "alone", "new", new=True)
    assert (tmp_path / "alone").read_text() == "new"

    def late() -> None:
        with replacing(tmp_path / "file", new=True) as stream:
            stream.write(b"mine")
            (tmp_path / "file").write_text("theirs")

    with pytest.raises(FileExistsError):
        late()
    assert ((tmp_path / "file").read_text(), sorted(os.listdir(tmp_path))) == ("theirs", ["alone", "file"])


@pytest.mark.parametrize("empty", [True, False], ids=["into-a-folder", "new"])
def test_a_folder_that_was_filled_meanwhile_is_left_as_it_is(tmp_path: Path, empty: bool) -> None:
    to = tmp_path / "to"
    if empty:
        to.mkdir()

    def late() -> None:
        with whole_folder(to, "last") as folder:
            for name in ("a", "b", "last"):
                with create(folder / name) as stream:
                    stream.write(b"mine")
            to.mkdir(exist_ok=True)
            (to / "b").write_text("theirs")

    with pytest.raises(FolderTaken, match="is there already and not empty"):
        late()
    assert ([(path.name, path.read_text()) for path in to.iterdir()]) == [("b", "theirs")]
    assert os.listdir(tmp_path) == ["to"]


@pytest.mark.parametrize("empty", [True, False], ids=["into-a-folder", "new"])
def test_of_two_imports_at_once_one_is_there_whole_and_the_other_says_so(ics: Ics, tmp_path: Path, empty: bool) -> None:
    from ics_graph.dataset import read_datasets

    formats = {"turtle": "ttl", "ntriples": "nt"}
    for name, ending in formats.items():
        assert ics("export", name, "-o", str(tmp_path / f"g.{ending}"), *DATA)[0] == 0
    to = tmp_path / "to"
    if empty:
        to.mkdir()
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "ics_graph", "import", name, str(tmp_path / f"g.{ending}"), "--into", str(to)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name, ending in [*formats.items(), *formats.items()]
    ]
    ended = [(run.communicate()[1], run.returncode) for run in runs]
    assert sorted(status for _, status in ended) == [0, 1, 1, 1], ended
    assert all("is there already and not empty" in err for err, status in ended if status)
    assert len(read_datasets([to]).dataset.entities) == 14
    (report,) = to.glob("import-report.json")
    assert sorted(os.listdir(tmp_path / "to")) == sorted(path.name for path in to.iterdir())
    read = [ending for ending in formats.values() if f"g.{ending}" in report.read_text("utf-8")]
    assert len(read) == 1
    assert not any(name.endswith(SUFFIX) for name in [*os.listdir(tmp_path), *os.listdir(to)])


def test_exports_at_once_to_one_name_leave_one_of_them_whole(tmp_path: Path) -> None:
    kinds = ["turtle", "ntriples", "jsonld"]
    alone = set()
    for kind in kinds:
        run = [sys.executable, "-m", "ics_graph", "export", kind, *DATA, "-o"]
        subprocess.run([*run, str(tmp_path / kind)], cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        alone.add((tmp_path / kind).read_bytes())
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "ics_graph", "export", kind, *DATA, "-o", str(tmp_path / "g")],
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
        )
        for kind in kinds
    ]
    assert [run.wait() for run in runs] == [0, 0, 0]
    assert (tmp_path / "g").read_bytes() in alone
    assert sorted(os.listdir(tmp_path)) == sorted(["g", *kinds])


@unix
def test_what_the_dead_left_is_cleared_away_and_the_living_keep_theirs(tmp_path: Path) -> None:
    (tmp_path / f".a.x{SUFFIX}").write_text("half")
    (tmp_path / f".b.x{SUFFIX}").mkdir()
    (tmp_path / f".b.x{SUFFIX}" / "dataset.yaml").write_text("title: half\n")
    (tmp_path / ".mine.new").write_text("mine")
    number, living = file_beside(tmp_path / "c")
    write(tmp_path / "d", "x")
    assert sorted(os.listdir(tmp_path)) == sorted([living.name, ".mine.new", "d"])
    os.close(number)
    write(tmp_path / "d", "x")
    assert sorted(os.listdir(tmp_path)) == [".mine.new", "d"]


def test_what_a_killed_import_left_is_not_offered_as_a_dataset(tmp_path: Path) -> None:
    from ics_graph.dataset import DatasetError, read_datasets

    left = tmp_path / f".frame.x{SUFFIX}"
    left.mkdir()
    (left / "dataset.yaml").write_text("title: half\n")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "dataset.yaml").write_text("title: Mine\nuses: [frame]\n")
    with pytest.raises(DatasetError) as error:
        read_datasets([tmp_path / "mine"])
    assert SUFFIX not in str(error.value)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_its_owner_wants_kept_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    (tmp_path / "file").chmod(0o444)
    with pytest.raises(CannotWrite, match=r"Permission denied\. Name a place where you may write"):
        write(tmp_path / "file", "new")
    assert (tmp_path / "file").read_text() == "old"
