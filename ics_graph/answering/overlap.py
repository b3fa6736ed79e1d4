"""Whether things held at one time: surely, possibly or not, by the bounds that their dates give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from ics_graph.dates import Validity
from ics_graph.stores.rows import Body, Line

Overlap = Literal["yes", "possibly"]


class Bounds(NamedTuple):
    """Between which days something begins and ends, as rows write days."""

    start_min: str
    start_max: str
    end_min: str
    end_max: str

    @classmethod
    def of(cls, when: Validity) -> Bounds:
        """Return the bounds of a validity."""
        return cls(*(day.isoformat() for day in (when.start_min, when.start_max, when.end_min, when.end_max)))


def overlap(things: Sequence[Line | Body | Bounds], day: str | None = None) -> Overlap | None:
    """Return whether things surely or possibly held at one time, on ``day`` where one is given; None where never.

    They surely did where a day is in the sure time of each; that they may have is no more than their dates allow.
    """
    start, end = max(thing.start_min for thing in things), min(thing.end_max for thing in things)
    sure_start, sure_end = max(thing.start_max for thing in things), min(thing.end_min for thing in things)
    if day is not None:
        start, end = max(start, day), min(end, day)
        sure_start, sure_end = max(sure_start, day), min(sure_end, day)
    if start > end:
        return None
    return "yes" if sure_start <= sure_end else "possibly"
