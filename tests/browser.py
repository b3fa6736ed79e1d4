"""A browser without a network, the page of the shipped system, and the page of a dataset that means harm."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from ics_graph.answering.asked import Asked
from ics_graph.explorer.page import write_page
from ics_graph.ontology import load_ontology
from ics_graph.stores import Store, open_store
from ics_graph.stores.rows import View
from tests.asking import NENC

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOSTILE = {
    "script": "<script>window.pwned=1</script>",
    "image": '"><img src=x onerror=window.pwned=1>',
    "end": "</script><script>window.pwned=1</script><!--",
    "entity": "&lt;b&gt; &amp; <b>bold</b> {{ 7*7 }} {% raw %}",
    "address": "javascript:window.pwned=1",
    "formula": "=cmd|' /C calc'!A0",
    "turned": "\u202egnp.exe\u202c \u2066right\u2069 \u200fto left",
    "long": "Board of " + "x" * 10_000,
    "quotes": "O'Brien \\u003c \\\" `${window.pwned=1}`",
}

# What the page exports as "explorer", by its bare name, so that a test can ask for it as the page's own modules do.
EXPORTED = """document.addEventListener("DOMContentLoaded", () => {
  for (const name of Object.keys(window.explorer ?? {}))
    Object.defineProperty(window, name, { configurable: true, get: () => window.explorer[name] });
});"""

Opened = Callable[..., "Watched"]


class Watched:
    """A page in the browser, with every request that it made and every message on its console."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.messages: list[str] = []
        page.add_init_script(EXPORTED)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("dialog", lambda dialog: self.messages.append(f"dialog: {dialog.message}"))

    def value(self, script: str) -> Any:
        """Return what a script says of the page."""
        return self.page.evaluate(script)

    def show_network(self) -> Watched:
        """Go to the network of bodies and lines, the second of the two pictures."""
        self.press("#view-network")
        return self

    def press(self, button: str) -> None:
        """Press a button, which may stand under "more"."""
        if self.page.is_hidden(button):
            self.page.click("#more")
        self.page.click(button)

    def choose(self, what: str, id_: str) -> str:
        """Choose a body or line as the search and tables do, and return the text of the details, folded or not."""
        self.page.evaluate("([what, id]) => choose(what, id)", [what, id_])
        return str(self.page.text_content("#details"))


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """The distribution's Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Open a file in the browser, with the network off."""
    contexts: list[BrowserContext] = []

    def open_(path: Path, width: int = 1400, height: int = 1000, scheme: Any = "light", script: bool = True) -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, offline=True, java_script_enabled=script
        )
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.goto(path.as_uri())
        if script:
            watched.page.wait_for_selector("#drawing[data-ready]", state="attached")
        return watched

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of one shipped system."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_GRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        with open_store(data=[NENC]) as store:
            yield store


@pytest.fixture(scope="session")
def system_page(shipped: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the shipped system, with plans and questions let in."""
    path = tmp_path_factory.mktemp("page") / "system.html"
    write_page(Asked(shipped, load_ontology(), View(planned=True, uncertain=True)), path)
    return path


def write_hostile(folder: Path) -> Path:
    """Write a dataset in which every text that a person may write means harm."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dataset.yaml").write_text("title: Hostile\nlicence: none\n", "utf-8")
    sources = [
        {
            "id": f"src-{key}",
            "title": text,
            "publisher": text,
            "link": text,
            "kind": "minutes",
            "date": "2020",
            "note": text,
        }
        for key, text in HOSTILE.items()
    ]
    entities: list[dict[str, Any]] = [
        {"id": "ics", "type": "IntegratedCareSystem", "name": HOSTILE["script"], "claims": [{"source": "src-script"}]}
    ]
    relations: list[dict[str, Any]] = []
    facts, gaps = [], []
    for key, text in HOSTILE.items():
        claim = {"source": f"src-{key}", "locator": text, "note": text}
        entities.append(
            {
                "id": f"group-{key}",
                "type": "Group",
                "name": f"{text} {key}",
                "other_names": [f"{text} other"],
                "identifiers": [{"scheme": "made-up", "value": text}],
                "note": text,
                "claims": [claim],
            }
        )
        relations.append(
            {"subject": f"group-{key}", "type": "partOf", "object": "ics", "note": text, "claims": [claim]}
        )
        facts.append({"entity": f"group-{key}", "property": "status", "text": text, "note": text, "claims": [claim]})
        gaps.append({"entity": f"group-{key}", "topic": "membership", "note": text, "claims": [claim]})
    relations[0]["claims"] = [*relations[0]["claims"], {"source": "src-formula", "locator": "a second place"}]
    plain = {"sources": sources, "entities": entities, "relations": relations, "facts": facts, "gaps": gaps}
    (folder / "all.yaml").write_text(json.dumps(plain), "utf-8")
    return folder


@pytest.fixture(scope="session")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the dataset that means harm."""
    folder = write_hostile(tmp_path_factory.mktemp("hostile") / "hostile")
    path = tmp_path_factory.mktemp("page") / "hostile.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_GRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        with open_store(data=[folder]) as store:
            write_page(Asked(store, load_ontology(), View()), path)
    return path
