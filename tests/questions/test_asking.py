"""The graph as Python asks it: one call a question, and whatever is wrong with it said as a person can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import ics_graph
from ics_graph import AskableStore, InvalidValue, QuestionError, UnknownWord, all_questions, open_store, to_networkx
from ics_graph.answering.lookup import UnknownName
from ics_graph.stores import StoreError
from ics_graph.stores.forwarding import ForwardingStore
from tests.asking import SMALL, Asker, names

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskableStore]:
    """A small system, opened as a notebook opens it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_GRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        with open_store(data=[SMALL]) as opened:
            yield opened


@pytest.mark.parametrize("day", ["2019-06-01", date(2019, 6, 1), datetime(2019, 6, 1, 12, 30)])
def test_an_answer_is_that_of_the_question_on_the_day(store: AskableStore, day: str | date) -> None:
    answer = store.ask("members", body="Anytown Board", as_of=day)
    assert answer == Asker(store.store)("members", "Anytown Board", as_of="2019-06-01")
    assert answer.as_of == date(2019, 6, 1)
    assert names(answer)


@pytest.mark.parametrize("switches", [{"planned": True}, {"uncertain": True}, {"rules": False}, {}])
def test_what_is_let_in_is_that_of_a_view(store: AskableStore, switches: dict[str, Any]) -> None:
    for question in ("accountable-to", "members", "structure"):
        expected = Asker(store.store)(question, "ics", **switches)
        assert store.ask(question, "ics", **switches) == expected


def test_subjects_are_given_in_order_or_by_name(store: AskableStore) -> None:
    by_name = store.ask("changes", first="2013-01-01", last=date(2021, 1, 1), limit=3)
    assert store.ask("changes", date(2013, 1, 1), "2021-01-01", limit=3) == by_name
    several = store.ask("all-lines", kind=["membership", "accountability"])
    assert several.rows
    assert store.ask("all_lines", "membership", "accountability") == several
    assert store.ask("all-lines", ("membership", "accountability")) == several
    assert store.ask("all-lines", "membership") == store.ask("all-lines", kind="membership") != several
    assert store.ask("members", "Anytown Board", type=None) == store.ask("members", body="Anytown Board")


@pytest.mark.parametrize(
    ("question", "subjects", "more", "kind", "words"),
    [
        ("membrs", (), {}, UnknownWord, "no question 'membrs' (did you mean 'members'?)"),
        ("members", ("ics",), {"typ": "CCG"}, UnknownWord, "no parameter 'typ' (did you mean 'type'?)"),
        ("members", ("ics",), {"x": 1}, UnknownWord, "(there are body, type, as_of, planned, uncertain, rules)"),
        ("members", ("ics",), {"type": "CGC"}, UnknownWord, "no type 'CGC'"),
        ("members", (), {}, InvalidValue, "must be told: body"),
        ("changes", (), {"last": "2020-01-01"}, InvalidValue, "must be told: first"),
        ("members", ("ics", "CCG"), {}, InvalidValue, "takes body in order, and everything else by its name"),
        ("gaps", ("ics",), {}, InvalidValue, "takes nothing in order"),
        ("members", ("ics",), {"body": "ics"}, InvalidValue, "'body' of the question 'members' is given twice"),
        ("members", (7,), {}, InvalidValue, "'body' is a text, and not 7"),
        ("members", (None,), {}, InvalidValue, "'body' is a text, and not None"),
        ("all-lines", ([],), {}, InvalidValue, "'kind' is one text or several"),
        ("all-lines", (7,), {}, InvalidValue, "'kind' is a text, and not 7"),
        ("accountable-to", ("ics",), {"limit": 0}, InvalidValue, "'limit' is a whole number from 1 on, and not 0"),
        ("accountable-to", ("ics",), {"limit": True}, InvalidValue, "'limit' is a whole number"),
        ("structure", ("ics",), {"up": "yes"}, InvalidValue, "'up' is True or False, and not 'yes'"),
        ("stated", (), {"by": "colour"}, InvalidValue, "'by' is one of type, system, body, and not 'colour'"),
        ("members", ("ics",), {"as_of": "31 June 2019"}, InvalidValue, "June 2019 has no day 31"),
        ("members", ("ics",), {"as_of": 2019}, InvalidValue, "'as_of' is a day, as a date or as text, and not 2019"),
        ("members", ("ics",), {"planned": "no"}, InvalidValue, "'planned' is True or False, and not 'no'"),
        ("changes", ("2020-01-01", "soon"), {}, InvalidValue, "'soon' is not a date"),
        ("members", ("no such body at all",), {}, UnknownName, "no body is called"),
    ],
)
def test_what_is_asked_wrongly_is_said(
    store: AskableStore, question: str, subjects: tuple[Any, ...], more: dict[str, Any], kind: type, words: str
) -> None:
    with pytest.raises(kind, match=re.escape(words)) as raised:
        store.ask(question, *subjects, **more)
    assert isinstance(raised.value, QuestionError)


