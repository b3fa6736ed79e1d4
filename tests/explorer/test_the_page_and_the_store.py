"""What the page works out by itself, day by day, is what the store and the questions answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ics_graph.answering.traversal import line_status
from ics_graph.dates import in_words
from ics_graph.explorer.page import write_page
from ics_graph.stores import Store
from ics_graph.stores.rows import EVERYTHING, Line, View, admits
from ics_graph.validity import phase_on
from tests.asking import NENC, Asker, asking
from tests.browser import Opened, Watched
from tests.explorer.dated import DAYS, write_dated

SHIPPED_DAYS = ["2013-03-31", "2018-04-01", "2019-06-01", "2020-04-01", "2021-05-01", "2022-07-01", "2023-01-01"]
VIEWS: list[dict[str, Any]] = [
    {"planned": planned, "uncertain": uncertain, "rules": rules}
    for planned, uncertain, rules in [(True, True, True), (False, False, True), (True, False, False)]
]


class Case(NamedTuple):
    """A store, its page, the system, and days to look at."""

    asker: Asker
    path: Path
    system: str
    days: list[str]

    @property
    def store(self) -> Store:
        store: Store = self.asker.store
        return store


@pytest.fixture(scope="module", params=["shipped", 1, 2, 3])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The shipped system, and three made-up ones full of dates."""
    folder = tmp_path_factory.mktemp("case")
    made = request.param != "shipped"
    with asking(write_dated(folder / "dated", request.param) if made else NENC, folder) as asker:
        system, days = ("ics", DAYS) if made else ("ics-nenc", SHIPPED_DAYS)
        path = folder / "page.html"
        write_page(asked(asker, View()), path, system)
        yield Case(asker, path, system, days)


@pytest.fixture
def watched(opened: Opened, case: Case) -> Watched:
    """The page of the case."""
    return opened(case.path)


def asked(asker: Asker, view: View) -> Any:
    from ics_graph.answering.asked import Asked

    return Asked(asker.store, asker.ontology, view)


SET = """([day, to, view]) => {
  const hidden = { type: new Set(), family: new Set(), phase: new Set(), certainty: new Set() };
  if (!view.planned) hidden.phase.add('planned');
  if (!view.uncertain) hidden.certainty.add('uncertain');
  if (!view.rules) hidden.certainty.add('rule');
  change({ day, to, hidden, undated: true, trace: null, chosen: null, tab: null });
  const { bodies, lines, open } = painted.shown;
  return { bodies: [...bodies], lines: [...lines], open: [...open] };
}"""


def show(watched: Watched, day: str, view: dict[str, Any], to: str | None = None) -> dict[str, set[str]]:
    """Let the page show a day in a view, and return the ids that it then shows."""
    found = watched.page.evaluate(SET, [day, to, view])
    return {name: set(ids) for name, ids in found.items()}


def view_of(day: str | None, switches: dict[str, Any]) -> View:
    return View(date.fromisoformat(day) if day else None, **switches)


def test_on_every_day_the_page_shows_the_lines_and_bodies_that_the_store_gives(case: Case, watched: Watched) -> None:
    drawn_lines = set(watched.value("drawnLines"))
    drawn_bodies = set(watched.value("drawnBodies"))
    seen = set()
    for day in case.days:
        for switches in VIEWS:
            view = view_of(day, switches)
            found = show(watched, day, switches)
            wanted = [
                line
                for line in case.store.lines(drawn_bodies, "up", list(case.asker.ontology.families), view)
                if line.id in drawn_lines and not _shown_as_plan(line, view)
            ]
            assert found["lines"] == {line.id for line in wanted}, (day, switches)
            open_lines = {line.id for line in wanted if day and line.on(day) != "yes"}
            assert found["open"] & drawn_lines == open_lines, (day, switches)
            assert found["bodies"] == _bodies(case, drawn_bodies, wanted, view), (day, switches)
            seen.add((len(found["lines"]), len(found["bodies"])))
    # It is not always the same picture.
    assert len(seen) > 5


def _shown_as_plan(line: Line, view: View) -> bool:
    """Return whether a line that may be in force is surely planned on the day, so that it goes with the plans."""
    return not view.planned and (line_status(line, view) == "planned" or line.phase(view.as_of) == "planned")


def _bodies(case: Case, drawn: set[str], lines: list[Line], view: View) -> set[str]:
    linked = {case.system} | {end for line in lines for end in (line.subject, line.object)}
    left = {"uncertain": not view.uncertain, "rule": not view.rules}
    there = set()
    for id_, body in case.store.bodies(drawn).items():
        phase = "planned" if body.planned else phase_on(body.record.phases, view.as_of)
        hidden = left.get(body.certainty, False) or (phase == "planned" and not view.planned)
        hidden = hidden or (view.day is not None and body.on(view.day) == "no")
        if not hidden or id_ in linked:
            there.add(id_)
    return there


