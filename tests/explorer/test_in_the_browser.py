"""The page as a person meets it: in Chromium, from a file, with the network off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ics_graph.stores import Store
from ics_graph.stores.rows import claims_of
from tests.browser import HOSTILE, Opened

# How much of the canvas is not of its commonest colour: a blank one has none.
INK = """() => {
  const canvas = document.querySelector('#drawing canvas');
  const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  const colours = new Map();
  for (const pixel of pixels) colours.set(pixel, (colours.get(pixel) || 0) + 1);
  return [colours.size, 1 - Math.max(...colours.values()) / pixels.length];
}"""
PIXELS = "document.querySelector('#drawing canvas').toDataURL()"
BADGES_OVER = """() => {
  const ctx = document.createElement('canvas').getContext('2d');
  const wide = (font) => (text) => { ctx.font = font + FONT; return ctx.measureText(text).width; };
  const places = [...cards].flatMap(([id, node]) =>
    badgePlaces(node, lookOf(id).badges, wide('600 8.5px ')).map((one) => ({ ...one, id })));
  const measured = wide('600 10.5px ');
  const headings = plan.headings.map(([text, x, y]) => ({ x, y: y - 5, w: measured(text), h: 10, text }));
  const words = [...cards].map(([id, { x, y, card }]) =>
    ({ id, x: x - card.w / 2 + 28, y: y - card.h / 2 + 4, w: card.w - 33, h: card.h - 8 }));
  const hit = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
  const found = [places.length];
  places.forEach((one, n) => {
    const others = [...places.slice(n + 1), ...headings, ...words.filter((other) => other.id !== one.id)];
    found.push(...others.filter((other) => hit(one, other)).map((other) => [one, other]));
  });
  return found;
}"""
BOXES = "Array.from(explorer.cards.keys(), id => [id, explorer.network.getBoundingBox(id)])"


def test_it_opens_without_a_network_asks_for_nothing_and_says_nothing_on_the_console(
    opened: Opened, system_page: Path
) -> None:
    watched = opened(system_page)
    assert watched.requests == [system_page.as_uri()]
    assert watched.messages == []
    assert watched.page.inner_text("h1") == "North East and North Cumbria ICS"
    colours, ink = watched.value(INK)
    assert colours > 50
    assert ink > 0.3


def test_a_click_on_a_body_shows_its_card_with_the_source(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page, height=1600).show_network()
    at = watched.value(
        """() => { const card = explorer.cards.get('icp-nenc-central');
           const point = explorer.network.canvasToDOM({x: card.x, y: card.y});
           const box = document.querySelector('#drawing').getBoundingClientRect();
           return [box.x + point.x, box.y + point.y]; }"""
    )
    watched.page.mouse.click(*at)
    watched.page.wait_for_selector("#panel:not([hidden])")
    watched.page.click("#card-evidence")
    card = watched.page.inner_text("#details")
    assert card.startswith("Central Integrated Care Partnership")
    assert "members include Sunderland CCG" in " ".join(card.split())
    assert (
        "Towards an Integrated Care System for the North East and North Cumbria, slide 10, read from the layout" in card
    )
    assert "NOT READ: CHECK IT IN THE SOURCE" in card.upper()
    assert "not read: accountability" in card


MIDDLE_OF_FIRST_PIECE = """id => {
  const [[x, y], [next]] = explorer.routes.get(id);
  const point = explorer.network.canvasToDOM({x: (x + next) / 2, y});
  const box = document.querySelector('#drawing').getBoundingClientRect();
  return [box.x + point.x, box.y + point.y]; }"""


def test_a_click_on_a_line_shows_what_it_means_and_who_says_so(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page, height=1600).show_network()
    # What the law lays down of a body leaves its card at the same place.
    watched.value("state.hidden.certainty.add('rule'); change({})")
    at = watched.page.evaluate(MIDDLE_OF_FIRST_PIECE, "trust-gateshead-health:memberOf:icp-nenc-north")
    watched.page.mouse.click(*at)
    watched.page.wait_for_selector("#panel:not([hidden])")
    shown = " ".join(watched.page.inner_text("#details").split())
    assert shown.startswith("Gateshead FT is a member of North Integrated Care Partnership Line of membership")
    assert "slide 10, read from the layout" in shown


def test_a_click_where_several_lines_run_asks_which(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page, height=1600).show_network()
    # What the law lays down of a body leaves its card at the same place.
    watched.value("state.hidden.certainty.add('rule'); change({})")
    at = watched.page.evaluate(MIDDLE_OF_FIRST_PIECE, "trust-county-durham-and-darlington:memberOf:icp-nenc-south")
    watched.page.mouse.click(*at)
    assert watched.page.inner_text("#details h2") == "2 lines run here"
    watched.page.click("#details li >> nth=1 >> button")
    assert "CDDFT" in watched.page.inner_text("#details h2")


def test_the_details_of_every_line_are_the_claims_of_the_store(
    opened: Opened, system_page: Path, shipped: Store
) -> None:
    watched = opened(system_page)
    ids = watched.value("Array.from(explorer.routes.keys())")
    assert "rule:ccg-assessment:ccg-darlington" in ids
    titles = {id_: source.title for id_, source in shipped.sources().items()}
    for id_ in ids:
        line = shipped.line(id_)
        assert line is not None
        text = watched.choose("line", id_)
        claims = claims_of(line)
        assert f"WHO SAYS SO ({len(claims)})" in text.upper()
        for claim in claims:
            said = ", ".join(filter(None, (titles[claim.source], claim.locator)))
            assert said in text
            assert claim.note is None or claim.note in text


def test_a_line_that_two_sources_state_shows_both(opened: Opened, hostile_page: Path) -> None:
    text = opened(hostile_page).choose("line", "group-script:partOf:ics")
    assert "WHO SAYS SO (2)" in text.upper()
    assert f"{HOSTILE['script']}, {HOSTILE['script']}" in text
    assert f"{HOSTILE['formula']}, a second place" in text


def test_a_line_that_only_a_law_gives_is_called_so(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    assert "No source states it. By law, NHS England assesses and may direct 12 CCGs." in watched.page.inner_text(
        "#summary"
    )
    text = watched.choose("line", "rule:ccg-assessment:ccg-darlington")
    assert "by law" in text
    assert "National Health Service Act 2006, section 14Z16(1), from 1 April 2013 to 30 June 2022" in text


def test_no_card_lies_over_another(opened: Opened, system_page: Path, hostile_page: Path) -> None:
    for path in (system_page, hostile_page):
        boxes: list[list[Any]] = opened(path).value(BOXES)
        assert len(boxes) > 8
        for n, (one, a) in enumerate(boxes):
            for other, b in boxes[n + 1 :]:
                apart = (
                    a["right"] <= b["left"]
                    or b["right"] <= a["left"]
                    or a["bottom"] <= b["top"]
                    or b["bottom"] <= a["top"]
                )
                assert apart, f"{one} lies over {other}"


def test_no_name_is_wider_than_its_card(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    too_wide = watched.value(
        """() => { const ctx = document.createElement('canvas').getContext('2d');
          const wide = [];
          for (const [id, node] of explorer.cards) for (const text of node.card.text) {
            ctx.font = (node.rank ? '700 ' : '500 ') + '12.5px ' + FONT;
            if (ctx.measureText(text).width > node.card.w - 31) wide.push([id, text]);
          }
          return wide; }"""
    )
    assert too_wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_never_scrolls_sideways(opened: Opened, system_page: Path, hostile_page: Path, scheme: str) -> None:
    for path, body in ((system_page, "ics-nenc"), (hostile_page, "group-long")):
        watched = opened(path, 400, 800, scheme)
        watched.page.click("#tab-lines")
        watched.choose("body", body)
        assert watched.value("document.documentElement.scrollWidth") <= 400
        assert watched.messages == []


@pytest.mark.parametrize("key", list(HOSTILE))
def test_a_hostile_text_is_inert_and_shown_as_it_was_written(opened: Opened, hostile_page: Path, key: str) -> None:
    watched = opened(hostile_page)
    text = HOSTILE[key]
    for tab in watched.value("[...document.querySelectorAll('#tabs button')].map(tab => tab.id)"):
        watched.page.click(f"#{tab}")
    watched.page.fill("#wanted", text[:60])
    watched.choose("body", f"group-{key}")
    shown = watched.value("document.querySelector('#details').textContent")
    # Name, other name, code, note, gap and its note, line, fact and its note, and the claims of all of these.
    assert shown.count(text) >= 8
    watched.choose("line", f"group-{key}:partOf:ics")
    assert watched.value("document.querySelector('#details').textContent").count(text) >= 3
    watched.page.wait_for_timeout(50)
    assert watched.value("typeof window.pwned") == "undefined"
    assert (
        watched.value("document.querySelectorAll('#details img, #details b b, #tables img, main script').length") == 0
    )
    assert watched.value("Array.from(document.links).every(link => /^(https?:|file:)/.test(link.href))") is True
    assert watched.requests == [hostile_page.as_uri()]
    assert watched.messages == []


def test_it_can_be_used_with_the_keyboard_alone(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    watched.page.focus("#wanted")
    watched.page.keyboard.type("newcastle up")
    assert watched.page.get_attribute("#wanted", "aria-expanded") == "true"
    watched.page.keyboard.press("Enter")
    assert watched.page.inner_text("#details h2") == "Newcastle (council area)"
    assert watched.value("document.activeElement.id") == "panel"
    watched.page.keyboard.press("Escape")
    assert watched.page.is_hidden("#panel")
    assert watched.value("document.activeElement.id") == "wanted"
    watched.page.focus("#tab-bodies")
    watched.page.keyboard.press("Enter")
    watched.page.focus("#tables button.body >> nth=0")
    assert watched.value("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    watched.page.keyboard.press("Enter")
    assert watched.page.is_visible("#panel")


def test_a_family_can_be_hidden_and_shown_again(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    before = watched.value(PIXELS)
    watched.page.uncheck("#legend input >> nth=0")
    watched.page.wait_for_timeout(100)
    assert watched.value(PIXELS) != before
    watched.page.check("#legend input >> nth=0")
    watched.page.wait_for_timeout(100)
    assert watched.value(PIXELS) == before


def test_without_scripts_it_says_what_to_do(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page, script=False)
    assert "Please allow scripts for this page" in watched.page.inner_text("noscript")


def test_the_words_for_what_is_out_of_the_ordinary_hang_on_the_card(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    badges = watched.value("Object.fromEntries([...looks].map(([id, now]) => [id, now.badges.map(([text]) => text)]))")
    assert "shadow" in badges["icp-nenc-north-cumbria"]
    assert "planned" in badges["post-mayor-tees-valley"]
    assert "inferred" in badges["stp-nenc"]
    assert "uncertain" in badges["partnership-board-nenc"]


def test_no_badge_lies_over_a_heading_another_badge_or_the_text_of_another_card(
    opened: Opened, system_page: Path, hostile_page: Path
) -> None:
    for path in (system_page, hostile_page):
        watched = opened(path)
        watched.value("change({ day: '2019-06-01' })")
        over = watched.value(BADGES_OVER)
        assert over[0] > 10
        assert over[1:] == []


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (400, 800)])
def test_a_body_that_is_found_is_brought_into_sight(opened: Opened, system_page: Path, width: int, height: int) -> None:
    watched = opened(system_page, width, height).show_network()
    for id_ in ("ccg-darlington", "nhs-england", "level-nenc-label-ccg", "combined-authority-tees-valley"):
        watched.choose("body", id_)
        x, y, top, bottom = watched.page.evaluate(
            """id => { const { x, y } = network.canvasToDOM({ x: cards.get(id).x, y: cards.get(id).y });
              const box = container.getBoundingClientRect();
              return [x, y, Math.max(0, -box.top), Math.min(box.height, innerHeight - box.top)]; }""",
            id_,
        )
        assert 0 < x < (width - 430 if width > 900 else width)
        # On a phone the panel beneath the picture is what is gone to; the card waits in the middle above it.
        assert top < y < bottom or width == 400


def test_of_a_body_that_was_not_there_the_trace_says_so(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    watched.value("change({ day: '2022-08-01', trace: ['accountable', 'ccg-sunderland'] })")
    assert watched.page.inner_text("#said") == (
        "On 1 August 2022, Sunderland CCG did not exist on the day (from 1 April 2013 to 30 June 2022), "
        "and no source says who it is accountable to."
    )
