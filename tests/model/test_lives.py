"""When bodies can have been there: by their types, their plans and the law."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ics_graph.dates import PartialDate
from ics_graph.lives import Lives
from ics_graph.model import Claim, Dataset, Entity, PhaseSpell, Source
from ics_graph.ontology import load_ontology
from ics_graph.stores.compiler import Compiler
from ics_graph.validation import validate
from ics_graph.validity import Held, phase_on

D = PartialDate.parse
ONTOLOGY = load_ontology()
SOURCES = {
    "deck": Source("deck", "Deck", date=D("2019-06-01")),
    "undated": Source("undated", "Leaflet"),
    "act": Source("act", "Act", date=D("2012-03-27")),
}


def entity(type_: str, source: str = "deck", id_: str = "x", **more: Any) -> Entity:
    return Entity(id_, type_, "X", claims=(Claim(source),), **more)


def on(thing: Entity, *days: str, among: tuple[Entity, ...] = ()) -> list[str]:
    dataset = Dataset((), SOURCES, {one.id: one for one in (thing, *among)})
    life = Lives(dataset, ONTOLOGY, Held(SOURCES))(thing)
    return [life.on(date.fromisoformat(day)) for day in days]


@pytest.mark.parametrize(
    ("type_", "last_no", "first"),
    [
        ("IntegratedCareSystem", "2017-12-31", "2018-01-01"),
        ("IntegratedCarePartnership", "2015-12-31", "2016-01-01"),
        ("NHSEngland", "2012-09-30", "2012-10-01"),
        ("NHSEnglandRegion", "2012-09-30", "2012-10-01"),
        ("HealthAndWellbeingBoard", "2013-03-31", "2013-04-01"),
        ("SustainabilityAndTransformationPartnership", "2015-11-30", "2015-12-01"),
        ("PrimaryCareNetwork", "2019-06-30", "2019-07-01"),
    ],
)
def test_before_its_type_was_possible_a_body_was_not_there(type_: str, last_no: str, first: str) -> None:
    assert on(entity(type_, "undated"), "1998-04-01", last_no, first) == ["no", "no", "possibly"]


def test_what_no_law_or_document_brought_in_is_possible_on_any_day() -> None:
    assert on(entity("Group", "undated"), "1998-04-01") == ["possibly"]


def test_a_body_that_surely_was_there_before_its_type_is_not_cut_but_found() -> None:
    early = entity("IntegratedCareSystem", since=D("2016-04-01"))
    assert on(early, "2016-03-31", "2016-04-01") == ["no", "yes"]
    (finding,) = validate(Dataset((), SOURCES, {"x": early}), ONTOLOGY)
    assert (finding.code, finding.severity) == ("before-its-type", "finding")
    assert finding.message == "it existed by 2016-04-01, before any integrated care system can have existed (2018)"
    # A year that reaches into the time of the type leaves room, and is cut.
    assert on(entity("PrimaryCareNetwork", "undated", since=D("2019")), "2019-06-30", "2019-07-01") == [
        "no",
        "possibly",
    ]


def test_a_plan_is_not_before_its_source() -> None:
    planned = entity("Group", phases=(PhaseSpell("planned"),))
    assert on(planned, "2019-05-31", "2019-06-01") == ["no", "possibly"]
    assert on(entity("Group", "undated", phases=(PhaseSpell("planned"),)), "1998-04-01") == ["possibly"]


def test_the_law_bears_witness_to_the_one_office_that_it_names() -> None:
    office = entity("SecretaryOfState", "act")
    # Seen in an Act of 2012 alone; rules that point at it are in force from 1 March 2007 and in a text of 2025.
    assert on(office, "2007-02-28", "2007-03-01", "2022-04-29", "2025-09-01") == ["possibly", "yes", "yes", "yes"]
    assert on(office, "2025-09-02", "2030-01-01") == ["possibly", "possibly"]
    # Of two offices the law does not say which it means.
    assert on(office, "2022-04-29", among=(entity("SecretaryOfState", "act", "y"),)) == ["possibly"]


def test_the_chain_to_the_secretary_of_state_holds_from_day_to_day() -> None:
    bodies = (entity("NHSEngland", "act", "nhse"), entity("SecretaryOfState", "act", "sos"))
    compiler = Compiler(Dataset((), SOURCES, {body.id: body for body in bodies}), ONTOLOGY)
    (line,) = [line for line in compiler.lines() if line.id == "rule:nhs-england-assessment:nhse"]
    days = ["2013-03-31", "2013-04-01", "2022-04-28", "2022-04-29", "2025-09-01", "2025-09-02"]
    assert [line.on(day) for day in days] == ["no", *["yes"] * 4, "possibly"]


def test_an_undated_plan_is_over_once_another_phase_has_begun() -> None:
    spells = (PhaseSpell("planned"), PhaseSpell("not-stated", D("2013-04-01")))
    days = [date(2013, 3, 31), date(2013, 4, 1), date(2020, 1, 1)]
    assert [phase_on(spells, day) for day in days] == ["planned", "not-stated", "not-stated"]
