"""Schemes, terms of reference and minutes in the sheets of the template: filled in, read, and asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ics_graph.exchange.spreadsheet.decision_sheets import DECISION_SHEETS
from tests.conftest import Ics
from tests.exchange.bringing import Imported, imported, refused

# What each example is called where the others name it; sheets without an ID name the record that they belong to.
IDS = {
    "Instruments": "sord",
    "Versions": "sord-v2",
    "Approvals": "sord-v2",
    "Clauses": "constitution-v2-4.2",
    "Rights": "capital-scheme",
    "Grants": "sord-v2-8",
    "Seats": "finance-non-executive",
    "Appointments": "robin",
    "Quorum rules": "finance-quorum",
    "Quorum needs": "finance-quorum",
    "Meetings": "finance-2025-12",
    "Attendance": "finance-2025-12",
    "Agenda": "finance-2025-12",
    "Decisions": "health-centre",
    "Interests": "robin-builders",
}
BODIES = (
    ("anytown-icb", "Anytown ICB", "integrated care board"),
    ("anytown-board", "Anytown Board", "board"),
    ("anytown-finance", "Anytown Finance Committee", "committee"),
    ("robin-example", "Robin Example", "person"),
    ("anytown-builders", "Anytown Builders", "organisation"),
)
DOCUMENTS = ("Scheme of Anytown", "Terms of reference of Anytown Finance", "Minutes of Anytown Finance")


@pytest.fixture
def book(ics: Ics, tmp_path: Path) -> Any:
    """The template with its examples taken as rows of one's own, and what they name beside them."""
    file = tmp_path / "template.xlsx"
    assert ics("template", "--decisions", "-o", str(file))[0] == 0
    book = openpyxl.load_workbook(file)
    for sheet in DECISION_SHEETS:
        cell = book[sheet.name]["A2"]
        assert cell.value == "EXAMPLE"
        cell.value = IDS[sheet.name]
    add(book, "Instruments", ["constitution", "Constitution of Anytown", "constitution", "CON", "Anytown ICB"])
    add(book, "Instruments", ["finance-terms", "Terms of Anytown Finance", "terms of reference", None, "Anytown ICB"])
    add(book, "Versions", ["sord-v1", "sord", "v1", "2024-07-01"])
    add(book, "Versions", ["constitution-v2", "constitution", "v2", "2025-11-01"])
    add(book, "Versions", ["finance-terms-v1", "finance-terms", "v1", "2025-11-01"])
    for body in BODIES:
        add(book, "Bodies", list(body))
    for title in DOCUMENTS:
        add(book, "Sources", [None, title])
    return book


def add(book: Any, sheet: str, values: list[Any]) -> None:
    page = book[sheet]
    row = next(n for n in range(2, page.max_row + 2) if page.cell(n, 1).value is None and page.cell(n, 2).value is None)
    for number, value in enumerate(values, 1):
        page.cell(row, number).value = value


def content(book: Any, tmp_path: Path) -> dict[str, str | bytes]:
    book.save(tmp_path / "saved.xlsx")
    return {"mine.xlsx": (tmp_path / "saved.xlsx").read_bytes()}


def brought(book: Any, tmp_path: Path) -> Imported:
    return imported(tmp_path, "xlsx", content(book, tmp_path))


def test_a_filled_in_scheme_comes_back_with_all_that_its_cells_say(book: Any, tmp_path: Path) -> None:
    data = brought(book, tmp_path).dataset
    grant = data.grants["sord-v2-8"]
    assert (grant.giver, grant.holder, grant.right) == ("anytown-board", "anytown-finance", "capital-scheme")
    assert (grant.over, grant.up_to, grant.per, grant.vat, grant.passed_on) == (
        500000,
        2000000,
        "decision",
        "with",
        False,
    )
    assert (grant.condition, grant.granted_by) == ("reported to the next Board", ("constitution-v2-4.2",))
    assert data.rights["capital-scheme"].other_names == ("building scheme", "capital investment")
    version = data.versions["sord-v2"]
    assert (str(version.effective), str(version.review_due), version.supersedes) == ("2025-11-01", "2026-11", "sord-v1")
    (approval,) = version.approvals
    assert (str(approval.date), approval.by) == ("2025-09-18", "anytown-board")


