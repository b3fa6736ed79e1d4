"""The tables that boards publish, as they come back: by their headings, with every problem at its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from ics_graph.dataset.writing import write_folder
from ics_graph.dates import PartialDate
from ics_graph.model import Dataset
from ics_graph.model.decisions import Grant
from tests.conftest import Ics
from tests.exchange.board_tables.brackwater import WESTMARCH, brackwater, dataset_in, table
from tests.exchange.bringing import Imported, imported, refused

TOP: list[list[Any]] = [["Body", "NHS Fenwick ICB"], ["Version", "v1"], ["Effective date", "1 April 2025"], []]
HEAD: list[Any] = [
    "Ref",
    "Decision",
    "Reserved to the Board",
    "Delegated to Committee",
    "Delegated to Officer",
    "Financial limit",
]


def workbook(rows: Sequence[Sequence[Any]], to: Path, merges: Sequence[str] = ()) -> Path:
    """Return a workbook of one sheet, Scheme, as a person would fill it in."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Scheme"
    for row in rows:
        page.append(list(row))
    for area in merges:
        page.merge_cells(area)
    book.save(to)
    return to


def word(tables: Sequence[Sequence[Sequence[str]]], to: Path, headings: Sequence[str] = ()) -> Path:
    document = docx.Document()
    for number, rows in enumerate(tables):
        if number < len(headings) and headings[number]:
            document.add_heading(headings[number], 2)
        made = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text
    document.save(str(to))
    return to


def brought(tmp_path: Path, rows: Sequence[Sequence[Any]], merges: Sequence[str] = (), **options: str) -> Imported:
    return imported(tmp_path, "sord", [workbook(rows, tmp_path / "filled-in.xlsx", merges)], (), **options)


def faults(tmp_path: Path, rows: Sequence[Sequence[Any]], **options: str) -> list[str]:
    file = workbook(rows, tmp_path / "filled-in.xlsx")
    content = file.read_bytes()
    file.unlink()
    return [
        text.split("filled-in.xlsx ")[-1] for text in refused(tmp_path, "sord", {"filled-in.xlsx": content}, **options)
    ]


def grant(made: Imported, number: str) -> Grant:
    (found,) = [g for g in made.dataset.grants.values() if g.number == number]
    return found


def name(made: Imported, id_: str | None) -> str:
    return made.dataset.entities[str(id_)].name


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_what_goes_out_comes_back_and_goes_out_as_the_same_file(ending: str, tmp_path: Path) -> None:
    first, second = tmp_path / f"first.{ending}", tmp_path / f"second.{ending}"
    table(dataset_in(WESTMARCH), first, body="NHS Westmarch ICB", version=["v1", "v2"])
    made = imported(tmp_path, "sord", [first])
    table(made.dataset, second, body="NHS Westmarch ICB", version=["v1", "v2"])
    assert len(made.dataset.grants) == 46
    assert first.read_bytes() == second.read_bytes()


def without_version(data: Dataset, version: str) -> Dataset:
    """Return a dataset without one version and its rows, but with all that they refer to."""
    return replace(
        data,
        versions={id_: v for id_, v in data.versions.items() if id_ != version},
        grants={id_: g for id_, g in data.grants.items() if g.version != version},
        clauses={id_: c for id_, c in data.clauses.items() if c.version != version},
    )


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_every_field_of_a_grant_and_its_version_comes_back(ending: str, tmp_path: Path) -> None:
    data = dataset_in(brackwater(tmp_path / "data"))
    file = tmp_path / f"sord.{ending}"
    table(data, file, body="icb", version=["v2"])
    write_folder(without_version(data, "sord-2"), tmp_path / "known", [])
    made = imported(tmp_path, "sord", [file], [tmp_path / "known"])
    version = made.dataset.versions["sord-v2"]
    assert replace(version, id="sord-2", claims=()) == replace(data.versions["sord-2"], claims=())
    ids = {"g1": "sord-v2-1", "g2": "sord-v2-2", "g3": "sord-v2-3", "g10": "sord-v2-10", "g10b": "sord-v2-10-2"}
    renamed = {"sord-2": "sord-v2", "sord-2-c": "sord-v2-9", **ids}
    said = set()
    for old, new in ids.items():
        before, after = data.grants[old], made.dataset.grants[new]
        for field in fields(Grant):
            if field.name in ("id", "claims"):
                continue
            value = getattr(before, field.name)
            value = tuple(renamed.get(part, part) for part in value) if isinstance(value, tuple) else value
            assert getattr(after, field.name) == (renamed.get(value, value) if isinstance(value, str) else value), (
                field.name
            )
            said |= {field.name} if value not in (None, (), False) else set()
        (claim,) = after.claims
        assert (claim.source, claim.locator) == ("sord-v2", f"row {before.number}")
    # The invented scheme says each of them at least once.
    assert said == {field.name for field in fields(Grant)} - {"id", "claims"}
    assert made.dataset.sources["sord-v2"].title == "Scheme of Brackwater, v2"


