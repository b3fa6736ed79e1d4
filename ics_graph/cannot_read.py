"""What the system says of a file that cannot be read, in words: which file, why, and what to do."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_NOT_YOURS = "Ask its owner for the right to read it (chmod u+r, for a folder u+rx), or name another."
_REMEDIES = {
    errno.ENOENT: "Check the path.",
    errno.ENOTDIR: "A part of its path is a file; check the path.",
    errno.EISDIR: "Name a file in that folder, not the folder.",
    errno.EACCES: _NOT_YOURS,
    errno.EPERM: _NOT_YOURS,
    errno.ENAMETOOLONG: "Check the path, or give it a shorter name.",
    errno.ELOOP: "Its links run in a circle; name the file itself.",
    errno.EMFILE: "Close what this process has open, or allow it more files (ulimit -n).",
    errno.ENFILE: "The whole computer has too many files open; close some programs.",
    errno.ENOMEM: "Close other programs, or read less at once.",
    errno.EIO: "Check the disk, and read a copy of the file.",
    errno.EINVAL: "Check the path.",
    errno.ENOSPC: "Make room on the disk.",
    errno.ESTALE: "The network drive has lost it; try again.",
}
_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def remedy_for(error: OSError) -> str:
    """Return what to do about what cannot be read, as a sentence."""
    return _REMEDIES.get(error.errno or 0, "Check the path, and that you may read it.")


def reason_of(error: OSError) -> str:
    """Return why something cannot be read, as the system says it, without a full stop."""
    return (error.strerror or str(error) or "the system does not say why").rstrip(".")


def in_words(error: OSError) -> str:
    """Return a sentence that names the file and the reason, and one that says what to do."""
    name = error.filename
    path = os.fsdecode(name) if isinstance(name, str | bytes | os.PathLike) else "A file"
    return f"{path} cannot be read: {reason_of(error)}. {remedy_for(error)}"


def no_file(path: Path) -> tuple[str, str] | None:
    """Return why a path is not a file that can be read as one, and what to do; None where it is one.

    A pipe may never end and a device may have no end, so that neither is opened.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        message = "this is a link to a file that is not there" if path.is_symlink() else "there is no such file"
        return message, "Check the path."
    except OSError as error:
        return f"it cannot be read ({reason_of(error)})", remedy_for(error)
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        return "this is a folder, not a file", "Name the files in it, not the folder."
    kind = next((words for is_kind, words in _KINDS if is_kind(mode)), "something else")
    return f"this is {kind}, not a file", "Write what comes out of it to a file, and name that."
