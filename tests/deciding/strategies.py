"""Random schemes for property tests: small, awkward, and within what the model allows.

Few holders with many rows make chains, circles and two deciders by themselves. Amounts are such that one with VAT is
another without, and days lie so near to one another that they often just touch.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from hypothesis import strategies as st

from ics_graph.dates import PartialDate
from ics_graph.model import About, Claim, Dataset, Entity, Event, Participant, Source
from ics_graph.model.decisions import (
    Act,
    Approval,
    Clause,
    DecisionRight,
    Grant,
    GrantKind,
    Instrument,
    Vat,
    Version,
)

T = TypeVar("T", Entity, Event, Instrument, Version, Clause, DecisionRight, Grant)

FUNCTION, OTHER_FUNCTION, UNNAMED_FUNCTION = "capital scheme", "tender waiver", "parking permit"
ICB, BOARD, ENGLAND = "icb", "board", "nhs-england"
HOLDERS = ("committee-a", "committee-b", "post-c", "post-d")
AMOUNTS = (100, 120, 500, 600, 720)
# 100 with VAT is 120, 500 is 600 and 600 is 720: each amount, and just beside it, with VAT and without.
VALUES = (1, 83, 84, 99, 100, 101, 119, 120, 121, 144, 416, 417, 499, 500, 501, 599, 600, 601, 720, 721, 900)
CLAIMS = (Claim("papers"),)

days = st.dates(date(2026, 1, 1), date(2026, 4, 30))
partial_dates = st.builds(
    lambda day, precision: PartialDate(*(day.year, day.month, day.day)[:precision]),
    days,
    st.sampled_from([3, 3, 3, 2, 2, 1]),
)
vats: st.SearchStrategy[Vat | None] = st.sampled_from(["with", "without", None])


class Asking(NamedTuple):
    """What is asked of a random scheme: a function on a day at a value, or at none."""

    function: str
    day: date
    value: int | None
    vat: Vat | None


askings = st.builds(
    Asking,
    st.sampled_from([FUNCTION] * 6 + [OTHER_FUNCTION, UNNAMED_FUNCTION]),
    days,
    st.sampled_from([*VALUES, None]),
    vats,
)


def seldom(values: st.SearchStrategy[Any], of: int = 4) -> st.SearchStrategy[Any]:
    """Return a strategy that gives a value once in so many times, and else None."""
    return st.one_of(*[st.none()] * (of - 1), values)


@st.composite
def _versions(draw: st.DrawFn, instrument: str, most: int) -> list[Version]:
    count = draw(st.sampled_from([1, *range(1, most + 1)]))
    versions = []
    for number in range(count):
        # A version without any day may or may not be in force, whatever stands beside it: it stands alone.
        dated = count > 1 or draw(st.sampled_from([True, True, True, False]))
        effective = draw(partial_dates if dated and draw(st.booleans()) else seldom(partial_dates, 2))
        if dated and not effective:
            effective = draw(partial_dates)
        versions.append(
            Version(
                f"{instrument}-v{number + 1}",
                instrument,
                f"v{number + 1}",
                effective=effective,
                until=draw(seldom(partial_dates, 10)),
                approvals=tuple(Approval(day) for day in draw(st.lists(seldom(partial_dates, 2), max_size=2))),
                published=draw(seldom(partial_dates)),
                review_due=draw(seldom(partial_dates)),
                draft=draw(st.sampled_from([False] * 11 + [True])),
                claims=CLAIMS,
            )
        )
    # The first one is mostly old, so that something is in force.
    if count > 1 or draw(st.sampled_from([True] * 7 + [False])):
        first = versions[0]
        versions[0] = Version(first.id, instrument, first.label, PartialDate(2025, 7, 1), first.until, claims=CLAIMS)
    return versions


@st.composite
def _clauses(draw: st.DrawFn, versions: list[Version]) -> list[Clause]:
    clauses = []
    for version in versions:
        for number in ("4.1", "4.2"):
            if draw(st.sampled_from([True] * 5 + [False])):
                body = draw(st.sampled_from([BOARD] * 7 + [HOLDERS[0], ENGLAND]))
                rights = draw(seldom(st.just(("capital-approve",)), 8)) or ()
                clauses.append(_clause(version, number, "power", body=body, rights=rights))
        if draw(seldom(st.just(True), 3)):
            prevails = draw(st.sampled_from([None, "sord"]))
            over = draw(st.sampled_from([("tor",), ("tor",), ("agreement", "tor")]))
            clauses.append(_clause(version, "4.8", "precedence", prevails=prevails, over=over))
        if draw(seldom(st.just(True), 3)):
            clauses.append(_clause(version, "4.9", "residual", body=draw(st.sampled_from([BOARD, HOLDERS[1]]))))
    return clauses


def _clause(version: Version, number: str, effect: str, **more: Any) -> Clause:
    return Clause(f"{version.id}-{number}", version.id, number, "In our words.", effect, claims=CLAIMS, **more)


@st.composite
def _grants(
    draw: st.DrawFn, versions: list[Version], clauses: list[Clause], rights: list[DecisionRight]
) -> list[Grant]:
    grants: list[Grant] = []
    # Most rows stand in one version and pass on what an earlier one gave, so that there are chains; some do not.
    main = draw(st.sampled_from([v.id for v in versions]))
    for number in range(draw(st.sampled_from([1, 2, 3, 3, 4, 4, 5, 6]))):
        passing = [grant.holder for grant in grants] or [BOARD]
        giver = draw(st.sampled_from([BOARD] * 6 + passing * 3 + [ENGLAND, *HOLDERS]))
        holder = draw(st.sampled_from([BOARD, *HOLDERS * 4]))
        over, up_to = draw(st.sampled_from([(None, None)] * 25 + _bands()))
        kinds: tuple[GrantKind, ...] = ("reserve",) if giver == holder else ("delegate", "sub-delegate", "joint")
        powers = [clause for clause in clauses if clause.effect == "power"]
        cited = [clause.id for clause in powers if clause.body == giver] or [clause.id for clause in powers]
        grants.append(
            Grant(
                f"row-{number + 1}",
                draw(st.sampled_from([main] * 6 + [v.id for v in versions])),
                str(number + 1),
                draw(st.sampled_from([rights[0].id] * 8 + [r.id for r in rights])),
                draw(st.sampled_from(kinds)),
                giver,
                holder,
                over=over,
                up_to=up_to,
                per=draw(st.sampled_from([None, "decision"])),
                vat=draw(vats),
                applies_if=draw(seldom(st.just("it is urgent"), 8)),
                after=draw(st.sampled_from([None] * 5 + [grants[0].id])) if grants else None,
                since=draw(seldom(partial_dates, 8)),
                until=draw(seldom(partial_dates, 8)),
                until_event=draw(st.sampled_from([None] * 10 + ["signing", "opening"])),
                ends_when=draw(seldom(st.just("the pilot ends"), 12)),
                passed_on=draw(st.sampled_from([True, True, False, None])),
                granted_by=tuple(
                    draw(
                        st.lists(
                            st.sampled_from(cited), min_size=0 if draw(seldom(st.just(True), 6)) else 1, max_size=2
                        )
                    )
                )
                if cited
                else (),
                claims=CLAIMS,
            )
        )
    return grants


def _bands() -> list[tuple[int | None, int | None]]:
    edges = (None, *AMOUNTS)
    return [
        (over, up_to)
        for over in edges
        for up_to in edges
        if (over, up_to) != (None, None) and (over is None or up_to is None or over < up_to)
    ]


@st.composite
def schemes(draw: st.DrawFn) -> Dataset:
    """Return a board with a constitution, a scheme, terms of reference and an agreement, each perhaps in versions."""
    instruments = [
        Instrument("con", "constitution", "Constitution", ICB, claims=CLAIMS),
        Instrument(
            "sord", "scheme-of-reservation-and-delegation", "SoRD", draw(st.sampled_from([ICB, BOARD])), claims=CLAIMS
        ),
        Instrument("tor", "terms-of-reference", "Terms of reference", HOLDERS[0], claims=CLAIMS),
        Instrument("agreement", "delegation-agreement", "Agreement", ENGLAND, claims=CLAIMS),
    ]
    versions = {
        "con": draw(_versions("con", 2)),
        "sord": draw(_versions("sord", 3)),
        "tor": draw(_versions("tor", 1)),
        "agreement": draw(_versions("agreement", 1)),
    }
    clauses = draw(_clauses(versions["con"]))
    acts: dict[str, tuple[str, Act]] = {
        "capital-approve": (FUNCTION, "approve"),
        "capital-decide": (FUNCTION, "decide"),
        "capital-recommend": (FUNCTION, "recommend"),
        "waiver-approve": (OTHER_FUNCTION, "approve"),
    }
    rights = [DecisionRight(id_, function, act, ICB, claims=CLAIMS) for id_, (function, act) in acts.items()]
    rows = [*versions["sord"], *versions["sord"], *versions["tor"], *versions["agreement"]]
    grants = draw(_grants(rows, clauses, rights))
    closing = {id_: draw(seldom(partial_dates, 10)) for id_ in HOLDERS}
    icb_ends = draw(seldom(partial_dates, 16))
    entities = [
        Entity(
            ICB,
            "IntegratedCareBoard",
            "NHS Someplace ICB",
            since=PartialDate(2020),
            until=icb_ends,
            claims=CLAIMS,
        ),
        # What has no day was there: only what is known to have closed has closed.
        Entity(BOARD, "Board", "Board of Someplace", claims=CLAIMS),
        Entity(ENGLAND, "NHSEngland", "NHS England", since=PartialDate(2013, 4, 1), claims=CLAIMS),
        *(
            Entity(
                id_,
                "Post" if id_.startswith("post") else "Committee",
                id_.replace("-", " "),
                since=PartialDate(2020) if number else None,
                until=until,
                claims=CLAIMS,
            )
            for number, (id_, until) in enumerate(closing.items())
        ),
    ]
    about = (Participant(BOARD, "about"),)
    events = [
        Event(
            "signing",
            "decision",
            "Signing of the contract",
            draw(seldom(partial_dates, 2)),
            participants=about,
            claims=CLAIMS,
        ),
        Event("opening", "decision", "Opening of the hospital", draw(partial_dates), participants=about, claims=CLAIMS),
    ]
    return Dataset(
        about=(About("random", "A random scheme"),),
        sources={"papers": Source("papers", "Papers")},
        entities=_by_id(entities),
        events=_by_id(events),
        instruments=_by_id(instruments),
        versions=_by_id([version for some in versions.values() for version in some]),
        clauses=_by_id(clauses),
        rights=_by_id(rights),
        grants=_by_id(grants),
    )


def _by_id(records: list[T]) -> Mapping[str, T]:
    return {record.id: record for record in records}
