"""Financial limits as people write them."""

from __future__ import annotations

import pytest

from ics_graph.exchange.board_tables.limits import Limit, limit_of
from ics_graph.exchange.spreadsheet.cells import Unfit


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("£50k", Limit(up_to=50_000)),
        ("50,000", Limit(up_to=50_000)),
        ("£1.5m", Limit(up_to=1_500_000)),
        ("over £500,000 up to £2m", Limit(over=500_000, up_to=2_000_000)),
        ("Over £500,000, up to £2,000,000 a decision, with VAT", Limit(500_000, 2_000_000, "with", "decision")),
        ("not exceeding £250,000 net of VAT", Limit(up_to=250_000, vat="without")),
        ("Up to £1m (excluding VAT) per annum", Limit(up_to=1_000_000, vat="without", per="year")),
        ("£10m whole life value", Limit(up_to=10_000_000, per="whole-life")),
        ("> £1m", Limit(over=1_000_000)),
        ("less than £50,000", Limit(up_to=49_999.99)),
        ("£1m and over", Limit(over=999_999.99)),
        ("from £50k to £100k", Limit(over=49_999.99, up_to=100_000)),
        ("unlimited", Limit()),
        ("n/a", Limit()),
        ("£12.50", Limit(up_to=12.5)),
    ],
)
def test_a_limit_is_read_as_it_is_meant(text: str, limit: Limit) -> None:
    assert limit_of(text) == limit


def test_a_range_that_does_not_say_whether_its_lower_amount_is_in_is_doubtful() -> None:
    limit = limit_of("£50,000 - £250,000")
    assert (limit.over, limit.up_to) == (50_000, 250_000)
    assert limit.doubt is not None
    assert limit_of("£0 to £50,000").over is None


def test_an_amount_alone_is_on_the_side_of_its_column() -> None:
    assert limit_of("£5k", "over") == Limit(over=5_000)
    assert limit_of("up to £5k", "over") == Limit(up_to=5_000)


@pytest.mark.parametrize("text", ["nil", "none", "as agreed", "£5k or the budget", "five thousand", "€50k", "-£5k"])
def test_what_is_no_limit_is_never_guessed(text: str) -> None:
    with pytest.raises(Unfit, match="is no limit that can be read"):
        limit_of(text)
