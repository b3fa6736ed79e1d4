"""A one-shot ``ics-graph ask`` beside a bare start of Python with the libraries that it would be built on.

    python -m benchmarks.one_shot

Target: at most 1.2 times ``python -c "import click, pydantic, sqlite3"`` plus 30 ms as JSON, 20 ms more as a table, and
less than either for the help. Beside the medians stand the best of all rounds, which other work disturbs least.
"""

from __future__ import annotations

import os
import sys
import tempfile

from benchmarks.timing import in_turns, wall

ASK = ["ask", "members", "Central Integrated Care Partnership"]


def main() -> None:
    """Print the medians of each format beside the bare start, and the target."""
    with tempfile.TemporaryDirectory() as cache:
        # Without bytecode Python compiles our modules at every start, and none of the installed peer.
        env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        env["ICS_GRAPH_CACHE"] = cache
        bare = [sys.executable, "-c", "import click, pydantic, sqlite3"]
        json = [*ASK, "--format", "json"]
        for name, words, more in (("json", json, 0.03), ("table", ASK, 0.05), ("help", ["--help"], 0.03)):
            ours = [sys.executable, "-m", "ics_graph", *words]
            best: list[float] = []
            peers: list[float] = []

            def ours_once(command: list[str] = ours, among: list[float] = best) -> float:
                return _kept(wall(command, env), among)

            def bare_once(among: list[float] = peers) -> float:
                return _kept(wall(bare, env), among)

            took, peer, ratio = in_turns(ours_once, bare_once, 21)
            target = 1.2 * peer + more
            print(
                f"{name:>6}: {took * 1000:5.0f} ms, bare start {peer * 1000:.0f} ms, ratio {ratio:.2f}; target "
                f"{target * 1000:.0f} ms: {'met' if took <= target else 'missed'}; at best {min(best) * 1000:.0f} ms, "
                f"bare {min(peers) * 1000:.0f} ms"
            )


def _kept(seconds: float, among: list[float]) -> float:
    among.append(seconds)
    return seconds


if __name__ == "__main__":
    main()
