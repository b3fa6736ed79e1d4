"""What docs/assurance.md says of the checks and of the shipped data is what the program has and finds."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from ics_graph.checks import CHECKS
from ics_graph.checks.expectations import EXPECTATIONS
from ics_graph.ontology import load_ontology
from tests.asking import ROOT
from tests.conftest import Ics

PAGE = (ROOT / "docs" / "assurance.md").read_text("utf-8")


def test_every_check_is_in_the_page() -> None:
    for check in CHECKS.values():
        assert f"| `{check.id}` | {check.severity} | {check.title} | {check.why} |" in PAGE


def test_all_that_ought_to_be_said_is_in_the_page_with_what_is_left_out_and_why() -> None:
    types = load_ontology().types
    for ought in EXPECTATIONS:
        labels = ", ".join(types[name].label for name in ought.types)
        assert f"| `{ought.name}` | {ought.label} | {labels} | {ought.why} |" in PAGE
        for name, why in {**ought.without, **ought.exactly}.items():
            assert f"| `{ought.name}` | {types[name].label} | {why} |" in PAGE


@pytest.fixture
def shipped(ics: Ics) -> dict[str, list[str]]:
    """The entities at which each check finds something in the shipped data, after a look at the counts in the page."""
    status, out, _ = ics("lint", "--format", "json")
    assert status == 0
    told = json.loads(out)
    for check in told["checks"]:
        row = f"| `{check['id']}` | {check['found']:,} of {check['checked']:,} |"
        assert (row in PAGE) is (check["found"] > 0), row
    return {
        check: [one["entity"] for one in told["findings"] if one["check"] == check]
        for check in {one["check"] for one in told["findings"]}
    }


def test_what_the_shipped_data_lack_is_told_by_name(shipped: dict[str, list[str]]) -> None:
    assert set(shipped) == {
        "no-line-upward",
        "board-without-chair",
        "no-members",
        "board-without-terms",
        "gap-on-record",
    }
    assert shipped["board-without-chair"] == [
        "cic-nenc-central",
        "cic-nenc-north-cumbria",
        "cic-nenc-north",
        "cic-nenc-south",
        "joint-ccg-committee-cne",
    ]
    others = {id_ for id_ in shipped["no-members"] if not id_.startswith("stp-") or id_ == "stp-nenc"}
    assert others == {
        "icp-of-beth-goodman",
        "group-nhs-colleagues",
        "stp-nenc",
        "system-leadership-nenc",
    }
    kinds = Counter(id_.partition("-")[0] for id_ in shipped["no-line-upward"])
    assert (kinds["workstream"], kinds["programme"], kinds["cic"]) == (15, 12, 4)
    assert {"workstream-nenc-workforce", "programme-fresh", "trust-ntw"} <= set(shipped["no-line-upward"])
    assert not {"ics-lsc", "icp-nenc-south", "ccg-darlington"} & set(shipped["no-line-upward"])
