"""Meetings and chains of delegation on the page: told as the questions tell of them, found, shown and printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.answering.registry import invented
from ics_graph.cli.board_paper.document import Paper
from ics_graph.deciding.rows import CHAIN
from ics_graph.explorer import meeting_data
from ics_graph.explorer.page import write_page
from ics_graph.explorer.payload import payload_of
from ics_graph.explorer.pyvis_graph import told_of
from ics_graph.explorer.selection import at_any_date, select
from ics_graph.explorer.server.list_pages import about
from ics_graph.package_data import shipped as shipped_path
from ics_graph.phrasing import NotRead, read
from ics_graph.stores import Store
from ics_graph.stores.rows import View
from tests.asking import Asker, asking
from tests.browser import Opened
from tests.explorer.modules import run_modules
from tests.explorer.test_page_reads_questions import blocks_of

INVENTED = "Invented example. "


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """An asker of the invented board."""
    with asking(shipped_path("examples") / "westmarch", tmp_path_factory.mktemp("westmarch")) as made:
        yield made


@pytest.fixture(scope="module")
def page(asker: Asker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the invented board, as a file."""
    path = tmp_path_factory.mktemp("page") / "westmarch.html"
    write_page(Asked(asker.store, asker.ontology, View()), path, "icb-westmarch")
    return path


@pytest.fixture(scope="module")
def page_told(asker: Asker) -> dict[str, Any]:
    """What the page tells of the invented board."""
    return told(asker)


def told(asker: Asker) -> dict[str, Any]:
    asked = at_any_date(Asked(asker.store, asker.ontology, View()))
    shown = select(asked, "icb-westmarch")
    return told_of(asked, shown, payload_of(asked, shown), served=False)


def steps_of(page_told: dict[str, Any], holder: str, row: str, day: str) -> tuple[list[Any], str]:
    """Return the steps of the power of a holder by a row on a day, and why it does not count."""
    (power,) = [power for power in page_told["bodies"][holder]["decides"] if power["id"] == row]
    _, places, why = [chain for chain in power["chains"] if chain[0] <= day][-1]
    steps = [page_told["steps"][place] for place in places]
    return [(step["id"], step["relation"], step["clause"]) for step in steps], why


def test_a_meeting_is_told_as_the_questions_tell_of_it(asker: Asker, page_told: dict[str, Any]) -> None:
    of_meetings = page_told["meetings"]
    assert list(of_meetings) == ["m6", "m4", "m2", "m5", "m3", "m1"], "the latest first"
    for id_, meeting in of_meetings.items():
        for part, question in (("quorum", "quorate"), ("interests", "interests")):
            answer = asker(question, id_)
            said = meeting[part]
            assert (said["sentence"], said["notes"]) == (answer.headline.removeprefix(INVENTED), [*answer.caveats])
            assert said["outcome"] == answer.outcome
            assert [row["name"] for row in said["rows"]] == [row.name for row in answer.rows]
    seats = asker("composition", "board-westmarch", as_of="2026-03-19")
    assert of_meetings["m2"]["seats"]["sentence"] == seats.headline.removeprefix(INVENTED)
    assert [row["group"] for row in of_meetings["m2"]["seats"]["rows"]] == ["Vacant"]


def test_a_meeting_has_the_decisions_taken_at_it_with_their_clause(page_told: dict[str, Any]) -> None:
    of_meetings = page_told["meetings"]
    taken = {id_: [(row["line"], row.get("clause")) for row in each["decisions"]] for id_, each in of_meetings.items()}
    assert taken["m2"] == [("x6", "SoRD v2 row 19, by CON v2 4.1")]
    assert {id_: [line for line, _ in rows] for id_, rows in taken.items()} == {
        "m1": ["x1"],
        "m2": ["x6"],
        "m3": ["x2"],
        "m4": ["x3"],
        "m5": ["x4"],
        "m6": ["x5"],
    }


