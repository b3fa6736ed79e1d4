"""What every store promises: the same tests over SQLite, a real Neo4j and the oracle."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest

from ics_graph.dates import PartialDate
from ics_graph.model import About, Claim, Dataset, Entity, KindSpell, NameSpell, Relation, Source
from ics_graph.ontology import Ontology
from ics_graph.serialization import to_plain
from ics_graph.stores import Store
from ics_graph.stores.neo4j import Connection
from ics_graph.stores.rows import EVERYTHING, Body, Direction, Hop, Line, View, admits
from tests.stores.contract.conftest import Opened
from tests.stores.contract.system import SYSTEM

T = TypeVar("T")
BOARD_MEMBERS = {
    "ccg.memberOf.board",
    "ics.memberOf.board",
    "group-b.memberOf.board",
}


@pytest.fixture
def store(opened: Opened) -> Store:
    return opened(SYSTEM)


def ids(lines: Sequence[Line]) -> list[str]:
    return [line.id for line in lines]


def depths(hops: Sequence[Hop]) -> list[tuple[int, str]]:
    return [(hop.depth, hop.line.id) for hop in hops]


def on(text: str, **more: bool) -> View:
    return View(date.fromisoformat(text), **more)


def members(store: Store, view: View) -> set[str]:
    return set(ids(store.lines(["board"], "down", ["membership"], view)))


# --- names ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ccg", ["ccg"]),
        ("nhs old town and vale ccg", ["ccg"]),
        ("THE CCG, old", ["ccg"]),
        ("99x", ["ccg"]),
        ("Old Town", ["council", "ccg"]),
    ],
)
def test_a_body_is_found_by_id_name_other_name_or_code_in_any_case(
    store: Store, text: str, expected: list[str]
) -> None:
    matches = store.called(text)
    assert sorted(match.id for match in matches) == sorted(expected)
    assert all(match.exact and match.score == 100 for match in matches)
    assert store.find(text)[: len(matches)] == matches


def named(*names: str, type_: str = "Group") -> Dataset:
    """Return bodies of these names; their ids are a, b, c and so on."""
    claims = (Claim("register"),)
    bodies = [Entity(chr(97 + n), type_, name, claims=claims) for n, name in enumerate(names)]
    return Dataset(
        (About("made-up", "Made up"),),
        sources={"register": Source("register", "Register", date=PartialDate(2019))},
        entities={body.id: body for body in bodies},
    )


@pytest.mark.parametrize("text", ["Sian Lukasiewicz", "SIÂN ŁUKASIEWICZ", "sian\u00ad lukasiewicz"])
def test_letters_with_signs_are_found_without_them(opened: Opened, text: str) -> None:
    store = opened(named("Siân Łukasiewicz", "François Müßig", type_="Person"))
    assert [match.id for match in store.called(text)] == ["a"]
    assert [match.id for match in store.called("Francois Mussig")] == ["b"]


@pytest.mark.parametrize("text", ["St Georges", "saint george’s", "St. George's"])
def test_a_saint_is_found_with_and_without_his_apostrophe(opened: Opened, text: str) -> None:
    store = opened(named("St George’s", "St Helens"))
    assert [match.id for match in store.called(text)] == ["a"]


CCGS = (
    "NHS Vale Dales, Elmton and Sedgemoor CCG",
    "NHS Oldtown Clinical Commissioning Group",
    "NHS Ashby, Barton and Coombe CCG",
    "NHS Ambridge, Borchester and Cranford CCG",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VDES", ["a"]),
        ("vdes ccg", ["a"]),
        ("Vale Dales, Elmton & Sedgemoor", ["a"]),
        ("the NHS Vale Dales, Elmton and Sedgemoor Clinical Commissioning Group", ["a"]),
        ("Oldtown", ["b"]),
        ("NHS Oldtown CCG", ["b"]),
        ("ABC", ["c", "d"]),
        ("OCCG", []),
    ],
)
def test_a_ccg_is_called_by_its_short_forms(opened: Opened, text: str, expected: list[str]) -> None:
    store = opened(named(*CCGS, type_="ClinicalCommissioningGroup"))
    assert sorted(match.id for match in store.called(text)) == expected


def test_a_name_goes_before_a_short_form(opened: Opened) -> None:
    data = named("NHS Oldtown CCG", type_="ClinicalCommissioningGroup")
    place = Entity("place", "Area", "Oldtown", claims=(Claim("register"),))
    store = opened(replace(data, entities={**data.entities, "place": place}))
    assert [(match.id, match.exact) for match in store.find("oldtown")] == [("place", True), ("a", False)]


def test_only_a_ccg_or_system_has_short_forms(opened: Opened) -> None:
    store = opened(named("NHS Oldtown CCG", "Chair of Ashby Barton Coombe CCG"))
    assert [store.called(text) for text in ("oldtown", "abc", "cabc")] == [[], [], []]


def test_whole_words_go_first_and_what_shares_only_an_and_is_not_near(opened: Opened) -> None:
    store = opened(
        named("Bread and Butter Group", "Norfolk and Wave", "Norfolk Suffolk and Essex Group", "Norflk Sufolk")
    )
    assert [match.id for match in store.find("norfolk and suffolk")] == ["c", "b", "d"]


def test_what_shares_only_the_frame_of_a_ccg_is_not_near(opened: Opened) -> None:
    store = opened(named("NHS Ashby CCG", "NHS Ashbury CCG", "NHS Elmton CCG", type_="ClinicalCommissioningGroup"))
    assert [match.id for match in store.find("NHS Ashby CCG")] == ["a", "b"]
    assert [match.id for match in store.find("nhs elmten ccg")] == ["c"]


def test_an_exact_name_does_not_hide_near_ones(opened: Opened) -> None:
    store = opened(named("Vale Board", "Vale Boards in Common", "Elm Group"))
    assert [(match.id, match.exact) for match in store.find("vale board")] == [("a", True), ("b", False)]
    assert [match.id for match in store.find("vale board", 1)] == ["a"]


def test_near_names_come_most_alike_first(store: Store) -> None:
    found = store.find("vale bord")
    assert found[0].id == "board"
    assert not found[0].exact
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)


def test_a_short_text_finds_what_begins_with_it(store: Store) -> None:
    assert [match.id for match in store.find("gr", limit=2)] == ["group-a", "group-b"]


def test_no_more_are_found_than_asked_for(store: Store) -> None:
    assert len(store.find("group", limit=2)) == 2


OTHERS = ("'; --", "vale " * 500, "group\x00a", "Ærø 中文")


@pytest.mark.parametrize(
    "text",
    [
        "vale AND (",
        "*",
        "key:vale*",
        '"',
        "\\",
        "a~2",
        "vale OR NOT",
        "[a TO z]",
        "/.*/",
        "+-!(){}^~?:",
        "",
        " ",
        *OTHERS,
    ],
)
def test_characters_with_a_meaning_in_a_search_engine_have_none_here(
    opened: Opened, ontology: Ontology, text: str
) -> None:
    from tests.stores.contract.oracle import Oracle

    assert opened(SYSTEM).find(text) == Oracle(SYSTEM, ontology).find(text)


# --- bodies ---


def test_bodies_are_given_by_id_and_unknown_ones_left_out(store: Store) -> None:
    found = store.bodies(["ccg", "nobody", "ccg", "new-board"])
    assert sorted(found) == ["ccg", "new-board"]
    assert found["ccg"].record == SYSTEM.entities["ccg"]
    assert (found["ccg"].start_min, found["ccg"].end_max) == ("2013-04-01", "2020-03-31")
    assert (found["ccg"].certainty, bool(found["ccg"].planned)) == ("stated", False)
    assert bool(found["new-board"].planned)
    assert store.bodies([]) == {}


def test_bodies_and_sources_are_ordered_by_id_whatever_was_asked_in_which_order(store: Store) -> None:
    ids_ = ["nhse", "ccg", "ics", "board", "nobody", "new-board", "council", "ccg"]
    expected = ["board", "ccg", "council", "ics", "new-board", "nhse"]
    assert list(store.bodies(ids_)) == list(store.bodies(ids_[::-1])) == list(store.bodies(set(ids_))) == expected
    assert list(store.sources(["plan", "minutes", "none", "letter"])) == ["letter", "minutes", "plan"]
    every = list(store.sources())
    assert every == sorted(every)
    assert {"letter", "minutes", "plan"} < set(every)


def test_what_is_asked_of_a_body_has_a_column(store: Store) -> None:
    bodies = store.bodies(list(SYSTEM.entities))
    assert {id_: (body.extent, bool(body.unnamed), body.phases) for id_, body in bodies.items()} == {
        **dict.fromkeys(bodies, ("one", False, None)),
        "any-council": ("any", False, None),
        "new-board": ("several", False, "planned"),
    }
    assert {id_: body.identifiers for id_, body in bodies.items() if body.codes} == {
        "ccg": SYSTEM.entities["ccg"].identifiers
    }
    assert bodies["ccg"].codes == (
        '[{"scheme":"ods","value":"99X","from":"2013-04-01","until":"2020-03-31"},'
        '{"scheme":"ods","value":"99X","from":"2021"}]'
    )
    assert [id_ for id_, body in bodies.items() if body.has_phase("planned")] == ["new-board"]
    assert not any(body.has_phase("shadow") for body in bodies.values())


def test_what_is_asked_of_a_line_has_a_column(opened: Opened) -> None:
    seat = SYSTEM.relations["ccg.memberOf.board"]
    said = replace(seat, capacity="chair", on_behalf_of="council")
    store = opened(replace(SYSTEM, relations={**SYSTEM.relations, said.id: said}))
    lines = {line.id: line for line in store.lines(None, "up", ["membership", "reporting"], EVERYTHING)}
    columns = {id_: (line.role, line.capacity, line.on_behalf_of, line.phases) for id_, line in lines.items()}
    assert {id_: values for id_, values in columns.items() if any(values)} == {
        "ccg.memberOf.board": (None, "chair", "council", None),
        "group-a.reportsTo.group-b.chair": ("chair", None, None, None),
        "group-c.memberOf.board": (None, None, None, "planned"),
        "ics.memberOf.board": (None, None, None, "planned established"),
    }
    assert lines["ics.memberOf.board"].has_phase("established")
    assert not lines["group-c.memberOf.board"].has_phase("established")


def test_a_record_is_written_as_in_files_and_decoded_once(store: Store) -> None:
    bodies = store.bodies(list(SYSTEM.entities))
    lines = store.lines(None, "up", ["membership", "accountability"], EVERYTHING)
    rows: list[Body | Line] = [*bodies.values(), *(line for line in lines if line.certainty != "rule")]
    for row in rows:
        record = row.record
        plain = to_plain(record)
        in_the_row = {"id", "type", "name"} if isinstance(row, Body) else {"id", "subject", "type", "object"}
        assert json.loads(row.doc) == {key: value for key, value in plain.items() if key not in in_the_row}
        assert row.record is record
    assert '"from":"2013-04-01"' in bodies["ccg"].doc


def test_bodies_of_types_are_ordered_by_name(store: Store) -> None:
    assert [body.id for body in store.of_types(["Council", "Group"])] == [
        "any-council",
        "group-a",
        "group-b",
        "group-c",
        "council",
    ]
    assert store.of_types([]) == []


# --- lines ---


def test_up_goes_from_the_subject_and_down_from_the_object(store: Store) -> None:
    assert ids(store.lines(["ics"], "up", ["accountability"], View())) == ["ics.accountableTo.nhse"]
    assert ids(store.lines(["ics"], "down", ["accountability"], View())) == ["board.accountableTo.ics"]


def test_lines_are_ordered_by_id_whatever_was_asked_in_which_order(store: Store) -> None:
    expected = ["group-a.reportsTo.group-b", "group-a.reportsTo.group-b.chair", "group-c.reportsTo.group-a"]
    expected += ["group-c.reportsTo.group-c"]
    assert ids(store.lines(["group-c", "group-a", "group-c"], "up", ["reporting"], View())) == expected


def test_of_a_hub_only_the_first_lines_are_read_by_family_start_end_and_other_end(store: Store) -> None:
    families = ["membership", "accountability", "reporting"]
    assert ids(store.lines(["board"], "down", families, EVERYTHING, most=1)) == ["council.accountableTo.board"]
    # The line of accountability, then the members that nobody dates, by their ids: a plan begins with its source.
    assert set(ids(store.lines(["board"], "down", families, EVERYTHING, most=4))) == {
        "council.accountableTo.board",
        "any-council.memberOf.board",
        "council.memberOf.board",
        "group-a.memberOf.board",
    }
    every = store.lines(["board"], "down", families, EVERYTHING)
    assert store.lines(["board"], "down", families, EVERYTHING, most=100) == every
    of_each = store.lines(["group-a", "group-b"], "up", ["reporting"], View(), most=1)
    assert ids(of_each) == ["group-a.reportsTo.group-b", "group-b.escalatesTo.board"]


def test_lines_between_bodies_are_those_with_both_ends_among_them(store: Store) -> None:
    among = ["board", "ics", "group-a", "nobody"]
    assert ids(store.lines(among, "up", ["membership", "accountability"], View(), far=among)) == [
        "board.accountableTo.ics",
        "ics.memberOf.board",
    ]
    assert store.lines(among, "up", ["membership"], View(), far=[]) == []
    assert ids(store.lines(None, "down", ["membership"], View(), far=["ics"])) == ["ics.memberOf.board"]


def test_a_degree_counts_each_other_body_once_up_or_down(store: Store) -> None:
    # Group A: two lines to group B count once; group C reports to A. Its line to itself does not count for C.
    families = ["reporting", "membership"]
    assert store.degrees(["group-a", "group-c", "nobody"], families, View()) == {
        "group-a": 2,
        "group-c": 2,
        "nobody": 0,
    }
    assert store.degrees(["group-a"], families, EVERYTHING) == {"group-a": 3}
    assert store.degrees(["board"], ["membership"], on("2018-06-01")) == {"board": 2}
    assert store.degrees([], families, View()) == {}
    assert store.degrees(["board"], [], View()) == {"board": 0}


def test_a_store_that_nobody_changed_is_the_store_of_today(store: Store) -> None:
    assert store.is_current()


def test_no_family_and_no_body_have_no_lines(store: Store) -> None:
    assert store.lines(["board"], "down", [], EVERYTHING) == []
    assert store.lines([], "down", ["membership"], EVERYTHING) == []
    assert store.lines(["nobody"], "down", ["membership"], EVERYTHING) == []
    assert store.lines(["board"], "down", ["no-such-family"], EVERYTHING) == []


def test_a_line_is_given_whole(store: Store) -> None:
    line = store.line("board.accountableTo.ics")
    assert line is not None
    assert line.record == SYSTEM.relations["board.accountableTo.ics"]
    assert (line.subject, line.type, line.family, line.object) == ("board", "accountableTo", "accountability", "ics")
    assert (line.start_min, line.start_max, line.end_min, line.end_max) == (
        "2018-04-01",
        "2018-04-01",
        "2019-06-15",
        "9999-12-31",
    )
    assert store.line("rule:ccg-assessment:ccg") is not None
    for unknown in ("no.such.line", "", " ", "board.*", '"', "board.accountableTo", "BOARD.accountableTo.ics"):
        assert store.line(unknown) is None


def test_a_line_holds_no_longer_than_its_ends_live(store: Store) -> None:
    line = store.line("ccg.memberOf.board")
    assert line is not None
    assert line.end_max == "2020-03-31"


def test_a_view_lets_in_what_it_says_and_denials_only_when_asked(store: Store) -> None:
    assert members(store, View()) == BOARD_MEMBERS
    assert members(store, View(uncertain=True)) == BOARD_MEMBERS | {"council.memberOf.board"}
    assert members(store, View(planned=True)) == BOARD_MEMBERS | {"group-c.memberOf.board"}
    assert members(store, View(general=True)) == BOARD_MEMBERS | {"any-council.memberOf.board"}
    assert members(store, View(denied=True)) == BOARD_MEMBERS | {"group-a.memberOf.board"}
    assert len(members(store, EVERYTHING)) == 7


def test_a_day_lets_in_what_may_hold_on_it_first_and_last_day_included(store: Store) -> None:
    ccg, group = "ccg.memberOf.board", "group-b.memberOf.board"
    assert members(store, on("2018-03-31")) == {group}
    assert members(store, on("2018-04-01")) == {ccg, group}
    assert members(store, on("2019-04-01")) == BOARD_MEMBERS
    assert members(store, on("2020-03-31")) == BOARD_MEMBERS
    assert members(store, on("2020-04-01")) == BOARD_MEMBERS - {ccg}


def test_a_plan_shows_from_its_source_until_its_time_is_over_or_it_is_in_force(store: Store) -> None:
    later, now = "group-c.memberOf.board", "ics.memberOf.board"
    assert not {later, now} & members(store, on("2018-12-31", planned=True))
    assert {later, now} <= members(store, on("2019-01-01", planned=True))
    assert now not in members(store, on("2019-03-31"))
    assert now in members(store, on("2019-04-01"))
    assert later in members(store, on("2021-12-31", planned=True))
    assert later not in members(store, on("2022-01-01", planned=True))


def test_rules_make_lines_in_the_time_of_the_law_and_of_both_bodies(store: Store) -> None:
    def ruled(view: View) -> list[str]:
        return ids(store.lines(["ccg"], "up", ["accountability"], view))

    rule = ["rule:ccg-assessment:ccg", "rule:ccg-directions:ccg"]
    assert ruled(View()) == rule
    assert ruled(View(rules=False)) == []
    assert ruled(on("2013-03-31")) == []
    assert ruled(on("2013-04-01")) == rule
    assert ruled(on("2020-03-31")) == rule
    assert ruled(on("2020-04-01")) == []
    line = store.line(rule[0])
    assert line is not None
    # NHS England is last seen in the minutes of 2019, but there for as long as a law points at it.
    assert (line.certainty, line.start_max, line.end_min) == ("rule", "2013-04-01", "2020-03-31")


def test_each_rule_cites_its_own_law(opened: Opened, ontology: Ontology) -> None:
    more = (Entity("icb", "IntegratedCareBoard", "Vale ICB"), Entity("sos", "SecretaryOfState", "Secretary of State"))
    store = opened(replace(SYSTEM, entities={**SYSTEM.entities, **{entity.id: entity for entity in more}}))
    ruled = [("ccg-assessment", "ccg"), ("icb-accounts", "icb"), ("nhs-england-mandate", "nhse")]
    for rule, subject in ruled:
        line = store.line(f"rule:{rule}:{subject}")
        assert line is not None
        (claim,) = line.record.claims
        assert claim.source == f"rule:{rule}"
        law = store.sources([claim.source])[claim.source]
        assert law.title == "National Health Service Act 2006"
        assert law.link is not None
        assert law.link.startswith("https://www.legislation.gov.uk/ukpga/2006/41/")


def test_a_trust_is_bound_to_its_own_governors_and_to_no_others(opened: Opened) -> None:
    claim = (Claim("minutes"),)
    more = (
        Entity("ft", "FoundationTrust", "Vale Foundation Trust", since=PartialDate(2006, 1, 1)),
        Entity("other-ft", "FoundationTrust", "Hill Foundation Trust"),
        Entity("governors", "CouncilOfGovernors", "Governors of Vale", since=PartialDate(2008)),
        Entity("guessed", "CouncilOfGovernors", "Governors of Hill"),
        Entity("trust", "NHSTrust", "Dale NHS Trust"),
        Entity("ambulances", "AmbulanceTrust", "Dale Ambulances"),
        Entity("sos", "SecretaryOfState", "Secretary of State"),
    )
    part = Relation("governors.of", "governors", "partOf", "ft", since=PartialDate(2014, 4, 1), claims=claim)
    guess = Relation("guessed.of", "guessed", "partOf", "other-ft", claims=(Claim("minutes", basis="inferred"),))
    store = opened(
        replace(
            SYSTEM,
            entities={**SYSTEM.entities, **{entity.id: entity for entity in more}},
            relations={**SYSTEM.relations, part.id: part, guess.id: guess},
        )
    )

    def lines(*bodies: str) -> dict[str, tuple[str, str]]:
        found = store.lines(bodies, "up", ["accountability"], View())
        return {line.id: (line.object, line.start_max) for line in found}

    assert lines("ft", "other-ft") == {"rule:ft-governors:ft:governors": ("governors", "2014-04-01")}
    # Both Acts name NHS trusts alone, and an ambulance trust may be of either sort.
    assert {id_: end for id_, (end, _) in lines("trust", "ambulances").items()} == {
        "rule:nhs-trust-directions-nhs-england:trust": "nhse",
        "rule:nhs-trust-directions-secretary-of-state:trust": "sos",
    }


@pytest.mark.parametrize("direction", ["up", "down"])
def test_one_hop_is_what_admits_says_line_by_line(store: Store, direction: Direction, ontology: Ontology) -> None:
    everything = store.lines(SYSTEM.entities, direction, ontology.families, EVERYTHING)
    assert len(everything) == len(SYSTEM.relations) + 3
    for day in (None, date(2013, 4, 1), date(2018, 12, 31), date(2019, 6, 15), date(2020, 4, 1), date(2022, 1, 1)):
        for off in (
            {},
            {"planned": False},
            {"uncertain": False},
            {"rules": False},
            {"general": False},
            {"denied": False},
        ):
            view = replace(EVERYTHING, as_of=day, **off)
            found = store.lines(SYSTEM.entities, direction, ontology.families, view)
            assert found == [line for line in everything if admits(line, view)]


# --- closure ---


def test_a_closure_goes_all_the_way_with_depths(store: Store) -> None:
    up = store.closure("board", "up", ["accountability"], View())
    assert depths(up) == [(1, "board.accountableTo.ics"), (2, "ics.accountableTo.nhse")]
    down = store.closure("nhse", "down", ["accountability"], View())
    assert depths(down) == [
        (1, "ics.accountableTo.nhse"),
        (1, "rule:ccg-assessment:ccg"),
        (1, "rule:ccg-directions:ccg"),
        (2, "board.accountableTo.ics"),
        (3, "council.accountableTo.board"),
    ]


def test_a_closure_has_each_line_once_around_circles_and_keeps_parallel_lines_apart(store: Store) -> None:
    assert depths(store.closure("group-a", "up", ["reporting"], View())) == [
        (1, "group-a.reportsTo.group-b"),
        (1, "group-a.reportsTo.group-b.chair"),
        (2, "group-b.escalatesTo.board"),
        (2, "group-b.reportsTo.group-c"),
        (3, "group-c.reportsTo.group-a"),
        (3, "group-c.reportsTo.group-c"),
    ]


def test_a_closure_from_a_line_to_oneself_ends(store: Store) -> None:
    found = depths(store.closure("group-c", "down", ["reporting"], View()))
    assert found[:2] == [(1, "group-b.reportsTo.group-c"), (1, "group-c.reportsTo.group-c")]
    assert len(found) == 5


def test_a_closure_stops_where_a_line_does_not_hold_on_the_day(store: Store) -> None:
    assert depths(store.closure("board", "up", ["accountability"], on("2018-09-30"))) == [
        (1, "board.accountableTo.ics")
    ]
    assert len(store.closure("board", "up", ["accountability"], on("2018-10-01"))) == 2
    assert len(store.closure("board", "up", ["accountability"], on("2019-12-31"))) == 2
    assert len(store.closure("board", "up", ["accountability"], on("2020-01-01"))) == 1


def test_a_closure_never_passes_a_line_that_the_view_leaves_out(store: Store) -> None:
    families = ["membership", "accountability"]
    for member in ("group-a", "council", "any-council", "group-c"):
        assert not [
            hop for hop in store.closure(member, "up", families, on("2019-06-15")) if hop.line.object == "board"
        ]
    asked = store.closure("council", "up", families, on("2019-06-15", uncertain=True))
    assert depths(asked)[:2] == [(1, "council.memberOf.board"), (2, "board.accountableTo.ics")]


def test_families_do_not_leak_into_each_other(store: Store) -> None:
    assert depths(store.closure("group-b", "up", ["membership"], View())) == [(1, "group-b.memberOf.board")]


def test_a_closure_of_nothing_is_empty(store: Store) -> None:
    assert store.closure("nobody", "up", ["reporting"], View()) == []
    assert store.closure("nhse", "up", ["membership"], View()) == []
    assert store.closure("board", "up", [], View()) == []


# --- the other records ---


def test_facts_gaps_and_whole_lists_are_those_of_the_bodies_in_order(store: Store) -> None:
    assert store.facts(["ics", "board", "ics"]) == [SYSTEM.facts[id_] for id_ in sorted(SYSTEM.facts)]
    assert store.facts(["nhse"]) == store.facts([]) == []
    assert store.facts() == store.facts(list(SYSTEM.entities)) == [SYSTEM.facts[id_] for id_ in sorted(SYSTEM.facts)]
    assert [gap.id for gap in store.gaps()] == sorted(SYSTEM.gaps)
    assert [event.id for event in store.events()] == sorted(SYSTEM.events)
    assert [gap.id for gap in store.gaps(["ics", "board"])] == ["board:gap:chair", "ics:gap:area"]
    assert store.gaps(["board"]) == [SYSTEM.gaps["board:gap:chair"]]
    assert store.complete(["board", "ics"]) == list(SYSTEM.complete.values())


@pytest.mark.parametrize("text", ["", "N", "nhs", "THE c", "no such"])
def test_names_are_completed_from_their_beginning(store: Store, text: str, ontology: Ontology) -> None:
    from tests.stores.contract.oracle import Oracle

    assert store.starting(text, 5) == Oracle(SYSTEM, ontology).starting(text, 5)


def test_all_lines_are_those_of_all_bodies(store: Store, ontology: Ontology) -> None:
    for view in (View(), EVERYTHING, on("2019-06-15", planned=True)):
        every = store.lines(None, "up", list(ontology.families), view)
        assert every == store.lines(list(SYSTEM.entities), "up", list(ontology.families), view) != []
        assert every == store.lines(None, "down", list(ontology.families), view)


@pytest.mark.parametrize("text", ["LINE 1", "old", "merger", "chair", "é", "' \\ n", "no such word"])
def test_records_that_mention_a_text_are_found(store: Store, text: str, ontology: Ontology) -> None:
    from tests.stores.contract.oracle import Oracle

    found, expected = store.mentions(text), Oracle(SYSTEM, ontology).mentions(text)
    assert [[record.id for record in kind] for kind in found] == [[record.id for record in kind] for kind in expected]


def test_what_is_mentioned_is_found_in_any_case(store: Store) -> None:
    assert [fact.id for fact in store.mentions("LINE 1").facts] == ["a fact of 'odd' \\ name"]
    assert "ccg" in [body.id for body in store.mentions("oLd TOWN").bodies]


def test_an_event_is_given_once_with_all_its_parts(store: Store) -> None:
    assert store.events(["ccg"]) == [SYSTEM.events["merger"]]
    assert [event.id for event in store.events(["ics", "ccg"])] == ["a-vote", "merger"]
    assert store.events(["board"]) == []


def test_sources_are_given_with_those_of_the_rules(store: Store) -> None:
    assert store.sources(["letter", "none"]) == {"letter": SYSTEM.sources["letter"]}
    assert store.sources([]) == {}
    everything = store.sources()
    assert list(everything) == sorted(everything)
    assert {"letter", "minutes", "plan", "rule:ccg-assessment"} <= set(everything)
    assert everything["rule:ccg-assessment"].title == "National Health Service Act 2006"


def test_a_store_says_what_its_datasets_are_and_how_much_is_in_them(store: Store, ontology: Ontology) -> None:
    assert list(store.about()) == list(SYSTEM.about)
    counts = store.counts()
    assert list(counts["entities"].items()) == sorted(counts["entities"].items())
    assert counts["entities"]["Group"] == 3
    by_law = {"assessedBy": 1, "sendsAnnualReportTo": 1, "underDirectionsOf": 1}
    assert counts["relations"] == {"accountableTo": 3, "escalatesTo": 1, "memberOf": 7, "reportsTo": 5, **by_law}
    sources = len(SYSTEM.sources) + sum(rule.relation is not None for rule in ontology.rules)
    assert list(counts["records"].items()) == [
        ("facts", 3),
        ("events", 2),
        ("gaps", 2),
        ("complete", 1),
        ("sources", sources),
    ]


def _turned(records: Mapping[str, T]) -> dict[str, T]:
    return dict(reversed(list(records.items())))


def test_the_order_in_the_dataset_changes_nothing(opened: Opened) -> None:
    turned = replace(
        SYSTEM,
        entities=_turned(SYSTEM.entities),
        relations=_turned(SYSTEM.relations),
        facts=_turned(SYSTEM.facts),
    )
    first, second = opened(SYSTEM), opened(turned)
    for text in ("old town", "group", "vale", "99x"):
        assert first.find(text) == second.find(text)
    families = ["reporting", "membership"]
    assert first.lines(SYSTEM.entities, "up", families, EVERYTHING) == second.lines(
        SYSTEM.entities, "up", families, EVERYTHING
    )
    assert first.closure("group-a", "up", ["reporting"], View()) == second.closure(
        "group-a", "up", ["reporting"], View()
    )
    assert first.facts(SYSTEM.entities) == second.facts(SYSTEM.entities)


# --- kinds and names with days ---


def changed() -> Dataset:
    """A CCG that was a group before, and went back to being one."""
    kinds = (
        KindSpell("Group", until=PartialDate(2014, 3, 31)),
        KindSpell("ClinicalCommissioningGroup"),
        KindSpell("Group", since=PartialDate(2018), claims=(Claim("register"),)),
        KindSpell("ClinicalCommissioningGroup", since=PartialDate(2019, 4, 1), until=PartialDate(2021, 3, 31)),
        KindSpell("Committee"),
    )
    names = (NameSpell("Vale Commissioners", until=PartialDate(2014, 3, 31), claims=(Claim("register"),)),)
    life = PartialDate(2013, 4, 1), PartialDate(2022, 6, 30)
    entities = (
        Entity(
            "vale", "Committee", "Vale Committee", (), (), *life, claims=(Claim("register"),), names=names, kinds=kinds
        ),
        Entity("ccg", "ClinicalCommissioningGroup", "Moor CCG"),
        Entity("nhse", "NHSEngland", "NHS England", (), (), *life, claims=(Claim("register"),)),
    )
    sources = {"register": Source("register", "Register", date=PartialDate(2018, 6, 1))}
    return Dataset(sources=sources, entities={entity.id: entity for entity in entities})


def test_a_body_is_of_its_latest_type_and_was_of_others(opened: Opened) -> None:
    store = opened(changed())
    ccgs, committees = ["ClinicalCommissioningGroup"], ["Committee"]
    assert [body.id for body in store.of_types(ccgs)] == ["ccg"]
    assert [body.id for body in store.of_types(ccgs, ever=True)] == ["ccg", "vale"]
    assert [body.id for body in store.of_types(committees)] == ["vale"]
    assert [body.id for body in store.of_types(["Board"], ever=True)] == []
    vale = store.bodies(["vale"])["vale"]
    assert vale.record == changed().entities["vale"]
    held = {year: vale.is_of(ccgs, date(year, 12, 31)) for year in (2013, 2014, 2018, 2019, 2021)}
    assert held == {2013: "no", 2014: "yes", 2018: "no", 2019: "yes", 2021: "no"}
    assert vale.is_of(ccgs, date(2018, 3, 1)) == "possibly"
    assert vale.types_on(date(2018, 3, 1)) == ["ClinicalCommissioningGroup", "Group"]
    assert (vale.type_on(date(2013, 5, 1)), vale.type_on(None)) == ("Group", "Committee")
    assert store.bodies(["ccg"])["ccg"].kinds is None
    assert store.counts()["entities"] == {"ClinicalCommissioningGroup": 1, "Committee": 1, "NHSEngland": 1}


def test_the_law_binds_a_body_while_it_is_of_the_kind_of_which_it_speaks(opened: Opened) -> None:
    lines = opened(changed()).lines(["vale"], "up", ["accountability"], View())
    when = {line.id: (line.record.since, line.record.until, line.start_max, line.end_min) for line in lines}
    assert when == {
        id_: days
        for rule in ("rule:ccg-assessment", "rule:ccg-directions")
        for id_, days in {
            f"{rule}:vale": (PartialDate(2014, 4, 1), None, "2014-04-01", "2017-12-31"),
            f"{rule}:vale#2": (PartialDate(2019, 4, 1), PartialDate(2021, 3, 31), "2019-04-01", "2021-03-31"),
        }.items()
    }
    assert lines[0].end_max == "2018-05-31", "by then a register has it as a group"


def test_a_body_is_found_by_a_name_that_it_had_once(opened: Opened) -> None:
    store = opened(changed())
    assert [(match.id, match.exact) for match in store.find("vale commissioners")] == [("vale", True)]
    assert store.starting("Vale Com", 5) == ["Vale Commissioners", "Vale Committee"]


@pytest.mark.neo4j
def test_a_node_has_the_labels_of_all_its_kinds_and_a_link_to_each(neo4j: Opened, neo4j_connection: Connection) -> None:
    neo4j(changed())
    labels = "MATCH (e:Entity {id: 'vale'}) RETURN labels(e), e.types"
    ((names, types),) = neo4j_connection.read(labels)
    assert {"Group", "ClinicalCommissioningGroup", "Committee"} <= set(names)
    assert types == ["Committee", "Group", "ClinicalCommissioningGroup"]
    linked = (
        "MATCH (:Entity {id: 'vale'})-[x:HAD_TYPE|OF_TYPE]->(t:Type) "
        "RETURN type(x), t.name, toString(x.start_min) ORDER BY type(x), x.start_min"
    )
    assert [tuple(row) for row in neo4j_connection.read(linked)] == [
        ("HAD_TYPE", "Group", "0001-01-01"),
        ("HAD_TYPE", "ClinicalCommissioningGroup", "2014-04-01"),
        ("HAD_TYPE", "Group", "2018-01-01"),
        ("HAD_TYPE", "ClinicalCommissioningGroup", "2019-04-01"),
        ("HAD_TYPE", "Committee", "2021-04-01"),
        ("OF_TYPE", "Committee", None),
    ]
