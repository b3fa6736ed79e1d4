"""Mermaid and DOT: drawn by the real Mermaid in the real browser and by the real Graphviz, every name as it is."""

from __future__ import annotations

import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ics_graph.answering.lookup import LookupFailed
from ics_graph.errors import FormatError
from ics_graph.exchange.diagram import mermaid_text
from ics_graph.exchange.formats import ExportInput
from ics_graph.exchange.selection import select
from ics_graph.model import Claim, Dataset, Entity, Relation
from tests.asking import SMALL
from tests.conftest import Ics
from tests.exchange.golden import ONTOLOGY, assert_golden, reversed_in_order, small, written

HOSTILE = (
    "O'Brien's \"Board\" [x] {y} (z) <b>bold</b>",
    "back\\slash \\N \\G \\n `tick` %% comment",
    "&lt;b&gt; &amp; &#35; #35; #quot;",
    "end subgraph --> x ; y",
    "1. first",
    "2) second",
    "- item",
    "* star",
    "# heading",
    "> quote",
    "+1 http://example.org/a?b=c&d=e",
    "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>",
    "日本 عربى 🏥 Ærø",
    "graph",
    "A -- B -.- C == D",
)


def hostile() -> ExportInput:
    bodies = {f"h{n}": Entity(f"h{n}", "Group", text, claims=(Claim("s"),)) for n, text in enumerate(HOSTILE)}
    lines = {f"l{n}": Relation(f"l{n}", f"h{n}", "reportsTo", "h0", role=text) for n, text in enumerate(HOSTILE)}
    return ExportInput(Dataset((), {}, bodies, lines), ONTOLOGY)


def plain(text: str) -> str:
    return " ".join(text.split())


# --- Mermaid ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mermaid_page(browser: Browser) -> Iterator[Page]:
    """A page with the real Mermaid in it, and no network."""
    default = Path.home() / ".cache" / "ics-graph"
    script = Path(os.environ.get("ICS_GRAPH_MERMAID") or next(iter(default.glob("mermaid-*.min.js")), "none"))
    if not script.is_file():
        pytest.fail("Mermaid is not found: run scripts/test", pytrace=False)
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.set_content("<!doctype html><meta charset=utf-8><body></body>")
    page.add_script_tag(path=script)
    page.evaluate("mermaid.initialize({startOnLoad: false, securityLevel: 'strict'})")
    yield page
    context.close()


def rendered(page: Page, text: str) -> list[list[str]]:
    """Return the texts of boxes and arrows as Mermaid draws them, and whether each arrow is dashed."""
    found: list[list[str]] = page.evaluate(
        """async text => {
            const {svg} = await mermaid.render('drawing', text);
            const place = document.createElement('div');
            place.innerHTML = svg;
            document.body.append(place);
            const texts = query => [...place.querySelectorAll(query)].map(of => of.innerText);
            const dashed = [...place.querySelectorAll('path.flowchart-link')]
                .map(of => of.classList.contains('edge-pattern-dotted') ? 'dashed' : 'full');
            const all = [texts('.node .nodeLabel'), texts('.edgeLabel .edgeLabel'), dashed];
            place.remove();
            return all;
        }""",
        text,
    )
    return found


def test_mermaid_draws_a_small_system(mermaid_page: Page) -> None:
    text = written("mermaid", small(only=["accountability", "membership"])).decode()
    boxes, arrows, strokes = rendered(mermaid_page, text)
    assert "Anytown Board\npartnership board" in boxes
    assert "Councils\ncouncil, any" in boxes
    assert "is accountable to, from 2018-10, reported" in arrows
    assert "is a member of, from 2020-04-01, planned" in arrows
    assert "is a member of, denied" in arrows
    assert "is a member of, chair, from 2018-04-01" in arrows
    assert (strokes.count("dashed"), strokes.count("full")) == (9, 7)


def test_mermaid_shows_every_name_as_it_is_and_runs_none(mermaid_page: Page) -> None:
    boxes, arrows, _ = rendered(mermaid_page, written("mermaid", hostile()).decode())
    # h0, h1, h10, …: the order of their ids.
    texts = [plain(text) for _, text in sorted((f"h{n}", text) for n, text in enumerate(HOSTILE))]
    assert [plain(box) for box in boxes] == [f"{text} group" for text in texts]
    # A line to oneself is drawn in three pieces, two of them without words.
    said = sorted(plain(arrow) for arrow in arrows if arrow)
    assert said == sorted(f"reports to, {text}, inferred" for text in texts)
    assert mermaid_page.evaluate("window.pwned") is None


def test_an_answer_is_drawn_with_the_same_care(mermaid_page: Page, ics: Ics) -> None:
    _, text, _ = ics("ask", "members", "Anytown Board", "-f", "mermaid", "--data", str(SMALL))
    boxes, _, _ = rendered(mermaid_page, text)
    assert "Northtown CCG" in boxes


def test_mermaid_is_refused_what_it_does_not_draw(ics: Ics, tmp_path: Path) -> None:
    body = {"a": Entity("a", "Group", "A")}
    lines = {f"l{n}": Relation(f"l{n}", "a", "reportsTo", "a") for n in range(501)}
    with pytest.raises(FormatError, match=r"^Mermaid draws at most 500 lines in 50,000 characters, not 501 lines in"):
        written("mermaid", ExportInput(Dataset((), {}, body, lines), ONTOLOGY))
    status, _, said = ics("export", "mermaid", "-o", str(tmp_path / "x.mmd"))
    assert (status, (tmp_path / "x.mmd").exists()) == (2, False)
    assert "Choose a part: --only FAMILY, --within BODY or --as-of DAY." in said


