"""Codes and names that several bodies had, one after the other: the day asked about says which is meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ics_graph.answering.lookup import AmbiguousName, body_named
from ics_graph.dataset import read_datasets
from ics_graph.exchange.selection import select
from ics_graph.explorer.server.problems import problem_of
from ics_graph.ontology import load_ontology
from tests.asking import Asker, asking, folder_of

# The code 90Q was Oldbury's, whose legal end was before the code's, then nobody's, then Newbury's; two Twinfords are
# one after the other, and a third of no date. E01 was Oldbury's code for a while only.
RECORDS = """
sources: [{id: reg, title: Register, kind: register, date: 2019-06-01}]
claim_defaults: {source: reg}
entities:
- {id: oldbury, type: ClinicalCommissioningGroup, name: NHS Oldbury CCG, from: 2013-04-01, until: 2016-01-31,
   identifiers: [{scheme: ods, value: 90Q, from: 2013-04-01, until: 2016-03-31},
                 {scheme: ons, value: E01, from: 2013-04-01, until: 2014-03-31}], claims: [{locator: a}]}
- {id: newbury, type: SubICBLocation, name: Newbury - 90Q, from: 2018-04-01,
   identifiers: [{scheme: ods, value: 90Q, from: 2018-04-01}], claims: [{locator: b}]}
- {id: twin-1, type: ClinicalCommissioningGroup, name: NHS Twinford CCG, from: 2013-04-01, until: 2016-03-31,
   claims: [{locator: c}]}
- {id: twin-2, type: ClinicalCommissioningGroup, name: NHS Twinford CCG, from: 2018-04-01, claims: [{locator: d}]}
- {id: pair-1, type: Council, name: Pairham, from: 2013-04-01, until: 2017-03-31, claims: [{locator: e}]}
- {id: pair-2, type: Council, name: Pairham, claims: [{locator: f}]}
- {id: town, type: GeographicArea, name: Town, claims: [{locator: g}]}
relations:
- {subject: oldbury, type: covers, object: town, from: 2013-04-01, until: 2016-01-31, claims: [{locator: h}]}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_of(RECORDS, tmp_path_factory.mktemp("twins"))


@pytest.fixture(scope="module")
def ask(folder: Path) -> Iterator[Asker]:
    with asking(folder, folder.parent) as asker:
        yield asker


@pytest.mark.parametrize(
    ("text", "day", "body"),
    [
        ("90Q", "2014-01-01", "oldbury"),
        ("90q", "2016-03-01", "oldbury"),  # its code went on after its legal end
        ("90Q", "2018-04-01", "newbury"),
        ("90Q", "2030-01-01", "newbury"),
        ("NHS Twinford CCG", "2013-04-01", "twin-1"),
        ("nhs twinford ccg", "2018-04-01", "twin-2"),
        ("Pairham", "2018-01-01", "pair-2"),  # only possibly there, and the other surely was not
    ],
)
def test_the_day_decides_whom_a_code_or_name_means(ask: Asker, text: str, day: str, body: str) -> None:
    answer = ask("coverage", text, as_of=day)
    assert answer.parameters["body"] == body
    assert any(caveat.startswith("On ") and f"'{text}' means " in caveat for caveat in answer.caveats)


def test_whom_it_meant_and_whom_it_means_on_other_days_is_told(ask: Asker) -> None:
    assert ask("coverage", "90Q", as_of="2014-01-01").caveats[0] == (
        "On 1 January 2014, '90Q' means NHS Oldbury CCG (from 1 April 2013 to 31 January 2016; ods code 90Q from "
        "1 April 2013 to 31 March 2016); on other days it may mean Newbury - 90Q (from 1 April 2018; ods code 90Q from "
        "1 April 2018)."
    )
    assert not any("means" in caveat for caveat in ask("coverage", "oldbury", as_of="2014-01-01").caveats)


