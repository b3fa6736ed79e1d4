"""Compiling as the graph grows to 4,000,000 relations: processor time beside a bare ``executemany``, and memory.

    python -m benchmarks.growth [--chart FILE] [RELATIONS…]

Each size is compiled in a process of its own. ``--chart`` draws the figures as SVG, on scales by powers of ten: a
straight line at 45 degrees grows in step with the graph.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.embedded import bare, make

SIZES = (4_000, 40_000, 400_000, 4_000_000)


class Figure(NamedTuple):
    """What compiling a graph of some size took: seconds of the processor, those of the peer, and megabytes."""

    relations: int
    ours: float
    peer: float
    megabytes: float


def measured(relations: int, room: Path) -> Figure:
    """Return the figures of one size."""
    folder, store = room / "data", room / "store.sqlite"
    make(folder, relations // 4)
    seconds, megabytes = _of_process("--compile", folder, store)
    peer, _ = _of_process("--bare", store, room / "bare.sqlite")
    return Figure(relations, seconds, peer, megabytes)


def _of_process(what: str, *paths: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.growth", what, *map(str, paths)]
    seconds, megabytes = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(megabytes)


def _alone(what: str, first: Path, second: Path) -> None:
    """Compile, or insert bare rows, and say what it took (run in a process of its own)."""
    import resource
    import time

    begin = time.process_time()
    if what == "--compile":
        from ics_graph.dataset import read_datasets
        from ics_graph.stores.sqlite.building import build

        build(second, read_datasets([first]).dataset)
        seconds = time.process_time() - begin
    else:
        seconds = bare(first, second, time.process_time)
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


_WIDTH, _HEIGHT, _LEFT, _TOP = 360, 260, 64, 34


def chart(figures: Sequence[Figure]) -> str:
    """Return the figures as SVG: seconds on the left, megabytes on the right."""
    seconds = _panel(0, "Seconds of the processor", figures, {"ics_graph": "ours", "bare executemany": "peer"})
    memory = _panel(_WIDTH + 140, "Most megabytes", figures, {"ics_graph": "megabytes"})
    width, height = 2 * _WIDTH + 140 + 110, _HEIGHT + 90
    style = "font-family='sans-serif' font-size='13'"
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' {style} role='img' "
        f"aria-label='Compiling by number of relations'>\n<rect width='100%' height='100%' fill='white'/>\n"
        f"{seconds}{memory}</svg>\n"
    )


def _panel(left: int, title: str, figures: Sequence[Figure], lines: dict[str, str]) -> str:
    values = [getattr(figure, name) for figure in figures for name in lines.values()]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = math.log10(figures[0].relations), math.log10(figures[-1].relations)

    def x(relations: float) -> float:
        return left + _LEFT + (math.log10(relations) - first) / (last - first or 1) * _WIDTH * 0.82

    def y(value: float) -> float:
        return _TOP + (high - math.log10(value)) / (high - low) * _HEIGHT

    parts = [f"<text x='{left + _LEFT}' y='20' font-weight='bold'>{title}</text>"]
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f"<path d='M{left + _LEFT} {at:.0f}H{x(figures[-1].relations):.0f}' stroke='#ddd'/>")
        parts.append(f"<text x='{left + _LEFT - 8}' y='{at + 4:.0f}' text-anchor='end'>{10**power:,g}</text>")
    for figure in figures:
        at = f"x='{x(figure.relations):.0f}' y='{_TOP + _HEIGHT + 20}'"
        parts.append(f"<text {at} text-anchor='middle'>{figure.relations:,}</text>")
    parts.append(f"<text x='{left + _LEFT}' y='{_TOP + _HEIGHT + 42}'>relations</text>")
    for (label, name), dashes in zip(lines.items(), ("none", "5 4"), strict=False):
        points = [(x(figure.relations), y(getattr(figure, name))) for figure in figures]
        path = "L".join(f"{across:.0f} {down:.0f}" for across, down in points)
        parts.append(f"<path d='M{path}' fill='none' stroke='#005eb8' stroke-width='2' stroke-dasharray='{dashes}'/>")
        for (across, down), figure in zip(points, figures, strict=True):
            value = getattr(figure, name)
            shown = f"{value:,.0f}" if value >= 10 else f"{value:.2g}"
            above = down - 9 if dashes == "none" else down + 19
            parts.append(f"<circle cx='{across:.0f}' cy='{down:.0f}' r='3' fill='#005eb8'/>")
            parts.append(f"<text x='{across:.0f}' y='{above:.0f}' text-anchor='middle'>{shown}</text>")
        across, down = points[-1]
        parts.append(f"<text x='{across + 12:.0f}' y='{down + 4:.0f}'>{label}</text>")
    return "\n".join(parts) + "\n"


def main() -> None:
    """Print the figures of each size, and draw them where that is asked for."""
    words = sys.argv[1:]
    file = Path(words[words.index("--chart") + 1]) if "--chart" in words else None
    sizes = [int(word) for word in words if word.isdecimal()] or SIZES
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    figures = []
    for relations in sizes:
        with tempfile.TemporaryDirectory() as room:
            figure = measured(relations, Path(room))
        figures.append(figure)
        print(
            f"{relations:>9,} relations: {figure.ours:7.2f} s, bare executemany {figure.peer:7.2f} s, "
            f"ratio {figure.ours / figure.peer:.2f}; {figure.megabytes:6,.0f} MB",
            flush=True,
        )
    if file is not None:
        file.write_text(chart(figures), "utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] in (["--compile"], ["--bare"]):
        _alone(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
