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

_BY_NAME = {expectation.name: expectation for expectation in EXPECTATIONS}
# What tells the purpose or the rules of a body where no document is called its terms of reference.
_TERMS = ("function", "decisionRight", "membershipRule", "governanceProperty", "definition")
_BOARDS = ("Board", "Committee")
# The kinds of instruments that say what a body is for and how it works.
_TERMS_KINDS = ("terms-of-reference", "constitution")
# Topics of gaps that a stated line of this kind closes; a list of members may still be known in part only.
_CLOSED_BY = ("accountability", "reporting", "chair", "holder")


def unsaid(name: str, words: str) -> Callable[[Context, Thresholds], CheckResult]:
    """Return a check that finds the bodies of which nothing is said on one thing that ought to be."""
    expectation = _BY_NAME[name]

    def find(context: Context, _: Thresholds) -> CheckResult:
        bodies = context.judged(expectation.types_in(context.ontology))
        silent = [body for body in bodies if coverage_of(context, body, expectation).kind == "unanswered"]
        return CheckResult(len(bodies), tuple(_silence(context, body, words) for body in silent))

    return find


def no_line_upward(context: Context, _: Thresholds) -> CheckResult:
    """Find the bodies that ought to answer or report to somebody, and of which neither is said nor why not.

    A body whose line led to one that has closed is left to the check of those lines.
    """
    upward = [_BY_NAME["accountability"], _BY_NAME["reporting"]]
    types = {expectation.name: expectation.types_in(context.ontology) for expectation in upward}
    bodies = context.judged(frozenset().union(*types.values()))
    closed = {line.subject for line, _ in led_into_closed(context)}

    def silent(body: Body) -> bool:
        looked_for = [expectation for expectation in upward if context.is_of(body, types[expectation.name])]
        others = [expectation for expectation in upward if expectation not in looked_for]
        if any(coverage_of(context, body, expectation).kind != "unanswered" for expectation in looked_for):
            return False
        # What is said without being looked for is said, too.
        return all(coverage_of(context, body, expectation).kind != "relation" for expectation in others)

    words = "no source says to whom {body} is accountable or reports"
    unanswered = [body for body in bodies if body.id not in closed and silent(body)]
    return CheckResult(len(bodies), tuple(_silence(context, body, words) for body in unanswered))


def no_terms(context: Context, _: Thresholds) -> CheckResult:
    """Find the boards and committees of which no source says what they are for or by what rules they work."""
    bodies = context.judged({kind for name in _BOARDS for kind in context.ontology.kinds_of(name)})
    facts = context.asked.store.facts([body.id for body in bodies])
    with_terms = {fact.entity for fact in facts if fact.property in _TERMS}
    instruments = context.asked.store.filed("instruments", [body.id for body in bodies], "body")
    with_terms |= {instrument.body for instrument in instruments if instrument.kind in _TERMS_KINDS}
    silent = [body for body in bodies if body.id not in with_terms and not _has_terms(context, body)]
    words = "no source says what {body} is for, or by what rules it works"
    return CheckResult(len(bodies), tuple(_silence(context, body, words) for body in silent))


def _has_terms(context: Context, body: Body) -> bool:
    if any(gap.topic == "terms-of-reference" for gap in context.gaps.get(body.id, ())):
        return True
    lines = context.at(body.id, "up", ("document", "approvals"))
    return any("terms of reference" in context.bodies[line.object].name.lower() for line in lines)


def vacant(context: Context, _: Thresholds) -> CheckResult:
    """Find the posts and seats that a source says nobody holds, unless a source names a holder on the day."""
    gaps = [gap for gap in _gaps(context) if gap.reason == "vacant"]
    posts = {body.id for body in context.judged(context.ontology.kinds_of("Post"))}
    open_ = [gap for gap in gaps if not _closed(context, gap)]
    topics = context.ontology.schemes["gap-topics"]
    findings = []
    for gap in open_:
        message = f"{_name(context, gap)}: a source gives it as vacant ({topics[gap.topic].label}){_note(gap)}"
        findings.append(_gap(context, gap, message))
    return CheckResult(len(posts | {gap.entity for gap in gaps}), tuple(findings))


def on_record(context: Context, _: Thresholds) -> CheckResult:
    """Find the gaps on record that no stated line has closed since."""
    gaps = _gaps(context)
    topics, reasons = context.ontology.schemes["gap-topics"], context.ontology.schemes["gap-reasons"]
    findings = [
        _gap(
            context,
            gap,
            f"{_name(context, gap)}: {topics[gap.topic].label} is recorded as {reasons[gap.reason].label}{_note(gap)}",
        )
        for gap in gaps
        if gap.reason != "vacant" and not _closed(context, gap)
    ]
    return CheckResult(len(gaps), tuple(findings))


