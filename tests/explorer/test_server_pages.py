"""What a browser sees of the served explorer: lists without a script, pages that ask only their own server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext

from ics_graph.dataset import read_datasets
from ics_graph.stores import open_store
from ics_graph.stores.rows import View
from ics_graph.stores.sqlite import shipped_datasets
from ics_graph.stores.sqlite.building import build
from tests.asking import NENC
from tests.browser import HOSTILE, Watched, write_hostile
from tests.explorer.serving import Client, serving
from tests.explorer.test_around import write

Visited = Callable[..., Watched]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Build a store of the shipped datasets, of one system, or of the dataset that means harm; each once."""
    folder = tmp_path_factory.mktemp("files")

    def file(name: str) -> Path:
        path = folder / f"{name}.sqlite"
        if not path.exists():
            harm = folder / "hostile"
            read = {"all": shipped_datasets(), "one": [NENC]}.get(name) or [write_hostile(harm)]
            build(path, read_datasets(read).dataset)
        return path

    return file


@pytest.fixture(scope="module")
def every(files: Callable[[str], Path]) -> Iterator[Client]:
    """A server of all shipped systems."""
    with serving(lambda: open_store(str(files("all")))) as client:
        yield client


@pytest.fixture(scope="module")
def one(files: Callable[[str], Path]) -> Iterator[Client]:
    """A server of one system, as things stood on a day."""
    from datetime import date

    with serving(lambda: open_store(str(files("one"))), View(date(2019, 6, 1))) as client:
        yield client


@pytest.fixture(scope="module")
def harmful(files: Callable[[str], Path]) -> Iterator[Client]:
    """A server of the dataset that means harm."""
    with serving(lambda: open_store(str(files("hostile")))) as client:
        yield client


@pytest.fixture
def visited(browser: Browser) -> Iterator[Visited]:
    """Open an address in the browser; whatever is asked of anybody but the server is recorded and refused."""
    contexts: list[BrowserContext] = []

    def visit(client: Client, path: str, width: int = 1400, script: bool = True) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
        contexts.append(context)
        context.route(lambda url: not url.startswith(f"{client.url}/"), lambda route: route.abort())
        watched = Watched(context.new_page())
        watched.page.goto(f"{client.url}{path}")
        return watched

    yield visit
    for context in contexts:
        context.close()


def drawn(watched: Watched) -> Watched:
    """Wait until the drawing is there."""
    watched.page.wait_for_selector("#drawing[data-ready]", state="attached")
    return watched


def test_with_several_systems_the_home_lists_them_without_a_script(visited: Visited, every: Client) -> None:
    watched = visited(every, "/", script=False)
    assert watched.page.inner_text("h1") == "What these data know"
    names = watched.page.locator(".bodies a").all_text_contents()
    assert names[:3] == [
        "Lancashire and South Cumbria ICS",
        "North East and North Cumbria ICS",
        "North West London ICS",
    ]
    assert len(names) == len(set(names)) > 40
    watched.page.fill("#wanted", "south tees")
    watched.page.click("button:has-text('Ask')")
    assert watched.page.inner_text("h1") == "Bodies found for “south tees”"
    assert "South Tees CCG" in watched.page.locator(".bodies a").all_inner_texts()
    assert all(url.startswith(every.url) for url in watched.requests)


def test_a_whole_name_leads_straight_to_its_body(visited: Visited, every: Client) -> None:
    watched = drawn(visited(every, "/find?q=NHS+Darlington+CCG"))
    assert watched.page.url == f"{every.url}/body/ccg-darlington"
    assert watched.page.inner_text("h1") == "NHS Darlington CCG"


def test_with_one_system_the_home_is_its_page_in_the_view_that_the_explorer_was_started_with(
    visited: Visited, one: Client
) -> None:
    watched = drawn(visited(one, "/"))
    assert watched.page.inner_text("h1") == "North East and North Cumbria ICS"
    assert "1 June 2019" in watched.page.inner_text("header")
    assert watched.messages == []
    other = drawn(visited(one, "/?as_of=2021-06-01"))
    assert "1 June 2021" in other.page.inner_text("header")


