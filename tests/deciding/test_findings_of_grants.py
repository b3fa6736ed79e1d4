"""What a check of a dataset tells of rows of schemes: clauses that give no power, and rows that overlap."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ics_graph.model import Dataset
from ics_graph.ontology import load_ontology
from ics_graph.validation import validate
from ics_graph.validation.grants import grant_findings


def told(dataset: Dataset, **changed: dict[str, Any]) -> set[tuple[str, str | None]]:
    """Return the findings of a dataset of which some rows are changed, by code and row."""
    grants = {id_: replace(row, **changed.get(id_.replace("-", "_"), {})) for id_, row in dataset.grants.items()}
    return {(finding.code, finding.record) for finding in grant_findings(replace(dataset, grants=grants))}


KNOWN = {("no-power", "sord-v1-20"), ("no-power", "sord-v2-20"), ("overlap", "sord-v2-16")}
"""Rows 20 cite a clause that only speaks of passing on; rows 15 and 16 of the second version give tender waivers."""


def test_the_oddities_of_the_invented_board_are_told_by_a_check(westmarch: Dataset) -> None:
    assert told(westmarch) == KNOWN
    problems = [each for each in validate(westmarch, load_ontology()) if each.code in ("no-power", "overlap")]
    assert {(each.severity, each.code, each.record) for each in problems} == {("finding", *each) for each in KNOWN}


@pytest.mark.parametrize(
    ("row", "change", "code"),
    [
        # A clause that gives the Board its power gives none to the PCCC.
        ("sord-v2-8", {"giver": "pccc-westmarch"}, "no-power"),
        # Row 8 is for capital schemes over £500,000, and row 9 for those up to it.
        ("sord-v2-9", {"up_to": 600000.0}, "overlap"),
    ],
)
def test_a_row_that_is_changed_is_told(westmarch: Dataset, row: str, change: dict[str, Any], code: str) -> None:
    new = told(westmarch, **{row.replace("-", "_"): change}) - KNOWN
    assert (code, row) in new


@pytest.mark.parametrize(
    "change",
    [
        {"up_to": 600000.0, "per": "year"},  # of two terms no overlap can be told
        {"up_to": 600000.0, "applies_if": "the budget was agreed"},
        {"up_to": 600000.0, "after": "sord-v2-8"},  # it is a step before the decision
        {"up_to": 600000.0, "giver": "fic-westmarch"},  # the committee gives it on
    ],
)
def test_rows_by_which_one_decides_do_not_overlap(westmarch: Dataset, change: dict[str, Any]) -> None:
    assert not {each for each in told(westmarch, sord_v2_9=change) - KNOWN if each[0] == "overlap"}
