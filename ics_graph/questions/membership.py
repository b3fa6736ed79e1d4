"""Who sits on what."""

from __future__ import annotations

from dataclasses import replace

from ics_graph.answering.answer import Answer
from ics_graph.answering.asked import Asked
from ics_graph.answering.chains import both_ways, one_hop
from ics_graph.answering.headlines import Words
from ics_graph.answering.lists import be, counted, plural
from ics_graph.answering.lookup import Name, body_named, type_named
from ics_graph.answering.registry import question

_MEMBERS = "who the members of {body} {one are}"


@question(
    "membership",
    'members "Central Integrated Care Partnership"',
    body="the board, committee, partnership or other body",
    type="keep members of one type of the ontology, such as FoundationTrust",
    ways=(
        "who are the members of {body}",
        "which {type} are in {body}",
        "who member of {body}",
        "[who] member of {body}",
        "[who] membership of {body} include",
        "[who|what] {body} member",
        "who (sit|serve|be) on {body}",
        "who (on|in|inside) {body}",
        "what {type} (sit|serve) (on|in) {body}",
        "what {type} (in|on|inside|within) {body}",
        "[what] {type} (in|inside|within|of) {body}",
        "what {type} (belong to|make up|form|list in|include in|member of|part of) {body}",
        "who (belong to|make up|form|list in|include in|comprise|take part in) {body}",
        "what {type} {body} (include|have|contain|consist of|comprise)",
        "who {body} include",
        "who {body} (consist|make up) of",
        "who represent on {body}",
        "who (to|must) represent on {body}",
        "what {type} represent on {body}",
        "{type} that (belong to|member of|sit on) {body}",
        "[who|what|{type}] (make up|makeup|composition|membership) of {body}",
        "what kind of {type} make up {body}",
        "from what {type} {body} [must] draw",
        "who {body} [must] draw from",
        "who opt in [to] {body}",
        "who has (seat|place) on {body}",
        "how many member {body}",
        "what {type} form part of {body}",
        "who form part of {body}",
    ),
)
def members(asked: Asked, body: Name, type: str | None = None) -> Answer:
    """Who the members of a body are, each with role, capacity, dates and source.

    Attending, speaking or being named beside a body is not being a member of it.
    """
    type = type_named(asked.ontology, type) if type else None
    words = Words(
        f"which {plural(asked.ontology.types[type].label)} {{one are}} members of {{body}}" if type else _MEMBERS,
        "{others} {they is a member of} {body}",
        "a source denies that {others} {they is a member of} {body}",
        "{body} {has} no members",
    )
    answer = one_hop(asked, body, "membership", "down", words, type)
    if answer.verdict == "not-stated" and type is None:
        from ics_graph.questions.seats import seats_for_members

        if (seated := seats_for_members(asked, body_named(asked.store, body, asked.view.as_of))) is not None:
            return seated
    aside = _in_its_area(asked, answer.parameters["body"], type) if type and not answer.rows else ()
    return replace(answer, caveats=(*answer.caveats, *aside))


def _in_its_area(asked: Asked, body: str, type: str) -> tuple[str, ...]:
    """Return where to look for bodies of a type that are no members of a body, but in its area."""
    lines = asked.store.lines([body], "down", ["coverage"], asked.view)
    bodies = asked.store.bodies({body, *(end for line in lines for end in (line.subject, line.object))})
    number = sum(other.type in asked.ontology.kinds_of(type) for id, other in bodies.items() if id != body)
    if not number:
        return ()
    are = f"{counted(number, asked.ontology.types[type].label)} {be(number)}"
    return (f'{are} in its area, which is not membership: ics-graph ask coverage "{bodies[body].name}".',)


