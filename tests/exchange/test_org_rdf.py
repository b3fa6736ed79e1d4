"""RDF of elsewhere in the W3C Organization Ontology as a dataset."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ics_graph.exchange.formats import ImportInput, all_imports
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.model import Dataset
from ics_graph.ontology import load_ontology
from ics_graph.validation import validate
from ics_graph.validity import holds
from tests.exchange.bringing import DATA, Imported, imported, refused

DIRECTORY = DATA / "org-rdf" / "directory.ttl"
ID = "https://directory.example.org/id/"
PREFIXES = """@prefix : <https://directory.example.org/id/> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return imported(tmp_path_factory.mktemp("rdf"), "org-rdf", [DIRECTORY], date="2016-06-01")


def test_bodies_people_and_posts_have_their_types_english_names_and_identifiers(directory: Imported) -> None:
    assert {e.id: (e.type, e.name) for e in directory.dataset.entities.values()} == {
        "org-board-of-town-trust": ("Organisation", "Board of Town Trust"),
        "org-old-trust": ("Organisation", "Old Trust"),
        "org-older": ("Organisation", "Resource older"),
        "org-town-trust": ("Organisation", "Town Trust"),
        "person-ann-ash": ("Person", "Ann Ash"),
        "person-bob-birch": ("Person", "Bob Birch"),
        "post-chief-executive": ("Post", "Chief Executive"),
        "post-finance-director": ("Post", "Finance Director"),
        "unit-estates": ("Division", "Estates"),
        "unit-finance": ("Division", "Finance"),
    }
    trust = directory.dataset.entities["org-town-trust"]
    assert trust.other_names == ("TT", "Ymddiriedolaeth y Dref")
    assert [(code.scheme, code.value) for code in trust.identifiers] == [("iri", f"{ID}trust"), ("ods", "RTT")]


def test_lines_are_read_in_both_directions_and_memberships_keep_role_and_interval(directory: Imported) -> None:
    told = {
        (r.subject, r.type, r.object, r.role or r.capacity, str(r.since or ""), str(r.until or ""))
        for r in directory.dataset.relations.values()
    }
    assert told == {
        ("unit-finance", "subOrganisationOf", "org-town-trust", None, "", ""),
        ("unit-estates", "subOrganisationOf", "org-town-trust", None, "", ""),
        ("org-board-of-town-trust", "subOrganisationOf", "org-town-trust", None, "", ""),
        ("post-chief-executive", "postAt", "org-town-trust", None, "", ""),
        ("post-finance-director", "postAt", "unit-finance", None, "", ""),
        ("person-ann-ash", "holdsPost", "post-chief-executive", None, "", ""),
        ("person-bob-birch", "holdsPost", "post-finance-director", None, "", ""),
        ("post-finance-director", "reportsTo", "post-chief-executive", None, "", ""),
        ("person-ann-ash", "leads", "org-town-trust", None, "", ""),
        ("person-ann-ash", "memberOf", "org-board-of-town-trust", "chair", "2015-04-01", "2018-03"),
        ("person-bob-birch", "memberOf", "org-board-of-town-trust", None, "2016-01-01", "2016-12-31"),
    }


def test_a_statement_without_dates_held_when_its_file_was_made(directory: Imported) -> None:
    line = directory.dataset.relations["post-finance-director:reportsTo:post-chief-executive"]
    assert [claim.locator for claim in line.claims] == [f"{ID}director"]
    sources = directory.dataset.sources
    assert [holds(line, sources).on(date(2016, 6, day)) for day in (1, 2)] == ["yes", "possibly"]


def test_a_direct_statement_beside_a_membership_that_has_ended_is_doubtful(tmp_path: Path) -> None:
    text = f"""{PREFIXES}@prefix time: <http://www.w3.org/2006/time#> .
:a a org:FormalOrganization ; rdfs:label "A" .
:ann a foaf:Person ; foaf:name "Ann" ; org:memberOf :a .
:ben a foaf:Person ; foaf:name "Ben" ; org:memberOf :a .
:m1 a org:Membership ; org:member :ann ; org:organization :a ;
  org:memberDuring [ time:hasBeginning [ time:inXSDDate "2012-01-01" ] ; time:hasEnd [ time:inXSDDate "2014-01-01" ] ] .
:m2 a org:Membership ; org:member :ben ; org:organization :a ;
  org:memberDuring [ time:hasBeginning [ time:inXSDDate "2012-01-01" ] ] ."""
    made = imported(tmp_path, "org-rdf", {"a.ttl": text}, date="2016-06-01")
    assert [(note.record, note.reason) for note in made.report.doubtful] == [
        (f"{ID}ann", "a direct statement of a membership that has an end; its end counts")
    ]
    assert [str(line.until or "") for line in made.dataset.relations.values()] == ["2014-01-01", ""]


