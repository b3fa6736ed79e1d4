"""Importing the ODS files of the whole of England, and asking of the result: 14,303 practices and 60,000 memberships.

    python -m benchmarks.national [FOLDER]

All files are made up, as large and as long as those of the register: each practice goes from a primary care group to
trusts and to CCGs.

Each is measured in a process of its own. The peer of the import reads the five files by ``csv`` and writes the rows of
the dataset by it; those of JSON-LD and xlsx read the file by ``json`` and ``openpyxl``, and make nothing of it.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

PRACTICES, MEMBERSHIPS, CCGS, TRUSTS = 14_303, 60_000, 211, 218
FILES = ("eccg.csv", "etr.csv", "epraccur.csv", "epcmem.csv", "succ.csv")


def make(folder: Path) -> None:
    """Write the five files of an invented England of the real size."""
    draw = random.Random(1999)
    folder.mkdir(parents=True, exist_ok=True)
    ccgs = [
        _row(f"{n // 10:02}{'LMNPQRTVWX'[n % 10]}", f"NHS ANYTOWN {n} CCG", "20130401", "20200331" if n % 2 else "")
        for n in range(CCGS)
    ]
    _write(folder / "eccg.csv", ccgs)
    _write(folder / "etr.csv", [_row(f"RZ{n:03}", f"ANYTOWN {n} NHS TRUST", "19940401", "") for n in range(TRUSTS)])
    groups = [f"4{a}{b}{n:02}" for a in "ADEFGJKNQRTVXY" for b in "ABCDEF" for n in range(5)]
    trusts = [f"5{a}{b}" for a in "ABCDEFGHJKLMNPQ" for b in "123456789ABCDEFGHJKL"]
    spells: list[tuple[str, ...]] = []
    practices = []
    for number in range(PRACTICES):
        code = f"{'ABCDEFGHJKLMNPQRSTUVWXY'[number % 23]}{80_000 + number // 23:05}"
        ccg, group = ccgs[number % len(ccgs)], groups[number % len(groups)]
        moved = f"20{draw.randint(2, 9):02}1001"
        first, second = draw.sample(trusts, 2)
        spells += [(code, group, "19990401", "20010331"), (code, first, "20010401", _before(moved))]
        spells.append((code, ccg[0], "20130401", ccg[11]))
        # Some practices moved once more, so that there are as many spells as in the real file.
        more = number < MEMBERSHIPS - 4 * PRACTICES
        spells.append((code, second, moved, "20110331" if more else "20130331"))
        spells += [(code, first, "20110401", "20130331")] if more else []
        practices.append((code, ccg, number))
    _write(folder / "epcmem.csv", [[code, parent, "W", since, until, "0"] for code, parent, since, until in spells])
    rows = []
    for code, ccg, number in practices:
        row = [""] * 27
        row[:4] = [code, f"THE SURGERY AT {number} HIGH STREET", ccg[2], ccg[3]]
        row[4:10] = [f"{number} HIGH STREET", "", "", "ANYTOWN", "", "AA1 1AA"]
        closed = ccg[11] if number % 10 == 0 else ""
        row[10:17] = ["19740401", closed, "C" if closed else "A", "B", ccg[0], "20130401", ccg[11]]
        row[25] = "4" if number % 9 else "9"
        rows.append(row)
    _write(folder / "epraccur.csv", rows)
    closed = [number for number, row in enumerate(rows) if row[11]]
    merged = [[rows[n][0], rows[n + 1][0], "", rows[n][11], ""] for n in closed if n + 1 < len(rows)]
    _write(folder / "succ.csv", merged)


def _row(code: str, name: str, opened: str, closed: str) -> list[str]:
    """Return a row of the 27 columns."""
    row = [""] * 27
    row[:4], row[10:12] = [code, name, "Y99", "QZZ"], [opened, closed]
    return row


def _before(day: str) -> str:
    return f"{day[:4]}0930"


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)


# What the peers do.
_PEERS = {
    "csv": """
import csv, sys
from pathlib import Path
rows = [row for name in sys.argv[2:] for row in csv.reader(open(name, encoding="utf-8", newline=""))]
for table in sorted(Path(sys.argv[1]).glob("*.csv")):
    rows = list(csv.reader(open(table, encoding="utf-8", newline="")))
    csv.writer(open(sys.argv[1] + ".peer", "w", encoding="utf-8", newline="")).writerows(rows)
""",
    "jsonld": "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))",
    "xlsx": """
import sys
from openpyxl import load_workbook
for sheet in load_workbook(sys.argv[1], read_only=True):
    for row in sheet.iter_rows(values_only=True):
        pass
""",
}


class Took(NamedTuple):
    """The seconds on the clock and of the processor that a command took, and the most megabytes."""

    clock: float
    processor: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.clock:.1f} s, {self.processor:.1f} s of processor, {self.megabytes:.0f} MB"


def run(*words: str) -> Took:
    """Return what a command of ours took."""
    return took([sys.executable, "-m", "ics_graph", *words])


def took(command: list[str]) -> Took:
    """Return what a command took, in a process that has had no other child."""
    done = subprocess.run([sys.executable, "-c", _TIMED, *command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")
    return Took(*map(float, done.stdout.split()))


_TIMED = """
import resource, subprocess, sys, time
begin = time.perf_counter()
# lint says by its status that it found something.
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
assert done.returncode == 0 or (done.returncode == 1 and 'lint' in sys.argv)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def peer(name: str, *words: str) -> Took:
    """Return what a peer took."""
    return took([sys.executable, "-c", _PEERS[name], *words])


def main() -> None:
    """Make, import, ask, export and read back; print what each took beside its peer."""
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as there:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else there) / "england"
        make(folder)
        files = [str(folder / name) for name in FILES]
        into = folder.parent / "imported"
        _tell("import (targets 4 s, 400 MB)", run("import", "ods", *files, "--into", str(into)))
        _tell("  csv alone", peer("csv", str(into), *files))
        data = ("--data", str(into))
        os.environ["XDG_CACHE_HOME"] = str(folder.parent / "cache")
        first = ("ask", "memberships", "A80001", "--as-of", "2000-01-01", *data)
        _tell("the first question, which builds the store (targets 4 s, 400 MB)", run(*first))
        for words in (
            ("ask", "memberships", "A80001", "--as-of", "2000-01-01"),
            ("ask", "members", "NHS Anytown 1 CCG", "--as-of", "2015-01-01"),
            ("ask", "changes", "2012-01-01", "2014-01-01"),
            ("ask", "all-lines", "membership", "--limit", "10"),
            ("lint", "--as-of", "2019-06-01"),
        ):
            _tell(" ".join(words), run(*words, *data))
        _tell("check (target 3 s)", run("check", str(into)))
        for format_ in ("jsonld", "xlsx"):
            file, back = folder.parent / f"graph.{format_}", folder.parent / f"from-{format_}"
            _tell(f"export {format_}", run("export", format_, *data, "-o", str(file)))
            _tell(f"import {format_} (target 700 MB)", run("import", format_, str(file), "--into", str(back)))
            _tell("  its peer, which makes nothing of it", peer(format_, str(file)))


def _tell(what: str, took: Took) -> None:
    print(f"{what}: {took}", flush=True)


if __name__ == "__main__":
    main()
