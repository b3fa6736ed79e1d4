"""Where what can be made again is kept between runs: ICS_GRAPH_CACHE, else the user's cache."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from zlib import crc32

SECONDS_WAITED = 120.0
"""How long a run waits for another that builds the same store, before it builds one as well."""
_FOR_ITS_OWNER = 0o700
_LONGEST_NAME = 60
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


def name_in_cache(folders: Sequence[Path]) -> tuple[str, str]:
    """Return what the names of stores of these folders begin with, and the text by which such a store knows them.

    The name has the folders for a reader, and a checksum to tell it from others. A checksum is enough, and needs no
    library: which folders a store is of stands in the store, and is compared.
    """
    # A name may have bytes that are no UTF-8.
    key = "\n".join(map(str, folders)).encode("utf-8", "backslashreplace").decode("utf-8")
    shown = "+".join(re.sub(r"[^\w.-]+", "-", folder.name) for folder in folders) or "empty"
    if len(shown) > _LONGEST_NAME:
        shown = f"{shown[:_LONGEST_NAME]}-and-more"
    return f"{shown}-{crc32(os.fsencode(key)):08x}", key


@cache
def private_folder() -> Path:
    """Return a folder for this run only, where no cache can be written."""
    import atexit
    import shutil
    import tempfile

    private = Path(tempfile.mkdtemp(prefix="ics-graph-"))
    atexit.register(shutil.rmtree, private, ignore_errors=True)
    tell_once(private, f"no cache can be written; building in {private} for this run only")
    return private
