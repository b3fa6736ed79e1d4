"""Not read is not "not stated": a diagram of which only the text was to be had, in an invented system."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from ics_graph.answering.as_json import as_json
from ics_graph.answering.as_markdown import render as markdown
from ics_graph.certainty import certainty_in_words
from ics_graph.cli.board_paper.as_markdown import as_markdown
from ics_graph.cli.board_paper.document import Paper
from ics_graph.cli.main import commands
from ics_graph.explorer.card_data import CardData
from ics_graph.explorer.payload import payload_of
from ics_graph.explorer.selection import select
from tests.asking import Asker, asking

SYSTEM = """
claim_defaults: {source: deck, locator: slide 3}
sources:
  - {id: deck, title: Deck, kind: slide deck}
  - {id: minutes, title: Minutes, kind: minutes, link: "https://example.org/minutes"}
entities:
  - {id: ics, type: IntegratedCareSystem, name: Anytown ICS, claims: [{}]}
  - {id: drawn, type: Board, name: Drawn Board, claims: [{}]}
  - {id: silent, type: Board, name: Silent Board, claims: [{}]}
  - {id: empty, type: Board, name: Empty Board, claims: [{}]}
  - {id: trust, type: NHSTrust, name: Anytown Trust, claims: [{}]}
relations:
  - {id: drawn-in, subject: drawn, type: partOf, object: ics, claims: [{basis: layout}]}
  - {id: silent-in, subject: silent, type: partOf, object: ics, claims: [{source: minutes, locator: p. 2}]}
  - {id: empty-in, subject: empty, type: partOf, object: ics, claims: [{source: minutes, locator: p. 2}]}
  - {id: on-silent, subject: trust, type: memberOf, object: silent, claims: [{basis: layout}]}
gaps:
  - {entity: drawn, topic: accountability, reason: not-read, note: slide 3 is a diagram, claims: [{}]}
  - {entity: drawn, topic: membership, reason: not-read, claims: [{}]}
  - {entity: drawn, topic: chair, reason: not-read, claims: [{}]}
  - {entity: silent, topic: accountability, claims: [{}]}
  - {entity: silent, topic: membership, reason: not-read, claims: [{}]}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("not-read")
    (folder / "dataset.yaml").write_text("title: A system\n")
    (folder / "all.yaml").write_text(SYSTEM)
    return folder


@pytest.fixture(scope="module")
def ask(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(folder, tmp_path_factory.mktemp("store")) as asker:
        yield asker


def test_what_was_not_read_is_told_with_the_slide_to_check(ask: Asker) -> None:
    answer = ask("accountable-to", "Drawn Board")
    assert (answer.verdict, answer.rows) == ("not-read", ())
    assert answer.headline == (
        "The parts of the sources that were read do not say who the Drawn Board is accountable to."
    )
    assert ("Slide 3 may say who it is accountable to. Slide 3 is a diagram. Source: Deck, slide 3.") in answer.caveats
    assert json.loads(as_json(answer))["verdict"] == "not-read"
    assert "*Not read in full: check Deck, slide 3.*" in markdown(answer)


@pytest.mark.parametrize("question", ["members", "leaders"])
def test_every_topic_has_its_own_verdict(ask: Asker, question: str) -> None:
    assert ask(question, "Drawn Board").verdict == "not-read"
    assert ask(question, "Empty Board").verdict == "not-stated"
    assert ask("reports-to", "Drawn Board").verdict == "not-stated"


def test_a_gap_of_another_reason_is_not_stated(ask: Asker) -> None:
    answer = ask("accountable-to", "Silent Board")
    assert answer.verdict == "not-stated"
    assert answer.headline == "No source says who the Silent Board is accountable to."


def test_what_a_source_says_is_answered_whatever_was_not_read(ask: Asker) -> None:
    assert ask("members", "Silent Board").verdict == "answered"


def test_all_lines_of_a_family_tell_what_was_not_read(ask: Asker) -> None:
    answer = ask("all-lines", ("accountability",))
    assert answer.verdict == "not-read"
    as_read = "The parts of the sources that were read do not state a relationship of the kind 'accountability'"
    assert answer.headline.startswith(as_read)
    assert ask("all-lines", ("reporting",)).verdict == "not-stated"


def test_how_much_is_said_counts_it_apart(ask: Asker) -> None:
    text = ask("stated", by="body", what=("accountability",)).rows
    assert {row.name: row.value for row in text if row.id in ("drawn", "silent", "empty")} == {
        "Drawn Board": "reason: may be in parts that were not read",
        "Silent Board": "reason: not stated in the sources",
        "Empty Board": "unanswered",
    }


@pytest.mark.parametrize(("body", "status"), [("Drawn Board", 1), ("Empty Board", 1)])
def test_a_script_takes_it_for_empty(folder: Path, body: str, status: int, tmp_path: Path) -> None:
    command = ["ask", "accountable-to", body, "--data", str(folder), "--fail-if-empty"]
    result = CliRunner(env={"ICS_GRAPH_CACHE": str(tmp_path)}).invoke(commands, command, standalone_mode=False)
    assert result.return_value == status


@pytest.mark.parametrize(
    ("level", "bases", "words"),
    [
        ("stated", ["layout"], "stated (layout)"),
        ("stated", ["layout", "inferred"], "stated (layout)"),
        ("stated", ["layout", "explicit"], "stated"),
        ("stated", ["explicit"], "stated"),
        ("inferred", ["layout"], "inferred"),
    ],
)
def test_a_reading_of_a_layout_is_not_called_stated_without_that_word(level: str, bases: list[str], words: str) -> None:
    assert certainty_in_words(level, bases) == words  # type: ignore[arg-type]


def test_the_tables_say_layout_and_json_keeps_certainty_and_basis(ask: Asker) -> None:
    answer = ask("members", "Silent Board")
    assert "| stated (layout) |" in markdown(answer)
    (row,) = json.loads(as_json(answer))["rows"]
    assert (row["certainty"], row["sources"][0]["basis"]) == ("stated", "layout")


def test_the_sources_of_an_answer_tell_their_links(ask: Asker) -> None:
    text = markdown(ask("structure", "Anytown ICS"))
    assert "- Minutes: <https://example.org/minutes>" in text
    assert "- No link is known to: Deck." in text
    links = {c.title: c.link for row in ask("structure", "Anytown ICS").rows for c in row.sources}
    assert links == {"Minutes": "https://example.org/minutes", "Deck": None}


def test_the_paper_lists_what_was_not_read_apart(ask: Asker) -> None:
    from ics_graph.answering.asked import Asked
    from ics_graph.stores.rows import View

    paper = as_markdown(Paper(Asked(ask.store, ask.ontology, View(None)), "Anytown ICS"))
    (unread,) = re.findall(r"^Members not read, to be checked in the source: (.*)$", paper, re.M)
    (silent,) = re.findall(r"^Members not stated by any source: (.*)$", paper, re.M)
    assert unread == "Drawn Board."
    assert "Empty Board" in silent
    assert "Drawn Board" not in silent


def test_the_page_carries_the_reason_of_a_gap_and_the_words_of_a_certainty(ask: Asker) -> None:
    from ics_graph.answering.asked import Asked
    from ics_graph.stores.rows import View

    asked = Asked(ask.store, ask.ontology, View(None))
    told = CardData(asked, payload_of(asked, select(asked, "Anytown ICS"))).contents()
    assert {gap["reason"] for gap in told["bodies"]["drawn"]["gaps"]} == {"not-read"}
    assert told["lines"]["drawn-in"]["certaintyWords"] == "stated (layout)"
    assert "certaintyWords" not in told["lines"]["silent-in"]
