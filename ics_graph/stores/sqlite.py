"""The embedded store: one SQLite file, compiled from dataset folders and rebuilt by itself when they change.

A build goes to a file of its own and is swapped in when it is whole, so that a reader sees the old store or the
new one, never half of one; a build that is killed leaves the old one as it was.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar
from zlib import crc32

from ics_graph.bulk import without_collecting
from ics_graph.model import About, Completeness, Dataset, Event, Fact, Gap, Source
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.plain import from_plain
from ics_graph.stores import StoreError
from ics_graph.stores.rows import Body, Direction, Hop, Line, Match, View, fold
from ics_graph.stores.search import MOST_CANDIDATES, in_depth, parts_of, ranked

if TYPE_CHECKING:
    from ics_graph.stores.compiled import Compiled

FORMAT = "5"
T = TypeVar("T")
Progress = Callable[[str], None]

_INDEXES = """
CREATE UNIQUE INDEX line_id ON line (id);
CREATE INDEX line_up ON line (subject, family, start_min, end_max, object);
CREATE INDEX line_down ON line (object, family, start_min, end_max, subject);
CREATE INDEX fact_entity ON fact (entity);
CREATE INDEX gap_entity ON gap (entity);
CREATE INDEX complete_entity ON complete (entity);
CREATE INDEX name_key ON name (key);
INSERT INTO name_text (name_text) VALUES ('rebuild');
"""


def embedded_store(folders: Sequence[Path], progress: Progress | None = None) -> SQLiteStore:
    """Return the store of the dataset folders (all shipped ones where none is named), built if need be.

    Raises DatasetError where the data are wrong and StoreError where the store can be written nowhere.
    """
    asked = [folder.resolve() for folder in folders or shipped_datasets()]
    wanted = "\n".join(map(str, asked))
    # A short name serves: whether a store is the one asked for is told by what it remembers, not by its name.
    path = _cache_folder() / f"{asked[-1].name if asked else 'empty'}-{crc32(os.fsencode(wanted)):08x}.sqlite"
    with suppress(StoreError, sqlite3.Error):
        store = SQLiteStore(path)
        if store.meta("asked") == wanted and _is_of_today(store):
            return store
        store.close()
    from ics_graph.dataset import folders_of, read_datasets

    read = folders_of(asked)
    # The state is taken before the files are read: what changes while they are read is seen by the next start.
    state = _state(read)
    loaded = read_datasets(asked, progress=progress)
    build(path, loaded.dataset, meta={"asked": wanted, "state": state, "folders": _lines(read)}, progress=progress)
    return SQLiteStore(path)


def _is_of_today(store: SQLiteStore) -> bool:
    """Return whether a store was built from the files as they are now; it remembers which folders were read."""
    read = [Path(folder) for folder in (store.meta("folders") or "").splitlines()]
    try:
        return bool(read) and store.meta("state") == _state(read)
    except OSError:
        return False


def _state(folders: Sequence[Path]) -> str:
    from ics_graph.dataset.folder import fingerprint
    from ics_graph.resources import shipped

    return f"{FORMAT}\n{_stamp(shipped('ontology'))}\n{fingerprint(folders)}"


def _lines(folders: Sequence[Path]) -> str:
    return "\n".join(map(str, folders))


def shipped_datasets() -> list[Path]:
    """Return the folders of the datasets that come with the project."""
    from ics_graph.resources import shipped

    return sorted(path.parent for path in shipped("seeds").glob("*/dataset.yaml"))


def build(
    path: Path,
    dataset: Dataset,
    ontology: Ontology | None = None,
    meta: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> None:
    """Write the store of a dataset at ``path``: built beside it, then swapped in whole; it remembers ``meta``."""
    from ics_graph.stores.compiled import Compiled

    say = progress or (lambda _: None)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _clear_away(path)
        with closing(sqlite3.connect(beside, isolation_level=None)) as db, without_collecting():
            _fill(db, Compiled(dataset, ontology or load_ontology()), say)
            _remember(db, dataset, meta or {})
        os.replace(beside, path)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the store cannot be written at {path}: {error}") from error
    finally:
        beside.unlink(missing_ok=True)


def _clear_away(path: Path) -> None:
    """Remove what builds of this store left behind when they were killed; those still at work keep theirs."""
    for left in path.parent.glob(f"{path.name}.*.new*"):
        process = left.name.removeprefix(f"{path.name}.").partition(".")[0]
        try:
            os.kill(int(process), 0)
        except (ProcessLookupError, ValueError, OverflowError):
            left.unlink(missing_ok=True)
        except OSError:
            continue


def _fill(db: sqlite3.Connection, compiled: Compiled, say: Progress) -> None:
    from ics_graph.stores.compiled import doc, participants

    # The file is nobody's until it is swapped in, so the build needs neither journal nor waiting for the disk;
    # one sync before the swap makes the whole of it durable.
    db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
    db.executescript(Path(__file__).with_suffix(".sql").read_text("utf-8"))
    data = compiled.dataset
    db.execute("BEGIN")
    say(f"compiling {len(data.entities):,} entities")
    _insert(db, "entity", compiled.bodies())
    _insert(db, "name", ((fold(text), entity, kind, text) for entity, kind, text in compiled.names()))
    say(f"compiling {len(data.relations):,} relations")
    _insert(db, "line", compiled.lines())
    _insert(db, "fact", ((f.id, f.entity, f.property, doc(f)) for f in data.facts.values()))
    _insert(db, "gap", ((g.id, g.entity, doc(g)) for g in data.gaps.values()))
    _insert(db, "complete", ((c.id, c.entity, doc(c)) for c in data.complete.values()))
    _insert(db, "event", ((e.id, e.kind, doc(e)) for e in data.events.values()))
    _insert(db, "participant", {(entity, event, side) for event, entity, side in participants(data)})
    _insert(db, "source", ((s.id, doc(s)) for s in compiled.sources()))
    say("indexing")
    for statement in _INDEXES.strip().split(";\n"):
        db.execute(statement)
    db.execute("COMMIT")


def _remember(db: sqlite3.Connection, dataset: Dataset, meta: Mapping[str, str]) -> None:
    """Write what the store is of; the last write waits for the disk, so that the swap is of a whole file."""
    from ics_graph.stores.compiled import doc

    abouts = "[" + ",".join(doc(about) for about in dataset.about) + "]"
    db.execute("PRAGMA synchronous=FULL")
    _insert(db, "meta", [*meta.items(), ("about", abouts), ("format", FORMAT)])


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
        db.executemany(insert, iterator)


class SQLiteStore:
    """A compiled store, opened for reading only. Raises StoreError where the file is not one."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise StoreError(f"there is no store at {path}")
        # A store file is never written after the swap, so readers need no locks.
        self.path = path
        self.db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            found = self.meta("format")
        except sqlite3.Error as error:
            self.db.close()
            raise StoreError(f"{path} is not a store of ics-graph ({error})") from error
        if found != FORMAT:
            self.db.close()
            raise StoreError(f"{path} was written by another version; remove it, and it is built anew")

    def meta(self, key: str) -> str | None:
        """Return what the store remembers of its build under ``key``."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def about(self) -> list[About]:
        """Return what the datasets in the store say of themselves."""
        import json

        return [from_plain(About, plain) for plain in json.loads(self.meta("about") or "[]")]

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Return how many there are of each: by entity type, by relation type, and of the other records."""

        def by(query: str) -> dict[str, int]:
            return dict(self.db.execute(query).fetchall())

        return {
            "entities": by("SELECT type, count(*) FROM entity GROUP BY type ORDER BY type"),
            "relations": by("SELECT type, count(*) FROM line GROUP BY type ORDER BY type"),
            "records": by(
                "SELECT 'facts', count(*) FROM fact UNION ALL SELECT 'events', count(*) FROM event "
                "UNION ALL SELECT 'gaps', count(*) FROM gap UNION ALL SELECT 'complete', count(*) FROM complete "
                "UNION ALL SELECT 'sources', count(*) FROM source"
            ),
        }

    def find(self, text: str, limit: int = 20) -> list[Match]:
        """Return bodies whose id, name, other name or identifier is ``text``; if none is, the most alike first."""
        select = "SELECT e.id, e.name, e.type, n.text FROM name n JOIN entity e ON e.id = n.entity"
        exact = self.db.execute(f"{select} WHERE n.key = ?", (fold(text),)).fetchall()
        if exact:
            return ranked(text, exact, limit, exact=True)
        key = fold(text)
        parts = parts_of(key)
        if not parts:
            rows = self.db.execute(
                f"{select} WHERE n.key >= ? AND n.key < ? ORDER BY n.key LIMIT ?",
                (key, key + "\U0010ffff", MOST_CANDIDATES),
            )
        else:
            asked = " OR ".join('"' + part.replace("_", " ") + '"' for part in parts)
            rows = self.db.execute(
                f"{select} JOIN name_text f ON f.rowid = n.rowid WHERE f.key MATCH ? ORDER BY f.rank LIMIT ?",
                (asked, MOST_CANDIDATES),
            )
        return ranked(text, rows.fetchall(), limit, exact=False)

    def bodies(self, ids: Collection[str]) -> dict[str, Body]:
        """Return the entities of these ids; unknown ids are left out."""
        rows = self.db.execute("SELECT * FROM entity WHERE id IN (SELECT value FROM json_each(?))", (_json(ids),))
        return {row[0]: Body._make(row) for row in rows}

    def of_types(self, types: Collection[str]) -> list[Body]:
        """Return the entities of these very types (kinds of them are named, too), ordered by name and id."""
        query = "SELECT * FROM entity WHERE type IN (SELECT value FROM json_each(?)) ORDER BY name, id"
        return [Body._make(row) for row in self.db.execute(query, (_json(types),))]

    def lines(self, ids: Collection[str], direction: Direction, families: Collection[str], view: View) -> list[Line]:
        """Return the lines one hop up (these are subjects) or down (objects) from ``ids``, ordered by id."""
        near, _ = _ends(direction)
        where, values = _where(families, view)
        # CROSS JOIN is SQLite's word for "in this order": from the few ids into the index, never the table first.
        query = (
            "SELECT l.* FROM (SELECT DISTINCT value FROM json_each(?)) near "
            f"CROSS JOIN line l WHERE l.{near} = near.value AND {where} ORDER BY l.id"
        )
        return [Line._make(row) for row in self.db.execute(query, (_json(ids), *values))]

    def line(self, id: str) -> Line | None:
        """Return one line by its id."""
        row = self.db.execute("SELECT * FROM line WHERE id = ?", (id,)).fetchone()
        return Line._make(row) if row else None

    def closure(self, start: str, direction: Direction, families: Collection[str], view: View) -> list[Hop]:
        """Return every line on the way up or down from ``start``, each once, by depth and id; linear in its answer.

        A UNION on ids alone visits each body once, also where lines run in circles; depths are laid over it after.
        """
        near, far = _ends(direction)
        where, values = _where(families, view)
        query = (
            f"WITH RECURSIVE reached(id) AS (SELECT ? UNION SELECT l.{far} FROM reached "
            f"CROSS JOIN line l WHERE l.{near} = reached.id AND {where}) "
            f"SELECT l.* FROM reached CROSS JOIN line l WHERE l.{near} = reached.id AND {where}"
        )
        rows = self.db.execute(query, (start, *values, *values))
        return in_depth(start, direction, map(Line._make, rows))

    def facts(self, ids: Collection[str]) -> list[Fact]:
        """Return all facts of these entities, ordered by id."""
        return self._of("fact", Fact, ids)

    def gaps(self, ids: Collection[str]) -> list[Gap]:
        """Return the stated gaps of these entities, ordered by id."""
        return self._of("gap", Gap, ids)

    def complete(self, ids: Collection[str]) -> list[Completeness]:
        """Return which lists of these entities are stated to be whole."""
        return self._of("complete", Completeness, ids)

    def events(self, ids: Collection[str]) -> list[Event]:
        """Return the events in which these entities take part, ordered by id."""
        query = (
            "SELECT DISTINCT v.id, v.doc FROM (SELECT DISTINCT value FROM json_each(?)) near CROSS JOIN participant p "
            "JOIN event v ON v.id = p.event WHERE p.entity = near.value ORDER BY v.id"
        )
        return [_read(Event, row[1]) for row in self.db.execute(query, (_json(ids),))]

    def sources(self, ids: Collection[str] | None = None) -> dict[str, Source]:
        """Return the sources of these ids, or all."""
        if ids is None:
            rows = self.db.execute("SELECT id, doc FROM source ORDER BY id")
        else:
            query = "SELECT id, doc FROM source WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
            rows = self.db.execute(query, (_json(ids),))
        return {row[0]: _read(Source, row[1]) for row in rows}

    def _of(self, table: str, kind: type[T], ids: Collection[str]) -> list[T]:
        query = f"SELECT doc FROM {table} WHERE entity IN (SELECT value FROM json_each(?)) ORDER BY id"
        return [_read(kind, row[0]) for row in self.db.execute(query, (_json(ids),))]

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _where(families: Collection[str], view: View) -> tuple[str, list[Any]]:
    """Return the condition of ``rows.admits`` in SQL, with its values in order."""
    conditions = [f"l.family IN ({','.join('?' * len(families))})"]
    values: list[Any] = sorted(families)
    if not view.denied:
        conditions.append("l.certainty <> 'denied'")
    if not view.general:
        conditions.append("l.general = 0")
    if not view.uncertain:
        conditions.append("l.certainty <> 'uncertain'")
    if not view.rules:
        conditions.append("l.certainty <> 'rule'")
    if view.day is None:
        if not view.planned:
            conditions.append("l.planned = 0")
    elif not view.planned:
        conditions.append("l.planned = 0 AND l.start_min <= ? AND l.end_max >= ?")
        values += [view.day, view.day]
    else:
        conditions.append(
            "((l.planned = 0 AND l.start_min <= ? AND l.end_max >= ?) OR (l.plan_from <= ? AND l.plan_to >= ?))"
        )
        values += [view.day] * 4
    return " AND ".join(conditions), values


def _ends(direction: Direction) -> tuple[str, str]:
    return ("subject", "object") if direction == "up" else ("object", "subject")


def _json(ids: Collection[str]) -> str:
    import json

    return json.dumps(sorted(ids))


def _read(kind: type[T], text: str) -> T:
    import json

    return from_plain(kind, json.loads(text))


def _stamp(folder: Path) -> str:
    return "\n".join(f"{p.name} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in sorted(folder.glob("*.ttl")))


def _cache_folder() -> Path:
    """Return where stores are kept: the user's cache, or a private folder where that cannot be written."""
    if chosen := os.environ.get("ICS_GRAPH_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path

    folder = user_cache_path("ics-graph")
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    import atexit
    import shutil
    import tempfile

    private = Path(tempfile.mkdtemp(prefix="ics-graph-"))
    atexit.register(shutil.rmtree, private, ignore_errors=True)
    print(f"ics-graph: no cache can be written; building in {private} for this run only", file=sys.stderr)
    return private
