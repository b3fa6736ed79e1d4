"""A history of a month or a year: what is of that time comes first, and the headline says it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.answering.each_day import on_each_day
from ics_graph.day_words import when_of
from ics_graph.questions import question_named
from ics_graph.stores.rows import View
from tests.asking import SMALL, Asker, asking


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(SMALL, tmp_path_factory.mktemp("period")) as asker:
        yield asker


@pytest.mark.parametrize(
    ("period", "headline", "inside"),
    [
        ("2020", "In 2020: abolished (31 March 2020) and Northtown CCG becomes part of", 2),
        ("March 2020", "In March 2020: abolished (31 March 2020).", 1),
        ("2015", "No source dates anything of it to 2015.", 0),
    ],
)
def test_what_lies_in_the_period_comes_first(ask: Asker, period: str, headline: str, inside: int) -> None:
    asked = Asked(ask.store, ask.ontology, View())
    (answer,) = on_each_day(lambda day: question_named("history").ask(asked.on(day), "Northtown CCG"), when_of(period))
    assert answer.headline.startswith("Northtown CCG existed from 1 April 2013 to 31 March 2020. ")
    assert headline in answer.headline
    titles = [row.group for row in answer.rows if row.relation != "has the code"]
    assert titles.count(f"In {period}") == inside
    assert titles == sorted(titles, key=lambda title: title != f"In {period}")
