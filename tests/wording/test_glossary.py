"""The glossary has an entry for each word of an answer that a reader may not know, and readers are led to it."""

from __future__ import annotations

import re

import pytest

from ics_graph.answering.verdicts import ALONE, CLOSER, VERDICTS
from ics_graph.certainty import certainty_in_words
from ics_graph.ontology import load_ontology
from tests.wording import spoken
from tests.wording.spoken import ROOT

GLOSSARY = ROOT / "docs" / "reference" / "glossary.md"


def entries() -> dict[str, str]:
    """Return the meaning of each term; a row may have several terms, parted by commas."""
    rows = re.findall(r"^\| (?!term \||---)(.+?) \| (.+) \|$", GLOSSARY.read_text("utf-8"), re.MULTILINE)
    return {term: meaning for terms, meaning in rows for term in [terms, *terms.split(", ")]}


def words_of_answers() -> list[str]:
    ontology = load_ontology()
    shown = [words.partition(":")[0].lower() for table in (VERDICTS, CLOSER, ALONE) for words in table.values()]
    schemes = [concept.label for name in ("certainties", "phases") for concept in ontology.schemes[name].values()]
    return sorted({*shown, *schemes, *ontology.schemes["certainties"], certainty_in_words("stated", ["layout"])})


@pytest.mark.parametrize("word", words_of_answers())
def test_a_verdict_a_certainty_or_a_phase_has_an_entry(word: str) -> None:
    assert entries().get(word)


@pytest.mark.parametrize("code", VERDICTS)
def test_the_code_of_a_verdict_is_explained(code: str) -> None:
    assert f"(`{code}`)" in GLOSSARY.read_text("utf-8")


@pytest.mark.parametrize("kind", [kind.abbreviation for kind in load_ontology().types.values() if kind.abbreviation])
def test_an_abbreviation_of_a_type_has_an_entry(kind: str) -> None:
    assert kind in entries() or f"({kind})" in GLOSSARY.read_text("utf-8")


def test_a_term_stands_once_in_its_part() -> None:
    for part in GLOSSARY.read_text("utf-8").split("\n## "):
        terms = re.findall(r"^\| (?!term \||---)(.+?) \|", part, re.MULTILINE)
        assert sorted(terms) == sorted(set(terms))


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "docs/index.md",
        "docs/reference/questions.md",
        "docs/how-to/ask-in-your-own-words.md",
        "docs/tutorial/first-board-paper.md",
        "docs/explanation/as-of.md",
    ],
)
def test_a_page_that_begins_with_the_words_leads_to_their_meaning(page: str) -> None:
    assert re.search(r"\]\([^)]*glossary\.md", (ROOT / page).read_text("utf-8"))


def test_the_help_of_ask_leads_to_the_glossary() -> None:
    help_texts = {name: command.help or "" for name, command in spoken.commands()}
    assert "docs/reference/glossary.md" in help_texts["ics-graph ask"]
