"""One fault, put into a random system in which nothing is wrong, is found, once, where it is, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ics_graph.dates import PartialDate
from ics_graph.model import Claim, Dataset, Entity, Fact, Gap, Relation, Source
from tests.checks.running import found, report

DAY = "2019-06-15"
SAID = (Claim("minutes", "p. 1"),)
LONG_AGO = (Claim("early", "p. 1"),)
_NEVER = (Claim("minutes", "p. 1", observed="never"),)


@dataclass(frozen=True)
class System:
    """A sound system with the ids of its bodies by kind."""

    dataset: Dataset
    boards: list[str]
    groups: list[str]
    streams: list[str]
    posts: list[str]

    def without(self, *ids: str) -> Dataset:
        kept = {id_: line for id_, line in self.dataset.relations.items() if id_ not in ids}
        return replace(self.dataset, relations=kept)

    def having(self, *lines: Relation) -> Dataset:
        return replace(self.dataset, relations={**self.dataset.relations, **{line.id: line for line in lines}})

    def with_body(self, body: Entity, *lines: Relation) -> Dataset:
        return replace(self.having(*lines), entities={**self.dataset.entities, body.id: body})


def day(year: int, month: int = 1) -> PartialDate:
    return PartialDate(year, month, 1)


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Return a tree of boards, committees, groups, workstreams and posts, each with all that ought to be said of it."""
    boards = [f"board-{n}" for n in range(draw(st.integers(2, 5)))]
    groups = [f"group-{n}" for n in range(draw(st.integers(1, 4)))]
    streams = [f"stream-{n}" for n in range(draw(st.integers(1, 3)))]
    posts = [f"post-{n}" for n in range(draw(st.integers(1, 3)))]
    people = [f"person-{n}" for n in range(draw(st.integers(2, 4)))]
    kinds = {id_: draw(st.sampled_from(["Board", "PartnershipBoard", "Committee", "JointCommittee"])) for id_ in boards}
    types = {**kinds, **dict.fromkeys(groups, "Group"), **dict.fromkeys(streams, "Workstream")}
    types |= {**dict.fromkeys(posts, "Post"), **dict.fromkeys(people, "Person")}
    types |= {"nhse": "NHSEngland", "sos": "SecretaryOfState"}
    since = st.none() | st.integers(2013, 2016).map(day)
    entities = {id_: Entity(id_, kind, id_.title(), since=draw(since), claims=SAID) for id_, kind in types.items()}
    lines: list[Relation] = []

    def line(id_: str, subject: str, kind: str, object_: str, capacity: str | None = None) -> None:
        first = draw(st.none() | st.integers(2017, 2018).map(day))
        lines.append(Relation(id_, subject, kind, object_, capacity=capacity, since=first, claims=SAID))

    for n, id_ in enumerate([*boards, *groups, *streams]):
        # Whatever came before may be above, so that the lines make a tree and no circle.
        above = draw(st.sampled_from(["nhse", *boards[:n]] if n else ["nhse"]))
        line(f"up:{id_}", id_, draw(st.sampled_from(["accountableTo", "reportsTo"])), above)
    for n, id_ in enumerate(boards):
        line(f"chair:{id_}", draw(st.sampled_from(people)), *(("chairs", id_) if n % 2 else ("memberOf", id_, "chair")))
    for id_ in [*boards, *groups]:
        for person in draw(st.lists(st.sampled_from(people), min_size=1, max_size=2, unique=True)):
            line(f"seat:{person}:{id_}", person, "memberOf", id_)
    for id_ in streams:
        line(f"lead:{id_}", draw(st.sampled_from(people)), "leads", id_)
    for id_ in posts:
        line(f"holder:{id_}", draw(st.sampled_from(people)), "holdsPost", id_)
    terms = {f"terms:{id_}": Fact(f"terms:{id_}", id_, "function", text="to decide", claims=SAID) for id_ in boards}
    sources = {
        "minutes": Source("minutes", "Minutes", date=PartialDate.parse(DAY)),
        "early": Source("early", "Early paper", date=PartialDate.parse("2017-01-01")),
    }
    relations = {one.id: one for one in lines}
    return System(Dataset((), sources, entities, relations, terms), boards, groups, streams, posts)


Injected = tuple[Dataset, str, str]
"""A dataset with one fault, the check that is to find it, and at which body."""


def _without_line_upward(system: System, draw: Callable[[list[str]], str]) -> Injected:
    id_ = draw([*system.boards, *system.groups, *system.streams])
    return system.without(f"up:{id_}"), "no-line-upward", id_


def _without_chair(system: System, draw: Callable[[list[str]], str]) -> Injected:
    id_ = draw(system.boards)
    return system.without(f"chair:{id_}"), "board-without-chair", id_


