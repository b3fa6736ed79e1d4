"""The graph that SPARQL asks, as a store on disk: built once beside the embedded store, and then only read.

It is of today as long as the files say what they said when it was built, and as long as it was built by this version.
See docs/decisions/0055-what-a-sparql-query-may-take-for-sure.md.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from ics_graph.exchange.terms import BASE
from ics_graph.stores import StoreError
from ics_graph.stores.cache_dir import SECONDS_WAITED, cache_folders, can_keep, name_in_cache, private_folder, tell_once
from ics_graph.stores.sqlite import state

if TYPE_CHECKING:
    from ics_graph.exchange.rdf.to_triples import Group

FORMAT = "2"
"""Counts up when a queried graph says anything else of the same data; a test holds it to the triples."""
Progress = Callable[..., None]
Make = Callable[[], "Iterable[Group]"]

_ABOUT = "about.json"
_SUFFIX = ".rdf"
# More at once is loaded in less time and takes more memory: 32 MB of text take some 300 MB.
_AT_ONCE = 1 << 25
# How many graphs of the same folders are kept, such as snapshots of several days.
_MOST_KEPT = 8


def build(folder: Path, groups: Iterable[Group], base: str = BASE) -> None:
    """Make the store of some records in an empty folder."""
    import pyoxigraph as ox

    from ics_graph.exchange.rdf.exporter import write
    from ics_graph.exchange.rdf.ntriples import NTriples

    store = ox.Store(str(folder))
    with ThreadPoolExecutor(1) as loader:
        loading = _Loading(store, loader)
        write(groups, loading, NTriples(base))  # type: ignore[arg-type]  # it is written to, and no more
        loading.finish()
    if loading.loads > 1:
        # Few and large files are read quicker, and all of them are open from the start (see sparql_process).
        store.optimize()
    store.flush()


class _Loading:
    """A stream into a store: what is written is loaded in large parts, while the next is made."""

    def __init__(self, store: Any, loader: ThreadPoolExecutor) -> None:
        self._store, self._loader = store, loader
        self._parts: list[bytes] = []
        self._size = self.loads = 0
        self._before: Future[None] | None = None

    def write(self, data: bytes) -> None:
        """Take some lines of N-Triples."""
        self._parts.append(data)
        self._size += len(data)
        if self._size >= _AT_ONCE:
            self._load()

    def finish(self) -> None:
        """Load what is left, and wait until all is loaded."""
        self._load()
        self._wait()

    def _load(self) -> None:
        import pyoxigraph as ox

        data = b"".join(self._parts)
        self._parts, self._size, self.loads = [], 0, self.loads + 1
        self._wait()
        self._before = self._loader.submit(self._store.bulk_load, data, format=ox.RdfFormat.N_TRIPLES)

    def _wait(self) -> None:
        if self._before is not None:
            self._before.result()


class DiskStore:
    """The kept store of some dataset folders, or of the one file of another store.

    ``options`` say which graph of them it is, and ``make`` makes its records where it has to be built.
    """

    def __init__(self, places: Sequence[Path | str], options: dict[str, Any], make: Make, say: Progress) -> None:
        self._places = [Path(os.path.realpath(place)) for place in places]
        self._stem, self._key = name_in_cache(self._places)
        options = {**options, "format": FORMAT, "ics-graph": version("ics-graph"), "engine": version("pyoxigraph")}
        self._options = options
        self._name = f"{self._stem}.{crc32(json.dumps(options, sort_keys=True).encode()):08x}{_SUFFIX}"
        self._make, self._say = make, say

    def folder(self, damaged: bool = False) -> Path:
        """Return the folder of the store, built if need be, or where it is known to be damaged.

        Raises DatasetError where the data are wrong and StoreError where it can be written nowhere.
        """
        for cache in cache_folders():
            if not damaged and self._is_good(cache / self._name):
                return cache / self._name
        for cache in cache_folders():
            if not can_keep(cache):
                tell_once(cache, f"nothing can be kept in {cache}; another place is used")
                continue
            try:
                return self._built(cache, damaged)
            except StoreError as error:
                tell_once(cache, f"{error}; another place is used")
        return self._built(private_folder(), damaged)

    def _built(self, cache: Path, damaged: bool) -> Path:
        from ics_graph.output import replacing_folder
        from ics_graph.output.lock import one_at_a_time

        path = cache / self._name
        found = _number(path)
        try:
            with one_at_a_time(
                path, SECONDS_WAITED, lambda: self._say("waiting for another run that builds the store")
            ):
                # Another run may have built it meanwhile.
                if (not damaged or _number(path) != found) and self._is_good(path):
                    return path
                # The state is taken before the files are read: what changes meanwhile is seen by the next start.
                about = self._about()
                with replacing_folder(path) as new:
                    build(new, self._make(), self._options.get("base", BASE))
                    about["files"] = state.as_text(state.settled(state.from_text(about["files"])))
                    (new / _ABOUT).write_text(json.dumps(about), "utf-8")
                state.seen_since(path).unlink(missing_ok=True)
                self._clear(cache, about)
                return path
        # The engine says RuntimeError where a disk is full, and CannotWrite is an OSError.
        except (OSError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise StoreError(f"the store cannot be written at {path}: {reason}") from error

    def _wait(self) -> None:
        self._say("waiting for another run that builds the store")

    def _about(self) -> dict[str, Any]:
        from ics_graph.dataset import folders_of

        is_store = all(place.is_file() for place in self._places)
        places = self._places if is_store else folders_of(self._places)
        files = state.as_text(state.taken(places))
        return {"asked": self._key, "options": self._options, "places": [str(p) for p in places], "files": files}

    def _is_good(self, path: Path) -> bool:
        """Return whether the store at a path is the one wanted, and of today."""
        about = _read(path)
        if about.get("asked") != self._key or about.get("options") != self._options:
            return False
        files = state.from_text(about.get("files"))
        try:
            if not state.at_a_glance(files):
                files = list(state.read_seen(path, files))
            now = state.of_today(files, [Path(place) for place in about["places"]])
        except (OSError, ValueError):
            return False
        if now is None or not files:
            return False
        if now != files:
            state.remember_seen(path, now)
        with suppress(OSError):
            os.utime(path)
        return True

    def _clear(self, cache: Path, about: dict[str, Any]) -> None:
        """Remove the graphs of these folders that are not of today, and those that were not asked for longest."""
        of_today = [file.content for file in state.from_text(about["files"])]
        ours = _version(about)
        others = [path for path in cache.glob(f"{self._stem}.*{_SUFFIX}") if path.name != self._name]
        kept = []
        for path in others:
            other = _read(path)
            files = state.from_text(other.get("files"))
            if [file.content for file in files] == of_today and _version(other) == ours:
                kept.append(path)
            else:
                _remove(path)
        for path in sorted(kept, key=_stamp, reverse=True)[_MOST_KEPT - 1 :]:
            _remove(path)


def _read(path: Path) -> dict[str, Any]:
    """Return what a store says of itself; nothing where there is none."""
    try:
        about = json.loads((path / _ABOUT).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return about if isinstance(about, dict) else {}


def _version(about: dict[str, Any]) -> list[Any]:
    """Return with what a store was built."""
    options = about.get("options") or {}
    return [options.get(name) for name in ("format", "ics-graph", "engine")]


def _stamp(path: Path) -> int:
    """Return when a store was made or last asked; 0 where there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _number(path: Path) -> int:
    """Return what tells a store from another in its place; 0 where there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
    with suppress(OSError):
        state.seen_since(path).unlink(missing_ok=True)
