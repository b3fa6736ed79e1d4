"""A history of a month or a year: what is of that time comes first, and the headline says it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ics_graph.answering.answer import Answer
from ics_graph.answering.asked import Asked
from ics_graph.answering.each_day import on_each_day
from ics_graph.day_words import when_of
from ics_graph.questions import question_named
from ics_graph.stores.rows import View
from tests.asking import SMALL, Asker, asking, folder_of

ST_ANNE = """
sources: [{id: register, title: Register, date: 2019-06-01}]
claim_defaults: {source: register}
entities:
  - {id: anne, type: NHSTrust, name: St. Anne Trust, from: 2013-04-01, claims: [{locator: a}]}
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(SMALL, tmp_path_factory.mktemp("period")) as asker:
        yield asker


@pytest.mark.parametrize(
    ("period", "headline", "inside"),
    [
        (
            "2020",
            (
                "For 2020 the sources give its abolition (31 March 2020) and 'Northtown CCG becomes "
                "part of Southtown CCG' (1 April 2020)"
            ),
            2,
        ),
        ("March 2020", "For March 2020 the sources give its abolition (31 March 2020).", 1),
        ("2015", "No source dates anything of it to 2015.", 0),
    ],
)
def test_what_lies_in_the_period_comes_first(ask: Asker, period: str, headline: str, inside: int) -> None:
    asked = Asked(ask.store, ask.ontology, View())
    (answer,) = on_each_day(lambda day: question_named("history").ask(asked.on(day), "Northtown CCG"), when_of(period))
    assert answer.headline.startswith(
        "Northtown CCG existed from 1 April 2013 to 31 March 2020, then merged into Southtown CCG on 1 April 2020. "
    )
    assert headline in answer.headline
    titles = [row.group for row in answer.rows if row.relation != "has the code"]
    assert titles.count(f"In {period}") == inside
    assert titles == sorted(titles, key=lambda title: title != f"In {period}")


def test_a_full_stop_in_a_name_ends_no_sentence(tmp_path: Path) -> None:
    with asking(folder_of(ST_ANNE, tmp_path), tmp_path) as asker:
        asked = Asked(asker.store, asker.ontology, View())
        (answer,) = on_each_day(lambda day: question_named("history").ask(asked.on(day), "anne"), when_of("2013"))
    assert answer.headline == (
        "St. Anne Trust was established on 1 April 2013, and no source gives an end. For 2013 the "
        "sources give its establishment (1 April 2013)."
    )


def test_only_a_history_is_asked_of_all_times(ask: Asker) -> None:
    days = []

    def members(day: date | None) -> Answer:
        days.append(day)
        return question_named("members").ask(Asked(ask.store, ask.ontology, View()).on(day), "board")

    on_each_day(members, when_of("2019"))
    assert days == [date(2019, 1, 1), date(2019, 12, 31)]
