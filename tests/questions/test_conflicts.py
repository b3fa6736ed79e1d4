"""What does not fit together: each fault once, a clean system without any, and one fault put into random clean data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ics_graph.answering.answer import Answer
from ics_graph.dates import PartialDate
from ics_graph.model import Claim, Dataset, Entity, Fact, Identifier, Relation, Source
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.stores.sqlite import shipped_datasets
from tests.asking import Asker, asking
from tests.stores.contract.oracle import Oracle

SUMS = "A whole that is not the sum of its parts"
CHAIRS = "Two in the chair at once"
NAMESAKES = "One name for two bodies at once"
NAMES = "Different names for one body"
CODES = "One code for two bodies at once"
DIFFER = "Sources differ"
OPEN = "the dates leave open whether these held at one time"

CLEAN = """
claim_defaults: {source: minutes, locator: p. 1}
sources:
  - {id: minutes, title: Minutes, kind: minutes, date: 2019-06-15}
  - {id: letter, title: Letter, kind: letter, date: 2019-06-15}
entities:
  - {id: ics, type: IntegratedCareSystem, name: Anytown ICS, claims: [{}]}
  - {id: icp-a, type: IntegratedCarePartnership, name: Ashton ICP, claims: [{}]}
  - {id: icp-b, type: IntegratedCarePartnership, name: Bolton ICP, claims: [{}]}
  - {id: place-a, type: Place, name: Ashton, claims: [{}]}
  - {id: council-a, type: Council, name: Ashton, claims: [{}]}
  - {id: board, type: Board, name: Board, claims: [{}]}
  - {id: ann, type: Person, name: Ann Archer, claims: [{}]}
  - {id: bob, type: Person, name: Bob Baker, claims: [{}]}
  - {id: post, type: Post, name: Chair of the Board, claims: [{}]}
  - {id: ccg-old, type: ClinicalCommissioningGroup, name: Ashton CCG, from: 2013-04-01, until: 2018-03-31, claims: [{}],
     identifiers: [{scheme: ods, value: 01A, from: 2013-04-01, until: 2018-03-31}]}
  - {id: ccg-new, type: ClinicalCommissioningGroup, name: Ashton CCG, from: 2018-04-01, claims: [{}],
     identifiers: [{scheme: ods, value: 01A, from: 2018-04-01}]}
relations:
  - {id: part-a, subject: icp-a, type: partOf, object: ics, claims: [{}]}
  - {id: part-b, subject: icp-b, type: partOf, object: ics, claims: [{}]}
  - {id: chair-1, subject: ann, type: memberOf, object: board, capacity: chair, from: 2017-01-01, until: 2018-12-31,
     claims: [{}]}
  - {id: chair-2, subject: bob, type: memberOf, object: board, capacity: chair, from: 2019-01-01, claims: [{}]}
  - {id: vice, subject: ann, type: memberOf, object: board, capacity: vice-chair, from: 2019-01-01, claims: [{}]}
  - {id: held, subject: bob, type: holdsPost, object: post, claims: [{}]}
  - {id: in-the-chair, subject: post, type: chairs, object: board, from: 2019-01-01, claims: [{}]}
facts:
  - {id: whole, entity: ics, property: population, number: 3200000, unit: people, approximately: yes, claims: [{}]}
  - {id: part-1, entity: icp-a, property: population, number: 2000000, unit: people, claims: [{}]}
  - {id: part-2, entity: icp-b, property: population, number: 1191000, unit: people, claims: [{}]}
  - {id: before, entity: board, property: count, number: 9, unit: seats, from: 2017-01-01, until: 2017-12-31,
     claims: [{}]}
  - {id: after, entity: board, property: count, number: 11, unit: seats, from: 2018-01-01, claims: [{}]}
  - {id: name-1, entity: ics, property: name, text: Anytown Integrated Care System, claims: [{}]}
  - {id: name-2, entity: ics, property: name, text: Integrated Care System of Anytown, claims: [{}]}
  - {id: name-3, entity: ics, property: name, text: Anytown ICS, claims: [{source: letter}]}
