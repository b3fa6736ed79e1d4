"""The spreadsheet both ways: what is exported comes back equal, and what people fill in is read or told by its cell."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from python_calamine import CalamineWorkbook

from ics_graph.dataset import read_datasets
from ics_graph.errors import FormatError
from ics_graph.exchange.formats import ExportInput, ImportInput
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.exchange.imports.xlsx import xlsx as read_xlsx
from ics_graph.exchange.spreadsheet.layout import GENERAL_SHEETS
from ics_graph.exchange.spreadsheet.template import write_template
from ics_graph.model import About, Claim, Dataset, Entity, Fact, Identifier, PhaseSpell, Relation, Source
from ics_graph.serialization import to_plain
from ics_graph.stores.sqlite import shipped_datasets
from tests.asking import SMALL
from tests.conftest import Ics
from tests.exchange.awkward import awkward_datasets
from tests.exchange.golden import ONTOLOGY, assert_golden, reversed_in_order, small, written

Fill = Callable[[Any], None]
SEEDS = shipped_datasets()


def imported(data: bytes, known: Dataset | None = None) -> tuple[Dataset, ImportInput]:
    """Return what an import makes of a workbook, and its report with it."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "book.xlsx")
        file.write_bytes(data)
        asked = ImportInput([file], ONTOLOGY, known or Dataset())
        return read_xlsx(asked), asked


def filled(fill: Fill) -> bytes:
    """Return the template as somebody fills it in."""
    out = io.BytesIO()
    write_template(ONTOLOGY, out)
    book = openpyxl.load_workbook(out)
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(book: Any, sheet: str, row: int, **cells: Any) -> None:
    """Fill in cells by the headings of their columns, with _ for a space."""
    page = book[sheet]
    headings = {str(cell.value): cell.column for cell in page[1]}
    for heading, value in cells.items():
        page.cell(row, headings[heading.replace("_", " ")]).value = value


def two_bodies(book: Any) -> None:
    put(book, "Sources", 3, Title="Minutes", Date="2019-06")
    put(book, "Bodies", 3, Name="Food Board", Type="board", Source="Minutes")
    put(book, "Bodies", 4, Name="Anytown ICS", Type="integrated care system", Source="Minutes")


def problems(fill: Fill) -> list[str]:
    with pytest.raises(ImportFailed) as failed:
        imported(filled(fill))
    return [str(problem).removeprefix("book.xlsx ") for problem in failed.value.problems]


def without_empty(dataset: Dataset) -> Dataset:
    """Return a dataset without what a cell cannot say: a text that is there and empty."""

    def told(record: Any) -> Any:
        changes: dict[str, Any] = {}
        for name in record.__dataclass_fields__:
            value = getattr(record, name)
            if value == "":
                changes[name] = "unsaid" if name in ("name", "title", "scheme", "value") else None
            elif isinstance(value, tuple):
                changes[name] = tuple(told(v) if hasattr(v, "__dataclass_fields__") else v for v in value if v != "")
        return replace(record, **changes)

    sections = ("sources", "entities", "relations", "facts", "events", "gaps", "complete")
    records: dict[str, Any] = {name: {k: told(v) for k, v in dataset.section(name).items()} for name in sections}
    return Dataset((), **records)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(dataset=awkward_datasets())
def test_any_dataset_comes_back_equal_but_for_empty_text(dataset: Dataset) -> None:
    told = without_empty(dataset)
    back, asked = imported(written("xlsx", ExportInput(told, ONTOLOGY)))
    assert replace(back, about=()) == told
    assert (asked.report.skipped, asked.report.doubtful) == ([], [])


@pytest.mark.parametrize("folder", [SMALL, *SEEDS], ids=lambda path: path.name)
def test_a_shipped_dataset_comes_back_equal(folder: Path) -> None:
    dataset = read_datasets([folder], ONTOLOGY).dataset
    back, _ = imported(written("xlsx", ExportInput(dataset, ONTOLOGY)))
    assert replace(back, about=()) == replace(dataset, about=())
    assert back.about[0].title == "; ".join(about.title for about in dataset.about)


