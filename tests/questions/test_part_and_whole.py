"""What came before and after a body, and what only passed from one to another in part while both went on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ics_graph.answering.as_json import as_json
from ics_graph.answering.rows import PARTS
from ics_graph.dataset import read_datasets
from ics_graph.exchange.org_rdf.vocabulary import ORG
from ics_graph.exchange.rdflib import to_rdflib
from tests.asking import ROOT, Asker, asking, folder_of

# Hill gives a village to Vale in 2015, and both go on; Hill merges into Peak, which begins, in 2018. Of Moor two parts
# go to Vale and to Fen, which begins, when Moor ends; of the rest nobody tells. Dale is joined to Vale, which was
# there. Glen is said to pass whole to Vale in 2015, and goes on. Ford passes a part on, and nobody dates Ford's end.
# Of Heath, which ends, the shares are stated.
RECORDS = """
sources:
- {id: reg, title: Register, kind: register, date: 2019-06-01}
- {id: news, title: Notes, kind: minutes, date: 2014}
claim_defaults: {source: reg}
entities:
- {id: hill, type: CCG, name: Hill CCG, from: 2013-04-01, until: 2018-03-31, claims: [{locator: a}]}
- {id: vale, type: CCG, name: Vale CCG, from: 2013-04-01, claims: [{locator: b}]}
- {id: peak, type: CCG, name: Peak CCG, from: 2018-04-01, claims: [{locator: c}]}
- {id: moor, type: CCG, name: Moor CCG, from: 2013-04-01, until: 2016-03-31, claims: [{locator: d}]}
- {id: fen, type: CCG, name: Fen CCG, from: 2016-04-01, claims: [{locator: e}]}
- {id: dale, type: CCG, name: Dale CCG, from: 2013-04-01, until: 2017-03-31, claims: [{locator: f}]}
- {id: glen, type: CCG, name: Glen CCG, from: 2013-04-01, claims: [{locator: g}]}
- {id: ford, type: CCG, name: Ford CCG, claims: [{source: news, locator: h}]}
- {id: heath, type: CCG, name: Heath CCG, from: 2013-04-01, until: 2016-03-31, claims: [{locator: j}]}
- {id: cove, type: CCG, name: Cove CCG, from: 2013-04-01, claims: [{locator: k}]}
- {id: cape, type: CCG, name: Cape CCG, from: 2013-04-01, claims: [{locator: l}]}
- {id: village, type: GeographicArea, name: Village, claims: [{locator: i}]}
events:
- {id: e1, kind: transfer, name: Village moves, date: 2015-04-01, claims: [{locator: "1"}], participants: [
   {entity: hill, side: original, part: part, role: 12% of its people}, {entity: vale, side: resulting, part: part},
   {entity: village, side: about}]}
- {id: e2, kind: merger, name: Peak begins, date: 2018-04-01, claims: [{locator: "2"}], participants: [
   {entity: hill, side: original}, {entity: peak, side: resulting}]}
- {id: e3, kind: split, name: Moor is split, date: 2016-04-01, claims: [{locator: "3"}], participants: [
   {entity: moor, side: original, part: part}, {entity: vale, side: resulting, part: part},
   {entity: fen, side: resulting}]}
- {id: e4, kind: merger, name: Dale joins Vale, date: 2017-04-01, claims: [{locator: "4"}], participants: [
   {entity: dale, side: original}, {entity: vale, side: resulting}]}
- {id: e5, kind: transfer, name: Glen's clinics move, date: 2015-04, claims: [{locator: "5"}], participants: [
   {entity: glen, side: original}, {entity: vale, side: resulting}]}
- {id: e6, kind: transfer, name: Ford's clinics move, date: 2016, claims: [{locator: "6"}], participants: [
   {entity: ford, side: original, part: part}, {entity: fen, side: resulting, part: part}]}
- {id: e7, kind: split, name: Heath is split, date: 2016-04-01, claims: [{locator: "7"}], participants: [
   {entity: heath, side: original, part: part}, {entity: cove, side: resulting, part: part, role: 60% of its people},
   {entity: cape, side: resulting, part: part, role: 40 per cent}]}
