"""A question in words is read as one command, or refused with what may have been meant: nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.day_words import when_of
from ics_graph.phrasing import NotRead, answers_to, read
from ics_graph.phrasing.mentions import MOST_LOOKUPS
from ics_graph.questions import question_named
from tests.counting import CountingStore

TODAY = date(2026, 11, 28)


def line(asked: Asked, text: str) -> str:
    """Return how a question is read, without the words that every command begins with."""
    reading = read(asked, text, today=TODAY)
    return "; ".join(command.line.removeprefix("ics-graph ") for command in reading.commands)


def refused(asked: Asked, text: str) -> NotRead:
    """Return why a question is not read."""
    with pytest.raises(NotRead) as raised:
        read(asked, text, today=TODAY)
    return raised.value


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Who chairs the Anytown Board?", 'ask leaders "Anytown Board"'),
        ("pls who's the chair of anytown board", 'ask leaders "Anytown Board"'),
        ("Who is accountable to NHS England?", 'ask accountable-for "NHS England"'),
        ("Who is NHS England accountable to?", 'ask accountable-to "NHS England"'),
        ("who are the membrs of the Anytwn Board", 'ask members "Anytown Board"'),
        ("Which CCGs are there in the Anytown ICS?", 'ask bodies ClinicalCommissioningGroup --within "Anytown ICS"'),
        ("what happened to Northtown CCG in 2020", 'ask history "Northtown CCG" --as-of 2020'),
        ("who led the Anytown Board before 2020", 'ask leaders "Anytown Board" --as-of 2019-12-31'),
        ("who leads the Anytown Board today", 'ask leaders "Anytown Board" --as-of 2026-11-28'),
        ("what has changed since 2019?", "ask changes 2018-12-31 2026-11-28"),
        ("What is the Anytown Board?", 'show "Anytown Board"'),
        ("search for group", "find group"),
    ],
)
def test_a_question_is_read_as_one_command(small: Asked, text: str, command: str) -> None:
    assert line(small, text) == command


def test_what_comes_after_is_of_the_body_before(small: Asked) -> None:
    text = "Who chairs the Anytown Board, who are its members and what is it part of?"
    assert line(small, text) == (
        'ask leaders "Anytown Board"; ask members "Anytown Board"; ask structure "Anytown Board" --up'
    )


def test_two_readings_are_both_offered_and_neither_is_answered(small: Asked) -> None:
    refusal = refused(small, "Who oversees the Anytown Board?")
    assert refusal.kind == "ambiguous"
    assert set(refusal.choices) == {
        'ics-graph ask leaders "Anytown Board"',
        'ics-graph ask scrutiny "Anytown Board"',
    }
    assert "any of these" in refusal.advice


def test_a_kind_of_body_is_no_name(small: Asked) -> None:
    refusal = refused(small, "Who chairs the group?")
    assert refusal.kind != "declined"
    refusal = refused(small, "Who chairs the CCG?")
    assert (refusal.kind, len(refusal.choices)) == ("ambiguous", 2)


@pytest.mark.parametrize(
    "text",
    [
        "who does not chair the Anytown Board",
        "who chairs the Anytown Board badly",
        "who chairs the Anytown Board without pay or thanks",
        "who was once asked to chair the Anytown Board",
    ],
)
def test_a_word_that_nothing_accounts_for_makes_a_question_unread(small: Asked, text: str) -> None:
    assert refused(small, text).kind != "ambiguous"


def test_a_question_that_is_not_read_gets_the_three_nearest_of_its_body(small: Asked) -> None:
    refusal = refused(small, "who furnishes the Anytown Board")
    assert (refusal.kind, len(refusal.choices)) == ("unread", 3)
    assert all('"Anytown Board"' in choice for choice in refusal.choices)


def test_a_name_that_nothing_has_is_said(small: Asked) -> None:
    refusal = refused(small, "Who chairs the Board of Atlantis?")
    assert "'Board of Atlantis'" in refusal.why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Should the Anytown Board have a chair?", "judgement"),
        ("What is the weather like in Anytown?", "judgement|not about"),
        ("What is the phone number of the chair?", "private"),
        ("Please advise me how to complain", "advice"),
    ],
)
def test_what_this_graph_never_answers_is_declined_with_what_it_can(small: Asked, text: str, why: str) -> None:
    refusal = refused(small, text)
    assert refusal.kind == "declined"
    assert any(sign in refusal.why for sign in why.split("|"))
    assert "It can say" in refusal.why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("who chaired the Anytown Board on 31 February 2020", "has no day 31"),
        ("who chaired the Anytown Board on 1 June", "has no year"),
        ("who chaired it in 2019 or in 2020", "more than one day"),
        ("x" * 1001, "1,000 characters"),
    ],
)
def test_a_day_that_is_none_and_a_text_too_long_are_refused(small: Asked, text: str, why: str) -> None:
    assert why in refused(small, text).why


def test_a_day_is_given_once(small: Asked) -> None:
    when = when_of("2019")
    assert read(small, "Who chairs the Anytown Board?", when).commands[0].when == when
    with pytest.raises(NotRead, match="--as-of names one, too"):
        read(small, "Who chaired the Anytown Board in 2020?", when)


def test_the_answer_is_that_of_the_command(small: Asked) -> None:
    (answer,) = answers_to(small, read(small, "Who are the members of the Anytown Board?"))
    assert answer.read_as == 'ics-graph ask members "Anytown Board"'
    assert answer.rows == question_named("members").ask(small, "board").rows


def test_few_calls_of_the_store_read_a_question(small: Asked) -> None:
    counting = CountingStore(small.store)
    read(Asked(counting, small.ontology, small.view), "Who chairs the Anytown Board?")
    assert counting.calls.total() <= 6
    counting = CountingStore(small.store)
    refused(
        Asked(counting, small.ontology, small.view), "who " + "never ever anywhere " * 20 + "chairs the board of it"
    )
    assert counting.calls.total() <= 3 * MOST_LOOKUPS


def test_them_and_each_are_what_was_listed_and_it_is_what_was_asked_of(shipped: Asked) -> None:
    listing = 'ask members "Central Integrated Care Partnership" --type ClinicalCommissioningGroup'
    ccgs = ("DDES CCG", "North Durham CCG", "South Tyneside CCG", "Sunderland CCG")
    of_each = "; ".join([listing, *(f'ask leaders "{ccg}"' for ccg in ccgs)])
    for question in ("and who leads them?", "and who leads each of them?", "and who leads these CCGs?"):
        assert line(shipped, f"Which CCGs are in the Central ICP, {question}") == of_each
    of_it = f'{listing}; ask leaders "Central Integrated Care Partnership"'
    for question in ("and who leads it?", "and who leads?"):
        assert line(shipped, f"Which CCGs are in the Central ICP, {question}") == of_it


def test_a_long_list_is_offered_body_by_body_and_an_empty_one_is_not_read(shipped: Asked) -> None:
    many = refused(shipped, "Which CCGs are there, and who leads them?")
    assert (many.kind, "'them' may be any of" in many.why) == ("ambiguous", True)
    assert all(choice.startswith("ics-graph ask leaders") for choice in many.choices)
    nothing = refused(shipped, "Which trusts are in NENC, and who leads them?")
    assert (nothing.kind, "'who leads them'" in nothing.why) == ("unread", True)


def test_the_largest_of_the_parts_is_read_from_the_figures_of_the_whole_where_each_has_one(shipped: Asked) -> None:
    figures = 'ask figures "North East and North Cumbria ICS" --property population'
    assert line(shipped, "Which of the four NENC ICPs is the largest?") == figures
    assert line(shipped, "population of the four NENC ICPs, which is largest, and does the sum fit 3.2M?") == figures
    reading = read(shipped, "population of the four NENC ICPs, which is largest, and does the sum fit 3.2M?")
    assert reading.line.splitlines()[1] == "Not read: 3.2M"
    # No source gives how many people each CCG serves.
    assert refused(shipped, "Which of the twelve NENC CCGs is the largest?").kind != "declined"


def test_a_word_beside_a_type_may_stand_only_where_every_body_of_the_type_bears_it(shipped: Asked) -> None:
    assert line(shipped, "How many Joint CCG Committees are there?") == "ask bodies JointCommittee"
    refused(shipped, "How many CCG committees are there?")


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Which ICBs changed in April 2026?", "ask changes 2026-03-31 2026-04-30 --type IntegratedCareBoard"),
        ("What happened to the integrated care boards on 1 April 2026?", "ask changes 2026-03-31 2026-04-01 --type"),
        ("Which CCGs changed between 31 March 2020 and 1 April 2020?", "ask changes 2020-03-31 2020-04-01 --type"),
        (
            "Who is in charge of the Lancashire and South Cumbria system?",
            'ask leaders "Lancashire and South Cumbria ICS"',
        ),
        ("How many CCGs did England have on 1 April 2020?", "ask bodies ClinicalCommissioningGroup --as-of 2020-04-01"),
        ("Who sits on the Central ICP, and how sure is that?", 'ask members "Central Integrated Care Partnership"'),
    ],
)
def test_a_period_begins_before_its_first_day_and_a_kind_is_no_name(shipped: Asked, text: str, command: str) -> None:
    assert line(shipped, text).startswith(command)
