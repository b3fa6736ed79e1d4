"""An answer of many rows is written in parts, and says what it says in one piece."""

from __future__ import annotations

import csv
import io
import json

import pytest

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.as_json import as_json, as_plain, json_parts
from ics_graph.cli.formats import as_csv, write


def answer_of(number: int) -> Answer:
    rows = tuple(
        Row(id=f"b{n}", name=f'Body "{n}" é', type="Board", relation="member of", certainty="stated", record=f"r{n}")
        for n in range(number)
    )
    return Answer(question="members", headline="There are some.", verdict="answered", rows=rows, caveats=("A note.",))


@pytest.mark.parametrize("number", [0, 1, 500, 501, 1_203])
def test_parts_of_json_are_what_the_library_would_write(number: int) -> None:
    answer = answer_of(number)
    text = as_json(answer)
    assert text == json.dumps(as_plain(answer), indent=2, ensure_ascii=False)
    assert [row["line"] for row in json.loads(text)["rows"]] == [f"r{n}" for n in range(number)]


def test_no_part_of_json_holds_more_than_five_hundred_rows() -> None:
    assert max(part.count('"id"') for part in json_parts(answer_of(1_203))) == 500


@pytest.mark.parametrize("number", [0, 1, 1_203])
def test_parts_of_csv_have_one_header_and_each_row_once(number: int) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv.render(answer_of(number)))))
    assert [row["Line"] for row in rows] == [f"r{n}" for n in range(number)] or (number == 0 and len(rows) == 1)


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_what_is_written_ends_with_one_line_end(format_: str) -> None:
    to = io.StringIO()
    write(answer_of(3), format_, to)
    assert to.getvalue().endswith("\n")
    assert not to.getvalue().endswith("\n\n")
