"""What a served page asks its own server: bodies that it does not carry, and every question of the whole store."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from ics_graph.stores import open_store
from tests.browser import Watched
from tests.explorer.serving import Client, serving

Visited = Callable[[Client, str], Watched]


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server of all shipped data."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_GRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        with serving(open_store) as client:
            yield client


@pytest.fixture
def visited(browser: Browser) -> Iterator[Visited]:
    """Open the page of a body in the browser."""
    contexts: list[BrowserContext] = []

    def visit(client: Client, id_: str) -> Watched:
        contexts.append(browser.new_context(viewport={"width": 1400, "height": 900}))
        watched = Watched(contexts[-1].new_page())
        watched.page.goto(f"{client.url}/body/{id_}")
        watched.page.wait_for_selector("#drawing[data-ready]", state="attached")
        return watched

    yield visit
    for context in contexts:
        context.close()


def test_the_search_finds_what_the_page_does_not_carry_and_goes_there(every: Client, visited: Visited) -> None:
    watched = visited(every, "ccg-darlington")
    assert watched.value("told.bodies['icb-devon']") is None
    watched.page.focus("#wanted")
    watched.page.keyboard.type("NHS Devon ICB")
    watched.page.wait_for_function("() => document.querySelector('#found li')?.textContent.includes('Devon')")
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_url("**/body/icb-devon")
    watched.page.wait_for_selector("#drawing[data-ready]", state="attached")
    assert "Devon" in watched.page.inner_text("h1")


def test_the_whole_store_answers_on_the_day_and_with_what_is_let_in(every: Client, visited: Visited) -> None:
    watched = visited(every, "ccg-darlington")
    watched.value("change({ day: '2019-06-01', trace: ['accountable', 'ccg-darlington'] })")
    watched.page.click("text=Ask the whole store")
    watched.page.wait_for_function(
        "() => document.querySelector('#details .answer').textContent.startsWith('No source says who ')"
    )
    switches = {"planned": "false", "uncertain": "false", "rules": "true"}
    wanted = every("/api/ask/accountable-to", body="ccg-darlington", as_of="2019-06-01", **switches).json
    assert watched.page.inner_text("#details .answer") == wanted["headline"]
    listed = watched.page.inner_text("#details ol")
    assert watched.page.locator("#details ol > li").count() == len(wanted["rows"]) > 0
    for row in wanted["rows"]:
        assert row["name"] in listed
        assert all(cited["locator"] in listed for cited in row["sources"])
    assert watched.messages == []


def test_a_way_to_a_body_that_the_page_does_not_carry_is_asked_of_the_store(every: Client, visited: Visited) -> None:
    watched = visited(every, "ccg-darlington")
    watched.value("change({ day: '2023-01-01' })")
    watched.value("traceForm(null, null)")
    for field, text, name in (
        ("trace-from", "NHS North West London ICB", "North West London"),
        ("trace-to", "NHS England", "NHS England"),
    ):
        watched.page.focus(f"#{field}")
        watched.page.keyboard.type(text)
        watched.page.wait_for_function(
            "([field, name]) => document.querySelector(`#${field}-list li`)?.textContent.includes(name)",
            arg=[field, name],
        )
        watched.page.wait_for_timeout(400)
        watched.page.keyboard.press("Enter")
    watched.page.click("text=Show the way")
    # The page carries this way, since the law gives it; the store tells it in its own words.
    assert "NHS North West London ICB → NHS England (1 step)" in watched.page.inner_text("#details")
    watched.page.click("text=Ask the whole store")
    switches = {"planned": "false", "uncertain": "false", "rules": "true"}
    switches["as_of"] = "2023-01-01"
    wanted = every("/api/ask/route", start="icb-north-west-london", goal="nhs-england", **switches).json
    watched.page.wait_for_function(
        "(headline) => document.querySelector('#details .answer')?.textContent === headline", arg=wanted["headline"]
    )
    assert wanted["paths"]


def test_where_the_server_has_gone_the_page_says_so_and_stays(
    browser: Browser, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path))
    context = browser.new_context()
    with serving(open_store) as client:
        watched = Watched(context.new_page())
        watched.page.goto(f"{client.url}/body/ccg-darlington")
        watched.page.wait_for_selector("#drawing[data-ready]", state="attached")
    watched.value("change({ trace: ['accountable', 'ccg-darlington'] })")
    watched.page.click("text=Ask the whole store")
    watched.page.wait_for_function(
        "() => document.querySelector('#details .answer').textContent.includes('does not answer')"
    )
    assert "By law: to NHS England" in watched.page.inner_text("#said")
    context.close()
