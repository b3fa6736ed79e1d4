"""``--profile org``: what surely holds on a day, as plain W3C ORG; nothing else is seen by who knows only that."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import Graph, Literal, URIRef

from ics_graph.certainty import certainty
from ics_graph.dataset import read_datasets
from ics_graph.dates import PartialDate
from ics_graph.exchange.formats import ExportInput, ImportInput, all_exports, all_imports
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.exchange.rdf.importer import SYNTAXES
from ics_graph.exchange.selection import select
from ics_graph.exchange.terms import BASE, PREFIXES
from ics_graph.model import (
    Claim,
    Dataset,
    Entity,
    KindSpell,
    NameSpell,
    PhaseSpell,
    Relation,
    Source,
    all_claims,
)
from ics_graph.ontology import load_ontology
from ics_graph.stores.sqlite import shipped_datasets
from ics_graph.validity import holds, only_planned
from tests.asking import SMALL, folder_of
from tests.conftest import Ics
from tests.stores.contract.strategies import datasets, days

DAY = date(2019, 6, 15)
FROM, YEAR = PartialDate(2018), PartialDate(2019)
STATED = (Claim("minutes"),)


@pytest.fixture(scope="module")
def small() -> Dataset:
    return read_datasets([SMALL]).dataset


def snapshot(dataset: Dataset, day: date = DAY, syntax: str = "turtle") -> bytes:
    ontology, out = load_ontology(), io.BytesIO()
    part = ExportInput(select(dataset, ontology, day), ontology, day)
    all_exports()[syntax].function(part, out, profile="org")
    return out.getvalue()


def asked(text: bytes, query: str) -> set[tuple[str, ...]]:
    """Return the rows of a query, ids for our IRIs, with the prefixes of the export and nothing of ours."""
    store = ox.Store()
    store.load(text, format=ox.RdfFormat.TURTLE)
    theirs = {prefix: space for prefix, space in PREFIXES.items() if prefix != "ics"}
    rows = store.query(query, prefixes=theirs)
    assert isinstance(rows, ox.QuerySolutions)
    return {tuple(getattr(cell, "value", "").removeprefix(BASE + "entity/") for cell in row) for row in rows}


def test_plain_org_finds_the_members_of_a_board(small: Dataset) -> None:
    members = "SELECT ?member WHERE { ?member org:memberOf ?board . ?board skos:prefLabel 'Anytown Board'@en }"
    assert asked(snapshot(small), members) == {("ccg-north",), ("trust",)}
    assert asked(snapshot(small, date(2019, 2, 1)), members) == {("ccg-north",)}


def test_plain_org_finds_the_same_members_by_their_memberships_with_role_and_time(small: Dataset) -> None:
    query = """SELECT ?member ?role ?start WHERE {
        ?m a org:Membership ; org:member ?member ; org:organization ?board ; org:memberDuring ?time .
        ?time time:hasBeginning/time:inXSDDate ?start . OPTIONAL { ?m org:role/skos:prefLabel ?role } }"""
    assert asked(snapshot(small), query) == {("ccg-north", "chair", "2018-04-01"), ("trust", "", "2019-03-01")}


def test_plain_org_finds_reporting_lines_posts_and_whom_a_body_answers_to(small: Dataset) -> None:
    text = snapshot(small)
    reporting = {("group-a", "group-b"), ("group-b", "group-c"), ("group-c", "group-a"), ("group-c", "group-c")}
    assert asked(text, "SELECT ?a ?b WHERE { ?a org:reportsTo ?b }") == reporting
    assert asked(text, "SELECT ?a ?b WHERE { ?a a org:Post ; org:postIn ?b }") == {("chair", "board")}
    assert asked(text, "SELECT ?a ?b WHERE { ?a org:linkedTo ?b }") == {("board", "ics"), ("group-b", "council")}


def test_types_are_those_of_org_foaf_schema_and_cpov(small: Dataset) -> None:
    people = {
        "jo": Entity("jo", "Person", "Jo Doe", since=FROM, claims=STATED),
        "work": Entity("work", "Workstream", "Digital", since=FROM, claims=STATED),
        "town": Entity("town", "Place", "Anytown", since=FROM, claims=STATED),
    }
    text = snapshot(replace(small, entities={**small.entities, **people}))
    found = asked(text, "SELECT ?a ?class WHERE { ?a a ?class ; skos:prefLabel ?name }")
    kinds = {
        "jo": {"foaf:Person"},
        "work": {"schema:Project"},
        "town": {"dcterms:Location"},
        "chair": {"org:Post"},
        "council": {"org:FormalOrganization", "org:Organization", "cpov:PublicOrganisation"},
        "ics": {"org:OrganizationalCollaboration", "org:Organization"},
        "board": {"org:OrganizationalUnit", "org:Organization"},
    }
    for id_, wanted in kinds.items():
        classes = {kind for body, kind in found if body == id_ and not kind.startswith(PREFIXES["ics"])}
        assert classes == {PREFIXES[name.split(":")[0]] + name.split(":")[1] for name in wanted}, id_


def lines(**more: object) -> set[tuple[str, ...]]:
    """Return what plain ORG finds of one line between two bodies, changed in one way."""
    line = Relation("line", "a", "memberOf", "b", since=YEAR, until=YEAR, claims=STATED)
    dataset = Dataset(
        sources={"minutes": Source("minutes", "Minutes", date=PartialDate(2019, 6, 15))},
        entities={id_: Entity(id_, "Board", id_.upper(), claims=STATED) for id_ in ("a", "b")},
        relations={"line": replace(line, **more)},  # type: ignore[arg-type]
    )
    found = asked(snapshot(dataset), "SELECT ?a ?b WHERE { ?a org:memberOf ?b }")
    reified = asked(snapshot(dataset), "SELECT ?a ?b WHERE { ?m org:member ?a ; org:organization ?b }")
    assert found == reified
    return found


@pytest.mark.parametrize(
    "more", [{}, {"phases": (PhaseSpell("established"),)}, {"claims": (Claim("minutes", basis="reported"),)}]
)
def test_a_line_that_a_source_states_or_reports_is_seen(more: dict[str, object]) -> None:
    assert lines(**more) == {("a", "b")}


@pytest.mark.parametrize(
    "more",
    [
        {"phases": (PhaseSpell("planned"),)},
        {"phases": (PhaseSpell("shadow"),)},
        {"claims": (Claim("minutes", stance="questions"),)},
        {"claims": (Claim("minutes", stance="denies"),)},
        {"claims": (*STATED, Claim("minutes", "p. 2", stance="denies"))},
        {"claims": (Claim("minutes", basis="inferred"),)},
        {"claims": (Claim("minutes", basis="rule"),)},
        {"claims": ()},
        {"role": "may join"},
        {"since": PartialDate(2019, 7)},
        {"until": PartialDate(2018), "since": None},
    ],
    ids=lambda more: str(more)[:60],
)
def test_a_line_that_is_not_surely_so_is_invisible(more: dict[str, object]) -> None:
    assert lines(**more) == set()


def test_a_line_that_possibly_holds_is_invisible() -> None:
    assert lines(until=None, claims=(Claim("minutes", observed=PartialDate(2019, 6, 14)),)) == set()


@pytest.mark.parametrize(
    "more",
    [
        {"extent": "any"},
        {"extent": "several"},
        {"phases": (PhaseSpell("planned"),)},
        {"claims": (Claim("minutes", stance="questions"),)},
        {"since": PartialDate(2020)},
    ],
    ids=str,
)
def test_a_body_that_is_not_surely_there_takes_its_lines_with_it(small: Dataset, more: dict[str, object]) -> None:
    changed = replace(small.entities["ccg-north"], until=None, **more)  # type: ignore[arg-type]
    text = snapshot(replace(small, entities={**small.entities, "ccg-north": changed}))
    assert asked(text, "SELECT ?a WHERE { { ?a ?p ?o } UNION { ?s ?p ?a } }") & {("ccg-north",)} == set()
    assert asked(text, "SELECT ?a WHERE { ?a org:memberOf ?b }") == {("trust",)}


def test_what_only_the_law_says_is_invisible(small: Dataset) -> None:
    query = "SELECT ?b WHERE { ?a skos:prefLabel 'Southtown CCG'@en ; ?p ?b . FILTER(isIRI(?b) && ?p != rdf:type) }"
    assert asked(snapshot(small), query) == set()


@pytest.mark.parametrize(
    ("type_", "object_", "shortcut"),
    [
        ("subOrganisationOf", "Council", {"subOrganizationOf"}),
        ("committeeOf", "Council", {"unitOf"}),
        ("committeeOf", "IntegratedCareSystem", set()),
        ("partOf", "IntegratedCareSystem", set()),
        ("partOf", "Council", set()),
        ("accountableTo", "Council", {"linkedTo"}),
        ("accountableTo", "Population", set()),
        ("reportsTo", "Post", {"reportsTo"}),
        ("escalatesTo", "Council", set()),
        ("representedOn", "Council", set()),
        ("memberOf", "Programme", set()),
        ("attends", "Council", set()),
        ("leads", "Council", set()),
    ],
)
def test_containment_is_only_what_is_legally_contained_and_no_family_leaks(
    type_: str, object_: str, shortcut: set[str]
) -> None:
    dataset = Dataset(
        sources={"minutes": Source("minutes", "Minutes", date=PartialDate(2019, 6, 15))},
        entities={"a": Entity("a", "Committee", "A"), "b": Entity("b", object_, "B")},
        relations={"line": Relation("line", "a", type_, "b", claims=STATED)},
    )
    org = PREFIXES["org"]
    found = asked(snapshot(dataset), "SELECT ?p WHERE { ?a ?p ?b . ?b skos:prefLabel 'B'@en }")
    assert {p.removeprefix(org) for (p,) in found if p.startswith(org)} - {"organization"} == shortcut
    assert (PREFIXES["ics"] + type_,) in found


def test_codes_are_those_of_the_day(small: Dataset) -> None:
    query = "SELECT ?code WHERE { ?a org:identifier ?code }"
    assert asked(snapshot(small), query) == {("99X",)}
    north = replace(small.entities["ccg-north"], until=None)
    later = replace(small, entities={**small.entities, "ccg-north": north})
    assert asked(snapshot(later, date(2020, 4, 1)), query) == set()


def test_every_syntax_holds_the_same_snapshot(small: Dataset) -> None:
    graphs = {
        syntax: {str(quad) for quad in ox.parse(snapshot(small, syntax=syntax), format=getattr(ox.RdfFormat, theirs))}
        for syntax, (_, theirs) in SYNTAXES.items()
    }
    assert len(graphs["ntriples"]) > 80
    assert all(graph == graphs["ntriples"] for graph in graphs.values())


def test_a_snapshot_needs_a_day_and_does_not_come_back(ics: Ics, small: Dataset, tmp_path: Path) -> None:
    status, _, told = ics("export", "turtle", "--profile", "org", "--data", str(SMALL))
    assert status == 2
    assert "--profile org is a snapshot of one day; name it with --as-of, such as --as-of 2019-06-01." in told
    file = tmp_path / "snapshot.ttl"
    file.write_bytes(snapshot(small))
    with pytest.raises(ImportFailed, match=r"a snapshot of one day.*Export again without --profile\."):
        all_imports()["turtle"].function(ImportInput([file], load_ontology()))


def test_public_organisations_are_named_and_joined_as_cpov_asks() -> None:
    """One name and one other name a language, as texts with a language; bodies joined to bodies, not to texts.

    Core Public Organisation Vocabulary 2.1.2, class Public Organisation: https://semiceu.github.io/CPOV/releases/2.1.2/.
    """
    graph = Graph().parse(data=snapshot(read_datasets(shipped_datasets()).dataset, date(2019, 6, 1)), format="turtle")
    public = set(graph.subjects(URIRef(PREFIXES["rdf"] + "type"), URIRef(PREFIXES["cpov"] + "PublicOrganisation")))
    assert len(public) > 200
    several = []
    for body in public:
        names = list(graph.objects(body, URIRef(PREFIXES["skos"] + "prefLabel")))
        assert [name.language for name in names if isinstance(name, Literal)] == ["en"], body
        others = list(graph.objects(body, URIRef(PREFIXES["skos"] + "altLabel")))
        assert [name.language for name in others if isinstance(name, Literal)] == ["en"] * len(others), body
        assert len(others) <= 1, body
        several += [body] if len(list(graph.objects(body, URIRef(PREFIXES["schema"] + "alternateName")))) > 1 else []
        for name in ("memberOf", "hasMember", "unitOf", "hasUnit", "subOrganizationOf", "linkedTo", "reportsTo"):
            for other in graph.objects(body, URIRef(PREFIXES["org"] + name)):
                assert isinstance(other, URIRef), (body, name)
    assert several != []  # so that the rule of one other name was tried


def test_a_snapshot_has_no_graphs_of_sources(ics: Ics) -> None:
    words = ("--profile", "org", "--as-of", "2019-06-15", "--graphs", "sources", "--data", str(SMALL))
    status, _, told = ics("export", "trig", *words)
    assert (status, "A snapshot holds no claims" in told) == (2, True)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(dataset=datasets(), day=days)
def test_no_shortcut_says_more_than_a_line_that_surely_holds(dataset: Dataset, day: date) -> None:
    sure = {
        (line.subject, line.object)
        for line in dataset.relations.values()
        if holds(line, dataset.sources).on(day) == "yes"
        and not only_planned(line)
        and certainty(all_claims(line)) in ("stated", "reported")
    }
    query = "SELECT ?a ?b { ?a org:memberOf|org:reportsTo|org:unitOf|org:linkedTo ?b }"
    assert asked(snapshot(dataset, day), query) <= sure


@pytest.mark.parametrize(
    ("day", "type_", "name"),
    [
        (date(2008, 3, 31), "Committee", "Old Group"),
        (date(2008, 4, 1), "Group", "New Group"),
        (date(2015, 6, 1), "OrganisationalUnit", "New Group"),
        (date(2021, 1, 1), "Board", "New Group"),
    ],
)
def test_a_body_is_what_it_surely_was_on_the_day_and_is_called_so(day: date, type_: str, name: str) -> None:
    kinds = (
        KindSpell("Committee", until=PartialDate(2008, 3, 31)),
        KindSpell("Group", until=PartialDate(2015)),
        KindSpell("Board"),
    )
    names = (
        NameSpell("Old Group", until=PartialDate(2008, 3, 31)),
        NameSpell("Newer", since=PartialDate(2020, 12, 31)),
    )
    body = Entity(
        "g",
        "Board",
        "New Group",
        since=PartialDate(2000),
        until=PartialDate(2022),
        claims=STATED,
        kinds=kinds,
        names=names,
    )
    text = snapshot(Dataset(sources={"minutes": Source("minutes", "Minutes")}, entities={"g": body}), day).decode()
    assert f"ics:{type_} " in text
    assert {kind for kind in ("Committee", "Group", "Board") if f"ics:{kind} " in text} <= {type_}
    assert f'skos:prefLabel "{name}"@en' in text
    assert ('schema:alternateName "Newer"' in text) == (day.year == 2021)


SEATED = """
sources: [{id: papers, title: Papers, date: 2019-06-01}, {id: later, title: Later papers, date: 2019-07-01}]
entities:
  - {id: icb, type: IntegratedCareBoard, name: The ICB, from: 2018, until: 2022, claims: [{source: papers}]}
  - {id: board, type: Board, name: The Board, from: 2018, until: 2022, claims: [{source: papers}]}
  - {id: robin, type: Person, name: Robin Example, claims: [{source: papers}]}
  - {id: sam, type: Person, name: Sam Example, claims: [{source: papers}]}
