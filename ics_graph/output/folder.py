"""A folder of several files, put in its place whole; nothing that is there is ever overwritten."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ics_graph.errors import FormatError
from ics_graph.output import parts
from ics_graph.output.errors import naming
from ics_graph.output.file import place_new

# Lies in a folder while files are moved into it, and tells which, so that a later run can undo a broken move.
_MOVING = f".moving{parts.SUFFIX}"


class FolderTaken(FormatError):
    """Raised where something is in the place of a new folder already, or came there in the meantime."""

    def __init__(self, to: Path) -> None:
        super().__init__(f"{to} is there already and not empty; name a folder that is not there yet")


@contextmanager
def whole_folder(to: Path, last: str = "") -> Iterator[Path]:
    """Yield a folder beside ``to`` to write into; it becomes ``to`` when all is written, and is removed otherwise.

    Into an empty folder that is there, and in which somebody may stand, files are moved one by one; the one called
    ``last``, by which readers know that the others are there, at the end. Folders above it are made, and unmade where
    it fails. Raises FolderTaken where ``to`` is a file or a folder that is not empty, and CannotWrite.
    """
    with naming(to):
        to = Path(os.path.realpath(to)) if to.is_symlink() else Path(os.path.abspath(to))
        if is_taken(to):
            raise FolderTaken(to)
        missing = [folder for folder in to.parents if not folder.exists()]
    lock = None
    beside = None
    try:
        with naming(to):
            _make(to.parent)
            parts.clear_away(to.parent)
            lock, beside = parts.folder_beside(to)
        yield beside
        with naming(to):
            _sync(beside)
            # A folder made for one user alone would keep others from reading what is shared with them.
            beside.chmod(0o777 & ~parts.umask())
            _move(beside, to, last)
            parts.sync_folder(to.parent)
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
        if lock is not None:
            os.close(lock)
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def replacing_folder(to: Path) -> Iterator[Path]:
    """Yield a folder beside ``to``, for its owner alone; it takes the place of ``to`` when all is written.

    What was there before is removed; whoever has its files open keeps them. Between the two there is a moment without
    either, so that a reader who finds nothing looks again before it takes ``to`` for missing. Raises CannotWrite.
    """
    lock = beside = None
    try:
        with naming(to):
            parts.clear_away(to.parent)
            lock, beside = parts.folder_beside(to)
        new = beside / "new"
        new.mkdir(0o700)
        yield new
        with naming(to):
            _sync(new)
            with suppress(FileNotFoundError):
                os.rename(to, beside / "old")
            os.rename(new, to)
            parts.sync_folder(to.parent)
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), error.filename) from error


def is_taken(to: Path) -> bool:
    """Return whether a place is not free for a new folder: a file, or a folder that is not empty.

    What a killed run left of a move into it is undone first. Raises OSError where it cannot be looked into.
    """
    if not os.path.lexists(to):
        return False
    if not to.is_dir():
        return True
    _undo(to)
    return any(to.iterdir())


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        number = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
    parts.sync_folder(folder)


def _move(beside: Path, to: Path, last: str) -> None:
    if to.is_dir():
        _fill(beside, to, last)
        return
    try:
        # Where a folder came there in the meantime, the system takes an empty one's place and refuses a full one's.
        os.rename(beside, to)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise FolderTaken(to) from error
        raise


def _fill(beside: Path, to: Path, last: str) -> None:
    """Move files into an empty folder, or none of them where another fills it, too."""
    names = sorted((path.name for path in beside.iterdir()), key=lambda name: (name == last, name))
    inodes = {name: (beside / name).stat().st_ino for name in names}
    marker = to / _MOVING
    try:
        number = os.open(marker, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise FolderTaken(to) from error
    moved: list[Path] = []
    try:
        if not parts.is_held(number, marker):
            raise FolderTaken(to)
        os.write(number, json.dumps(inodes).encode())
        os.fsync(number)
        if [path.name for path in to.iterdir()] != [_MOVING]:
            raise FolderTaken(to)
        for name in names:
            try:
                place_new(beside / name, to / name)
            except FileExistsError as error:
                raise FolderTaken(to) from error
            moved.append(to / name)
        parts.sync_folder(to)
    except BaseException:
        for path in reversed(moved):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    finally:
        if os.name == "nt":
            # Windows removes nothing that is open.
            os.close(number)
        with suppress(OSError):
            marker.unlink(missing_ok=True)
        if os.name != "nt":
            os.close(number)


def _undo(to: Path) -> None:
    """Take back a move that a kill broke off: the files it placed, where they are still the ones it placed."""
    marker = to / _MOVING
    if not parts.has_locks() or not marker.is_file():
        return
    with suppress(OSError):
        number = os.open(marker, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            if not parts.take(number):
                return
            inodes = _inodes(number)
            there = {name: to / name for name in inodes if os.path.basename(name) == name}
            placed = [path for name, path in there.items() if path.is_file() and path.stat().st_ino == inodes[name]]
            # With all of them there, only the word of it was left to be removed.
            for path in placed if len(placed) < len(inodes) else []:
                path.unlink()
            marker.unlink()
        finally:
            os.close(number)


def _inodes(number: int) -> dict[str, int]:
    """Return which files a move was to place; none where the word of it was not yet written, and so nothing moved."""
    with os.fdopen(os.dup(number), "rb") as stream:
        try:
            inodes = json.loads(stream.read())
        except ValueError:
            return {}
    return inodes if isinstance(inodes, dict) else {}
