"""``ics-graph sparql``: what is asked is answered, here and within bounds; what would change or fetch is refused."""

from __future__ import annotations

import json
import re
import shlex
import time
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

from ics_graph.cli.sparql import sparql
from ics_graph.dataset import read_datasets
from ics_graph.exchange.rdf import to_triples
from ics_graph.exchange.rdf.querying import Graph, Refused, TooLong, refuse
from ics_graph.ontology import load_ontology
from ics_graph.stores.sqlite.building import build
from tests.asking import ROOT, SMALL
from tests.conftest import Ics
from tests.exchange.listening import HIDDEN, visited

__all__ = ["visited"]

DATA = ("--data", str(SMALL))
CONSOLE = re.findall(
    r"```console\n\$ ics-graph (.*?)```", (ROOT / "docs" / "reference" / "rdf.md").read_text("utf-8"), re.DOTALL
)
MEMBERS = """SELECT ?member ?start {
    ?line ics:relation ics:memberOf ; ics:object entity:board ; ics:subject ?member ; ics:from ?start
} ORDER BY ?member ?start"""
AT_BOARD = [("ccg-north", "2018-04-01"), ("trust", "2018-04-01"), ("trust", "2019-03-01")]


def test_a_table_writes_iris_as_they_can_be_asked(ics: Ics) -> None:
    status, text, told = ics("sparql", MEMBERS, *DATA)
    assert (status, told) == (0, "3 rows.\n")
    assert [tuple(line.split()) for line in text.splitlines()[2:]] == [(f"entity:{id_}", day) for id_, day in AT_BOARD]


def test_csv_and_json_write_iris_whole(ics: Ics) -> None:
    base = "https://w3id.org/ics-graph/id/entity/"
    _, text, _ = ics("sparql", MEMBERS, *DATA, "-f", "csv")
    assert text.splitlines() == ["member,start", *(f"{base}{id_},{day}" for id_, day in AT_BOARD)]
    _, text, _ = ics("sparql", MEMBERS, *DATA, "-f", "json")
    rows = [{"member": base + id_, "start": day} for id_, day in AT_BOARD]
    assert json.loads(text) == {"columns": ["member", "start"], "rows": rows}


def test_json_has_numbers_truth_values_and_what_is_not_bound_as_such(ics: Ics) -> None:
    query = "SELECT ?n ?about ?none { ?f ics:number ?n . OPTIONAL { ?f ics:approximately ?about } } ORDER BY ?n"
    _, text, _ = ics("sparql", query, *DATA, "-f", "json")
    assert json.loads(text)["rows"] == [
        {"n": 500000, "about": True, "none": None},
        {"n": 512000, "about": None, "none": None},
    ]


def test_csv_is_safe_in_a_spreadsheet(ics: Ics) -> None:
    _, text, _ = ics("sparql", "SELECT ('=1+1' AS ?x) {}", *DATA, "-f", "csv")
    assert text == "x\n'=1+1\n"


@pytest.mark.parametrize(("format_", "answer"), [("table", "answer\n──────\nyes\n"), ("csv", "answer\nyes\n")])
def test_ask_is_answered_by_yes_or_no(ics: Ics, format_: str, answer: str) -> None:
    assert ics("sparql", "ASK { ?gap a ics:Gap }", *DATA, "-f", format_)[:2] == (0, answer)
    assert ics("sparql", "ASK { ?gap a ics:Nothing }", *DATA, "-f", format_)[1] == answer.replace("yes", "no")


