"""Organisations of the register as JSON, by its own API and by FHIR."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ics_graph.exchange.formats import ImportInput, all_imports
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.ontology import load_ontology
from ics_graph.validation import validate
from ics_graph.validity import holds
from tests.exchange.bringing import DATA, imported, refused

RZV = DATA / "ods" / "RZV.json"
TRUST = "trust-moorland-partnership-university"
ROOT = {"root": "2.16.840.1.113883.2.1.3.2.4.18.48", "assigningAuthorityName": "HSCIC"}


def organisation(code: str, name: str, start: str, roles: list[tuple[str, str]], **more: Any) -> dict[str, Any]:
    """Return an answer of the ORD API: roles with their first days."""
    return {
        "Organisation": {
            "Name": name,
            "Date": [{"Type": "Operational", "Start": start}],
            "OrgId": {**ROOT, "extension": code},
            "LastChangeDate": "2023-07-01",
            "Roles": {
                "Role": [
                    {"id": id_, "primaryRole": number == 0, "Date": [{"Type": "Operational", "Start": since}]}
                    for number, (id_, since) in enumerate(roles)
                ]
            },
            **more,
        }
    }


def to(code: str, role: str, kind: str, start: str, number: int) -> dict[str, Any]:
    """Return a relationship of the ORD API."""
    return {
        "Date": [{"Type": "Operational", "Start": start}],
        "Target": {"OrgId": {**ROOT, "extension": code}, "PrimaryRoleId": {"id": role}},
        "id": kind,
        "uniqueRelId": number,
    }


def test_a_trust_keeps_its_areas_with_their_legal_days_and_the_registers_own_numbers(tmp_path: Path) -> None:
    made = imported(tmp_path, "ord", [RZV])
    assert made.dataset.entities[TRUST].type == "FoundationTrust"
    assert made.lines(TRUST) == [
        ("inGeographyOf", "ha-q9a", "2006-07-01", "2013-03-31"),
        ("inGeographyOf", "ha-q9b", "2003-04-01", "2006-06-30"),
        ("inGeographyOf", "ha-q9c", "2002-10-01", "2003-03-31"),
        ("inGeographyOf", "office-q95", "2013-04-01", "2015-03-31"),
        ("inGeographyOf", "office-q96", "2015-04-01", "2018-03-31"),
        ("inGeographyOf", "office-q97", "2018-04-01", "2020-03-31"),
        ("inGeographyOf", "stp-qza", "2020-04-01", ""),
    ]
    line = made.dataset.relations["ods-rel-900004"]
    assert line.claims[0].locator == "organisation RZV, uniqueRelId 900004"
    assert line.claims[0].note == "its days are the legal ones; operational from 2013-10-01 until 2015-06-14"


def test_predecessors_are_a_merger_and_roles_are_dated_facts(tmp_path: Path) -> None:
    made = imported(tmp_path, "ord", [RZV])
    (event,) = made.dataset.events.values()
    assert (event.kind, str(event.date)) == ("merger", "2002-10-01")
    assert [(part.entity, part.side) for part in event.participants] == [
        ("trust-rzp", "original"),
        ("trust-rzq", "original"),
        (TRUST, "resulting"),
    ]
    assert {(fact.text, str(fact.since)) for fact in made.dataset.facts.values()} == {
        ("ODS role RO197: NHS trust", "2002-10-01"),
        ("ODS role RO57: NHS foundation trust", "2008-05-01"),
    }


def test_bodies_without_a_record_are_of_the_kind_of_their_primary_role_and_doubtful(tmp_path: Path) -> None:
    made = imported(tmp_path, "ord", [RZV])
    assert {note.record for note in made.report.doubtful} == {
        "QZA", "Q97", "Q96", "Q95", "Q9A", "Q9B", "Q9C", "RZP", "RZQ",
    }  # fmt: skip
    assert made.dataset.entities["office-q96"].type == "NHSEnglandLocalOffice"
    written = "".join(path.read_text("utf-8") for path in made.folder.iterdir())
    assert not [word for word in ("01632 960004", "ZZ4 4DD", "PEAT HOUSE") if word in written]


def test_a_code_whose_roles_changed_in_2022_is_two_bodies_with_dated_identifiers(tmp_path: Path) -> None:
    answers = [
        organisation("16C", "NHS NENC ICB - 16C", "2020-04-01", [("RO98", "2020-04-01"), ("RO319", "2022-07-01")]),
        organisation(
            "QHM",
            "NHS NENC ICB",
            "2016-04-01",
            [("RO261", "2016-04-01"), ("RO262", "2016-04-01"), ("RO318", "2022-07-01")],
        ),
    ]
    made = imported(tmp_path, "ord", {"two.ndjson": "\n".join(map(json.dumps, answers))})
    assert {
        e.id: (str(e.since), str(e.until), [str(c.since) for c in e.identifiers])
        for e in made.dataset.entities.values()
    } == {
        "ccg-16c": ("2020-04-01", "2022-06-30", ["2020-04-01"]),
        "sub-icb-16c": ("2022-07-01", "None", ["2022-07-01"]),
        "stp-qhm": ("2016-04-01", "2022-06-30", ["2016-04-01"]),
        "icb-nenc": ("2022-07-01", "None", ["2022-07-01"]),
    }


def test_relationships_are_those_of_the_ontology_the_commissioner_turned_round(tmp_path: Path) -> None:
    rels = [
        to("RAA", "RO197", "RE6", "2013-04-01", 1),
        to("00C", "RO98", "RE4", "2013-04-01", 2),
        to("X9", "RO1", "RE99", "2013-04-01", 3),
    ]
    answer = organisation("RAA01", "A SITE", "2001-04-01", [("RO198", "2001-04-01")], Rels={"Rel": rels})
    made = imported(tmp_path, "ord", {"site.json": json.dumps(answer)})
    assert {(r.id, r.subject, r.type, r.object) for r in made.dataset.relations.values()} == {
        ("ods-rel-1", "site-raa01", "operatedBy", "trust-raa"),
        ("ods-rel-2", "ccg-00c", "commissions", "site-raa01"),
    }
    assert [(line, reason) for _, line, reason in made.skipped()] == [
        (1, "a relationship for which the ontology has no type")
    ]


def test_legal_dates_are_the_life_and_operational_dates_those_of_the_code(tmp_path: Path) -> None:
    answer = organisation("RAA", "A NHS TRUST", "2001-04-01", [("RO197", "2001-04-01")])
    answer["Organisation"]["Date"] = [
        {"Type": "Operational", "Start": "2001-04-01", "End": "2014-08-31"},
        {"Type": "Legal", "Start": "2001-04-01", "End": "2013-03-31"},
    ]
    made = imported(tmp_path, "ord", {"a.json": json.dumps(answer)})
    trust = made.dataset.entities["trust-a"]
    assert (str(trust.until), str(trust.identifiers[0].until)) == ("2013-03-31", "2014-08-31")
    assert trust.note == "its days are the legal ones; it worked under its code from 2001-04-01 until 2014-08-31"


def test_a_relationship_of_before_the_code_worked_keeps_its_legal_days(tmp_path: Path) -> None:
    rel = to("Q58", "RO210", "RE5", "2014-09-01", 7)
    rel["Date"].append({"Type": "Legal", "Start": "2013-04-01"})
    answer = organisation("RAA", "A NHS TRUST", "2014-09-01", [("RO197", "2013-04-01")], Rels={"Rel": [rel]})
    answer["Organisation"]["Date"].append({"Type": "Legal", "Start": "2013-04-01"})
    made = imported(tmp_path, "ord", {"a.json": json.dumps(answer)})
    assert made.lines("trust-a") == [("inGeographyOf", "office-q58", "2013-04-01", "")]
    assert [note.record for note in made.report.doubtful] == ["Q58"]


def test_what_came_after_is_who_had_the_code_on_that_day(tmp_path: Path) -> None:
    succ = {
        "uniqueSuccId": 5,
        "Type": "Successor",
        "Date": [{"Type": "Legal", "Start": "2020-04-01"}],
        "Target": {"OrgId": {**ROOT, "extension": "16C"}, "PrimaryRoleId": {"id": "RO98"}},
    }
    darlington = organisation(
        "00C", "NHS DARLINGTON CCG", "2013-04-01", [("RO98", "2013-04-01")], Succs={"Succ": [succ]}
    )
    darlington["Organisation"]["Date"][0]["End"] = "2020-03-31"
    tees = organisation("16C", "NHS NENC ICB - 16C", "2020-04-01", [("RO98", "2020-04-01"), ("RO319", "2022-07-01")])
    made = imported(tmp_path, "ord", {"two.json": json.dumps([darlington, tees])})
    (event,) = made.dataset.events.values()
    assert [(part.entity, part.side) for part in event.participants] == [
        ("ccg-darlington", "original"),
        ("ccg-16c", "resulting"),
    ]


def changed_register(change: Callable[[dict[str, Any]], None]) -> dict[str, str]:
    """Return the trust's record, changed, as a file of a day on which its sound lines held."""
    whole = json.loads(RZV.read_text("utf-8"))
    change(whole["Organisation"])
    return {"RZV.json": json.dumps(whole)}