def test_terms_of_reference_and_minutes_come_back(book: Any, tmp_path: Path) -> None:
    data = brought(book, tmp_path).dataset
    seat = data.seats["finance-non-executive"]
    assert (seat.kind, seat.number, seat.voting, seat.term) == ("non-executive member", 2, True, "three years")
    assert (seat.versions, seat.nominated_by) == (("finance-terms-v1",), ("anytown-board",))
    appointment = data.appointments["robin"]
    assert (appointment.person, str(appointment.until)) == ("robin-example", "2028-10-31")
    quorum = data.quorum_rules["finance-quorum"]
    assert (quorum.share, quorum.base, quorum.rounding, quorum.deputies) == ("1/2", "all-seats", "up", False)
    assert [(need.seat_kinds, need.at_least) for need in quorum.needs] == [(("non-executive member",), 1)]
    meeting = data.meetings["finance-2025-12"]
    assert [(a.person, a.state) for a in meeting.attendance] == [("robin-example", "present")]
    assert [(i.number, i.concerns) for i in meeting.items] == [("4", ("anytown-builders",))]
    decision = data.decisions["health-centre"]
    assert (decision.grant, decision.value, decision.minute) == ("sord-v2-8", 1500000, "minute 4.3")
    interest = data.interests["robin-builders"]
    assert (interest.organisation, str(interest.declared)) == ("anytown-builders", "2025-11-03")


def test_what_was_filled_in_answers_who_decides_and_whether_the_meeting_was_quorate(
    book: Any, ics: Ics, tmp_path: Path
) -> None:
    made = brought(book, tmp_path)
    words = ("ask", "who-decides", "capital scheme", "--value", "1500000", "--vat", "with", "--as-of", "2025-12-09")
    answer = " ".join(ics(*words, "--data", str(made.folder))[1].split())
    assert "Anytown Finance Committee" in answer[:250]
    assert "SoRD v2 row 8, by CON v2 4.2" in answer
    answer = " ".join(ics("ask", "quorate", "finance-2025-12", "--data", str(made.folder))[1].split())
    assert "quorate" in answer[:250], answer


MINUTES = ("Meetings", "Attendance", "Agenda", "Decisions")
"""The sheets of the minutes, which are often filled in later than those of the scheme."""


@pytest.fixture
def scheme_and_minutes(book: Any, tmp_path: Path) -> tuple[Imported, Any]:
    """The scheme imported without the minutes, and a workbook of the minutes alone."""
    book.save(tmp_path / "both.xlsx")
    minutes = openpyxl.load_workbook(tmp_path / "both.xlsx")
    for sheet in book.sheetnames:
        if sheet != "Read me":
            emptied = book[sheet] if sheet in MINUTES else minutes[sheet]
            emptied.delete_rows(2, emptied.max_row)
    add(minutes, "Sources", [None, DOCUMENTS[2]])
    # The source of the minutes is in their workbook alone.
    page = book["Sources"]
    (row,) = [row for row in page.iter_rows(min_row=2) if row[1].value == DOCUMENTS[2]]
    page.delete_rows(row[0].row)
    for cells in book["Interests"].iter_rows(min_row=2):
        for cell in cells:
            cell.value = DOCUMENTS[1] if cell.value == DOCUMENTS[2] else cell.value
    return imported(tmp_path, "xlsx", content(book, tmp_path), named="scheme"), minutes


def test_minutes_name_the_rights_and_rows_of_a_scheme_that_is_matched(
    scheme_and_minutes: tuple[Imported, Any], ics: Ics, tmp_path: Path
) -> None:
    scheme, minutes = scheme_and_minutes
    made = imported(tmp_path, "xlsx", content(minutes, tmp_path), match=[scheme.folder])
    folder = str(made.folder)
    assert "uses:\n- scheme" in (made.folder / "dataset.yaml").read_text().replace("  - ", "- ")
    (decision,) = made.dataset.decisions.values()
    assert (decision.right, decision.grant) == ("capital-scheme", "sord-v2-8")
    answer = " ".join(ics("ask", "decisions", "Anytown Finance Committee", "--data", folder)[1].split())
    assert "SoRD v2 row 8" in answer, answer
    answer = " ".join(ics("ask", "quorate", "finance-2025-12", "--data", folder)[1].split())
    assert "quorate" in answer[:250], answer


