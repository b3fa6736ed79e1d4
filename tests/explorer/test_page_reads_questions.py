"""The page reads a question as Python does, from the same ways: as the same command, or it says that it does not."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.ontology import load_ontology
from ics_graph.phrasing import NotRead, read
from ics_graph.phrasing.for_a_page import ANSWERED
from ics_graph.questions import all_questions
from ics_graph.stores import Store
from ics_graph.stores.rows import View
from tests.explorer.modules import run_modules
from tests.phrasing.paraphrases import ANSWERABLE, REFUSED

TODAY = date(2026, 11, 28)
SLOTS = {
    "body": "the Central ICP",
    "within": "NENC",
    "type": "CCGs",
    "kind": "trusts",
    "many": "two",
    "first": "Central ICP",
    "second": "the South ICP",
    "property": "priorities",
    "also": "functions",
    "facet": "priorities",
    "kinds": "membership and leadership",
    "family": "accountability",
    "source": "the deck",
    "amount": "3 million",
    "text": "integration",
    "other": "councils",
    "parts": "the four NENC ICPs",
    "about": "Sunderland CCG",
    "among": "CCGs",
    "start": "CDDFT",
    "goal": "NENC",
    "function": "annual accounts",
    "meeting": "the Board",
    "deputy": "Central ICP",
    "member": "the South ICP",
}
_CHOICE = re.compile(r"[\[(]([^\[\]()]*)[\])]")
_READ = """
const [{ Reader }, { namedBodies }, { withIds }] = modules;
const told = withIds(input.told);
const reader = new Reader(input.reading, namedBodies(told), told);
return input.texts.map((text) => {
  const reading = reader.read(text, input.today);
  const { kind, commands, choices, why } = reading;
  return { kind, why, lines: (commands || choices || []).map(({ line }) => line) };
});
"""


class Was(NamedTuple):
    """How a text was read: whether, and as which commands or choices."""

    kind: str
    lines: list[str]


def blocks_of(path: Path) -> dict[str, Any]:
    """Return what a page was filled with."""
    blocks = re.findall(r'<script type="application/json" id="data-(\w+)">(.*?)</script>', path.read_text("utf-8"))
    return {name: json.loads(text) for name, text in blocks}


def _filled(way: str, at: int) -> str:
    """Return a way as a text: of each choice the first or last (``at``), its slots filled."""
    text = way.partition("->")[0]
    while _CHOICE.search(text):
        text = _CHOICE.sub(lambda choice: choice[1].split("|")[at], text)
    return re.sub(r"\{(\w+)\}", lambda slot: SLOTS[slot[1]], text).strip()


def wordings() -> list[str]:
    """Return ways of the questions that the page answers, the first of the others, and what people really asked."""
    texts = []
    for question in all_questions().values():
        answered = question.name in ANSWERED
        for number, way in enumerate(question.ways if answered else question.ways[:1]):
            texts.append(_filled(way, -(number % 2)))
            if question.name == "changes":
                texts[-1] += " between 31 March 2020 and 1 April 2020"
            elif answered and number % 4 == 1:
                texts[-1] += " on 1 June 2019"
    return [*dict.fromkeys([*texts, *(text for text, _ in (*ANSWERABLE[::4], *REFUSED[::3]))])]


def _python_reads(store: Store, text: str) -> Was:
    try:
        reading = read(Asked(store, load_ontology(), View()), text, None, TODAY)
    except NotRead as error:
        return Was(error.kind, list(error.choices))
    return Was("read", [command.line for command in reading.commands])


@pytest.fixture(scope="module")
def page_reads(system_page: Path) -> Any:
    """Return how the page of the shipped system reads texts."""
    blocks = blocks_of(system_page)
    given = {name: blocks[name] for name in ("reading", "told")}

    def reads(texts: list[str]) -> list[dict[str, Any]]:
        modules = ["ask/reader.js", "ask/of_the_page.js", "picture/holding.js"]
        answers: list[dict[str, Any]] = run_modules(
            modules, _READ, {**given, "texts": texts, "today": TODAY.isoformat()}
        )
        return answers

    return reads


def test_the_page_reads_as_python_reads_or_says_that_it_does_not(shipped: Store, page_reads: Any) -> None:
    texts = wordings()
    kinds: Counter[str] = Counter()
    for text, page in zip(texts, page_reads(texts), strict=True):
        kinds[page["kind"]] += 1
        if page["kind"] == "elsewhere":
            # What only the whole of the data can tell is read where that is; the page says so, and guesses nothing.
            continue
        python = _python_reads(shipped, text)
        if "read" in (page["kind"], python.kind):
            assert (page["kind"], page["lines"]) == python, text
        elif page["kind"] == "declined":
            assert python.kind == "declined", text
    assert len(texts) > 200
    assert kinds["read"] > 150
    assert kinds["elsewhere"] < 40


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Who sits on the Central ICP?", 'ics-graph ask members "Central Integrated Care Partnership"'),
        ("who sits on the centrl integrated care partnrship", 'members "Central Integrated Care Partnership"'),
        ("To whom is DDES CCG accountable?", "accountable-to"),
        (
            "what changed between 31 March 2020 and 1 April 2020",
            "ics-graph ask changes 2020-03-31 2020-04-01",
        ),
        ("what changed between 31 March and 1 April 2020", "ics-graph ask changes 2020-03-31 2020-04-01"),
        ("Which trusts are in two ICPs?", "ics-graph ask spans IntegratedCarePartnership"),
        ("what is not stated in NENC", 'ics-graph ask gaps --within "North East and North Cumbria ICS"'),
        ("Who chaired the Central ICP on 1/6/2019, please?", "--as-of 2019-06-01"),
    ],
)
def test_a_question_is_read_as_one_exact_command(page_reads: Any, text: str, line: str) -> None:
    (reading,) = page_reads([text])
    assert reading["kind"] == "read"
    assert line in reading["lines"][0]


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("who sits on the Centaur Board", "unread", "No body on this page has the name"),
        ("who sits on the ICP", "ambiguous", "may be any of"),
        ("who sits on the Central ICP on 31 June 2019", "unread", "June 2019 has no day 31"),
        ("what changed between 31 March and 1 April", "unread", "has no year"),
        ("who sits on Central ICP and who chairs it", "elsewhere", "one question at a time"),
        ("should the Central ICP be abolished", "declined", "holds no opinions"),
        ("purple Central ICP monkey", "unread", "is not read as any question"),
    ],
)
def test_what_is_not_read_says_why(page_reads: Any, text: str, kind: str, why: str) -> None:
    (reading,) = page_reads([text])
    assert reading["kind"] == kind
    assert why in reading["why"]
    assert len(reading["lines"]) <= 8


def test_what_names_a_body_but_is_no_question_offers_three_of_it(page_reads: Any) -> None:
    (reading,) = page_reads(["purple Central ICP monkey"])
    assert len(reading["lines"]) == 3
    assert all("Central Integrated Care Partnership" in line for line in reading["lines"])