def test_yes_and_possibly_are_told_apart_on_the_cards(case: Case, watched: Watched) -> None:
    day = case.days[3]
    found = show(watched, day, VIEWS[0])
    bodies = case.store.bodies(found["bodies"])
    badged = set(
        watched.value("[...painted.shown.bodies].filter(id => lookOf(id).badges.some(([b]) => b === 'possibly'))")
    )
    assert badged == {id_ for id_, body in bodies.items() if body.on(day) == "possibly"}
    sure = sum(body.on(day) == "yes" for body in bodies.values())
    counts = watched.page.inner_text("#counts")
    assert f"{sure} bod" in counts
    assert f" certainly existed on this day, {len(bodies) - sure} possibly." in counts


def test_what_is_undated_is_counted_and_can_be_left_out(case: Case, watched: Watched) -> None:
    day = case.days[3]
    all_ = show(watched, day, VIEWS[0])
    records = {id_: body.record for id_, body in case.store.bodies(watched.value("drawnBodies")).items()}
    lines = {id_: case.store.line(id_) for id_ in watched.value("drawnLines")}
    undated = {id_ for id_, record in records.items() if not record.since and not record.until}
    undated |= {id_ for id_, line in lines.items() if line and line.record.since is line.record.until is None}
    assert watched.page.text_content("#undated-n") == f"{len(undated):,}"
    watched.page.click("#more")
    watched.page.uncheck("#undated-on")
    left = {name: set(ids) for name, ids in watched.value("({ lines: [...painted.shown.lines] })").items()}
    assert left["lines"] == {
        id_
        for id_ in all_["lines"] - undated
        if all(end in all_["bodies"] for line in [lines[id_]] if line for end in (line.subject, line.object))
    }


def test_the_slider_stands_on_every_day_on_which_something_changes(case: Case, watched: Watched) -> None:
    """Between two of its days nothing that is shown changes; on each of them something may."""
    days = watched.value("told.days")
    lines = [line for id_ in watched.value("drawnLines") if (line := case.store.line(id_))]
    turning = {
        day for line in lines for day in (line.start_min, line.start_max) if day not in ("0001-01-01", "9999-12-31")
    }
    assert turning <= set(days)
    assert days == sorted(set(days))
    script = """() => told.days.slice(0, -1).filter((day, n) => {
      const before_ = new Date(Date.parse(told.days[n + 1]) - 864e5).toISOString().slice(0, 10);
      const one = shownOn(day), two = shownOn(before_);
      return ['bodies', 'lines', 'open'].some(k => [...one[k]].sort().join() !== [...two[k]].sort().join()); })"""
    show(watched, case.days[2], VIEWS[0])
    assert watched.value(script) == []


def test_to_whom_a_body_is_accountable_is_what_the_question_answers(case: Case, watched: Watched) -> None:
    bodies = sorted(watched.value("drawnBodies"))
    # All bodies of a day at once, because each change of the page would paint it anew.
    trace = """ids => Object.fromEntries(ids.map(id => { state.trace = ['accountable', id]; const trace = traced();
      const { within, beside } = trace.found, of = lines => lines.map(line => line.id).sort();
      return [id, { within: of(within), planned: of(beside.planned), uncertain: of(beside.uncertain),
                    denied: of(beside.denied), said: traceSentence(trace) }]; }))"""
    some = 0
    for day in case.days[2::3]:
        for switches in VIEWS:
            show(watched, day, switches)
            traces = watched.page.evaluate(trace, bodies)
            for id_ in bodies:
                found = traces[id_]
                answer = case.asker("accountable-to", id_, as_of=day, **switches)
                headings: dict[str, list[str]] = {"in effect": [], "planned": [], "uncertain": [], "denied": []}
                inside = {step.record for path in answer.paths for step in path.steps}
                rows = [row for row in answer.rows if row.heading in headings and row.record in _ids(case)]
                for row in rows:
                    headings[row.heading].append(str(row.record))
                shown = [
                    *headings["in effect"],
                    *(line for line in headings["planned"] + headings["uncertain"] if line in inside),
                ]
                assert sorted(found["within"]) == sorted(set(shown)), (id_, day, switches)
                for name in ("planned", "uncertain", "denied"):
                    beside = sorted(line for line in headings[name] if line not in inside)
                    assert found[name] == beside, (id_, day, switches, name)
                own = [row for row in rows if row.of == id_ and row.record in inside and row.certainty != "rule"]
                silent = re.search(r"no source says|that were read do not say", found["said"], re.IGNORECASE)
                assert bool(silent) == (not own)
                some += len(found["within"])
    assert some > 10


