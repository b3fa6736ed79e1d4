"""What is not drawn at first opens in place at its body: by pointer and key, in both pictures, and is undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.dataset import read_datasets
from ics_graph.explorer.further import OPENED
from ics_graph.explorer.page import write_page
from ics_graph.ontology import load_ontology
from ics_graph.stores.rows import View
from ics_graph.stores.sqlite import SQLiteStore
from ics_graph.stores.sqlite.building import build
from tests.browser import Opened, Watched

GROUPS = 60
BADGE = """id => {
  const text = lookOf(id).badges.map(([text]) => text);
  const ctx = document.createElement('canvas').getContext('2d');
  ctx.font = '600 8.5px ' + FONT;
  const places = badgePlaces(cards.get(id), lookOf(id).badges, (text) => ctx.measureText(text).width);
  const spot = places.find(({ text }) => /not drawn$|^× close/.test(text));
  const at = network.canvasToDOM({ x: spot.x + spot.w / 2, y: spot.y + spot.h / 2 });
  const box = document.querySelector('#drawing').getBoundingClientRect();
  return [box.left + at.x, box.top + at.y];
}"""
OVER = """() => {
  const boxes = [...cards.values()].map(({ id, x, y, card }) =>
    [id, x - card.w / 2, y - card.h / 2, x + card.w / 2, y + card.h / 2]);
  return boxes.flatMap((a, n) => boxes.slice(n + 1)
    .filter((b) => a[1] < b[3] && b[1] < a[3] && a[2] < b[4] && b[2] < a[4]).map((b) => [a[0], b[0]]));
}"""
STRAY = """() => [...routes].filter(([id, route]) => {
  const [line, [a], b] = [told.lines[id], route, route[route.length - 1]];
  const far = (id, [x, y]) => { const { x: cx, y: cy, card } = cards.get(id);
    return Math.max(Math.abs(x - cx) - card.w / 2, Math.abs(y - cy) - card.h / 2); };
  return far(line.subject, route[0]) > 1 || far(line.object, b) > 1;
}).map(([id]) => id)"""


def write(folder: Path) -> Path:
    """Write a board with an office under it, seven teams of the office, and an assembly of 60 groups."""
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: Teams\n", "utf-8")
    (folder / "sources.csv").write_text("id,title,date\ns,Minutes,2019\n", "utf-8")
    bodies = ["board", "office", "clinic", "assembly", *(f"team-{n}" for n in range(7))]
    bodies += [f"group-{n:02}" for n in range(GROUPS)]
    lines = [("office", "partOf", "board"), ("clinic", "partOf", "board"), ("board", "memberOf", "assembly")]
    lines += [(f"team-{n}", "reportsTo" if n == 3 else "partOf", "office") for n in range(7)]
    lines += [(f"group-{n:02}", "memberOf", "assembly") for n in range(GROUPS)]
    entities = "".join(f"{id_},Group,The {id_},s,row\n" for id_ in bodies)
    (folder / "entities.csv").write_text(f"id,type,name,source,locator\n{entities}", "utf-8")
    relations = "".join(f"{subject},{kind},{object_},s,row\n" for subject, kind, object_ in lines)
    (folder / "relations.csv").write_text(f"subject,type,object,source,locator\n{relations}", "utf-8")
    return folder


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the board and what is one line away."""
    folder = tmp_path_factory.mktemp("further")
    build(folder / "store.sqlite", read_datasets([write(folder / "data")]).dataset)
    with SQLiteStore(folder / "store.sqlite") as store:
        write_page(Asked(store, load_ontology(), View()), folder / "board.html", root="board", depth=1)
    return folder / "board.html"


def press(watched: Watched, id_: str) -> None:
    x, y = watched.page.evaluate(BADGE, id_)
    watched.page.mouse.click(x, y)
    watched.page.wait_for_timeout(100)


def shown(watched: Watched) -> set[str]:
    return set(watched.value("[...painted.shown.bodies]"))


FIRST = {"board", "office", "clinic", "assembly"}
TEAMS = {f"team-{n}" for n in range(7)}


