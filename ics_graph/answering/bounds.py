"""What the bounds of a line or a body say beyond its stated dates: not before a day, not after another, and why."""

from __future__ import annotations

from collections.abc import Mapping

from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import a
from ics_graph.dates import in_words
from ics_graph.stores.rows import FIRST_DAY, LAST_DAY, Body, Line


def is_ended_by_list(line: Line, bodies: Mapping[str, Body]) -> bool:
    """Return whether a whole list that lacks a line gives its last possible day: no source does, and no end's life."""
    last = line.end_max
    if last == LAST_DAY or bodies[line.subject].end_max == last or bodies[line.object].end_max == last:
        return False
    return line.until is None or line.until.latest.isoformat() > last


def is_begun_by_list(line: Line, bodies: Mapping[str, Body]) -> bool:
    """Return whether a whole list that lacks a line gives its first possible day."""
    if line.start_min == FIRST_DAY or any(
        bodies[end].start_min == line.start_min for end in (line.subject, line.object)
    ):
        return False
    since = line.since
    return not line.planned and (since is None or since.earliest.isoformat() < line.start_min)


def bounds_in_words(line: Line, bodies: Mapping[str, Body]) -> str | None:
    """Return what whole lists, or the source of a plan, say of when a line held; None where they say nothing."""
    if line.planned:
        return _not_before(line) if line.record.since is None and line.start_min != FIRST_DAY else None
    words = [_not_before(line)] if is_begun_by_list(line, bodies) else []
    words += [f"not after {in_words(line.end_max)}"] if is_ended_by_list(line, bodies) else []
    return f"{' and '.join(words)}: a whole list lacks it" if words else None


def plan_in_words(body: Body) -> str | None:
    """Return before which day a planned body cannot have been there; None where it is not planned, or nothing says."""
    planned = body.planned and body.record.since is None and body.start_min != FIRST_DAY
    return _not_before(body) if planned else None


def type_in_words(asked: Asked, body: Body) -> str | None:
    """Return that no body of a body's type can have been there before a day, where that is what bounds this one."""
    kind = asked.ontology.types[body.type]
    if kind.exists_from is None or body.start_min != kind.exists_from.earliest.isoformat():
        return None
    label = kind.label if kind.singleton else a(kind.label)
    return f"{label} cannot have existed before {in_words(kind.exists_from)} ({kind.exists_from_basis})"


def _not_before(thing: Body | Line) -> str:
    return f"not before {in_words(thing.start_min)}"
