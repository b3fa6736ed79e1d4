"""What leaves the page: the picture as SVG and PNG, a briefing for paper, and the page itself when it is printed."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

import pytest

from tests.browser import HOSTILE, Opened, Watched

SVG = "{http://www.w3.org/2000/svg}"
STATES = {
    "as it opens": ("0", "On 1 June 2019", "Nothing left out", "2019-06-01"),
    "a day": ("change({ day: '2021-05-01' })", "On 1 May 2021", "Nothing left out", "2021-05-01"),
    "filtered": (
        "state.hidden.type.add('Council'); state.hidden.certainty.add('rule'); change({})",
        "On 1 June 2019",
        "Left out: council, by law",
        "2019-06-01",
    ),
    "compared": (
        "change({ day: '2020-03-01', to: '2020-06-01' })",
        "Compared: 1 March 2020 and 1 June 2020",
        "Nothing left out",
        "2020-03-01-2020-06-01",
    ),
    "a trace": (
        "change({ trace: ['accountable', 'ccg-darlington'] })",
        "By law: to NHS England.",
        "Nothing left out",
        "2019-06-01",
    ),
}


def saved(watched: Watched, button: str) -> tuple[str, bytes]:
    """Press a button that saves, and return the name and the bytes of the file."""
    with watched.page.expect_download() as download:
        watched.press(button)
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("state", list(STATES))
def test_the_svg_says_what_day_and_what_is_left_out_and_holds_what_is_shown(
    opened: Opened, system_page: Path, state: str
) -> None:
    script, date_in_words, left_out, date_in_name = STATES[state]
    watched = opened(system_page).show_network()
    watched.value(f"(() => {{ {script} }})()")
    name, data = saved(watched, "#save-svg")
    assert name == f"ics-nenc-{date_in_name}.svg"
    root = ET.fromstring(data)
    text = " ".join(" ".join(root.itertext()).split())
    for words in ("North East and North Cumbria ICS", date_in_words, left_out, "SOURCES", "BODIES", "CERTAINTY"):
        assert words in text
    shown = watched.value("({ body: [...painted.shown.bodies], line: [...painted.shown.lines] })")
    for what in ("body", "line"):
        assert sorted(one.get(f"data-{what}", "") for one in root.iter(f"{SVG}g") if one.get(f"data-{what}")) == sorted(
            shown[what]
        )
    cited = watched.value("[...citedNow().keys()].filter(id => told.sources[id]).map(id => told.sources[id].title)")
    assert len(cited) > 3
    assert all(" ".join(title.split()[:3]) in text for title in cited)
    # Nothing in it runs or is fetched.
    assert {one.tag for one in root.iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "title", "rect", "text", "g", "path", "line")
    }
    assert not [key for one in root.iter() for key in one.attrib if key.startswith("on") or key.endswith("href")]


def test_hostile_names_are_text_in_the_picture(opened: Opened, hostile_page: Path) -> None:
    watched = opened(hostile_page)
    _, data = saved(watched, "#save-svg")
    root = ET.fromstring(data)
    titles = " ".join(str(one.text) for one in root.iter(f"{SVG}title"))
    assert f"{HOSTILE['end']} end" in titles
    assert f"{HOSTILE['image']} image" in titles
    assert not list(root.iter(f"{SVG}script"))


def pixels(png: bytes) -> tuple[int, int, int]:
    """Return the width, the height and the number of different rows of a PNG."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    at, data = 8, b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    raw = zlib.decompress(data)
    stride = len(raw) // height
    return width, height, len({raw[n * stride : (n + 1) * stride] for n in range(height)})


