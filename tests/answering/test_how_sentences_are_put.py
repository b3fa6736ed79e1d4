"""The tense of verbs, the articles of names, and how clauses become a headline and its notes."""

from __future__ import annotations

import pytest

from ics_graph.answering.articles import the
from ics_graph.answering.lists import as_headline, either, followed_by, lower, sentences_of
from ics_graph.answering.tense import past
from ics_graph.ontology import load_ontology


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("is a member of", "was a member of"),
        ("are members of", "were members of"),
        ("has a contract with", "had a contract with"),
        ("assesses", "assessed"),
        ("scrutinises", "scrutinised"),
        ("leads", "led"),
        ("holds the post of", "held the post of"),
        ("feeds into", "fed into"),
        ("employs", "employed"),
        ("may direct", "could direct"),
        ("may be scrutinised by", "could be scrutinised by"),
        ("must comply with directions of", "had to comply with directions of"),
        (
            "must, in public health functions given to it, comply with directions of",
            "had to, in public health functions given to it, comply with directions of",
        ),
        ("has a strategy that is to be regarded by", "had a strategy that was to be regarded by"),
        ("members include", "members included"),
    ],
)
def test_a_verb_is_put_into_the_past(now: str, then: str) -> None:
    assert past(now) == then


def test_no_relation_of_the_ontology_stays_in_the_present() -> None:
    ontology = load_ontology()
    words = [label for kind in ontology.relations.values() for label in (kind.label, kind.inverse_label)]
    words += [label for rule in ontology.rules for label in ontology.law_words(rule)]
    assert len(words) > 100
    assert [label for label in words if past(label) == label] == []


@pytest.mark.parametrize(
    "name",
    [
        "Central Integrated Care Partnership",
        "North East and North Cumbria ICS",
        "H&F ICP",
        "Cancer workstream",
        "STP Lead",
        "North of Tyne Combined Authority",
        "Secretary of State for Health and Social Care",
        "Partnership Board (North East and North Cumbria)",
        "Committee that discussed the draft strategy (not named)",
        "London Borough of Camden",
        "Cluster of Ashton ICB and Bolton ICB",
        "NHS Long Term Plan",
    ],
)
def test_a_name_of_a_common_noun_takes_an_article(name: str) -> None:
    assert the(name) == f"the {name}"


@pytest.mark.parametrize(
    "name",
    [
        "NHS Darlington CCG",
        "NHS England",
        "NHS Devon ICB",
        "NHS Devon Integrated Care Board",
        "Somerset Council",
        "City of Westminster Council",
        "Great Western Hospitals NHS Foundation Trust",
        "East of England Ambulance Service NHS Trust",
        "Dr Amanda Doyle",
        "London (NHS England region)",
        "County Durham (council area)",
        "Our Partnership Board",
        "GP practices in the H&F ICP (several, not named)",
        "Integrated care boards (any, in general)",
        "any integrated care board",
    ],
)
def test_a_name_of_one_body_takes_none(name: str) -> None:
    assert the(name) == name


def test_an_article_of_the_name_itself_is_small_within_a_sentence() -> None:
    assert the("The Christie NHS Foundation Trust") == "the Christie NHS Foundation Trust"


def test_a_headline_has_two_sentences_and_the_rest_are_notes() -> None:
    assert as_headline("one is", "", "two are", "three were") == ("One is. Two are.", ("Three were.",))
    assert followed_by("One is.", "two are", "three were") == ("One is. Two are.", ("Three were.",))
    assert followed_by("One is. Two are.", "three were") == ("One is. Two are.", ("Three were.",))
    assert followed_by("", "one is", "two are") == ("One is. Two are.", ())


def test_a_title_ends_no_sentence() -> None:
    assert sentences_of("Dr. Roe of St. Anne's leads it. No source says more.") == [
        "Dr. Roe of St. Anne's leads it.",
        "No source says more.",
    ]


def test_only_words_of_the_sentence_are_made_small() -> None:
    assert lower("No source says it.") == "no source says it."
    assert lower("NHS England leads it.") == "NHS England leads it."
    assert either(["a", "b", "c"]) == "a, b or c"


def test_a_region_is_named_as_that_of_nhs_england() -> None:
    assert the("South East (NHS England region)") == "NHS England's South East region"
