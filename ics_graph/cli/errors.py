"""Errors in plain English: what went wrong, where, and what to do; a report where the program itself is at fault."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from ics_graph.visible_text import has_stray_bytes, in_a_line

# Errors of a write that names no file, because it went to standard output.
_OF_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
FAULT = 70
"""The exit status of a fault of the program itself (``EX_SOFTWARE`` of sysexits)."""


@contextmanager
def explained() -> Iterator[None]:
    """Turn errors into messages and exit statuses: 1 data or store, 2 usage, 70 a fault of the program itself."""
    try:
        yield
    except Exception as error:
        _explain(error)


def exit_status(kind: type[Exception]) -> int:
    """Return the exit status of a kind of error: 1 data, store or file, 2 usage, 70 a fault of the program itself."""
    import sqlite3

    from ics_graph.errors import FormatError, IcsGraphError, QuestionError

    if issubclass(kind, QuestionError | FormatError):
        return 2
    return 1 if issubclass(kind, IcsGraphError | OSError | MemoryError | sqlite3.DatabaseError) else FAULT


def _explain(error: Exception) -> None:
    status = exit_status(type(error))
    if isinstance(error, UnicodeEncodeError) and has_stray_bytes(error.object):
        status = 2
    fail(_message(error), status)


def _message(error: Exception) -> str:
    import sqlite3

    from ics_graph import cannot_read
    from ics_graph.answering.lookup import LookupFailed
    from ics_graph.dataset import DatasetError
    from ics_graph.errors import FormatError, IcsGraphError, QuestionError
    from ics_graph.ontology import OntologyError
    from ics_graph.output import CannotWrite
    from ics_graph.parameters import sentence

    if isinstance(error, OntologyError):
        return f"The ontology cannot be read:\n{error}"
    if isinstance(error, LookupFailed):
        return error.advice
    if isinstance(error, QuestionError) and hasattr(error, "advice"):
        # A question in words that is not read says itself what to ask instead; its room is not imported for this.
        return in_a_few_lines(str(error.advice))
    if isinstance(error, QuestionError | FormatError):
        return f"Error: {sentence(str(error))}"
    if isinstance(error, DatasetError):
        errors = [in_a_line(str(problem)) for problem in error.problems if problem.severity == "error"]
        number = error.problems.number("error")
        counted = f"{number:,} {'problem' if number == 1 else 'problems'}; nothing was loaded."
        return "\n".join(filter(None, (*errors, error.problems.rest(), counted)))
    if isinstance(error, IcsGraphError):
        return str(error)
    if isinstance(error, sqlite3.DatabaseError):
        return f"The store that was named is damaged ({error}); build it anew, or name another."
    if isinstance(error, OSError):
        if error.filename is None and error.errno in _OF_WRITING:
            return str(CannotWrite(Path("standard output"), error))
        return cannot_read.in_words(error)
    if isinstance(error, UnicodeEncodeError) and has_stray_bytes(error.object):
        return f"'{error.object[:80]}' holds bytes that are no UTF-8; type it, or save it, in UTF-8."
    if isinstance(error, MemoryError):
        return "There is not enough memory; close other programs, or ask for less at once."
    return _report(error)


def in_a_few_lines(text: str) -> str:
    """Return a text line by line, with signs for what cannot be seen."""
    return "\n".join(in_a_line(line) for line in text.splitlines())


def _report(error: Exception) -> str:
    """Return what a person sends to the maintainers: what ran, on what, and where it broke."""
    import platform
    import shlex
    import traceback
    from importlib.metadata import version

    places = "".join(traceback.format_exception(error)).rstrip()
    return "\n".join(
        [
            "This is a fault of ics-graph itself: not of your data, and not of what you typed. Nothing was answered.",
            "Please report it with the lines below. Leave out what is confidential in your data.",
            "",
            f"command   ics-graph {shlex.join(sys.argv[1:])}",
            f"version   {version('ics-graph')}, Python {platform.python_version()}, {platform.system()}",
            f"fault     {type(error).__name__}: {error}",
            "",
            places,
        ]
    )


def fail(message: str, status: int) -> None:
    """Write a message to standard error and leave with a status."""
    # Where standard error is full or gone, the exit status alone says it.
    with suppress(OSError):
        click.echo(message, err=True)
    sys.exit(status)
