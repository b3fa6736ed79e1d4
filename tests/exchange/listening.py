"""A server that notices who comes, and queries that would send somebody there."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest


@pytest.fixture
def visited() -> Iterator[tuple[int, list[bytes]]]:
    """A server of this machine that notes who comes."""
    came: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                visitor, _ = server.accept()
            except OSError:
                return
            came.append(visitor.recv(100))
            visitor.close()

    threading.Thread(target=listen, daemon=True).start()
    yield server.getsockname()[1], came
    server.close()


HIDDEN = [
    "SELECT * {{ ?x ?y ?a . ?z ?w ?b FILTER(?a<?b)SERVICE#>\n<{url}> {{ ?d ?e ?f }} }}",
    "SELECT * {{ ?x ?y ?a . ?z ?w ?b FILTER(?a<?b) SERVICE#>\n<{url}> {{ ?d ?e ?f }} }}",
    "SELECT * {{ ?x ?y ?a . ?z ?w ?b FILTER(?a<?b)SERVICE SILENT<{url}> {{ ?d ?e ?f }} }}",
    "SELECT * {{ ?x ?y ?a FILTER EXISTS {{ SERVICE <{url}> {{ ?d ?e ?f }} }} }}",
    "SELECT * {{ ?x ?y ?a {{ SELECT * {{ OPTIONAL {{ SERVICE <{url}> {{ ?d ?e ?f }} }} }} }} }}",
    "SELECT * {{ ?x ?y ?a MINUS {{ SERVICE <{url}> {{ ?x ?y ?a }} }} }}",
    "CONSTRUCT {{ ?d ?e ?f }} WHERE {{ SERVICE <{url}> {{ ?d ?e ?f }} }}",
    "ASK {{ SERVICE <{url}> {{ ?d ?e ?f }} }}",
    "DESCRIBE ?d {{ SERVICE <{url}> {{ ?d ?e ?f }} }}",
    "SELECT * {{ ?x ?y ?a BIND(?a<?x AS ?q)SERVICE#>\r<{url}> {{ ?d ?e ?f }} }}",
    "SELECT * {{ SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ service SILENT <{url}> {{ ?a ?b ?c }} }}",
    "PREFIX : <{url}> SELECT * {{ SERVICE:x {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?a ?b true.SERVICE<{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?a ?b trueSERVICE<{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?a ?b 1SERVICE<{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?a ?b 'x'SERVICE<{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?a ?b 'x'@en SERVICE<{url}> {{ ?a ?b ?c }} }}",
    'SELECT * {{ ?a ?b """x\\\\""" . SERVICE<{url}> {{ ?a ?b ?c }} }} #"""',
    "SELECT * {{ ?a ?b '' . SERVICE <{url}> {{ ?a ?b ?c }} }} #'",
    "SELECT * {{ ?a ?b <a:b#c> .\nSERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ FILTER(1<2) SERVICE <{url}> {{ ?a ?b ?c }} FILTER(3>2) }}",
    "SELECT * {{ BIND(<{url}> AS ?s) SERVICE ?s {{ ?a ?b ?c }} }}",
    "SELECT * {{ \\u0053ERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?a ?b '\\u0027 . SERVICE <{url}> {{ ?a ?b ?c }} #' }}",
    "SELECT * {{ #\r SERVICE <{url}> {{ ?a ?b ?c }} }}",
]
