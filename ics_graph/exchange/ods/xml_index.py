"""Who has which code in the whole register, kept on the disk: what a line to another body needs to know of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

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
_OF_BODY = "SELECT number, code, type, name, since, until, begins, ends, id, ours FROM body WHERE"
_ADD_BODY = (
    "INSERT INTO body (code, type, name, since, until, begins, ends, short, long, id, ours)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_IN_A_QUERY = 500


Follow = tuple[str, int, int, str, str | None, str | None]
"""A succession as it is kept: its day, who came after and who before by their numbers, and what the claim says."""


BodyRow = tuple[str | bool | None, ...]
Coded = tuple[str, int, bool, list[BodyRow]]
"""A code, the place of its record in the order of all, whether it is wanted, and its bodies."""


@dataclass(slots=True)
class Known:
    """What the index has of a code: whose place in the file it has, whether it is wanted, and its bodies."""

    ordinal: int | None = None
    wanted: bool = True
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def id_of(self, type_: str) -> tuple[str, bool]:
        """Return the id of the code's body of a type, and whether it is to be written: not if known from elsewhere."""
        rows = [row for row in self.rows if row[2] == type_]
        row = next((row for row in rows if row[9]), rows[0])
        return row[8], bool(row[9])

    def bodies(self, nowhere: OdsRow) -> list[Body]:
        """Return the bodies of the code, as ones that are known: to be named in lines, and not written."""
        return [_body(row, nowhere) for row in self.rows]


def row_of(body: Body, there: KnownEntities | None) -> BodyRow:
    """Return a body as the index has it; one that is known already from elsewhere keeps its id."""
    match = there.by_code(body.scheme, body.code, body.type, *body.code_days) if there is not None else None
    days = [str(day) if day else None for day in (body.since, body.until, *body.code_days)]
    ids = id_for(body.type, body.code, body.name)
    return body.code, body.type, body.name, *days, *ids, match.id if match else body.id or None, match is None


class Index:
    """A database in a file of its own, as a context; nobody keeps it when all is written.

    Another process may open it to read (``read_only``) once ``share`` was called.
    """

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        self.file = file
        self.nowhere = OdsRow(OdsFile("", "", Layout("")), 0, [])
        self.db = sqlite3.connect(
            f"{file.as_uri()}?mode={'ro' if read_only else 'rwc'}", uri=True, isolation_level=None
        )
        self.db.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -20000;")
        if not read_only:
            self.db.executescript(f"PRAGMA journal_mode = OFF; {_TABLES}")
            self.db.execute("BEGIN")

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.db.close()

    def add_codes(self, codes: Iterable[Coded]) -> None:
        """Add the records of codes with their bodies; of two records of a code the first counts."""
        rows: list[BodyRow] = []
        for code, ordinal, wanted, bodies in codes:
            if self.db.execute("INSERT OR IGNORE INTO code VALUES (?, ?, ?)", (code, ordinal, wanted)).rowcount == 1:
                rows += bodies
        self.db.executemany(_ADD_BODY, rows)

    def share(self) -> None:
        """Let others read what is there so far, while more is written that they do not see."""
        self.db.execute("COMMIT")
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("BEGIN")

    def known(self, codes: Iterable[str]) -> dict[str, Known]:
        """Return what is known of each of these codes."""
        wanted = list(codes)
        known = {code: Known() for code in wanted}
        for start in range(0, len(wanted), _IN_A_QUERY):
            part = wanted[start : start + _IN_A_QUERY]
            marks = ", ".join("?" * len(part))
            query = f"SELECT code, ordinal, wanted FROM code WHERE code IN ({marks})"
            for code, ordinal, is_wanted in self.db.execute(query, part):
                known[code].ordinal, known[code].wanted = ordinal, bool(is_wanted)
            for row in self.db.execute(f"{_OF_BODY} code IN ({marks}) ORDER BY number", part):
                known[row[1]].rows.append(row)
        return known

    def add(self, body: Body) -> None:
        """Add a body that has its id."""
        self.db.execute(_ADD_BODY, row_of(body, None))

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

    def add_lines(self, ids: Sequence[str]) -> bool:
        """Keep the ids of lines, unless another line has one of them already; return whether they were kept."""
        for start in range(0, len(ids), _IN_A_QUERY):
            part = ids[start : start + _IN_A_QUERY]
            if self.db.execute(f"SELECT 1 FROM line WHERE id IN ({', '.join('?' * len(part))})", part).fetchone():
                return False
        self.db.executemany("INSERT INTO line VALUES (?)", ((id_,) for id_ in ids))
        return True

    def line_id(self, id_: str) -> str:
        """Return an id of a line that no other has, and keep it."""
        number, candidate = 1, id_
        while self.db.execute("INSERT OR IGNORE INTO line VALUES (?)", (candidate,)).rowcount == 0:
            number += 1
            candidate = f"{id_}-{number}"
        return candidate

    def follow(self, succession: Succession) -> list[Follow]:
        """Return what came after what as it is kept until all of a day are known."""
        day, after = str(succession.effective), self._number(succession.successor)
        return [
            (day, after, self._number(body), claim.source, claim.locator, claim.note)
            for body, claim in succession.predecessors
        ]

    def add_follows(self, follows: Iterable[Follow]) -> None:
        """Keep what came after what."""
        self.db.executemany("INSERT INTO follows VALUES (?, ?, ?, ?, ?, ?)", follows)

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
                    row = self.db.execute(f"{_OF_BODY} number = ?", (number,)).fetchone()
                    bodies[number] = _body(row, self.nowhere)
                return bodies[number]

            of_day: dict[int, Succession] = {}
            query = "SELECT after, before, source, locator, note FROM follows WHERE day = ? ORDER BY after, before"
            for after, before, source, locator, note in self.db.execute(query, (day,)).fetchall():
                succession = of_day.setdefault(after, Succession(body(after), PartialDate.parse(day)))
                if all(other is not body(before) for other, _ in succession.predecessors):
                    succession.predecessors.append((body(before), Claim(source, locator, note=note)))
            yield list(of_day.values())


def _body(row: tuple[Any, ...], nowhere: OdsRow) -> Body:
    _, code, type_, name, since, until, begins, ends, id_, _ = row
    body = Body(code, type_, name, nowhere, _day(since), _day(until), (_day(begins), _day(ends)))
    body.id, body.ours = id_ or "", False
    return body


def _day(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
