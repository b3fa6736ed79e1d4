"""Where an export of several files goes: a new folder, there whole or not at all, and nothing is ever overwritten."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ics_graph.errors import FormatError


@contextmanager
def new_folder(to: Path) -> Iterator[Path]:
    """Yield a folder beside ``to`` to write into; it becomes ``to`` when all is written, and is removed otherwise.

    Raises ValueError where ``to`` is a file, or a folder that is not empty.
    """
    to = to.absolute()
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise FormatError(f"{to} is there already and not empty; name a folder that is not there yet")
    to.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{to.name}.", dir=to.parent))
    try:
        inner = beside / to.name
        inner.mkdir()
        yield inner
        os.replace(inner, to)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
