"""What stands before every request: only reading, only from this computer, only what can be read; and the headers.

A page on the web can make a browser send requests to this computer. It never learns the answers, because nothing is
shared across origins and because a host name of its own that it points here (DNS rebinding) is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from starlette.datastructures import MutableHeaders

from ics_graph.explorer.server.problems import Problem, answered

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST = 8000
"""How many characters an address may have, with its parameters."""

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class RequestGuard:
    """An application that lets to another only what may come to it, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        names = ("127.0.0.1", "localhost", "[::1]")
        self.hosts = {f"{name}:{port}" for name in names} | (set(names) if port == 80 else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let it through."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        problem = self._problem(scope)
        if problem is not None:
            await answered(problem, scope["path"])(scope, receive, guarded)
            return
        # HEAD is GET of which the server sends no body.
        await self.app({**scope, "method": "GET"}, receive, guarded)

    def _problem(self, scope: Scope) -> Problem | None:
        """Return what is wrong with a request before anybody looks at what it asks."""
        hosts = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return Problem(400, "This server answers to this computer alone, under the address that it printed.")
        if scope["method"] not in ("GET", "HEAD"):
            return Problem(405, "Here things can only be read: GET and HEAD.", {"allow": "GET, HEAD"})
        path, query = scope.get("raw_path") or b"", scope["query_string"]
        if len(path) + len(query) > LONGEST:
            return Problem(414, f"The address is longer than {LONGEST:,} characters.")
        for part in (path, query):
            try:
                text = unquote_to_bytes(part).decode("utf-8")
            except UnicodeDecodeError:
                return Problem(422, "The address is not written in UTF-8.")
            if "\0" in text:
                return Problem(422, "The address holds a character that no text has (NUL).")
        if any(part in (".", "..") for part in scope["path"].replace("\\", "/").split("/")):
            return Problem(404, "There is nothing at this address.")
        return None
