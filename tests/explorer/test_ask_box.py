"""The box across the top and its answers, in a real browser; seven tasks of a governance lead, three actions each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from ics_graph.answering.asked import Asked
from ics_graph.answering.verdicts import verdict_line
from ics_graph.ontology import load_ontology
from ics_graph.questions import question_named
from ics_graph.stores import Store, open_store
from ics_graph.stores.rows import View
from tests.asking import NENC
from tests.browser import Opened, Watched
from tests.explorer.serving import Client, serving

MOST_ACTIONS = 3
CENTRAL = "icp-nenc-central"


class Person:
    """Somebody at the page who types, presses and clicks; each of these is an action."""

    def __init__(self, watched: Watched) -> None:
        self.watched, self.page, self.actions = watched, watched.page, 0

    def asks(self, text: str) -> Person:
        """Type a question and press Enter: two actions."""
        self.page.focus("#wanted")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.actions += 2
        return self

    def clicks(self, selector: str) -> Person:
        """Click a thing."""
        self.page.click(selector)
        self.actions += 1
        return self

    def waits_for(self, words: str) -> None:
        """Wait until the sentence of the answer has these words."""
        has = "words => document.querySelector('#answer .sentence')?.textContent.includes(words)"
        self.page.wait_for_function(has, arg=words)

    @property
    def answer(self) -> str:
        """The sentence of the answer, once it is there."""
        self.page.wait_for_selector("#answer .sentence")
        return str(self.page.inner_text("#answer .sentence"))

    @property
    def verdict(self) -> str:
        """The line of the verdict."""
        return str(self.page.inner_text("#answer .verdict")).replace(" · ", "; ")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server of the shipped system, as things stood on a day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_GRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        with serving(lambda: open_store(data=[NENC]), View(date(2019, 6, 1))) as client:
            yield client


Visit = Callable[[], Person]


@pytest.fixture(params=["file", "served"])
def visit(request: pytest.FixtureRequest, browser: Browser, system_page: Path, served: Client) -> Iterator[Visit]:
    """Open the page of the system as a file, and as a server gives it."""
    contexts: list[BrowserContext] = []

    def open_() -> Person:
        offline = request.param == "file"
        context = browser.new_context(viewport={"width": 1400, "height": 1000}, offline=offline)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.goto(system_page.as_uri() + "#day=2019-06-01" if offline else f"{served.url}/body/ics-nenc")
        watched.page.wait_for_selector("#drawing[data-ready]", state="attached")
        return Person(watched)

    yield open_
    for context in contexts:
        context.close()


def asked(store: Store, question: str, **given: Any) -> Any:
    """Return what a question answers on the day of the page."""
    return question_named(question).ask(Asked(store, load_ontology(), View(date(2019, 6, 1))), **given)


def test_the_seven_tasks_each_take_three_actions_at_the_most(visit: Visit, shipped: Store) -> None:
    person = visit()
    members = asked(shipped, "members", body=CENTRAL)
    person.asks("Who sits on the Central ICP?")
    assert (person.answer, person.verdict) == (members.headline, verdict_line(members))
    details = person.page.inner_text("#details")
    assert "Sunderland" in details
    assert "County Durham and Darlington" in details
    assert person.actions <= MOST_ACTIONS

    person.actions = 0
    accountable = asked(shipped, "accountable-to", body=CENTRAL)
    person.page.fill("#wanted", "")
    person.asks("to whom is the central icp accountable")
    person.waits_for(accountable.headline)
    assert person.verdict == verdict_line(accountable)
    assert "slide 12" in person.page.inner_text("#answer")
    assert person.actions <= MOST_ACTIONS

    person.actions = 0
    person.page.fill("#wanted", "")
    person.asks("What changed between 31 March and 1 April 2020?")
    person.page.wait_for_selector("#comparison .sums")
    assert "6 abolished" in person.answer
    assert "6 abolished" in person.page.inner_text("#comparison")
    assert person.actions <= MOST_ACTIONS

    person.actions = 0
    person.page.goto(person.page.url.split("#")[0] + "#day=2019-06-01")
    person.clicks("#examples a:has-text('two ICPs')")
    person.waits_for("CDDFT")
    assert all(f"{name} Integrated Care Partnership" in person.answer for name in ("Central", "South"))
    assert person.actions <= MOST_ACTIONS

    person.actions = 0
    person.page.fill("#wanted", "")
    person.asks("only the workstreams")
    person.page.wait_for_selector("#table tbody tr")
    types = set(person.page.locator("#table tbody td:nth-child(2)").all_inner_texts())
    assert types <= {"workstream", "delivery workstream", "enabling workstream"}
    assert len(types) > 1
    assert person.actions <= MOST_ACTIONS

    person.actions = 0
    person.clicks("#copy-link")
    person.page.wait_for_function("() => document.querySelector('#status').textContent.startsWith('Link copied.')")
    said = person.page.inner_text("#status")
    assert ("Send the file, then this link: your colleague opens the file" in said) == person.page.url.startswith(
        "file:"
    )
    link = person.page.evaluate("navigator.clipboard.readText()")
    assert "without-type=" in link
    assert person.actions <= MOST_ACTIONS

    person.actions = 0
    person.page.fill("#wanted", "")
    person.asks("What is not stated about the Central ICP?")
    person.waits_for("gaps on record")
    assert "accountability (2)" in person.answer
    assert "slide 12" in person.page.inner_text("#answer .sources")
    assert person.actions <= MOST_ACTIONS
    assert person.watched.messages == []


@pytest.fixture
def watched(opened: Opened, system_page: Path) -> Watched:
    """The page of the shipped system as a file."""
    return opened(system_page)


def test_what_is_said_of_the_system_does_not_hang_on_a_filter(watched: Watched) -> None:
    person = Person(watched)
    before = watched.page.inner_text("#summary")
    assert "12 CCGs and 9 trusts" in before
    person.asks("only the workstreams")
    watched.page.wait_for_selector("#table tbody tr")
    assert watched.page.inner_text("#summary") == before
    # The next question is of all kinds again, and its bodies are in the picture.
    watched.page.fill("#wanted", "")
    person.asks("Who sits on the Central ICP?")
    person.waits_for("members of")
    assert watched.value("painted.shown.bodies.has('icp-nenc-central')")


def test_it_is_the_body_that_is_open(watched: Watched) -> None:
    person = Person(watched).asks("Central ICP")
    watched.page.fill("#wanted", "")
    person.asks("To whom is it accountable?")
    assert "who the Central Integrated Care Partnership was accountable to" in person.answer
    # What was asked is seen in the box, and in the link.
    assert "Central Integrated Care Partnership" in watched.page.input_value("#wanted")
    assert "ask=To%20whom%20is%20Central" in watched.page.url
    watched.value("change({ chosen: null, ask: null })")
    watched.page.fill("#wanted", "")
    person.asks("To whom is it accountable?")
    assert person.answer.startswith("No body on this page has the name")


def test_after_a_comparison_the_next_question_is_of_the_day_before_it(watched: Watched) -> None:
    person = Person(watched).asks("What changed between 31 March and 1 April 2020?")
    watched.page.wait_for_selector("#comparison .sums")
    watched.page.fill("#wanted", "")
    person.asks("Who sits on the Central ICP?")
    assert "1 June 2019" in person.answer
    assert watched.value("[state.day, state.to]") == ["2019-06-01", None]


def test_a_link_that_somebody_sent_is_pasted_into_the_box(watched: Watched) -> None:
    """The address of a file is another one on the computer of whoever gets it: what stands behind # is what counts."""
    Person(watched).asks("file:///home/somebody/else/system.html#day=2020-04-01&body=icp-nenc-south")
    watched.page.wait_for_selector("#panel:not([hidden])")
    assert watched.value("[state.day, state.chosen]") == ["2020-04-01", ["body", "icp-nenc-south"]]
    assert watched.page.input_value("#wanted") == ""


