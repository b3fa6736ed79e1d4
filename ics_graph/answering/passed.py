"""What events passed from body to body, in whole or in part: what questions and sentences about succession build on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lists import listed
from ics_graph.answering.rows import when
from ics_graph.dates import Validity
from ics_graph.model import Event
from ics_graph.stores.rows import Body
from ics_graph.succession import Passage, passages
from ics_graph.validity import only_planned

NOT_STATED = "share not stated"
_PER_CENT = re.compile(r"(\d+(?:\.\d+)?) ?(?:%|per cent)")


@dataclass(frozen=True, slots=True)
class Passed:
    """A passage seen from one of its ends: ``later`` from the body that went in, else from the one that came out."""

    near: Body
    far: Body
    event: Event
    passage: Passage
    later: bool
    subjects: tuple[str, ...]
    """What the event is about besides: the names of what passed, where it says so."""

    @property
    def follows(self) -> bool:
        """Whether one followed the other as this end sees it: the one that went in ended, or the one asked of began."""
        return self.passage.ends or (not self.later and self.passage.begins)

    @property
    def bounds(self) -> bool:
        """Whether the event is at the end (``later``) or the beginning of the near body's life."""
        return self.passage.ends if self.later else self.passage.begins

    @property
    def share(self) -> str | None:
        """How much passed, in words; None where it was all of it."""
        if not self.passage.in_part:
            return None
        stated = [part.role for part in (self.passage.original, self.passage.resulting) if part.role]
        figure = any(character.isdigit() for role in stated for character in role)
        return ", ".join([*stated, *([] if figure else [NOT_STATED])])

    @property
    def what(self) -> str:
        """What passed and how much of the body that is, in words."""
        return ", ".join(filter(None, [listed(list(self.subjects)), self.share or NOT_STATED]))

    @property
    def both_went_on(self) -> str:
        """Which of the two went on, as far as sources bear that out."""
        old, new = (self.near, self.far) if self.later else (self.far, self.near)
        if self.passage.begins:
            began = f"{the(shown_name(new))} began then"
            return f"{began}, while {the(shown_name(old))} went on" if _seen(self, old) else began
        if _seen(self, old) and _seen(self, new):
            return "both went on"
        return "no source says that either ended then"


def passed(asked: Asked, ids: Iterable[str], events: Iterable[Event], later: bool) -> list[Passed]:
    """Return what events passed from these bodies (``later``) or to them, in the order of the events."""
    mine = set(ids)
    events = sorted(events, key=when)
    bodies = asked.store.bodies({part.entity for event in events for part in event.participants})
    lives = {body.id: _life(body) for body in bodies.values()}
    passings = []
    for event in events:
        subjects = tuple(shown_name(bodies[part.entity]) for part in event.participants if part.side == "about")
        for passage in passages(event, lives):
            ends = passage.original.entity, passage.resulting.entity
            near, far = ends if later else reversed(ends)
            if near in mine:
                passings.append(Passed(bodies[near], bodies[far], event, passage, later, subjects))
    return passings


def without_the_rest(passings: Iterable[Passed]) -> bool:
    """Return whether the body that these passed from ended, and sources only say where parts of it went.

    Parts whose shares are stated in per cent, and make up the whole, leave no rest.
    """
    ends = [
        passing for passing in passings if passing.later and passing.passage.ends and not only_planned(passing.event)
    ]
    if not ends or any(passing.passage.original.part != "part" for passing in ends):
        return False
    shares = [_PER_CENT.search(passing.passage.resulting.role or "") for passing in ends]
    return sum(float(share[1]) for share in shares if share) < 100


def _life(body: Body) -> Validity:
    return Validity(*map(date.fromisoformat, (body.start_min, body.start_max, body.end_min, body.end_max)))


def _seen(passing: Passed, body: Body) -> bool:
    """Return whether sources bear witness that a body was there after the event."""
    day = passing.event.date or passing.event.not_after
    return day is not None and body.end_min > day.latest.isoformat()