def test_the_png_is_the_same_picture_larger(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    name, png = saved(watched, "#save-png")
    assert name == "ics-nenc-2019-06-01.png"
    _, data = saved(watched, "#save-svg")
    root = ET.fromstring(data)
    width, height, rows = pixels(png)
    scale = min(2, 8000 / int(root.get("width", 0)), 8000 / int(root.get("height", 0)))
    assert (width, height) == (round(int(root.get("width", 0)) * scale), round(int(root.get("height", 0)) * scale))
    assert rows > 1000


def briefing(watched: Watched, id_: str) -> str:
    """Let the page make the briefing of a body, as if it were printed, and return its text."""
    watched.value("window.print = () => {}")
    watched.page.evaluate("id => { choose('body', id); printBriefing(id); }", id_)
    return str(watched.value("document.getElementById('briefing').textContent"))


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize(("id_", "most"), [("ccg-darlington", 2), ("icp-nenc-central", 3), ("ics-nenc", 7)])
def test_a_briefing_is_a_few_pages_with_picture_key_and_sources(
    opened: Opened, system_page: Path, id_: str, most: int
) -> None:
    watched = opened(system_page)
    watched.value("change({ day: '2019-06-01' })")
    text = briefing(watched, id_)
    assert "On 1 June 2019" in text
    assert watched.value("[...document.querySelectorAll('#briefing h3')].pop().textContent") == "Sources"
    key = watched.value("document.querySelector('#briefing figure svg').textContent")
    assert all(word in key for word in ("stated", "weaker: by law", "planned or in shadow form"))
    assert watched.value("document.querySelectorAll('#briefing button, #briefing summary').length") == 0
    numbers = {int(n) for n in re.findall(r"\[(\d+)\]", text)}
    assert numbers == set(range(1, len(numbers) + 1))
    # Where a part of a source was not read, the silence is of what was read.
    assert re.search("no source says who|that were read do not say who", text.lower())
    far = """id => (linesAt.get(id) || []).filter(line => standing(line, viewOf()) === 'in effect')
      .map(line => nameOf(line.subject === id ? line.object : line.subject))"""
    told = watched.page.evaluate(far, id_)
    assert told
    assert all(name in text for name in told)
    assert 1 <= pages_of(watched.page.pdf(prefer_css_page_size=True)) <= most
    # When it is printed, the page is again what it was.
    assert watched.value("[document.body.className, document.getElementById('briefing').children.length]") == ["", 0]


def test_on_paper_nothing_is_cut_at_the_right(opened: Opened, system_page: Path, hostile_page: Path) -> None:
    for path, id_ in ((system_page, "ics-nenc"), (hostile_page, "group-long")):
        watched = opened(path, width=690)
        watched.page.emulate_media(media="print")
        briefing(watched, id_)
        assert watched.value("document.documentElement.scrollWidth") <= 690


def test_a_day_is_read_as_people_write_it_and_what_is_none_is_said_at_once(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    watched.page.click("#change-day")
    assert watched.value("document.activeElement.id") == "day"
    for text, day in (
        ("31 March 2020", "2020-03-31"),
        ("1/4/2020", "2020-04-01"),
        ("2019-06-01", "2019-06-01"),
        ("the end of March 2021", "2021-03-31"),
    ):
        watched.page.fill("#day", text)
        watched.page.keyboard.press("Enter")
        assert watched.value("state.day") == day, text
        assert watched.page.inner_text("#dayerror") == ""
    for text, words in (
        ("31 April 2020", "April 2020 has no day 31"),
        ("2019-13-01", "'2019-13-01' is not a date"),
        ("April 2020", "here a day is needed, such as 1 April 2020 or 30 April 2020"),
        ("3 May", "'3 May' has no year"),
    ):
        watched.page.fill("#day", text)
        watched.page.keyboard.press("Enter")
        assert words in watched.page.inner_text("#dayerror"), text
        assert watched.page.get_attribute("#day", "aria-invalid") == "true"
        assert watched.value("state.day") == "2021-03-31"


def test_a_second_day_is_free_at_all_times_and_an_earlier_one_swaps(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    watched.page.click("#compare")
    assert watched.value("document.activeElement.id") == "to"
    watched.page.fill("#to", "31 March 2020")
    watched.page.keyboard.press("Enter")
    assert watched.value("[state.day, state.to]") == ["2019-06-01", "2020-03-31"]
    watched.page.fill("#to", "1 May 2018")
    watched.page.keyboard.press("Enter")
    assert watched.value("[state.day, state.to]") == ["2018-05-01", "2019-06-01"]
    assert watched.page.inner_text("#asat") == "1 May 2018 and 1 June 2019"
    watched.page.click("#uncompare")
    assert watched.value("[state.day, state.to]") == ["2018-05-01", None]
