"""What is worked out once for relations that are alike is what each of them would have by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ics_graph.dates import PartialDate
from ics_graph.model import Claim, Dataset, Entity, Relation, Source
from ics_graph.ontology import load_ontology
from ics_graph.stores.compiler import Compiler
from ics_graph.stores.rows import Line

DAY = PartialDate.parse
SOURCES = {name: Source(name, name, date=DAY("2019-06-15")) for name in ("s", "t")}
BODIES = {id_: Entity(id_, "Group", id_, since=DAY("2010"), claims=(Claim("s", "p. 1"),)) for id_ in ("a", "b", "c")}
PLACES = ['line "1"', "back\\slash", "new\nline\ttab", "\x07\x7f", "é 人 \U0001f600", "place", "", "1", '","note":"x']
CLAIMS = [
    *(Claim("s", place) for place in PLACES),
    *(Claim("s", place, note="read twice", confidence="low") for place in PLACES[:3]),
    *(Claim("t", place, basis="layout", confidence="low", said_by="a") for place in PLACES[:3]),
    *(Claim("s", place, stance="denies", observed=DAY("2018")) for place in PLACES[:3]),
    Claim("s"),
    Claim("s", "p. 2", recorded=DAY("2020-01-01")),
    Claim("s", "p. 3", recorded=DAY("2020-01-01")),
]


def lines(*relations: Relation) -> dict[str, Line]:
    data = Dataset((), SOURCES, BODIES, {relation.id: relation for relation in relations})
    return {line.id: line for line in Compiler(data, load_ontology()).lines() if line.certainty != "rule"}


@pytest.mark.parametrize("since", [None, DAY("2018-04")], ids=str)
def test_relations_that_are_alike_but_for_the_place_are_lines_as_each_by_itself(since: PartialDate | None) -> None:
    plain = Relation("r", "a", "supports", "b", since=since)
    relations = [replace(plain, id=f"r{n}", claims=(claim,)) for n, claim in enumerate(CLAIMS)]
    relations += [replace(plain, id=f"two{n}", claims=(CLAIMS[n], CLAIMS[n + 1])) for n in range(len(CLAIMS) - 1)]
    relations += [
        replace(plain, id=f"c{n}", object="c", claims=(claim,), role="lead") for n, claim in enumerate(CLAIMS)
    ]
    together = lines(*relations)
    assert len(together) == len(relations)
    for relation in relations:
        assert together[relation.id] == lines(relation)[relation.id]
        assert together[relation.id].record == relation