def test_of_many_meetings_the_latest_are_told_in_full(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meeting_data, "MOST_TOLD", 2)
    of_meetings = told(asker)["meetings"]
    assert [id_ for id_, meeting in of_meetings.items() if "quorum" in meeting] == ["m6", "m4"]
    assert of_meetings["m1"]["name"] == "M1: Board, 18 September 2025"


def test_a_meeting_is_opened_from_its_board_and_from_search_and_printed(opened: Opened, page: Path) -> None:
    watched = opened(page)
    watched.page.add_init_script("window.print = () => undefined")
    watched.page.reload()
    watched.page.wait_for_selector("#drawing[data-ready]", state="attached")
    assert "possibly quorate" in watched.choose("body", "board-westmarch")
    watched.page.get_by_role("button", name="M2: Board, 19 March 2026").click()
    details = watched.page.text_content("#details") or ""
    for text in ("Greta Lowe (possibly counts)", "quorate: no", "potential conflict", "SoRD v2 row 19, by CON v2 4.1"):
        assert text in details
    assert "conflicted" not in details
    watched.page.get_by_label("Ask a question, or name a body").fill("fic 14 april")
    watched.page.keyboard.press("ArrowDown")
    watched.page.keyboard.press("Enter")
    assert watched.page.text_content("#details h2") == "M4: FIC, 14 April 2026"
    assert "meeting=m4" in watched.page.url
    watched.page.reload()
    watched.page.wait_for_selector("#drawing[data-ready]", state="attached")
    assert watched.page.text_content("#details h2") == "M4: FIC, 14 April 2026", "the link brings it back"
    watched.page.get_by_role("button", name="Print this meeting").click()
    assert "Kit Thorne" in (watched.page.text_content("#briefing") or "")
    assert not watched.page.query_selector("#briefing button"), "there is nothing to press on paper"
    assert watched.messages == []


@pytest.mark.parametrize(
    ("holder", "row", "function", "value"),
    [
        ("pccc-westmarch", "sord-v2-17", "GP practice merger", None),
        ("fic-westmarch", "sord-v2-8", "capital scheme", "600000"),
        ("post-cfo-westmarch", "sord-v2-9", "capital scheme", "400000"),
    ],
)
def test_the_chain_of_a_power_is_that_of_who_decides(
    asker: Asker, page_told: dict[str, Any], holder: str, row: str, function: str, value: str | None
) -> None:
    day = "2026-03-10"
    answer = asker("who-decides", function, as_of=day, body="icb-westmarch", value=value, vat="with")
    chain = [(step.id, step.relation, step.clause) for step in answer.rows if step.group == CHAIN]
    assert len(chain) > 2
    assert steps_of(page_told, holder, row, day) == (chain, "")


def test_a_row_that_does_not_count_has_no_chain_and_says_why(page_told: dict[str, Any]) -> None:
    of_primary_care = steps_of(page_told, "post-head-of-primary-care-westmarch", "sord-v2-20", "2026-03-10")
    assert of_primary_care == ([], "over the giver's power: the giver does not have what the row gives")
    before, after = (
        steps_of(page_told, "support-unit-westmarch", "sord-v2-23", f"2026-0{n}") for n in ("3-31", "4-01")
    )
    assert before[0]
    assert after == ([], "the holder no longer exists")
    # The Chief Finance Officer has a capital scheme over £50,000, and the row gives one of any value up to £75,000.
    _, why = steps_of(page_told, "post-head-of-estates-westmarch", "sord-v2-10", "2026-03-10")
    assert why.startswith("not in every case: over the giver's power")


