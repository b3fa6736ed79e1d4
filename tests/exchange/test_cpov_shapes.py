"""A snapshot, held to the published shapes of CPOV; collected only with ``--cpov-shapes FILE``.

The file is `cpov-2.1.2-shacl.ttl` or its like, as a person has fetched it from https://semiceu.github.io/CPOV/. What
CPOV asks of the names and lines that we write is tried without it, in test_rdf_snapshot.py.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, URIRef

from ics_graph.dataset import read_datasets
from ics_graph.exchange.terms import PREFIXES
from ics_graph.stores.sqlite import shipped_datasets
from tests.exchange.test_rdf_snapshot import snapshot

ORG, CPOV = PREFIXES["org"], PREFIXES["cpov"]


def problems(graph: Graph, shapes: Graph) -> set[tuple[object, object]]:
    """Return the kinds of constraint that are not kept, with the property concerned."""
    from pyshacl import validate

    _, report, _ = validate(graph, shacl_graph=shapes)
    assert isinstance(report, Graph)
    return {
        (report.value(result, SH.sourceConstraintComponent), report.value(result, SH.resultPath))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


@pytest.fixture(scope="module")
def shapes(pytestconfig: pytest.Config) -> Graph:
    file: Path | None = pytestconfig.getoption("--cpov-shapes")
    if file is None:
        pytest.fail("these tests need a copy of the shapes: pytest --cpov-shapes FILE", pytrace=False)
    shapes = Graph().parse(file)
    public = URIRef(CPOV + "PublicOrganisation")
    assert public in set(shapes.objects(None, SH.targetClass)), "the file has no shape of a public organisation"
    return shapes


def test_shapes_find_nothing_but_classes_that_are_stated_elsewhere(shapes: Graph) -> None:
    """ORG lets anybody be a member of any organisation, CPOV only public ones of public ones: nothing else is found."""
    text = snapshot(read_datasets(shipped_datasets()).dataset, date(2019, 6, 1))
    graph = Graph().parse(data=text, format="turtle")
    permitted = {(SH.ClassConstraintComponent, URIRef(ORG + name)) for name in ("memberOf", "unitOf")}
    assert problems(graph, shapes) <= permitted


def test_the_shapes_notice_a_public_organisation_with_two_names_of_one_language(shapes: Graph) -> None:
    text = f"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <https://example.org/a> a <{CPOV}PublicOrganisation> ; skos:prefLabel "A"@en , "B"@en ."""
    graph = Graph().parse(data=text, format="turtle")
    label = URIRef(PREFIXES["skos"] + "prefLabel")
    assert problems(graph, shapes) == {(SH.UniqueLangConstraintComponent, label)}
