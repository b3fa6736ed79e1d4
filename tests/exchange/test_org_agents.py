"""Linked data of others: who a member is, what it is called, which codes it has, what a change says, schema.org."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.bringing import Imported, imported, refused

ID = "https://directory.example.org/id/"
PREFIXES = """@prefix : <https://directory.example.org/id/> . @prefix ex: <https://directory.example.org/def/> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix adms: <http://www.w3.org/ns/adms#> . @prefix schema: <http://schema.org/> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:board a org:FormalOrganization ; skos:prefLabel "Vale Board" .
"""


def turtle(tmp_path: Path, text: str) -> Imported:
    return imported(tmp_path, "org-rdf", {"a.ttl": PREFIXES + text}, date="2019-06-01")


def types(made: Imported) -> dict[str, str]:
    return {entity.name: entity.type for entity in made.dataset.entities.values() if entity.name != "Vale Board"}


def lines(made: Imported) -> set[tuple[str, str, str, str | None]]:
    names = {entity.id: entity.name for entity in made.dataset.entities.values()}
    return {
        (names[line.subject], line.type, names[line.object], line.role or line.capacity)
        for line in made.dataset.relations.values()
    }


@pytest.mark.parametrize(
    ("member", "type_", "relation"),
    [
        ('a schema:City ; rdfs:label "Anytown"', "GeographicArea", "representedOn"),
        ('a ex:MarketTown ; rdfs:label "Anytown"', "GeographicArea", "representedOn"),
        ('rdfs:label "Anytown"', "Organisation", "memberOf"),
        ('a foaf:Agent ; rdfs:label "Anytown Council"', "Organisation", "memberOf"),
        ('a ex:Gadget ; rdfs:label "Ann Ash"', "Organisation", "memberOf"),
        ('rdfs:label "Pat Ley"', "Person", "memberOf"),
        ('a foaf:Agent ; rdfs:label "Cllr Ley"', "Person", "memberOf"),
        ('a ex:LayMember , ex:Councillor ; rdfs:label "Anytown"', "Person", "memberOf"),
        ('foaf:familyName "Ley"', "Person", "memberOf"),
    ],
)
def test_a_member_without_a_class_that_is_understood_is_no_person_unless_something_says_so(
    tmp_path: Path, member: str, type_: str, relation: str
) -> None:
    made = turtle(tmp_path, f":x {member} . :m a org:Membership ; org:member :x ; org:organization :board .")
    assert list(types(made).values()) == [type_]
    assert [line.type for line in made.dataset.relations.values()] == [relation]


def test_a_person_is_called_by_given_and_family_name(tmp_path: Path) -> None:
    text = ':x a foaf:Person ; foaf:givenName "Pat" ; foaf:familyName "Ley" . :y a foaf:Person ; foaf:surname "Roe" .'
    assert types(turtle(tmp_path, text)) == {"Pat Ley": "Person", "Roe": "Person"}


def test_an_identifier_of_its_own_is_a_code_in_its_scheme(tmp_path: Path) -> None:
    made = turtle(
        tmp_path,
        """:t a org:FormalOrganization ; rdfs:label "Trust" ;
        adms:identifier [ a adms:Identifier ; skos:notation "RZ8"^^ex:ods ] ,
          [ a adms:Identifier ; skos:notation "17" ; adms:schemaAgency "Register of Charities" ] ,
          [ a adms:Identifier ; skos:notation "18" ; skos:inScheme ex:payroll ] .""",
    )
    (trust,) = (entity for entity in made.dataset.entities.values() if entity.name == "Trust")
    assert {(code.scheme, code.value) for code in trust.identifiers} == {
        ("iri", f"{ID}t"), ("ods", "RZ8"), ("Register of Charities", "17"), ("payroll", "18"),
    }  # fmt: skip
    assert made.report.skipped == []


@pytest.mark.parametrize(
    ("sides", "note"),
    [
        ("org:resultingOrganization :t", "it came out of a change of 1 April 2014: Reform"),
        ("org:originalOrganization :t", "it was there before a change of 1 April 2014: Reform"),
    ],
)
def test_a_change_that_names_one_side_makes_no_beginning_or_end(tmp_path: Path, sides: str, note: str) -> None:
    text = f""":t a org:FormalOrganization ; rdfs:label "Trust" .
    :c a org:ChangeEvent ; rdfs:label "Reform" ; dct:date "2014-04-01"^^xsd:date ; {sides} ."""
    made = turtle(tmp_path, text)
    assert made.dataset.events == {}
    assert [fact.text for fact in made.dataset.facts.values()] == [note]
    assert [entity.since or entity.until for entity in made.dataset.entities.values()] == [None, None]
    assert [note.record for note in made.report.doubtful] == [f"{ID}c"]


def test_a_change_of_a_body_into_itself_is_a_rename(tmp_path: Path) -> None:
    made = turtle(
        tmp_path, ":c a org:ChangeEvent ; org:originalOrganization :board ; org:resultingOrganization :board ."
    )
    assert [event.kind for event in made.dataset.events.values()] == ["rename"]


def test_two_roles_of_one_membership_are_both_kept(tmp_path: Path) -> None:
    made = turtle(
        tmp_path,
        """:x a foaf:Person ; foaf:name "Pat Ley" . :chair rdfs:label "Chair" .
        :m a org:Membership ; org:member :x ; org:organization :board ; org:role :chair , :member , :r17 .
        :member rdfs:label "Member" .""",
    )
    assert lines(made) == {
        ("Pat Ley", "memberOf", "Vale Board", "chair"), ("Pat Ley", "memberOf", "Vale Board", "member"),
    }  # fmt: skip


def test_a_role_known_by_a_number_alone_is_told_and_no_role(tmp_path: Path) -> None:
    text = ':x a foaf:Person ; foaf:name "P" .'
    text += ":m a org:Membership ; org:member :x ; org:organization :board ; org:role :17 ."
    made = turtle(tmp_path, text)
    assert lines(made) == {("P", "memberOf", "Vale Board", None)}
    assert [note.reason for note in made.report.doubtful] == ["its role has no name; taken over without it"]


def test_a_role_known_by_the_end_of_its_address_is_told(tmp_path: Path) -> None:
    text = ':x a foaf:Person ; foaf:name "P" . :g a <http://www.w3.org/2006/vcard/ns#Group> ; rdfs:label "Team" ; '
    text += "<http://www.w3.org/2006/vcard/ns#hasMember> :x . "
    text += ":m a org:Membership ; org:member :x ; org:organization :board ; org:role :lead ."
    made = turtle(tmp_path, text)
    assert lines(made) == {("P", "memberOf", "Vale Board", "lead"), ("P", "memberOf", "Team", None)}
    assert types(made)["Team"] == "Group"
    assert [note.reason for note in made.report.doubtful] == [
        "its role has no name; the end of the address stands for it"
    ]


def test_people_of_one_name_without_an_address_are_kept_apart_and_put_as_a_question(tmp_path: Path) -> None:
    made = turtle(
        tmp_path,
        """:a a foaf:Person ; foaf:name "Ann Ash" . :b a foaf:Person ; foaf:name "Ann Ash" .
        :board org:hasMember [ a foaf:Person ; foaf:name "Ann Ash" ] .""",
    )
    people = {id_ for id_, entity in made.dataset.entities.items() if entity.type == "Person"}
    assert people == {"person-ann-ash", "person-ann-ash-a", "person-ann-ash-b"}
    (question,) = made.dataset.facts.values()
    assert (question.property, question.claims[0].basis) == ("possiblySameAs", "inferred")
    assert [note.reason for note in made.report.doubtful] == [
        "another person has the same name, and this one no address; put as a question"
    ]


def test_nobody_is_a_gap_and_an_interim_holder_a_person_in_a_role(tmp_path: Path) -> None:
    made = turtle(
        tmp_path,
        """:v a foaf:Person ; foaf:name "Post vacant" . :i a foaf:Person ; foaf:name "Ann Ash (Interim)" .
        :p a org:Post ; rdfs:label "Director" ; org:heldBy :v ; org:postIn :board .
        :q a org:Post ; rdfs:label "Nurse" ; org:heldBy :i .
        :m a org:Membership ; org:member :v ; org:organization :board .""",
    )
    assert {(gap.entity, gap.topic, gap.reason, gap.note) for gap in made.dataset.gaps.values()} == {
        ("post-director", "holder", "vacant", None),
        ("org-vale-board", "membership", "vacant", "a seat without a holder: member"),
    }
    assert ("Ann Ash", "holdsPost", "Nurse", "Interim") in lines(made)
    assert "Person" not in {type_ for name, type_ in types(made).items() if "vacant" in name.casefold()}


@pytest.mark.parametrize(
    ("during", "days"),
    [
        ('"2010-04-01/2012-03-31"', ("2010-04-01", "2012-03-31")),
        ("<http://reference.data.gov.uk/id/government-year/2015-2016>", ("2015-04-01", "2016-03-31")),
        ('[ schema:startDate "01/04/2015" ; schema:endDate "9999-12-31" ]', ("2015-04-01", "None")),
        ('[ schema:startDate "2015-03-31T23:30:00Z"^^xsd:dateTime ]', ("2015-04-01", "None")),
        ('[ schema:startDate "2015-04-01+01:00"^^xsd:date ]', ("2015-04-01", "None")),
    ],
)
def test_days_of_others_are_read_in_one_way(tmp_path: Path, during: str, days: tuple[str, str]) -> None:
    made = turtle(
        tmp_path,
        f""":x a foaf:Person ; foaf:name "Pat Ley" .
        :m a org:Membership ; org:member :x ; org:organization :board ; org:memberDuring {during} .""",
    )
    (line,) = made.dataset.relations.values()
    assert (str(line.since), str(line.until)) == days
    assert line.claims[0].observed is None


def test_one_bad_record_keeps_no_other_out(tmp_path: Path) -> None:
    made = turtle(
        tmp_path,
        ':x a foaf:Person ; foaf:name "P" ; org:memberOf :board . '
        ':y a foaf:Person ; foaf:name "a\\u0000b" ; org:memberOf :board .',
    )
    assert lines(made) == {("P", "memberOf", "Vale Board", None)}
    assert [note.reason for note in made.report.skipped] == [
        "it cannot be kept: 'name' holds U+0000, which no file can hold",
        "it cannot be kept: subject 'person-a-b' is not there",
    ]


def test_a_site_is_a_part_of_its_body(tmp_path: Path) -> None:
    made = turtle(tmp_path, ':s a org:Site ; rdfs:label "Town Hall" . :board org:hasPrimarySite :s .')
    assert types(made) == {"Town Hall": "Site"}
    assert lines(made) == {("Town Hall", "partOf", "Vale Board", None)}


# schema.org

HOSPITAL: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Hospital",
    "@id": "https://trust.example.org/#trust",
    "name": "Wharfside NHS Trust",
    "legalName": "Wharfside National Health Service Trust",
    "url": "https://trust.example.org/",
    "foundingDate": "2001-04",
    "identifier": {"@type": "PropertyValue", "propertyID": "ods", "value": "RZ8"},
    "telephone": "01632 960001",
    "address": {"@type": "PostalAddress", "streetAddress": "1 Quay", "postalCode": "ZZ1 1ZZ"},
    "parentOrganization": {"@type": "GovernmentOrganization", "name": "Department of Health"},
    "department": [{"@type": "MedicalClinic", "name": "Eye Clinic"}],
    "subOrganization": {"@type": "Organization", "name": "Wharfside Pharmacy Ltd"},
    "member": [
        {"@type": "Person", "givenName": "Bob", "familyName": "Birch", "jobTitle": "Nurse"},
        {
            "@type": "OrganizationRole",
            "roleName": "Chair",
            "startDate": "2018-04-01",
            "endDate": "2020-03-31",
            "member": {"@type": "Person", "name": "Ann Ash"},
        },
        "Cy Cedar",
    ],
    "employee": {"@type": "Person", "name": "Di Dale"},
    "openingHours": "Mo-Su",
}


def assert_is_hospital(made: Imported) -> None:
    assert types(made) == {
        "Wharfside NHS Trust": "Organisation",
        "Department of Health": "Organisation",
        "Eye Clinic": "Organisation",
        "Wharfside Pharmacy Ltd": "Organisation",
        "Bob Birch": "Person",
        "Ann Ash": "Person",
        "Di Dale": "Person",
    }
    trust = "Wharfside NHS Trust"
    assert lines(made) == {
        (trust, "subOrganisationOf", "Department of Health", None),
        ("Eye Clinic", "subOrganisationOf", trust, None),
        ("Wharfside Pharmacy Ltd", "subOrganisationOf", trust, None),
        ("Bob Birch", "memberOf", trust, None),
        ("Ann Ash", "memberOf", trust, "chair"),
        ("Di Dale", "employedBy", trust, None),
    }
    (chair,) = (line for line in made.dataset.relations.values() if line.capacity == "chair")
    assert (str(chair.since), str(chair.until)) == ("2018-04-01", "2020-03-31")
    (body,) = (entity for entity in made.dataset.entities.values() if entity.name == trust)
    assert ("ods", "RZ8") in {(code.scheme, code.value) for code in body.identifiers}
    assert (str(body.since), body.other_names) == ("2001-04", ("Wharfside National Health Service Trust",))
    assert [fact.text for fact in made.dataset.facts.values()] == ["Nurse"]


def test_schema_org_is_read_by_its_own_context_without_a_network(tmp_path: Path) -> None:
    made = imported(tmp_path, "org-rdf", {"trust.jsonld": json.dumps(HOSPITAL)})
    assert_is_hospital(made)
    told = {(note.record.removeprefix("http://schema.org/"), note.reason) for note in made.report.skipped}
    assert {
        ("openingHours (1)", "a property that is not understood"),
        ("telephone (1)", "pay and contact are never taken over"),
        ("streetAddress (1)", "pay and contact are never taken over"),
        ("https://trust.example.org/#trust Cy Cedar", "a line to a text instead of a resource"),
    } <= told
    written = "".join(p.read_text("utf-8") for p in made.folder.iterdir() if p.name != "import-report.json")
    assert not [word for word in ("01632", "Quay", "ZZ1") if word in written]


def test_schema_org_in_a_web_page_is_read(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html>\n<html><head><title>A trust</title><script>var x = '</p>';</script>"
        f'<script type="application/ld+json">{json.dumps(HOSPITAL)}</script></head><body>Hello</body></html>'
    )
    assert_is_hospital(imported(tmp_path, "org-rdf", {"trust.html": page}))


@pytest.mark.parametrize(
    "context",
    [
        "http://schema.org",
        "https://schema.org/",
        "https://www.schema.org",
        ["https://schema.org", {"x": "http://x.example/"}],
    ],
)
def test_each_address_of_its_context_is_that_of_schema_org(tmp_path: Path, context: Any) -> None:
    assert_is_hospital(imported(tmp_path, "org-rdf", {"a.json": json.dumps({**HOSPITAL, "@context": context})}))


def test_things_of_a_graph_refer_to_each_other_and_a_local_name_is_no_code(tmp_path: Path) -> None:
    graph = [
        {"@type": "Organization", "@id": "#a", "name": "A", "parentOrganization": "https://x.example/#b"},
        {"@type": "Organization", "@id": "https://x.example/#b", "name": "B", "member": {"@id": "#c"}},
        {"@type": "Person", "@id": "#c", "name": "Cy"},
    ]
    made = imported(tmp_path, "org-rdf", {"a.json": json.dumps({"@context": "https://schema.org", "@graph": graph})})
    assert lines(made) == {("A", "subOrganisationOf", "B", None), ("Cy", "memberOf", "B", None)}
    assert {e.name: [c.value for c in e.identifiers] for e in made.dataset.entities.values()} == {
        "A": [], "B": ["https://x.example/#b"], "Cy": [],
    }  # fmt: skip
    assert "file:" not in "".join(p.read_text("utf-8") for p in made.folder.iterdir())


def test_a_role_of_nobody_is_told(tmp_path: Path) -> None:
    role = {"@type": "OrganizationRole", "roleName": "Nurse", "worksFor": {"@type": "Organization", "name": "A"}}
    made = imported(tmp_path, "org-rdf", {"a.json": json.dumps({"@context": "https://schema.org", **role})})
    assert made.dataset.relations == {}
    assert [note.reason for note in made.report.skipped] == ["a role that does not say whose it is"]
    assert made.report.skipped[0].record.endswith("Nurse")


def test_another_context_elsewhere_is_named_in_the_refusal(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "org-rdf", {"a.jsonld": json.dumps({"@context": "https://example.org/c", "a": "b"})})
    assert problem == (
        "a.jsonld: the RDF cannot be read: its context https://example.org/c is elsewhere, and nothing is fetched. "
        "Put the context itself into the file."
    )


def test_a_web_page_without_data_is_refused_as_that(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "org-rdf", {"a.html": "<html><body>404</body></html>"})
    assert problem == "a.html: this is a web page, and no JSON-LD is embedded in it. Check that this is the right file."
