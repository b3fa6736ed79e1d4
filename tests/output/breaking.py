"""Runs commands in children that are killed, or find the disk full, at their n-th write, sync or rename.

A process of its own without threads, so that it may fork: ``python -m tests.output.breaking FOLDER COMMAND…`` prints
a line of JSON for each point of some commands. What is imported and read is so once, before the children are made.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.asking import ROOT, SMALL

OPERATIONS = ("write", "fsync", "replace", "rename", "link")
KILLED = 9
_OLD = b"what was there before\n" * 50
_DATA = ("--data", str(SMALL))

# What is run, what it writes, and what lies there before: an old file, an empty folder, or nothing.
COMMANDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "turtle": (("export", "turtle", "-o", "g.ttl", *_DATA), ("g.ttl",), "old"),
    "xlsx": (("export", "xlsx", "-o", "g.xlsx", *_DATA), ("g.xlsx",), "old"),
    "report": (("report", "-o", "r.md", *_DATA), ("r.svg", "r.md"), "old"),
    "page": (("render", "-o", "p.html", *_DATA), ("p.html",), "old"),
    "picture": (("render", "-o", "p.svg", *_DATA), ("p.svg",), "old"),
    "ontology": (("ontology", "-o", "o.ttl"), ("o.ttl",), "old"),
    "template": (("template", "-o", "t.xlsx"), ("t.xlsx",), ""),
    "csv": (("export", "csv", "-o", "out", *_DATA), ("out",), ""),
    "csv into a folder": (("export", "csv", "-o", "out", *_DATA), ("out",), "empty"),
    "dataset": (("export", "dataset", "-o", "out", *_DATA), ("out",), ""),
    "neo4j-admin": (("export", "neo4j-admin", "-o", "out", *_DATA), ("out",), ""),
    "import": (("import", "turtle", "../g.ttl", "--into", "out"), ("out",), ""),
    "import into a folder": (("import", "turtle", "../g.ttl", "--into", "out"), ("out",), "empty"),
    "cache": (("ask", "members", "Anytown Board", "--format", "csv", *_DATA), (), ""),
}
# Of what has many files, not each is broken.
_EVERY = {("neo4j-admin", "killed"): 7, ("neo4j-admin", "full"): 11}
_EVERY |= {(name, "full"): 2 for name in COMMANDS if COMMANDS[name][1] == ("out",) and name != "neo4j-admin"}
_EVERY |= {(name, "full"): 2 for name in ("report", "page", "picture", "xlsx")} | {("picture", "killed"): 2}


class Breaking:
    """Counts operations of ``os`` and breaks the one with a number: by death, or by a disk that is full."""

    def __init__(self, at: int, how: str) -> None:
        self.at, self.how, self.count = at, how, 0
        for name in OPERATIONS:
            setattr(os, name, self.wrapped(name, getattr(os, name)))

    def wrapped(self, name: str, real: Any) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            self.count += 1
            if self.count != self.at:
                return real(*given, **named)
            if name == "write":
                # Half of it is written all the same.
                real(given[0], bytes(given[1])[: len(given[1]) // 2])
            if self.how == "killed":
                os._exit(KILLED)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        return call


def run(
    words: tuple[str, ...], folder: Path, cache: Path, at: int = 0, how: str = "", largest: int | None = None
) -> dict[str, Any]:
    """Run a command in a child that stands in a folder; return its status, what it said, and how much it did."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _child(words, folder, cache, Breaking(at, how), writer, largest)
    os.close(writer)
    with os.fdopen(reader) as stream:
        count = stream.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    out, err = ((folder.parent / name).read_text("utf-8") for name in ("stdout", "stderr"))
    return {"status": status, "out": out, "err": err, "count": int(count or 0)}


