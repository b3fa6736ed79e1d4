"""The pages as a site: built strictly, every link and anchor leads somewhere, and nothing is fetched from elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.asking import ROOT
from tests.browser import Watched

# What a browser fetches by itself, as opposed to a link that a reader may follow.
FETCHED = {
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("object", "data"),
    ("embed", "src"),
    ("link", "href"),
    ("use", "href"),
}
GROUPS = ["Start", "Tutorial", "How-to", "Reference", "Explanation"]


class Parsed(HTMLParser):
    """The anchors of a page, the links that a reader may follow, and what a browser fetches for it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            elif (tag, name) in FETCHED and value:
                self.fetched.append(value)
            elif (tag, name) == ("a", "href") and value:
                self.links.append(value)


def build(checkout: Path, into: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of a checkout as scripts/test does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(into)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=checkout, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly."""
    into = tmp_path_factory.mktemp("site")
    done = build(ROOT, into)
    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr
    return into


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Parsed]:
    """Every page of the site, parsed."""
    return {path: Parsed(path) for path in site.rglob("*.html") if path.name != "404.html"}


def test_every_link_and_anchor_leads_somewhere(pages: dict[Path, Parsed]) -> None:
    broken = []
    local = 0
    for path, page in pages.items():
        for link in (*page.links, *page.fetched):
            parts = urlsplit(link)
            if parts.scheme:
                continue
            local += 1
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            anchors = pages[target].anchors if target in pages else None
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in (anchors or ())):
                broken.append(f"{path.name}: {link}")
    assert broken == []
    assert local > 3000


def test_nothing_is_fetched_from_another_computer(site: Path, pages: dict[Path, Parsed]) -> None:
    fetched = {link for page in pages.values() for link in page.fetched}
    assert len(fetched) > 20
    assert [link for link in fetched if urlsplit(link).scheme not in ("", "data") or link.startswith("//")] == []
    for style in site.rglob("*.css"):
        addresses = re.findall(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')\s]*)", style.read_text("utf-8"))
        assert addresses == [], style


def test_the_pages_are_in_four_groups_and_each_is_in_the_menu(site: Path) -> None:
    start = (site / "index.html").read_text("utf-8")
    tabs = re.findall(r'<li class="md-tabs__item[^"]*">\s*<a [^>]*>\s*(.*?)\s*</a>', start, re.DOTALL)
    assert tabs == GROUPS
    menu = {(site / link).resolve() for link in Parsed(site / "index.html").links if not urlsplit(link).scheme}
    decisions = set((site / "decisions").glob("0*.html"))
    assert len(decisions) >= 24
    assert {path for path in site.rglob("*.html") if path.name != "404.html"} - menu == decisions
    listed = {(site / "decisions" / link).resolve() for link in Parsed(site / "decisions" / "index.html").links}
    assert decisions <= listed


@pytest.mark.parametrize("link", ["nowhere.md", "how-to/assurance.md#nowhere"])
def test_a_link_that_leads_nowhere_stops_the_build(link: str, tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "CONTRIBUTING.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    start = tmp_path / "docs" / "index.md"
    start.write_text(f"{start.read_text('utf-8')}\n[broken]({link})\n", "utf-8")
    done = build(tmp_path, tmp_path / "site")
    assert done.returncode != 0
    assert "nowhere" in done.stderr


def test_the_site_works_from_a_folder_without_a_network_and_its_search_finds(site: Path, browser: Browser) -> None:
    context = browser.new_context(offline=True)
    watched = Watched(context.new_page())
    page = watched.page
    page.goto((site / "index.html").as_uri())
    page.fill("[data-md-component=search-query]", "answerable")
    result = page.wait_for_selector(".md-search-result__link[href*=glossary]")
    assert result is not None
    result.click()
    page.wait_for_url("**/reference/glossary.html*")
    assert page.inner_text("h1").startswith("Glossary")
    context.close()
    assert [url for url in watched.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert watched.messages == []
