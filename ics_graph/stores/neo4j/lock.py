"""One load of a graph at a time: a transaction that stays open for as long as the load lasts, and is never committed.

It makes a node that only one transaction can make, and takes it back at the end. Where the load is killed the server
takes it back by itself, so nothing is left that could keep the next load out. That tells a load that is under way from
one that was broken off, which the graph itself cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ics_graph.stores import StoreError
from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.failures import TooLong
from ics_graph.stores.neo4j.schema import LOADING

_SECONDS = 2.0  # a server looks for transactions that take too long every other second
_TAKE = f"CREATE (n:{LOADING} {{graph: $graph}})"


class AlreadyLoading(StoreError):
    """Raised where somebody else is loading this very graph."""


@contextmanager
def held(connection: Connection, graph: str) -> Iterator[None]:
    """Keep other loads of a graph out; raise AlreadyLoading where there is one.

    A server that ends all transactions after a time (``db.transaction.timeout``) lets others in after that.
    """
    _try(connection, graph)
    with connection.uncommitted(_TAKE, graph=graph):
        yield


def would_be_refused(connection: Connection, graph: str) -> str | None:
    """Return why a load would be refused now (another is under way, or this user may not write), or None."""
    try:
        _try(connection, graph)
    except StoreError as error:
        return str(error)
    return None


def _try(connection: Connection, graph: str) -> None:
    try:
        with connection.uncommitted(_TAKE, _SECONDS, graph=graph):
            pass
    except TooLong as error:
        raise AlreadyLoading(
            f"somebody else is loading the graph '{graph}' of Neo4j at {connection.url}; "
            "wait until that load has ended, and run this one again"
        ) from error
