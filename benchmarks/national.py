"""Importing the ODS files of the whole of England, and asking of the result: 14,303 practices and 60,000 memberships.

    python -m benchmarks.national [FOLDER]

All files are made up, as large and as long as those of the register: each practice goes from a primary care group to
trusts and to CCGs.

Targets: the import in at most 30 s and 1 GB; a question of the result in the time of any other.
"""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def run(*words: str) -> tuple[float, float, str]:
    """Return how many seconds and megabytes a command took, and what it printed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "ics_graph", *words], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    most = max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: {done.stderr}")
    return seconds, most, done.stdout


def main() -> None:
    """Make, import, ask; print what each took."""
    with tempfile.TemporaryDirectory() as there:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else there) / "england"
        make(folder)
        into = folder.parent / "imported"
        seconds, most, told = run("import", "ods", *(str(folder / name) for name in FILES), "--into", str(into))
        print(told)
        print(f"import: {seconds:.1f} s, {most:.0f} MB at most (targets: 30 s, 1,000 MB)")
        data = ("--data", str(into))
        seconds, most, _ = run("ask", "memberships", "A80001", "--as-of", "2000-01-01", *data)
        print(f"the first question, which builds the store: {seconds:.1f} s, {most:.0f} MB at most so far")
        for words in (
            ("ask", "memberships", "A80001", "--as-of", "2000-01-01"),
            ("ask", "members", "NHS Anytown 1 CCG", "--as-of", "2015-01-01"),
            ("ask", "accountable-to", "NHS Anytown 1 CCG", "--as-of", "2019-06-01"),
        ):
            seconds, _, _ = run(*words, *data)
            print(f"{' '.join(words)}: {seconds:.2f} s")


if __name__ == "__main__":
    main()