def test_a_version_a_right_and_a_seat_may_be_those_of_a_dataset_to_match(
    scheme_and_minutes: tuple[Imported, Any], tmp_path: Path
) -> None:
    scheme, minutes = scheme_and_minutes
    add(minutes, "Clauses", ["further", "sord-v2", "9.9", "It says something further."])
    parties = ["Anytown Board", "Anytown Finance Committee"]
    add(minutes, "Grants", ["more", "sord-v2", "9", "capital-scheme", "delegate", *parties])
    add(minutes, "Appointments", ["another", "finance-non-executive", "Robin Example"])
    data = imported(tmp_path, "xlsx", content(minutes, tmp_path), match=[scheme.folder]).dataset
    assert "further" in data.clauses
    assert data.grants["more"].right == "capital-scheme"
    assert data.appointments["another"].seat == "finance-non-executive"


def test_what_is_in_neither_dataset_is_told_at_its_row(
    scheme_and_minutes: tuple[Imported, Any], tmp_path: Path
) -> None:
    scheme, minutes = scheme_and_minutes
    page = minutes["Decisions"]
    (cell,) = [cell for cell in page[1] if cell.value == "Right (ID)"]
    page.cell(2, cell.column).value = "capital-shceme"
    (problem,) = refused(tmp_path, "xlsx", content(minutes, tmp_path), [scheme.folder])
    assert "right 'capital-shceme' is not there. Did you mean" in problem, problem
    assert "Decisions!2" in problem, problem


@pytest.mark.parametrize(
    ("sheet", "column", "value", "problem"),
    [
        ("Grants", "Over", "a lot", "Grants!I2: 'a lot' is not a number."),
        ("Grants", "Given to", "Anytown Finanse Committee", "Grants!G2: there is no body 'Anytown Finanse Committee'."),
        ("Grants", "VAT", "gross", "Grants!M2: 'gross' is not in the list of 'VAT'."),
        ("Grants", "Right (ID)", "capital-shceme", "grants/sord-v2-8: right 'capital-shceme' is not there."),
        ("Seats", "How many", "two", "Seats!D2: 'two' is not a number."),
        ("Seats", "Voting", "perhaps", "Seats!E2: 'perhaps' is neither yes nor no."),
        ("Quorum rules", "Share", "half", "'half' is no share. Write it as 1/2."),
        ("Attendance", "How", "late", "Attendance!C2: 'late' is not in the list of 'How'."),
        (
            "Attendance",
            "How",
            "attended",
            "Write 'present' of a member who was there; whoever was 'in attendance' never",
        ),
        ("Attendance", "Person", None, "Attendance!B2: 'Person' is empty."),
        ("Meetings", "Date", "9 December", "Meetings!D2: '9 December' is not a date."),
        ("Agenda", "Names", "Builders Ltd", "Agenda!D2: there is no body 'Builders Ltd'."),
        ("Decisions", "Value", "£1.5m", "Decisions!I2: '£1.5m' is not a number."),
        ("Interests", "Declared", "2025-13", "Interests!G2: '2025-13' is not a date."),
    ],
)
def test_a_fault_names_its_cell(
    sheet: str, column: str, value: str | None, problem: str, book: Any, tmp_path: Path
) -> None:
    page = book[sheet]
    (cell,) = [cell for cell in page[1] if cell.value == column]
    page.cell(2, cell.column).value = value
    problems = refused(tmp_path, "xlsx", content(book, tmp_path))
    assert any(problem in text for text in problems), problems


def test_a_template_without_the_option_has_none_of_these_sheets(ics: Ics, tmp_path: Path) -> None:
    assert ics("template", "-o", str(tmp_path / "plain.xlsx"))[0] == 0
    names = openpyxl.load_workbook(tmp_path / "plain.xlsx").sheetnames
    assert not {sheet.name for sheet in DECISION_SHEETS} & set(names)
