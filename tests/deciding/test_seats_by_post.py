"""A seat that goes with a post is held by whoever is in the post, where no appointment on record says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ics

DATASET = """
sources:
  - {id: papers, title: Papers of Anytown, date: 2026-03-01}
entities:
  - {id: icb, type: IntegratedCareBoard, name: NHS Anytown ICB, from: 2022-07-01, claims: [{source: papers}]}
  - {id: board, type: Board, name: Board of Anytown, claims: [{source: papers}]}
  - {id: cfo, type: Post, name: Anytown Chief Finance Officer, claims: [{source: papers}]}
  - {id: nurse, type: Post, name: Anytown Chief Nurse, claims: [{source: papers}]}
  - {id: ada, type: Person, name: Ada Quill, claims: [{source: papers}]}
  - {id: bram, type: Person, name: Bram Thistle, claims: [{source: papers}]}
  - {id: cora, type: Person, name: Cora Vane, claims: [{source: papers}]}
relations:
  - {id: ada-cfo, subject: ada, type: holdsPost, object: cfo, from: 2024-07-01, until: 2025-12-31,
     claims: [{source: papers}]}
  - {id: cora-cfo, subject: cora, type: holdsPost, object: cfo, from: 2026-02, claims: [{source: papers}]}
  - {id: bram-nurse, subject: bram, type: holdsPost, object: nurse, from: 2024-07-01,
     claims: [{source: papers, stance: __STANCE__}]}
instruments:
  - {id: terms, kind: terms-of-reference, name: Terms of the Board, short_name: ToR, body: icb,
     claims: [{source: papers}]}
versions:
  - {id: terms-v1, instrument: terms, label: v1, effective: 2024-07-01, claims: [{source: papers}]}
seats:
  - {id: seat-cfo, body: board, kind: finance officer, versions: [terms-v1], voting: yes, post: cfo,
     claims: [{source: papers}]}
  - {id: seat-nurse, body: board, kind: chief nurse, versions: [terms-v1], voting: yes, post: nurse,
     claims: [{source: papers}]}
quorum_rules:
  - {id: rule, body: board, version: terms-v1, number: 2, claims: [{source: papers}]}
"""
APPOINTED = """
appointments:
  - {id: stated, seat: seat-nurse, __PERSON__from: 2025-03-01, until: 2025-06-30, claims: [{source: papers}]}
"""


def meetings(*days: str) -> str:
    """Return meetings of these days at which Ada and Bram were present."""
    there = "attendance: [{person: ada, state: present}, {person: bram, state: present}], claims: [{source: papers}]"
    return "meetings:\n" + "".join(
        f"  - {{id: 'm-{day}', body: board, name: Board of {day}, date: {day}, {there}}}\n" for day in days
    )


Asking = Callable[..., str]


@pytest.fixture
def ask(ics: Ics, tmp_path: Path) -> Asking:
    """Ask the dataset above, with what is beside it."""

    def asked(*words: str, beside: str = "", stance: str = "supports") -> str:
        folder = tmp_path / "anytown"
        folder.mkdir(exist_ok=True)
        (folder / "dataset.yaml").write_text("title: Anytown\n")
        (folder / "records.yaml").write_text(DATASET.replace("__STANCE__", stance) + beside)
        form = ("--format", "json") if words[0] == "ask" else ()
        return " ".join(ics(*words, *form, "--data", str(folder))[1].split())

    return asked


def test_the_holder_of_the_post_has_the_seat_and_counts(ask: Asking) -> None:
    day = "2025-09-09"
    answer = ask("ask", "composition", "board", "--as-of", day)
    assert "had 2 seats on 9 September 2025, of which none was vacant" in answer
    assert "by the post: Anytown Chief Finance Officer" in answer
    assert "No holder on record" not in answer
    assert "was quorate under" in ask("ask", "quorate", f"m-{day}", beside=meetings(day))
    record = ask("ask", "attendance-record", "board", beside=meetings(day))
    assert record.count('"value": "1 of 1 meeting"') == 2
    assert "was not quorate" not in ask("lint", "--check", "meeting-not-quorate", beside=meetings(day))


def test_an_empty_post_is_a_vacant_seat_and_the_former_holder_counts_no_more(ask: Asking) -> None:
    day = "2026-01-15"
    answer = ask("ask", "composition", "board", "--as-of", day)
    assert "of which 1 was vacant" in answer
    assert "vacant since 1 January 2026" in answer
    assert "was not quorate" in ask("ask", "quorate", f"m-{day}", beside=meetings(day))
    assert "was not quorate" in ask("lint", "--check", "meeting-not-quorate", beside=meetings(day))


def test_it_is_possible_only_where_the_days_of_the_post_leave_it_open(ask: Asking) -> None:
    day = "2026-02-10"
    answer = ask("ask", "composition", "board", "--as-of", day)
    assert "of which 0 to 1 were vacant" in answer, answer
    present = meetings(day).replace("person: ada", "person: cora")
    answer = ask("ask", "quorate", f"m-{day}", beside=present)
    assert "was possibly quorate" in answer
    assert "turns on since or until when Cora Vane was in the post Anytown Chief Finance Officer" in answer


@pytest.mark.parametrize(("person", "vacant"), [("person: cora, ", "none was"), ("", "1 was")])
def test_an_appointment_or_a_vacancy_goes_first_while_it_lasts(person: str, vacant: str, ask: Asking) -> None:
    beside = APPOINTED.replace("__PERSON__", person)
    during = ask("ask", "composition", "board", "--as-of", "2025-04-01", beside=beside)
    assert f"of which {vacant} vacant" in during
    assert "Bram Thistle" not in during
    after = ask("ask", "composition", "board", "--as-of", "2025-09-09", beside=beside)
    assert "of which none was vacant" in after
    assert "Bram Thistle" in after


def test_a_post_that_a_source_denies_makes_no_holder_and_a_doubtful_one_a_possible_one(ask: Asking) -> None:
    words = ("ask", "composition", "board", "--as-of", "2025-09-09")
    assert "No holder on record" in ask(*words, stance="denies")
    assert "of which 0 to 1 were vacant" in ask(*words, stance="questions")
