"""What should be on record of which bodies: one table, with a reason for each thing that is looked for or is not.

The types are derived from the ontology: all kinds of those named, without those left out, as far as the ontology
permits them at that end of the family's relations. Nothing here says that a body *has* no chair: it says where the
silence of all sources is worth a question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ics_graph.answering.seats import presides
from ics_graph.certainty import certainty
from ics_graph.checks.context import Context
from ics_graph.dates import Holds
from ics_graph.deciding.quorum import is_of_the_chair
from ics_graph.governance import says_chair
from ics_graph.model import Claim, Completeness, Gap, GapReason
from ics_graph.model.decisions import Seat
from ics_graph.ontology import Ontology
from ics_graph.stores.rows import Body, Direction, Line, claims_of
from ics_graph.whole_lists import may_be_of

# A reason that a source gives comes before the record that none gives one.
_REASONS: tuple[GapReason, ...] = ("vacant", "not-published", "to-be-confirmed")
_HELD = ("stated", "reported", "disputed", "inferred", "rule")


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that should be on record of the bodies of some types, and how a line says it.

    ``types`` are taken with their kinds. ``without`` are types (with their kinds) of which it is not looked for, each
    with the reason; ``exactly`` those that are left out themselves, while their kinds stay.
    """

    name: str
    label: str
    why: str
    direction: Direction
    families: tuple[str, ...]
    topics: tuple[str, ...]
    types: tuple[str, ...]
    without: Mapping[str, str] = field(default_factory=dict)
    exactly: Mapping[str, str] = field(default_factory=dict)
    says: Callable[[Line, Body], bool] = lambda line, far: True
    by_seat: Callable[[Seat], bool] | None = None
    """Whether it is said by who holds a seat, and of which; None where no seat says it."""

    def types_in(self, ontology: Ontology) -> frozenset[str]:
        """Return the types of which it should be on record."""
        types = {kind for name in self.types for kind in ontology.kinds_of(name)}
        types -= {kind for name in self.without for kind in ontology.kinds_of(name)}
        types -= set(self.exactly)
        relations = [ontology.relations[name] for family in self.families for name in ontology.in_family(family)]
        ends = [relation.subjects if self.direction == "up" else relation.objects for relation in relations]
        permitted = {kind for kinds in ends for kind in kinds}
        return frozenset(name for name in types & permitted if not ontology.types[name].abstract)


def is_chair(line: Line, post: Body) -> bool:
    """Return whether a line says who chairs, or that there is a post of the chair; a vice-chair is none."""
    if line.type == "postAt":
        return says_chair(post.name)
    return presides(line)


