"""To whom bodies are accountable, and for whom they answer."""

from __future__ import annotations

from ics_graph.questions.answer import Answer
from ics_graph.questions.chains import chain
from ics_graph.questions.gathering import Asked
from ics_graph.questions.lookup import Name
from ics_graph.questions.registry import question
from ics_graph.questions.wording import Words

_LIMIT = "the most paths to list"


@question(
    "accountability",
    'accountable-to "Darlington CCG"',
    body="the body, by name, other name or code",
    limit=_LIMIT,
)
def accountable_to(asked: Asked, body: Name, limit: int = 20) -> Answer:
    """To whom a body is accountable, directly and through others, and who says so.

    Only lines of accountability count: being a member, a part, a partner or a supporter of another body is not
    being accountable to it. Where no source says it and the law does, the answer gives the law and says that.
    """
    words = Words(
        "to whom {body} is accountable",
        "{body} is accountable to {others}",
        "a source denies that {body} is accountable to {others}",
        "{body} is accountable to nobody",
    )
    return chain(asked, "accountable-to", body, "accountability", "up", words, limit)


@question("accountability", 'accountable-for "NHS England"', body="the body that holds to account", limit=_LIMIT)
def accountable_for(asked: Asked, body: Name, limit: int = 20) -> Answer:
    """Who is accountable to a body, directly and through others, and who says so."""
    words = Words(
        "who is accountable to {body}",
        "accountable to {body}: {others}",
        "a source denies that {others} is accountable to {body}",
        "nobody is accountable to {body}",
    )
    return chain(asked, "accountable-for", body, "accountability", "down", words, limit)
