"""Rows of relations that are like one that was checked before: they go to the columns without a check of their own.

Whether a row is in order hangs on all its cells but the id, both ends and the place in the source, which may be any
text. So these cells are the likeness of a row, and one row of each likeness is read as a record and checked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from operator import itemgetter

from ics_graph.model import Relation
from ics_graph.model.records import key_of
from ics_graph.problems import LONGEST_CELL
from ics_graph.relation_columns import RelationColumns

# Rows with longer ids, ends or places are looked at one by one.
_LONGEST = 400
# Where there are as many likenesses, and half as many as rows, hardly two rows are alike.
_MANY = 1_000


class LikeRows:
    """Takes the rows of one file of relations into columns.

    ``record_of`` returns the relation of a row, or None where the row is not in order or means another body than it
    names. ``before`` is called before rows are taken, for those that came earlier and still wait.
    """

    def __init__(
        self,
        columns: RelationColumns,
        file: str,
        record_of: Callable[[list[str], list[str]], Relation | None],
        before: Callable[[], None],
    ) -> None:
        self.columns, self.file, self.record_of, self.before = columns, file, record_of, before
        self._header: list[str] = []
        self._rest: list[int] = []
        # By whether they name a place: the number of the pattern, and the parts of an id that is made.
        self._patterns: dict[bool, dict[tuple[str, ...], tuple[int, str, str]]] = {True: {}, False: {}}
        self._taken = 0

    def begins(self, header: list[str]) -> None:
        """Be told the columns of the rows that follow."""
        if {"subject", "type", "object"} <= set(header):
            self._header = header
            varying = {"id", "subject", "object", "locator"}
            self._rest = [number for number, name in enumerate(header) if name not in varying]

    def takes(self, rows: Sequence[list[str]], first: int) -> bool:
        """Return whether rows were taken, of which the first stands on a line and each other on the next.

        Either all are taken or none: the others are read one by one, and what is wrong with them is told.
        """
        if not self._header or set(map(len, rows)) != {len(self._header)}:
            return False
        cells = dict(zip(self._header, zip(*rows, strict=True), strict=True))
        subjects, objects = cells["subject"], cells["object"]
        names = self.columns.new_names((*subjects, *objects))
        # A code in place of an id has a colon.
        if not all(names) or any(":" in name for name in names) or max(map(len, names), default=0) > _LONGEST:
            return False
        nothing = ("",) * len(rows)
        places = cells.get("locator", nothing)
        if max(map(len, places)) > _LONGEST:
            return False
        patterns = self._patterns_of(rows, places)
        if patterns is None:
            return False
        ids = cells.get("id", nothing)
        if "" in ids:
            named = zip(ids, subjects, objects, patterns, strict=True)
            ids = tuple([id_ or f"{low}{middle}{high}{tail}" for id_, low, high, (_, middle, tail) in named])
        if max(map(len, ids)) > _LONGEST:
            return False
        self.before()
        lines = range(first, first + len(rows))
        numbers = map(itemgetter(0), patterns)
        is_taken = self.columns.extend(ids, subjects, objects, numbers, places, self.file, lines)
        self._taken += len(rows) * is_taken
        return is_taken

    def _patterns_of(self, rows: Sequence[list[str]], places: Sequence[str]) -> list[tuple[int, str, str]] | None:
        """Return the pattern of each row; None where one of them has none."""
        rest = itemgetter(*self._rest, self._rest[0])  # one twice, since itemgetter gives no tuple for one alone
        likenesses = list(map(rest, rows))
        if "" in places and any(places):
            patterns = [self._patterns[place != ""].get(cells) for place, cells in zip(places, likenesses, strict=True)]
        else:
            known = self._patterns["" not in places]
            patterns = list(map(known.get, likenesses))
        if None not in patterns:
            return patterns  # type: ignore[return-value]
        for row, place, cells in zip(rows, places, likenesses, strict=True):
            known = self._patterns[place != ""]
            if cells not in known:
                pattern = self._learnt(row, cells, place != "")
                if pattern is None:
                    return None
                known[cells] = pattern
        return [self._patterns[place != ""][cells] for place, cells in zip(places, likenesses, strict=True)]

    def _learnt(self, row: list[str], cells: tuple[str, ...], placed: bool) -> tuple[int, str, str] | None:
        """Return the pattern of a row, where it has one and patterns are still of use."""
        number = len(self._patterns[True]) + len(self._patterns[False])
        if number > _MANY and number > self._taken / 2:
            self._header = []  # none is taken from here on
            return None
        relation = self.record_of(self._header, row)
        if relation is None or len(relation.claims) > 1 or (placed and not relation.claims):
            return None
        if sum(map(len, cells)) > LONGEST_CELL:
            return None
        begin = f"{relation.subject}:{relation.type}:{relation.object}"
        tail = key_of(relation).removeprefix(begin)
        return self.columns.add_pattern(relation), f":{relation.type}:", tail


class WantedRows:
    """Takes the rows that have an id, and keeps the lines of those that are wanted."""

    def __init__(self, wanted: Collection[str], keep: Callable[[str, int], object]) -> None:
        self.wanted, self.keep = wanted, keep
        self._width = 0
        self._id_of: Callable[[list[str]], str] | None = None

    def begins(self, header: list[str]) -> None:
        """Be told the columns of the rows that follow."""
        self._width = len(header)
        self._id_of = itemgetter(header.index("id")) if "id" in header else None

    def takes(self, rows: Sequence[list[str]], first: int) -> bool:
        """Return whether rows were taken: all of them have ids, and as many cells as the header."""
        if self._id_of is None or set(map(len, rows)) != {self._width}:
            return False
        ids = list(map(self._id_of, rows))
        if "" in ids:
            return False
        for line, id_ in enumerate(ids, first):
            if id_ in self.wanted:
                self.keep(id_, line)
        return True