@pytest.mark.parametrize("end", [None, "2019-02-30"])
def test_a_relationship_that_is_over_without_a_day_does_not_hold_when_the_file_is_made(
    tmp_path: Path, end: str | None
) -> None:
    def change(trust: dict[str, Any]) -> None:
        (when,) = trust["Rels"]["Rel"][1]["Date"]
        del when["End"]
        when |= {"End": end} if end else {}

    made = imported(tmp_path, "ord", changed_register(change), date="2020-05-01")
    data = made.dataset
    line = data.relations["ods-rel-900006"]
    assert (str(line.since), line.until, line.claims[0].observed) == ("2018-04-01", None, "never")
    assert holds(line, data.sources).on(date(2020, 5, 1)) == "possibly"
    assert holds(data.relations["ods-rel-900007"], data.sources).on(date(2020, 5, 1)) == "yes"
    told = "an impossible day; taken over without it" if end else "a relationship is inactive, and no day is given"
    assert [reason for *_, reason in made.doubtful() if reason.startswith(told)] != []


def test_an_organisation_that_is_inactive_without_a_day_bears_no_witness(tmp_path: Path) -> None:
    made = imported(tmp_path, "ord", changed_register(lambda trust: trust.update(Status="Inactive")), date="2020-05-01")
    data = made.dataset
    trust = data.entities[TRUST]
    assert [claim.observed for claim in trust.claims] == ["never"]
    assert holds(data.relations["ods-rel-900007"], data.sources).on(date(2020, 5, 1)) == "possibly"
    assert "it is inactive, and no day is given on which it ended" in [reason for *_, reason in made.doubtful()]


