"""What the graph is made of: frozen records, one definition each, and the Dataset that holds them.

The model knows dates, but neither files, stores nor questions. Two axes never mix: *phase* is how far a thing is
in the world (not stated, planned, shadow, established), *certainty* is how well we know it, and is derived from
the claims. "Ended" is computed from dates and never written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ics_graph.dates import PartialDate
from ics_graph.model.claims import (
    Basis,
    Certainty,
    Claim,
    Confidence,
    Extent,
    GapReason,
    Part,
    Phase,
    Source,
    Stance,
    Strict,
)

if TYPE_CHECKING:
    # A dozen records, which only questions about decisions read: an answer to any other starts without them.
    from ics_graph.model.decisions import (
        Appointment,
        Clause,
        Decision,
        DecisionRecord,
        DecisionRight,
        Grant,
        Instrument,
        Interest,
        Meeting,
        QuorumRule,
        Seat,
        Version,
    )

__all__ = [
    "About",
    "Basis",
    "Certainty",
    "Claim",
    "Claimed",
    "Completeness",
    "Confidence",
    "Dataset",
    "Entity",
    "Event",
    "Extent",
    "Fact",
    "Gap",
    "GapReason",
    "Identifier",
    "KindSpell",
    "NameSpell",
    "OpeningDay",
    "Part",
    "Participant",
    "Phase",
    "PhaseSpell",
    "Phased",
    "Record",
    "Relation",
    "Source",
    "Stance",
    "all_claims",
    "spells_of",
]


@dataclass(frozen=True, slots=True)
class Identifier(Strict):
    """A code in a scheme, for the time in which it was this body's: codes are re-used, so it is never an identity."""

    scheme: str
    value: str
    since: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class PhaseSpell(Strict):
    """How far a thing was in the world between two dates, and who says so."""

    phase: Phase
    since: PartialDate | None = None
    until: PartialDate | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class KindSpell(Strict):
    """Of what type a body was between two dates, and who says so."""

    type: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class NameSpell(Strict):
    """What a body was called, too, between two dates, and who says so; one with an end is what it was called before."""

    name: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity(Strict):
    """A body, post, person, place or thing. ``extent`` tells a single one from several unnamed and from any at all.

    ``type`` is its latest type; ``kinds`` are all its types in their order, where it has had several or days are known.
    ``other_names`` are plain texts, and ``names`` those of which days or sources are known (a file has both together).
    """

    id: str
    type: str
    name: str
    other_names: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None
    phases: tuple[PhaseSpell, ...] = ()
    extent: Extent = "one"
    count: int | None = None
    unnamed: bool = False
    claims: tuple[Claim, ...] = ()
    note: str | None = None
    names: tuple[NameSpell, ...] = ()
    kinds: tuple[KindSpell, ...] = ()

    def __post_init__(self) -> None:
        # Other names are a set: in one order, so that equal entities are equal however they were written.
        if len(self.other_names) > 1:
            object.__setattr__(self, "other_names", tuple(sorted(set(self.other_names))))

    @property
    def also_called(self) -> tuple[str, ...]:
        """All names but the one shown, each once: those without days first."""
        return tuple(dict.fromkeys((*self.other_names, *(spell.name for spell in self.names))))


@dataclass(frozen=True, slots=True)
class Relation(Strict):
    """One line from ``subject`` to ``object``; two spells in one seat are two relations."""

    id: str
    subject: str
    type: str
    object: str
    role: str | None = None
    capacity: str | None = None
    voting: bool | None = None
    on_behalf_of: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    phases: tuple[PhaseSpell, ...] = ()
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Fact(Strict):
    """A property of an entity: a ``number`` with its ``unit``, or a ``text``, or both.

    Sources that agree share one fact; sources that disagree are two facts.
    """

    id: str
    entity: str
    property: str
    number: int | float | None = None
    unit: str | None = None
    approximately: bool = False
    text: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    phases: tuple[PhaseSpell, ...] = ()
    claims: tuple[Claim, ...] = ()
    note: str | None = None

    def __post_init__(self) -> None:
        # 5.0 is 5: equal facts are written alike. From 10**16 on a float is written with an exponent, and stays one.
        if isinstance(self.number, float) and self.number.is_integer() and abs(self.number) < 10**16:
            object.__setattr__(self, "number", int(self.number))


