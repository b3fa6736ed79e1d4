"""Cypher that several questions share: which properties make a row, and which lines a view lets in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ics_graph.stores.rows import Direction, View

_DAYS = ("start_min", "start_max", "end_min", "end_max")
# Days leave Neo4j as text, which is how rows keep them, and a good deal faster to unpack than dates.
BODY = (
    "e.id, e.type, e.name, e.certainty, e.planned, {}, e.doc, e.extent, e.unnamed, e.phases, e.codes, e.kinds"
).format(", ".join(f"toString(e.{day})" for day in _DAYS))
LINE = (
    "l.id, startNode(l).id, l.type, l.family, endNode(l).id, l.certainty, l.planned, l.general, {}, l.doc, "
    "l.role, l.capacity, l.on_behalf_of, l.phases"
).format(", ".join(f"toString(l.{day})" for day in (*_DAYS, "plan_from", "plan_to")))


def predicate(line: str, view: View) -> str:
    """Return the condition of ``rows.admits`` on a relationship in Cypher; its values are ``families`` and ``day``.

    The family is asked for, too, because a relationship of the same type that somebody else drew has none.
    """
    conditions = [f"{line}.family IN $families"]
    if not view.denied:
        conditions.append(f"{line}.certainty <> 'denied'")
    if not view.general:
        conditions.append(f"{line}.general = false")
    if not view.uncertain:
        conditions.append(f"{line}.certainty <> 'uncertain'")
    if not view.rules:
        conditions.append(f"{line}.certainty <> 'rule'")
    in_time = f"{line}.planned = false"
    if view.as_of is not None:
        in_time += f" AND {line}.start_min <= $day AND {line}.end_max >= $day"
    if not view.planned:
        conditions.append(in_time)
    elif view.as_of is not None:
        conditions.append(f"(({in_time}) OR ({line}.plan_from <= $day AND {line}.plan_to >= $day))")
    return " AND ".join(conditions)


def values(families: Collection[str], view: View) -> dict[str, list[str] | date]:
    """Return the values of ``predicate``."""
    given: dict[str, list[str] | date] = {"families": sorted(families)}
    return given if view.as_of is None else {**given, "day": view.as_of}


def arrow(name: str, types: str, direction: Direction) -> str:
    """Return a relationship of some types, drawn up (from subject to object) or down."""
    return f"-[{name}:{types}]->" if direction == "up" else f"<-[{name}:{types}]-"
