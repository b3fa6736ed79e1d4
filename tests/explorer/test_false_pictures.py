"""No picture denies its answer: dimmed lines stay dim, by law stays dashed, no badge is lost, and paper shows all."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.explorer.page import write_page
from ics_graph.ontology import load_ontology
from ics_graph.stores import Store
from ics_graph.stores.rows import View
from tests.browser import Opened, Watched
from tests.explorer.pictures import drawn_in

ICPS = ("icp-nenc-central", "icp-nenc-north", "icp-nenc-north-cumbria", "icp-nenc-south")

# The darkest colour within two pixels of the trunk of all lines by law to NHS England, beside that of the ground.
TRUNK = """() => {
  const routes = [...explorer.routes].filter(([id]) =>
    explorer.told.lines[id].object === 'nhs-england' && explorer.told.lines[id].family === 'accountability' &&
    explorer.painted.shown.lines.has(id)).map(([, route]) => route);
  const upright = routes.map((r) => r.slice(1).map((b, n) => [r[n], b]).filter(([a, b]) => a[0] === b[0])
    .sort((p, q) => Math.abs(q[1][1] - q[0][1]) - Math.abs(p[1][1] - p[0][1]))[0]);
  const [a, b] = upright[0];
  const shared = upright.filter(([c]) => c[0] === a[0]).length;
  const canvas = document.querySelector('#drawing canvas');
  const scale = canvas.width / canvas.clientWidth;
  const ctx = canvas.getContext('2d');
  let darkest = 765;
  for (let part = 0.2; part < 0.8; part += 0.02) {
    const at = explorer.network.canvasToDOM({ x: a[0], y: a[1] + (b[1] - a[1]) * part });
    const data = ctx.getImageData(Math.round(at.x * scale) - 2, Math.round(at.y * scale), 5, 1).data;
    for (let n = 0; n < data.length; n += 4) darkest = Math.min(darkest, data[n] + data[n + 1] + data[n + 2]);
  }
  const beside = explorer.network.canvasToDOM({ x: a[0] + 14, y: a[1] + (b[1] - a[1]) * 0.5 });
  const ground = ctx.getImageData(Math.round(beside.x * scale), Math.round(beside.y * scale), 1, 1).data;
  return [shared, ground[0] + ground[1] + ground[2] - darkest];
}"""


@pytest.fixture
def on_a_day(shipped: Store, opened: Opened, tmp_path: Path) -> Any:
    """Open the page as at 1 June 2019, with all that a page is opened with."""
    path = tmp_path / "nenc.html"
    view = View(as_of=date(2019, 6, 1), planned=True, uncertain=True)
    write_page(Asked(shipped, load_ontology(), view), path)
    return lambda **more: opened(path, **more)


def test_dimmed_lines_that_share_a_trunk_do_not_add_up(on_a_day: Any) -> None:
    watched = on_a_day(height=1400).show_network()
    shared, bright = watched.value(TRUNK)
    assert shared >= 12
    watched.value("change({ trace: ['accountable', 'icp-nenc-central'] })")
    watched.page.wait_for_timeout(100)
    _, dimmed = watched.value(TRUNK)
    assert bright > 250
    # A sixth of the colour, as a single line has it; twelve at a tenth of it each came to three quarters.
    assert dimmed < 0.25 * bright


def test_no_badge_of_the_network_is_dropped_in_silence(on_a_day: Any) -> None:
    watched = on_a_day().show_network()
    placed = watched.value(
        """Object.fromEntries([...cards].map(([id, node]) => [id, [lookOf(id).badges.map(([text]) => text),
             badgePlaces(node, lookOf(id).badges, (text) => text.length * 5.2).map(({ text }) => text)]]))"""
    )
    for id_, (badges, shown) in placed.items():
        assert shown == badges or (
            shown[-1] == f"+{len(badges) - len(shown) + 1} more" and shown[:-1] == badges[: len(shown) - 1]
        ), id_
    for id_ in ICPS:
        assert "possibly" in placed[id_][0]


def test_the_network_as_a_file_says_by_law_and_dashes_it(on_a_day: Any) -> None:
    watched: Watched = on_a_day().show_network()
    with watched.page.expect_download() as download:
        watched.press("#save-svg")
    svg = Path(download.value.path()).read_text("utf-8")
    assert "opacity" not in re.sub("fill-opacity", "", svg)
    assert 'data-word="by law"' in svg
    line = re.search(r'<g data-line="rule:ccg-assessment:ccg-darlington">.*?</g>', svg, re.S)
    assert line is not None
    assert 'stroke-dasharray="6 4"' in line.group()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_is_one_landscape_page_with_title_day_and_key_then_the_table(on_a_day: Any, scheme: Any) -> None:
    watched: Watched = on_a_day(scheme=scheme)
    in_page = drawn_in(watched.value("new XMLSerializer().serializeToString(document.querySelector('#nested svg'))"))
    watched.page.emulate_media(media="print", color_scheme=scheme)
    watched.value("window.dispatchEvent(new Event('beforeprint'))")
    on_paper = drawn_in(watched.value("new XMLSerializer().serializeToString(document.querySelector('#on-paper svg'))"))
    assert on_paper.lines == in_page.lines
    assert on_paper.cards == in_page.cards
    assert on_paper.badges == in_page.badges
    text = watched.page.inner_text("#on-paper")
    assert "North East and North Cumbria ICS on 1 June 2019" in text
    for word in ("stated", "weaker: by law", "planned or in shadow form", "accountability"):
        assert word in text
    wide, high = watched.value(
        "(({ width, height }) => [width, height])(document.querySelector('#on-paper svg').getBoundingClientRect())"
    )
    assert wide > high > 300
    assert watched.page.locator("#stage").is_hidden()
    assert watched.page.locator("#table table").is_visible()
    paper = watched.value("getComputedStyle(document.querySelector('#on-paper svg .frame')).fill")
    assert paper == "rgb(255, 255, 255)"


@pytest.mark.parametrize(("width", "height"), [(400, 800), (700, 500)])
def test_a_card_opens_at_its_head_on_a_phone_and_at_200_per_cent(on_a_day: Any, width: int, height: int) -> None:
    watched: Watched = on_a_day(width=width, height=height)
    watched.value("window.scrollTo(0, 600)")
    before = watched.value("window.scrollY")
    watched.choose("body", "icp-nenc-central")
    assert watched.value("window.scrollY") == before
    top, bottom = watched.value(
        "(({ top, bottom }) => [top, bottom])(document.querySelector('#panel h2').getBoundingClientRect())"
    )
    assert 0 <= top < bottom <= height
    sheet = watched.value("document.querySelector('#panel').getBoundingClientRect().bottom")
    assert sheet == height


def test_on_a_phone_every_line_is_said_in_words(on_a_day: Any) -> None:
    watched: Watched = on_a_day(width=400)
    assert watched.page.locator("#nested .course").count() == 0
    badges = drawn_in(
        watched.value("new XMLSerializer().serializeToString(document.querySelector('#nested svg'))")
    ).badges
    assert badges["by law to Secretary of State"] == 1
    assert badges["by law to NHS England"] >= 3
    lines = watched.value(
        "[...painted.shown.lines].filter((id) => ['accountability', 'reporting'].includes(told.lines[id].family))"
    )
    assert sorted(lines) == sorted(watched.value("nestedPlan.worded.flatMap((course) => course.lines)"))


def test_what_is_not_linked_pales_under_the_pointer_and_at_the_focus(on_a_day: Any) -> None:
    watched: Watched = on_a_day()
    row = "#nested [data-id='ccg-north-tyneside']"
    lit = "[...document.querySelectorAll('#nested [data-id].lit')].map((e) => e.dataset.id).sort()"
    expected = ["ccg-north-tyneside", "icp-nenc-north", "nhs-england"]
    watched.page.hover(row)
    assert watched.value(lit) == expected
    # Of the line that twelve CCGs share, only the way of this one stays bright.
    assert watched.value(
        """[...document.querySelectorAll('#nested .piece.lit')].every((e) =>
             e.dataset.subjects.split(' ').includes('ccg-north-tyneside'))"""
    )
    watched.page.hover("h1")
    assert watched.value(lit) == []
    watched.page.focus(f"{row} a")
    assert watched.value(lit) == expected


def test_only_leaves_the_others_out_and_reset_is_the_start(shipped: Store, opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "plain.html"
    write_page(Asked(shipped, load_ontology(), View(as_of=date(2019, 6, 1))), path)
    watched = opened(path)
    start = watched.value("encode()")
    assert "planned" in start
    watched.page.hover("#legend li:has(#filter-type-FoundationTrust)")
    watched.page.click("#only-type-FoundationTrust")
    types = set(watched.value("[...painted.shown.bodies].map((id) => told.bodies[id].type)"))
    assert types == {"FoundationTrust"}
    assert watched.page.locator("#nested text", has_text="CCGs (").count() == 0
    watched.page.click("#showall")
    assert watched.value("encode()") == start
