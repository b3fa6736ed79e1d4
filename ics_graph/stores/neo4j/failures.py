"""What goes wrong with a Neo4j server, in plain words that say what to do. Nothing secret is ever among them."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ics_graph.stores import StoreError

if TYPE_CHECKING:
    from neo4j.exceptions import Neo4jError

USER_VARIABLES = ("ICS_GRAPH_NEO4J_USER", "NEO4J_USERNAME")
PASSWORD_VARIABLES = ("ICS_GRAPH_NEO4J_PASSWORD", "NEO4J_PASSWORD")
_OUT_OF_MEMORY = ("MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError", "OutOfMemoryError", "StackOverFlowError")
_BAD_QUERY = ("SyntaxError", "SemanticError", "ParameterMissing", "TypeError", "ArgumentError", "ArithmeticError")


class Refused(StoreError):
    """Raised where the server does not let this user in; the message names the user."""


class OutOfMemory(StoreError):
    """Raised where a transaction needs more memory than the server gives it; a smaller one may do."""


class TooLong(StoreError):
    """Raised where a query was stopped at the time that it was given."""


class BadQuery(StoreError):
    """Raised where it is the query that is wrong, or one that writes where only reading is allowed."""


class Explained:
    """Turns errors of the driver for one server and database into StoreErrors."""

    def __init__(self, url: str, database: str | None, user: str, with_password: bool) -> None:
        self.url = url
        self.database = database
        self.user = user
        self.with_password = with_password

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Run what is within, and explain what the driver raises there."""
        from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable

        try:
            yield
        except AuthError as error:
            raise Refused(self._refused(error.code or "")) from error
        except ServiceUnavailable as error:
            raise StoreError(self._unreachable(error)) from error
        except Neo4jError as error:
            raise self.error_for(error) from error
        except (DriverError, OSError, ValueError) as error:
            message = str(error).strip().partition("\n")[0]
            raise StoreError(f"Neo4j at {self.url} cannot be used: {message}") from error

    def error_for(self, error: Neo4jError) -> StoreError:
        """Return what to raise for an error that the server gives back."""
        where = f"Neo4j at {self.url}"
        message = (error.message or error.code or "").strip()
        code = (error.code or "").rpartition(".")[2]
        if code == "DatabaseNotFound":
            return StoreError(f"{where} has no database '{self.database}'; 'SHOW DATABASES' lists those it has.")
        if code in _OUT_OF_MEMORY:
            first = message.partition("\n")[0].rstrip(".")
            hint = "ask for less at a time, or give it more (db.memory.transaction.max, server.memory.heap.max_size)"
            return OutOfMemory(f"{where} is out of memory for this: {first}; {hint}")
        if code in ("WriteOnReadOnlyAccessDatabase", "ReadOnly", "DatabaseIsReadOnly"):
            hint = "load into another (--database), or have its administrator make it writable"
            return StoreError(f"{where} keeps this database read-only, so nothing can be loaded into it; {hint}")
        if code in ("NotALeader", "ForbiddenOnReadOnlyDatabase"):
            return StoreError(f"{where} is a member of a cluster that takes no writes; use neo4j:// instead of bolt://")
        if code == "AccessMode":
            return BadQuery("this query writes, and here only reading is allowed; nothing was changed")
        if code.startswith(("TransactionTimedOut", "LockClientStopped")):
            return TooLong(f"{where} stopped the query, as it took longer than it may")
        if lacks := re.search(r"no such fulltext schema index: (ics_graph_\w+)", message):
            return StoreError(f"{where} lacks the index {lacks[1]}; run the load of the graph again, which makes it")
        if code in _BAD_QUERY:
            return BadQuery(message)
        return StoreError(f"{where} could not do it: {message.partition(chr(10))[0]}")

    def _unreachable(self, error: Exception) -> str:
        causes = list(_causes(error))
        for cause in causes:
            if isinstance(cause, ssl.SSLCertVerificationError):
                why = cause.verify_message or "it cannot be verified"
                hint = "have the authority that signed it trusted here, or, where it signed itself, use"
                scheme = self.url.partition("://")[0].replace("+s", "+ssc")
                return f"the certificate of Neo4j at {self.url} is not trusted ({why}); {hint} {scheme}://"
        if any(isinstance(cause, ssl.SSLError) for cause in causes):
            plain = self.url.partition("+")[0]
            return f"what listens at {self.url} does not speak encrypted; if that is meant so, use {plain}://"
        message = f"Neo4j at {self.url} cannot be reached. Is it running there, and is the address right?"
        why = next((cause.strerror for cause in causes if isinstance(cause, OSError) and cause.strerror), "")
        return f"{message} ({why})" if why else message

    def _refused(self, code: str) -> str:
        names = f"{USER_VARIABLES[0]} and {PASSWORD_VARIABLES[0]}"
        if code.endswith("AuthenticationRateLimit"):
            return f"Neo4j at {self.url} was given a wrong password too often; wait a few seconds and try again."
        if code.endswith("Forbidden"):
            return f"Neo4j at {self.url} does not allow this to the user '{self.user}'; ask its administrator."
        if not self.with_password:
            return f"Neo4j at {self.url} asks for a user and a password; set {names}."
        return f"Neo4j at {self.url} refuses the user '{self.user}' with this password; check {names}."


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what led to it, those within groups, too."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        cause = waiting.pop()
        if cause is None or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [cause.__cause__, cause.__context__]
        if isinstance(cause, BaseExceptionGroup):
            waiting += cause.exceptions
