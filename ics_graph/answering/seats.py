"""Which lines put somebody in the chair: the predicates of ``ics_graph.governance``, asked of the lines of a store."""

from __future__ import annotations

from ics_graph import governance
from ics_graph.answering.answer import Row
from ics_graph.stores.rows import Line


def presides(line: Line) -> bool:
    """Return whether a line says who chairs its object, alone or with others."""
    return governance.is_in_the_chair(line.type, line.family, line.capacity, line.role)


def presides_with_others(line: Line) -> bool:
    """Return whether a source calls who chairs a co-chair or a joint chair."""
    return governance.chairs_with_others(line.capacity, line.role)


def is_seat_of_the_chair(row: Row) -> bool:
    """Return whether the row of a member says that he or she chairs, chairs with others, or stands in for the chair."""
    return (
        row.capacity in (governance.CHAIR, governance.CO_CHAIR)
        or governance.says_chair(row.role)
        or governance.stands_in_for_the_chair(row.capacity, row.role)
    )
