"""Answers: a headline of two sentences and three names, sentences of 25 words, no forbidden phrase.

What is not so yet is listed in ``answers_too_long.txt``, which may only shrink: a fault that is not listed fails, and
so does a line for a fault that is no more. The examples of all questions are asked of the shipped data.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ics_graph.cli.ask import _OWN_COMMANDS as OWN_COMMANDS
from ics_graph.cli.main import commands
from ics_graph.dataset import read_datasets
from ics_graph.questions import all_questions
from ics_graph.stores.sqlite import shipped_datasets
from ics_graph.stores.sqlite.building import build
from tests.wording.exceptions import HERE
from tests.wording.phrases import forbidden_in
from tests.wording.prose import LONGEST, sentences, words

SENTENCES, NAMES = 2, 3
LISTED = HERE / "answers_too_long.txt"


def faults_of(answer: dict[str, Any]) -> Iterator[str]:
    """Yield the name of each rule that an answer does not keep."""
    headline = answer["headline"]
    if len(sentences(headline)) > SENTENCES:
        yield "headline-sentences"
    if any(len(words(sentence)) > LONGEST for sentence in sentences(headline)):
        yield "headline-words"
    # A name that stands within another that is named is not named by itself.
    names = {row["name"] for row in answer["rows"] if re.search(rf"(?<!\w){re.escape(row['name'])}(?!\w)", headline)}
    names = {name for name in names if not any(name != other and name in other for other in names)}
    if len(names) > NAMES:
        yield "headline-names"
    if any(len(words(sentence)) > LONGEST for caveat in answer["caveats"] for sentence in sentences(caveat)):
        yield "caveat-words"
    if any(forbidden_in(text) for text in (headline, answer["verdict_in_words"], *answer["caveats"])):
        yield "phrase"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All shipped datasets in an SQLite file."""
    path = tmp_path_factory.mktemp("shipped") / "store.sqlite"
    build(path, read_datasets(shipped_datasets()).dataset)
    return path


def listed() -> set[str]:
    lines = LISTED.read_text("utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


@pytest.mark.parametrize("name", all_questions())
def test_the_answer_to_an_example_is_plain(store: Path, name: str) -> None:
    example = shlex.split(all_questions()[name].example)
    asked = [*([] if name in OWN_COMMANDS else ["ask"]), *example, "--format", "json", "--store", str(store)]
    done = CliRunner().invoke(commands, asked)
    assert done.exception is None
    faults = {f"{name} {rule}" for rule in faults_of(json.loads(done.stdout))}
    on_list = {line for line in listed() if line.partition(" ")[0] == name}
    assert faults - on_list == set(), "not plain, and not on the list"
    assert on_list - faults == set(), f"plain now: take these lines out of {LISTED.name}"


def test_every_line_of_the_list_is_of_a_question() -> None:
    assert {line.partition(" ")[0] for line in listed()} <= set(all_questions())


def answer(headline: str, *names: str, caveat: str = "A note.") -> dict[str, Any]:
    return {
        "headline": headline,
        "verdict_in_words": "Stated",
        "rows": [{"name": name} for name in names],
        "caveats": [caveat],
    }


@pytest.mark.parametrize(
    ("of", "rules"),
    [
        (answer("Ann Archer chairs it.", "Ann Archer"), []),
        (answer("One. Two. Three."), ["headline-sentences"]),
        (answer(" ".join(["word"] * 26)), ["headline-words"]),
        (answer("A, B, C and D lead it.", "A", "B", "C", "D"), ["headline-names"]),
        (answer("A, B and C (C of D) lead it.", "A", "B", "C", "C of D"), []),
        (answer("Yes.", caveat=" ".join(["word"] * 26)), ["caveat-words"]),
        (answer("It was there."), ["phrase"]),
    ],
)
def test_a_rule_that_is_not_kept_is_named(of: dict[str, Any], rules: list[str]) -> None:
    assert list(faults_of(of)) == rules
