"""Certainty, phases, witnesses and plans, worked out from claims and dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ics_graph.certainty import certainty, weakest
from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate, Span
from ics_graph.model import Claim, Entity, PhaseSpell, Relation, Source
from ics_graph.validity import holds, only_planned, phase_on, planned_span, witnesses

D = PartialDate.parse
SOURCES = {
    "minutes": Source("minutes", "Minutes", date=D("2019-06-15")),
    "plan": Source("plan", "Plan", date=D("2019-01")),
    "slides": Source("slides", "Slides", not_before=D("2018"), not_after=D("2020-03-31")),
    "leaflet": Source("leaflet", "Leaflet"),
}


def claim(basis: str = "explicit", source: str = "minutes", **more: Any) -> Claim:
    return Claim(source, basis=basis, **more)  # type: ignore[arg-type]


def line(*claims: Claim, **more: Any) -> Relation:
    return Relation("x", "a", "memberOf", "b", claims=claims, **more)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([claim("explicit"), claim("inferred")], "stated"),
        ([claim("layout")], "stated"),
        ([claim("layout", confidence="low")], "inferred"),
        ([claim("reported"), claim("inferred")], "reported"),
        ([claim("inferred")], "inferred"),
        ([claim(stance="questions")], "uncertain"),
        ([claim(stance="questions"), claim("reported")], "reported"),
        ([claim("rule")], "rule"),
        ([claim("rule"), claim("inferred")], "inferred"),
        ([claim(), claim(stance="denies")], "disputed"),
        ([claim(stance="denies")], "denied"),
        ([claim(stance="denies"), claim(stance="questions")], "denied"),
        ([], "inferred"),
    ],
)
def test_certainty_is_that_of_the_strongest_claim_and_denial_is_never_lost(claims: list[Claim], expected: str) -> None:
    assert certainty(claims) == expected


def test_a_path_is_as_sure_as_its_weakest_hop() -> None:
    assert weakest(["stated", "rule", "inferred"]) == "rule"
    assert weakest(["stated", "reported"]) == "reported"
    assert weakest([]) == "stated"


def test_the_phase_in_force_is_that_of_the_day() -> None:
    spells = [
        PhaseSpell("planned", until=D("2018-03-31")),
        PhaseSpell("shadow", D("2018-04-01"), D("2019-03-31")),
        PhaseSpell("established", D("2019-04-01")),
    ]
    days = [date(2017, 1, 1), date(2018, 4, 1), date(2019, 3, 31), date(2019, 4, 1)]
    # The first plan and the last spell have an open end, so a day before them is only possibly theirs.
    assert [phase_on(spells, day) for day in days] == ["planned", "shadow", "shadow", "established"]
    assert phase_on(spells, None) == "established"
    assert phase_on([], date(2020, 1, 1)) == "not-stated"


def test_a_present_claim_witnesses_the_date_of_its_source() -> None:
    assert witnesses([claim()], SOURCES, None) == [Span(date(2019, 6, 15), date(2019, 6, 15))]
    assert witnesses([claim(source="slides")], SOURCES, None) == [Span(date(2018, 1, 1), date(2020, 3, 31))]


@pytest.mark.parametrize(
    "silent",
    [
        claim(stance="denies"),
        claim(stance="questions"),
        claim("rule"),
        claim(observed="never"),
        claim(source="leaflet"),
    ],
)
def test_a_denial_a_question_a_rule_and_an_undated_source_witness_nothing(silent: Claim) -> None:
    assert witnesses([silent], SOURCES, None) == []


def test_observed_overrides_the_date_of_the_source() -> None:
    assert witnesses([claim(observed=D("2017"))], SOURCES, None) == [Span(date(2017, 1, 1), date(2017, 12, 31))]


def test_a_source_written_after_the_end_does_not_witness() -> None:
    assert witnesses([claim()], SOURCES, D("2018-12-31")) == []
    assert witnesses([claim()], SOURCES, D("2019-06")) != []


def test_a_line_seen_in_dated_minutes_surely_held_that_day() -> None:
    held = holds(line(claim(), since=D("2018-04-01")), SOURCES)
    assert [held.on(date(2018, 3, 31)), held.on(date(2019, 6, 15)), held.on(date(2019, 6, 16))] == [
        "no",
        "yes",
        "possibly",
    ]


def test_a_plan_is_never_established_by_the_passing_of_its_date() -> None:
    plan = line(claim(source="plan"), since=D("2019-04-01"), phases=(PhaseSpell("planned"),))
    assert only_planned(plan)
    assert planned_span(plan, SOURCES) == Span(date(2019, 1, 1), MAX_DATE)
    # Its source is of January 2019 and bears no witness that the thing ever held.
    assert holds(plan, SOURCES).end_min == D("2019-04-01").earliest


def test_a_plan_is_over_with_its_last_day() -> None:
    plan = line(claim(source="plan"), until=D("2020"), phases=(PhaseSpell("planned"),))
    assert planned_span(plan, SOURCES) == Span(date(2019, 1, 1), date(2020, 12, 31))


def test_a_plan_of_an_undated_source_may_always_have_been_there() -> None:
    plan = line(claim(source="leaflet"), phases=(PhaseSpell("planned"),))
    assert planned_span(plan, SOURCES) == Span(MIN_DATE, MAX_DATE)
    assert planned_span(line(claim()), SOURCES) is None


def test_what_is_planned_and_later_established_is_not_only_planned() -> None:
    spells = (PhaseSpell("planned"), PhaseSpell("established", D("2019-04-01")))
    assert not only_planned(line(claim(), phases=spells))


def test_other_names_are_a_set() -> None:
    first = Entity("a", "Council", "A", other_names=("y", "x", "y"))
    assert first == Entity("a", "Council", "A", other_names=("x", "y"))