""".replace("type: CCG", "type: ClinicalCommissioningGroup")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_of(RECORDS, tmp_path_factory.mktemp("parts"))


@pytest.fixture(scope="module")
def ask(folder: Path) -> Iterator[Asker]:
    with asking(folder, folder.parent) as asker:
        yield asker


def passages(asker: Asker, body: str) -> list[tuple[str, str, int, str | None]]:
    return sorted((row.relation, row.id, row.depth, row.role) for row in asker("succession", body).rows)


def test_a_part_that_passes_makes_nobody_the_other_s_successor(ask: Asker) -> None:
    answer = ask("succession", "hill")
    assert answer.headline == (
        "Hill CCG merged into Peak CCG on 1 April 2018. A part of it (Village, 12% of its people) went "
        "to Vale CCG (1 April 2015), and both went on."
    )
    assert passages(ask, "hill") == [
        ("became", "peak", 1, None),
        ("passed a part to", "vale", 1, "in part: 12% of its people"),
    ]


def test_who_received_a_part_did_not_come_from_who_gave_it(ask: Asker) -> None:
    assert ("received a part of", "hill", 1, "in part: 12% of its people") in passages(ask, "vale")
    answer = ask("succession", "vale")
    assert not [row for row in answer.rows if row.relation == "came from" and row.id == "hill"]
    assert "A part of Hill CCG (Village, 12% of its people) went to Vale CCG (1 April 2015), and both went on" in (
        answer.headline
    )


def test_who_goes_on_is_not_followed_on_to_what_its_receiver_became(ask: Asker) -> None:
    assert {row.id for row in ask("succession", "glen").rows} == {"vale"}


def test_a_share_that_nobody_states_is_said_not_to_be_stated(ask: Asker) -> None:
    assert ask("succession", "ford").headline == (
        "A part of Ford CCG (share not stated) went to Fen CCG (2016), and no source says that either "
        "ended then. No source says what Ford CCG came from or became."
    )


def test_the_parts_of_a_body_that_ended_are_what_came_after_it_and_the_rest_is_said_to_be_open(ask: Asker) -> None:
    answer = ask("succession", "moor")
    assert answer.headline == (
        "Moor CCG was divided between Vale CCG and Fen CCG on 1 April 2016. No source says which part went to which."
    )
    gone = ask("members", "moor", as_of="2017-01-01")
    assert "then was divided between Vale CCG and Fen CCG on 1 April 2016" in gone.headline
    assert "No source says which part went to which." in gone.caveats


def test_shares_that_make_up_the_whole_leave_no_rest(ask: Asker) -> None:
    headline = ask("succession", "heath").headline
    assert "was divided between Cove CCG (60% of its people) and Cape CCG (40 per cent" in headline
    assert "the rest" not in headline


def test_only_an_event_at_the_end_of_a_life_is_told_as_what_came_after(ask: Asker) -> None:
    answer = ask("members", "hill", as_of="2019-01-01")
    assert answer.headline.endswith("then merged into Peak CCG on 1 April 2018.")
    part = "A part of it went to Vale CCG (1 April 2015, Village, 12% of its people) in its lifetime."
    assert part in answer.caveats


def test_only_an_event_at_the_beginning_of_a_life_is_told_as_what_came_before(ask: Asker) -> None:
    assert "No source says which body it replaced." in ask("members", "vale", as_of="2012-01-01").caveats
    assert "It was formed from Hill CCG on 1 April 2018." in ask("members", "peak", as_of="2012-01-01").headline


def test_who_is_joined_to_a_body_that_was_there_already_is_said_to_be_that(ask: Asker) -> None:
    assert ("came from", "dale", 1, None) in passages(ask, "vale")
    assert "Vale CCG existed already when Dale CCG was joined to it ('Dale joins Vale')." in (
        ask("succession", "vale").caveats
    )


def test_an_event_that_has_a_body_pass_whole_cannot_where_it_went_on(ask: Asker) -> None:
    answer = ask("succession", "glen")
    assert answer.headline.startswith(
        "A part of Glen CCG (share not stated) went to Vale CCG (April 2015), and both went on."
    )
    assert any("so it cannot have been all of it" in caveat for caveat in answer.caveats)


def test_a_body_that_closed_went_into_what_was_there_at_its_end_alone(ask: Asker) -> None:
    rows = ask("changes", "2014-01-01", "2019-01-01").rows
    into = {row.id: row.value for row in rows if row.group == "Bodies that were abolished"}
    assert into["hill"] == "into Peak CCG (merger)"
    assert into["moor"] == "divided among Vale CCG and Fen CCG (split)"
    out_of = {row.id: row.value for row in rows if row.group == "Bodies that were established"}
    assert out_of == {"fen": "out of a part of Moor CCG (split)", "peak": "out of Hill CCG (merger)"}


def test_the_card_and_the_json_say_part(ask: Asker) -> None:
    (event,) = [row for row in ask("show", "hill").rows if row.record == "e1"]
    assert event.value == (
        "Village moves (Hill CCG: a part of it passed, 12% of its people; Vale CCG: a part passed to it; Village)"
    )
    rows = json.loads(as_json(ask("succession", "hill")))["rows"]
    assert {(row["relation"], row.get("role")) for row in rows} == {
        ("became", None),
        ("passed a part to", "in part: 12% of its people"),
    }


def test_w3c_org_is_told_of_no_change_where_only_a_part_passed(folder: Path) -> None:
    graph = to_rdflib(read_datasets([folder]).dataset)
    sides = {
        (str(event).rpartition("/")[2], str(predicate).removeprefix(ORG), str(body).rpartition("/")[2])
        for event, predicate, body in graph
        if str(predicate) in (ORG + "originalOrganization", ORG + "resultingOrganization")
    }
    assert sides == {
        ("e2", "originalOrganization", "hill"),
        ("e2", "resultingOrganization", "peak"),
        ("e3", "originalOrganization", "moor"),
        ("e3", "resultingOrganization", "vale"),
        ("e3", "resultingOrganization", "fen"),
        ("e4", "originalOrganization", "dale"),
        ("e4", "resultingOrganization", "vale"),
        ("e7", "originalOrganization", "heath"),
        ("e7", "resultingOrganization", "cove"),
        ("e7", "resultingOrganization", "cape"),
    }


def test_the_page_has_the_words_of_the_answers_for_a_part() -> None:
    script = (ROOT / "ics_graph" / "explorer" / "static" / "explorer.js").read_text(encoding="utf-8")
    assert [words for words in PARTS.values() if f'"{words}"' not in script] == []
