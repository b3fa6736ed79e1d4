"""RDF out and back: the same dataset, in rdflib's eyes the same graph, and nothing said that was only planned."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, XSD

from ics_graph.dataset import read_datasets
from ics_graph.exchange import turtle
from ics_graph.exchange.rdflib import to_rdflib
from ics_graph.exchange.terms import BASE, ICS, iri_of, record_of
from ics_graph.model import Dataset
from ics_graph.ontology import Ontology, load_ontology
from tests.asking import NENC, SMALL
from tests.contract.strategies import datasets

ORG = Namespace("http://www.w3.org/ns/org#")
TIME = Namespace("http://www.w3.org/2006/time#")


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def written(dataset: Dataset, ontology: Ontology, base: str = BASE) -> bytes:
    out = io.BytesIO()
    turtle.write(dataset, ontology, out, base)
    return out.getvalue()


@pytest.mark.parametrize("folder", [SMALL, NENC], ids=lambda path: path.name)
def test_model_to_turtle_to_model_is_equality(folder: Path, ontology: Ontology) -> None:
    dataset = read_datasets([folder]).dataset
    text = written(dataset, ontology)
    assert turtle.read(text) == dataset
    assert written(dataset, ontology) == text


@pytest.mark.parametrize("folder", [SMALL, NENC], ids=lambda path: path.name)
def test_rdflib_reads_the_very_graph_that_to_rdflib_builds(folder: Path, ontology: Ontology) -> None:
    dataset = read_datasets([folder]).dataset
    parsed = Graph().parse(data=written(dataset, ontology), format="turtle")
    built = to_rdflib(dataset, ontology)
    assert len(built) > 200
    assert set(parsed) == set(built)


def test_another_base_comes_back_the_same(ontology: Ontology) -> None:
    dataset = read_datasets([SMALL]).dataset
    base = "https://example.org/anytown/"
    text = written(dataset, ontology, base)
    assert BASE.encode() not in text
    assert turtle.read(text, base) == dataset


def test_there_is_no_blank_node(ontology: Ontology) -> None:
    graph = to_rdflib(read_datasets([SMALL]).dataset, ontology)
    assert all(isinstance(term, URIRef) for s, p, _ in graph for term in (s, p))
    assert all(isinstance(o, URIRef | Literal) for o in graph.objects())


def test_only_stated_memberships_that_nobody_merely_plans_are_org_memberships(ontology: Ontology) -> None:
    graph = to_rdflib(read_datasets([SMALL]).dataset, ontology)
    found = {record_of(str(s)) for s in graph.subjects(RDF.type, ORG.Membership)}
    assert found == {
        ("relations", "ccg-north:memberOf:board:2018-04-01"),
        ("relations", "trust:memberOf:board:2018-04-01"),
        ("relations", "trust:memberOf:board:2019-03-01"),
    }


def test_there_are_no_shortcuts_that_a_consumer_could_take_for_true_now(ontology: Ontology) -> None:
    graph = to_rdflib(read_datasets([SMALL]).dataset, ontology)
    for shortcut in (ORG.memberOf, ORG.reportsTo, ORG.subOrganizationOf, ORG.unitOf, ORG.linkedTo):
        assert (None, shortcut, None) not in graph


def test_dates_keep_their_precision(ontology: Ontology) -> None:
    graph = to_rdflib(read_datasets([SMALL]).dataset, ontology)
    line = URIRef(iri_of("relations", "group-c:accountableTo:group-b:2013"))
    assert graph.value(line, URIRef(ICS + "from")) == Literal("2013", datatype=XSD.gYear)
    start = graph.value(graph.value(line, URIRef(ICS + "during")), TIME.hasBeginning)
    assert graph.value(start, TIME.inXSDgYear) == Literal("2013", datatype=XSD.gYear)
    other = URIRef(iri_of("relations", "ics:accountableTo:nhse:2018-10"))
    assert graph.value(other, URIRef(ICS + "from")) == Literal("2018-10", datatype=XSD.gYearMonth)


def test_ids_of_any_characters_make_iris_and_come_back() -> None:
    for id_ in ("a:b~c", "rôle/ß", "a b?c#d%e", "日本"):
        assert record_of(iri_of("entities", id_)) == ("entities", id_)
    assert record_of("https://example.org/other") is None


@pytest.mark.parametrize(
    "text",
    [b"this is not turtle", b"<https://w3id.org/ics-graph/id/gap/x> a <https://w3id.org/ics-graph/ontology#Gap> ."],
)
def test_what_is_no_dataset_is_refused_with_words(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"cannot be read|is not a whole record"):
        turtle.read(text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dataset=datasets())
def test_any_dataset_comes_back_equal(dataset: Dataset) -> None:
    assert turtle.read(written(dataset, load_ontology())) == dataset
