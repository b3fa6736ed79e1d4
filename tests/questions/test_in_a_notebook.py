"""An answer as Python and a notebook have it: as a frame with real dates, as Markdown and HTML, by typed questions."""

from __future__ import annotations

import builtins
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas
import polars
import pytest

from ics_graph import (
    AskableStore,
    DatasetError,
    InvalidValue,
    StoreError,
    UnknownWord,
    all_questions,
    open_store,
)
from ics_graph.cli.formats import as_markdown
from ics_graph.errors import MissingExtra
from tests.asking import ROOT, SMALL
from tests.browser import HOSTILE, write_hostile

NOTEBOOKS = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))
CHANGED = ("bodies", "ClinicalCommissioningGroup")


@pytest.fixture
def store() -> Iterator[AskableStore]:
    """The shipped data, open to be asked."""
    with open_store() as opened:
        yield opened


def test_a_frame_has_a_row_for_each_row_and_dates_that_are_dates(store: AskableStore) -> None:
    answer = store.ask(*CHANGED, as_of="2020-04-01")
    frame = answer.to_frame()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame["id"]) == [row.id for row in answer.rows]
    assert len(frame) == 135
    assert frame["from"].dtype == frame["until"].dtype == "datetime64[s]"
    tees = frame.set_index("name").loc["NHS Tees Valley CCG"]
    assert tees["from"] == pandas.Timestamp(2020, 4, 1)
    assert tees["until"] == pandas.Timestamp(2022, 6, 30)
    assert set(frame["as_of"]) == {pandas.Timestamp(2020, 4, 1)}
    other = answer.to_frame("polars")
    assert isinstance(other, polars.DataFrame)
    assert other["from"].to_list() == [None if pandas.isna(day) else day.date() for day in frame["from"]]


