"""What bodies have in common: shared members, overlapping memberships and areas, and who is not named on a body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations

from ics_graph.questions.answer import Answer, Row, Verdict, counted, listed, verdict_of
from ics_graph.questions.gathering import Asked, shown_name
from ics_graph.questions.lookup import Name, body_named, type_named
from ics_graph.questions.records import line_rows
from ics_graph.questions.registry import question
from ics_graph.questions.scope import NAMED, Scope
from ics_graph.questions.wording import named, places_cited, sentence
from ics_graph.stores.rows import Body, Line

_TYPE = "a type of the ontology, such as IntegratedCarePartnership"
_TIES = ("membership", "coverage")


@dataclass(slots=True)
class _Ties:
    """Which others are tied to which of some bodies: members of them, or areas that they cover."""

    rows: dict[str, Row]
    bodies: dict[str, Body]
    of: dict[str, dict[str, list[str]]]
    """Other → body → the ids of the lines between them."""

    def kinds(self) -> dict[str, list[str]]:
        """Return the others by their type."""
        by_type: dict[str, list[str]] = defaultdict(list)
        for other in self.of:
            by_type[self.bodies[other].type].append(other)
        return by_type


def _ties(asked: Asked, ids: Collection[str]) -> _Ties:
    """Return the ties of bodies: a member is the subject of its line, an area that is covered the object."""
    lines: dict[str, tuple[str, str, Line]] = {}
    for line in asked.store.lines(ids, "down", ["membership"], asked.view):
        lines[line.id] = (line.object, line.subject, line)
    for line in asked.store.lines(ids, "up", ["coverage"], asked.view):
        lines[line.id] = (line.subject, line.object, line)
    of: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for body, other, line in lines.values():
        if body != other and line.certainty != "denied" and not line.general:
            of[other][body].append(line.id)
    rows = {row.line: row for row in line_rows(asked, [line for _, _, line in lines.values()]) if row.line}
    return _Ties(rows, asked.store.bodies({*of, *ids}), of)


@question(
    "membership",
    'shared-members "Central Integrated Care Partnership" "South Integrated Care Partnership"',
    first="a board, partnership or other body",
    second="another",
)
def shared_members(asked: Asked, first: Name, second: Name) -> Answer:
    """Who is a member of both of two bodies, and which areas both cover, each with its two lines."""
    one, two = body_named(asked.store, first), body_named(asked.store, second)
    if one.id == two.id:
        raise ValueError(f"both are the same body, {one.name}")
    ties = _ties(asked, [one.id, two.id])
    both = [other for other, bodies in ties.of.items() if len(bodies) == 2]
    rows = tuple(ties.rows[id_] for other in sorted(both) for ids in ties.of[other].values() for id_ in ids)
    names = f"{shown_name(one)} and {shown_name(two)}"
    if rows:
        shared = listed([shown_name(ties.bodies[other]) for other in sorted(both)])
        text = f"{names} share {shared} ({places_cited(rows)})"
    else:
        each = [sum(body.id in bodies for bodies in ties.of.values()) for body in (one, two)]
        counts = f"the sources name {counted(each[0], 'member')} or areas of the first and {each[1]} of the second"
        text = f"no source names a member or area that {names} share; {counts}"
    parameters = {"first": one.id, "second": two.id}
    verdict = verdict_of(rows, stated_none=False)
    return Answer("shared-members", parameters, sentence(text), verdict, asked.view.as_of, rows, (), _silence(rows))


@question("membership", "overlaps IntegratedCarePartnership", type=_TYPE, within="only those of this system or body")
def overlaps(asked: Asked, type: str, within: Name | None = None) -> Answer:
    """Which bodies of one type share members or areas with one another, pair by pair."""
    several = _of_type(asked, type, within)
    ties = _ties(asked, several)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for other, bodies in ties.of.items():
        for pair in combinations(sorted(bodies), 2):
            shared[pair].append(other)
    ids = [i for pair, others in sorted(shared.items()) for o in sorted(others) for b in pair for i in ties.of[o][b]]
    rows = tuple(ties.rows[id_] for id_ in dict.fromkeys(ids))
    told = [
        f"{several[a].name} and {several[b].name} share {listed([shown_name(ties.bodies[o]) for o in sorted(others)])}"
        for (a, b), others in sorted(shared.items())
    ]
    text = "; ".join(told) or f"no source names a member or area that two of {len(several)} share"
    return _compared(asked, "overlaps", type, within, f"{text}; {_counts(asked, ties)}", rows)


@question("structure", "spans IntegratedCarePartnership", type=_TYPE, within="only those of this system or body")
def spans(asked: Asked, type: str, within: Name | None = None) -> Answer:
    """What belongs to, or is covered by, several bodies of one type: a trust in two partnerships, an area in two."""
    several = _of_type(asked, type, within)
    ties = _ties(asked, several)
    spanning = {other: bodies for other, bodies in ties.of.items() if len(bodies) > 1}
    rows = tuple(ties.rows[i] for other in sorted(spanning) for ids in spanning[other].values() for i in ids)
    told = [
        f"{shown_name(ties.bodies[other])} is in {len(bodies)} ({listed([several[b].name for b in sorted(bodies)])})"
        for other, bodies in sorted(spanning.items())
    ]
    text = "; ".join(told) or f"no source puts anything in two of the {len(several)}"
    return _compared(asked, "spans", type, within, f"{text}; {_counts(asked, ties)}", rows)


@question(
    "membership",
    'not-represented "Partnership Board (North East and North Cumbria)" --among "North East and North Cumbria ICS"',
    body="the board, committee or partnership",
    among="whose members and parts are looked through (default: what the body is a part or member of)",
    type="keep bodies of one type of the ontology",
)
def not_represented(asked: Asked, body: Name, among: Name | None = None, type: str | None = None) -> Answer:
    """Which bodies of a system no source names as a member of a body, nor as represented on it.

    That no source names them does not say that they are not members, unless a source gives the whole list.
    """
    found = body_named(asked.store, body)
    type = type_named(asked.ontology, type) if type else None
    wholes = [body_named(asked.store, among)] if among else _wholes(asked, found)
    if not wholes:
        raise ValueError(f"no source says what {found.name} is part of; name the system with --among")
    hops = [h for whole in wholes for h in asked.store.closure(whole.id, "down", ("structure", "membership"), NAMED)]
    kinds = asked.ontology.kinds_of(type or "Organisation")
    named_on = {line.subject for line in asked.store.lines([found.id], "down", ["membership"], asked.view)}
    open_ = {line.subject for line in asked.store.lines([found.id], "down", ["membership"], NAMED)} - named_on
    bodies = asked.store.bodies({hop.line.subject for hop in hops} - named_on - open_ - {found.id})
    lacking = sorted((b for b in bodies.values() if b.type in kinds and b.record.extent == "one"), key=lambda b: b.name)
    whole = [one for one in asked.store.complete([found.id]) if one.family == "membership"]
    rows = tuple(
        Row(b.id, b.name, b.type, asked.kind(b.type), "is not named as a member of", of=found.id, of_name=found.name)
        for b in lacking
    )
    system = listed([shown_name(one) for one in wholes])
    if lacking:
        text = f"of {system}, no source names these on {shown_name(found)}: {listed([b.name for b in lacking], 20)}"
    else:
        text = f"every body of {system} that the sources list is named on {shown_name(found)}, or none is listed"
    verdict: Verdict = "answered" if whole and lacking else "not-stated"
    said = ["A source gives the whole list of members."] if whole else list(_silence(rows))
    if open_:
        unsure = [shown_name(body) for body in asked.store.bodies(open_).values()]
        said.append(f"Named as planned, at other times, with a question mark or denied: {listed(unsure)}.")
    if not named_on:
        said.insert(0, f"No source names any member of {shown_name(found)}.")
    parameters = {"body": found.id, "among": ",".join(one.id for one in wholes), **({"type": type} if type else {})}
    return Answer("not-represented", parameters, sentence(text), verdict, asked.view.as_of, rows, (), tuple(said))


def _wholes(asked: Asked, body: Body) -> list[Body]:
    hops = asked.store.closure(body.id, "up", ("structure",), NAMED)
    systems = asked.ontology.kinds_of("Collaboration") | asked.ontology.kinds_of("Organisation")
    above = asked.store.bodies({hop.line.object for hop in hops}) or {body.id: body}
    found = [one for one in above.values() if one.type in systems]
    return sorted(found, key=lambda one: one.id)


def _of_type(asked: Asked, type_: str, within: Name | None) -> dict[str, Body]:
    scope = Scope(asked, within)
    bodies = asked.store.of_types(asked.ontology.kinds_of(type_named(asked.ontology, type_)))
    return {body.id: body for body in bodies if scope.has(body.id) and body.record.extent != "any"}


def _counts(asked: Asked, ties: _Ties) -> str:
    """Return how many of each kind are in how many of the bodies, so that "none in two" is seen to be looked at."""
    told = []
    for kind, others in sorted(ties.kinds().items()):
        twice = sum(len(ties.of[other]) > 1 for other in others)
        label = counted(len(others), asked.kind(kind))
        told.append(f"of {label} named, {twice if twice else 'none'} in more than one")
    return "; ".join(told) or "the sources name no members or areas of them"


def _compared(
    asked: Asked, question_: str, type_: str, within: Name | None, text: str, rows: tuple[Row, ...]
) -> Answer:
    parameters = {"type": type_, **({"within": body_named(asked.store, within).id} if within else {})}
    unsure = [row for row in rows if row.certainty not in ("stated", "reported")]
    said = [f"Not stated in so many words: {listed(named(unsure))}."] if unsure else []
    if any(cited.basis == "layout" for row in rows for cited in row.sources):
        said.append("Some lines are read from the layout of a slide.")
    verdict = verdict_of(rows, stated_none=False)
    said += _silence(rows)
    return Answer(question_, parameters, sentence(text), verdict, asked.view.as_of, rows, (), tuple(said))


def _silence(rows: Collection[Row]) -> tuple[str, ...]:
    return () if rows else ("That no source says it does not mean that it is not so.",)
