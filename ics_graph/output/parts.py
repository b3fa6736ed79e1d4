"""What is being written, beside its place: hidden, under a name of its own, and locked while its writer lives.

A lock that is free tells that the writer is dead, whatever its process was called and on whatever container it ran; a
process id does not. Where the system or the disk has no locks, nothing that lies about is ever taken for dead.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

SUFFIX = ".ics-graph-part"
_LONGEST = 80


def has_locks() -> bool:
    """Return whether this system has locks at all."""
    return fcntl is not None


def is_part(path: Path) -> bool:
    """Return whether a path is something half-written, which no reader may take for data."""
    return path.name.startswith(".") and path.name.endswith(SUFFIX)


def file_beside(target: Path) -> tuple[int, Path]:
    """Return a new, empty, locked file in the folder of ``target``, open for writing, for its owner alone."""
    while True:
        number, name = tempfile.mkstemp(SUFFIX, _prefix(target), target.parent)
        path = Path(name)
        if is_held(number, path):
            return number, path
        os.close(number)


def folder_beside(target: Path) -> tuple[int | None, Path]:
    """Return a new, empty, locked folder beside ``target``, with what holds its lock (None where there is none)."""
    while True:
        path = Path(tempfile.mkdtemp(SUFFIX, _prefix(target), target.parent))
        try:
            number = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            # Another run took it for what a killed one had left, before it was locked.
            continue
        except OSError:
            # A folder cannot be opened on Windows.
            return None, path
        if is_held(number, path):
            return number, path
        os.close(number)


def is_held(number: int, path: Path) -> bool:
    """Lock an open file; return False where somebody cleared it away before the lock was taken."""
    take(number)
    return is_there(number, path)


def is_there(number: int, path: Path) -> bool:
    """Return whether an open file is still the one of that name."""
    try:
        return os.path.samestat(os.fstat(number), os.stat(path, follow_symlinks=False))
    except FileNotFoundError:
        return False


def take(number: int) -> bool | None:
    """Lock an open file or folder; return whether it is locked now, or None where there are no locks."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def clear_away(folder: Path) -> None:
    """Remove from a folder what those have left that were killed while they wrote; the living keep theirs."""
    if fcntl is None:
        return
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in [entry for entry in entries if is_part(Path(entry.name))]:
            with suppress(OSError):
                _clear(Path(entry.path))


def _clear(path: Path) -> None:
    number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if not take(number):
            return
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    finally:
        os.close(number)


def umask() -> int:
    """Return which rights the user takes from new files."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, as well as one can.

    A folder cannot be opened on Windows, nor where it may be written and not read, and some disks do not do it. What
    is in it is whole all the same: at worst a power cut brings back what was there before.
    """
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _prefix(target: Path) -> str:
    return f".{os.fsdecode(os.fsencode(target.name)[:_LONGEST])}."
