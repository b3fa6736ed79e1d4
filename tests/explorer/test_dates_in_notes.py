"""The notes of a card have the titles of their sources whole: a year range is no month."""

from __future__ import annotations

from tests.explorer.modules import run_modules

RIGHT = {
    "Minutes 2025-26": "Minutes 2025-26",
    "Annual report 2011-12, page 4": "Annual report 2011-12, page 4",
    "Minutes of 2025-11-21": "Minutes of 21 November 2025",
    "2025-11": "November 2025",
    "2025-11-21": "21 November 2025",
    "2025": "2025",
}


def test_a_year_range_in_a_title_is_left_as_it_is() -> None:
    body = "return input.map((text) => modules[0].withDates(text));"
    page = {"data-told": {"bodies": {}, "lines": {}, "facts": {}}, "data-network": {"nodes": [], "edges": []}}
    read = run_modules(["words.js"], body, list(RIGHT), page)
    assert dict(zip(RIGHT, read, strict=True)) == RIGHT
