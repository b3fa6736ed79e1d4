"""Checks of what no source says, of what is on record as missing, and of seats that are vacant.

A gap on record, a vacancy, a list marked complete, a plan and a question mark are answers: they are never found to be
missing. What is found here is where nobody has said anything, and nobody has written down that nobody has.
"""

from __future__ import annotations

from collections.abc import Callable

from ics_graph.answering.asked import shown_name
from ics_graph.checks.context import Context
from ics_graph.checks.contradictions import led_into_closed
from ics_graph.checks.definitions import Check, CheckResult, Finding, Thresholds
from ics_graph.checks.expectations import EXPECTATIONS, coverage_of
from ics_graph.dates import Holds
from ics_graph.model import Gap
from ics_graph.stores.rows import Body

_BY_NAME = {ought.name: ought for ought in EXPECTATIONS}
# What tells the purpose or the rules of a body where no document is called its terms of reference.
_TERMS = ("function", "decisionRight", "membershipRule", "governanceProperty", "definition")
_BOARDS = ("Board", "Committee")
# Topics of gaps that a stated line of this kind closes; a list of members may still be known in part only.
_CLOSED_BY = ("accountability", "reporting", "chair", "holder")


def unsaid(name: str, words: str) -> Callable[[Context, Thresholds], CheckResult]:
    """Return a check that finds the bodies of which nothing is said on one thing that ought to be."""
    ought = _BY_NAME[name]

    def find(ground: Context, _: Thresholds) -> CheckResult:
        bodies = ground.judged(ought.types_in(ground.ontology))
        silent = [body for body in bodies if coverage_of(ground, body, ought).kind == "unanswered"]
        return CheckResult(len(bodies), tuple(_silence(ground, body, words) for body in silent))

    return find


def no_line_upward(ground: Context, _: Thresholds) -> CheckResult:
    """Find the bodies that ought to answer or report to somebody, and of which neither is said nor why not.

    A body whose line led to one that has closed is left to the check of those lines.
    """
    upward = [_BY_NAME["accountability"], _BY_NAME["reporting"]]
    types = {ought.name: ought.types_in(ground.ontology) for ought in upward}
    bodies = ground.judged(frozenset().union(*types.values()))
    closed = {line.subject for line, _ in led_into_closed(ground)}

    def silent(body: Body) -> bool:
        asked = [ought for ought in upward if body.type in types[ought.name]]
        others = [ought for ought in upward if ought not in asked]
        # What is said without being looked for is said, too.
        return all(coverage_of(ground, body, one).kind == "unanswered" for one in asked) and all(
            coverage_of(ground, body, one).kind != "relation" for one in others
        )

    words = "no source says to whom {body} is accountable or reports"
    found = [body for body in bodies if body.id not in closed and silent(body)]
    return CheckResult(len(bodies), tuple(_silence(ground, body, words) for body in found))


def no_terms(ground: Context, _: Thresholds) -> CheckResult:
    """Find the boards and committees of which no source says what they are for or by what rules they work."""
    bodies = ground.judged({kind for name in _BOARDS for kind in ground.ontology.kinds_of(name)})
    told = {fact.entity for fact in ground.asked.store.facts([body.id for body in bodies]) if fact.property in _TERMS}
    silent = [body for body in bodies if body.id not in told and not _has_terms(ground, body)]
    words = "no source says what {body} is for, or by what rules it works"
    return CheckResult(len(bodies), tuple(_silence(ground, body, words) for body in silent))


def _has_terms(ground: Context, body: Body) -> bool:
    if any(gap.topic == "terms-of-reference" for gap in ground.gaps.get(body.id, ())):
        return True
    lines = ground.at(body.id, "up", ("document", "approvals"))
    return any("terms of reference" in ground.bodies[line.object].name.lower() for line in lines)


def vacant(ground: Context, _: Thresholds) -> CheckResult:
    """Find the posts and seats that a source says nobody holds, unless a source names a holder on the day."""
    gaps = [gap for gap in _gaps(ground) if gap.reason == "vacant"]
    posts = {body.id for body in ground.judged(ground.ontology.kinds_of("Post"))}
    open_ = [gap for gap in gaps if not _closed(ground, gap)]
    topics = ground.ontology.schemes["gap-topics"]
    found = [
        _gap(ground, gap, f"{_name(ground, gap)}: a source gives it as vacant ({topics[gap.topic].label}){_note(gap)}")
        for gap in open_
    ]
    return CheckResult(len(posts | {gap.entity for gap in gaps}), tuple(found))


def on_record(ground: Context, _: Thresholds) -> CheckResult:
    """Find the gaps on record that no stated line has closed since."""
    gaps = _gaps(ground)
    topics, reasons = ground.ontology.schemes["gap-topics"], ground.ontology.schemes["gap-reasons"]
    found = [
        _gap(
            ground,
            gap,
            f"{_name(ground, gap)}: {topics[gap.topic].label} is on record as {reasons[gap.reason].label}{_note(gap)}",
        )
        for gap in gaps
        if gap.reason != "vacant" and not _closed(ground, gap)
    ]
    return CheckResult(len(gaps), tuple(found))


def _gaps(ground: Context) -> list[Gap]:
    """Return the gaps on record of what is in scope and was or may have been there, in the order of their names."""
    found = [
        gap
        for id_, gaps in ground.gaps.items()
        if ground.scope.has(id_) and ground.there(ground.bodies[id_]) != "no"
        for gap in gaps
    ]
    return sorted(found, key=lambda gap: (ground.bodies[gap.entity].name, gap.entity, gap.topic, gap.id))


def _closed(ground: Context, gap: Gap) -> bool:
    body = ground.bodies[gap.entity]
    for ought in EXPECTATIONS:
        if gap.topic in _CLOSED_BY and gap.topic == ought.topics[0]:
            said = coverage_of(ground, body, ought)
            # What is only inferred, or only by law, leaves it open that a source does not say it.
            return said.kind == "relation" and said.how in ("stated", "reported") and said.holds != "possibly"
    return False


def _silence(ground: Context, body: Body, words: str) -> Finding:
    message = words.format(body=shown_name(body))
    return Finding("entities", body.id, body.id, shown_name(body), message, ground.there(body))


def _gap(ground: Context, gap: Gap, message: str) -> Finding:
    return Finding(
        "gaps", gap.id, gap.entity, _name(ground, gap), message, _seen(ground, gap), ground.cited(gap.claims)
    )


def _seen(ground: Context, gap: Gap) -> Holds | None:
    """Return ``yes`` where a source of the very day says so: later and earlier it is only possibly still so."""
    if ground.asked.view.as_of is None or gap.reason != "vacant":
        return None
    dates = [ground.sources[claim.source].when for claim in gap.claims if claim.source in ground.sources]
    day = ground.asked.view.as_of
    return "yes" if any(when.first == when.last == day for when in dates) else "possibly"


def _name(ground: Context, gap: Gap) -> str:
    return shown_name(ground.bodies[gap.entity])


def _note(gap: Gap) -> str:
    return f": {gap.note}" if gap.note else ""


_SAY = "Cite who says it; where you have read the sources and none does, record a gap."
CHECKS = (
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
)
