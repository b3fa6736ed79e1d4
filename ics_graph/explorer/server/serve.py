"""Listening on this computer until somebody stops it."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

HOST = "127.0.0.1"
_SECONDS_TO_STOP = 1
_STOPPING = (signal.SIGINT, signal.SIGTERM)


def bound(port: int) -> socket.socket:
    """Return a socket that listens at the port, or at a free one where the port is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        # Else the port of a server that was just stopped counts as taken for a minute.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError:
        listening.bind((HOST, 0))
    listening.listen(128)
    return listening


def configuration(app: ASGIApp) -> uvicorn.Config:
    """Return how uvicorn is to serve an application."""
    import uvicorn

    from ics_graph.explorer.server.connection_guard import ImpatientProtocol

    return uvicorn.Config(
        app,
        http=ImpatientProtocol,
        ws="none",
        log_config=None,
        # A mistake of the program is told by the application; who is cut off by Ctrl-C is nobody's business.
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_SECONDS_TO_STOP,
    )


def run(app: ASGIApp, listening: socket.socket, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until Ctrl-C or a signal to end; return within a second or two, whoever is still connected.

    ``ready`` is called when a signal would end it in good order, and whoever calls may come: it tells the address. The
    signals stay without effect afterwards, so that a second one does not break off the end.
    """
    import uvicorn

    server = uvicorn.Server(configuration(app))

    def stop(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    for number in _STOPPING:
        signal.signal(number, stop)
    ready()
    server.run(sockets=[listening])
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)


def leave(status: int) -> None:
    """End the process at once where a question is still being answered: nobody is there to read the answer."""
    busy = [thread for thread in threading.enumerate() if thread is not threading.main_thread() and not thread.daemon]
    if busy:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
