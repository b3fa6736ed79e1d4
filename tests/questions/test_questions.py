"""What questions answer on a small invented system: every rule of evidence, time and silence once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from ics_graph.answering.answer import Answer
from ics_graph.answering.lookup import AmbiguousName, UnknownName
from ics_graph.errors import QuestionError
from tests.asking import SMALL, Asker, asking, names, row


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(SMALL, tmp_path_factory.mktemp("store")) as asker:
        yield asker


def test_accountability_is_followed_through_others_with_its_evidence(ask: Asker) -> None:
    answer = ask("accountable-to", "Anytown Board")
    assert answer.verdict == "answered"
    assert answer.headline == ("The Anytown Board is accountable to the Anytown ICS, and through that to NHS England.")
    (path,) = answer.paths
    assert [(step.name, step.certainty) for step in path.steps] == [
        ("Anytown ICS", "stated"),
        ("NHS England", "reported"),
    ]
    assert path.certainty == "reported"
    assert (path.since, path.until) == ("2018-10-01", None)
    cited = path.steps[1].sources[0]
    assert (cited.title, cited.locator, cited.said_by) == ("Plan for Anytown", "p. 4", "the chair")


def test_membership_support_structure_and_geography_are_not_accountability(ask: Asker) -> None:
    assert names(ask("accountable-to", "Northtown CCG", rules=False)) == []
    assert names(ask("accountable-to", "Finance Group")) == []
    assert names(ask("reports-to", "Anytown Board")) == []
    assert names(ask("members", "Anytown ICS")) == ["Southtown CCG"]


def test_lines_that_never_held_on_one_day_make_no_path(ask: Asker) -> None:
    answer = ask("accountable-to", "Digital Group")
    assert names(answer) == ["Quality Group"]
    assert "Northtown" not in answer.headline


def test_where_only_the_law_says_it_the_answer_says_so(ask: Asker) -> None:
    answer = ask("accountable-to", "Northtown CCG", as_of="2019-06-15")
    assert answer.verdict == "only-tentative"
    assert answer.headline == (
        "No source says who Northtown CCG was accountable to on 15 June 2019. By law, NHS England "
        "assessed and could direct Northtown CCG."
    )
    assert [line.relation for line in answer.rows] == ["is assessed by", "must comply with directions of"]
    for line in answer.rows:
        assert (line.certainty, line.holds, line.since, line.until) == ("rule", "yes", "2013-04-01", "2020-03-31")


def test_a_rule_ends_with_the_body_and_with_the_law(ask: Asker) -> None:
    assert names(ask("accountable-to", "Northtown CCG", as_of="2020-03-31")) == ["NHS England"] * 2
    assert names(ask("accountable-to", "Northtown CCG", as_of="2020-04-01")) == []
    assert names(ask("accountable-to", "Southtown CCG", as_of="2022-06-30")) == ["NHS England"] * 2
    assert names(ask("accountable-to", "Southtown CCG", as_of="2022-07-01")) == []


def test_only_some_types_asked_for_is_not_silence_of_sources(ask: Asker) -> None:
    answer = ask("members", "Anytown Board", type="Council", as_of="2017-01-01")
    assert answer.headline.startswith("No source says which councils are members of") or answer.rows
    empty = ask("members", "Anytown ICS", type="Council")
    assert empty.headline == "No source says which councils are members of the Anytown ICS."
    assert "1 relationship with a body of another type is left out. To include it, omit --type." in empty.caveats


def test_what_is_only_inferred_is_only_tentative_and_so_is_a_way_through_it(ask: Asker) -> None:
    answer = ask("structure", "Southtown CCG")
    assert (answer.verdict, names(answer)) == ("only-tentative", ["Anytown Trust Board"])
    assert answer.headline == "No source says what Southtown CCG consists of."
    assert (
        "It is inferred that the parts of Southtown CCG include the Anytown Trust Board. No source states this."
    ) in answer.caveats


def test_a_law_that_points_at_a_body_not_in_the_data_is_told(ask: Asker) -> None:
    caveats = ask("accountable-to", "NHS England", as_of="2019-06-15").caveats
    assert any(
        "The Secretary of State assesses NHS England each year" in c and "hold no single body" in c for c in caveats
    )


def test_an_event_is_on_the_cards_of_those_who_took_part(ask: Asker) -> None:
    (event,) = [r for r in ask("show", "Southtown CCG").rows if r.record == "merger-2020"]
    assert (event.relation, event.since) == ("merger", "2020-04-01")
    assert (
        event.value
        == "Northtown CCG becomes part of Southtown CCG (Northtown CCG: predecessor; Southtown CCG: successor)"
    )
    assert event.sources[0].title == "Letter to Anytown"


def test_a_route_to_itself_is_refused(ask: Asker) -> None:
    with pytest.raises(QuestionError, match="same body"):
        ask("route", "board", "board")


@pytest.mark.parametrize(
    ("claim", "hidden"),
    [
        ({}, True),
        ({"basis": "reported"}, True),
        ({"basis": "inferred"}, False),
        ({"stance": "questions"}, False),
    ],
)
def test_the_law_gives_way_only_to_a_source_that_states_the_same(
    tmp_path: Path, claim: dict[str, str], hidden: bool
) -> None:
    for stated_to, expected in (("nhse", hidden), ("council", False)):
        folder = tmp_path / stated_to
        shutil.copytree(SMALL, folder)
        said = "".join(f", {key}: {value}" for key, value in claim.items())
        line = f"{{subject: ccg-south, type: accountableTo, object: {stated_to}, claims: [{{locator: p. 8{said}}}]}}"
        text = (folder / "all.yaml").read_text("utf-8").replace("relations:\n", f"relations:\n  - {line}\n")
        (folder / "all.yaml").write_text(text, "utf-8")
        with asking(folder, folder) as ask_of:
            answer = ask_of("accountable-to", "ccg-south", as_of="2019-06-15", uncertain=True)
        by_law = [found for found in answer.rows if found.certainty == "rule"]
        assert (by_law == []) is expected
        shutil.rmtree(folder)


def test_rules_can_be_left_out_and_are_counted_then(ask: Asker) -> None:
    answer = ask("accountable-to", "Southtown CCG", rules=False)
    assert answer.verdict == "not-stated"
    assert [(left.count, left.reason) for left in answer.excluded] == [(2, "rule")]


def test_a_body_that_was_not_there_is_said_not_to_have_been(ask: Asker) -> None:
    answer = ask("accountable-to", "Northtown CCG", as_of="2021-01-01")
    assert answer.verdict == "stated-none"
    assert answer.headline == (
        "Northtown CCG no longer existed on 1 January 2021. It existed from 1 April 2013 to 31 March "
        "2020, then merged into Southtown CCG on 1 April 2020."
    )
    early = ask("members", "Northtown CCG", as_of="2012-01-01")
    assert early.headline == (
        "Northtown CCG did not yet exist on 1 January 2012. It existed from 1 April 2013 to 31 March 2020."
    )


def test_silence_is_not_stated_and_never_none(ask: Asker) -> None:
    answer = ask("members", "Yearly Summit")
    assert (answer.verdict, answer.rows) == ("not-stated", ())
    assert answer.headline == "No source says who the members of the Yearly Summit are."
    assert "The source marks the Yearly Summit with a question mark." in answer.caveats


def test_a_list_that_a_source_calls_whole_and_is_empty_is_stated_none(ask: Asker) -> None:
    answer = ask("members", "Digital Group")
    assert answer.verdict == "stated-none"
    assert answer.headline == "The Digital Group has no members."
    assert "A source gives this as the whole list (Letter to Anytown, par. 5)." in answer.caveats


def test_a_recorded_gap_is_told_with_its_reason(ask: Asker) -> None:
    answer = ask("members", "Quality Group")
    assert answer.verdict == "not-stated"
    assert "This was looked for in Minutes of Anytown, p. 3." in answer.caveats


def test_members_stand_under_headings_by_what_is_known_of_them(ask: Asker) -> None:
    answer = ask("members", "Anytown Board")
    assert names(answer) == ["Northtown CCG", "Anytown Hospitals", "Anytown Hospitals"]
    assert names(answer, "planned") == ["Southtown CCG"]
    assert names(answer, "uncertain") == ["Northtown"]
    assert names(answer, "in general") == ["Councils (any, in general)"]
    assert names(answer, "denied") == ["Finance Group"]
    assert row(answer, "ccg-north").capacity == "chair"
    assert "Councils" not in answer.headline
    assert {(left.reason, left.count) for left in answer.excluded} == {("planned", 1), ("uncertain", 1)}


def test_two_spells_in_one_seat_are_two_lines(ask: Asker) -> None:
    spells = [(r.since, r.until) for r in ask("members", "Anytown Board").rows if r.id == "trust"]
    assert spells == [("2018-04-01", "2018-12-31"), ("2019-03-01", None)]
    assert "Anytown Hospitals" not in names(ask("members", "Anytown Board", as_of="2019-01-15"))
    assert row(ask("members", "Anytown Board", as_of="2019-06-15"), "trust").holds == "yes"
    assert row(ask("members", "Anytown Board", as_of="2019-07-01"), "trust").holds == "possibly"


def test_a_plan_stays_a_plan_after_its_date_and_is_let_in_only_when_asked_for(ask: Asker) -> None:
    later = ask("members", "Anytown Board", as_of="2025-01-01")
    assert names(later, "planned") == ["Southtown CCG"]
    assert "Southtown CCG" not in names(later)
    let_in = ask("members", "Anytown Board", as_of="2025-01-01", planned=True)
    assert row(let_in, "ccg-south").phase == "planned"


def test_a_plan_is_not_shown_before_its_source_was_there(ask: Asker) -> None:
    assert names(ask("members", "Anytown Board", as_of="2018-12-31"), "planned") == []
    assert names(ask("members", "Anytown Board", as_of="2019-01-01"), "planned") == ["Southtown CCG"]


def test_sources_that_differ_are_said_to(ask: Asker) -> None:
    answer = ask("memberships", "Southtown CCG")
    assert row(answer, "ics").certainty == "disputed"
    assert "Anytown ICS (disputed)" in answer.headline
    assert "Sources differ on Anytown ICS." in answer.caveats


def test_a_denial_alone_is_stated_none(ask: Asker) -> None:
    answer = ask("memberships", "Finance Group")
    assert answer.verdict == "stated-none"
    assert answer.headline == ("A source denies that the Finance Group is a member of the Anytown Board.")


def test_a_circle_is_walked_once_and_told(ask: Asker) -> None:
    answer = ask("reports-to", "Finance Group")
    assert [r.name for r in answer.rows] == ["Quality Group", "Digital Group", "Finance Group"]
    assert [[step.name for step in path.steps] for path in answer.paths] == [["Quality Group", "Digital Group"]]
    assert any("run in a circle" in caveat for caveat in answer.caveats)
    assert "The Finance Group reports to the Quality Group, and through that to the Digital Group" in answer.headline


def test_a_line_to_itself_is_never_walked(ask: Asker) -> None:
    assert "group-c" not in [r.id for r in ask("reports-to", "Digital Group").rows if r.of == "group-c"]


def test_members_can_be_kept_by_type(ask: Asker) -> None:
    assert names(ask("members", "Anytown Board", type="NHSTrust")) == ["Anytown Hospitals", "Anytown Hospitals"]
    with pytest.raises(QuestionError, match="no type 'Trust'"):
        ask("members", "Anytown Board", type="Trust")


def test_a_route_is_the_shortest_way_and_names_each_line(ask: Asker) -> None:
    answer = ask("route", "Finance Group", "NHS England")
    assert answer.headline == (
        "3 relationships link the Finance Group to NHS England, through the Anytown Board and the Anytown ICS."
    )
    assert [step.relation for step in answer.paths[0].steps] == ["is part of", "is accountable to", "is accountable to"]


def test_a_route_that_leads_only_the_other_way_is_said_to(ask: Asker) -> None:
    answer = ask("route", "NHS England", "Finance Group")
    assert answer.headline.startswith(
        "No way leads from NHS England to the Finance Group. 3 relationships link the Finance Group to"
    )


def test_a_route_keeps_to_the_families_asked_for(ask: Asker) -> None:
    answer = ask("route", "Finance Group", "NHS England", family=("accountability",))
    assert (answer.verdict, answer.paths) == ("not-stated", ())
    with pytest.raises(QuestionError, match="no family 'kinship'"):
        ask("route", "Finance Group", "NHS England", family=("kinship",))


def test_structure_is_read_downwards_and_upwards(ask: Asker) -> None:
    assert [(r.name, r.depth) for r in ask("structure", "Anytown ICS").rows] == [
        ("Anytown Board", 1),
        ("Finance Group", 2),
    ]
    assert [r.name for r in ask("structure", "Finance Group", up=True).rows] == ["Anytown Board", "Anytown ICS"]


def test_what_is_read_from_a_slide_is_said_to_be(ask: Asker) -> None:
    caveats = ask("structure", "Anytown Board").caveats
    assert "Slide 4 shows this by its layout, not in words. Check the slide." in caveats


def test_evidence_gives_every_claim_of_a_line(ask: Asker) -> None:
    answer = ask("evidence", "ccg-south:memberOf:ics")
    assert (
        answer.headline == "2 sources support the relationship 'Southtown CCG is a member of Anytown ICS', in 2 places."
    )
    assert [(c.title, c.locator, c.stance) for c in answer.rows[0].sources] == [
        ("Minutes of Anytown", "p. 2", "supports"),
        ("Letter to Anytown", "par. 3", "denies"),
    ]


def test_evidence_of_a_body_keeps_facts_that_differ_side_by_side(ask: Asker) -> None:
    values = [(r.value, r.sources[0].title) for r in ask("evidence", "Anytown ICS").rows if r.relation == "population"]
    assert values == [("about 500,000 people", "Minutes of Anytown"), ("512,000 people", "Letter to Anytown")]


def test_a_card_shows_names_codes_and_gaps(ask: Asker) -> None:
    caveats = ask("show", "99x").caveats
    assert "Northtown CCG is also called NHS Northtown CCG and Northtown." in caveats
    assert "Its code of the NHS Organisation Data Service (ODS) is 99X (from 1 April 2013 to 31 March 2020)." in caveats
    assert any("a source records a vacancy" in caveat.lower() for caveat in ask("show", "chair").caveats)


@pytest.mark.parametrize("text", ["ccg-north", "Northtown CCG", "NORTHTOWN ccg", " nhs northtown ccg ", "99X", "99x"])
def test_a_body_is_named_by_id_name_other_name_or_code_in_any_case(ask: Asker, text: str) -> None:
    assert ask("show", text).parameters == {"body": "ccg-north"}


def test_a_near_miss_suggests_and_an_ambiguous_name_lists(ask: Asker) -> None:
    with pytest.raises(UnknownName) as miss:
        ask("show", "Sothtown CCG")
    assert miss.value.choices[0].id == "ccg-south"
    with pytest.raises(AmbiguousName) as several:
        ask("show", "northtown")
    assert {choice.id for choice in several.value.choices} == {"ccg-north", "council"}


def test_find_lists_what_is_alike(ask: Asker) -> None:
    assert ask("find", "anytown").rows[0].name.startswith("Anytown")
    assert ask("find", "zzzz").verdict == "not-stated"


def test_stats_counts_by_type(ask: Asker) -> None:
    counted = {r.id: r.value for r in ask("stats").rows}
    assert (counted["ClinicalCommissioningGroup"], counted["Group"], counted["gaps"]) == ("2", "3", "3")


def test_every_line_of_every_answer_cites_a_source(ask: Asker) -> None:
    answers: list[Answer] = []
    for body in ("board", "ics", "ccg-north", "ccg-south", "group-a", "group-b", "group-c", "trust", "council"):
        answers += [ask(name, body) for name in ("accountable-to", "accountable-for", "reports-to", "members")]
        answers += [ask(name, body) for name in ("memberships", "structure", "evidence", "show")]
    lines = [found for answer in answers for found in answer.rows]
    assert len(lines) > 60
    assert all(found.sources for found in lines)
    assert all(path.steps for answer in answers for path in answer.paths)


def test_an_answer_has_no_field_without_a_meaning_for_readers() -> None:
    assert [f.name for f in fields(Answer)] == [
        "read_as",
        "question",
        "parameters",
        "headline",
        "verdict",
        "as_of",
        "reaches",
        "less",
        "reaches_or_later",
        "verdict_words",
        "outcome",
        "rows",
        "paths",
        "caveats",
        "excluded",
    ]


def test_limits_are_told(ask: Asker, tmp_path: Path) -> None:
    answer = ask("route", "Finance Group", "NHS England", limit=1)
    assert len(answer.paths) == 1
    assert "There are more routes than the 1 listed. To list more, raise --limit." in answer.caveats