def test_a_paper_has_all_names_and_what_to_know_before_they_are_used(watched: Watched) -> None:
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    person = Person(watched).asks("Who sits on the Central ICP?")
    assert "and 3 more" in person.answer
    person.clicks("text=Copy for a paper")
    copied = watched.page.evaluate("navigator.clipboard.readText()")
    for name in ("DDES CCG", "Sunderland CCG", "CDDFT", "Sunderland-South Tyneside FT"):
        assert name in copied
    for note in watched.page.locator("#answer details:last-of-type li").all_text_contents():
        assert note in copied
    assert "The slide counts three foundation trusts and names two." in copied


def test_a_link_holds_the_question_and_back_takes_it_away(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    person = Person(watched).asks("Who leads the Central ICP on 1/6/2018?")
    sentence, address = person.answer, watched.page.url
    assert "1 June 2018" in sentence
    assert "ask=Who%20leads" in address
    assert "day=2018-06-01" in address
    watched.page.go_back()
    watched.page.wait_for_selector("#answer", state="hidden")
    assert watched.page.input_value("#wanted") == ""
    watched.page.goto("about:blank")
    watched.page.goto(address)
    again = Person(watched)
    assert again.answer == sentence
    assert watched.page.input_value("#wanted") == "Who leads the Central ICP on 1/6/2018?"
    assert watched.messages == []


def test_without_a_day_in_the_question_the_answer_is_that_of_the_day_shown(watched: Watched) -> None:
    person = Person(watched).asks("Who sits on the Central ICP?")
    watched.value("change({ day: '2017-03-01' })")
    assert "1 March 2017" in person.answer


def test_an_answer_is_copied_for_a_paper_as_text_and_as_html(watched: Watched) -> None:
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    person = Person(watched).asks("Which trusts are in two ICPs?")
    sentence, verdict = person.answer, person.verdict
    person.clicks("text=Copy for a paper")
    assert watched.page.inner_text("#status") == "Answer copied, with its sources."
    text = watched.page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert text.startswith(f"{sentence}\n{verdict}.\n")
    assert "\n\nSources\n[1] Towards an Integrated Care System" in text
    html = watched.page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((blob) => blob.text())"
    )
    assert f"<b>{sentence}</b>" in html
    assert "<ol>" in html


