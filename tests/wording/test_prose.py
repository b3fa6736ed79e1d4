"""Help, pages and ontology: sentences of at most 25 words, no forbidden phrase, and exceptions that are needed."""

from __future__ import annotations

import pytest

from tests.wording import exceptions, spoken
from tests.wording.exceptions import faults
from tests.wording.phrases import forbidden_in
from tests.wording.prose import LONGEST, Sentence, in_page, plain, sentences


def test_help_is_plain() -> None:
    spoken_there = spoken.of_help()
    assert len(spoken_there) > 300
    assert faults(spoken_there) == []


def test_definitions_are_plain() -> None:
    definitions = spoken.of_ontology()
    assert len(definitions) > 300
    assert faults(definitions) == []


def test_pages_are_plain() -> None:
    pages = spoken.of_pages()
    assert {"README.md", "CONTRIBUTING.md", "docs/explanation/as-of.md"} <= {sentence.place for sentence in pages}
    assert faults(pages) == []


def test_decisions_keep_their_texts_without_forbidden_phrases() -> None:
    beginnings = tuple(exceptions.read())
    assert [
        f"{sentence.place}: {hit} in: {sentence.text}"
        for sentence in spoken.of_decisions()
        if not sentence.text.startswith(beginnings)
        for hit in forbidden_in(sentence.text)
    ] == []


def test_every_exception_is_needed() -> None:
    everything = [*spoken.of_help(), *spoken.of_ontology(), *spoken.of_pages(), *spoken.of_decisions()]
    wrong = [each.text for each in everything if each.words > LONGEST or forbidden_in(each.text)]
    assert [start for start in exceptions.read() if not any(text.startswith(start) for text in wrong)] == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Made by S.I. 2012/1831. Then more.", ["Made by S.I. 2012/1831.", "Then more."]),
        ("See e.g. Board papers. “Next.”", ["See e.g. Board papers.", "“Next.”"]),
        ("It stands. `from` is its day.", ["It stands.", "`from` is its day."]),
        ("It reads dataset.yaml first.", ["It reads dataset.yaml first."]),
    ],
)
def test_a_text_is_parted_into_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_marks_of_a_page_are_no_words() -> None:
    page = "# Title\n\nOne `a b c` and [two](three.md).\n\n```\nno prose\n```\n"
    page += "| a cell | of *three* words |\n- item\n  goes on\n"
    assert [sentence.text for sentence in in_page("page", page)] == [
        "One `a_b_c` and two.",
        "a cell",
        "of three words",
        "item goes on",
    ]
    assert plain("`code` – <b>x</b>") == "`code` – x"
    assert Sentence("page", "Two – words").words == 2


@pytest.mark.parametrize(
    "text",
    [
        "It was there until 2020.",
        "With them stand or fall 37 lines.",
        "Verdict: only tentative.",
        "It has as a member Ann Archer.",
        "The gravest come first.",
        "Systems made by lot.",
    ],
)
def test_a_forbidden_phrase_is_seen(text: str) -> None:
    assert forbidden_in(text)


def test_plain_words_are_let_through() -> None:
    assert forbidden_in("NHS Darlington CCG existed from 1 April 2013 to 31 March 2020.") == []
