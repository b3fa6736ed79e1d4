"""SPARQL over the graph: read-only, on this machine alone, within a number of rows and a time.

The query engine could fetch from the network (``SERVICE``) and would answer nothing, without a word, about graphs that
are not there (``FROM``, ``GRAPH``); such queries are refused before it sees them.
"""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from ics_graph.errors import IcsGraphError
from ics_graph.exchange.rdf.exporter import write
from ics_graph.exchange.rdf.ntriples import NTriples
from ics_graph.exchange.rdf.to_triples import Group
from ics_graph.exchange.terms import BASE, KIND_IN_IRI, PREFIXES

# What is no keyword: comments, texts, IRIs, variables, prefixed names.
_NOT_A_WORD = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>
    | \"{3}(?:"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' | \#[^\n\r]* | [?$]\w+
    | (?<![\w.-])(?:(?!service)[\w.-])*:[\w.:%\\-]*""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_REFUSED = {
    "SERVICE": "SERVICE asks another server, and nothing is fetched from the network; ask of what is here",
    "FROM": "FROM names another graph, and all that can be asked is in one; leave it out",
    "GRAPH": "GRAPH names another graph, and all that can be asked is in one; leave it out",
}
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
# An escape of a plain letter or sign: some engines turn it back before they read the query, and could then see a
# keyword that was not seen here.
_HIDDEN = re.compile(r"\\u00[0-7][0-9A-Fa-f]|\\U000000[0-7][0-9A-Fa-f]")


class Refused(IcsGraphError):
    """Raised where a query is not read, or not allowed; says what to write instead."""


class TooLong(IcsGraphError):
    """Raised where a query was not answered in its time."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query found: rows under columns, a yes or no, or triples; ``more`` where the limit cut it short.

    Cells and the parts of triples are terms of pyoxigraph, None where nothing is bound.
    """

    kind: Literal["rows", "yes-no", "triples"]
    columns: list[str] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    yes: bool = False
    more: bool = False


class Graph:
    """A graph in memory that can be asked."""

    def __init__(self, groups: Iterable[Group], base: str = BASE) -> None:
        import pyoxigraph as ox

        self.store = ox.Store()
        self.prefixes = {**PREFIXES, **{kind: f"{base}{kind}/" for kind in KIND_IN_IRI.values()}}
        with tempfile.TemporaryFile() as file:
            write(groups, file, NTriples(base))
            file.seek(0)
            self.store.bulk_load(file, format=ox.RdfFormat.N_TRIPLES)

    def ask(self, query: str, limit: int, seconds: float) -> QueryResult:
        """Return what a query finds; raise Refused where it cannot be asked, and TooLong where it takes too long.

        A query that is given up works on until this process ends.
        """
        refuse(query)
        answer: list[QueryResult | Exception] = []

        def work() -> None:
            try:
                answer.append(self._found(query, limit))
            except Exception as error:
                # Without its traceback, which would carry what belongs to this thread into another.
                answer.append(error.with_traceback(None))

        # The engine lets others work while it does, and cannot be told to stop.
        worker = threading.Thread(target=work, daemon=True)
        worker.start()
        worker.join(seconds)
        if not answer:
            raise TooLong(f"there was no answer in {seconds:g} s; ask for less, or allow more with --timeout SECONDS")
        if isinstance(answer[0], SyntaxError):
            raise Refused(_in_words(query, answer[0])) from answer[0]
        if isinstance(answer[0], Exception):
            raise answer[0]
        return answer[0]

    def _found(self, query: str, limit: int) -> QueryResult:
        import pyoxigraph as ox

        result = self.store.query(query, prefixes=self.prefixes)
        if isinstance(result, ox.QueryBoolean):
            return QueryResult("yes-no", yes=bool(result))
        rows = [list(row) for row in islice(result, limit + 1)]
        kind: Literal["rows", "triples"] = "rows" if isinstance(result, ox.QuerySolutions) else "triples"
        columns = [variable.value for variable in result.variables] if isinstance(result, ox.QuerySolutions) else []
        return QueryResult(kind, columns, rows[:limit], more=len(rows) > limit)


def refuse(query: str) -> None:
    """Raise Refused where a query would change something, or ask somebody else."""
    if hidden := _HIDDEN.search(query):
        raise Refused(f"{hidden.group()} stands for a plain sign; write that sign itself")
    rest = _NOT_A_WORD.sub(" ", query).upper()
    words = re.findall(r"[A-Z]+", rest)
    # A keyword may touch what stands before it, so that the one that reaches out is looked for within words, too.
    words += ["SERVICE"] if "SERVICE" in rest else []
    for word in words:
        if word in _REFUSED:
            raise Refused(_REFUSED[word])
    asks = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"} & set(words)
    if changes := next((word for word in words if word in _UPDATES), None) if not asks else None:
        raise Refused(f"{changes} changes data, and only questions can be asked: SELECT, ASK, CONSTRUCT or DESCRIBE")


def _in_words(query: str, error: SyntaxError) -> str:
    """Return where a query is not understood, with what stands there; the grammar's own words help nobody."""
    place = re.match(r"error at (\d+):(\d+):", str(error))
    if place is None:
        return f"the query cannot be read: {error}"
    line, column = int(place[1]), int(place[2])
    before = query.split("\n")[line - 1][: column - 1][-30:].strip()
    where = f"line {line}, column {column}"
    return f"the query cannot be read from {where} on" + (f", after '{before}'" if before else "")
