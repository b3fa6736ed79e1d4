"""Who is potentially on both sides of a line: each case once in an invented system, and a clean one without any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ics_graph.answering.answer import Answer
from ics_graph.answering.person_names import may_be_one
from tests.asking import Asker, asking

# The one who is on both sides is in the middle of a word of the id of each line: "both", "post", "unit", "joint" …
SYSTEM = """
claim_defaults: {source: minutes, locator: p. 1}
sources: [{id: minutes, title: Minutes, kind: minutes, date: 2019-06-15}]
entities:
  - {id: ccg, type: ClinicalCommissioningGroup, name: Ashton CCG}
  - {id: governing, type: GoverningBody, name: Governing Body}
  - {id: trust, type: FoundationTrust, name: Ashton Hospital}
  - {id: trust-board, type: Board, name: Hospital Board}
  - {id: council, type: Council, name: Ashton Council}
  - {id: scrutiny, type: ScrutinyCommittee, name: Scrutiny Committee}
  - {id: joint, type: JointCommittee, name: Joint Committee}
  - {id: charity, type: VoluntaryOrganisation, name: Charity}
  - {id: post, type: Post, name: Medical Director}
  - {id: plain, type: Person, name: Ann Archer}
  - {id: in-post, type: Person, name: Bob Baker}
  - {id: before, type: Person, name: Cat Carter}
  - {id: of-both, type: Person, name: Dan Dyer}
  - {id: scrutineer, type: Person, name: Eve Eaton}
  - {id: initial, type: Person, name: J. Smith}
  - {id: john, type: Person, name: John Smith}
  - {id: attends, type: Person, name: Fay Foster}
relations:
  - {id: buys, subject: ccg, type: commissions, object: trust, from: 2015-04-01, claims: [{}]}
  - {id: holds-to-account, subject: scrutiny, type: scrutinises, object: ccg, claims: [{}]}
  - {id: organ, subject: governing, type: committeeOf, object: ccg, claims: [{}]}
  - {id: organ-2, subject: trust-board, type: committeeOf, object: trust, claims: [{}]}
  - {id: organ-3, subject: scrutiny, type: committeeOf, object: council, claims: [{}]}
  - {id: joint-a, subject: joint, type: committeeOf, object: ccg, claims: [{}]}
  - {id: joint-b, subject: joint, type: committeeOf, object: trust, claims: [{}]}
  - {id: at, subject: post, type: postAt, object: trust, claims: [{}]}
  - {id: plain-1, subject: plain, type: memberOf, object: governing, from: 2018-04-01, claims: [{}]}
  - {id: plain-2, subject: plain, type: employedBy, object: trust, from: 2018-04-01, claims: [{}]}
  - {id: post-1, subject: in-post, type: holdsPost, object: post, claims: [{}]}
  - {id: post-2, subject: in-post, type: chairs, object: ccg, claims: [{}]}
  - {id: before-1, subject: before, type: memberOf, object: ccg, from: 2016-01-01, until: 2017-12-31, claims: [{}]}
  - {id: before-2, subject: before, type: memberOf, object: trust-board, from: 2018-01-01, claims: [{}]}
  - {id: both-1, subject: of-both, type: memberOf, object: joint, claims: [{}]}
  - {id: scrutineer-1, subject: scrutineer, type: memberOf, object: scrutiny, claims: [{}]}
  - {id: scrutineer-2, subject: scrutineer, type: memberOf, object: governing, claims: [{}]}
  - {id: initial-1, subject: initial, type: memberOf, object: ccg, claims: [{}]}
  - {id: john-1, subject: john, type: memberOf, object: trust-board, claims: [{}]}
  - {id: attends-1, subject: attends, type: attends, object: governing, claims: [{}]}
  - {id: attends-2, subject: attends, type: memberOf, object: trust-board, claims: [{}]}
  - {id: beside, subject: plain, type: memberOf, object: charity, claims: [{}]}
"""
CLEAN = """
claim_defaults: {source: minutes, locator: p. 1}
sources: [{id: minutes, title: Minutes, kind: minutes, date: 2019-06-15}]
entities:
  - {id: ccg, type: ClinicalCommissioningGroup, name: Ashton CCG}
  - {id: trust, type: FoundationTrust, name: Ashton Hospital}
  - {id: ann, type: Person, name: Ann Archer}
  - {id: jane, type: Person, name: Jane Smith}
  - {id: john, type: Person, name: John Smith}
relations:
  - {id: buys, subject: ccg, type: commissions, object: trust, claims: [{}]}
  - {id: ann-1, subject: ann, type: memberOf, object: ccg, claims: [{}]}
  - {id: ann-2, subject: ann, type: leads, object: ccg, claims: [{}]}
  - {id: jane-1, subject: jane, type: memberOf, object: ccg, claims: [{}]}
  - {id: john-1, subject: john, type: memberOf, object: trust, claims: [{}]}