def test_without_a_day_or_where_nobody_had_it_then_each_is_shown_with_its_days(ask: Asker) -> None:
    for day in (None, "2017-01-01"):
        with pytest.raises(AmbiguousName) as several:
            ask("coverage", "90Q", as_of=day)
        lines = several.value.advice.splitlines()
        assert lines[0] == "'90Q' may be any of 2:"
        assert set(lines[1:3]) == {
            "  oldbury  NHS Oldbury CCG (clinical commissioning group; from 1 April 2013 to 31 January 2016; ods code "
            "90Q from 1 April 2013 to 31 March 2016)",
            "  newbury  Newbury - 90Q (sub ICB location; from 1 April 2018; ods code 90Q from 1 April 2018)",
        }
        assert lines[3].startswith("Use its id (first column) or its full name, or ask as of a day")


def test_the_whole_name_is_no_way_out_where_all_have_the_same(ask: Asker) -> None:
    with pytest.raises(AmbiguousName) as several:
        ask("coverage", "NHS Twinford CCG")
    assert "full name" not in several.value.advice
    assert "from 1 April 2013 to 31 March 2016" in several.value.advice


def test_what_surely_was_there_goes_before_what_possibly_was(ask: Asker) -> None:
    assert ask("coverage", "Pairham", as_of="2014-01-01").parameters["body"] == "pair-1"


def test_a_code_asked_for_outside_its_days_is_said_to_be_that(ask: Asker) -> None:
    out_of_use = ask("coverage", "E01", as_of="2015-01-01")
    assert out_of_use.caveats[0] == (
        "'E01' was not a code of NHS Oldbury CCG on 1 January 2015: it was its ons code, from 1 April 2013 to "
        "31 March 2014."
    )
    assert not any("E01" in caveat for caveat in ask("coverage", "E01", as_of="2014-01-01").caveats)
    assert not any("E01" in caveat for caveat in ask("coverage", "E01").caveats)


def test_a_scope_is_named_by_the_code_of_the_day(ask: Asker) -> None:
    assert ask("gaps", within="90Q", as_of="2014-01-01").parameters["within"] == "oldbury"
    assert ask("gaps", within="90Q", as_of="2019-01-01").parameters["within"] == "newbury"


def test_an_export_within_a_body_takes_its_code_of_the_day(folder: Path) -> None:
    dataset = read_datasets([folder]).dataset
    part = select(dataset, load_ontology(), date(2014, 1, 1), (), "90Q")
    assert "oldbury" in part.entities
    assert "newbury" not in part.entities


def test_a_server_says_the_days_of_each_choice(ask: Asker) -> None:
    with pytest.raises(AmbiguousName) as several:
        body_named(ask.store, "NHS Twinford CCG")
    assert {choice["id"]: choice["days"] for choice in problem_of(several.value).plain["choices"]} == {
        "twin-1": "from 1 April 2013 to 31 March 2016",
        "twin-2": "from 1 April 2018",
    }


def test_a_change_of_name_after_the_day_is_told_where_no_name_has_days(tmp_path: Path) -> None:
    records = """
sources: [{id: reg, title: Register, kind: register, date: 2019-06-01}]
claim_defaults: {source: reg}
entities:
- {id: lake, type: ClinicalCommissioningGroup, name: NHS North Lake CCG, other_names: [NHS Lake CCG],
   claims: [{locator: a}]}
events:
- {id: e, kind: rename, name: Lake becomes North Lake, date: 2017-04-01, participants: [{entity: lake, side: about}],
   claims: [{locator: b}]}
"""
    told = (
        "A change of name is recorded for 1 April 2017 (Lake becomes North Lake). The sources do not "
        "date its names, so 'NHS North Lake CCG' may be a later name."
    )
    with asking(folder_of(records, tmp_path), tmp_path) as ask:
        assert told in ask("names", "lake", as_of="2015-01-01").caveats
        assert told not in ask("names", "lake", as_of="2017-04-01").caveats
        assert told not in ask("names", "lake").caveats
