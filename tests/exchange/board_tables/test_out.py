"""The tables that boards publish, as they go out: what stands in them, and that they are plain tables everywhere."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from ics_graph.errors import InvalidValue
from tests.conftest import Ics
from tests.exchange.board_tables.brackwater import WESTMARCH, brackwater, dataset_in, table

DAY = date(2026, 3, 10)


def sheet(file: Path) -> Any:
    return openpyxl.load_workbook(file).worksheets[0]


def rows_of(page: Any) -> list[dict[str, Any]]:
    """Return the rows under the headings of a sheet."""
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    head = next(n for n, row in enumerate(rows) if row[0] in ("Reference", "Function"))
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def about_of(page: Any) -> dict[str, str]:
    rows = [row[:2] for row in page.iter_rows(values_only=True)]
    return dict(rows[1 : rows.index((None, None))])


@pytest.fixture
def written(tmp_path: Path) -> Path:
    to = tmp_path / "sord.xlsx"
    table(dataset_in(brackwater(tmp_path / "data")), to, body="NHS Brackwater ICB", as_of=date(2025, 1, 1))
    return to


def test_the_version_in_force_is_written_with_what_it_says_of_itself(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    assert book.sheetnames == ["SoRD v2"]
    assert about_of(book.worksheets[0]) == {
        "Document": "Scheme of Brackwater",
        "Short name": "SoRD",
        "Kind of document": "scheme of reservation and delegation",
        "Body": "NHS Brackwater ICB",
        "Version": "v2",
        "In force from": "1 July 2024",
        "In force until": "30 June 2027",
        "Approved": "20 May 2024 by Board of NHS Brackwater ICB; June 2024; by NHS Saltmere ICB",
        "Published": "July 2024",
        "Review due": "2026",
        "Supersedes": "SoRD v1",
        "Note on the document": "one copy",
        "Note on this version": "=2+2 is a note",
    }


def test_a_row_says_all_that_its_grant_says(written: Path) -> None:
    rows = rows_of(sheet(written))
    assert [row["Reference"] for row in rows] == ["1", "2", "3", "10", "10"]
    row = rows[3]
    assert row.pop("Reference") == "10"
    assert {heading: value for heading, value in row.items() if value is not None} == {
        "Theme": "Finance",
        "Decision": "capital scheme",
        "Act": "decide",
        "Scope": "land\nand buildings",
        "Delegated to individual": "Chief Finance Officer_x003B_ acting",
        "Given by": "Board of NHS Brackwater ICB",
        "Jointly with": "NHS Brackwater ICB; NHS Saltmere ICB",
        "Over (£)": 0.125,
        "Up to (£)": 250000.5,
        "Per": "year",
        "Per (what)": "a practice",
        "VAT": "without VAT",
        "Condition": "reported; twice",
        "Applies only if": "the plan is agreed",
        "Exclusion": "_x0020_ land held on lease",
        "From": "July 2024",
        "Until": "2025",
        "Ends when": "Closing of the old contract [closing]; the lease ends",
        "Deputy": "Chief Executive",
        "May be passed on": "yes",
        "Clause": "CON v1, clause 4.2",
        "Accountable": "Board of NHS Brackwater ICB",
        "Liable": "NHS Saltmere ICB",
        "Comments": "@a note",
    }
    assert rows[0]["Reserved to"] == "Board of NHS Brackwater ICB"
    assert (rows[0]["After the row"], rows[0]["Continues"]) == ("row 2", "SoRD v1, row 1")
    assert rows[0]["Clause"] == "An invented Act; CON v1, clause 4.1"
    assert rows[0]["Also called"] == "forward plan; plan_x003B_ the joint one"
    assert (rows[1]["Delegated to committee"], rows[1]["Deputy"]) == ("Quality Committee [quality-west]", "no deputy")
    assert rows[1]["Clause"] == "clause 9"
    assert (rows[2]["Kind of delegation"], rows[2]["Function of"]) == ("joint", "NHS Saltmere ICB")
    assert (rows[4]["Kind of delegation"], rows[4]["May be passed on"]) == ("sub-delegate", "no")


def test_columns_that_say_nothing_are_left_out(tmp_path: Path) -> None:
    table(dataset_in(brackwater(tmp_path / "data")), tmp_path / "old.xlsx", body="icb", version=["v1"])
    headings = list(rows_of(sheet(tmp_path / "old.xlsx"))[0])
    assert "Theme" in headings
    assert not {"Jointly with", "Scope", "Liable", "VAT"} & set(headings)


def test_a_text_is_never_a_formula(written: Path, tmp_path: Path) -> None:
    cells = [cell for row in sheet(written).iter_rows() for cell in row if str(cell.value).startswith(("=", "@"))]
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}
    assert len(cells) == 2


def test_all_versions_that_are_named_are_written_each_by_itself(tmp_path: Path) -> None:
    data = dataset_in(brackwater(tmp_path / "data"))
    words = table(data, tmp_path / "all.xlsx", body="icb", instrument="SoRD", version=["v1", "sord v3"])
    assert openpyxl.load_workbook(tmp_path / "all.xlsx").sheetnames == ["SoRD v1", "SoRD v3"]
    assert words[0] == "Written: SoRD v1, SoRD v3; 2 rows."
    assert "what clauses say that rows cite (1)" in words[1]


@pytest.mark.parametrize("ending", ["xlsx", "docx", "html"])
def test_equal_data_make_equal_files(ending: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.{ending}" for name in ("one", "two")]
    for file in files:
        table(dataset_in(WESTMARCH), file, body="NHS Westmarch ICB", as_of=DAY)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_word_file_has_real_tables_with_a_first_row_that_is_repeated(tmp_path: Path) -> None:
    table(dataset_in(WESTMARCH), tmp_path / "sord.docx", body="NHS Westmarch ICB", as_of=DAY)
    about, rows = docx.Document(str(tmp_path / "sord.docx")).tables
    assert [cell.text for cell in about.rows[4].cells] == ["Version", "v2"]
    assert rows.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert not rows.rows[1]._tr.xpath("./w:trPr/w:tblHeader")
    cells = [cell.text for cell in rows.rows[8].cells]
    assert cells[:3] == ["8", "Finance", "capital scheme"]
    assert {"£500,000", "£2,000,000", "with VAT", "Finance and Investment Committee"} <= set(cells)
    assert len(rows.rows) == 26


def test_the_page_has_captions_and_headings_with_their_scope(tmp_path: Path) -> None:
    table(dataset_in(WESTMARCH), tmp_path / "sord.html", body="NHS Westmarch ICB", as_of=DAY)
    page = (tmp_path / "sord.html").read_text()
    assert page.count("<caption>") == page.count("<table") == 2
    assert '<th scope="col">Delegated to committee</th>' in page
    assert '<th scope="row">8</th><td>Finance</td><td>capital scheme</td>' in page
    assert "@page { size: A4 landscape" in page
    assert "<script" not in page
    assert '<html lang="en-GB">' in page


def test_what_a_page_shows_is_text_and_no_markup(tmp_path: Path) -> None:
    folder = brackwater(tmp_path / "data")
    for file in folder.glob("*.yaml"):
        file.write_text(file.read_text().replace("the lease ends", "<b>the lease</b> ends"))
    table(dataset_in(folder), tmp_path / "sord.html", body="icb", version=["v2"])
    assert "&lt;b&gt;the lease&lt;/b&gt; ends" in (tmp_path / "sord.html").read_text()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "name the body whose scheme it is"),
        ({"body": "NHS Brackwatr ICB"}, "there is no body 'NHS Brackwatr ICB'. Did you mean 'NHS Brackwater ICB'?"),
        ({"body": "Quality Committee"}, "may be any of 2 bodies; write the id: quality-east, quality-west"),
        ({"body": "finance"}, "these data hold no rows of a scheme of Finance Committee"),
        ({"body": "icb", "instrument": "SFI"}, "has no document 'SFI' with rows; it has SoRD"),
        ({"body": "icb", "version": ["v9"]}, "there is no version 'v9' with rows; there are SoRD v1, SoRD v2, SoRD v3"),
        ({"body": "icb", "as_of": date(2020, 1, 1)}, "no version with rows is in force on 1 January 2020"),
    ],
)
def test_what_cannot_be_written_says_why(options: dict[str, Any], words: str, tmp_path: Path) -> None:
    data = dataset_in(brackwater(tmp_path / "data"))
    with pytest.raises(InvalidValue, match=re.escape(words)):
        table(data, tmp_path / "sord.xlsx", **options)


def test_the_ending_of_the_file_says_which_program_it_is_for(ics: Ics, tmp_path: Path) -> None:
    words = ("export", "sord", "--body", "NHS Westmarch ICB", "--data", str(WESTMARCH))
    status, _, error = ics(*words, "-o", str(tmp_path / "sord.pdf"))
    assert (status, "must end with .xlsx, .docx or .html" in error) == (2, True)
    assert not (tmp_path / "sord.pdf").exists()
    assert "name one with -o, such as sord.xlsx" in ics(*words)[2]
    status, _, error = ics(*words, "--as-of", "2026-03-10", "-o", str(tmp_path / "sord.docx"))
    assert status == 0
    assert "Written: SoRD v2; 25 rows." in error


def test_the_map_marks_what_nobody_decides_and_what_two_do(tmp_path: Path) -> None:
    to = tmp_path / "map.xlsx"
    table(dataset_in(WESTMARCH), to, "decisions-map", body="NHS Westmarch ICB", as_of=DAY)
    rows = {(row["Function"], row["Value"]): row for row in rows_of(sheet(to))}
    waived = rows["tender waiver", "up to £100,000 a decision without VAT"]
    assert (waived["Individual"], waived["To look at"]) == (
        "Chief Finance Officer; Chief Executive",
        "two or more decide",
    )
    none = rows["capital scheme", "up to £50,000 a decision with VAT"]
    assert (none["Board, or reserved"], none["Committee"], none["Individual"]) == (None, None, None)
    assert none["To look at"] == "nobody is named"
    assert rows["capital scheme", "over £500,000, up to £2,000,000 a decision with VAT"]["Committee"] == (
        "Finance and Investment Committee"
    )
    assert (
        rows["capital scheme", "over £2,000,000 a decision with VAT"]["Board, or reserved"]
        == "Board of NHS Westmarch ICB"
    )
    open_ = rows["urgent care pathway", "any value"]
    assert (open_["Committee"], open_["To look at"]) == (
        "Possibly Urgent Care Committee",
        "it is left open who decides",
    )
