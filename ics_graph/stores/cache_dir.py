"""Where what can be made again is kept between runs: ICS_GRAPH_CACHE, else the user's cache."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_FOR_ITS_OWNER = 0o700
_folders_noted: set[Path] = set()


def cache_folders() -> Iterator[Path]:
    """Yield the folders in which kept things are looked for, the preferred one first; none need be there."""
    if chosen := os.environ.get("ICS_GRAPH_CACHE"):
        yield Path(chosen)
    yield _of_the_user()


def _of_the_user() -> Path:
    """Return the folder of this user for what can be made again."""
    # platformdirs knows every system, and takes 5 ms to import. On Linux two variables are all that it looks at.
    if sys.platform == "linux":
        chosen, home = os.environ.get("XDG_CACHE_HOME", ""), os.environ.get("HOME", "")
        if chosen.startswith("/"):
            return Path(chosen, "ics-graph")
        if not chosen and home.startswith("/"):
            return Path(home, ".cache", "ics-graph")
    from platformdirs import user_cache_path

    return user_cache_path("ics-graph")


def kept_cache() -> Path | None:
    """Return the first of the folders that can be written, made if need be, or None."""
    return next(filter(can_keep, cache_folders()), None)


def can_keep(folder: Path) -> bool:
    """Return whether files can be kept in a folder; it is made, for its owner alone, where it is not there."""
    with suppress(OSError):
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(_FOR_ITS_OWNER, exist_ok=True)
        return os.access(folder, os.W_OK | os.X_OK)
    return False


def tell_once(folder: Path, text: str) -> None:
    """Write a notice about a folder to standard error, once in a run."""
    if folder not in _folders_noted:
        _folders_noted.add(folder)
        print(f"ics-graph: {text}", file=sys.stderr)
