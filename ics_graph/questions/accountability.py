"""To whom bodies are accountable, and for whom they answer."""

from __future__ import annotations

import re

from ics_graph.answering.answer import Answer
from ics_graph.answering.asked import Asked
from ics_graph.answering.chains import both_ways, chain
from ics_graph.answering.headlines import Words
from ics_graph.answering.lookup import Name
from ics_graph.answering.registry import question
from ics_graph.model import Fact

_LIMIT = "the most paths to list"
_DECISIONS = re.compile(r"\b(?:decid|decision|approv|consent|vot(?:e|ing)|sign(?:s|ed)? off|veto)", re.IGNORECASE)
_DECIDING = ("consultation", "decision", "vote")


@question(
    "accountability",
    'accountable-to "NHS Darlington CCG"',
    body="the body, by name, other name or code",
    limit=_LIMIT,
)
def accountable_to(asked: Asked, body: Name, limit: int = 20) -> Answer:
    """To whom a body is accountable, directly and through others, and who says so.

    Only lines of accountability count: being a member, a part, a partner or a supporter of another body is not
    being accountable to it. Where no source says it and the law does, the answer gives the law and says that.
    """
    words = Words(
        "to whom {body} {is} accountable",
        "{body} {is} accountable to {others}",
        "a source denies that {body} {is} accountable to {others}",
        "{body} {is} accountable to nobody",
    )
    return chain(asked, body, "accountability", "up", words, limit)


@question("accountability", 'accountable-for "NHS England"', body="the body that holds to account", limit=_LIMIT)
def accountable_for(asked: Asked, body: Name, limit: int = 20) -> Answer:
    """Who is accountable to a body, directly and through others, and who says so."""
    words = Words(
        "who is accountable to {body}",
        "accountable to {body}: {others}",
        "a source denies that {others} {they is} accountable to {body}",
        "nobody is accountable to {body}",
    )
    return chain(asked, body, "accountability", "down", words, limit)


@question("accountability", 'approvals "L&SC ICS five year strategy"', body="the body, document or plan")
def approvals(asked: Asked, body: Name) -> Answer:
    """Whose consent, vote or sign-off a body or document needs or has, and what it decides itself, with the decisions.

    To sign off a document is not to hold its author to account. What is planned is shown as planned, and who is to
    vote may yet refuse. Decision rights, and what is said of decisions as a property of the body, are given, too.
    """
    words = Words(
        "whose approval {body} {has}, or what {it} {has} approved",
        "",
        "a source denies an approval between {body} and {others}",
        "{body} {has} no approvals",
        planned="needed or planned",
    )
    return both_ways(asked, body, "approvals", words, _DECIDING, facts=_on_deciding)


def _on_deciding(fact: Fact) -> bool:
    """Return whether a fact says what a body decides or approves: a decision right, or how it is governed in that."""
    if fact.property == "decisionRight":
        return True
    return fact.property == "governanceProperty" and _DECISIONS.search(fact.text or "") is not None


@question("accountability", 'scrutiny "Lancashire and South Cumbria ICS"', body="the body or document")
def scrutiny(asked: Asked, body: Name) -> Answer:
    """Who reviews and questions a body or document from outside, and whom a body scrutinises.

    Scrutiny is not accountability: who may ask questions need not be who is answered to.
    """
    words = Words(
        "who scrutinises {body}, or whom {it} {scrutinises}",
        "",
        "a source denies that there is scrutiny between {body} and {others}",
        "{body} {has} no scrutiny",
    )
    return both_ways(asked, body, "scrutiny", words)
