"""A compiled store, asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from ics_graph.model import About, Completeness, Event, Fact, Gap, Source
from ics_graph.names import as_short_form, fold, telling
from ics_graph.serialization import from_plain
from ics_graph.stores import StoreError
from ics_graph.stores.closable import Closable
from ics_graph.stores.rows import PASSAGES, Body, Direction, Hop, Line, Match, Mentions, View, as_in_json
from ics_graph.stores.search import MOST_CANDIDATES, Found, called, in_depth, parts_of, ranked

FORMAT = "12"
"""Goes up when what is stored, or how, changes: a store of another format is built anew."""
_COMMON = 20_000
"""Three letters that so many names have tell nothing of a name."""

_CROWD = 1000
"""From how many neighbours on their number is remembered."""
T = TypeVar("T")
R = TypeVar("R", Body, Line)


class SQLiteStore(Closable):
    """A compiled store, opened for reading only. Raises StoreError where the file is not one."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise StoreError(f"there is no store at {path}")
        # A store file is never written after the swap, so readers need no locks.
        self.path = path
        self._stamp = _stamp(path)
        # A store file is never written, so what is slow to count is counted once.
        self._counts: Mapping[str, Mapping[str, int]] | None = None
        self._crowds: dict[tuple[str, frozenset[str], View], int] = {}
        self.db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            written_format = self.meta("format")
        except sqlite3.Error as error:
            self.db.close()
            raise StoreError(f"{path} is not a store of ics-graph ({error})") from error
        if written_format != FORMAT:
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
        if self._counts is not None:
            return self._counts

        def by(query: str) -> dict[str, int]:
            return dict(self.db.execute(query).fetchall())

        self._counts = {
            "entities": by("SELECT type, count(*) FROM entity GROUP BY type ORDER BY type"),
            "relations": by("SELECT type, count(*) FROM line WHERE instr(id, '@') = 0 GROUP BY type ORDER BY type"),
            "records": by(
                "SELECT 'facts', count(*) FROM fact UNION ALL SELECT 'events', count(*) FROM event "
                "UNION ALL SELECT 'gaps', count(*) FROM gap UNION ALL SELECT 'complete', count(*) FROM complete "
                "UNION ALL SELECT 'sources', count(*) FROM source"
            )
            | by("SELECT section, count(*) FROM filed GROUP BY section ORDER BY section"),
        }
        return self._counts

    def called(self, text: str, limit: int = 20) -> list[Match]:
        """Return bodies whose id, name, other name or code is ``text``; if none is, those that it is short for."""
        select = "SELECT e.id, e.name, e.type, n.text FROM {} n JOIN entity e ON e.id = n.entity WHERE n.key = ?"
        rows = self.db.execute(select.format("name"), (fold(text),)).fetchall()
        rows = rows or self.db.execute(select.format("short_form"), (as_short_form(fold(text)),)).fetchall()
        return called(rows, limit)

    def find(self, text: str, limit: int = 20) -> list[Match]:
        """Return the bodies that are ``called`` so, and after them those with a near name, the nearest first."""
        return ranked(text, self.called(text, limit), self._near(text), limit)

    def _near(self, text: str) -> list[Found]:
        select = "SELECT e.id, e.name, e.type, n.text FROM name n JOIN entity e ON e.id = n.entity"
        key = telling(fold(text))
        parts = parts_of(key)
        if not parts:
            return self.db.execute(
                f"{select} WHERE n.key >= ? AND n.key < ? ORDER BY n.key LIMIT ?",
                (key, key + "\U0010ffff", MOST_CANDIDATES),
            ).fetchall()
        parts = [part.replace("_", " ") for part in parts]
        near = f"{select} JOIN name_text f ON f.rowid = n.rowid WHERE f.key MATCH ?"
        # Where nothing tells names apart, those that hold the very text are as good as any, and else all are.
        for some, order in ((self._telling(parts), "ORDER BY f.rank"), ([fold(text)], ""), (parts, "")):
            words = " OR ".join(f'"{part}"' for part in some)
            rows = self.db.execute(f"{near} {order} LIMIT ?", (words, MOST_CANDIDATES)).fetchall() if some else []
            if rows:
                return rows
        return []

    def _telling(self, parts: list[str]) -> list[str]:
        """Return the parts of a name that tell names apart: not those that tens of thousands of names have.

        To rank all of these would take a second.
        """
        if (self.db.execute("SELECT max(rowid) FROM name").fetchone()[0] or 0) <= _COMMON:
            return parts
        query = "SELECT count(*) FROM (SELECT 1 FROM name_text WHERE key MATCH ? LIMIT ?)"
        counted = {part: self.db.execute(query, (f'"{part}"', _COMMON)).fetchone()[0] for part in parts}
        return [part for part, number in counted.items() if 0 < number < _COMMON]

    def starting(self, text: str, limit: int) -> list[str]:
        """Return names and other names that begin as ``text``, case and punctuation aside, in alphabetical order."""
        query = (
            "SELECT min(text) FROM name WHERE key >= ? AND key < ? "
            "AND kind IN ('name', 'other name', 'name in a source') GROUP BY key ORDER BY key LIMIT ?"
        )
        key = fold(text)
        return [row[0] for row in self.db.execute(query, (key, key + "\U0010ffff", limit))]

    def bodies(self, ids: Collection[str]) -> dict[str, Body]:
        """Return the entities of these ids, ordered by id; unknown ids are left out."""
        query = "SELECT * FROM entity WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
        rows = self.db.execute(query, (_json(ids),))
        return {row[0]: Body._make(row) for row in rows}

    def of_types(self, types: Collection[str], ever: bool = False) -> list[Body]:
        """Return the entities of these very types (kinds of them are named, too), ordered by name and id.

        ``ever`` adds those that were of one of them once, and are of another type now.
        """
        kinds = "SELECT json_extract(value, '$[0]') FROM json_each(entity.kinds)"
        before = f" OR EXISTS ({kinds} INTERSECT SELECT type FROM wanted)"
        query = (
            "WITH wanted (type) AS (SELECT value FROM json_each(?)) "
            f"SELECT * FROM entity WHERE type IN wanted{before if ever else ''} ORDER BY name, id"
        )
        return _rows(Body, self.db.execute(query, (_json(types),)))

    def lines(
        self,
        ids: Collection[str] | None,
        direction: Direction,
        families: Collection[str],
        view: View,
        far: Collection[str] | None = None,
        most: int | None = None,
    ) -> list[Line]:
        """Return the lines one hop up (these are subjects) or down (objects) from ``ids``, or all, ordered by id."""
        if ids is not None and most is not None:
            return self._first_lines(ids, direction, families, view, far, most)
        near, other = _ends(direction)
        where, values = _where(families, view)
        if far is not None:
            where += f" AND l.{other} IN (SELECT value FROM json_each(?))"
            values.append(_json(far))
        if ids is None:
            return _rows(Line, self.db.execute(f"SELECT l.* FROM line l WHERE {where} ORDER BY l.id", values))
        # CROSS JOIN is SQLite's word for "in this order": from the few ids into the index, never the table first.
        query = (
            "SELECT l.* FROM (SELECT DISTINCT value FROM json_each(?)) near "
            f"CROSS JOIN line l WHERE l.{near} = near.value AND {where} ORDER BY l.id"
        )
        return _rows(Line, self.db.execute(query, (_json(ids), *values)))

    def _first_lines(
        self,
        ids: Collection[str],
        direction: Direction,
        families: Collection[str],
        view: View,
        far: Collection[str] | None,
        most: int,
    ) -> list[Line]:
        """Return the first lines of each id: the index holds those of a family in order, so that no more is read."""
        near, other = _ends(direction)
        lines: list[Line] = []
        for id_ in set(ids):
            left = most
            for family in sorted(families):
                where, values = _where([family], view)
                if far is not None:
                    where += f" AND l.{other} IN (SELECT value FROM json_each(?))"
                    values.append(_json(far))
                query = (
                    f"SELECT l.* FROM line l WHERE l.{near} = ? AND {where} "
                    f"ORDER BY l.start_min, l.end_max, l.{other}, l.id LIMIT ?"
                )
                rows = self.db.execute(query, (id_, *values, left)).fetchall()
                lines += _rows(Line, rows)
                left -= len(rows)
        return sorted(lines)

    def degrees(self, ids: Collection[str], families: Collection[str], view: View) -> dict[str, int]:
        """Return to how many other bodies each of ``ids`` has a line, up or down; 0 for an unknown one."""
        where, values = _where(families, view)
        query = (
            f"SELECT count(*) FROM (SELECT l.object AS far FROM line l WHERE l.subject = ? AND {where} "
            f"UNION SELECT l.subject FROM line l WHERE l.object = ? AND {where}) WHERE far <> ?"
        )
        what = frozenset(families), view
        counted = {}
        for id_ in set(ids):
            number = self._crowds.get((id_, *what))
            if number is None:
                number = int(self.db.execute(query, (id_, *values, id_, *values, id_)).fetchone()[0])
                if number > _CROWD:
                    self._crowds[id_, *what] = number
            counted[id_] = number
        return counted

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
        return in_depth(start, direction, _rows(Line, rows))

    def facts(self, ids: Collection[str] | None = None) -> list[Fact]:
        """Return all facts of these entities, or of all, ordered by id."""
        return self._of("fact", Fact, ids)

    def gaps(self, ids: Collection[str] | None = None) -> list[Gap]:
        """Return the stated gaps of these entities, or of all, ordered by id."""
        return self._of("gap", Gap, ids)

    def complete(self, ids: Collection[str] | None = None) -> list[Completeness]:
        """Return which lists of these entities, or of all, are stated to be whole."""
        return self._of("complete", Completeness, ids)

    def filed(self, section: str, ids: Collection[str] | None = None, by: str = "id") -> list[Any]:
        """Return the records of who may decide what of a section, or those that refer to one of ``ids`` in a field."""
        kind = _kind_of(section)
        if ids is None:
            rows = self.db.execute("SELECT doc FROM filed WHERE section = ? ORDER BY id", (section,))
        elif by == "id":
            query = "SELECT doc FROM filed WHERE section = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id"
            rows = self.db.execute(query, (section, _json(ids)))
        else:
            query = (
                "SELECT DISTINCT f.id, f.doc FROM (SELECT DISTINCT value FROM json_each(?)) near "
                "CROSS JOIN filed_by b JOIN filed f ON f.section = b.section AND f.id = b.id "
                "WHERE b.section = ? AND b.field = ? AND b.target = near.value ORDER BY f.id"
            )
            rows = self.db.execute(query, (_json(ids), section, by))
        return [_read(kind, row[-1]) for row in rows]

    def events(self, ids: Collection[str] | None = None) -> list[Event]:
        """Return the events in which these entities take part, or all, ordered by id."""
        if ids is None:
            return [_read(Event, row[0]) for row in self.db.execute("SELECT doc FROM event ORDER BY id")]
        query = (
            "SELECT DISTINCT v.id, v.doc FROM (SELECT DISTINCT value FROM json_each(?)) near CROSS JOIN participant p "
            "JOIN event v ON v.id = p.event WHERE p.entity = near.value ORDER BY v.id"
        )
        return [_read(Event, row[1]) for row in self.db.execute(query, (_json(ids),))]

    def mentions(self, text: str) -> Mentions:
        """Return the records in which a text occurs, in upper or lower case, each kind ordered by id."""
        values = {"name": text.lower(), "doc": as_in_json(text)}
        # SQLite's own lower() knows no letters beyond ASCII.
        self.db.create_function("lowered", 1, str.lower, deterministic=True)

        def rows(table: str, columns: str = "doc", or_name: str = "", of: str = "") -> list[Any]:
            query = f"SELECT {columns} FROM {table} WHERE {of} (instr(lowered(doc), :doc) {or_name}) ORDER BY id"
            return self.db.execute(query, values).fetchall()

        def passages(section: str) -> list[Any]:
            found = rows("filed", of=f"section = '{section}' AND")
            return [_read(_kind_of(section), row[0]) for row in found]

        return Mentions(
            _rows(Body, rows("entity", "*", "OR instr(lowered(name), :name)")),
            _rows(Line, rows("line", "*")),
            [_read(Fact, row[0]) for row in rows("fact")],
            [_read(Event, row[0]) for row in rows("event")],
            [_read(Gap, row[0]) for row in rows("gap")],
            [record for section in PASSAGES for record in passages(section)],
        )

    def sources(self, ids: Collection[str] | None = None) -> dict[str, Source]:
        """Return the sources of these ids, or all."""
        if ids is None:
            rows = self.db.execute("SELECT id, doc FROM source ORDER BY id")
        else:
            query = "SELECT id, doc FROM source WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
            rows = self.db.execute(query, (_json(ids),))
        return {row[0]: _read(Source, row[1]) for row in rows}

    def _of(self, table: str, kind: type[T], ids: Collection[str] | None) -> list[T]:
        if ids is None:
            return [_read(kind, row[0]) for row in self.db.execute(f"SELECT doc FROM {table} ORDER BY id")]
        query = f"SELECT doc FROM {table} WHERE entity IN (SELECT value FROM json_each(?)) ORDER BY id"
        return [_read(kind, row[0]) for row in self.db.execute(query, (_json(ids),))]

    def notices(self) -> list[str]:
        """Return nothing: a store file is whole, or it is not there."""
        return []

    @property
    def version(self) -> Hashable | None:
        """What tells the file that was opened from another at the same path; None where it was gone at once."""
        return self._stamp

    def is_current(self) -> bool:
        """Return whether the file at the path is still the one that was opened."""
        return self._stamp == _stamp(self.path)

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


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


def _rows(kind: type[R], rows: Iterable[tuple[Any, ...]]) -> list[R]:
    """Return rows under their names; each is of the table of its kind, so that its length need not be looked at."""
    new = tuple.__new__
    return [new(kind, row) for row in rows]


def _ends(direction: Direction) -> tuple[str, str]:
    return ("subject", "object") if direction == "up" else ("object", "subject")


def _json(ids: Collection[str]) -> str:
    import json

    return json.dumps(sorted(ids))


def _read(kind: type[T], text: str) -> T:
    import json

    try:
        return from_plain(kind, json.loads(text))
    except ValueError as error:
        raise sqlite3.DatabaseError(f"a {kind.__name__.lower()} in it cannot be read: {error}") from error


def _kind_of(section: str) -> type[Any]:
    # Most questions do without these records, and so without the time that their module takes to import.
    from ics_graph.model.decisions import DECISION_RECORDS

    return DECISION_RECORDS[section]