def test_no_question_has_a_parameter_of_the_name_of_a_switch() -> None:
    for question in all_questions().values():
        assert not {"as_of", "planned", "uncertain", "rules"} & {parameter.name for parameter in question.parameters}


class _Loading(ForwardingStore):
    def notices(self) -> list[str]:
        return ["A load of this graph has not ended."]


def test_what_must_be_told_of_the_store_stands_first(store: AskableStore) -> None:
    answer = AskableStore(_Loading(store.store)).ask("members", "Anytown Board")
    assert answer.caveats[0] == "A load of this graph has not ended."


def test_it_is_a_store_for_other_tools(store: AskableStore) -> None:
    graph = to_networkx(store)
    assert graph.number_of_nodes() == sum(store.counts()["entities"].values()) > 5


def test_a_store_is_closed_at_the_end_of_its_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path))
    with open_store(data=[SMALL]) as opened:
        assert opened.is_current()
    with pytest.raises(Exception, match="closed"):
        opened.ask("stats")


def test_where_there_is_no_store_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        open_store(str(tmp_path / "none.sqlite"))


def test_every_name_of_the_package_is_there() -> None:
    assert ics_graph._HOMES.keys() == set(ics_graph.__all__)
    for name in ics_graph.__all__:
        assert getattr(ics_graph, name).__module__.startswith("ics_graph.")


@pytest.mark.parametrize("text", [README, str(ics_graph.__doc__)], ids=["README.md", "the package"])
def test_the_python_that_is_shown_runs(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows a line of the package's docstring is what that line prints."""
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path))
    monkeypatch.chdir(Path(__file__).resolve().parents[2])
    block = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    shown = block[1] if block else "\n".join(re.findall(r">>> (.*)", text))
    told: dict[str, Any] = {}
    exec(shown, told)
    assert told["answer"].verdict == "answered"
    if not block:
        (printed,) = re.findall(r">>> answer.verdict\n\s+(.*)", text)
        assert repr(told["answer"].verdict) == printed
    told["store"].close()


def test_a_question_in_words_is_answered_and_says_how_it_was_read(store: AskableStore) -> None:
    answer = store.ask("Who are the members of the Anytown Board?")
    assert answer.read_as == 'ics-graph ask members "Anytown Board"'
    assert answer.rows == store.ask("members", "Anytown Board").rows
    with pytest.raises(InvalidValue, match="2 answers"):
        store.ask("Who chairs the Anytown Board and who are its members?")
    several = store.ask_all("Who chairs the Anytown Board and who are its members?")
    assert [answer.question for answer in several] == ["leaders", "members"]
    with pytest.raises(InvalidValue, match="takes nothing besides"):
        store.ask("Who chairs the Anytown Board?", "Anytown Board")
    with pytest.raises(QuestionError, match="no opinions"):
        store.ask("Should it be so?")


def test_a_month_or_year_is_asked_on_its_first_and_last_day(store: AskableStore) -> None:
    assert [str(answer.as_of) for answer in store.ask_all("bodies", "CCG", as_of="2020")] == [
        "2020-01-01",
        "2020-12-31",
    ]
    assert str(store.ask("bodies", "CCG", as_of="March 2019").as_of) == "2019-03-01"
    with pytest.raises(InvalidValue, match="the first and the last day of the period differ"):
        store.ask("bodies", "CCG", as_of="2020")
