"""Who has which code in the whole register, kept on the disk: what a line to another body needs to know of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from ics_graph.dates import PartialDate
from ics_graph.exchange.entity_matching import KnownEntities
from ics_graph.exchange.ods.code_register import Body
from ics_graph.exchange.ods.layouts import Layout
from ics_graph.exchange.ods.lines import Succession
from ics_graph.exchange.ods.naming import id_for
from ics_graph.exchange.ods.rows import OdsFile, OdsRow
from ics_graph.model import Claim

_TABLES = """
    CREATE TABLE code (code TEXT PRIMARY KEY, ordinal INTEGER, wanted INTEGER) WITHOUT ROWID;
    CREATE TABLE body (
        number INTEGER PRIMARY KEY, code TEXT, type TEXT, name TEXT, since TEXT, until TEXT, begins TEXT, ends TEXT,
        short TEXT, long TEXT, id TEXT, ours INTEGER
    );
    CREATE INDEX body_code ON body (code);
    CREATE TABLE line (id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE follows (day TEXT, after INTEGER, before INTEGER, source TEXT, locator TEXT, note TEXT);
"""
_OF_BODY = "SELECT number, code, type, name, since, until, begins, ends, id FROM body WHERE"


class Index:
    """A database in a file of its own, as a context; nobody keeps it when all is written."""

    def __init__(self, file: Path) -> None:
        self.db = sqlite3.connect(file, isolation_level=None)
        self.db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -20000;" + _TABLES
        )
        self.db.execute("BEGIN")
        self.nowhere = OdsRow(OdsFile("", "", Layout("")), 0, [])

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.db.close()

    def add_code(self, code: str, ordinal: int, wanted: bool) -> bool:
        """Add the code of a record by its place in the file; return whether it is the first of the code."""
        cursor = self.db.execute("INSERT OR IGNORE INTO code VALUES (?, ?, ?)", (code, ordinal, wanted))
        return cursor.rowcount == 1

    def is_first(self, code: str, ordinal: int) -> bool:
        """Return whether the record at a place is the first of its code."""
        row = self.db.execute("SELECT ordinal FROM code WHERE code = ?", (code,)).fetchone()
        return row is not None and row[0] == ordinal

    def is_unwanted(self, code: str) -> bool:
        """Return whether the register has a code whose bodies are of no type that was asked for."""
        row = self.db.execute("SELECT wanted FROM code WHERE code = ?", (code,)).fetchone()
        return row is not None and not row[0]

    def add(self, body: Body, there: KnownEntities) -> None:
        """Add a body; one that is known already from elsewhere keeps its id."""
        match = there.by_code(body.scheme, body.code, body.type, *body.code_days)
        short, long = id_for(body.type, body.code, body.name)
        days = [str(day) if day else None for day in (body.since, body.until, *body.code_days)]
        given = (
            body.code,
            body.type,
            body.name,
            *days,
            short,
            long,
            match.id if match else body.id or None,
            match is None,
        )
        self.db.execute(
            "INSERT INTO body (code, type, name, since, until, begins, ends, short, long, id, ours)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            given,
        )

    def give_ids(self, taken: Iterable[str]) -> int:
        """Give each body an id of its name, or of name and code where others share it; return how many these are."""
        self.db.execute("CREATE INDEX body_short ON body (short)")
        self.db.execute(
            "CREATE TEMP TABLE often AS SELECT short FROM body WHERE ours GROUP BY short HAVING COUNT(*) > 1"
        )
        self.db.execute("CREATE UNIQUE INDEX often_short ON often (short)")
        self.db.execute("UPDATE body SET id = short WHERE id IS NULL")
        longer = "ours AND short IN (SELECT short FROM often) AND long NOT LIKE short || '-2%'"
        number = self.db.execute(f"UPDATE body SET id = long WHERE {longer}").rowcount
        self.db.execute("CREATE INDEX body_id ON body (id)")
        for id_ in taken:
            self.db.execute("UPDATE body SET id = long WHERE id = ? AND ours", (id_,))
        twice = self.db.execute("SELECT id FROM body GROUP BY id HAVING COUNT(*) > 1 AND SUM(ours) > 0").fetchall()
        for (id_,) in twice:
            rows = self.db.execute("SELECT number FROM body WHERE id = ? AND ours ORDER BY number", (id_,)).fetchall()
            for (row,) in rows[1:]:
                self.db.execute("UPDATE body SET id = ? WHERE number = ?", (self.fresh(id_), row))
        return number

    def fresh(self, id_: str) -> str:
        """Return an id that no body has."""
        number, candidate = 1, id_
        while self.db.execute("SELECT 1 FROM body WHERE id = ?", (candidate,)).fetchone():
            number += 1
            candidate = f"{id_}-{number}"
        return candidate

    def bodies(self, code: str) -> list[Body]:
        """Return the bodies of a code, as ones that are known: to be named in lines, and not written."""
        rows = self.db.execute(f"{_OF_BODY} code = ? ORDER BY number", (code,)).fetchall()
        return [self._body(row) for row in rows]

    def _body(self, row: tuple[str | None, ...]) -> Body:
        _, code, type_, name, since, until, begins, ends, id_ = row
        in_use = _day(begins), _day(ends)
        body = Body(code or "", type_ or "", name, self.nowhere, _day(since), _day(until), in_use)
        body.id, body.ours = id_ or "", False
        return body

    def ours(self, code: str, type_: str) -> str | None:
        """Return the id of the body of a code and type that is to be written, None where it is known from elsewhere."""
        row = self.db.execute("SELECT id FROM body WHERE code = ? AND type = ? AND ours", (code, type_)).fetchone()
        return str(row[0]) if row else None

    def line_id(self, id_: str) -> str:
        """Return an id of a line that no other has, and keep it."""
        number, candidate = 1, id_
        while self.db.execute("INSERT OR IGNORE INTO line VALUES (?)", (candidate,)).rowcount == 0:
            number += 1
            candidate = f"{id_}-{number}"
        return candidate

    def add_succession(self, succession: Succession) -> None:
        """Keep what came after what, until all of a day are known."""
        day = str(succession.effective)
        after = self._number(succession.successor)
        for body, claim in succession.predecessors:
            given = (day, after, self._number(body), claim.source, claim.locator, claim.note)
            self.db.execute("INSERT INTO follows VALUES (?, ?, ?, ?, ?, ?)", given)

    def _number(self, body: Body) -> int:
        row = self.db.execute("SELECT number FROM body WHERE id = ?", (body.id,)).fetchone()
        return int(row[0])

    def successions(self) -> Iterator[list[Succession]]:
        """Yield the successions of each day together: those of different days have nothing to do with one another."""
        self.db.execute("CREATE INDEX follows_day ON follows (day, after)")
        for (day,) in self.db.execute("SELECT DISTINCT day FROM follows ORDER BY day").fetchall():
            bodies: dict[int, Body] = {}

            def body(number: int, bodies: dict[int, Body] = bodies) -> Body:
                if number not in bodies:
                    bodies[number] = self._body(self.db.execute(f"{_OF_BODY} number = ?", (number,)).fetchone())
                return bodies[number]

            of_day: dict[int, Succession] = {}
            query = "SELECT after, before, source, locator, note FROM follows WHERE day = ? ORDER BY after, before"
            for after, before, source, locator, note in self.db.execute(query, (day,)).fetchall():
                succession = of_day.setdefault(after, Succession(body(after), PartialDate.parse(day)))
                if all(other is not body(before) for other, _ in succession.predecessors):
                    succession.predecessors.append((body(before), Claim(source, locator, note=note)))
            yield list(of_day.values())


def _day(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
