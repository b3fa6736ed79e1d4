"""Where no source lists members, a chair or who came, the seats and minutes on record answer, in the paper too."""

from __future__ import annotations

from datetime import date

from ics_graph.answering.asked import Asked
from ics_graph.answering.scope import scope_of
from ics_graph.checks.context import Context
from ics_graph.checks.expectations import EXPECTATIONS, coverage_of
from ics_graph.cli.board_paper.as_markdown import as_markdown
from ics_graph.cli.board_paper.document import Paper
from ics_graph.ontology import load_ontology
from ics_graph.stores.rows import View
from tests.asking import Asker

FIC = "Finance and Investment Committee"


def test_members_are_those_who_hold_the_seats(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("members", FIC, as_of="2026-04-14")
    assert answer.headline.startswith(
        f"Invented example. The {FIC} had 6 seats on 14 April 2026, of which 1 was vacant."
    )
    assert answer.verdict == "answered"
    assert "Finn Oakes" in [row.name for row in answer.rows if row.group == "Held"]
    assert answer.caveats[0] == "This is by the seats on record, and not by a list of members."
    # Of a committee that has ended, its last day is asked about.
    assert " on 30 September 2026, " in westmarch_asked("members", FIC).headline


def test_the_chair_is_who_holds_that_seat(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("leaders", FIC, as_of="2026-01-14")
    assert answer.headline == (
        f"Invented example. Finn Oakes held the seat 'non-executive member (chair)' of the {FIC} on 14 January 2026."
    )
    assert [row.name for row in answer.rows] == ["Finn Oakes"]
    # No seat of this one is on record.
    assert westmarch_asked("leaders", "Urgent Care Committee", as_of="2026-01-14").verdict == "not-stated"


def test_who_came_is_in_the_minutes(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("attendance", FIC)
    assert answer.headline.startswith(f"Invented example. These data record 2 meetings of the {FIC}")
    assert {row.relation for row in answer.rows} == {"attended"}


def test_a_seat_with_a_holder_counts_as_stated(westmarch_asked: Asker) -> None:
    asked = Asked(westmarch_asked.store, load_ontology(), View(date(2026, 6, 1)))
    context = Context(asked, scope_of(asked, None))
    found = {
        (expectation.name, id_): coverage_of(context, context.bodies[id_], expectation).kind
        for expectation in EXPECTATIONS
        for id_ in ("fic-westmarch", "urgent-care-committee-westmarch")
        if expectation.name in ("chair", "members")
    }
    assert found == {
        ("chair", "fic-westmarch"): "relation",
        ("members", "fic-westmarch"): "relation",
        ("chair", "urgent-care-committee-westmarch"): "unanswered",
        ("members", "urgent-care-committee-westmarch"): "unanswered",
    }


def test_the_paper_tells_decisions_and_asks_about_those_that_lack_something(westmarch_asked: Asker) -> None:
    asked = Asked(westmarch_asked.store, load_ontology(), View(date(2026, 6, 1)))
    text = as_markdown(Paper(asked, "NHS Westmarch ICB"))
    assert "The PCAC awards a grant to a charity, £30,000 (no power; possibly not quorate)." in text
    assert "£900,000 with VAT (not quorate)." in text
    assert "**Consider** whether 4 decisions on record stand" in text
    assert "No decision and no plan is on record" not in text
