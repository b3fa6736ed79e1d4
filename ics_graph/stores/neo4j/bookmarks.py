"""What a load wrote is seen by those who read next, whichever member of a cluster answers them.

A load keeps its bookmarks in the cache folder, for each server and database; who reads within the hour starts from
them. Members of a cluster are that far behind for seconds, not hours. A database that was wiped or restored in the
meantime may never come to a bookmark: nobody waits for that longer than a few seconds, and it is forgotten.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from ics_graph.output import write
from ics_graph.stores.cache_dir import kept_cache

if TYPE_CHECKING:
    from neo4j.api import BookmarkManager

_SECONDS_KEPT = 3600.0
_SECONDS_WAITED = 5.0
_SUFFIX = ".bookmarks.json"


def manager(values: list[str]) -> BookmarkManager:
    """Return what a driver's sessions share, beginning with these bookmarks."""
    from neo4j import Bookmarks, GraphDatabase

    return GraphDatabase.bookmark_manager(Bookmarks.from_raw_values(values))


def keep(url: str, database: str | None, reached: BookmarkManager) -> None:
    """Keep how far a load has come, as well as one can: who cannot write it reads a moment later than they might."""
    path = _path(url, database)
    if path is None:
        return
    values = sorted(reached.get_bookmarks())
    with suppress(OSError):
        for old in path.parent.glob(f"*{_SUFFIX}"):
            if _age(old) > _SECONDS_KEPT:
                old.unlink(missing_ok=True)
        write(path, json.dumps({"url": url, "database": database, "bookmarks": values}), private=True)


def kept(url: str, database: str | None, reach: Callable[[list[str]], None]) -> list[str]:
    """Return the bookmarks of a load of the last hour that ``reach`` comes to in a few seconds, else none."""
    path = _path(url, database)
    if path is None:
        return []
    values = _read(path, url, database)
    if not values:
        return []
    come = threading.Event()

    def wait() -> None:
        # Whatever is wrong with the server is told by the first query; what is wrong with the bookmarks by nobody.
        with suppress(Exception):
            reach(values)
            come.set()
        done.set()

    done = threading.Event()
    threading.Thread(target=wait, daemon=True).start()
    done.wait(_SECONDS_WAITED)
    if come.is_set():
        return values
    with suppress(OSError):
        path.unlink(missing_ok=True)
    return []


def _read(path: Path, url: str, database: str | None) -> list[str]:
    try:
        if not 0 <= _age(path) <= _SECONDS_KEPT:
            return []
        kept = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(kept, dict) or (kept.get("url"), kept.get("database")) != (url, database):
            return []
        values = kept.get("bookmarks")
    except (OSError, ValueError):
        return []
    return [value for value in values if isinstance(value, str) and value] if isinstance(values, list) else []


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime


def _path(url: str, database: str | None) -> Path | None:
    folder = kept_cache()
    named = crc32(f"{url} {database}".encode())
    return folder / f"neo4j-{named:08x}{_SUFFIX}" if folder else None
