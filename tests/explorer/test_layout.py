"""The arrangement: every line leads up and nothing lies over anything, in whatever order bodies and lines come."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ics_graph.answering.asked import Asked
from ics_graph.explorer.selection import Selection, select
from ics_graph.ontology import load_ontology
from ics_graph.stores import Store, open_store
from ics_graph.stores.rows import View
from tests.explorer.measuring import (
    Laid,
    astray,
    behind,
    body,
    drawing,
    laid,
    line,
    not_upwards,
    outside,
    overlaps,
)

ROOT = Path(__file__).parents[2]
SYSTEMS = ("ics-nenc", "ics-lsc", "ics-nwl")
OTHERS = ("icp-nenc-central", "nhs-england", "person-amanda-doyle", "council-darlington", "icb-north-west-london")


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of all shipped data."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_GRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        with open_store() as store:
            yield store


def arranged(store: Store, name: str, day: date | None = None) -> tuple[Selection, Laid]:
    asked = Asked(store, load_ontology(), View(as_of=day, planned=True, uncertain=True))
    shown = select(asked, name)
    return shown, laid(shown, {one.id: shown.words(one, asked.view.as_of) for one in shown.bodies.values()})


def faults(found: Laid) -> dict[str, list[object]]:
    """Return all that is wrong with a drawing, by what it is."""
    checks = (not_upwards, overlaps, behind, outside, astray)
    return {check.__name__: list(wrong) for check in checks if (wrong := check(found))}


@pytest.mark.parametrize("name", SYSTEMS + OTHERS)
def test_every_line_leads_up_and_nothing_lies_over_anything(everything: Store, name: str) -> None:
    shown, found = arranged(everything, name)
    assert set(found.plan.cards) == set(shown.bodies)
    assert faults(found) == {}


@pytest.mark.parametrize("day", ["2016-06-01", "2019-06-01", "2022-12-01"])
@pytest.mark.parametrize("name", SYSTEMS)
def test_so_it_is_as_of_a_day(everything: Store, name: str, day: str) -> None:
    _, found = arranged(everything, name, date.fromisoformat(day))
    assert faults(found) == {}


def test_councils_stand_beneath_their_combined_authority_and_workstreams_beneath_what_they_are_part_of(
    everything: Store,
) -> None:
    _, found = arranged(everything, "ics-nenc")
    rows = {id_: card.row for id_, card in found.plan.cards.items()}
    assert rows["combined-authorities-nenc"] < rows["combined-authority-tees-valley"] < rows["icp-nenc-south"]
    assert (
        rows["icp-nenc-south"] < rows["council-darlington"] == rows["ccg-darlington"] < rows["post-mayor-tees-valley"]
    )
    assert rows["stp-nenc"] < rows["workstreams-stp-nenc"] < rows["workstream-nenc-cancer"]
    assert rows["programme-aspirant"] < rows["ics-nenc"] < rows["workstream-nenc-cancer"]


def test_the_members_of_a_partnership_stand_in_a_column_beneath_it(everything: Store) -> None:
    _, found = arranged(everything, "ics-nenc")
    cards = found.plan.cards
    columns = {
        "icp-nenc-north": ["ccg-northumberland", "trust-gateshead-health", "council-gateshead"],
        "icp-nenc-central": ["ccg-sunderland", "trust-county-durham-and-darlington", "council-county-durham"],
        "icp-nenc-south": ["ccg-darlington", "trust-north-tees-and-hartlepool", "council-darlington"],
    }
    for head, members in columns.items():
        gutters = {cards[id_].gutter for id_ in members}
        assert len(gutters) == 1
        assert cards[head].x - cards[head].w / 2 < min(gutters) < cards[head].x + cards[head].w / 2 + 12


def test_a_system_is_told_by_bands_and_a_drawing_about_another_body_claims_no_level(everything: Store) -> None:
    _, found = arranged(everything, "ics-nenc")
    assert [name for name, _, _ in found.plan.bands] == [
        "National",
        "System",
        "Sub-region",
        "Places and members",
        "Around the members",
    ]
    for name in OTHERS:
        shown, other = arranged(everything, name)
        assert other.plan.bands == []
        told = other.plan.bodies_by_row(shown.system)
        assert [words for words, _ in told] == [
            f"Above {shown.system.name}",
            f"{shown.system.name} and beside it",
            f"Beneath {shown.system.name}",
        ]
        assert sorted(id_ for _, ids in told for id_ in ids) == sorted(shown.bodies)


def test_a_body_that_is_no_system_has_above_it_what_it_belongs_to_and_beneath_it_what_belongs_to_it(
    everything: Store,
) -> None:
    shown, found = arranged(everything, "icp-nenc-central")
    told = dict(found.plan.bodies_by_row(shown.system))
    assert set(told["Above Central Integrated Care Partnership"]) == {"ics-nenc", "level-nenc-label-sub-regional-acute"}
    beneath = set(told["Beneath Central Integrated Care Partnership"])
    assert {"ccg-sunderland", "trust-sunderland-south-tyneside", "council-sunderland"} <= beneath
    # It fits a screen of 1,400 pixels without a scroll bar of its own.
    assert found.plan.width < 1300


def test_a_hub_with_hundreds_of_neighbours_is_blocks_by_type_that_say_which_of_how_many_they_hold(
    everything: Store,
) -> None:
    _, found = arranged(everything, "nhs-england")
    joined = " ".join(text for text, _, _ in found.plan.headings)
    assert "Clinical commissioning group (1 to 54 of 248)" in joined
    assert "NHS England region (7)" in joined
    assert 0.6 < found.plan.width / found.plan.height < 2


def test_what_is_beside_nothing_is_drawn_too() -> None:
    found = laid(drawing([body("one", "IntegratedCareSystem"), body("two", "NHSTrust"), body("three", "Person")], []))
    assert set(found.plan.cards) == {"one", "two", "three"}
    assert faults(found) == {}


def test_one_body_alone_is_a_drawing() -> None:
    for type_ in ("IntegratedCareSystem", "Person", "SystemLevel"):
        found = laid(drawing([body("one", type_)], []))
        assert set(found.plan.cards) == {"one"}
        assert faults(found) == {}


def test_bodies_that_form_a_circle_stand_in_one_row_and_what_is_beneath_them_beneath_all() -> None:
    bodies = [body("ics", "IntegratedCareSystem"), *(body(f"g{n}", "Group") for n in range(3)), body("low", "Group")]
    lines = [line(f"g{n}", "reportsTo", f"g{(n + 1) % 3}") for n in range(3)]
    lines += [line("g0", "partOf", "ics"), line("low", "partOf", "g1")]
    found = laid(drawing(bodies, lines))
    rows = {id_: card.row for id_, card in found.plan.cards.items()}
    assert rows["g0"] == rows["g1"] == rows["g2"]
    assert rows["ics"] < rows["g0"] < rows["low"]
    assert faults(found) == {}


def test_a_line_wins_over_a_band() -> None:
    bodies = [
        body("ics", "IntegratedCareSystem"),
        body("icp", "IntegratedCarePartnership"),
        body("ccg", "ClinicalCommissioningGroup"),
    ]
    bodies += [body("nation", "NationalBody"), body("board", "Board")]
    lines = [line("icp", "partOf", "ics"), line("ccg", "memberOf", "icp"), line("nation", "reportsTo", "ccg")]
    lines += [line("board", "partOf", "ccg"), line("ics", "reportsTo", "board")]
    found = laid(drawing([*bodies], lines[:4]))
    assert found.plan.cards["nation"].y > found.plan.cards["ccg"].y
    assert faults(found) == {}
    # With a circle that holds the system, the partnership, a member and its board, one row is all that is left.
    whole = laid(drawing(bodies, lines))
    assert len({whole.plan.cards[id_].row for id_ in ("ics", "icp", "ccg", "board")}) == 1
    assert faults(whole) == {}


TYPES = (
    "IntegratedCareSystem",
    "IntegratedCarePartnership",
    "ClinicalCommissioningGroup",
    "NHSTrust",
    "Council",
    "CombinedAuthority",
    "Board",
    "Group",
    "Workstream",
    "Programme",
    "Person",
    "Post",
    "NationalBody",
    "GovernmentDepartment",
    "SystemLevel",
    "GeographicArea",
)
RELATIONS = ("partOf", "memberOf", "atLevel", "accountableTo", "reportsTo", "supports", "postAt", "holdsRole", "covers")


@st.composite
def drawings(draw: st.DrawFn) -> Selection:
    """Draw any bodies with any lines between them, whatever the ontology would say of them."""
    root = draw(st.sampled_from(["IntegratedCareSystem", "NHSTrust", "Person", "Council"]))
    types = [root, *draw(st.lists(st.sampled_from(TYPES), min_size=0, max_size=40))]
    names = draw(st.lists(st.text("abc xyz-", min_size=1, max_size=60), min_size=len(types), max_size=len(types)))
    bodies = [body(f"b{n}", type_, name) for n, (type_, name) in enumerate(zip(types, names, strict=True))]
    end = st.integers(0, len(types) - 1)
    certain = st.sampled_from(["stated", "inferred", "uncertain", "rule", "disputed"])
    found = draw(st.lists(st.tuples(end, st.sampled_from(RELATIONS), end, certain), max_size=80))
    lines = {made.id: made for a, type_, b, how in found if a != b for made in [line(f"b{a}", type_, f"b{b}", how)]}
    return drawing(bodies, lines.values())


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(drawings())
def test_whatever_is_drawn_every_line_leads_up_and_nothing_lies_over_anything(shown: Selection) -> None:
    found = laid(shown)
    assert set(found.plan.cards) == set(shown.bodies)
    assert faults(found) == {}


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(drawings(), st.integers(0, 99))
def test_the_order_in_which_bodies_and_lines_come_changes_nothing(shown: Selection, seed: int) -> None:
    others = [one for id_, one in shown.bodies.items() if id_ != shown.system.id]
    lines = list(shown.lines)
    random.Random(seed).shuffle(others)
    random.Random(seed).shuffle(lines)
    again = replace(shown, bodies={one.id: one for one in [*others, shown.system]}, lines=tuple(lines))
    assert _said(laid(again)) == _said(laid(shown))


def _said(found: Laid) -> str:
    cards = {id_: (card.x, card.y, card.w, card.h) for id_, card in sorted(found.plan.cards.items())}
    return json.dumps(
        [cards, sorted(found.routes.items()), found.labels, sorted(found.plan.headings), found.plan.bands]
    )


def test_a_drawing_is_the_same_in_every_process() -> None:
    script = (
        "from tests.explorer.test_layout import _said, laid, made_of;"
        "import hashlib; print(hashlib.sha256(_said(laid(made_of(80, 160))).encode()).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "4711")
    }
    assert len(said) == 1


def made_of(bodies: int, lines: int) -> Selection:
    """Return a drawing of as many bodies and lines, drawn by lot but always the same."""
    lot = random.Random(7)
    made = [body("b0", "IntegratedCareSystem")]
    made += [
        body(f"b{n}", lot.choice(TYPES[1:]), f"Body {n} {'of a long name ' * lot.randrange(3)}")
        for n in range(1, bodies)
    ]
    pairs = [(lot.randrange(1, bodies), lot.choice(RELATIONS)) for _ in range(lines)]
    found = [line(f"b{low}", type_, f"b{lot.randrange(low)}") for low, type_ in pairs]
    return drawing(made, {one.id: one for one in found}.values())


def test_a_thousand_bodies_are_arranged_by_the_same_rules() -> None:
    found = laid(made_of(1000, 2000))
    assert (not_upwards(found), overlaps(found), outside(found), astray(found)) == ([], [], [], [])
