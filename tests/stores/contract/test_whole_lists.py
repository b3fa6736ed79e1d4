"""Whole lists as evidence of absence, in every store: each line one interval, and spells where a list parts them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ics_graph.answering.answer import Answer
from ics_graph.dates import PartialDate
from ics_graph.model import About, Claim, Completeness, Dataset, Entity, Relation, Source
from ics_graph.ontology import Ontology
from ics_graph.stores import Store
from ics_graph.stores.export_dataset import dataset_of
from ics_graph.stores.rows import EVERYTHING, View
from tests.asking import Asker
from tests.stores.contract.conftest import Opened

D = PartialDate.parse


def says(*sources: str) -> tuple[Claim, ...]:
    return tuple(Claim(source) for source in sources)


def member(id_: str, *sources: str, of: str = "board", **more: Any) -> Relation:
    return Relation(f"{id_}-sits", id_, "memberOf", of, claims=says(*sources), **more)


LISTS = Dataset(
    (About("lists", "Lists"),),
    {
        "s19": Source("s19", "Report 2019", date=D("2019-12-31")),
        "s21": Source("s21", "Report 2021", date=D("2021-12-31")),
        "s23": Source("s23", "Report 2023", date=D("2023-12-31")),
        "year": Source("year", "Booklet", date=D("2022")),
        "minutes": Source("minutes", "Minutes", date=D("2021-12-31")),
    },
    {
        "board": Entity("board", "Board", "Board", claims=says("s19")),
        "other": Entity("other", "Board", "Other board", claims=says("year")),
        "trust": Entity("trust", "NHSTrust", "Trust", claims=says("s19")),
        **{f"p{n}": Entity(f"p{n}", "Person", f"Person {n}", claims=says("s19")) for n in range(1, 6)},
    },
    {
        line.id: line
        for line in (
            member("p1", "s19", "s23"),
            member("p2", "s21"),
            # Sources of the lists do not name it, and organisations are no persons.
            member("trust", "minutes"),
            member("p3", "s19", of="other"),
            member("p4", "s23", of="other"),
            member("p5", "year", of="other"),
        )
    },
    complete={
        "board:complete": Completeness("board:complete", "board", "membership", says("s19", "s21", "s23")),
        "other:complete": Completeness("other:complete", "other", "membership", says("year")),
    },
)
CLASH = Dataset(
    LISTS.about,
    LISTS.sources,
    LISTS.entities,
    {line.id: line for line in (member("p1", "s19", "minutes"), member("p2", "s21"))},
    complete={"board:complete": LISTS.complete["board:complete"]},
)


@pytest.fixture
def store(opened: Opened) -> Store:
    return opened(LISTS)


def on(store: Store, body: str, day: str) -> dict[str, str]:
    lines = store.lines([body], "down", ["membership"], View(date.fromisoformat(day)))
    return {line.subject: line.on(day) for line in lines}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2018-06-01", {"p1": "possibly"}),
        ("2019-12-31", {"p1": "yes"}),
        ("2020-06-01", {"p1": "possibly", "p2": "possibly"}),
        ("2021-12-30", {"p1": "possibly", "p2": "possibly"}),
        ("2021-12-31", {"p2": "yes"}),
        ("2022-01-01", {"p1": "possibly", "p2": "possibly"}),
        ("2023-12-30", {"p1": "possibly", "p2": "possibly"}),
        ("2023-12-31", {"p1": "yes"}),
        ("2024-06-01", {"p1": "possibly"}),
    ],
)
def test_on_each_day_a_board_has_whom_its_lists_leave(store: Store, day: str, expected: dict[str, str]) -> None:
    found = on(store, "board", day)
    # No list names organisations, so none says that the trust was no member.
    assert found.pop("trust") == ("yes" if day == "2021-12-31" else "possibly")
    assert found == expected


def test_a_list_of_no_exact_day_bounds_only_what_its_year_forces(store: Store) -> None:
    # Some day of 2022 lacked them both: who was seen in 2019 may have stayed until the last but one of its days.
    days = ["2022-12-30", "2022-12-31", "2022-01-01", "2022-01-02"]
    assert [sorted(on(store, "other", day)) for day in days] == [
        ["p3", "p4", "p5"],
        ["p4", "p5"],
        ["p3", "p5"],
        ["p3", "p4", "p5"],
    ]


def test_two_spells_are_two_lines_with_the_whole_record_each(store: Store) -> None:
    lines = [line for line in store.lines(["p1"], "up", ["membership"], EVERYTHING) if line.object == "board"]
    assert [(line.id, line.start_min, line.start_max, line.end_min, line.end_max) for line in lines] == [
        ("p1-sits", "0001-01-01", "2019-12-31", "2019-12-31", "2021-12-30"),
        ("p1-sits@2", "2022-01-01", "2023-12-31", "2023-12-31", "9999-12-31"),
    ]
    assert [line.record for line in lines] == [LISTS.relations["p1-sits"]] * 2
    second = store.line("p1-sits@2")
    assert second is not None
    assert second == lines[1]


def test_a_store_read_back_gives_each_relation_once(store: Store, ontology: Ontology) -> None:
    assert dict(dataset_of(store, ontology).relations) == dict(LISTS.relations)
    assert store.counts()["relations"] == {"memberOf": len(LISTS.relations)}


def conflicts(store: Store, **more: Any) -> Answer:
    return Asker(store)("conflicts", **more)


def test_whole_lists_that_differ_are_a_conflict_with_what_each_alone_has(store: Store) -> None:
    answer = conflicts(store)
    rows = [(row.id, row.note) for row in answer.rows if row.group == "Whole lists that differ"]
    assert [id_ for id_, _ in rows] == ["p1", "p2", "p1"]
    assert "Report 2019, 31 December 2019: alone has Person 1" in answer.headline
    assert "Report 2021, 31 December 2021: alone has Person 2" in answer.headline
    assert all(note and "on the list of Report" in note for _, note in rows)
    assert answer.verdict == "answered"


def test_on_a_day_the_lists_before_and_after_it_are_held_against_one_another(store: Store) -> None:
    assert "Report 2023" not in conflicts(store, as_of="2020-06-01").headline
    assert "Report 2019" not in conflicts(store, as_of="2022-06-01").headline
    assert conflicts(store, as_of="2025-01-01").rows == ()


def test_what_a_list_lacks_and_another_source_states_of_its_day_is_a_conflict_and_no_cut(opened: Opened) -> None:
    store = opened(CLASH)
    assert on(store, "board", "2021-12-31") == {"p1": "yes", "p2": "yes"}
    answer = conflicts(store)
    lacking = [row for row in answer.rows if row.group == "A whole list lacks what another source states of its day"]
    assert [(row.of, row.id) for row in lacking] == [("p1", "board")]
    assert "not on the whole list of Report 2021, 31 December 2021" in " ".join(answer.caveats)


def test_changes_tell_that_a_list_ended_a_line_and_no_body_did(store: Store) -> None:
    answer = Asker(store)("changes", "2019-12-31", "2022-01-31")
    ended = {row.of: row.value for row in answer.rows if row.group == "Memberships and roles that ended"}
    assert ended == {
        "p1": "the line ended: a whole list of after 2021-12-30 lacks it",
        "p2": "the line may have ended: a whole list of after 2023-12-30 lacks it",
        "p3": "the line may have ended: a whole list of after 2022-12-30 lacks it",
    }
    assert "ended with a body" not in answer.headline


def test_a_whole_list_is_told_as_whole_of_its_own_day_alone(store: Store) -> None:
    ask = Asker(store)
    assert "A source gives this as the whole list (Report 2021)." in ask("members", "board", as_of="2021-12-31").caveats
    assert "No source says that this list is complete." in ask("members", "board", as_of="2020-06-01").caveats
