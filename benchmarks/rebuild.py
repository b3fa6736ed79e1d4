"""What a change costs: a start with no change, with files touched, and with one changed file of ten.

    python -m benchmarks.rebuild [RELATIONS]

Each is measured in a process of its own, which opens the store of ten files of relations and asks for one body. The
peer is the first start, which builds the store from nothing.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.making import write_random
from benchmarks.national import took

FILES = 10


def make(folder: Path, relations: int) -> list[Path]:
    """Write a made dataset whose relations stand in ten files; return these."""
    write_random(folder, relations // 4)
    whole = folder / "relations.csv"
    with whole.open(newline="") as file:
        header, *rows = csv.reader(file)
    whole.unlink()
    files = [folder / f"relations-{number}.csv" for number in range(FILES)]
    for number, path in enumerate(files):
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([header, *rows[number::FILES]])
    return files


def main() -> None:
    """Print what each start takes, beside the first."""
    relations = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room, "made")
        files = make(folder, relations)
        os.environ["ICS_GRAPH_CACHE"] = str(Path(room, "cache"))
        ask = [sys.executable, "-m", "ics_graph", "show", "e1", "--data", str(folder)]
        first = took(ask)
        print(f"the first start, which builds the store of {relations:,} relations: {first}")

        def tell(what: str) -> None:
            again = took(ask)
            print(f"{what}: {again}; {again.processor / first.processor:.2f} of the first", flush=True)

        tell("no file changed")
        for path in files:
            path.touch()
        tell("all files touched")
        files[4].write_text(files[4].read_text().replace("2020-03-31", "2020-03-30", 1))
        tell("one changed file of ten")


if __name__ == "__main__":
    main()
