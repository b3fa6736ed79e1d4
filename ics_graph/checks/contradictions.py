"""Checks of lines against the lives of their ends, of seats that two hold at once, and of the age of evidence.

Everything is judged in time. A line outlives a body only where its own dates and witnesses say that it surely held on a
day on which the body surely was not there: an end that nobody states is no contradiction.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from ics_graph.answering.asked import shown_name
from ics_graph.answering.seats import presides_with_others
from ics_graph.checks.context import Context
from ics_graph.checks.definitions import Check, CheckResult, Finding, Thresholds
from ics_graph.checks.expectations import EXPECTATIONS, is_chair
from ics_graph.dates import MIN_DATE, Holds, Validity, in_words
from ics_graph.governance import is_single, shares_the_post
from ics_graph.stores.rows import FIRST_DAY, LAST_DAY, Body, Line, last_seen

_UPWARD = ("accountability", "reporting")
_UNKNOWN = ("uncertain", "denied", "rule")


def outlives(context: Context, _: Thresholds) -> CheckResult:
    """Find the lines that surely held on a day when one of their ends surely was not there.

    A line of accountability or reporting to a body that has closed is left to the check of those lines.
    """
    lines = [line for line in context.borne_out if _alive(context, line)]
    findings = []
    for line in lines:
        if not any(_is_bounded(context.bodies[id_]) for id_ in (line.subject, line.object)):
            continue  # what has no known beginning or end is outlived by nothing
        own = context.own(line)
        ends = [(line.subject, True), (line.object, line.family not in _UPWARD)]
        for id_, after in ends:
            body = context.bodies[id_]
            beyond = _beyond(context, body, line, own, after)
            if beyond:
                message = f"{_line_in_words(context, line)} {beyond}"
                findings.append(_of_line(context, line, body, message, "yes" if context.day else None))
    return CheckResult(len(lines), tuple(sorted(findings, key=_order)))


def _is_bounded(body: Body) -> bool:
    return body.start_min != FIRST_DAY or body.end_max != LAST_DAY


def _alive(context: Context, line: Line) -> bool:
    day = context.asked.view.as_of
    return day is None or context.own(line).on(day) != "no"


def _beyond(context: Context, body: Body, line: Line, own: Validity, after: bool) -> str | None:
    """Return in words that a line held before or after a body was there, or None where it may have been there.

    With a day, it has to be surely so on that day; without one, on any day, even if it is not known on which.
    """
    first, last, day = date.fromisoformat(body.start_min), date.fromisoformat(body.end_max), context.asked.view.as_of

    def ended(words: str) -> str:
        return f"{words}, after {shown_name(body)} had ended ({in_words(last)})"

    def began(words: str) -> str:
        return f"{words}, before {shown_name(body)} began ({in_words(first)})"

    if day is not None:
        gone = ended if after and day > last else began if day < first else None
        return gone(f"held on {in_words(day)}") if gone and own.on(day) == "yes" else None
    if (not after or own.end_max <= last) and own.start_min >= first:
        return None
    record = line.record
    if after and record.until is not None and record.until.earliest > last:
        return ended(f"is stated until {in_words(record.until)}")
    if record.since is not None and record.since.latest < first:
        return began(f"is stated from {in_words(record.since)}")
    if own.start_max > own.end_min:
        return None
    if after and own.end_min > last:
        return ended(f"held on {in_words(own.end_min)}")
    return began(f"held on {in_words(own.start_max)}") if own.start_max < first else None


def into_closed(context: Context, _: Thresholds) -> CheckResult:
    """Find the bodies whose lines upward led to a body that has closed, while no source says what followed."""
    lines = [line for line in context.borne_out if line.family in _UPWARD and context.scope.has(line.subject)]
    bodies = {
        line.subject for line in lines if context.day is None or context.there(context.bodies[line.subject]) != "no"
    }
    findings = []
    for line, how in led_into_closed(context):
        closed = context.bodies[line.object]
        ended = f"leads to a body that ended on {in_words(closed.end_max)}"
        message = f"{_line_in_words(context, line)} {ended}; no source gives a line upward that followed"
        findings.append(_of_line(context, line, context.bodies[line.subject], message, how))
    return CheckResult(len(bodies), tuple(sorted(findings, key=_order)))


def led_into_closed(context: Context) -> Iterator[tuple[Line, Holds | None]]:
    """Yield the lines upward from bodies that were still there after the other end had closed, with how sure that is.

    Without a day this is judged on the day after the other end closed.
    """
    for line in context.borne_out:
        subject, closed = context.bodies[line.subject], context.bodies[line.object]
        if line.family not in _UPWARD or closed.end_max == LAST_DAY or not context.single(subject):
            continue
        if not context.scope.has(subject.id):
            continue  # its other lines were not read
        last = date.fromisoformat(closed.end_max)
        day = context.asked.view.as_of or last + timedelta(days=1)
        own = context.own(line)
        there = subject.on(day.isoformat())
        if day <= last or own.start_min > day or own.end_max < day or there == "no":
            continue
        if _followed(context, line, day):
            continue
        sure = there == "yes" and own.on(day) == "yes"
        yield line, None if context.day is None else "yes" if sure else "possibly"


def _followed(context: Context, line: Line, day: date) -> bool:
    """Return whether another line upward of the body holds or may hold on the day, or a gap is on record for it."""
    unknown = ("uncertain", "denied") if context.asked.view.rules else _UNKNOWN
    others = [other for other in context.at(line.subject, "up", _UPWARD) if other.certainty not in unknown]
    others = [other for other in others if not other.planned and other.id != line.id]
    if any(other.start_min <= day.isoformat() <= other.end_max for other in others):
        return True
    topics = {topic for expectation in EXPECTATIONS if expectation.name == line.family for topic in expectation.topics}
    return any(gap.topic in topics for gap in context.gaps.get(line.subject, ()))


def one_seat(context: Context, _: Thresholds) -> CheckResult:
    """Find the posts with two holders, and the bodies with two in the chair, on one and the same day.

    A seat counts once, however many held it at once. Co-chairs and joint chairs share a chair by the word of their
    source. Where all that two share is the day on which one hands over to the other, that is only noted.
    """
    seats: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in context.borne_out:
        if line.type == "holdsPost":
            seats[line.object, "hold"].append(line)
        elif line.type != "postAt" and is_chair(line, context.bodies[line.subject]) and not presides_with_others(line):
            seats[line.object, "chair"].append(line)
    seats = {
        seat: held for seat, held in seats.items() if context.scope.has(seat[0]) and is_single(context.bodies[seat[0]])
    }
    findings = [finding for (id_, verb), held in seats.items() for finding in _shared_seat(context, id_, verb, held)]
    return CheckResult(len(seats), tuple(sorted(findings, key=_order)))


def _shared_seat(context: Context, id_: str, verb: str, held: Sequence[Line]) -> Iterator[Finding]:
    """Yield the finding of one seat: who holds it at once with whom, each pair with the first day that they share."""
    pairs: list[tuple[Line, str, bool]] = []
    held = [line for line in held if not shares_the_post(line.role)]
    for earlier, later in combinations(sorted(held), 2):
        day, last = max(earlier.start_max, later.start_max), min(earlier.end_min, later.end_min)
        on_the_day = context.day is None or (earlier.on(context.day) == later.on(context.day) == "yes")
        if earlier.subject != later.subject and day <= last and on_the_day:
            both = f"{_name(context, earlier.subject)} and {_name(context, later.subject)}"
            handed_over = earlier.end_max == later.start_min or later.end_max == earlier.start_min
            when = in_words(context.day or day)
            pairs.append((later, f"{both} both {verb} {_name(context, id_)} on {when}", handed_over))
    if pairs:
        message = "; ".join(message for _, message, _ in pairs)
        if milder := all(handed_over for _, _, handed_over in pairs):
            message += ": the day on which one handed over to the other"
        finding = _of_line(context, pairs[0][0], context.bodies[id_], message, "yes" if context.day else None)
        yield replace(finding, severity="note") if milder else finding


def old(context: Context, thresholds: Thresholds) -> CheckResult:
    """Find the lines that count on the day and that no source has surely seen for so many months by then."""
    day = context.asked.view.as_of
    if day is None:
        raise ValueError("how far sources reach can be judged as of a day only")
    before = months_before(day, thresholds.months).isoformat()
    lines = [line for line in context.borne_out if context.standing(line) == "in effect"]
    findings, later = list[Finding](), 0
    for line in lines:
        seen = last_seen(line)
        if seen is not None and seen >= before:
            later += seen < day.isoformat()
            continue
        reach = f"not known after {in_words(seen)}" if seen else "no day is known on which a source saw it"
        message = f"{_line_in_words(context, line)}: {reach}"
        findings.append(_of_line(context, line, context.bodies[line.subject], message, line.on(day.isoformat())))
    aside = f"{later:,} more are past their sources by less than {thresholds.months} months" if later else ""
    return CheckResult(len(lines), tuple(sorted(findings, key=_order)), aside)


def months_before(day: date, months: int) -> date:
    """Return the day so many months before another; the last of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < MIN_DATE.year:
        return MIN_DATE
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _line_in_words(context: Context, line: Line) -> str:
    label = context.ontology.relations[line.type].label
    return f"“{_name(context, line.subject)} {label} {_name(context, line.object)}”"


