"""Random boards and meetings: SQLite says who sits where, and whether a meeting was quorate, as the oracle does."""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ics_graph.answering.answer import Answer
from ics_graph.answering.asked import Asked
from ics_graph.deciding.quorum import judged
from ics_graph.deciding.seat_book import SeatBook, Seating
from ics_graph.model import Dataset
from ics_graph.stores.rows import View
from tests.asking import Asker
from tests.deciding.quorum_oracle import Composition, composition, quorate, turns_on
from tests.deciding.quorum_strategies import BOARD, DAYS, FIRST_DAY, boards
from tests.deciding.test_against_oracle import in_sqlite

RANDOM_BOARDS = settings(
    max_examples=int(os.environ.get("ICS_GRAPH_TEST_GRAPHS") or 60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
days = st.integers(0, DAYS - 1).map(lambda days: FIRST_DAY + timedelta(days=days))
SURE = {"yes": "certain", "possibly": "possibly"}


@RANDOM_BOARDS
@given(dataset=boards())
def test_a_meeting_and_its_items_are_quorate_as_the_oracle_says(dataset: Dataset) -> None:
    with in_sqlite(dataset) as store:
        for meeting in dataset.meetings.values():
            judged = quorate(dataset, meeting)
            answer = Asker(store)("quorate", meeting.id)
            read = {
                None if row.relation == "the meeting" else row.relation.split(":")[0].removeprefix("item "): row.value
                for row in answer.rows
                if row.group == "Quorate"
            }
            right = {number: f"quorate: {outcome}" for number, outcome in judged.items() if outcome != "no rule"}
            assert (meeting.id, read) == (meeting.id, right)
            assert (answer.outcome or "no rule") == judged[None]


@settings(RANDOM_BOARDS, max_examples=RANDOM_BOARDS.max_examples // 3)
@given(dataset=boards())
def test_an_outcome_turns_on_what_would_change_it_and_on_nothing_else(dataset: Dataset) -> None:
    with in_sqlite(dataset) as store:
        asker = Asker(store)
        for meeting in [each for each in dataset.meetings.values() if each.present is None]:
            assert meeting.date is not None
            asked = Asked(store, asker.ontology, View()).on(meeting.date.earliest)
            seating = Seating(SeatBook(asked, meeting.body), meeting.date.earliest)
            for item in (None, *meeting.items):
                made, right = judged(seating, meeting, item), turns_on(dataset, meeting, item)
                if made is None or right is None:
                    continue
                named = {(_KINDS.get(kind, "a day"), of) for kind, of in made.turns_on}
                named = {(kind, "" if kind in _COARSE else of) for kind, of in named}
                known = {_key(key) for key in right}
                if any(kind == "who holds it" for kind, _ in named | known):
                    # Who holds a seat not on record has no name: the two make up different ones.
                    assert bool(named) == bool(known)
                else:
                    assert named == known


_COARSE = ("a day", "who holds it", "rule")
_KINDS = {
    "attendance": "present",
    "withdrawn": "withdrawn",
    "deputies": "deputies",
    "empty seats": "empty seats",
    "votes": "votes",
    "rounding": "round",
    "base": "base",
    "sat for": "sat for",
    "rule": "rule",
    "unrecorded": "who holds it",
    "unrecorded holders": "who holds it",
    "unrecorded came": "who holds it",
}
"""How the oracle calls what an outcome turns on; all else that is open is a day known as a month, or not at all."""


def _key(key: Any) -> tuple[str, str]:
    """Return what the oracle found, as the names above."""
    kind, of = key[0], str(key[1])
    if kind in ("day", "in force"):
        return "a day", ""
    if kind == "held at all" or (kind == "present" and of.startswith("somebody ")):
        return "who holds it", ""
    return kind, "" if kind in _COARSE else of


@RANDOM_BOARDS
@given(dataset=boards(), asked=st.lists(days, min_size=4, max_size=4, unique=True))
def test_the_seats_of_a_day_are_held_and_vacant_as_the_oracle_says(dataset: Dataset, asked: list[date]) -> None:
    with in_sqlite(dataset) as store:
        for day in asked:
            assert_same(Asker(store)("composition", BOARD, as_of=day.isoformat()), composition(dataset, BOARD, day))


def assert_same(answer: Answer, right: Composition) -> None:
    assert _rows(answer, "Held") == right.held
    assert _rows(answer, "Terms that end within six months") == right.ending
    assert _rows(answer, "No holder on record") == right.not_on_record
    assert _rows(answer, "Vacant") == {
        seat: "certain" if len(places) == 1 else "possibly" for seat, places in right.vacant.items()
    }
    assert {row.record: _places(row.value) for row in answer.rows if row.group == "Vacant"} == {
        seat: max(places) for seat, places in right.vacant.items()
    }
    least, most = min(right.places), max(right.places)
    seats = f"{most} seat" if least == most else f"{least} to {most} seat"
    assert (f"had {seats}" in answer.headline) == (most > 0)


def _rows(answer: Answer, group: str) -> dict[str | None, str]:
    """Return the records of the rows of a group, and how sure each is."""
    return {row.record: SURE[row.holds or "yes"] for row in answer.rows if row.group == group}


def _places(value: str | None) -> int:
    return int(value.split(" of ")[0]) if value else 1
