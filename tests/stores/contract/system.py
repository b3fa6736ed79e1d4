"""The invented system of the contract suite: one of each thing that a store must get right."""

from __future__ import annotations

from typing import Any

from ics_graph.dates import PartialDate
from ics_graph.model import (
    About,
    Claim,
    Completeness,
    Dataset,
    Entity,
    Event,
    Fact,
    Gap,
    Identifier,
    Participant,
    PhaseSpell,
    Relation,
    Source,
)


def day(text: str) -> PartialDate:
    """Return a date as a source writes it."""
    return PartialDate.parse(text)


SAID = Claim("minutes", "p. 1")
ASKED = Claim("minutes", "p. 2", stance="questions")
DENIED = Claim("letter", "par. 3", stance="denies")
PLANNED = (PhaseSpell("planned", claims=(Claim("plan", "p. 4"),)),)


def _relation(subject: str, type_: str, object_: str, *claims: Claim, **more: Any) -> Relation:
    id_ = more.pop("id", f"{subject}.{type_}.{object_}")
    return Relation(id_, subject, type_, object_, claims=claims, **more)


_SOURCES = (
    Source("minutes", "Minutes", date=day("2019-06-15")),
    Source("plan", "Plan", date=day("2019-01")),
    Source("letter", "Letter", not_before=day("2018"), not_after=day("2020-03-31"), date_note="by its contents"),
)
_ENTITIES = (
    Entity("nhse", "NHSEngland", "NHS England", since=day("2013-04-01"), claims=(SAID,)),
    Entity(
        "ccg",
        "ClinicalCommissioningGroup",
        "NHS Old Town & Vale CCG",
        ("Old Town", "the 'CCG' (old)"),
        (Identifier("ods", "99X", day("2013-04-01"), day("2020-03-31")), Identifier("ods", "99X", day("2021"))),
        day("2013-04-01"),
        day("2020-03-31"),
        claims=(SAID,),
    ),
    Entity("council", "Council", "Old Town", claims=(SAID,)),
    Entity("ics", "IntegratedCareSystem", "Vale ICS", since=day("2018"), claims=(SAID,)),
    Entity("board", "PartnershipBoard", "Vale Board", claims=(SAID,)),
    Entity("group-a", "Group", "Group A", claims=(SAID,)),
    Entity("group-b", "Group", "Group B", claims=(SAID,)),
    Entity("group-c", "Group", "Group C", claims=(SAID,)),
    Entity("any-council", "Council", "Councils", extent="any", claims=(SAID,)),
    Entity("new-board", "Board", "New Board", phases=PLANNED, extent="several", count=3),
)
_RELATIONS = (
    # a chain of two, and a line that was over before
    _relation("board", "accountableTo", "ics", SAID, since=day("2018-04-01")),
    _relation("ics", "accountableTo", "nhse", SAID, since=day("2018-10"), until=day("2019")),
    _relation("council", "accountableTo", "board", SAID, since=day("2013"), until=day("2014")),
    # a circle of three, a line to oneself, and two lines between the same two
    _relation("group-a", "reportsTo", "group-b", SAID),
    _relation("group-a", "reportsTo", "group-b", SAID, id="group-a.reportsTo.group-b.chair", role="chair"),
    _relation("group-b", "reportsTo", "group-c", SAID),
    _relation("group-c", "reportsTo", "group-a", SAID),
    _relation("group-c", "reportsTo", "group-c", SAID),
    _relation("group-b", "escalatesTo", "board", SAID),
    # every standing once
    _relation("ccg", "memberOf", "board", SAID, since=day("2018-04-01")),
    _relation("council", "memberOf", "board", ASKED),
    _relation("group-a", "memberOf", "board", DENIED),
    _relation("group-b", "memberOf", "board", SAID, DENIED),
    _relation("any-council", "memberOf", "board", SAID),
    _relation("group-c", "memberOf", "board", phases=PLANNED, until=day("2021")),
    _relation(
        "ics",
        "memberOf",
        "board",
        SAID,
        since=day("2019-04-01"),
        phases=(*PLANNED, PhaseSpell("established", day("2019-04-01"))),
    ),
)
_FACTS = (
    Fact("ics:population:2019", "ics", "population", 512_000, "people", approximately=True, claims=(SAID,)),
    Fact("ics:population:2018", "ics", "population", 0.5, claims=(SAID,)),
    Fact("a fact of 'odd' \\ name", "board", "function", text="line 1\nline 2", claims=(SAID,)),
)
_GAPS = (Gap("board:gap:chair", "board", "chair", "vacant", (SAID,)), Gap("ics:gap:area", "ics", "area"))
_EVENTS = (
    Event(
        "merger",
        "merger",
        "Two become one",
        day("2020-04-01"),
        participants=(
            Participant("ccg", "original"),
            Participant("ccg", "about", "part"),
            Participant("ics", "resulting"),
        ),
        claims=(SAID,),
    ),
    Event("a-vote", "vote", "A vote", participants=(Participant("ics", "took-part", role="host"),)),
)

SYSTEM = Dataset(
    (About("system", "An invented system", "CC0"), About("more", "More of it", uses=("system",))),
    {source.id: source for source in _SOURCES},
    {entity.id: entity for entity in _ENTITIES},
    {relation.id: relation for relation in _RELATIONS},
    {fact.id: fact for fact in _FACTS},
    {event.id: event for event in _EVENTS},
    {gap.id: gap for gap in _GAPS},
    {"board:complete": Completeness("board:complete", "board", "membership", (SAID,))},
)
