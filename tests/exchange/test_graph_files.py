"""GraphML, GEXF and node-link JSON: networkx reads them again, with equal attributes, and nothing is left unmarked."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

from ics_graph.exchange.formats import ExportInput
from ics_graph.exchange.networkx import graph_of
from ics_graph.exchange.xml_text import Replacing
from ics_graph.model import Claim, Dataset, Entity, Relation, Source
from tests.asking import SMALL
from tests.conftest import Ics
from tests.exchange.awkward import awkward_datasets
from tests.exchange.golden import ONTOLOGY, assert_golden, reversed_in_order, small, written

FORMATS = ("graphml", "gexf", "node-link")
HOSTILE = '"quoted" <b>&amp;</b> ]]> \ttab\nline\r\nother\rlone  日本 عربى 🏥 '


def read(format_: str, data: bytes) -> Any:
    if format_ == "graphml":
        return nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    if format_ == "gexf":
        return nx.read_gexf(io.BytesIO(data))
    opened: Any = nx.node_link_graph
    # networkx calls the word that names the links "edges" from 3.4 on, and "link" before.
    try:
        return opened(json.loads(data), edges="links")
    except TypeError:
        return opened(json.loads(data), link="links")


def edges(graph: Any, format_: str) -> dict[str, dict[str, Any]]:
    """Return the edges by the id of their line, each with its ends, in the names that the graph itself has."""
    found = {}
    # networkx reads GEXF without parallel lines as a graph that can have none.
    many: Any = nx.MultiDiGraph(graph)
    for low, high, key, of in many.edges(keys=True, data=True):
        told = dict(of)
        if format_ == "gexf":
            key = told.pop("id")
            told["type"] = told.pop("relation")
        found[key] = {"ends": (low, high), **told}
    return found


def nodes(graph: Any) -> dict[str, dict[str, Any]]:
    return {id_: dict(of) for id_, of in graph.nodes(data=True)}


@pytest.mark.parametrize("format_", FORMATS)
def test_a_small_system_is_written_as_it_always_was(format_: str) -> None:
    found = written(format_, small())
    assert_golden(f"small.{format_}", found)
    assert written(format_, reversed_in_order(small())) == found


@pytest.mark.parametrize("format_", FORMATS)
def test_networkx_reads_the_very_graph_again(format_: str) -> None:
    expected, found = graph_of(small(), rules=True), read(format_, written(format_, small()))
    assert nodes(found) == nodes(expected)
    assert edges(found, format_) == edges(expected, "")


def test_every_line_is_in_and_says_what_it_is() -> None:
    graph = graph_of(small(), rules=True)
    marks = {key: (of["certainty"], of["phase"], of["planned"]) for *_, key, of in graph.edges(keys=True, data=True)}
    assert len(marks) == 31
    assert marks["board:accountableTo:ics:2018-04-01"] == ("stated", "not-stated", False)
    assert marks["ics:accountableTo:nhse:2018-10"] == ("reported", "not-stated", False)
    assert marks["ccg-south:memberOf:board:2020-04-01"] == ("stated", "planned", True)
    assert marks["council:memberOf:board"] == ("uncertain", "not-stated", False)
    assert marks["group-a:memberOf:board"] == ("denied", "not-stated", False)
    assert marks["ccg-south:memberOf:ics"] == ("disputed", "not-stated", False)
    rules = {key: of for key, of in marks.items() if key.startswith("rule:")}
    groups = {
        f"rule:ccg-{rule}:{ccg}"
        for rule in ("assessment", "directions", "annual-report")
        for ccg in ("ccg-north", "ccg-south")
    }
    of_trusts = {f"rule:ft-{rule}:trust" for rule in ("accounts-copy", "annual-report", "licence")}
    assert rules == dict.fromkeys(groups | of_trusts, ("rule", "not-stated", False))


def test_parallel_lines_stay_apart_and_say_when_and_who_says_so() -> None:
    graph = read("graphml", written("graphml", small()))
    assert graph.number_of_edges("trust", "board") == 2
    assert graph.edges["trust", "board", "trust:memberOf:board:2018-04-01"] == {
        "type": "memberOf",
        "label": "is a member of",
        "family": "membership",
        "phase": "not-stated",
        "certainty": "stated",
        "planned": False,
        "since": "2018-04-01",
        "until": "2018-12-31",
        "sources": "Minutes of Anytown, p. 2",
    }
    general = graph.edges["any-council", "board", "any-council:memberOf:board:may-join"]
    assert general["general"] is True


def test_bodies_tell_their_facts_gaps_lists_and_events() -> None:
    graph = graph_of(small(), rules=True)
    assert graph.nodes["ics"]["facts"] == (
        "population: about 500000 people [Minutes of Anytown, p. 1]; "
        "population: 512000 people [Letter to Anytown, par. 1]"
    )
    assert graph.nodes["chair"]["gaps"] == "holder: vacant (the last holder left) [Minutes of Anytown, p. 2]"
    assert graph.nodes["group-c"]["complete"] == "membership [Letter to Anytown, par. 5]"
    merger = "Northtown CCG becomes part of Southtown CCG, 2020-04-01 [Letter to Anytown, par. 4]"
    assert (graph.nodes["ccg-north"]["events"], graph.nodes["ccg-south"]["events"]) == (merger, merger)
    assert graph.nodes["ccg-north"]["identifiers"] == "ods 99X (2013-04-01 to 2020-03-31)"


def test_lines_of_the_law_are_left_out_where_nobody_wants_them_or_another_family_was_asked_for() -> None:
    def rules(chosen: ExportInput, wanted: bool = True) -> list[str]:
        return [key for *_, key in graph_of(chosen, wanted).edges(keys=True) if key.startswith("rule:")]

    assert len(rules(small())) == 9
    assert rules(small(), wanted=False) == []
    assert rules(small(only=["membership"])) == []
    assert rules(small(as_of=date(2012, 1, 1))) == []
    assert rules(small(only=["accountability"])) == []  # no stated line of the family has a CCG at its end


def test_a_part_never_points_a_rule_at_a_body_that_is_the_only_one_in_it_alone() -> None:
    chosen = small()
    entities = chosen.dataset.entities
    two = replace(chosen.dataset, entities={**entities, "other": Entity("other", "NHSEngland", "Another NHS England")})
    graph = graph_of(replace(chosen, whole=two), rules=True)
    assert [key for *_, key in graph.edges(keys=True) if key.startswith("rule:")] == []


@pytest.mark.parametrize("format_", FORMATS)
def test_text_of_any_script_and_with_any_markup_comes_back(format_: str) -> None:
    bodies = {id_: Entity(id_, "Group", HOSTILE, note=HOSTILE) for id_ in ("a", "b")}
    claims = (Claim("s", HOSTILE, said_by=HOSTILE),)
    line = Relation("l", "a", "reportsTo", "b", role=HOSTILE, claims=claims, note=HOSTILE)
    chosen = ExportInput(Dataset((), {"s": Source("s", HOSTILE)}, bodies, {"l": line}), ONTOLOGY)
    found = read(format_, written(format_, chosen))
    assert nodes(found) == nodes(graph_of(chosen, True))
    assert edges(found, format_) == edges(graph_of(chosen, True), "")
    assert found.nodes["a"]["note"] == HOSTILE


@pytest.mark.parametrize(
    ("format_", "shown"),
    [("graphml", "bell\ufffd\ufffd"), ("gexf", "bell\ufffd\ufffd"), ("node-link", "bell\x07\ufffe")],
)
def test_what_xml_cannot_hold_is_replaced_and_told(format_: str, shown: str) -> None:
    told: list[str] = []
    bodies = {"a": Entity("a", "Group", "A", note="bell\x07\ufffe")}
    data = written(format_, replace(small(), dataset=Dataset((), {}, bodies), whole=None, tell=told.append))
    assert read(format_, data).nodes["a"]["note"] == shown
    name = {"graphml": "GraphML", "gexf": "GEXF"}.get(format_)
    assert told == ([f"2 control characters are written as U+FFFD, since {name} cannot hold them."] if name else [])


def test_the_command_leaves_the_law_out_when_asked(ics: Ics, tmp_path: Path) -> None:
    file = tmp_path / "g.json"
    status, _, said = ics("export", "node-link", "-o", str(file), "--no-rules", "--data", str(SMALL))
    left = "Node-link JSON cannot say: publishers, links, licences and dates of sources (4).\n"
    assert (status, said) == (0, f"{left}{file}: 14 entities, 22 relations.\n")
    assert len(json.loads(file.read_text())["links"]) == 22


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(dataset=awkward_datasets())
def test_any_dataset_is_read_again_with_equal_attributes(format_: str, dataset: Dataset) -> None:
    chosen = ExportInput(dataset, ONTOLOGY)
    expected = graph_of(chosen, rules=True)
    safe = Replacing() if format_ != "node-link" else str

    def shown(told: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        return {
            id_: {name: safe(value) if isinstance(value, str) else value for name, value in of.items()}
            for id_, of in told.items()
        }

    found = read(format_, written(format_, chosen))
    assert nodes(found) == shown(nodes(expected))
    assert edges(found, format_) == shown(edges(expected, ""))
