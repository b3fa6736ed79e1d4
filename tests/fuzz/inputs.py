"""What is changed: one small valid input for every reader."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from ics_graph.dataset import read_datasets
from ics_graph.exchange.formats import ExportInput, all_exports
from ics_graph.ontology import load_ontology
from tests.asking import ROOT

DATA = ROOT / "tests" / "data"


@dataclass(frozen=True)
class Input:
    """Files by their names, how they are read (``{}`` stands for their names), and which of them are changed."""

    files: Mapping[str, bytes]
    args: tuple[str, ...]
    changed: tuple[str, ...]


def _read(*places: str) -> dict[str, bytes]:
    return {place.rpartition("/")[2]: (DATA / place).read_bytes() for place in places}


def _imported(format_: str, *places: str) -> Input:
    files = _read(*places)
    return Input(files, ("import", format_, *files, "--into", "made"), tuple(files))


def _exported(format_: str, suffix: str) -> Input:
    loaded = read_datasets([DATA / "small"])
    out = io.BytesIO()
    all_exports()[format_].function(ExportInput(loaded.dataset, load_ontology(), whole=loaded.dataset), out)
    name = f"graph{suffix}"
    return Input({name: out.getvalue()}, ("import", format_, name, "--into", "made"), (name,))


def _dataset() -> Input:
    files = {f"data/{name}": content for name, content in _read("small/dataset.yaml", "small/all.yaml").items()}
    return Input(files, ("check", "data"), tuple(files))


def _tables() -> Input:
    files = {
        "data/dataset.yaml": b"title: Tables\n",
        "data/sources.csv": b"id,title,date\ns,Minutes,2019-06-15\n",
        "data/entities.csv": b"id,type,name,other_names,from,phase,extent,count,identifier_scheme,identifier_value,"
        b"source,locator,claim_note\nboard,Board,A board,One|Two,2019,planned,one,,ods,X01,s,p. 1,so\n"
        b'ccg,ClinicalCommissioningGroup,"A ""CCG""",,2018-04-01,,several,4,,,s,p. 2,\n',
        "data/relations.csv": b"subject,type,object,role,voting,from,until,source,observed\n"
        b"ccg,memberOf,board,chair,yes,2018-04,2019,s,never\n",
        "data/facts.csv": b"entity,property,number,unit,text,source\nboard,population,12,people,,s\n",
        "data/exceptions.yaml": b"exceptions:\n- {check: no-lead, reason: so, by: me, entity: board, until: 2030}\n",
    }
    return Input(files, ("check", "data"), tuple(files))


_FHIR: bytes = b"""{"resourceType": "Bundle", "entry": [
 {"fullUrl": "urn:1", "resource": {"resourceType": "Organization",
 "id": "X01", "active": true, "name": "A trust", "alias": ["T"],
 "identifier": [{"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "X01",
  "period": {"start": "2013-04-01", "end": "2020-03-31"}}],
 "type": [{"coding": [{"system": "ODS-role", "code": "RO197", "display": "NHS TRUST"}]}],
 "extension": [{"url": "https://fhir.nhs.uk/OrganizationRole", "extension": [
  {"url": "role", "valueCoding": {"code": "RO197", "display": "NHS TRUST"}},
  {"url": "primaryRole", "valueBoolean": true},
  {"url": "activePeriod", "valuePeriod": {"start": "2013-04-01",
   "extension": [{"url": "dateType", "valueString": "Legal"}]}}]}],
 "partOf": {"reference": "Organization/X02", "identifier": {"value": "X02"}}}}]}"""
INPUTS: dict[str, Callable[[], Input]] = {
    "yaml": _dataset,
    "csv": _tables,
    "xlsx": lambda: _exported("xlsx", ".xlsx"),
    "ods": lambda: _imported("ods", "ods/eccg.csv", "ods/epraccur.csv", "ods/epcmem.csv"),
    "ord": lambda: _imported("ord", "ods/RZV.json"),
    "fhir": lambda: Input({"fhir.json": _FHIR}, ("import", "fhir", "fhir.json", "--into", "made"), ("fhir.json",)),
    "popolo": lambda: _imported("popolo", "popolo/nested-person.json", "popolo/organization.json", "popolo/event.json"),
    "organogram": lambda: _imported(
        "organogram", "organogram/anyshire-2016-03-31-senior.csv", "organogram/anyshire-2016-03-31-junior.csv"
    ),
    "org-rdf": lambda: _imported("org-rdf", "org-rdf/directory.ttl"),
    "turtle": lambda: _exported("turtle", ".ttl"),
    "rdfxml": lambda: _exported("rdfxml", ".rdf"),
    "jsonld": lambda: _exported("jsonld", ".jsonld"),
    "nquads": lambda: _exported("nquads", ".nq"),
}


@cache
def input_of(kind: str) -> Input:
    """Return the valid input of a reader, made once."""
    return INPUTS[kind]()
