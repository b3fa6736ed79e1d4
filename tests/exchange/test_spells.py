"""A relation that whole lists part into spells is one line of an export, as it is one record."""

from __future__ import annotations

from datetime import date

import pytest

from ics_graph.exchange.formats import ExportInput
from ics_graph.exchange.selection import rows
from ics_graph.ontology import load_ontology
from tests.stores.contract.test_whole_lists import LISTS


@pytest.mark.parametrize(
    ("as_of", "line"),
    [(None, "p1-sits"), ("2019-12-31", "p1-sits"), ("2023-12-31", "p1-sits@2"), ("2021-12-31", "p1-sits")],
)
def test_an_export_has_the_spell_of_its_day_or_the_first(as_of: str | None, line: str) -> None:
    day = date.fromisoformat(as_of) if as_of else None
    _, lines, _ = rows(ExportInput(LISTS, load_ontology(), as_of=day), rules=False)
    assert [found.id for found in lines if found.subject == "p1"] == [line]
    assert len(lines) == len(LISTS.relations)
