"""Checks on seats and meetings: nominators, quorum out of reach or not met, terms that are over, interests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from ics_graph.checks.context import Context
from ics_graph.checks.definitions import Check, CheckResult, Thresholds, of_record
from ics_graph.dates import in_words
from ics_graph.deciding.quorum import judged, reachable, rule_for
from ics_graph.deciding.seat_book import Seating
from ics_graph.deciding.worlds import every_world
from ics_graph.model.decisions import Interest, Meeting, Seat

_YEAR = timedelta(days=365)
_Finder = Callable[[Context, Thresholds], CheckResult]


def _seats(seating: Seating) -> list[Seat]:
    """Return the seats that there are or may be on the day."""
    worlds, *_ = every_world(lambda world: [seat.id for seat in seating.seats(world)])
    return [seating.book.seats[id_] for id_ in dict.fromkeys(id_ for ids in worlds for id_ in ids)]


def _members(seating: Seating) -> set[str]:
    """Return who holds or may hold a seat on the day."""
    worlds, *_ = every_world(lambda world: {each.person for each in seating.held(world)})
    return set[str]().union(*worlds)


def _without_nominator(context: Context, _: Thresholds) -> CheckResult:
    """Find seats of partners and other members in force of which nobody says who nominates."""
    findings, checked = [], 0
    for body in context.schemes.bodies_with("seats"):
        seating = Seating(context.schemes.seats_of(body), context.schemes.day)
        for seat in _seats(seating):
            if seat.post is not None:
                continue  # who holds it, follows from the post
            checked += 1
            if not seat.nominated_by:
                message = f"no document says who nominates the {seat.kind} of {context.name(body)}"
                findings.append(of_record(context, "seats", seat, body, message))
    return CheckResult(checked, tuple(findings))


def _out_of_reach(context: Context, _: Thresholds) -> CheckResult:
    """Find bodies whose seats, as they are held on the day, cannot make a quorum, whoever comes."""
    findings, checked = [], 0
    for body in context.schemes.bodies_with("quorum_rules"):
        seating = Seating(context.schemes.seats_of(body), context.schemes.day)
        rule = rule_for(seating)
        if rule is None or not _seats(seating):
            continue
        checked += 1
        if not reachable(seating, rule):
            seats = f"with the seats of {context.name(body)} as they are held"
            message = f"{seats}, no attendance can make a quorum on {in_words(context.schemes.day)}"
            findings.append(of_record(context, "quorum_rules", rule, body, message))
    return CheckResult(checked, tuple(findings))


def _meetings(context: Context) -> Iterator[tuple[Meeting, date, Seating]]:
    """Yield the meetings of the bodies looked at whose day is known, up to the day asked about."""
    until = context.asked.view.as_of
    for meeting in context.asked.store.filed("meetings"):
        if not context.scope.has(meeting.body) or meeting.date is None or meeting.date.day is None:
            continue
        day = meeting.date.earliest
        if until is None or day <= until:
            yield meeting, day, Seating(context.schemes.seats_of(meeting.body), day)


def _not_quorate(context: Context, _: Thresholds) -> CheckResult:
    """Find meetings, and items of them, that were not quorate under the rule of their day."""
    findings, checked = [], 0
    for meeting, day, seating in _meetings(context):
        quorum = judged(seating, meeting)
        if quorum is None:
            continue
        checked += 1
        where = f"the meeting of {context.name(meeting.body)} on {in_words(day)}"
        if quorum.quorate == "no":
            message = f"{where} was not quorate"
            findings.append(of_record(context, "meetings", meeting, meeting.body, message))
            continue
        for item in meeting.items:
            of_item = judged(seating, meeting, item) if item.withdrew else None
            if of_item and of_item.quorate == "no":
                message = f"{where} was not quorate for item {item.number}"
                findings.append(of_record(context, "meetings", meeting, meeting.body, message))
    return CheckResult(checked, tuple(findings))


def _still_sitting(context: Context, _: Thresholds) -> CheckResult:
    """Find members who are recorded as present at a meeting after their term was over."""
    findings, checked = [], 0
    for meeting, day, seating in _meetings(context):
        members = _members(seating)
        for each in meeting.attendance:
            if each.state != "present":
                continue
            checked += 1
            ended = [
                appointment
                for appointment in seating.book.appointments.values()
                if appointment.person == each.person and appointment.until and appointment.until.latest < day
            ]
            if each.person not in members and ended:
                last = max(ended, key=lambda appointment: str(appointment.until))
                who = f"{context.name(each.person)} sat in {context.name(meeting.body)}"
                message = f"{who} on {in_words(day)}, after a term that ended on {in_words(str(last.until))}"
                findings.append(of_record(context, "meetings", meeting, each.person, message))
    return CheckResult(checked, tuple(findings))


def _not_reviewed(context: Context, _: Thresholds) -> CheckResult:
    """Find interests in force that were declared more than a year before the day."""
    findings, checked = [], 0
    day = context.schemes.day
    interests: list[Interest] = context.asked.store.filed("interests")
    for interest in interests:
        is_over = interest.until is not None and interest.until.latest < day
        is_to_come = interest.since is not None and interest.since.earliest > day
        if not context.scope.has(interest.person) or is_over or is_to_come:
            continue
        checked += 1
        declared = interest.declared
        if declared is None or declared.latest < day - _YEAR:
            what = f"the interest of {context.name(interest.person)} in {context.name(interest.organisation)}"
            when = f"was last declared on {in_words(declared)}" if declared else "has no day of its declaration"
            message = f"{what} ({interest.kind}) {when}"
            findings.append(of_record(context, "interests", interest, interest.person, message))
    return CheckResult(checked, tuple(findings))


CHECKS: tuple[Check, ...] = (
    Check(
        "meeting-not-quorate",
        1,
        "warning",
        "A meeting was not quorate",
        "What it decided may have to be decided again.",
        "Check the attendance and the rule; have the decisions taken again where it was not quorate.",
        "meetings with a rule",
        _not_quorate,
    ),
    Check(
        "quorum-out-of-reach",
        1,
        "warning",
        "The seats as they are held cannot make a quorum",
        "No meeting of the body can decide until the seats are filled.",
        "Fill the vacant seats, or name deputies where the rule allows them.",
        "bodies with a quorum rule",
        _out_of_reach,
    ),
    Check(
        "term-over",
        1,
        "warning",
        "A member sat after the term was over",
        "The member may not count for the quorum, and had no vote.",
        "Record the new term, or correct the attendance.",
        "members recorded as present",
        _still_sitting,
    ),
    Check(
        "seat-without-nominator",
        1,
        "note",
        "Nobody is named who nominates for a seat",
        "When it falls vacant, nobody knows who has to act.",
        "Record who nominates, with the clause.",
        "seats that go with no post",
        _without_nominator,
    ),
    Check(
        "interest-not-reviewed",
        1,
        "note",
        "An interest was declared more than a year ago",
        "Guidance asks for a register that is looked through every year.",
        "Ask for a new declaration, and record its day.",
        "interests in force",
        _not_reviewed,
    ),
)
