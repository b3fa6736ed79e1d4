"""Bodies on days when they were not there, what came before and after them, and how many there were."""

from __future__ import annotations

import re

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.dates import in_words
from tests.asking import ROOT
from tests.competency.asked import Ask

FRAME = ROOT / "seeds" / "national-frame"
GONE = [
    ("NHS Darlington CCG", "2021-06-01", "1 June 2021", "NHS Tees Valley CCG", "2020-04-01"),
    ("NHS Brent CCG", "2021-05-01", "1 May 2021", "NHS North West London CCG", "2021-04-01"),
    ("NHS Windsor, Ascot and Maidenhead CCG", "2019-01-01", "1 January 2019", "NHS East Berkshire CCG", "2018-04-01"),
]
LINES = ["accountable-to", "members", "memberships", "leaders"]
LOOKS = ["show", "ask history", "ask facts"]


def predecessors(code: str) -> dict[str, str]:
    """Return the ids of the CCGs that went into one, with the row of each, by the records of the mergers."""
    dataset = read_datasets([FRAME]).dataset
    ccgs = {body.id: body for body in dataset.entities.values() if body.type == "ClinicalCommissioningGroup"}
    codes = {body.id: body.identifiers[0].value for body in ccgs.values()}
    (merger,) = [
        event
        for event in dataset.events.values()
        if event.kind == "merger" and code in {codes.get(p.entity) for p in event.participants if p.side == "resulting"}
    ]
    return {part.entity: f"row {codes[part.entity]}" for part in merger.participants if part.side == "original"}


@pytest.mark.parametrize(("name", "day", "words", "successor", "since"), GONE)
@pytest.mark.parametrize("question", LINES)
def test_a_body_that_was_there_no_more_has_no_lines_and_its_successor_is_named(
    ask: Ask, question: str, name: str, day: str, words: str, successor: str, since: str
) -> None:
    """Asked of a day after its end, a CCG no longer existed; the answer says what came after it, and when."""
    answer = ask(f'ask {question} "{name}" --as-of {day}')
    assert answer.headline.startswith(f"{name} no longer existed on {words}")
    assert re.search(rf"then merged into {re.escape(successor)} (?:on |\(){in_words(since)}", answer.headline)
    assert answer.rows() == []
    assert answer.verdict not in ("answered", "only-tentative")


@pytest.mark.parametrize(("name", "day", "words", "successor", "since"), GONE)
@pytest.mark.parametrize("look", LOOKS)
def test_to_look_at_a_body_that_was_there_no_more_is_to_be_told_so(
    ask: Ask, look: str, name: str, day: str, words: str, successor: str, since: str
) -> None:
    """The same, where all of a body is shown; nothing of it may be said to hold on that day."""
    answer = ask(f'{look} "{name}" --as-of {day}')
    assert f"{name} no longer existed on {words}" in answer.text
    assert re.search(rf"then merged into {re.escape(successor)} (?:on |\(){in_words(since)}", answer.text)
    assert not [row for row in answer.rows() if row.get("holds") in ("yes", "possibly")]
    if look != "ask history":
        assert "no longer existed" in answer.headline
        assert not [row for row in answer.rows() if row.get("holds") == "no"]


@pytest.mark.parametrize("question", LINES)
@pytest.mark.parametrize(
    ("name", "code", "day", "words"),
    [
        ("NHS Tees Valley CCG", "16C", "2019-01-01", "1 January 2019"),
        ("NHS North West London CCG", "W2U3Z", "2020-12-01", "1 December 2020"),
    ],
)
def test_a_body_that_was_not_there_yet_has_no_lines_and_its_predecessors_are_named(
    ask: Ask, question: str, name: str, code: str, day: str, words: str
) -> None:
    """Asked of a day before its beginning, a CCG did not exist yet; the answer names what came before, and no plan."""
    answer = ask(f'ask {question} "{name}" --as-of {day}')
    assert answer.headline.startswith(f"{name} did not yet exist on {words}")
    assert answer.rows() == []
    assert answer.verdict not in ("answered", "only-tentative")
    before = f"{answer.headline} {answer.caveats}".partition("It was formed from ")[2]
    named = ask(f'ask succession "{name}"').rows("in effect", "came from")
    assert {row["id"] for row in named} == set(predecessors(code))
    assert all(row["name"] in before for row in named)
    assert "eight local CCGs" not in answer.text


