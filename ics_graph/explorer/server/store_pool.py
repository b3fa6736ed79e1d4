"""The store that is served: lent to one reader at a time, and opened anew when what it is made of changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from ics_graph.stores import Store

_SECONDS_BETWEEN_TRIES = 0.5


class StorePool:
    """Lends out stores: each reader has one for itself, so that none waits for another's query.

    ``again`` opens one; the first is given, so that whoever starts a server has seen that it can be opened.
    """

    def __init__(self, first: Store, again: Callable[[], Store]) -> None:
        self._again = again
        self._idle = [first]
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._failed: tuple[float, Exception] | None = None
        self._closed = False

    @contextmanager
    def lent(self) -> Iterator[Store]:
        """Yield a store of today; raise what opening raises (StoreError, DatasetError, OSError) where there is none."""
        store = self._idle_one() or self._opened()
        whole = False
        try:
            yield store
            whole = True
        finally:
            with self._lock:
                kept = whole and not self._closed
                if kept:
                    self._idle.append(store)
            # One that failed may be broken; the next reader opens another.
            if not kept:
                store.close()

    def version(self) -> Hashable | None:
        """Return what tells the store of today from another; None where nothing does. Raises what ``lent`` raises."""
        with self.lent() as store:
            return getattr(store, "version", None)

    def close(self) -> None:
        """Let go of all stores; one that is lent is let go of by its reader."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for store in idle:
            store.close()

    def _idle_one(self) -> Store | None:
        while True:
            with self._lock:
                if not self._idle:
                    return None
                store = self._idle.pop()
            current = False
            try:
                current = store.is_current()
            finally:
                if not current:
                    store.close()
            if current:
                return store

    def _opened(self) -> Store:
        # One at a time: the first may have to build the store, and the others find it built.
        with self._opening:
            if self._failed is not None and time.monotonic() - self._failed[0] < _SECONDS_BETWEEN_TRIES:
                # What cannot be read is not read again for each of many readers at once.
                raise self._failed[1].with_traceback(None)
            try:
                store = self._again()
            except Exception as error:
                self._failed = time.monotonic(), error
                raise
            self._failed = None
            return store
