"""A store is built beside its place and swapped in whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from ics_graph.gc_pause import without_collecting
from ics_graph.model import Dataset
from ics_graph.model.decisions import DECISION_RECORDS
from ics_graph.names import fold
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.ontology.kept import as_text
from ics_graph.output.file import beside
from ics_graph.stores import StoreError
from ics_graph.stores.compiler import Compiler, doc, filed_by, participants
from ics_graph.stores.sqlite.reading import FORMAT

Progress = Callable[[str], None]

SCHEMA = Path(__file__).with_name("schema.sql")
INDEXES = Path(__file__).with_name("indexes.sql")


def build(
    path: Path,
    dataset: Dataset,
    ontology: Ontology | None = None,
    meta: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> None:
    """Write the store of a dataset at ``path``: built beside it, then swapped in whole; it remembers ``meta``.

    Raises StoreError where it cannot be written.
    """
    say = progress or (lambda _: None)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Private, since what a dataset says of persons may not be for everybody on this computer.
        with beside(path, private=True) as (_, part):
            # The file is this run's alone, and so needs no locks of SQLite's.
            address = f"{part.absolute().as_uri()}?nolock=1"
            with closing(sqlite3.connect(address, isolation_level=None, uri=True)) as db, without_collecting():
                ontology = ontology or load_ontology()
                _fill(db, Compiler(dataset, ontology), say)
                _remember(db, dataset, ontology, meta or {})
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise StoreError(f"the store cannot be written at {path}: {reason}") from error


def _fill(db: sqlite3.Connection, compiler: Compiler, say: Progress) -> None:
    # The file is nobody's until it is swapped in, so the build needs neither journal nor waiting for the disk;
    # one sync before the swap makes the whole of it durable.
    db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
    db.executescript(SCHEMA.read_text("utf-8"))
    data = compiler.dataset
    db.execute("BEGIN")
    say(f"compiling {len(data.entities):,} entities")
    _insert(db, "entity", compiler.bodies())
    _insert(db, "name", ((fold(text), entity, kind, text) for entity, kind, text in compiler.names()))
    _insert(db, "short_form", ((fold(text), entity, text) for entity, text in compiler.short_forms()))
    say(f"compiling {len(data.relations):,} relations")
    _insert(db, "line", compiler.line_rows())
    _insert(db, "fact", ((f.id, f.entity, f.property, doc(f)) for f in data.facts.values()))
    _insert(db, "gap", ((g.id, g.entity, doc(g)) for g in data.gaps.values()))
    _insert(db, "complete", ((c.id, c.entity, doc(c)) for c in data.complete.values()))
    _insert(db, "event", ((e.id, e.kind, doc(e)) for e in data.events.values()))
    _insert(db, "participant", {(entity, event, side) for event, entity, side in participants(data)})
    for section in DECISION_RECORDS:
        records = data.section(section).values()
        _insert(db, "filed", ((section, record.id, doc(record)) for record in records))
        _insert(db, "filed_by", {(section, *key, record.id) for record in records for key in filed_by(section, record)})
    _insert(db, "source", ((s.id, doc(s)) for s in compiler.sources()))
    say("indexing")
    for statement in INDEXES.read_text("utf-8").strip().split(";\n"):
        db.execute(statement)
    db.execute("COMMIT")


def _remember(db: sqlite3.Connection, dataset: Dataset, ontology: Ontology, meta: Mapping[str, str]) -> None:
    """Write what the store is of; the last write waits for the disk, so that the swap is of a whole file."""
    abouts = "[" + ",".join(doc(about) for about in dataset.about) + "]"
    db.execute("PRAGMA synchronous=FULL")
    _insert(db, "meta", [*meta.items(), ("about", abouts), ("ontology", as_text(ontology)), ("format", FORMAT)])


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    first = True
    insert = ""
    iterator = iter(rows)
    for row in iterator:
        if first:
            insert = f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})"
            db.execute(insert, row)
            first = False
            break
    if not first:
        # Bare tuples are bound faster than rows with names.
        db.executemany(insert, map(tuple, iterator))
