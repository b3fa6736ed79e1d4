"""What is said to somebody who works with the records of one board: counts, near meetings, and what opens by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Ics
from tests.deciding.test_seats_by_post import DATASET, meetings


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """The dataset of one board of one ICB, with three meetings."""
    made = tmp_path / "anytown"
    made.mkdir()
    (made / "dataset.yaml").write_text("title: Anytown\n")
    records = DATASET.replace("__STANCE__", "supports") + meetings("2025-09-09", "2025-12-02", "2026-03-03")
    (made / "records.yaml").write_text(records)
    return str(made)


def test_a_wrong_day_of_a_meeting_names_those_of_the_board_nearby(ics: Ics, folder: str) -> None:
    code, out, err = ics("ask", "quorate", "Board of Anytown 2025-11-21", "--data", folder)
    said = " ".join((out + err).split())
    assert code != 0
    assert "No meeting of 'Board of Anytown' on 21 November 2025 is in these data" in said
    days = ("9 September 2025 (m-2025-09-09)", "2 December 2025 (m-2025-12-02)", "3 March 2026 (m-2026-03-03)")
    assert f"the nearest are on {days[0]}, {days[1]} and {days[2]}" in said


def test_check_counts_the_records_of_who_may_decide_where_there_are_any(ics: Ics, folder: str) -> None:
    said = " ".join(ics("check", folder)[1].split())
    assert "0 gaps, 1 version of a document, 2 seats, 1 quorum rule, 3 meetings." in said
    (Path(folder) / "records.yaml").write_text("sources: []\n")
    assert " ".join(ics("check", folder)[1].split()).endswith("0 facts, 0 gaps.")


def test_data_of_one_icb_without_a_system_open_on_it(ics: Ics, folder: str, tmp_path: Path) -> None:
    picture = tmp_path / "picture.svg"
    assert ics("render", "--data", folder, "-o", str(picture))[0] == 0
    assert "NHS Anytown ICB" in picture.read_text()
    code, paper, _ = ics("report", "--data", folder)
    assert (code, "NHS Anytown ICB: who is accountable to whom" in paper) == (0, True)
    records = Path(folder) / "records.yaml"
    second = "  - {id: icb-2, type: IntegratedCareBoard, name: NHS Otherplace ICB, claims: [{source: papers}]}\n"
    records.write_text(records.read_text().replace("entities:\n", "entities:\n" + second))
    code, out, err = ics("render", "--data", folder, "-o", str(tmp_path / "two.svg"))
    assert (code != 0, "There are 2 integrated care boards" in out + err) == (True, True)