_OUTSIDE = "it is no body of the NHS, and answers outside the lines that a health system sets up"
_CODED = "it is a unit that a register gives a code, and no body that decides"
_PART = "it is a part of the organisation that answers for it"
_TALK = "it exchanges views and decides nothing"
EXPECTATIONS: tuple[Expectation, ...] = (
    Expectation(
        "accountability",
        "to whom it is accountable",
        "A body that decides or spends answers to somebody; who that is tells where its decisions can be questioned.",
        "up",
        ("accountability",),
        ("accountability",),
        ("Organisation", "Collaboration", "OrganisationalUnit"),
        {
            "Council": "it answers to its voters",
            "CombinedAuthority": "it answers to its voters and to the councils that make it up",
            "GovernmentDepartment": "it answers to Parliament",
            "GPPractice": "it is a contractor",
            "PrescribingCostCentre": _CODED,
            "University": _OUTSIDE,
            "VoluntaryOrganisation": _OUTSIDE,
            "LocalHealthBoard": "it is a body of the NHS in Wales",
            "NHSEnglandRegion": _PART,
            "NHSEnglandLocalOffice": _PART,
            "CommissioningHub": _CODED,
            "SubICBLocation": _CODED,
            "SubICBReportingEntity": _CODED,
            "Division": _PART,
            "Site": _PART,
            "Forum": _TALK,
        },
        {"Organisation": "what kind of body it is has not been said"},
    ),
    Expectation(
        "reporting",
        "to whom it reports",
        "A group that was set up by another reports back, or nobody knows what it does.",
        "up",
        ("reporting",),
        ("reporting",),
        ("Committee", "Group", "ProgrammeBoard", "Workstream", "Programme"),
        {"ScrutinyCommittee": "it reviews those whom others report to"},
    ),
    Expectation(
        "chair",
        "who chairs it",
        "The chair answers for how a board comes to its decisions.",
        "down",
        ("leadership", "membership"),
        ("chair",),
        ("Board", "Committee"),
        says=is_chair,
        by_seat=is_of_the_chair,
    ),
    Expectation(
        "members",
        "who its members are",
        "Who sits on a body tells who decides in it, who speaks for whom, and who is not there.",
        "down",
        ("membership",),
        ("membership",),
        ("Board", "Committee", "Group", "Collaboration"),
        by_seat=lambda seat: True,
    ),
    Expectation(
        "owner",
        "who leads it",
        "Work that nobody leads is nobody's to bring to an end.",
        "down",
        ("leadership",),
        ("leadership", "holder", "chair"),
        ("Workstream",),
    ),
    Expectation(
        "holder",
        "who holds it",
        "A duty that lies with a post is done by whoever holds it.",
        "down",
        ("leadership",),
        ("holder",),
        ("Post",),
        {"SecretaryOfState": "the law speaks of the office, whoever holds it"},
        says=lambda line, _: line.type == "holdsPost",
    ),
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is said of one thing that should be on record of a body: a relation, a reason, or nothing at all.

    ``how`` tells the certainty of the relation (``rule`` for the law), or the reason: that of a gap on record,
    ``planned``, ``uncertain``, ``denied``, or ``complete`` where a source gives the whole list and it is empty.
    """

    kind: Literal["relation", "reason", "unanswered"]
    how: str = ""
    holds: Holds | None = None
    lines: tuple[Line, ...] = ()
    records: tuple[Gap | Completeness, ...] = ()


def coverage_of(context: Context, body: Body, expectation: Expectation) -> Coverage:
    """Return what is said of a body on one thing that should be on record: exactly one of the three."""
    down = expectation.direction == "down"
    by_standing: dict[str, list[Line]] = {}
    for line in context.at(body.id, expectation.direction, expectation.families):
        if expectation.says(line, context.bodies[line.subject if down else line.object]):
            by_standing.setdefault(context.standing(line), []).append(line)
    if held := by_standing.get("in effect"):
        missing = _posts_without_holder(context, held)
        if missing:
            return Coverage("reason", missing[0].reason, None, tuple(held), tuple(missing))
        how = min((line.certainty for line in held), key=lambda sure: (*_HELD, sure).index(sure))
        return Coverage("relation", how, context.holds(held), tuple(held))
    if expectation.by_seat and any(map(expectation.by_seat, context.seats_held.get(body.id, ()))):
        return Coverage("relation", "stated")
    gaps = [gap for gap in context.gaps.get(body.id, ()) if gap.topic in expectation.topics]
    gaps = [gap for gap in gaps if certainty(gap.claims) != "denied"]
    for reason in _REASONS:
        if on_record := [gap for gap in gaps if gap.reason == reason]:
            return Coverage("reason", reason, records=tuple(on_record))
    for heading in ("planned", "uncertain", "denied"):
        if lines := by_standing.get(heading):
            return Coverage("reason", heading, lines=tuple(lines))
    # That the list of members is whole does not say that none of them is in the chair.
    wholes = [whole for whole in context.complete.get(body.id, ()) if whole.family == expectation.families[0]]
    wholes = [whole for whole in wholes if certainty(whole.claims) not in ("denied", "disputed", "uncertain")]
    day = context.asked.view.as_of
    wholes = [whole for whole in wholes if any(may_be_of(claim, context.sources, day) for claim in whole.claims)]
    if wholes:
        return Coverage("reason", "complete", records=tuple(wholes))
    # Where a part of a source was not read, it may yet say it: that comes before the silence of what was read.
    unread = tuple(gap for gap in gaps if gap.reason == "not-read")
    if unread:
        return Coverage("reason", "not-read", records=unread)
    return Coverage("reason", "not-stated", records=tuple(gaps)) if gaps else Coverage("unanswered")


def _posts_without_holder(context: Context, lines: list[Line]) -> list[Gap]:
    """Return the gaps that say why nobody is named, where all that is known are posts and none has a holder."""
    gaps: list[Gap] = []
    for line in lines:
        on_record = [gap for gap in context.gaps.get(line.subject, ()) if gap.topic == "holder"]
        holders = [holder for holder in context.at(line.subject, "down", ("leadership",)) if holder.type == "holdsPost"]
        if line.type != "postAt" or not on_record or any(context.standing(holder) == "in effect" for holder in holders):
            return []
        gaps += on_record
    return gaps


def claims_behind(coverage: Coverage) -> list[Claim]:
    """Return the claims of the lines and records that say it."""
    return [claim for line in coverage.lines for claim in claims_of(line)] + [
        claim for record in coverage.records for claim in record.claims
    ]