@question(
    "membership",
    "memberships CDDFT",
    body="the body or person",
    ways=(
        "what is {body} a member of",
        "which boards does {body} sit on",
        "(of what|what) {body} member of",
        "of what {body} member",
        "what {body} (in|on)",
        "what {body} (belong to|sit on|serve on|sit in|join)",
        "[what] membership (of|held by|hold by) {body}",
        "[what] {body} membership",
        "what (board|committee|{kind}) {body} (sit on|sit in|serve on|in|on|member of|belong to)",
        "on what (board|committee|{kind}) {body} (sit|serve)",
        "in what (board|committee|{kind}) {body} (sit|member)",
        "to what {body} belong",
        "what (board|committee|group|{kind}) {body} sit",
        "where {body} (sit|member|belong)",
    ),
)
def memberships(asked: Asked, body: Name) -> Answer:
    """Of which bodies a body or person is a member, with role, capacity, dates and source."""
    words = Words(
        "of what {body} {is a member}",
        "{body} {is a member of} {others}",
        "a source denies that {body} {is a member of} {others}",
        "{body} {is a member of} nothing",
    )
    return one_hop(asked, body, "membership", "up", words)


@question(
    "membership",
    'attendance "H&F ICP"',
    body="the meeting, board, committee or person",
    ways=(
        "who attended {body}",
        "which meetings did {body} attend",
        "who (attend|speak at|present to|go to|take part in|address|come to|speak to|present at) {body}",
        "who (attend|speak at|present to|go to) [a] meeting of {body}",
        "who (take part in|address|come to|speak in|take part in) [a] meeting of {body}",
        "who (attend|speak at|present to|take part in) {body} meeting",
        "who speak (in|on|at) {body}",
        "who (present|attend|speak) {body}",
        "what meeting {body} (attend|go to|speak at|take part in|take part in)",
        "where {body} (speak|present)",
        "[who] attendance (at|of|in) {body}",
        "who at [the] meeting of {body}",
        "what [meeting] {body} attend",
        "who at {body} meeting",
    ),
)
def attendance(asked: Asked, body: Name) -> Answer:
    """Who attended, spoke at or presented to a body, and in which meetings; of a person, where he or she did so.

    Taking part in a meeting is not being a member of the body that met.
    """
    words = Words(
        "who took part in meetings of {body}, or where {body} took part",
        "",
        "a source denies that {body} and {others} met",
        "nobody took part in meetings of {body}",
    )
    answer = both_ways(asked, body, "participation", words, events=("meeting",))
    # A person has no meetings of his or her own.
    if answer.verdict == "not-stated" and asked.store.filed("meetings", [answer.parameters["body"]], "body"):
        from ics_graph.questions.meetings import attendance_record

        if (minuted := attendance_record(asked, body)).verdict == "answered":
            return minuted
    warning = "A person who attends, speaks or presents is not necessarily a member."
    return replace(answer, caveats=(*answer.caveats, warning)) if answer.rows else answer


@question(
    "membership",
    'documents "Lancashire and South Cumbria ICS"',
    body="the body, document or data source",
    ways=(
        "which documents does {body} produce",
        "who wrote {body}",
        "what (document|paper|report|strategy|plan|strategy document) {body} (write|produce|receive|publish|get)",
        "what (document|paper|report) {body} (make|issue|draft|still receive|to receive|author)",
        "what (strategy|plan|strategy document) {body} (make|issue|draft|still receive|to receive|author)",
        "who (write|produce|publish|author|draft|receive|issue|make) {body}",
        "by who {body} (write|produce|publish)",
        "{body} (write|produce|publish) by who",
        "[what] document [of|for|from|by] {body}",
        "[what] {body} document",
        "who cite [data of|data from] {body}",
        "what (document|strategy|strategy document|plan) to come [from|for] {body}",
        "what (document|paper|report) (write|produce|receive|send) (by|to) {body}",
        "who (receive|get) {body}",
    ),
)
def documents(asked: Asked, body: Name) -> Answer:
    """Which documents a body writes, receives or is to receive, and who wrote and received a document."""
    entity = body_named(asked.store, body, asked.view.as_of)
    is_document = asked.ontology.is_a(entity.type, "Document")
    words = Words(
        "who {one writes} or {one receives} {body}" if is_document else "which documents {body} {writes} or {receives}",
        "",
        "a source denies that there {one is} a document between {body} and {others}",
        "{body} {has} no documents",
    )
    return both_ways(asked, body, "document", words, events=("publication",))
