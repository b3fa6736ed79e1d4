"""When something held that was seen on some days and missing from whole lists on others: the fewest spells that fit.

Arithmetic of days alone; the rule is in ``docs/decisions/0035-possibly-is-bounded.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate, Span, Validity, validity

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class History:
    """The spells in which something held, in their order, and the absences that fit no history and bound nothing."""

    spells: tuple[Validity, ...]
    against: tuple[Span, ...] = ()


def history(
    since: PartialDate | None, until: PartialDate | None, witnesses: Iterable[Span], absences: Iterable[Span]
) -> History:
    """Return when something held: seen at ``witnesses``, and on some day of each of ``absences`` not.

    Without absences this is the one ``validity``. Raises ValueError where ``until`` lies wholly before ``since``.
    """
    seen = list(witnesses)
    whole = validity(since, until, seen)
    low, high = whole.start_min, whole.end_max
    # An absence that may have been before all beginning, or after all end, says nothing.
    lacking = sorted({span for span in absences if low <= span.first and span.last <= high}, key=_days)
    if not lacking:
        return History((whole,))
    spans = [Span.of(when) for when in (since, until) if when is not None]
    spans += [span for span in seen if span.first <= high and span.last >= low]
    against: list[Span] = []
    spells = _spells(spans, lacking, low, high, against)
    return History(tuple(spells), tuple(dict.fromkeys(against)))


def _spells(
    spans: Sequence[Span], absences: Sequence[Span], low: date, high: date, against: list[Span]
) -> list[Validity]:
    """Return the spells between two days of what was there on some day of each of ``spans``."""
    absences = [span for span in absences if low <= span.first and span.last <= high]
    spans, absences = _trimmed([Span(max(s.first, low), min(s.last, high)) for s in spans], absences, against)
    everything = absences
    # What one list lacks for certain within the days of another, the other need not lack on a day of its own.
    absences = [
        one
        for one in everything
        if one.first == one.last or not any(one != other and _holds(one, other) for other in everything)
    ]
    if not spans:
        # Nothing says when it held: it may have on either side of every list of an exact day.
        return [Validity(first, MAX_DATE, MIN_DATE, last) for first, last in _between(absences, low, high)]
    first_by, last_from = min(span.last for span in spans), max(span.first for span in spans)
    for absence in absences:
        if first_by <= absence.first and absence.last <= last_from:
            return _parted(spans, [other for other in everything if other != absence], absence, (low, high), against)
    if first_by > last_from:
        sides = [Span(*side) for side in _between(absences, low, high)]
        sides = [side for side in sides if all(s.first <= side.last and s.last >= side.first for s in spans)]
        if len(sides) > 1:
            inexact = [absence for absence in absences if absence.first < absence.last]
            spells = [spell for side in sides for spell in _spells(spans, inexact, side.first, side.last, against)]
            return [Validity(spell.start_min, MAX_DATE, MIN_DATE, spell.end_max) for spell in spells]
    after = [a.first + _ONE for a in absences if a.first < first_by and a.last <= last_from]
    before = [a.last - _ONE for a in absences if a.first >= first_by and a.last > last_from]
    start_min, end_max = max([low, *after]), min([high, *before])
    return [Validity(start_min, max(start_min, first_by), min(end_max, last_from), end_max)]


def _parted(
    spans: Sequence[Span], others: Sequence[Span], absence: Span, between: tuple[date, date], against: list[Span]
) -> list[Validity]:
    """Return the spells before and after an absence that lies between two witnesses."""
    low, high = between
    first, last = absence.first, absence.last
    while True:
        left = [span for span in spans if span.last <= first]
        right = [span for span in spans if span.first >= last]
        # What is surely before it held up to its own first day, and what is surely after it from its own last.
        begins = max([first, *(span.first + _ONE for span in left)])
        ends = min([last, *(span.last - _ONE for span in right)])
        if begins > ends:
            against.append(absence)
            return _spells(spans, others, low, high, against)
        if (begins, ends) == (first, last):
            break
        first, last = begins, ends
    before = _spells(left, others, low, last - _ONE, against)
    after = _spells(right, others, first + _ONE, high, against)
    # Seen on a day among those of the list, before or after the one on which it was lacking: it held on that day.
    days = sorted({span.first for span in spans if span not in left and span not in right and span.first == span.last})
    return [*before, *(Validity(day, day, day, day) for day in days), *after]


def _trimmed(spans: Sequence[Span], absences: Sequence[Span], against: list[Span]) -> tuple[list[Span], list[Span]]:
    """Return the spans without the exact days of absence at their ends, and the absences without those that cannot be.

    Where nothing of a span is left, the lists of its days lack what was seen on them.
    """
    kept = list(absences)
    while True:
        days = {absence.first for absence in kept if absence.first == absence.last}
        trimmed = []
        for span in spans:
            first, last = span.first, span.last
            while first in days and first <= last:
                first += _ONE
            while last in days and first <= last:
                last -= _ONE
            if first > last:
                against += [absence for absence in kept if span.first <= absence.first and absence.last <= span.last]
                kept = [absence for absence in kept if absence not in against]
                break
            trimmed.append(Span(first, last))
        else:
            return trimmed, kept


def _between(absences: Iterable[Span], low: date, high: date) -> list[tuple[date, date]]:
    """Return the first and last days of the times between two days that exact absences leave."""
    sides, first = [], low
    for day in sorted({absence.first for absence in absences if absence.first == absence.last}):
        if first < day:
            sides.append((first, day - _ONE))
        first = day + _ONE
    if first <= high:
        sides.append((first, high))
    return sides


def _holds(outer: Span, inner: Span) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _days(span: Span) -> tuple[date, date]:
    return span.first, span.last