def test_before_2013_nothing_is_said_to_have_come_before(ask: Ask) -> None:
    """What was before the CCGs is in no source here."""
    for question in LINES:
        answer = ask(f'ask {question} "NHS Darlington CCG" --as-of 2012-06-01')
        assert "did not yet exist on 1 June 2012" in answer.headline
        assert "No source says which body it replaced." in answer.caveats
        assert answer.rows() == []


def test_a_successor_that_is_only_inferred_is_said_to_be_that(ask: Ask) -> None:
    """No file states what came after NHS Gateshead CCG; it is inferred from where its practices went."""
    answer = ask('ask accountable-to "NHS Gateshead CCG" --as-of 2016-01-01')
    assert "then merged into Newcastle Gateshead CCG (1 April 2015, inferred" in answer.headline
    became = ask('ask succession "NHS Gateshead CCG"')
    certainty = {row["name"]: row["certainty"] for row in became.rows("in effect", "became")}
    assert certainty == {"Newcastle Gateshead CCG": "inferred", "NHS North East and North Cumbria ICB": "stated"}


def test_the_eight_ccgs_that_became_one(ask: Ask) -> None:
    """Which eight CCGs became NHS North West London CCG, when, and by which source?"""
    answer = ask('ask succession "NHS North West London CCG"')
    known = predecessors("W2U3Z")
    assert len(known) == 8
    rows = answer.rows("in effect", "came from")
    assert {row["id"] for row in rows} == set(known)
    assert {row["since"] for row in rows} == {"2021-04-01"}
    assert answer.cited("in effect", "came from") == {("ods-ccg-succession", row) for row in known.values()}
    assert answer.names("planned") == {"The eight local CCGs of North West London (8, not named)"}
    assert answer.verdict == "answered"


@pytest.mark.parametrize(
    ("day", "words", "number"),
    [
        ("2013-03-31", "31 March 2013", 0),
        ("2013-04-01", "1 April 2013", 211),
        ("2020-03-31", "31 March 2020", 191),
        ("2020-04-01", "1 April 2020", 135),
        ("2021-04-01", "1 April 2021", 106),
        ("2022-06-30", "30 June 2022", 106),
        ("2022-07-01", "1 July 2022", 0),
    ],
)
def test_how_many_ccgs_were_there(ask: Ask, day: str, words: str, number: int) -> None:
    """How many CCGs existed on a day? What stands for several together is no CCG and is not counted."""
    answer = ask(f"ask bodies ClinicalCommissioningGroup --as-of {day}")
    groups = f"{number} clinical commissioning groups" if number else "no clinical commissioning group"
    assert answer.headline == f"On {words}, {groups} existed."
    assert len(answer.rows()) == number
    assert {row["holds"] for row in answer.rows()} <= {"yes"}
    assert answer.verdict == ("answered" if number else "stated-none")


def test_darlington_in_2019_is_accountable_by_law_alone(ask: Ask) -> None:
    """To whom was NHS Darlington CCG accountable on 1 June 2019? No source says; the law does."""
    answer = ask('ask accountable-to "NHS Darlington CCG" --as-of 2019-06-01')
    assert answer.verdict == "only-tentative"
    assert answer.certainty() == {"rule"}
    assert {basis for basis, _ in answer.basis()} == {"rule"}
    assert answer.names() == {"NHS England", "Secretary of State for Health and Social Care"}
    assert answer.headline.startswith(
        "No source says who NHS Darlington CCG was accountable to on 1 June 2019. By law, "
    )
    without = ask('ask accountable-to "NHS Darlington CCG" --as-of 2019-06-01 --no-rules')
    assert (without.verdict, without.rows()) == ("not-stated", [])


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("QHM", "2021-06-01", "Cumbria and North East STP"),
        ("QHM", "2022-07-01", "NHS North East and North Cumbria ICB"),
        ("00L", "2021-06-01", "Northumberland CCG"),
        ("00P", "2021-06-01", "Sunderland CCG"),
        ("13T", "2021-06-01", "Newcastle Gateshead CCG"),
        ("16C", "2021-06-01", "NHS Tees Valley CCG"),
        ("16C", "2023-06-01", "NHS North East and North Cumbria ICB - 16C"),
    ],
)
def test_a_code_means_the_body_that_had_it_on_the_day(ask: Ask, code: str, day: str, name: str) -> None:
    """Asked by a code that passed to another body, the answer is about who had it on the day, and says so."""
    answer = ask(f"ask accountable-to {code} --as-of {day}")
    assert f"'{code}' means {name} (" in answer.text
    assert name in answer.headline
