"""``ics-graph report``: one paper on one system, in Markdown and HTML, with a picture, its sources and a sign-off."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.asking import NENC, SMALL
from tests.conftest import Ics

SECTIONS = [
    "How much is said",
    "Bodies by level",
    "Boards and members",
    "Lines of accountability and reporting",
    "Planned, in shadow form, or with a question mark",
    "Missing",
    "Disputed",
    "What the checks find",
    "Sources",
    "Sign-off",
]
SVG = "{http://www.w3.org/2000/svg}"
_ALONE = ("meta", "line", "path", "rect", "polyline")


class Reader(HTMLParser):
    """Reads a page: which elements it has, its text, and whether each element that was begun is ended."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def written(ics: Ics, file: Path, *words: str) -> str:
    status, _, said = ics("report", *words, "-o", str(file))
    assert status == 0, said
    return file.read_text("utf-8")


def test_the_paper_has_its_sections_in_order(ics: Ics, tmp_path: Path) -> None:
    text = written(ics, tmp_path / "paper.md", "Anytown ICS", "--data", str(SMALL), "--as-of", "2019-06-15")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == SECTIONS
    assert text.startswith("# Anytown ICS: governance as the sources have it\n\nAs things stood on 15 June 2019.")
    page = written(ics, tmp_path / "paper.html", "Anytown ICS", "--data", str(SMALL), "--as-of", "2019-06-15")
    assert re.findall(r"<h2>(.*?)</h2>", page) == SECTIONS


def test_the_paper_says_what_the_questions_answer(ics: Ics, tmp_path: Path) -> None:
    text = written(ics, tmp_path / "paper.md", "Anytown ICS", "--data", str(SMALL), "--as-of", "2019-06-15")
    for words in (
        ("accountable-to", "Anytown ICS"),
        ("members", "Anytown Board"),
        ("conflicts", "--within", "Anytown ICS"),
        ("stated", "--within", "Anytown ICS"),
    ):
        _, out, _ = ics("ask", *words, "--data", str(SMALL), "--as-of", "2019-06-15", "-f", "markdown")
        assert out.splitlines()[0] in text


def test_lines_that_lead_out_of_the_system_are_in_it(ics: Ics, tmp_path: Path) -> None:
    text = written(ics, tmp_path / "paper.md", "Anytown ICS", "--data", str(SMALL), "--as-of", "2019-06-15")
    _, _, upward = text.partition("### Lines upward of Anytown ICS and of what belongs to it")
    upward, _, _ = upward.partition("\n## ")
    assert "| Anytown ICS | is accountable to | NHS England |" in upward
    assert "| Anytown Board | is accountable to | Anytown ICS |" in upward


def test_a_place_in_a_source_has_one_number_throughout(ics: Ics, tmp_path: Path) -> None:
    text = written(ics, tmp_path / "paper.md", "Anytown ICS", "--data", str(SMALL))
    _, _, places = text.partition("### Places cited")
    numbers = re.findall(r"^- \\\[(\d+)\\\] (.*)$", places, re.MULTILINE)
    assert [int(number) for number, _ in numbers] == list(range(1, len(numbers) + 1))
    assert len({place for _, place in numbers}) == len(numbers)
    used = {int(number) for number in re.findall(r"\\\[(\d+)\\\]", text.partition("## Sources")[0])}
    assert used == set(range(1, len(numbers) + 1))


