"""Who may do what no scheme names in these words: the nearest functions and the map of all, and no refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.asking import ROOT
from tests.conftest import Ics
from tests.deciding.test_seats_by_post import DATASET

WESTMARCH = str(ROOT / "examples" / "westmarch")


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("who may write off a loss of £12,000", 'ics-graph ask decision-map "NHS Westmarch ICB"'),
        ("who may run the capital schemes of £12,000?", 'ics-graph ask who-decides "capital scheme" --value 12000'),
        ("who can say yes to premises grants", 'ics-graph ask who-decides "GP premises grant"'),
    ],
)
def test_what_no_scheme_names_is_offered_by_its_nearest_names(text: str, choice: str, ics: Ics) -> None:
    code, out, err = ics("ask", text, "--data", WESTMARCH)
    assert code != 0
    assert "not about the governance" not in out + err
    assert "No scheme in these data names a function" in out + err
    assert choice in out + err


def test_judgement_and_other_matters_are_declined_as_before(ics: Ics) -> None:
    assert "holds no opinions" in "".join(ics("ask", "who may be the best chair", "--data", WESTMARCH)[1:])
    poem = "".join(ics("ask", "write a poem about the North East", "--data", WESTMARCH)[1:])
    assert "not about the governance" in poem


def test_a_short_name_that_one_body_may_be_meant_by_is_told_as_one(ics: Ics, tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text("title: Anytown\n")
    (tmp_path / "records.yaml").write_text(DATASET.replace("__STANCE__", "supports"))
    code, out, err = ics("ask", "what may the Board decide", "--data", str(tmp_path))
    said = " ".join((out + err).split())
    assert code != 0
    assert said.startswith("'Board' may be Board of Anytown. Ask it with the whole name: ics-graph ask")
