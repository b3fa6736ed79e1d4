"""What stands before every connection: who does not finish asking, or does not take the answer, is let go of.

uvicorn has a limit for connections that are idle between two requests, and none for a request that never ends (a
header a minute), for a connection on which nothing is ever asked, or for an answer that nobody reads.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS_TO_ASK = 10.0
"""How long a request may take to arrive whole, from the connection or from its own first byte."""
SECONDS_TO_READ = 60.0
"""How long an answer may wait for its reader to take any of it."""
MOST_CONNECTIONS = 500
"""How many connections there may be at once; another is closed unanswered."""


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, to those who go on with it."""

    asking: asyncio.TimerHandle | None = None
    reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request, unless there are too many connections."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._wait_for_request()

    def data_received(self, data: bytes) -> None:
        """Take a part of a request; the time that it may take runs on until it is whole."""
        super().data_received(data)
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self._wait_for_request()
        else:
            self._stop("asking")

    def on_response_complete(self) -> None:
        """Go on to what was sent behind the request, which may be a part of another."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY or (self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]):
            self._wait_for_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop("asking")
        self._stop("reading")
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Begin to wait for the reader."""
        super().pause_writing()
        if self.reading is None:
            self.reading = self.loop.call_later(SECONDS_TO_READ, self.transport.abort)

    def resume_writing(self) -> None:
        """The reader took most of what there was."""
        super().resume_writing()
        self._stop("reading")

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection, and do not wait long for a reader of what is still to be sent."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(SECONDS_TO_READ, self.transport.abort)

    def _wait_for_request(self) -> None:
        if self.asking is None:
            self.asking = self.loop.call_later(SECONDS_TO_ASK, self._give_up)

    def _give_up(self) -> None:
        self.asking = None
        # uvicorn declares that there is always a cycle; before the first request there is none.
        cycle: Any = self.cycle
        if cycle is None or cycle.response_complete:
            self.transport.abort()

    def _stop(self, timer: Any) -> None:
        handle = getattr(self, timer)
        if handle is not None:
            handle.cancel()
            setattr(self, timer, None)
