"""What a page carries: the bodies and lines that it can tell of and walk, which are more than it draws.

Carried are the bodies drawn and everything above them, so that a walk upward from any of them is as complete in the
page as in the store; in a small store also all that belongs to the system, so that two days can be compared. Of a
large store no more is carried than a browser bears, and the page knows from which bodies a walk would go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ics_graph.answering.asked import Asked
from ics_graph.answering.scope import scope_of
from ics_graph.dates import MAX_DATE, MIN_DATE, Span, validity
from ics_graph.explorer.further import further_lines
from ics_graph.explorer.selection import LISTED, Selection
from ics_graph.model import Event, PhaseSpell
from ics_graph.stores.rows import EVERYTHING, FIRST_DAY, LAST_DAY, Body, Line, ends
from ics_graph.validity import phase_on

_UP = 200
"""How many lines upward of one body the page of a large store carries."""

_MORE = 150
"""How many bodies beyond those drawn are gone through on the way up before the page of a large store says so."""


@dataclass(frozen=True, slots=True)
class Payload:
    """The bodies told in full, every line that leads up from one or touches a drawn one, and the events.

    A line by law down to a body that is not among them is left out, and ``elsewhere`` counts these by the body above.

    ``far`` are the other ends of these lines, of which no more than the name is told. ``scope`` are the bodies among
    which two days are compared, or None where the store is too large to carry all that belongs to the system.
    ``beyond`` are the bodies that may have lines upward which are not carried. ``further`` are, for a drawn body, its
    lines to bodies that are not drawn at first and can be opened in place.
    """

    bodies: dict[str, Body]
    lines: dict[str, Line]
    far: dict[str, Body]
    events: list[Event]
    scope: frozenset[str] | None
    beyond: frozenset[str] = frozenset()
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    further: Mapping[str, list[Line]] = field(default_factory=dict)


def payload_of(asked: Asked, shown: Selection) -> Payload:
    """Return what the page of a drawing carries."""
    store, families = asked.store, list(asked.ontology.families)
    ids = set(shown.bodies)
    small = shown.total <= LISTED and not shown.near
    scope = scope_of(asked, shown.system.id, over_time=True).ids if small else None
    ids |= (scope or set()) | (_sharing_codes(asked, scope) if scope else set())
    further = further_lines(asked, shown)
    opened = [line for own in further.values() for line in own]
    ids |= ends(opened)
    lines = {line.id: line for line in (*shown.lines, *opened)}
    below: list[Line] = []
    if small:
        below = store.lines(ids, "down", families, EVERYTHING)
        # By law every body of a kind has the same line to NHS England: those of bodies elsewhere would make the page
        # half as large again.
        lines.update({line.id: line for line in below if line.certainty != "rule" or line.subject in ids})
        above, beyond = _above(asked, ids, None)
    else:
        lines.update({line.id: line for line in store.lines([shown.system.id], "down", families, EVERYTHING, most=_UP)})
        above, beyond = _above(asked, ids, len(ids) + _MORE)
    lines.update({line.id: line for line in above})
    ids |= {line.object for line in above} - beyond
    bodies = store.bodies(ids)
    events = sorted(store.events(ids), key=lambda event: event.id)
    others = ends(lines.values()) | {part.entity for event in events for part in event.participants}
    far = store.bodies(others - bodies.keys())
    return Payload(
        bodies,
        dict(sorted(lines.items())),
        far,
        events,
        frozenset(scope) if scope is not None else None,
        frozenset(beyond),
        Counter(line.object for line in below if line.id not in lines),
        further,
    )


def _sharing_codes(asked: Asked, scope: Collection[str]) -> set[str]:
    """Return the bodies that have, or had, a code of one in the scope: it may have passed from one to the other."""
    bodies = [body for body in asked.store.of_types(asked.ontology.types) if body.codes]
    codes = {body.id: {(code.scheme, code.value) for code in body.identifiers} for body in bodies}
    own = set().union(*(held for id_, held in codes.items() if id_ in scope))
    return {id_ for id_, held in codes.items() if held & own}


def _above(asked: Asked, ids: Collection[str], most: int | None) -> tuple[list[Line], set[str]]:
    """Return the lines on all ways up from bodies, and from which bodies reached they may go on.

    Where ``most`` is given, no further ring is gone through once so many bodies have been, and of a body with
    thousands of lines upward only the first are read.
    """
    store, families = asked.store, list(asked.ontology.families)
    lines: list[Line] = []
    beyond: set[str] = set()
    passed, frontier = set(ids), set(ids)
    while frontier:
        if most is not None and len(passed) > most:
            return lines, beyond | frontier
        ring = store.lines(frontier, "up", families, EVERYTHING, most=_UP if most is not None else None)
        lines += ring
        if most is not None:
            beyond |= {id_ for id_, n in Counter(line.subject for line in ring).items() if n >= _UP}
        frontier = {line.object for line in ring} - passed
        passed |= frontier
    return lines, beyond


def bounds(thing: Body | Line) -> list[str]:
    """Return the four days between which a thing begins and ends, as rows write them."""
    return [thing.start_min, thing.start_max, thing.end_min, thing.end_max]


def phases(spells: Collection[PhaseSpell]) -> dict[str, Any]:
    """Return the phase ``at`` any date, and the ``steps``: from which day on which phase is in force.

    They are read off ``phase_on`` at every day on which its answer can change, so that the page needs no rule of its
    own.
    """
    spells = tuple(spells)
    days: set[date] = {MIN_DATE}
    for spell in spells:
        held = validity(spell.since, spell.until)
        days |= {held.start_min, held.start_max}
        days |= {end + timedelta(days=1) for end in (held.end_min, held.end_max) if MIN_DATE < end < MAX_DATE}
    steps: list[list[str]] = []
    for day in sorted(days - {MAX_DATE}):
        phase = phase_on(spells, day)
        if not steps or steps[-1][1] != phase:
            steps.append([day.isoformat(), phase])
    return {"at": phase_on(spells, None), "steps": steps}


def turning_days(shown: Selection) -> list[str]:
    """Return the days on which something drawn begins, ends, or may, in their order: what is gone is so a day later."""
    days: set[str] = set()
    things: list[Body | Line] = [*shown.bodies.values(), *shown.lines]
    for thing in things:
        days |= {thing.start_min, thing.start_max, _after(thing.end_min), _after(thing.end_max)}
        if isinstance(thing, Line) and thing.plan_from is not None:
            days |= {thing.plan_from, _after(str(thing.plan_to))}
        for day, _ in phases(thing.record.phases)["steps"]:
            days.add(day)
    return sorted(days - {FIRST_DAY, LAST_DAY, ""})


def _after(day: str) -> str:
    return "" if day in (FIRST_DAY, LAST_DAY) else (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def event_days(event: Event) -> list[str] | None:
    """Return the first and the last day on which an event may have been; None where either is open."""
    if event.date:
        span = Span.of(event.date)
        return [span.first.isoformat(), span.last.isoformat()]
    if event.not_before and event.not_after:
        return [event.not_before.earliest.isoformat(), event.not_after.latest.isoformat()]
    return None
