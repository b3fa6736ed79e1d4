"""ODRL: rows of schemes as policies, for tools that check permissions."""

from __future__ import annotations

import json
from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter
from ics_graph.exchange.terms import BASE


@exporter(
    "odrl -o policies.jsonld --data examples/westmarch",
    base="What the addresses of records begin with",
)
def odrl(chosen: ExportInput, to: IO[bytes], base: str = BASE) -> None:
    """ODRL 2.2 policies (JSON-LD): one for each version of a document, and a permission for each of its rows.

    The giver is the assigner, the holder the assignee, the act the action, and the function the target. Amounts in
    pounds and days are constraints, a condition is a duty, and an exclusion refines the target. Only what surely holds
    is written. Drafts, rows under a condition that may not be met, and rows that end with an event without a day are
    left out and told. ODRL does not say who is accountable or liable, or who may act as deputy.
    """
    from ics_graph.exchange.left_behind import tell_left
    from ics_graph.exchange.odrl.policies import Policies

    policies = Policies(chosen, base)
    to.write(json.dumps(policies.document(), ensure_ascii=False, indent=1).encode() + b"\n")
    chosen.tell(f"Written: {policies.rows:,} permissions.")
    tell_left(chosen, "ODRL", policies.left)
