"""Whether an event makes one body follow another, or only passes a part from one to another that both go on.

Only an event at the end of a life says what came after it, and only one at its beginning what came before
(docs/decisions/0031-part-and-whole-codes-of-the-day.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from ics_graph.dates import MAX_DATE, MIN_DATE, Span, Validity
from ics_graph.model import Event, Participant

_NEXT_DAY = timedelta(days=1)
_WINDING_UP = timedelta(days=92)
"""How long a body may outlive (or be older than) an event that took or made it whole: it is wound up, or set up."""

_ENDING, _MAKING = ("merger", "split", "abolition"), ("merger", "split", "establishment")
"""The kinds of events in which a body that goes in whole ends, and one that comes out whole begins."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What an event passes from one body to another: all of it where the first ``ends`` by it, else a part.

    ``begins`` is whether the second begins by it.
    """

    original: Participant
    resulting: Participant
    ends: bool
    begins: bool

    @property
    def in_part(self) -> bool:
        """Whether a source says that a part passed, or the first went on, so that it cannot have been all of it."""
        return not self.ends or "part" in (self.original.part, self.resulting.part)


def passages(event: Event, lives: Mapping[str, Validity]) -> list[Passage]:
    """Return what an event passes from each body that goes in to each other that comes out.

    ``lives`` says when each of them existed, as far as sources bear witness. Where their dates leave open whether a
    body went on, one of which a part is said to have passed did, and one that is said to have passed whole did not.
    """
    went_in = [part for part in event.participants if part.side == "original"]
    came_out = [part for part in event.participants if part.side == "resulting"]
    both = {part.entity for part in went_in} & {part.entity for part in came_out}
    days = _days(event)
    return [
        Passage(
            original,
            resulting,
            ends=original.entity not in both and not _goes_on(event, days, original, lives[original.entity]),
            begins=resulting.entity not in both and not _was_before(event, days, resulting, lives[resulting.entity]),
        )
        for original in went_in
        for resulting in came_out
        if original.entity != resulting.entity
    ]


def _days(event: Event) -> Span:
    """Return the days between which an event took place."""
    if event.date:
        return Span.of(event.date)
    first = event.not_before.earliest if event.not_before else MIN_DATE
    return Span(first, event.not_after.latest if event.not_after else MAX_DATE)


def _goes_on(event: Event, days: Span, original: Participant, life: Validity) -> bool:
    """Return whether a body lived on after an event into which it went."""
    stated = life.end_max < MAX_DATE
    whole = original.part == "whole"
    # A register of a later day may well list a body that has ended: where nobody dates its end, the merger does.
    if days.last == MAX_DATE or (whole and not stated and event.kind in _ENDING):
        return original.part == "part"
    slack = _WINDING_UP if whole else _NEXT_DAY
    if life.end_min - days.last > slack:
        return True
    same = (life.end_min, life.end_max) == (days.first, days.last)
    return original.part == "part" and not (stated and (same or life.end_max - days.first <= slack))


def _was_before(event: Event, days: Span, resulting: Participant, life: Validity) -> bool:
    """Return whether a body lived before an event out of which it came."""
    stated = life.start_min > MIN_DATE
    whole = resulting.part == "whole"
    if days.first == MIN_DATE or (whole and not stated and event.kind in _MAKING):
        return resulting.part == "part"
    slack = _WINDING_UP if whole else _NEXT_DAY
    if days.first - life.start_max > slack:
        return True
    same = (life.start_min, life.start_max) == (days.first, days.last)
    return resulting.part == "part" and not (stated and (same or days.last - life.start_min <= slack))