def test_a_body_known_by_its_code_alone_was_there_when_it_is_named_and_not_later(tmp_path: Path) -> None:
    made = imported(tmp_path, "ord", [RZV], date="2020-05-01")
    shown = {id_: str(body.claims[0].observed) for id_, body in made.dataset.entities.items() if body.unnamed}
    assert (shown["office-q97"], shown["stp-qza"], shown["trust-rzp"]) == ("2020-03-31", "None", "never")


def test_a_summary_of_a_search_is_told_and_not_taken_for_an_organisation(tmp_path: Path) -> None:
    answer = {"Organisations": [{"Name": "X", "OrgId": "RAA", "Status": "Active"}]}
    (problem,) = refused(tmp_path, "ord", {"a.json": json.dumps(answer)})
    assert "a summary of a search without roles and dates" in problem


def test_broken_json_is_refused_with_its_line(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "ord", {"a.ndjson": '{"Organisation": {}}\n{"Organisation": \n'})
    assert problem.startswith("a.ndjson:2: the JSON is broken")


# FHIR

NHS = "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-ODSAPI-"
SYSTEM = "https://fhir.nhs.uk/Id/ods-organization-code"


def period(start: str, end: str | None = None, kind: str = "Operational") -> dict[str, Any]:
    """Return a period with the kind of its dates."""
    days = {"start": start} | ({"end": end} if end else {})
    return {"extension": [{"url": f"{NHS}DateType-1", "valueString": kind}], **days}


def resource(code: str, name: str, role: str, display: str = "", **more: Any) -> dict[str, Any]:
    """Return an Organization with the extensions of the NHS."""
    return {
        "resourceType": "Organization",
        "id": code,
        "identifier": [{"system": SYSTEM, "value": code}],
        "name": name,
        "extension": [
            {"url": f"{NHS}ActivePeriod-1", "valuePeriod": period("1974-04-01", more.pop("end", None))},
            {
                "url": f"{NHS}OrganizationRole-1",
                "extension": [
                    {"url": "role", "valueCoding": {"code": role, "display": display}},
                    {"url": "primaryRole", "valueBoolean": True},
                    {"url": "activePeriod", "valuePeriod": period("1974-04-01")},
                ],
            },
        ],
        **more,
    }


