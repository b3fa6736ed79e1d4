"""ODS files as people have them: saved again by a spreadsheet, packed, short, under headings of their own."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ics_graph.exchange.import_report import Report
from tests.exchange.bringing import imported, refused
from tests.exchange.test_ods import row


def saved(*rows: str, separator: str = ",") -> str:
    """Return rows as a spreadsheet saves them: without quotes, and with another separator in some countries."""
    return "".join(row.replace('"', "").replace(",", separator) for row in rows)


def told(report: Report, reason: str) -> list[tuple[int | None, str]]:
    """Return line and record of what was skipped or is doubtful for this reason."""
    return [(note.line, note.record) for note in (*report.skipped, *report.doubtful) if reason in note.reason]


def days(made: object, code: str) -> tuple[str, str]:
    """Return the first and last day of the body with a code."""
    (body,) = [
        body
        for body in made.dataset.entities.values()  # type: ignore[attr-defined]
        if any(identifier.value == code for identifier in body.identifiers)
    ]
    return str(body.since or ""), str(body.until or "")


@pytest.mark.parametrize(
    ("code", "record", "reason"),
    [
        ("5.00E+01", "5.00E+01 (5E1?)", "a spreadsheet made a number of the code"),
        ("5E+01", "5E+01 (5E1?)", "a spreadsheet made a number of the code"),
        ("1.20E+06", "1.20E+06 (12E5?)", "a spreadsheet made a number of the code"),
        ("50", "50 (5E1?)", "a spreadsheet made a number of the code"),
        ("500", "500 (5E2?)", "a spreadsheet made a number of the code"),
        ("7", "7 (007?)", "a spreadsheet made a number of the code"),
        ("101.0", "101.0 (101?)", "a spreadsheet made a number of the code"),
        ("01-May", "01-May", "a spreadsheet made a day of the code"),
        ("2022-05-01", "2022-05-01", "a spreadsheet made a day of the code"),
        ("#REF!", "#REF!", "a spreadsheet shows an error in place of the code"),
    ],
)
def test_a_spoilt_code_is_told_and_makes_no_body(tmp_path: Path, code: str, record: str, reason: str) -> None:
    made = imported(tmp_path, "ods", {"epct.csv": saved(row("5A1", "WEST FERRY PCT"), row(code, "NORTH FERRY PCT"))})
    assert [body.name for body in made.dataset.entities.values()] == ["West Ferry PCT"]
    assert told(made.report, reason) == [(2, record)]


def test_a_code_that_looks_like_a_number_and_is_none_stays(tmp_path: Path) -> None:
    made = imported(tmp_path, "ods", {"epct.csv": saved(row("5E1", "NORTH FERRY PCT"))})
    assert made.dataset.entities["pct-north-ferry"].identifiers[0].value == "5E1"


def test_a_membership_of_a_spoilt_code_is_skipped_and_no_body_is_made_of_it(tmp_path: Path) -> None:
    text = "A81991,5.00E+01,W,20010401,,0\r\nA81993,50,W,20010401,,0\r\nA81994,5A1,W,20010401,20130331,0\r\n"
    made = imported(tmp_path, "ods", {"epcmem.csv": text})
    assert sorted(made.dataset.entities) == ["pct-5a1", "practice-a81994"]
    assert told(made.report, "a number of the code") == [(1, "5.00E+01 (5E1?)"), (2, "50 (5E1?)")]


def test_the_spoilt_code_of_another_body_leaves_the_body_without_that_line(tmp_path: Path) -> None:
    made = imported(tmp_path, "ods", {"ets.csv": saved(row("RZA01", "MILL SITE", parent="1.00E+05"))})
    assert sorted(made.dataset.entities) == ["site-rza01"]
    reason = "a spreadsheet made a number of the code of another body; taken over without that"
    assert told(made.report, reason) == [(1, "RZA01 1.00E+05 (1E5?)")]


def test_codes_of_local_authorities_are_digits_and_lose_their_noughts(tmp_path: Path) -> None:
    rows = (row("102", "BAY COUNCIL"), row("101.0", "QUAY COUNCIL"), row("12", "FERRY COUNCIL"))
    made = imported(tmp_path, "ods", {"lauth.csv": saved(*rows)})
    codes = {body.name: body.identifiers[0].value for body in made.dataset.entities.values()}
    assert codes == {"Bay Council": "102", "Quay Council": "101"}
    assert told(made.report, "a number of the code") == [(3, "12 (012?)")]
    assert told(made.report, "a decimal point") == [(2, "101.0")]


@pytest.mark.parametrize(
    ("since", "until", "read"),
    [
        ("1/4/2001", "31/3/2013", ("2001-04-01", "2013-03-31")),
        ("01-Apr-01", "31-Mar-13", ("2001-04-01", "2013-03-31")),
        ("01.04.2001", "31.03.2013", ("2001-04-01", "2013-03-31")),
        ("04/01/2001", "03/31/2013", ("2001-04-01", "2013-03-31")),
        ("36982", "41364", ("2001-04-01", "2013-03-31")),
        ("20010401.0", "20130331.0", ("2001-04-01", "2013-03-31")),
        ("2001-04-01 00:00:00", "2013-03-30T23:30:00-05:00", ("2001-04-01", "2013-03-31")),
        ("19000101", "99991231", ("", "")),
        ("00000000", "29991231", ("", "")),
    ],
)
def test_days_are_read_however_a_spreadsheet_writes_them(
    tmp_path: Path, since: str, until: str, read: tuple[str, str]
) -> None:
    made = imported(tmp_path, "ods", {"epct.csv": saved(row("5A1", "WEST FERRY PCT", since, until))})
    assert days(made, "5A1") == read


def test_a_word_for_no_day_is_told_once_and_its_line_goes_on(tmp_path: Path) -> None:
    rows = [row(f"A8199{n}", f"SURGERY {n}", "19740401", "99991231", parent="00K", joined="20130401", left="99991231")
            for n in (1, 2)]  # fmt: skip
    made = imported(tmp_path, "ods", {"epraccur-2022-09.csv": saved(*rows)})
    assert ("memberOf", "org-00k", "2013-04-01", "") not in made.lines("practice-a81991")
    lines = [(line.type, str(line.since), line.until) for line in made.dataset.relations.values()]
    assert lines == [("commissions", "2013-04-01", None)] * 2
    assert told(made.report, "it stands for no day") == [(None, "99991231 in 4 cells")]


def test_a_day_that_was_cut_short_is_told_and_leaves_the_end_open(tmp_path: Path) -> None:
    made = imported(tmp_path, "ods", {"epct.csv": saved(row("5A1", "WEST FERRY PCT", "20010401", "2.01E+07"))})
    assert days(made, "5A1") == ("2001-04-01", "")
    assert told(made.report, "made a number of the day, and cut it short") == [(1, "2.01E+07")]
    assert made.dataset.entities["pct-west-ferry"].claims[0].observed == "never"


def test_a_file_that_writes_the_month_first_in_some_rows_only_is_read_day_first(tmp_path: Path) -> None:
    rows = (row("5A1", "WEST FERRY PCT", "13/04/2001"), row("5A2", "EAST FERRY PCT", "04/13/2001"))
    made = imported(tmp_path, "ods", {"epct.csv": saved(*rows)})
    assert (days(made, "5A1"), days(made, "5A2")) == (("2001-04-13", ""), ("", ""))
    assert told(made.report, "the day on which it opened is impossible") == [(2, "5A2")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(("separator", "words"), [(";", "semicolons"), ("\t", "tabs")])
def test_other_separators_and_encodings_are_read_and_told(
    tmp_path: Path, encoding: str, separator: str, words: str
) -> None:
    text = saved(row("RZA", "FERRY NHS TRUST"), separator=separator).encode(encoding)
    made = imported(tmp_path, "ods", {"etr.csv": text})
    assert list(made.dataset.entities) == ["trust-ferry"]
    assert told(made.report, f"its columns are separated by {words}; read so") == [(None, "")]


def test_a_line_that_says_the_separator_is_no_row(tmp_path: Path) -> None:
    made = imported(tmp_path, "ods", {"etr.csv": "sep=;\r\n" + saved(row("RZA", "FERRY NHS TRUST"), separator=";")})
    assert (list(made.dataset.entities), made.report.read["etr.csv"]) == (["trust-ferry"], 1)


def test_empty_columns_at_the_end_may_be_more_or_fewer(tmp_path: Path) -> None:
    longer = saved(row("RZA", "FERRY NHS TRUST")).replace("\r\n", ",,,\r\n")
    shorter = saved(row("RZB", "QUAY NHS TRUST"))[:-17] + "\r\n"
    made = imported(tmp_path, "ods", {"etr.csv": longer + saved(row("RZC", "BAY NHS TRUST")) + shorter})
    assert sorted(made.dataset.entities) == ["trust-bay", "trust-ferry", "trust-quay"]
    assert told(made.report, "the row is shorter than the 27 columns") == [(3, "RZB")]


def test_a_row_that_breaks_off_within_a_day_is_not_taken(tmp_path: Path) -> None:
    cut = "RZB,QUAY NHS TRUST,,,,,,,,,19940401,2013\r\n"
    made = imported(tmp_path, "ods", {"etr.csv": saved(row("RZA", "FERRY NHS TRUST")) + cut})
    assert list(made.dataset.entities) == ["trust-ferry"]
    assert told(made.report, "the row has not the 27 columns") == [(2, "RZB")]


def test_headings_say_where_the_columns_are(tmp_path: Path) -> None:
    text = (
        "Name,Organisation Code,Post Code,Close Date,Open Date,Parent Organisation Code,CQC rating,\r\n"
        "MILL SITE,RZA01,ZZ1 1AA,31/03/2013,01/04/2001,RZA,good,\r\n"
    )
    made = imported(tmp_path, "ods", {"esites.csv": text})
    assert days(made, "RZA01") == ("2001-04-01", "2013-03-31")
    assert made.lines("site-rza01") == [("partOf", "trust-rza", "", "")]
    assert told(made.report, "a column that is not taken over") == [(None, "column 7, CQC rating, in 1 row")]
    assert told(made.report, "never taken over") == [(None, "columns 5-10 and 18")]


@pytest.mark.parametrize("name", ["ebranchs", "esites", "eabcsite"])
def test_files_of_sites_and_branches_are_of_sites_whatever_the_length_of_their_codes(tmp_path: Path, name: str) -> None:
    made = imported(tmp_path, "ods", {f"{name}.csv": row("A81001001", "MILL BRANCH", parent="A81001")})
    assert made.dataset.entities["site-a81001001"].type == "Site"
    assert [line[0] for line in made.lines("site-a81001001")] == ["partOf"]


def packed(**files: str) -> bytes:
    """Return a zip archive of files, by their names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def test_the_archive_of_ods_is_read_and_its_read_me_is_told(tmp_path: Path) -> None:
    archive = packed(**{"etr.csv": row("RZA", "FERRY NHS TRUST"), "readme.txt": "Read me.", "etr.pdf": "%PDF"})
    made = imported(tmp_path, "ods", {"etr-2022-03.zip": archive})
    assert (list(made.dataset.entities), str(made.dataset.sources["ods-etr"].date)) == (["trust-ferry"], "2022-03")
    assert told(made.report, "no file of rows") == [(None, "readme.txt"), (None, "etr.pdf")]
    assert made.report.dated == {"etr-2022-03.zip/etr.csv": "March 2022 (from '2022-03' in the name)"}


