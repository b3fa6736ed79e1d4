"""The embedded store at 100,000 entities and 400,000 relations, beside what bare ``sqlite3`` does with the same rows.

    python -m benchmarks.embedded [ENTITIES]

Targets: compiling from CSV at most 1.8 times a bare ``executemany`` of the same rows with the same indexes and full
text, under 1.5 GB; a closure within 2 times hand-written SQL; and at most 1.5 times slower in a graph ten times as
large around the same answer.
"""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.making import write_random
from benchmarks.timing import in_turns
from ics_graph.ontology import load_ontology
from ics_graph.stores.rows import View
from ics_graph.stores.sqlite import SQLiteStore
from ics_graph.stores.sqlite.building import INDEXES, SCHEMA

DEPTH, FAN = 6, 3
ROWS_AT_ONCE = 100_000


def make(folder: Path, entities: int) -> None:
    """Write a random dataset: groups under trusts and CCGs, four relations each, and one tree of known size in it."""
    bodies = ((f"t{n}", f"Group {n} of the tree") for n in range(FAN**DEPTH))
    lines = ((f"tree{n}", f"t{n}", "reportsTo", f"t{(n - 1) // FAN}") for n in range(1, FAN**DEPTH))
    write_random(folder, entities, bodies, lines)


def compile_it(folder: Path, into: Path) -> None:
    """Compile a dataset folder as the command line does, and say what memory it took (run in its own process)."""
    from ics_graph.dataset import read_datasets
    from ics_graph.stores.sqlite.building import build

    begin = time.perf_counter()
    build(into, read_datasets([folder]).dataset)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{time.perf_counter() - begin} {peak}")


def compiled(folder: Path, into: Path) -> tuple[float, int]:
    """Return the seconds and the kilobytes that compiling takes in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.embedded", "--compile", str(folder), str(into)],
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, peak = done.stdout.split()
    return float(seconds), int(peak)


def bare(rows_of: Path, into: Path, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the seconds of a bare executemany of the very rows, with the same schema, indexes and full text."""
    into.unlink(missing_ok=True)
    source = sqlite3.connect(rows_of)
    begin = clock()
    db = sqlite3.connect(into, isolation_level=None)
    db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
    db.executescript(SCHEMA.read_text())
    db.execute("BEGIN")
    took = clock() - begin
    for name in ("entity", "name", "line", "source"):
        rows = source.execute(f"SELECT * FROM {name}")
        # To read them is no part of it; 4,000,000 would take 6 GB at once.
        while some := rows.fetchmany(ROWS_AT_ONCE):
            begin = clock()
            db.executemany(f"INSERT INTO {name} VALUES ({','.join('?' * len(some[0]))})", some)
            took += clock() - begin
    source.close()
    begin = clock()
    for statement in INDEXES.read_text().strip().split(";\n"):
        db.execute(statement)
    db.execute("COMMIT")
    db.close()
    return took + clock() - begin


BY_HAND = """
WITH RECURSIVE reached(id) AS (
    SELECT 't0' UNION SELECT l.subject FROM reached CROSS JOIN line l
    WHERE l.object = reached.id AND l.family = 'reporting' AND l.start_min <= '2019-06-01' AND l.end_max >= '2019-06-01'
)
SELECT l.* FROM reached CROSS JOIN line l
WHERE l.object = reached.id AND l.family = 'reporting' AND l.start_min <= '2019-06-01' AND l.end_max >= '2019-06-01'
"""


def closure_timer(path: Path) -> tuple[SQLiteStore, object]:
    """Return a store and a function that times one closure of the tree in it."""
    from datetime import date

    store = SQLiteStore(path)
    view = View(date(2019, 6, 1))

    def ours() -> float:
        begin = time.perf_counter()
        hops = store.closure("t0", "down", ["reporting"], view)
        took = time.perf_counter() - begin
        assert len(hops) == FAN**DEPTH - 1
        return took

    return store, ours


def main() -> None:
    """Print each target with what was measured."""
    load_ontology()
    entities = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, size in (("small", entities // 10), ("large", entities)):
            make(folder / name, size)
        seconds, peak = compiled(folder / "large", folder / "large.sqlite")
        compiled(folder / "small", folder / "small.sqlite")
        ratios = []
        for _ in range(3):
            seconds, peak = compiled(folder / "large", folder / "large.sqlite")
            by_hand = bare(folder / "large.sqlite", folder / "bare.sqlite")
            ratios.append(seconds / by_hand)
        print(
            f"compile {entities:,} entities, {entities * 4:,} relations: {seconds:.1f} s and {peak / 1024:.0f} MB, "
            f"bare executemany {by_hand:.1f} s, ratio {sorted(ratios)[1]:.2f} (target 1.8, under 1,536 MB)"
        )
        store, ours = closure_timer(folder / "large.sqlite")

        def hand() -> float:
            begin = time.perf_counter()
            rows = store.db.execute(BY_HAND).fetchall()
            took = time.perf_counter() - begin
            assert len(rows) == FAN**DEPTH - 1
            return took

        took, peer, ratio = in_turns(ours, hand, 51)  # type: ignore[arg-type]
        print(f"closure of 728 lines: {took * 1000:.2f} ms, by hand {peer * 1000:.2f} ms, ratio {ratio:.2f} (target 2)")
        _, in_small = closure_timer(folder / "small.sqlite")
        took, peer, ratio = in_turns(ours, in_small, 51)  # type: ignore[arg-type]
        print(f"same answer, graph ten times as large: ratio {ratio:.2f} (target 1.5)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--compile"]:
        compile_it(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
