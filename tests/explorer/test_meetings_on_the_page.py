"""A meeting on the page: found by search and from its board, told as the questions tell of it, and printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.explorer import meeting_data
from ics_graph.explorer.page import write_page
from ics_graph.explorer.payload import payload_of
from ics_graph.explorer.pyvis_graph import told_of
from ics_graph.explorer.selection import at_any_date, select
from ics_graph.package_data import shipped
from ics_graph.stores.rows import View
from tests.asking import Asker, asking
from tests.browser import Opened

INVENTED = "Invented example. "


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """An asker of the invented board."""
    with asking(shipped("examples") / "westmarch", tmp_path_factory.mktemp("westmarch")) as made:
        yield made


@pytest.fixture(scope="module")
def page(asker: Asker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the invented board, as a file."""
    path = tmp_path_factory.mktemp("page") / "westmarch.html"
    write_page(Asked(asker.store, asker.ontology, View()), path, "icb-westmarch")
    return path


def meetings(asker: Asker) -> dict[str, Any]:
    asked = at_any_date(Asked(asker.store, asker.ontology, View()))
    shown = select(asked, "icb-westmarch")
    told: dict[str, Any] = told_of(asked, shown, payload_of(asked, shown), served=False)["meetings"]
    return told


def test_a_meeting_is_told_as_the_questions_tell_of_it(asker: Asker) -> None:
    told = meetings(asker)
    assert list(told) == ["m6", "m4", "m2", "m5", "m3", "m1"], "the latest first"
    for id_, meeting in told.items():
        for part, question in (("quorum", "quorate"), ("interests", "interests")):
            answer = asker(question, id_)
            said = meeting[part]
            assert (said["sentence"], said["notes"]) == (answer.headline.removeprefix(INVENTED), [*answer.caveats])
            assert said["outcome"] == answer.outcome
            assert [row["name"] for row in said["rows"]] == [row.name for row in answer.rows]
    seats = asker("composition", "board-westmarch", as_of="2026-03-19")
    assert told["m2"]["seats"]["sentence"] == seats.headline.removeprefix(INVENTED)
    assert [row["group"] for row in told["m2"]["seats"]["rows"]] == ["Vacant"]


def test_a_meeting_has_the_decisions_taken_at_it_with_their_clause(asker: Asker) -> None:
    told = meetings(asker)
    taken = {id_: [(row["line"], row.get("clause")) for row in each["decisions"]] for id_, each in told.items()}
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
    told = meetings(asker)
    assert [id_ for id_, meeting in told.items() if "quorum" in meeting] == ["m6", "m4"]
    assert told["m1"]["name"] == "M1: Board, 18 September 2025"


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
