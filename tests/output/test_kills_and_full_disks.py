"""Whatever breaks a command, what it writes is there as it was before or whole, and the next run is as if nothing were.

Every command that writes is killed, and finds the disk full, at each of its writes, syncs and renames (of those with
many files, at some): see ``tests.output.breaking``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ics_graph.output.parts import SUFFIX
from tests.asking import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked on this system")

# Of each group, its commands and at how many points they are broken at least: more than 200 in all.
GROUPS = [
    (["turtle", "xlsx", "report", "page", "picture", "ontology", "template", "cache"], 50),
    (["csv", "dataset", "neo4j-admin"], 70),
    (["csv into a folder", "import", "import into a folder"], 100),
]
MARKER = f".moving{SUFFIX}"


@pytest.fixture(scope="module")
def fast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in memory, where there is one: to wait for a disk some thousand times would tell nothing more."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path_factory.mktemp("broken")
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def broken(where: Path, commands: list[str]) -> list[dict[str, Any]]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.output.breaking", str(where), *commands], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def visible(state: dict[str, str]) -> dict[str, str]:
    """What a reader sees: not what is hidden under the name of a part."""
    return {path: of for path, of in state.items() if not any(step.endswith(SUFFIX) for step in path.split("/"))}


def is_old_or_new(point: dict[str, Any]) -> bool:
    seen, old, new = visible(point["after"]), point["old"], point["new"]
    if seen in (old, new):
        return True
    if point["command"] == "report":
        # Two files, each whole.
        return all(of in (old[path], new[path]) for path, of in seen.items()) and seen.keys() == new.keys()
    if "into a folder" in point["command"] and point["how"] == "killed":
        # Some files of a move that was broken off, each whole, marked as such, and not the one that makes a dataset.
        marked = f"out/{MARKER}" in point["after"]
        return marked and "out/dataset.yaml" not in seen and seen.items() <= new.items()
    return False


@pytest.mark.slow
@pytest.mark.parametrize(("commands", "fewest"), GROUPS, ids=["files", "folders", "imports"])
def test_what_is_broken_anywhere_leaves_old_or_new_and_nothing_else(
    fast: Path, commands: list[str], fewest: int
) -> None:
    points = broken(fast / "points", commands)
    shutil.rmtree(fast / "points")
    assert {point["command"] for point in points} == set(commands)
    assert len(points) >= fewest
    for point in points:
        told = {key: point[key] for key in ("command", "how", "at", "status", "err")}
        assert "Traceback" not in point["err"], told
        assert is_old_or_new(point), (told, sorted(point["after"]))
        if point["how"] == "killed":
            assert point["status"] == 9, told
            if "retry" in point:
                check_next_run(point, told)
        else:
            check_full_disk(point, told)


def check_next_run(point: dict[str, Any], told: dict[str, Any]) -> None:
    """The next run makes it whole, or finds that it is, and clears away what was left."""
    there_already = visible(point["after"]) == point["new"] != {} and not point["old"]
    if there_already and point["command"] != "cache":
        assert point["retry"] in (1, 2), told
    else:
        assert point["retry"] == 0, told
        assert point["same"], told
    assert point["retried"] == point["new"], (told, sorted(point["retried"]))
    # A lock that nobody holds may lie there until a store is built again.
    stores = [name for name in point["caches"] if not name.endswith(f".lock{SUFFIX}")]
    assert all(name.endswith(".sqlite") for name in stores), (told, point["caches"])


def check_full_disk(point: dict[str, Any], told: dict[str, Any]) -> None:
    """The command says so and leaves nothing half-written; or it managed without, as with another cache."""
    assert point["after"] == visible(point["after"]), (told, sorted(point["after"]))
    if point["status"] == 0:
        assert visible(point["after"]) == point["new"], told
        return
    assert point["status"] == 1, told
    assert "No space left on device" in point["err"], told
    assert "Make room on the disk, or name another place." in point["err"], told


def test_files_that_the_system_cuts_short_are_not_taken_for_whole(fast: Path) -> None:
    """A limit of the system on the size of files, as a full disk is: not one that Python plays."""
    cuts = broken(fast / "cuts", ["--cut", "0", "1000"])
    assert len(cuts) == 2 * (sum(len(commands) for commands, _ in GROUPS) - 1)
    for cut in cuts:
        told = {key: cut[key] for key in ("command", "size", "status", "err")}
        assert cut["status"] == 1, told
        assert "Traceback" not in cut["err"], told
        assert "File too large" in cut["err"] or cut["size"] < 200, told
        assert cut["after"] == cut["old"], told
