"""Whether an event ends a body, begins one, or passes a part between two that go on: by dates, then by words."""

from __future__ import annotations

import pytest

from ics_graph.dates import PartialDate, Span, validity
from ics_graph.model import Event, Participant
from ics_graph.succession import passages


def passage(
    old: tuple[str, str | None, str | None] = ("whole", None, None),
    new: tuple[str, str | None, str | None] = ("whole", None, None),
    date: str | None = "2016-04-01",
    kind: str = "transfer",
    seen: str = "2014",
) -> tuple[bool, bool, bool]:
    """Return (ends, begins, in part) of a passage between two bodies, each with its part, first and last day."""
    parsed = PartialDate.parse
    lives = {
        name: validity(
            parsed(since) if since else None, parsed(until) if until else None, [Span.of(parsed(seen))] if seen else []
        )
        for name, (_, since, until) in (("old", old), ("new", new))
    }
    participants = (Participant("old", "original", old[0]), Participant("new", "resulting", new[0]))  # type: ignore[arg-type]
    event = Event("e", kind, "It", parsed(date) if date else None, participants=participants)
    (made,) = passages(event, lives)
    return made.ends, made.begins, made.in_part


@pytest.mark.parametrize(
    ("until", "ends"),
    [("2016-03-31", True), ("2016-04-01", True), ("2016-04-02", True), ("2016-06-30", False), ("2016", False)],
)
def test_a_part_passes_at_the_end_of_a_life_only_where_that_is_its_last_day(until: str, ends: bool) -> None:
    assert passage(old=("part", None, until))[0] is ends


@pytest.mark.parametrize(("until", "ends"), [("2016-03-31", True), ("2016-06-30", True), ("2017-03-31", False)])
def test_what_passes_whole_may_be_wound_up_for_a_while(until: str, ends: bool) -> None:
    assert passage(old=("whole", None, until))[0] is ends


def test_where_dates_leave_it_open_the_part_that_is_said_to_pass_decides() -> None:
    assert passage(old=("part", None, None))[0] is False
    assert passage(old=("whole", None, None))[0] is True
    assert passage(old=("not-known", None, None))[0] is True
    assert passage(old=("part", None, "2016-03-31"), date=None)[0] is False
    assert passage(old=("part", None, "2016"), date="2016")[0] is True
    assert passage(new=("part", "2016-04-01", None), date="2016", seen="")[1] is False


def test_a_later_register_does_not_undo_a_merger_whose_end_nobody_dates() -> None:
    assert passage(kind="merger", seen="2019")[0] is True
    assert passage(kind="transfer", seen="2019") == (False, True, True)


def test_a_body_begins_by_an_event_of_its_first_day() -> None:
    assert passage(new=("whole", "2016-04-01", None), seen="")[1] is True
    assert passage(new=("whole", "2013-04-01", None), seen="")[1] is False
    assert passage(new=("part", "2016-03-31", None), seen="")[1] is True


def test_what_goes_in_and_comes_out_goes_on() -> None:
    event = Event(
        "e",
        "split",
        "It",
        PartialDate.parse("2016"),
        participants=(Participant("a", "original"), Participant("a", "resulting"), Participant("b", "resulting")),
    )
    (made,) = passages(event, {"a": validity(None, None), "b": validity(None, None)})
    assert (made.resulting.entity, made.ends, made.begins, made.in_part) == ("b", False, True, True)
