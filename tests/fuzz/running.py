"""One case run in this process, within bounds of time and memory, and what came of it."""

from __future__ import annotations

import base64
import contextlib
import faulthandler
import io
import json
import os
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ics_graph.cli.main import main

SECONDS = 20.0
"""How long one case may take; each takes a fraction of a second."""
MEGABYTES = 1500
"""How much memory a case may take beside what the process had before it."""
_STATUSES = (0, 1, 2)


@dataclass(frozen=True)
class Case:
    """Files by their names and the commands that are run on them, one after another."""

    kind: str
    files: Mapping[str, bytes]
    commands: tuple[tuple[str, ...], ...]

    def as_text(self) -> str:
        """Return the case as a file keeps it."""
        files = {name: base64.b64encode(content).decode() for name, content in self.files.items()}
        told = {"kind": self.kind, "commands": self.commands, "files": files}
        return json.dumps(told, indent=1, ensure_ascii=True) + "\n"


def case_of(text: str) -> Case:
    """Return the case that ``as_text`` wrote."""
    told = json.loads(text)
    files = {name: base64.b64decode(content) for name, content in told["files"].items()}
    return Case(told["kind"], files, tuple(map(tuple, told["commands"])))


class TooLong(BaseException):
    """Raised where a case takes too long; nothing that is run may catch it as an error."""


def fault_of(case: Case) -> str | None:
    """Run a case and return what is wrong with what came of it; None where nothing is.

    A case that cannot be interrupted ends the whole process after a while, with a report of where it hangs.
    """
    with tempfile.TemporaryDirectory(prefix="fuzz-") as place, contextlib.chdir(place):
        for name, content in case.files.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(content)
        for command in case.commands:
            fault, status = run(command)
            if fault is not None:
                return f"{' '.join(command)[:300]}\n{fault}"
            if status != 0:
                return None
    return None


def run(command: tuple[str, ...]) -> tuple[str | None, int]:
    """Run a command in this process and this folder; return what is wrong with it, and its exit status."""
    # As a process has them, and as strict: what is no text cannot be printed by itself.
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    status: Any = 0
    fault = None
    began = time.monotonic()
    try:
        with _bounds(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main(list(command))
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    except TooLong:
        fault = f"it took more than {SECONDS:.0f} s"
    except BaseException as error:
        fault = f"it broke: {type(error).__name__}: {str(error)[:300]}"
    said = err.buffer.getvalue().decode("utf-8", "replace")
    if fault is None and (status not in _STATUSES or "Traceback (most recent call last)" in said):
        fault = f"exit {status} after {time.monotonic() - began:.1f} s\n{said[-3000:]}"
    if fault is None and status and not said.strip() and not out.buffer.getvalue():
        fault = f"exit {status} without a word"
    return fault, int(status)


@contextlib.contextmanager
def _bounds() -> Iterator[None]:
    """Hold what runs to its time and memory, where the system can."""

    def late(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    faulthandler.dump_traceback_later(SECONDS * 3, exit=True)
    try:
        with _memory():
            yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _memory() -> Iterator[None]:
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEGABYTES * 1024 * 1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