def test_two_papers_are_equal_byte_for_byte(ics: Ics, tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    for ending in ("md", "html"):
        first, second = (
            written(ics, folder / f"paper.{ending}", "Anytown ICS", "--data", str(SMALL)) for folder in folders
        )
        assert first == second
    assert (tmp_path / "a" / "paper.svg").read_bytes() == (tmp_path / "b" / "paper.svg").read_bytes()


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing(ics: Ics, tmp_path: Path) -> None:
    page = written(ics, tmp_path / "paper.html", "Anytown ICS", "--data", str(SMALL))
    read = Reader(page)
    assert read.open == []
    assert not {"script", "link", "img", "iframe", "a", "form", "object"} & {tag for tag, _ in read.elements}
    given = [attrs for _, attrs in read.elements]
    assert not [name for attrs in given for name in attrs if name in ("src", "href", "style") or name.startswith("on")]
    policy = next(attrs["content"] for _, attrs in read.elements if attrs.get("http-equiv"))
    assert str(policy).startswith("default-src 'none'; style-src 'sha256-")
    assert "url(http" not in page


def test_every_name_is_text(ics: Ics, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: <b>Hostile</b>\n", "utf-8")
    (folder / "all.yaml").write_text(
        """
sources: [{id: s, title: "<script>alert(1)</script>", date: 2019-06-15}]
entities:
  - {id: ics, type: IntegratedCareSystem, name: "ICS <img src=x onerror=alert(1)>", claims: [{source: s}]}
  - {id: board, type: Board, name: "</svg><script>alert(2)</script> | `x` [y](z)", claims: [{source: s}]}
relations:
  - {subject: board, type: partOf, object: ics, claims: [{source: s, locator: "</td><script>"}]}
""",
        "utf-8",
    )
    page = written(ics, tmp_path / "paper.html", "ics", "--data", str(folder))
    read = Reader(page)
    assert not {"script", "img", "b"} & {tag for tag, _ in read.elements}
    assert "ICS <img src=x onerror=alert(1)>" in "".join(read.words)
    text = written(ics, tmp_path / "paper.md", "ics", "--data", str(folder))
    assert "<script>" not in text
    assert "<img" not in text
    ET.fromstring((tmp_path / "paper.svg").read_text("utf-8"))


def test_the_picture_has_every_body_and_line_that_is_drawn(ics: Ics, tmp_path: Path) -> None:
    written(ics, tmp_path / "paper.md", "North East and North Cumbria ICS", "--data", str(NENC))
    root = ET.fromstring((tmp_path / "paper.svg").read_text("utf-8"))
    told = re.search(r"\*(\d+) bodies and (\d+) lines", (tmp_path / "paper.md").read_text("utf-8"))
    assert told is not None
    drawn = [line for line in root.iter(f"{SVG}polyline") if line.get("stroke") != "none"]
    assert (len(list(root.iter(f"{SVG}g"))), len(drawn)) == (int(told[1]), int(told[2]))
    assert all(line.get("points") for line in drawn)
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert "NATIONAL" in words
    assert "planned · integrated care system" in words


def test_the_picture_points_where_each_line_leads(ics: Ics, tmp_path: Path) -> None:
    written(ics, tmp_path / "paper.md", "Anytown ICS", "--data", str(SMALL))
    root = ET.fromstring((tmp_path / "paper.svg").read_text("utf-8"))
    heads = [line for line in root.iter(f"{SVG}polyline") if line.get("marker-end")]
    drawn = [line for line in root.iter(f"{SVG}polyline") if line.get("stroke") != "none"]
    assert len(heads) == len(drawn)
    markers = {marker.get("id") for marker in root.iter(f"{SVG}marker")}
    assert {str(line.get("marker-end"))[5:-1] for line in heads} == markers


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["Anytown ICS", "-o", "paper.doc"], "'paper.doc' says no format; end it with .md or .html."),
        (["Nowhere at all", "-o", "paper.md"], "No body is called 'Nowhere at all'."),
        (["Anytown ICS"], "Missing option '--output'"),
        (["Anytown ICS", "-o", "nowhere/paper.md"], "nowhere/paper.md"),
    ],
)
def test_what_cannot_be_written_is_told(ics: Ics, words: list[str], told: str) -> None:
    status, _, said = ics("report", *words, "--data", str(SMALL))
    assert status in (1, 2)
    assert told in said
