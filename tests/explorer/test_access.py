"""The page for everybody: axe-core's rules, the keyboard alone, focus that is seen, small screens, still pictures."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.browser import Opened, Watched

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TYPED = "(id => { byId(id).value = 'council'; byId(id).dispatchEvent(new Event('input')); })"
FRESH = """(() => {
  form = null;
  for (const kind of KINDS) state.hidden[kind].clear();
  change({ day: '2019-06-01', to: null, card: null, ask: null, tab: null, chosen: null, trace: null, undated: true });
})()"""
STATES = {
    "first view": "0",
    "a body's card": "choose('body', 'icp-nenc-central')",
    "its evidence": "choose('body', 'icp-nenc-central'); change({ card: 'evidence' })",
    "the days and what is done less often": "byId('change-day').click(); byId('more').click()",
    "a line's card": "choose('line', 'rule:ccg-assessment:ccg-darlington')",
    "a trace": "change({ trace: ['route', 'ccg-darlington', 'ics-nenc'] })",
    "accountability on a day": "change({ day: '2019-06-01', trace: ['accountable', 'ccg-darlington'] })",
    "a comparison": "change({ day: '2020-03-01', to: '2020-06-01', tab: 'changes' })",
    "filtered": "state.hidden.type.add('UnitaryAuthority'); change({ day: '2021-01-01', undated: false })",
    "the trace form": f"traceForm(null, null); {TYPED}('trace-from')",
    "an answer": "change({ ask: 'Who sits on the Central ICP?' })",
    "an answer of two days": "change({ ask: 'What changed between 31 March and 1 April 2020?' })",
    "what is not read": "change({ ask: 'who sits on the ICP' })",
    "what a file cannot answer": "change({ ask: 'history of the Central ICP' })",
    "the search": f"byId('wanted').focus(); {TYPED}('wanted')",
    **{
        f"the table {name}": f"change({{ tab: '{name}' }})"
        for name in ("bodies", "lines", "gaps", "conflicts", "uncertain", "sources", "notdrawn")
    },
}


def violations(watched: Watched) -> list[str]:
    """Return what axe-core finds wrong: the rule, and where."""
    watched.value(AXE + "\n0")
    found = watched.page.evaluate("tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })", RULES)
    assert len(found["passes"]) > 15
    return [f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 400])
def test_axe_finds_nothing_against_wcag_and_nothing_scrolls_sideways(
    opened: Opened, system_page: Path, width: int, scheme: Any
) -> None:
    watched = opened(system_page, width, 900, scheme)
    # A panel that is just being faded in has less contrast than it will have.
    watched.page.emulate_media(reduced_motion="reduce", color_scheme=scheme)
    wrong: dict[str, Any] = {}
    for name, script in STATES.items():
        watched.value(FRESH)
        watched.value(f"(() => {{ {script} }})()")
        found = violations(watched)
        if found:
            wrong[name] = found
        if watched.value("document.documentElement.scrollWidth") > width:
            wrong[f"{name}, sideways"] = watched.value("document.documentElement.scrollWidth")
    assert wrong == {}
    assert watched.messages == []


def keys(watched: Watched, *pressed: str) -> None:
    for key in pressed:
        watched.page.keyboard.press(key)


def tab_to(watched: Watched, selector: str, most: int = 400) -> None:
    """Press Tab until an element has the focus; a person without a mouse has no other way to it."""
    for _ in range(most):
        if watched.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        watched.page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


@pytest.fixture
def watched(opened: Opened, system_page: Path) -> Watched:
    """The page of the shipped system."""
    return opened(system_page)


def test_keys_find_a_body_and_open_one_of_its_lines(watched: Watched) -> None:
    tab_to(watched, "#wanted")
    watched.page.keyboard.type("darlington ccg")
    keys(watched, "Enter")
    assert watched.page.inner_text("#details h2") == "NHS Darlington CCG"
    tab_to(watched, "#card-overview")
    keys(watched, "ArrowRight")
    assert watched.value("document.activeElement.id") == "card-evidence"
    tab_to(watched, "#details button.line")
    keys(watched, "Enter")
    assert "Line of" in watched.page.inner_text("#details .kind")
    keys(watched, "Escape")
    assert watched.page.is_hidden("#panel")
    assert watched.value("document.activeElement.id") == "wanted"


def test_tab_goes_from_name_to_name_of_the_nested_picture_and_enter_opens(watched: Watched) -> None:
    tab_to(watched, "#nested [data-choose='icp-nenc-central']")
    keys(watched, "Enter")
    assert watched.page.inner_text("#details h2") == "Central Integrated Care Partnership"
    keys(watched, "Escape")
    assert watched.value("document.activeElement.dataset.choose") == "icp-nenc-central"


def test_arrow_keys_go_over_the_picture_and_enter_opens(watched: Watched) -> None:
    tab_to(watched, "#more")
    keys(watched, "Enter")
    tab_to(watched, "#view-network")
    keys(watched, "Enter")
    tab_to(watched, "#drawing")
    keys(watched, "ArrowDown")
    assert watched.page.inner_text("#status").startswith("North East and North Cumbria ICS")
    seen = set()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        keys(watched, key)
        seen.add(watched.page.inner_text("#status"))
    assert len(seen) >= 4
    name = watched.value("nameOf(cursor)")
    keys(watched, "Enter")
    assert watched.page.inner_text("#details h2") == name
    scale = watched.value("network.getScale()")
    keys(watched, "Escape", "+")
    assert watched.value("document.activeElement.id") == "drawing"
    assert watched.value("network.getScale()") > scale
    keys(watched, "0")
    assert watched.value("state.camera") is None


def test_every_body_that_is_shown_can_be_come_to_by_arrow_keys(watched: Watched) -> None:
    reached = watched.value(
        """(() => { const reached = new Set([told.system]), waiting = [told.system];
          while (waiting.length) { const at = waiting.pop();
            for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
              const next = nextCard(at, key);
              if (next && !reached.has(next)) { reached.add(next); waiting.push(next); } } }
          return [...reached]; })()"""
    )
    assert set(reached) == set(watched.value("[...painted.shown.bodies]"))


def test_keys_set_a_day_and_compare_it_with_another(watched: Watched) -> None:
    tab_to(watched, "#change-day")
    keys(watched, "Enter")
    assert watched.value("document.activeElement.id") == "day"
    tab_to(watched, "#slider")
    keys(watched, "Home", "ArrowRight")
    assert watched.value("state.day") == watched.value("told.days[1]")
    keys(watched, "End")
    assert watched.value("state.day") == watched.value("told.days[told.days.length - 1]")
    keys(watched, "Shift+Tab", "Shift+Tab")
    assert watched.value("document.activeElement.id") == "day"
    keys(watched, "Control+a")
    watched.page.keyboard.type("1 March 2020")
    tab_to(watched, "#to")
    watched.page.keyboard.type("1 June 2020")
    assert watched.value("[state.day, state.to]") == ["2020-03-01", "2020-06-01"]
    assert "NHS Darlington CCG" in watched.page.inner_text("#table")
    tab_to(watched, "#uncompare")
    keys(watched, "Enter")
    assert watched.value("state.to") is None
    assert watched.value("document.activeElement.id") == "to"


def test_space_leaves_out_what_the_legend_says_and_brings_it_back(watched: Watched) -> None:
    tab_to(watched, "#filter-type-UnitaryAuthority")
    keys(watched, "Space")
    assert watched.value("[...state.hidden.type]") == ["UnitaryAuthority"]
    assert watched.value("document.activeElement.id") == "filter-type-UnitaryAuthority"
    keys(watched, "Space")
    assert watched.value("state.hidden.type.size") == 0


def test_keys_trace_a_way_and_ask_to_whom_a_body_is_accountable(watched: Watched) -> None:
    tab_to(watched, "#more")
    keys(watched, "Enter")
    tab_to(watched, "#trace")
    keys(watched, "Enter")
    assert watched.value("document.activeElement.id") == "trace-from"
    watched.page.keyboard.type("darlington ccg")
    keys(watched, "Enter")
    assert watched.value("document.activeElement.id") == "trace-to"
    watched.page.keyboard.type("nenc")
    keys(watched, "Enter", "Enter")
    assert watched.value("state.trace") == ["route", "ccg-darlington", "ics-nenc"]
    assert "NHS Darlington CCG → " in watched.page.inner_text("#details .answer")
    tab_to(watched, "#details button.body")
    keys(watched, "Enter")
    tab_to(watched, "#details .acts button")
    keys(watched, "Enter")
    assert watched.value("state.trace") == ["accountable", "ccg-darlington"]
    assert "By law: to NHS England." in watched.page.inner_text("#status")
    keys(watched, "Escape")
    assert watched.value("[state.trace, state.chosen]") == [None, None]
    assert watched.value("document.activeElement !== document.body")


def test_arrow_keys_go_through_the_tables_and_enter_sorts(watched: Watched) -> None:
    tab_to(watched, "#tabs button")
    keys(watched, "ArrowRight", "Enter")
    assert watched.value("state.tab") == "lines"
    assert watched.value("document.activeElement.id") == "tab-lines"
    tab_to(watched, "#table th button")
    keys(watched, "Enter")
    assert watched.page.get_attribute("#table th >> nth=0", "aria-sort") == "ascending"
    assert watched.value("document.activeElement.getAttribute('aria-label')") == "Sort by From"
    tab_to(watched, "#table button.body")
    keys(watched, "Enter")
    assert watched.page.is_visible("#panel")
    keys(watched, "Escape")
    assert watched.value("document.activeElement.closest('#table, #tabs') !== null")


def test_keys_save_the_picture_and_print_a_briefing(watched: Watched) -> None:
    tab_to(watched, "#more")
    keys(watched, "Enter")
    tab_to(watched, "#save-svg")
    with watched.page.expect_download() as download:
        keys(watched, "Enter")
    assert download.value.suggested_filename.endswith(".svg")
    watched.value(
        "void (window.print = () => { window.printed = document.querySelector('#briefing h2').textContent; })"
    )
    tab_to(watched, "#wanted")
    watched.page.keyboard.type("nhs england")
    keys(watched, "Enter")
    tab_to(watched, "#details .acts button:last-child")
    assert watched.value("document.activeElement.textContent") == "Print a briefing"
    keys(watched, "Enter")
    assert watched.value("window.printed") == "NHS England"


# What is pressed of a name in the picture is its whole row or card.
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body || one === document.documentElement) return null;
  const style = getComputedStyle(one), box = (one.closest('label, .row, .card') || one).getBoundingClientRect();
  const sentence = ['A'].includes(one.tagName) && !one.classList.contains('act');
  return { what: one.id || one.className || one.textContent.slice(0, 40), tag: one.tagName,
    outline: style.outlineStyle !== 'none' ? parseFloat(style.outlineWidth) : 0,
    width: box.width, height: box.height, sentence };
}"""


