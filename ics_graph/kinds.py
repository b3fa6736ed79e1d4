"""Of which kind a body was when: what follows from its spells of kinds, their witnesses and the law.

A body always is of some kind, so that a spell without a day of its own begins where the one before ended. Nothing here
knows stores or files; the rules are those of ``docs/decisions/0034-dated-kinds-and-names.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from ics_graph.dates import MAX_DATE, MIN_DATE, Holds, PartialDate, Validity
from ics_graph.model import Entity, KindSpell, Source
from ics_graph.ontology import EntityType, Ontology
from ics_graph.validity import witnesses

_DAY = timedelta(days=1)


class Kind(NamedTuple):
    """One type of a body, and between which days the body was of it."""

    type: str
    when: Validity


@dataclass(slots=True)
class _Bound:
    """A day on which a kind begins, or the day after its end: not before ``low`` and not after ``high``."""

    low: date = MIN_DATE
    high: date = MAX_DATE

    @classmethod
    def first_day(cls, when: PartialDate) -> _Bound:
        return cls(when.earliest, when.latest)

    @classmethod
    def last_day(cls, when: PartialDate) -> _Bound:
        return cls(when.earliest + _DAY, when.latest + _DAY)

    def not_before(self, day: date) -> None:
        """Move to this day or later; what is not before that day cannot be over before it."""
        self.low = max(self.low, day)
        self.high = max(self.high, self.low)

    def not_after(self, day: date) -> None:
        """Move to this day or earlier, but never before what is sure."""
        self.high = max(self.low, min(self.high, day))


def kinds_of(entity: Entity, ontology: Ontology, sources: Mapping[str, Source], born: date = MIN_DATE) -> list[Kind]:
    """Return the kinds of a body in their order with their days; none where it is of its type for all its life.

    ``born`` is the first day on which the body may have been there. No body is of a type before the law knows it
    (``EntityType.kind_from``, ``exists_from``).
    """
    spells = entity.kinds or (KindSpell(entity.type),)
    laws = [_known_from(ontology.types[spell.type], bool(entity.kinds)) for spell in spells]
    if not entity.kinds and laws[0] <= born:
        return []
    begins, ends = _bounds(spells)
    for spell, begin, end, law in zip(spells, begins, ends, laws, strict=True):
        for seen in witnesses(spell.claims, sources, spell.until):
            if (spell.since is None or seen.last >= spell.since.earliest) and seen.first < MAX_DATE:
                begin.not_after(seen.last)
                end.not_before(seen.first + _DAY)
        begin.not_before(law)
    chain = list(zip(begins, ends, strict=True))
    for (begin, end), after in zip(chain, [*chain[1:], None], strict=True):
        if begin.low > MIN_DATE:
            end.not_before(begin.low + _DAY)
        if after is not None:
            after[0].not_before(end.low)
    for (begin, end), earlier in zip(reversed(chain), [*reversed(chain[:-1]), None], strict=True):
        if end.high < MAX_DATE:
            begin.not_after(end.high - _DAY)
        if earlier is not None:
            earlier[1].not_after(begin.high)
    return [Kind(spell.type, _between(begin, end)) for spell, (begin, end) in zip(spells, chain, strict=True)]


def _known_from(kind: EntityType, among_others: bool) -> date:
    """Return the first day on which a body can have been of a type; of several kinds not before such bodies."""
    first = kind.kind_from or MIN_DATE
    return max(first, kind.exists_from.earliest) if among_others and kind.exists_from else first


def _bounds(spells: Sequence[KindSpell]) -> tuple[list[_Bound], list[_Bound]]:
    """Return where each spell begins and ends as the dates say: one bound for both where a change of kind is one day.

    Where the end of one and the beginning of the next leave days between them, each is a bound of its own.
    """
    first, last = spells[0], spells[-1]
    begins = [_Bound.first_day(first.since) if first.since else _Bound(MIN_DATE, MIN_DATE)]
    ends: list[_Bound] = []
    for before, after in pairwise(spells):
        end = _Bound.last_day(before.until) if before.until else _Bound()
        begin = _Bound.first_day(after.since) if after.since else _Bound()
        low, high = max(end.low, begin.low), min(end.high, begin.high)
        if low <= high:
            end = begin = _Bound(low, high)
        ends.append(end)
        begins.append(begin)
    ends.append(_Bound.last_day(last.until) if last.until else _Bound(MAX_DATE, MAX_DATE))
    return begins, ends


def _between(begin: _Bound, end: _Bound) -> Validity:
    end_min = MIN_DATE if end.low == MIN_DATE else MAX_DATE if end.low == MAX_DATE else end.low - _DAY
    end_max = MAX_DATE if end.high == MAX_DATE else end.high - _DAY
    return Validity(begin.low, begin.high, end_min, end_max)


def stretches(kinds: Iterable[Kind], types: Collection[str]) -> list[Validity]:
    """Return when a body was of any of these types: kinds that follow one another without a day between are one.

    So a body whose day of change from one of them to another is not known was surely of one of them on that day.
    """
    runs: list[Validity] = []
    before: Validity | None = None
    for type_, when in kinds:
        if type_ in types:
            if before is not None and runs and runs[-1].end_max == before.end_max and _meet(before, when):
                runs[-1] = Validity(runs[-1].start_min, runs[-1].start_max, when.end_min, when.end_max)
            else:
                runs.append(when)
            before = when
        else:
            before = None
    return [run for run in runs if not run.never]


def _meet(before: Validity, after: Validity) -> bool:
    """Return whether one kind goes over into the next on one day, known or not."""
    if before.end_max == MAX_DATE:
        return after.start_max == MAX_DATE
    low = MIN_DATE if before.end_min == MIN_DATE else before.end_min + _DAY
    return (after.start_min, after.start_max) == (low, before.end_max + _DAY)


def is_of(kinds: Sequence[Kind], types: Collection[str], day: date) -> Holds:
    """Return whether a body that has such kinds was of one of these types on a day.

    On a day on which it can have been of none of its kinds, it may have been of any other of these types.
    """
    held = [run.on(day) for run in stretches(kinds, types)]
    if "yes" in held:
        return "yes"
    if "possibly" in held:
        return "possibly"
    is_open = all(kind.when.on(day) == "no" for kind in kinds)
    return "possibly" if is_open and set(types) - {kind.type for kind in kinds} else "no"


def types_on(kinds: Sequence[Kind], day: date) -> list[str]:
    """Return the types of which a body may have been on a day: the sure one alone, else all in their order."""
    for type_, when in kinds:
        if when.on(day) == "yes":
            return [type_]
    return list(dict.fromkeys(kind.type for kind in kinds if kind.when.on(day) == "possibly"))
