"""Popolo JSON: for open-government tools."""

from __future__ import annotations

import json
from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter


@exporter("popolo -o people.json")
def popolo(chosen: ExportInput, to: IO[bytes]) -> None:
    """Popolo JSON: persons, organizations, posts, memberships, areas and events, for open-government tools.

    Popolo knows neither plans nor doubts, so only what a source says and none denies is written. That is members,
    holders of posts, where posts are, and what is legally a part of what. Accountability, reporting, leadership and
    facts have no place in it; what is left out is told, with its number.
    """
    from ics_graph.exchange.left_behind import tell_left
    from ics_graph.exchange.popolo.writer import PopoloWriter

    writer = PopoloWriter(chosen)
    classes = {name: records for name, records in writer.classes.items() if records}
    to.write(json.dumps(classes, ensure_ascii=False, indent=1).encode() + b"\n")
    counted = ", ".join(f"{name} ({len(records):,})" for name, records in classes.items())
    chosen.tell(f"Written: {counted or 'nothing'}.")
    tell_left(chosen, "Popolo", writer.left)
