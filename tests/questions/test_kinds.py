"""A trust that became a foundation trust in 2008 is none in 2000: kinds and names go by the day that is asked about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ics_graph.answering.answer import Answer
from ics_graph.answering.provisions import OTHER_TIMES
from ics_graph.answering.verdicts import verdict_line
from tests.asking import Asker, asking, folder_of, names, row

TRUSTS = """\
claim_defaults: {source: register}
sources:
- {id: register, title: Register of trusts, kind: register, date: 2019-06-01}
- {id: letter, title: Letter of the regulator, date: 2008-03-20}
entities:
- id: moor
  type: FoundationTrust
  name: Moor NHS Foundation Trust
  other_names:
  - Moor FT
  - {name: Moor NHS Trust, until: 2008-03-31, claims: [{source: letter}]}
  from: 1993-04-01
  kinds:
  - {type: NHSTrust, until: 2008-03-31, claims: [{source: letter, locator: p. 1}]}
  - {type: FoundationTrust, claims: [{locator: row 1}]}
  claims: [{locator: row 1}]
- id: fell
  type: FoundationTrust
  name: Fell NHS Foundation Trust
  from: 1994
  kinds: [{type: NHSTrust}, {type: FoundationTrust, claims: [{locator: row 2}]}]
  claims: [{locator: row 2}]
- {id: tarn, type: NHSTrust, name: Tarn NHS Trust, from: 2001-04-01, claims: [{locator: row 3}]}
- id: beck
  type: FoundationTrust
  name: Beck NHS Foundation Trust
  other_names: [{name: Beckside Trust, until: 2005}]
  from: 1999
  claims: [{locator: row 4}]
- {id: nhse, type: NHSEngland, name: NHS England, from: 2013-04-01, claims: [{locator: row 5}]}
- id: vale
  type: Group
  name: Vale Group
  from: 2012-04-01
  kinds: [{type: ClinicalCommissioningGroup, until: 2016-03-31}, {type: Group}]
  claims: [{locator: row 6}]
- id: other-moor
  type: Organisation
  name: Moor NHS Trust
  from: 2012
  claims: [{locator: row 7}]
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(folder_of(TRUSTS, tmp_path_factory.mktemp("trusts")), tmp_path_factory.mktemp("store")) as asker:
        yield asker


def kinds(answer: Answer) -> dict[str, tuple[str, str | None]]:
    return {row.id: (row.kind, row.holds) for row in answer.rows}


def test_before_the_law_there_was_none_and_the_answer_says_why(ask: Asker) -> None:
    answer = ask("bodies", "FoundationTrust", as_of="2003-01-01")
    assert (answer.verdict, answer.rows) == ("stated-none", ())
    assert answer.headline == (
        "On 1 January 2003, no NHS foundation trust existed: by law, there were none before 1 April "
        "2004 (Health and Social Care (Community Health and Standards) Act 2003); 3 bodies that are "
        "such on other days are not counted."
    )


def test_what_became_one_on_an_unknown_day_may_have_been_one(ask: Asker) -> None:
    answer = ask("bodies", "FoundationTrust", as_of="2010-01-01")
    assert kinds(answer) == {"beck": ("FT", "yes"), "fell": ("NHS trust or FT", "possibly"), "moor": ("FT", "yes")}
    assert answer.headline.endswith(
        "2 NHS foundation trusts certainly existed. For 1 of the others, no source says since when it was of that type."
    )


def test_a_wider_kind_holds_all_of_them_surely(ask: Asker) -> None:
    answer = ask("bodies", "NHSTrust", as_of="2010-01-01")
    assert {holds for _, holds in kinds(answer).values()} == {"yes"}
    assert answer.headline.endswith(
        "4 NHS trusts of all kinds (2 NHS foundation trusts, 1 of which no source says whether NHS trust or NHS "
        "foundation trust and 1 of no narrower kind) existed."
    )
    before = ask("bodies", "NHSTrust", as_of="2003-01-01")
    assert kinds(before) == {
        "beck": ("not stated (FT on other days)", "possibly"),
        "fell": ("NHS trust", "yes"),
        "moor": ("NHS trust", "yes"),
        "tarn": ("NHS trust", "yes"),
    }
    assert before.headline.endswith(
        "3 NHS trusts certainly existed. For 1 of the others, no source says of what type it then was."
    )