instruments: [{id: terms, kind: terms-of-reference, name: Terms, body: icb}]
versions:
  - {id: v1, instrument: terms, label: v1, effective: 2018-07-01}
  - {id: v2, instrument: terms, label: v2, effective: 2020}
  - {id: v3, instrument: terms, label: v3, effective: 2018-08-01, draft: true}
seats:
  - {id: chair, body: board, kind: chair, versions: [v1, v2], claims: [{source: papers}]}
  - {id: later, body: board, kind: later member, versions: [v2], claims: [{source: papers}]}
  - {id: drafted, body: board, kind: drafted member, versions: [v3], claims: [{source: papers}]}
  - {id: unsaid, body: board, kind: unsaid member, versions: [v1]}
appointments:
  - {id: a1, seat: chair, person: robin, from: 2019-01-01, until: 2019-12-31, claims: [{source: papers}]}
  - {id: a2, seat: chair, person: sam, from: 2019-06, until: 2019-12-31, claims: [{source: later}]}
  - {id: a3, seat: chair, claims: [{source: papers}]}
"""


def test_seats_are_posts_and_who_holds_one_is_a_member(tmp_path: Path) -> None:
    text = snapshot(read_datasets([folder_of(SEATED, tmp_path)]).dataset)
    posts = "SELECT ?label ?body WHERE { ?post a org:Post ; skos:prefLabel ?label ; org:postIn ?body }"
    assert asked(text, posts) == {("chair", "board")}
    holders = "SELECT ?who ?label WHERE { ?who org:holds ?post ; org:memberOf ?body . ?post skos:prefLabel ?label }"
    assert asked(text, holders) == {("robin", "chair")}
    members = """SELECT ?who ?body ?day WHERE { ?m a org:Membership ; org:member ?who ; org:organization ?body ;
        org:memberDuring/time:hasBeginning/time:inXSDDate ?day }"""
    assert {row[:2] for row in asked(text, members)} == {("robin", "board")}


def test_the_seats_are_those_of_the_version_in_force_on_the_day(tmp_path: Path) -> None:
    data = read_datasets([folder_of(SEATED, tmp_path)]).dataset
    posts = "SELECT ?label WHERE { ?post a org:Post ; skos:prefLabel ?label }"
    assert asked(snapshot(data, date(2018, 5, 1)), posts) == set()
    assert asked(snapshot(data, date(2021, 5, 1)), posts) == {("chair",), ("later member",)}
    # The second version took effect some day in 2020.
    assert asked(snapshot(data, date(2020, 5, 1)), posts) == {("chair",)}
