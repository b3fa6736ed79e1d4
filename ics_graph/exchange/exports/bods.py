"""BODS: who owns and controls bodies, for tools of beneficial ownership."""

from __future__ import annotations

import json
from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter


@exporter(
    "bods -o statements.json --published 2026-11-28",
    published="The day of publication (YYYY-MM-DD); by default the last day that a source or claim has",
    publisher="Who publishes the statements; by default the titles of the datasets",
)
def bods(chosen: ExportInput, to: IO[bytes], published: str | None = None, publisher: str | None = None) -> None:
    """BODS statements (0.4): bodies, the people with an interest in one, and the interests with their share and dates.

    The standard knows neither plans nor doubts, so only what a source says and none denies is written. That is lines
    that say "has an interest in", and seats of a board member or chair that such statements gave. Membership, reporting
    and accountability are no interests; what is left out is told, with its number. Of people only names are written.
    """
    from ics_graph.exchange.bods.statements import KINDS
    from ics_graph.exchange.bods.writer import BodsWriter
    from ics_graph.exchange.left_behind import tell_left

    writer = BodsWriter(chosen, published, publisher)
    to.write(json.dumps(writer.statements, ensure_ascii=False, indent=1).encode() + b"\n")
    kinds = {kind: sum(1 for each in writer.statements if each["recordType"] == kind) for kind in KINDS}
    counted = ", ".join(f"{kind} ({number:,})" for kind, number in kinds.items() if number)
    chosen.tell(f"Written: {counted or 'nothing'}.")
    tell_left(chosen, "BODS", writer.left)
