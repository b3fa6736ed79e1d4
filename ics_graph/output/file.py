"""One file, written beside its place and put there whole.

A link is followed, so that it still leads to the file. What is no file (a pipe, a device, standard output by name) is
written through, since a file in its place would help nobody.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from ics_graph.output import parts
from ics_graph.output.errors import CannotWrite, naming

_BUFFER = 1 << 18
# What disks without hard links answer.
_CANNOT_LINK = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_OWN_FILES = re.compile(r"/proc/(?:self|thread-self|(\d+))/fd/(\d+)|/dev/fd/(\d+)")
_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_MOST_LINKS = 40


@contextmanager
def replacing(path: Path, new: bool = False, private: bool = False) -> Iterator[BinaryIO]:
    """Yield a stream to write; when all is written, the file is there whole, and where anything fails, as it was.

    An old file gives its rights to the new one; a ``private`` one is for its owner alone. With ``new``, what is there
    is never replaced: FileExistsError is raised. Raises CannotWrite, which names the file and what to do.
    """
    with naming(path):
        through = None if new else _through(path)
    if through is not None:
        with _written_through(path, through) as stream:
            yield stream
        return
    with beside(path, new, private) as (number, _), _stream(number, path) as stream:
        yield stream


def write(path: Path, data: bytes | str, new: bool = False, private: bool = False) -> None:
    """Write a file whole (text as UTF-8); as ``replacing`` does."""
    with replacing(path, new, private) as stream:
        stream.write(data.encode() if isinstance(data, str) else data)


@contextmanager
def create(path: Path) -> Iterator[BinaryIO]:
    """Yield a stream to a new file in a folder that is not yet in its place, and so may be half-written.

    Raises CannotWrite, and FileExistsError where there is such a file.
    """
    with naming(path):
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with closing(_Raw(number, path)) as raw, _buffered(raw) as stream:
        yield stream


@contextmanager
def beside(path: Path, new: bool = False, private: bool = False) -> Iterator[tuple[int, Path]]:
    """Yield a file that lies beside ``path``, open and by name; it takes the place of ``path`` when all is well."""
    with naming(path):
        target = Path(os.path.realpath(path))
        old = _old(path, target, new)
        parts.clear_away(target.parent)
        number, part = parts.file_beside(target)
    try:
        yield number, part
        with naming(path):
            _set_rights(number, part, old, private)
            os.fsync(number)
            if os.name == "nt":
                os.close(number)
                number = -1
            _put(part, target, new)
            parts.sync_folder(target.parent)
    finally:
        # Removed before the lock is let go, so that nobody else has to.
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if number >= 0:
            os.close(number)


def _old(path: Path, target: Path, new: bool) -> os.stat_result | None:
    """Return what is known of the file that is to be replaced, or raise what speaks against it."""
    if new and os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    try:
        old = os.stat(path)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(old.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    # To put another in its place needs no right to write to it; that its owner wants it kept is respected all the same.
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return old


def _set_rights(number: int, part: Path, old: os.stat_result | None, private: bool) -> None:
    if private or os.name == "nt":
        return
    if old is None:
        os.fchmod(number, 0o666 & ~parts.umask())
        return
    if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(OSError):
            os.fchown(number, old.st_uid, old.st_gid)
    os.fchmod(number, old.st_mode & 0o777)


def _put(part: Path, target: Path, new: bool) -> None:
    if not new:
        os.replace(part, target)
        return
    place_new(part, target)


def place_new(part: Path, target: Path) -> None:
    """Give a file its name; raise FileExistsError where the name is taken, also by whoever came a moment before."""
    try:
        os.link(part, target)
    except OSError as error:
        if error.errno not in _CANNOT_LINK:
            raise
        # A disk without links cannot do both in one step.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        os.rename(part, target)
    else:
        part.unlink()


def _through(path: Path) -> int | None:
    """Return an open number for what is to be written through, or None for a file, or where there is nothing yet."""
    own = _own_file(path)
    if own is not None:
        if own == 1:
            sys.stdout.flush()
        return os.dup(own)
    try:
        kind = os.stat(path).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISREG(kind) or stat.S_ISDIR(kind):
        return None
    return os.open(path, os.O_WRONLY)


def _own_file(path: Path) -> int | None:
    """Return the number of an open file of this process that a path names, such as 1 for /dev/stdout."""
    name = os.path.abspath(path)
    for _ in range(_MOST_LINKS):
        if name in _STREAMS:
            return _STREAMS[name]
        if (match := _OWN_FILES.fullmatch(name)) and match[1] in (None, str(os.getpid())):
            return int(match[2] or match[3])
        name = os.path.join(os.path.realpath(os.path.dirname(name)), os.path.basename(name))
        if (match := _OWN_FILES.fullmatch(name)) and match[1] in (None, str(os.getpid())):
            return int(match[2] or match[3])
        if not os.path.islink(name):
            return None
        name = os.path.normpath(os.path.join(os.path.dirname(name), os.readlink(name)))
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


@contextmanager
def _written_through(path: Path, number: int) -> Iterator[BinaryIO]:
    with closing(_Raw(number, path)) as raw, _buffered(raw) as stream:
        yield stream


@contextmanager
def _stream(number: int, path: Path) -> Iterator[BinaryIO]:
    """Yield a stream to an open file, which stays open after it."""
    with closing(_Raw(number, path, closefd=False)) as raw, _buffered(raw) as stream:
        yield stream


@contextmanager
def _buffered(raw: _Raw) -> Iterator[BinaryIO]:
    stream = io.BufferedWriter(raw, _BUFFER)
    yield cast(BinaryIO, stream)
    # What wraps a stream may have closed it.
    if not stream.closed:
        stream.flush()


class _Raw(io.FileIO):
    """An open file whose failed writes name the file that they were for."""

    def __init__(self, number: int, path: Path, closefd: bool = True) -> None:
        super().__init__(number, "wb", closefd)
        self.path = path

    def write(self, data: Any) -> int:
        """Return how many bytes were written; raise CannotWrite."""
        try:
            return os.write(self.fileno(), data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CannotWrite(self.path, error) from error
