"""The text of the files of a dataset folder, and what cannot be read."""

from __future__ import annotations

import codecs
import errno
import os
import stat
from pathlib import Path

from ics_graph.cannot_read import no_file, reason_of, remedy_for
from ics_graph.dataset.folder import ABOUT_FILE
from ics_graph.validation import Problem

LARGEST_YAML = 32 * 1024 * 1024
"""How many bytes a YAML file may have."""


def not_a_dataset(folder: Path) -> Problem | None:
    """Return why a folder is not a dataset, or None where it is one."""
    try:
        mode = folder.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        mode = None
    except (OSError, ValueError) as error:
        # A path with a NUL, which no file can have, is a ValueError.
        fault = error if isinstance(error, OSError) else OSError(errno.EINVAL, str(error))
        message = f"the folder cannot be read ({reason_of(fault)})"
        return Problem("error", "unreadable", message, remedy_for(fault), file=str(folder))
    if mode is None:
        hint = "Check the path; 'ics-graph --data DIR' wants the folder of a dataset."
        return Problem("error", "no-folder", "there is no such folder", hint, file=str(folder))
    if not stat.S_ISDIR(mode):
        hint = f"Name the folder that holds {ABOUT_FILE}, not a file in it."
        return Problem("error", "not-a-folder", "this is a file, not a folder", hint, file=str(folder))
    if not os.access(folder, os.R_OK | os.X_OK):
        fault = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        message = f"the folder cannot be read ({reason_of(fault)})"
        return Problem("error", "unreadable", message, remedy_for(fault), file=str(folder))
    if not os.path.lexists(folder / ABOUT_FILE):
        hint = f"A dataset has a {ABOUT_FILE} with at least a 'title'. Is this the right folder?"
        return Problem("error", "no-dataset", f"the folder has no {ABOUT_FILE}", hint, file=str(folder))
    return None


def text_of(path: Path) -> tuple[str | None, Problem | None]:
    """Return the text of a UTF-8 file (a byte-order mark is dropped), or None and why it cannot be read."""
    if (fault := no_file(path)) is not None:
        return None, Problem("error", "unreadable", *fault, file=str(path))
    try:
        if path.suffix.lower() != ".csv" and path.stat().st_size > LARGEST_YAML:
            size = path.stat().st_size // (1024 * 1024)
            message = f"the file is too large for YAML ({size} MiB)"
            hint = f"Up to {LARGEST_YAML // (1024 * 1024)} MiB are read; put bulk records into CSV files."
            return None, Problem("error", "huge", message, hint, file=str(path))
        raw = path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read ({reason_of(error)})"
        return None, Problem("error", "unreadable", message, remedy_for(error), file=str(path))
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if raw.startswith(mark):
            message = "the file is UTF-16, not UTF-8"
            return None, Problem("error", "encoding", message, "Save it as UTF-8.", file=str(path), line=1)
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8 (byte 0x{raw[error.start]:02x})"
        hint = "Save it as UTF-8; Excel calls that 'CSV UTF-8'."
        return None, Problem("error", "encoding", message, hint, file=str(path), line=line)