def test_a_table_that_is_recorded_already_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "sord.xlsx"
    folder = brackwater(tmp_path / "data")
    table(dataset_in(folder), file, body="icb", version=["v2"])
    folder.rename(tmp_path / "known")
    made = imported(tmp_path, "sord", [file], [tmp_path / "known"])
    assert made.dataset.grants == dataset_in(tmp_path / "known").grants
    assert (made.report.already["grants"], made.report.already["versions"]) == (5, 1)


def test_a_row_that_is_recorded_already_may_not_say_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "sord.xlsx"
    brackwater(tmp_path / "data").rename(tmp_path / "known")
    table(dataset_in(tmp_path / "known"), file, body="icb", version=["v2"])
    book = openpyxl.load_workbook(file)
    page = book.worksheets[0]
    (cell,) = [cell for row in page.iter_rows() for cell in row if cell.value == 1000000]
    cell.value = 2000000
    book.save(file)
    with pytest.raises(Exception, match="recorded already with another 'Over") as error:
        imported(tmp_path, "sord", [file], [tmp_path / "known"])
    assert f"sord.xlsx SoRD v2!{cell.coordinate}: row 3 of v2" in str(error.value)


def test_columns_are_found_by_the_headings_of_published_schemes(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        [
            ["Scheme of Reservation and Delegation"],
            *TOP,
            [*HEAD, "Area", "Constitution clause", "Lead officer", "Notes", "Colour"],
            [
                1.1,
                "Approve the annual budget",
                "X",
                None,
                None,
                None,
                "Finance",
                "4.1",
                "Director of Plans",
                "yearly",
                "red",
            ],
            [
                "1.2",
                "Agree capital schemes",
                "No",
                "Finance Committee",
                "",
                "over £500,000 up to £2m inc VAT",
                "Finance",
            ],
            ["1.3", "Capital schemes", None, None, "Chief Finance Officer", "£500k"],
            ["1.4", "Consultation on the plan", None, "People Panel", None, "unlimited"],
        ],
    )
    data = made.dataset
    budget = grant(made, "1.1")
    assert (name(made, budget.holder), budget.kind, name(made, budget.giver)) == (
        "Board of NHS Fenwick ICB",
        "reserve",
        "NHS Fenwick ICB",
    )
    right = data.rights[budget.right]
    assert (right.function, right.act, right.theme) == ("annual budget", "approve", "Finance")
    assert budget.note == "yearly\nLead officer: Director of Plans"
    (clause,) = [data.clauses[id_] for id_ in budget.granted_by]
    assert (clause.number, data.instruments[data.versions[clause.version].instrument].kind) == ("4.1", "constitution")
    assert (clause.effect, clause.claims[0].basis) == ("power", "inferred")
    second = grant(made, "1.2")
    assert (second.over, second.up_to, second.vat) == (500000, 2000000, "with")
    assert data.entities[second.holder].type == "Committee"
    third = grant(made, "1.3")
    assert (third.over, third.up_to, third.vat, third.per) == (None, 500000, None, None)
    assert data.entities[third.holder].type == "Post"
    assert data.rights[third.right].act == "decide"
    fourth = grant(made, "1.4")
    assert (fourth.up_to, data.rights[fourth.right].act) == (None, "be-consulted")
    (version,) = [v for v in data.versions.values() if v.label == "v1"]
    assert version.effective == PartialDate(2025, 4, 1)
    assert ("Scheme!K6 Colour", "a column that is not known") in [(n.record, n.reason) for n in made.report.skipped]
    assert ("Scheme!K7 Colour", "a cell in a column that is not known") in [
        (n.record, n.reason) for n in made.report.skipped
    ]
    told = {note.reason for note in made.report.doubtful}
    assert "no act is stated; read as: decide" in told
    assert "it is not said who gives it; read as given by the body whose document it is" in told
    assert any("a new body was made for it (committee)" in reason for reason in told)


