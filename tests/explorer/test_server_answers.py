"""The questions as pages of the server: asked in words or by a form, answered without a script, refused in words."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import findall, sub
from typing import Literal
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Browser

from ics_graph.dataset import read_datasets
from ics_graph.explorer.server.answer_pages import address_of_command, families
from ics_graph.questions import all_questions
from ics_graph.stores import open_store
from ics_graph.stores.sqlite import shipped_datasets
from ics_graph.stores.sqlite.building import build
from tests.browser import Watched, write_hostile
from tests.explorer.serving import Client, serving
from tests.explorer.test_access import violations


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server of all shipped systems."""
    file = tmp_path_factory.mktemp("files") / "all.sqlite"
    build(file, read_datasets(shipped_datasets()).dataset)
    with serving(lambda: open_store(str(file))) as client:
        yield client


def words_of(html: str) -> str:
    """Return the text of a page in one line."""
    return " ".join(unescape(sub(r"<[^>]+>", " ", sub(r"(?s)<style>.*?</style>", "", html))).split())


def headline_of(client: Client, path: str) -> str:
    return words_of(findall(r"(?s)<h1>(.*?)</h1>", client(path).text)[0])


def test_a_question_in_words_is_answered_as_the_api_answers_it(every: Client) -> None:
    text = quote_plus("Who sits on the Central ICP?")
    answer = every(f"/api/ask?q={text}").json
    page = every(f"/ask?q={text}")
    assert page.status == 200
    assert headline_of(every, f"/ask?q={text}") == answer["headline"]
    shown = words_of(page.text)
    assert 'Read as: ics-graph ask members "Central Integrated Care Partnership"' in shown
    assert answer["verdict_in_words"] in shown
    links = findall(r'<td data-title="Body"><a href="/body/([^"]+)">', page.text)
    assert links == [row["id"] for row in answer["rows"]]
    assert "Towards an Integrated Care System for the North East and North Cumbria, slide 10" in shown
    assert "<script" not in page.text


@pytest.mark.parametrize("name", sorted(all_questions()))
def test_every_question_has_a_page_whose_form_asks_what_its_example_asks(every: Client, name: str) -> None:
    """The example of each question leads, as a command, to the page of its answer; without it there is a form."""
    question = all_questions()[name]
    address = address_of_command(f"ics-graph ask {question.example}")
    assert address is not None
    assert address.startswith(f"/ask/{name}?")
    page = every(address)
    assert page.status == 200, words_of(page.text)
    assert f'action="/ask/{name}"' in page.text
    needed = [parameter for parameter in question.parameters if parameter.required]
    if needed:
        form = every(f"/ask/{name}").text
        assert "<article" not in form
        assert form.count(" required>") == len(needed)
        assert question.summary in unescape(form)


def test_a_name_leads_to_its_body_and_a_part_of_one_to_the_bodies_that_have_it(every: Client) -> None:
    assert every("/ask?q=NHS+Darlington+CCG").headers["location"] == "/body/ccg-darlington"
    assert every("/ask?q=south+tees").headers["location"] == "/find?q=south+tees"
    assert every("/ask?q=").headers["location"] == "/questions"


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("Should we merge the CCGs?", 422, "a question of judgement"),
        ("who froths the Central ICP?", 422, "The nearest questions"),
        ("who chairs the board?", 300, "It may be read as any of these"),
    ],
)
def test_what_is_not_answered_says_why_and_offers_what_can_be_asked(
    every: Client, text: str, status: int, said: str
) -> None:
    page = every(f"/ask?q={quote_plus(text)}")
    assert page.status == status
    assert said in words_of(page.text)
    assert 'href="/questions"' in page.text
    for address in findall(r'href="(/ask/[^"]+)"', page.text):
        assert every(unescape(address)).status == 200


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/ask/members?body=Nobody+Known", 404, "This is not here"),
        ("/ask/members?body=Central+ICP&as_of=soon", 422, "'soon' is not a date"),
        ("/ask/members?body=Central+ICP&limit=2", 422, "There is no parameter 'limit'"),
        ("/ask/bodies?type=CCG&limit=0", 422, "write a number from 1"),
        ("/ask/structure?body=Central+ICP&up=perhaps", 422, "write true or false"),
        ("/ask/sideways", 404, "There is nothing at this address"),
    ],
)
def test_what_is_wrong_is_told_in_plain_words(every: Client, path: str, status: int, said: str) -> None:
    page = every(path)
    assert page.status == status
    shown = words_of(page.text)
    assert said in shown
    assert "Unprocessable" not in shown


def test_the_home_says_what_there_is_and_has_the_systems_of_today_first(every: Client) -> None:
    page = every("/home").text
    shown = words_of(page)
    counts = every("/api/status").json["counts"]
    bodies = sum(counts["entities"].values())
    assert f"{bodies:,} bodies" in shown
    order = [
        shown.index(words) for words in ("Integrated care systems (", "Integrated care boards (36)", "that are no more")
    ]
    assert order == sorted(order)
    assert "NHS Frimley ICB until 31 March 2026" in shown.partition("Integrated care boards that are no more")[2]
    assert {row["href"] for family in families() for row in family["rows"]} <= set(findall(r'href="([^"]+)"', page))
    for address in findall(r'class="examples">(.*?)</p>', page):
        assert all(every(unescape(link)).status == 200 for link in findall(r'href="([^"]+)"', address))


def test_names_that_mean_harm_stay_text(tmp_path: Path, browser: Browser) -> None:
    file = tmp_path / "harm.sqlite"
    build(file, read_datasets([write_hostile(tmp_path / "hostile")]).dataset)
    harm = quote_plus('<img src=x onerror="alert(1)">?')
    with serving(lambda: open_store(str(file))) as client:
        watched = Watched(browser.new_page())
        for path in ("/home", "/ask/bodies?type=Board", f"/ask?q={harm}", "/ask/stats"):
            watched.page.goto(f"{client.url}{path}")
            assert watched.page.locator("img, script, iframe").count() == 0
        watched.page.close()
        # A page that is not answered has that as its status, which the console tells.
        assert [message for message in watched.messages if "status of 422" not in message] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1400])
def test_the_pages_fit_the_screen_and_pass_the_rules_of_access(
    every: Client, browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    watched = Watched(browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme))
    wrong: dict[str, list[str]] = {}
    for path in ("/home", "/ask/members", "/ask/accountable-to?body=NHS+Darlington+CCG&as_of=1+June+2019"):
        watched.page.goto(f"{every.url}{path}")
        if found := violations(watched):
            wrong[path] = found
        assert watched.value("document.documentElement.scrollWidth") <= width
    watched.page.close()
    assert wrong == {}
