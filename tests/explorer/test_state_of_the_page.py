"""What a person does to the page: search, filter, sort, copy, and the link that brings all of it back."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from ics_graph.answering.asked import Asked
from ics_graph.explorer.page import to_pyvis, write_page
from ics_graph.ontology import load_ontology
from ics_graph.questions import all_questions
from ics_graph.stores import Store, open_store
from ics_graph.stores.rows import View
from tests.asking import NENC
from tests.browser import HOSTILE, Opened, Watched

QUERIES = {
    "North East and North Cumbria ICS": "ics-nenc",
    "nenc": "ics-nenc",
    "central": "icp-nenc-central",
    "central integrated care partnership": "icp-nenc-central",
    "darlington ccg": "ccg-darlington",
    "NHS Darlington CCG": "ccg-darlington",
    "00C": "ccg-darlington",
    "00c": "ccg-darlington",
    "ccg-darlington": "ccg-darlington",
    "newcastle ft": "trust-newcastle-upon-tyne-hospitals",
    "CDDFT": "trust-county-durham-and-darlington",
    "nhs england": "nhs-england",
    "health strategy group": "health-strategy-group-nenc",
    "ICS Management Group": "management-group-nenc",
    "prevention": "workstream-nenc-prevention",
    "digital care": "workstream-nenc-digital-care",
    "tees valley combined authority": "combined-authority-tees-valley",
    "stp lead": "post-stp-lead-nenc",
    "joint ccg": "joint-ccg-committee-cne",
    "north cumbria integrated": "icp-nenc-north-cumbria",
    "sunderland ccg": "ccg-sunderland",
    "DDES": "ccg-durham-dales-easington-and-sedgefield",
}


def first_hit(page: Page, query: str) -> str:
    page.fill("#wanted", query)
    return str(page.evaluate("found(document.getElementById('wanted').value)[0]?.id ?? ''"))


def test_every_name_and_code_puts_the_right_body_first(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    assert {query: first_hit(watched.page, query) for query in QUERIES} == QUERIES


def test_a_code_is_found_whether_of_then_or_of_now(opened: Opened, system_page: Path, shipped: Store) -> None:
    watched = opened(system_page)
    bodies = shipped.bodies(watched.value("Object.keys(told.bodies)")).values()
    codes = Counter(code.value for body in bodies for code in body.record.identifiers)
    past = [(body.id, code.value) for body in bodies for code in body.record.identifiers if code.until]
    now = [(body.id, code.value) for body in bodies for code in body.record.identifiers if not code.until]
    assert len(past) > 5
    assert len(now) > 5
    for id_, code in [*past, *now]:
        if codes[code] == 1:
            assert first_hit(watched.page, code) == id_, code


def test_the_search_is_worked_by_keys_alone_and_leaving_it_moves_nothing(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    before = watched.value("[encode(), JSON.stringify(network.getViewPosition())]")
    watched.page.focus("#wanted")
    watched.page.keyboard.type("council")
    # Until an arrow key goes to an item, Enter takes what was typed.
    assert watched.page.get_attribute("#wanted", "aria-activedescendant") is None
    watched.page.keyboard.press("ArrowDown")
    watched.page.keyboard.press("ArrowDown")
    assert watched.page.get_attribute("#wanted", "aria-activedescendant") == "found-1"
    watched.page.keyboard.press("Tab")
    assert watched.page.is_hidden("#found")
    assert watched.value("[encode(), JSON.stringify(network.getViewPosition())]") == before
    watched.page.focus("#wanted")
    watched.page.keyboard.press("ArrowDown")
    second = watched.page.inner_text("#found li >> nth=1 >> bdi >> nth=0")
    watched.page.keyboard.press("ArrowDown")
    watched.page.keyboard.press("ArrowDown")
    watched.page.keyboard.press("Enter")
    assert watched.page.inner_text("#details h2") == second


def test_what_is_in_the_data_but_not_in_the_picture_is_found_and_said_to_be(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    watched.page.fill("#wanted", "North East Ambulance")
    watched.page.keyboard.press("Enter")
    assert "It is not in this picture: only what is told of it is on this page." in watched.page.inner_text("#details")
    assert "is listed beside North" in watched.page.inner_text("#details")
    watched.page.fill("#wanted", "zzzz nobody")
    assert "No body in this data has this name or code." in watched.page.inner_text("#found")


def counts_in_legend(watched: Watched) -> dict[str, dict[str, str]]:
    script = """Object.fromEntries(KINDS.map(kind => [kind, Object.fromEntries(
      [...document.querySelectorAll(`#legend input[data-kind=${kind}]`)].map(box =>
        [box.dataset.name, box.closest('label').querySelector('.n').textContent]))]))"""
    found: dict[str, dict[str, str]] = watched.value(script)
    return found


def test_the_legend_counts_what_is_drawn(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    bodies = watched.value("[...painted.shown.bodies].map(id => [told.bodies[id].type, told.bodies[id].certainty])")
    lines = watched.value("[...painted.shown.lines].map(id => [told.lines[id].family, told.lines[id].certainty])")
    found = counts_in_legend(watched)
    assert found["type"] == {name: str(n) for name, n in Counter(type_ for type_, _ in bodies).items()}
    assert found["family"] == {name: str(n) for name, n in Counter(family for family, _ in lines).items()}
    rules = sum(certainty == "rule" for _, certainty in lines)
    assert found["certainty"]["rule"] == f"{rules} lines"


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("type", "UnitaryAuthority"),
        ("family", "membership"),
        ("phase", "shadow"),
        ("certainty", "inferred"),
        ("certainty", "rule"),
    ],
)
def test_each_entry_of_the_legend_leaves_out_its_own_and_brings_it_back(
    opened: Opened, system_page: Path, kind: str, name: str
) -> None:
    watched = opened(system_page)
    whole = watched.value("[[...painted.shown.bodies].sort(), [...painted.shown.lines].sort()]")
    box = f"#filter-{kind}-{name}"
    watched.page.uncheck(box)
    bodies, lines = watched.value("[[...painted.shown.bodies], [...painted.shown.lines]]")
    told: Any = watched.value("told")
    view = "{ day: state.day, planned: true, uncertain: true, rules: true }"
    phases = watched.value(f"Object.fromEntries(drawnLines.map(id => [id, linePhase(told.lines[id], {view})]))")
    of_line: dict[str, Callable[[Any], set[str]]] = {
        "type": lambda line: {told["bodies"][end]["type"] for end in (line["subject"], line["object"])},
        "family": lambda line: {line["family"]},
        "phase": lambda line: {phases[line["id"]]},
        "certainty": lambda line: {line["certainty"]},
    }
    kept = {id_ for id_ in whole[1] if name not in of_line[kind]({**told["lines"][id_], "id": id_})}
    assert set(lines) == kept < set(whole[1])
    if kind == "type":
        assert set(bodies) == {id_ for id_ in whole[0] if told["bodies"][id_]["type"] != name}
    assert watched.page.inner_text(f"label:has({box}) .n").startswith("0 of ")
    assert f"without-{kind}={name}" in watched.value("location.hash")
    watched.page.check(box)
    assert watched.value("[[...painted.shown.bodies].sort(), [...painted.shown.lines].sort()]") == whole


STATES = {
    "a day": "change({ day: '2021-05-01' })",
    "the evidence of a body": "choose('body', 'icp-nenc-central'); change({ card: 'evidence' })",
    "a body chosen": "choose('body', 'icp-nenc-central')",
    "a line chosen": "choose('line', 'rule:ccg-assessment:ccg-darlington')",
    "filters": (
        "state.hidden.type.add('UnitaryAuthority'); state.hidden.phase.add('planned'); "
        "change({ undated: false, day: '2018-04-01' })"
    ),
    "two days": "change({ day: '2020-03-01', to: '2020-06-01', tab: 'changes' })",
    "a route": "change({ trace: ['route', 'ccg-darlington', 'ics-nenc'] })",
    "accountability": "change({ trace: ['accountable', 'ccg-darlington'], day: '2019-06-01' })",
    "a table and a view": "change({ tab: 'lines' }); zoom(1.25)",
}
SEEN = """() => ({ bodies: [...painted.shown.bodies].sort(), lines: [...painted.shown.lines].sort(),
  open: [...painted.shown.open].sort(), lit: [...looks].filter(([, now]) => !now.dim).map(([id]) => id).sort(),
  marks: [...painted.marks].map(([id, one]) => [id, one.mark]).sort(), card: details.textContent,
  table: document.getElementById('table').textContent,
  view: [network.getScale().toFixed(2), ...Object.values(network.getViewPosition()).map(Math.round)],
  height: container.clientHeight, address: encode() })"""


@pytest.mark.parametrize("name", list(STATES))
def test_a_link_brings_back_what_was_seen_also_from_a_store_built_anew(
    opened: Opened, system_page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    watched = opened(system_page)
    watched.value(f"(() => {{ {STATES[name]} }})()")
    seen = watched.value(SEEN)
    link = watched.value("location.hash")
    assert link
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "cache"))
    again = tmp_path / "again.html"
    with open_store(data=[NENC]) as store:
        write_page(Asked(store, load_ontology(), View(planned=True, uncertain=True)), again)
    reopened = opened(again)
    reopened.page.goto(again.as_uri() + link)
    reopened.page.reload()
    reopened.page.wait_for_selector("#drawing[data-ready]", state="attached")
    found = reopened.value(SEEN)
    if name != "a table and a view":
        # Only where the view was moved by hand is it a part of the link; else the whole is shown again.
        for one in (seen, found):
            del one["view"]
    assert found == seen


def test_a_link_to_what_is_not_here_says_so_and_shows_the_rest(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    watched.page.goto(
        system_page.as_uri() + "#day=2019-13-45&body=nobody&trace=route,a,b&without-type=Council&view=x,%E0%A4%A,1"
    )
    watched.page.reload()
    watched.page.wait_for_selector("#drawing[data-ready]", state="attached")
    said = watched.page.inner_text("#status")
    assert all(word in said for word in ("nobody", "day 2019-13-45"))
    assert "Council" not in {
        watched.value(f"told.bodies['{id_}'].type") for id_ in watched.value("[...painted.shown.bodies]")
    }
    assert watched.messages == []


def test_a_link_of_any_date_opens_on_the_day_of_the_page_and_says_so(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    watched.page.goto(system_page.as_uri() + "#day=any&body=icp-nenc-central")
    watched.page.reload()
    watched.page.wait_for_selector("#drawing[data-ready]", state="attached")
    assert watched.value("[state.day, state.chosen[1]]") == ["2019-06-01", "icp-nenc-central"]
    assert watched.page.is_visible("#status.seen")
    assert "a picture of any date; the page shows 1 June 2019" in watched.page.inner_text("#status")


def test_back_undoes_one_choice_after_the_other(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    watched.page.click("#change-day")
    watched.page.fill("#day", "")
    watched.page.keyboard.type("31 March 2020")
    watched.page.keyboard.press("Enter")
    watched.choose("body", "icp-nenc-central")
    watched.page.click("#card-history")
    watched.page.uncheck("#filter-family-membership")
    watched.page.click("#tab-gaps")
    now = "[state.day, state.chosen?.[1] ?? null, state.card, state.hidden.family.size, state.tab]"
    steps = [
        ["2020-03-31", "icp-nenc-central", "history", 1, "gaps"],
        ["2020-03-31", "icp-nenc-central", "history", 1, None],
        ["2020-03-31", "icp-nenc-central", "history", 0, None],
        ["2020-03-31", "icp-nenc-central", None, 0, None],
        ["2020-03-31", None, None, 0, None],
        ["2019-06-01", None, None, 0, None],
    ]
    for n, step in enumerate(steps):
        assert watched.value(now) == step, n
        watched.page.go_back()
    watched.page.go_forward()


def test_that_the_link_is_copied_is_seen_with_what_to_send_before_it(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.choose("body", "icp-nenc-central")
    watched.page.click("#copy-link")
    watched.page.wait_for_selector("#status.seen")
    assert watched.page.inner_text("#status").startswith("Link copied. Send the file, then this link: ")
    copied = watched.value("navigator.clipboard.readText()")
    assert copied.startswith(system_page.as_uri())
    assert "body=icp-nenc-central" in copied


def table_of(watched: Watched, name: str) -> list[list[str]]:
    if watched.page.get_attribute(f"#tab-{name}", "aria-selected") != "true":
        watched.page.click(f"#tab-{name}")
    # A day is written in words, and sorted and copied as data have it.
    rows: list[list[str]] = watched.value(
        """[...document.querySelectorAll('#table tbody tr')].map(row => [...row.cells].map(
            cell => cell.querySelector('time')?.dateTime ?? cell.textContent))"""
    )
    return rows


@pytest.mark.parametrize(
    "script",
    [
        "0",
        "change({ day: '2021-06-01' })",
        "state.hidden.family.add('structure'); change({})",
        "change({ day: '2020-03-01', to: '2020-06-01' })",
    ],
)
def test_the_tables_are_always_what_is_drawn(opened: Opened, system_page: Path, script: str) -> None:
    watched = opened(system_page)
    watched.value(f"(() => {{ {script} }})()")
    for name, what in (("bodies", "bodies"), ("lines", "lines")):
        rows = table_of(watched, name)
        drawn = {"bodies": "nodes", "lines": "edges"}[what]
        there = watched.value(f"{drawn}.get({{ filter: one => !one.hidden }}).map(one => one.id)")
        # What came between two days is drawn in the nested picture alone.
        came = watched.value(f"[...painted.shown.{what}].filter(id => !{drawn}.get(id))")
        assert bool(came) == ("to:" in script and what == "bodies") or what == "lines"
        assert all(watched.page.locator(f"#nested [data-id='{id_}']").count() for id_ in came if what == "bodies")
        there += came
        assert len(rows) == len(there) == watched.value(f"painted.shown.{what}.size")
        names = Counter(row[0] for row in rows)
        ends = "id => nameOf(id)" if what == "bodies" else "id => nameOf(told.lines[id].subject)"
        assert names == Counter(watched.page.evaluate(f"ids => ids.map({ends})", there))


def test_a_table_is_sorted_by_any_column_both_ways(opened: Opened, system_page: Path) -> None:
    watched = opened(system_page)
    unsorted = table_of(watched, "lines")
    for n in range(9):
        watched.page.click(f"#table th button >> nth={n}")
        rows = [row[n].lower() for row in table_of(watched, "lines")]
        assert rows == sorted(rows), n
        assert watched.page.get_attribute(f"#table th >> nth={n}", "aria-sort") == "ascending"
    watched.page.click("#table th button >> nth=0")
    watched.page.click("#table th button >> nth=0")
    rows = [row[0].lower() for row in table_of(watched, "lines")]
    assert rows == sorted(rows, reverse=True)
    assert Counter(map(tuple, table_of(watched, "lines"))) == Counter(map(tuple, unsorted))
    watched.page.click("#tab-bodies")
    watched.page.click("#table th button >> nth=7")
    numbers = [int(row[7]) for row in table_of(watched, "bodies")]
    assert numbers == sorted(numbers)


def test_a_copied_table_is_csv_that_no_spreadsheet_runs(opened: Opened, hostile_page: Path) -> None:
    from ics_graph.formulas import without_formula

    watched = opened(hostile_page)
    watched.page.click("#tab-bodies")
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.page.click("#table .acts button >> nth=0")
    watched.page.wait_for_function("() => document.getElementById('status').textContent.includes('copied')")
    copied = watched.value("navigator.clipboard.readText()")
    rows = list(csv.reader(io.StringIO(copied)))
    assert len(rows) == 1 + watched.value("painted.shown.bodies.size")
    names = {row[0] for row in rows[1:]}
    assert {without_formula(f"{text} {key}") for key, text in HOSTILE.items()} <= names
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    with watched.page.expect_download() as download:
        watched.page.click("#table .acts button >> nth=1")
    assert download.value.suggested_filename == f"ics-{watched.value('state.day')}-bodies.csv"
    assert Path(download.value.path()).read_text("utf-8-sig").replace("\r\n", "\n") == copied.replace("\r\n", "\n")


@pytest.mark.parametrize("question", ["gaps", "conflicts", "uncertain"])
def test_what_is_missing_differs_or_is_unsure_is_listed_as_the_question_says(
    opened: Opened, system_page: Path, shipped: Store, question: str
) -> None:
    watched = opened(system_page)
    answer = all_questions()[question].ask(
        Asked(shipped, load_ontology(), View(planned=True, uncertain=True)), within="ics-nenc"
    )
    rows = table_of(watched, question)
    assert len(rows) == len(answer.rows) > 5
    text = watched.value("document.getElementById('table').textContent")
    for row in answer.rows:
        assert row.name in text
        assert all(part in text for part in (row.value or "").split(" – "))
    assert watched.page.inner_text(f"#tab-{question}").endswith(f"({len(answer.rows)})")


def test_gaps_and_conflicts_are_marked_on_the_picture(opened: Opened, system_page: Path, shipped: Store) -> None:
    watched = opened(system_page)
    badges = watched.value("Object.fromEntries(drawnBodies.map(id => [id, lookOf(id).badges.map(([text]) => text)]))")
    gaps = Counter(gap.entity for gap in shipped.gaps(list(badges)))
    assert {id_: f"? {n}" for id_, n in gaps.items()} == {
        id_: text for id_, texts in badges.items() for text in texts if text.startswith("?")
    }
    rows = all_questions()["conflicts"].ask(Asked(shipped, load_ontology(), View()), within="ics-nenc").rows
    marked = {id_ for id_, texts in badges.items() if "≠" in texts}
    assert marked == {id_ for row in rows for id_ in (row.id, row.of) if id_ in badges}


def test_what_is_about_one_body_can_be_drawn_to_a_depth(shipped: Store) -> None:
    asked = Asked(shipped, load_ontology(), View(planned=True, uncertain=True))
    one, two = (to_pyvis(asked, root="Central Integrated Care Partnership", depth=depth) for depth in (1, 2))
    near = {node["id"] for node in one.nodes}
    lines = [*shipped.lines(["icp-nenc-central"], "up", ["membership", "structure", "coverage"], View())]
    lines += shipped.lines(["icp-nenc-central"], "down", ["membership", "structure", "coverage"], View())
    assert {end for line in lines for end in (line.subject, line.object)} <= near
    assert near < {node["id"] for node in two.nodes}
    assert one.context["told"]["hanging"]["ics-nenc"] > 30