def test_a_comment_that_may_bound_a_right_is_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*HEAD, "Comments"],
        ["1", "grant", None, "Board", None, None, "until 31 March 2026"],
        ["2", "plan", None, "Board", None, None, "See the annual report"],
    ]
    made = brought(tmp_path, rows, body="NHS Brackwater ICB", version="v1")
    assert grant(made, "1").note == "until 31 March 2026"
    told = [note.reason for note in made.report.doubtful if "the comment" in note.reason]
    assert told == [
        "the comment 'until 31 March 2026' is kept as a note and bounds nothing: put its days, condition or giver into "
        "columns of their own"
    ]


def test_names_mean_the_bodies_of_what_is_matched(tmp_path: Path) -> None:
    brackwater(tmp_path / "data").rename(tmp_path / "known")
    rows: list[list[Any]] = [
        HEAD,
        ["1", "shared service", None, "FC", "ce", None],
        ["2", "plan", None, "Quality Committee [quality-east]"],
    ]
    file = workbook(rows, tmp_path / "given.xlsx")
    made = imported(
        tmp_path, "sord", [file], [tmp_path / "known"], body="NHS Brackwater ICB", version="v7", effective="2026-01-01"
    )
    (version,) = [v for v in made.dataset.versions.values() if v.label == "v7"]
    rows_made = [g for g in made.dataset.grants.values() if g.version == version.id]
    assert [g.holder for g in rows_made] == ["finance", "ce", "quality-east"]
    assert made.dataset.entities == dataset_in(tmp_path / "known").entities
    assert str(version.effective) == "2026-01-01"
    assert "a row that names several; each is read as having the right alone" in {
        n.reason for n in made.report.doubtful
    }


