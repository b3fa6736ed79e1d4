"""The days on which an answer may change: those on which something of what it rests on begins, ends or is last seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from ics_graph.dates import in_words
from ics_graph.explorer.payload import phases
from ics_graph.model import Claim, Fact, Source
from ics_graph.stores.rows import FIRST_DAY, LAST_DAY, Body, Line, last_seen
from ics_graph.validity import holds, span_of

_EARLIEST, _LATEST = date(1000, 1, 1), date(2999, 12, 31)
_APART = timedelta(days=400)
_NEXT = timedelta(days=1)
_TRIED = 5


def days_of_things(things: Iterable[Body | Line]) -> set[str]:
    """Return the days on which what is said of bodies and lines may change."""
    days: set[str] = set()
    for thing in things:
        days |= _turns(thing.start_min, thing.start_max, thing.end_min, thing.end_max)
        days.add(day_after(last_seen(thing) or ""))
        days |= {day for day, _ in phases(thing.record.phases)["steps"]}
        if isinstance(thing, Line) and thing.plan_from is not None:
            days |= {thing.plan_from, day_after(str(thing.plan_to))}
    return days


def days_of_facts(facts: Iterable[Fact], sources: Mapping[str, Source]) -> set[str]:
    """Return the days on which facts begin or cease to hold, or may."""
    days: set[str] = set()
    for fact in facts:
        held = holds(fact, sources)
        days |= _turns(*(day.isoformat() for day in (held.start_min, held.start_max, held.end_min, held.end_max)))
    return days


def days_of_claims(claims: Iterable[Claim], sources: Mapping[str, Source]) -> set[str]:
    """Return the days on which whole lists may begin or cease to be of the day."""
    spans = [span for claim in claims if (span := span_of(claim, sources)) is not None]
    return {day for span in spans for day in (span.first.isoformat(), day_after(span.last.isoformat()))}


def days_of_names(body: Body) -> set[str]:
    """Return the days on which a dated name of a body begins or ends, or may."""
    days: set[str] = set()
    for spell in body.record.names:
        if spell.since:
            days |= {spell.since.earliest.isoformat(), spell.since.latest.isoformat()}
        if spell.until:
            days |= {day_after(spell.until.earliest.isoformat()), day_after(spell.until.latest.isoformat())}
    return days


def days_of_kinds(bodies: Iterable[Body]) -> set[str]:
    """Return the days on which bodies come to be of another type, or may."""
    held = [kind.when for body in bodies for kind in body.dated_kinds]
    bounds = [(when.start_min, when.start_max, when.end_min, when.end_max) for when in held]
    return {day for each in bounds for day in _turns(*(bound.isoformat() for bound in each))}


def times_of(days: Iterable[str], titles: str) -> Iterator[tuple[str, date]]:
    """Yield the first day of each time between days of change, with a day in it that stands in none of the titles.

    So the day that is asked about can be told from the other dates of an answer.
    """
    firsts = sorted(day for day in set(days) if _EARLIEST.isoformat() < day <= _LATEST.isoformat())
    for first, following in pairwise([_EARLIEST.isoformat(), *firsts, _LATEST.isoformat()]):
        yield first, _within(date.fromisoformat(first), date.fromisoformat(following), titles)


def day_after(day: str) -> str:
    """Return the day after a day; nothing after nothing, or where there is no bound."""
    return "" if day in ("", FIRST_DAY, LAST_DAY) else (date.fromisoformat(day) + _NEXT).isoformat()


def _within(first: date, following: date, titles: str) -> date:
    inner = first + min(_APART, (following - first) // 2)
    candidates = [inner + n * _NEXT for n in range(_TRIED) if inner + n * _NEXT < following]
    return next((day for day in candidates if in_words(day) not in titles), first)


def _turns(start_min: str, start_max: str, end_min: str, end_max: str) -> set[str]:
    return {start_min, start_max, day_after(end_min), day_after(end_max)}