"""


@contextmanager
def of(tmp_path: Path, text: str) -> Iterator[Asker]:
    folder = tmp_path / "system"
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: A system\n")
    (folder / "all.yaml").write_text(text)
    with asking(folder, tmp_path) as asker:
        yield asker


def found(answer: Answer) -> dict[str, list[str]]:
    """Return the records of each kind of conflict: lines and facts by their ids, bodies by theirs."""
    by_group: dict[str, list[str]] = {}
    for row in answer.rows:
        by_group.setdefault(row.group or "", []).append(row.record or row.id)
    return by_group


def test_a_clean_system_has_no_conflict(tmp_path: Path) -> None:
    with of(tmp_path, CLEAN) as ask:
        answer = ask("conflicts")
    assert (answer.rows, answer.verdict) == ((), "not-stated")
    assert answer.headline == "No difference between sources is known."


@pytest.mark.parametrize(
    ("was", "now", "group", "records", "words"),
    [
        pytest.param(
            "number: 1191000",
            "number: 1000000",
            SUMS,
            ["whole", "part-1", "part-2", "part-a", "part-b"],
            "people of Anytown ICS (3,200,000 of the whole, 3,000,000 of its 2 parts)",
            id="a sum beyond what 'about' allows",
        ),
        pytest.param(
            "number: 3200000, unit: people, approximately: yes",
            "number: 3200000, unit: people",
            SUMS,
            ["whole", "part-1", "part-2", "part-a", "part-b"],
            "people of Anytown ICS (3,200,000 of the whole, 3,191,000 of its 2 parts)",
            id="an exact sum",
        ),
        pytest.param(
            "until: 2018-12-31",
            "until: 2019-03-31",
            CHAIRS,
            ["chair-1", "chair-2"],
            "Board (Ann Archer and Bob Baker)",
            id="two chairs",
        ),
        pytest.param(
            "subject: bob, type: holdsPost, object: post, claims: [{}]}",
            "subject: bob, type: holdsPost, object: post, claims: [{}]}\n"
            "  - {id: held-2, subject: ann, type: holdsPost, object: post, claims: [{}]}",
            CHAIRS,
            ["chair-2", "held-2", "in-the-chair"],
            "Board (Ann Archer and Bob Baker)",
            id="two chairs, one of them by a post",
        ),
        pytest.param(
            "name: Bolton ICP",
            "name: ASHTON ICP",
            NAMESAKES,
            ["icp-a", "icp-b"],
            "ASHTON ICP",
            id="one name for two bodies",
        ),
        pytest.param(
            "name: Bolton ICP,",
            "name: Bolton ICP, identifiers: [{scheme: ods, value: 01a, from: 2018-04-01}],",
            CODES,
            ["ccg-new", "icp-b"],
            "the ods code of Ashton CCG and Bolton ICP",
            id="one code for two bodies",
        ),
        pytest.param(
            "text: Anytown ICS",
            "text: Othertown Partnership",
            NAMES,
            ["name-1", "name-2", "name-3"],
            ("'Anytown Integrated Care System', 'Othertown Partnership' and 'Integrated Care System of Anytown'"),
            id="two names for one body",
        ),
        pytest.param(
            "from: 2018-01-01, claims: [{}]}\n  - {id: name-1",
            "from: 2017-12-01, claims: [{}]}\n  - {id: name-1",
            DIFFER,
            ["after", "before"],
            "Sources differ on the count of the Board",
            id="two values at one time",
        ),
    ],
)
def test_each_fault_is_found_once_and_nothing_else(
    tmp_path: Path, was: str, now: str, group: str, records: list[str], words: str
) -> None:
    assert was in CLEAN
    with of(tmp_path, CLEAN.replace(was, now)) as ask:
        answer = ask("conflicts")
    assert {kind: sorted(ids) for kind, ids in found(answer).items()} == {group: sorted(records)}
    assert words in answer.headline
    assert answer.verdict == "answered"
    assert not [row for row in answer.rows if OPEN in (row.note or "")]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("value: 01A, from: 2018-04-01", "value: 01A, from: 2018-03-01"),
        ("icp-b, type: IntegratedCarePartnership", "icp-b, type: Place"),
        ("capacity: vice-chair", "role: co-chair"),
        ("{id: part-2, entity: icp-b, property: population", "{id: part-2, entity: icp-b, property: count"),
    ],
    ids=[
        "a code before its body was there is of no time",
        "parts of two types are not added up",
        "one of two chairs that a source calls joint",
        "where a part has no figure nothing is added up",
    ],
)
def test_what_is_no_fault_is_not_told(tmp_path: Path, was: str, now: str) -> None:
    assert was in CLEAN
    with of(tmp_path, CLEAN.replace(was, now).replace("number: 1191000", "number: 1000000")) as ask:
        sums = found(ask("conflicts"))
    assert sums.pop(SUMS, None) in (None, ["whole", "part-1", "part-2", "part-a", "part-b"])
    assert sums == {}


def test_what_only_dates_allow_is_told_as_possible(tmp_path: Path) -> None:
    text = CLEAN.replace("name: Bolton ICP, claims: [{}]", "name: Ashton ICP, claims: [{source: later}]")
    text = text.replace("entities:\n", "  - {id: later, title: Later, kind: letter, date: 2021-01-01}\nentities:\n", 1)
    text = text.replace(
        "subject: icp-b, type: partOf, object: ics, claims: [{}]", "subject: icp-b, type: partOf, object: ics"
    )
    with of(tmp_path, text) as ask:
        answer = ask("conflicts")
        assert found(answer) == {NAMESAKES: ["icp-a", "icp-b"]}
        assert answer.verdict == "only-tentative"
        assert answer.headline == ("There is 1 difference in the sources. Two bodies have one name: Ashton ICP.")
        assert {row.note for row in answer.rows} == {OPEN}
        assert [row.relation for row in answer.rows] == ["is icp-a", "is icp-b"]


def test_as_of_a_day_only_what_meets_on_it_is_told(tmp_path: Path) -> None:
    with of(tmp_path, CLEAN.replace("until: 2018-12-31", "until: 2019-03-31")) as ask:
        assert found(ask("conflicts", as_of="2019-02-01")) == {CHAIRS: ["chair-1", "chair-2"]}
        assert found(ask("conflicts", as_of="2019-06-15")) == {}


def test_what_is_not_listed_is_counted_and_said(tmp_path: Path) -> None:
    text = CLEAN.replace("name: Bolton ICP", "name: Ashton ICP").replace("name: Bob Baker", "name: Ann Archer")
    with of(tmp_path, text) as ask:
        answer = ask("conflicts", limit=1)
    assert len(found(answer)[NAMESAKES]) == 2
    assert answer.caveats[0] == (
        "The table lists 1 of 2 differences: one name for two bodies at once. To list more, raise --limit."
    )


# --- one fault in random clean data ---

SAID = (Claim("minutes", "p. 1"),)


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


@st.composite
def clean(draw: st.DrawFn) -> Dataset:
    """Return a system of some parts with figures that add up, boards with one chair after another, and codes of one."""
    figures = draw(st.lists(st.integers(1, 10**6), min_size=2, max_size=5))
    chairs = draw(st.integers(2, 4))
    whole = Entity("whole", "IntegratedCareSystem", "Whole", claims=SAID)
    parts = [Entity(f"part-{n}", "Place", f"Part {n}", claims=SAID) for n in range(len(figures))]
    codes = tuple(Identifier("ods", f"C{n}") for n in range(len(figures)))
    parts = [
        Entity(p.id, p.type, p.name, identifiers=(code,), claims=SAID) for p, code in zip(parts, codes, strict=True)
    ]
    people = [Entity(f"person-{n}", "Person", f"Person {n}", claims=SAID) for n in range(chairs)]
    board = Entity("board", "Board", "Board", claims=SAID)
    lines = [Relation(f"of-{p.id}", p.id, "partOf", "whole", claims=SAID) for p in parts]
    lines += [
        Relation(
            f"chair-{n}",
            f"person-{n}",
            "chairs",
            "board",
            since=day(f"{2010 + n}-01-01"),
            until=day(f"{2010 + n}-12-31"),
            claims=(Claim("minutes", "p. 2", observed="never"),),
        )
        for n in range(chairs)
    ]
    facts = [
        Fact(f"figure-{n}", f"part-{n}", "population", number, "people", claims=SAID)
        for n, number in enumerate(figures)
    ]
    facts.append(Fact("figure", "whole", "population", sum(figures), "people", claims=SAID))
    return Dataset(
        sources={"minutes": Source("minutes", "Minutes", date=day("2019-06-15"))},
        entities={one.id: one for one in (whole, *parts, *people, board)},
        relations={one.id: one for one in lines},
        facts={one.id: one for one in facts},
    )


def with_fault(data: Dataset, fault: str, at: int) -> tuple[Dataset, set[str]]:
    """Return the data with one fault, and the ids of what does not fit together."""
    entities, relations, facts = dict(data.entities), dict(data.relations), dict(data.facts)
    parts = sorted(id_ for id_ in entities if id_.startswith("part-"))
    part, other = parts[at % len(parts)], parts[(at + 1) % len(parts)]
    match fault:
        case "sum":
            number = f"figure-{part.removeprefix('part-')}"
            facts[number] = replace(facts[number], number=(facts[number].number or 0) + 1)
            told = set(facts) | {id_ for id_ in relations if id_.startswith("of-")}
        case "chair":
            second = replace(relations["chair-0"], until=day("2011-06-30"))
            relations["chair-0"] = second
            told = {"chair-0", "chair-1"}
        case "name":
            entities[part] = replace(entities[part], name=entities[other].name.upper())
            told = {part, other}
        case "code":
            entities[part] = replace(entities[part], identifiers=entities[other].identifiers)
            told = {part, other}
        case _:
            facts["second"] = replace(facts["figure"], id="second", number=(facts["figure"].number or 0) + 10**7)
            told = {"figure", "second", *facts, *(id_ for id_ in relations if id_.startswith("of-"))}
    return replace(data, entities=entities, relations=relations, facts=facts), told


ONTOLOGY = load_ontology()


def conflicts_of(data: Dataset, ontology: Ontology) -> Answer:
    return Asker(Oracle(data, ontology))("conflicts")


@settings(max_examples=40, deadline=None)
@given(clean(), st.sampled_from(["sum", "chair", "name", "code", "value"]), st.integers(0, 9))
def test_one_fault_in_clean_data_is_found_and_is_all_that_is_found(data: Dataset, fault: str, at: int) -> None:
    assert conflicts_of(data, ONTOLOGY).rows == ()
    wrong, told = with_fault(data, fault, at)
    answer = conflicts_of(wrong, ONTOLOGY)
    assert {row.record or row.id for row in answer.rows} == told
    expected = {"sum": {SUMS}, "chair": {CHAIRS}, "name": {NAMESAKES}, "code": {CODES}, "value": {DIFFER, SUMS}}
    assert {row.group for row in answer.rows} == expected[fault]


# --- the shipped datasets ---


def test_the_true_findings_of_the_shipped_datasets(tmp_path_factory: pytest.TempPathFactory) -> None:
    from ics_graph.dataset import read_datasets
    from ics_graph.stores.sqlite import SQLiteStore
    from ics_graph.stores.sqlite.building import build

    path = tmp_path_factory.mktemp("shipped") / "store.sqlite"
    build(path, read_datasets(shipped_datasets()).dataset)
    with SQLiteStore(path) as store:
        answer = Asker(store)("conflicts")
    told = {(row.group, row.of_name if row.depth or row.of else row.name, row.value) for row in answer.rows}
    assert sorted((group or "", str(name), str(value)) for group, name, value in told) == sorted(
        [*SHIPPED, *FIRST_DAYS]
    )


# A register's first days of combined authorities, and those of their orders.
FIRST_DAYS = [
    ("Sources differ", name, f"established on {day}")
    for name, by_order, by_register in (
        ("Greater Manchester Combined Authority", "1 April 2011", "1 April 2014"),
        ("Tees Valley Combined Authority", "1 April 2016", "1 April 2014"),
        ("Cambridgeshire and Peterborough Combined Authority", "3 March 2017", "1 April 2014"),
        ("West of England Combined Authority", "9 February 2017", "1 April 2014"),
        ("East Midlands Combined County Authority", "28 February 2024", "27 February 2024"),
    )
    for day in (by_order, by_register)
]
SHIPPED = [
    (
        "Where the number that a source gives and its names differ",
        "Central Integrated Care Partnership",
        "3 foundation trusts",
    ),
    ("Where the number that a source gives and its names differ", "Central Integrated Care Partnership", "None"),
    (
        "Another reading stands against it",
        "National level",
        "clinical strategy, standards and arbitration sit at national level",
    ),
    (
        "Another reading stands against it",
        "Neighbourhoods level",
        "community services, health and social care integration and local pharmacy sit at neighbourhood level",
    ),
    ("Another reading stands against it", "North West London ICS", "spoken of in the conditional"),
    (
        "Another reading stands against it",
        "North of Tyne Combined Authority",
        "the remit list, if it is that of North of Tyne alone",
    ),
    (
        "Sources differ",
        "Clusters of integrated care boards (several, not named)",
        "NHS England: All clustered boards are to merge into single bodies by April 2027",
    ),
    (
        "Sources differ",
        "Clusters of integrated care boards (several, not named)",
        "No merger is decided; ministers are to decide on footprints and mergers in the light of local government "
        "reorganisation",
    ),
    ("Sources differ", "North East and North Cumbria ICS", '"Towards" an ICS'),
    ("Sources differ", "North East and North Cumbria ICS", "aspiring ICS"),
    ("Sources differ", "North East and North Cumbria ICS", "emerging ICS area"),
    ("Sources differ", "North East and North Cumbria ICS", "spoken of as an ICS that is there, and the biggest"),
    ("Different names for one body", "North East and North Cumbria ICS", "CNE"),
    ("Different names for one body", "North East and North Cumbria ICS", "NENC"),
    ("Different names for one body", "North East and North Cumbria ICS", "North Cumbria and North East ICS"),
    ("Different names for one body", "North East and North Cumbria ICS", "north east and north Cumbria"),
]
