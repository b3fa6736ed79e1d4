"""The file that is written: the same every time, whole in itself, and only what the view lets in."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.explorer import page
from ics_graph.explorer.layout.arrange import Arranger
from ics_graph.explorer.layout.labels import width_of, wrap
from ics_graph.explorer.layout.routes import Router
from ics_graph.explorer.selection import MOST, NoSystem, select
from ics_graph.explorer.style import LOOKS, OTHER, SHAPES, STROKES
from ics_graph.ontology import load_ontology
from ics_graph.stores import Store, open_store
from ics_graph.stores.rows import View
from tests.explorer.test_page_reads_questions import blocks_of

ROOT = Path(__file__).parents[2]


def asked(store: Store, view: View | None = None) -> Asked:
    return Asked(store, load_ontology(), view or View())


def test_two_renders_are_the_same_to_the_byte_in_any_process(tmp_path: Path) -> None:
    hashes = set()
    for seed in ("1", "4711"):
        path = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "cli.py", "render", "--system", "ics-nenc", "--planned", "-o", str(path)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=True,
        )
        hashes.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(hashes) == 1


def test_it_writes_one_file_in_utf_8_and_nothing_beside_it(shipped: Store, tmp_path: Path) -> None:
    path = tmp_path / "system.html"
    page.write_page(asked(shipped), path)
    assert [found.name for found in tmp_path.iterdir()] == ["system.html"]
    html = path.read_bytes().decode("utf-8")
    assert html.startswith("<!doctype html>")
    assert '<html lang="en-GB">' in html
    # What it tells, the answers that it carries, the ways to ask, its own scripts, and vis-network.
    sizes = {name: len(json.dumps(block, ensure_ascii=False)) for name, block in blocks_of(path).items()}
    assert sizes["told"] < 750_000
    assert sizes["answers"] < 150_000
    assert sizes["reading"] < 65_000
    assert len(html) < 1_900_000


def test_it_allows_no_script_but_its_own_and_refers_to_no_other_file(system_page: Path) -> None:
    html = system_page.read_text("utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', unescape(html))
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert scripts == list(page.scripts())
    assert all(page.digest(script) in policy[1] for script in scripts)
    markup = re.sub(r"<script[^>]*>.*?</script>|<style>.*?</style>", "", html, flags=re.DOTALL)
    assert not re.search(r"<(link|iframe|img|object|embed|base)\b|\ssrc=|\son\w+=", markup)


def test_the_drawing_script_is_the_one_that_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    page.vis_script.cache_clear()
    monkeypatch.setattr(page, "VIS_SHA256", "0" * 64)
    with pytest.raises(page.ScriptChanged, match=r"pyvis==0\.3\.2"):
        page.vis_script()


def test_json_cannot_end_the_element_that_it_stands_in() -> None:
    assert page.json_block("</script><!--&\u2028") == '"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028"'


def test_plans_and_questions_are_left_out_unless_asked_for_and_counted(shipped: Store) -> None:
    plain = select(asked(shipped))
    whole = select(asked(shipped, View(planned=True, uncertain=True)))
    assert "post-mayor-tees-valley" not in plain.bodies
    assert "post-mayor-tees-valley" in whole.bodies
    assert "partnership-board-nenc:partOf:ics-nenc" not in {line.id for line in plain.lines}
    assert plain.lines_left_out["planned"] == 2
    assert plain.lines_left_out["uncertain"] == 4


def test_rules_can_be_left_out(shipped: Store) -> None:
    lines = select(asked(shipped, View(rules=False))).lines
    assert not [line.id for line in lines if line.certainty == "rule"]


def test_what_is_said_of_any_such_body_is_never_drawn_as_one(shipped: Store) -> None:
    shown = select(asked(shipped, View(planned=True, uncertain=True)))
    assert not [body.id for body in shown.bodies.values() if body.record.extent == "any"]
    reasons = {body.id: why for body, why in shown.not_drawn}
    assert reasons["any-ccg"] == "spoken of in general, not one body"
    assert reasons["icb-devon"] == "no line that this picture lets in leads to it"
    assert reasons["trust-north-east-ambulance-service"] == "no line that this picture lets in leads to it"


def test_on_a_day_only_what_may_hold_then_is_drawn(shipped: Store) -> None:
    shown = select(asked(shipped, View(as_of=date(2023, 1, 1))))
    laws = {line.id.split(":")[1] for line in shown.lines if line.certainty == "rule"}
    # The groups had gone with their law; what came for foundation trusts stands.
    assert laws == {"ft-accounts-copy", "ft-annual-report", "ft-licence"}


def test_every_body_has_its_place_and_a_member_of_two_partnerships_has_one(shipped: Store) -> None:
    shown = select(asked(shipped))
    plan = Arranger(shown, load_ontology(), {}).arranged()
    assert set(plan.cards) == set(shown.bodies)
    to = {line.object for line in shown.lines if line.subject == "trust-county-durham-and-darlington"}
    assert {"icp-nenc-central", "icp-nenc-south"} <= to


def test_no_line_runs_behind_a_third_card(shipped: Store) -> None:
    shown = select(asked(shipped, View(planned=True, uncertain=True)))
    plan = Arranger(shown, load_ontology(), {}).arranged()
    routes = Router(plan, shown.lines).routes()
    behind = []
    for line in shown.lines:
        for (ax, ay), (bx, by) in zip(routes[line.id], routes[line.id][1:], strict=False):
            for card in plan.cards.values():
                if card.id in (line.subject, line.object):
                    continue
                if (
                    min(ax, bx) < card.x + card.w / 2
                    and max(ax, bx) > card.x - card.w / 2
                    and min(ay, by) < card.y + card.h / 2
                    and max(ay, by) > card.y - card.h / 2
                ):
                    behind.append((line.id, card.id))
    assert behind == []


def test_a_line_begins_and_ends_at_its_bodies(shipped: Store) -> None:
    shown = select(asked(shipped))
    plan = Arranger(shown, load_ontology(), {}).arranged()
    for line_id, route in Router(plan, shown.lines).routes().items():
        line = next(line for line in shown.lines if line.id == line_id)
        for end, (x, y) in ((line.subject, route[0]), (line.object, route[-1])):
            card = plan.cards[end]
            assert abs(x - card.x) <= card.w / 2 + 0.1, line_id
            assert abs(y - card.y) <= card.h / 2 + 0.1, line_id


def test_any_body_can_be_the_one_that_is_drawn(shipped: Store) -> None:
    shown = select(asked(shipped), "Central Integrated Care Partnership")
    assert shown.system.id == "icp-nenc-central"
    assert "ccg-sunderland" in shown.bodies
    assert set(Arranger(shown, load_ontology(), {}).arranged().cards) == set(shown.bodies)


def _made(folder: Path, ccgs: int, systems: int = 1) -> Path:
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: Made up\nlicence: none\n", "utf-8")
    lines = ["sources:", "  - {id: s, title: Made up, date: '2020'}", "claim_defaults: {source: s}", "entities:"]
    lines += [
        f"  - {{id: ics-{n}, type: IntegratedCareSystem, name: System {n}, claims: [{{}}]}}" for n in range(systems)
    ]
    lines += [
        f"  - {{id: c-{n}, type: ClinicalCommissioningGroup, name: Body {n}, claims: [{{}}]}}" for n in range(ccgs)
    ]
    lines += ["relations:"]
    lines += [f"  - {{subject: c-{n}, type: memberOf, object: ics-0, claims: [{{}}]}}" for n in range(ccgs)]
    lines += ["  - {subject: c-0, type: reportsTo, object: ics-0, phase: planned, claims: [{}]}"]
    lines += ["  - {subject: c-0, type: supports, object: ics-0, claims: [{stance: questions}]}"]
    (folder / "all.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def test_at_most_three_hundred_bodies_are_drawn_and_the_page_says_of_how_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "cache"))
    with open_store(data=[_made(tmp_path / "large", 400)]) as store:
        shown = select(asked(store))
        assert len(shown.bodies) == MOST
        assert set(Arranger(shown, load_ontology(), {}).arranged().cards) == set(shown.bodies)
        network = page.to_pyvis(asked(store))
        assert (len(network.nodes), network.context["told"]["total"]) == (300, 401)


def test_between_bodies_that_are_drawn_only_lines_of_the_view_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "cache"))
    with open_store(data=[_made(tmp_path / "made", 1)]) as store:
        plain = select(asked(store))
        assert [line.type for line in plain.lines] == ["memberOf"]
        assert plain.lines_left_out == {"planned": 1, "uncertain": 1}
        assert [line.type for line in select(asked(store, View(planned=True))).lines] == ["memberOf", "reportsTo"]
        assert [line.type for line in select(asked(store, View(uncertain=True))).lines] == ["memberOf", "supports"]


def test_where_there_are_several_systems_it_asks_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "cache"))
    with open_store(data=[_made(tmp_path / "two", 1, systems=2)]) as store:
        with pytest.raises(NoSystem, match=r"2 systems; name one with --system: System 0 \(ics-0\); System 1"):
            select(asked(store))
        assert select(asked(store), "System 1").system.id == "ics-1"


def test_a_name_is_wrapped_to_its_card_and_a_long_one_is_cut_with_a_sign() -> None:
    for name in ("Redcar & Cleveland", "x" * 10_000, "Sunderland-South Tyneside FT", "", "漢字" * 200, "a " * 500):
        lines = wrap(name, 100)
        assert 1 <= len(lines) <= 5
        assert all(width_of(line, 12.5) <= 100 for line in lines)
    assert wrap("x" * 10_000, 100)[-1].endswith("…")
    assert wrap("safe\u202egnp.exe", 200) == ["safe\ufffdgnp.exe"]


def _brightness(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_brightness(one), _brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_every_colour_stands_out_from_the_page_and_no_two_kinds_differ_by_it_alone() -> None:
    pairs = [(look.light, look.dark) for look in LOOKS.values()]
    pairs += [(stroke.light, stroke.dark) for stroke in (*STROKES.values(), OTHER)]
    for light, dark in pairs:
        assert min(_contrast(light, ground) for ground in ("#ffffff", "#e9eef3", "#f3f6f8")) >= 3
        assert min(_contrast(dark, ground) for ground in ("#1a242e", "#18222c", "#141c24")) >= 3
    assert {look.shape for look in LOOKS.values()} <= set(SHAPES)
    assert len({(stroke.head, stroke.width) for stroke in STROKES.values()}) == len(STROKES)
    colours_of: dict[str, set[str]] = {}
    for look in LOOKS.values():
        colours_of.setdefault(look.shape, set()).add(look.light)
    assert [shape for shape, colours in colours_of.items() if len(colours) > 1] == []
