"""What is drawn about one body: the nearest first, never through a hub, and with what is not drawn counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.answering.lookup import UnknownName
from ics_graph.dataset import read_datasets
from ics_graph.explorer.neighbourhood import HUB, neighbourhood
from ics_graph.explorer.payload import payload_of
from ics_graph.explorer.selection import Selection
from ics_graph.ontology import load_ontology
from ics_graph.stores import Store
from ics_graph.stores.rows import View
from ics_graph.stores.sqlite import SQLiteStore
from ics_graph.stores.sqlite.building import build
from tests.asking import SMALL

MANY = 500
"""Members of the assembly, which is a hub."""


def write(folder: Path) -> Path:
    """Write an assembly of 500 groups, two boards beside it, and a chain of five from the first board."""
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: A hub\n", "utf-8")
    (folder / "sources.csv").write_text("id,title,date\ns,Minutes,2019\n", "utf-8")
    bodies = [("hub", "Group"), ("board-a", "Board"), ("board-b", "Board"), *((f"c{n}", "Group") for n in range(5))]
    bodies += [(f"g{n:03}", "Group") for n in range(MANY)]
    lines = [(f"g{n:03}", "memberOf", "hub") for n in range(MANY)]
    lines += [("hub", "accountableTo", "board-a"), ("board-b", "partOf", "board-a"), ("g000", "reportsTo", "board-a")]
    lines += [("board-a", "reportsTo", "c0"), *((f"c{n}", "reportsTo", f"c{n + 1}") for n in range(4))]
    entities = "".join(f"{id_},{kind},Body {id_},s,row\n" for id_, kind in bodies)
    (folder / "entities.csv").write_text(f"id,type,name,source,locator\n{entities}", "utf-8")
    relations = "".join(f"{subject},{kind},{object_},s,row\n" for subject, kind, object_ in lines)
    (folder / "relations.csv").write_text(f"subject,type,object,source,locator\n{relations}", "utf-8")
    return folder


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> SQLiteStore:
    """A store with a hub in it."""
    folder = tmp_path_factory.mktemp("hub")
    build(folder / "store.sqlite", read_datasets([write(folder / "hub")]).dataset)
    return SQLiteStore(folder / "store.sqlite")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SQLiteStore:
    """The small invented system."""
    file = tmp_path_factory.mktemp("small") / "store.sqlite"
    build(file, read_datasets([SMALL]).dataset)
    return SQLiteStore(file)


def about(store: Store, id_: str, most: int = 120, view: View | None = None) -> Selection:
    return neighbourhood(Asked(store, load_ontology(), view or View()), id_, most)


def test_a_body_is_drawn_with_what_is_one_and_two_lines_away(small: SQLiteStore) -> None:
    shown = about(small, "chair")
    # The post is at the board and supported by group A; the others hang on these two.
    assert list(shown.bodies)[:3] == ["chair", "board", "group-a"]
    assert set(shown.bodies) == {
        "chair", "board", "group-a", "ics", "ccg-north", "trust", "group-b", "group-c",
    }  # fmt: skip
    assert shown.total == 8
    assert shown.system.id == "chair"
    assert shown.near


def test_all_lines_between_drawn_bodies_are_drawn_and_no_line_to_itself(small: SQLiteStore) -> None:
    shown = about(small, "group-a")
    lines = {(line.subject, line.type, line.object) for line in shown.lines}
    assert {("group-a", "reportsTo", "group-b"), ("group-b", "reportsTo", "group-c")} <= lines
    assert ("group-c", "reportsTo", "group-c") not in lines
    assert all({line.subject, line.object} <= set(shown.bodies) for line in shown.lines)
    assert sorted(line.id for line in shown.lines) == [line.id for line in shown.lines]


def test_what_the_view_keeps_out_is_counted_with_why(small: SQLiteStore) -> None:
    out = about(small, "board").lines_left_out
    assert dict(out) == {"planned": 1, "uncertain": 1, "denied": 1, "in general": 1}
    let_in = about(small, "board", view=View(planned=True, uncertain=True))
    assert dict(let_in.lines_left_out) == {"denied": 1, "in general": 1}
    assert {"ccg-south", "council"} <= set(let_in.bodies)


def test_nothing_is_followed_out_of_a_hub_but_what_hangs_on_it_is_counted(hub: SQLiteStore) -> None:
    shown = about(hub, "board-a")
    assert list(shown.bodies) == ["board-a", "board-b", "hub", "c0", "g000", "c1"]
    assert shown.total == 6
    assert MANY > HUB
    assert shown.hanging == {"hub": MANY - 1, "c1": 1}


def test_of_a_hub_itself_there_are_as_many_as_there_is_room_for_of_every_family(hub: SQLiteStore) -> None:
    shown = about(hub, "hub", most=10)
    assert list(shown.bodies) == ["hub", "g000", "board-a", *(f"g{n:03}" for n in range(1, 8))]
    assert shown.total == 1 + MANY + 1
    assert shown.hanging == {"hub": MANY - 8, "board-a": 2}


def test_with_room_for_some_of_the_second_ring_those_with_most_lines_come_first(hub: SQLiteStore) -> None:
    shown = about(hub, "c0", most=5)
    # One line away: c1 and board A. Two away: c2, and board B, the hub and g000; the first by id.
    assert list(shown.bodies) == ["c0", "c1", "board-a", "board-b", "c2"]
    assert shown.total == 7


def test_the_same_store_always_gives_the_same_picture(hub: SQLiteStore) -> None:
    again = SQLiteStore(hub.path)
    for id_ in ("hub", "board-a", "g250"):
        assert about(hub, id_) == about(again, id_)


def test_a_body_that_is_not_there_is_told(hub: SQLiteStore) -> None:
    with pytest.raises(UnknownName, match="no body is called 'nobody'"):
        about(hub, "nobody")


def test_a_body_with_no_line_at_all_is_drawn_alone(small: SQLiteStore) -> None:
    shown = about(small, "summit")
    assert (list(shown.bodies), shown.lines, shown.total, shown.hanging) == (["summit"], (), 1, {})


def test_the_page_carries_all_ways_up_and_knows_where_they_go_on(
    hub: SQLiteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(hub, load_ontology(), View())
    shown = about(hub, "hub", most=10)
    load = payload_of(asked, shown)
    assert {"c0", "c1", "c2", "c3", "c4"} <= set(load.bodies)
    assert load.beyond == set()
    assert load.scope is None
    monkeypatch.setattr("ics_graph.explorer.payload._MORE", 1)
    load = payload_of(asked, shown)
    # c0 opens in place beneath board A, so that the way up begins there.
    assert load.beyond == {"c2"}
    assert "c2" not in load.bodies
    assert "c2" in load.far
