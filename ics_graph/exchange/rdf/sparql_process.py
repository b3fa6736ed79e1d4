"""A process that answers one SPARQL query and can do nothing else: a script that is run, and imports none of ours.

This is the second of two walls (docs/decisions/0026-two-walls-for-sparql.md). Standard input is JSON: the folder of a
store, query, prefixes, limit, seconds, memory. Standard output is a line once the store is open and the limits are set,
and then the answer as a line of JSON. With its limits set it can open nothing any more: neither a file nor a socket.
"""

from __future__ import annotations

import json
import math
import sys
import time
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

# So many files of a store the engine opens with it; others when they are needed, and that is too late here.
_OPEN_FROM_THE_START = 16
# Where the size of this process cannot be told, it may have so much in all.
_IN_ALL = 4 << 30


def main() -> None:
    """Answer the query on standard input."""
    import pyoxigraph as ox

    request = json.load(sys.stdin.buffer)
    sys.stdin.close()
    try:
        store = _opened(ox, Path(request["store"]))
    except (OSError, RuntimeError) as error:
        for answer in ({"ready": True}, {"failed": "store", "why": str(error)}):
            _say(answer)
        return
    limit_all(request["seconds"], request["memory"])
    _say({"ready": True})
    try:
        answer = {**_answer(ox, store, request), **_absent(ox, store, request["words"])}
    except MemoryError:
        answer = {"failed": "memory"}
    except SyntaxError as error:
        answer = {"failed": "syntax", "why": str(error)}
    except Exception as error:
        damaged = str(error).startswith("Corruption: ")
        answer = {"failed": "store" if damaged else "other", "why": str(error)}
    _say(answer)


def _opened(ox: Any, folder: Path) -> Any:
    """Return the store in a folder with all its files open; in memory, where they are too many for that."""
    store = ox.Store.read_only(str(folder))
    if sum(1 for _ in folder.glob("*.sst")) <= _OPEN_FROM_THE_START:
        return store
    held = ox.Store()
    held.bulk_extend(store)
    return held


def limit_all(seconds: float, memory: int) -> None:
    """Take from this process all that a query does not need, for good; where the system has no limits, nothing."""
    try:
        import resource
    except ImportError:
        return
    size = _size()
    most = size + memory if size else _IN_ALL
    # macOS has the name and not the thing.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    cpu = math.ceil(time.process_time() + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _size() -> int:
    import resource

    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _answer(ox: Any, store: Any, request: dict[str, Any]) -> dict[str, Any]:
    result = store.query(request["query"], prefixes=request["prefixes"])
    if isinstance(result, ox.QueryBoolean):
        return {"kind": "yes-no", "yes": bool(result)}
    rows = [[_plain(ox, term) for term in row] for row in islice(result, request["limit"] + 1)]
    if isinstance(result, ox.QuerySolutions):
        return {"kind": "rows", "columns": [variable.value for variable in result.variables], "rows": rows}
    return {"kind": "triples", "rows": rows}


def _absent(ox: Any, store: Any, words: list[str]) -> dict[str, Any]:
    """Return which words of a query the graph does not have, and then which predicates and classes it has."""
    absent = [word for word in words if not _has(store, ox.NamedNode(word))]
    if not absent:
        return {}
    present = "SELECT DISTINCT ?word { { ?s ?word ?o } UNION { ?s a ?word } }"
    return {"absent": absent, "present": [row[0].value for row in store.query(present) if row[0] is not None]}


def _has(store: Any, word: Any) -> bool:
    patterns = ((None, word, None), (None, None, word), (word, None, None))
    return any(next(iter(store.quads_for_pattern(*pattern)), None) is not None for pattern in patterns)


def _plain(ox: Any, term: Any) -> Any:
    """Return a term as JSON: what it is, and its parts."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return ["iri", term.value]
    if isinstance(term, ox.BlankNode):
        return ["blank", term.value]
    if isinstance(term, ox.Literal):
        return ["literal", term.value, term.datatype.value, term.language]
    return ["triple", *(_plain(ox, part) for part in term)]


def _say(value: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(value).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
