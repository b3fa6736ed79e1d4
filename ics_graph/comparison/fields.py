"""A record beside another version of itself: which fields differ, in words, and when what it tells began."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from ics_graph.answering.lists import listed
from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate, Span
from ics_graph.model import Claim, Event, Identifier, KindSpell, NameSpell, PhaseSpell, Source
from ics_graph.model.decisions import Decision, Meeting, Version
from ics_graph.serialization import WRITTEN_AS, to_plain


def beginning(record: Any) -> Span | None:
    """Return between which days a record's matter began, where a date says so on either side."""
    if isinstance(record, Source):
        return record.when if record.when != Span() else None
    if isinstance(record, Event):
        if record.date is not None:
            return Span.of(record.date)
        first, last = record.not_before, record.not_after
        return Span(first.earliest if first else MIN_DATE, last.latest if last else MAX_DATE) if first or last else None
    if isinstance(record, Meeting | Decision):
        return Span.of(record.date) if record.date is not None else None
    since, until = getattr(record, _first_day(record), None), getattr(record, "until", None)
    if since is not None:
        return Span.of(since)
    return Span(MIN_DATE, until.latest) if until is not None else None


def _first_day(record: Any) -> str:
    """Return the field in which a record states its first day."""
    return "effective" if isinstance(record, Version) else "since"


def days_of(record: Any) -> tuple[str | None, str | None]:
    """Return the days of a record as files have them, for a row of an answer."""
    names = (_first_day(record), "until")
    if isinstance(record, Meeting | Decision):
        names = ("date", "date")
    elif isinstance(record, Event | Source):
        names = ("date", "date") if record.date is not None else ("not_before", "not_after")
    days = [getattr(record, name, None) for name in names]
    if names == ("date", "date"):
        days[1] = None
    return (str(days[0]) if days[0] else None, str(days[1]) if days[1] else None)


def fields_that_differ(was: Any, record: Any) -> list[tuple[str, str]]:
    """Return the fields that differ, as they are written in a file, each with its two values in words."""
    differences = []
    for field_ in fields(record):
        before, after = getattr(was, field_.name), getattr(record, field_.name)
        if before == after or field_.name == "id":
            continue
        if isinstance(before, tuple) and isinstance(after, tuple):
            gone = [f"− {_in_words(item)}" for item in before if item not in after]
            come = [f"+ {_in_words(item)}" for item in after if item not in before]
            values = "; ".join([*gone, *come]) or "in another order"
        else:
            values = f"{_in_words(before)} → {_in_words(after)}"
        differences.append((WRITTEN_AS.get(field_.name, field_.name), values))
    return differences


def _in_words(value: Any) -> str:
    """Return a value as a person reads it; what is not given is said to be not stated."""
    match value:
        case None:
            return "not stated"
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{value:,}"
        case Identifier():
            spell = " ".join(f"{w} {d}" for w, d in (("from", value.since), ("until", value.until)) if d)
            return f"{value.scheme} {value.value}{f' ({spell})' if spell else ''}"
        case Claim() | KindSpell() | NameSpell() | PhaseSpell():
            return _record_in_words(to_plain(value))
        case str() | PartialDate():
            return str(value)
    return _record_in_words(to_plain(value))


def _record_in_words(plain: Any) -> str:
    if isinstance(plain, dict):
        return ", ".join(f"{key} {_record_in_words(value)}" for key, value in plain.items())
    if isinstance(plain, list):
        return listed([f"({_record_in_words(item)})" for item in plain])
    return str(plain)
