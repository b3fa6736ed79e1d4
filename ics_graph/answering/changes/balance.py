"""Whether the bodies of each type add up between two days: opening + opened − closed ± from other types = closing.

The sum is made of dates, and held against the events: where an event takes a body away or makes one, and its dates
do not, that is said and not smoothed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ics_graph.answering.answer import Row
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lists import listed
from ics_graph.dates import Validity, in_words
from ics_graph.governance import is_borne_out, is_single
from ics_graph.model import Event
from ics_graph.stores.rows import Body
from ics_graph.validity import only_planned

GROUP = "Balance, by type of body"
_ENDING, _MAKING = ("merger", "split", "abolition"), ("merger", "split", "establishment")
"""The kinds of events in which a body that goes in whole ends, and one that comes out whole begins."""


@dataclass(slots=True)
class _Type:
    """The bodies of one type that were there on the first day or on the last, came in between, or went."""

    opening: int = 0
    closing: int = 0
    opened: list[Body] = field(default_factory=list)
    may_have_opened: list[Body] = field(default_factory=list)
    closed: list[Body] = field(default_factory=list)
    may_have_closed: list[Body] = field(default_factory=list)
    came: dict[str, list[Body]] = field(default_factory=lambda: defaultdict(list))
    """Opened out of bodies of another type, by that type."""
    went: dict[str, list[Body]] = field(default_factory=lambda: defaultdict(list))
    """Closed into bodies of another type, by that type."""
    faults: list[str] = field(default_factory=list)
    by_event: tuple[int, int] = (0, 0)
    """How many of those that opened came out of an event on record, and of those that closed went into one."""
    turned: tuple[int, int] = (0, 0)
    """How many of those that opened, and of those that closed, are bodies that went on and changed their type."""

    def moves(self) -> bool:
        """Return whether there is anything to balance."""
        return bool(self.opened or self.closed or self.may_have_opened or self.may_have_closed or self.faults)

    def terms(self) -> list[tuple[int, str]]:
        """Return the signed terms between the opening and the closing number, each in words."""
        came, went = sum(map(len, self.came.values())), sum(map(len, self.went.values()))
        signed = [
            (len(self.opened) - came, "established"),
            *((len(bodies), f"from another type: {kind}") for kind, bodies in sorted(self.came.items())),
            (len(self.may_have_opened), "that may have been established"),
            (-(len(self.closed) - went), "abolished"),
            *((-len(bodies), f"into another type: {kind}") for kind, bodies in sorted(self.went.items())),
            (-len(self.may_have_closed), "that may have been abolished"),
        ]
        return [(number, words) for number, words in signed if number]


@dataclass(slots=True)
class _Turns:
    """Of which types the bodies that changed theirs were before and after each, by body and type."""

    before: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    after: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def parts(self, body: Body) -> list[Body]:
        """Return a body once for each time that it was of one type, with the bounds of that time."""
        times = [
            (kind.type, part)
            for kind in body.dated_kinds
            for part in [_within(body, kind.type, kind.when)]
            if part.start_min <= part.end_max
        ]
        for (before, _), (after, _) in pairwise(times):
            self.after[body.id, before].add(after)
            self.before[body.id, after].add(before)
        return [part for _, part in times] if body.kinds else [body]


def _within(body: Body, type_: str, when: Validity) -> Body:
    """Return a body as it was of a type: with the bounds of that time, cut by those of its life."""
    return body._replace(
        type=type_,
        start_min=max(body.start_min, when.start_min.isoformat()),
        start_max=max(body.start_max, when.start_max.isoformat()),
        end_min=min(body.end_min, when.end_min.isoformat()),
        end_max=min(body.end_max, when.end_max.isoformat()),
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    """Which bodies went whole into an event, and which came whole out of it."""

    kind: str
    went: set[str]
    came: set[str]


def balanced(
    asked: Asked, bodies: Sequence[Body], events: Sequence[Event], first: str, last: str, always: Collection[str] = ()
) -> tuple[list[Row], list[str]]:
    """Return a row for each type whose bodies came or went between two days (or is in ``always``), and caveats.

    ``events`` are those between the days. Counted are single bodies that were or may have been there; a body that
    opened and closed between the days is in both terms. Planned events move nobody. A body that changed its type is
    counted in each type for the time in which it was or may have been of it.
    """
    counted = [body for body in bodies if _counts(body)]
    types: dict[str, _Type] = defaultdict(_Type)
    turns = _Turns()
    for body in counted:
        parts = turns.parts(body)
        for name in dict.fromkeys(part.type for part in parts):
            _place(types[name], [part for part in parts if part.type == name], first, last)
    sides = _sides(events)
    by_id = {body.id: body for body in counted}
    others = asked.store.bodies({end for side in sides.values() for end in (*side.went, *side.came)} - set(by_id))
    _between_types(asked, types, sides, {**others, **by_id}, turns)
    _against_events(types, sides, by_id, first, last)
    names = {name: kind.label for name, kind in asked.ontology.types.items()}
    shown = sorted((name for name, tally in types.items() if tally.moves() or name in always), key=names.__getitem__)
    rows = [_row(asked, name, types[name], first, last) for name in shown]
    apart = [
        body
        for body in bodies
        if body.type in shown and not _counts(body) and (body.on(first) != "no" or body.on(last) != "no")
    ]
    passed = sum(len(bodies) for name in shown for bodies in types[name].went.values())
    of_all = sum(len(types[name].closed) for name in shown)
    return rows, [*_into_other_types(passed, of_all), *_left_out(apart)]


def _into_other_types(number: int, of: int) -> list[str]:
    """Return a note on the bodies that ended and passed into bodies of another type; none where none did."""
    if not number:
        return []
    of_them = f"{number:,} of the {of:,}" if number < of else f"All {of:,}" if of > 1 else "The 1"
    bodies = "body" if of == 1 else "bodies"
    return [f"{of_them} {bodies} that ended passed into a body of another type, as the balance shows."]


def _left_out(bodies: Sequence[Body]) -> list[str]:
    """Return a note on the bodies that the counts leave out: groups, and what a source doubts; none for none."""
    groups = sorted(shown_name(body) for body in bodies if not is_single(body))
    doubted = sorted(body.name for body in bodies if is_single(body))
    parts = [f"entries that stand for several bodies, such as '{groups[0]}'"] if groups else []
    parts += [f"bodies that a source doubts, such as '{doubted[0]}'"] if doubted else []
    return [f"The counts leave out {listed(parts)}."] if parts else []


def _counts(body: Body) -> bool:
    return is_single(body) and is_borne_out(body)


def _place(tally: _Type, times: Sequence[Body], first: str, last: str) -> None:
    """Count one body, with all times in which it was of the type: it is there once, however often it was of it."""
    there, later = (any(body.on(day) != "no" for body in times) for day in (first, last))
    tally.opening += there
    tally.closing += later
    between = [body for body in times if first < body.start_min and body.end_max < last and not (there or later)]
    came = [body for body in times if body.on(last) != "no"][:1] if later and not there else between
    went = [body for body in times if body.on(first) != "no"][:1] if there and not later else between
    for body in came:
        (tally.opened if body.start_max <= last else tally.may_have_opened).append(body)
    for body in went:
        (tally.closed if body.end_min >= first else tally.may_have_closed).append(body)


def _sides(events: Iterable[Event]) -> dict[str, _Sides]:
    """Return which bodies went whole into each event, and which came whole out of it; not those that are on both."""
    by_event = {}
    for event in events:
        if only_planned(event):
            continue
        went = {part.entity for part in event.participants if part.side == "original" and part.part == "whole"}
        came = {part.entity for part in event.participants if part.side == "resulting" and part.part == "whole"}
        by_event[event.id] = _Sides(event.kind, went - came, came - went)
    return by_event


def _between_types(
    asked: Asked, types: dict[str, _Type], sides: Mapping[str, _Sides], bodies: Mapping[str, Body], turns: _Turns
) -> None:
    """Find which bodies opened out of, or closed into, bodies of other types alone, and which changed their own."""
    before: dict[str, set[str]] = defaultdict(set)
    after: dict[str, set[str]] = defaultdict(set)
    for event in sides.values():
        for id_ in event.came:
            before[id_] |= {bodies[other].type for other in event.went if other in bodies}
        for id_ in event.went:
            after[id_] |= {bodies[other].type for other in event.came if other in bodies}
    for name, kind in types.items():
        for moved, ends, turned, into in (
            (kind.opened, before, turns.before, kind.came),
            (kind.closed, after, turns.after, kind.went),
        ):
            for body in moved:
                others = turned.get((body.id, name)) or ends.get(body.id, set())
                if others and name not in others:
                    into[listed(sorted(asked.ontology.types[other].label for other in others))].append(body)
        opened = [body.id for body in kind.opened if (body.id, name) not in turns.before]
        closed = [body.id for body in kind.closed if (body.id, name) not in turns.after]
        kind.by_event = sum(id_ in before for id_ in opened), sum(id_ in after for id_ in closed)
        kind.turned = len(kind.opened) - len(opened), len(kind.closed) - len(closed)


def _against_events(
    types: dict[str, _Type],
    sides: Mapping[str, _Sides],
    bodies: Mapping[str, Body],
    first: str,
    last: str,
) -> None:
    """Find the bodies that an event takes away though their dates leave them there, or makes though they have none."""
    for id_ in sorted({body_id for x in sides.values() if x.kind in _ENDING for body_id in x.went} & set(bodies)):
        if bodies[id_].on(last) != "no":
            types[bodies[id_].type].faults.append(
                f"{bodies[id_].name} ended in an event, and by its dates it existed on {in_words(last)}, or may have"
            )
    for id_ in sorted({body_id for x in sides.values() if x.kind in _MAKING for body_id in x.came} & set(bodies)):
        if bodies[id_].on(first) == bodies[id_].on(last) == "no" and bodies[id_].start_min > last:
            began = in_words(bodies[id_].start_min)
            types[bodies[id_].type].faults.append(
                f"{bodies[id_].name} began in an event, and by its dates it began only on {began}"
            )


def _row(asked: Asked, name: str, tally: _Type, first: str, last: str) -> Row:
    terms = tally.terms()
    terms_in_words = "".join(f" {'+' if number > 0 else '−'} {abs(number):,} {words}" for number, words in terms)
    value = f"{tally.opening:,} on {in_words(first)}{terms_in_words} = {tally.closing:,} on {in_words(last)}"
    left = tally.closing - tally.opening - sum(number for number, _ in terms)
    faults = [*([f"the sum is out by {left:+,}"] if left else []), *tally.faults]
    value = f"{value}; does not balance with the events: {'; '.join(faults)}" if faults else value
    held = [
        f"{by:,} of {number:,} were {words} by an event on record"
        for by, number, words in (
            (tally.by_event[0], len(tally.opened) - tally.turned[0], "established"),
            (tally.by_event[1], len(tally.closed) - tally.turned[1], "abolished"),
        )
        if number
    ]
    label = asked.ontology.types[name].label
    note = "; ".join(held) or None
    return Row(
        id=name,
        name=label,
        type=name,
        kind=asked.kind(name),
        relation="balance",
        depth=0,
        value=value,
        note=note,
        group=GROUP,
    )
