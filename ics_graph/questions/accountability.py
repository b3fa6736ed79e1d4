"""To whom bodies are accountable, and for whom they answer."""

from __future__ import annotations

import re

from ics_graph.answering.answer import Answer
from ics_graph.answering.asked import Asked
from ics_graph.answering.chains import both_ways, chain
from ics_graph.answering.headlines import Words
from ics_graph.answering.lookup import Name, body_named
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
    ways=(
        "who is {body} accountable to",
        "to whom is {body} accountable",
        "who {body} (accountable|answerable) to",
        "to who {body} (accountable|answerable)",
        "who {body} (answer|account) to",
        "to who {body} (answer|account)",
        "who hold {body} to account",
        "by who {body} [being] hold to account",
        "{body} hold to account by who",
        "[to] who {body} owe accountability [to]",
        "[what] accountability of {body} [to who]",
        "[what] {body} accountability [line|chain]",
        "accountability (line|chain) (of|for) {body}",
        "{body} accountable to (who|anyone|anybody)",
        "who {body} must answer to",
        "that an accountability line",
        "who (assess|direct) {body}",
        "[what] (line|chain) of accountability (of|for|from) {body}",
    ),
)
def accountable_to(asked: Asked, body: Name, limit: int = 20) -> Answer:
    """To whom a body is accountable, directly and through others, and who says so.

    Only lines of accountability count: being a member, a part, a partner or a supporter of another body is not
    being accountable to it. Where no source says it and the law does, the answer gives the law and says that.
    """
    words = Words(
        "who {body} {is} accountable to",
        "{body} {is} accountable to {others}",
        "a source denies that {body} {is} accountable to {others}",
        "{body} {is} accountable to nobody",
    )
    return chain(asked, body, "accountability", "up", words, limit)


@question(
    "accountability",
    'accountable-for "NHS England"',
    body="the body that holds to account",
    limit=_LIMIT,
    ways=(
        "who is accountable to {body}",
        "whom does {body} hold to account",
        "who (accountable|answerable) to {body}",
        "who (answer|account) to {body}",
        "who {body} hold to account",
        "who hold to account by {body}",
        "for who {body} (answer|accountable)",
        "who {body} (answer|accountable|answerable) for",
    ),
)
def accountable_for(asked: Asked, body: Name, limit: int = 20) -> Answer:
    """Who is accountable to a body, directly and through others, and who says so."""
    words = Words(
        "who {one is} accountable to {body}",
        "{others} {they is} accountable to {body}",
        "a source denies that {others} {they is} accountable to {body}",
        "nobody {one is} accountable to {body}",
    )
    return chain(asked, body, "accountability", "down", words, limit)


@question(
    "accountability",
    'approvals "L&SC ICS five year strategy"',
    body="the body, document or plan",
    ways=(
        "who has to approve {body}",
        "whose approval does {body} need",
        "who (approve|sign off|consent to|vote on|agree to|authorise) {body}",
        "who (must|need to|have to|should|has to) (approve|sign off|consent to|vote on|agree to|authorise) {body}",
        "whose (approval|consent|vote|decision|agreement|sign off) {body} (need|require|have|get)",
        "whose (approval|consent|vote|decision|agreement|sign off) (need|require) [for|by] {body}",
        "[what|whose] (approval|consent|vote|decision|sign off) [of|for|on] {body} [need|require|have]",
        "what {body} (approve|decide|resolve|sign off)",
        "what (decide|resolve|approve) by {body}",
        "by who {body} (approve|sign off)",
        "{body} (approve|sign off) by who",
        "what stand in way [of] {body}",
        "what (decision|resolution) {body} (make|take)",
        "what decision {body} to make",
    ),
)
def approvals(asked: Asked, body: Name) -> Answer:
    """Whose consent, vote or sign-off a body or document needs or has, and what it decides itself, with the decisions.

    To sign off a document is not to hold its author to account. What is planned is shown as planned, and who is to
    vote may yet refuse. Decision rights, and what is said of decisions as a property of the body, are given, too.
    """
    entity = body_named(asked.store, body, asked.view.as_of)
    is_document = asked.ontology.is_a(entity.type, "Document")
    words = Words(
        "who {one has} approved {body}"
        if is_document
        else "who {one has} approved {body}, or what {it} {has} approved",
        "",
        "a source denies an approval between {body} and {others}",
        "{body} {has} no approvals",
    )
    return both_ways(asked, body, "approvals", words, _DECIDING, facts=_on_deciding)


def _on_deciding(fact: Fact) -> bool:
    """Return whether a fact says what a body decides or approves: a decision right, or how it is governed in that."""
    if fact.property == "decisionRight":
        return True
    return fact.property == "governanceProperty" and _DECISIONS.search(fact.text or "") is not None


@question(
    "accountability",
    'scrutiny "Lancashire and South Cumbria ICS"',
    body="the body or document",
    ways=(
        "who scrutinises {body}",
        "what does {body} scrutinise",
        "who (scrutinise|review|question|oversee|inspect) {body} [from outside]",
        "by who {body} (scrutinise|review)",
        "{body} (scrutinise|review) by who",
        "who {body} (scrutinise|review)",
        "what {body} (scrutinise|review)",
        "[what] scrutiny [of|for|over|by] {body}",
        "who (scrutinise|review) by {body}",
    ),
)
def scrutiny(asked: Asked, body: Name) -> Answer:
    """Who reviews and questions a body or document from outside, and whom a body scrutinises.

    Scrutiny is not accountability: who may ask questions need not be who is answered to.
    """
    entity = body_named(asked.store, body, asked.view.as_of)
    is_document = asked.ontology.is_a(entity.type, "Document")
    words = Words(
        "who {one scrutinises} {body}" if is_document else "who {one scrutinises} {body}, or who {it} {scrutinises}",
        "",
        "a source denies that there {one is} scrutiny between {body} and {others}",
        "{body} {has} no scrutiny",
    )
    return both_ways(asked, body, "scrutiny", words)