def _gaps(context: Context) -> list[Gap]:
    """Return the gaps on record of what is in scope and was or may have been there, in the order of their names."""
    gaps_in_scope = [
        gap
        for id_, gaps in context.gaps.items()
        if context.scope.has(id_) and context.there(context.bodies[id_]) != "no"
        for gap in gaps
    ]
    return sorted(gaps_in_scope, key=lambda gap: (context.bodies[gap.entity].name, gap.entity, gap.topic, gap.id))


def _closed(context: Context, gap: Gap) -> bool:
    body = context.bodies[gap.entity]
    for expectation in EXPECTATIONS:
        if gap.topic in _CLOSED_BY and gap.topic == expectation.topics[0]:
            coverage = coverage_of(context, body, expectation)
            # What is only inferred, or only by law, leaves it open that a source does not say it.
            is_stated = coverage.kind == "relation" and coverage.how in ("stated", "reported")
            return is_stated and coverage.holds != "possibly"
    return False


def _silence(context: Context, body: Body, words: str) -> Finding:
    message = words.format(body=shown_name(body))
    return Finding("entities", body.id, body.id, shown_name(body), message, context.there(body))


def _gap(context: Context, gap: Gap, message: str) -> Finding:
    return Finding(
        "gaps", gap.id, gap.entity, _name(context, gap), message, _seen(context, gap), context.cited(gap.claims)
    )


def _seen(context: Context, gap: Gap) -> Holds | None:
    """Return ``yes`` where a source of the very day says so: later and earlier it is only possibly still so."""
    if context.asked.view.as_of is None or gap.reason != "vacant":
        return None
    dates = [context.sources[claim.source].when for claim in gap.claims if claim.source in context.sources]
    day = context.asked.view.as_of
    return "yes" if any(when.first == when.last == day for when in dates) else "possibly"


def _name(context: Context, gap: Gap) -> str:
    return shown_name(context.bodies[gap.entity])


def _note(gap: Gap) -> str:
    return f": {gap.note}" if gap.note else ""


_SAY = "Cite who says it. Where you have read the sources and none does, record a gap."
CHECKS = (
    Check(
        "no-line-upward",
        1,
        "warning",
        "A body has no stated line upward",
        "Without a stated line of accountability or reporting, nobody can tell where a body's decisions go.",
        _SAY,
        "bodies that ought to have a line upward",
        no_line_upward,
    ),
    Check(
        "workstream-without-owner",
        1,
        "warning",
        "A workstream has no stated owner",
        "If nobody leads the work, nobody is responsible for finishing it.",
        _SAY,
        "workstreams",
        unsaid("owner", "no source says who leads {body}"),
    ),
    Check(
        "board-without-chair",
        1,
        "warning",
        "A board or committee has no stated chair",
        "The chair is responsible for how a board reaches its decisions.",
        _SAY,
        "boards and committees",
        unsaid("chair", "no source says who chairs {body}"),
    ),
    Check(
        "no-members",
        1,
        "warning",
        "A board, committee, group or partnership has no stated members",
        "The members show who decides, who speaks for whom, and who is not represented.",
        _SAY,
        "boards, committees, groups and partnerships",
        unsaid("members", "no source says who the members of {body} are"),
    ),
    Check(
        "post-without-holder",
        1,
        "warning",
        "A post has no stated holder, and no source says that it is vacant",
        "Whoever holds a post carries out its duties.",
        "Cite who holds it. Where a source says that nobody does, record a gap with the reason 'vacant'.",
        "posts",
        unsaid("holder", "no source says who holds {body}, or that it is vacant"),
    ),
    Check(
        "board-without-terms",
        2,
        "note",
        "A board or committee has no stated terms",
        "Without its purpose and rules, nobody can tell whether a board had the power to decide.",
        "Cite its terms of reference, or a source on its functions and rules. Else record a gap on "
        "'terms-of-reference'.",
        "boards and committees",
        no_terms,
    ),
    Check(
        "vacant-seat",
        1,
        "note",
        "A source says that a post or seat is vacant",
        "A source says that nobody holds it. That is an answer, and a seat to fill.",
        "Add the holder once a source names one.",
        "posts, and bodies with a seat recorded as vacant",
        vacant,
    ),
    Check(
        "gap-on-record",
        1,
        "note",
        "A gap is recorded",
        "Whoever read the sources has recorded that they do not say this.",
        "Ask those who know, and cite what they answer.",
        "recorded gaps",
        on_record,
    ),
)