def test_a_resource_of_the_nhs_has_its_type_by_role_and_its_life_by_its_active_period(tmp_path: Path) -> None:
    one = resource("P99002", "THE SURGERY", "177", "PRESCRIBING COST CENTRE", end="2019-03-31")
    one["telecom"] = [{"system": "phone", "value": "01632 960005"}]
    made = imported(tmp_path, "fhir", {"one.json": json.dumps(one)})
    (body,) = made.dataset.entities.values()
    assert (body.id, body.type, str(body.since), str(body.until)) == (
        "cost-centre-p99002", "PrescribingCostCentre", "1974-04-01", "2019-03-31",
    )  # fmt: skip
    assert [fact.text for fact in made.dataset.facts.values()] == ["ODS role RO177: Prescribing cost centre"]
    assert "01632" not in "".join(path.read_text("utf-8") for path in made.folder.iterdir())


def test_the_profile_of_england_with_typed_periods_is_read_too(tmp_path: Path) -> None:
    england = "https://fhir.nhs.uk/England/StructureDefinition/Extension-England-"
    typed = {
        "url": f"{england}TypedPeriod",
        "extension": [
            {"url": "dateType", "valueCoding": {"code": "Legal"}},
            {"url": "period", "valuePeriod": {"start": "2001-04-01", "end": "2013-03-31"}},
        ],
    }
    one = resource("RAA", "A NHS TRUST", "RO197")
    one["extension"].append(typed)
    made = imported(tmp_path, "fhir", {"one.json": json.dumps(one)})
    trust = made.dataset.entities["trust-a"]
    assert (str(trust.since), str(trust.until)) == ("2001-04-01", "2013-03-31")


@pytest.mark.parametrize(
    ("end", "until", "observed", "holds_then"),
    [
        ("2019", "2019", None, "no"),
        ("2019-04", "2019-04", None, "no"),
        ("2019-02-30", None, "never", "possibly"),
        (None, None, None, "yes"),
    ],
)
def test_the_last_day_of_an_organization_keeps_its_precision_or_nothing_is_shown_by_the_day_of_the_file(
    tmp_path: Path, end: str | None, until: str | None, observed: str | None, holds_then: str
) -> None:
    text = json.dumps(resource("P99001", "THE SURGERY", "RO177", end=end))
    data = imported(tmp_path, "fhir", {"a.json": text}, date="2020-05-01").dataset
    (body,) = data.entities.values()
    found = str(body.until) if body.until else None
    assert (found, body.claims[0].observed) == (until, observed)
    assert holds(body, data.sources).on(date(2020, 5, 1)) == holds_then


def test_a_bundle_is_joined_by_its_references_and_other_resources_are_told(tmp_path: Path) -> None:
    bundle = {
        "resourceType": "Bundle",
        "entry": [
            {"fullUrl": "urn:uuid:1", "resource": resource("RAA", "A NHS TRUST", "197")},
            {"resource": resource("RAA01", "A WARD", "198", "NHS TRUST SITE", partOf={"reference": "urn:uuid:1"})},
            {
                "resource": resource(
                    "RAA02", "B WARD", "198", "NHS TRUST SITE", partOf={"reference": "Organization/RAA"}
                )
            },
            {"resource": {"resourceType": "Location", "id": "x"}},
        ],
    }
    made = imported(tmp_path, "fhir", {"bundle.json": json.dumps(bundle)})
    assert made.lines("site-raa01") == [("partOf", "trust-a", "", "")]
    assert made.lines("site-raa02") == [("partOf", "trust-a", "", "")]
    assert [note.record for note in made.report.skipped] == ["Location x"]


def test_an_organization_of_elsewhere_keeps_its_identifiers_and_alias(tmp_path: Path) -> None:
    one = {
        "resourceType": "Organization",
        "id": "hl7",
        "identifier": [{"system": "http://example.org/register", "value": "123"}],
        "name": "Health Level Seven",
        "alias": ["HL7"],
        "active": False,
    }
    made = imported(tmp_path, "fhir", {"one.json": json.dumps(one)})
    body = made.dataset.entities["org-health-level-seven"]
    assert [(code.scheme, code.value) for code in body.identifiers] == [("example.org/register", "123")]
    assert body.other_names == ("HL7",)
    assert [reason for *_, reason in made.doubtful()] == ["it is not active, and no day is given on which it ended"]
    assert [source.licence for source in made.dataset.sources.values()] == [None]


# Whatever is in a file

_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 3),
    st.sampled_from(["", "RE5", "2001-13-01", "1999-01-01", "2030-01-01", "é", "x y", "QZA", "RO98", "RO319"]),
    st.builds(list),
    st.builds(dict),
    st.builds(lambda: [None, {"id": []}]),
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in inner for found in _paths(item, (*path, key)))]


