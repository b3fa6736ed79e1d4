"""What a page says before anything is pressed, the details beside the picture, and two days compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.ontology import load_ontology
from ics_graph.questions import all_questions
from ics_graph.stores import Store
from ics_graph.stores.rows import View
from tests.browser import Opened, Watched

TITLES = [
    "What this system is",
    "Who is accountable to whom",
    "Who is in the partnerships",
    "What is missing, where sources differ",
]


def sentences(watched: Watched) -> dict[str, str]:
    """Return the four sentences by their titles."""
    cells: dict[str, str] = watched.value(
        "Object.fromEntries([...document.querySelectorAll('#summary > div')].map((cell) =>"
        " [cell.querySelector('h2').textContent, cell.querySelector('p').textContent]))"
    )
    return cells


@pytest.fixture
def watched(opened: Opened, system_page: Path) -> Watched:
    """The page of the shipped system."""
    return opened(system_page)


def test_it_opens_on_its_day_with_four_sentences(watched: Watched, shipped: Store) -> None:
    assert watched.page.inner_text("#asat") == "On 1 June 2019"
    cells = sentences(watched)
    assert list(cells) == TITLES
    gaps = all_questions()["gaps"].ask(Asked(shipped, load_ontology(), View()), within="ics-nenc").rows
    assert list(cells.values()) == [
        "An ICS in the making: 4 partnerships, 12 CCGs, 9 trusts and 14 council areas.",
        "No source states it. By law, NHS England assesses and may direct 12 CCGs. "
        "Not read: the system and 4 partnerships.",
        "12 CCGs and 9 trusts (possibly on this day); CDDFT is in two.",
        f"{len(gaps)} gaps are on record, 30 not read. Sources differ on the system, Central ICP and 1 more.",
    ]


def test_the_sentences_follow_the_day_and_never_say_none(watched: Watched) -> None:
    watched.value("change({ day: '2022-08-01' })")
    cells = sentences(watched)
    assert "12 CCGs" not in cells[TITLES[0]]
    assert "9 trusts" in cells[TITLES[0]]
    # Before there is any of it, the page says so, and not that nobody is in it.
    watched.value("change({ day: '2010-01-01' })")
    cells = sentences(watched)
    assert cells[TITLES[0]] == "An ICS that did not exist on this day."
    assert "none" not in " ".join(cells.values()).lower().split()


def test_each_sentence_leads_into_the_picture_or_to_a_table(watched: Watched) -> None:
    links = watched.page.locator("#summary a")
    places = {}
    for n in range(links.count()):
        watched.value("change({ chosen: null, tab: null })")
        text = links.nth(n).inner_text()
        links.nth(n).click()
        places[text] = watched.value("state.tab ?? state.chosen?.[1]")
        # The same is reached in a window of its own.
        assert places[text] in (links.nth(n).get_attribute("href") or "")
    assert places == {
        "An ICS in the making": "ics-nenc",
        "NHS England assesses and may direct 12 CCGs": "nhs-england",
        "Not read": "gaps",
        "CDDFT": "trust-county-durham-and-darlington",
        "91 gaps": "gaps",
        "Sources differ": "conflicts",
    }


BOXES = """(() => { const box = (id) => byId(id).getBoundingClientRect();
  const stage = box('stage'), panel = box('panel');
  const drawn = document.querySelector('#nested svg').getBoundingClientRect().width <= stage.width;
  return { apart: stage.right <= panel.left, column: Math.round(panel.width), drawn,
    columns: new Set([...document.querySelectorAll('#nested .card.member > .frame')].map((card) =>
      Math.round(card.getBoundingClientRect().left))).size }; })()"""


def test_details_push_the_picture_which_is_drawn_for_the_width_that_is_left(watched: Watched) -> None:
    wide = watched.value("byId('stage').clientWidth")
    watched.choose("body", "icp-nenc-central")
    assert watched.value(BOXES) == {"apart": True, "column": 380, "drawn": True, "columns": 4}
    assert watched.value("byId('stage').clientWidth") == wide - 380 - 16
    # While one scrolls, they stay in sight.
    watched.value("window.scrollTo(0, 400)")
    top, bottom = watched.value("(({ top, bottom }) => [top, bottom])(byId('panel').getBoundingClientRect())")
    assert 0 <= top < bottom <= 1000
    watched.page.click("#close")
    assert watched.value("byId('stage').clientWidth") == wide


@pytest.mark.parametrize("id_", ["ics-nenc", "nhs-england", "icp-nenc-central", "ccg-darlington"])
def test_an_overview_fits_two_screens_and_says_the_whole(watched: Watched, id_: str) -> None:
    watched.choose("body", id_)
    # A window of 1,000 px shows 984 of them.
    assert watched.value("byId('panel').scrollHeight") <= 2.1 * 984
    headings = watched.page.locator("#card-of-overview h3").all_inner_texts()
    assert any(heading.startswith("Accountability and leadership") for heading in headings)
    assert any(heading.startswith("What is missing") for heading in headings)
    # Every number leads to its note, also where that is folded away.
    lost = watched.value(
        """[...document.querySelectorAll('#card-of-overview sup a')].filter((a) => a.getClientRects().length)
          .filter((a) => { a.click();
            return document.activeElement.id !== 'note-' + a.textContent.replace(/\\D/g, ''); })
          .map((a) => a.textContent)"""
    )
    assert lost == []
    assert "note-" not in watched.value("location.hash")


def test_the_overview_of_a_partnership_answers_in_words_and_by_kind(watched: Watched) -> None:
    watched.choose("body", "icp-nenc-central")
    overview = " ".join(watched.page.inner_text("#card-of-overview").split())
    assert overview.startswith(
        "In the sources, 4 CCGs and 2 NHS foundation trusts are members and it covers 3 council areas. "
        "The parts that were read do not say who it is accountable to. No source says who leads it."
    )
    assert "Members (6) all: possibly CCGs Durham Dales, Easington and Sedgefield (DDES); North Durham;" in overview
    assert "Areas covered are geography, not membership." in overview
    assert "Accountable to not read [3] it is a diagram" in overview.replace("[", " [").replace("  ", " ")
    assert "Where sources differ" in overview
    watched.value("change({ day: '2021-06-01' })")
    watched.choose("body", "ccg-darlington")
    assert watched.page.inner_text("#card-of-overview .answer") == (
        "It no longer existed on 1 June 2021. It existed from 1 April 2013 to 31 March 2020. "
        "It was followed by NHS Tees Valley CCG."
    )


def test_a_long_list_opens_in_place_and_takes_the_focus(watched: Watched) -> None:
    watched.choose("body", "ics-nenc")
    more = watched.page.locator("#card-of-overview .kinds button.link", has_text="more").first
    hidden = watched.page.locator("#card-of-overview .kinds li").first.locator("[hidden] a")
    count = int(more.inner_text().split()[1])
    more.focus()
    watched.page.keyboard.press("Enter")
    assert watched.value("document.activeElement.tagName") == "A"
    assert hidden.count() == 0 or count > 0
    assert watched.page.locator("#card-of-overview .kinds button.link", has_text=f"and {count} more").count() <= 1


def test_the_tabs_of_details_go_by_keys_and_hold_all_that_is_told(watched: Watched) -> None:
    watched.choose("body", "ccg-darlington")
    watched.page.focus("#card-overview")
    watched.page.keyboard.press("ArrowRight")
    assert watched.page.is_visible("#card-of-evidence")
    evidence = watched.page.inner_text("#card-of-evidence")
    for words in ("Codes", "00C", "is a member of", "Where it is named", "What the type means", "read from the layout"):
        assert words in evidence
    watched.page.keyboard.press("End")
    assert "card=history" in watched.value("location.hash")
    history = watched.page.inner_text("#card-of-history")
    assert "1 April 2013 established" in history
    assert "merger: Merger into NHS Tees Valley CCG" in history
    watched.page.keyboard.press("ArrowRight")
    assert watched.value("document.activeElement.id") == "card-overview"


def test_a_comparison_says_its_sentence_and_draws_what_came_and_went(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    watched.page.click("#compare")
    watched.page.fill("#to", "31 March 2020")
    watched.page.keyboard.press("Enter")
    watched.page.fill("#day", "1/4/2020")
    watched.page.keyboard.press("Enter")
    assert watched.value("[state.day, state.to]") == ["2020-03-31", "2020-04-01"]
    said = watched.page.inner_text("#comparison")
    assert (
        "Within the North East and North Cumbria ICS, between 31 March 2020 and 1 April 2020, 3 bodies were "
        "established and 6 abolished. 7 relationships ended because a body was abolished. 3 events took place." in said
    )
    assert "Clinical commissioning group: 12 on 31 March 2020 + 3 established − 6 abolished = 9 on 1 April 2020" in said
    assert watched.value(
        "byId('comparison').getBoundingClientRect().bottom <= byId('stage').getBoundingClientRect().top"
    )

    def words(id_: str) -> str:
        return " ".join(watched.page.locator(f"#nested [data-id='{id_}'] a text").all_text_contents())

    assert "+ established, out of NHS Darlington CCG, HAST CCG and South Tees CCG" in words("ccg-tees-valley")
    assert words("ccg-darlington").startswith("Darlington − merged into NHS Tees Valley CCG")
    assert "merged" not in words("ccg-sunderland")
    # None of them is folded away, also where there is room for little, as on paper.
    marked = watched.value("[...painted.marks.keys()].filter((id) => painted.shown.bodies.has(id))")
    assert len(marked) == 9
    assert all(watched.page.locator(f"#nested [data-id='{id_}']").count() for id_ in marked)
    paper = watched.value("pictureFor({ width: 1240, height: 300, theme: 'light', medium: 'paper' }).svg")
    assert all(f'data-id="{id_}"' in paper for id_ in marked)
    assert 'data-id="ccg-north-tyneside"' not in paper
