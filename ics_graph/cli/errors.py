"""Errors in plain English: what went wrong, where, and what to do; never a traceback for what a person can mend."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def explained() -> Iterator[None]:
    """Turn the project's own errors into messages and exit statuses (1 data or store, 2 usage)."""
    try:
        yield
    except Exception as error:
        _explain(error)


def _explain(error: Exception) -> None:
    from ics_graph.answering.lookup import LookupFailed
    from ics_graph.dataset import DatasetError
    from ics_graph.ontology import OntologyError
    from ics_graph.stores import StoreError

    if isinstance(error, OntologyError):
        fail(f"The ontology cannot be read:\n{error}", 1)
    if isinstance(error, LookupFailed):
        fail(error.advice, 2)
    if isinstance(error, DatasetError):
        errors = [problem for problem in error.problems if problem.severity == "error"]
        noun = "problem" if len(errors) == 1 else "problems"
        fail("\n".join([*map(str, errors), f"{len(errors)} {noun}; nothing was loaded."]), 1)
    if isinstance(error, StoreError):
        fail(str(error), 1)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        fail(f"{where}{error.strerror or error}.", 1)
    raise error


def fail(message: str, status: int) -> None:
    """Write a message to standard error and leave with a status."""
    click.echo(message, err=True)
    sys.exit(status)
