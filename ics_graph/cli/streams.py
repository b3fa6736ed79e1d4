"""The edge of the command line: standard output and standard error as streams that take any text.

What cannot be seen is shown as a sign, what the terminal's encoding does not have is written as one that it has, and a
stream that was closed before the command began does not end it in a crash. See
docs/decisions/0032-what-cannot-be-seen-is-shown.md.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from ics_graph.visible_text import encodable, json_visible, turtle_visible, visible


class VisibleStream:
    """A text stream before another: it writes every text so that the other can, and nothing in it steers a terminal."""

    # It takes any text; what comes out is in the encoding of the stream behind it.
    encoding = "utf-8"
    errors = "strict"

    def __init__(self, stream: Any) -> None:
        self.stream: Any = stream

    def write(self, text: str) -> int:
        """Write a text with signs for what cannot be seen; return how many characters were given."""
        return self.write_styled(visible(text), len(text))

    def write_styled(self, text: str, given: int | None = None) -> int:
        """Write a text that holds the program's own control characters, such as colours, and no others."""
        self.stream.write(encodable(text, self.stream.encoding or "utf-8"))
        return len(text) if given is None else given

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.stream)


class _Closed:
    """Standard output where there is none: to write there is an error, and to end without is none."""

    encoding = "utf-8"
    errors = "strict"
    closed = False

    @property
    def buffer(self) -> _Closed:
        """The stream of bytes, which is none either."""
        return self

    def write(self, text: str | bytes) -> int:
        """Raise CannotWrite, unless there is nothing to write."""
        from ics_graph.output import CannotWrite

        if text:
            raise CannotWrite(Path("standard output"), OSError(errno.EBADF, "it is closed"))
        return 0

    def flush(self) -> None:
        """Do nothing: nothing was written."""

    def isatty(self) -> bool:
        """Return False."""
        return False

    def writable(self) -> bool:
        """Return True: whoever asks is to try, and hear why not."""
        return True

    def fileno(self) -> int:
        """Raise OSError: it has no number."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


@contextmanager
def any_text() -> Iterator[None]:
    """Let the block write any text to standard output and error, in any encoding, and also where one is closed."""
    before = sys.stdin, sys.stdout, sys.stderr
    # Else the next file that is opened would take the number of a stream that is closed, and be written to as one.
    _fill_gaps()
    streams: Any = (
        before[0] or io.TextIOWrapper(io.BytesIO()),
        VisibleStream(before[1] or _Closed()),
        # What is said where nobody can hear it is kept in memory until the end, and lost.
        VisibleStream(before[2] or io.StringIO()),
    )
    try:
        sys.stdin, sys.stdout, sys.stderr = streams
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def _fill_gaps() -> None:
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is the one that is missing.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def write_styled(to: TextIO, text: str) -> None:
    """Write a text of which only the program's own control characters are left, as they are."""
    if isinstance(to, VisibleStream):
        to.write_styled(text)
    else:
        to.write(text)


def say(text: str, **style: Any) -> None:
    """Write a line to standard output, in a style where that is a terminal."""
    line = visible(text)
    write_styled(sys.stdout, f"{click.style(line, **style) if sys.stdout.isatty() else line}\n")


def json_for(to: TextIO, text: str) -> str:
    """Return JSON as a stream can write it without any loss."""
    return json_visible(text, _encoding(to))


def turtle_for(to: TextIO, text: str) -> str:
    """Return Turtle as a stream can write it without any loss."""
    return turtle_visible(text, _encoding(to))


def _encoding(to: TextIO) -> str:
    behind = to.stream if isinstance(to, VisibleStream) else to
    return getattr(behind, "encoding", None) or "utf-8"
