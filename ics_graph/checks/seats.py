"""Checks on seats and meetings: nominators, quorum out of reach or not met, terms that are over, interests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from ics_graph.answering.answer import citation
from ics_graph.checks.context import Context
from ics_graph.checks.definitions import Check, CheckResult, Finding, Thresholds
from ics_graph.dates import in_words
from ics_graph.deciding.quorum import judged, reachable, rule_for
from ics_graph.deciding.seat_book import SeatBook, Seating
from ics_graph.deciding.worlds import every_world
from ics_graph.model.decisions import DecisionRecord, Interest, Meeting, Seat

_YEAR = timedelta(days=365)
_Finder = Callable[[Context, Thresholds], CheckResult]


def _day(context: Context) -> date:
    """Return the day that is asked about; without one, today."""
    return context.asked.view.as_of or date.today()


def _finding(context: Context, section: str, record: DecisionRecord, entity: str, message: str) -> Finding:
    sources = context.asked.store.sources({claim.source for claim in record.claims})
    cited = tuple(citation(claim, sources) for claim in record.claims)
    return Finding(section, record.id, entity, _name(context, entity), message, None, cited)


def _name(context: Context, entity: str) -> str:
    body = context.asked.store.bodies({entity}).get(entity)
    return body.name_apart if body else entity


def _bodies_with(context: Context, section: str) -> list[str]:
    bodies = {record.body for record in context.asked.store.filed(section)}
    return sorted(body for body in bodies if context.scope.has(body))


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
    for body in _bodies_with(context, "seats"):
        seating = Seating(SeatBook(context.asked, body), _day(context))
        for seat in _seats(seating):
            if seat.post is not None:
                continue  # who holds it, follows from the post
            checked += 1
            if not seat.nominated_by:
                message = f"no document says who nominates the {seat.kind} of {_name(context, body)}"
                findings.append(_finding(context, "seats", seat, body, message))
    return CheckResult(checked, tuple(findings))


def _out_of_reach(context: Context, _: Thresholds) -> CheckResult:
    """Find bodies whose seats, as they are held on the day, cannot make a quorum, whoever comes."""
    findings, checked = [], 0
    for body in _bodies_with(context, "quorum_rules"):
        seating = Seating(SeatBook(context.asked, body), _day(context))
        rule = rule_for(seating)
        if rule is None or not _seats(seating):
            continue
        checked += 1
        if not reachable(seating, rule):
            seats = f"with the seats of {_name(context, body)} as they are held"
            message = f"{seats}, no attendance can make a quorum on {in_words(_day(context))}"
            findings.append(_finding(context, "quorum_rules", rule, body, message))
    return CheckResult(checked, tuple(findings))


def _meetings(context: Context) -> Iterator[tuple[Meeting, date, Seating]]:
    """Yield the meetings of the bodies looked at whose day is known, up to the day asked about."""
    until = context.asked.view.as_of
    books: dict[str, SeatBook] = {}
    for meeting in context.asked.store.filed("meetings"):
        if not context.scope.has(meeting.body) or meeting.date is None or meeting.date.day is None:
            continue
        day = meeting.date.earliest
        if until is None or day <= until:
            book = books.get(meeting.body) or books.setdefault(meeting.body, SeatBook(context.asked, meeting.body))
            yield meeting, day, Seating(book, day)


def _not_quorate(context: Context, _: Thresholds) -> CheckResult:
    """Find meetings, and items of them, that were not quorate under the rule of their day."""
    findings, checked = [], 0
    for meeting, day, seating in _meetings(context):
        quorum = judged(seating, meeting)
        if quorum is None:
            continue
        checked += 1
        where = f"the meeting of {_name(context, meeting.body)} on {in_words(day)}"
        if quorum.quorate == "no":
            message = f"{where} was not quorate"
            findings.append(_finding(context, "meetings", meeting, meeting.body, message))
            continue
        for item in meeting.items:
            of_item = judged(seating, meeting, item) if item.withdrew else None
            if of_item and of_item.quorate == "no":
                message = f"{where} was not quorate for item {item.number}"
                findings.append(_finding(context, "meetings", meeting, meeting.body, message))
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
                who = f"{_name(context, each.person)} sat in {_name(context, meeting.body)}"
                message = f"{who} on {in_words(day)}, after a term that ended on {in_words(str(last.until))}"
                findings.append(_finding(context, "meetings", meeting, each.person, message))
    return CheckResult(checked, tuple(findings))


def _not_reviewed(context: Context, _: Thresholds) -> CheckResult:
    """Find interests in force that were declared more than a year before the day."""
    findings, checked = [], 0
    day = _day(context)
    interests: list[Interest] = context.asked.store.filed("interests")
    for interest in interests:
        is_over = interest.until is not None and interest.until.latest < day
        is_to_come = interest.since is not None and interest.since.earliest > day
        if not context.scope.has(interest.person) or is_over or is_to_come:
            continue
        checked += 1
        declared = interest.declared
        if declared is None or declared.latest < day - _YEAR:
            what = f"the interest of {_name(context, interest.person)} in {_name(context, interest.organisation)}"
            when = f"was last declared on {in_words(declared)}" if declared else "has no day of its declaration"
            message = f"{what} ({interest.kind}) {when}"
            findings.append(_finding(context, "interests", interest, interest.person, message))
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
