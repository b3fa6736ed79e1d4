"""Requests at random: every address of the served explorer, with parameters that nobody should send."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from random import Random
from urllib.parse import quote, quote_from_bytes

from ics_graph.questions import MODULES, question_named
from ics_graph.stores.sqlite import SQLiteStore
from ics_graph.stores.sqlite.building import build
from tests.asking import SMALL
from tests.explorer.serving import Client, serving
from tests.fuzz.commands import TYPED

_VIEW = ("as_of", "planned", "uncertain", "rules", "no_such")
_METHODS = ("GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "X")
_STATUSES = frozenset({200, 204, 303, 304, 307, 400, 403, 404, 405, 414, 421, 422, 431})


def request_line(random: Random) -> tuple[str, str]:
    """Return a method and an address: of a question, a body, a search or nothing, with values of any kind."""
    kind = random.choice(("ask", "ask", "ask", "body", "find", "page", "odd"))
    if kind == "ask":
        question = question_named(random.choice(list(MODULES)))
        names = [parameter.name for parameter in question.parameters if parameter.required or random.random() < 0.4]
        path = f"/api/ask/{question.name}"
    else:
        names = ["q"] if kind == "find" else []
        path = {"body": f"/body/{_value(random)}", "find": random.choice(("/find", "/api/find")), "page": "/"}.get(
            kind, f"/{_value(random)}/{_value(random)}"
        )
    names += [name for name in _VIEW if random.random() < 0.2]
    query = "&".join(f"{name}={_value(random)}" for name in names)
    return random.choice(_METHODS), f"{path}?{query}" if query else path


def _value(random: Random) -> str:
    if random.random() < 0.1:
        return quote_from_bytes(random.randbytes(random.choice((1, 4, 400))))
    return quote(random.choice((*TYPED, "2019-06-01", "true", "board", "x" * 5000)), safe="", errors="surrogatepass")


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Client]:
    """Serve the small invented system from a store in this folder."""
    from ics_graph.dataset import read_datasets

    file = folder / "store.sqlite"
    build(file, read_datasets([SMALL]).dataset)
    with serving(lambda: SQLiteStore(file)) as client:
        yield client


def fault_of_request(client: Client, method: str, address: str) -> str | None:
    """Send a request and return what is wrong with the reply; None where nothing is."""
    printed = io.StringIO()
    with contextlib.redirect_stderr(printed):
        reply = client(address, method)
    shown = f"{method} {address[:300]}"
    if reply.status not in _STATUSES:
        return f"{shown}\nstatus {reply.status}: {reply.text[:300]}\n{printed.getvalue()[-2000:]}"
    if "Traceback" in reply.text or "Traceback" in printed.getvalue():
        return f"{shown}\n{reply.text[:300]}\n{printed.getvalue()[-2000:]}"
    return None
