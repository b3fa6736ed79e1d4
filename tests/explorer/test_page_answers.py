"""What the page answers by itself is what the questions answer: sentence, verdict, rows and notes, on every day."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from benchmarks.making import make_system
from ics_graph.answering.answer import Answer
from ics_graph.answering.asked import Asked
from ics_graph.answering.verdicts import verdict_line
from ics_graph.explorer.answer_data import OF_ONE_BODY
from ics_graph.explorer.page import write_page
from ics_graph.ontology import load_ontology
from ics_graph.questions import question_named
from ics_graph.stores import Store
from ics_graph.stores.rows import View
from tests.asking import asking
from tests.explorer.dated import DAYS, write_dated
from tests.explorer.modules import run_modules
from tests.explorer.test_page_reads_questions import blocks_of

SYSTEM = "ics-nenc"
_ANSWER = """
const [{ Answers }, { withIds }] = modules;
const answers = new Answers(input.answers, withIds(input.told), input.drawn, () => ({}));
return input.asked.map(([question, given, day]) => {
  const made = answers.to({ question, given, when: null, line: "" }, day);
  return made && made.map(({ sentence, verdict, line, rows, notes }) => (
    [sentence, verdict, line, rows.map(({ record, heading }) => [record, heading]), notes]
  ));
});
"""

Question = tuple[str, dict[str, str], str]


def page_answers(path: Path, questions: Iterable[Question]) -> list[Any]:
    """Return what a page answers to questions, each with what it is given and the day."""
    blocks = blocks_of(path)
    given = {
        "answers": blocks["answers"],
        "told": blocks["told"],
        "drawn": [node["id"] for node in blocks["network"]["nodes"]],
        "asked": list(questions),
    }
    answers: list[Any] = run_modules(["ask/answers.js", "picture/holding.js"], _ANSWER, given)
    return answers


def plain(answer: Answer) -> list[Any]:
    """Return an answer as the page would give it."""
    rows = [[row.record, row.heading] for row in answer.rows]
    return [answer.headline, answer.verdict, verdict_line(answer), rows, list(answer.caveats[:3])]


def ask(store: Store, question: str, given: dict[str, str], day: str | None) -> list[Any]:
    """Return what a question answers on a day."""
    view = View(date.fromisoformat(day) if day else None)
    return plain(question_named(question).ask(Asked(store, load_ontology(), view), **given))


def differing(store: Store, path: Path, questions: list[Question]) -> list[Any]:
    """Return the questions of which the page's answer is another, with both."""
    asked = Asked(store, load_ontology(), View()).in_session()
    pairs = []
    for (question, given, day), answers in zip(questions, page_answers(path, questions), strict=True):
        ours = plain(question_named(question).ask(asked.on(date.fromisoformat(day)), **given))
        if answers != [ours]:
            pairs.append((question, given, day, ours, answers))
    return pairs


def test_of_every_body_the_page_answers_on_three_days_as_the_questions_do(shipped: Store, system_page: Path) -> None:
    covered = blocks_of(system_page)["answers"]["covers"]
    questions: list[Question] = [
        (question, {"body": body}, day)
        for body in covered
        for question in OF_ONE_BODY
        for day in ("2012-05-05", "2019-06-01", "2023-09-09")
    ]
    assert len(questions) > 1000
    assert differing(shipped, system_page, questions) == []


def test_on_and_about_each_day_of_change_the_answer_is_that_of_the_day(shipped: Store, system_page: Path) -> None:
    answers = blocks_of(system_page)["answers"]
    questions: list[Question] = []
    for question, bodies in answers["of"].items():
        for body, dated in list(bodies.items())[::6]:
            for first, *_ in dated[1:]:
                before = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
                questions += [(question, {"body": body}, day) for day in (before, first)]
    assert len(questions) > 50
    assert differing(shipped, system_page, questions) == []