def test_five_hundred_lines_are_drawn(mermaid_page: Page) -> None:
    body = {"a": Entity("a", "Group", "A"), "b": Entity("b", "Group", "B")}
    lines = {f"l{n:03}": Relation(f"l{n:03}", "a", "reportsTo", "b") for n in range(500)}
    _, arrows, _ = rendered(
        mermaid_page, written("mermaid", ExportInput(Dataset((), {}, body, lines), ONTOLOGY)).decode()
    )
    assert len(arrows) == 500


def test_text_stays_readable_where_it_can() -> None:
    assert mermaid_text("NHS Anytown (North), 2018-04-01") == "NHS Anytown (North), 2018-04-01"
    assert mermaid_text("1. a") == "1#46; a"
    assert mermaid_text("a\n  b") == "a b"


# --- Graphviz --------------------------------------------------------------------------------------------------------


def graphviz(text: bytes) -> list[tuple[str, str, list[str], bool]]:
    """Return what Graphviz draws: class, title, texts and whether it is dashed."""
    ran = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr.decode()) == (0, "")
    space = {"svg": "http://www.w3.org/2000/svg"}
    found = []
    for group in ElementTree.fromstring(ran.stdout).iterfind(".//svg:g[@class]", space):
        if group.get("class") in ("node", "edge"):
            texts = [of.text or "" for of in group.iterfind(".//svg:text", space)]
            dashed = any(of.get("stroke-dasharray") for of in group.iter())
            title = group.find("svg:title", space)
            found.append((str(group.get("class")), str(title.text if title is not None else ""), texts, dashed))
    return found


def test_graphviz_draws_a_small_system() -> None:
    drawing = graphviz(written("dot", small(only=["accountability", "membership"])))
    assert ("node", "board", ["Anytown Board", "partnership board"], False) in drawing
    assert ("edge", "ics->nhse", ["is accountable to, from 2018-10, reported"], True) in drawing
    assert ("edge", "board->ics", ["is accountable to, from 2018-04-01"], False) in drawing
    assert ("edge", "ccg-south->board", ["is a member of, from 2020-04-01, planned"], True) in drawing
    assert ("edge", "group-a->board", ["is a member of, denied"], True) in drawing
    assert len([of for of in drawing if of[:2] == ("edge", "trust->board")]) == 2


def test_graphviz_shows_every_name_as_it_is() -> None:
    drawing = graphviz(written("dot", hostile()))
    texts = {title: plain(texts[0].replace("\xa0", " ")) for kind, title, texts, _ in drawing if kind == "node"}
    assert texts == {f"h{n}": plain(text) for n, text in enumerate(HOSTILE)}
    roles = [plain(texts[0].replace("\xa0", " ")) for kind, _, texts, _ in drawing if kind == "edge"]
    assert sorted(roles) == sorted(f"reports to, {plain(text)}, inferred" for text in HOSTILE)


def test_graphviz_is_told_of_control_characters_and_of_too_many_bodies() -> None:
    told: list[str] = []
    bodies = {f"b{n}": Entity(f"b{n}", "Group", f"B{n}\x07\x00") for n in range(301)}
    written("dot", replace(small(), dataset=Dataset((), {}, bodies), whole=None, tell=told.append))
    assert told == [
        "A drawing of 301 bodies takes long and nobody can read it. "
        "Choose a part: --only FAMILY, --within BODY or --as-of DAY.",
        "602 control characters are written as U+FFFD, since Graphviz cannot hold them.",
    ]


@pytest.mark.parametrize("format_", ["mermaid", "dot"])
def test_a_small_system_is_written_as_it_always_was(format_: str) -> None:
    found = written(format_, small())
    assert_golden(f"small.{format_}", found)
    assert written(format_, reversed_in_order(small())) == found
    assert not re.search(rb"\bhttps?://", found)


# --- the part that is drawn ------------------------------------------------------------------------------------------


def test_within_a_body_is_what_belongs_to_it() -> None:
    whole = small().dataset
    part = select(whole, ONTOLOGY, within="anytown board")
    # Its members and parts; not what its members have, what it is itself accountable to, nor bodies in general.
    expected = {"board", "ccg-north", "ccg-south", "chair", "council", "group-a", "trust"}
    assert set(part.entities) == expected
    assert all({line.subject, line.object} <= part.entities.keys() for line in part.relations.values())
    assert "board:accountableTo:ics:2018-04-01" not in part.relations
    on_a_day = select(whole, ONTOLOGY, date(2019, 1, 15), ["membership"], "board")
    assert sorted(on_a_day.relations) == [
        "ccg-north:memberOf:board:2018-04-01",
        "ccg-south:memberOf:board:2020-04-01",
        "council:memberOf:board",
        "group-a:memberOf:board",
    ]
    with pytest.raises(LookupFailed):
        select(whole, ONTOLOGY, within="nobody")


def test_within_an_unknown_body_is_a_mistake_in_what_was_typed(ics: Ics) -> None:
    status, _, said = ics("export", "dot", "--within", "Anytown Bord", "--data", str(SMALL))
    assert status == 2
    assert "No body is called 'Anytown Bord'.\nDid you mean one of these?\n  board " in said
