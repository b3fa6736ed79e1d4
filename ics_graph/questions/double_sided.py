"""One person on both sides of a line by which a body commissions or scrutinises another: potential, never a breach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ics_graph.answering.answer import Answer, Row, Verdict, firm
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lists import be, briefly, of_day, sentences
from ics_graph.answering.lookup import Name
from ics_graph.answering.overlap import Overlap, overlap
from ics_graph.answering.person_names import may_be_one
from ics_graph.answering.registry import question
from ics_graph.answering.rows import line_rows
from ics_graph.answering.scope import WITHIN, scope_of
from ics_graph.governance import is_single
from ics_graph.stores.rows import Body, Line

_FAMILIES = ("commissioning", "scrutiny")
_SEATS = ("membership", "leadership")
_ON_BOTH = "on both sides of commissioning or scrutiny"
_BOTH_SIDES = (
    "A person is on both sides by a role in each of two bodies, of which one commissions or scrutinises the other."
)
_CAUTION = (
    "'Potentially' means that the sources place one person on both sides at a time. It does not mean that a rule was "
    "broken, that nothing was declared, or that anybody acted on it."
)
_QUESTION = "Names that are alike are no evidence that persons are the same: somebody who knows has to be asked."


@dataclass(frozen=True, slots=True)
class _Way:
    """How a person belongs to a body: by one or several lines, the first of which is the person's own."""

    person: str
    lines: tuple[Line, ...]

    @property
    def seat(self) -> str | None:
        """The line in which two ways of one person may be the same seat."""
        return self.lines[0].id if self.lines else None


@dataclass(frozen=True, slots=True)
class _Case:
    """A line with somebody on each of its sides: one person, or two whose names are alike."""

    line: Line
    near: _Way
    far: _Way
    when: Overlap

    @property
    def same_person(self) -> bool:
        """Whether it is one person on both sides, and no question."""
        return self.near.person == self.far.person


@question(
    "assurance",
    "double-sided --as-of 2019-06-01",
    within=WITHIN,
    ways=(
        "who is on both sides",
        "are there conflicts of interest",
        "who on both side [of] [commissioning|scrutiny] [line|relation|relationship|table]",
        "what (conflict|conflicts) of interest [there] [in|within|at|for]",
        "conflict of interest",
        "who (have|face) [potential] conflict of interest",
        "who sit on both side [of] [the] [commissioning|scrutiny] [line|table]",
        "who both commission and provide",
        "who double sided",
    ),
)
def double_sided(asked: Asked, within: Name | None = None) -> Answer:
    """Who is, potentially, on both sides of a line by which one body commissions or scrutinises another.

    A person is on a side by a membership, a role or a post there, or in a board, committee or group of it. Each case is
    given with both roles and the line, and only where all can hold at one time (with --as-of: on that day). A seat in
    a body that belongs to both sides is one role, and is counted apart. Where two persons have similar names, and would
    be such a case if they were one, the answer asks whether they are. Nobody is merged.
    """
    scope = scope_of(asked, within)
    people = asked.store.of_types(asked.ontology.kinds_of("Person"))
    people = [person for person in people if is_single(person)]
    sides = _sides(asked, people)
    lines = [
        line
        for line in asked.store.lines(list(sides), "up", _FAMILIES, asked.view)
        if line.object in sides and line.subject != line.object and scope.touches(line)
    ]
    names = {person.id: shown_name(person) for person in people}
    cases, joint = _cases(asked, lines, sides, names)
    bodies = asked.store.bodies({end for case in cases for end in (case.line.subject, case.line.object)})

    def place(case: _Case) -> tuple[object, ...]:
        names_and_line = names[case.near.person], names[case.far.person], case.line.id
        return (not case.same_person, case.when != "yes", *names_and_line, len(case.near.lines) + len(case.far.lines))

    cases = sorted(cases, key=place)
    rows = tuple(row for case in cases for row in _rows(asked, case, bodies, names))
    parts, caveats = _in_words(asked, cases, bodies, names, scope.body is not None)
    if joint:
        seats, verb = briefly(sorted(joint)), "sits" if len(joint) == 1 else "sit"
        caveats.append(
            f"Left out, as one seat is not two roles: {seats} {verb} in a body that is itself on both sides."
        )
    # A case is as sure as the weakest of its lines.
    surely = [case for case in cases if case.same_person and case.when == "yes"]
    borne_out = any(all(map(firm, _rows(asked, case, bodies, names))) for case in surely)
    verdict: Verdict = "answered" if borne_out else "only-tentative" if rows else "not-stated"
    return Answer(
        parameters=scope.parameters,
        headline=sentences(of_day(asked.view.as_of, scope.named(parts[0])), *parts[1:]),
        verdict=verdict,
        rows=rows,
        caveats=tuple(caveats),
    )


