"""What stores hand out: lines and bodies as light rows, and the View that says which of them an answer lets in.

Bounds are days written YYYY-MM-DD, which compare as text as they do as dates. What is asked of thousands of rows has a
column of its own; the whole record, with its claims, is decoded only when somebody asks for it, and then once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ics_graph.dates import MAX_DATE, MIN_DATE, Holds, PartialDate, Validity
from ics_graph.kinds import Kind, is_of, types_on
from ics_graph.model import (
    Certainty,
    Claim,
    Entity,
    Event,
    Extent,
    Fact,
    Gap,
    Identifier,
    Phase,
    Phased,
    Relation,
    all_claims,
)
from ics_graph.serialization import fields_from_plain, from_plain, to_plain
from ics_graph.validity import phase_on

if TYPE_CHECKING:
    from ics_graph.model.decisions import Clause, DecisionRight, Grant

Direction = Literal["up", "down"]
# Keys as a document writes them; inside a text the quotes would be escaped.
_NOTE, _SINCE, _UNTIL, _LOCATOR = '"note":', '"from":"', '"until":"', '"locator":"'
_CLAIM_FIELDS = tuple(field.name for field in fields(Claim))
_BOUNDS = ("start_min", "start_max", "end_min", "end_max")
FIRST_DAY, LAST_DAY = MIN_DATE.isoformat(), MAX_DATE.isoformat()


@dataclass(frozen=True, slots=True)
class View:
    """What is let into an answer: a day (None for any), and whether plans, questions and rules count.

    ``general`` lets in lines of a body of extent ``any`` ("each ICS"), and ``denied`` those that sources only deny.
    Both are for one-hop questions, which show them under headings of their own, and never for a chain.
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


class LineColumns(NamedTuple):
    """The columns of a line. ``doc`` is the whole record but what stands before it; the columns after it repeat it.

    ``phases`` are the phases that its spells name, as ``phases_of`` writes them.
    """

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
    role: str | None = None
    capacity: str | None = None
    on_behalf_of: str | None = None
    phases: str | None = None


class Line(LineColumns):
    """A relation as a store keeps it: compiled bounds (cut by the lives of its ends), standing, and the record."""

    @cached_property
    def record(self) -> Relation:
        """The relation with its claims; ``doc`` holds what the row does not, in a form that many lines share."""
        return Relation(relation_id(self.id), self.subject, self.type, self.object, **_fields(self.doc))

    @cached_property
    def shared_doc(self) -> str:
        """What the record says but for the one place that it names; lines of bulk data share it."""
        return without_locator(self.doc)

    @property
    def may_have_notes(self) -> bool:
        """Whether it or one of its claims may have a note; false where it has none, without decoding the record."""
        return _NOTE in self.doc

    @property
    def since(self) -> PartialDate | None:
        """The first day that is stated of it, mostly without decoding the rest of the record."""
        return self._stated(_SINCE) if self.phases is None else self.record.since

    @property
    def until(self) -> PartialDate | None:
        """The last day that is stated of it, likewise."""
        return self._stated(_UNTIL) if self.phases is None else self.record.until

    def _stated(self, key: str) -> PartialDate | None:
        """Return the date under a key of the document, which without spells is that of the line itself."""
        _, key, rest = self.doc.partition(key)
        return PartialDate.parse(rest[: rest.index('"')]) if key else None

    @property
    def surely_held(self) -> bool:
        """Whether there is a day on which it surely held; false where its last day may be before its first."""
        return self.start_max <= self.end_min

    def has_phase(self, phase: Phase) -> bool:
        """Return whether one of its spells is of this phase, at any time."""
        return self.phases is not None and phase in self.phases.split()

    def on(self, day: str) -> Holds:
        """Return whether the line holds on a day; a plan never does."""
        return "no" if self.planned else _on(day, self)

    def phase(self, day: date | None) -> Phase:
        """Return its phase on a day."""
        return phase_on(self.record.phases, day)


class BodyColumns(NamedTuple):
    """The columns of a body. ``doc`` is the whole record but what stands before it; the columns after it repeat it.

    ``phases`` are the phases that its spells name, as ``phases_of`` writes them, ``codes`` its identifiers, as
    ``codes_of`` does, and ``kinds`` its types with their days, as ``written_kinds`` does.
    """

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
    extent: Extent = "one"
    unnamed: bool = False
    phases: str | None = None
    codes: str | None = None
    kinds: str | None = None


