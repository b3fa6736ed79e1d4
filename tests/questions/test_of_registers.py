"""What registers, laws and documents each bear out, and that answers say no more than that; what dates leave open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ics_graph.answering.answer import Answer
from ics_graph.answering.verdicts import verdict_line
from ics_graph.ontology import load_ontology
from ics_graph.stores.rows import View
from tests.asking import ROOT, SMALL, Asker, asking, names

REGISTERED = ROOT / "tests" / "data" / "registered"
OF_TRUSTS = "A note on the source 'Register of trusts' says: Names and kinds are those of March 2022."


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(REGISTERED, tmp_path_factory.mktemp("store")) as asker:
        yield asker


@pytest.fixture(scope="module")
def ask_small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(SMALL, tmp_path_factory.mktemp("small")) as asker:
        yield asker


def places(answer: Answer, relation: str) -> list[str | None]:
    return [cited.locator for row in answer.rows if row.relation == relation for cited in row.sources]


# --- dates, codes and names ---


def test_a_day_and_a_code_cite_who_bears_them_out(ask: Asker) -> None:
    answer = ask("history", "NHS Newtown CCG")
    assert places(answer, "begins") == ["row 16X of 2013"]
    assert places(answer, "ends") == ["Part 1"]
    assert places(answer, "has the code") == ["row 16X", "Part 1"]
    assert [row.relation for row in answer.rows if row.note] == ["begins"]
    opened = ask("changes", "2013-03-31", "2013-04-02")
    assert [cited.locator for row in opened.rows for cited in row.sources] == ["row 16X of 2013"]


def test_where_no_register_tells_of_a_body_its_documents_do(ask: Asker, ask_small: Asker) -> None:
    assert places(ask("history", "County Ambulance"), "begins") == ["slide 3"]
    assert places(ask_small("history", "Northtown CCG"), "ends") == ["p. 1"]


def test_what_a_register_says_of_itself_is_told(ask: Asker) -> None:
    listed = ask("bodies", "FoundationTrust", as_of="2005-01-01")
    assert listed.headline == "On 1 January 2005, 2 NHS foundation trusts existed."
    assert "Names and types of all bodies are those of later registers, of March 2022." in listed.caveats
    assert OF_TRUSTS in listed.caveats
    assert OF_TRUSTS in ask("show", "Newtown FT").caveats
    assert "later day" not in " ".join(ask("bodies", "FoundationTrust", as_of="2022-06-01").caveats)


def test_bodies_are_counted_with_all_kinds_and_those_with_a_question_mark_apart(ask: Asker) -> None:
    all_kinds = ask("bodies", "NHSTrust", limit=1)
    assert all_kinds.headline == (
        "The sources name 3 NHS trusts of all kinds (2 NHS foundation trusts and 1 ambulance trust)."
    )
    assert "The table lists 1 of 3. To list more, raise --limit." in all_kinds.caveats
    asked = ask("bodies", "PartnershipBoard")
    assert asked.headline == "The sources name no partnership board. Sources mark 1 with a question mark."
    assert asked.verdict == "only-tentative"


def test_a_body_without_a_wording_on_record_has_the_places_that_name_it(ask: Asker) -> None:
    answer = ask("names", "NHS Newtown CCG")
    assert places(answer, "is named") == ["row 16X of 2013", "slide 2"]
    assert answer.headline == "2 sources use the name 'NHS Newtown CCG', or one close to it."
    assert "You can also find it by the name 'Newtown CCG'." in answer.caveats
    assert answer.verdict == "answered"
    assert ask("names", "Committee that met (not named)").verdict == "not-stated"


def test_a_code_that_is_another_body_s_later_is_told_and_is_no_succession(ask: Asker) -> None:
    code = "its ods code 16X is that of NHS County ICB - 16X from 1 July 2022"
    gone = ask("accountable-to", "NHS Newtown CCG", as_of="2023-01-01")
    assert "No source says which body replaced it." in gone.caveats
    assert f"{code[:1].upper()}{code[1:]}, which does not say that one followed the other." in gone.caveats
    later = ask("succession", "NHS Newtown CCG")
    assert (later.verdict, later.rows) == ("not-stated", ())
    assert any(caveat.lower().startswith(code.lower()) for caveat in later.caveats)
    assert any("was that of NHS Newtown CCG until" in said for said in ask("succession", "sub-icb").caveats)


# --- words ---


def test_a_word_is_looked_for_at_the_beginning_of_words_and_counted_where_it_is_said(ask: Asker) -> None:
    assert ask("mentions", "town").verdict == "not-stated"
    answer = ask("mentions", "newtown")
    assert "Act of 2022" not in {cited.title for row in answer.rows for cited in row.sources}
    assert "row 16X" not in places(answer, "is named")
    assert "4 records from 1 of the 2 documents and 1 record from registers or laws alone use" in answer.headline
    assert "All 4 records are from 'Slides of Newtown'." in answer.caveats
    assert (
        "The records from 'Plan for Newtown' name a body so called, and do not use the text otherwise."
        in answer.caveats
    )


def test_a_word_in_no_record_is_not_said_to_be_in_no_source(ask: Asker) -> None:
    answer = ask("mentions", "post code")
    assert answer.headline == "No record of this data uses 'post code'. The sources' own wording was not searched."
    assert verdict_line(answer) == "In no record of this data"


def test_themes_are_words_that_share_a_stem_and_no_more(ask: Asker) -> None:
    answer = ask("themes", "Newtown ICP", as_of="2020-06-01")
    assert answer.headline.startswith(
        "In the sources, both lists of priorities and workstreams of the Newtown ICP have community and preventing."
    )
    one = ask("themes", "County Ambulance")
    assert one.headline == "No source puts forward priorities or workstreams of County Ambulance."


# --- numbers, levels and what stands against what ---


def test_figures_say_the_day_and_how_far_they_are_known(ask: Asker) -> None:
    answer = ask("figures", "Newtown ICP", as_of="2020-06-01")
    assert answer.headline.startswith(
        "The sources for this reach to 10 May 2019, not to 1 June 2020. A source gives a count of 2 ambulance trusts"
    )
    assert ask("figures", "Newtown ICP", as_of="2019-05-10").headline.startswith(
        "On 10 May 2019, a source gives a count of 2 ambulance trusts for the Newtown ICP. The "
        "sources give 2 more figures for the Newtown ICP and its bodies."
    )
    before = ask("figures", "Newtown ICP", as_of="2019-05-09").headline
    assert before.endswith(". The sources' dates leave open whether that held on the day.")
    assert "1 council area" in {row.value for row in answer.rows}


def test_levels_of_a_system_are_those_of_the_sources_that_place_it(ask: Asker) -> None:
    assert ask("levels", within="Newtown ICP").headline.startswith(
        "The sources describe 4 levels for the Newtown ICP and its bodies. They include the Wide level, the Narrow"
    )
    alone = ask("levels", within="County Ambulance").headline
    assert alone.startswith(
        "The sources describe 1 level for County Ambulance and its bodies. It is the Level of the plan."
    )
    assert ask("levels", within="NHS Newtown CCG").verdict == "not-stated"


def test_a_count_is_held_against_who_is_named_by_the_same_source(ask: Asker) -> None:
    answer = ask("conflicts")
    assert answer.headline == (
        "There are 2 differences in the sources. In one, a number does not match the names, and in "
        "one, a source's words can be read in two ways."
    )
    assert answer.caveats[:2] == (
        "A source counts 3 foundation trusts in the Newtown ICP and names 2.",
        "The source's words on the function of the Narrow level can be read in two ways.",
    )
    assert names(answer) == ["Newtown ICP", "Newtown FT", "Oldtown FT", "Narrow level"]
    assert answer.verdict == "answered"
    assert ask("conflicts", source="plan").rows == ()


# --- between two days ---


def test_what_dates_leave_open_and_plans_are_told_apart_from_changes(ask: Asker) -> None:
    answer = ask("changes", "2020-03-01", "2020-12-31", within="Newtown ICP")
    assert answer.headline == (
        "Between 1 March 2020 and 31 December 2020, no source says for sure that anything of the "
        "Newtown ICP and its bodies changed. 1 event may lie between these days."
    )
    assert answer.verdict == "only-tentative"
    assert all((row.note or "").endswith("leaves open whether it lies between these days") for row in answer.rows)
    sure = ask("changes", "2020-01-31", "2020-06-30", within="Newtown ICP")
    assert sure.headline.startswith(
        "Within the Newtown ICP, between 31 January 2020 and 30 June 2020, 1 event took place and 1 planned event may "
    )
    assert sure.verdict == "answered"


def test_a_body_that_began_in_a_year_may_have_begun_between_two_days_of_it(ask: Asker) -> None:
    perhaps, surely = ask("changes", "1995-03-01", "1995-06-01"), ask("changes", "1994-12-31", "1995-12-31")
    assert "1 body may have been established" in perhaps.headline
    assert "1 body was established" in surely.headline
    assert names(perhaps) == ["Oldtown FT"]
    assert "Oldtown FT" in names(surely)


def test_lines_by_law_are_told_apart_in_the_numbers(ask_small: Asker) -> None:
    answer = ask_small("stats")
    by_law = [
        line
        for line in ask_small.store.lines(None, "up", ["accountability", "reporting", "approvals"], View())
        if line.certainty == "rule"
    ]
    assert f"relationships, {len(by_law)} are by law only." in answer.headline
    (laws,) = [row.value for row in answer.rows if row.id == "sources"]
    assert laws is not None
    makes_lines = [rule for rule in load_ontology().rules if rule.relation is not None]
    assert f"{len(makes_lines)} of them laws" in laws
