"""Whatever stands in the JSON of others, it is refused in words or becomes a dataset that loads."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ics_graph.dataset import read_datasets
from ics_graph.dataset.writing import write_folder
from ics_graph.exchange.formats import ImportInput, all_imports
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.ontology import load_ontology
from tests.exchange.test_bods import COMPANY, person, relationship, statement
from tests.exchange.test_fhir_graph import SYSTEM, organization, typed_period
from tests.exchange.test_org_agents import HOSPITAL

ONTOLOGY = load_ontology()
FHIR = {
    "resourceType": "Bundle",
    "timestamp": "2020-01-01T00:00:00Z",
    "entry": [
        {
            "fullUrl": "urn:uuid:1",
            "resource": organization(
                "a1",
                "RZ8",
                "Wharfside",
                contained=[{"resourceType": "Organization", "id": "1", "name": "Board"}],
                partOf={"reference": "#1"},
                type=[{"coding": [{"code": "RO197"}], "text": "Trust"}],
                extension=[typed_period("Legal", start="2001-04-01")],
            ),
        },
        {
            "fullUrl": "https://x.example/Organization/b2",
            "resource": organization(
                "b2", "", "Ward", partOf={"reference": "urn:uuid:1", "identifier": {"system": SYSTEM, "value": "RZ8"}}
            ),
        },
        {
            "resource": {
                "resourceType": "OrganizationAffiliation",
                "id": "9",
                "organization": {"reference": "Organization/b2"},
                "participatingOrganization": {"reference": "urn:uuid:1"},
                "code": [{"coding": [{"code": "RE6"}]}],
                "period": {"start": "2001"},
            }
        },
    ],
}
POPOLO = {
    "persons": [
        {"id": "p", "name": "Ann", "memberships": [{"organization": {"name": "Z"}, "role": "Chair"}]},
        {"name": "Ann", "identifiers": [{"scheme": "s", "identifier": "1"}]},
    ],
    "organizations": [
        {"id": "o", "name": {"en": "O"}, "classification": "Board", "parent_id": "z", "founding_date": "2001"},
        {"id": "z", "name": "Z", "other_names": [{"name": "Was", "end_date": "2001"}], "area_id": "a"},
    ],
    "posts": [{"id": "c", "label": "Chair", "organization_id": "o"}],
    "areas": [{"id": "a", "name": "Fen"}],
    "events": [{"id": "t", "name": "T", "classification": "legislative period", "start_date": "2000"}],
    "memberships": [
        {"person_id": "p", "organization_id": "o", "post_id": "c", "legislative_period_id": "t", "start_date": "2001"},
        {"member": {"@type": "Organization", "name": "T"}, "organization_id": "o", "area_id": "a"},
    ],
}
BODS = [
    COMPANY,
    person("p1", "Ann Ash"),
    statement("person", "p2", {"personType": "unknownPerson"}),
    relationship("r1", "p1", {"type": "shareholding", "share": {"exact": 5}, "startDate": "2001-01-01"}),
    relationship("r2", {"reason": "unknown"}),
    relationship("r3", "p2", {"type": "boardChair"}),
    {"statementID": "o1", "statementType": "entityStatement", "entityType": "legalEntity", "replacesStatements": ["x"]},
]
_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 3),
    st.sampled_from(
        ["", "2001-13-01", "2030-01-01", "é", "a\0b", "#1", "Organization/a1", "9999-12-31", "rule:x", "Vacant"]
    ),
    st.builds(list),
    st.builds(dict),
    st.builds(lambda: [None, {"id": []}]),
    st.builds(lambda: {"en": "A", "cy": None}),
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(longer for key, item in inner for longer in _paths(item, (*path, key)))]


@st.composite
def changed(draw: st.DrawFn, whole: Any) -> Any:
    """Return a JSON value of which some parts are replaced by others of any kind, or are left out."""
    whole = copy.deepcopy(whole)
    for path in draw(st.lists(st.sampled_from(_paths(whole)[1:]), max_size=5)):
        at = whole
        try:
            for key in path[:-1]:
                at = at[key]
            if isinstance(at, dict) and draw(st.integers(0, 3)) == 0:
                del at[path[-1]]
            else:
                at[path[-1]] = draw(_VALUES)
        except (KeyError, IndexError, TypeError):
            continue
    return whole


@pytest.mark.parametrize(
    ("format_", "whole"), [("fhir", FHIR), ("popolo", POPOLO), ("bods", BODS), ("org-rdf", HOSPITAL)]
)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_it_is_refused_or_becomes_a_dataset_that_loads(
    tmp_path_factory: pytest.TempPathFactory, format_: str, whole: Any, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("j")
    path = folder / "a.json"
    path.write_text(json.dumps(data.draw(changed(whole))), encoding="utf-8")
    handed = ImportInput([path], ONTOLOGY)
    problems: list[str] = []
    try:
        made = all_imports()[format_].function(handed)
    except ImportFailed as error:
        problems += map(str, error.problems)
    else:
        write_folder(made, folder / "made")
        read_datasets([folder / "made"], ONTOLOGY)
    assert all("a.json" in problem for problem in problems)
    assert all(note.file == "a.json" for note in (*handed.report.skipped, *handed.report.doubtful))
