"""The ways to ask: their small language, and what they may not hold."""

from __future__ import annotations

import re

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.names import fold
from ics_graph.phrasing.ways import Slot, found_in, ways_of
from ics_graph.phrasing.words import misspelt, stem, tokens
from ics_graph.questions import all_questions
from tests.phrasing.known_questions import KNOWN

QUESTIONS = all_questions()
MOST_IN_A_ROW = 5


def test_alternatives_and_optional_words_stand_for_each_of_their_ways() -> None:
    ways = ways_of("who (chairs|leads) [up] {body} -> up")
    assert [way.elements for way in ways] == [
        ("who", "chair", Slot("body")),
        ("who", "chair", "up", Slot("body")),
        ("who", "lead", Slot("body")),
        ("who", "lead", "up", Slot("body")),
    ]
    assert {way.fixed["up"] for way in ways} == {True}


def test_a_way_is_found_only_where_it_is_the_whole_of_a_text() -> None:
    (way,) = ways_of("who chairs {body}")

    def slots(text: str) -> list[str]:
        words = tokens(text)
        found = found_in(way, words, lambda slot, part: slot == "body")
        return [" ".join(word.raw for word in words[slice(*match.slots["body"])]) for match in found]

    assert slots("Who is chairing the finance group?") == ["finance group"]
    assert slots("who never chairs the finance group") == []
    assert slots("perhaps who chairs the group") == []


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ("chair chairs chaired chairing chairman", "chair"),
        ("scrutinise scrutinises scrutinised scrutinizes", "scrutinis"),
        ("body bodies", "body"),
        ("merge merges merged merging", "merg"),
        ("which what", "what"),
    ],
)
def test_forms_of_a_word_are_one_word(forms: str, expected: str) -> None:
    assert {stem(word) for word in forms.split()} == {expected}


def test_spelling_is_forgiven_in_long_words_alone() -> None:
    assert misspelt("partnrship", "partnership")
    assert misspelt("acountable", "accountable")
    assert not misspelt("sits", "site")
    assert not misspelt("chair", "stair")


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_ways_and_the_first_are_whole_sentences(name: str) -> None:
    assert len(QUESTIONS[name].ways) >= 4
    assert len(QUESTIONS[name].ways_to_ask) >= 2
    assert QUESTIONS[name].ways[0].partition("->")[0].strip() == QUESTIONS[name].ways[0].split(" ->")[0]


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_a_way_fixes_or_holds_is_a_parameter_of_its_question(name: str) -> None:
    parameters = {parameter.name for parameter in QUESTIONS[name].parameters}
    other = {
        "body",
        "kind",
        "other",
        "also",
        "facet",
        "many",
        "kinds",
        "family",
        "between",
        "second",
        "parts",
        "amount",
        "function",
    }
    for written in QUESTIONS[name].ways:
        for way in ways_of(written):
            slots = {element.name for element in way.elements if isinstance(element, Slot)}
            assert slots | set(way.fixed) <= parameters | other, written


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_way_holds_a_name(shipped: Asked, name: str) -> None:
    for written in QUESTIONS[name].ways:
        pattern = re.sub(r"\{\w+\}", "", written.partition("->")[0])
        assert pattern == pattern.lower(), written
        for run in re.split(r"[()\[\]|]", pattern):
            if len(run.split()) > 1:
                names = [match for match in shipped.store.find(run) if match.exact and fold(match.name) == fold(run)]
                assert not names, f"{written}: {run}"


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_way_holds_more_than_five_words_in_a_row_of_a_known_question(name: str) -> None:
    known = {
        tuple(word.stem for word in words[start : start + MOST_IN_A_ROW + 1])
        for text in KNOWN.values()
        for words in [tokens(text)]
        for start in range(len(words) - MOST_IN_A_ROW)
    }
    for written in QUESTIONS[name].ways:
        for way in ways_of(written):
            parts = way.elements
            for start in range(len(parts) - MOST_IN_A_ROW):
                assert parts[start : start + MOST_IN_A_ROW + 1] not in known, written
