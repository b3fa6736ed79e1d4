"""What depends on a body that is only planned, or that a source marks with a question mark.

A line to such a body may be stated as firmly as any: it is still no firmer than the body. And a body that sources place
only under such bodies has its place by them alone, though it may be there without.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ics_graph.answering.answer import DEPENDENTS, Row
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lists import listed
from ics_graph.answering.rows import body_row, line_rows, read_sources
from ics_graph.answering.scope import NAMED
from ics_graph.governance import is_line_borne_out
from ics_graph.stores.rows import Body, Line

_PLACING = ("accountability", "reporting", "structure", "membership", "leadership")
_APART = ("document", "participation", "support", "listing")
"""Families of deeds: that a draft was received, or a meeting attended, stands without what it was of."""


def dependents(asked: Asked, open_: Mapping[str, Body], lines: Sequence[Line]) -> list[Row]:
    """Return the lines to or from open bodies that are not open themselves, and the bodies placed by such alone.

    ``open_`` are bodies that are only planned or put with a question mark, ``lines`` those of the answer's scope.
    """
    names = {id_: f"{shown_name(body)}, which {_how(body)}" for id_, body in open_.items()}
    kept = [
        line
        for line in lines
        if is_line_borne_out(line) and line.family not in _APART and {line.subject, line.object} & open_.keys()
    ]
    rows = []
    for line, row in zip(kept, line_rows(asked, kept), strict=True):
        ends = listed([names[end] for end in dict.fromkeys((line.subject, line.object)) if end in open_])
        rows.append(replace(row, value=f"depends on {ends}", group=DEPENDENTS))
    placed = _placed(asked, open_)
    bodies = asked.store.bodies(placed)
    read_sources(asked, bodies.values())
    for id_ in sorted(placed, key=lambda placed_id: (bodies[placed_id].name, placed_id)):
        value = f"depends on {listed([names[root] for root in sorted(placed[id_])])}"
        row = body_row(asked, bodies[id_], "its place") or _uncited(asked, bodies[id_])
        rows.append(replace(row, value=value, group=DEPENDENTS))
    return rows


def _placed(asked: Asked, open_: Collection[str]) -> dict[str, set[str]]:
    """Return the bodies of which every firm way up leads to an open body, or to one that is so placed, and to which.

    A body without a way up is at the top, and stands by itself; a circle that leads nowhere else is left alone.
    """
    falling: dict[str, set[str]] = {id_: {id_} for id_ in open_}
    waiting = set(open_)
    while waiting:
        below = asked.store.lines(waiting, "down", _PLACING, NAMED)
        near = {line.subject for line in below if is_line_borne_out(line)} - falling.keys()
        ways: dict[str, list[Line]] = {id_: [] for id_ in near}
        for line in asked.store.lines(near, "up", _PLACING, NAMED) if near else ():
            if line.certainty == "rule" or (is_line_borne_out(line) and line.subject != line.object):
                ways[line.subject].append(line)
        placed = {
            id_: set().union(*(falling[line.object] for line in up))
            for id_, up in ways.items()
            if all(line.certainty != "rule" and line.object in falling for line in up)
        }
        falling |= placed
        waiting = set(placed)
    return {id_: roots for id_, roots in falling.items() if id_ not in open_}


def _how(body: Body) -> str:
    return "is marked with a question mark" if body.certainty == "uncertain" else "is only planned"


def _uncited(asked: Asked, body: Body) -> Row:
    return Row(
        id=body.id,
        name=shown_name(body),
        type=asked.type_of(body),
        kind=asked.kind_of(body),
        relation="its place",
        of=body.id,
        of_name=shown_name(body),
        depth=0,
        certainty=body.certainty,
    )
