"""What went wrong, in the words of the command line: as JSON for programs, as a page for people."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ics_graph import cannot_read
from ics_graph.answering.lookup import AmbiguousName, LookupFailed
from ics_graph.dataset import DatasetError
from ics_graph.errors import IcsGraphError
from ics_graph.ontology import OntologyError
from ics_graph.parameters import sentence
from ics_graph.phrasing.refusal import NotRead
from ics_graph.stores import StoreError
from ics_graph.stores.neo4j.failures import Refused
from ics_graph.stores.rows import Match

if TYPE_CHECKING:
    from starlette.responses import Response

AGAIN = 3
"""After how many seconds a page of a store that cannot be read looks again."""

_MANY = 20
_UNREADABLE = (StoreError, DatasetError, OntologyError, OSError, sqlite3.Error)


_TITLES = {
    300: "This may be read in several ways",
    404: "This is not here",
    405: "This address cannot be used so",
    422: "This cannot be answered as it is asked",
    500: "The explorer made a mistake",
    503: "The data cannot be read just now",
}
"""What kind of problem a status is, in plain words; the others are rare, and have the words of HTTP."""


@dataclass(eq=False)
class Problem(IcsGraphError):
    """An answer that is none: its HTTP status, what a person reads, and which bodies may have been meant."""

    status: int
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    choices: Sequence[Match] = ()
    days: Mapping[str, str] = field(default_factory=dict)
    readings: Sequence[str] = ()

    @property
    def title(self) -> str:
        """What kind of problem it is."""
        return _TITLES.get(self.status) or HTTPStatus(self.status).phrase

    @property
    def plain(self) -> dict[str, Any]:
        """The problem as RFC 9457 writes it."""
        choices = [
            {"id": match.id, "name": match.name, "type": match.type}
            | ({"days": self.days[match.id]} if match.id in self.days else {})
            for match in self.choices
        ]
        return {
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **({"choices": choices} if choices else {}),
            **({"readings": list(self.readings)} if self.readings else {}),
        }


MENDED: tuple[type[Exception], ...] = (IcsGraphError, *_UNREADABLE)
"""The errors that a person can mend."""


def http_status(kind: type[Exception]) -> int:
    """Return the HTTP status of a kind of error; 500 is a fault of the program itself."""
    if issubclass(kind, LookupFailed):
        return 422 if issubclass(kind, AmbiguousName) else 404
    if issubclass(kind, _UNREADABLE):
        return 503
    return 422 if issubclass(kind, IcsGraphError) else 500


def problem_of(error: Exception) -> Problem:
    """Return what to say of one of the errors that a person can mend."""
    if isinstance(error, Problem):
        return error
    status = http_status(type(error))
    if isinstance(error, LookupFailed):
        return Problem(status, error.advice, choices=tuple(error.choices), days=error.days)
    if isinstance(error, NotRead):
        return Problem(300 if error.kind == "ambiguous" else status, error.advice, readings=error.choices)
    if isinstance(error, _UNREADABLE):
        return Problem(status, f"{_why(error)}\n{_AGAIN}", {"retry-after": str(AGAIN)})
    return Problem(status, sentence(str(error)))


_AGAIN = "As soon as it can be read again, so can everything here; nothing has to be started anew."


def _why(error: Exception) -> str:
    if isinstance(error, Refused):
        # Who the user is remains between this computer and the server.
        return "Neo4j refuses the user and password that the explorer was started with; start it again with others."
    if isinstance(error, DatasetError):
        errors = [str(problem) for problem in error.problems if problem.severity == "error"]
        more = [f"… and {len(errors) - _MANY} more; see them all with: ics-graph check"] if len(errors) > _MANY else []
        return "\n".join(["There are errors in the dataset; mend them:", *errors[:_MANY], *more])
    if isinstance(error, sqlite3.Error):
        return f"The store cannot be read ({error}); if it stays so, remove its file, and it is built anew."
    if isinstance(error, OSError):
        return cannot_read.in_words(error)
    return sentence(str(error))


def answered(problem: Problem, path: str) -> Response:
    """Return a problem as JSON where the path is the API's, else as a page."""
    from starlette.responses import JSONResponse

    if path.startswith("/api/") or path == "/openapi.json":
        kind = "application/problem+json"
        return JSONResponse(problem.plain, problem.status, dict(problem.headers), media_type=kind)
    return _page(problem)


def _page(problem: Problem) -> Response:
    """Return a page that says what went wrong; one of data that cannot be read looks again by itself."""
    from ics_graph.explorer.server.list_pages import address_of, list_page
    from ics_graph.ontology import load_ontology

    choices = [
        {
            "name": match.name,
            "kind": "; ".join(filter(None, [load_ontology().types[match.type].label, problem.days.get(match.id)])),
            "href": address_of(match.id),
        }
        for match in problem.choices
    ]
    return list_page(
        problem.status,
        dict(problem.headers),
        heading=problem.title,
        detail=problem.detail.splitlines(),
        lists=[{"title": "Did you mean one of these?", "rows": choices}] if choices else [],
        again=AGAIN if problem.status == 503 else None,
    )
