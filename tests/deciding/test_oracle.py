"""The oracle itself, held to the answers of the invented board that were worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from ics_graph.model import Dataset
from ics_graph.model.decisions import Vat
from tests.deciding.oracle import Verdict, decided

BOARD, FIC, PCCC = "board-westmarch", "fic-westmarch", "pccc-westmarch"
CFO, CE, ESTATES = "post-cfo-westmarch", "post-ce-westmarch", "post-head-of-estates-westmarch"


@pytest.mark.parametrize(
    ("function", "day", "value", "vat", "expected"),
    [
        # Row 8 counts with VAT, and 450,000 without is 540,000 with.
        ("capital scheme", "2026-03-10", 450_000, "without", ("decided by", {"sord-v2-8": "certain"}, {FIC})),
        # The amount that a row is up to is in it, the one that it is over is not.
        ("capital scheme", "2026-03-10", 500_000, "with", ("decided by", {"sord-v2-9": "certain"}, {CFO})),
        ("capital scheme", "2026-03-10", 50_000, "with", ("not found", {}, set())),
        # Over the power of the giver, who has nothing up to 50,000.
        ("capital scheme", "2026-03-10", 40_000, "with", ("not found", {}, set())),
        ("capital scheme", "2026-03-10", 60_000, "with", ("decided by", {"sord-v2-10": "certain"}, {ESTATES})),
        ("capital scheme", "2026-03-10", 80_000, "with", ("decided by", {"sord-v2-9": "certain"}, {CFO})),
        (
            "tender waiver",
            "2026-02-02",
            80_000,
            "without",
            ("two deciders", {"sord-v2-15": "certain", "sord-v2-16": "certain"}, {CFO, CE}),
        ),
        ("tender waiver", "2025-09-01", 80_000, "without", ("decided by", {"sord-v1-15": "certain"}, {CFO})),
        (
            "capital scheme",
            "2025-09-01",
            480_000,
            "without",
            ("possibly", {"sord-v1-8": "possibly", "sord-v1-9": "possibly"}, {FIC, CFO}),
        ),
        # Nobody is in the post, and it decides all the same.
        ("capital scheme", "2026-04-20", 300_000, "with", ("decided by", {"sord-v2-9": "certain"}, {CFO})),
        ("GP practice merger", "2026-02-10", None, None, ("decided by", {"sord-v2-17": "certain"}, {PCCC})),
        # The second row of the agreement stands over the Board's own.
        ("GP premises grant", "2026-02-10", 320_000, "without", ("decided by", {"sord-v2-19": "certain"}, {BOARD})),
        # The sub-delegation has no giver with the power, and the Board has the function from the agreement.
        (
            "local incentive payment",
            "2026-02-10",
            10_000,
            "without",
            ("decided by", {"da-2024-local-incentive-payment": "certain"}, {BOARD}),
        ),
        # Its last day is inside.
        (
            "place grant, South",
            "2026-06-30",
            18_000,
            "without",
            ("decided by", {"sord-v2-22": "certain"}, {"post-place-director-south-westmarch"}),
        ),
        # The row has ended and names the function all the same, so that the residual rule does not speak of it.
        ("place grant, South", "2026-07-10", 18_000, "without", ("not found", {}, set())),
        ("individual funding request", "2026-04-01", None, None, ("not found", {}, set())),
        (
            "urgent care pathway",
            "2026-06-01",
            None,
            None,
            ("possibly", {"sord-v2-25": "possibly"}, {"urgent-care-committee-westmarch"}),
        ),
        ("parking permit", "2026-06-01", None, None, ("decided by", {"con-v2-4.9": "certain"}, {BOARD})),
        ("parking permit", "2025-06-01", None, None, ("not found", {}, set())),
        # Without a value, every value is tried.
        ("tender waiver", "2025-09-01", None, None, ("possibly", {"sord-v1-15": "possibly"}, {CFO})),
    ],
)
def test_the_invented_board(
    westmarch: Dataset,
    function: str,
    day: str,
    value: float | None,
    vat: Vat | None,
    expected: Verdict,
) -> None:
    assert decided(westmarch, function, "icb-westmarch", date.fromisoformat(day), value, vat) == expected
