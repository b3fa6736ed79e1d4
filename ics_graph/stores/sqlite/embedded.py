"""The store of some dataset folders: found in a cache, and built when it is not there, damaged, or not of today."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ics_graph.stores import StoreError
from ics_graph.stores.cache_dir import SECONDS_WAITED, cache_folders, can_keep, name_in_cache, private_folder, tell_once
from ics_graph.stores.sqlite import state
from ics_graph.stores.sqlite.reading import SQLiteStore

if TYPE_CHECKING:
    from ics_graph.dataset import Loaded
    from ics_graph.ontology import Ontology

Progress = Callable[[str], None]


class EmbeddedStore(SQLiteStore):
    """A store in the cache, of today as long as the files of its folders say what they said when it was built.

    Where it turns out to be damaged while it is read, it is built anew and read again.
    """

    def __init__(self, path: Path, again: Callable[[tuple[int, ...] | None], EmbeddedStore] | None = None) -> None:
        super().__init__(path)
        self._again = again
        self._files: Sequence[state.FileState] = state.from_text(self.meta("files"))
        self._folders = [Path(folder) for folder in json.loads(self.meta("folders") or "[]")]

    def is_current(self) -> bool:
        """Return whether it was built from what the files say now; it remembers which folders were read."""
        if not self._folders or not self._files:
            return False
        try:
            files = self._files
            if not state.at_a_glance(files):
                # They look otherwise; perhaps an earlier run has read them already, and they say the same.
                files = state.read_seen(self.path, files)
            now = state.of_today(files, self._folders)
            if now is not None and now != files:
                state.remember_seen(self.path, now)
        except (OSError, ValueError):
            # A file is gone, or a store of an earlier version lists its folders in another way.
            return False
        if now is None:
            return False
        self._files = now
        return True

    def ontology(self) -> Ontology:
        """Return the ontology with which it was compiled, which is read quicker than its Turtle."""
        from ics_graph.ontology import load_ontology
        from ics_graph.ontology.kept import from_text

        try:
            return from_text(self.meta("ontology") or "")
        except (ValueError, sqlite3.DatabaseError):
            return load_ontology()

    def mend(self, error: Exception) -> None:
        """Build the store anew and open it; raise StoreError where that is not possible or the data are others now."""
        again, files = self._again, [file.content for file in self._files]
        if again is None:
            raise StoreError(f"the store at {self.path} is damaged ({error}); remove it, and it is built anew")
        self.close()
        self.__dict__.update(again(self._stamp).__dict__)
        if [file.content for file in self._files] != files:
            raise StoreError("the data changed while they were read; ask again")


def _mending(read: Callable[..., Any]) -> Callable[..., Any]:
    """Return a reading that starts again, once, from a store built anew where the file turns out to be damaged."""

    @wraps(read)
    def reading(self: EmbeddedStore, *given: Any, **named: Any) -> Any:
        try:
            return read(self, *given, **named)
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.DatabaseError as error:
            self.mend(error)
            return read(self, *given, **named)

    return reading


for _name in (
    *("about", "counts", "called", "find", "starting", "bodies", "of_types", "lines", "degrees", "line"),
    *("closure", "facts", "gaps", "complete", "filed", "events", "mentions", "sources"),
):
    # All return what they have read whole, so that to read again is all there is to it.
    setattr(EmbeddedStore, _name, _mending(getattr(SQLiteStore, _name)))


def embedded_store(folders: Sequence[Path | str], progress: Progress | None = None) -> EmbeddedStore:
    """Return the store of the dataset folders (all shipped ones where none is named), built if need be.

    Raises DatasetError where the data are wrong and StoreError where the store can be written nowhere.
    """
    return _Wanted([Path(os.path.realpath(folder)) for folder in folders or shipped_datasets()], progress).store()


class _Wanted:
    """What store is wanted: of which folders."""

    def __init__(self, folders: Sequence[Path], progress: Progress | None) -> None:
        self.folders = folders
        stem, self.key = name_in_cache(folders)
        self.name = f"{stem}.sqlite"
        self.progress = progress
        self.data: tuple[dict[str, str], Loaded] | None = None

    def store(self, damaged: tuple[int, ...] | None = None) -> EmbeddedStore:
        """Return the store, but not the file that is known to be ``damaged``."""
        for folder in cache_folders():
            if store := self.good(folder / self.name, damaged):
                return store
        for folder in cache_folders():
            if not can_keep(folder):
                tell_once(folder, f"nothing can be kept in {folder}; another place is used")
                continue
            try:
                return self.built(folder, damaged)
            except StoreError as error:
                tell_once(folder, f"{error}; another place is used")
        return self.built(private_folder(), damaged)

    def good(self, path: Path, damaged: tuple[int, ...] | None) -> EmbeddedStore | None:
        """Return the store at a path where it is the one wanted, whole and of today."""
        with suppress(StoreError, sqlite3.Error):
            store = EmbeddedStore(path, self.store)
            if store._stamp != damaged and store.meta("asked") == self.key and store.is_current():
                return store
            store.close()
        return None

    def built(self, folder: Path, damaged: tuple[int, ...] | None) -> EmbeddedStore:
        """Return the store built in a folder, by this run or by another that was at it already."""
        from ics_graph.output.lock import one_at_a_time
        from ics_graph.stores.sqlite.building import build

        path = folder / self.name
        say = self.progress or (lambda _: None)
        try:
            with one_at_a_time(path, SECONDS_WAITED, lambda: say("waiting for another run that builds the store")):
                if store := self.good(path, damaged):
                    return store
                meta, loaded = self.read()
                build(path, loaded.dataset, meta=meta, progress=self.progress)
                self.data = None
                return EmbeddedStore(path, self.store)
        except OSError as error:
            raise StoreError(f"the store cannot be written at {path}: {error.strerror or error}") from error

    def read(self) -> tuple[dict[str, str], Loaded]:
        """Return the data, read once, and what the store is to remember of them."""
        from ics_graph.dataset import folders_of, read_datasets

        if self.data is None:
            folders = folders_of(self.folders)
            names = json.dumps([str(folder) for folder in folders])
            # The state is taken before the files are read: what changes while they are read is seen by the next start.
            files = state.taken(folders)
            loaded = read_datasets(self.folders, progress=self.progress)
            meta = {"asked": self.key, "files": state.as_text(state.settled(files)), "folders": names}
            self.data = meta, loaded
        return self.data


def shipped_datasets() -> list[Path]:
    """Return the folders of the datasets that come with the project."""
    from ics_graph.package_data import shipped

    return sorted(path.parent for path in shipped("seeds").glob("*/dataset.yaml") if path.parent.name[0] != ".")
