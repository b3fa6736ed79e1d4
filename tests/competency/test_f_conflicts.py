"""F. Conflicts, uncertainty and provenance."""

from __future__ import annotations

from tests.competency.asked import DECK, MINUTES, PRIORITIES, SAID, Ask


def test_q47_which_elements_carry_a_question_mark(ask: Ask) -> None:
    """Q47: which elements of the deck carry a question mark or TBC?"""
    answer = ask("ask uncertain --source nenc-deck --only questions")
    assert answer.names("uncertain", "is named") == {
        "Partnership Board (North East and North Cumbria)",
        "Biannual Summits (North East and North Cumbria)",
    }
    assert answer.values("uncertain", "function") == {"joint financial planning"}
    (asked,) = answer.values("uncertain", "principle")
    assert "a new way of working" in asked
    assert "shared public sector ambition" in asked
    assert answer.cited(relation="principle") == {(DECK, "slide 2")}
    assert answer.cited(relation="function") == {(DECK, "slide 9")}
    assert answer.cited(relation="is named") == {(DECK, "slide 12")}
    assert "the slide marks it 'TBC'" in answer.notes()
    assert answer.verdict == "only-tentative"


def test_q47_what_the_source_puts_without_one_is_not_said_to_have_one(ask: Ask) -> None:
    """Q47: this project's second readings of a slide are not question marks of the slide."""
    text = str(ask("ask uncertain --source nenc-deck --only questions").json)
    for reading in ("remit list", "sit at national level", "sit at neighbourhood level"):
        assert reading not in text


def test_q47_board_and_summits_may_be_one_box(ask: Ask) -> None:
    """Q47: are the board and the summits one box?"""
    answer = ask('ask facts "Biannual Summits?"')
    (maybe,) = answer.rows(relation="possibly the same as")
    assert maybe["value"] == "Partnership Board (North East and North Cumbria)"
    assert maybe["certainty"] not in SAID
    assert answer.verdict == "only-tentative"
    assert "put together from words that stand apart" in ask('show "Partnership Board ?"').notes()


def test_q49_which_names_the_system_has_and_which_documents_use_them(ask: Ask) -> None:
    """Q49: which names are used for the North East and North Cumbria system, by which documents?"""
    answer = ask("ask names NENC")
    assert {(row["value"], row["sources"][0]["source"]) for row in answer.rows()} == {
        ("North Cumbria and North East ICS", MINUTES),
        ("north east and north Cumbria", PRIORITIES),
        ("North East and North Cumbria", DECK),
        ("NENC", DECK),
        ("CNE", DECK),
    }
    assert all(len({c["source"] for c in row["sources"]}) == 1 for row in answer.rows())
    assert "Lancashire" not in answer.text


def test_q51_the_populations_of_the_four_partnerships_and_their_sum(ask: Ask) -> None:
    """Q51: which is largest, which smallest, and does the sum fit the 3.2M of the board minutes?"""
    answer = ask("ask figures NENC --property population")
    assert {(row["of_name"], row["value"]) for row in answer.rows()} == {
        ("North East and North Cumbria ICS", "about 3,200,000 people"),
        ("North Integrated Care Partnership", "1,025,000 people"),
        ("Central Integrated Care Partnership", "992,000 people"),
        ("South Integrated Care Partnership", "847,000 people"),
        ("North Cumbria Integrated Care Partnership", "327,000 people"),
        # Slide 9 gives the neighbourhoods of the system a size; a level belongs to it, and is no part of the sum.
        ("Neighbourhoods level", "30,000 to 50,000 people"),
    }
    largest, smallest = "North Integrated Care Partnership", "North Cumbria Integrated Care Partnership"
    assert f"the {largest} has the most people. The {smallest} has the fewest." in answer.caveats
    assert "Together the 4 have 3,191,000 people." in answer.caveats
    assert ("about 3,200,000 people for the North East and North Cumbria ICS as a whole. That is 0.3% more than") in (
        answer.caveats
    )
    basis = {row["of_name"]: (row["sources"][0]["basis"], row["sources"][0].get("confidence")) for row in answer.rows()}
    assert basis["Central Integrated Care Partnership"] == basis[smallest] == ("layout", "medium")
    assert answer.cited() == {(DECK, "slide 9"), (DECK, "slide 10"), (MINUTES, "para 2, line 9")}


def test_q54_which_themes_are_in_all_three_lists(ask: Ask) -> None:
    """Q54: which themes appear in all three lists of the North East and North Cumbria?"""
    answer = ask("ask themes NENC")
    assert answer.headline.endswith("have prevention and workforce.")
    assert "Some of the 3 lists have digital, learning disabilities and mental health." in answer.caveats
    assert "does not merge them" in answer.caveats
    assert {c["source"] for row in answer.rows() for c in row["sources"]} == {MINUTES, PRIORITIES, DECK}
