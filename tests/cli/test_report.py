"""The board paper and its picture: every line with a source that is listed, inert, and the same to the byte."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.cli.board_paper.document import Paper
from ics_graph.explorer.svg import picture
from ics_graph.ontology import load_ontology
from ics_graph.stores import Store, open_store
from ics_graph.stores.rows import View
from tests.asking import ROOT, SMALL
from tests.browser import Opened, write_hostile
from tests.conftest import Ics

SVG = "{http://www.w3.org/2000/svg}"
SEEDS = str(ROOT / "seeds" / "north-east-and-north-cumbria")
TITLES = [
    "1. How much is said",
    "2. Bodies, level by level",
    "3. What the system consists of",
    "4. Boards, partnerships and groups: who sits on them, and who leads them",
    "5. Lines",
    "6. What is planned, proposed or uncertain",
    "7. What is missing",
    "8. What is disputed",
    "9. What the checks find",
    "10. Sources",
]


@pytest.fixture
def paper(shipped: Store) -> Paper:
    """The paper of the shipped system."""
    return Paper(Asked(shipped, load_ontology(), View(date(2019, 6, 15))), None)


def test_the_sections_are_in_the_order_in_which_a_board_reads_them(paper: Paper) -> None:
    assert re.findall(r"^## (.*)$", paper.markdown(), re.M) == TITLES
    assert re.findall(r"<h2>(.*?)</h2>", paper.html()) == TITLES


def test_it_says_what_the_questions_say(paper: Paper, ics: Ics) -> None:
    text = paper.markdown()
    for words in (
        ("ask", "members", "Central Integrated Care Partnership"),
        ("ask", "gaps", "--within", "ics-nenc"),
        ("ask", "stated", "--within", "ics-nenc"),
        ("lint", "--within", "ics-nenc", "--check", "workstream-without-owner"),
        ("ask", "uncertain", "--within", "ics-nenc"),
        ("ask", "conflicts", "--within", "ics-nenc"),
    ):
        status, out, _ = ics(*words, "--as-of", "2019-06-15", "--data", SEEDS, "--format", "markdown")
        assert status == 0
        # Of checks the first line counts all that were run; what a check finds is in its own table row.
        line = out.splitlines()[0] if words[0] == "ask" else out.splitlines()[4]
        assert line in text


def test_silence_is_said_to_be_silence(paper: Paper) -> None:
    said = paper.markdown().split("### Of whom no source says it")[1].split("\n\n")[1]
    assert "ICS Management Group" in said
    assert "Central Integrated Care Partnership" not in said


def test_every_number_that_is_cited_is_in_the_list_of_sources(paper: Paper) -> None:
    tables, listed = paper.markdown().split("## 10. Sources")
    cited = {int(number) for number in re.findall(r"\\\[(\d+)\\\]", tables)}
    numbers = [int(number) for number in re.findall(r"^- \\\[(\d+)\\\]", listed, re.M)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert cited == set(numbers)


def test_two_papers_of_the_same_data_are_the_same_to_the_byte(ics: Ics, tmp_path: Path) -> None:
    for name in ("one", "two"):
        for suffix in ("html", "md"):
            assert ics("report", "-o", str(tmp_path / f"{name}.{suffix}"), "--data", SEEDS)[0] == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    one, two = ((tmp_path / f"{name}.md").read_text("utf-8") for name in ("one", "two"))
    assert one.replace("one.svg", "two.svg") == two
    assert "(one.svg)" in one


def test_the_picture_holds_every_body_and_line_that_is_drawn(shipped: Store) -> None:
    drawn = picture(Asked(shipped, load_ontology(), View(planned=True, uncertain=True)))
    tree = ElementTree.fromstring(drawn.svg)
    titles = [title.text for title in tree.iter(f"{SVG}title")][1:]
    names = [body.name for body in drawn.shown.bodies.values()]
    assert set(names) <= set(titles)
    assert len(titles) == len(names) + len(drawn.shown.lines)
    assert "Central Integrated Care Partnership has as a member" not in titles
    assert "Sunderland CCG is a member of Central Integrated Care Partnership" in titles
    told = [name for _, bodies in drawn.rows for name in (body.name for body in bodies)]
    assert sorted(told) == sorted(names)


def test_a_planned_line_is_dashed_and_a_stated_one_whole(shipped: Store) -> None:
    drawn = picture(Asked(shipped, load_ontology(), View(planned=True)))
    tree = ElementTree.fromstring(drawn.svg)
    dashes = {
        str(title.text): path.get("stroke-dasharray")
        for group in tree.iter(f"{SVG}g")
        if (title := group.find(f"{SVG}title")) is not None and (path := group.find(f"{SVG}path")) is not None
    }
    planned = [line for line in drawn.shown.lines if line.planned]
    bodies, relations = drawn.shown.bodies, load_ontology().relations

    def said(line: object) -> str:
        subject, kind, object_ = (getattr(line, name) for name in ("subject", "type", "object"))
        return f"{bodies[subject].name} {relations[kind].label} {bodies[object_].name}"

    assert planned
    assert {dashes[said(line)] for line in planned} == {"9 5"}
    assert dashes["Sunderland CCG is a member of Central Integrated Care Partnership"] is None


def test_a_picture_is_written_by_its_suffix(ics: Ics, tmp_path: Path) -> None:
    file = tmp_path / "system.svg"
    assert ics("render", "-o", str(file), "--data", SEEDS)[0] == 0
    assert ElementTree.parse(file).getroot().tag == f"{SVG}svg"


@pytest.mark.parametrize("width", [1400, 400])
def test_the_page_opens_offline_asks_for_nothing_and_never_scrolls_sideways(
    paper: Paper, opened: Opened, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "paper.html"
    file.write_text(paper.html(), "utf-8")
    watched = opened(file, width=width, script=False)
    assert watched.requests == [file.as_uri()]
    assert watched.messages == []
    box = watched.page.locator("main").bounding_box()
    assert box is not None
    assert box["width"] <= width
    for table in watched.page.locator("table, figure").all():
        inner = table.bounding_box()
        assert inner is not None
        assert inner["x"] + inner["width"] <= width


def test_names_that_mean_harm_are_shown_and_do_nothing(opened: Opened, tmp_path: Path) -> None:
    folder = write_hostile(tmp_path / "hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "cache"))
        with open_store(data=[folder]) as store:
            made = Paper(Asked(store, load_ontology(), View()), None)
            html, svg = made.html(), made.picture.svg
    ElementTree.fromstring(svg)
    assert "<script" not in html
    assert "<img" not in html
    file = tmp_path / "paper.html"
    # Without the policy, which would hide that something had wanted to run.
    file.write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html), "utf-8")
    watched = opened(file, script=False)
    assert watched.messages == []
    assert watched.requests == [file.as_uri()]
    assert "<script>window.pwned=1</script>" in watched.page.inner_text("h1")
    assert watched.page.locator("a").count() == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("report", "Nobody", "--data", str(SMALL)), "Nobody"),
        (("report", "-o", "paper.pdf", "--data", str(SMALL)), "name a file that ends with .html or .md"),
        (("report",), "name one with SYSTEM"),
    ],
)
def test_what_is_mistyped_is_said(ics: Ics, words: tuple[str, ...], said: str) -> None:
    status, out, err = ics(*words)
    assert (status, out) == (2, "")
    assert said in err
