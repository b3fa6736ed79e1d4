"""A one-shot ``ics-graph ask`` beside a bare start of Python with the libraries that it would be built on.

    python -m benchmarks.one_shot

Target: at most 1.5 times ``python -c "import click, pydantic, sqlite3"`` plus 50 ms.
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
        for format_ in ("table", "json", "markdown"):
            ours = [sys.executable, "-m", "ics_graph", *ASK, "--format", format_]
            took, peer, ratio = in_turns(lambda c=ours: wall(c, env), lambda: wall(bare, env), 21)  # type: ignore[misc]
            target = 1.5 * peer + 0.05
            print(
                f"{format_:>9}: {took * 1000:5.0f} ms, bare start {peer * 1000:.0f} ms, ratio {ratio:.2f}; "
                f"target {target * 1000:.0f} ms: {'met' if took <= target else 'missed'}"
            )


if __name__ == "__main__":
    main()