@st.composite
def changed(draw: st.DrawFn, whole: Any) -> Any:
    """Return a JSON value of which some parts are replaced by others of any kind."""
    whole = copy.deepcopy(whole)
    for path in draw(st.lists(st.sampled_from(_paths(whole)), max_size=5)):
        if not path:
            continue
        at = whole
        try:
            for key in path[:-1]:
                at = at[key]
            at[path[-1]] = draw(_VALUES)
        except (KeyError, IndexError, TypeError):
            continue
    return whole


BUNDLE = {
    "resourceType": "Bundle",
    "entry": [
        {"fullUrl": "urn:uuid:1", "resource": resource("RAA", "A NHS TRUST", "197")},
        {"resource": resource("RAA01", "A WARD", "198", "NHS TRUST SITE", partOf={"reference": "urn:uuid:1"})},
    ],
}


@pytest.mark.parametrize(("kind", "whole"), [("ord", json.loads(RZV.read_text("utf-8"))), ("fhir", BUNDLE)])
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_whatever_is_in_a_file_it_is_refused_or_makes_a_sound_dataset(
    tmp_path_factory: pytest.TempPathFactory, kind: str, whole: Any, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("j") / "a.json"
    path.write_text(json.dumps(data.draw(changed(whole))), encoding="utf-8")
    ontology = load_ontology()
    handed = ImportInput([path], ontology)
    try:
        made = all_imports()[kind].function(handed)
    except ImportFailed:
        return
    assert [str(p) for p in validate(made, ontology) if p.severity == "error"] == []
    records = sum(handed.report.read.values())
    told = len(made.entities) + len(handed.report.skipped)
    assert told >= min(records, 1)


def role(id_: str, since: str, until: str = "", primary: bool = False, status: str = "Active") -> dict[str, Any]:
    """Return a role of the ORD API with its own days."""
    days = {"Type": "Operational", "Start": since, **({"End": until} if until else {})}
    return {"id": id_, "primaryRole": primary, "Status": status, "Date": [days]}


@pytest.mark.parametrize(
    ("roles", "type_", "kinds"),
    [
        (
            [role("RO197", "2001-04-01", primary=True), role("RO57", "2008-05-01")],
            "FoundationTrust",
            [("NHSTrust", "", "2008-04-30"), ("FoundationTrust", "2008-05-01", "")],
        ),
        (
            [role("RO197", "2001-04-01", primary=True), role("RO57", "2008-05-01", "2016-03-31")],
            "NHSTrust",
            [("NHSTrust", "", "2008-04-30"), ("FoundationTrust", "2008-05-01", "2016-03-31"),
             ("NHSTrust", "2016-04-01", "")],
        ),
        ([role("RO197", "2001-04-01", primary=True), role("RO57", "2001-04-01")], "FoundationTrust", []),
        ([role("RO197", "2001-04-01", primary=True), role("RO57", "2008-05-01", status="Inactive")],
         "FoundationTrust", []),
        ([role("RO198", "2001-04-01", primary=True)], "Site", []),
    ],
)  # fmt: skip
def test_what_a_body_was_follows_from_the_days_of_its_roles(
    tmp_path: Path, roles: list[dict[str, Any]], type_: str, kinds: list[tuple[str, str, str]]
) -> None:
    answer = organisation("RAA", "A TRUST", "2001-04-01", [])
    answer["Organisation"]["Roles"] = {"Role": roles}
    (body,) = imported(tmp_path, "ord", {"one.json": json.dumps(answer)}).dataset.entities.values()
    assert body.type == type_
    assert [(kind.type, str(kind.since or ""), str(kind.until or "")) for kind in body.kinds] == kinds


def test_a_record_of_the_class_of_sites_is_a_site_whatever_its_role(tmp_path: Path) -> None:
    answer = organisation("VAA01", "A PLACE", "2001-04-01", [("RO999", "2001-04-01")], orgRecordClass="RC2")
    (body,) = imported(tmp_path, "ord", {"one.json": json.dumps(answer)}).dataset.entities.values()
    assert body.type == "Site"


def test_a_day_for_no_day_is_none(tmp_path: Path) -> None:
    answer = organisation("RAA", "A TRUST", "1900-01-01", [("RO197", "2001-04-01")])
    answer["Organisation"]["Date"][0]["End"] = "9999-12-31"
    made = imported(tmp_path, "ord", {"one.json": json.dumps(answer)})
    (body,) = made.dataset.entities.values()
    assert (body.since, body.until, body.claims[0].observed) == (None, None, None)
    assert [reason for *_, reason in made.doubtful()] == [
        "a day that stands for no day (1900-01-01); read as none",
        "a day that stands for no day (9999-12-31); read as none",
    ]