def test_an_archive_without_rows_and_a_workbook_are_refused_by_what_they_are(tmp_path: Path) -> None:
    files = {"etr.zip": packed(**{"etr.pdf": "%PDF"}), "etr.xlsx": packed(**{"[Content_Types].xml": "<Types/>"})}
    assert [problem.partition(". ")[0] for problem in refused(tmp_path, "ods", files)] == [
        "etr.xlsx: this is a workbook",
        "etr.zip: no file of rows (.csv) is in the zip archive; it holds etr.pdf",
    ]


@pytest.mark.parametrize(
    ("month", "header", "cells", "lines"),
    [
        (
            "oct-2018",
            "CCG_CODE,CCG_NAME,STP_CODE,STP_NAME,REGION_CODE,REGION_NAME",
            "91Z,NHS Anytown CCG,QZA,Anytown,Y54,Invented North",
            [("memberOf", "ccg-anytown", "", "")],
        ),
        (
            "aug-2026",
            "PCN_CODE,PCN_NAME,SUB_ICB_LOC_CODE,SUB_ICB_LOC_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE,COMM_REGION_NAME",
            "U99001,ANYTOWN PCN,91Z,NHS Anytown ICB - 91Z,QZA,NHS Anytown ICB,Y54,Invented North",
            [("inGeographyOf", "sub-icb-91z", "", ""), ("memberOf", "pcn-u99001", "", "")],
        ),
    ],
)
def test_the_mapping_of_practices_of_any_month_is_read(
    tmp_path: Path, month: str, header: str, cells: str, lines: list[tuple[str, str, str, str]]
) -> None:
    text = f"EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,{header}\r\n"
    text += f"01{month.replace('-', '').upper()},P99001,THE MILL SURGERY,ZZ1 1AA,{cells}\r\n"
    made = imported(tmp_path, "ods", {f"gp-reg-pat-prac-map-{month}.csv": text})
    assert made.lines("practice-p99001") == lines
    assert told(made.report, "never taken over") == [(None, "column 4, PRACTICE_POSTCODE, in 1 row")]


def test_a_file_whose_only_quote_is_not_closed_is_refused_for_that(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "ods", {"eccg.csv": '"00C,NHS DARLINGTON CCG\r\n'})
    assert problem == (
        "eccg.csv:1: none of its lines can be read: a quote is not closed. "
        "Mend the quotes in a text editor, or fetch the file again."
    )


def test_empty_headings_at_the_end_and_short_rows_under_headings_are_no_fault(tmp_path: Path) -> None:
    text = "PCN Code,PCN Name,Current CCG Code,Open Date,Close Date,,\r\nU99001,ANYTOWN PCN,91Z,20190701\r\n"
    made = imported(tmp_path, "ods", {"pcn.csv": text})
    assert days(made, "U99001") == ("2019-07-01", "")
    assert told(made.report, "its rows are shorter than the 5 columns of its kind") == [(None, "1 rows")]


def test_a_membership_without_its_last_columns_is_not_taken(tmp_path: Path) -> None:
    made = imported(tmp_path, "ods", {"epcmem.csv": "P99001,5ZA,W,20010401,,0\r\nP99002,5ZA,W,20010401\r\n"})
    assert told(made.report, "the row has not the 6 columns") == [(2, "P99002")]
