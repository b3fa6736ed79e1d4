"""The formulas that measure how readable texts are."""

from __future__ import annotations

import pytest

from benchmarks.readability import grade, syllables


@pytest.mark.parametrize(
    ("word", "number"),
    [("board", 1), ("member", 2), ("committee", 3), ("chair", 1), ("state", 1), ("table", 2), ("NHS", 1), ("17", 1)],
)
def test_syllables_are_groups_of_vowels(word: str, number: int) -> None:
    assert syllables(word) == number


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    # Six words in one sentence, seven syllables.
    assert grade(["The board meets in the summer."]) == pytest.approx(0.39 * 6 + 11.8 * 7 / 6 - 15.59)
    assert grade(["The committee considers accountability."]) > grade(["The board meets."])
