"""Errors in plain English: what went wrong, where, and what to do; never a traceback for what a person can mend."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ics_graph.questions.lookup import LookupFailed


@contextmanager
def explained() -> Iterator[None]:
    """Turn the project's own errors into messages and exit statuses (1 data or store, 2 usage)."""
    try:
        yield
    except Exception as error:
        _explain(error)


def _explain(error: Exception) -> None:
    from ics_graph.dataset import DatasetError
    from ics_graph.ontology import OntologyError
    from ics_graph.questions.lookup import LookupFailed
    from ics_graph.stores import StoreError

    if isinstance(error, OntologyError):
        fail(f"The ontology cannot be read:\n{error}", 1)
    if isinstance(error, LookupFailed):
        fail(lookup_text(error), 2)
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


def lookup_text(error: LookupFailed) -> str:
    """Return what a person reads where a name does not say one body: the choices, and how to name one."""
    from ics_graph.questions.lookup import AmbiguousName

    ambiguous = isinstance(error, AmbiguousName)
    lines = [error.sentence[:1].upper() + error.sentence[1:] + (":" if ambiguous else ".")]
    if error.choices and not ambiguous:
        lines.append("Did you mean one of these?")
    width = max((len(match.id) for match in error.choices), default=0)
    lines += [f"  {match.id:<{width}}  {match.name} ({match.type})" for match in error.choices]
    if error.choices:
        lines.append("Name it by its id (first column) or its whole name.")
    else:
        lines.append("Look for it with: ics-graph find PART-OF-ITS-NAME")
    return "\n".join(lines)


def fail(message: str, status: int) -> None:
    """Write a message to standard error and leave with a status."""
    click.echo(message, err=True)
    sys.exit(status)