def _child(
    words: tuple[str, ...], folder: Path, cache: Path, breaking: Breaking, writer: int, largest: int | None
) -> None:
    from ics_graph.cli import main

    status = 99
    gc.disable()
    try:
        for number, name in ((1, "stdout"), (2, "stderr")):
            os.dup2(os.open(folder.parent / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        os.chdir(folder)
        os.environ["ICS_GRAPH_CACHE"] = str(cache)
        os.environ["XDG_CACHE_HOME"] = f"{cache}-other"
        if largest is not None:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        main(words)
    except SystemExit as left:
        status = int(left.code or 0)
    except BaseException:
        import traceback

        traceback.print_exc()
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    with contextlib.suppress(OSError), os.fdopen(writer, "w") as stream:
        stream.write(str(breaking.count))
    os._exit(status)


def place(where: Path, home: Path, command: str) -> tuple[Path, Path]:
    """Return a new folder to write into, with what lies there before, and the cache to use."""
    _, names, before = COMMANDS[command]
    folder = home / "place"
    folder.mkdir(parents=True)
    (home / "g.ttl").write_bytes((where / "g.ttl").read_bytes())
    for name in names:
        if before == "old":
            (folder / name).write_bytes(_OLD)
        elif before == "empty":
            (folder / name).mkdir()
    return folder, home / "cache" if command == "cache" else where / "cache"


def state(folder: Path) -> dict[str, Any]:
    """Return what lies in a folder, by path."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def points(where: Path, commands: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield what came of each command, broken at each of its points in both ways."""
    for name in commands:
        words = COMMANDS[name][0]
        folder, cache = place(where, where / name, name)
        old = state(folder)
        whole = run(words, folder, cache)
        assert whole["status"] == 0, (name, whole)
        new = state(folder)
        for how in ("killed", "full"):
            for at in range(1, whole["count"] + 1, _EVERY.get((name, how), 1)):
                home = where / f"{name}-{how}-{at}"
                folder, cache = place(where, home, name)
                broken = run(words, folder, cache, at, how)
                after = state(folder)
                point: dict[str, Any] = {"command": name, "how": how, "at": at, "old": old, "new": new, "after": after}
                point |= {"status": broken["status"], "err": broken["err"]}
                if how == "killed" and (at % 2 or at >= whole["count"] - 2):
                    retry = run(words, folder, cache)
                    point |= {"retry": retry["status"], "retried": state(folder), "same": retry["out"] == whole["out"]}
                    point["caches"] = sorted(path.name for path in home.glob("*cache/**/*") if path.is_file())
                shutil.rmtree(home)
                yield point


def cuts(where: Path, sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Yield what came of each command where the system cuts files short at a size."""
    for name in COMMANDS.keys() - {"cache"}:
        for size in sizes:
            folder, cache = place(where, where / f"{name}-{size}", name)
            old = state(folder)
            cut = run(COMMANDS[name][0], folder, cache, largest=size)
            yield {"command": name, "size": size, "old": old, "after": state(folder), **cut}


def main() -> None:
    """Print a line for each point; with ``--cut`` for each command at each size that follows."""
    where = Path(sys.argv[1])
    warm_up(where)
    if sys.argv[2] == "--cut":
        for cut in cuts(where, [int(size) for size in sys.argv[3:]]):
            print(json.dumps(cut), flush=True)
        return
    for point in points(where, sys.argv[2:]):
        print(json.dumps(point), flush=True)


def warm_up(where: Path) -> None:
    """Import what the commands need and read the small system once, so that a child has little to do."""
    import ics_graph.cli.export as export
    import ics_graph.output.file as file
    from ics_graph.cli.main import COMMANDS as modules
    from ics_graph.dataset import read_datasets
    from ics_graph.ontology import load_ontology

    for module in modules.values():
        __import__(module)
    # Several writes to a file of some size.
    file._BUFFER = 8192
    ontology = load_ontology()
    dataset = read_datasets([SMALL], ontology).dataset
    export.whole = lambda *_: dataset
    (where / "warm").mkdir(parents=True)
    first = run(("export", "turtle", "-o", str(where / "g.ttl"), *_DATA), where / "warm", where / "cache")
    assert first["status"] == 0, first
    second = run(COMMANDS["cache"][0], where / "warm", where / "cache")
    assert second["status"] == 0, second
    # Looks for its folder by writing into it, once.
    tempfile.gettempdir()
    gc.freeze()


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