def test_on_other_days_those_of_another_kind_are_left_out_and_told(ask: Asker) -> None:
    assert names(ask("bodies", "FoundationTrust", as_of="2008-03-31")) == [
        "Beck NHS Foundation Trust",
        "Fell NHS Foundation Trust",
    ]
    answer = ask("bodies", "FoundationTrust", as_of="2008-03-31")
    assert "1 body that is one on other days is not counted." in answer.caveats
    assert "moor" in kinds(ask("bodies", "FoundationTrust", as_of="2008-04-01"))
    assert len(ask("bodies", "FoundationTrust").rows) == 3, "without a day the latest kind counts"


def test_a_ccg_that_became_a_group_is_found_on_its_days_alone(ask: Asker) -> None:
    assert names(ask("bodies", "CCG", as_of="2014-01-01")) == ["Vale Group"]
    assert names(ask("bodies", "CCG", as_of="2017-01-01")) == []
    assert names(ask("bodies", "CCG")) == []
    assert names(ask("bodies", "Group", as_of="2017-01-01")) == ["Vale Group"]


def test_the_law_binds_it_while_it_was_a_ccg(ask: Asker) -> None:
    answer = ask("accountable-to", "Vale Group", as_of="2015-01-01")
    assert {row.relation for row in answer.rows} == {"is assessed by", "must comply with directions of"}
    for line in answer.rows:
        assert (line.id, line.since, line.until, line.certainty) == ("nhse", "2013-04-01", "2016-03-31", "rule")
    assert names(ask("accountable-to", "Vale Group", as_of="2017-01-01")) == []


def test_history_tells_the_kinds_and_names(ask: Asker) -> None:
    answer = ask("history", "Moor FT")
    assert (
        "Moor NHS Foundation Trust was an NHS trust until 31 March 2008 and has been an NHS "
        "foundation trust since 1 April 2008."
    ) in answer.headline
    told = [(row.relation, row.value, row.since, row.until, row.sources[0].title) for row in answer.rows[1:]]
    assert told == [
        ("is of the kind", "NHS trust", None, "2008-03-31", "Letter of the regulator"),
        ("has the name", "Moor NHS Trust", None, "2008-03-31", "Letter of the regulator"),
        ("is of the kind", "NHS foundation trust", "2008-04-01", None, "Register of trusts"),
    ]
    assert (
        "Fell NHS Foundation Trust was an NHS trust, then an NHS foundation trust (its first day is not "
        "stated: not before 1 April 2004 and not after 1 June 2019)."
    ) in ask("history", "fell").headline


def test_an_answer_of_a_day_speaks_of_the_kind_and_the_name_of_the_day(ask: Asker) -> None:
    early, late = ask("show", "moor", as_of="2005-01-01"), ask("show", "moor", as_of="2010-01-01")
    assert early.headline.startswith(
        "Moor NHS Foundation Trust was an NHS trust from 1 April 1993, and no source gives an end."
    )
    assert late.headline.startswith("Moor NHS Foundation Trust was an NHS foundation trust from 1 April 1993")
    called = "On 1 January 2005, Moor NHS Foundation Trust was called Moor NHS Trust (its name to 31 March 2008)."
    assert called in early.caveats
    assert not any("was called" in caveat for caveat in late.caveats)
    assert row(early, "moor").type == "NHSTrust"