def test_a_part_of_a_date_is_its_first_or_last_day_and_keeps_what_is_stated(
    store: AskableStore, tmp_path: Path
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    (made / "dataset.yaml").write_text("title: Made", "utf-8")
    (made / "all.yaml").write_text(
        "claim_defaults: {source: s}\nsources: [{id: s, title: S, date: 2019}]\n"
        "entities:\n  - {id: a, type: Board, name: A board, claims: [{}]}\n"
        "  - {id: b, type: Group, name: B, claims: [{}]}\n"
        "relations: [{subject: b, type: memberOf, object: a, from: 2018-04, until: 2019, claims: [{}]}]\n",
        "utf-8",
    )
    with open_store(data=made) as small:
        row = small.ask("members", "A board").to_frame("polars").row(0, named=True)
    assert (row["from"], row["until"]) == (date(2018, 4, 1), date(2019, 12, 31))
    assert (row["from_as_stated"], row["until_as_stated"]) == ("2018-04", "2019")


def test_an_answer_without_rows_is_a_frame_without_rows(store: AskableStore) -> None:
    frame = store.ask("leaders", "Central Integrated Care Partnership").to_frame()
    assert len(frame) == 0
    assert "name" in frame.columns
    assert frame["from"].dtype == "datetime64[s]"


def test_without_pandas_and_polars_it_says_what_to_install(
    store: AskableStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = store.ask("members", "Central ICP")
    real: Callable[..., Any] = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name in ("pandas", "polars"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"pip install 'ics-graph\[notebook\]'"):
        answer.to_frame()
    with pytest.raises(InvalidValue, match="pandas or polars"):
        answer.to_frame("spark")  # type: ignore[arg-type]


def test_markdown_is_that_of_the_command_line_and_html_is_inert(store: AskableStore, tmp_path: Path) -> None:
    answer = store.ask("accountable-to", "NHS Darlington CCG", as_of="1 June 2019")
    assert answer.to_markdown() == as_markdown.render(answer)
    chains = [line for line in answer.to_markdown().splitlines() if "→" in line]
    assert len(chains) == len(set(chains)) > 0
    assert answer.headline in answer._repr_html_()
    write_hostile(tmp_path / "harm")
    with open_store(data=tmp_path / "harm") as harmful:
        html = harmful.ask("bodies", "Board")._repr_html_() + harmful.ask("stats")._repr_html_()
    for tag in ("<script", "<img", "<iframe", "javascript:"):
        assert tag not in html.lower(), HOSTILE


def test_what_is_shown_says_something_and_no_more_than_fits(store: AskableStore) -> None:
    answer = store.ask("members", "Central ICP")
    assert repr(answer).startswith("<Answer to members: 'DDES CCG, North Durham CCG")
    assert "6 rows" in repr(answer)
    assert "North West London" in repr(store)
    assert repr(all_questions()["members"]).startswith("<Question members body [type]: Who the members of a body are")
    assert "accountable_to" in repr(store.questions)
    assert max(map(len, (repr(answer), repr(store), repr(all_questions()["members"])))) < 400


def test_the_questions_are_methods_that_answer_as_ask_does(store: AskableStore) -> None:
    assert store.questions.members("Central ICP", as_of="2019-06-01") == store.ask(
        "members", "Central ICP", as_of=date(2019, 6, 1)
    )
    assert set(dir(store.questions)) == {name.replace("-", "_") for name in all_questions()}
    assert store.questions.law_of_kind.__doc__ == all_questions()["law-of-kind"].documentation
    with pytest.raises(AttributeError, match="there is no question 'membrs'"):
        store.questions.membrs("Central ICP")  # type: ignore[attr-defined]


def test_a_type_checker_finds_a_parameter_that_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "asking.py"
    file.write_text(
        "from ics_graph import open_store\n"
        "store = open_store()\n"
        'store.questions.members("Central ICP", as_of="2019-06-01")\n'
        "store.questions.members(5)\n"
        'store.questions.members("Central ICP", limit=2)\n'
        'store.questions.membrs("Central ICP")\n',
        "utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(file)]
    found = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False).stdout
    lines = [int(line.split(":")[1]) for line in found.splitlines() if ": error:" in line]
    assert lines == [4, 5, 6], found


@pytest.mark.parametrize(
    ("wrong", "kind", "said"),
    [
        (lambda store: store.ask(5), InvalidValue, "a question is its name"),
        (lambda store: store.ask("membrs", "x"), UnknownWord, "there is no question 'membrs'"),
        (lambda store: store.ask("members"), InvalidValue, "must be told: body"),
        (lambda store: store.ask("members", 5), InvalidValue, "'body' is a text"),
        (lambda store: store.ask("members", "Central ICP", as_of="soon"), InvalidValue, "'soon' is not a date"),
        (
            lambda store: open_store(5),  # type: ignore[arg-type]
            InvalidValue,
            "'url' is the address or the file of a store",
        ),
        (lambda store: open_store(data="nowhere"), DatasetError, "nowhere: there is no such folder"),
        (lambda store: open_store("nowhere.sqlite"), StoreError, "there is no store at nowhere.sqlite"),
    ],
)
def test_what_is_wrong_is_an_error_of_ours(store: AskableStore, wrong: Any, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=said):
        wrong(store)


def test_a_closed_store_says_that_it_is_closed() -> None:
    store = open_store(data=SMALL)
    store.close()
    store.close()
    for asked in (lambda: store.ask("stats"), store.counts, lambda: store.bodies(["a"])):
        with pytest.raises(StoreError, match="the store is closed; open it again"):
            asked()
    assert repr(store) == "<A closed store; open it again with open_store()>"


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_the_example_notebooks_run_as_they_stand(notebook: Path, tmp_path: Path) -> None:
    import nbformat
    from nbclient import NotebookClient

    book: Any = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    assert all(not cell.outputs for cell in book.cells if cell.cell_type == "code"), "outputs are made, not kept"
    NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    assert any("text/html" in output.get("data", {}) for output in outputs) or any(
        "image/png" in output.get("data", {}) for output in outputs
    )


def test_the_counts_of_the_notebook_are_those_of_the_questions(store: AskableStore) -> None:
    """The notebook counts by first and last days; a day that it shows has as many by the question of that day."""
    frame = store.questions.bodies("ClinicalCommissioningGroup").to_frame()
    for text, number in (("2013-04-01", 211), ("2020-04-01", 135), ("2022-07-01", 0)):
        day = pandas.Timestamp(text)
        counted = int(((frame["from"] <= day) & (frame["until"].isna() | (day <= frame["until"]))).sum())
        assert counted == number == len(store.questions.bodies("ClinicalCommissioningGroup", as_of=text).rows)


def test_a_source_whose_title_begins_as_another_has_a_link_of_its_own(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    (made / "dataset.yaml").write_text("title: Made", "utf-8")
    (made / "all.yaml").write_text(
        "sources:\n"
        "  - {id: s, title: Minutes, date: 2019, link: 'https://example.org/first'}\n"
        "  - {id: t, title: Minutes of May, date: 2019, link: 'https://example.org/second'}\n"
        "entities:\n"
        "  - {id: a, type: Board, name: A board, claims: [{source: s, locator: item 1}]}\n"
        "  - {id: b, type: Board, name: B board, claims: [{source: t, locator: item 2}]}\n",
        "utf-8",
    )
    with open_store(data=made) as store:
        html = store.ask("bodies", "Board")._repr_html_()
    assert 'Minutes of May, item 2 <a href="https://example.org/second"' in html
    assert 'Minutes, item 1 <a href="https://example.org/first"' in html
