"""What went wrong in writing: which file, why, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ics_graph.errors import IcsGraphError

_NO_ROOM = "Make room on the disk, or name another place."
_NOT_YOURS = "Name a place where you may write."
_REMEDIES = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: "Allow bigger files (ulimit -f), or ask for less.",
    errno.EROFS: _NOT_YOURS,
    errno.EACCES: _NOT_YOURS,
    errno.EPERM: _NOT_YOURS,
    errno.EISDIR: "Name a file in that folder, not the folder.",
    errno.ENOENT: "Make its folder first, or name another place.",
    errno.ENOTDIR: "A part of its path is a file; name another place.",
    errno.ELOOP: "Its links run in a circle; name another place.",
    errno.ENAMETOOLONG: "Give it a shorter name.",
    errno.EIO: "Check the disk, or name another place.",
}


class CannotWrite(OSError, IcsGraphError):
    """Raised where a file or folder cannot be written; its text names it, says why, and what to do."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(error.errno, error.strerror or str(error), str(path))

    @property
    def remedy(self) -> str:
        """Return what to do, as a sentence."""
        return _REMEDIES.get(self.errno or 0, "Check the path, or name another place.")

    def __str__(self) -> str:
        return f"{self.filename} cannot be written: {self.strerror}. {self.remedy}"


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Turn what the system says of a failed write into CannotWrite of this path."""
    try:
        yield
    except (CannotWrite, FileExistsError, BrokenPipeError):
        # What is there already is for the caller to explain. That the reader of a pipe went away is no failure.
        raise
    except OSError as error:
        raise CannotWrite(path, error) from error