def test_the_day_says_whom_a_name_means(ask: Asker) -> None:
    assert ask("show", "Moor NHS Trust", as_of="2005-01-01").parameters == {"body": "moor"}
    late = ask("show", "Moor NHS Trust", as_of="2015-01-01")
    assert late.parameters == {"body": "other-moor"}
    assert "the name Moor NHS Trust to 31 March 2008" in " ".join(late.caveats)


def test_a_name_that_was_given_up_still_finds_its_body_and_is_told(ask: Asker) -> None:
    late = ask("names", "Beckside Trust", as_of="2010-01-01")
    assert late.parameters == {"body": "beck"}
    assert late.caveats[0] == (
        "'Beckside Trust' was not a name of Beck NHS Foundation Trust on 1 January 2010: it was its name to 2005."
    )
    other = [(row.value, row.until, row.holds) for row in late.rows if row.relation == "is also called"]
    assert other == [("Beckside Trust", "2005", "no")]
    assert "may have been called Beckside Trust" in ask("names", "beck", as_of="2005-06-01").caveats[0]


def test_the_balance_counts_a_trust_in_each_type_for_its_time(ask: Asker) -> None:
    answer = ask("changes", "2008-03-01", "2008-05-01", type="NHSTrust")
    balance = {row.id: row.value for row in answer.rows if row.relation == "balance"}
    assert balance["NHSTrust"] == ("3 on 1 March 2008 − 1 into another type: NHS foundation trust = 2 on 1 May 2008")
    assert balance["FoundationTrust"] == ("2 on 1 March 2008 + 1 from another type: NHS trust = 3 on 1 May 2008")
    assert (
        "Moor NHS Foundation Trust changed its type, or may have: NHS trust to 31 March 2008; NHS foundation "
        "trust from 1 April 2008."
    ) in answer.caveats
    assert {row.id for row in ask("changes", "2014-03-01", "2014-05-01", type="CCG").rows} == {
        "ClinicalCommissioningGroup"
    }


OF_STATE = "Secretary of State for Health and Social Care"


@pytest.fixture(scope="module")
def with_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """The trusts beside the one who may direct NHS trusts, and no foundation trust."""
    state = f"- {{id: state, type: SecretaryOfState, name: {OF_STATE}, from: 1988, claims: [{{locator: row 8}}]}}\n"
    with asking(folder_of(TRUSTS + state, tmp_path_factory.mktemp("state")), tmp_path_factory.mktemp("s")) as asker:
        yield asker


def test_who_may_have_been_a_foundation_trust_all_the_while_is_not_said_to_be_directed(with_state: Asker) -> None:
    # When Fell became one, no source says: perhaps before the section applied, in 2007.
    fell = with_state("accountable-to", "Fell NHS Foundation Trust")
    assert "Fell NHS Foundation Trust may have had to comply with directions of the" in fell.headline
    assert "must comply" not in fell.headline
    assert verdict_line(fell) == "By law only"
    moor = with_state("accountable-to", "Moor FT")
    assert f"Moor NHS Foundation Trust had to comply with directions of the {OF_STATE}" in moor.headline
    tarn = with_state("accountable-to", "Tarn NHS Trust")
    assert "Tarn NHS Trust must comply with directions of" in tarn.headline


def test_what_the_law_surely_says_on_a_day_is_counted_apart_from_what_it_may_say(with_state: Asker) -> None:
    directed = with_state("accountable-for", OF_STATE, as_of="2008-03-01")
    assert "could direct Moor NHS Foundation Trust and Tarn NHS Trust." in directed.headline
    assert "The dates do not show that 1 more relationship by law applied on 1 March 2008." in directed.caveats
    assert directed.verdict == "only-tentative"


def test_the_law_of_what_a_body_was_comes_after_the_law_of_what_it_is(with_state: Asker) -> None:
    answer = with_state("law", "Moor FT")
    directed = [row for row in answer.rows if row.name == OF_STATE and row.relation.startswith("must comply")]
    assert {row.group for row in directed} == {OTHER_TIMES}
    assert "the council of governors holds to account" in answer.headline
