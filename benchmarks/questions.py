"""Every question about the whole of a national set, and the hardest about one body, asked of an open store.

    python -m benchmarks.questions [DATASET]        # makes and imports the set of benchmarks.national by default

Target: each in less than a second. Printed are the best of three rounds, on the clock and of the processor: on a
machine that has other work to do, only the second says something. ``as JSON`` is what it takes to write the answer.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.national import FILES, make, run
from ics_graph.answering.as_json import as_json
from ics_graph.answering.asked import Asked
from ics_graph.questions import question_named
from ics_graph.stores import Store, ontology_of, open_store
from ics_graph.stores.rows import View

T = TypeVar("T")
ROUNDS = 3
# QZZ is made to stand on every row of a CCG and practice, as the region does in the register: it has 14,733 lines.
ASKED: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("uncertain", ()),
    ("conflicts", ()),
    ("stated", ()),
    ("gaps", ()),
    ("double-sided", ()),
    ("multiple-roles", ()),
    ("stats", ()),
    ("bodies", ("Organisation",)),
    ("mentions", ("anytown",)),
    ("changes", ("2012-01-01", "2014-01-01")),
    ("coverage", ("org-qzz",)),
    ("evidence", ("org-qzz",)),
    ("show", ("org-qzz",)),
    ("all-lines", (("coverage",),)),
    ("all-lines", (("membership",),)),
)


def timed(work: Callable[[], T]) -> tuple[float, float, T]:
    """Return the seconds on the clock and of the processor that a piece of work takes, and what it returns."""
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - clock, time.process_time() - processor, result


def measure(store: Store) -> None:
    """Print what each question takes."""
    asked = Asked(store, ontology_of(store), View())
    for name, words in ASKED:
        question = question_named(name)
        rounds = [timed(lambda q=question, w=words: q.ask(asked, *w)) for _ in range(ROUNDS)]  # type: ignore[misc]
        clock, processor = min(taken[0] for taken in rounds), min(taken[1] for taken in rounds)
        answer = rounds[0][2]
        written = min(timed(lambda a=answer: as_json(a))[1] for _ in range(ROUNDS))  # type: ignore[misc]
        shown = " ".join(map(str, words))
        print(
            f"{name} {shown}: {clock:.2f} s, of the processor {processor:.2f} s; {len(answer.rows):,} rows, "
            f"as JSON {written:.2f} s more",
            flush=True,
        )


def main() -> None:
    """Make the set where none is named, open its store, and ask."""
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch) / "imported"
        if len(sys.argv) < 2:
            make(Path(scratch) / "england")
            run("import", "ods", *(str(Path(scratch) / "england" / name) for name in FILES), "--into", str(data))
        with open_store(None, [data]) as store:
            measure(store)


if __name__ == "__main__":
    main()
