"""The ontology in every syntax, the shapes that say what an import needs, and the context; all derived, none stale."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from pyshacl import validate
from rdflib import SH, Graph, Literal, URIRef

from ics_graph.dataset import read_datasets
from ics_graph.exchange.rdf.context import context
from ics_graph.exchange.rdf.importer import SYNTAXES
from ics_graph.exchange.rdf.shapes import write_shapes
from ics_graph.exchange.rdf.to_triples import triples
from ics_graph.exchange.rdflib import to_rdflib
from ics_graph.exchange.terms import BASE, ESCAPED, ICS, PREFIXES, SNAPSHOT, TYPE, Iri, Value
from ics_graph.model import Dataset
from ics_graph.ontology import load_ontology
from ics_graph.package_data import shipped
from tests.asking import NENC, SMALL
from tests.conftest import Ics
from tests.stores.contract.strategies import rich_datasets

KNOWN = [space for prefix, space in PREFIXES.items() if prefix != "ics"]


def declared() -> set[str]:
    """Return every subject of the ontology's files."""
    files = shipped("ontology").glob("*.ttl")
    return {
        getattr(quad.subject, "value", "")
        for file in files
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)
    }


@pytest.fixture(scope="module")
def right() -> Graph:
    """The small system, in which the shapes find nothing."""
    return to_rdflib(read_datasets([SMALL]).dataset)


@cache
def shapes() -> Graph:
    out = io.BytesIO()
    write_shapes(out, load_ontology())
    return Graph().parse(data=out.getvalue(), format="turtle")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(dataset=rich_datasets())
def test_every_word_that_an_export_writes_is_declared_or_of_a_known_vocabulary(dataset: Dataset) -> None:
    words = {triple.predicate for triple in triples(dataset, load_ontology())}
    words |= {t.object.value for t in triples(dataset, load_ontology()) if t.predicate == TYPE}
    words |= {t.object.datatype for t in triples(dataset, load_ontology()) if isinstance(t.object, Value)}
    words |= {ESCAPED, SNAPSHOT}
    ours = {word for word in words if word.startswith(ICS)}
    assert ours <= declared()
    assert all(any(word.startswith(space) for space in KNOWN) for word in words - ours)


def test_every_record_property_that_is_declared_is_written() -> None:
    text = (shipped("ontology") / "records.ttl").read_text("utf-8")
    found = {
        getattr(quad.subject, "value", "")
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)
        if quad.object == ox.NamedNode(ICS + "RecordProperty")
    }
    from ics_graph.exchange.terms import FIELDS, ORDER

    written = {field.predicate for fields in FIELDS.values() for field in fields.values()} | {ORDER, ICS + "during"}
    assert found == {word for word in written if word.startswith(ICS)} - {ICS + "from", ICS + "until"}


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_ontology_is_the_same_in_every_syntax(ics: Ics, tmp_path: Path, syntax: str) -> None:
    whole = {
        str(quad)
        for file in shipped("ontology").glob("*.ttl")
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)
    }
    file = tmp_path / "ontology"
    assert ics("ontology", "--format", syntax, "-o", str(file))[0] == 0
    assert {str(quad) for quad in ox.parse(path=str(file), format=getattr(ox.RdfFormat, SYNTAXES[syntax][1]))} == whole


def test_the_ontology_goes_to_standard_output_as_turtle(ics: Ics) -> None:
    status, text, told = ics("ontology")
    assert (status, told) == (0, "")
    assert "\nics:Council a owl:Class ;\n" in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--shapes", "--context"), "ask for one of them"),
        (("--shapes", "--format", "jsonld"), "The shapes are written as Turtle; leave out --format."),
        (("--context", "--format", "jsonld"), "The context is JSON; leave out --format."),
        (("--base", "http://a/"), "--base is for --context"),
        (("--context", "--base", "nowhere"), "cannot begin an IRI"),
    ],
)
def test_what_cannot_be_meant_is_told(ics: Ics, words: tuple[str, ...], told: str) -> None:
    status, text, error = ics("ontology", *words)
    assert (status, text) == (2, "")
    assert told in error


def test_the_context_is_the_one_that_exports_carry(ics: Ics) -> None:
    _, text, _ = ics("ontology", "--context", "--base", "http://a/")
    assert json.loads(text) == {"@context": context("http://a/")}
    _, exported, _ = ics("export", "jsonld", "--data", str(SMALL))
    assert json.loads(exported)["@context"] == context(BASE)


def test_a_jsonld_file_uses_no_key_and_no_type_that_is_an_iri(ics: Ics) -> None:
    _, text, _ = ics("export", "jsonld", "--data", str(SMALL))

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for inner in value.values() for key in keys(inner)}
        return {key for inner in value for key in keys(inner)} if isinstance(value, list) else set()

    assert not {key for key in keys(json.loads(text)["@graph"]) if ":" in key or "/" in key}


@pytest.mark.slow
@pytest.mark.parametrize("folder", [SMALL, NENC], ids=lambda path: path.name)
def test_the_shapes_are_valid_and_find_nothing_in_what_is_exported(folder: Path) -> None:
    graph = to_rdflib(read_datasets([folder]).dataset)
    conforms, _, told = validate(graph, shacl_graph=shapes(), meta_shacl=folder == SMALL)
    assert conforms, told


LINE = "relation/ccg-north:memberOf:board:2018-04-01"


@pytest.mark.parametrize(
    ("record", "path", "values", "constraint"),
    [
        (LINE, "ics:subject", [], "MinCount"),
        (LINE, "ics:subject", [URIRef(BASE + "entity/a"), URIRef(BASE + "entity/b")], "MaxCount"),
        (LINE, "ics:subject", [URIRef(BASE + "source/minutes")], "Pattern"),
        (LINE, "ics:relation", [URIRef(ICS + "membersOf")], "In"),
        (LINE, "ics:until", [Literal("soon")], "Or"),
        (LINE, "ics:voting", [Literal("perhaps")], "Datatype"),
        (LINE, "ics:capacity", [Literal("king")], "In"),
        (LINE, "ics:claim", [URIRef(BASE + "entity/board")], "Class"),
        (f"{LINE}/claims/1", "ics:stance", [Literal("shrugs")], "In"),
        (f"{LINE}/claims/1", "ics:observed", [Literal("ever")], "Or"),
        (f"{LINE}/claims/1", "ics:order", [], "MinCount"),
        ("entity/board", "skos:prefLabel", [], "MinCount"),
        ("source/minutes", "dcterms:title", [], "MinCount"),
    ],
    ids=lambda value: str(value)[-40:],
)
def test_the_shapes_find_what_is_wrong(
    record: str, path: str, values: list[URIRef | Literal], constraint: str, right: Graph
) -> None:
    prefix, _, name = path.partition(":")
    subject, predicate = URIRef(BASE + record), URIRef(PREFIXES[prefix] + name)
    graph = Graph()
    graph += right
    graph.remove((subject, predicate, None))
    for value in values:
        graph.add((subject, predicate, value))
    conforms, report, _ = validate(graph, shacl_graph=shapes())
    assert not conforms
    assert isinstance(report, Graph)
    found = {
        (report.value(result, SH.resultPath), str(report.value(result, SH.sourceConstraintComponent)))
        for result in report.subjects(URIRef(TYPE), SH.ValidationResult)
    }
    assert found == {(predicate, f"{SH}{constraint}ConstraintComponent")}


def test_types_are_iris() -> None:
    dataset = read_datasets([SMALL]).dataset
    assert all(isinstance(t.object, Iri) for t in triples(dataset, load_ontology()) if t.predicate == TYPE)
