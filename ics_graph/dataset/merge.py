"""One body that several folders describe: how their records of it become one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ics_graph.model import Entity


def united(first: Entity, second: Entity) -> Entity:
    """Return one entity of the records that two folders have of it; the name of the second is the one shown.

    Names, identifiers, phases and claims of both are kept. Raises ValueError, in words, where they contradict each
    other in what can only be one: the type, the extent, or a date that both give.
    """
    for field in ("type", "extent"):
        if getattr(first, field) != getattr(second, field):
            raise ValueError(f"its {field} is '{getattr(second, field)}' here and '{getattr(first, field)}' there")
    names = {first.name, *first.other_names, *second.other_names} - {second.name}
    notes = dict.fromkeys(note.rstrip(".") for note in (first.note, second.note) if note)
    return replace(
        second,
        other_names=tuple(names),
        identifiers=_both(first.identifiers, second.identifiers),
        since=_agreed("from", first.since, second.since),
        until=_agreed("until", first.until, second.until),
        phases=_both(first.phases, second.phases),
        count=_agreed("count", first.count, second.count),
        unnamed=first.unnamed and second.unnamed,
        claims=_both(first.claims, second.claims),
        note="; ".join(notes) or None,
    )


def _both(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _agreed(field: str, first: Any, second: Any) -> Any:
    if first is not None and second is not None and first != second:
        raise ValueError(f"its '{field}' is {second} here and {first} there")
    return first if second is None else second
