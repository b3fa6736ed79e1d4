"""Speaks to one Neo4j database: who we are, read and write transactions, and which queries ran.

It knows the driver and nothing of what is stored. Neither a password nor a user in an address is ever shown.
"""

from __future__ import annotations

import logging
import os
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import SplitResult, urlsplit

from ics_graph.stores import StoreError
from ics_graph.stores.closable import Closable
from ics_graph.stores.neo4j import bookmarks
from ics_graph.stores.neo4j.failures import PASSWORD_VARIABLES, USER_VARIABLES, Explained, OutOfMemory

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Record, Result

T = TypeVar("T")
Heard = Callable[[str, Mapping[str, Any]], None]

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
DATABASE_VARIABLES = ("ICS_GRAPH_NEO4J_DATABASE", "NEO4J_DATABASE")
OLDEST = (5, 26)
"""The oldest Neo4j that has all the Cypher that is spoken here (labels and types as values)."""
_USER_BY_DEFAULT = "neo4j"
_SECONDS_TO_CONNECT = 10.0
# The driver waits twice as long before each attempt, so that the last begins up to twice as late as this.
_SECONDS_TO_TRY_AGAIN = 15.0
_VERSION = "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]"


class Connection(Closable):
    """A database of a Neo4j server; raises StoreError where it cannot be reached, and says what to do.

    User, password and database come from the arguments, else from the environment (the variables above); without
    any the server is asked without credentials, and for its default database. What a load of before wrote is seen,
    whichever member of a cluster answers (see ``bookmarks``).
    """

    def __init__(
        self, url: str, user: str | None = None, password: str | None = None, database: str | None = None
    ) -> None:
        self.url = checked_address(url)
        self.database = database or _first(DATABASE_VARIABLES)
        self.heard: Heard | None = None
        """Is told each query with its parameters before it runs."""
        user = user or _first(USER_VARIABLES) or _USER_BY_DEFAULT
        password = password if password is not None else _first(PASSWORD_VARIABLES)
        self._auth = (user, password) if password is not None else None
        self._explained = Explained(self.url, self.database, user, password is not None)
        # The driver logs what it also raises; a program that did not ask for logs must not print them twice.
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        with self._explained():
            self._driver = self._new_driver()
        try:
            self._bookmarks = bookmarks.manager(bookmarks.kept(self.url, self.database, self._reached))
            # Managed transactions are tried again and again; the first word must fail at once where nobody listens.
            with self._explained(), self._session(reading=True) as session:
                (version,) = session.run(_VERSION).single(strict=True)
            check_version(version, self.url)
        except BaseException:
            self.close()
            raise

    def database_name(self) -> str:
        """Return the name of the database that is spoken to, which the server tells where none was named."""
        ((name,),) = self.read("CALL db.info() YIELD name")
        return str(name)

    def read(self, query: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Return all rows of a query, which goes to a server that may be read from."""
        return self.stream(query, lambda rows: list(rows), **parameters)

    def stream(self, query: str, gather: Callable[[Iterator[tuple[Any, ...]]], T], **parameters: object) -> T:
        """Return what ``gather`` makes of the rows of a read query, without holding them all."""
        from neo4j import RoutingControl

        def transform(result: Result) -> T:
            return gather(tuple(record.values()) for record in result)

        if self.heard is not None:
            self.heard(query, parameters)
        with self._explained():
            return self._driver.execute_query(
                query,
                parameters,
                routing_=RoutingControl.READ,
                database_=self.database,
                bookmark_manager_=self._bookmarks,
                result_transformer_=transform,
            )

    def write(self, query: str, **parameters: object) -> int:
        """Run a query in a write transaction of its own; return how many relationships it created.

        Raises OutOfMemory at once where the server has too little for it, so that less can be tried.
        """
        from neo4j.exceptions import Neo4jError

        def run(transaction: ManagedTransaction) -> int:
            try:
                return transaction.run(query, parameters).consume().counters.relationships_created
            except Neo4jError as error:
                # The driver would try the very same again and again.
                explained = self._explained.error_for(error)
                if isinstance(explained, OutOfMemory):
                    raise explained from error
                raise

        if self.heard is not None:
            self.heard(query, parameters)
        with self._explained(), self._session(reading=False) as session:
            drawn: int = session.execute_write(run)
            return drawn

    @contextmanager
    def uncommitted(self, query: str, seconds: float | None = None, **parameters: object) -> Iterator[None]:
        """Run a query in a write transaction that stays open for what is within, and then is taken back.

        Raises TooLong where it does not get what it needs in so many seconds. What goes wrong at its end is of no
        matter, as nothing of it was to stay.
        """
        from neo4j.exceptions import DriverError, Neo4jError

        session = self._session(reading=False)
        try:
            with self._explained():
                session.begin_transaction(timeout=seconds).run(query, parameters).consume()
            yield
        finally:
            with suppress(DriverError, Neo4jError, OSError):
                session.close()

    @contextmanager
    def asked(
        self, query: str, parameters: Mapping[str, Any], seconds: float, fetch: int = 1000
    ) -> Iterator[tuple[list[str], Iterator[Record], Callable[[], list[str]]]]:
        """Yield the columns and rows of somebody's own query, which the server lets read and nothing else.

        It runs in a session whose access mode is to read, and is stopped after so many seconds. The third tells what
        the server warns of, and reads no further rows.
        """
        from neo4j import Query

        with (
            self._explained(),
            self._session(reading=True, fetch_size=fetch, notifications_min_severity="WARNING") as session,
        ):
            result = session.run(Query(query, timeout=seconds), dict(parameters))
            yield list(result.keys()), iter(result), lambda: _warnings(result)

    def keep_bookmarks(self) -> None:
        """Let what was written here be seen by all who read from this computer after it."""
        bookmarks.keep(self.url, self.database, self._bookmarks)

    def close(self) -> None:
        """Let go of the server."""
        self._driver.close()

    def _new_driver(self) -> Driver:
        from neo4j import GraphDatabase

        return GraphDatabase.driver(
            self.url,
            auth=self._auth,
            connection_timeout=_SECONDS_TO_CONNECT,
            max_transaction_retry_time=_SECONDS_TO_TRY_AGAIN,
            notifications_min_severity="OFF",
            user_agent="ics-graph",
        )

    def _session(self, reading: bool, **more: Any) -> Any:
        from neo4j import READ_ACCESS, WRITE_ACCESS

        mode = READ_ACCESS if reading else WRITE_ACCESS
        return self._driver.session(
            database=self.database, default_access_mode=mode, bookmark_manager=self._bookmarks, **more
        )

    def _reached(self, values: list[str]) -> None:
        """Return when the server has come to these bookmarks, or raise where it never will; has a driver of its own."""
        from neo4j import READ_ACCESS

        with (
            closing(self._new_driver()) as driver,
            driver.session(
                database=self.database,
                default_access_mode=READ_ACCESS,
                bookmark_manager=bookmarks.manager(values),
            ) as session,
        ):
            session.run("RETURN 1").consume()


def checked_address(url: str) -> str:
    """Return the address of a server; raise StoreError where it is none, or where it holds a user or password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = SplitResult("", "", "", "", ""), None
    if "@" in parts.netloc:
        names = f"{USER_VARIABLES[0]} and {PASSWORD_VARIABLES[0]}"
        raise StoreError(f"leave user and password out of the address, which others can see; set {names}")
    if parts.scheme not in SCHEMES or not parts.hostname or port == 0:
        # A broken address may still hold a password, so it is shown only where it cannot.
        shown = f"'{url}'" if "@" not in url else "this"
        example = "neo4j://localhost:7687 (or bolt://…; neo4j+s:// and bolt+s:// are encrypted)"
        raise StoreError(f"{shown} is no address of a Neo4j server; write it as {example}")
    return url


def check_version(version: str, url: str) -> None:
    """Raise StoreError where a server of this version is too old; ``5.27-aura`` and ``2025.10.1`` are new enough."""
    numbers = re.match(r"(\d+)(?:\.(\d+))?", version)
    if numbers is not None and (int(numbers[1]), int(numbers[2] or 0)) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise StoreError(f"Neo4j at {url} is of version {version}, and {oldest} or newer is needed; update the server")


def _warnings(result: Result) -> list[str]:
    """Return what the server warns of, each once."""
    summary = result.consume()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a driver of version 5 says that this is a preview; what it replaces is gone
        notices = [status for status in summary.gql_status_objects if status.is_notification]
    return list(dict.fromkeys(notice.status_description.removeprefix("warn: ") for notice in notices))


def password_from_environment() -> str | None:
    """Return the password that the environment gives, or None."""
    return _first(PASSWORD_VARIABLES)


def _first(names: tuple[str, ...]) -> str | None:
    return next((value for name in names if (value := os.environ.get(name))), None)