def test_the_page_of_a_body_draws_what_is_about_it_and_asks_only_its_own_server(
    visited: Visited, every: Client
) -> None:
    watched = drawn(visited(every, "/body/ccg-darlington"))
    assert watched.value("explorer.cards.has('icp-nenc-south')")
    assert "South Integrated Care Partnership" in watched.choose("body", "ccg-darlington")
    assert watched.messages == []
    assert {url for url in watched.requests if not url.startswith("data:")} == {f"{every.url}/body/ccg-darlington"}


def test_a_hub_says_how_many_bodies_it_has_and_shows_some(visited: Visited, every: Client) -> None:
    watched = drawn(visited(every, "/body/nhs-england"))
    store = every("/api/status").json
    assert store["counts"]["entities"]["ClinicalCommissioningGroup"] > 200
    assert watched.value("told.total") > 250
    assert watched.value("explorer.cards.size") == 120
    assert "not drawn" in watched.choose("body", "nhs-england")


def test_the_search_of_a_page_finds_what_the_page_does_not_hold_and_opens_it(visited: Visited, every: Client) -> None:
    watched = drawn(visited(every, "/body/ccg-darlington"))
    watched.page.fill("#wanted", "NHS Camden CCG")
    watched.page.wait_for_selector("#found li:has-text('Camden')")
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_url("**/body/**amden**")
    drawn(watched)
    assert watched.page.inner_text("h1") == "NHS Camden CCG"
    assert all(url.startswith((every.url, "data:")) for url in watched.requests)
    assert watched.messages == []


def test_an_unknown_body_is_told_with_those_that_may_be_meant(visited: Visited, every: Client) -> None:
    watched = visited(every, f"/body/{quote('Central Integrated Care Partnershp')}")
    assert watched.page.inner_text("h1") == "This is not here"
    assert "Central Integrated Care Partnership" in watched.page.locator(".bodies a").all_inner_texts()


@pytest.mark.parametrize("key", HOSTILE)
def test_a_name_that_means_harm_is_text_on_every_page(visited: Visited, harmful: Client, key: str) -> None:
    name = HOSTILE[key]
    paths = [f"/body/group-{key}", f"/find?q={quote(name[:900])}", f"/body/{quote(name[:900], safe='')}"]
    for path in paths:
        watched = visited(harmful, path)
        if "/body/group-" in path:
            drawn(watched)
        assert watched.value("window.pwned") is None
        assert not [message for message in watched.messages if "404" not in message]
        assert watched.page.locator("img, iframe, object, embed").count() == 0
        assert all(url.startswith((harmful.url, "data:")) for url in watched.requests)


@pytest.mark.parametrize("path", ["/", "/find?q=tees", "/find?q=zzzzzz", "/body/nobody", "/body/ccg-darlington"])
def test_a_phone_never_scrolls_sideways(visited: Visited, every: Client, path: str) -> None:
    watched = visited(every, path, width=400)
    assert watched.value("document.documentElement.scrollWidth") <= 400


def test_a_trace_that_may_go_on_beyond_what_the_page_carries_says_so(
    visited: Visited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "store.sqlite"
    build(file, read_datasets([write(tmp_path / "hub")]).dataset)
    trace = (
        "(() => { change({ trace: ['route', 'hub', 'c4'] }); return document.querySelector('#details').innerText; })()"
    )
    with serving(lambda: open_store(str(file))) as client:
        told = drawn(visited(client, "/body/hub")).value(trace)
        assert "Body hub → Body board-a → … → Body c4 (6 steps)" in told
        assert "go on" not in told
    # Another server, as the first keeps the pages that it made.
    monkeypatch.setattr("ics_graph.explorer.payload._MORE", 1)
    with serving(lambda: open_store(str(file))) as client:
        told = drawn(visited(client, "/body/hub")).value(trace)
        assert "On 31 December 2019, no way from Body hub to c4 is in this page, but lines go on beyond it." in told
        assert "Lines may go on from Body c2: this page carries no lines above it." in told
