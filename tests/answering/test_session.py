"""One answer, one session of the store: how often the store is called, and that what is kept is right."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.answering.scope import scope_of
from ics_graph.answering.session import Session, in_session
from ics_graph.checks import CHECKS
from ics_graph.checks.runner import run_checks
from ics_graph.cli.board_paper.as_markdown import as_markdown
from ics_graph.cli.board_paper.document import Paper
from ics_graph.dataset import read_datasets
from ics_graph.explorer.page import chosen, page_html, to_pyvis
from ics_graph.explorer.selection import at_any_date
from ics_graph.model import Dataset, Entity, Fact, Relation
from ics_graph.ontology import load_ontology
from ics_graph.questions import question_named
from ics_graph.serialization import to_plain
from ics_graph.stores import Store, rows
from ics_graph.stores.forwarding import ForwardingStore
from ics_graph.stores.rows import EVERYTHING, View
from ics_graph.stores.sqlite import SQLiteStore, shipped_datasets
from ics_graph.stores.sqlite.building import build
from ics_graph.validity import PHASES
from tests.asking import SMALL
from tests.counting import METHODS, CountingStore
from tests.stores.contract.oracle import Oracle
from tests.stores.contract.system import SYSTEM

FAMILIES = sorted(load_ontology().families)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SQLiteStore]:
    """All shipped datasets in one store."""
    path = tmp_path_factory.mktemp("session") / "shipped.sqlite"
    build(path, read_datasets(shipped_datasets()).dataset)
    with SQLiteStore(path) as store:
        yield store


@pytest.fixture
def small(tmp_path: Path) -> Iterator[CountingStore]:
    """A small system in a store that counts its calls."""
    path = tmp_path / "small.sqlite"
    build(path, SYSTEM)
    with SQLiteStore(path) as store:
        yield CountingStore(store)


def asked_of(store: Store) -> Asked:
    return Asked(store, load_ontology(), View())


# --- how often the store is called ---


@pytest.mark.parametrize(
    ("question", "parameters", "most"),
    [
        ("bodies", {"type": "CCG"}, 5),
        ("changes", {"first": "2020-03-31", "last": "2020-04-01", "type": "ClinicalCommissioningGroup"}, 12),
        ("levels", {"source": "nenc-deck"}, 12),
        # A scope is found ring by ring: the calls go with its depth, which is five, and not with its 100 bodies.
        ("uncertain", {"within": "ics-nenc"}, 31),
        # One of the calls asks which lists are whole.
        ("conflicts", {"within": "ics-nenc"}, 28),
    ],
)
def test_an_answer_calls_the_store_a_few_times(
    shipped: SQLiteStore, question: str, parameters: dict[str, str], most: int
) -> None:
    counting = CountingStore(shipped)
    answer = question_named(question).ask(asked_of(counting), **parameters)
    assert len(answer.rows) > 10
    assert counting.calls.total() <= most, counting.calls


def test_a_served_page_calls_the_store_eighty_times_and_for_each_body_with_a_scheme_nine_times(
    shipped: SQLiteStore,
) -> None:
    counting = CountingStore(shipped)
    asked = asked_of(counting)
    page = page_html(asked, chosen(at_any_date(asked.in_session()), "NENC", None, 2), served=True)
    assert "Central Integrated Care Partnership" in page
    # Two bodies beside the system have schemes in these data. Five calls tell who has rights, alone or jointly, and of
    # meetings.
    assert counting.calls.total() - counting.calls["filed"] <= 80, counting.calls
    assert counting.calls["filed"] <= 5 + 2 * 9, counting.calls


def test_a_page_as_a_file_asks_each_of_its_questions_once(shipped: SQLiteStore) -> None:
    """A file carries answers to over a thousand questions: a call of the store for each walk, and none for a record."""
    counting = CountingStore(shipped)
    to_pyvis(asked_of(counting), "NENC").generate_html()
    assert counting.calls["bodies"] + counting.calls["events"] + counting.calls["sources"] < 40, counting.calls


@pytest.mark.parametrize("walk", ["page", "paper", "checks"])
def test_what_is_made_of_many_answers_asks_nothing_twice(shipped: SQLiteStore, walk: str) -> None:
    counting = CountingStore(shipped)
    asked = asked_of(counting)
    if walk == "page":
        to_pyvis(asked, "NENC").generate_html()
    elif walk == "paper":
        as_markdown(Paper(asked, "NENC"))
    else:
        run_checks(asked, list(CHECKS.values()), "NENC")
    questions = [(name, repr(given)) for name, given in counting.asked if name != "notices"]
    assert len(questions) > 5
    assert len(set(questions)) == len(questions)


def test_each_record_is_decoded_once_in_a_page(shipped: SQLiteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[str] = []

    def counted(kind: Any) -> Any:
        def make(id_: str, *more: Any, **fields: Any) -> Any:
            decoded.append(id_)
            return kind(id_, *more, **fields)

        return make

    monkeypatch.setattr(rows, "Entity", counted(Entity))
    monkeypatch.setattr(rows, "Relation", counted(Relation))
    to_pyvis(asked_of(shipped), "NENC").generate_html()
    assert len(decoded) > 500
    assert len(set(decoded)) == len(decoded)


# --- a session is a store to the letter ---


def reads(store: Store) -> dict[str, Any]:
    """Return what a store says to questions of every kind, some of them twice and some in parts."""
    ids = ["ccg", "board", "nobody", "group-a"]
    return {
        "about": list(store.about()),
        "counts": store.counts(),
        "called": [store.called("old town"), store.called("THE CCG, old", 1), store.called("bord")],
        "find": [store.find("old town"), store.find("old town", 1), store.find("bord")],
        "starting": [store.starting("g", 1), store.starting("g", 9)],
        "bodies": [list(store.bodies(part).items()) for part in (ids[:1], ids, ids[::-1], [], ["nobody"])],
        "of types": store.of_types(sorted(load_ontology().types)),
        "lines": [
            store.lines(part, way, FAMILIES, view, far, most)
            for part in (None, ids, ["board"])
            for way in ("up", "down")
            for view in (View(), EVERYTHING)
            for far in (None, ["board", "ccg"])
            for most in (None, 1)
        ],
        "degrees": [list(store.degrees(ids, FAMILIES, view).items()) for view in (View(), EVERYTHING)],
        "line": [store.line(id_) for id_ in ("ccg.memberOf.board", "none of this name")],
        "closure": [store.closure(id_, "up", FAMILIES, EVERYTHING) for id_ in ids],
        **{
            kind: [read(part) for part in (ids[:2], ids, None, ids[1:], ["nobody"], [])]
            for kind, read in (
                ("facts", store.facts),
                ("gaps", store.gaps),
                ("complete", store.complete),
                ("events", store.events),
            )
        },
        "mentions": list(store.mentions("town")),
        "sources": [list(store.sources(part).items()) for part in (["minutes", "none"], None, ["minutes"], [])],
        "notices": store.notices(),
        "is current": store.is_current(),
    }


def test_a_session_answers_as_its_store_does_each_time_anew(small: CountingStore) -> None:
    session = Session(small)
    expected = reads(small.store)
    assert expected["facts"][2]
    assert expected["events"][0]
    for _ in range(2):
        found = reads(session)
        for kind, values in expected.items():
            if kind == "degrees":  # which is in no order
                values, found[kind] = [dict(one) for one in values], [dict(one) for one in found[kind]]
            assert found[kind] == values, kind


def test_a_session_reads_nothing_twice(small: CountingStore) -> None:
    session = Session(small)
    reads(session)
    small.calls.clear()
    reads(session)
    # Whether a load has begun is asked anew.
    assert dict(small.calls) == {"notices": 1}


def test_of_what_is_known_in_part_only_the_rest_is_read(small: CountingStore) -> None:
    session = Session(small)
    session.bodies(["ccg", "nobody"])
    session.bodies(["board", "ccg", "nobody"])
    session.facts(["ccg"])
    session.facts(["ccg", "board"])
    session.sources(["minutes"])
    session.sources(["minutes", "none"])
    given = [(name, sorted(ids)) for name, (ids, *_) in small.asked]
    assert given == [
        ("bodies", ["ccg", "nobody"]),
        ("bodies", ["board"]),
        ("facts", ["ccg"]),
        ("facts", ["board"]),
        ("sources", ["minutes"]),
        ("sources", ["none"]),
    ]


def test_who_changes_what_a_session_returned_changes_nothing_of_it(small: CountingStore) -> None:
    session = Session(small)
    # As text, so that what is spoilt below is not what it is compared with.
    expected = repr(reads(session))
    handed_out: list[dict[str, Any] | list[Any]] = [
        session.bodies(["ccg"]),
        session.sources(),
        session.lines(None, "up", FAMILIES, EVERYTHING),
        session.of_types(["Board"]),
        session.closure("ccg", "up", FAMILIES, EVERYTHING),
        session.facts(),
        session.events(["ccg"]),
        session.find("old town"),
        session.mentions("town").bodies,
    ]
    for spoilt in handed_out:
        spoilt.clear()
    assert repr(reads(session)) == expected


def test_bodies_and_lines_are_the_same_things_wherever_they_are_met(small: CountingStore) -> None:
    session = Session(small)
    by_type = {body.id: body for body in session.of_types(sorted(load_ontology().types))}
    assert session.bodies(["ccg"])["ccg"] is by_type["ccg"]
    assert by_type["ccg"].record is by_type["ccg"].record
    lines = {line.id: line for line in session.lines(None, "up", FAMILIES, EVERYTHING)}
    assert session.line("ccg.memberOf.board") is lines["ccg.memberOf.board"]
    hops = session.closure("ccg", "up", FAMILIES, EVERYTHING)
    assert hops
    assert all(hop.line is lines[hop.line.id] for hop in hops)


def test_sessions_do_not_nest_and_leave_the_store_open(small: CountingStore) -> None:
    session = in_session(small)
    assert in_session(session) is session
    with session:
        session.bodies(["ccg"])
    assert small.bodies(["ccg"])
    assert session.bodies(["ccg"])
    assert small.calls["bodies"] == 3, "what was closed has forgotten"


class _Growing(ForwardingStore):
    """A store that holds no facts until they have been read once."""

    reads = 0

    def facts(self, ids: Collection[str] | None = None) -> list[Fact]:
        self.reads += 1
        return self.store.facts(ids) if self.reads > 1 else []


def test_an_answer_sees_what_the_store_holds_when_it_is_asked() -> None:
    store = _Growing(Oracle(read_datasets([SMALL]).dataset, load_ontology()))
    (entity, *_) = {fact.entity for fact in store.store.facts()}
    first, second = (question_named("facts").ask(asked_of(store), entity) for _ in range(2))
    assert store.reads == 2
    assert not first.rows
    assert second.rows


def test_a_scope_is_worked_out_once_in_a_session(small: CountingStore) -> None:
    asked = asked_of(small).in_session()
    scope = scope_of(asked, "board")
    assert scope.ids is not None
    assert scope_of(asked, "board") is scope
    assert scope_of(asked, None).ids is None
    assert small.calls["closure"] == 1


def test_every_method_of_a_store_is_forwarded_and_counted() -> None:
    protocol = {name for name in vars(Store) if not name.startswith("_") and callable(getattr(Store, name))}
    assert protocol == {*METHODS, "close", "is_current"}


# --- columns ---


def test_what_has_a_column_is_what_the_record_says(shipped: SQLiteStore) -> None:
    bodies = shipped.of_types(sorted(load_ontology().types))
    lines = shipped.lines(None, "up", FAMILIES, EVERYTHING)
    assert {body.extent for body in bodies} == {"one", "several", "any"}
    for body in bodies:
        record = body.record
        assert (body.extent, body.unnamed, body.identifiers) == (record.extent, record.unnamed, record.identifiers)
        assert {phase for phase in PHASES if body.has_phase(phase)} == {spell.phase for spell in record.phases}
    assert sum(line.role is not None for line in lines) > 10
    for line in lines:
        relation = line.record
        assert (line.role, line.capacity, line.on_behalf_of) == (
            relation.role,
            relation.capacity,
            relation.on_behalf_of,
        )
        assert line.has_phase("planned") == any(spell.phase == "planned" for spell in relation.phases)


def test_a_store_writes_records_as_files_do(tmp_path: Path) -> None:
    tricky = next(iter(SYSTEM.entities.values()))
    note = 'it says "since": 1 and {"since":"2019"}'
    dataset = Dataset(
        SYSTEM.about, SYSTEM.sources, {**SYSTEM.entities, tricky.id: replace(tricky, note=note)}, SYSTEM.relations
    )
    path = tmp_path / "words.sqlite"
    build(path, dataset)
    with SQLiteStore(path) as store:
        bodies = store.bodies(list(dataset.entities))
        assert any(entity.since for entity in dataset.entities.values())
        for id_, entity in dataset.entities.items():
            plain = {key: value for key, value in to_plain(entity).items() if key not in ("id", "type", "name")}
            assert json.loads(bodies[id_].doc) == plain
            assert bodies[id_].record == entity
        for line in store.lines(None, "up", FAMILIES, EVERYTHING):
            assert line.certainty == "rule" or line.record == dataset.relations[line.id]
