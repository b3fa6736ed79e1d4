"""The two walls around a SPARQL query: each holds alone, and what a query may not take ends it and not the command."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.exchange.rdf import querying, sparql_process, to_triples
from ics_graph.exchange.rdf.querying import Graph, Refused, TooLong, TooMuch, refuse
from ics_graph.ontology import load_ontology
from tests.asking import SMALL
from tests.conftest import Ics
from tests.exchange.listening import HIDDEN, visited

__all__ = ["visited"]

DATA = ("--data", str(SMALL))
DEEP = "SELECT * {{ ?a ?b ?c FILTER({0}1{1}) }}"
PRODUCT = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    graph = Graph.made(to_triples.groups(read_datasets([SMALL]).dataset, load_ontology()))
    yield graph
    graph.close()


@pytest.fixture
def one_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first wall switched off."""
    monkeypatch.setattr(querying, "refuse", lambda query: None)


@pytest.mark.parametrize("query", HIDDEN)
def test_the_first_wall_alone_refuses(query: str) -> None:
    with pytest.raises(Refused):
        refuse(query.format(url="http://127.0.0.1:1/"))


def test_the_second_wall_alone_lets_no_query_reach_a_server(
    visited: tuple[int, list[bytes]], graph: Graph, one_wall: None
) -> None:
    port, came = visited
    for query in HIDDEN:
        # What is SILENT, or only asked whether it is there, is answered all the same, from what is here.
        with suppress(Refused, TooMuch):
            graph.ask(query.format(url=f"http://127.0.0.1:{port}/"), 10, 20)
    assert came == []


def test_the_second_wall_alone_says_what_it_does_not_do(
    visited: tuple[int, list[bytes]], graph: Graph, one_wall: None
) -> None:
    with pytest.raises(TooMuch, match=r"the query cannot be answered: .*"):
        graph.ask(HIDDEN[0].format(url=f"http://127.0.0.1:{visited[0]}/"), 10, 20)


def test_a_query_that_asks_nobody_is_answered_behind_the_second_wall(graph: Graph, one_wall: None) -> None:
    answer = graph.ask("SELECT (COUNT(*) AS ?n) (UUID() AS ?u) { ?a ?b ?c }", 10, 20)
    assert int(answer.rows[0][0].value) > 100
    assert answer.rows[0][1].value.startswith("urn:uuid:")


def test_what_is_refused_is_refused_before_the_graph_is_made(ics: Ics) -> None:
    status, _, told = ics("sparql", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }", "--data", "nowhere")
    assert (status, "SERVICE asks another server" in told) == (2, True)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (DEEP.format("(" * 10_000, ")" * 10_000), "has 20,031 characters, and up to 20,000 are read"),
        (DEEP.format("(" * 9_000, ")" * 9_000), "more than 20 brackets within one another"),
        ("SELECT * {" + " {} UNION" * 10_000 + " {} }", "up to 20,000 are read"),
        ("SELECT * { ?a ?b ?c FILTER(" + "!" * 5_000 + "true) }", "cannot be read from line 1"),
        ("SELECT * {" + "?a ?b ?c ." * 1_900 + "}", "too long or too nested to be checked"),
        ("SELECT * { << ?a ?b ?c >> ?d ?e }", "cannot be read from line 1"),
        ("SELECT * { ?a ?b '\ud800' }", "is not in UTF-8"),
    ],
    ids=["long", "nested", "unions", "nots", "patterns", "triple-terms", "half-a-character"],
)
def test_what_is_too_long_too_nested_or_not_understood_is_refused(query: str, told: str) -> None:
    begin = time.monotonic()
    with pytest.raises(Refused, match=told):
        refuse(query)
    assert time.monotonic() - begin < 30


def test_a_query_as_nested_as_it_may_be_is_read() -> None:
    refuse(DEEP.format("(" * 17, ")" * 17))
    refuse("SELECT * { ?a ?b ?c FILTER(?a != '((((((((((((((((((((((((((') } # ((((((((((((((((((((((((")


@pytest.mark.parametrize("query", [DEEP.format("(" * 10_000, ")" * 10_000), "SELECT * {" + "{} UNION" * 10_000 + "{}}"])
def test_a_query_that_breaks_the_engine_is_an_error_and_not_the_end(graph: Graph, one_wall: None, query: str) -> None:
    with pytest.raises(TooMuch, match="it is too nested or too large for the engine"):
        graph.ask(query, 10, 60)
    assert graph.ask("ASK {}", 10, 20).yes


def test_an_answer_that_takes_too_much_memory_is_an_error(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(querying, "MEMORY", 1 << 26)
    with pytest.raises(TooMuch, match="needs more than 64 MB of memory; ask for less"):
        graph.ask(PRODUCT, 10, 120)


def test_a_process_that_is_left_alone_ends_by_itself(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of a processor is limited, too, so that a query does not outlive a command that was killed."""
    monkeypatch.setattr(querying, "MEMORY", 1 << 40)
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i) }"
    monkeypatch.setattr(querying, "_waited", lambda done, seconds: done.wait())
    with pytest.raises(TooLong, match=r"no answer in 0\.5 s"):
        graph.ask(text, 10, 0.5)


def test_where_a_system_has_no_limits_a_query_is_answered_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    sparql_process.limit_all(1.0, 1)


@pytest.mark.parametrize("seconds", ["nan", "inf", "-inf", "0", "-1", "1e9", "soon"])
@pytest.mark.parametrize("command", ["sparql", "cypher"])
def test_a_time_is_a_number_of_seconds(ics: Ics, command: str, seconds: str) -> None:
    status, _, told = ics(command, "ASK {}", f"--timeout={seconds}")
    assert (status, f"'{seconds}' is no number of seconds from 0.001 to 86,400." in " ".join(told.split())) == (2, True)


def test_a_value_that_is_not_of_its_type_is_a_value(ics: Ics) -> None:
    query = """SELECT ("many"^^xsd:integer AS ?a) ("maybe"^^xsd:boolean AS ?b) ("x"^^xsd:date AS ?c)
        ("9"^^xsd:integer AS ?d) ("false"^^xsd:boolean AS ?e) {}"""
    status, text, _ = ics("sparql", query, *DATA, "-f", "csv")
    assert (status, text.splitlines()[1]) == (0, "many,maybe,x,9,false")
    status, text, _ = ics("sparql", f'SELECT ("{"9" * 5000}"^^xsd:integer AS ?a) {{}}', *DATA, "-f", "json")
    assert (status, "9" * 5000 in text) == (0, True)


def test_a_query_that_is_not_in_utf_8_is_an_error_that_says_so(
    ics: Ics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = "SELECT * { ?a ?b 'Zoë' }".encode("latin-1")
    (tmp_path / "q.rq").write_bytes(raw)
    status, _, told = ics("sparql", f"@{tmp_path}/q.rq", *DATA)
    assert (status, "is not in UTF-8; save it in that encoding" in " ".join(told.split())) == (2, True)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    status, _, told = ics("sparql", "-", *DATA)
    assert (status, "standard input is not in UTF-8" in " ".join(told.split())) == (2, True)
