"""What importers make of names: ids in plain letters, and a hint at a body whose name is written otherwise."""

from __future__ import annotations

import pytest

from ics_graph.exchange.entity_matching import KnownEntities
from ics_graph.exchange.text_files import slug
from ics_graph.model import Dataset, Entity
from ics_graph.ontology import load_ontology


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Siân Łukasiewicz", "sian-lukasiewicz"),
        ("François Müßig", "francois-mussig"),
        ("Ærø & Þórshöfn", "aero-and-thorshofn"),
        ("St George's", "st-georges"),
        ("St George’s", "st-georges"),
        ("North\u00adEast", "northeast"),
        ("中文", ""),
    ],
)
def test_an_id_has_the_letters_of_its_name_as_people_type_them(name: str, id_: str) -> None:
    assert slug(name) == id_


def test_a_name_written_otherwise_is_hinted_at_and_joined_by_nobody() -> None:
    george = Entity("george", "FoundationTrust", "St George’s NHS Foundation Trust")
    known = KnownEntities(Dataset((), entities={"george": george}), load_ontology())
    name = "Saint Georges NHS Foundation Trust"
    assert known.near("ods", "R0X", "FoundationTrust", name) == george
    assert known.by_code("ods", "R0X", "FoundationTrust", None, None) is None
