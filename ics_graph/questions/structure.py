"""What systems and bodies consist of."""

from __future__ import annotations

from ics_graph.questions.answer import Answer
from ics_graph.questions.chains import both_ways, chain
from ics_graph.questions.gathering import Asked
from ics_graph.questions.lookup import Name
from ics_graph.questions.registry import question
from ics_graph.questions.wording import Words


@question(
    "structure",
    'structure "North East and North Cumbria ICS"',
    body="the system or body",
    up="what it is a part of, instead of what it consists of",
    limit="the most paths to list",
)
def structure(asked: Asked, body: Name, up: bool = False, limit: int = 100) -> Answer:
    """What a system or body consists of, level by level, and who says so (or, with ``up``, what it is a part of).

    Being a part says nothing of accountability, nor of membership.
    """
    if up:
        words = Words(
            "of what {body} is a part",
            "",
            "a source denies that {body} is part of {others}",
            "{body} is part of nothing",
        )
        return chain(asked, "structure", body, "structure", "up", words, limit)
    words = Words(
        "what {body} consists of",
        "",
        "a source denies that {others} is part of {body}",
        "{body} has no parts",
    )
    return chain(asked, "structure", body, "structure", "down", words, limit)


@question("structure", 'coverage "South Integrated Care Partnership"', body="the body or area")
def coverage(asked: Asked, body: Name) -> Answer:
    """Which areas and people a body is for, and which bodies an area is covered by. Geography is not membership."""
    words = Words(
        "which area {body} covers, or what covers it",
        "",
        "a source denies that {body} covers or is covered by {others}",
        "{body} covers nothing",
    )
    return both_ways(asked, "coverage", body, "coverage", words)


@question("structure", 'commissioning "Region (ICS CNE) level"', body="the body, level, service or provider")
def commissioning(asked: Asked, body: Name) -> Answer:
    """What a body or level commissions or provides, and who commissions or provides it."""
    words = Words(
        "what {body} commissions or provides, or who does so for it",
        "",
        "a source denies that there is commissioning between {body} and {others}",
        "{body} commissions nothing",
    )
    return both_ways(asked, "commissioning", body, "commissioning", words)
