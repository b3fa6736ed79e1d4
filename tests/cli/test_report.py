"""The board paper and its picture: every line with a source that is listed, inert, and the same to the byte."""

from __future__ import annotations

import io
import json
import re
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import docx
import docx.document
import pytest
import resvg_py
from docx.oxml.ns import qn
from playwright.sync_api import Browser

from ics_graph.answering.asked import Asked
from ics_graph.cli.board_paper.as_html import as_html
from ics_graph.cli.board_paper.as_markdown import as_markdown
from ics_graph.cli.board_paper.as_word import NoWord, as_word
from ics_graph.cli.board_paper.document import Paper
from ics_graph.cli.board_paper.text import Listing
from ics_graph.ontology import load_ontology
from ics_graph.stores import Store, open_store
from ics_graph.stores.rows import View
from tests.asking import NENC, ROOT, SMALL
from tests.browser import Opened, write_hostile
from tests.conftest import Ics
from tests.explorer.test_access import AXE, RULES

SVG = "{http://www.w3.org/2000/svg}"
SEEDS = str(ROOT / "seeds" / "north-east-and-north-cumbria")
FRONT = [
    "Purpose",
    "What we know",
    "What the sources do not say",
    "Where sources differ",
    "Decisions and plans",
    "The board is asked to",
    "Sign-off",
]
APPENDIX = [
    "Bodies",
    "Seats: who sits on what, and who leads",
    "Other relationships",
    "Gaps on record",
    "Where else sources differ",
    "More that is decided, planned, foretold or questioned",
    "Sources",
]
NWL = "north-west-london"
LSC = "lancashire-and-south-cumbria"


@pytest.fixture
def paper(shipped: Store) -> Paper:
    """The paper of the shipped system."""
    return Paper(Asked(shipped, load_ontology(), View(date(2019, 6, 15))), None)