def shown(data: bytes) -> str:
    """Return the cells of a workbook as text, a sheet after another; the words are the ontology's own business."""
    lines = []
    for page in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        if page.title == "Words":
            continue
        lines.append(f"== {page.title} ==")
        for row in page.iter_rows(values_only=True):
            lines.append("\t".join("" if value is None else str(value) for value in row).rstrip())
    return "\n".join(lines) + "\n"


def test_a_small_system_is_written_as_it_always_was() -> None:
    # The cells are held, not the archive: how it is packed is openpyxl's and zlib's business.
    found = written("xlsx", small())
    assert_golden("small.xlsx.txt", shown(found).encode())
    assert written("xlsx", reversed_in_order(small())) == found


def test_the_time_at_which_it_was_made_is_not_in_it() -> None:
    with zipfile.ZipFile(io.BytesIO(written("xlsx", small()))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_full_dates_are_dates_and_partial_ones_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", small())))
    dates = {row[0].value: row[8] for row in book["Lines"].iter_rows(min_row=2)}
    assert book["Lines"]["I1"].value == "From"
    full, month = dates["board:accountableTo:ics:2018-04-01"], dates["ics:accountableTo:nhse:2018-10"]
    assert (full.value, full.number_format) == (datetime(2018, 4, 1), "yyyy-mm-dd")
    assert (month.value, month.data_type) == ("2018-10", "s")


def test_another_reader_of_workbooks_sees_the_same() -> None:
    texts = ["=1+2", "007", "_x0041_", "日本 🏥", "two\nlines", "bell\x07"]
    bodies = {f"e{n}": Entity(f"e{n}", "Group", text) for n, text in enumerate(texts)}
    dataset = replace(small().dataset, entities={**small().dataset.entities, **bodies})
    book = CalamineWorkbook.from_filelike(io.BytesIO(written("xlsx", ExportInput(dataset, ONTOLOGY))))
    assert book.sheet_names == ["Read me first", "About", *(sheet.name for sheet in GENERAL_SHEETS), "Words"]
    lines = book.get_sheet_by_name("Lines").to_python()
    headings = lines[0]
    said = {row[0]: dict(zip(headings, row, strict=True)) for row in lines[1:]}
    line = said["board:accountableTo:ics:2018-04-01"]
    assert (line["Who"], line["Relation"], line["To whom"]) == ("Anytown Board", "is accountable to", "Anytown ICS")
    assert (line["From"], said["ics:accountableTo:nhse:2018-10"]["From"]) == (date(2018, 4, 1), "2018-10")
    named = {row[0]: row[1] for row in book.get_sheet_by_name("Bodies").to_python()[1:]}
    assert [named[id_] for id_ in bodies] == texts


def test_header_rows_stay_in_view_and_can_be_filtered() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", small())))
    assert book.sheetnames == ["Read me first", "About", *(sheet.name for sheet in GENERAL_SHEETS), "Words"]
    page = book["Lines"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("B2", "A1:Y23")
    assert page.column_dimensions["B"].width == 30


def test_no_text_is_ever_a_formula() -> None:
    texts = {f"e{n}": text for n, text in enumerate(["=1+2", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])}
    dataset = Dataset((), {}, {id_: Entity(id_, "Group", text, note=text) for id_, text in texts.items()})
    data = written("xlsx", ExportInput(dataset, ONTOLOGY))
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(data))["Bodies"]["B2:B6"] for cell in row]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [
        (t, "s", True) for t in texts.values()
    ]
    assert replace(imported(data)[0], about=()) == dataset


def test_a_text_that_no_cell_can_hold_is_refused_by_name() -> None:
    dataset = Dataset((), {}, {"a": Entity("a", "Group", "A", note="x" * 40_000)})
    with pytest.raises(FormatError, match=r"^Bodies, a: a text of 40,000 characters, and a cell holds 32,767: 'xxx"):
        written("xlsx", ExportInput(dataset, ONTOLOGY))


