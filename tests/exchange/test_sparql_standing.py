"""A query sees how a line stands: a plan, a denial or an offer is never found by the words of a line in effect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pyoxigraph as ox
import pytest

from ics_graph.dataset import read_datasets
from ics_graph.exchange.rdf import disk_store
from ics_graph.exchange.rdf.asked_graph import AskedFor, groups
from ics_graph.exchange.rdf.querying import Graph
from ics_graph.exchange.rdf.standing import mark_of
from ics_graph.exchange.rdf.to_triples import Group
from ics_graph.model import Dataset
from ics_graph.ontology import load_ontology
from ics_graph.stores.compiler import Compiler
from ics_graph.stores.rows import View, admits, is_later_spell
from tests.asking import SMALL
from tests.conftest import Ics

DATA = ("--data", str(SMALL))
DAY = date(2019, 6, 15)
# How a member of the board is asked for by somebody who knows nothing of plans.
NAIVE = (
    "SELECT ?m { ?l ics:relation ics:memberOf ; ics:subject ?m ; ics:object entity:board }",
    "SELECT ?m { ?l a ics:Relation ; ics:subject ?m ; ics:object entity:board FILTER(?m != entity:chair) }",
    "SELECT ?m { ?l ics:subject ?m ; ics:object entity:board . ?m a ics:Organisation }",
    "SELECT ?m { ?l ics:object entity:board ; ics:subject ?m . ?l ics:relation/^ics:relation ?other . ?m a ?kind }",
)
NOT_MEMBERS = {"ccg-south", "council", "any-council"}  # planned, with a question mark, in general


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_datasets([SMALL]).dataset


def graph_of(dataset: Dataset, asked_for: AskedFor) -> Graph:
    return Graph.made(groups(dataset, load_ontology(), asked_for, lambda *_: None))


@pytest.fixture(scope="module")
def graph(dataset: Dataset) -> Iterator[Graph]:
    graph = graph_of(dataset, AskedFor(with_law=True))
    yield graph
    graph.close()


def ids(graph: Graph, query: str) -> list[str]:
    """Return the ids of what stands in the first column, in order."""
    rows: Any = ox.Store.read_only(str(graph.folder)).query(query, prefixes=graph.prefixes)
    return sorted(row[0].value.rpartition("/")[2] for row in rows)


@pytest.mark.parametrize("query", NAIVE)
def test_a_naive_query_finds_no_plan_denial_or_question(graph: Graph, query: str) -> None:
    found = set(ids(graph, query))
    assert {"ccg-north", "trust"} <= found
    # The group that is denied as a member is a part of the board, which a query without a relation finds.
    assert not found & NOT_MEMBERS


def test_what_is_found_without_a_mark_is_what_an_answer_counts(graph: Graph, dataset: Dataset) -> None:
    lines = [line for line in Compiler(dataset, load_ontology()).lines() if not is_later_spell(line.id)]
    counted = sorted(line.id for line in lines if admits(line, View(rules=False)))
    found = graph.ask("SELECT ?l { ?l a ics:Relation ; ics:subject ?a ; ics:object ?b }", 1000, 20).rows
    assert sorted(row[0].value.rpartition("/relation/")[2] for row in found) == counted
    assert len(counted) > 10


def test_every_line_says_how_it_stands(graph: Graph, dataset: Dataset) -> None:
    query = "SELECT ?standing (COUNT(?l) AS ?n) { ?l ics:standing ?standing ; ics:relation ?r } GROUP BY ?standing"
    found = {row[0].value: int(row[1].value) for row in graph.ask(query, 100, 20).rows}
    assert found.keys() == {
        *("stated", "reported", "inferred", "disputed"),
        *("planned", "denied", "uncertain", "in general", "by law"),
    }
    assert sum(found.values()) - found["by law"] == len(dataset.relations)


def test_a_marked_line_is_found_by_its_own_words(graph: Graph) -> None:
    query = "SELECT ?m {{ ?l a ics:MarkedRelation ; ics:relation ics:{}MemberOf ; ics:markedSubject ?m }}"
    marks = {"planned": "ccg-south", "denied": "group-a", "uncertain": "council", "inGeneral": "any-council"}
    assert {mark: ids(graph, query.format(mark)) for mark in marks} == {mark: [id_] for mark, id_ in marks.items()}
    both = "SELECT ?m { ?l ics:markedObject|ics:object entity:board ; ics:subject|ics:markedSubject ?m }"
    assert {"trust", *marks.values()} <= set(ids(graph, both))


def test_an_offer_is_no_membership(dataset: Dataset) -> None:
    line = next(line for line in dataset.relations.values() if not mark_of(line, dataset))
    assert mark_of(replace(line, role="May join"), dataset) == "offered"


def test_a_body_that_is_not_one_has_its_type_in_another_word(graph: Graph) -> None:
    assert "any-council" not in ids(graph, "SELECT ?b { ?b a ics:Council }")
    assert ids(graph, "SELECT ?b { ?b a ics:MarkedBody ; ics:markedType ics:Council }") == ["any-council"]


def test_the_law_is_in_the_graph_on_request_and_in_no_export(ics: Ics, graph: Graph) -> None:
    query = """SELECT ?body ?law {
        ?l ics:relation ics:byLawUnderDirectionsOf ; ics:markedSubject ?body .
        ?l ics:claim/prov:hadPrimarySource/dcterms:title ?law }"""
    assert ids(graph, query.replace("?body ?law", "?body", 1)) == ["ccg-north", "ccg-south"]
    assert "Act" in str(graph.ask(query, 10, 20).rows[0][1])
    assert not graph.ask("ASK { ?l ics:relation ics:underDirectionsOf }", 1, 20).yes
    status, text, told = ics("sparql", query, *DATA)
    assert (status, text) == (0, "body  law\n────  ───\n")
    assert "The data have no ics:byLawUnderDirectionsOf" in told
    assert ics("sparql", query, *DATA, "--with-law")[2] == "2 rows.\n"
    assert "byLaw" not in ics("export", "ntriples", *DATA)[1]
    assert "standing" not in ics("export", "ntriples", *DATA)[1]


def test_a_snapshot_has_what_is_not_sure_on_request_and_in_words_of_its_own(dataset: Dataset) -> None:
    sure, more = (graph_of(dataset, asked_for) for asked_for in (AskedFor(DAY), AskedFor(DAY, True, True)))
    for query in (
        *(f"SELECT ?a {{ ?a {word} ?b }}" for word in ("org:memberOf", "ics:memberOf", "ics:accountableTo")),
        "SELECT ?a { ?a a org:Organization }",
        "SELECT ?a { ?a a org:Membership }",
    ):
        assert ids(sure, query) == ids(more, query)
        assert ids(sure, query)
    for word, end, whom in (
        ("plannedMemberOf", "board", ["ccg-south"]),
        ("deniedMemberOf", "board", ["group-a"]),
        ("uncertainMemberOf", "board", ["council"]),
        ("disputedMemberOf", "ics", ["ccg-south"]),
        ("possiblyInGeneralMemberOf", "board", ["any-council"]),
        ("possiblyAccountableTo", "nhse", ["ics"]),
        ("byLawAssessedBy", "nhse", ["ccg-north", "ccg-south"]),
    ):
        assert ids(more, f"SELECT ?a {{ ?a ics:{word} entity:{end} }}") == whom
        assert ids(sure, f"SELECT ?a {{ ?a ics:{word} entity:{end} }}") == []
    assert ids(more, "SELECT ?a { ?a ics:standing 'not surely there' }") == ["any-council", "trust-board"]


def test_a_plan_is_in_the_snapshot_only_of_its_days(dataset: Dataset) -> None:
    after = graph_of(dataset, AskedFor(date(2012, 1, 1), with_unsure=True))
    assert ids(after, "SELECT ?a { ?a ics:plannedMemberOf ?b }") == []


def test_unsure_lines_are_asked_of_a_day(ics: Ics) -> None:
    status, _, told = ics("sparql", "ASK {}", *DATA, "--with-unsure")
    assert (status, "add --as-of DAY" in " ".join(told.split())) == (2, True)


@pytest.mark.parametrize(
    ("word", "status"),
    [("deniedReportsTo", 0), ("possiblyByLawLicensedBy", 0), ("Instrument", 0), ("deniedNothing", 2)],
)
def test_a_word_for_how_a_line_may_stand_is_known(ics: Ics, word: str, status: int) -> None:
    ran, _, told = ics("sparql", f"SELECT ?l {{ ?l ?p ics:{word} }}", *DATA)
    assert (ran, f"no ics:{word.casefold()}" in told.casefold()) == (status, True)


def test_a_graph_that_says_anything_else_is_of_another_format(dataset: Dataset) -> None:
    """A store on disk is of the format that built it: who changes what is in the graph counts FORMAT up, and this."""
    sums = sha256()
    for asked_for in (AskedFor(), AskedFor(DAY, with_unsure=True)):
        made: list[Group] = list(groups(dataset, load_ontology(), asked_for, lambda *_: None))
        sums.update(repr([[(s, list(told)) for s, told in group] for group in made]).encode())
    assert (disk_store.FORMAT, sums.hexdigest()[:16]) == ("2", "a2bc68d48e5475d8")


def test_a_body_is_found_by_its_plain_name_on_a_day_and_without_one(dataset: Dataset) -> None:
    for asked_for in (AskedFor(), AskedFor(DAY), AskedFor(DAY, with_unsure=True)):
        graph = graph_of(dataset, asked_for)
        assert ids(graph, 'SELECT ?body { ?body skos:prefLabel "Anytown Board" }') == ["board"], asked_for
        graph.close()


def test_a_body_that_is_not_surely_there_has_its_type_under_a_word_of_its_own(dataset: Dataset) -> None:
    graph = graph_of(dataset, AskedFor(DAY, with_unsure=True))
    assert "any-council" in ids(graph, "SELECT ?body { ?body ics:markedType ics:Council }")
    assert "any-council" not in ids(graph, "SELECT ?body { ?body a ics:Council }")
    graph.close()
