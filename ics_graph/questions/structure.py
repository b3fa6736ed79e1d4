"""What systems and bodies consist of."""

from __future__ import annotations

from ics_graph.questions.answer import Answer
from ics_graph.questions.chains import chain
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