def test_a_filled_in_template_is_a_dataset_that_answers(ics: Ics, tmp_path: Path) -> None:
    file, folder = tmp_path / "mine.xlsx", tmp_path / "mine"
    assert ics("template", "-o", str(file))[0] == 0
    book = openpyxl.load_workbook(file)
    book["About"]["B1"] = "Anytown"
    put(book, "Sources", 3, ID="minutes", Title="Minutes of Anytown", Kind="minutes", Date="2019-06")
    put(book, "Bodies", 3, Name="Anytown ICS ", Type="Integrated Care System", Source="minutes", Where_in_it="p. 1")
    put(book, "Bodies", 6, Name="Anytown Board", Type="partnership board", Other_names="The Board | AB")
    put(book, "Lines", 3, Who="the board", Relation="is accountable to", To_whom="anytown ics", From=2018)
    put(book, "Lines", 3, Source="Minutes of Anytown", Where_in_it="p. 2")
    put(book, "Codes", 3, Body="AB", Scheme="ods", Code="007")
    put(book, "Gaps", 3, Body="Anytown Board", What_is_missing="chair", Why="vacant", Source="minutes")
    book.save(file)
    status, told, _ = ics("import", "xlsx", str(file), "--into", str(folder))
    assert status == 0
    assert "skipped         13  the example of the template (mine.xlsx:2 Sources, " in told
    found = read_datasets([folder], ONTOLOGY).dataset
    assert [to_plain(relation) for relation in found.relations.values()] == [
        {
            "id": "anytown-board:accountableTo:anytown-ics:2018",
            "subject": "anytown-board",
            "type": "accountableTo",
            "object": "anytown-ics",
            "from": "2018",
            "claims": [{"source": "minutes", "locator": "p. 2"}],
        }
    ]
    assert found.entities["anytown-board"].other_names == ("AB", "The Board")
    assert found.entities["anytown-board"].identifiers == (Identifier("ods", "007"),)
    assert found.about[0].title == "Anytown"
    status, answer, _ = ics("ask", "accountable-to", "Anytown Board", "--data", str(folder))
    assert status == 0
    assert "Anytown ICS" in answer


def test_an_empty_template_is_nothing_and_two_are_equal() -> None:
    dataset, asked = imported(filled(lambda book: None))
    assert all(not dataset.section(name) for name in ("sources", "entities", "relations", "facts", "events", "gaps"))
    assert len(asked.report.skipped) == len(GENERAL_SHEETS)
    one, other = io.BytesIO(), io.BytesIO()
    write_template(ONTOLOGY, one)
    write_template(ONTOLOGY, other)
    assert one.getvalue() == other.getvalue()


def test_the_template_offers_the_words_of_the_ontology_and_keeps_dates_as_text() -> None:
    out = io.BytesIO()
    write_template(ONTOLOGY, out)
    book = openpyxl.load_workbook(out)
    lists = {str(choice.sqref): choice for choice in book["Bodies"].data_validations.dataValidation}
    types = lists["C2:C1000"]
    assert types.type == "list"
    offered = [cell.value for (cell,) in book["Words"][types.formula1.removeprefix("=Words!").replace("$", "")]]
    assert "clinical commissioning group" in offered
    assert sorted(offered) == sorted(kind.label for kind in ONTOLOGY.types.values() if not kind.abstract)
    assert lists["E2:E1000"].prompt.startswith("The first day. A year, a month or a day: 2019, 2019-06 or 2019-06-01.")
    assert book["Bodies"].column_dimensions["E"].number_format == "@"
    who = next(c for c in book["Lines"].data_validations.dataValidation if str(c.sqref) == "B2:B1000")
    assert (who.formula1, who.showErrorMessage) == ("=Bodies!$B$2:$B$1000", False)


