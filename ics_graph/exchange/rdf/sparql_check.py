"""What a SPARQL query may say: read by rdflib's own parser, and refused where it would change or fetch anything.

This is the first of two walls (docs/decisions/0026-two-walls-for-sparql.md). What it cannot read, it refuses.
"""

from __future__ import annotations

import re
import threading
from typing import Any

from ics_graph.errors import IcsGraphError

LONGEST = 20_000
DEEPEST = 20
_SECONDS = 15.0
# Comments, texts and IRIs, as far as a look at the nesting needs them.
_NOT_NESTED = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>
    | \"{3}(?:"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' | \#[^\n\r]*""",
    re.VERBOSE | re.DOTALL,
)
_OTHER_GRAPH = "names another graph, and all that can be asked is in one; leave it out"
_REFUSED = {
    "ServiceGraphPattern": "SERVICE asks another server, and nothing is fetched from the network; ask of what is here",
    "DatasetClause": f"FROM {_OTHER_GRAPH}",
    "GraphGraphPattern": f"GRAPH {_OTHER_GRAPH}",
}
_ALLOWED = ("SelectQuery", "AskQuery", "ConstructQuery", "DescribeQuery")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_FIRST_WORD = re.compile(r"(?:\s|#[^\n]*|PREFIX\s*[\w.-]*:\s*<[^>]*>|BASE\s*<[^>]*>)*([a-z]+)", re.IGNORECASE)
# An escape of a plain letter or sign: some engines turn it back before they read the query, and could then see a
# keyword that was not seen here.
_HIDDEN = re.compile(r"\\u00[0-7][0-9A-Fa-f]|\\U000000[0-7][0-9A-Fa-f]")


class Refused(IcsGraphError):
    """Raised where a query is not read, or not allowed; says what to write instead."""


def one_line_end(query: str) -> str:
    """Return a query with one kind of line end: readers differ on which of them ends a comment."""
    return query.replace("\r\n", "\n").replace("\r", "\n")


def refuse(query: str) -> None:
    """Raise Refused where a query cannot be read, would change something, or would ask somebody else."""
    query = one_line_end(query)
    if len(query) > LONGEST:
        raise Refused(f"the query has {len(query):,} characters, and up to {LONGEST:,} are read; ask in several")
    if any("\ud800" <= char <= "\udfff" for char in query):
        raise Refused("the query is not in UTF-8; save it in that encoding")
    if _depth(query) > DEEPEST:
        raise Refused(f"the query has more than {DEEPEST} brackets within one another; ask in simpler parts")
    if hidden := _HIDDEN.search(query):
        raise Refused(f"{hidden.group()} stands for a plain sign; write that sign itself")
    _walk(_parsed(query))


def without_texts(query: str) -> str:
    """Return a query without its comments and texts; IRIs stay."""
    return _NOT_NESTED.sub(lambda part: part[0] if part[0].startswith("<") else " ", query)


def _depth(query: str) -> int:
    deepest = depth = 0
    for char in _NOT_NESTED.sub(" ", query):
        if char in "({[":
            depth += 1
            deepest = max(deepest, depth)
        elif char in ")}]":
            depth -= 1
    return deepest


def _parsed(query: str) -> Any:
    """Return the tree of a query; raise Refused where there is none, or where it takes too long to make."""
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    trees: list[Any] = []

    def parse() -> None:
        try:
            trees.append(parseQuery(query))
        except Exception as error:
            trees.append(error.with_traceback(None))

    # In a thread of its own the parser has all the depth that Python gives, wherever it is called from.
    worker = threading.Thread(target=parse, daemon=True)
    worker.start()
    worker.join(_SECONDS)
    tree = trees[0] if trees else TimeoutError()
    if isinstance(tree, ParseBaseException):
        word = _FIRST_WORD.match(query)
        if word and (change := word[1].upper()) in _UPDATES:
            raise Refused(
                f"{change} changes data, and only questions can be asked: SELECT, ASK, CONSTRUCT or DESCRIBE"
            ) from tree
        raise Refused(in_words(query, tree.lineno, tree.column)) from tree
    if isinstance(tree, RecursionError | TimeoutError):
        raise Refused("the query is too long or too nested to be checked; ask in simpler parts") from tree
    if isinstance(tree, Exception):
        raise Refused(f"the query cannot be read: {tree}") from tree
    return tree


def _walk(tree: Any) -> None:
    from rdflib.plugins.sparql.parserutils import CompValue

    names = []
    todo = [tree]
    while todo:
        part = todo.pop()
        if isinstance(part, CompValue):
            names.append(part.name)
            todo.extend(part.values())
        elif not isinstance(part, str) and hasattr(part, "__iter__"):
            todo.extend(part)
    for name in names:
        if name in _REFUSED:
            raise Refused(_REFUSED[name])
    if not any(name in _ALLOWED for name in names):
        raise Refused("only questions can be asked: SELECT, ASK, CONSTRUCT or DESCRIBE")


def in_words(query: str, line: int, column: int) -> str:
    """Return where a query is not understood, with what stands there; the grammar's own words help nobody."""
    before = query.split("\n")[line - 1][: column - 1][-30:].strip() if query else ""
    where = f"line {line}, column {column}"
    return f"the query cannot be read from {where} on" + (f", after '{before}'" if before else "")
