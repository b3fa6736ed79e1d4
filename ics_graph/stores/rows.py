"""What stores hand out: lines and bodies as light rows, and the View that says which of them an answer lets in.

Bounds are days written YYYY-MM-DD, which compare as text as they do as dates; the whole record, with its claims,
is decoded only when somebody asks for it, so that a closure of thousands of lines stays cheap.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from ics_graph.dates import MAX_DATE, MIN_DATE, Holds
from ics_graph.model import Certainty, Claim, Entity, Event, Fact, Gap, Phase, Relation, all_claims
from ics_graph.serialization import from_plain
from ics_graph.validity import phase_on

Direction = Literal["up", "down"]
FIRST_DAY, LAST_DAY = MIN_DATE.isoformat(), MAX_DATE.isoformat()


@dataclass(frozen=True, slots=True)
class View:
    """What is let into an answer: a day (None for any), and whether plans, questions and rules count.

    ``general`` lets in lines of a body of extent ``any`` ("each ICS") and ``denied`` those that sources only deny:
    both are for one-hop questions, which show them under headings of their own, and never for a chain.
    """

    as_of: date | None = None
    planned: bool = False
    uncertain: bool = False
    rules: bool = True
    general: bool = False
    denied: bool = False

    @property
    def day(self) -> str | None:
        """The day as rows write it."""
        return self.as_of.isoformat() if self.as_of else None


EVERYTHING = View(planned=True, uncertain=True, rules=True, general=True, denied=True)


class Line(NamedTuple):
    """A relation as a store keeps it: compiled bounds (cut by the lives of its ends), standing, and the record."""

    id: str
    subject: str
    type: str
    family: str
    object: str
    certainty: Certainty
    planned: bool
    general: bool
    start_min: str
    start_max: str
    end_min: str
    end_max: str
    plan_from: str | None
    plan_to: str | None
    doc: str

    @property
    def record(self) -> Relation:
        """The relation with its claims; ``doc`` holds what the row does not, in a form that many lines share."""
        row = {"id": self.id, "subject": self.subject, "type": self.type, "object": self.object}
        return from_plain(Relation, {**row, **json.loads(self.doc)})

    @property
    def stated(self) -> tuple[str | None, str | None]:
        """The first and last day that sources state, without reading the record whole."""
        return _stated(self.doc)

    def on(self, day: str) -> Holds:
        """Return whether the line holds on a day; a plan never does."""
        return "no" if self.planned else _on(day, self)

    def phase(self, day: date | None) -> Phase:
        """Return its phase on a day."""
        return phase_on(self.record.phases, day)


class Body(NamedTuple):
    """An entity as a store keeps it, with when it may have existed."""

    id: str
    type: str
    name: str
    certainty: Certainty
    planned: bool
    start_min: str
    start_max: str
    end_min: str
    end_max: str
    doc: str

    @property
    def record(self) -> Entity:
        """The entity with its names, identifiers, phases and claims."""
        row = {"id": self.id, "type": self.type, "name": self.name}
        return from_plain(Entity, {**row, **json.loads(self.doc)})

    def on(self, day: str) -> Holds:
        """Return whether the body was there on a day, if only in the making."""
        return _on(day, self)


class Hop(NamedTuple):
    """A line of a closure, with how many lines lie between the start and it, itself counted."""

    line: Line
    depth: int


class Match(NamedTuple):
    """A body that was looked up: ``exact`` where an id, name or identifier is the very text, else how alike (0–100)."""

    id: str
    name: str
    type: str
    matched: str
    exact: bool
    score: float


class Mentions(NamedTuple):
    """The records in which a text occurs."""

    bodies: list[Body]
    lines: list[Line]
    facts: list[Fact]
    events: list[Event]
    gaps: list[Gap]


def admits(line: Line, view: View) -> bool:
    """Return whether a line counts in a view: the meaning that every store has to give its query language."""
    if (line.certainty == "denied" and not view.denied) or (line.general and not view.general):
        return False
    if (line.certainty == "uncertain" and not view.uncertain) or (line.certainty == "rule" and not view.rules):
        return False
    day = view.day
    if day is None:
        return view.planned or not line.planned
    if not line.planned and line.start_min <= day <= line.end_max:
        return True
    return view.planned and line.plan_from is not None and line.plan_from <= day <= str(line.plan_to)


def claims_of(line: Line) -> tuple[Claim, ...]:
    """Return all claims of a line, those of its phases among them."""
    return all_claims(line.record)


def ends(lines: Collection[Line]) -> set[str]:
    """Return the ids of both ends of all lines."""
    return {line.subject for line in lines} | {line.object for line in lines}


@lru_cache(maxsize=65_536)
def _stated(doc: str) -> tuple[str | None, str | None]:
    """Lines of bulk data share their documents, so that thousands are told apart by few."""
    plain = json.loads(doc)
    return plain.get("since", plain.get("from")), plain.get("until")


def _on(day: str, row: Line | Body) -> Holds:
    if not row.start_min <= day <= row.end_max:
        return "no"
    return "yes" if row.start_max <= day <= row.end_min else "possibly"
