"""Two bodies of one name in one answer, page or picture are told apart; other names and codes are rows of an answer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ics_graph.answering.as_json import as_json
from ics_graph.answering.asked import Asked
from ics_graph.cli.formats.as_csv import render
from ics_graph.explorer.page import write_page
from ics_graph.explorer.picture import picture
from ics_graph.ontology import load_ontology
from ics_graph.stores.rows import View
from tests.asking import Asker, asking, row

RECORDS = """
sources:
- {id: s, title: Minutes, date: 2019-06-15}
- {id: reg, title: Register, kind: register, date: 2019-06-01}
claim_defaults: {source: s}
entities:
- {id: roe-1, type: Person, name: Ann Roe, claims: [{locator: p1}]}
- {id: roe-2, type: Person, name: Anń Roe, claims: [{locator: p1}]}
- {id: poe, type: Person, name: Fay Poe, claims: [{locator: p1}]}
- {id: vale, type: Group, name: Vale Group, claims: [{locator: p1}]}
- {id: ics, type: IntegratedCareSystem, name: Vale ICS, claims: [{locator: p1}]}
- {id: lake, type: ClinicalCommissioningGroup, name: NHS Lakeland CCG, from: 2013-04-01,
   other_names: [Lakeland, {name: NHS Mereland CCG, until: 2015-03-31, claims: [{source: reg, locator: l2}]}],
   identifiers: [{scheme: ods, value: 91H, from: 2013-04-01},
                 {scheme: ons, value: E38999041, from: 2013-04-01, until: 2017-03-31}],
   claims: [{source: reg, locator: l1}]}
relations:
- {subject: roe-1, type: memberOf, object: vale, claims: [{locator: p2}]}
- {subject: roe-2, type: memberOf, object: vale, claims: [{locator: p3}]}
- {subject: poe, type: memberOf, object: vale, claims: [{locator: p3}]}
- {subject: vale, type: partOf, object: ics, claims: [{locator: p3}]}
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("names") / "names"
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: Names\n", "utf-8")
    (folder / "all.yaml").write_text(RECORDS, "utf-8")
    with asking(folder, tmp_path_factory.mktemp("store")) as asker:
        yield asker


def rows_of_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_headline_names_both_of_one_name(ask: Asker) -> None:
    answer = ask("members", "vale")
    assert answer.headline == "Fay Poe, Ann Roe (roe-1) and Anń Roe (roe-2) are members of the Vale Group."


def test_every_format_tells_them_apart_and_has_the_ids_of_both_ends(ask: Asker) -> None:
    answer = ask("members", "vale")
    by_csv = {line["Id"]: (line["Body"], line["Of Id"]) for line in rows_of_csv(render(answer))}
    assert by_csv == {
        "roe-1": ("Ann Roe (roe-1)", "vale"),
        "roe-2": ("Anń Roe (roe-2)", "vale"),
        "poe": ("Fay Poe", "vale"),
    }
    by_json = {line["id"]: (line["name"], line["of"]) for line in json.loads(as_json(answer))["rows"]}
    assert by_json == by_csv


def test_a_name_as_an_answer_shows_it_can_be_asked_for(ask: Asker) -> None:
    assert ask("memberships", "Ann Roe (roe-2)").parameters == {"body": "roe-2"}


def test_alone_in_an_answer_a_body_has_its_name_only(ask: Asker) -> None:
    assert row(ask("memberships", "roe-1"), "vale").of_name == "Ann Roe"


def test_what_is_found_is_told_apart(ask: Asker) -> None:
    answer = ask("find", "ann roe")
    assert answer.headline == "2 bodies are called 'ann roe': Ann Roe (roe-1) and Anń Roe (roe-2)."
    assert ask("find", "poe").headline.startswith("1 body is called 'poe': Fay Poe")


def test_after_an_exact_name_stand_those_that_share_a_whole_word(ask: Asker) -> None:
    answer = ask("find", "vale ics")
    assert answer.headline == "1 body is called 'vale ics': Vale ICS. A close name is Vale Group."
    assert [row.id for row in ask("find", "mereland").rows] == ["lake"]
    assert (
        ask("find", "mireland").headline
        == "No body has exactly the name 'mireland'. The closest name is NHS Lakeland CCG."
    )


def test_page_and_picture_tell_them_apart(ask: Asker, tmp_path: Path) -> None:
    asked = Asked(ask.store, load_ontology(), View())
    write_page(asked, tmp_path / "page.html", "ics")
    html, svg = (tmp_path / "page.html").read_text("utf-8"), picture(asked, "ics").svg
    for name in ("Ann Roe (roe-1)", "Anń Roe (roe-2)"):
        assert json.dumps(name)[1:-1] in html or name in html
        assert name in svg
    assert "Fay Poe (" not in html + svg


def test_names_and_codes_are_rows_with_days_and_sources(ask: Asker) -> None:
    lines = rows_of_csv(render(ask("names", "lake")))
    assert [
        [line[title] for title in ("Relation", "Scheme", "Value", "From", "Until", "Source")] for line in lines
    ] == [
        ["is named", "", "", "", "", "Register, l1"],
        ["is also called", "", "NHS Mereland CCG", "", "2015-03-31", "Register, l2"],
        ["has the code", "ods", "91H", "2013-04-01", "", "Register, l1"],
        ["has the code", "ons", "E38999041", "2013-04-01", "2017-03-31", "Register, l1"],
    ]


def test_codes_of_the_day_go_first(ask: Asker) -> None:
    rows = ask("names", "lake", as_of="2018-06-01").rows
    assert [(row.value, row.holds) for row in rows if row.scheme] == [("91H", "yes"), ("E38999041", "no")]
    assert [row.holds for row in rows if row.relation == "is also called"] == ["no"]


@pytest.mark.parametrize("text", ["Lakeland CCG", "nhs lakeland clinical commissioning group", "mereland"])
def test_a_short_form_says_whom_it_means(ask: Asker, text: str) -> None:
    assert ask("names", text).parameters == {"body": "lake"}
