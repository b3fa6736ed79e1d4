"""One table from the words of a role to what a seat is."""

from __future__ import annotations

import pytest

from ics_graph.governance import (
    capacity_in_words,
    chairs_with_others,
    is_in_the_chair,
    says_chair,
    seat_in_words,
    stands_in_for_the_chair,
)
from ics_graph.ontology import load_ontology

ONTOLOGY = load_ontology()


@pytest.mark.parametrize(
    ("words", "capacity"),
    [
        ("Chair", "chair"),
        ("CHAIRMAN", "chair"),
        ("chairperson", "chair"),
        ("Co-Chair", "co-chair"),
        ("Joint chair", "co-chair"),
        ("Vice Chair", "vice-chair"),
        ("Deputy Chair", "vice-chair"),
        ("Non-voting member", "non-voting-member"),
        ("Chair of Finance", None),
        ("Independent chair", None),
        ("", None),
        (None, None),
    ],
)
def test_words_of_a_role_are_one_capacity_or_a_role_of_their_own(words: str | None, capacity: str | None) -> None:
    assert capacity_in_words(ONTOLOGY, words) == capacity


def test_the_words_stay_where_the_capacity_does_not_say_as_much() -> None:
    assert seat_in_words(ONTOLOGY, "Chair") == (None, "chair")
    assert seat_in_words(ONTOLOGY, "Chairwoman") == ("Chairwoman", "chair")
    assert seat_in_words(ONTOLOGY, "Lay adviser") == ("Lay adviser", None)


@pytest.mark.parametrize("words", ["Independent Chair", "chair", "Co-chair", "Chairman of the Board"])
def test_who_presides(words: str) -> None:
    assert says_chair(words)
    assert is_in_the_chair("memberOf", "membership", None, words)
    assert not is_in_the_chair("attends", "participation", None, words)


@pytest.mark.parametrize("words", ["Vice-Chair", "Deputy Chair", "former chair", "Chair designate"])
def test_who_does_not_preside(words: str) -> None:
    assert not is_in_the_chair("memberOf", "membership", None, words)


def test_who_presides_with_others_and_who_stands_in() -> None:
    assert chairs_with_others("co-chair", None)
    assert chairs_with_others("chair", "Joint Chair")
    assert not chairs_with_others("chair", "Chair of the Joint Committee")
    assert stands_in_for_the_chair("vice-chair", None)
    assert stands_in_for_the_chair(None, "Deputy chairman")
    assert not stands_in_for_the_chair("chair", None)
