"""Makes the reference pages from the code: ``python docs/reference/generate.py [--check]``.

``--check`` writes nothing, and exits with status 1 where a page is not what the code says.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

from generator import COMMAND, pages  # noqa: E402


def main(arguments: list[str]) -> int:
    """Write the pages, or say which of them differ; return the exit status."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    stale = []
    for name, text in pages().items():
        path = HERE.parent / name
        if not path.exists() or path.read_bytes() != text.encode():
            stale.append(path.resolve().relative_to(HERE.parent.parent).as_posix())
            if not arguments:
                path.write_bytes(text.encode())
    if not arguments:
        print(f"Written: {', '.join(stale)}." if stale else "Every page is already what the code says.")
    elif stale:
        print(f"Not what the code says: {', '.join(stale)}.\nWrite them anew with: {COMMAND}", file=sys.stderr)
    return 1 if stale and arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
