"""``scripts/fuzz``: change inputs at random until the time is over, and keep each that breaks something."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.fuzz.changes import change
from tests.fuzz.commands import command_line
from tests.fuzz.http_requests import fault_of_request, request_line, served
from tests.fuzz.inputs import INPUTS, input_of
from tests.fuzz.running import Case, fault_of

_EXPORTS = ("csv", "xlsx", "turtle", "rdfxml", "jsonld", "nquads", "graphml", "gexf", "dot", "mermaid", "popolo")
_MORE_EXPORTS = ("dataset", "cypher", "node-link", "neo4j-admin", "ntriples", "trig")


def case(random: Random, kind: str) -> Case:
    """Return a case of a kind, changed at random; what is accepted is then written in a format, and asked of."""
    if kind == "arguments":
        return Case(kind, input_of("yaml").files, (command_line(random),))
    given = input_of(kind)
    changed = set(random.choices(given.changed, k=random.choice((1, 1, 2))))
    files = {name: change(random, name, raw) if name in changed else raw for name, raw in given.files.items()}
    folder = "data" if given.args[0] == "check" else "made"
    export = random.choice((*_EXPORTS, *_MORE_EXPORTS))
    after = random.choice(
        (("export", export, "--data", folder, "-o", "out"), ("lint", "--data", folder), ("report", "--data", folder))
    )
    return Case(kind, files, (given.args, after))


def main() -> int:
    """Run for the minutes that were asked for; return 1 where anything broke."""
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="how long (default: 1)")
    parser.add_argument(
        "--seed", type=int, default=0, help="where chance begins: the same cases come again (default: 0)"
    )
    parser.add_argument(
        "--only", action="append", choices=[*INPUTS, "arguments", "http"], help="this reader (may be repeated)"
    )
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"), help="the folder for what breaks something")
    asked = parser.parse_args()
    keep = asked.keep.resolve()
    kinds = asked.only or [*INPUTS, "arguments", "yaml", "csv", "xlsx"]
    # The store that commands build is kept apart from the user's own.
    with tempfile.TemporaryDirectory(prefix="fuzz-cache-") as cache:
        os.environ["ICS_GRAPH_CACHE"] = cache
        requests = kinds == ["http"] or not asked.only
        share = 1.0 if kinds == ["http"] else 0.1 if requests else 0.0
        status = _fuzz_server(asked.seed, asked.minutes * share, Path(cache)) if requests else 0
        kinds = [kind for kind in kinds if kind != "http"]
        return max(status, _fuzz(asked.seed, asked.minutes * (1 - share), kinds, keep) if kinds else 0)


def _fuzz_server(seed: int, minutes: float, folder: Path) -> int:
    """Send requests at random to a server of this process until the time is over; return 1 where one broke it."""
    end, number, faults = time.monotonic() + minutes * 60, 0, 0
    with served(folder) as client:
        while time.monotonic() < end:
            fault = fault_of_request(client, *request_line(Random(f"{seed} http {number}")))
            if fault is not None:
                faults += 1
                print(f"--- http {number}\n{fault}", file=sys.stderr, flush=True)
            number += 1
    print(f"{number:,} requests of seed {seed}, {faults} faults")
    return 1 if faults else 0


def _fuzz(seed: int, minutes: float, kinds: list[str], keep: Path) -> int:
    end = time.monotonic() + minutes * 60
    number, faults = 0, dict[str, str]()
    while time.monotonic() < end:
        kind = kinds[number % len(kinds)]
        made = case(Random(f"{seed} {number}"), kind)
        # A case that hangs beyond help ends the process: what it was is kept before it is run.
        keep.mkdir(parents=True, exist_ok=True)
        running = keep / "running.json"
        running.write_text(made.as_text(), "utf-8")
        fault = fault_of(made)
        running.unlink()
        if fault is not None:
            # The last lines say where it broke: what breaks in the same place is one fault.
            place = fault.strip().splitlines()[-2:]
            key = hashlib.sha256("\n".join([kind, *place]).encode("utf-8", "replace")).hexdigest()[:12]
            if key not in faults:
                (keep / f"{kind}-{key}.json").write_text(made.as_text(), "utf-8")
                print(f"--- {kind} {number} ({key})\n{fault}", file=sys.stderr, flush=True)
            faults[key] = kind
        number += 1
    if not any(keep.iterdir()):
        keep.rmdir()
    print(f"{number:,} cases of seed {seed}, {len(faults)} faults{f'; they are in {keep}' if faults else ''}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