def of_seed(name: str, tmp_path: Path, view: View | None = None, asks: tuple[str, ...] = ()) -> Paper:
    """Return the paper of a shipped system."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "cache"))
        with open_store(data=[ROOT / "seeds" / name]) as store:
            return Paper(Asked(store, load_ontology(), view or View()), None, asks)


def section(paper: Paper, title: str) -> str:
    """Return what stands in a section of page one or of the appendix, as Markdown."""
    text = as_markdown(paper)
    level = "##" if title in FRONT else "###"
    return re.split(r"^##", text.split(f"\n{level} {title}\n")[1], flags=re.M)[0]


def test_page_one_comes_first_then_the_picture_then_the_appendix(paper: Paper) -> None:
    text = as_markdown(paper, "paper.svg")
    picture_title = "North East and North Cumbria ICS on 15 June 2019"
    assert re.findall(r"^## (.*)$", text, re.M) == [*FRONT, picture_title, "Appendix"]
    assert re.findall(r"^### (.*)$", text, re.M) == APPENDIX
    html = as_html(paper)
    assert re.findall(r"<h2>(.*?)</h2>", html) == [*FRONT, picture_title, "Appendix"]
    assert re.findall(r"<h3>(.*?)</h3>", html) == APPENDIX


def test_the_headline_says_who_is_accountable_to_whom_and_on_which_day(paper: Paper) -> None:
    assert paper.headline.plain == (
        "The sources read do not state who is accountable to whom in North East and North Cumbria ICS on 15 June 2019. "
        "By law only, NHS England assessed and could direct 12 CCGs."
    )
    assert paper.verdict == "By law only; the sources reach at least to 31 March 2020"


def test_what_is_known_is_at_most_five_sentences_each_with_its_source_and_its_limit(paper: Paper) -> None:
    sentences = section(paper, "What we know").strip().splitlines()
    assert len(sentences) == 5
    assert all(re.search(r"\\\[\d+\\\]", sentence) for sentence in sentences)
    assert "12 CCGs, 6 NHS trust or FTs and 3 FTs" in sentences[2]
    assert "*Not known after 1 January 2018; read from the layout of a slide.*" in sentences[2]
    assert "CDDFT is a member of Central Integrated Care Partnership and South" in sentences[3]


@pytest.mark.parametrize("name", [NENC.name, NWL, LSC])
def test_no_sentence_of_page_one_is_longer_than_twenty_five_words(name: str, tmp_path: Path) -> None:
    made = of_seed(name, tmp_path)
    listings = [block for part in made.front for block in part.blocks if isinstance(block, Listing)]
    sentences = [text.plain for listing in listings for text in listing.items]
    # Values and names that a source gives, side by side, are as long as they are.
    plain = [
        sentence for sentence in sentences if not re.match("Sources differ|Members of|Another|Two names", sentence)
    ]
    assert len(plain) > 8
    assert [sentence for sentence in plain if len(sentence.split()) > 25] == []


def test_what_was_not_read_is_not_called_not_stated(paper: Paper) -> None:
    silent = section(paper, "What the sources do not say")
    assert "Not read, to be checked in the source (slide 12): to whom North East and North Cumbria ICS" in silent
    assert "The sources do not say to whom" not in silent
    assert "who all the members of Central Integrated Care Partnership are" in silent
    assert "| To whom it is accountable: 12 CCGs | – | – | 12 | – | – | – |" in silent
    assert "A missing statement is not a denial." in silent


def test_values_on_which_sources_differ_stand_side_by_side_each_with_its_source(paper: Paper) -> None:
    differing = section(paper, "Where sources differ")
    assert re.search(r"“aspiring ICS” \\\[\d\\\]; “emerging ICS area” \\\[\d\\\]", differing)
    assert "A source counts 3 foundation trusts of Central Integrated Care Partnership" in differing
    assert "and names 2: CDDFT and Sunderland-South Tyneside FT" in differing


def test_plans_are_called_plans_and_come_in_the_order_of_their_days(tmp_path: Path) -> None:
    made = of_seed(NWL, tmp_path)
    rows = [line for line in section(made, "Decisions and plans").splitlines() if line.startswith("| ")][2:]
    assert rows[0].startswith("| November 2020 | Conditional approval of the move to a single CCG")
    assert rows[1].startswith("| Between 23 November and 31 December 2020 | Plan: GPs vote on the revised constitution")
    rest = section(made, "More that is decided, planned, foretold or questioned")
    assert "| Not dated | Plan: Penny Dash is to chair North West London ICS (independent chair) (reported)." in rest


def test_on_a_day_a_merger_before_it_is_left_to_the_appendix(paper: Paper) -> None:
    assert "NHS Gateshead CCG" not in section(paper, "Decisions and plans")
    assert "NHS Gateshead CCG" in section(paper, "More that is decided, planned, foretold or questioned")


def test_requests_are_suggested_from_gaps_and_differences(paper: Paper) -> None:
    asked = section(paper, "The board is asked to")
    assert "Suggested from the gaps and differences on record." in asked
    assert re.search(r"\*\*Have\*\* slide 12 of source \\\[\d\\\] checked for North East and North Cumbria ICS", asked)
    assert "**Ask** Central Integrated Care Partnership to state who leads it and who all its members are." in asked
    assert "**Ask** North East and North Cumbria ICS to confirm its status and name" in asked


def test_requests_in_own_words_take_the_place_of_suggestions(ics: Ics) -> None:
    status, out, _ = ics("report", "--data", SEEDS, "--ask", "Note the gaps.", "--ask", "Agree who <closes> them.")
    assert status == 0
    asked = out.split("## The board is asked to")[1].split("##")[0]
    assert asked.strip().splitlines() == ["1. Note the gaps.", "2. Agree who &lt;closes&gt; them."]


def test_a_seat_a_relationship_and_a_gap_have_their_place_in_the_source(paper: Paper) -> None:
    assert re.search(
        r"\| Central Integrated Care Partnership \| members include \| DDES CCG, North Durham CCG, .* \| stated by the "
        r"layout \| (?:possibly \| )?\\\[\d\\\] slide 10 \|",
        section(paper, "Seats: who sits on what, and who leads"),
    )
    assert "by law only; from 1 April 2013 to 31 March 2020 | yes |" in section(paper, "Other relationships")
    assert "| Chair | " in section(paper, "Gaps on record")


def test_every_body_line_and_gap_of_the_system_is_in_the_appendix(paper: Paper, ics: Ics) -> None:
    text = as_markdown(paper).replace("\\", "")
    for body in paper.shown.bodies.values():
        assert body.name in text
    status, out, _ = ics("ask", "gaps", "--within", "ics-nenc", "--data", SEEDS, "--format", "json")
    assert status == 0
    gaps = section(paper, "Gaps on record").replace("\\", "")
    names = {row["name"] for row in json.loads(out)["rows"]}
    assert len(names) > 20
    assert [name for name in sorted(names) if name not in gaps] == []


def test_without_rules_nothing_is_said_by_law(tmp_path: Path) -> None:
    made = of_seed(NWL, tmp_path, View(rules=False))
    assert made.headline.plain == "No source in this data states who is accountable to whom in North West London ICS."
    assert made.verdict == "Not stated"
    assert "by law only" not in as_markdown(made).lower()


def test_every_number_that_is_cited_is_in_the_list_of_sources(paper: Paper) -> None:
    tables, listed = as_markdown(paper).split("### Sources")
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


def test_a_picture_is_written_by_its_suffix(ics: Ics, tmp_path: Path) -> None:
    file = tmp_path / "system.svg"
    assert ics("render", "-o", str(file), "--data", SEEDS)[0] == 0
    assert ElementTree.parse(file).getroot().tag == f"{SVG}svg"
    file = tmp_path / "system.png"
    assert ics("render", "-o", str(file), "--data", SEEDS)[0] == 0
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("width", [1400, 400])
def test_the_page_opens_offline_asks_for_nothing_and_never_scrolls_sideways(
    paper: Paper, opened: Opened, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "paper.html"
    file.write_text(as_html(paper), "utf-8")
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
            html, svg = as_html(made), made.picture.svg
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
        (("report", "-o", "paper.pdf", "--data", str(SMALL)), "name a file that ends with .html, .docx or .md"),
        (("report",), "name one with SYSTEM"),
    ],
)
def test_what_is_mistyped_is_said(ics: Ics, words: tuple[str, ...], said: str) -> None:
    status, out, err = ics(*words)
    assert (status, out) == (2, "")
    assert said in err


# NENC on the day of most of its lines; the others of any date.
PAGES = {LSC: (None, 4), NENC.name: (date(2019, 6, 1), 10), NWL: (None, 10)}


@pytest.mark.parametrize("name", PAGES)
def test_it_prints_as_a_page_a_picture_and_an_appendix(browser: Browser, tmp_path: Path, name: str) -> None:
    day, most = PAGES[name]
    file = tmp_path / "paper.html"
    file.write_text(as_html(of_seed(name, tmp_path, View(day))), "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    pages = printed(page.pdf(prefer_css_page_size=True, print_background=True))
    page.close()
    assert len(pages) <= most
    # A4: upright, then the picture lying on its side, then the appendix upright.
    upright, lying = (595, 842), (842, 595)
    assert pages == [upright, lying, *([upright] * (len(pages) - 2))]


def printed(pdf: bytes) -> list[tuple[int, int]]:
    """Return the width and height of each page of a PDF, in points."""
    boxes = re.findall(rb"/Type /Page\b(?!s).*?/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf, re.S)
    assert boxes
    return [(round(float(wide)), round(float(high))) for wide, high in boxes]


def test_pages_have_numbers_and_all_but_the_first_the_title(paper: Paper) -> None:
    html = as_html(paper)
    assert 'content: "Page " counter(page) " of " counter(pages)' in html
    title = r"North\000020East\000020and\000020North\000020Cumbria\000020ICS\00003a\000020who\000020is"
    assert f'@page {{ @top-left {{ content: "{title}' in html


@pytest.mark.parametrize("width", [1400, 400])
def test_axe_finds_nothing_against_wcag(paper: Paper, browser: Browser, tmp_path: Path, width: int) -> None:
    file = tmp_path / "paper.html"
    # Without the policy, under which the page would not run what judges it.
    file.write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", as_html(paper)), "utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())
    page.evaluate(AXE + "\n0")
    result = page.evaluate("tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })", RULES)
    page.close()
    assert len(result["passes"]) > 12
    assert [(broken["id"], broken["nodes"][0]["html"][:160]) for broken in result["violations"]] == []


def test_a_word_document_has_headings_tables_numbered_sources_and_a_picture_in_words(ics: Ics, tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    assert ics("report", "-o", str(file), "--as-of", "2019-06-15", "--data", SEEDS)[0] == 0
    word = docx.Document(str(file))
    picture_title = "North East and North Cumbria ICS on 15 June 2019"
    assert headings(word, "Title") == ["North East and North Cumbria ICS: who is accountable to whom"]
    assert headings(word, "Heading 1") == [*FRONT, picture_title, "Appendix"]
    assert headings(word, "Heading 2") == APPENDIX
    (picture,) = word.inline_shapes
    assert picture._inline.docPr.get("descr").startswith(f"Diagram of {picture_title}: 8 bodies in 4 bands")
    assert picture.width.mm < 266
    heads = [[cell.text for cell in table.rows[0].cells] for table in word.tables]
    assert ["Date", "Decision or plan"] in heads
    assert ["", "Name and role", "Date"] in heads
    seats = next(table for table in word.tables if table.rows[0].cells[1].text == "Seat")
    assert list(seats.rows[0]._tr.iter(qn("w:tblHeader"))) != []
    central = next(row for row in seats.rows if row.cells[0].text == "Central Integrated Care Partnership")
    assert central.cells[2].text.startswith("DDES CCG, North Durham CCG")
    sources = [line.text for line in word.paragraphs if re.match(r"\[\d+\] ", line.text)]
    assert [int(text[1:].split("]")[0]) for text in sources] == list(range(1, len(sources) + 1))
    assert [section.orientation for section in word.sections] == [0, 1, 0]


def headings(word: docx.document.Document, style: str) -> list[str]:
    """Return the texts of a style."""
    return [line.text for line in word.paragraphs if line.style is not None and line.style.name == style]


def test_two_word_documents_of_the_same_data_are_the_same_to_the_byte(paper: Paper) -> None:
    assert as_word(paper) == as_word(paper)


def test_a_word_document_shows_names_that_mean_harm_as_they_are(tmp_path: Path) -> None:
    folder = write_hostile(tmp_path / "hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "cache"))
        with open_store(data=[folder]) as store:
            written = as_word(Paper(Asked(store, load_ontology(), View()), None))
    word = docx.Document(io.BytesIO(written))
    assert headings(word, "Title") == ["<script>window.pwned=1</script>: who is accountable to whom"]


@pytest.mark.parametrize("missing", ["docx", "resvg_py"])
def test_where_the_extra_is_missing_the_command_that_installs_it_is_said(
    ics: Ics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    file = tmp_path / "paper.docx"
    status, out, err = ics("report", "-o", str(file), "--data", SEEDS)
    assert (status, out) == (2, "")
    assert "A Word document needs the extra 'word', which is not installed." in " ".join(err.split())
    assert "python -m pip install 'ics-graph[word]'" in " ".join(err.split())
    assert not file.exists()


def test_where_there_is_no_font_no_picture_without_names_is_written(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = resvg_py.svg_to_bytes
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda svg, **more: drawn(svg, skip_system_fonts=True, **more))
    with pytest.raises(NoWord, match="no font is found on this computer"):
        as_word(paper)