@dataclass(frozen=True, slots=True)
class Participant(Strict):
    """An entity's part in an event: a predecessor (``original``), a successor (``resulting``), or a participant in a
    role."""

    entity: str
    side: Literal["original", "resulting", "about", "took-part"]
    part: Part = "whole"
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Event(Strict):
    """Something that happened or is planned: succession is derived from events and never authored a second time."""

    id: str
    kind: str
    name: str
    date: PartialDate | None = None
    not_before: PartialDate | None = None
    not_after: PartialDate | None = None
    participants: tuple[Participant, ...] = ()
    legal_basis: str | None = None
    phases: tuple[PhaseSpell, ...] = ()
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Gap(Strict):
    """What nobody says of an entity, and why it is missing."""

    id: str
    entity: str
    topic: str
    reason: GapReason = "not-stated"
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Completeness(Strict):
    """The opposite of a gap: a source gives the whole list of what ``entity`` has in ``family``.

    Each dated claim is a list of its day: a line that it lacks had ended before it, or began after it.
    """

    id: str
    entity: str
    family: str
    claims: tuple[Claim, ...] = ()
    note: str | None = None


Record: TypeAlias = "Source | Entity | Relation | Fact | Event | Gap | Completeness | DecisionRecord"
Claimed: TypeAlias = "Entity | Relation | Fact | Event | Gap | Completeness | DecisionRecord"
Phased = Entity | Relation | Fact | Event


@dataclass(frozen=True, slots=True)
class OpeningDay(Strict):
    """The day as at which the page of a ``system`` opens, and why that one tells most.

    In a file the ``system`` may be left out: then it is each system that the folder describes.
    """

    day: PartialDate
    reason: str
    system: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a dataset folder says of itself.

    ``uses`` names the folders whose entities it refers to. ``opens_on`` says as at which day the pages of its systems
    open; without it that is worked out from the sources.
    """

    name: str
    title: str
    licence: str | None = None
    description: str | None = None
    uses: tuple[str, ...] = ()
    opens_on: tuple[OpeningDay, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """All records of one or several dataset folders, each kind by id."""

    about: tuple[About, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    gaps: Mapping[str, Gap] = field(default_factory=dict)
    complete: Mapping[str, Completeness] = field(default_factory=dict)
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    versions: Mapping[str, Version] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    rights: Mapping[str, DecisionRight] = field(default_factory=dict)
    grants: Mapping[str, Grant] = field(default_factory=dict)
    seats: Mapping[str, Seat] = field(default_factory=dict)
    appointments: Mapping[str, Appointment] = field(default_factory=dict)
    quorum_rules: Mapping[str, QuorumRule] = field(default_factory=dict)
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    interests: Mapping[str, Interest] = field(default_factory=dict)

    def section(self, name: str) -> Mapping[str, Any]:
        """Return the records of one section (``sources``, ``entities``, … as in ``records.RECORDS``), by id."""
        records: Mapping[str, Any] = getattr(self, name)
        return records

    def claimed(self, without: str = "") -> Iterator[tuple[str, Claimed]]:
        """Return every record that carries claims, with the name of its section (and ``without`` one section)."""
        for name in _CLAIMED_SECTIONS:
            if name != without:
                for record in self.section(name).values():
                    yield name, record


def all_claims(record: Claimed) -> tuple[Claim, ...]:
    """Return the claims of a record and then those of its phases, names and kinds, as they stand in it."""
    return (*record.claims, *(claim for spell in spells_of(record) for claim in spell.claims))


def spells_of(record: Claimed) -> tuple[PhaseSpell | NameSpell | KindSpell, ...]:
    """Return all parts of a record that have days and claims of their own: its phases, its names, its kinds."""
    if isinstance(record, Entity):
        return (*record.phases, *record.names, *record.kinds)
    return record.phases if isinstance(record, Relation | Fact | Event) else ()


_CLAIMED_SECTIONS = tuple(name for name in Dataset.__dataclass_fields__ if name not in ("about", "sources"))
