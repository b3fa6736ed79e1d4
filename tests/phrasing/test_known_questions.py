"""The competency questions in their own words are read as the commands by which they are answered, or are refused."""

from __future__ import annotations

import re

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.phrasing import NotRead, read
from tests.asking import ROOT
from tests.phrasing.commands import key_of
from tests.phrasing.known_questions import KNOWN, READ, REFUSED, UNREAD

MOST_UNREAD = 8


@pytest.mark.parametrize("number", READ)
def test_a_known_question_is_read_as_its_commands(shipped: Asked, number: str) -> None:
    reading = read(shipped, KNOWN[number])
    assert [command.key for command in reading.commands] == [key_of(line, shipped) for line in READ[number]]


@pytest.mark.parametrize("number", [*REFUSED, *UNREAD])
def test_a_known_question_that_is_not_read_is_not_answered(shipped: Asked, number: str) -> None:
    with pytest.raises(NotRead):
        read(shipped, KNOWN[number])


def test_how_many_known_questions_cannot_be_read() -> None:
    assert len(KNOWN) == 40
    assert sorted([*READ, *REFUSED, *UNREAD]) == sorted(KNOWN)
    assert len(UNREAD) <= MOST_UNREAD


def test_every_command_is_one_that_the_competency_tests_ask_for_the_question() -> None:
    asked: dict[str, str] = {}
    for file in sorted((ROOT / "tests" / "competency").glob("test_*.py")):
        for function in re.split(r"^(?=def test_)", file.read_text("utf-8"), flags=re.MULTILINE):
            match = re.match(r"def test_(q\d\d)_", function)
            if match:
                asked[match[1].upper()] = asked.get(match[1].upper(), "") + function
    for number, lines in READ.items():
        for line in lines:
            question = line.split()[0]
            assert re.search(rf"ask {question}\b|\"{question}\"", asked[number]), f"{number}: {line}"
