"""How much of what ought to be said is said: exactly one of a relation, a reason, or nothing, as of a day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ics_graph.checks.expectations import EXPECTATIONS
from ics_graph.errors import QuestionError
from ics_graph.ontology import Ontology, load_ontology
from tests.asking import ROOT, SMALL, Asker, asking

DAY = "2019-06-15"


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(ROOT / "tests" / "data" / "faultham", tmp_path_factory.mktemp("store")) as asker:
        yield asker


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(ROOT / "tests" / "data" / "sound", tmp_path_factory.mktemp("store")) as asker:
        yield asker


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def told(ask: Asker, what: str, **more: str | None) -> dict[str, str | None]:
    return {row.id: row.value for row in ask("stated", by="body", what=(what,), **more).rows}


def test_each_body_has_exactly_one_answer_to_each_thing(ask: Asker) -> None:
    rows = ask("stated", by="body", as_of=DAY).rows
    assert len({(row.id, row.relation) for row in rows}) == len(rows)
    assert {row.value for row in rows} == {
        "relation",
        "relation, by law alone",
        "reason: recorded as vacant",
        "unanswered",
    }


def test_a_relation_a_reason_and_silence_are_told_apart(ask: Asker) -> None:
    assert told(ask, "holder") == {
        "unheld": "unanswered",
        "vacant": "reason: recorded as vacant",
        "shared": "relation",
    }
    assert told(ask, "chair") == {"headless": "unanswered", "lawless": "relation"}
    assert told(ask, "owner") == {"unled": "unanswered"}
    assert told(ask, "members") == {
        "empty": "unanswered",
        "adrift": "relation",
        "alone": "relation",
        "headless": "relation",
        "ics": "relation",
        "lawless": "relation",
    }


def test_a_chair_that_is_a_vacant_post_is_a_reason_and_no_relation(tmp_path: Path) -> None:
    with asking(SMALL, tmp_path) as ask:
        assert told(ask, "chair", as_of="2019-06-15")["board"] == "relation"
        # The body in the chair had closed by then; the post of the chair is there, and a source gives it as vacant.
        assert told(ask, "chair", as_of="2020-06-01")["board"] == "reason: recorded as vacant"


def test_the_headline_counts_the_three_and_what_they_are_made_of(ask: Asker) -> None:
    assert ask("stated", what=("holder",)).headline == (
        "Of 3 statements that the record should hold, sources make 1. Of the other 2, 1 is "
        "recorded as missing and 1 is unanswered."
    )
    assert "The missing one is recorded as vacant." in ask("stated", what=("holder",)).caveats
    by_law = ask("stated", what=("accountability",), type="NHSEngland", as_of=DAY)
    assert by_law.headline == (
        "On 15 June 2019, of 1 statement that the record should hold, sources make none. The other one is by law only."
    )
    assert not [caveat for caveat in by_law.caveats if caveat.startswith("Of what is stated")]


def test_what_holds_only_possibly_is_counted_as_that(ask: Asker) -> None:
    of_what = "Of what is stated, 1 possibly, as the dates leave it open."
    assert of_what in ask("stated", what=("chair",), as_of="2020-01-01").caveats
    assert of_what not in ask("stated", what=("chair",), as_of=DAY).caveats


def test_shares_are_given_by_type(ask: Asker) -> None:
    rows = [(row.id, row.relation, row.value) for row in ask("stated", what=("chair", "members")).rows]
    assert rows == [
        ("Committee", "who chairs it", "1 of 2 stated (50%); 0 recorded as missing (0%); 1 unanswered (50%)"),
        ("Committee", "who its members are", "2 of 2 stated (100%); 0 recorded as missing (0%); 0 unanswered (0%)"),
        ("Group", "who its members are", "2 of 3 stated (67%); 0 recorded as missing (0%); 1 unanswered (33%)"),
        (
            "IntegratedCareSystem",
            "who its members are",
            "1 of 1 stated (100%); 0 recorded as missing (0%); 0 unanswered (0%)",
        ),
    ]


def test_shares_are_given_by_system_and_of_what_belongs_to_none(ask: Asker) -> None:
    rows = [(row.name, row.value) for row in ask("stated", what=("members",), by="system").rows]
    assert rows == [
        ("Faultham ICS", "1 of 1 stated (100%); 0 recorded as missing (0%); 0 unanswered (0%)"),
        ("of no such system", "4 of 5 stated (80%); 0 recorded as missing (0%); 1 unanswered (20%)"),
    ]


def test_within_a_system_only_what_belongs_to_it_is_counted(ask: Asker) -> None:
    assert told(ask, "members", within="Faultham ICS") == {"ics": "relation"}


def test_only_one_of_the_three_can_be_kept_and_a_long_list_is_cut(ask: Asker) -> None:
    answer = ask("stated", by="body", only="unanswered", what=("chair", "holder"))
    assert [row.id for row in answer.rows] == ["headless", "unheld"]
    cut = ask("stated", by="body", what=("members",), limit=2)
    assert len(cut.rows) == 2
    assert "The table lists 2 of 6. To list more, raise --limit." in cut.caveats


def test_who_says_it_is_cited(ask: Asker) -> None:
    rows = {row.id: row for row in ask("stated", by="body", what=("holder",)).rows}
    assert [cited.locator for cited in rows["vacant"].sources] == ["p. 4"]
    assert rows["unheld"].sources == ()


def test_where_all_is_said_nothing_is_unanswered(sound: Asker) -> None:
    assert (
        sound("stated", by="body", only="unanswered", as_of="2019-06-15", what=("chair", "members", "owner")).rows == ()
    )


def test_what_is_not_judged_is_counted_apart(ask: Asker) -> None:
    assert ("This count leaves out 3 bodies: 1 doubted or denied, 1 only planned and 1 spoken of in general.") in ask(
        "stated", what=("chair",)
    ).caveats
    assert ask("stated", what=("owner",), type="Board").verdict == "not-stated"


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"only": "reason"}, "--only goes with --by body"),
        ({"what": ("chairs",)}, r"'chairs' is nothing that is looked for \(did you mean 'chair'\?\)"),
        ({"type": "Bord"}, "the ontology has no type 'Bord'"),
    ],
)
def test_what_cannot_be_asked_is_told(ask: Asker, more: dict[str, Any], wrong: str) -> None:
    with pytest.raises(QuestionError, match=wrong):
        ask("stated", **more)


# --- the table of what ought to be said ---


def test_the_table_names_types_and_topics_of_the_ontology(ontology: Ontology) -> None:
    for ought in EXPECTATIONS:
        assert set(ought.families) <= set(ontology.families)
        assert set(ought.topics) <= set(ontology.schemes["gap-topics"])
        for name in (*ought.types, *ought.without, *ought.exactly):
            assert name in ontology.types
        for name in (*ought.without, *ought.exactly):
            assert set(ought.types) & set(ontology.types[name].ancestors), f"{name} is left out of what it is not in"


def test_what_ought_to_be_said_of_which_types(ontology: Ontology) -> None:
    types = {ought.name: ought.types_in(ontology) for ought in EXPECTATIONS}
    assert types["chair"] == ontology.kinds_of("Board") | ontology.kinds_of("Committee")
    assert types["owner"] == ontology.kinds_of("Workstream")
    assert types["holder"] == {"Post"}
    assert {"FoundationTrust", "IntegratedCareBoard", "IntegratedCareSystem", "Group"} <= types["accountability"]
    assert (
        not {"Council", "UnitaryAuthority", "GPPractice", "Summit", "Organisation", "Person"} & types["accountability"]
    )