def test_a_press_on_the_count_draws_what_hangs_there_and_a_second_takes_it_away(page: Path, opened: Opened) -> None:
    watched = opened(page)
    assert shown(watched) == FIRST
    before = watched.value("JSON.stringify([[...cards.values()].map(({ id, x, y }) => [id, x, y]), [...routes]])")
    press(watched, "office")
    assert shown(watched) == FIRST | TEAMS
    assert set(watched.value("[...painted.shown.lines].map((id) => told.lines[id].subject)")) >= TEAMS
    assert watched.value("lookOf('office').badges.map(([text]) => text)") == ["possibly", "× close 7"]
    assert "Showing 11 of 11 bodies" in watched.page.inner_text("#counts")
    assert watched.value("cards.get('team-0').y > cards.get('office').y")
    assert watched.value(OVER) == []
    assert watched.value(STRAY) == []
    press(watched, "office")
    assert shown(watched) == FIRST
    after = watched.value("JSON.stringify([[...cards.values()].map(({ id, x, y }) => [id, x, y]), [...routes]])")
    assert after == before
    assert watched.messages == []


def test_back_closes_it_and_a_link_brings_it_back(page: Path, opened: Opened) -> None:
    watched = opened(page)
    press(watched, "office")
    assert "further=office" in watched.value("location.hash")
    watched.page.go_back()
    watched.page.wait_for_timeout(100)
    assert shown(watched) == FIRST
    watched.page.go_forward()
    watched.page.wait_for_timeout(100)
    assert shown(watched) == FIRST | TEAMS


def test_enter_opens_it_from_the_picture_and_from_the_card(page: Path, opened: Opened) -> None:
    watched = opened(page)
    watched.choose("body", "office")
    watched.page.focus("#drawing")
    watched.value("choose('body', 'office')")
    watched.page.get_by_role("button", name="Draw 7 more bodies").focus()
    watched.page.keyboard.press("Enter")
    assert shown(watched) == FIRST | TEAMS
    watched.page.get_by_role("button", name="Close 7 more bodies").press("Enter")
    assert shown(watched) == FIRST
    watched.page.focus("#drawing")
    for key in ("ArrowDown", "ArrowDown", "ArrowLeft", "ArrowRight"):
        watched.page.keyboard.press(key)
        if watched.value("cursor") == "office":
            break
    assert watched.value("cursor") == "office"
    watched.page.keyboard.press("Shift+Enter")
    assert shown(watched) == FIRST | TEAMS


def test_it_opens_in_the_nested_picture_by_pointer_and_by_key(page: Path, opened: Opened) -> None:
    watched = opened(page)
    watched.press("#view-nested")
    count = "#nested [data-further='office']"
    watched.page.click(count)
    assert watched.page.locator("#nested [data-id='team-3']").count() == 1
    assert watched.page.locator("#nested [data-id='team-0']").count() == 1
    watched.page.focus(count)
    watched.page.keyboard.press("Enter")
    assert watched.page.locator("#nested [data-id='team-0']").count() == 0
    assert watched.value("document.activeElement.dataset.further") == "office"


def test_of_many_some_open_and_the_page_says_how_to_draw_the_others(page: Path, opened: Opened) -> None:
    watched = opened(page)
    press(watched, "assembly")
    assert len(shown(watched)) == 4 + OPENED
    assert watched.value("lookOf('assembly').badges.map(([text]) => text)") == [
        "possibly",
        "× close 40",
        "+20 not drawn",
    ]
    text = watched.choose("body", "assembly")
    assert "20 of them are not on this page." in text
    assert "ics-graph render --root assembly --depth 1 -o assembly.html" in text
    assert watched.value(OVER) == []


def test_files_hold_what_is_open(page: Path, opened: Opened) -> None:
    watched = opened(page)
    press(watched, "office")
    with watched.page.expect_download() as download:
        watched.press("#save-svg")
    svg = Path(download.value.path()).read_text("utf-8")
    assert all(f'data-body="{id_}"' in svg for id_ in FIRST | TEAMS)
    assert svg.index('data-panel="office"') < svg.index('data-body="team-0"')
