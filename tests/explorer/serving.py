"""The real server in a thread of the tests, on a free port, and a client that sends exactly what it is told to."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import uvicorn

from ics_graph.explorer.server.app import application
from ics_graph.explorer.server.serve import bound, configuration
from ics_graph.explorer.server.store_pool import StorePool
from ics_graph.ontology import load_ontology
from ics_graph.stores import Store
from ics_graph.stores.rows import View


@dataclass(frozen=True)
class Reply:
    """What the server sent back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.text)


@dataclass(frozen=True)
class Client:
    """Sends requests to the server at a port of this computer."""

    port: int

    @property
    def url(self) -> str:
        """The address of the server, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def __call__(self, path: str, method: str = "GET", host: str | None = None, **parameters: Any) -> Reply:
        """Send a request, the path as it stands, and return the reply."""
        if parameters:
            path = f"{path}?{urlencode(parameters, doseq=True)}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", f"127.0.0.1:{self.port}" if host is None else host)
            connection.endheaders()
            reply = connection.getresponse()
            text = reply.read().decode("utf-8")
            return Reply(reply.status, {name.lower(): value for name, value in reply.getheaders()}, text)
        finally:
            connection.close()

    def body(self, id_: str) -> Reply:
        """Return the page of a body."""
        return self(f"/body/{quote(id_, safe='')}")


@contextmanager
def serving(again: Callable[[], Store], view: View | None = None, home: str | None = None) -> Iterator[Client]:
    """Serve the store that ``again`` opens, for as long as the block runs."""
    listening = bound(0)
    port = listening.getsockname()[1]
    kept = StorePool(again(), again)
    config = configuration(application(kept, load_ontology(), view or View(), port, home))
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield Client(port)
    finally:
        server.should_exit = True
        thread.join()
        kept.close()
