"""The tree of errors: what a person can mend, by whose doing it is; everything else is a fault of the program.

Each error says what is wrong and what to do about it. Which exit status and which HTTP status each kind becomes is
told in ``docs/reference/errors.md``.
"""

from __future__ import annotations


class IcsGraphError(Exception):
    """The root: something that a person can mend; the message says how."""


class QuestionError(IcsGraphError):
    """What is asked cannot be answered as it is put: exit 2; over HTTP 422, or 404 for a name."""


class UnknownWord(QuestionError):
    """A type, property, family, check or source is named that is not there."""


class InvalidValue(QuestionError):
    """A value of a parameter will not do: a day that is none, two bodies that are one."""


class FormatError(IcsGraphError):
    """What is asked for cannot be written or read in this format, or to this place: a usage error (exit 2)."""


class MissingExtra(FormatError):
    """A part of the program needs an extra that is not installed; the message says how to install it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what}: install it with: python -m pip install 'ics-graph[{extra}]'")
