"""Who sits on what."""

from __future__ import annotations

from dataclasses import replace

from ics_graph.answering.answer import Answer
from ics_graph.answering.asked import Asked
from ics_graph.answering.chains import both_ways, one_hop
from ics_graph.answering.headlines import Words
from ics_graph.answering.lookup import Name, type_named
from ics_graph.answering.registry import question


@question(
    "membership",
    'members "Central Integrated Care Partnership"',
    body="the board, committee, partnership or other body",
    type="keep members of one type of the ontology, such as FoundationTrust",
)
def members(asked: Asked, body: Name, type: str | None = None) -> Answer:
    """Who the members of a body are, each with role, capacity, dates and source.

    Attending, speaking or being named beside a body is not being a member of it.
    """
    type = type_named(asked.ontology, type) if type else None
    words = Words(
        "who the members of {body} are",
        "members of {body}: {others}",
        "a source denies that {others} {they is a member of} {body}",
        "{body} {has} no members",
    )
    return one_hop(asked, body, "membership", "down", words, type)


@question("membership", "memberships CDDFT", body="the body or person")
def memberships(asked: Asked, body: Name) -> Answer:
    """Of which bodies a body or person is a member, with role, capacity, dates and source."""
    words = Words(
        "of what {body} {is a member}",
        "{body} {is a member of} {others}",
        "a source denies that {body} {is a member of} {others}",
        "{body} {is a member of} nothing",
    )
    return one_hop(asked, body, "membership", "up", words)


@question("membership", 'attendance "H&F ICP"', body="the meeting, board, committee or person")
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
    warning = "Attending, speaking or presenting is not being a member."
    return replace(answer, caveats=(*answer.caveats, warning)) if answer.rows else answer


@question("membership", 'documents "Lancashire and South Cumbria ICS"', body="the body, document or data source")
def documents(asked: Asked, body: Name) -> Answer:
    """Which documents a body writes, receives or is to receive, and who wrote and received a document."""
    words = Words(
        "which documents {body} {writes} or {receives}",
        "",
        "a source denies that there is a document between {body} and {others}",
        "{body} {has} no documents",
    )
    return both_ways(asked, body, "document", words, events=("publication",))