"""


@contextmanager
def of(tmp_path: Path, text: str) -> Iterator[Asker]:
    folder = tmp_path / "system"
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: A system\n")
    (folder / "all.yaml").write_text(text)
    with asking(folder, tmp_path) as asker:
        yield asker


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with of(tmp_path_factory.mktemp("sides"), SYSTEM) as asker:
        yield asker


def cases(answer: Answer) -> dict[str, list[tuple[str | None, str | None]]]:
    found: dict[str, list[tuple[str | None, str | None]]] = {}
    for row in answer.rows:
        found.setdefault(row.group or "", []).append((row.record, row.value))
    return found


def test_each_case_is_told_once_with_both_roles_and_the_line(ask: Asker) -> None:
    assert cases(ask("double-sided", as_of="2019-06-15")) == {
        "Potential – Ann Archer: Ashton CCG commissions Ashton Hospital": [
            ("buys", "the line"),
            ("plain-1", "on the side of Ashton CCG"),
            ("organ", "on the side of Ashton CCG"),
            ("plain-2", "on that of Ashton Hospital"),
        ],
        "Potential – Bob Baker: Ashton CCG commissions Ashton Hospital": [
            ("buys", "the line"),
            ("post-2", "on the side of Ashton CCG"),
            ("post-1", "on that of Ashton Hospital"),
            ("at", "on that of Ashton Hospital"),
        ],
        "Potential – Eve Eaton: Scrutiny Committee scrutinises Ashton CCG": [
            ("holds-to-account", "the line"),
            ("scrutineer-1", "on the side of Scrutiny Committee"),
            ("scrutineer-2", "on that of Ashton CCG"),
            ("organ", "on that of Ashton CCG"),
        ],
        "Question – are J. Smith and John Smith one person?: Ashton CCG commissions Ashton Hospital": [
            ("buys", "the line"),
            ("initial-1", "on the side of Ashton CCG"),
            ("john-1", "on that of Ashton Hospital"),
            ("organ-2", "on that of Ashton Hospital"),
        ],
    }


def test_the_headline_says_potentially_and_never_breach(ask: Asker) -> None:
    answer = ask("double-sided", as_of="2019-06-15")
    assert answer.headline == (
        "On 15 June 2019, Ann Archer, Bob Baker and Eve Eaton were potentially on both sides of "
        "commissioning or scrutiny. It is to be asked whether J. Smith and John Smith are "
        "one person (Ashton CCG commissions Ashton Hospital)."
    )
    assert answer.verdict == "answered"
    assert "breach" not in f"{answer.headline} {answer.caveats}"
    assert any(text.startswith("'Potentially' means that the sources place one person") for text in answer.caveats)


def test_a_seat_in_a_body_of_both_sides_is_one_role(ask: Asker) -> None:
    left_out = "Left out, as one seat is not two roles: Dan Dyer sits in a body that is itself on both sides."
    assert left_out in ask("double-sided").caveats


def test_roles_of_different_times_are_no_case(ask: Asker) -> None:
    assert not [group for group in cases(ask("double-sided")) if "Cat Carter" in group]


def test_on_a_day_that_no_source_saw_the_case_is_told_as_possible(ask: Asker) -> None:
    later = ask("double-sided", as_of="2020-01-01")
    assert "Potential – Ann Archer: Ashton CCG commissions Ashton Hospital, if these held at one time" in cases(later)
    assert (later.verdict, later.reaches) == ("beyond-sources", "2019-06-15")
    assert not [group for group in cases(ask("double-sided", as_of="2014-01-01")) if "commissions" in group]


def test_to_attend_is_not_to_be_on_a_side(ask: Asker) -> None:
    assert not [group for group in cases(ask("double-sided")) if "Fay Foster" in group]


def test_what_belongs_to_one_body_alone_can_be_asked(ask: Asker) -> None:
    assert [group for group in cases(ask("double-sided", within="Charity"))] == []
    assert "Potential – Eve Eaton: Scrutiny Committee scrutinises Ashton CCG" in cases(
        ask("double-sided", within="Ashton Council")
    )


def test_a_clean_system_has_no_case_and_no_question(tmp_path: Path) -> None:
    with of(tmp_path, CLEAN) as asker:
        answer = asker("double-sided", as_of="2019-06-15")
    assert (answer.rows, answer.verdict) == ((), "not-stated")
    assert answer.headline == (
        "No source shows that any of the 3 people in this data was on both sides of commissioning "
        "or scrutiny on 15 June 2019."
    )
    assert answer.caveats[:1] == ("A missing statement is not a denial.",)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("John Smith", "John Smith"),
        ("J. Smith", "John Smith"),
        ("Dr John Smith OBE", "John Smith"),
        ("John A. Smith", "John Smith"),
        ("John Andrew Smith", "J A Smith"),
        ("Smith, John", "John Smith"),
        ("John Smiht", "John Smith"),
        ("Jo Archer", "Joanna Archer"),
        ("Catherine Bell", "Katherine Bell"),
    ],
)
def test_names_that_somebody_should_ask_about(one: str, two: str) -> None:
    assert may_be_one(one, two)
    assert may_be_one(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("John Smith", "Jane Smith"),
        ("John Smith", "John Smithers"),
        ("J. Smith", "A. Smith"),
        ("John B. Smith", "John C. Smith"),
        ("Ann Lee", "Ann Bee"),
        ("Dr", "Dr"),
    ],
)
def test_names_of_different_persons(one: str, two: str) -> None:
    assert not may_be_one(one, two)
    assert not may_be_one(two, one)
