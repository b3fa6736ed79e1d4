"""Relations of bulk data as columns: those that differ only in id, ends and place in a source share a pattern.

A register repeats a few dozen patterns a million times. A relation of its own takes ten times the room of a row of
columns, and is made here only for those who ask for one. What is worked out from a pattern serves all its rows.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from itertools import islice

from ics_graph.model import Claim, Relation

Row = tuple[str, str, str, int, str | None]
"""The id, subject and object of a relation, the number of its pattern (0 where it has none), and its place."""


class RelationColumns(Mapping[str, Relation]):
    """Relations by id, in the order in which they were added; each id once.

    ``patterns`` are those of its rows, by number: relations of which the id, the ends and the locator of the only claim
    are those of some row. The first is none, and stands for relations that are kept whole. ``subjects``, ``objects``
    and ``numbers``, those of the patterns, are columns.
    """

    def __init__(self) -> None:
        self.patterns: list[Relation | None] = [None]
        self._ids: dict[str, None] = {}
        self._whole: dict[str, Relation] = {}
        self.subjects: list[str] = []
        self.objects: list[str] = []
        self._places_in_source: list[str | None] = []
        self.numbers = array("I")
        self._lines = array("L")
        # From which row on they are of a file.
        self._files: list[tuple[int, str]] = []
        self._names: dict[str, str] = {}
        # Whoever tells claims apart by identity relies on it that they live as long as the dataset.
        self._claims: dict[tuple[int, str | None], tuple[Claim, ...]] = {}
        self._positions: dict[str, int] = {}

    def add(self, relation: Relation, file: str, line: int) -> None:
        """Add a relation that is kept whole, with the place where it was read; its id must be new."""
        self._whole[relation.id] = relation
        self._begin(file, len(self._ids))
        self._ids[relation.id] = None
        self.subjects.append(relation.subject)
        self.objects.append(relation.object)
        self._places_in_source.append(None)
        self.numbers.append(0)
        self._lines.append(line)

    def extend(
        self,
        ids: Sequence[str],
        subjects: Sequence[str],
        objects: Sequence[str],
        numbers: Iterable[int],
        places: Iterable[str],
        file: str,
        lines: Iterable[int],
    ) -> bool:
        """Add relations that are like patterns but for what is given, an empty place for none.

        Returns whether all ids were new; where one is taken, or given twice, none is added.
        """
        before = len(self._ids)
        self._ids.update(dict.fromkeys(ids))
        if len(self._ids) != before + len(ids):
            self._ids = dict.fromkeys(islice(self._ids, before))
            return False
        self._begin(file, before)
        # The ends are named over and over: each name is kept once. Of places that holds for some registers.
        names = self._names
        names.update((name, name) for name in self.new_names((*subjects, *objects)))
        kept: dict[str, str | None] = {"": None}
        self.subjects.extend(map(names.__getitem__, subjects))
        self.objects.extend(map(names.__getitem__, objects))
        self._places_in_source.extend([kept.setdefault(text, text) for text in places])
        self.numbers.extend(numbers)
        self._lines.extend(lines)
        return True

    def new_names(self, ids: Iterable[str]) -> set[str]:
        """Return those ids of bodies that no relation like a pattern names."""
        return set(ids).difference(self._names)

    def _begin(self, file: str, position: int) -> None:
        if not self._files or self._files[-1][1] != file:
            self._files.append((position, file))

    def add_pattern(self, relation: Relation) -> int:
        """Return the number of a new pattern, which is like a relation of one claim or none."""
        self.patterns.append(relation)
        return len(self.patterns) - 1

    def rows(self) -> Iterator[Row]:
        """Return all of them as rows, which takes much less time than to make a relation of each."""
        return zip(self._ids, self.subjects, self.objects, self.numbers, self._places_in_source, strict=True)

    def made(self, row: Row) -> Relation:
        """Return the relation of a row."""
        id_, subject, object_, number, locator = row
        pattern = self.patterns[number]
        if pattern is None:
            return self._whole[id_]
        return Relation(
            *(id_, subject, pattern.type, object_, pattern.role, pattern.capacity, pattern.voting),
            *(pattern.on_behalf_of, pattern.since, pattern.until, pattern.phases),
            self._claims_of(number, pattern, locator),
            pattern.note,
        )

    @property
    def places(self) -> Mapping[str, tuple[str, int]]:
        """The file and the line where each relation was read, by id."""
        return _Places(self)

    def place(self, id_: str) -> tuple[str, int]:
        """Return the file and the line where a relation was read; raise KeyError where there is none."""
        position = self._position(id_)
        return self._files[bisect_right(self._files, (position, "\U0010ffff")) - 1][1], self._lines[position]

    def _claims_of(self, number: int, pattern: Relation, locator: str | None) -> tuple[Claim, ...]:
        if not pattern.claims or pattern.claims[0].locator == locator:
            return pattern.claims
        claims = self._claims.get((number, locator))
        if claims is None:
            like = pattern.claims[0]
            claims = self._claims[number, locator] = (
                Claim(
                    *(like.source, locator, like.basis, like.stance, like.said_by, like.confidence, like.observed),
                    *(like.recorded, like.note),
                ),
            )
        return claims

    def _position(self, id_: str) -> int:
        if len(self._positions) != len(self._ids):
            self._positions = {id_: position for position, id_ in enumerate(self._ids)}
        return self._positions[id_]

    def __getitem__(self, id_: str) -> Relation:
        if (relation := self._whole.get(id_)) is not None:
            return relation
        at = self._position(id_)
        return self.made((id_, self.subjects[at], self.objects[at], self.numbers[at], self._places_in_source[at]))

    def __contains__(self, id_: object) -> bool:
        return id_ in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def values(self) -> ValuesView[Relation]:
        """Return the relations, each made as it is looked at."""
        return _Values(self)

    def items(self) -> ItemsView[str, Relation]:
        """Return the ids with their relations, each made as it is looked at."""
        return _Items(self)


class _Places(Mapping[str, tuple[str, int]]):
    def __init__(self, columns: RelationColumns) -> None:
        self._columns = columns

    def __getitem__(self, id_: str) -> tuple[str, int]:
        return self._columns.place(id_)

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class _Values(ValuesView[Relation]):
    _mapping: RelationColumns

    def __iter__(self) -> Iterator[Relation]:
        return map(self._mapping.made, self._mapping.rows())


class _Items(ItemsView[str, Relation]):
    _mapping: RelationColumns

    def __iter__(self) -> Iterator[tuple[str, Relation]]:
        return zip(self._mapping, map(self._mapping.made, self._mapping.rows()), strict=True)


def rows_of(relations: Mapping[str, Relation]) -> Iterator[Row]:
    """Return relations as rows; those of an ordinary mapping have no pattern."""
    if isinstance(relations, RelationColumns):
        return relations.rows()
    return ((id_, relation.subject, relation.object, 0, None) for id_, relation in relations.items())


def relation_of(relations: Mapping[str, Relation], row: Row) -> Relation:
    """Return the relation of a row of some relations."""
    return relations.made(row) if isinstance(relations, RelationColumns) else relations[row[0]]


def patterns_of(relations: Mapping[str, Relation]) -> Sequence[Relation | None]:
    """Return the patterns of relations by their numbers in rows, of which the first is none."""
    return relations.patterns if isinstance(relations, RelationColumns) else (None,)


def of_types(
    relations: Mapping[str, Relation],
    types: Collection[str],
    wanted: Callable[[str, str, str], bool] = lambda type_, subject, object_: True,
) -> Iterator[Relation]:
    """Yield the relations of some types that are ``wanted`` by type, subject and object; of the others none is made."""
    patterns = patterns_of(relations)
    numbers = {number for number, pattern in enumerate(patterns) if pattern is None or pattern.type in types}
    for row in rows_of(relations):
        id_, subject, object_, number, _ = row
        if number not in numbers:
            continue
        pattern = patterns[number]
        type_ = relations[id_].type if pattern is None else pattern.type
        if type_ in types and wanted(type_, subject, object_):
            yield relation_of(relations, row)


def ends_of_types(relations: Mapping[str, Relation], types: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the subject and object of each relation of some types."""
    patterns = patterns_of(relations)
    wanted = {number for number, pattern in enumerate(patterns) if pattern is not None and pattern.type in types}
    for id_, subject, object_, number, _ in rows_of(relations):
        if number in wanted or (not number and relations[id_].type in types):
            yield subject, object_