def test_a_change_is_an_event_of_the_kind_that_its_ends_tell(directory: Imported) -> None:
    (event,) = directory.dataset.events.values()
    assert (event.kind, event.name, str(event.date)) == ("merger", "Merger into Town Trust", "2014-04-01")
    assert [(part.entity, part.side) for part in event.participants] == [
        ("org-old-trust", "original"),
        ("org-older", "original"),
        ("org-town-trust", "resulting"),
    ]


def test_what_is_not_understood_is_counted_and_pay_and_contact_are_not_taken(directory: Imported) -> None:
    assert [(note.record.rpartition("/")[2], note.reason) for note in directory.report.skipped] == [
        ("ns#hasTelephone (1)", "pay and contact are never taken over"),
        ("mbox (1)", "pay and contact are never taken over"),
        ("salary (1)", "pay and contact are never taken over"),
        ("Gadget (1)", "a class that is not understood"),
        ("names of things that are no bodies (1)", "a class that is not understood"),
    ]
    written = "".join(p.read_text("utf-8") for p in directory.folder.iterdir() if p.name != "import-report.json")
    assert not [word for word in ("tel:0123", "ann@example.org", "100000") if word in written]


@pytest.mark.parametrize("format_", [ox.RdfFormat.RDF_XML, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TRIG])
def test_the_same_statements_in_another_syntax_are_the_same_dataset(
    tmp_path: Path, directory: Imported, format_: ox.RdfFormat
) -> None:
    triples = [quad.triple for quad in ox.parse(path=str(DIRECTORY))]
    out = io.BytesIO()
    ox.serialize(triples, out, format=format_)
    made = imported(tmp_path, "org-rdf", {f"directory.{format_.file_extension}": out.getvalue()}, date="2016-06-01")
    plain = {r.id: (r.subject, r.object, r.since, r.until) for r in made.dataset.relations.values()}
    assert plain == {r.id: (r.subject, r.object, r.since, r.until) for r in directory.dataset.relations.values()}
    assert made.dataset.entities.keys() == directory.dataset.entities.keys()


def test_json_ld_with_its_context_is_read(tmp_path: Path) -> None:
    text = {
        "@context": {"org": "http://www.w3.org/ns/org#", "label": "http://www.w3.org/2000/01/rdf-schema#label"},
        "@id": f"{ID}a",
        "@type": "org:Organization",
        "label": "A body",
    }
    made = imported(tmp_path, "org-rdf", {"a.jsonld": json.dumps(text)})
    assert [e.name for e in made.dataset.entities.values()] == ["A body"]


def test_a_context_elsewhere_is_not_fetched_but_refused(tmp_path: Path) -> None:
    text = json.dumps({"@context": "https://example.org/context.jsonld", "@id": f"{ID}a"})
    (problem,) = refused(tmp_path, "org-rdf", {"a.jsonld": text})
    assert problem.startswith("a.jsonld: the RDF cannot be read")


def test_broken_turtle_is_refused_with_its_line(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "org-rdf", {"a.ttl": f"{PREFIXES}:a a org:Organization\n:b a .\n"})
    assert problem.startswith("a.ttl:")


def test_a_line_that_the_ontology_does_not_permit_is_told(tmp_path: Path) -> None:
    text = f'{PREFIXES}:ann a foaf:Person ; foaf:name "Ann" ; org:unitOf :post . :post a org:Post ; rdfs:label "P" .'
    made = imported(tmp_path, "org-rdf", {"a.ttl": text})
    assert not made.dataset.relations
    assert [note.record for note in made.report.skipped] == [f"{ID}ann"]


def test_a_body_known_already_is_matched_by_its_iri(tmp_path: Path) -> None:
    known = imported(tmp_path, "org-rdf", [DIRECTORY])
    known.folder.rename(tmp_path / "directory")
    text = f"{PREFIXES}:trust a org:FormalOrganization . :new a org:OrganizationalUnit ; rdfs:label 'New' ."
    text += " :new org:unitOf :trust ."
    made = imported(tmp_path, "org-rdf", {"a.ttl": text}, match=[tmp_path / "directory"])
    assert made.report.matched == {f"{ID}trust": "org-town-trust"}
    assert made.lines("unit-new") == [("subOrganisationOf", "org-town-trust", "", "")]


