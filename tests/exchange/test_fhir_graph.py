"""FHIR resources of several files as one graph: what references mean, which code is of which day, what is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.bringing import Imported, imported, refused

SYSTEM = "https://fhir.nhs.uk/Id/ods-organization-code"
ENGLAND = "https://fhir.nhs.uk/England/StructureDefinition/Extension-England-"
SERVER = "https://fhir.example.org/R4"


def organization(id_: str, code: str, name: str, **more: Any) -> dict[str, Any]:
    """Return an Organization with an ODS code, where one is given."""
    codes = {"identifier": [{"system": SYSTEM, "value": code}]} if code else {}
    return {"resourceType": "Organization", "id": id_, **codes, "name": name, **more}


def bundle(*resources: dict[str, Any], server: str = SERVER, **more: Any) -> str:
    """Return a bundle of resources with the URLs that a server gives them."""
    entries = [{"fullUrl": f"{server}/{r['resourceType']}/{r['id']}", "resource": r} for r in resources]
    return json.dumps({"resourceType": "Bundle", "type": "searchset", "entry": entries, **more})


def typed_period(kind: str, **days: str) -> dict[str, Any]:
    """Return the extension of NHS England for a period that is legal or operational."""
    return {
        "url": f"{ENGLAND}TypedPeriod",
        "extension": [
            {"url": "dateType", "valueCoding": {"code": kind}},
            {"url": "period", "valuePeriod": days},
        ],
    }


def parts(made: Imported) -> set[tuple[str, str]]:
    """Return what is part of what, by name."""
    names = {entity.id: entity.name for entity in made.dataset.entities.values()}
    return {(names[line.subject], names[line.object]) for line in made.dataset.relations.values()}


@pytest.mark.parametrize(
    "reference",
    [
        {"reference": f"{SERVER}/Organization/a1"},
        {"reference": f"{SERVER}/Organization/a1/_history/3"},
        {"reference": "Organization/a1"},
        {"reference": "Organization/a1/_history/12"},
        {"reference": f"Organization?identifier={SYSTEM}|RZ8"},
        {"reference": "Organization?identifier=RZ8"},
        {"reference": f"Organization?identifier={SYSTEM.replace(':', '%3A')}%7CRZ8"},
        {"identifier": {"system": SYSTEM, "value": "RZ8"}, "display": "Wharfside"},
        {"reference": "Organization/nowhere", "identifier": {"system": SYSTEM, "value": "RZ8"}},
    ],
)
def test_each_form_of_reference_leads_to_the_resource_that_it_means(tmp_path: Path, reference: dict[str, Any]) -> None:
    ward = organization("b2", "RZ801", "Ward Block", partOf=reference)
    made = imported(tmp_path, "fhir", {"a.json": bundle(organization("a1", "RZ8", "Wharfside"), ward)})
    assert parts(made) == {("Ward Block", "Wharfside")}
    assert len(made.dataset.entities) == 2


def test_references_go_from_one_file_to_another(tmp_path: Path) -> None:
    ward = organization("b2", "RZ801", "Ward Block", partOf={"reference": "Organization/a1"})
    files = {"a.json": bundle(organization("a1", "RZ8", "Wharfside")), "b.json": bundle(ward)}
    assert parts(imported(tmp_path, "fhir", files)) == {("Ward Block", "Wharfside")}


def test_an_id_of_two_servers_is_two_organizations_and_each_reference_stays_with_its_own(tmp_path: Path) -> None:
    files = {
        f"{name}.json": bundle(
            organization("1", "", f"{name} Trust"),
            organization("2", "", f"{name} Ward", partOf={"reference": "Organization/1"}),
            server=f"https://{name}.example.org",
        )
        for name in ("north", "south")
    }
    made = imported(tmp_path, "fhir", files)
    assert parts(made) == {("north Ward", "north Trust"), ("south Ward", "south Trust")}


def test_a_uuid_of_a_bundle_is_found_by_its_full_url(tmp_path: Path) -> None:
    first, second = "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0", "urn:uuid:1c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"
    trust, ward = organization("", "RZ8", "Wharfside"), organization("", "RZ801", "Ward", partOf={"reference": first})
    del trust["id"], ward["id"]
    entries = [{"fullUrl": first, "resource": trust}, {"fullUrl": second, "resource": ward}]
    text = json.dumps({"resourceType": "Bundle", "type": "message", "entry": entries})
    assert parts(imported(tmp_path, "fhir", {"a.json": text})) == {("Ward", "Wharfside")}


def test_what_is_contained_is_found_within_and_taken_over_where_it_stands_nowhere_else(tmp_path: Path) -> None:
    inside = {"resourceType": "Organization", "id": "1", "name": "Board of Wharfside"}
    again = organization("1", "RZ8", "Wharfside NHS Trust")
    files = {
        "a.json": bundle(
            organization("a1", "RZ8", "Wharfside NHS Trust"),
            organization("b2", "RZ801", "Ward", contained=[inside], partOf={"reference": "#1"}),
            organization("c3", "RZ802", "Annexe", contained=[again], partOf={"reference": "#1"}),
        )
    }
    made = imported(tmp_path, "fhir", files)
    assert parts(made) == {("Ward", "Board of Wharfside"), ("Annexe", "Wharfside NHS Trust")}
    assert len(made.dataset.entities) == 4


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ({"reference": f"{SERVER}/Organization/RZ9"}, "it is named by no code or resource of the files"),
        ({"reference": "#1"}, "it names a contained resource that is not there"),
        ({"reference": "Organization?name=Wharfside"}, "it searches by something else than an identifier"),
        ({"reference": "urn:uuid:1"}, "it is named by no code or resource of the files"),
        ({"identifier": {"system": "https://example.org/x", "value": "9"}}, "nothing in the files has the identifier"),
        ({"display": "Wharfside"}, "it names nothing by reference or identifier"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_and_makes_no_body(
    tmp_path: Path, reference: dict[str, Any], reason: str
) -> None:
    made = imported(tmp_path, "fhir", {"a.json": bundle(organization("b2", "RZ801", "Ward", partOf=reference))})
    assert [entity.name for entity in made.dataset.entities.values()] == ["Ward"]
    (note,) = made.report.skipped
    assert note.reason.startswith(f"what it is part of: {reason}")
    assert note.record.startswith("RZ801")


def test_an_ods_code_that_stands_beside_a_reference_is_a_body_known_by_its_code(tmp_path: Path) -> None:
    above = {"identifier": {"system": SYSTEM, "value": "RZ9"}}
    made = imported(tmp_path, "fhir", {"a.json": bundle(organization("b2", "RZ801", "Ward", partOf=above))})
    (body,) = (entity for entity in made.dataset.entities.values() if entity.unnamed)
    assert (body.name, body.type, body.note) == (
        "ODS code RZ9", "NHSTrust", "known by its code alone: no record names it",
    )  # fmt: skip


def test_an_old_code_keeps_its_days_and_the_new_one_joins(tmp_path: Path) -> None:
    codes = [
        {"use": "old", "system": SYSTEM, "value": "RX7", "period": {"start": "2009-04-01", "end": "2019-03-31"}},
        {"use": "official", "system": SYSTEM, "value": "RZ8", "period": {"start": "2019-04-01"}},
        {"system": "https://register.example.org/number", "value": "17"},
    ]
    trust = organization("a1", "", "Wharfside NHS Trust") | {"identifier": codes}
    made = imported(tmp_path, "fhir", {"a.json": json.dumps(trust)})
    (body,) = made.dataset.entities.values()
    assert [(c.scheme, c.value, str(c.since or ""), str(c.until or "")) for c in body.identifiers] == [
        ("ods", "RZ8", "2019-04-01", ""),
        ("ods", "RX7", "2009-04-01", "2019-03-31"),
        ("register.example.org/number", "17", "", ""),
    ]
    assert (body.since, body.until, made.report.doubtful) == (None, None, [])


def test_an_old_code_without_a_last_day_and_a_spoilt_code_are_doubtful(tmp_path: Path) -> None:
    codes = [
        {"system": SYSTEM, "value": "RZ8"},
        {"use": "old", "system": SYSTEM, "value": "RX7"},
        {"system": SYSTEM, "value": "5.00E+01"},
    ]
    trust = organization("a1", "", "Wharfside NHS Trust") | {"identifier": codes}
    made = imported(tmp_path, "fhir", {"a.json": json.dumps(trust)})
    assert [note.reason for note in made.report.doubtful] == [
        "an identifier that is marked as old, without a last day",
        "an ODS code that is none: it has other signs than letters and digits",
        "it has several ODS codes that are not old; it is joined by the first",
    ]


def test_lines_of_the_register_are_affiliations_with_their_days_and_numbers(tmp_path: Path) -> None:
    def affiliation(id_: str, start: str, target: str, kind: str, **more: Any) -> dict[str, Any]:
        return {
            "resourceType": "OrganizationAffiliation",
            "id": id_,
            "identifier": [{"value": id_}],
            "organization": {"reference": f"Organization/{start}"},
            "participatingOrganization": {"identifier": {"system": SYSTEM, "value": target}},
            "code": [{"coding": [{"system": "https://example.org/ODSRelationship", "code": kind}]}],
            **more,
        }

    role = {
        "url": f"{ENGLAND}OrganisationRole",
        "extension": [
            {"url": "instanceID", "valueInteger": 7},
            {"url": "roleCode", "valueCodeableConcept": {"coding": [{"code": "RO177", "display": "PRESCRIBER"}]}},
            {"url": "primaryRole", "valueBoolean": True},
            {"url": "active", "valueBoolean": True},
        ],
    }
    files = {
        "a.json": bundle(
            organization("Y00001", "Y00001", "THE SURGERY", extension=[role]),
            organization("00L", "00L", "NHS NORTHSHIRE CCG"),
            affiliation("451", "Y00001", "00L", "RE4", extension=[typed_period("Operational", start="2013-04-01")]),
            affiliation("452", "Y00001", "QZZ", "RE5", active=False),
            affiliation("453", "Y00001", "00L", "RE99"),
            affiliation("454", "nowhere", "00L", "RE4"),
            affiliation("455", "Y00001", "00L", "member"),
        )
    }
    made = imported(tmp_path, "fhir", files)
    told = {
        (line.id, line.subject, line.type, line.object, str(line.since or ""))
        for line in made.dataset.relations.values()
    }
    assert told == {
        ("ods-rel-451", "org-northshire", "commissions", "cost-centre-y00001", "2013-04-01"),
        ("ods-rel-452", "cost-centre-y00001", "inGeographyOf", "org-qzz", ""),
    }
    assert [claim.observed for claim in made.dataset.relations["ods-rel-452"].claims] == ["never"]
    assert sorted(note.reason for note in made.report.skipped) == [
        "a relationship for which the ontology has no type",
        "an affiliation of a kind that the register does not have",
        "its organization: it is named by no code or resource of the files",
    ]


def test_types_and_descriptions_are_kept_in_words_and_all_else_is_counted_by_field(tmp_path: Path) -> None:
    hl7 = "http://terminology.hl7.org/CodeSystem/organization-type"
    more = {
        "type": [{"coding": [{"system": hl7, "code": "dept", "display": "Hospital Department"}]}, {"text": "Clinic"}],
        "description": "Sees patients",
        "endpoint": [{"reference": "Endpoint/1"}],
        "extension": [{"url": "https://example.org/beds", "valueInteger": 5}],
        "colour": "blue",
        "telecom": [{"system": "phone", "value": "01632 960001"}],
    }
    clinic = organization("b2", "RZ801", "Eye Clinic", **more)
    clinic["identifier"][0]["assigner"] = {"display": "Register"}
    made = imported(tmp_path, "fhir", {"a.json": json.dumps(clinic)})
    (body,) = made.dataset.entities.values()
    assert body.type == "Division"
    assert sorted(fact.text or "" for fact in made.dataset.facts.values()) == [
        "Sees patients", "classification: Clinic", "classification: Hospital Department (dept)",
    ]  # fmt: skip
    assert sorted((note.record, note.reason) for note in made.report.skipped) == [
        ("RZ801 telecom", "places and contacts are never taken over"),
        ("colour (1)", "a field that is not understood"),
        ("endpoint (1)", "technical addresses are not taken over"),
        ("https://example.org/beds (1)", "an extension that is not understood"),
        ("identifier.assigner (1)", "a field that is not taken over"),
    ]


def test_an_instant_is_the_day_in_england_and_a_day_for_none_is_told(tmp_path: Path) -> None:
    life = typed_period("Legal", start="2015-03-31T23:30:00Z", end="9999-12-31")
    made = imported(tmp_path, "fhir", {"a.json": json.dumps(organization("a1", "RZ8", "A", extension=[life]))})
    (body,) = made.dataset.entities.values()
    assert (str(body.since), body.until, body.claims[0].observed) == ("2015-04-01", None, None)
    assert [note.reason for note in made.report.doubtful] == [
        "a day that stands for none, as 9999-12-31 does; taken over without it"
    ]


def test_a_bundle_says_by_its_timestamp_of_which_day_it_is(tmp_path: Path) -> None:
    text = bundle(organization("a1", "RZ8", "A"), timestamp="2022-05-31T23:30:00Z")
    made = imported(tmp_path, "fhir", {"a.json": text})
    assert [str(source.date) for source in made.dataset.sources.values()] == ["2022-06-01"]
    assert made.report.dated == {"a.json": "1 June 2022 (from 'timestamp' of the Bundle)"}


def test_a_name_that_says_that_there_is_none_is_no_name(tmp_path: Path) -> None:
    made = imported(tmp_path, "fhir", {"a.json": json.dumps(organization("a1", "RZ8", "(TBC)"))})
    (body,) = made.dataset.entities.values()
    assert (body.name, body.unnamed) == ("ODS code RZ8", True)
    assert [note.reason for note in made.report.doubtful] == ["the record has no name"]


def test_of_several_versions_of_a_resource_the_latest_counts(tmp_path: Path) -> None:
    old = organization("a1", "RZ8", "Old Name", meta={"versionId": "2", "lastUpdated": "2020-01-01T00:00:00Z"})
    new = organization("a1", "RZ8", "New Name", meta={"versionId": "10", "lastUpdated": "2021-01-01T00:00:00Z"})
    for number, order in enumerate(((old, new), (new, old))):
        (tmp_path / str(number)).mkdir()
        made = imported(tmp_path / str(number), "fhir", {"a.json": bundle(*order)})
        assert [entity.name for entity in made.dataset.entities.values()] == ["New Name"]
        assert [note.reason for note in made.report.skipped] == ["an older version of one that is there"]


def test_an_answer_of_a_server_that_is_no_organization_is_refused_with_what_it_is(tmp_path: Path) -> None:
    text = json.dumps({"resourceType": "OperationOutcome", "issue": [{"diagnostics": "not found"}]})
    (problem,) = refused(tmp_path, "fhir", {"a.json": text})
    assert problem == (
        "a.json: nothing in it could be taken over: what the server said of the request, and no record: not found. "
        "Check that these are the right files and the right format."
    )


def test_fhir_in_xml_is_refused_with_how_to_get_json(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "fhir", {"a.xml": '<Organization xmlns="http://hl7.org/fhir"/>'})
    assert problem == "a.xml: this is XML. Ask the server for JSON (_format=json), and give that."


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"resourceType": "Bundle", "type": "searchset", "total": 0}, "it holds no resource"),
        ({"persons": []}, "nothing in it could be taken over: it is no resource of FHIR: it has no 'resourceType'"),
    ],
)
def test_a_file_without_a_resource_is_refused_with_the_true_reason(tmp_path: Path, value: Any, words: str) -> None:
    (problem,) = refused(tmp_path, "fhir", {"a.json": json.dumps(value)})
    assert problem.startswith(f"a.json: {words}")


def test_one_bad_resource_keeps_no_other_out_and_is_named(tmp_path: Path) -> None:
    ward = organization("b2", "RZ801", "Ward", alias=["a\0b"])
    made = imported(tmp_path, "fhir", {"a.json": bundle(organization("a1", "RZ8", "Wharfside"), ward)})
    assert [entity.name for entity in made.dataset.entities.values()] == ["Wharfside"]
    (note,) = made.report.skipped
    assert (note.file, note.record) == ("a.json", "Organization RZ801")
    assert note.reason == "it cannot be kept: 'other_names' holds U+0000, which no file can hold"
