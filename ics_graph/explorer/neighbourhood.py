"""What is drawn about one body that is no system: what is linked to it, and what is linked to that.

A body with many neighbours is drawn but not passed through, and is never read whole, so that a picture costs what it
shows and not what the graph holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest

from ics_graph.answering.asked import Asked
from ics_graph.answering.lookup import UnknownName
from ics_graph.explorer.selection import LAID_OVER, WALKED, Selection, why_not
from ics_graph.stores.rows import EVERYTHING, Body, Direction, Line, admits

AROUND = 120
"""How many bodies are drawn about one body, where nobody says otherwise: as many as one screen can show legibly."""

HUB = 100
"""A body with more neighbours than this is not passed through: what hangs on it is counted instead."""

_FAMILIES = (*WALKED, *LAID_OVER)
_BOTH: tuple[Direction, Direction] = ("up", "down")


def neighbourhood(asked: Asked, body_id: str, most: int = AROUND, depth: int = 2) -> Selection:
    """Return a body with what the view links to it by one line, and by up to ``depth`` while there is room.

    There is room for ``most`` bodies.

    ``total`` is how many are within the lines that were followed, and ``hanging`` how many further neighbours each
    drawn body has. Of a body with more neighbours than there is room for, each family shows some, and the order of
    ids and dates decides which: the same store always gives the same picture. Raises UnknownName.
    """
    store, view = asked.store, asked.view
    centre = store.bodies([body_id]).get(body_id)
    if centre is None:
        raise UnknownName(body_id, [])
    near, total = _near(asked, centre, most)
    ids, ring = [centre.id, *near], near
    for _ in range(depth - 1):
        if not ring or total >= most:
            break
        ring, beyond = _further(asked, ids, ring, most)
        total += beyond
        ids += ring
    bodies = store.bodies(ids)
    between = _no_loops(store.lines(ids, "up", _FAMILIES, EVERYTHING, far=ids))
    shown = tuple(line for line in between if admits(line, view))
    return Selection(
        centre,
        {id_: bodies[id_] for id_ in ids},
        shown,
        total,
        lines_left_out=Counter(why_not(line) for line in _left_out(asked, centre, between, total < most)),
        hanging=_hanging(asked, ids, shown),
        near=True,
    )


def _near(asked: Asked, centre: Body, most: int) -> tuple[list[str], int]:
    """Return the neighbours that there is room for, and how many bodies there are with the centre itself."""
    store, view = asked.store, asked.view
    total = 1 + store.degrees([centre.id], _FAMILIES, view)[centre.id]
    room = most if total > most else None
    # Family by family, because the members of a large body would else be all that there is room for.
    by_family = [
        [_far(line, centre.id) for line in _no_loops(store.lines([centre.id], way, [family], view, most=room))]
        for family in _FAMILIES
        for way in _BOTH
    ]
    in_turn = chain.from_iterable(zip_longest(*by_family)) if room else chain.from_iterable(by_family)
    return list(dict.fromkeys(id_ for id_ in in_turn if id_ is not None))[: most - 1], total


def _further(asked: Asked, drawn: Sequence[str], ring: Sequence[str], most: int) -> tuple[list[str], int]:
    """Return the bodies a line beyond a ring that there is room for, and how many there are.

    Those with most lines to the ring come first. No line is followed out of a hub.
    """
    degrees = asked.store.degrees(ring, _FAMILIES, asked.view)
    passed = [id_ for id_ in ring if degrees[id_] <= HUB]
    links: Counter[str] = Counter()
    for way in _BOTH:
        for line in asked.store.lines(passed, way, _FAMILIES, asked.view):
            links[line.object if way == "up" else line.subject] += 1
    for id_ in drawn:
        del links[id_]
    ordered = sorted(links, key=lambda id_: (-links[id_], id_))
    return ordered[: most - len(drawn)], len(links)


def _left_out(asked: Asked, centre: Body, between: Iterable[Line], few: bool) -> list[Line]:
    """Return the lines that the view keeps out: those between drawn bodies, and, if it has few, all of the centre."""
    lines = {line.id: line for line in between}
    if few:
        for way in _BOTH:
            some = asked.store.lines([centre.id], way, _FAMILIES, EVERYTHING, most=HUB)
            lines |= {line.id: line for line in _no_loops(some)}
    return [line for line in lines.values() if not admits(line, asked.view)]


def _hanging(asked: Asked, ids: Sequence[str], shown: Iterable[Line]) -> dict[str, int]:
    """Return how many neighbours that are not drawn each drawn body has, where it has any."""
    beside: dict[str, set[str]] = {id_: set() for id_ in ids}
    for line in shown:
        beside[line.subject].add(line.object)
        beside[line.object].add(line.subject)
    degrees = asked.store.degrees(ids, _FAMILIES, asked.view)
    return {id_: more for id_ in ids if (more := degrees[id_] - len(beside[id_])) > 0}


def _no_loops(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.subject != line.object]


def _far(line: Line, near: str) -> str:
    return line.object if line.subject == near else line.subject