def _name(context: Context, id_: str) -> str:
    return shown_name(context.bodies[id_])


def _of_line(context: Context, line: Line, body: Body, message: str, how: Holds | None) -> Finding:
    cited = context.cited(context.claims(line))
    return Finding("relations", line.id, body.id, shown_name(body), message, how, cited)


def _order(finding: Finding) -> tuple[str, str, str]:
    return finding.name, finding.entity, finding.record


CHECKS = (
    Check(
        "outlives-body",
        1,
        "error",
        "A membership or other line outlives one of its ends",
        "A body that does not exist can neither have members nor be one. The data or the source is wrong. "
        "Answers for that day leave the line out.",
        "Correct the dates of the line or of the body, or end the line with the body. If the source itself is wrong, "
        "record an exception with that reason.",
        "lines",
        outlives,
    ),
    Check(
        "into-closed-body",
        1,
        "error",
        "A line of accountability or reporting leads into a body that has closed",
        "Bodies that were accountable to a closed body now have another, or none. No source says which.",
        "State the last day of the line, and add the line that followed. Where no source says, record a gap.",
        "bodies with a line upward",
        into_closed,
    ),
    Check(
        "one-seat-two-holders",
        2,
        "warning",
        "Two people hold one post or chair on the same day",
        "A post or chair has one holder. Two mean a wrong date, a shared post, or sources that differ.",
        "Correct the dates. Where the post is shared, record an exception and say so.",
        "posts and chairs with a holder",
        one_seat,
    ),
    Check(
        "old-evidence",
        2,
        "note",
        "A line is older than the day asked about",
        "No source confirms it for that day. It is not known whether it still holds, and no source says that it ended.",
        "Look for a newer source, and add its claim to the line. Where a source has no date, find its date.",
        "lines in effect",
        old,
        needs_day=True,
    ),
)
