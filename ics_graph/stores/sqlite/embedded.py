"""The store of some dataset folders: found in the cache, and built when it is not there or not of today."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from ics_graph.stores import StoreError
from ics_graph.stores.cache_dir import kept_cache
from ics_graph.stores.sqlite.reading import FORMAT, SQLiteStore

Progress = Callable[[str], None]


class EmbeddedStore(SQLiteStore):
    """A store in the cache, of today as long as the files of its folders are as they were when it was built."""

    def is_current(self) -> bool:
        """Return whether it was built from the files as they are now; it remembers which folders were read."""
        read = [Path(folder) for folder in (self.meta("folders") or "").splitlines()]
        try:
            return bool(read) and self.meta("state") == _state(read)
        except OSError:
            return False


def embedded_store(folders: Sequence[Path | str], progress: Progress | None = None) -> EmbeddedStore:
    """Return the store of the dataset folders (all shipped ones where none is named), built if need be.

    Raises DatasetError where the data are wrong and StoreError where the store can be written nowhere.
    """
    asked = [Path(folder).resolve() for folder in folders or shipped_datasets()]
    wanted = "\n".join(map(str, asked))
    # A short name serves: whether a store is the one asked for is told by what it remembers, not by its name.
    path = _cache_folder() / f"{asked[-1].name if asked else 'empty'}-{crc32(os.fsencode(wanted)):08x}.sqlite"
    with suppress(StoreError, sqlite3.Error):
        store = EmbeddedStore(path)
        if store.meta("asked") == wanted and store.is_current():
            return store
        store.close()
    from ics_graph.dataset import folders_of, read_datasets
    from ics_graph.stores.sqlite.building import build

    read = folders_of(asked)
    # The state is taken before the files are read: what changes while they are read is seen by the next start.
    state = _state(read)
    loaded = read_datasets(asked, progress=progress)
    build(path, loaded.dataset, meta={"asked": wanted, "state": state, "folders": _lines(read)}, progress=progress)
    return EmbeddedStore(path)


def _state(folders: Sequence[Path]) -> str:
    from ics_graph.dataset.folder import fingerprint
    from ics_graph.package_data import shipped

    return f"{FORMAT}\n{_stamp(shipped('ontology'))}\n{fingerprint(folders)}"


def _lines(folders: Sequence[Path]) -> str:
    return "\n".join(map(str, folders))


def shipped_datasets() -> list[Path]:
    """Return the folders of the datasets that come with the project."""
    from ics_graph.package_data import shipped

    return sorted(path.parent for path in shipped("seeds").glob("*/dataset.yaml"))


def _stamp(folder: Path) -> str:
    return "\n".join(f"{p.name} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in sorted(folder.glob("*.ttl")))


def _cache_folder() -> Path:
    """Return where stores are kept: the user's cache, or a private folder where that cannot be written."""
    if (folder := kept_cache()) is not None:
        return folder
    import atexit
    import shutil
    import tempfile

    private = Path(tempfile.mkdtemp(prefix="ics-graph-"))
    atexit.register(shutil.rmtree, private, ignore_errors=True)
    print(f"ics-graph: no cache can be written; building in {private} for this run only", file=sys.stderr)
    return private