def _in_words(
    asked: Asked, cases: Sequence[_Case], bodies: Mapping[str, Body], names: Mapping[str, str], within: bool
) -> tuple[list[str], list[str]]:
    """Return the parts of the headline and the caveats: what is of one person, and what is only a question."""
    descriptions, questions = dict[str, None](), dict[str, None]()
    for case in cases:
        if case.same_person:
            descriptions[f"{names[case.near.person]}{_maybe(case)}"] = None
        else:
            questions[_question(asked, case, bodies, names)] = None
    if descriptions:
        are = be(len(descriptions))
        are = {"is": "was", "are": "were"}[are] if asked.view.as_of else are
        who = f"{briefly(list(descriptions))} {are} potentially on both sides"
        parts, caveats = [f"{who} of commissioning or scrutiny"], [_CAUTION]
    else:
        number = len(names)
        who = f"any of the {number:,} people" if number > 1 else "the one person" if number else "anybody"
        who = "anybody" if within else who
        was = "was" if asked.view.as_of else "is"
        parts = [f"no source shows that {who} in this data {was} {_ON_BOTH}"]
        caveats = []
    parts += [f"it is to be asked {briefly(list(questions))}"] if questions else []
    caveats += [_QUESTION] if questions else []
    caveats += ["A missing statement is not a denial."] if not descriptions else []
    caveats.append(_BOTH_SIDES)
    return parts, caveats


def _sides(asked: Asked, people: Sequence[Body]) -> dict[str, list[_Way]]:
    """Return the ways in which persons belong to bodies: by seats and posts, and by what a board or committee is of."""
    ways: dict[str, list[_Way]] = defaultdict(list)
    ring = {person.id: [_Way(person.id, ())] for person in people}
    posts, units = asked.ontology.kinds_of("Post"), asked.ontology.kinds_of("OrganisationalUnit")
    persons = asked.ontology.kinds_of("Person")
    seen: set[tuple[str, str, str | None]] = set()
    while ring:
        bodies = asked.store.bodies(ring)
        for id_, reached in ring.items():
            ways[id_] += reached
        # A person and a post go on by their seats; a board or committee by what it is part of; an organisation ends.
        seats = [id_ for id_ in ring if bodies[id_].type in persons | posts]
        parts = [id_ for id_ in ring if bodies[id_].type in units]
        lines = asked.store.lines(seats, "up", _SEATS, asked.view) if seats else []
        lines += asked.store.lines(parts, "up", ["structure"], asked.view) if parts else []
        after: dict[str, list[_Way]] = defaultdict(list)
        for line in lines:
            if line.certainty == "denied" or line.general or line.type == "atLevel":
                continue
            for way in ring[line.subject]:
                longer = _Way(way.person, (*way.lines, line))
                key = (longer.person, line.object, longer.seat)
                if key not in seen and line.object != line.subject:
                    seen.add(key)
                    after[line.object].append(longer)
        ring = dict(after)
    return dict(ways)


def _cases(
    asked: Asked, lines: Sequence[Line], sides: Mapping[str, list[_Way]], names: Mapping[str, str]
) -> tuple[list[_Case], set[str]]:
    """Return the cases, and the names of those whose one seat is on both sides."""
    cases: dict[tuple[object, ...], _Case] = {}
    joint: set[str] = set()
    for line in lines:
        for near, far in _pairs(sides[line.subject], sides[line.object], names):
            together = (*near.lines, line, *far.lines)
            when = overlap(together, asked.view.day)
            when = "possibly" if when and any(step.planned for step in together) else when
            if when is None:
                continue
            if near.person == far.person and near.seat == far.seat:
                joint.add(names[near.person])
                continue
            key = (line.id, near.person, near.seat, far.person, far.seat)
            if key not in cases or len(together) < _length(cases[key]):
                cases[key] = _Case(line, near, far, when)
    single = {case.near.person for case in cases.values() if case.same_person}
    return list(cases.values()), joint - {names[person] for person in single}


def _pairs(near: Sequence[_Way], far: Sequence[_Way], names: Mapping[str, str]) -> Iterator[tuple[_Way, _Way]]:
    """Yield the pairs of ways on two sides of one person, or of two whose names are alike."""
    for way in near:
        for far_way in far:
            if way.person == far_way.person or may_be_one(names[way.person], names[far_way.person]):
                yield way, far_way


def _length(case: _Case) -> int:
    return len(case.near.lines) + len(case.far.lines) + 1


def _rows(asked: Asked, case: _Case, bodies: Mapping[str, Body], names: Mapping[str, str]) -> list[Row]:
    """Return the line, then the lines by which somebody is on its near side, then on its far side."""
    relation = asked.ontology.relations[case.line.type]
    near, far = shown_name(bodies[case.line.subject]), shown_name(bodies[case.line.object])
    parts = (
        ((case.line,), "the line"),
        (case.near.lines, f"on the side of {near}"),
        (case.far.lines, f"on that of {far}"),
    )
    title = f"{_who(case, names)}: {near} {relation.label} {far}{_maybe(case)}"
    return [replace(row, value=side, group=title) for lines, side in parts for row in line_rows(asked, lines)]


def _who(case: _Case, names: Mapping[str, str]) -> str:
    if case.same_person:
        return f"Potential – {names[case.near.person]}"
    return f"Question – are {names[case.near.person]} and {names[case.far.person]} one person?"


def _line(asked: Asked, case: _Case, bodies: Mapping[str, Body]) -> str:
    near, far = shown_name(bodies[case.line.subject]), shown_name(bodies[case.line.object])
    return f"{near} {asked.ontology.relations[case.line.type].label} {far}"


def _maybe(case: _Case) -> str:
    return "" if case.when == "yes" else ", if these held at one time"


def _question(asked: Asked, case: _Case, bodies: Mapping[str, Body], names: Mapping[str, str]) -> str:
    who = f"whether {names[case.near.person]} and {names[case.far.person]} are one person"
    return f"{who} ({_line(asked, case, bodies)}{_maybe(case)})"
