"""What stands in the place of a name where there is nobody."""

from __future__ import annotations

import pytest

from ics_graph.nobody import name_and_role, nobody_in, says_nothing


@pytest.mark.parametrize(
    ("text", "reason", "with_more"),
    [
        ("Vacant", "vacant", False),
        ("(Vacant)", "vacant", False),
        ("\u201cVACANCY\u201d", "vacant", False),
        ("Currently vacant", "vacant", False),
        ("Med3 Vacant", "vacant", True),
        ("Vacant (Ann Poe covering)", "vacant", True),
        ("Post eliminated", "vacant", False),
        ("Interim cover", "vacant", False),
        ("Not in post", "vacant", False),
        ("To be appointed", "to-be-confirmed", False),
        ("TBC", "to-be-confirmed", False),
        ("Name withheld", "not-published", False),
        ("N/D", "not-published", False),
        ("n/a", "not-stated", False),
        ("\u2013 ", "not-stated", False),
        ("", "not-stated", False),
    ],
)
def test_words_for_nobody(text: str, reason: str, with_more: bool) -> None:
    assert nobody_in(text) == (reason, with_more)


@pytest.mark.parametrize("name", ["Ann Poe", "Vacantia Poe", "Ann Nadler", "Tba\u00e7 Poe", "Noah None-Smith"])
def test_a_name_is_somebody(name: str) -> None:
    assert nobody_in(name) is None


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Ann Poe (Interim)", "Ann Poe", "Interim"),
        ("Ann Poe [acting]", "Ann Poe", "Acting"),
        ("Acting Ann Poe", "Ann Poe", "Acting"),
        ("Ann Poe - Interim", "Ann Poe", "Interim"),
        ("Ann Poe", "Ann Poe", None),
    ],
)
def test_acting_and_interim_are_roles_and_no_part_of_a_name(text: str, name: str, role: str | None) -> None:
    assert name_and_role(text) == (name, role)


def test_what_says_nothing_is_no_function() -> None:
    assert says_nothing("n/a")
    assert not says_nothing("Manages vacancy control")
