"""Who sits on what."""

from __future__ import annotations

from ics_graph.questions.answer import Answer
from ics_graph.questions.chains import one_hop
from ics_graph.questions.gathering import Asked
from ics_graph.questions.lookup import Name
from ics_graph.questions.registry import question
from ics_graph.questions.wording import Words


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
    if type is not None and type not in asked.ontology.types:
        raise ValueError(f"the ontology has no type '{type}'")
    words = Words(
        "who the members of {body} are",
        "members of {body}: {others}",
        "a source denies that {others} is a member of {body}",
        "{body} has no members",
    )
    return one_hop(asked, "members", body, "membership", "down", words, type)


@question("membership", "memberships CDDFT", body="the body or person")
def memberships(asked: Asked, body: Name) -> Answer:
    """Of which bodies a body or person is a member, with role, capacity, dates and source."""
    words = Words(
        "of what {body} is a member",
        "{body} is a member of {others}",
        "a source denies that {body} is a member of {others}",
        "{body} is a member of nothing",
    )
    return one_hop(asked, "memberships", body, "membership", "up", words)