_TRIPLES = [quad.triple for quad in ox.parse(path=str(DIRECTORY))]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(_TRIPLES), st.sampled_from(_TRIPLES)), min_size=1, max_size=40))
def test_statements_in_any_mixture_make_a_sound_dataset(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[ox.Triple, ox.Triple]]
) -> None:
    mixed = [ox.Triple(one.subject, one.predicate, other.object) for one, other in pairs] + [one for one, _ in pairs]
    path = tmp_path_factory.mktemp("r") / "a.nt"
    ox.serialize(mixed, str(path), format=ox.RdfFormat.N_TRIPLES)
    ontology = load_ontology()
    handed = ImportInput([path], ontology)
    try:
        made: Dataset = all_imports()["org-rdf"].function(handed)
    except ImportFailed:
        return
    assert [str(p) for p in validate(made, ontology) if p.severity == "error"] == []


_RDF_XML = """<?xml version="1.0"?>
<!{doctype} rdf:RDF [{entities}]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
  xmlns:org="&org;">
<org:FormalOrganization rdf:about="https://example.org/a"><skos:prefLabel>{name}</skos:prefLabel></org:FormalOrganization>
</rdf:RDF>
"""
_ORG = '<!ENTITY org "http://www.w3.org/ns/org#">'


@pytest.mark.parametrize("doctype", ["DOCTYPE", "doctype"])
@pytest.mark.parametrize(
    ("entities", "name"),
    [
        ('<!ENTITY a "ha"><!ENTITY b "&a;&a;">', "&b;"),
        (f'<!ENTITY a "{"ha" * 50_000}">', "&a;" * 600),
        (f"<!ENTITY a '{'ha' * 50_000}' >", "&a;" * 600),
        ('<!ENTITY a SYSTEM "file:///etc/hostname">', "&a;"),
        ("".join(f'<!ENTITY e{number} "ha">' for number in range(101)), "&e1;"),
    ],
)
def test_entities_that_could_fill_the_memory_are_refused(
    tmp_path: Path, doctype: str, entities: str, name: str
) -> None:
    text = _RDF_XML.format(doctype=doctype, entities=_ORG + entities, name=name)
    assert refused(tmp_path, "org-rdf", {"a.rdf": text}) == [
        "a.rdf:2: its DOCTYPE has entities that can grow a few lines into gigabytes. "
        "Write the file anew with what they stand for."
    ]


def test_entities_that_are_short_for_namespaces_are_read(tmp_path: Path) -> None:
    text = _RDF_XML.format(doctype="DOCTYPE", entities=_ORG, name="Anytown")
    found = imported(tmp_path, "org-rdf", {"a.rdf": text}).dataset
    assert [(body.type, body.name) for body in found.entities.values()] == [("Organisation", "Anytown")]


@pytest.mark.parametrize(
    "days",
    ['"soon"', '"2015-02-30"', "[]", "[ a time:Instant ]", ":a-day"],
)
def test_a_membership_whose_last_day_cannot_be_read_does_not_hold_when_the_file_is_made(
    tmp_path: Path, days: str
) -> None:
    text = f"""{PREFIXES}@prefix time: <http://www.w3.org/2006/time#> .
:a a org:FormalOrganization ; rdfs:label "A" .
:ann a foaf:Person ; foaf:name "Ann" .
:ben a foaf:Person ; foaf:name "Ben" .
:m1 a org:Membership ; org:member :ann ; org:organization :a ;
  org:memberDuring [ time:hasBeginning [ time:inXSDDate "2014-01-01" ] ; time:hasEnd {days} ] .
:m2 a org:Membership ; org:member :ben ; org:organization :a ;
  org:memberDuring [ time:hasBeginning [ time:inXSDDate "2014-01-01" ] ] ."""
    made = imported(tmp_path, "org-rdf", {"a.ttl": text}, date="2016-06-01")
    data = made.dataset
    on = {line.subject: holds(line, data.sources).on(date(2016, 6, 1)) for line in data.relations.values()}
    assert on == {"person-ann": "possibly", "person-ben": "yes"}
    assert "its first or last day cannot be read; so it may be over" in [reason for *_, reason in made.doubtful()]


def test_two_intervals_of_one_membership_are_two_spells(tmp_path: Path) -> None:
    spells = " , ".join(
        f'[ time:hasBeginning [ time:inXSDDate "{first}" ] ; time:hasEnd [ time:inXSDDate "{last}" ] ]'
        for first, last in (("2010-04-01", "2012-03-31"), ("2015-04-01", "2017-03-31"))
    )
    text = f"""{PREFIXES}@prefix time: <http://www.w3.org/2006/time#> .
:a a org:FormalOrganization ; rdfs:label "A" .
:ann a foaf:Person ; foaf:name "Ann" .
:m a org:Membership ; org:member :ann ; org:organization :a ; org:memberDuring {spells} ."""
    made = imported(tmp_path, "org-rdf", {"a.ttl": text}, date="2016-06-01")
    days = sorted((str(line.since), str(line.until)) for line in made.dataset.relations.values())
    assert days == [("2010-04-01", "2012-03-31"), ("2015-04-01", "2017-03-31")]
