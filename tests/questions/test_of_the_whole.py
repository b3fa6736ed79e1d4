"""What the questions about leadership, time, comparison and assurance answer on the small invented system."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ics_graph.answering.answer import Answer
from ics_graph.answering.verdicts import verdict_line
from ics_graph.errors import QuestionError
from tests.asking import SMALL, Asker, asking, names, row


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(SMALL, tmp_path_factory.mktemp("store")) as asker:
        yield asker


def said(answer: Answer) -> list[tuple[str | None, str, str]]:
    return [(row.of, row.relation, row.id) for row in answer.rows]


# --- leadership ---


def test_leaders_are_those_in_the_chair_and_the_posts_and_a_vacancy_is_told(ask: Asker) -> None:
    answer = ask("leaders", "Anytown Board")
    assert said(answer) == [
        ("board", "posts include", "chair"),
        ("board", "is chaired by", "ccg-north"),
    ]
    assert row(answer, "ccg-north").capacity == "chair"
    assert "No source names who holds the post of Chair of the Anytown Board." in answer.caveats
    post = ask("leaders", "Chair of the Anytown Board")
    assert post.verdict == "stated-none"
    assert "vacant" in post.headline


def test_roles_of_a_post_are_where_it_is_and_who_holds_it(ask: Asker) -> None:
    answer = ask("roles", "Chair of the Anytown Board")
    assert said(answer) == [("chair", "is a post at", "board")]
    assert any("The last holder left." in caveat for caveat in answer.caveats)


def test_several_seats_are_counted_by_seat_and_title(ask: Asker) -> None:
    answer = ask("multiple-roles", type="CCG")
    assert answer.headline.startswith(
        "No source says that any clinical commissioning group holds more than one role or seat"
    )
    several = "1 clinical commissioning group has several: Southtown CCG (1 stated and 1 planned)."
    assert f"If inferred and planned roles are counted, {several}" in answer.caveats
    assert {r.heading for r in answer.rows} == {"planned", "in effect"}
    assert ask("multiple-roles").verdict == "not-stated"


# --- comparison ---


def test_shared_members_are_those_of_both_and_nobody_else(ask: Asker) -> None:
    answer = ask("shared-members", "Anytown Board", "Anytown ICS", planned=True)
    assert answer.verdict == "answered"
    assert "Southtown CCG is a member of both " in answer.headline
    assert len(answer.rows) == 2
    none = ask("shared-members", "Anytown Board", "Anytown ICS")
    assert (none.verdict, none.rows) == ("not-stated", ())
    assert "A missing statement is not a denial." in none.caveats
    with pytest.raises(QuestionError, match="the same body"):
        ask("shared-members", "Anytown Board", "board")


def test_a_body_that_no_source_names_on_a_board_may_still_be_there(ask: Asker) -> None:
    answer = ask("not-represented", "Anytown Board", among="Anytown ICS")
    assert answer.verdict == "not-stated"
    assert answer.rows == ()
    assert any("Southtown CCG" in caveat and "Northtown" in caveat for caveat in answer.caveats)
    whole = ask("not-represented", "Digital Group", among="Anytown ICS")
    assert whole.verdict == "answered"
    assert {"ccg-north", "ccg-south", "trust"} <= {r.id for r in whole.rows}


def test_what_spans_and_overlaps_counts_what_it_looked_at(ask: Asker) -> None:
    for name in ("spans", "overlaps"):
        answer = ask(name, "PartnershipBoard")
        assert answer.verdict == "not-stated"
        assert any(caveat.startswith("Named in no more than one: ") for caveat in answer.caveats) or any(
            "more than one" in caveat for caveat in answer.caveats
        )


# --- time ---


def test_history_is_in_the_order_of_its_days(ask: Asker) -> None:
    answer = ask("history", "Northtown CCG")
    assert [(r.since or r.until, r.relation) for r in answer.rows] == [
        ("2013-04-01", "begins"),
        ("2013-04-01", "has the code"),
        ("2018-04-01", "is a member of"),
        ("2020-03-31", "ends"),
        ("2020-04-01", "merger"),
    ]
    assert answer.headline.startswith(
        "Northtown CCG existed from 1 April 2013 to 31 March 2020, then merged into Southtown CCG on 1 April 2020."
    )


def test_succession_goes_both_ways_and_says_what_is_only_planned(ask: Asker) -> None:
    assert ask("succession", "Northtown CCG").headline.startswith(
        "Northtown CCG merged into Southtown CCG on 1 April 2020"
    )
    assert ask("succession", "Southtown CCG").headline.startswith(
        "Southtown CCG was formed from Northtown CCG on 1 April 2020"
    )
    assert ask("succession", "Anytown Board").verdict == "not-stated"


@pytest.mark.parametrize(
    ("first", "last", "closed"),
    [
        ("2020-03-31", "2020-04-01", ["Northtown CCG"]),
        ("2020-03-30", "2020-03-31", []),
        ("2020-04-01", "2020-04-02", []),
        ("2013-03-31", "2020-04-01", []),
    ],
)
def test_a_body_closes_on_the_day_after_its_last(ask: Asker, first: str, last: str, closed: list[str]) -> None:
    answer = ask("changes", first, last, type="ClinicalCommissioningGroup")
    assert [r.name for r in answer.rows if r.relation == "was abolished"] == (
        closed or ([] if first != "2013-03-31" else ["Northtown CCG"])
    )


def test_changes_list_lines_that_began_and_ended_and_what_went_with_a_body(ask: Asker) -> None:
    rows = {(r.of, r.id, r.value) for r in ask("changes", "2018-06-01", "2019-06-01").rows}
    assert ("trust", "board", "the line ended") in rows
    assert ("trust", "board", "the line began") in rows
    gone = {(r.of, r.id, r.value) for r in ask("changes", "2020-03-31", "2020-04-01").rows}
    assert ("ccg-north", "board", "the line ended because a body was abolished") in gone
    assert not any(value == "the line began" for *_, value in gone)
    with pytest.raises(QuestionError, match="must be later"):
        ask("changes", "2020-04-01", "2020-04-01")
    with pytest.raises(QuestionError, match="is not a date"):
        ask("changes", "2020-13", "2020-05-01")


# --- assurance and evidence ---


def test_what_is_open_is_told_by_kind(ask: Asker) -> None:
    answer = ask("uncertain")
    assert answer.verdict == "only-tentative"
    assert names(answer, "uncertain") == ["Yearly Summit", "Anytown Board"]
    assert names(answer, "planned") == ["Anytown Board"]
    questions = ask("uncertain", only="questions")
    assert {r.heading for r in questions.rows} == {"uncertain"}
    assert [r.id for r in ask("uncertain", source="plan").rows] == ["board"]
    with pytest.raises(QuestionError, match="no source is called"):
        ask("uncertain", source="a source that is not there")


def test_sources_that_differ_stand_side_by_side(ask: Asker) -> None:
    answer = ask("conflicts")
    assert {r.value for r in answer.rows if r.relation == "population"} == {"about 500,000 people", "512,000 people"}
    assert ("ccg-south", "is a member of", "ics") in said(answer)
    assert "sources differ on" in answer.headline.lower()
    assert ask("conflicts", within="Finance Group").rows == ()


def test_gaps_are_those_on_record_and_can_be_narrowed(ask: Asker) -> None:
    assert {r.id for r in ask("gaps").rows} == {"chair", "group-b", "group-a"}
    assert {r.id for r in ask("gaps", within="Finance Group").rows} == {"group-a"}
    assert ask("gaps", source="letter").verdict == "not-stated"


def test_lines_of_which_no_source_gives_one_are_named(ask: Asker) -> None:
    answer = ask("all-lines", ("employs", "reports to", "accountability"), rules=False)
    assert answer.headline.endswith(" No source states a relationship of the kind 'is employed by'.")
    assert "4 relationships of the kind 'reports to'" in answer.headline
    with pytest.raises(QuestionError, match="neither a family nor a relation"):
        ask("all-lines", ("loves",))


def test_bodies_of_a_type_are_counted_on_a_day_without_those_in_general(ask: Asker) -> None:
    assert ask("bodies", "CCG", as_of="2019-06-01").headline.startswith(
        "On 1 June 2019, 2 clinical commissioning groups existed"
    )
    assert ask("bodies", "CCG", as_of="2012-06-01").verdict == "stated-none"
    assert names(ask("bodies", "council")) == ["Northtown"]


def test_a_word_is_found_in_what_is_said_and_not_in_notes(ask: Asker) -> None:
    answer = ask("mentions", "northtown")
    assert {r.id for r in answer.rows} >= {"ccg-north", "council"}
    assert answer.headline == (
        "3 records from 2 of the 4 documents use 'northtown'. The sources' own wording was not searched."
    )
    assert {caveat for caveat in answer.caveats if " from '" in caveat} == {
        "2 of the 3 records are from 'Minutes of Anytown'.",
        "1 of the 3 records is from 'Letter to Anytown'.",
        "The records from 'Slides of Anytown' name a body so called, and do not use the text otherwise.",
    }
    none = ask("mentions", "the last holder left")
    assert none.verdict == "not-stated"
    assert none.headline == (
        "No record of this data uses 'the last holder left'. The sources' own wording was not searched."
    )
    assert "1 gap on record also uses 'the last holder left'." in none.caveats


def test_statements_are_told_with_who_made_them(ask: Asker) -> None:
    assert ask("statements", "Anytown Board").verdict == "not-stated"
    assert [r.record for r in ask("all-facts", ("population",)).rows] == [
        "ics:population:people:500000",
        "ics:population:people:512000",
    ]


def test_figures_are_held_against_their_sum(ask: Asker) -> None:
    answer = ask("figures", "Anytown ICS", property=("population",))
    assert [r.value for r in answer.rows] == ["512,000 people", "about 500,000 people"]
    with pytest.raises(QuestionError, match="there is no property"):
        ask("figures", "Anytown ICS", property=("weight",))


def test_every_source_says_when_it_was_made(ask: Asker) -> None:
    told = {r.id: r.value for r in ask("sources").rows}
    assert told["minutes"] == "dated 15 June 2019"
    assert told["slides"] == "undated. It dates from between 2018 and 31 March 2020"


# --- every line of a kind ---


@pytest.mark.parametrize("kind", ["membership", "accountability", "leadership"])
@pytest.mark.parametrize("asked", [{}, {"within": "Anytown Board"}, {"as_of": "2019-06-01"}], ids=["all", "in", "day"])
def test_lines_that_are_not_listed_are_counted_as_if_they_were(ask: Asker, kind: str, asked: dict[str, str]) -> None:
    whole, few = ask("all-lines", (kind,), **asked), ask("all-lines", (kind,), limit=1, **asked)
    assert few.rows == whole.rows[:1]
    assert (few.headline, few.verdict, few.reaches) == (whole.headline, whole.verdict, whole.reaches)
    # How sure all of them are, the first row alone does not say: "Inferred only" of a hundred, as the first is.
    whole_line = verdict_line(whole)
    counted = not asked.get("as_of") and whole.reaches is not None and len(whole.rows) > 1
    assert verdict_line(few) == ("Counted in this data" if counted else whole_line)
    number = f"The table lists 1 of {len(whole.rows)} relationships. To list more, raise --limit."
    assert (number in few.caveats) is (len(whole.rows) > 1)


def test_lines_that_cite_a_source_are_listed_up_to_a_limit(ask: Asker) -> None:
    whole = ask("all-lines", ("membership",), source="Minutes")
    few = ask("all-lines", ("membership",), source="Minutes", limit=1)
    assert len(whole.rows) > 1
    assert (few.rows, few.headline) == (whole.rows[:1], whole.headline)
