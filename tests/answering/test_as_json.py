"""JSON is written as the standard library writes it, only sooner."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from ics_graph.answering.as_json import indented, tidy
from ics_graph.model import Claim


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        {"a": {}, "b": [], "c": [{}, []]},
        {"text": 'with "quotes", \\ strokes,\nlines, \x00 and é \U0001f600', "": ""},
        [1, -2.5, 1e300, True, False, None, "x", date(2020, 4, 1)],
        {"rows": [{"id": "a", "sources": [{"title": "T", "year": 2019}]}, {"id": "b", "sources": []}]},
    ],
)
def test_values_are_written_as_the_standard_library_does(value: Any) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=2, default=str)


def test_a_record_becomes_its_fields_without_those_that_say_nothing() -> None:
    assert tidy({"claims": (Claim("minutes", "page 2"),), "note": None}) == {
        "claims": [{"source": "minutes", "locator": "page 2", "basis": "explicit", "stance": "supports"}]
    }