def test_a_workbook_that_is_there_is_never_overwritten(ics: Ics, tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    file.write_bytes(b"hours of work")
    status, _, said = ics("template", "-o", str(file))
    assert (status, file.read_bytes()) == (2, b"hours of work")
    assert "is there already; name a file that is not there yet." in said
    assert ics("template", "-o", str(tmp_path / "mine.csv"))[0] == 2


def test_every_mistake_is_told_by_sheet_and_cell_and_all_at_once() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        put(book, "Bodies", 5, Name="Odd Body", Type="bored")
        put(book, "Lines", 3, Who="Food Bord", Relation="is accountable to", To_whom="Anytown ICS")
        put(book, "Lines", 4, Who="Food Board", Relation="accountable", To_whom="Anytown ICS", From="1/4/2018")
        put(book, "Lines", 5, Who="Food Board", To_whom="Anytown ICS", Where_in_it="p. 3")
        put(book, "Lines", 6, Who="Odd Body", Relation="is part of", To_whom="Anytown ICS", Until="soon")
        put(book, "Facts", 3, Body="Anytown ICS", Property="population", Number="many", Source="Minuts")
        put(book, "Phases", 3, Sheet="Lines", Record="no-such-line", Phase="planned")

    assert problems(fill) == [
        "Bodies!C5: 'bored' is not in the list of 'Type'. Did you mean 'board'?",
        "Lines!B3: there is no body 'Food Bord'. Did you mean 'Food Board'?",
        "Lines!C4: 'accountable' is not in the list of 'Relation'. Did you mean 'is accountable to'?",
        "Lines!I4: '1/4/2018' is not a date. Write 2018-04-01, if the day stands first.",
        "Lines!C5: 'Relation' is empty. Choose from the list.",
        "Lines!M5: no source is named. Name it, or empty the cells that tell of it.",
        "Lines!J6: 'soon' is not a date. Write a year, a month or a day: 2019, 2019-06 or 2019-06-01.",
        "Facts!D3: 'many' is not a number. Write digits, such as 512000.",
        "Facts!L3: there is no source 'Minuts'. Did you mean 'Minutes'?",
        "Phases!B3: there is no record 'no-such-line' on the sheet Lines. Write the ID that stands on the sheet Lines.",
    ]


def test_an_ambiguous_name_lists_the_choices_and_an_id_decides() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        put(book, "Bodies", 5, ID="food-group", Name="Food Board", Type="group")
        put(book, "Lines", 3, Who="Food Board", Relation="is part of", To_whom="Anytown ICS")

    assert problems(fill) == [
        "Lines!B3: 'Food Board' may be any of 2. Write the ID instead: "
        "food-board is Food Board (board); food-group is Food Board (group)."
    ]

    def decided(book: Any) -> None:
        fill(book)
        put(book, "Lines", 3, **{"Who_(ID)": "food-group"})

    (line,) = imported(filled(decided))[0].relations.values()
    assert line.subject == "food-group"

    def contradicted(book: Any) -> None:
        fill(book)
        put(book, "Lines", 3, **{"Who_(ID)": "anytown-ics"})

    assert problems(contradicted) == [
        "Lines!B3: 'Food Board' is not the name of 'anytown-ics' in V3. Correct one of them, or empty the ID."
    ]


def test_what_the_ontology_forbids_is_told_at_its_row() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        put(book, "Lines", 3, Who="Food Board", Relation="holds the post of", To_whom="Anytown ICS")
        put(book, "Lines", 4, Who="Food Board", Relation="is part of", To_whom="Anytown ICS", From=2019, Until=2018)

    found = problems(fill)
    assert found[0].startswith(
        "Lines!3: relations/food-board:holdsPost:anytown-ics: 'holdsPost' does not go from a Board"
    )
    assert found[-1] == (
        "Lines!4: relations/food-board:partOf:anytown-ics:2019: its life ends (2018) before it begins (2019). "
        "'until' is the last day; check both."
    )


def test_two_rows_that_say_the_same_are_told() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        for row in (3, 4):
            put(book, "Lines", row, Who="Food Board", Relation="is part of", To_whom="Anytown ICS")

    assert problems(fill) == [
        "Lines!A4: the ID 'food-board:partOf:anytown-ics' is taken by Lines!3. Give each an ID, or remove one of them."
    ]


def test_real_dates_numbers_and_codes_are_read_as_they_are_shown() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        rows = [
            (datetime(2019, 6, 1), "yyyy-mm-dd", "2019-06-01"),
            (date(2019, 6, 1), "dd/mm/yyyy", "2019-06-01"),
            (datetime(2019, 6, 1), "mmm-yy", "2019-06"),
            (datetime(2019, 1, 1), "yyyy", "2019"),
            (2019, "General", "2019"),
            (2019.0, "General", "2019"),
            (" 2019-06 ", "@", "2019-06"),
        ]
        for row, (value, format_, _) in enumerate(rows, 3):
            who = {"Who": "Food Board", "Relation": "is part of", "To_whom": "Anytown ICS", "ID": f"l{row}"}
            put(book, "Lines", row, From=value, **who)
            book["Lines"].cell(row, 9).number_format = format_
        for row, (code, format_) in enumerate([("007", "@"), (7, "000"), (99, "General"), (1.5, "General")], 3):
            put(book, "Codes", row, Body="Food Board", Scheme="x", Code=code)
            book["Codes"].cell(row, 3).number_format = format_
        put(book, "Facts", 3, Body="Anytown ICS", Property="population", Number="512,000", Source="Minutes")
        put(book, "Facts", 4, Body="Anytown ICS", Property="figure", Number=0.5, Approximately=True)

    dataset, asked = imported(filled(fill))
    since = [str(dataset.relations[f"l{row}"].since) for row in range(3, 10)]
    assert since == ["2019-06-01", "2019-06-01", "2019-06", "2019", "2019", "2019", "2019-06"]
    assert [code.value for code in dataset.entities["food-board"].identifiers] == ["007", "007", "99", "1.5"]
    assert [(fact.number, fact.approximately) for fact in dataset.facts.values()] == [(512000, False), (0.5, True)]
    assert [str(note) for note in asked.report.doubtful] == [
        f"book.xlsx:{row}: Lines!I{row}: a day of which only month or year is shown, read as month or year"
        for row in (5, 6)
    ]


def test_hidden_rows_own_columns_and_own_sheets_are_reported() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        book["Bodies"].row_dimensions[4].hidden = True
        book["Bodies"].cell(1, 30).value = "My remarks"
        book["Bodies"].cell(3, 30).value = "ask Ann"
        book.create_sheet("Scratch")["A1"] = "thoughts"
        book.create_sheet("Empty")

    dataset, asked = imported(filled(fill))
    assert sorted(dataset.entities) == ["anytown-ics", "food-board"]
    assert [str(note) for note in asked.report.doubtful] == ["book.xlsx:4: Bodies: a hidden row, read as the others"]
    assert [str(note) for note in asked.report.skipped if "example" not in note.reason] == [
        "book.xlsx: Scratch: a sheet that is none of the template's",
        "book.xlsx:1: Bodies!AD My remarks: a column that is none of the template's",
    ]


def test_a_formula_counts_for_what_it_came_to_and_is_told_where_nobody_knows() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        put(book, "Bodies", 5, Name='="Formula "&"Board"', Type="board")
        put(book, "Bodies", 6, Name="Food Group", Type="group", Note="#N/A")
        put(book, "Bodies", 7, Type="group")

    assert problems(fill) == [
        "Bodies!B5: a formula whose value is not in the file. "
        "Open and save the file in a spreadsheet, or write the value instead.",
        "Bodies!H6: the cell shows the error #N/A. Write what it should say.",
        "Bodies!B7: 'Name' is empty. The whole name.",
    ]


def test_a_renamed_heading_is_told_with_the_nearest() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        book["Bodies"]["B1"] = "Names"

    assert (
        problems(fill)[0]
        == "Bodies!1: there is no column 'Name'. Did you mean 'Names'? Headings stand in the first row."
    )


def test_what_is_no_workbook_is_told(tmp_path: Path, ics: Ics) -> None:
    for name, content in (("a.xlsx", b"no archive"), ("b.xlsx", b""), ("c.csv", b"a,b\n")):
        (tmp_path / name).write_bytes(content)
        status, _, said = ics("import", "xlsx", str(tmp_path / name), "--into", str(tmp_path / "into"))
        assert (status, (tmp_path / "into").exists()) == (1, False)
        assert "this is no spreadsheet that can be read" in said
        assert "Save it as an Excel workbook (.xlsx)." in said
    book = openpyxl.Workbook()
    book.save(tmp_path / "d.xlsx")
    status, _, said = ics("import", "xlsx", str(tmp_path / "d.xlsx"), "--into", str(tmp_path / "into"))
    assert status == 1
    assert "none of the template's sheets is in it. Make one with 'ics-graph template'; its sheets are Sources," in said


def test_bodies_of_a_dataset_beside_it_may_be_named() -> None:
    known = Dataset((), {}, {"nhse": Entity("nhse", "NHSEngland", "NHS England")})

    def fill(book: Any) -> None:
        two_bodies(book)
        put(book, "Lines", 3, Who="Anytown ICS", Relation="is accountable to", To_whom="NHS England")

    dataset, _ = imported(filled(fill), known)
    assert sorted(dataset.entities) == ["anytown-ics", "food-board"]
    assert [line.object for line in dataset.relations.values()] == ["nhse"]


def test_a_body_that_is_there_already_is_not_made_a_second_time() -> None:
    known = Dataset((), {}, {"food-board": Entity("food-board", "Board", "Food Board")})
    with pytest.raises(ImportFailed) as failed:
        imported(filled(two_bodies), known)
    assert [str(problem) for problem in failed.value.problems] == [
        "book.xlsx Bodies!A3: the ID 'food-board' is taken in a dataset to match. "
        "Leave the row out where the same is meant, or give it another ID."
    ]


def test_phases_and_further_sources_come_back_at_their_record() -> None:
    sources = {id_: Source(id_, f"Source {id_}") for id_ in "abc"}
    spells = (PhaseSpell("shadow", claims=(Claim("b", "1"), Claim("c", "2"))), PhaseSpell("established"))
    claims = (Claim("a"), Claim("b", stance="denies"), Claim("a", "again"))
    body = Entity("EXAMPLE", "Group", "G", phases=spells, claims=claims)
    lines = {"l": Relation("l", "EXAMPLE", "reportsTo", "EXAMPLE", phases=(PhaseSpell("planned"),), claims=claims)}
    facts = {"f": Fact("f", "EXAMPLE", "count", 0.1 + 0.2)}
    dataset = Dataset((About("x", "X"),), sources, {"EXAMPLE": body}, lines, facts)
    back, _ = imported(written("xlsx", ExportInput(dataset, ONTOLOGY)))
    assert replace(back, about=()) == replace(dataset, about=())


def test_a_date_in_words_or_as_a_number_of_days_is_refused_with_how_to_write_it() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        for row, said in enumerate(("June 2019", "1st April 2018", "Sept 2020", "Ma 2019", 43922), 3):
            line = {"Who": "Food Board", "Relation": "reports to", "To whom": "Anytown ICS", "Role": f"r{row}"}
            put(book, "Lines", row, **line, From=said)

    remedies = ("2019-06", "2018-04-01", "2020-09", "a year, a month or a day: 2019, 2019-06 or 2019-06-01")
    assert [problem.partition(" Write ")[2].rstrip(".") for problem in problems(fill)] == [
        *remedies,
        "2020-04-01, if it is a day that the spreadsheet shows as a number",
    ]


def test_a_row_of_which_a_needed_cell_cannot_be_read_is_told_once() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        put(book, "Codes", 3, Body="Food Board", Scheme="ods", Code="=1+1")
        put(book, "Lines", 3, Who="Food Board", Relation="=A1", To_whom="Anytown ICS", Source="Minutes")

    told = (
        "a formula whose value is not in the file. Open and save the file in a spreadsheet, or write the value instead."
    )
    assert problems(fill) == [f"Lines!C3: {told}", f"Codes!C3: {told}"]


def test_only_the_first_hundred_names_that_are_not_there_get_a_likely_one() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        for row in range(3, 123):
            put(book, "Lines", row, Who="Food Bord", Relation="reports to", To_whom="Anytown ICS", Role=str(row))

    found = problems(fill)
    assert found[99] == "Lines!B102: there is no body 'Food Bord'. Did you mean 'Food Board'?"
    assert found[100:] == [
        f"Lines!B{row}: there is no body 'Food Bord'. Add it on the sheet Bodies." for row in range(103, 123)
    ]


def test_a_day_for_no_day_and_an_impossible_one_are_told_with_what_to_do() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        days = (date(9999, 12, 31), date(1900, 3, 1), "2999-12-31", "31/06/2022", "06/13/2022", "2019/20", "01-Sep-20")
        for row, day in enumerate(days, 3):
            line = {"Who": "Food Board", "Relation": "reports to", "To whom": "Anytown ICS", "Role": f"r{row}"}
            put(book, "Lines", row, **line, Until=day)

    assert [problem.partition(": ")[2] for problem in problems(fill)] == [
        "'9999-12-31' stands for no day. Leave the cell empty.",
        "'2999-12-31' stands for no day. Leave the cell empty.",
        "'31/06/2022' is not a date. June 2022 has no day 31: write the day that is meant.",
        "'06/13/2022' is not a date. There is no month 13. Write 2022-06-13, if the month stands first.",
        "'2019/20' is not a date. It is a financial year: write 2019-04-01 for its first day, or 2020-03-31 for its "
        "last.",
        "'01-Sep-20' is not a date. Write 2020-09-01.",
    ]


def test_a_code_that_the_spreadsheet_spoilt_is_refused_with_what_it_may_have_been() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        for row, (scheme, code) in enumerate((("ods", 50.0), ("ods", date(2022, 5, 1)), ("ons", "1.2E+06")), 3):
            put(book, "Codes", row, Body="Food Board", Scheme=scheme, Code=code)

    hint, end = "Write the code as text", "format the cell as text first."
    assert [problem.partition(": ")[2] for problem in problems(fill)] == [
        f"'50' is no code: a spreadsheet made a number of the code. {hint}, such as 5E1: {end}",
        f"'2022-05-01' is no code: a spreadsheet made a day of the code. {hint}: {end}",
        f"'1.2E+06' is no code: a spreadsheet made a number of the code. {hint}, such as 12E5: {end}",
    ]


def test_a_body_may_be_named_by_the_code_that_it_had_on_the_day() -> None:
    def fill(book: Any) -> None:
        two_bodies(book)
        put(book, "Codes", 3, Body="Food Board", Scheme="ods", Code="99Z", From="2013-04-01", Until="2022-06-30")
        put(book, "Codes", 4, Body="Anytown ICS", Scheme="ods", Code="99Z", From="2022-07-01")
        put(book, "Lines", 3, Who="ods:99Z", Relation="reports to", **{"To whom": "Anytown ICS"}, From="2019-04-01")

    dataset, _ = imported(filled(fill))
    assert [(line.subject, line.object) for line in dataset.relations.values()] == [("food-board", "anytown-ics")]

    def fill_wrong(book: Any) -> None:
        fill(book)
        put(book, "Lines", 4, Who="ods:99Z", Relation="reports to", **{"To whom": "ods:ZZZ"})

    (several, none) = problems(fill_wrong)
    assert several.startswith("Lines!B4: 'ods:99Z' is the code of 2 bodies: Food Board (food-board, from 1 April 2013")
    assert none.startswith("Lines!D4: no body has the code 'ods:ZZZ'. Add the body with this identifier,")