def test_the_picture_keeps_bright_what_the_answer_is_about(watched: Watched) -> None:
    Person(watched).asks("Which trusts are in two ICPs?")
    bright = "id => document.querySelector(`#nested.paled [data-id='${id}']`)?.classList.contains('lit')"
    trust = "trust-county-durham-and-darlington"
    assert [watched.page.evaluate(bright, id_) for id_ in (trust, CENTRAL, "icp-nenc-north")] == [True, True, False]
    assert watched.page.evaluate("id => lookOf(id).dim", "icp-nenc-north") is True
    watched.page.click("#answer .close")
    assert watched.value("document.querySelector('#nested').classList.contains('paled')") is False


def test_what_a_file_cannot_answer_comes_with_the_command_to_type(watched: Watched) -> None:
    twice = "who sits on the Central ICP and who chairs it"
    for text, why, words in (
        ("history of the Central ICP", "cannot answer", 'ics-graph ask history "Central Integrated Care Partnership"'),
        (twice, "one question", f'ics-graph ask "{twice}"'),
        ("which combined authorities are in the Central ICP", "does not carry", "--type CombinedAuthority"),
    ):
        watched.page.fill("#wanted", "")
        Person(watched).asks(text).waits_for(why)
        assert words in watched.page.inner_text("#answer code")


def test_a_name_of_several_bodies_is_offered_and_one_click_answers(watched: Watched) -> None:
    person = Person(watched).asks("who sits on the ICP")
    assert "may be any of" in person.answer
    person.clicks("#answer .choices button:has-text('South')")
    watched.page.wait_for_selector("#answer .verdict")
    assert "South Integrated Care Partnership" in person.answer
    assert watched.page.input_value("#wanted") == "Who sits on South Integrated Care Partnership?"


def test_what_names_nothing_is_met_with_three_questions_that_can_be_asked(watched: Watched) -> None:
    person = Person(watched).asks("asdfgh")
    assert person.answer == "'asdfgh' is not read as any question of this page."
    assert watched.page.locator("#answer .choices button").count() == 3
    person.clicks("#answer .choices button >> nth=0")
    watched.page.wait_for_selector("#answer .verdict")


