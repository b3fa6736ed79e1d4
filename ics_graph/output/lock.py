"""One at a time, where several may do the same work: a lock that its owner's death lets go of."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ics_graph.output import parts

_BETWEEN_TRIES = 0.05


@contextmanager
def one_at_a_time(path: Path, seconds: float, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock on what lies at ``path``, in a file beside it that is gone after; tell when another has it.

    After so many seconds, or where there are no locks, the work goes on without: the lock spares work, and what is
    written whole under names of its own needs none to be right. Raises OSError where the file cannot be made.
    """
    # What a killed run leaves of it is cleared away as any part is.
    file = path.with_name(f".{path.name}.lock{parts.SUFFIX}")
    number = _locked(file, seconds, waiting)
    try:
        yield
    finally:
        if number is not None:
            with suppress(OSError):
                file.unlink(missing_ok=True)
            os.close(number)


def _locked(path: Path, seconds: float, waiting: Callable[[], None]) -> int | None:
    if not parts.has_locks():
        return None
    until = time.monotonic() + seconds
    announced = False
    while True:
        number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        locked = parts.take(number)
        # Who had the lock before may have removed the file.
        if locked and parts.is_there(number, path):
            return number
        os.close(number)
        if locked is None or time.monotonic() > until:
            return None
        if locked is False:
            if not announced:
                waiting()
                announced = True
            time.sleep(_BETWEEN_TRIES)
