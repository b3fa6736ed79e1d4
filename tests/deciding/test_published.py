"""What published passages bear out, of the shipped datasets: no more than they say, and what they leave open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ics_graph.package_data import shipped
from tests.asking import Asker, asking
from tests.deciding.test_example import DECIDES, POSSIBLY, names_and_clauses, rows_of, told

CABINET = "Cabinet of the London Borough of Harrow"
OPEN_TESTS = (
    "applies only if it is over half of the budget of the service, or has a significant effect on communities in two "
    "or more wards"
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(shipped("seeds") / "who-decides", tmp_path_factory.mktemp("published")) as asker:
        yield asker


def test_who_applies_to_change_the_constitution_of_nhs_sussex(ask: Asker) -> None:
    answer = ask("who-decides", "change to the constitution", body="NHS Sussex ICB", as_of="2024-09-01")
    assert answer.outcome == "decided by"
    (row,) = rows_of(answer, DECIDES)
    assert row.name == "Board of NHS Sussex ICB"
    assert row.clause == "SoRD 1.1 row 1, by Constitution (version not stated) 1.6.2"
    assert "neither to a committee nor to a person" in (row.note or "")
    assert "executive responsible for corporate governance" in (row.note or "")
    # Past its review it binds, and no day of effect is made up for it.
    assert "SoRD 1.1 was due for review by July 2024. That ends nothing: it still binds." in answer.caveats
    assert "No source states from when SoRD 1.1 is in force. It was published on 6 July 2023." in answer.caveats


def test_nobody_is_known_to_have_decided_it_before_the_scheme(ask: Asker) -> None:
    answer = ask("who-decides", "change to the constitution", body="NHS Sussex ICB", as_of="2023-07-05")
    assert answer.outcome == "not found"


def test_a_quorum_that_a_newspaper_reports(ask: Asker) -> None:
    answer = ask("quorate", "Hertfordshire Health and Wellbeing Board 2024-09-03")
    assert answer.outcome == "no"
    (row,) = answer.rows
    assert row.note is not None
    assert row.note.startswith("9 are counted, 10 needed")
    assert [source.title for source in row.sources] == ["Wellbeing meeting held despite most members not attending"]


def test_a_seat_whose_holder_no_source_names_is_no_empty_seat(ask: Asker) -> None:
    answer = ask("quorate", "Hertfordshire Health and Wellbeing Board 2024-09-03")
    assert "No attendance" not in told(answer)


def test_revenue_over_the_amount_is_the_cabinets(ask: Asker) -> None:
    answer = ask("who-decides", "revenue spending", value="600000", body="London Borough of Harrow", as_of="2012-12-31")
    assert answer.outcome == "decided by"
    assert names_and_clauses(answer, DECIDES) == [(CABINET, "Cabinet functions page of 2012 (7)")]


def test_capital_below_the_amount_is_possibly_the_cabinets(ask: Asker) -> None:
    answer = ask("who-decides", "capital spending", value="600000", body="London Borough of Harrow", as_of="2012-12-31")
    assert answer.outcome == "possibly"
    assert not rows_of(answer, DECIDES)
    assert names_and_clauses(answer, POSSIBLY) == [(CABINET, "Cabinet functions page of 2012 (7)")]
    assert OPEN_TESTS in told(answer)


def test_a_contract_of_that_amount_is_the_cabinets(ask: Asker) -> None:
    answer = ask("who-decides", "award of contracts", value="600000", as_of="2012-12-31")
    assert answer.outcome == "decided by"
    assert names_and_clauses(answer, DECIDES) == [(CABINET, "Cabinet functions page of 2012 (8)")]
    # The page does not say whether VAT counts: 600,000 with it is 500,000 without, which is not over that.
    assert (
        ask("who-decides", "award of contracts", value="600000", vat="with", as_of="2012-12-31").outcome == "possibly"
    )


def test_a_page_without_a_date_is_never_more_than_possibly_in_force(ask: Asker) -> None:
    answer = ask("who-decides", "delegated financial limits", as_of="2024-09-01")
    assert answer.outcome == "possibly"
    (row,) = rows_of(answer, POSSIBLY)
    # Which part of the board approves them is not said, and none is made up.
    assert row.name == "NHS North East and North Cumbria ICB"
    assert "Whether the Board or another part of the ICB approves them is not stated" in (row.note or "")


@pytest.mark.parametrize("service", ["general practice", "dental", "ophthalmic", "pharmacy"])
def test_an_agreement_without_a_day_leaves_it_open(ask: Asker, service: str) -> None:
    answer = ask("who-decides", f"{service} services", as_of="2024-09-01")
    assert answer.outcome == "possibly"
    assert [row.name for row in rows_of(answer, POSSIBLY)] == ["NHS Lancashire and South Cumbria ICB"]


def test_a_committee_that_advises_decides_nothing(ask: Asker) -> None:
    answer = ask("powers", "Public Involvement and Engagement Advisory Committee", as_of="2024-09-01")
    assert answer.verdict == "not-stated"
    assert not answer.rows


def test_seats_without_a_holder_on_record_are_not_vacant(ask: Asker) -> None:
    answer = ask("composition", "Hertfordshire Health and Wellbeing Board", as_of="2024-09-03")
    assert [(row.name, row.value) for row in rows_of(answer, "No holder on record")] == [
        ("no holder is on record", "20 seats")
    ]
    assert not rows_of(answer, "Vacant")