def _without_members(system: System, draw: Callable[[list[str]], str]) -> Injected:
    id_ = draw(system.groups)
    seats = [one.id for one in system.dataset.relations.values() if one.type == "memberOf" and one.object == id_]
    return system.without(*seats), "no-members", id_


def _without_terms(system: System, draw: Callable[[list[str]], str]) -> Injected:
    id_ = draw(system.boards)
    facts = {key: fact for key, fact in system.dataset.facts.items() if fact.entity != id_}
    return replace(system.dataset, facts=facts), "board-without-terms", id_


def _without_owner(system: System, draw: Callable[[list[str]], str]) -> Injected:
    id_ = draw(system.streams)
    return system.without(f"lead:{id_}"), "workstream-without-owner", id_


def _without_holder(system: System, draw: Callable[[list[str]], str]) -> Injected:
    id_ = draw(system.posts)
    return system.without(f"holder:{id_}"), "post-without-holder", id_


def _vacant(system: System, draw: Callable[[list[str]], str]) -> Injected:
    id_ = draw(system.posts)
    gap = Gap("gap", id_, "holder", "vacant", SAID)
    return replace(system.without(f"holder:{id_}"), gaps={"gap": gap}), "vacant-seat", id_


def _on_record(system: System, draw: Callable[[list[str]], str]) -> Injected:
    id_ = draw([*system.boards, *system.groups])
    return replace(system.dataset, gaps={"gap": Gap("gap", id_, "figure", claims=SAID)}), "gap-on-record", id_


def _two_holders(system: System, draw: Callable[[list[str]], str]) -> Injected:
    id_ = draw(system.posts)
    other = Entity("other", "Person", "Other", claims=SAID)
    line = Relation("second", "other", "holdsPost", id_, claims=SAID)
    return system.with_body(other, line), "one-seat-two-holders", id_


def _outlived(system: System, draw: Callable[[list[str]], str]) -> Injected:
    friends = Entity("friends", "VoluntaryOrganisation", "Friends", until=PartialDate.parse("2018-12-31"))
    line = Relation("seat", "friends", "memberOf", draw([*system.boards, *system.groups]), claims=SAID)
    return system.with_body(friends, line), "outlives-body", "friends"


def _into_closed(system: System, draw: Callable[[list[str]], str]) -> Injected:
    id_ = draw([*system.boards, *system.groups, *system.streams])
    closed = Entity("closed", "Forum", "Closed", until=PartialDate.parse("2018-12-31"), claims=_NEVER)
    up = system.dataset.relations[f"up:{id_}"]
    return system.with_body(closed, replace(up, object="closed")), "into-closed-body", id_


def _circle(system: System, draw: Callable[[list[str]], str]) -> Injected:
    lines = system.dataset.relations
    turned = [id_ for id_ in lines if id_.startswith("up:") and lines[id_].object != "nhse"]
    if not turned:
        lines = {**lines, "up:group-0": replace(lines["up:group-0"], object=system.boards[0])}
        turned = ["up:group-0"]
    line = lines[draw(turned)]
    back = replace(line, id="back", subject=line.object, object=line.subject)
    dataset = replace(system.dataset, relations={**lines, "back": back})
    family = "accountability" if line.type == "accountableTo" else "reporting"
    return dataset, f"circle-of-{family}", min(line.subject, line.object)


def _circle_of_parts(system: System, draw: Callable[[list[str]], str]) -> Injected:
    one, other = system.boards[:2]
    both = [Relation(f"{a}-in-{b}", a, "partOf", b, claims=SAID) for a, b in ((one, other), (other, one))]
    return system.having(*both), "circle-of-structure", min(one, other)


def _old(system: System, draw: Callable[[list[str]], str]) -> Injected:
    line = system.dataset.relations[draw(sorted(system.dataset.relations))]
    return system.having(replace(line, since=None, claims=LONG_AGO)), "old-evidence", line.subject


FAULTS = (
    _without_line_upward,
    _without_chair,
    _without_members,
    _without_terms,
    _without_owner,
    _without_holder,
    _vacant,
    _on_record,
    _two_holders,
    _outlived,
    _into_closed,
    _circle,
    _circle_of_parts,
    _old,
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__.strip("_"))
@given(data=st.data())
@settings(max_examples=6, deadline=None)
def test_the_one_fault_in_a_sound_system_is_found_and_nothing_else(
    fault: Callable[[System, Callable[[list[str]], str]], Injected], data: st.DataObject
) -> None:
    system = data.draw(systems())
    assert found(report(system.dataset, DAY)) == {}
    dataset, check, entity = fault(system, lambda ids: data.draw(st.sampled_from(ids)))
    assert found(report(dataset, DAY)) == {check: [entity]}
    # Of any time the same is found; only how old evidence is has no meaning without a day.
    assert found(report(dataset)) == ({} if check == "old-evidence" else {check: [entity]})
