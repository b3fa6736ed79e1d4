"""Who may decide, and meetings, asked in plain words: read as the one question meant, or both are offered."""

from __future__ import annotations

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.phrasing import NotRead, read
from ics_graph.stores.rows import View
from tests.asking import Asker

BOARD, FIC = "Board of NHS Westmarch ICB", "Finance and Investment Committee"
BARRED, NOT_STATED = "No deputy may act", "Not stated whether a deputy may act"


def asked(asker: Asker) -> Asked:
    return Asked(asker.store, asker.ontology, View())


@pytest.mark.parametrize(
    ("text", "command"),
    [
        (
            "Who may decide to change the constitution of NHS Westmarch ICB?",
            'who-decides "change to the constitution" --body "NHS Westmarch ICB"',
        ),
        (
            "who approves the annual budget of NHS Westmarch ICB",
            'who-decides "annual budget" --body "NHS Westmarch ICB"',
        ),
        ("who can decide to change the constitution", 'who-decides "change to the constitution"'),
        (f"Was the {BOARD} meeting on 19 March 2026 quorate?", "quorate m2"),
        ("was the FIC meeting on 14 April 2026 quorate", "quorate m4"),
        ("was the FIC quorate in April 2026", "quorate m4"),
        ("was the meeting of the FIC on 9 December 2025 quorate", "quorate m3"),
        ("who had an interest at the PCCC meeting on 10 February 2026", "interests m5"),
        ("was the Westmarch Board quorate", 'quorate "Westmarch Board"'),
        ("may Orla Yates stand in for Cora Vane", 'stands-in "Orla Yates" "Cora Vane"'),
    ],
)
def test_a_question_is_read_as_what_it_asks(westmarch_asked: Asker, text: str, command: str) -> None:
    (read_as,) = read(asked(westmarch_asked), text).commands
    assert read_as.line == f"ics-graph ask {command}"


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("which seats does the FIC have", {f'roles "{FIC}"', f'composition "{FIC}"'}),
        (f"can the {BOARD} delegate", {f'law "{BOARD}" --about delegat', f'delegations "{BOARD}"'}),
        (
            "can NHS Westmarch ICB's board delegate the annual budget",
            {f'who-decides "annual budget" --body "{BOARD}"', f'delegations "{BOARD}"'},
        ),
    ],
)
def test_where_two_questions_may_be_meant_both_are_offered(
    westmarch_asked: Asker, text: str, offered: set[str]
) -> None:
    with pytest.raises(NotRead) as raised:
        read(asked(westmarch_asked), text)
    assert {line.removeprefix("ics-graph ask ") for line in raised.value.choices} == offered


@pytest.mark.parametrize("text", ["was the FIC meeting on 15 April 2026 quorate", "who may decide to sell the moon"])
def test_what_no_record_bears_is_not_read(westmarch_asked: Asker, text: str) -> None:
    with pytest.raises(NotRead):
        read(asked(westmarch_asked), text)


def test_a_board_stands_for_the_body_whose_function_it_has(westmarch_asked: Asker) -> None:
    by_board = westmarch_asked("who-decides", "annual budget", body=BOARD, as_of="2026-03-01")
    by_body = westmarch_asked("who-decides", "annual budget", body="NHS Westmarch ICB", as_of="2026-03-01")
    assert by_board.outcome == "decided by"
    assert by_board.headline == by_body.headline


@pytest.mark.parametrize(
    ("deputy", "member", "day", "verdict", "seats"),
    [
        # The seat names the post of the deputy, which Orla Yates holds; Cora Vane left on 31 March 2026.
        ("Orla Yates", "Cora Vane", "2025-12-09", "answered", {"fic-cfo": "May stand in", "board-cfo": BARRED}),
        ("Deputy CFO", "CFO", "2025-12-09", "answered", {"fic-cfo": "May stand in", "board-cfo": BARRED}),
        ("Orla Yates", "Cora Vane", "2026-06-01", "not-stated", {}),
        ("Sara Cole", "Dell Marlow", "2026-03-01", "not-stated", {"board-md": BARRED, "pccc-md": NOT_STATED}),
    ],
)
def test_whether_somebody_may_stand_in_for_another(
    westmarch_asked: Asker, deputy: str, member: str, day: str, verdict: str, seats: dict[str, str]
) -> None:
    answer = westmarch_asked("stands-in", deputy, member, as_of=day)
    assert answer.verdict == verdict
    assert {row.record: row.group for row in answer.rows if row.relation.startswith("seat")} == seats


def test_a_row_names_who_may_act_for_its_holder(westmarch_asked: Asker) -> None:
    answer = westmarch_asked("stands-in", "Chief Executive", "Chief Finance Officer", as_of="2026-03-01")
    assert {row.record: row.group for row in answer.rows if row.record and row.record.startswith("sord")} == {
        "sord-v2-14": "May stand in",
        "sord-v2-9": NOT_STATED,
        "sord-v2-15": NOT_STATED,
    }