def test_all_problems_are_told_at_once_by_their_cells(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Body", "NHS Fenwick ICB"],
        ["Review date", "31 June 2025"],
        [],
        [*HEAD, "VAT", "From", "May be sub-delegated", "After row"],
        ["1", "Approve a budget", "X", None, None, "as agreed", "sometimes", "soon", "perhaps", "row 9"],
        ["2", None, "X"],
        ["3", "Approve a plan"],
        ["4", "Approve a lease", None, "Yes", None, "none"],
        ["5", "Approve a gift", "X", None, None, "over £2m up to £1m"],
    ]
    assert faults(tmp_path, rows, version="v1") == [
        "Scheme!B2: '31 June 2025' is not a day: June 2025 has no day 31. "
        "Write a year, a month or a day: 2019, June 2019 or 1 June 2019.",
        "Scheme!D8: 'Yes' says that it is delegated, and not to whom. Write the name under 'Delegated to committee'.",
        "Scheme!F5: 'as agreed' is no limit that can be read. Write it as £50,000, over £500,000 up to £2m, or "
        "unlimited; what else it says goes to Condition.",
        "Scheme!G5: 'sometimes' is not in the list of 'VAT'. It is one of: with VAT, without VAT.",
        "Scheme!H5: 'soon' is not a day. Write a year, a month or a day: 2019, June 2019 or 1 June 2019.",
        "Scheme!I5: 'perhaps' is neither yes nor no. Write one of them, or leave the cell empty.",
        "Scheme!row 6: no decision is named. Write it under 'Decision', or empty the row.",
        "Scheme!row 7: nobody is named who has 'Approve a plan'. Write who has it under 'Reserved to', "
        "'Delegated to committee' or 'Delegated to individual'.",
        "Scheme!F8: 'none' is no limit that can be read. Write it as £50,000, over £500,000 up to £2m, or unlimited; "
        "what else it says goes to Condition.",
        "Scheme!row 9: grants/scheme-of-reservation-and-delegation-of-nhs-fenwick-icb-v1-5: it is for values over "
        "2,000,000 and up to 1,000,000, and there is none. Check both amounts.",
    ]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([["Name", "Colour"], ["a", "b"]], "no table in it has the headings of a scheme"),
        ([HEAD, ["1", "Approve it", "X"]], "it is not said whose document this is"),
        ([*TOP, [*HEAD, "Matter"], ["1", "Approve it", "X"]], "'Matter' and 'Decision' in Scheme!B5 are both read as"),
        ([*TOP, HEAD, ["1", "=1/0", "X"]], "the cell holds a formula whose result is not saved"),
        ([*TOP, [*HEAD, "Deputy"], ["1", "It", "X", None, None, None, "A; B"]], "it names several deputies"),
        ([*TOP, [*HEAD, "After row"], ["1", "It", "X", None, None, None, "row 9"]], "there is no row '9'"),
        (
            [*TOP, [*HEAD, "Continues"], ["1", "It", "X", None, None, None, "Old, row 9"]],
            "there is no document 'Old' here",
        ),
        ([*TOP, [*HEAD, "Over"], ["1", "It", "X", None, None, "£1", 5]], "a limit stands here and under 'Over'"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(rows: Any, problem: str, tmp_path: Path) -> None:
    assert any(problem in text for text in faults(tmp_path, rows))


def test_a_name_of_several_bodies_is_a_problem_of_its_cell(tmp_path: Path) -> None:
    brackwater(tmp_path / "data").rename(tmp_path / "known")
    file = workbook([*TOP, HEAD, ["1", "It", None, "Quality Committee"]], tmp_path / "given.xlsx")
    with pytest.raises(Exception, match=r"given.xlsx Scheme!D6: 'Quality Committee' may be any of 2") as error:
        imported(tmp_path, "sord", [file], [tmp_path / "known"])
    assert "quality-east is Quality Committee (committee)" in str(error.value)


def test_word_tables_go_on_under_their_headings_and_those_of_two_rows(tmp_path: Path) -> None:
    head = [["No", "Matter", "Delegated to", "Delegated to"], ["No", "Matter", "Committee", "Officer"]]
    file = word(
        [
            [["Organisation:", "NHS Fenwick ICB"], ["Version", "v3"], ["Effective from", "2025"]],
            [*head, ["1", "Approve a lease", "Estates Committee", ""]],
            [*head, ["2", "Sign a contract", "", "Chief Executive"]],
            [["A", "list"], ["of", "names"]],
        ],
        tmp_path / "scheme.docx",
        ["", "Estates", "Contracts"],
    )
    made = imported(tmp_path, "sord", [file])
    rows = {g.number: g for g in made.dataset.grants.values()}
    assert {number: made.dataset.rights[g.right].theme for number, g in rows.items()} == {
        "1": "Estates",
        "2": "Contracts",
    }
    assert [name(made, g.holder) for g in rows.values()] == ["Estates Committee", "Chief Executive"]
    assert len(made.dataset.versions) == 1
    assert ("table 4", "a table without the headings of a scheme") in [
        (n.record, n.reason) for n in made.report.skipped
    ]


def test_the_title_above_a_word_table_is_no_theme(tmp_path: Path) -> None:
    rows = [["Ref", "Decision", "Committee"], ["1", "Approve a lease", "Estates Committee"]]
    file = word([rows], tmp_path / "scheme.docx", ["Scheme of Reservation and Delegation"])
    made = imported(tmp_path, "sord", [file], (), body="NHS Fenwick ICB", version="v1")
    assert [right.theme for right in made.dataset.rights.values()] == [None]
    assert "1 paragraph: 'Scheme of Reservation and Delegation'" in [note.record for note in made.report.skipped]


def test_paragraphs_above_a_word_table_say_what_the_document_is_and_others_are_quoted(tmp_path: Path) -> None:
    rows = [["Ref", "Decision", "Committee"], ["1", "Approve a lease", "Estates Committee"]]
    text = ["Body: NHS Fenwick ICB", "Version: v3", "A foreword.", "All limits exclude VAT.", "Words " * 40]
    document = docx.Document()
    for paragraph in text:
        document.add_paragraph(paragraph)
    table = docx.Document(str(word([rows], tmp_path / "table.docx"))).tables[0]
    document.element.body.append(table._tbl)
    file = tmp_path / "scheme.docx"
    document.save(str(file))
    made = imported(tmp_path, "sord", [file], (), effective="1 April 2024")
    (version,) = made.dataset.versions.values()
    assert (version.label, str(version.effective)) == ("v3", "2024-04-01")
    assert "NHS Fenwick ICB" in [entity.name for entity in made.dataset.entities.values()]
    (note,) = [note for note in made.report.skipped if "outside tables" in note.reason]
    assert note.record.startswith("3 paragraphs: 'All limits exclude VAT.'; 'A foreword.'; 'Words Words")
    assert len(note.record) < 160


def test_a_table_above_goes_before_the_text_and_text_between_tables_begins_no_document(tmp_path: Path) -> None:
    about = [["Version", "v4"], ["Body", "NHS Fenwick ICB"]]
    rows = [["Ref", "Decision", "Committee"], ["1", "Approve a lease", "Estates Committee"]]
    file = word([about, rows], tmp_path / "scheme.docx", ["Version: v3"])
    document = docx.Document(str(file))
    document.add_paragraph("Version: v9")
    document.save(str(file))
    made = imported(tmp_path, "sord", [file])
    assert [version.label for version in made.dataset.versions.values()] == ["v4"]
    assert "1 paragraph: 'Version: v9'" in [note.record for note in made.report.skipped]


def test_the_problems_of_a_word_table_are_told_by_table_row_and_column(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Ref", "Decision", "Committee", "Limit"],
        ["1", "Approve a lease", "Estates Committee", "enough"],
    ]
    file = word([rows], tmp_path / "scheme.docx")
    content = file.read_bytes()
    file.unlink()
    (problem,) = refused(tmp_path, "sord", {"scheme.docx": content}, body="NHS Fenwick ICB", version="v1")
    assert "scheme.docx table 1, row 2, column 4: 'enough' is no limit that can be read" in problem


def test_merged_cells_speak_for_their_rows_and_headings_for_those_below(tmp_path: Path) -> None:
    head = ["Ref", "Area", "Decision", "Committee"]
    rows: list[list[Any]] = [
        *TOP,
        head,
        ["Money matters", None, None, None],
        ["1", None, "Approve a lease", "Estates Committee"],
        ["2", "Property", "Approve a sale", "Estates Committee"],
        ["3", None, "Approve a rent", "Estates Committee"],
    ]
    made = brought(tmp_path, rows, ["A6:D6", "B8:B9"])
    themes = {g.number: made.dataset.rights[g.right].theme for g in made.dataset.grants.values()}
    assert themes == {"1": "Money matters", "2": "Property", "3": "Property"}


def test_days_and_numbers_of_a_spreadsheet_are_read_as_they_are_shown(tmp_path: Path) -> None:
    rows: list[list[Any]] = [*TOP, ["Ref", "Decision", "Committee", "Up to (£)", "From", "Until"]]
    rows.append(["", "Approve a lease", "Estates Committee", 250000, datetime(2025, 4, 1), date(2026, 3, 31)])
    file = workbook(rows, tmp_path / "filled-in.xlsx")
    book = openpyxl.load_workbook(file)
    cell = book.worksheets[0]["A6"]
    cell.value, cell.number_format = 4.1, "0.00"
    book.save(file)
    made = imported(tmp_path, "sord", [file])
    (found,) = made.dataset.grants.values()
    assert (found.number, found.up_to) == ("4.10", 250000)
    assert (str(found.since), str(found.until)) == ("2025-04-01", "2026-03-31")


def test_clauses_of_one_document_are_parted_and_each_is_made_once(tmp_path: Path) -> None:
    rows: list[list[Any]] = [*TOP, [*HEAD, "Clause", "Given by"]]
    rows.append(["1", "A lease", "X", None, None, None, "CON v2 4.1, 4.2", "Board of NHS Fenwick ICB"])
    rows.append(["2", "A sale", "X", None, None, None, "CON v2, clause 4.2; SFI section 7", "Board of NHS Fenwick ICB"])
    made = brought(tmp_path, rows)
    data = made.dataset
    places = {
        g.number: sorted(
            (data.instruments[data.versions[c.version].instrument].name, data.versions[c.version].label, c.number)
            for c in map(data.clauses.__getitem__, g.granted_by)
        )
        for g in data.grants.values()
    }
    assert places == {
        "1": [("CON", "v2", "4.1"), ("CON", "v2", "4.2")],
        "2": [("CON", "v2", "4.2"), ("SFI", "not stated", "7")],
    }
    assert len(data.clauses) == 3


def test_what_is_no_table_of_a_board_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "sord", {"scheme.pdf": "%PDF"})
    assert "Save it as an Excel workbook (.xlsx) or as a Word document (.docx)." in problem
    (tmp_path / "word").mkdir()
    (problem,) = refused(tmp_path / "word", "sord", {"scheme.docx": "no archive"})
    assert "this is no Word document that can be read" in problem
    assert "Save it as a Word document (.docx)." in problem


def test_an_update_keeps_the_schemes_that_are_there_and_adds_the_new_one(ics: Ics, tmp_path: Path) -> None:
    brackwater(tmp_path / "data").rename(tmp_path / "known")
    rows: list[list[Any]] = [["Body", "icb"], ["Version", "v8"], [], HEAD, ["1", "Approve a lease", None, "FC"]]
    file = workbook(rows, tmp_path / "given.xlsx")
    words = ("import", "sord", str(file), "--match", str(tmp_path / "known"), "--update", str(tmp_path / "newer"))
    assert ics(*words)[0] == 0
    before, after = dataset_in(tmp_path / "known"), dataset_in(tmp_path / "newer")
    assert after.grants.keys() > before.grants.keys()
    assert len(after.grants) == len(before.grants) + 1
    assert after.clauses == before.clauses