def _ids(case: Case) -> set[str]:
    return {line.id for line in case.store.lines(None, "up", ["accountability"], EVERYTHING)}


def test_how_one_body_leads_to_another_is_what_the_question_answers(case: Case, watched: Watched) -> None:
    bodies = sorted(watched.value("drawnBodies"))
    pairs = [(one, two) for n, one in enumerate(bodies) for two in bodies[n % 5 :: 5] if one != two][:150]
    trace = """pairs => pairs.map(([from, to]) => { state.trace = ['route', from, to]; const trace = traced();
      const { paths, back } = trace.found, said = traceSentence(trace);
      return { paths: paths.map(path => path.map(line => line.id)), back, said }; })"""
    longest = 0
    for day in (case.days[4], case.days[2]):
        show(watched, day, VIEWS[0])
        for (one, two), found in zip(pairs, watched.page.evaluate(trace, pairs), strict=True):
            answer = case.asker("route", one, two, as_of=day, **VIEWS[0])
            assert found["paths"] == [[step.record for step in path.steps] for path in answer.paths], (one, two, day)
            # The page draws the way with arrows, and the question tells it in a sentence.
            if answer.paths:
                steps = answer.paths[0].steps
                assert f"({len(steps)} step" in found["said"]
                assert steps[0].of_name in found["said"]
                assert steps[-1].name in found["said"]
            else:
                assert "no relationship of the kinds followed leads from" in answer.headline
                assert "no relationship of the kinds followed leads from" in found["said"]
            longest = max([longest, *(len(path) for path in found["paths"])])
    assert longest > 1


def test_a_trace_lights_its_way_and_dims_the_rest(case: Case, watched: Watched) -> None:
    start, goal = ("ccg-darlington", "ics-nenc") if case.system == "ics-nenc" else ("b-00", "ics")
    ways = ((day, case.asker("route", start, goal, as_of=day, **VIEWS[0])) for day in case.days)
    day, answer = next((day, answer) for day, answer in ways if answer.paths)
    show(watched, day, VIEWS[0])
    watched.page.evaluate("([a, b]) => change({ trace: ['route', a, b] })", [start, goal])
    lit = set(watched.value("[...drawnBodies, ...drawnLines].filter(id => !lookOf(id).dim)"))
    steps = [step for path in answer.paths for step in path.steps]
    assert lit == {start, goal} | {end for step in steps for end in (step.id, step.record, step.of)}


def test_what_changed_between_two_days_is_what_the_question_answers(case: Case, watched: Watched) -> None:
    pairs = [(one, two) for n, one in enumerate(case.days) for two in case.days[n + 1 :]]
    script = """([one, two]) => { const parts = changes(one, two); return {
      items: parts.flatMap(part => part.items.map(item => [part.title, item.id])),
      marks: [...marksOf(parts).keys()], said: changeSaid(parts, one, two),
      sums: balances(one, two).map(({ type, value }) => [type, value]) }; }"""
    several = 0
    for one, two in pairs:
        made = watched.page.evaluate(script, [one, two])
        found = {(title, id_) for title, id_ in made["items"]}
        answer = case.asker("changes", one, two, within=case.system, limit=10_000)
        wanted = {
            (row.group, row.id if str(row.group).startswith(("Bodies", "Codes")) else row.record)
            for row in answer.rows
            if row.group and not row.group.startswith("Balance")
        }
        assert found == wanted, (one, two)
        assert set(made["marks"]) == {id_ for title, id_ in wanted if title != "Mergers and other events"}
        assert made["sums"] == [[row.id, row.value] for row in answer.rows if str(row.group).startswith("Balance")]
        assert made["said"]["sentence"] == answer.headline, (one, two)
        assert tuple(made["said"]["notes"]) == answer.caveats[: len(made["said"]["notes"])], (one, two)
        several += len(found)
    assert several > 10


def test_the_two_days_are_drawn_together_with_what_came_and_went(case: Case, watched: Watched) -> None:
    one, two = ("2020-03-01", "2020-06-01")
    before, after = show(watched, one, VIEWS[0]), show(watched, two, VIEWS[0])
    both = show(watched, one, VIEWS[0], to=two)
    answer = case.asker("changes", one, two, within=case.system, limit=1000)
    drawn = set(watched.value("drawnBodies"))
    came = {row.id for row in answer.rows if row.group == "Bodies that were established"} - drawn
    assert both["bodies"] == before["bodies"] | after["bodies"] | came
    fresh = watched.page.evaluate(
        "ids => Object.fromEntries([...painted.shown.lines].map(id => [id, told.lines[id]])"
        ".filter(([, line]) => ids.includes(line.subject) || ids.includes(line.object)))",
        sorted(came),
    )
    assert both["lines"] == before["lines"] | after["lines"] | set(fresh)
    gone = before["bodies"] - after["bodies"]
    closed = set(watched.value("drawnBodies.filter(id => lookOf(id).badges.some(([b]) => b.startsWith('− ')))"))
    assert (
        closed & both["bodies"]
        == {row.id for row in answer.rows if row.group == "Bodies that were abolished"} & both["bodies"]
    )
    assert {row.id for row in answer.rows if row.group == "Bodies that were abolished" and row.id in gone} <= closed


