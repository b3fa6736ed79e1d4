"""Events between two days: which took place there, how many, and what they made of bodies, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lists import counted, listed
from ics_graph.answering.passed import passed
from ics_graph.dates import Span
from ics_graph.model import Event
from ics_graph.validity import only_planned

When = Literal["surely", "perhaps", "not"]


def when_happened(event: Event, first: date, last: date) -> When:
    """Return whether an event was after the first day and not after the last; one open at a side is left out."""
    span = Span.of(event.date) if event.date else None
    if span is None and event.not_before and event.not_after:
        span = Span(event.not_before.earliest, event.not_after.latest)
    if span is None or span.last <= first or span.first > last:
        return "not"
    return "surely" if first < span.first and span.last <= last else "perhaps"


def events_in_words(events: Sequence[Event], open_: set[str]) -> list[str]:
    """Return how many events took place or were planned, surely or perhaps between the days."""
    parts = []
    for planned in (False, True):
        for doubtful in (False, True):
            number = sum(only_planned(e) == planned and (e.id in open_) == doubtful for e in events)
            if number and doubtful:
                parts.append(f"{counted(number, 'planned event' if planned else 'event')} may lie between these days")
            elif number:
                took_place = f"{'was' if number == 1 else 'were'} planned" if planned else "took place"
                parts.append(f"{counted(number, 'event')} {took_place}")
    return parts


def by_event(asked: Asked, ids: Sequence[str], events: Sequence[Event], later: bool) -> dict[str, str]:
    """Return in words what bodies went into (``later``) or came out of, by the events that took place.

    Only an event at the end of a body's life says what it went into, and one at its beginning what it came out of.
    """
    others: dict[str, dict[tuple[str, bool], dict[str, None]]] = {}
    for passing in passed(asked, ids, [event for event in events if not only_planned(event)], later):
        if passing.bounds:
            how = passing.event.kind, passing.passage.in_part
            others.setdefault(passing.near.id, {}).setdefault(how, {}).setdefault(shown_name(passing.far))
    kinds = asked.ontology.schemes["event-kinds"]
    whole, in_parts = ("into", "divided among") if later else ("out of", "out of a part of")
    return {
        id_: "; ".join(
            f"{in_parts if in_part else whole} {listed(list(names))} ({kinds[kind].label})"
            for (kind, in_part), names in by_kind.items()
        )
        for id_, by_kind in others.items()
    }