def test_the_chain_is_shown_in_the_picture_with_its_steps(opened: Opened, page: Path) -> None:
    watched = opened(page)
    assert "does not count" in watched.choose("body", "post-head-of-primary-care-westmarch")
    watched.choose("body", "pccc-westmarch")
    watched.page.get_by_role("button", name="Show the chain of delegation: GP practice merger: any value").press(
        "Enter"
    )
    assert "trace=delegation,sord-v2-17" in watched.page.url
    sentence = (
        "passed from NHS England to Board of NHS Westmarch ICB and "
        "from Board of NHS Westmarch ICB to Primary Care Commissioning Committee"
    )
    assert sentence in (watched.page.text_content("#status") or ""), "it is read out"
    assert watched.page.locator("#details ol > li").count() == 6
    bright = {"nhs-england", "board-westmarch", "pccc-westmarch"}
    assert set(watched.value("[...painted.shown.bodies].filter((id) => cards.has(id) && !lookOf(id).dim)")) == bright
    assert watched.value("svgText()").count('data-chain="2"') == 1
    watched.value("change({ day: '2024-06-30' })")
    assert "is not in force" in (watched.page.text_content("#details .answer") or "")
    watched.choose("meeting", "m5")
    watched.page.get_by_role("button", name="Show the chain of delegation: GP practice merger: any value").click()
    assert "day=2026-02-10" in watched.page.url, "the chain of a decision is that of its day"
    assert watched.messages == []


_READ = """
const [{ Reader }, { namedBodies }, { withIds }] = modules;
const told = withIds(input.told);
const reader = new Reader(input.reading, namedBodies(told), told);
return input.texts.map((text) => {
  const { commands, choices } = reader.read(text);
  return (commands || choices || []).map(({ line }) => line);
});
"""
ASKED = (
    "who may decide to change the constitution of NHS Westmarch ICB",
    "who can approve a capital scheme of £450,000 without VAT on 10 March 2026",
    "was the FIC meeting on 14 April 2026 quorate",
    "was the FIC quorate in April 2026",
    "who had an interest at the PCCC meeting on 10 February 2026",
    "was the Westmarch Board quorate",
    "was m2 quorate",
    "can NHS Westmarch ICB's board delegate the annual budget",
    "may Orla Yates stand in for Sara Cole",
    "was the FIC meeting on 15 April 2026 quorate",
    "who may decide to sell the moon",
)


def test_the_page_reads_functions_and_meetings_as_the_command_line_does(asker: Asker, page: Path) -> None:
    blocks = blocks_of(page)
    given = {name: blocks[name] for name in ("reading", "told")}
    modules = ["ask/reader.js", "ask/of_the_page.js", "picture/holding.js"]
    read_there = dict(zip(ASKED, run_modules(modules, _READ, {**given, "texts": ASKED}), strict=True))
    for text in ASKED:
        try:
            lines = [each.line for each in read(Asked(asker.store, asker.ontology, View()), text).commands]
        except NotRead as error:
            lines = list(error.choices) if error.kind == "ambiguous" else []
        assert (text, read_there[text] if lines else []) == (text, lines)
        assert lines or not any(word in line for line in read_there[text] for word in ("quorate", "who-decides"))


def test_a_file_says_which_command_answers_a_question_on_a_meeting(opened: Opened, page: Path) -> None:
    watched = opened(page)
    watched.page.get_by_label("Ask a question, or name a body").fill("was the FIC meeting on 14 April 2026 quorate?")
    watched.page.keyboard.press("Enter")
    assert "ics-graph ask quorate m4" in (watched.page.text_content("#answer") or "")


def test_a_page_and_a_paper_of_an_invented_example_say_so_first(asker: Asker, page: Path, opened: Opened) -> None:
    watched = opened(page)
    assert watched.page.title().startswith("Invented example. NHS Westmarch ICB")
    assert watched.page.inner_text("header .title").startswith("Invented example.")
    assert "<title>Invented example. NHS Westmarch ICB" in watched.value("svgText()")
    paper = Paper(Asked(asker.store, asker.ontology, View(as_of=date(2026, 3, 19))), "icb-westmarch")
    assert paper.title.startswith("Invented example. NHS Westmarch ICB")
    assert about(asker.store)["notices"][0] == "Invented example."


def test_no_other_page_says_that_it_is_invented(shipped: Store) -> None:
    assert invented(shipped) == ""