def test_a_type_finds_all_kinds_of_it_and_an_export_has_one(ics: Ics) -> None:
    kinds = "SELECT (COUNT(DISTINCT ?body) AS ?n) { ?body a ics:NHSTrust }"
    _, text, _ = ics("sparql", kinds, "-f", "csv")
    _, answer, _ = ics("ask", "bodies", "NHSTrust", "--format", "json", "--limit", "100000")
    bodies = {row["id"] for row in json.loads(answer)["rows"]}
    _, all_ids, _ = ics("sparql", "SELECT DISTINCT ?body { ?body a ics:NHSTrust }", "-f", "csv", "--limit", "10000")
    assert bodies == {line.rpartition("/")[2] for line in all_ids.splitlines()[1:]}
    assert int(text.splitlines()[1]) == len(bodies) > 100
    _, turtle, _ = ics("export", "turtle")
    assert "a ics:NHSFoundationTrust ;" in turtle or "a ics:FoundationTrust ;" in turtle
    assert not re.search(r" a ics:\w+ , ics:NHSTrust\b", turtle)


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("SELECT ?x { ?f ics:numbr ?x }", 2, "the data have no ics:numbr; did you mean ics:number"),
        ("SELECT ?x { ?x a ics:PartnershipBord }", 2, "did you mean ics:PartnershipBoard"),
        ("SELECT ?x { ?x a <https://w3id.org/ics-graph/ontology#Nothing> }", 2, "the data have no ics:Nothing"),
        ("SELECT ?x { ?x a ics:University }", 0, "the data have no ics:University"),
        ("ASK { ?f ics:numbr ?x }", 0, "the data have no ics:numbr"),
        ("SELECT ?x { ?x a ics:Gap . OPTIONAL { ?x ics:numbr ?n } }", 0, "the data have no ics:numbr"),
    ],
)
def test_a_word_that_is_not_in_the_data_is_said(ics: Ics, query: str, status: int, told: str) -> None:
    ran, _, err = ics("sparql", query, *DATA)
    assert ran == status
    assert told.casefold() in err.casefold()


def test_a_word_in_a_text_or_a_comment_is_no_word_of_the_query(ics: Ics) -> None:
    query = "SELECT ?x { ?x a ics:Gap . FILTER(?x != 'ics:none') } # ics:other"
    status, _, err = ics("sparql", query, *DATA)
    assert status == 0
    assert "the data have no" not in err.casefold()


def test_construct_and_describe_are_answered_as_turtle(ics: Ics) -> None:
    query = "CONSTRUCT { ?a org:memberOf ?b } WHERE { ?l ics:relation ics:memberOf ; ics:subject ?a ; ics:object ?b }"
    _, text, _ = ics("sparql", query, *DATA)
    assert len(list(ox.parse(text, format=ox.RdfFormat.TURTLE))) == 3
    status, text, _ = ics("sparql", "DESCRIBE entity:nhse", *DATA)
    assert (status, 'skos:prefLabel "NHS England"' in text) == (0, True)
    status, _, told = ics("sparql", "DESCRIBE entity:nhse", *DATA, "-f", "csv")
    assert (status, "are answered as Turtle; leave out --format" in told) == (2, True)


def test_a_query_comes_from_a_file_or_from_standard_input(
    ics: Ics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "question.rq").write_text(MEMBERS)
    wanted = ics("sparql", MEMBERS, *DATA)
    assert ics("sparql", f"@{tmp_path}/question.rq", *DATA) == wanted
    with (tmp_path / "question.rq").open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert ics("sparql", "-", *DATA) == wanted
    status, _, told = ics("sparql", "@nowhere.rq", *DATA)
    assert (status, "nowhere.rq: there is no such file. Check the path." in told) == (2, True)


def test_a_store_is_asked_as_folders_are(ics: Ics, tmp_path: Path) -> None:
    build(tmp_path / "store.sqlite", read_datasets([SMALL]).dataset)
    assert ics("sparql", MEMBERS, "--store", str(tmp_path / "store.sqlite")) == ics("sparql", MEMBERS, *DATA)


def test_a_day_is_asked_in_plain_org(ics: Ics) -> None:
    query = "SELECT ?a { ?a org:memberOf entity:board } ORDER BY ?a"
    assert ics("sparql", query, *DATA)[2] == "0 rows.\n"
    _, text, _ = ics("sparql", query, *DATA, "--as-of", "2019-06-15")
    assert text.splitlines()[2:] == ["entity:ccg-north", "entity:trust"]


