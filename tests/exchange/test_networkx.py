"""The graph as networkx reads it: what the view lets in, in plain values that GraphML can hold."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from ics_graph.exchange.networkx import to_networkx
from ics_graph.stores import Store
from ics_graph.stores.rows import View


def test_bodies_are_nodes_and_lines_are_edges_with_their_sources(shipped: Store) -> None:
    graph = to_networkx(shipped)
    assert graph.nodes["ccg-darlington"]["type_label"] == "clinical commissioning group"
    edge = graph.edges["ccg-darlington", "icp-nenc-south", "ccg-darlington:memberOf:icp-nenc-south"]
    assert edge["label"] == "is a member of"
    assert edge["certainty"] == "stated"
    title = "Towards an Integrated Care System for the North East and North Cumbria"
    assert edge["sources"] == f"{title}, slide 10 (by its layout)"


def test_the_view_says_which_lines_are_in(shipped: Store) -> None:
    planned = "post-mayor-tees-valley:postAt:combined-authority-tees-valley"
    assert planned not in {key for *_, key in to_networkx(shipped).edges(keys=True)}
    assert planned in {key for *_, key in to_networkx(shipped, View(planned=True)).edges(keys=True)}
    rules = [key for *_, key in to_networkx(shipped, View(rules=False)).edges(keys=True) if key.startswith("rule:")]
    assert rules == []


def test_it_can_be_narrowed_to_bodies_and_families(shipped: Store) -> None:
    graph = to_networkx(
        shipped, bodies=["trust-county-durham-and-darlington", "icp-nenc-south", "ics-nenc"], families=["membership"]
    )
    assert sorted(graph.nodes) == ["icp-nenc-south", "ics-nenc", "trust-county-durham-and-darlington"]
    assert [key for *_, key in graph.edges(keys=True)] == ["trust-county-durham-and-darlington:memberOf:icp-nenc-south"]
    with pytest.raises(KeyError):
        to_networkx(shipped, families=["friendship"])


def test_it_can_be_written_as_graphml_and_gexf_and_read_again(shipped: Store, tmp_path: Path) -> None:
    graph = to_networkx(shipped, View(planned=True, uncertain=True))
    nx.write_graphml(graph, tmp_path / "g.graphml")
    read = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    assert sorted(map(str, read.edges)) == sorted(map(str, graph.edges))
    assert read.nodes["ics-nenc"]["name"] == "North East and North Cumbria ICS"
    nx.write_gexf(graph, tmp_path / "g.gexf")