@pytest.mark.parametrize("width", [1400, 400])
def test_tab_goes_through_the_whole_page_and_the_focus_is_seen_at_every_stop(
    opened: Opened, system_page: Path, width: int
) -> None:
    watched = opened(system_page, width)
    watched.value(
        "change({ tab: 'sources', day: '2019-06-01' }); choose('body', 'ccg-darlington');"
        "document.querySelector('.skip').focus()"
    )
    stops = []
    for _ in range(400):
        keys(watched, "Tab")
        stop = watched.value(FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    else:
        raise AssertionError("Tab never comes to the end of the page")
    assert len(stops) > 60
    assert [stop for stop in stops if stop["outline"] < 2] == []
    small = [stop for stop in stops if not stop["sentence"] and min(stop["width"], stop["height"]) < 24]
    assert small == []


def test_nothing_moves_for_who_wants_no_motion(watched: Watched) -> None:
    watched.page.emulate_media(reduced_motion="no-preference")
    # Asked at once: what moves has ended after a moment.
    moving = "(() => { choose('body', 'ccg-darlington'); return document.getAnimations().length; })()"
    assert watched.value(moving) > 0
    watched.value("change({ chosen: null })")
    watched.page.emulate_media(reduced_motion="reduce")
    assert watched.value(moving) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_on_the_picture_have_the_contrast_that_words_need(opened: Opened, system_page: Path, scheme: str) -> None:
    watched = opened(system_page, scheme=scheme)
    tones = {name: colour for name, colour in watched.value("look").items() if colour.startswith("#")}
    for words in ("ink", "soft"):
        for ground in ("paper", "band", "band2", "warn", "added", "ended"):
            assert contrast(tones[words], tones[ground]) >= 4.5, (words, ground)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
