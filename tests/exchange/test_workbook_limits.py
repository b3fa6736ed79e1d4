"""Workbooks made to bring a reader down: each is read at once, or refused with its file, its sheet and a remedy."""

from __future__ import annotations

import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ics_graph.exchange.formats import ImportInput
from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.imports.xlsx import xlsx as read_xlsx
from ics_graph.exchange.spreadsheet import archive, book
from ics_graph.model import Dataset
from tests.exchange.golden import ONTOLOGY, small, written

Parts = dict[str, bytes]
END = b"</sheetData>"


def workbook(change: Callable[[Parts], None] = lambda parts: None) -> bytes:
    """Return the small system as a workbook, with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(written("xlsx", small()))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def in_sheets(old: bytes, new: bytes) -> bytes:
    """Return the workbook with a text of every sheet replaced."""

    def change(parts: Parts) -> None:
        for name in parts:
            if name.startswith("xl/worksheets/"):
                parts[name] = parts[name].replace(old, new, 1)

    return workbook(change)


def imported(tmp_path: Path, data: bytes) -> tuple[Dataset, Report]:
    """Return what an import makes of a workbook, and its report."""
    file = tmp_path / "book.xlsx"
    file.write_bytes(data)
    report = Report()
    return read_xlsx(ImportInput([file], ONTOLOGY, report=report)), report


def refused(tmp_path: Path, data: bytes) -> str:
    """Return why a workbook is refused, without the folder that it is in."""
    with pytest.raises(ImportFailed) as failed:
        imported(tmp_path, data)
    return str(failed.value).replace(f"{tmp_path}/", "")


@pytest.mark.parametrize("place", ["A1048576", "XFD2000", "XFD1048576"])
def test_a_styled_cell_far_away_costs_nothing(tmp_path: Path, place: str) -> None:
    row = re.sub("[A-Z]", "", place)
    data = in_sheets(END, f'<row r="{row}"><c r="{place}" s="1"/></row></sheetData>'.encode())
    imported(tmp_path, workbook())  # what is imported for the first time is not measured
    began = time.process_time()
    tracemalloc.start()
    try:
        dataset, _ = imported(tmp_path, data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert dataset.entities == small().dataset.entities
    assert time.process_time() - began < 15  # it was 27 s without tracemalloc, which is slow in itself
    assert peak < 50_000_000


def test_a_merge_over_the_whole_sheet_is_told_and_costs_nothing(tmp_path: Path) -> None:
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    dataset, report = imported(tmp_path, in_sheets(END, merge))
    assert dataset.entities == small().dataset.entities
    assert "book.xlsx:1: Bodies!A1:XFD1048576: merged cells: read as one cell alone" in map(str, report.doubtful)


def test_a_width_that_is_no_number_does_not_matter(tmp_path: Path) -> None:
    dataset, _ = imported(tmp_path, in_sheets(b"<cols>", b'<cols><col width="x" min="1" max="2"/>'))
    assert dataset.entities == small().dataset.entities


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (b'<c r="B2" t="s"><v>99999999</v></c>', "the cell cannot be read"),
        (b'<c r="B2"><v>' + b"9" * 5000 + b"</v></c>", "the cell cannot be read"),
        (b'<c r="B2" t="b"><v>maybe</v></c>', "the cell cannot be read"),
        (b'<c r="B2"><f>1+1</f></c>', "a formula whose value is not in the file"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_by_its_place(tmp_path: Path, cell: bytes, words: str) -> None:
    def change(parts: Parts) -> None:
        name = next(name for name, text in parts.items() if b"Ordinary members" in text or b">Type<" in text)
        parts[name] = re.sub(rb'<c r="B2".*?</c>', lambda _: cell, parts[name], count=1)

    told = refused(tmp_path, workbook(change))
    assert re.search(rf"book\.xlsx \w+!B2: {words}", told), told


def test_a_damaged_sheet_is_told_by_name(tmp_path: Path) -> None:
    told = refused(tmp_path, in_sheets(b"<sheetData>", b"<sheetData><row r='x'/>"))
    assert re.match(r"book\.xlsx \w[\w ]+: the sheet cannot be read \(.*\)\. Open the file in a spreadsheet", told), (
        told
    )


def test_a_row_beyond_the_end_of_a_sheet_is_told(tmp_path: Path) -> None:
    told = refused(tmp_path, in_sheets(END, b'<row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData>'))
    assert "there is no row 1048577" in told


def test_too_many_cells_are_refused_with_a_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MOST_CELLS", 30)
    told = refused(tmp_path, workbook())
    assert "the workbook lists more than 30 cells up to this sheet. Remove what is not needed" in told


def test_what_unpacks_to_more_than_the_limit_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    # Two parts of 300 MB, each within its own limit, from a file of 600 KB.
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb:
        for name in ("xl/worksheets/a.xml", "xl/worksheets/b.xml"):
            with bomb.open(name, "w") as part:
                for _ in range(300):
                    part.write(b" " * 1_000_000)
    began = time.process_time()
    assert refused(tmp_path, out.getvalue()).startswith(
        "book.xlsx: it would be more than 512 MiB when unpacked. Remove"
    )
    assert time.process_time() - began < 1


def test_what_hides_its_size_is_met_while_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_OF_ANY_OTHER", 3000)
    told = refused(tmp_path, workbook())
    assert re.match(r"book\.xlsx: its part .* would be more than 0 MiB when unpacked", told), told


def test_texts_under_the_name_of_a_sheet_are_counted_as_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(parts: Parts) -> None:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        override = f'<Override PartName="/xl/worksheets/texts.xml" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
        parts["xl/worksheets/texts.xml"] = b"<sst>" + b"<si/>" * 200 + b"</sst>"

    monkeypatch.setattr(archive, "MOST_TAGS_OF_STRINGS", 150)
    assert "its part xl/worksheets/texts.xml has more than 150 tags" in refused(tmp_path, workbook(change))


def test_a_password_is_told_as_one(tmp_path: Path) -> None:
    data = bytearray(workbook())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # the flag of the first part in the list of the archive
    assert "is locked with a password. Save it without a password." in refused(tmp_path, bytes(data))
    locked = refused(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "this is a workbook with a password, or of the old kind (.xls)" in locked


def test_a_damaged_part_is_told_by_name(tmp_path: Path) -> None:
    data = workbook()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheet = parts.getinfo("xl/worksheets/sheet3.xml")
    at = sheet.header_offset + 30 + len(sheet.filename) + 20
    broken = data[:at] + bytes(byte ^ 255 for byte in data[at : at + 20]) + data[at + 20 :]
    assert "book.xlsx: its part xl/worksheets/sheet3.xml is damaged" in refused(tmp_path, broken)


def test_rows_without_a_number_stand_one_after_another(tmp_path: Path) -> None:
    def change(parts: Parts) -> None:
        for name in parts:
            if name.startswith("xl/worksheets/"):
                parts[name] = re.sub(rb'<row r="[0-9]+"', b"<row", parts[name])

    assert imported(tmp_path, workbook(change))[0].relations == small().dataset.relations
