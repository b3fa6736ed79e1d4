"""Who may decide what: instruments and their versions, grants of decision rights, seats, quorum, meetings, interests.

A body, post or person is an entity as everywhere else; what stands here refers to it by id. Amounts are in pounds. What
a document does not say is left out, and is never read as no: the rules are in
``docs/decisions/0054-who-may-decide.md``. The file is long because these records are one model.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ics_graph.dates import PartialDate
from ics_graph.model.claims import Claim, Strict, slug

Act = Literal["decide", "approve", "recommend", "be-consulted", "note", "sign"]
GrantKind = Literal["reserve", "delegate", "sub-delegate", "joint"]
Per = Literal["decision", "year", "whole-life"]
Vat = Literal["with", "without"]
Attending = Literal["present", "apologies", "deputy", "in-attendance", "not-recorded"]
QuorumBase = Literal["all-seats", "members-in-post", "members-present"]
Rounding = Literal["up", "down"]

DECIDING: frozenset[Act] = frozenset({"decide", "approve"})
"""The acts that make a decider; whoever recommends, is consulted, notes or signs decides nothing."""


class _Sets:
    """Puts the fields that are sets into one order, so that equal records are equal however they were written."""

    __slots__ = ()
    _SETS: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in self._SETS:
            values: Any = getattr(self, name)
            if len(values) > 1:
                object.__setattr__(self, name, tuple(sorted(set(values))))


@dataclass(frozen=True, slots=True)
class Instrument(Strict):
    """A document that gives or limits powers: a constitution, a scheme of reservation and delegation, an agreement.

    ``body`` is whose document it is; an Act has none.
    """

    id: str
    kind: str
    name: str
    body: str | None = None
    short_name: str | None = None
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Approval(Strict):
    """That a body approved a version, and when."""

    date: PartialDate | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Version(Strict):
    """An instrument as it was from ``effective`` on. Only that day and ``until`` bound it: an overdue review does not.

    ``until`` is the last day that the version itself states. A ``draft`` is never in force.
    """

    id: str
    instrument: str
    label: str
    effective: PartialDate | None = None
    until: PartialDate | None = None
    approvals: tuple[Approval, ...] = ()
    published: PartialDate | None = None
    review_due: PartialDate | None = None
    supersedes: str | None = None
    draft: bool = False
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Clause(_Sets, Strict):
    """What a version says under a number, in our own words.

    ``effect`` is what it does, of the list of clause effects, and ``body`` is of whom it says so. A clause about some
    ``rights`` only names them. In a clause of precedence ``over`` are the instruments that give way. The one
    that prevails is ``prevails``; without it, that in which the clause stands.
    """

    _SETS = ("rights", "over")

    id: str
    version: str
    number: str
    text: str
    effect: str | None = None
    body: str | None = None
    rights: tuple[str, ...] = ()
    prevails: str | None = None
    over: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionRight(Strict):
    """A function with one act on it, such as to approve a capital scheme, as the schemes of one body know it."""

    id: str
    function: str
    act: Act
    body: str
    scope: str | None = None
    theme: str | None = None
    other_names: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    note: str | None = None

    def __post_init__(self) -> None:
        if len(self.other_names) > 1:
            object.__setattr__(self, "other_names", tuple(sorted(set(self.other_names))))


@dataclass(frozen=True, slots=True)
class Grant(_Sets, Strict):
    """One row of a scheme: ``giver`` keeps a right for itself or gives it to ``holder``.

    ``jointly_with`` are those who have it together with the holder, so that none decides alone. Where the holder is a
    joint committee, which is itself the body by which several act, they are those who give it beside the giver.
    A value is over ``over``, which is left out, and up to ``up_to``, which is in. ``vat`` says whether the amounts are
    with it; without it nobody says. ``condition`` is how the right is to be used. ``applies_if`` is what must be so for
    the row to apply at all; where that is not known, it applies possibly. ``deputy`` is who may act for the holder, and
    ``no_deputy`` that nobody may. It ends on ``until``, or with ``until_event``, or with what ``ends_when`` says.
    It is used ``after`` another grant where both are steps of one decision.
    ``granted_by`` are the clauses that let the giver do so, and ``continues`` the grants of an earlier body of which it
    is the successor.
    """

    _SETS = ("jointly_with", "granted_by", "continues")

    id: str
    version: str
    number: str
    right: str
    kind: GrantKind
    giver: str
    holder: str
    jointly_with: tuple[str, ...] = ()
    over: int | float | None = None
    up_to: int | float | None = None
    per: Per | None = None
    per_what: str | None = None
    vat: Vat | None = None
    condition: str | None = None
    applies_if: str | None = None
    exclusion: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    until_event: str | None = None
    ends_when: str | None = None
    deputy: str | None = None
    no_deputy: bool = False
    passed_on: bool | None = None
    after: str | None = None
    granted_by: tuple[str, ...] = ()
    accountable: str | None = None
    liable: str | None = None
    continues: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Seat(_Sets, Strict):
    """A seat of a body, or ``number`` seats of one kind, in the ``versions`` that give it.

    It goes with ``post`` where its holder sits there by that post. ``in_turn`` is whether those who nominate do so one
    after the other.
    """

    _SETS = ("versions", "nominated_by", "appointed_by", "approved_by", "continues")

    id: str
    body: str
    kind: str
    versions: tuple[str, ...] = ()
    number: int = 1
    voting: bool | None = None
    chair: bool = False
    post: str | None = None
    deputy: str | None = None
    no_deputy: bool = False
    nominated_by: tuple[str, ...] = ()
    in_turn: bool = False
    appointed_by: tuple[str, ...] = ()
    approved_by: tuple[str, ...] = ()
    term: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    continues: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Appointment(Strict):
    """That a person holds a seat, or, without a ``person``, that a source says that it is vacant."""

    id: str
    seat: str
    person: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    nominated_by: str | None = None
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class QuorumNeed(_Sets, Strict):
    """How many of a quorum must hold seats of these kinds; ``chair`` is the seat of the chair, whatever its kind."""

    _SETS = ("seat_kinds",)

    seat_kinds: tuple[str, ...]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class QuorumRule(_Sets, Strict):
    """When a meeting of a body is quorate: a ``number`` of voting members or a ``share`` (as 1/2) of a ``base``.

    Three fields say who counts: ``deputies``, ``withdrawn`` (members who withdrew from an item), and ``empty_seats``
    (deputies for a seat that nobody holds). Where one is left out, the rule is silent on it.
    """

    _SETS = ("clauses",)

    id: str
    body: str
    version: str
    number: int | None = None
    share: str | None = None
    base: QuorumBase | None = None
    rounding: Rounding | None = None
    needs: tuple[QuorumNeed, ...] = ()
    deputies: bool | None = None
    withdrawn: bool | None = None
    empty_seats: bool | None = None
    for_item: str | None = None
    clauses: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Attendance(Strict):
    """How a person took part in a meeting; a deputy says for whom."""

    person: str
    state: Attending = "present"
    deputy_for: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem(_Sets, Strict):
    """An item of a meeting, the bodies that it ``concerns``, and the members who withdrew from it."""

    _SETS = ("concerns", "withdrew")

    number: str
    subject: str
    concerns: tuple[str, ...] = ()
    withdrew: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting(_Sets, Strict):
    """One meeting of one body; those in common with it are meetings of their own.

    ``present`` is how many voting members were there, where a source gives the number and no names.
    """

    _SETS = ("in_common_with",)

    id: str
    body: str
    name: str
    date: PartialDate | None = None
    attendance: tuple[Attendance, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    in_common_with: tuple[str, ...] = ()
    present: int | None = None
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Decision(Strict):
    """That ``holder`` used a right, where the record of it is, and the value in pounds.

    ``vat`` says whether the value is with it, ``per`` of what it is the value, and ``grant`` under which row it was.
    """

    id: str
    name: str
    holder: str
    right: str | None = None
    meeting: str | None = None
    item: str | None = None
    date: PartialDate | None = None
    minute: str | None = None
    value: int | float | None = None
    vat: Vat | None = None
    per: Per | None = None
    grant: str | None = None
    claims: tuple[Claim, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Interest(Strict):
    """An interest of a person in an organisation, as a register has it."""

    id: str
    person: str
    organisation: str
    kind: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    declared: PartialDate | None = None
    mitigation: str | None = None
    claims: tuple[Claim, ...] = ()
    note: str | None = None


DecisionRecord = (
    Instrument
    | Version
    | Clause
    | DecisionRight
    | Grant
    | Seat
    | Appointment
    | QuorumRule
    | Meeting
    | Decision
    | Interest
)
DECISION_RECORDS: dict[str, type[DecisionRecord]] = {
    "instruments": Instrument,
    "versions": Version,
    "clauses": Clause,
    "rights": DecisionRight,
    "grants": Grant,
    "seats": Seat,
    "appointments": Appointment,
    "quorum_rules": QuorumRule,
    "meetings": Meeting,
    "decisions": Decision,
    "interests": Interest,
}
REFERENCES: dict[str, dict[str, str]] = {
    "instruments": {"body": "entities"},
    "approvals": {"by": "entities"},
    "versions": {"instrument": "instruments", "supersedes": "versions"},
    "clauses": {
        "version": "versions",
        "body": "entities",
        "rights": "rights",
        "prevails": "instruments",
        "over": "instruments",
    },
    "rights": {"body": "entities"},
    "grants": {
        "version": "versions",
        "right": "rights",
        "giver": "entities",
        "holder": "entities",
        "jointly_with": "entities",
        "until_event": "events",
        "after": "grants",
        "deputy": "entities",
        "granted_by": "clauses",
        "accountable": "entities",
        "liable": "entities",
        "continues": "grants",
    },
    "seats": {
        "body": "entities",
        "versions": "versions",
        "post": "entities",
        "deputy": "entities",
        "nominated_by": "entities",
        "appointed_by": "entities",
        "approved_by": "entities",
        "continues": "seats",
    },
    "appointments": {"seat": "seats", "person": "entities", "nominated_by": "entities"},
    "quorum_rules": {"body": "entities", "version": "versions", "clauses": "clauses"},
    "meetings": {"body": "entities", "in_common_with": "meetings"},
    "attendance": {"person": "entities", "deputy_for": "entities"},
    "items": {"concerns": "entities", "withdrew": "entities"},
    "decisions": {
        "holder": "entities",
        "right": "rights",
        "meeting": "meetings",
        "grant": "grants",
    },
    "interests": {"person": "entities", "organisation": "entities"},
}
"""Which fields of these records, and of their parts, refer to records, and of which section."""
_PARTS = ("approvals", "attendance", "items")


def references_in(section: str, record: Any) -> Iterator[tuple[str, str, str]]:
    """Return what a record of a section and its parts refer to: the field, the section referred to, and the id."""
    for name, of in REFERENCES[section].items():
        ids = getattr(record, name)
        for id_ in (ids,) if isinstance(ids, str) else ids or ():
            yield name, of, id_
    for part in _PARTS:
        for item in getattr(record, part, ()):
            yield from references_in(part, item)


def entities_in(section: str, record: Any) -> set[str]:
    """Return the ids of all bodies, posts and people that a record of a section names."""
    return {id_ for _, of, id_ in references_in(section, record) if of == "entities"}


def key_parts(record: DecisionRecord) -> tuple[object, ...]:
    """Return of what the id of a record is made that was given none: what it says, never its place in a file."""
    match record:
        case Instrument():
            return record.body, record.kind, slug(record.short_name or record.name)
        case Version():
            return record.instrument, slug(record.label)
        case Clause() | Grant():
            return record.version, slug(record.number)
        case DecisionRight():
            return record.body, record.act, slug(record.function), slug(record.scope)
        case Seat():
            return record.body, "seat", slug(record.kind), *record.nominated_by
        case Appointment():
            return record.seat, record.person or "vacant", record.since
        case QuorumRule():
            return record.version, "quorum", record.body, slug(record.for_item)
        case Meeting():
            return record.body, "meeting", record.date or slug(record.name)
        case Decision():
            return record.meeting or record.holder, "decision", slug(record.item), slug(record.name)
        case Interest():
            return record.person, "interest", record.organisation, record.since
