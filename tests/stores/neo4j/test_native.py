"""What a record says in the types of Neo4j: whether it is in effect, stated days, codes, the load."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from ics_graph.dates import PartialDate
from ics_graph.model import (
    Claim,
    Dataset,
    Entity,
    Event,
    Fact,
    Identifier,
    Participant,
    PhaseSpell,
    Relation,
    Source,
)
from ics_graph.ontology import load_ontology
from ics_graph.stores.compiler import Compiler
from ics_graph.stores.neo4j import Connection, Load
from ics_graph.stores.neo4j.elements import CITED_KEYS
from ics_graph.stores.neo4j.mapping import GraphMapping
from ics_graph.stores.neo4j.native import in_effect
from ics_graph.stores.neo4j.schema import LABELS
from ics_graph.stores.rows import Line, View, admits

SAYS = Claim("minutes", "p. 1")
DENIES = Claim("minutes", "p. 2", stance="denies")
ASKS = Claim("minutes", "p. 3", stance="questions")


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def seat(name: str, *claims: Claim, **more: Any) -> Relation:
    return Relation(name, "trust", "memberOf", more.pop("object_", "board"), claims=claims or (SAYS,), **more)


BODIES = (
    Entity(
        "trust",
        "NHSTrust",
        "Trust",
        identifiers=(
            Identifier("ods", "RA1", until=day("2015-03-31")),
            Identifier("ods", "RA2"),
            Identifier("ONS", "E01"),
        ),
        claims=(SAYS,),
        since=day("2010-04-01"),
    ),
    Entity("board", "PartnershipBoard", "Board", claims=(SAYS,), since=day("2013"), until=day("2019-06-30")),
    Entity("eight", "ClinicalCommissioningGroup", "Eight CCGs", claims=(SAYS,), extent="several", count=8),
    Entity("each", "IntegratedCareSystem", "Each system", claims=(SAYS,), extent="any"),
    Entity("plan", "Group", "Group", claims=(SAYS,), phases=(PhaseSpell("planned"),)),
    Entity("asked", "Group", "A group?", claims=(ASKS,)),
)
SEATS = (
    seat("stated", since=day("2015-06-01"), until=day("2016")),
    seat("denied", DENIES),
    seat("asked-about", ASKS),
    seat("disputed", SAYS, DENIES),
    seat("planned", phases=(PhaseSpell("planned"),)),
    seat("general", object_="each"),
    # The board ended before: what is stated is not why this line ends.
    seat("longer", since=day("2009-01-01"), until=day("2022-06-30")),
)
PLANNED = (PhaseSpell("planned"),)
EVENTS = (
    Event(
        "start",
        "establishment",
        "Begins",
        day("2013-04-01"),
        participants=(Participant("board", "resulting"),),
        claims=(SAYS,),
    ),
    Event(
        "end",
        "abolition",
        "Ends",
        not_before=day("2019"),
        not_after=day("2020-03"),
        participants=(Participant("board", "original"),),
        phases=PLANNED,
        claims=(SAYS,),
    ),
)
SOURCES = (Source("minutes", "Minutes", date=day("2019-06-15")), Source("deck", "Deck", date=day("2019")))
DATASET = Dataset(
    sources={source.id: source for source in SOURCES},
    entities={body.id: body for body in BODIES},
    relations={line.id: line for line in SEATS},
    facts={
        "beds": Fact("beds", "trust", "beds", 12, since=day("2018-04-01"), claims=(SAYS,)),
        "none": Fact("none", "trust", "beds", 13, claims=(DENIES,)),
    },
    events={event.id: event for event in EVENTS},
)


@pytest.fixture(scope="module")
def loaded(neo4j_url: str, neo4j_auth: tuple[str, str]) -> Iterator[Driver]:
    """A driver of a server that has the records above in a graph of their own."""
    with Connection(neo4j_url, *neo4j_auth) as connection:
        Load(connection, DATASET, load_ontology(), "native", commit="abc-dirty").run()
    with GraphDatabase.driver(neo4j_url, auth=neo4j_auth, liveness_check_timeout=0) as driver:
        yield driver
        driver.execute_query("MATCH (n:IcsGraph {graph: 'native'}) DETACH DELETE n")


def asked(driver: Driver, query: str) -> list[list[Any]]:
    records = driver.execute_query(query, graph="native").records
    return [[value.to_native() if hasattr(value, "to_native") else value for value in record] for record in records]


def test_only_what_counts_in_an_answer_is_in_effect(loaded: Driver) -> None:
    lines = asked(
        loaded, "MATCH (:Entity {graph: $graph})-[l:MEMBER_OF]->() WHERE l.in_effect RETURN l.id ORDER BY l.id"
    )
    assert lines == [["disputed"], ["longer"], ["stated"]]
    others = asked(loaded, "MATCH (:Entity {graph: $graph})-[l:MEMBER_OF]->() WHERE NOT l.in_effect RETURN count(*)")
    assert others == [[4]]
    bodies = asked(loaded, "MATCH (b:Entity {graph: $graph}) WHERE b.in_effect RETURN b.id ORDER BY b.id")
    assert bodies == [["board"], ["trust"]]
    assert asked(loaded, "MATCH (f:Fact {graph: $graph}) RETURN f.id, f.in_effect ORDER BY f.id") == [
        ["beds", True],
        ["none", False],
    ]
    assert asked(loaded, "MATCH (e:Event {graph: $graph}) RETURN e.id, e.in_effect ORDER BY e.id") == [
        ["end", False],
        ["start", True],
    ]


@pytest.mark.parametrize("certainty", ["stated", "reported", "inferred", "uncertain", "disputed", "denied", "rule"])
@pytest.mark.parametrize("planned", [True, False])
@pytest.mark.parametrize("general", [True, False])
def test_in_effect_is_what_every_store_admits_without_a_day(certainty: Any, planned: bool, general: bool) -> None:
    days = ("2019-01-01",) * 4
    line = Line("l", "a", "memberOf", "membership", "b", certainty, planned, general, *days, None, None, "{}")
    assert in_effect(certainty, planned, general) == admits(line, View())


def test_stated_days_are_days_and_years_are_texts(loaded: Driver) -> None:
    stated = asked(
        loaded,
        "MATCH (:Entity {graph: $graph})-[l:MEMBER_OF]->() WHERE l.id IN ['stated', 'longer'] "
        "RETURN l.id, l.from, l.from_text, l.until, l.until_text ORDER BY l.id",
    )
    assert stated == [["longer", None, None, None, None], ["stated", date(2015, 6, 1), "2015-06-01", None, "2016"]]
    assert asked(loaded, "MATCH (b:Entity {graph: $graph, id: 'board'}) RETURN b.from, b.from_text, b.until") == [
        [None, "2013", date(2019, 6, 30)]
    ]
    assert asked(loaded, "MATCH (f:Fact {graph: $graph, id: 'beds'}) RETURN f.from, f.until") == [
        [date(2018, 4, 1), None]
    ]


def test_dates_of_events_and_sources_are_dates(loaded: Driver) -> None:
    fields = "n.date, n.date_text, n.date_min, n.date_max"
    assert asked(loaded, f"MATCH (n:Event {{graph: $graph}}) RETURN n.id, {fields} ORDER BY n.id") == [
        ["end", None, None, date(2019, 1, 1), date(2020, 3, 31)],
        ["start", date(2013, 4, 1), "2013-04-01", date(2013, 4, 1), date(2013, 4, 1)],
    ]
    sources = asked(
        loaded, f"MATCH (n:Source {{graph: $graph}}) WHERE n.id IN ['deck', 'minutes'] RETURN {fields} ORDER BY n.id"
    )
    assert sources == [
        [None, "2019", date(2019, 1, 1), date(2019, 12, 31)],
        [date(2019, 6, 15), "2019-06-15", date(2019, 6, 15), date(2019, 6, 15)],
    ]


def test_a_body_has_its_latest_code_and_all(loaded: Driver) -> None:
    query = "MATCH (b:Entity {graph: $graph, ods_code: 'RA2'}) RETURN b.id, b.ods_codes, b.ons_code, b.ons_codes"
    assert asked(loaded, query) == [["trust", ["RA1", "RA2"], "E01", ["E01"]]]
    assert asked(loaded, "MATCH (b:Entity {graph: $graph, ods_code: 'RA1'}) RETURN b.id") == []


def test_the_dataset_says_when_by_what_and_of_which_commit_it_was_loaded(loaded: Driver) -> None:
    is_new = "datetime() - duration('PT1H') < d.loaded_at <= datetime()"
    ((is_new, version, commit),) = asked(
        loaded, f"MATCH (d:Dataset {{graph: $graph}}) RETURN {is_new}, d.version, d.commit"
    )
    assert (is_new, commit) == (True, "abc-dirty")
    assert version


def test_each_claim_of_a_line_is_a_walk_to_its_source(loaded: Driver) -> None:
    query = (
        "MATCH (a:Entity {graph: $graph})-[l:MEMBER_OF]->(:Entity), (a)-[c:CITED {line: l.id}]->(s:Source) "
        "RETURN l.id, s.id, c.locator, c.stance ORDER BY l.id, c.locator"
    )
    cited = [row for row in asked(loaded, query) if row[0] in ("disputed", "denied")]
    assert cited == [
        ["denied", "minutes", "p. 2", "denies"],
        ["disputed", "minutes", "p. 1", "supports"],
        ["disputed", "minutes", "p. 2", "denies"],
    ]


def test_all_records_of_a_kind_have_the_same_properties() -> None:
    """What is read back is asked for by these names, in this order."""
    mapping = GraphMapping(Compiler(DATASET, load_ontology()), "native")
    for section in LABELS:
        names = {tuple(mapping.node(section, draft).properties) for draft in mapping.drafts(section)}
        assert len(names) <= 1, section
    edges = [mapping.edge(draft) for draft in mapping.edge_drafts()]
    assert len({tuple(edge.properties) for edge in edges}) == 1
    assert {tuple(link.properties) for edge in edges for link in edge.cites} == {CITED_KEYS}
