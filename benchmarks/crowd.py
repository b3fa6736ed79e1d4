"""The server under a crowd: 200 clients on 20 systems, client and server on the same cores; or a soak of many requests.

    python -m benchmarks.crowd [--clients N] [--systems N] [--rounds N] [--soak REQUESTS]

Everything stays on this computer, in made data, and the script ends by itself. One round that is not measured comes
first. Target: 99 of 100 requests answered in under 1.5 s. With --soak, so many requests of pages, questions, searches
and mistakes are sent one after another by eight clients, and the memory of the server is printed at the end beside what
it was after the first tenth; target: not more than 1.25 times as much.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

MEMBERS = 60
MOST_SECONDS = 600


def make_systems(folder: Path, systems: int) -> list[str]:
    """Write a dataset of so many made systems, each with members; return the ids of the systems."""
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: Made systems\n", "utf-8")
    (folder / "sources.csv").write_text("id,title,date\nmade,Made data,2019-06-15\n", "utf-8")
    kinds = ("ClinicalCommissioningGroup", "FoundationTrust", "Council", "Board")
    ids = [f"ics{number}" for number in range(systems)]
    bodies = [(id_, "IntegratedCareSystem", f"Made system {id_}") for id_ in ids]
    lines = []
    for id_ in ids:
        for number in range(MEMBERS):
            bodies.append((f"{id_}-m{number}", kinds[number % 4], f"Member {number} of {id_}"))
            lines.append((f"{id_}-m{number}", "memberOf", id_))
            lines.append((f"{id_}-m{number}", "reportsTo", f"{id_}-m{number // 3}") if number else lines[-1])
    with (folder / "entities.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("id", "type", "name", "source"), *((*body, "made") for body in bodies)])
    with (folder / "relations.csv").open("w", newline="", encoding="utf-8") as file:
        rows = [("subject", "type", "object", "source"), *((*line, "made") for line in dict.fromkeys(lines))]
        csv.writer(file).writerows(rows)
    return ids


class Connection:
    """A connection to the server that is kept open, and sends one request after another."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> tuple[int, float, int]:
        """Return the status of an answer, the seconds that it took, and how many bytes it has."""
        begin = time.perf_counter()
        kept = self.writer is not None and not self.writer.is_closing()
        try:
            status, length = await self._sent(path)
        except (asyncio.IncompleteReadError, ConnectionError):
            # The server closes what is idle for a few seconds; every browser then connects again.
            if not kept:
                raise
            self.close()
            status, length = await self._sent(path)
        return status, time.perf_counter() - begin, length

    async def _sent(self, path: str) -> tuple[int, int]:
        if self.writer is None or self.writer.is_closing():
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        assert self.reader is not None
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0] or 0)
        await self.reader.readexactly(length)
        if "connection: close" in head:
            self.writer.close()
        return int(head.split()[1]), length

    def close(self) -> None:
        """Let go of the server."""
        if self.writer is not None:
            self.writer.close()


async def crowd(port: int, clients: int, paths: Sequence[str], rounds: int) -> tuple[list[float], float, int]:
    """Return the seconds of each measured request, those of all rounds together, and how many bytes were sent."""
    connections = [Connection(port) for _ in range(clients)]

    async def one(number: int, measured: int) -> list[tuple[int, float, int]]:
        draw = random.Random(number)
        return [await connections[number].get(draw.choice(paths)) for _ in range(measured)]

    await asyncio.gather(*(one(number, 1) for number in range(clients)))
    begin = time.perf_counter()
    replies = [reply for of in await asyncio.gather(*(one(n, rounds) for n in range(clients))) for reply in of]
    took = time.perf_counter() - begin
    for connection in connections:
        connection.close()
    if any(status != 200 for status, _, _ in replies):
        raise SystemExit("not every answer was 200")
    return [seconds for _, seconds, _ in replies], took, sum(length for _, _, length in replies)


async def soak(port: int, process: int, ids: Sequence[str], requests: int) -> tuple[int, int]:
    """Send so many requests of all kinds; return the server's memory in KB after a tenth of them, and at the end."""
    after_a_tenth = 0
    for part in range(10):
        await asyncio.gather(*(_soaking(port, ids, requests // 80, part * 8 + client) for client in range(8)))
        if part == 0:
            after_a_tenth = _memory(process)
    return after_a_tenth, _memory(process)


async def _soaking(port: int, ids: Sequence[str], requests: int, seed: int) -> None:
    draw = random.Random(seed)
    connection = Connection(port)
    for _ in range(requests):
        body = f"{draw.choice(ids)}-m{draw.randrange(MEMBERS)}"
        day = f"{draw.randrange(2010, 2025)}-{draw.randrange(1, 13):02}-01"
        path = draw.choice(
            (
                f"/body/{draw.choice(ids)}",
                f"/body/{body}?as_of={day}",
                f"/api/ask/members?body={draw.choice(ids)}&as_of={day}",
                f"/api/ask/reports-to?body={body}",
                f"/api/find?q=Member+{draw.randrange(MEMBERS)}",
                f"/body/nobody-{draw.randrange(10**9)}",
                f"/api/ask/members?body={body}&limit=x{draw.randrange(10**9)}",
            )
        )
        status, _, _ = await connection.get(path)
        if status not in (200, 404, 422):
            raise SystemExit(f"{path} is answered with {status}")
    connection.close()


def _memory(process: int) -> int:
    """Return how many KB of memory a process has, as Linux tells it."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0])


def _processor(process: int) -> float:
    """Return the seconds of processor time that a process has used, as Linux tells it."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print what was measured beside the targets."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    for name, default in (("clients", 200), ("systems", 20), ("rounds", 5), ("soak", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        ids = make_systems(Path(scratch) / "systems", given.systems)
        command = [sys.executable, "-m", "ics_graph", "explore", "--port", "0", "--no-browser"]
        command += ["--data", str(Path(scratch) / "systems")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                port = urlsplit(process.stdout.readline().split()[0]).port or 0
                if given.soak:
                    waited = asyncio.wait_for(soak(port, process.pid, ids, given.soak), MOST_SECONDS * 6)
                    before, after = asyncio.run(waited)
                    ratio = after / before
                    print(f"{given.soak:,} requests: {before / 1024:.0f} MB, then {after / 1024:.0f} MB = {ratio:.2f}")
                    return
                paths = [f"/body/{id_}" for id_ in ids]
                before = _processor(process.pid), time.process_time()
                waited_ = asyncio.wait_for(crowd(port, given.clients, paths, given.rounds), MOST_SECONDS)
                times, took, size = asyncio.run(waited_)
                requests = len(times) + given.clients
                server = (_processor(process.pid) - before[0]) / requests
                client = (time.process_time() - before[1]) / requests
            finally:
                process.terminate()
        times.sort()
        print(
            f"{given.clients} clients on {given.systems} systems: {len(times) / took:.0f} requests a second of "
            f"{size / len(times) / 1024:.0f} KB; half in {statistics.median(times):.2f} s, 99 of 100 in "
            f"{times[int(len(times) * 0.99)]:.2f} s (target 1.5 s), all in {times[-1]:.2f} s; processor time of "
            f"a request: {server * 1000:.1f} ms of the server, {client * 1000:.1f} ms of the client, the "
            "first round included"
        )


if __name__ == "__main__":
    main()
