"""What hangs on the bodies of a neighbourhood and is not drawn at first: a page carries some, to open in place."""

from __future__ import annotations

from collections.abc import Mapping

from ics_graph.answering.asked import Asked
from ics_graph.explorer.selection import LAID_OVER, WALKED, Selection, at_any_date
from ics_graph.stores.rows import Direction, Line

OPENED = 40
"""How many further neighbours of one body open in place: more are no picture."""

_CARRIED = 400
"""How many of them a page carries in all, those of the bodies with the fewest first."""

_FAMILIES = (*WALKED, *LAID_OVER)
_BOTH: tuple[Direction, Direction] = ("up", "down")


def further_lines(asked: Asked, shown: Selection) -> dict[str, list[Line]]:
    """Return, for each drawn body with neighbours that are not drawn, its lines to as many of them as can be opened.

    Families and directions take turns, so that the members of a large body leave room for what it answers to.
    """
    room = _CARRIED
    lines: dict[str, list[Line]] = {}
    for id_, _ in sorted(shown.hanging.items(), key=lambda item: (item[1], item[0])):
        own = _lines_of(asked, shown, id_, min(OPENED, room))
        if own:
            lines[id_] = own
            room -= len({_far(line, id_) for line in own})
        if room <= 0:
            break
    return lines


def _lines_of(asked: Asked, shown: Selection, id_: str, most: int) -> list[Line]:
    store, view = asked.store, at_any_date(asked).view
    # Some of what is read is drawn already.
    reads = most + len(shown.bodies)
    by_family = [
        [
            line
            for line in store.lines([id_], way, [family], view, most=reads)
            if line.subject != line.object and _far(line, id_) not in shown.bodies
        ]
        for family in _FAMILIES
        for way in _BOTH
    ]
    ends: dict[str, None] = {}
    for n in range(max(map(len, by_family), default=0)):
        for lines in by_family:
            if n < len(lines) and len(ends) < most:
                ends[_far(lines[n], id_)] = None
    own = {line.id: line for lines in by_family for line in lines if _far(line, id_) in ends}
    return [own[key] for key in sorted(own)]


def _far(line: Line, near: str) -> str:
    return line.object if line.subject == near else line.subject


def still_hanging(asked: Asked, further: Mapping[str, list[Line]]) -> dict[str, int]:
    """Return how many neighbours each body that can be opened has beyond the one from which it is."""
    ids = sorted({_far(line, id_) for id_, lines in further.items() for line in lines})
    degrees = asked.store.degrees(ids, _FAMILIES, at_any_date(asked).view)
    return {id_: degrees[id_] - 1 for id_ in ids if degrees[id_] > 1}