def test_the_limit_is_told(ics: Ics) -> None:
    _, text, told = ics("sparql", "SELECT ?s { ?s ?p ?o }", *DATA, "--limit", "3")
    assert len(text.splitlines()) == 5
    assert told == "3 rows.\nThere is more: these are the first 3 rows. --limit says how many to write.\n"
    _, _, told = ics("sparql", "CONSTRUCT WHERE { ?s ?p ?o }", *DATA, "--limit", "3")
    assert told == "There is more: these are the first 3 triples. --limit says how many to write.\n"


def test_the_time_is_kept() -> None:
    dataset, ontology = read_datasets([SMALL]).dataset, load_ontology()
    graph = Graph.made(to_triples.groups(dataset, ontology))
    begin = time.monotonic()
    with pytest.raises(TooLong, match=r"no answer in 0\.2 s; ask for less, or allow more with --timeout SECONDS"):
        graph.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i) }", 10, 0.2)
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("INSERT DATA { <a:b> <a:c> <a:d> }", "INSERT changes data"),
        ("PREFIX a: <http://a/> DELETE WHERE { ?a ?b ?c }", "DELETE changes data"),
        ("WITH <http://a/> DELETE { ?a ?b ?c } WHERE { ?a ?b ?c }", "WITH changes data"),
        ("LOAD <http://127.0.0.1/>", "LOAD changes data"),
        ("DROP ALL", "DROP changes data"),
        ("SELECT * FROM <http://127.0.0.1/> { ?a ?b ?c }", "FROM names another graph"),
        ("SELECT * { GRAPH ?g { ?a ?b ?c } }", "GRAPH names another graph"),
        ("SELECT ?x WHERE { ?x ?y }", "cannot be read from line 1, column 19 on, after 'SELECT ?x WHERE {'"),
        ("SELECT *\nWHERE { ?x ?y ?z . nothing }", "from line 2"),
        ("", "cannot be read from line 1, column 1 on"),
    ],
)
def test_what_is_no_question_is_refused_with_words(ics: Ics, query: str, told: str) -> None:
    status, out, error = ics("sparql", query, *DATA)
    assert (status, out) == (2, "")
    assert told in " ".join(error.split())


@pytest.mark.parametrize("query", HIDDEN)
def test_no_other_server_is_ever_asked(visited: tuple[int, list[bytes]], query: str) -> None:
    port, came = visited
    with pytest.raises(Refused):
        Graph.made([]).ask(query.format(url=f"http://127.0.0.1:{port}/"), 10, 5)
    assert came == []


@pytest.mark.parametrize("query", HIDDEN[:10])
def test_the_server_of_that_test_would_notice(visited: tuple[int, list[bytes]], query: str) -> None:
    port, came = visited
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:b"), ox.NamedNode("a:c"), ox.Literal("1"), ox.DefaultGraph()))
    # The engine alone goes there.
    with suppress(OSError):
        result = store.query(query.format(url=f"http://127.0.0.1:{port}/"))
        list(result) if not isinstance(result, ox.QueryBoolean) else result
    assert came


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?line ics:relation ics:providesServicesTo }",
        'SELECT * { ?a skos:prefLabel "Service from a graph; DROP ALL" }',
        "SELECT ?service ?graph ?from { ?service ?graph ?from } # SERVICE",
        "SELECT * { <http://a/SERVICE> <http://a/GRAPH> 'it''s' }".replace("''", "\\'"),
        'SELECT ("""a "quoted" SERVICE""" AS ?x) {}',
    ],
)
def test_words_that_are_no_keywords_are_asked(query: str) -> None:
    refuse(query)


@pytest.mark.parametrize("shown", CONSOLE, ids=lambda shown: shown[:40])
def test_the_page_shows_what_is_printed(ics: Ics, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    command, _, expected = shown.partition("\n")
    assert ics(*shlex.split(command))[:2] == (0, expected)


@pytest.mark.slow
def test_every_example_of_the_help_runs(ics: Ics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "question.rq").write_text("SELECT ?gap { ?gap a ics:Gap }")
    examples = re.findall(r"^ *ics-graph (sparql .*)$", sparql.help or "", re.MULTILINE)
    assert len(examples) == 4
    for example in examples:
        status, text, _ = ics(*shlex.split(example))
        assert status == 0
        assert len(text.splitlines()) > 2, example
