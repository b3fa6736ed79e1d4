"""The checks of assurance: what is missing, vacant, contradictory or old, each a record in one list.

A check judges in time and never takes silence for a "no". What a person has looked at and accepts is excepted in the
dataset, with a reason (``ics_graph.dataset.exceptions``); ``running`` applies these and counts what is left.
"""

from __future__ import annotations

from ics_graph.checks.circles import circle_of
from ics_graph.checks.contradictions import into_closed, old, one_seat, outlives
from ics_graph.checks.definitions import SEVERITIES, Check, CheckResult, Finding, Severity, Thresholds, severity_of
from ics_graph.checks.missing import no_line_upward, no_terms, on_record, unsaid, vacant

__all__ = ["CHECKS", "SEVERITIES", "Check", "CheckResult", "Finding", "Severity", "Thresholds", "severity_of"]

_SAY = "Cite who says it; where you have read the sources and none does, record a gap."
CHECKS: dict[str, Check] = {
    check.id: check
    for check in (
        Check(
            "outlives-body",
            1,
            "error",
            "A membership or other line outlives one of its ends",
            "A seat held in a body that was not there, or by one, is a mistake in the data or in the source; an answer "
            "as of that day leaves the line out.",
            "Correct the day of the line or of the body, or end the line with the body; if the source itself is wrong, "
            "except it with that reason.",
            "lines",
            outlives,
        ),
        Check(
            "into-closed-body",
            1,
            "error",
            "A line of accountability or reporting leads into a body that has closed",
            "Whoever answered to a body that closed answers to another now, or to nobody; no source says which.",
            "State the last day of the line and add the line that followed; where no source tells, record a gap.",
            "bodies with a line upward",
            into_closed,
        ),
        Check(
            "circle-of-accountability",
            1,
            "error",
            "Bodies are accountable to one another in a circle",
            "In a circle nobody is accountable to anybody outside it.",
            "Check which way each line runs, and from when until when.",
            "bodies with a line of accountability",
            circle_of("accountability", "is accountable to"),
        ),
        Check(
            "circle-of-reporting",
            1,
            "error",
            "Bodies report to one another in a circle",
            "What is reported comes back to where it came from, and to nobody above.",
            "Check which way each line runs, and from when until when.",
            "bodies with a line of reporting",
            circle_of("reporting", "reports to"),
        ),
        Check(
            "circle-of-structure",
            1,
            "error",
            "Bodies are parts of one another in a circle",
            "A part cannot contain its whole; what belongs to a system can then not be told.",
            "Check which is the part and which the whole.",
            "bodies with a line of structure",
            circle_of("structure", "is a part of"),
        ),
        Check(
            "one-seat-two-holders",
            2,
            "warning",
            "Two hold one post, or two are in one chair, on the same day",
            "A seat for one has one holder: two mean a wrong day, a shared seat, or sources that differ.",
            "Correct the days; where the seat is shared, except it and say so.",
            "posts and chairs with a holder",
            one_seat,
        ),
        Check(
            "no-line-upward",
            1,
            "warning",
            "A body has no stated line upward",
            "Of a body without a line of accountability or reporting nobody can tell where its decisions go.",
            _SAY,
            "bodies that ought to have a line upward",
            no_line_upward,
        ),
        Check(
            "workstream-without-owner",
            1,
            "warning",
            "A workstream has no stated owner",
            "Work that nobody leads is nobody's to bring to an end.",
            _SAY,
            "workstreams",
            unsaid("owner", "no source says who leads {body}"),
        ),
        Check(
            "board-without-chair",
            1,
            "warning",
            "A board or committee has no stated chair",
            "The chair answers for how a board comes to its decisions.",
            _SAY,
            "boards and committees",
            unsaid("chair", "no source says who chairs {body}"),
        ),
        Check(
            "no-members",
            1,
            "warning",
            "A board, committee, group or partnership has no stated members",
            "Who sits on a body tells who decides in it, who speaks for whom, and who is not there.",
            _SAY,
            "boards, committees, groups and partnerships",
            unsaid("members", "no source says who the members of {body} are"),
        ),
        Check(
            "post-without-holder",
            1,
            "warning",
            "A post has no stated holder, and is not said to be vacant",
            "A duty that lies with a post is done by whoever holds it.",
            "Cite who holds it; where a source says that nobody does, record a gap with the reason 'vacant'.",
            "posts",
            unsaid("holder", "no source says who holds {body}, or that it is vacant"),
        ),
        Check(
            "board-without-terms",
            1,
            "note",
            "A board or committee has no stated terms",
            "Without its purpose and rules nobody can tell whether a board was free to decide what it decided.",
            "Cite its terms of reference, or what a source says of its functions and rules; else record a gap on "
            "'terms-of-reference'.",
            "boards and committees",
            no_terms,
        ),
        Check(
            "vacant-seat",
            1,
            "note",
            "A post or seat is said to be vacant",
            "A source says that nobody holds it: that is an answer, and a seat to be filled.",
            "Add the holder once a source names one.",
            "posts, and bodies with a vacant seat on record",
            vacant,
        ),
        Check(
            "gap-on-record",
            1,
            "note",
            "A gap is on record",
            "Whoever read the sources has written down that they do not tell this.",
            "Ask those who know, and cite what they answer.",
            "gaps on record",
            on_record,
        ),
        Check(
            "old-evidence",
            1,
            "note",
            "The last evidence of a line is old",
            "Nobody has said for long that it still holds; nothing says that it has ended either.",
            "Look for a newer source, and add its claim to the line.",
            "lines with dated evidence",
            old,
            needs_day=True,
        ),
    )
}
"""All checks by id, the gravest first."""
