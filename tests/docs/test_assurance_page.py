"""What docs/how-to/assurance.md says of the shipped data is what the checks find in them."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests.asking import ROOT
from tests.conftest import Ics

# Those that the page speaks of. What others lack, their own keepers know.
FOLDERS = [
    word
    for name in (
        "national-frame",
        "north-east-and-north-cumbria",
        "lancashire-and-south-cumbria",
        "north-west-london",
    )
    for word in ("--data", str(ROOT / "seeds" / name))
]
PAGE = (ROOT / "docs" / "how-to" / "assurance.md").read_text("utf-8")


@pytest.fixture
def shipped(ics: Ics) -> dict[str, list[str]]:
    """The entities at which each check finds something in the shipped data, after a look at the counts in the page."""
    status, out, _ = ics("lint", "--format", "json", *FOLDERS)
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
        "no-members",
        "board-without-terms",
        "gap-on-record",
    }
    others = {id_ for id_ in shipped["no-members"] if not id_.startswith("stp-") or id_ == "stp-nenc"}
    assert others == {
        "icp-of-beth-goodman",
        "group-nhs-colleagues",
        "stp-nenc",
        "system-leadership-nenc",
    }
    kinds = Counter(id_.partition("-")[0] for id_ in shipped["no-line-upward"])
    assert (kinds["workstream"], kinds["programme"], kinds["cic"]) == (15, 11, 0)
    assert {"workstream-nenc-workforce", "programme-fresh", "trust-ntw"} <= set(shipped["no-line-upward"])
    assert not {"ics-lsc", "icp-nenc-south", "ccg-darlington"} & set(shipped["no-line-upward"])
