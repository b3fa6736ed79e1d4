"""Speaks to one Neo4j database: who we are, read and write transactions, and what went wrong in plain words.

It knows the driver and nothing of what is stored. Neither a password nor a user in an address is ever shown.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import SplitResult, urlsplit

from ics_graph.stores import StoreError

if TYPE_CHECKING:
    from neo4j import Result

T = TypeVar("T")

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
USER_VARIABLES = ("ICS_GRAPH_NEO4J_USER", "NEO4J_USERNAME")
PASSWORD_VARIABLES = ("ICS_GRAPH_NEO4J_PASSWORD", "NEO4J_PASSWORD")
DATABASE_VARIABLES = ("ICS_GRAPH_NEO4J_DATABASE", "NEO4J_DATABASE")
_USER_BY_DEFAULT = "neo4j"
_SECONDS_TO_CONNECT = 10.0


class Connection:
    """A database of a Neo4j server; raises StoreError where it cannot be reached, and says what to do.

    User, password and database come from the arguments, else from the environment (the variables above); without
    any the server is asked without credentials, and for its default database.
    """

    def __init__(
        self, url: str, user: str | None = None, password: str | None = None, database: str | None = None
    ) -> None:
        from neo4j import READ_ACCESS, GraphDatabase

        self.url = checked_address(url)
        self.database = database or _first(DATABASE_VARIABLES)
        self._user = user or _first(USER_VARIABLES)
        password = password if password is not None else _first(PASSWORD_VARIABLES)
        self._with_password = password is not None
        auth = (self._user or _USER_BY_DEFAULT, password) if password is not None else None
        # The driver logs what it also raises; a program that did not ask for logs must not print them twice.
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
        with self._explained():
            self._driver = GraphDatabase.driver(
                self.url,
                auth=auth,
                connection_timeout=_SECONDS_TO_CONNECT,
                notifications_min_severity="OFF",
                user_agent="ics-graph",
            )
        try:
            # Managed transactions retry for half a minute; the first word must fail at once where nobody listens.
            with (
                self._explained(),
                self._driver.session(database=self.database, default_access_mode=READ_ACCESS) as session,
            ):
                session.run("RETURN 1").consume()
        except BaseException:
            self.close()
            raise

    def read(self, query: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Return all rows of a query, which goes to a server that may be read from."""
        return self.stream(query, lambda rows: list(rows), **parameters)

    def stream(self, query: str, gather: Callable[[Iterator[tuple[Any, ...]]], T], **parameters: object) -> T:
        """Return what ``gather`` makes of the rows of a read query, without holding them all."""
        from neo4j import RoutingControl

        def transform(result: Result) -> T:
            return gather(tuple(record.values()) for record in result)

        with self._explained():
            return self._driver.execute_query(
                query,
                parameters,
                routing_=RoutingControl.READ,
                database_=self.database,
                result_transformer_=transform,
            )

    def write(self, query: str, **parameters: object) -> int:
        """Run a query in a write transaction of its own; return how many relationships it created."""
        with self._explained():
            result = self._driver.execute_query(
                query,
                parameters,
                database_=self.database,
            )
            return result.summary.counters.relationships_created

    def close(self) -> None:
        """Let go of the server."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the driver's errors into a StoreError that says what to do."""
        from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable

        try:
            yield
        except AuthError as error:
            raise StoreError(self._refused(error.code or "")) from error
        except ServiceUnavailable as error:
            message = f"Neo4j at {self.url} cannot be reached. Is it running there, and is the address right?"
            raise StoreError(f"{message}{_why(error)}") from error
        except Neo4jError as error:
            if error.code == "Neo.ClientError.Database.DatabaseNotFound":
                message = f"Neo4j at {self.url} has no database '{self.database}'; 'SHOW DATABASES' lists those it has."
                raise StoreError(message) from error
            said = (error.message or error.code or "").strip().partition("\n")[0]
            raise StoreError(f"Neo4j at {self.url} could not do it: {said}") from error
        except (DriverError, OSError, ValueError) as error:
            said = str(error).strip().partition("\n")[0]
            raise StoreError(f"Neo4j at {self.url} cannot be used: {said}") from error

    def _refused(self, code: str) -> str:
        names = f"{USER_VARIABLES[0]} and {PASSWORD_VARIABLES[0]}"
        if code.endswith("AuthenticationRateLimit"):
            return f"Neo4j at {self.url} was given a wrong password too often; wait a few seconds and try again."
        if not self._with_password:
            return f"Neo4j at {self.url} asks for a user and a password; set {names}."
        user = self._user or _USER_BY_DEFAULT
        return f"Neo4j at {self.url} refuses the user '{user}' with this password; check {names}."


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


def password_from_environment() -> str | None:
    """Return the password that the environment gives, or None."""
    return _first(PASSWORD_VARIABLES)


def _first(names: tuple[str, ...]) -> str | None:
    return next((value for name in names if (value := os.environ.get(name))), None)


def _why(error: Exception) -> str:
    """Return the deepest reason that the driver gives, where it says more than that there is one."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.strerror:
            return f" ({cause.strerror})"
        cause = cause.__cause__ or cause.__context__
    return ""