class Body(BodyColumns):
    """An entity as a store keeps it, with when it may have existed.

    ``apart`` tells it from another of its name, for as long as both are in one answer.
    """

    apart: str | None = None

    @property
    def name_apart(self) -> str:
        """Its name, with what tells it from another of its name after it."""
        return f"{self.name} ({self.apart})" if self.apart else self.name

    @cached_property
    def record(self) -> Entity:
        """The entity with its names, identifiers, phases and claims."""
        return Entity(self.id, self.type, self.name, **_fields(self.doc))

    @cached_property
    def identifiers(self) -> tuple[Identifier, ...]:
        """Its codes, without decoding the rest of it."""
        return tuple(from_plain(Identifier, plain) for plain in json.loads(self.codes)) if self.codes else ()

    @property
    def code_names(self) -> tuple[tuple[str, str], ...]:
        """The schemes of its codes with their values, without the days of any."""
        return tuple((plain["scheme"], plain["value"]) for plain in json.loads(self.codes)) if self.codes else ()

    @cached_property
    def dated_kinds(self) -> tuple[Kind, ...]:
        """Its types with their days, in their order; none where it is of its ``type`` for all its life."""
        written = json.loads(self.kinds) if self.kinds else ()
        return tuple(Kind(type_, Validity(*map(date.fromisoformat, days))) for type_, *days in written)

    def is_of(self, types: Collection[str], day: date | None) -> Holds:
        """Return whether it was of one of these types on a day, if it was there; without a day, whether it is now."""
        if day is None or not self.kinds:
            return "yes" if self.type in types else "no"
        return is_of(self.dated_kinds, types, day)

    def types_on(self, day: date | None) -> list[str]:
        """Return the types of which it may have been on a day: the sure one alone; none where none is known."""
        return [self.type] if day is None or not self.kinds else types_on(self.dated_kinds, day)

    def type_on(self, day: date | None) -> str:
        """Return its type on a day where it is sure, else the latest."""
        types = self.types_on(day)
        return types[0] if len(types) == 1 else self.type

    def has_phase(self, phase: Phase) -> bool:
        """Return whether one of its spells is of this phase, at any time."""
        return self.phases is not None and phase in self.phases.split()

    def on(self, day: str) -> Holds:
        """Return whether the body was there on a day, if only in the making."""
        return _on(day, self)


# No dataset can write it in an id.
_SPELL = "@"


def spell_id(relation: str, number: int) -> str:
    """Return the id of the line that is a later spell of a relation; the first spell has the relation's own."""
    return f"{relation}{_SPELL}{number}"


def relation_id(line: str) -> str:
    """Return the id of the relation of which a line is a spell."""
    return line.partition(_SPELL)[0]


def is_later_spell(line: str) -> bool:
    """Return whether a line is a second or later spell of a relation, and so counts no relation of its own."""
    return _SPELL in line


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
    passages: list[Clause | DecisionRight | Grant]
    """What stands in schemes: clauses, then rights, then rows."""


PASSAGES = ("clauses", "rights", "grants")
"""The sections of which passages of schemes are."""


def as_in_json(text: str) -> str:
    """Return a text as it stands within the JSON of a record, in lower case."""
    return json.dumps(text, ensure_ascii=False)[1:-1].lower()


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


def last_seen(row: Line | Body) -> str | None:
    """Return the last day on which a line held or a body was there for sure; None where no such day is known.

    It is its last day, where that is known; else the last on which a source surely saw it, or the law was read. Where
    the source may be newer than that, what it saw was seen no earlier than it can have begun.
    """
    if row.end_min == FIRST_DAY:
        return None
    return row.start_min if row.end_min < row.start_min < row.start_max else row.end_min


def claims_of(line: Line) -> tuple[Claim, ...]:
    """Return all claims of a line, those of its phases among them."""
    return all_claims(line.record)


def ends(lines: Collection[Line]) -> set[str]:
    """Return the ids of both ends of all lines."""
    return {line.subject for line in lines} | {line.object for line in lines}


def phases_of(record: Phased) -> str | None:
    """Return the phases that the spells of a record name, each once and parted by blanks; None where it has none."""
    return " ".join(dict.fromkeys(spell.phase for spell in record.phases)) or None


def codes_of(entity: Entity) -> str | None:
    """Return the identifiers of an entity as JSON, each as files and exports write it; None where it has none."""
    if not entity.identifiers:
        return None
    return json.dumps([to_plain(code) for code in entity.identifiers], ensure_ascii=False, separators=(",", ":"))


def written_kinds(kinds: Iterable[Kind]) -> str | None:
    """Return the types of a body with the bounds of their days as JSON; None where there are none."""
    rows = [[kind.type, *(getattr(kind.when, name).isoformat() for name in _BOUNDS)] for kind in kinds]
    return json.dumps(rows, separators=(",", ":")) if rows else None


def without_locator(doc: str) -> str:
    """Return a document as it would be without the one place that it names: what bulk data share but for that.

    A document that names none, or several, is returned as it is.
    """
    return _parted(doc)[0]


def _parted(doc: str) -> tuple[str, str | None]:
    head, key, tail = doc.partition(_LOCATOR)
    if not key or _LOCATOR in tail:
        return doc, None
    text, _, rest = tail.partition('"')
    # What is written with a stroke is not read here.
    return (doc, None) if "\\" in text else (f'{head}{key}"{rest}', text)


def _fields(doc: str) -> dict[str, Any]:
    """Return what a document says, by field. Rows of bulk data share their documents, save for a locator."""
    shared, locator = _parted(doc)
    values = _decoded(shared)
    if locator is None:
        return values
    claim = _only_claim(shared)
    # Where the place is not that of the only claim, a spell has it.
    return _decoded(doc) if claim is None else {**values, "claims": (Claim(**{**claim, "locator": locator}),)}


@lru_cache(maxsize=8_192)
def _decoded(doc: str) -> dict[str, Any]:
    return fields_from_plain(json.loads(doc))


@lru_cache(maxsize=8_192)
def _only_claim(doc: str) -> dict[str, Any] | None:
    """Return the values of the claim of a document whose only locator was emptied; None where that is of a spell."""
    claims = _decoded(doc).get("claims", ())
    if len(claims) != 1 or claims[0].locator != "":
        return None
    return {name: getattr(claims[0], name) for name in _CLAIM_FIELDS}


def _on(day: str, row: Line | Body) -> Holds:
    if not row.start_min <= day <= row.end_max:
        return "no"
    return "yes" if row.start_max <= day <= row.end_min else "possibly"
