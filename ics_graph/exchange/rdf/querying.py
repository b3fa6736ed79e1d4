"""SPARQL over the graph: read-only, on this machine alone, within a number of rows, a time and a memory.

A query is read and checked first (``sparql_check``), and then answered from the store on disk (``disk_store``) by a
process of its own (``sparql_process``), which can reach nothing and whose end is not that of this one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from ics_graph.errors import IcsGraphError
from ics_graph.exchange.rdf.asked_graph import absent_in_words, words_of
from ics_graph.exchange.rdf.disk_store import build
from ics_graph.exchange.rdf.sparql_check import Refused, in_words, one_line_end, refuse
from ics_graph.exchange.terms import BASE, KIND_IN_IRI, PREFIXES
from ics_graph.stores import StoreError

if TYPE_CHECKING:
    from ics_graph.exchange.rdf.to_triples import Group

__all__ = ["Graph", "QueryResult", "Refused", "TooLong", "TooMuch", "refuse"]

MEMORY = 1 << 30
"""How many bytes an answer may take beside the graph itself."""
_PROCESS = Path(__file__).with_name("sparql_process.py")
_LESS = "ask for less: fewer patterns that have nothing in common, no ORDER BY over all of them, a LIMIT"


class TooLong(IcsGraphError):
    """Raised where a query was not answered in its time."""


class TooMuch(IcsGraphError):
    """Raised where a query took more memory than it may, or broke the process that was to answer it."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query found: rows under columns, a yes or no, or triples; ``more`` where the limit cut it short.

    Cells and the parts of triples are terms of pyoxigraph, None where nothing is bound. ``absent`` are the words of
    this vocabulary that the query uses and the graph does not have: IRI → what to say of it.
    """

    kind: Literal["rows", "yes-no", "triples"]
    columns: list[str] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    yes: bool = False
    more: bool = False
    absent: dict[str, str] = field(default_factory=dict)


class Graph:
    """A graph that can be asked: the folder of a store on disk.

    ``again`` builds the store anew and returns its folder, where it turns out to be damaged.
    """

    def __init__(self, folder: Path, base: str = BASE, again: Callable[[], Path] | None = None) -> None:
        self.prefixes = {**PREFIXES, **{kind: f"{base}{kind}/" for kind in KIND_IN_IRI.values()}}
        self.folder, self._again = folder, again
        self._ends: Callable[[], object] = lambda: None

    @classmethod
    def made(cls, groups: Iterable[Group], base: str = BASE) -> Graph:
        """Return the graph of some records, which is kept nowhere and ends with this."""
        folder = Path(tempfile.mkdtemp(prefix="ics-graph-"))
        graph = cls(folder, base)
        graph._ends = weakref.finalize(graph, shutil.rmtree, folder, ignore_errors=True)
        build(folder, groups, base)
        return graph

    def close(self) -> None:
        """Let go of what is kept nowhere."""
        self._ends()

    def ask(self, query: str, limit: int, seconds: float) -> QueryResult:
        """Return what a query finds.

        Raises Refused where it cannot be asked, TooLong where it takes too long, TooMuch where it takes too much
        memory, and StoreError where the store cannot be read.
        """
        refuse(query)
        query = one_line_end(query)
        request: dict[str, Any] = {
            "query": query,
            "prefixes": self.prefixes,
            "limit": limit,
            "seconds": seconds,
            "memory": MEMORY,
            "words": words_of(query),
        }
        answer = _answer({**request, "store": str(self.folder)}, seconds)
        if answer.get("failed") == "store" and self._again is not None:
            self.folder = self._again()
            answer = _answer({**request, "store": str(self.folder)}, seconds)
        match answer.get("failed"):
            case None:
                rows = [[_term(plain) for plain in row] for row in answer.get("rows", [])]
                columns, yes = answer.get("columns", []), answer.get("yes", False)
                absent = {word: absent_in_words(word, answer["present"]) for word in answer.get("absent", ())}
                return QueryResult(answer["kind"], columns, rows[:limit], yes, len(rows) > limit, absent)
            case "memory":
                raise TooMuch(f"the answer needs more than {MEMORY >> 20:,} MB of memory; {_LESS}")
            case "store":
                raise StoreError(f"the store at {self.folder} is damaged ({answer['why']}); ask again")
            case "syntax":
                place = re.match(r"error at (\d+):(\d+):", answer["why"])
                if place is None:
                    raise Refused(f"the query cannot be read: {answer['why']}")
                raise Refused(in_words(query, int(place[1]), int(place[2])))
            case _:
                raise TooMuch(f"the query cannot be answered: {answer['why']}")


def _answer(request: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Run the process and return what it answers; how it ended, where it gave no answer."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as errors:
        given.write(json.dumps(request).encode())
        given.seek(0)
        return _heard(given, errors, seconds)


def _heard(given: IO[bytes], errors: IO[bytes], seconds: float) -> dict[str, Any]:
    # Not with its own folder on the path, where modules have the names of others.
    command = [sys.executable, "-P", str(_PROCESS)]
    there = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, stderr=errors, env=there) as process:
        lines: list[bytes] = []
        ready, done = threading.Event(), threading.Event()

        def listen() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                lines.append(line)
                ready.set()
            done.set()
            ready.set()

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        try:
            # The time counts from when the graph is open.
            ready.wait()
            late = not _waited(done, seconds)
        finally:
            process.kill()
            process.wait()
            listener.join()
    if late:
        raise TooLong(f"there was no answer in {seconds:g} s; ask for less, or allow more with --timeout SECONDS")
    if len(lines) == 2:
        answer: dict[str, Any] = json.loads(lines[1])
        return answer
    errors.seek(0)
    return _broken(process.returncode, errors.read().decode(errors="replace"), seconds)


def _waited(done: threading.Event, seconds: float) -> bool:
    return done.wait(seconds)


def _broken(status: int, output: str, seconds: float) -> dict[str, Any]:
    if "memory allocation of" in output or "MemoryError" in output:
        return {"failed": "memory"}
    if status == -getattr(signal, "SIGXCPU", 0):
        raise TooLong(f"there was no answer in {seconds:g} s; ask for less, or allow more with --timeout SECONDS")
    if status == -getattr(signal, "SIGSEGV", 0):
        return {"failed": "other", "why": f"it is too nested or too large for the engine; {_LESS}"}
    why = output.strip().splitlines()[-1:] or [f"its process ended with status {status}"]
    return {"failed": "other", "why": f"{why[0]}; {_LESS}"}


def _term(plain: Any) -> Any:
    import pyoxigraph as ox

    match plain:
        case None:
            return None
        case ["iri", value]:
            return ox.NamedNode(value)
        case ["blank", value]:
            return ox.BlankNode(value)
        case ["literal", value, _, str() as language]:
            return ox.Literal(value, language=language)
        case ["literal", value, datatype, _]:
            return ox.Literal(value, datatype=ox.NamedNode(datatype))
        case ["triple", *parts]:
            return ox.Triple(*map(_term, parts))
    raise ValueError(f"this is no term: {plain}")
