"""Listening on this computer until somebody stops it."""

from __future__ import annotations

import os
import socket
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp

HOST = "127.0.0.1"
_SECONDS_TO_STOP = 1


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


def run(app: ASGIApp, listening: socket.socket) -> None:
    """Serve until Ctrl-C or a signal to end; return within a second or two, whoever is still connected."""
    import uvicorn

    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        log_config=None,
        # A mistake of the program is told by the application; who is cut off by Ctrl-C is nobody's business.
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_SECONDS_TO_STOP,
    )
    # Having stopped in good order, uvicorn passes the signal on.
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def leave(status: int) -> None:
    """End the process at once where a question is still being answered: nobody is there to read the answer."""
    busy = [thread for thread in threading.enumerate() if thread is not threading.main_thread() and not thread.daemon]
    if busy:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
