"""Where a dataset, or an export of several files, goes: a new folder, there whole or not at all."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from ics_graph.dataset.folder import ABOUT_FILE
from ics_graph.output import whole_folder


def new_folder(to: Path) -> AbstractContextManager[Path]:
    """Return a context with a folder to write into; it becomes ``to`` when all is written, and is removed otherwise.

    What makes a folder a dataset comes last. Raises FolderTaken (a ValueError) where ``to`` is a file, or a folder
    that is not empty, and CannotWrite where it cannot be written.
    """
    return whole_folder(to, ABOUT_FILE)
