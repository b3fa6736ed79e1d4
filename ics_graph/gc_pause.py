"""What bulk work needs of Python itself, and nothing of the graph."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 100_000


@contextmanager
def without_collecting() -> Iterator[None]:
    """Make many records that live on without looking for cycles among them.

    They have none, and each search of the collector reads all that were made before: a quarter of the time of
    reading 400,000 relations.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Look for cycles only after 100,000 objects more, so that a short command ends before the first search.

    A start makes tens of thousands of objects that live on. What serves for days collects all the same, and seldom.
    """
    before = gc.get_threshold()
    gc.set_threshold(_MANY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