def test_members_of_one_type_are_those_of_the_day(shipped: Store, system_page: Path) -> None:
    of_type = blocks_of(system_page)["answers"]["membersOfType"]
    assert set(of_type["icp-nenc-central"]) >= {"ClinicalCommissioningGroup", "NHSTrust"}
    questions: list[Question] = [
        ("members", {"body": body, "type": kind}, day)
        for body, kinds in of_type.items()
        for kind, dated in kinds.items()
        for day in ("2019-06-01", "2023-09-09", *(first for first, *_ in dated[1:]))
    ]
    assert len(questions) > 50
    assert differing(shipped, system_page, questions) == []


@pytest.mark.parametrize("day", ["2019-06-01", "2013-04-01", "2021-05-01"])
def test_what_lies_in_two_of_a_kind_is_that_of_the_day(shipped: Store, system_page: Path, day: str) -> None:
    kinds = blocks_of(system_page)["answers"]["spans"]
    assert "IntegratedCarePartnership" in kinds
    (answers,) = zip(*page_answers(system_page, [("spans", {"type": kind}, day) for kind in kinds]), strict=True)
    for kind, answer in zip(kinds, answers, strict=True):
        assert answer == ask(shipped, "spans", {"type": kind, "within": SYSTEM}, day), kind


def test_what_is_missing_differs_or_is_planned_is_answered_as_the_questions_do(
    shipped: Store, system_page: Path
) -> None:
    bodies = blocks_of(system_page)["network"]["nodes"]
    questions: list[tuple[str, dict[str, str]]] = [("gaps", {"within": node["id"]}) for node in bodies[::5]]
    questions += [("gaps", {"within": SYSTEM}), ("conflicts", {"within": SYSTEM}), ("uncertain", {"within": SYSTEM})]
    questions += [("uncertain", {"within": SYSTEM, "only": only}) for only in ("planned", "questions", "shadow")]
    page = page_answers(system_page, [(question, given, "2019-06-01") for question, given in questions])
    for (question, given), answers in zip(questions, page, strict=True):
        assert answers == [ask(shipped, question, given, None)], (question, given)


@pytest.mark.parametrize("seed", [1, 2])
def test_in_a_made_up_system_full_of_dates_every_answer_is_that_of_the_day(tmp_path: Path, seed: int) -> None:
    with asking(write_dated(tmp_path / "dated", seed), tmp_path) as asker:
        path = tmp_path / "page.html"
        write_page(Asked(asker.store, asker.ontology, View()), path, "ics")
        bodies = blocks_of(path)["answers"]["covers"]
        questions: list[Question] = [
            (question, {"body": body}, day) for body in bodies for question in OF_ONE_BODY for day in DAYS
        ]
        assert differing(asker.store, path, questions) == []


def test_bodies_of_which_all_but_the_name_is_said_alike_have_each_its_own_answer(tmp_path: Path) -> None:
    make_system(tmp_path / "made", 60)
    with asking(tmp_path / "made", tmp_path) as asker:
        path = tmp_path / "page.html"
        write_page(Asked(asker.store, asker.ontology, View()), path)
        answers = blocks_of(path)["answers"]
        alike = {json.dumps([answer[:4] for answer in own]) for own in answers["of"]["accountable-to"].values()}
        assert len(alike) < len(answers["of"]["accountable-to"]) / 2
        questions: list[Question] = [
            ("accountable-to", {"body": body}, day)
            for body in answers["covers"]
            for day in ("2014-05-05", "2021-05-05")
        ]
        assert differing(asker.store, path, questions) == []


def test_what_the_page_does_not_carry_it_does_not_answer(system_page: Path) -> None:
    questions: list[Question] = [
        ("members", {"body": "icp-nenc-central", "type": "CombinedAuthority"}, "2019-06-01"),
        ("members", {"body": "no-such-body"}, "2019-06-01"),
        ("conflicts", {"within": "icp-central"}, "2019-06-01"),
        ("history", {"body": "icp-central"}, "2019-06-01"),
    ]
    assert page_answers(system_page, questions) == [None] * 4
