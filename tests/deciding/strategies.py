"""Random schemes for property tests: small, awkward, and within what the model allows.

Few holders with many rows make chains, circles and two deciders by themselves. Amounts are such that one with VAT is
another without, and days lie so near to one another that they often just touch.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
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

T = TypeVar("T")
R = TypeVar("R", Entity, Event, Instrument, Version, Clause, DecisionRight, Grant)

FUNCTION, OTHER_FUNCTION, UNNAMED_FUNCTION = "capital scheme", "tender waiver", "parking permit"
ICB, BOARD, ENGLAND = "icb", "board", "nhs-england"
HOLDERS = ("committee-a", "committee-b", "post-c", "post-d")
AMOUNTS = (100, 120, 500, 600, 720)
# 100 with VAT is 120, 500 is 600 and 600 is 720: each amount, and just beside it, with VAT and without.
VALUES = (1, 83, 84, 99, 100, 101, 119, 120, 121, 144, 416, 417, 499, 500, 501, 599, 600, 601, 720, 721, 900)
CLAIMS = (Claim("papers"),)

FIRST_DAY, DAYS = date(2026, 1, 1), 120
days = st.integers(0, DAYS - 1).map(lambda days: FIRST_DAY + timedelta(days=days))
vats: st.SearchStrategy[Vat | None] = st.sampled_from(["with", "without", None])


class Asking(NamedTuple):
    """What is asked of a random scheme: a function on a day at a value, or at none."""

    function: str
    day: date
    value: int | None
    vat: Vat | None


askings = st.builds(
    Asking,
    st.sampled_from([FUNCTION] * 10 + [OTHER_FUNCTION, UNNAMED_FUNCTION]),
    days,
    st.sampled_from([*VALUES, *[None] * 4]),
    vats,
)


# A scheme has a few of these at a time, each in many rows, so that what they do to one another is tried.
AWKWARD = (
    "limits",
    "days of rows",
    "parts of days",
    "versions",
    "drafts",
    "undated versions",
    "events",
    "conditions",
    "sequences",
    "silence on passing on",
    "foreign givers",
    "closures",
    "precedence",
    "residual rules",
    "rights of clauses",
    "acts",
    "no clause",
    "joint rows",
)


class _Drawn:
    """Draws what a scheme is made of: an awkward thing where the scheme has its kind, and the plain one elsewhere.

    Hypothesis chooses the seed only. Its own choices lean to what is simple, and then few rows of a scheme meet.
    """

    def __init__(self, random: Random) -> None:
        self.random = random
        self.awkward = {kind for kind in AWKWARD if random.random() < 0.25}

    def one(self, *values: T) -> T:
        return self.random.choice(values)

    def perhaps(self, kind: str, plain: T, *others: T) -> T:
        return self.one(plain, *others) if kind in self.awkward else plain

    def day(self) -> PartialDate:
        day = FIRST_DAY + timedelta(days=self.random.randrange(DAYS))
        precision = self.perhaps("parts of days", 3, 2, 2, 1)
        return PartialDate(*(day.year, day.month, day.day)[:precision])

    def perhaps_day(self, kind: str) -> PartialDate | None:
        return self.day() if self.perhaps(kind, False, True) else None


def _versions(drawn: _Drawn, instrument: str, most: int) -> list[Version]:
    # A draft matters most beside other versions.
    count = drawn.perhaps("drafts", drawn.perhaps("versions", 1, *range(2, most + 1)), most)
    versions = []
    for number in range(count):
        # The first one is mostly old, so that something is in force.
        effective = PartialDate(2025, 7, 1) if not number else drawn.day()
        # A version without any day may or may not be in force, whatever stands beside it: it stands alone.
        undated = count == 1 and drawn.perhaps("undated versions", False, True)
        versions.append(
            Version(
                f"{instrument}-v{number + 1}",
                instrument,
                f"v{number + 1}",
                effective=None if undated else effective,
                until=drawn.one(None, None, None, drawn.perhaps_day("versions")),
                approvals=tuple(
                    Approval(drawn.one(None, drawn.day())) for _ in range(drawn.perhaps("undated versions", 0, 1, 2))
                ),
                published=drawn.perhaps_day("undated versions"),
                review_due=drawn.perhaps_day("versions"),
                draft=drawn.perhaps("drafts", False, *[number == count - 1] * 2),
                claims=CLAIMS,
            )
        )
    return versions


def _clauses(drawn: _Drawn, versions: list[Version]) -> list[Clause]:
    clauses = []
    for version in versions:
        for number in ("4.1", "4.2"):
            if drawn.perhaps("versions", True, True, True, False):
                body = drawn.perhaps("foreign givers", BOARD, BOARD, HOLDERS[0], ENGLAND)
                rights = drawn.perhaps("rights of clauses", (), ("capital-approve",), ("waiver-approve",))
                clauses.append(_clause(version, number, "power", body=body, rights=rights))
        if drawn.perhaps("precedence", False, True, True, True):
            over = drawn.one(("tor",), ("agreement", "tor"))
            clauses.append(_clause(version, "4.8", "precedence", prevails=drawn.one(None, "sord", "sord"), over=over))
        if drawn.perhaps("residual rules", False, True):
            clauses.append(_clause(version, "4.9", "residual", body=drawn.one(BOARD, HOLDERS[1])))
    return clauses


def _clause(version: Version, number: str, effect: str, **more: Any) -> Clause:
    return Clause(f"{version.id}-{number}", version.id, number, "In our words.", effect, claims=CLAIMS, **more)


def _grants(drawn: _Drawn, versions: list[Version], clauses: list[Clause], rights: list[DecisionRight]) -> list[Grant]:
    grants: list[Grant] = []
    # Most rows stand in one version and pass on what an earlier one gave, so that there are chains; some do not.
    mains = versions if "precedence" in drawn.awkward else [drawn.one(*versions)]
    powers = [clause for clause in clauses if clause.effect == "power"]
    for number in range(drawn.one(1, 2, 3, 4, 4, 5, 5, 6)):
        passing = [grant.holder for grant in grants]
        giver = drawn.one(*[BOARD] * 3, *passing * 3, *drawn.perhaps("foreign givers", (), (ENGLAND, *HOLDERS)))
        holder = drawn.one(giver, *HOLDERS, *HOLDERS, *drawn.perhaps("foreign givers", (), (BOARD,)))
        over, up_to = drawn.perhaps("limits", (None, None), *_bands())
        kinds: tuple[GrantKind, ...] = ("reserve",) if giver == holder else ("delegate", "sub-delegate", "joint")
        cited = [clause.id for clause in powers if clause.body == giver] or [clause.id for clause in powers]
        grants.append(
            Grant(
                f"row-{number + 1}",
                drawn.one(*mains * 3, *versions).id,
                str(number + 1),
                drawn.perhaps("acts", rights[0], *rights).id,
                drawn.one(*kinds),
                giver,
                holder,
                jointly_with=drawn.perhaps("joint rows", (), *((id_,) for id_ in (BOARD, *HOLDERS) if id_ != holder)),
                over=over,
                up_to=up_to,
                per=drawn.perhaps("limits", None, "decision"),
                vat=drawn.one("with", "without", None),
                applies_if=drawn.perhaps("conditions", None, "it is urgent"),
                after=drawn.perhaps("sequences", None, *[grant.id for grant in grants] * 2),
                since=drawn.perhaps_day("days of rows"),
                until=drawn.perhaps_day("days of rows"),
                until_event=drawn.perhaps("events", None, "signing", "opening"),
                ends_when=drawn.perhaps("events", None, None, None, "the pilot ends"),
                passed_on=drawn.perhaps("silence on passing on", True, False, None),
                granted_by=tuple(drawn.one(*cited) for _ in range(drawn.perhaps("no clause", 1, 0, 2)))
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
    drawn = _Drawn(draw(st.randoms(use_true_random=True)))
    instruments = [
        Instrument("con", "constitution", "Constitution", ICB, claims=CLAIMS),
        Instrument(
            "sord",
            "scheme-of-reservation-and-delegation",
            "SoRD",
            drawn.perhaps("no clause", ICB, BOARD),
            claims=CLAIMS,
        ),
        Instrument("tor", "terms-of-reference", "Terms of reference", HOLDERS[0], claims=CLAIMS),
        Instrument("agreement", "delegation-agreement", "Agreement", ENGLAND, claims=CLAIMS),
    ]
    versions = {
        instrument: _versions(drawn, instrument, most)
        for instrument, most in {"con": 2, "sord": 3, "tor": 1, "agreement": 1}.items()
    }
    clauses = _clauses(drawn, versions["con"])
    acts: dict[str, tuple[str, Act]] = {
        "capital-approve": (FUNCTION, "approve"),
        "capital-decide": (FUNCTION, "decide"),
        "capital-recommend": (FUNCTION, "recommend"),
        "waiver-approve": (OTHER_FUNCTION, "approve"),
    }
    rights = [DecisionRight(id_, function, act, ICB, claims=CLAIMS) for id_, (function, act) in acts.items()]
    rows = [*versions["sord"], *versions["sord"], *versions["tor"], *versions["agreement"]]
    # What has no day was there: only what is known to have closed has closed.
    entities = [
        Entity(
            ICB,
            "IntegratedCareBoard",
            "NHS Someplace ICB",
            until=drawn.one(None, None, drawn.perhaps_day("closures")),
            claims=CLAIMS,
        ),
        Entity(BOARD, "Board", "Board of Someplace", claims=CLAIMS),
        Entity(ENGLAND, "NHSEngland", "NHS England", since=PartialDate(2013, 4, 1), claims=CLAIMS),
        *(
            Entity(
                id_,
                "Post" if id_.startswith("post") else drawn.perhaps("joint rows", "Committee", "JointCommittee"),
                id_.replace("-", " "),
                since=drawn.one(None, PartialDate(2020)),
                until=drawn.perhaps_day("closures"),
                claims=CLAIMS,
            )
            for id_ in HOLDERS
        ),
    ]
    about = (Participant(BOARD, "about"),)
    signed = drawn.perhaps_day("events")
    events = [
        Event("signing", "decision", "Signing of the contract", signed, participants=about, claims=CLAIMS),
        Event("opening", "decision", "Opening of the hospital", drawn.day(), participants=about, claims=CLAIMS),
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
        grants=_by_id(_grants(drawn, rows, clauses, rights)),
    )


def _by_id(records: list[R]) -> Mapping[str, R]:
    return {record.id: record for record in records}
