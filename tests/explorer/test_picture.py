"""The nested picture: who is inside whom, few lines, every word, and one drawing in all that is made of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.making import make_system
from ics_graph.answering.asked import Asked
from ics_graph.cli.board_paper.as_html import as_html
from ics_graph.cli.board_paper.document import Paper
from ics_graph.explorer.page import write_page
from ics_graph.explorer.picture import Picture, picture
from ics_graph.ontology import load_ontology
from ics_graph.stores import Store, open_store
from ics_graph.stores.rows import View
from tests.browser import Opened
from tests.explorer.pictures import boxes, crossings, drawn_in, overlapping, runs, through_cards

ON = date(2019, 6, 1)
ICPS = ("icp-nenc-central", "icp-nenc-north", "icp-nenc-north-cumbria", "icp-nenc-south")
CDDFT = "trust-county-durham-and-darlington"


def asked(store: Store, **more: Any) -> Asked:
    return Asked(store, load_ontology(), View(as_of=ON, planned=True, uncertain=True, **more))


@pytest.fixture(scope="module")
def nenc(shipped: Store) -> Picture:
    return picture(asked(shipped))


@pytest.fixture
def nenc_page(shipped: Store, tmp_path: Path) -> Path:
    path = tmp_path / "nenc.html"
    write_page(asked(shipped), path)
    return path


def card(drawn: Picture, id_: str) -> Any:
    (found,) = [each for each in drawn.plan["cards"] if each["id"] == id_]
    return found


def rows_in(drawn: Picture, id_: str) -> dict[str, Any]:
    return {row["id"]: row for group in card(drawn, id_)["groups"] for row in group["rows"]}


def words_of(row: Any) -> list[str]:
    return [text["text"] for text in row["texts"]]


def test_members_stand_inside_their_partnership_by_their_full_name(nenc: Picture) -> None:
    rows = rows_in(nenc, "icp-nenc-central")
    assert words_of(rows["ccg-durham-dales-easington-and-sedgefield"])[:3] == [
        "Durham Dales, Easington and",
        "Sedgefield",
        "DDES",
    ]
    assert words_of(rows["ccg-north-durham"]) == ["North Durham"]
    headings = [group["heading"]["text"] for group in card(nenc, "icp-nenc-central")["groups"]]
    assert headings == ["CCGs (4)", "NHS foundation trusts (2)", "Council areas covered (3)"]


def test_a_body_in_two_partnerships_is_whole_in_one_and_hollow_in_the_other(nenc: Picture) -> None:
    first, second = rows_in(nenc, "icp-nenc-central")[CDDFT], rows_in(nenc, "icp-nenc-south")[CDDFT]
    assert (first["hollow"], second["hollow"]) == (False, True)
    assert "also in South ICP" in words_of(first)
    assert "also in Central ICP" in words_of(second)


def test_only_accountability_and_reporting_are_lines(nenc: Picture) -> None:
    families = {family for course in nenc.plan["courses"] for family in course["families"]}
    assert families <= {"accountability", "reporting"}
    by_law = [course for course in nenc.plan["courses"] if course["word"].startswith("by law")]
    assert by_law
    assert all(course["strength"] == "weaker" for course in by_law)
    assert "by law: 12 CCGs to NHS England" in {course["label"] for course in by_law}


def test_no_line_runs_through_a_card_and_few_cross(nenc: Picture) -> None:
    assert len(crossings(nenc.plan)) <= 15
    assert through_cards(nenc.plan) == []
    assert overlapping(boxes(nenc.plan)) == []


def test_nothing_is_smaller_than_can_be_read(nenc: Picture) -> None:
    sizes = {(run["tone"] == "ink", run["size"]) for run in runs(nenc.plan)}
    assert min(size for is_name, size in sizes if is_name) >= 13
    assert min(size for _, size in sizes) >= 11


def test_every_body_that_is_shown_is_a_card_a_row_or_in_a_chip(nenc: Picture, nenc_page: Path, opened: Opened) -> None:
    seen = drawn_in(nenc.svg)
    inside = {id_ for _, ids in seen.chips for id_ in ids.split()}
    told = seen.cards | {id_ for id_, _ in seen.rows} | inside
    shown = set(opened(nenc_page).value("[...painted.shown.bodies]"))
    assert shown - told == set()


def test_what_is_accountable_by_law_is_not_called_not_stated(shipped: Store) -> None:
    # Also where lines by law are left out of the picture: the law holds all the same.
    for view in (asked(shipped), asked(shipped, rules=False)):
        badges = card(picture(view, root="ccg-darlington", depth=1), "ccg-darlington")["badges"]
        assert "accountable: by law only" in [badge["text"] for badge in badges]


@pytest.mark.parametrize("id_", ICPS)
def test_possibly_is_said_of_every_partnership_whose_days_no_source_gives(nenc: Picture, id_: str) -> None:
    said = " ".join(note["text"] for band in nenc.plan["bands"] for note in band["notes"])
    badges = [badge["text"] for badge in card(nenc, id_)["badges"]]
    assert "All of them: possibly there on this day" in said or "possibly" in badges


def test_page_download_command_and_paper_draw_the_same(
    nenc: Picture, nenc_page: Path, shipped: Store, opened: Opened
) -> None:
    watched = opened(nenc_page, width=1274, height=2400)
    inner = watched.value("document.querySelector('#nested').clientWidth")
    assert inner == nenc.plan["width"]
    in_page = watched.value("new XMLSerializer().serializeToString(document.querySelector('#nested svg'))")
    with watched.page.expect_download() as download:
        watched.press("#save-svg")
    saved = Path(download.value.path()).read_text("utf-8")
    assert drawn_in(saved) == drawn_in(nenc.svg)
    assert all(
        words in saved for words in ("North East and North Cumbria ICS on 1 June 2019", "Nothing left out", "Sources")
    )
    assert drawn_in(in_page) == drawn_in(nenc.svg)
    on_paper = picture(asked(shipped), medium="paper")
    html = as_html(Paper(asked(shipped), None))
    (drawn,) = re.findall(r"<svg.*</svg>", html, re.S)
    assert drawn_in(drawn) == drawn_in(on_paper.svg)
    assert drawn_in(drawn).lines == drawn_in(nenc.svg).lines
    assert drawn_in(drawn).cards == drawn_in(nenc.svg).cards


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_members_are_in_view_on_a_usual_screen(nenc_page: Path, opened: Opened, scheme: str) -> None:
    watched = opened(nenc_page, width=1400, height=1000, scheme=scheme)
    lowest = watched.value(
        "Math.max(...[...document.querySelectorAll('#nested .member .row')].map(r => r.getBoundingClientRect().bottom))"
    )
    homes = watched.value("[...new Set([...document.querySelectorAll('#nested .row')].map(r => r.dataset.home))]")
    assert set(ICPS) <= set(homes)
    assert lowest <= 1000
    assert watched.value("document.documentElement.scrollWidth") == 1400


@pytest.mark.parametrize("width", [400, 1400, 1920])
def test_words_are_as_large_as_they_can_be_read(nenc_page: Path, opened: Opened, width: int) -> None:
    watched = opened(nenc_page, width=width)
    sizes = watched.value(
        """[...document.querySelectorAll('#nested text')].map(t => {
          const scale = t.ownerSVGElement.getBoundingClientRect().width / t.ownerSVGElement.viewBox.baseVal.width;
          return [t.classList.contains('t-ink'), parseFloat(getComputedStyle(t).fontSize) * scale]; })"""
    )
    assert min(size for is_name, size in sizes if is_name) >= 13
    assert min(size for _, size in sizes) >= 11
    assert watched.value("document.documentElement.scrollWidth") == width


def test_no_words_lie_over_each_other_or_leave_their_card(nenc_page: Path, opened: Opened) -> None:
    for width in (400, 1400):
        watched = opened(nenc_page, width=width)
        assert watched.value(WORDS_OUT) == []


WORDS_OUT = """() => {
  const out = [];
  const box = (e) => e.getBoundingClientRect();
  for (const card of document.querySelectorAll('#nested .card')) {
    const frame = box(card.querySelector('rect.frame'));
    const texts = [...card.querySelectorAll('text')];
    for (const text of texts) {
      const b = box(text);
      if (b.left < frame.left || b.right > frame.right + 1 || b.bottom > frame.bottom + 1) out.push(text.textContent);
    }
    texts.forEach((one, n) => texts.slice(n + 1).forEach((other) => {
      const [a, b] = [box(one), box(other)];
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 6 && b.top < a.bottom - 6)
        out.push(one.textContent + ' | ' + other.textContent);
    }));
  }
  return out;
}"""


def test_a_chip_opens_in_place_by_pointer_and_by_key_and_the_link_keeps_it(nenc_page: Path, opened: Opened) -> None:
    watched = opened(nenc_page)
    chip = "#nested [data-fold='ics-nenc/DeliveryWorkstream']"
    assert watched.page.locator("#nested [data-id='workstream-nenc-cancer']").count() == 0
    watched.page.click(chip)
    assert watched.page.locator("#nested [data-id='workstream-nenc-cancer']").count() == 1
    assert "open=ics-nenc%2FDeliveryWorkstream" in watched.value("location.hash")
    watched.page.focus(chip)
    watched.page.keyboard.press("Enter")
    assert watched.page.locator("#nested [data-id='workstream-nenc-cancer']").count() == 0
    assert watched.value("document.activeElement.dataset.fold") == "ics-nenc/DeliveryWorkstream"


def test_a_name_opens_its_card_and_a_trace_opens_the_network(nenc_page: Path, opened: Opened) -> None:
    watched = opened(nenc_page)
    watched.page.click("#nested [data-choose='icp-nenc-central']")
    assert "Central Integrated Care Partnership" in watched.page.inner_text("#details")
    watched.value("change({ trace: ['accountable', 'icp-nenc-central'] })")
    assert watched.page.locator("#nested").is_hidden()
    assert watched.page.locator("#drawing").is_visible()
    watched.press("#view-nested")
    assert watched.page.locator("#nested").is_visible()
    assert "picture=nested" in watched.value("location.hash")


@pytest.mark.parametrize(("bodies", "seconds"), [(236, 2.0), (1000, 2.0)])
def test_a_made_system_folds_until_it_is_read_on_one_screen(
    tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch, bodies: int, seconds: float
) -> None:
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "cache"))
    make_system(tmp_path / "made", bodies, seed=1)
    with open_store(data=[tmp_path / "made"]) as store:
        write_page(Asked(store, load_ontology(), View()), tmp_path / "made.html")
    watched = opened(tmp_path / "made.html", width=1400, height=1000)
    assert float(watched.value("document.querySelector('#drawing').dataset.ready")) < seconds * 1000
    cards = watched.value("document.querySelectorAll('#nested .card.member').length")
    assert cards == bodies // 50
    if bodies == 236:
        assert watched.value("document.querySelector('#nested').getBoundingClientRect().bottom") <= 1000
    assert watched.value(WORDS_OUT) == []