def test_every_card_lists_the_lines_of_the_store(case: Case, watched: Watched) -> None:
    """Members, memberships and the lines up and down, whatever the day; of lines by law from elsewhere, how many."""
    show(watched, case.days[2], VIEWS[0])
    families = list(case.asker.ontology.families)
    for id_ in watched.value("drawnBodies"):
        told = set(watched.page.evaluate("id => (linesAt.get(id) || []).map(line => line.id)", id_))
        lines = [
            *case.store.lines([id_], "up", families, EVERYTHING),
            *case.store.lines([id_], "down", families, EVERYTHING),
        ]
        left_out = {line.id for line in lines} - told
        assert told <= {line.id for line in lines}
        assert all(line.certainty == "rule" and line.object == id_ for line in lines if line.id in left_out)
        text = watched.page.evaluate("id => make('div', {}, ...bodyCard(id)).textContent", id_)
        if left_out:
            assert f"{len(left_out):,} lines by law from bodies outside this page are not shown here." in text
        members = [
            row
            for row in case.asker("members", id_, as_of=case.days[2], **VIEWS[0]).rows
            if row.heading in ("in effect", "planned", "uncertain")
        ]
        if members:
            assert "Members (" in text
        for row in case.asker("history", id_).rows:
            if row.since:
                assert in_words(row.since) in text, (id_, row)


def test_the_phase_on_a_day_is_that_of_the_store(case: Case, watched: Watched) -> None:
    lines = {id_: case.store.line(id_) for id_ in watched.value("drawnLines")}
    for day in (None, *case.days):
        found = watched.page.evaluate(
            "day => Object.fromEntries(drawnLines.map(id => [id, phaseOn(told.lines[id], day)]))", day
        )
        when = date.fromisoformat(day) if day else None
        assert found == {id_: line.phase(when) for id_, line in lines.items() if line}


def test_the_rule_of_the_view_is_that_of_every_store(case: Case, watched: Watched) -> None:
    """The page's own ``admits`` and ``line_status``, for every line that it carries, drawn or not."""
    ids = list(watched.value("Object.keys(told.lines)"))
    lines = {id_: case.store.line(id_) for id_ in ids}
    for day in (None, *case.days):
        for switches in VIEWS:
            view = view_of(day, switches)
            script = (
                "view => Object.values(told.lines).map(line => [line.id, admits(line, view), standing(line, view)])"
            )
            for id_, let_in, stands in watched.page.evaluate(script, {"day": day, **switches}):
                line = lines[id_]
                assert line is not None
                assert let_in == admits(line, view), (id_, view)
                heading = line_status(line, replace(view, general=False))
                assert stands == ("by rule" if heading == "rule" else heading), (id_, view)


def test_that_no_source_says_to_whom_it_is_accountable_is_drawn_on_the_system(case: Case, watched: Watched) -> None:
    said = "lookOf(told.system).badges.some(([text]) => /^accountable: not (stated|read)$/.test(text))"
    answers = set()
    for day in case.days:
        for switches in VIEWS:
            show(watched, day, switches)
            answer = case.asker("accountable-to", case.system, as_of=day, **switches)
            inside = {step.record for path in answer.paths for step in path.steps}
            own = [row for row in answer.rows if row.of == case.system and row.record in inside]
            stated = any(row.certainty != "rule" for row in own)
            assert watched.value(said) == (not stated), (day, switches)
            answers.add(stated)
    assert answers


def test_what_the_law_says_gives_way_to_what_a_source_says_on_its_days(case: Case, watched: Watched) -> None:
    lines = "id => upward(id, ['accountability'], viewOf()).within.map(line => line.certainty).sort()"
    made = {"2018-07-15": ["rule", "rule"], "2020-04-01": ["stated"]}
    # No source states one there, so the law's lines stand: two to NHS England, and from there three to the Secretary of
    # State.
    shipped = {"2019-06-01": ["rule"] * 5}
    id_, answers = ("ccg-darlington", shipped) if case.system == "ics-nenc" else ("ccg-said", made)
    for day, wanted in answers.items():
        show(watched, day, VIEWS[0])
        assert watched.page.evaluate(lines, id_) == wanted, day
