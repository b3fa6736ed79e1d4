"""How a whole process is timed: in turns with its peer, so that a machine that slows down slows both."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence


def wall(command: Sequence[str], env: Mapping[str, str] | None = None) -> float:
    """Return the seconds that a command takes from start to end; its output is thrown away."""
    begin = time.perf_counter()
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def in_turns(first: Callable[[], float], second: Callable[[], float], rounds: int) -> tuple[float, float, float]:
    """Return the medians of two timings and the median of their ratios, taken A B A B …, after one round unmeasured."""
    first(), second()
    pairs = [(first(), second()) for _ in range(rounds)]
    ours, peers = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(peers), statistics.median(a / b for a, b in pairs)