def test_a_body_is_chosen_by_a_name_that_is_misspelt(watched: Watched) -> None:
    Person(watched).asks("centrl integrated care partnrship")
    assert watched.page.inner_text("#details h2") == "Central Integrated Care Partnership"
    assert watched.page.is_hidden("#answer")


def test_the_list_offers_bodies_then_questions_and_is_worked_by_keys(watched: Watched) -> None:
    page = watched.page
    page.focus("#wanted")
    page.keyboard.type("central icp")
    options = page.locator("#found li").all_inner_texts()
    assert options[0].startswith("Central Integrated Care Partnership")
    assert next(text for text in options if "question" in text).startswith("Who sits on Central")
    assert page.get_attribute("#wanted", "aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    assert page.get_attribute("#wanted", "aria-activedescendant") == f"found-{len(options) - 1}"
    page.keyboard.press("Enter")
    assert "No source says who led or chaired the Central Integrated Care Partnership" in Person(watched).answer
    page.fill("#wanted", "who sits on cent")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("#found li[aria-selected=true]").startswith(
        "who sits on Central Integrated Care Partnership?"
    )
    page.keyboard.press("Escape")
    assert page.is_hidden("#found")


def test_every_example_is_answered_and_says_so_in_its_address(watched: Watched) -> None:
    watched.page.wait_for_selector("#examples a")
    texts = watched.page.locator("#examples a").all_inner_texts()
    assert len(texts) == 3
    for text in texts:
        watched.page.click(f"#examples a:text-is('{text}')")
        assert watched.page.locator("#answer .verdict").count() == 1
        assert watched.page.input_value("#wanted") == text


def test_a_hostile_question_stays_text(opened: Opened, hostile_page: Path) -> None:
    watched = opened(hostile_page)
    for text in (
        'who sits on "><img src=x onerror=window.pwned=1>',
        "<script>window.pwned=1</script>",
        "{body} {day} $&",
    ):
        watched.page.fill("#wanted", "")
        Person(watched).asks(text)
    watched.page.goto(watched.page.url.split("#")[0] + "#ask=%3Cscript%3Ewindow.pwned%3D1%3C%2Fscript%3E")
    assert watched.value("window.pwned") is None
    assert watched.page.locator("#answer img, #answer script").count() == 0
    assert watched.messages == []


def test_arrow_keys_in_both_pictures_say_name_type_gaps_and_lines(watched: Watched) -> None:
    page = watched.page
    page.focus(f"#nested [data-choose='{CENTRAL}']")
    page.keyboard.press("ArrowDown")
    said = page.inner_text("#status")
    assert "CCG, clinical commissioning group. Not stated: to whom it is accountable" in said
    assert said.endswith("lines.")
    watched.value("change({ picture: 'network' })")
    page.focus("#drawing")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("#status").endswith(("lines.", "line."))


def test_tables_have_no_empty_column_and_are_reached_in_ten_stops(watched: Watched) -> None:
    page = watched.page
    for stop in range(1, 11):
        page.keyboard.press("Tab")
        if stop == 1:
            page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.id") == "tab-bodies":
            break
    assert page.evaluate("document.activeElement.id") == "tab-bodies"
    for name in ("bodies", "lines", "gaps", "uncertain"):
        watched.value(f"change({{ tab: '{name}' }})")
        empty = """() => [...document.querySelectorAll('#table thead th')].filter((_, n) =>
            [...document.querySelectorAll('#table tbody tr')].every((row) => !row.children[n].textContent)).length"""
        assert page.evaluate(empty) == 0, name
    watched.value("change({ tab: 'gaps' })")
    reasons = page.locator("#table tbody td:first-child").all_inner_texts()
    first = reasons.index("not read")
    assert set(reasons[first:]) == {"not read"}
    assert "not read" not in reasons[:first]


def test_on_a_phone_each_row_of_a_table_is_a_card(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page, 400, 850)
    watched.value("change({ tab: 'bodies' })")
    cell = watched.page.locator("#table tbody tr >> nth=0 >> td >> nth=1")
    assert cell.get_attribute("data-label") == "Type"
    assert watched.value("document.documentElement.scrollWidth") <= 400
    assert watched.page.evaluate("getComputedStyle(document.querySelector('#table tbody tr')).display") == "block"
